"""The reference evaluator answers the recorded suites as the reference system does.

Reads the corpus beside the repository (`../shared/conformance`) and uses the replayer's own rules of comparison. What
is left out is listed with its reason; where the recording is marked `reference_bug`, the sensible answer stands here.
"""

import copy
import functools
import importlib.util
import re
import types
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from .evaluator import ReferenceDatabase

CORPUS: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance"
SUITES: Final = ("10_scalars", "11_filters", "13_order_page_aggregate", "20_ids", "21_inverse", "33_documents")

GEO: Final = "geo types are out of scope"
INTERFACE: Final = "interfaces are out of scope"
INTROSPECTION: Final = "introspection is out of scope"
DQL: Final = "DQL is out of scope"
SUBSCRIPTION: Final = "subscriptions are out of scope"

LEFT_OUT: Final[dict[str, dict[str, str]]] = {
    "10_scalars": {
        "add with only the required field": GEO,
        "geo values": GEO,
        "Point without longitude": GEO,
        "what is stored": DQL,
    },
    "11_filters": {
        "filter on a reference does not exist": "beyond the reference it does",
        "regexp without slashes": "the evaluator refuses such a request as a whole",
        "several operators of one field": "not recorded: a server may refuse the filter or apply all operators",
        "the filter types of all indexes": INTROSPECTION,
    },
    "13_order_page_aggregate": {},
    "20_ids": {
        "get an interface by its interface-wide key": INTERFACE,
        "add with an interface-wide key in use by another type": INTERFACE,
        "upsert is offered only with an id": INTROSPECTION,
        "update through an interface": INTERFACE,
        "update a key through an interface to one in use": INTERFACE,
        "upsert with an interface-wide key of another type": INTERFACE,
        "the types of key filters and arguments": INTROSPECTION,
    },
    "21_inverse": {"the stored edges": DQL},
    "33_documents": {
        "subscription over POST": SUBSCRIPTION,
        "subscription of a type without it": SUBSCRIPTION,
        "introspection of a type": INTROSPECTION,
        "introspection with deprecated fields": INTROSPECTION,
        "introspection of an input": INTROSPECTION,
        "introspection of the patch": INTROSPECTION,
        "introspection of an enum": INTROSPECTION,
        "introspection of payloads": INTROSPECTION,
        "introspection of the roots": INTROSPECTION,
        "introspection of all type names": INTROSPECTION,
        "introspection of directives": INTROSPECTION,
        "introspection of an unknown type": INTROSPECTION,
        "introspection with a variable and data": INTROSPECTION,
        "introspection with include": INTROSPECTION,
        "the introspection query of client tools": INTROSPECTION,
        "introspection fields of newer specifications": INTROSPECTION,
    },
}

# Corrections of recorded answers: (path to the value, the value meant). A path starts with the number of the step where
# the case has steps. An absent `errors` is written as [].
Correction = tuple[tuple[str | int, ...], Any]
SENSIBLE: Final[dict[str, dict[str, list[Correction]]]] = {
    "11_filters": {
        "hash in an empty list": [(("data",), {"queryFilm": []}), (("errors",), [])],
        "empty not": [
            (("data",), {"queryFilm": [{"code": "f1"}, {"code": "f2"}, {"code": "f3"}, {"code": "f4"}]}),
            (("errors",), []),
        ],
    },
    "13_order_page_aggregate": {
        "root aggregate of a type without nodes": [
            ((1, "data", "queryPlayer"), [{"items": [], "itemsAggregate": {"count": 0, "costSum": None}}]),
            ((1, "errors"), []),
        ],
    },
    "20_ids": {
        "two new nodes that refer to each other": [
            (
                ("data", "addMixed"),
                {
                    "numUids": 2,
                    "mixed": [
                        {"key": "p", "link": {"key": "q", "link": {"key": "p"}}},
                        {"key": "q", "link": {"key": "p", "link": {"key": "q"}}},
                    ],
                },
            ),
            (("errors",), []),
        ],
        "update to its own key": [(("data", "updateClerk"), {"numUids": 1}), (("errors",), [])],
        "remove a required key": [
            (("data", "updateLabel"), {"numUids": 1, "label": [{"color": "red"}]}),
            (("errors",), []),
        ],
        "update set with a new child by key": [((1, "data", "queryClerk", 0, "cases"), [])],
    },
    "21_inverse": {
        "one to one replaced by a new node": [((1, "data", "queryPassport", 0, "holder"), None)],
        "one to one removed by null": [((1, "data", "queryPassport", 0, "holder"), None)],
        "remove all children by null": [
            ((0, "data", "updatePerson"), {"numUids": 1, "person": [{"pets": []}]}),
            ((0, "errors"), []),
            ((1, "data", "queryPerson", 0, "pets"), []),
            ((1, "data", "queryPet", 1, "keeper"), None),
            ((1, "data", "queryPet", 2, "keeper"), None),
        ],
    },
    "33_documents": {
        "fragment on the query root": [
            (("data",), {"queryAuthor": [{"name": "Ivo"}, {"name": "Uma"}]}),
            (("errors",), []),
        ],
        "include on a root field": [(("data",), {"a": [{"name": "Ivo"}, {"name": "Uma"}]}), (("errors",), [])],
        "include on a mutation field": [(("data",), {})],
        # one book less, because the mutation that was not included does not run
        "several queries and a failing one": [(("data", "c", "count"), 3)],
    },
}
AS_RECORDED: Final = {
    ("11_filters", "has an unknown field"): "an unknown enum value is refused, as the reference does by accident",
    ("13_order_page_aggregate", "order by DateTime desc"): "only the rows are compared",
}

