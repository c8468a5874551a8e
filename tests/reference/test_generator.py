"""The generator: the same case for a seed, valid requests, wide coverage, and the power to find planted faults."""

import copy
import functools
import json
import re
from collections.abc import Callable
from typing import Any, Final

import pytest

from . import evaluator, filters, groups, mutations, store
from .cases import Case, Step, first_difference, normalise, resolve, shortened
from .comparison import compare
from .evaluator import Answer, ReferenceDatabase
from .generator import generate_case
from .store import Store, references
from .values import Moment

SEEDS: Final = range(40)


@functools.cache
def _case(seed: int) -> Case:
    return generate_case(seed)


@functools.cache
def _answers(seed: int) -> tuple[list[Answer], Store]:
    case = _case(seed)
    database, id_map = ReferenceDatabase(case.sdl), dict[str, str]()
    answers: list[Answer] = []
    for step in case.steps:
        resolved = resolve(step, id_map)
        answers.append(normalise(database.graphql(resolved.query, resolved.variables), id_map))
        _check_consistent(database.store)
    return answers, database.store


def _check_consistent(data: Store) -> None:
    """Both ends of an inverse agree, no edge leads nowhere, no key is there twice."""
    for node in data.nodes.values():
        for each in references(data.schema, node.type_name):
            for target in data.targets(node, each):
                assert target.type_name == each.type_name
                if each.inverse is not None:
                    assert node in data.targets(target, data.schema.field(target.type_name, each.inverse))
        for key in data.schema.types[node.type_name].keys:
            if key.name in node.values:
                assert data.with_key(node.type_name, key.name, node.values[key.name]) is node


