"""Interfaces and unions: generated requests against the naive evaluation of `abstract.py`."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from tests.reference.abstract import AbstractCase, AbstractNode, Selection, generate_abstract_case
from tests.reference.abstract_filters import arguments_text, literal, page, random_arguments, random_filter

_requests: int = 16


@pytest.mark.parametrize("seed", range(8))
def test_answers_agree(seed: int) -> None:
    case = generate_abstract_case(Random(seed))
    with graphwright.open(":memory:") as database:
        compare_on(database, case, f"seed {seed}")


def compare_on(database: Database, case: AbstractCase, where: str) -> None:
    """Reads, aggregates, updates and deletes through types and interfaces, in turn."""
    database.alter(case.schema.sdl())
    ids = _fill(database, case)
    for _ in range(_requests):
        kind = case.random.choice(("query", "query", "query", "query", "aggregate", "update", "delete"))
        query, expected = _request(case, kind, case.random.choice(("I", "J", "A", "B")))
        answer = database.graphql(query)
        assert "errors" not in answer, (query, answer)
        assert _in_order(answer["data"]) == _in_order(expected), f"{where}\n{case.schema.sdl()}\n{query}\n{ids}"


def _request(case: AbstractCase, kind: str, root: str) -> tuple[str, dict[str, Any]]:
    """A request and the data that it must answer; a mutation is done."""
    if kind == "query":
        selections, cascades = case.selections(root, 3), case.random.random() < 0.2
        arguments = random_arguments(case, root) if case.random.random() < 0.6 else {}
        directive = " @cascade" if cascades else ""
        inner = " ".join(each.text() for each in selections)
        query = f"{{ query{root}{arguments_text(arguments)}{directive} {{ {inner} }} }}"
        return query, {f"query{root}": case.answer(root, selections, arguments, cascades=cascades)}
    filter_value = random_filter(case, root, 2)
    nodes = page(case, case.of(root), {"filter": filter_value}, None)
    if kind == "aggregate":
        known = [node.values[f"n{root}"] for node in nodes if node.values.get(f"n{root}") is not None]
        ends = {f"n{root}Min": min(known, default=None), f"n{root}Max": max(known, default=None)}
        query = f"{{ aggregate{root}(filter: {literal(filter_value)}) {{ count n{root}Min n{root}Max n{root}Sum }} }}"
        return query, {f"aggregate{root}": {"count": len(nodes), **ends, f"n{root}Sum": sum(known) if known else None}}
    field = root.lower()
    if kind == "update":
        return _update(case, root, filter_value, nodes)
    query = f"mutation {{ delete{root}(filter: {literal(filter_value)}) {{ numUids {field} {{ n{root} }} }} }}"
    shown = [{f"n{root}": node.values.get(f"n{root}")} for node in nodes]
    for node in nodes:
        case.delete(node)
    return query, {f"delete{root}": {"numUids": len(nodes), field: shown}}


def _update(
    case: AbstractCase, root: str, filter_value: dict[str, Any], nodes: list[AbstractNode]
) -> tuple[str, dict[str, Any]]:
    """A number set or taken away, through a type or an interface; the payload asks what each type has."""
    value = case.random.choice((None, case.random.randint(0, 9)))
    patch = f"remove: {{n{root}: null}}" if value is None else f"set: {{n{root}: {value}}}"
    for node in nodes:
        node.values[f"n{root}"] = value
    selections = case.selections(root, 1)
    inner = " ".join(each.text() for each in selections)
    given = f"{{filter: {literal(filter_value)}, {patch}}}"
    query = f"mutation {{ update{root}(input: {given}) {{ numUids {root.lower()} {{ {inner} }} }} }}"
    shown = [case.answer_of(node, selections) for node in nodes]
    return query, {f"update{root}": {"numUids": len(nodes), root.lower(): shown}}


def _fill(database: Database, case: AbstractCase) -> list[str]:
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
    return ids


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
