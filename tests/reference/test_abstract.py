"""Interfaces and unions: generated requests against the naive evaluation of `abstract.py`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from tests.reference.abstract import AbstractCase, Selection, generate_abstract_case

_requests: int = 12


@pytest.mark.parametrize("seed", range(6))
def test_answers_agree(seed: int) -> None:
    case = generate_abstract_case(Random(seed))
    with graphwright.open(":memory:") as database:
        database.alter(case.schema.sdl())
        _fill(database, case)
        for _ in range(_requests):
            root = case.random.choice(("I", "J", "A", "B"))
            selections = case.selections(root, 3)
            query = f"{{ query{root} {{ {' '.join(each.text() for each in selections)} }} }}"
            answer = database.graphql(query)
            assert "errors" not in answer, (query, answer)
            got, expected = answer["data"][f"query{root}"], case.answer(root, selections)
            assert _in_order(got) == _in_order(expected), f"seed {seed}\n{case.schema.sdl()}\n{query}"


def _fill(database: Database, case: AbstractCase) -> None:
    """Nodes one by one, so that their ids are in the order of the case, then their edges."""
    ids: list[str] = []
    for node in case.nodes:
        given = {name: value for name, value in node.values.items() if name[0] in "nm"} or {f"m{node.type_name}": None}
        name, field = node.type_name, node.type_name.lower()
        add = f"mutation($i: [Add{name}Input!]!) {{ add{name}(input: $i) {{ {field} {{ id }} }} }}"
        ids.append(_run(database, add, {"i": [given]})[f"add{name}"][field][0]["id"])
    for node in case.nodes:
        name = node.type_name
        links = {}
        for key, to in case.schema.fields(name).items():
            if to != "Int" and node.values.get(key) not in (None, []):
                numbers = node.values[key] if to.startswith("[") else [node.values[key]]
                references = [_reference(case, to.strip("[]"), number, ids) for number in numbers]
                links[key] = references if to.startswith("[") else references[0]
        if links:
            update = f"mutation($i: Update{name}Input!) {{ update{name}(input: $i) {{ numUids }} }}"
            _run(database, update, {"i": {"filter": {"id": [ids[node.number]]}, "set": links}})


def _reference(case: AbstractCase, target: str, number: int, ids: list[str]) -> dict[str, Any]:
    known = {"id": ids[number]}
    return {f"{case.nodes[number].type_name.lower()}Ref": known} if target in case.schema.members else known


def _run(database: Database, query: str, variables: dict[str, Any]) -> Any:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, (query, variables, answer)
    return answer["data"]


def _in_order(value: Any) -> Any:
    """With the order of members, which dicts do not compare."""
    if isinstance(value, dict):
        return [(key, _in_order(member)) for key, member in value.items()]
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def test_the_evaluation_is_that_of_the_specification() -> None:
    """By hand, so that both sides of the comparison cannot be wrong in the same way."""
    case = generate_abstract_case(Random(1))
    case.nodes[:] = []
    selections = [Selection("nI", "x", []), Selection("A", "", [Selection("nI", "x", [])], is_fragment=True)]
    assert case.answer("I", selections) == []
    assert " ".join(each.text() for each in selections) == "x: nI ... on A { x: nI }"
