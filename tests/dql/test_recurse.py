"""`@recurse` on a small store: what is followed, what is shown, what variables get, and what is refused.

Many more cases are recorded (`test_recorded.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest

SCHEMA = """
name: string @index(exact, trigram) @lang .
size: int @index(int) .
child: [uid] @reverse @count .
next: uid @reverse .
tag: [string] .
type Box { name child next }
"""
# a ── b ── d ── f     next: a → c → e → a, a ring
# └─── c ── e          child: e → d besides
DATA = (
    """
<0x1> <name> "a" . <0x2> <name> "b" . <0x3> <name> "c" . <0x4> <name> "d" . <0x5> <name> "e" . <0x6> <name> "f" .
""".replace(" . ", " .\n")
    + """
<0x1> <name@de> "A" .
<0x1> <size> "10" .
<0x2> <size> "20" .
<0x4> <size> "40" .
<0x1> <child> <0x2> (w=1) .
<0x1> <child> <0x3> (w=2) .
<0x2> <child> <0x4> (w=3) .
<0x3> <child> <0x5> (w=4) .
<0x4> <child> <0x6> (w=5) .
<0x5> <child> <0x4> (w=6) .
<0x1> <next> <0x3> .
<0x3> <next> <0x5> .
<0x5> <next> <0x1> .
<0x1> <tag> "x" .
<0x2> <dgraph.type> "Box" .
<0x4> <dgraph.type> "Box" .
"""
)


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


def refusal(store: graphwright.Database, text: str, **variables: str) -> str:
    answer = store.dql(text, {f"${name}": value for name, value in variables.items()})
    assert answer.get("data") is None
    message: str = answer["errors"][0]["message"]
    return message


def tree(nodes: Any) -> Any:
    """`a(b(d) c)` of nodes with names and children."""
    return " ".join(f"{each['name']}({tree(each['child'])})" if "child" in each else each["name"] for each in nodes)


def shape(store: graphwright.Database, block: str, **variables: str) -> str:
    text = tree(ask(store, block, **variables)["q"])
    assert isinstance(text, str)
    return text


def test_edges_are_followed_to_their_ends_and_each_once(store: graphwright.Database) -> None:
    """What lies below d is shown where d was reached first."""
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child } }") == "a(b(d(f)) c(e(d)))"
    looped = "{ q(func: uid(0x1)) @recurse(depth: 6, loop: true) { name child } }"
    assert shape(store, looped) == "a(b(d(f)) c(e(d(f))))"


def test_depth_counts_levels_of_nodes_and_may_be_a_variable(store: graphwright.Database) -> None:
    for depth, expected in (("1", "a"), ("2", "a(b c)"), ("3", "a(b(d) c(e))"), ("0", "a(b(d(f)) c(e(d)))")):
        assert shape(store, f"{{ q(func: uid(0x1)) @recurse(depth: {depth}) {{ name child }} }}") == expected
        asked = "query t($d: int, $l: bool = false) { q(func: uid(0x1)) @recurse(depth: $d, loop: $l) { name child } }"
        assert shape(store, asked, d=depth) == expected


def test_all_fields_are_shown_at_every_level_in_the_order_asked(store: graphwright.Database) -> None:
    text = "{ q(func: uid(0x3)) @recurse { uid sub: child label: name n: count(child) size } }"
    [node] = ask(store, text)["q"]
    assert list(node) == ["uid", "sub", "label", "n"]
    assert node["sub"][0]["sub"][0] == {
        "uid": "0x4",
        "sub": [{"uid": "0x6", "label": "f", "n": 0}],
        "label": "d",
        "n": 1,
        "size": 40,
    }


def test_the_number_of_the_first_nodes_stands_before_them(store: graphwright.Database) -> None:
    text = "{ q(func: uid(%s)) @recurse(depth: 2) { n: count(uid) name child } }"
    assert ask(store, text % "0x4, 0x6")["q"] == [{"n": 2}, {"name": "d", "child": [{"name": "f"}]}, {"name": "f"}]
    assert ask(store, (text % "").replace("n: ", ""))["q"] == [{"count": 0}]


def test_a_node_without_values_is_left_out_with_its_edge(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: uid(0x1)) @recurse { size child } }")["q"] == [
        {"size": 10, "child": [{"size": 20, "child": [{"size": 40}]}, {"child": [{"child": [{"size": 40}]}]}]}
    ]
    assert ask(store, "{ q(func: uid(0x6)) @recurse { size child } }")["q"] == []


def test_several_predicates_single_ones_and_reverse_ones(store: graphwright.Database) -> None:
    text = "{ q(func: uid(0x1)) @recurse(depth: 3) { name@de:. next ~child } }"
    assert ask(store, text)["q"] == [
        {
            "name@de:.": "A",
            "next": {
                "name@de:.": "c",
                "next": {"name@de:.": "e"},
                "~child": [{"name@de:.": "A"}],
            },
        }
    ]


def test_filters_orders_and_pages_hold_at_each_step(store: graphwright.Database) -> None:
    text = '{ q(func: uid(0x1)) @recurse { name child @filter(NOT eq(name, "b")) } }'
    assert shape(store, text) == "a(c(e(d(f))))"
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child (orderdesc: name) } }") == "a(c(e(d)) b(d(f)))"
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child (first: -1) } }") == "a(c(e(d(f))))"
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child (first: 1) } }") == "a(b(d(f)))"
    assert shape(store, "{ q(func: has(name), orderdesc: name, first: 2) @recurse { name child } }") == "f e(d(f))"


def test_variables_get_the_nodes_and_values_of_all_levels(store: graphwright.Database) -> None:
    def names(block: str, name: str) -> str:
        found = ask(store, f"{{ {block} q(func: uid({name}), orderasc: name) {{ name }} }}")["q"]
        return "".join(node["name"] for node in found)

    assert names("var(func: uid(0x1)) @recurse(depth: 2) { v as uid child }", "v") == "abc"
    assert names("var(func: uid(0x1)) @recurse(depth: 2) { v as child }", "v") == "bcde"
    assert names("v as var(func: uid(0x1)) @recurse(depth: 2) { child }", "v") == "a"
    assert names("var(func: uid(0x1)) @recurse { v as child next }", "v") == "bcdef"
    assert names("var(func: uid(0x1)) @recurse(depth: 2) { child v as next }", "v") == "ce"
    values = "{ var(func: uid(0x1)) @recurse { s as size child c as count(child) } q(func: uid(s)) { val(s) val(c) } }"
    assert ask(store, values)["q"] == [
        {"val(s)": 10, "val(c)": 2},
        {"val(s)": 20, "val(c)": 1},
        {"val(s)": 40, "val(c)": 1},
    ]
    total = "{ var(func: uid(0x1)) @recurse { s as size child } q() { sum(val(s)) } }"
    assert ask(store, total)["q"] == [{"sum(val(s))": 70}]


def test_blocks_hand_each_other_nodes_through_recursions(store: graphwright.Database) -> None:
    text = """{
      start as var(func: eq(name, "b"))
      var(func: uid(start)) @recurse { below as child }
      var(func: uid(0x3)) @recurse { others as child }
      q(func: uid(below)) @filter(uid(others)) @recurse { name child @filter(uid(others)) }
      begins(func: uid(start)) { name }
    }"""
    assert ask(store, text) == {
        "q": [{"name": "d", "child": [{"name": "f"}]}, {"name": "f"}],
        "begins": [{"name": "b"}],
    }


def test_a_shown_recursion_may_define_too(store: graphwright.Database) -> None:
    text = "{ q(func: uid(0x3)) @recurse(depth: 2) { name v as child } r(func: uid(v)) { name } }"
    assert ask(store, text) == {
        "q": [{"name": "c", "child": [{"name": "e"}]}],
        "r": [{"name": "d"}, {"name": "e"}],
    }


def test_a_cascade_takes_nodes_out_from_the_last_level_on(store: graphwright.Database) -> None:
    def cascaded(directive: str, depth: int = 3) -> str:
        return shape(store, f"{{ q(func: uid(0x1)) @recurse(depth: {depth}) {directive} {{ name size child }} }}")

    assert cascaded("@cascade") == "a(b(d))"
    assert cascaded("@cascade(name)") == "a(b(d) c(e))"
    assert ask(store, "{ q(func: uid(0x1)) @cascade @recurse { name child } }")["q"] == []
    both = "{ var(func: uid(0x1)) @recurse(depth: 3) @cascade { v as uid n as name size child } %s }"
    assert [node["name"] for node in ask(store, both % "q(func: uid(v)) { name val(n) }")["q"]] == ["a", "b", "d"]


def test_facets_stand_with_the_nodes_that_edges_lead_to(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: uid(0x2)) @recurse { name child @facets } }")["q"] == [
        {"name": "b", "child": [{"name": "d", "child": [{"name": "f", "child|w": 5}], "child|w": 3}]}
    ]
    assert ask(store, "{ q(func: uid(0x2)) @recurse { name sub: child @facets(how: w) } }")["q"] == [
        {"name": "b", "sub": [{"name": "d", "sub": [{"name": "f", "how": 5}], "how": 3}]}
    ]
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child @facets(ge(w, 2)) } }") == "a(c(e(d(f))))"
    assert shape(store, "{ q(func: uid(0x1)) @recurse(depth: 2) { name child @facets(orderdesc: w) } }") == "a(c b)"
    last = ask(store, "{ q(func: uid(0x1)) @recurse(depth: 2) { name child (first: -1) @facets } }")["q"]
    assert last == [{"name": "a", "child": [{"name": "c", "child|w": 2}]}]


def test_expand_follows_what_each_node_has_by_its_types(store: graphwright.Database) -> None:
    """Of the nodes only b and d are boxes."""
    text = "{ q(func: uid(0x2)) @recurse(depth: 4) { uid expand(_all_) } }"
    boxed = [
        {
            "uid": "0x2",
            "name": "b",
            "child": [{"uid": "0x4", "name": "d", "child": [{"uid": "0x6", "child|w": 5}], "child|w": 3}],
        }
    ]
    assert ask(store, text)["q"] == boxed
    named = "{ q(func: uid(0x1)) @recurse(depth: 2) { expand(Box) } }"
    assert ask(store, named)["q"][0]["next"] == {"name": "c"}


def test_a_normalized_recursion_is_a_row_for_each_way(store: graphwright.Database) -> None:
    text = "{ q(func: uid(0x1)) @recurse @normalize { n: name child } }"
    assert ask(store, text)["q"] == [{"n": ["a", "b", "d", "f"]}, {"n": ["a", "c", "e", "d"]}]


def test_tests_in_python_hold_for_the_nodes_on_the_way(store: graphwright.Database) -> None:
    """On a database that calls no functions of ours they are steps of their own, inside of those of the walk."""
    assert (
        shape(store, "{ q(func: uid(0x1)) @recurse { name child @filter(regexp(name, /^[cdef]$/)) } }")
        == "a(c(e(d(f))))"
    )


def test_what_is_refused_says_where_and_how(store: graphwright.Database) -> None:
    block = "{ q(func: uid(0x1)) @recurse%s { name child } }"
    assert "Depth must be > 0 when loop is true" in refusal(store, block % "(loop: true)")
    assert "unexpected" in refusal(store, block % "(deep: 3)").lower() or "deep" in refusal(store, block % "(deep: 3)")
    assert "depth is -1" in refusal(store, block % "(depth: -1)")
    assert "at one level" in refusal(store, "{ q(func: uid(0x1)) @recurse { name child { name } } }")
    asked = "query t($d: int, $l: bool) { q(func: uid(0x1)) @recurse(depth: $d, loop: $l) { name child } }"
    assert "Depth must be > 0" in refusal(store, asked, d="0", l="true")


def test_too_many_edges_end_with_an_error(store: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "walk_edges_max", 4)
    assert "(walk_edges_max)" in refusal(store, "{ q(func: uid(0x1)) @recurse { name child } }")
    assert shape(store, "{ q(func: uid(0x1)) @recurse(depth: 3) { name child } }") == "a(b(d) c(e))"


def test_filters_that_find_many_nodes_find_all_of_them(
    store: graphwright.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page in an order may be read in two ways; which one, nobody asks within a walk."""
    monkeypatch.setattr(limits, "driver_probe_rows_max", 0)
    page = "func: type(Box), orderdesc: name, first: 1) @filter(ge(size, 20))"
    assert shape(store, f"{{ q({page} @recurse {{ name child }} }}") == "d(f)"
    text = f"{{ v as var({page} {{ uid }} q(func: uid(0x1)) @recurse {{ name child @filter(not uid(v)) }} }}"
    assert shape(store, text) == "a(b c(e))"