def test_a_seed_gives_one_case() -> None:
    assert generate_case(7) == generate_case(7)
    assert generate_case(7) != generate_case(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_data_stay_consistent(seed: int) -> None:
    answers, _ = _answers(seed)
    assert answers == _case(seed).answers


@pytest.mark.parametrize("seed", SEEDS)
def test_the_variables_are_json(seed: int) -> None:
    for step in _case(seed).steps:
        assert json.loads(json.dumps(step.variables)) == step.variables


def test_requests_reach_everything() -> None:
    """Each operation, operator and feature occurs, and most lists have something in them."""
    texts = " ".join(step.query + json.dumps(step.variables) for seed in SEEDS for step in _case(seed).steps)
    words = ("eq", "in", "le", "lt", "ge", "gt", "between", "allofterms", "anyofterms", "has", "and", "or", "not", "id")
    for word in (*words, "set", "remove", "upsert", "then", "asc", "desc", "first", "offset"):
        assert re.search(rf'\b{word}"?: ', texts), word
    for part in ("@include", "@skip", "fragment F", "... on ", "__typename", "Aggregate", "$v1", "null", "<node "):
        assert part in texts, part
    for operation in ("get", "query", "aggregate", "groupBy", "add", "update", "delete"):
        assert re.search(rf"\b{operation}[A-Z]\w*[ (]", texts), operation


def test_most_answers_say_something() -> None:
    answers = [answer for seed in SEEDS for answer in _answers(seed)[0]]
    refused = [answer for answer in answers if "errors" in answer]
    assert 0.05 < len(refused) / len(answers) < 0.4
    lists = [value for answer in answers for value in (answer.get("data") or {}).values() if isinstance(value, list)]
    assert sum(1 for value in lists if value) > 0.5 * len(lists)


# ---- planted faults


def _nulls_first(nodes: list[Any], keys: dict[int, Any], descending: bool) -> list[Any]:
    with_value = [node for node in nodes if keys[node.identifier] is not None]
    without = [node for node in nodes if keys[node.identifier] is None]
    ordered = sorted(with_value, key=lambda node: keys[node.identifier], reverse=descending)
    return ordered + without if descending else without + ordered


def _ties_backwards(nodes: list[Any], keys: dict[int, Any], descending: bool) -> list[Any]:
    without = [node for node in nodes if keys[node.identifier] is None]
    with_value = [node for node in nodes if keys[node.identifier] is not None]
    ordered = sorted(with_value, key=lambda node: keys[node.identifier])
    return (ordered[::-1] if descending else ordered) + without


def _one_end_only(data: Store, source: Any, reference: Any, target: Any) -> None:
    if not reference.is_list:
        source.values.pop(reference.name, None)
    store._insert(source, reference, target)


def _without_moving(data: Store, source: Any, reference: Any, target: Any) -> None:
    """The former parent keeps the child."""
    _one_end_only(data, source, reference, target)
    if reference.inverse is not None:
        other_end = data.schema.field(target.type_name, reference.inverse)
        _one_end_only(data, target, other_end, source)


def _average_of_all(object_type: Any, nodes: list[Any], field_name: str) -> Any:
    values = [node.values.get(field_name[:-3], 0) for node in nodes]
    if field_name.endswith("Avg") and any(values):
        return sum(values) / len(values)
    return _aggregated(object_type, nodes, field_name)


def _missing_groups_first(rows: list[Any], value: Any, is_descending: bool) -> list[Any]:
    there = sorted((row for row in rows if value(row) is not None), key=value, reverse=is_descending)
    return [row for row in rows if value(row) is None] + there


def _in_utc(value: Any) -> Any:
    return str(Moment(value.instant, 0)) if isinstance(value, Moment) else value


def _removed_though_different(_: Store, node: Any, each: Any, value: Any) -> None:
    if each.kind != "reference":
        node.values.pop(each.name, None)


_aggregated = evaluator._aggregated
FAULTS: Final[dict[str, tuple[Any, str, Any]]] = {
    "ascending order starts with missing values": (evaluator, "_ordered", _nulls_first),
    "ties come by descending id": (evaluator, "_ordered", _ties_backwards),
    "a negative first is the first rows": (
        evaluator,
        "_cut",
        lambda rows, first, offset: rows[offset:][: abs(first) or 99],
    ),
    "an average counts missing values": (evaluator, "_aggregated", _average_of_all),
    "groups begin with those without a key": (groups, "_sorted", _missing_groups_first),
    "a group by a node is one of all nodes": (groups.Groups, "_key", lambda groups, node, asked: 0),
    "moments lose their offset": (evaluator, "_printed", lambda _, value: _in_utc(value)),
    "a failed mutation leaves changes": (copy, "deepcopy", lambda nodes: nodes),
    "a link is set at one end only": (Store, "link", _one_end_only),
    "a moved child stays with its former parent": (Store, "link", _without_moving),
    "a delete leaves edges": (Store, "delete", lambda data, node: data.nodes.pop(node.identifier)),
    "or beside a condition is and": (filters, "_any_of", lambda inner: filters._all_of(inner) if inner else None),
    "not is passed over": (filters, "_negation", lambda _: lambda node: True),
    "has means any of the fields": (
        filters,
        "_having",
        lambda names: lambda node: any(n in node.values for n in names),
    ),
    "terms regard case": (filters, "terms", lambda text: set(re.findall(r"[^\W_]+", text))),
    "a key may be there twice": (mutations, "_holders", lambda *_: []),
    "a key of another node can be set": (mutations, "_check_keys", lambda *_: None),
    "required fields of new children are not checked": (mutations._Writing, "check_required", lambda _: None),
    "a removed value need not be equal": (mutations, "_remove", _removed_though_different),
}


def _faulty(case: Case, fault: tuple[Any, str, Any]) -> Callable[[str, dict[str, Any]], Answer]:
    """A database of its own in which one thing is wrong."""
    database = ReferenceDatabase(case.sdl)

    def graphql(query: str, variables: dict[str, Any]) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(*fault)
            try:
                return database.graphql(query, variables)
            except KeyError:  # an edge that leads nowhere
                return {"errors": [{"message": "a fault"}]}

    return graphql


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    assert any(first_difference(_case(seed), _faulty(_case(seed), FAULTS[name])) for seed in SEEDS)


def test_no_fault_no_difference() -> None:
    for seed in SEEDS:
        assert first_difference(_case(seed), ReferenceDatabase(_case(seed).sdl).graphql) is None


def test_a_failing_case_can_be_shortened_and_read() -> None:
    fault = FAULTS["a delete leaves edges"]
    case = next(case for case in map(_case, SEEDS) if first_difference(case, _faulty(case, fault)))
    short = shortened(case, lambda shorter: first_difference(shorter, _faulty(shorter, fault)) is not None)
    assert len(short.steps) < len(case.steps)
    difference = first_difference(short, _faulty(short, fault))
    assert difference is not None
    text = difference.describe()
    assert f"seed {case.seed}" in text
    assert difference.words in text
    code = text.split("\n\n# step")[0]
    names: dict[str, Any] = {"Case": Case, "Step": Step}
    exec(compile(code, "case", "exec"), names)
    assert names["case"].steps == short.steps[: difference.step + 1]


# ---- comparison


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ({"data": {"a": 1}}, {"data": {"a": 1.0}}),
        ({"data": {"a": 0.1 + 0.2}}, {"data": {"a": 0.3}}),
        ({"data": {"a": ["x", "y"]}}, {"data": {"a": ["y", "x"]}}),
        ({"data": {"a": [3, 2**62, 1]}}, {"data": {"a": [1, 3, 2**62]}}),
        ({"errors": [{"message": "ours"}]}, {"data": None, "errors": [{"message": "theirs"}]}),
        ({"errors": [{"message": "ours"}]}, {"errors": [{"message": "theirs", "path": ["a"]}]}),
        (
            {"data": {"a": [{"b": None}]}, "errors": [{"path": ["a", 0, "b", "c"]}]},
            {"data": {"a": [{"b": None}]}, "errors": [{"path": ["a", 0, "b", "d"]}, {"path": ["a", 0, "b", "c"]}]},
        ),
    ],
)
def test_equal_answers(expected: Answer, got: Answer) -> None:
    assert compare(expected, got) is None