ACCOUNT: Final = "login: String! @id\n  mail: String @id\n  since: Int"


def _adapted(name: str, sdl: str) -> str:
    """The schema of a suite without what is out of scope."""
    if name == "20_ids":  # the fields of the interface move into the types
        sdl = re.sub(r"interface Account \{.*?\}\n", "", sdl, flags=re.DOTALL)
        sdl = re.sub(r"(type \w+) implements Account \{", rf"\1 {{\n  {ACCOUNT}", sdl)
    sdl = re.sub(r".*: (Point|Polygon|MultiPolygon)\n", "", sdl)
    return sdl.replace(" @search(by: [])", "")


@functools.cache
def _replayer() -> Any:
    spec = importlib.util.spec_from_file_location("replay_graphql", CORPUS / "replay_graphql.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _suite(name: str) -> dict[str, Any]:
    with (CORPUS / "graphql" / "suites" / f"{name}.yaml").open(encoding="utf8") as file:
        suite: dict[str, Any] = yaml.load(file, Loader=_replayer().LOADER)
    return suite


class _Replay:
    """One suite on its way; the state of a suite without isolation goes from case to case."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.suite = _suite(name)
        self.sdl = _adapted(name, self.suite["schema"])
        self.reset()

    def reset(self) -> None:
        self.database = ReferenceDatabase(self.sdl)
        self.names: dict[str, Any] = {}
        for step in self.suite.get("setup") or []:
            answer = self.answer(step["request"])
            assert "errors" not in answer, answer
            self.capture(step, answer)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        request = _replayer().subst(request, self.names)
        return self.database.graphql(request["query"], request.get("variables"), request.get("operationName"))

    def capture(self, step: dict[str, Any], answer: dict[str, Any]) -> None:
        for name, path in (step.get("capture") or {}).items():
            self.names[name] = _replayer().get_path(answer, path)

    def run(self, case: dict[str, Any]) -> str | None:
        """What differs, in the replayer's words."""
        corrections = SENSIBLE.get(self.name, {}).get(case["name"], [])
        for number, step in enumerate(case.get("steps") or [case]):
            expected = copy.deepcopy(step["expect"])
            for path, value in corrections:
                own = path[1:] if "steps" in case else path
                if "steps" not in case or path[0] == number:
                    _put(expected, own, value)
            answer = self.answer(step["request"])
            self.capture(step, answer)
            loose = step.get("match", case.get("match", self.suite.get("match"))) == "loose"
            order = step.get("order", case.get("order", self.suite.get("order", "exact")))
            keys = case.get("keys", self.suite.get("keys")) == "exact"
            runner = types.SimpleNamespace(env=self.names, exact=False)
            difference = _replayer().Runner.compare(runner, expected, answer, order == "any", loose, keys)
            if difference is not None:
                return f"step {number}: {difference}"
        return None


def _put(document: Any, path: tuple[str | int, ...], value: Any) -> None:
    for part in path[:-1]:
        document = document[part]
    document[path[-1]] = value


@functools.cache
def _replayed(name: str) -> dict[str, str | None]:
    replay = _Replay(name)
    results: dict[str, str | None] = {}
    for number, case in enumerate(replay.suite["cases"]):
        if case["name"] in LEFT_OUT[name]:
            continue
        if number and (replay.suite.get("isolation") == "case" or case.get("reset")):
            replay.reset()
        results[case["name"]] = replay.run(case)
    return results


def _cases() -> list[Any]:
    if not CORPUS.exists():
        reason = f"THE CONFORMANCE CORPUS IS NOT THERE ({CORPUS}): the reference evaluator is not verified"
        return [pytest.param("", "", marks=pytest.mark.skip(reason=reason))]
    return [
        pytest.param(name, case["name"], id=f"{name}/{case['name']}")
        for name in SUITES
        for case in _suite(name)["cases"]
        if case["name"] not in LEFT_OUT[name]
    ]


@pytest.mark.parametrize(("suite", "case"), _cases())
def test_recorded_case(suite: str, case: str) -> None:
    assert _replayed(suite)[case] is None


@pytest.mark.skipif(not CORPUS.exists(), reason="THE CONFORMANCE CORPUS IS NOT THERE")
@pytest.mark.parametrize("suite", SUITES)
def test_lists_name_existing_cases(suite: str) -> None:
    """Every case marked as a bug of the reference is decided here, and no list names a case that is gone."""
    cases = {case["name"]: case for case in _suite(suite)["cases"]}
    corrected = set(SENSIBLE.get(suite, {}))
    kept = {case for name, case in AS_RECORDED if name == suite}
    left_out = set(LEFT_OUT[suite])
    assert corrected | kept | left_out <= set(cases)
    assert not left_out & (corrected | kept)
    assert {name for name, case in cases.items() if "reference_bug" in case} <= corrected | kept | left_out
