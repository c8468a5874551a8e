"""Upserts: what `uid(v)` and `val(v)` become, conditions, what is answered, and that query and write see one state."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import (
    AccessError,
    DuplicateKeyError,
    GraphwrightError,
    InputError,
    LimitError,
    ParseError,
    RequestError,
    ValidationError,
)
from graphwright.lang.mutation_texts import split_mutation_text
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest
from tests.transfer.loading import data_of

_schema = """
email: string @index(hash) @upsert .
name: string @index(exact) @lang .
age: int @index(int) .
score: float .
born: datetime .
loc: geo .
secret: password .
friend: [uid] @reverse .
handle: string @index(exact) @unique .
code: int @index(int) .
type Person { name age email friend }
"""


@pytest.fixture
def people(database: Database) -> Database:
    database.alter_dql(DqlAlter(schema=_schema))
    run(
        database,
        """{ set {
        _:a <email> "ann@x" .
        _:a <name> "Ann" .
        _:a <age> "30" .
        _:a <score> "1.5" .
        _:a <born> "1990-01-02T03:04:05+02:00" .
        _:a <handle> "ann" .
        _:b <email> "bob@x" .
        _:b <name> "Bob" .
        _:b <age> "40" .
        _:a <friend> _:b (since=2001) .
        } }""",
    )
    return database


def run(database: Database, text: str, **further: Any) -> DqlAnswer:
    texts = split_mutation_text(text)
    asked = DqlRequest(query=texts.query, mutations=texts.mutations, commits=True, **further)
    return database.run_dql_blocking(asked)


def ask(database: Database, query: str) -> Any:
    answer = database.run_dql_blocking(DqlRequest(query=query))
    assert answer.data is not None
    return orjson.loads(answer.data)


def test_a_node_is_made_once_and_found_ever_after(people: Database) -> None:
    upsert = """upsert {
      query { q(func: eq(email, "cy@x")) { u as uid age } }
      mutation { set {
        uid(u) <email> "cy@x" .
        uid(u) <age> "50" .
      } }
    }"""
    first, second = run(people, upsert), run(people, upsert)
    assert first.data == b'{"q":[]}'
    assert first.uids is not None
    [(name, uid)] = first.uids.items()
    assert name == "uid(u)"
    assert second.uids == {}
    assert second.data is not None
    assert orjson.loads(second.data) == {"q": [{"uid": uid, "age": 50}]}
    assert (first.commit_ts, first.predicates) == (second.commit_ts - 1, ("1-0-age", "1-0-email"))


def test_values_of_every_kind_are_copied_with_their_kind(people: Database) -> None:
    run(
        people,
        """upsert {
      query {
        u as var(func: eq(email, "ann@x")) { n as name a as age s as score b as born d as math(s * 2) t as math(a > 3) }
        var(func: has(age)) { every as age }
        var() { most as max(val(every)) }
      }
      mutation {
        set {
          uid(u) <n2> val(n) .
          uid(u) <a2> val(a) .
          uid(u) <b2> val(b) .
          uid(u) <d2> val(d) .
          uid(u) <t2> val(t) .
          uid(u) <m2> val(most) .
          uid(u) <as_text> val(s) (n=1) .
          _:new <m2> val(most) .
          _:new <a2> val(a) .
        }
        delete { uid(u) <age> val(a) . }
      }
    }""",
    )
    found = ask(people, "{ q(func: has(m2)) { name n2 a2 b2 d2 t2 m2 as_text age } }")
    assert found["q"] == [
        {
            "name": "Ann",
            "n2": "Ann",
            "a2": 30,
            "b2": "1990-01-02T03:04:05+02:00",
            "d2": 3.0,
            "t2": True,
            "m2": 40,
            "as_text": 1.5,
        },
        {"m2": 40},
    ]
    kinds = {name: str(people.catalog.predicates[name].kind) for name in ("n2", "a2", "b2", "d2", "t2", "m2")}
    assert kinds == {"n2": "string", "a2": "int", "b2": "datetime", "d2": "float", "t2": "bool", "m2": "int"}


def test_variables_of_walks_searches_and_facets(people: Database) -> None:
    people.alter_dql(DqlAlter(schema="bio: string @index(trigram) .\nvec: float32vector @index(hnsw) ."))
    run(
        people,
        """{ set {
        <0x2> <friend> _:c (since=2005) .
        _:c <name> "Cy" .
        _:c <bio> "born in 1990" .
        _:c <vec> "[1.0, 2.0]" .
        <0x1> <vec> "[9.0, 9.0]" .
        } }""",
    )
    run(
        people,
        """upsert {
      query {
        path as shortest(from: 0x1, to: 0x3) { friend }
        from as var(func: uid(0x1)) @recurse(depth: 5) { below as friend }
        born as var(func: has(bio)) @filter(regexp(bio, /1[89]90/))
        near as var(func: similar_to(vec, 1, "[1.0, 2.1]")) { v as vec }
        var(func: uid(0x1, 0x2)) { friend @facets(s as since) }
      }
      mutation @if(eq(len(path), 3)) { set {
        uid(path) <onpath> "x" .
        uid(from) <at> "top" .
        uid(below) <at> "below" .
        uid(born) <born90> "yes" .
        uid(near) <copied> val(v) .
        uid(path) <since> val(s) .
      } }
    }""",
    )
    found = ask(people, "{ q(func: has(onpath)) { name at born90 copied since } }")["q"]
    assert found == [
        {"name": "Ann", "at": "top"},
        {"name": "Bob", "at": "below", "since": 2001},
        {"name": "Cy", "at": "below", "born90": "yes", "copied": [1.0, 2.0], "since": 2005},
    ]


def test_every_pair_of_two_variables_and_facets_with_each(people: Database) -> None:
    run(
        people,
        """upsert {
      query { a as var(func: has(name)) b as var(func: has(age)) none as var(func: eq(name, "nobody")) }
      mutation {
        set {
          uid(a) <knows> uid(b) (n=1) .
          uid(a) <meets> uid(none) .
        }
        delete { uid(none) <name> * . }
        delete { uid(a) <friend> uid(none) . }
      }
    }""",
    )
    found = ask(people, "{ q(func: has(knows)) { count(knows) meets { uid } friend { uid } } }")["q"]
    assert [node["count(knows)"] for node in found] == [2, 2]
    # What is set at nobody is set at one new node.
    assert found[0]["meets"] == found[1]["meets"]
    assert len(found[0]["friend"]) == 1
    assert sum(len(rows) for name, rows in data_of(people).items() if name.startswith("facets_")) == 5


@pytest.mark.parametrize(
    ("condition", "runs"),
    [
        ("", True),
        ("@if()", True),
        ("@if(eq(len(u), 2))", True),
        ("@if(eq(len(u), 0))", False),
        ("@if(gt(len(u), 1) AND NOT lt(len(v), 1))", True),
        ("@if(gt(len(u), 1) and (le(len(v), 0) or ge(len(v), 2)))", False),
        ("@if(not (eq(len(u), 2) or eq(len(v), 9)))", False),
        ("@if(between(len(u), 1, 2))", True),
        ("@if(eq(len(a), 2))", True),
    ],
)
def test_conditions_count_what_variables_hold(people: Database, condition: str, runs: bool) -> None:
    text = f"""upsert {{
      query {{ u as var(func: has(name)) {{ a as age }} v as var(func: eq(name, "Ann")) }}
      mutation {condition} {{ set {{ uid(v) <mark> "x" . }} }}
      mutation @if(lt(len(u), 0) and eq(len(v), 1) and eq(len(a), 2)) {{ set {{ _:n <mark> "never" . }} }}
    }}"""
    answer = run(people, text)
    assert (answer.data, answer.uids) == (b"{}", {})
    assert ask(people, "{ q(func: has(mark)) { name mark } }")["q"] == ([{"name": "Ann", "mark": "x"}] if runs else [])


def test_json_says_the_same(people: Database) -> None:
    mutations = (
        DqlMutation(
            set_json=b'{"uid": "uid(u)", "age": "val(b)", "friend": {"uid": "uid(v)", "friend|n": 1}}',
            condition="@if(eq(len(u), 1))",
        ),
        DqlMutation(delete_json=b'[{"uid": "uid(v)", "age": null}, {"uid": "uid(none)"}]'),
        DqlMutation(set_json=b'{"uid": "uid(none)", "name": "new"}', condition="@if(eq(len(none), 1))"),
    )
    query = """query q($m: string) { u as var(func: eq(email, $m)) { a as age b as math(a * 2) }
      v as var(func: eq(email, "bob@x")) none as var(func: eq(email, "none")) }"""
    asked = DqlRequest(query=query, variables={"$m": "ann@x"}, mutations=mutations, commits=True)
    assert people.run_dql_blocking(asked).uids == {}
    found = ask(people, '{ q(func: has(email)) { email age friend { email } } n(func: eq(name, "new")) { uid } }')
    assert found == {
        "q": [{"email": "ann@x", "age": 60, "friend": [{"email": "bob@x"}]}, {"email": "bob@x"}],
        "n": [],
    }


def test_everything_about_unique_values(people: Database) -> None:
    with pytest.raises(DuplicateKeyError, match=r"duplicate value \[ann\] for predicate \[handle\]: node 0x1 has it"):
        run(people, '{ set { _:x <handle> "ann" . } }')
    with pytest.raises(DuplicateKeyError, match="sets it at two nodes"):
        run(people, '{ set { _:x <handle> "twin" .\n_:y <handle> "twin" .\n} }')
    answer = run(people, '{ set { <0x1> <handle> "ann" .\n_:x <handle> "other" .\n_:x <name> "X" .\n} }')
    assert answer.data == b"{}"
    assert run(people, "{ delete { <0x1> <handle> * . } }").data is None
    assert run(people, '{ set { _:y <handle> "ann" . } }').data == b"{}"
    # It may come over duplicates, which are then refused until they are put in order.
    run(people, '{ set { <0x1> <code> "7" .\n<0x2> <code> "7" .\n<0x1> <code> "7" .\n} }')
    people.alter_dql(DqlAlter(schema="code: int @index(int) @unique ."))
    with pytest.raises(DuplicateKeyError, match=r"duplicates in existing data for predicate \[code\]: 7 .* 0x1, 0x2"):
        run(people, '{ set { _:z <code> "7" . } }')
    run(people, '{ set { _:z <code> "8" . } }')


_nodes = "u as var(func: has(name))"
_names = "u as var(func: has(name)) { n as name }"
_set = '{ set { uid(u) <x> "1" . } }'


@pytest.mark.parametrize(
    ("query", "mutation", "error", "message"),
    [
        (_nodes, '{ set { uid(u) <x> "1" .\nuid(zz) <x> "1" . } }', ValidationError, "zz is used but not defined"),
        (_nodes, "{ set { uid(u) <x> val(zz) . } }", ValidationError, "zz is used but not defined"),
        (_names, _set, ValidationError, "n is defined but not used"),
        (_nodes, "{ set { uid(u) <x> val(u) . } }", ValidationError, "u holds nodes and no values"),
        (_names, "{ set { uid(u) <age> val(n) . } }", InputError, '"Ann" is no integer'),
        (_names, "{ set { uid(u) <secret> val(n) . } }", InputError, "cannot be copied"),
        (_nodes, f"@if(frob(len(u), 0)) {_set}", ParseError, "a condition compares len"),
        (_nodes, f'@if(eq(name, "x")) {_set}', ParseError, "a condition compares len"),
        (_nodes, f'@if(eq(len(u), "x")) {_set}', ParseError, "whole number"),
        (_nodes, f"@if(eq(len(u), 1, 2)) {_set}", ParseError, "whole number"),
        (_nodes, f"@when(eq(len(u), 1)) {_set}", ParseError, "written @if"),
        (_nodes, f"@if(eq(len(u), 1) {_set}", ParseError, "that closes it"),
    ],
)
def test_what_is_refused_leaves_everything(
    people: Database, query: str, mutation: str, error: type[GraphwrightError], message: str
) -> None:
    before = data_of(people)
    with pytest.raises(error, match=message):
        run(people, f"upsert {{ query {{ {query} }} mutation {mutation} }}")
    assert data_of(people) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{ set { uid(u) <x> "1" . } }', "the request has no query"),
        ('upsert { mutation { set { _:a <x> "1" . } } }', "the upsert has no query"),
        ("upsert { query { q(func: has(name)) { name } } }", "the upsert has no mutation"),
        ("upsert { query { q(func: uid(1)) { name } } query { r(func: uid(1)) { name } } }", "one query"),
        ("upsert { query { q(func: uid(1)) { name } mutation { set { } } }", "expected query"),
        ('<0x1> <x> "1" .', "a mutation is { set"),
        ("upsert { } x", "nothing may follow"),
    ],
)
def test_a_text_that_is_no_mutation(people: Database, text: str, message: str) -> None:
    with pytest.raises(GraphwrightError, match=message):
        run(people, text)


def test_a_refused_line_is_named_where_it_stands_in_the_whole_text(people: Database) -> None:
    text = """upsert {
      query { u as var(func: has(name)) }
      mutation { set {
        uid(u) <ok> "1" .
        uid(u) <age> "old" .
      } }
    }"""
    with pytest.raises(InputError) as raised:
        run(people, text)
    assert (raised.value.line, raised.value.column) == (5, 9)
    with pytest.raises(GraphwrightError, match="score") as unindexed:
        run(people, text.replace("has(name)", "eq(score, 1)"))
    assert unindexed.value.line == 2


def test_bounds(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = """upsert { query { a as var(func: has(name)) }
      mutation { set { uid(a) <knows> uid(a) . } } }"""
    monkeypatch.setattr(limits, "mutation_quads_max", 3)
    with pytest.raises(LimitError, match=r"4 quads, variables put in, over the limit of 3 \(mutation_quads_max\)"):
        run(people, pairs)
    monkeypatch.setattr(limits, "mutation_quads_max", 4)
    run(people, pairs)
    monkeypatch.setattr(limits, "relation_rows_max", 1)
    with pytest.raises(LimitError, match="relation_rows_max"):
        run(people, pairs)


def test_a_query_that_takes_too_long_writes_nothing_and_holds_nobody_up(people: Database) -> None:
    triples = "\n".join(f"_:n{i} <knows> _:n{j} ." for i in range(60) for j in range(60))
    run(people, f"{{ set {{ {triples}\n}} }}")
    heavy = """upsert { query { q(func: has(knows)) { a: knows { b: knows { c: knows { d: count(knows) } } } }
        u as var(func: eq(name, "Ann")) }
      mutation { set { uid(u) <age> "99" . } } }"""
    with pytest.raises(LimitError, match="nothing was written"):
        run(people, heavy, timeout_s=0.05)
    assert ask(people, "{ q(func: eq(age, 99)) { name } }") == {"q": []}
    run(people, heavy.replace("a: knows { b: knows { c: knows { d: count(knows) } } }", "name"), timeout_s=5)
    assert ask(people, "{ q(func: eq(age, 99)) { name } }") == {"q": [{"name": "Ann"}]}


def test_only_trusted_callers_write(people: Database) -> None:
    mutation = DqlRequest(mutations=(DqlMutation(set_rdf='_:a <name> "x" .'),), commits=True)
    with pytest.raises(AccessError):
        people.run_dql_blocking(mutation, Caller(claims={}))
    with pytest.raises(RequestError, match="read-only"):
        people.run_dql_blocking(DqlRequest(mutations=mutation.mutations, commits=True, is_read_only=True))
    with pytest.raises(RequestError, match="empty request"):
        people.run_dql_blocking(DqlRequest())


def test_upserts_at_the_same_time_make_one_node(people: Database) -> None:
    text = """upsert { query { u as var(func: eq(email, "once@x")) { n as age more as math(n + 1) } }
      mutation @if(eq(len(u), 0)) { set { uid(u) <email> "once@x" .
        uid(u) <age> "1" . } }
      mutation @if(eq(len(u), 1)) { set { uid(u) <age> val(more) . } } }"""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: run(people, text), range(40)))
    assert sum(len(answer.uids or {}) for answer in answers) == 1
    assert ask(people, '{ q(func: eq(email, "once@x")) { age } }') == {"q": [{"age": 40}]}