@pytest.mark.parametrize(
    ("expected", "got", "words"),
    [
        ({"data": {"a": 1}}, {"data": {"a": True}}, "data.a is True, not 1"),
        ({"data": {"a": 2**53 + 1}}, {"data": {"a": 2**53}}, "data.a is"),
        ({"data": {"a": 1, "b": 2}}, {"data": {"b": 2, "a": 1}}, "order"),
        ({"data": {"a": 1}}, {"data": {}}, "members"),
        ({"data": {"a": [{"b": 1}, {"b": 2}]}}, {"data": {"a": [{"b": 2}, {"b": 1}]}}, r"data.a\[0\].b is 2, not 1"),
        ({"data": {"a": ["x", "x"]}}, {"data": {"a": ["x"]}}, "1 elements, not 2"),
        ({"data": {"a": ["x", "y"]}}, {"data": {"a": ["x", "z"]}}, "is 'z', not 'y'"),
        ({"data": {"a": None}}, {"data": None}, "data is None"),
        ({"data": None}, {"data": None, "errors": [{"message": "m"}]}, "not expected"),
        ({"errors": [{"message": "m"}]}, {"data": None}, "missing"),
        ({"errors": [{"message": "m", "path": ["a"]}]}, {"errors": [{"message": "m", "path": ["b"]}]}, "errors are at"),
        (
            {"data": {"a": None, "b": None}, "errors": [{"path": ["a", "c"]}]},
            {"data": {"a": None, "b": None}, "errors": [{"path": ["a", "d"]}]},
            "errors are at",
        ),
        (
            {"data": {"a": None, "b": None}, "errors": [{"path": ["a", "c"]}]},
            {"data": {"a": None, "b": None}, "errors": [{"path": ["a", "c"]}, {"path": ["b", "c"]}]},
            "errors are at",
        ),
    ],
)
def test_different_answers(expected: Answer, got: Answer, words: str) -> None:
    assert re.search(words, compare(expected, got) or "")


def test_names_of_nodes() -> None:
    id_map: dict[str, str] = {}
    answer = {"data": {"a": [{"id": "0x7", "name": "0x7"}, {"id2": "0x3"}], "b": {"id": "0x7"}}}
    assert normalise(answer, id_map)["data"] == {
        "a": [{"id": "<node 1>", "name": "0x7"}, {"id2": "<node 2>"}],
        "b": {"id": "<node 1>"},
    }
    step = Step(query='{ getA(id: "<node 2>") { id } }', variables={"x": ["<node 1>", "<node 9>"]})
    assert resolve(step, id_map) == Step(
        query='{ getA(id: "0x3") { id } }', variables={"x": ["0x7", "0x7ffffffffffffff1"]}
    )
