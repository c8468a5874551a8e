"""`shortest` on a small store: which paths are found, how they are shown, and what is refused.

Many more cases are recorded (`test_recorded.py`); that the paths are the lightest is tested with all paths of random
graphs (`tests/plan/test_searching.py`).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from graphwright.plan.searching import Question, lightest_paths

SCHEMA = """
name: string @index(exact) .
road: [uid] @reverse .
rail: [uid] .
home: uid @reverse .
"""
DATA = """
<0x1> <name> "a" .
<0x2> <name> "b" .
<0x3> <name> "c" .
<0x4> <name> "d" .
<0x5> <name> "e" .
<0x1> <road> <0x2> (km=1, note="dry", since=2001-01-01) .
<0x1> <road> <0x3> (km=5.5) .
<0x2> <road> <0x3> (km=2) .
<0x3> <road> <0x4> (km=1) .
<0x2> <road> <0x4> .
<0x4> <road> <0x1> .
<0x6> <road> <0x7> (km=-3) .
<0x1> <rail> <0x4> (fare=9) .
<0x4> <rail> <0x5> (fare=1) .
<0x5> <home> <0x1> .
"""


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema=SCHEMA))
        asyncio.run(database.lease_uids(100))
        database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=DATA),), commits=True))
        yield database


def ask(store: graphwright.Database, text: str, **variables: str) -> Any:
    answer = store.dql(text, {f"${name}": value for name, value in variables.items()})
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def refusal(store: graphwright.Database, text: str) -> str:
    answer = store.dql(text)
    assert answer.get("data") is None
    message: str = answer["errors"][0]["message"]
    return message


def way(path: Any) -> str:
    """`1 road 2 rail 5` of a path."""
    found = path["uid"][2:]
    for key, inner in path.items():
        if isinstance(inner, dict):
            found += f" {key} {way(inner)}"
    return str(found)


def ways(store: graphwright.Database, arguments: str, edges: str) -> list[tuple[str, float]]:
    paths = ask(store, f"{{ shortest({arguments}) {{ {edges} }} }}").get("_path_", [])
    return [(way(path), path["_weight_"]) for path in paths]


def test_a_path_has_the_fewest_edges_or_the_least_weight(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x1, to: 0x4", "road") == [("1 road 2 road 4", 2)]
    assert ways(store, "from: 0x1, to: 0x4", "road @facets(km)") == [("1 road 2 road 3 road 4", 4)]
    assert ways(store, "from: 0x1, to: 0x5", "road rail") == [("1 rail 4 rail 5", 2)]
    assert ways(store, "from: 0x1, to: 0x5", "road @facets(km) rail @facets(fare)") == [
        ("1 road 2 road 3 road 4 rail 5", 5)
    ]
    assert ways(store, "from: 0x4, to: 0x1", "~road") == [("4 ~road 2 ~road 1", 2)]
    assert ways(store, "from: 0x4, to: 0x2", "rail home road") == [("4 road 1 road 2", 2)]
    assert ways(store, "from: 0x5, to: 0x1", "home") == [("5 home 1", 1)]
    assert ways(store, "from: 0x1, to: 0x5", "~home") == [("1 ~home 5", 1)]


def test_the_weight_is_shown_with_each_edge_as_it_is(store: graphwright.Database) -> None:
    [path] = ask(store, "{ shortest(from: 0x1, to: 0x3) { road @facets(km) } }")["_path_"]
    assert path == {
        "road": {"road": {"uid": "0x3", "road|km": 2}, "uid": "0x2", "road|km": 1},
        "uid": "0x1",
        "_weight_": 3,
    }
    assert isinstance(path["road"]["road|km"], int)


def test_edges_without_a_numeric_weight_are_no_edges(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x2, to: 0x4", "road @facets(km)") == [("2 road 3 road 4", 3)]
    assert ways(store, "from: 0x1, to: 0x2", "road @facets(note)") == []
    assert ways(store, "from: 0x1, to: 0x2", "road @facets(since)") == []
    assert ways(store, "from: 0x1, to: 0x2", "road @facets(nosuch)") == []


def test_the_only_facet_of_an_edge_needs_no_name(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x2, to: 0x4", "road @facets") == [("2 road 3 road 4", 3)]
    assert "Expected 1 but got 3 facets" in refusal(store, "{ shortest(from: 0x1, to: 0x3) { road @facets } }")


def test_several_paths_come_by_weight_and_visit_no_node_twice(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x1, to: 0x4, numpaths: 9", "road @facets(km)") == [
        ("1 road 2 road 3 road 4", 4),
        ("1 road 3 road 4", 6.5),
    ]
    bounded = "from: 0x1, to: 0x4, numpaths: 9, %s"
    assert len(ways(store, bounded % "maxweight: 4", "road @facets(km)")) == 1
    assert ways(store, bounded % "minweight: 4.5", "road @facets(km)") == [("1 road 3 road 4", 6.5)]
    assert ways(store, bounded % "depth: 2", "road @facets(km)") == [("1 road 3 road 4", 6.5)]
    assert ways(store, "from: 0x1, to: 0x4, numpaths: 2", "road") == [
        ("1 road 2 road 4", 2),
        ("1 road 3 road 4", 2),
    ]


def test_bounds_hold_for_one_path_too(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x1, to: 0x4, depth: 2", "road @facets(km)") == [("1 road 3 road 4", 6.5)]
    assert ways(store, "from: 0x1, to: 0x4, depth: 1", "road") == []
    assert (
        ways(store, "from: 0x1, to: 0x2, depth: 0", "road") == ways(store, "from: 0x1, to: 0x3, depth: 0", "road") == []
    )
    assert ways(store, "from: 0x1, to: 0x2, depth: 0, numpaths: 2", "road @facets(km)") == []
    assert ways(store, "from: 0x1, to: 0x4, depth: 2, maxfrontiersize: 9", "road") == [("1 road 2 road 4", 2)]
    assert ways(store, "from: 0x1, to: 0x4, maxweight: 3", "road @facets(km)") == []
    assert ways(store, "from: 0x1, to: 0x4, minweight: 5", "road @facets(km)") == [("1 road 3 road 4", 6.5)]
    text = """query t($k: int, $d: int, $w: float) {
      shortest(from: 0x1, to: 0x4, numpaths: $k, depth: $d, maxweight: $w) { road @facets(km) } }"""
    assert len(ask(store, text, k="5", d="4", w="6.5")["_path_"]) == 2


def test_filters_hold_for_the_nodes_that_edges_lead_to(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x1, to: 0x4", 'road @filter(NOT eq(name, "b")) @facets(km)') == [
        ("1 road 3 road 4", 6.5)
    ]
    assert ways(store, "from: 0x1, to: 0x4", 'road @filter(NOT eq(name, "d"))') == []
    assert ways(store, "from: 0x1, to: 0x4", 'road @filter(NOT eq(name, "a"))') == [("1 road 2 road 4", 2)]
    assert ways(store, "from: 0x1, to: 0x4", "road (first: -1)") == [("1 road 3 road 4", 2)]


def test_filters_on_facets_hold_for_edges(store: graphwright.Database) -> None:
    assert ways(store, "from: 0x1, to: 0x4", "road @facets(ge(km, 1))") == [("1 road 3 road 4", 2)]
    assert ways(store, "from: 0x1, to: 0x4", "road @facets(lt(km, 5)) @facets(km)") == [("1 road 2 road 3 road 4", 4)]
    assert ways(store, "from: 0x4, to: 0x1", "~road @facets(ge(km, 5))") == []


def test_a_variable_has_the_nodes_of_the_first_path_in_their_order(store: graphwright.Database) -> None:
    def names(use: str, path: str = "from: 0x4, to: 0x3, numpaths: 2") -> str:
        text = f"{{ p as shortest({path}) {{ road rail home }} q({use}) {{ name }} }}"
        return "".join(node["name"] for node in ask(store, text)["q"])

    assert names("func: uid(p)") == "dac"
    assert names("func: uid(p), first: 2") == "da"
    assert names("func: uid(p), first: -2") == "ac"
    assert names("func: uid(p), offset: 1") == "ac"
    assert names("func: uid(p), orderdesc: name") == "dca"
    assert names("func: uid(p, 0x2)") == "abcd"
    assert names("func: has(name)) @filter(uid(p)") == "acd"
    assert names("func: uid(p)", "from: 0x3, to: 0x777") == ""


def test_ends_may_be_variables_and_paths_may_be_filtered_by_them(store: graphwright.Database) -> None:
    text = """{
      a as var(func: eq(name, "a"))
      z as var(func: eq(name, "e"))
      avoid as var(func: eq(name, "b"))
      p as shortest(from: uid(a), to: uid(z)) { road @filter(NOT uid(avoid)) @facets(km) rail }
      q(func: uid(p)) { name }
    }"""
    found = ask(store, text)
    assert [node["name"] for node in found["q"]] == ["a", "d", "e"]
    assert list(found) == ["q", "_path_"]
    empty = '{ a as var(func: eq(name, "nobody")) shortest(from: uid(a), to: 0x1) { road } }'
    assert ask(store, empty) == {}
    both = '{ a as var(func: eq(name, ["a", "b"])) shortest(from: uid(a), to: 0x4) { road } }'
    assert "from: stands for 2 nodes" in refusal(store, both)


def test_a_node_is_a_path_to_itself(store: graphwright.Database) -> None:
    assert ask(store, "{ shortest(from: 0x3, to: 0x3, numpaths: 4) { road } }") == {
        "_path_": [{"uid": "0x3", "_weight_": 0}]
    }


def test_paths_of_several_searches_stand_in_one_list(store: graphwright.Database) -> None:
    text = """{
      one as shortest(from: 0x1, to: 0x3) { road }
      two as shortest(from: 0x4, to: 0x5) { rail }
      q(func: uid(one, two)) { name }
    }"""
    found = ask(store, text)
    assert [way(path) for path in found["_path_"]] == ["1 road 3", "4 rail 5"]
    assert [node["name"] for node in found["q"]] == ["a", "c", "d", "e"]


def test_a_recursion_may_begin_on_a_path_and_a_path_after_a_recursion(store: graphwright.Database) -> None:
    text = """{
      p as shortest(from: 0x1, to: 0x3) { road }
      q(func: uid(p)) @recurse(depth: 2) { name road }
      var(func: uid(0x1)) @recurse { near as rail }
      s as shortest(from: 0x1, to: 0x5) { rail @filter(uid(near)) }
      r(func: uid(s)) { name }
    }"""
    found = ask(store, text)
    assert [node["name"] for node in found["q"]] == ["a", "c"]
    assert [node["name"] for node in found["r"]] == ["a", "d", "e"]


def test_what_is_refused_says_where_and_how(store: graphwright.Database) -> None:
    assert "facet km of the edge from 0x6 to 0x7 is -3" in refusal(
        store, "{ shortest(from: 0x6, to: 0x2) { road @facets(km) } }"
    )
    assert "Expected 1 but got 2 facets" in refusal(
        store, "{ shortest(from: 0x1, to: 0x2) { road @facets(km, note) } }"
    )
    assert "numpaths" in refusal(
        store, f"{{ shortest(from: 0x1, to: 0x2, numpaths: {limits.paths_max + 1}) {{ road }} }}"
    )
    assert "numpaths is -1" in refusal(store, "{ shortest(from: 0x1, to: 0x2, numpaths: -1) { road } }")
    assert "both ends" in refusal(store, "{ shortest(from: 0x1) { road } }")
    assert "path as shortest" in refusal(
        store, "{ shortest(from: 0x1, to: 0x2) { v as road } q(func: uid(v)) { name } }"
    )


def test_too_many_edges_end_with_an_error(store: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "walk_edges_max", 2)
    assert "(walk_edges_max)" in refusal(store, "{ shortest(from: 0x1, to: 0x5) { road rail } }")


def test_paths_are_those_of_the_same_search_in_memory() -> None:
    """Reading from both ends, by several predicates, with filters and in batches gives the graph that is stored."""
    dice = random.Random(3)
    edges = {(dice.randrange(1, 60), dice.randrange(1, 60)): dice.randrange(1, 40) / 4 for _ in range(240)}
    rdf = "\n".join(f"<{a:#x}> <road> <{b:#x}> (km={km}) ." for (a, b), km in edges.items())
    names = "\n".join(f'<{uid:#x}> <name> "{"open" if uid % 7 else "closed"}" .' for uid in range(1, 60))
    graph: dict[int, dict[int, float]] = {}
    for (a, b), km in edges.items():
        if b % 7:
            graph.setdefault(a, {})[b] = km

    class Stored:
        is_weighted = True
        load_back = None

        def load(self, uids: Any) -> Any:
            return graph

    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema=SCHEMA))
        asyncio.run(database.lease_uids(100))
        database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=f"{rdf}\n{names}"),), commits=True))
        for count in (1, 4):
            for _ in range(15):
                source, target = dice.randrange(1, 60), dice.randrange(1, 60)
                found = ways(
                    database,
                    f"from: {source:#x}, to: {target:#x}, numpaths: {count}",
                    'road @filter(eq(name, "open")) @facets(km)',
                )
                expected = lightest_paths(Question(source=source, target=target, paths_max=count), Stored())
                assert [weight for _, weight in found] == [path.weight for path in expected]
