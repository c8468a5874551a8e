"""Random mutations against a model of dicts: values, languages, lists, edges from both ends, types, indexes, stars."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

import orjson
import pytest

from graphwright import Database
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest

_schema = """
age: int @index(int) .
name: string @index(exact) @lang .
alias: [string] @index(exact) .
friend: [uid] @reverse .
mentor: uid @reverse .
apart: string .
type P { age name friend }
type Q { alias mentor <~friend> }
"""
_types = {"P": ("age", "name", "friend"), "Q": ("alias", "mentor")}
_nodes = (1, 2, 3)
_question = """{ q(func: uid(1, 2, 3), orderasc: age) {
  uid age name name@de name@fr alias friend { uid } ~friend { uid } mentor { uid } ~mentor { uid }
  apart dgraph.type } }"""


class _Model:
    """What each node has: (predicate, language) to a set of values or nodes."""

    def __init__(self) -> None:
        self.stored: dict[tuple[int, str, str], set[Any]] = defaultdict(set)

    def put(self, uid: int, name: str, language: str, value: Any) -> None:
        held = self.stored[uid, name, language]
        if name not in ("alias", "friend", "dgraph.type"):
            held.clear()
        held.add(value)

    def take_all(self, uid: int, types: set[str]) -> None:
        for each in ("dgraph.type", *(name for type_name in types for name in _types[type_name])):
            self.take(uid, each, "", "*")

    def take(self, uid: int, name: str, language: str, value: Any) -> None:
        if value != "*":
            self.stored[uid, name, language].discard(value)
        else:
            for tag in ("", "de", "fr") if not language else (language,):
                self.stored[uid, name, tag].clear()

    def node(self, uid: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ("age", "name", "apart"):
            found |= dict(zip([name], self.stored[uid, name, ""], strict=False))
        found |= {f"name@{tag}": value for tag in ("de", "fr") for value in self.stored[uid, "name", tag]}
        lists = {name: sorted(self.stored[uid, name, ""]) for name in ("alias", "dgraph.type")}
        lists |= {name: sorted(map(hex, self.stored[uid, name, ""])) for name in ("friend", "mentor")}
        for name in ("friend", "mentor"):
            lists[f"~{name}"] = [hex(other) for other in _nodes if uid in self.stored[other, name, ""]]
        return found | {name: values for name, values in lists.items() if values}


def _quad(random: Random, *, is_set: bool) -> tuple[str, tuple[int, str, str, Any]]:
    uid = random.choice(_nodes)
    name = random.choice(["age", "name", "alias", "friend", "mentor", "apart", "dgraph.type"])
    value: Any = "*"
    language, text = "", "*"
    if not is_set and random.random() < 0.1:
        return f"<{hex(uid)}> * * .", (uid, "*", "", "*")
    if name == "name":
        language = random.choice(["", "de", "fr"])
    if is_set or random.random() < 0.6:
        match name:
            case "age":
                value = random.randrange(3)
                text = f'"{value}"'
            case "friend" | "mentor":
                value = random.choice(_nodes)
                text = f"<{hex(value)}>"
            case "dgraph.type":
                value = random.choice("PQ")
                text = f'"{value}"'
            case _:
                value = random.choice("xyz")
                text = f'"{value}"'
    return f"<{hex(uid)}> <{name}{'@' + language if language else ''}> {text} .", (uid, name, language, value)


def _shown(node: dict[str, Any]) -> dict[str, Any]:
    """A node of the answer in the form of the model."""
    shown: dict[str, Any] = {}
    for name, value in node.items():
        if name != "uid":
            ends = [value] if isinstance(value, dict) else value
            is_edge = name.lstrip("~") in ("friend", "mentor")
            shown[name] = sorted(end["uid"] for end in ends) if is_edge else value
            if name in ("alias", "dgraph.type"):
                shown[name] = sorted(value)
    return shown


@pytest.mark.parametrize("seed", range(6))
def test_random_mutations(database: Database, seed: int) -> None:
    random, model = Random(seed), _Model()
    database.alter_dql(DqlAlter(schema=_schema))
    database.run_dql_blocking(
        DqlRequest(mutations=(DqlMutation(set_rdf="_:a <friend> _:b .\n_:b <friend> _:c ."),), commits=True)
    )
    model.put(1, "friend", "", 2)
    model.put(2, "friend", "", 3)
    for _ in range(40):
        mutations = []
        for _ in range(random.choice((1, 1, 2, 3))):
            deletes = [_quad(random, is_set=False) for _ in range(random.randrange(4))]
            sets = [_quad(random, is_set=True) for _ in range(random.randrange(5))]
            # Stars mean the types that were there before the mutation.
            types = {uid: set(model.stored[uid, "dgraph.type", ""]) for uid in _nodes}
            for _, what in deletes:
                model.take_all(what[0], types[what[0]]) if what[1] == "*" else model.take(*what)
            for _, what in sets:
                model.put(*what)
            mutations.append(
                DqlMutation(
                    set_rdf="\n".join(text for text, _ in sets), delete_rdf="\n".join(text for text, _ in deletes)
                )
            )
        database.run_dql_blocking(DqlRequest(mutations=tuple(mutations), commits=True))
        answer = database.run_dql_blocking(DqlRequest(query=_question))
        assert answer.data is not None
        found = {int(node["uid"], 16): _shown(node) for node in orjson.loads(answer.data)["q"]}
        assert found == {uid: model.node(uid) for uid in _nodes}
        _check_indexes(database, model)


def _check_indexes(database: Database, model: _Model) -> None:
    """What is found by a value is who has it."""
    asked: dict[tuple[str, str, Any], str] = {}
    for number in range(3):
        asked["age", "", number] = f"eq(age, {number})"
    for letter in "xyz":
        asked["name", "", letter] = f'eq(name, "{letter}")'
        asked["name", "de", letter] = f'eq(name@de, "{letter}")'
        asked["alias", "", letter] = f'eq(alias, "{letter}")'
    for type_name in "PQ":
        asked["dgraph.type", "", type_name] = f"type({type_name})"
    blocks = "\n".join(f"b{place}(func: {question}) {{ uid }}" for place, question in enumerate(asked.values()))
    answer = database.run_dql_blocking(DqlRequest(query=f"{{ {blocks} }}"))
    assert answer.data is not None
    found = orjson.loads(answer.data)
    for place, (name, language, value) in enumerate(asked):
        expected = [hex(uid) for uid in _nodes if value in model.stored[uid, name, language]]
        assert [node["uid"] for node in found[f"b{place}"]] == expected, (name, language, value)