def test_batches_do_not_show(store: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "walk_batch_nodes", 1)
    assert shape(store, "{ q(func: uid(0x1)) @recurse { name child } }") == "a(b(d(f)) c(e(d)))"


def test_a_change_is_seen_whole_or_not_at_all(store: graphwright.Database) -> None:
    """Each answer is of one snapshot and of the newest schema."""
    text = "{ q(func: uid(0x6)) @recurse { name child } }"
    assert shape(store, text) == "f"
    added = DqlRequest(mutations=(DqlMutation(set_rdf='_:g <name> "g" .\n<0x6> <child> _:g .'),), commits=True)
    uids = store.run_dql_blocking(added).uids
    assert uids is not None
    assert shape(store, text) == "f(g)"
    gone = f"<0x6> <child> <{uids['g']}> .\n<{uids['g']}> <name> * ."
    store.run_dql_blocking(DqlRequest(mutations=(DqlMutation(delete_rdf=gone),), commits=True))
    assert shape(store, text) == "f"


def test_no_node_is_shown_below_itself_with_ignorereflex(store: graphwright.Database) -> None:
    ring = "{ q(func: uid(0x1)) @recurse @ignorereflex { name next child } }"
    [first] = ask(store, ring)["q"]
    assert first["next"]["next"]["name"] == "e" and "next" not in first["next"]["next"]
    looped = "{ q(func: uid(0x1)) @recurse(depth: 9, loop: true) @ignorereflex { uid next } }"
    assert ask(store, looped)["q"] == [{"uid": "0x1", "next": {"uid": "0x3", "next": {"uid": "0x5"}}}]
    # What would have nothing to show but the node above is left out.
    bare = "{ q(func: uid(0x1)) @recurse(depth: 9, loop: true) @ignorereflex { size next } }"
    assert ask(store, bare)["q"] == [{"size": 10}]


def test_the_number_of_the_first_nodes_is_a_variable(store: graphwright.Database) -> None:
    query = (
        "{ q(func: uid(0x1, 0x2)) @recurse(depth: 1) { n as count(uid) name } r(func: uid(0x6)) { x: math(n + 1) } }"
    )
    assert ask(store, query) == {"q": [{"count": 2}, {"name": "a"}, {"name": "b"}], "r": [{"x": 3}]}
