"""Variables under `@recurse`, and directives behind its edges, on graphs with rings; answers are worked out by hand.

What is followed and shown is in `test_recurse.py`.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import orjson
import pytest

import graphwright
from graphwright import limits
from graphwright.model.caller import Caller, trusted
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest

SCHEMA: Final = """
name: string @index(exact) .
size: int @index(int) .
ratio: float .
tag: [string] .
pin: password .
child: [uid] @reverse .
next: uid .
type Box { child size }
"""
# child: a → b, c; b → d; c → d; d → a, a ring with two ways to d; next: a → c → a, another ring.
DATA: Final = """
<0x1> <name> "a" .
<0x2> <name> "b" .
<0x3> <name> "c" .
<0x4> <name> "d" .
<0x1> <size> "10" .
<0x2> <size> "20" .
<0x4> <size> "40" .
<0x2> <ratio> "0.5" .
<0x1> <tag> "x" .
<0x1> <tag> "y" .
<0x2> <pin> "secret1" .
<0x1> <child> <0x2> (w=1, how="road") .
<0x1> <child> <0x3> (w=2, how="rail") .
<0x2> <child> <0x4> (w=3, how="road") .
<0x3> <child> <0x4> (w=6) .
<0x4> <child> <0x1> (w=5, how="sea") .
<0x1> <next> <0x3> (w=7) .
<0x3> <next> <0x1> .
<0x1> <dgraph.type> "Box" .
"""


def _filled(database: graphwright.Database, schema: str, data: str) -> None:
    database.alter_dql(DqlAlter(schema=schema))
    asyncio.run(database.lease_uids(100))
    database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=data),), commits=True))


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        _filled(database, SCHEMA, DATA)
        yield database


def ask(store: graphwright.Database, text: str) -> Any:
    answer = store.dql(f"{{ {text} }}")
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def refusal(store: graphwright.Database, text: str) -> str:
    answer = store.dql(f"{{ {text} }}")
    assert answer.get("data") is None, answer
    message: str = answer["errors"][0]["message"]
    return message


def held(store: graphwright.Database, fields: str, name: str, options: str = "") -> dict[str, Any]:
    """What a variable of a recursion from a holds, by the names of the nodes."""
    hidden = f"var(func: uid(0x1)) @recurse{options} {{ {fields} }}"
    found = ask(store, f"{hidden} q(func: uid({name})) {{ name val({name}) }}")["q"]
    return {node["name"]: node[f"val({name})"] for node in found}


# ---- values and math ------------------------------------------------------------------------------


def test_a_value_is_that_of_each_node(store: graphwright.Database) -> None:
    """Nothing is summed up on the way down, wherever the fields stand."""
    shown = ask(store, "q(func: uid(0x1)) @recurse { s as size val(s) child t: math(s + 1) }")["q"]
    a = {"size": 10, "val(s)": 10, "t": 11}
    d = {"size": 40, "val(s)": 40, "child": [a], "t": 41}
    assert shown == [{**a, "child": [{"size": 20, "val(s)": 20, "child": [d], "t": 21}, {"child": [d]}]}]
    for fields in ("s as size child t as math(s + 1)", "t as math(s + 1) child s as size"):
        assert held(store, fields, "t") == {"a": 11, "b": 21, "d": 41}


def test_math_goes_on_with_math_counts_and_other_kinds(store: graphwright.Database) -> None:
    assert held(store, "s as size r as ratio child t as math(s * 2) u as math(t * r)", "u") == {
        "a": 20.0,
        "b": 20.0,
        "d": 80.0,
    }
    assert held(store, "n as count(child) m as count(tag) child t as math(n * 10 + m)", "t") == {
        "a": 22,
        "b": 10,
        "c": 10,
        "d": 10,
    }
    assert held(store, "one as math(1) child", "one", "(depth: 2)") == {"a": 1, "b": 1, "c": 1}
    assert held(store, 'ok as checkpwd(pin, "secret1") child', "ok") == {"a": False, "b": True, "c": False, "d": False}
    asked = "q(func: uid(0x1)) @recurse(depth: 1) { n as count(uid) name x: math(n + 1) }"
    assert ask(store, asked)["q"] == [{"count": 1}, {"name": "a", "x": 2}]


def test_variables_go_from_block_to_block(store: graphwright.Database) -> None:
    """Of another block, of another recursion, and out again; a block without nodes aggregates over all."""
    text = """
      var(func: uid(0x2)) { big as size }
      var(func: uid(0x1)) @recurse(depth: 2) { s as size child t as math(s + big) }
      q(func: uid(0x2)) @recurse(depth: 2) { name child x: math(t * 2) }
      all() { min(val(t)) max(val(t)) sum(val(t)) avg(val(t)) }
      some(func: uid(t), orderdesc: val(t), first: 1) @filter(gt(val(t), 20)) { name }
    """
    assert ask(store, text) == {
        "q": [{"name": "b", "child": [{"name": "d"}], "x": 80}],
        "all": [{"min(val(t))": 10}, {"max(val(t))": 40}, {"sum(val(t))": 50}, {"avg(val(t))": 25.0}],
        "some": [{"name": "b"}],
    }


# ---- facets and aggregates ------------------------------------------------------------------------


def test_facets_are_those_of_the_edges_that_were_followed(store: graphwright.Database) -> None:
    """Each once, summed up for the node that they lead to; those beyond the last level say nothing."""
    fields = "child @facets(v as w)"
    assert held(store, fields, "v") == {"a": 5, "b": 1, "c": 2, "d": 9}
    assert held(store, fields, "v", "(depth: 3)") == {"b": 1, "c": 2, "d": 9}
    assert held(store, fields, "v", "(depth: 2)") == {"b": 1, "c": 2}
    assert held(store, fields, "v", "(depth: 1)") == {}
    assert held(store, fields, "v", "(depth: 20, loop: true)") == {"a": 5, "b": 1, "c": 2, "d": 9}
    assert held(store, 'child @facets(v as w) @filter(not eq(name, "c"))', "v") == {"a": 5, "b": 1, "d": 3}
    assert held(store, "child @facets(v as w) @facets(ge(w, 2))", "v") == {"c": 2, "d": 6, "a": 5}
    assert held(store, "child next @facets(v as w)", "v") == {"c": 7}
    assert held(store, "~child @facets(v as w)", "v", "(depth: 2)") == {"d": 5}
    # Texts are no numbers: they stay where one edge leads to the node.
    assert held(store, "child @facets(v as how)", "v") == {"a": "sea", "b": "road", "c": "rail", "d": "road"}


def test_facets_are_shown_computed_with_and_aggregated(store: graphwright.Database) -> None:
    text = """q(func: uid(0x1)) @recurse(depth: 3) {
      name child @facets(v as w) val(v) x: math(v * 2) least: min(val(v)) most as max(val(v)) total: sum(val(v))
      mean: avg(val(v))
    } r(func: uid(most)) { name val(most) }"""
    below = {"least": 9.0, "max(val(v))": 9.0, "total": 9.0, "mean": 9.0}
    d = {"name": "d", "val(v)": 9, "x": 18.0}
    assert ask(store, text) == {
        "q": [
            {
                "name": "a",
                "child": [
                    {"name": "b", "child": [{**d, "child|w": 3}], "val(v)": 1, "x": 2.0, **below, "child|w": 1},
                    {"name": "c", "child": [{**d, "child|w": 6}], "val(v)": 2, "x": 4.0, **below, "child|w": 2},
                ],
                "least": 1.0,
                "max(val(v))": 2.0,
                "total": 3.0,
                "mean": 1.5,
            }
        ],
        "r": [{"name": "a", "val(most)": 2.0}, {"name": "b", "val(most)": 9.0}, {"name": "c", "val(most)": 9.0}],
    }


def test_what_nobody_has_holds_nothing(store: graphwright.Database) -> None:
    fields = "name v as ghost w as lost @facets(f as w) m: min(val(f)) x: math(v + 1)"
    text = f"q(func: uid(0x1)) @recurse(depth: 1) {{ {fields} }}"
    assert ask(store, f"{text} r(func: uid(v, w, f)) {{ uid }}") == {"q": [{"name": "a"}], "r": []}


def _random_graph(seed: int) -> tuple[dict[int, dict[int, int]], dict[int, int]]:
    choice = random.Random(seed)
    edges: dict[int, dict[int, int]] = {
        uid: {other: choice.randint(-3, 9) for other in choice.sample(range(1, 9), choice.randint(0, 3))}
        for uid in range(1, 9)
    }
    return edges, {uid: choice.randint(0, 50) for uid in range(1, 9) if choice.random() < 0.8}


@pytest.mark.parametrize("seed", range(4))
def test_random_graphs_are_as_a_simple_walk_says(seed: int, kind_of_stores: str) -> None:
    edges, sizes = _random_graph(seed)
    lines = [f'<{uid:#x}> <size> "{size}" .' for uid, size in sizes.items()]
    lines += [f"<{uid:#x}> <child> <{other:#x}> (w={w}) ." for uid, of in edges.items() for other, w in of.items()]
    with graphwright.open(":memory:") as store:
        _filled(store, SCHEMA, "\n".join(lines))
        for depth in (1, 2, 3, 8):
            text = f"""var(func: uid(0x1)) @recurse(depth: {depth}) {{
              u as uid child @facets(w as w) m as max(val(w)) s as size t as math(s + w)
            }} q(func: uid(u)) {{ uid val(w) val(m) val(t) }}"""
            expected = _walked(edges, sizes, depth)
            assert ask(store, text)["q"] == expected, (depth, edges, sizes)


def _walked(edges: dict[int, dict[int, int]], sizes: dict[int, int], depth: int) -> list[dict[str, Any]]:
    level, nodes, taken = {1}, {1}, set[tuple[int, int]]()
    for _ in range(depth - 1):
        fresh = {(uid, other) for uid in level for other in edges[uid]} - taken
        taken |= fresh
        level = {other for _, other in fresh}
        nodes |= level
    weights: dict[int, int] = defaultdict(int)
    for uid, other in taken:
        weights[other] += edges[uid][other]
    shown = []
    for uid in sorted(nodes):
        below = [weights[other] for parent, other in taken if parent == uid]
        computed = [each[uid] for each in (sizes, weights) if uid in each]
        node: dict[str, Any] = {"uid": f"{uid:#x}"}
        node |= {"val(w)": weights[uid]} if uid in weights else {}
        node |= {"val(m)": max(below)} if below else {}
        node |= {"val(t)": sum(computed)} if computed else {}
        shown.append(node)
    return shown


# ---- directives behind edges ----------------------------------------------------------------------


def test_a_cascade_behind_an_edge_holds_for_the_nodes_that_it_leads_to(store: graphwright.Database) -> None:
    def left(fields: str, options: str = "(depth: 2)", beside: str = "") -> Any:
        return ask(store, f"q(func: uid(0x3)) @recurse{options} {beside} {{ name size {fields} }}")["q"]

    c, a, d = {"name": "c"}, {"name": "a", "size": 10}, {"name": "d", "size": 40}
    # c itself has no size, and is left: it was not reached by an edge.
    assert left("child @cascade(size) next") == [{**c, "child": [d], "next": a}]
    assert left("child @cascade(ratio, name) next") == [{**c, "child": [d], "next": a}]
    assert left("ratio child @cascade(ratio) next") == [{**c, "next": a}]
    assert left("ratio child next @cascade(ratio)") == [{**c, "child": [d]}]
    assert left("child next", beside="@cascade(size)") == []
    assert left("child @cascade(name) next", beside="@cascade(name, next)") == [{**c, "child": [d], "next": a}]
    # From the last level on: behind `next` a would need one to a node that has all, and c has no size.
    assert left("child next @cascade", "(depth: 3)") == [{**c, "child": [{**d, "child": [a]}]}]


def test_variables_of_nodes_are_cut_by_cascades_and_values_are_not(store: graphwright.Database) -> None:
    text = """var(func: uid(0x1)) @recurse(depth: 3) { size u as uid child @cascade(size) v as name c as math(1) }
      nodes(func: uid(u)) { name } values(func: uid(v)) { val(v) } ones(func: uid(c)) { name }"""
    found = ask(store, text)
    assert [node["name"] for node in found["nodes"]] == ["a", "b", "d"]
    assert [node["val(v)"] for node in found["values"]] == ["a", "b", "c", "d"]
    assert [node["name"] for node in found["ones"]] == ["a", "b", "c", "d"]


def test_pages_are_taken_of_what_cascades_leave(store: graphwright.Database) -> None:
    def names(block: str) -> list[str]:
        return [node["name"] for node in ask(store, f"q(func: {block} {{ name size }}")["q"]]

    assert names("has(name), first: 2, offset: 1) @recurse @cascade") == ["b", "d"]
    assert names("has(name), first: -2) @recurse @cascade") == ["b", "d"]
    assert names("has(name), orderdesc: name, first: 2) @recurse @cascade") == ["d", "b"]
    assert names("has(name), first: -2) @recurse") == ["c", "d"]
    text = "q(func: uid(0x1)) @recurse(depth: 2) { name size child (first: %s) @cascade(size) }"
    for page in ("1", "-1", "1, after: 0x1"):
        [a] = ask(store, text % page)["q"]
        assert a["child"] == [{"name": "b", "size": 20}], page
    assert "child" not in ask(store, text % "1, offset: 1")["q"][0]
    # Without a cascade of its own the second one is c.
    [a] = ask(store, (text % "1, offset: 1").replace("@cascade(size)", ""))["q"]
    assert a["child"] == [{"name": "c"}]


def test_a_normalized_edge_is_flat_with_all_below_it(store: graphwright.Database) -> None:
    text = "q(func: uid(0x1)) @recurse(depth: 3) { name n: name child @normalize next }"
    assert ask(store, text)["q"] == [
        {
            "name": "a",
            "n": "a",
            "child": [{"n": ["b", "d"]}, {"n": ["c", "d", "a"]}],
            # The edge from c to a was followed by the other way.
            "next": {"name": "c", "n": "c"},
        }
    ]
    facets = "q(func: uid(0x1)) @recurse(depth: 2) @normalize { n: name child @facets(km: w) }"
    assert ask(store, facets)["q"] == [{"n": ["a", "b"], "km": 1}, {"n": ["a", "c"], "km": 2}]


def test_groups_behind_an_edge_are_ends(store: graphwright.Database) -> None:
    text = "q(func: uid(0x1)) @recurse { name next child @groupby(size) }"
    grouped = {"@groupby": [{"size": 20}]}
    assert ask(store, text)["q"] == [
        {
            "name": "a",
            "next": {
                "name": "c",
                "next": {"name": "a", "child": [grouped]},
                "child": [{"@groupby": [{"size": 40}]}],
            },
            "child": [grouped],
        }
    ]


def test_expanded_edges_take_directives_too(store: graphwright.Database) -> None:
    """Only a is a box: the others are asked for nothing that they could lack."""
    text = "q(func: uid(0x4)) @recurse(depth: 3) { name child @cascade(size, name) %s }"
    a = {"name": "a", "child": [{"name": "b"}, {"name": "c"}]}
    assert ask(store, text % "")["q"] == [{"name": "d", "child": [a]}]
    text = "q(func: uid(%s)) @recurse(depth: 2) @cascade { name expand(_all_) }"
    assert ask(store, text % "0x2")["q"] == [{"name": "b"}]
    [box] = ask(store, text % "0x1")["q"]
    assert [node["name"] for node in box["child"]] == ["b", "c"] and box["size"] == 10


# ---- what is refused, bounds, rules ---------------------------------------------------------------


def test_what_is_refused_says_why_and_what_to_write(store: graphwright.Database) -> None:
    block = "q(func: uid(0x1)) @recurse { name %s }"
    values = refusal(store, block % "s as size child max(val(s))")
    assert "behind one edge" in values and "write q() { max(val(s)) }" in values
    other = "var(func: uid(0x1)) { child @facets(w as w) }"
    assert "behind one edge" in refusal(store, f"{other} {block % 'child min(val(w))'}")
    assert "goes over a variable" in refusal(store, block % "child max(size)")
    groups = refusal(store, block % "child @groupby(size) { count(uid) }")
    assert "have no braces" in groups and "uid(x)" in groups
    for circle in ("s as size child @filter(gt(val(s), 1))", "v as child @filter(uid(v))", "x as math(y) y as math(x)"):
        assert "break the circle" in refusal(store, block % circle)
    assert "is a list" in refusal(store, f"{block % 'v as tag child'} r(func: uid(v)) {{ uid }}")


def test_batches_do_not_show(store: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "q(func: uid(0x1)) @recurse { name child @facets(v as w) val(v) s as size t: math(s + v) m: max(val(v)) }"
    whole = ask(store, text)
    monkeypatch.setattr(limits, "walk_batch_nodes", 1)
    monkeypatch.setattr(limits, "walk_looking_nodes", 2)
    assert ask(store, text) == whole
    monkeypatch.setattr(limits, "relation_rows_max", 4)
    assert "(relation_rows_max)" in refusal(store, text)


def test_an_upsert_takes_what_a_recursion_computes(kind_of_stores: str) -> None:
    with graphwright.open(":memory:") as store:
        _filled(store, SCHEMA, DATA)
        query = "{ var(func: uid(0x1)) @recurse { child @facets(v as w) s as size t as math(s + v) } }"
        change = DqlMutation(set_rdf="uid(t) <size> val(t) .")
        store.run_dql_blocking(DqlRequest(query=query, mutations=(change,), commits=True))
        found = ask(store, "q(func: has(size)) { name size }")["q"]
    # Facets count as floats, as everywhere in math.
    assert {node["name"]: node["size"] for node in found} == {"a": 15, "b": 21, "c": 2, "d": 49}


RULED: Final = """
type Part @auth(query: {rule: "query($USER: String!) { queryPart(filter: {owner: {eq: $USER}}) { id } }"}) {
  id: ID!  name: String! @id  owner: String @search(by: [hash])  size: Int  parts: [Part]
}
"""
KEYS: Final = f'# Dgraph.Authorization {{"Header":"X-T","Namespace":"x","Algo":"HS256","VerificationKey":"{"0" * 32}"}}'


def test_rules_hold_for_every_node_and_edge_that_counts(kind_of_stores: str) -> None:
    """Bob sees r and x: the edge to h counts for nothing, and nothing is reached through it."""
    with graphwright.open(":memory:") as store:
        store.alter(RULED + KEYS)
        text = """{
          q(func: eq(Part.name, "r")) @recurse {
            n: Part.name Part.parts @facets(w as w) val(w) m: sum(val(w)) s as Part.size t: math(s + 1)
            c: count(Part.parts)
          }
          all() { sum(val(s)) sum(val(w)) }
        }"""
        added = store.graphql(
            """mutation { addPart(input: [{name: "r", owner: "bob", size: 1, parts: [
              {name: "x", owner: "bob", size: 2}, {name: "h", owner: "ann", size: 4, parts: [
                {name: "y", owner: "bob", size: 8}]}]}]) { part { id name } } }"""
        )
        assert "errors" not in added
        uid = {
            node["Part.name"]: node["uid"]
            for node in store.dql("{ q(func: has(Part.name)) { uid Part.name } }")["data"]["q"]
        }
        facets = "\n".join(
            f"<{uid[one]}> <Part.parts> <{uid[other]}> (w={w}) ."
            for one, other, w in (("r", "x", 1), ("r", "h", 10), ("h", "y", 100))
        )
        store.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=facets),), commits=True))
        seen = store.dql(text, caller=Caller(claims={"USER": "bob"}))["data"]
        assert seen == {
            "q": [
                {
                    "n": "r",
                    "Part.parts": [{"n": "x", "val(w)": 1, "t": 3, "c": 0, "Part.size": 2, "Part.parts|w": 1}],
                    "m": 1.0,
                    "Part.size": 1,
                    "t": 2,
                    "c": 1,
                }
            ],
            "all": [{"sum(val(s))": 3}, {"sum(val(w))": 1.0}],
        }
        assert store.dql(text, caller=trusted)["data"]["all"] == [{"sum(val(s))": 15}, {"sum(val(w))": 111.0}]
        nobody = store.dql(text, caller=Caller(claims={"USER": "eve"}))["data"]
        assert nobody == {"q": [], "all": [{"sum(val(s))": None}, {"sum(val(w))": None}]}
        assert b"h" not in orjson.dumps(seen["q"])
