"""The matrix rule × path: whatever a rule hides is as if it were not there, on every way by which data leave or change.

Does not know: SQL, how rules are written down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import graphwright
from graphwright.model.caller import Caller, anonymous, trusted
from tests.auth.matrix import (
    ann,
    answers,
    bob,
    eve,
    every,
    fill,
    giving_away,
    of_ann,
    own_docs,
    own_payloads,
    reads,
    rulings,
    taken,
    visits,
    without,
    writes,
)

Answers = dict[str, Any]
_without_aggregates: Any = {"aggregate of what is there": "aggregateDoc", "aggregate of an interface": "aggregateItem"}
_mutations = {name: f"mutation @dryRun {{ {text} }}" for name, text in own_payloads.items()}
_operations = "query update delete"


@pytest.fixture(scope="module")
def database(kind_of_stores: str) -> Iterator[graphwright.Database]:
    """All the data. Each test gives it its own rules."""
    with graphwright.open(":memory:") as database:
        fill(database, rulings["ownership"].schema())
        yield database


class Reduced:
    """What everybody is answered where only some of the documents and photos are: by their keys."""

    def __init__(self) -> None:
        self._schema = rulings["ownership"].schema(_operations)
        self._known: dict[frozenset[str], tuple[Answers, Answers, Answers]] = {}

    def answers(self, visible: frozenset[str]) -> tuple[Answers, Answers, Answers]:
        """Of the queries, of the mutations, of DQL."""
        if visible not in self._known:
            with graphwright.open(":memory:") as database:
                fill(database, self._schema)
                without(database, every - visible)
                self._known[visible] = (
                    answers(database, reads, trusted),
                    answers(database, _mutations, trusted),
                    {name: database.dql(text) for name, text in visits.items()},
                )
        return self._known[visible]


@pytest.fixture(scope="module")
def reduced(kind_of_stores: str) -> Reduced:
    return Reduced()


def _as_recorded(name: str, expected: Any, found: Any) -> Any:
    """A caller whom no role lets see anything is told no aggregate at all, be it of nothing."""
    member = _without_aggregates.get(name)
    if member is None or found["data"][member] is not None:
        return expected
    return {"data": {member: None}} if expected["data"][member]["count"] == 0 else expected


@pytest.mark.parametrize("ruling", rulings)
def test_what_is_hidden_is_as_if_it_were_not_there(
    ruling: str, database: graphwright.Database, reduced: Reduced
) -> None:
    database.alter(rulings[ruling].schema(_operations))
    for caller, visible in rulings[ruling].sees:
        expected, _, _ = reduced.answers(visible)
        found = answers(database, reads, caller)
        for name in reads:
            assert found[name] == _as_recorded(name, expected[name], found[name]), (name, caller.claims)


def test_none_of_the_paths_is_idle(database: graphwright.Database, reduced: Reduced) -> None:
    all_ = reduced.answers(every)
    for visible in (frozenset[str](), frozenset({"p1", "p2"})):
        hidden = reduced.answers(visible)
        assert [name for name in reads if hidden[0][name] == all_[0][name]] == []
    assert [(name, found) for each in all_ for name, found in each.items() if "errors" in found] == []


@pytest.mark.parametrize("ruling", rulings)
def test_mutations_find_and_show_what_may_be_seen(
    ruling: str, database: graphwright.Database, reduced: Reduced
) -> None:
    database.alter(rulings[ruling].schema(_operations))
    for caller, visible in rulings[ruling].sees:
        _, expected, _ = reduced.answers(visible)
        found = answers(database, _mutations, caller)
        for name in _mutations:
            assert found[name] == expected[name], (name, caller.claims)


# ---- what is written ------------------------------------------------------------------------------

_refusal = "the rules of the schema do not allow this; nothing was changed"
_all_operations = "query add update updateAfter delete"


def _run(database: graphwright.Database, mutation: str, caller: Caller) -> Any:
    """The member of the answer, or that it was refused."""
    answer = database.graphql(f"mutation @dryRun {{ {mutation} }}", caller=caller)
    [(name, data)] = answer["data"].items()
    if "errors" in answer:
        [error] = answer["errors"]
        assert (error["path"], data) == ([name], None)
        return error["extensions"]["code"], error["message"]
    return data


def test_writes_for_a_caller_who_may_and_one_who_may_not(database: graphwright.Database) -> None:
    database.alter(own_docs.schema(_all_operations))
    for name, (mutation, allowed, otherwise) in writes.items():
        assert _run(database, mutation, ann) == allowed, name
        refused = ("FORBIDDEN", _refusal) if otherwise is None else otherwise
        for caller in (bob, eve, anonymous):
            # bob's own is not ann's.
            expected = refused if otherwise is None or caller is not bob or name == "upsert" else None
            found = _run(database, mutation, caller)
            assert found == expected or (expected is None and found["doc"] == [{"key": "b1"}]), (name, caller.claims)


def test_what_one_has_is_not_given_away_and_what_others_have_is_not_told_of(database: graphwright.Database) -> None:
    database.alter(own_docs.schema(_all_operations))
    assert {_run(database, mutation, ann) for mutation in giving_away} == {("FORBIDDEN", _refusal)}
    assert {_run(database, mutation, bob) for mutation in taken} == {("FORBIDDEN", _refusal)}
    database.alter(own_docs.schema("query add update delete"))
    assert all(isinstance(_run(database, mutation, ann), dict) for mutation in giving_away)


def test_a_rule_that_python_must_test_holds_for_what_is_written(database: graphwright.Database) -> None:
    database.alter(rulings["test in Python"].schema("add update updateAfter"))
    add = 'addDoc(input: {key: "x", text: "%s"}) { numUids }'
    assert _run(database, add % "tea one", anonymous) == {"numUids": 1}
    assert _run(database, add % "tea two", anonymous) == ("FORBIDDEN", _refusal)
    update = "updateDoc(input: {filter: {has: key}, set: {%s}}) { numUids }"
    assert _run(database, update % "size: 3", anonymous) == {"numUids": 2}
    assert _run(database, update % 'text: "tea two"', anonymous) == ("FORBIDDEN", _refusal)


def test_updates_and_deletes_narrow_by_rules_of_their_own(database: graphwright.Database) -> None:
    database.alter(own_docs.schema("update delete"))
    update, delete = own_payloads["update"], own_payloads["delete"]
    for caller, keys in ((ann, ["a1", "a2"]), (bob, ["b1", "b2"]), (eve, [])):
        assert [doc["key"] for doc in _run(database, update, caller)["doc"]] == keys
        assert [doc["key"] for doc in _run(database, delete, caller)["doc"]] == keys


def test_linked_nodes_that_are_seen_are_not_changed_by_others(database: graphwright.Database) -> None:
    database.alter(own_docs.schema("update"))
    change = writes["update of what is linked"][0]
    assert (_run(database, change, ann), _run(database, change, bob)) == ({"numUids": 1}, ("FORBIDDEN", _refusal))


def test_hidden_linked_nodes_are_not_changed_where_no_rule_forbids_updates(database: graphwright.Database) -> None:
    database.alter(own_docs.schema("query"))
    for name in ("update of what is linked", "update of the one that is linked"):
        change = writes[name][0]
        assert (_run(database, change, ann), _run(database, change, bob)) == ({"numUids": 1}, ("FORBIDDEN", _refusal))


def test_whom_a_node_is_taken_from_is_asked() -> None:
    """Both ends of an inverse pass `update` before, and `updateAfter` after the write."""
    mine = '{rule: "query($USER: String!) { queryShelf(filter: {owner: {eq: $USER}}) { name } }"}'
    few = '{rule: "query { queryShelf(filter: {books: {count: {le: 1}}}) { name } }"}'
    schema = """type Shelf @auth(%s) { name: String! @id owner: String @search(by: [hash]) books: [Book] }
    type Book { title: String! @id shelf: Shelf @hasInverse(field: books) }"""
    take = 'updateBook(input: {filter: {title: {eq: "%s"}}, set: {shelf: {name: "%s"}}}) { numUids }'
    put = 'updateShelf(input: {filter: {name: {eq: "%s"}}, set: {books: [{title: "%s"}]}}) { numUids }'
    with graphwright.open(":memory:") as database:
        database.alter(schema % f"update: {mine}")
        made = """mutation { addShelf(input: [
          {name: "a", owner: "ann", books: [{title: "x"}]}, {name: "a2", owner: "ann"}
          {name: "b", owner: "bob", books: [{title: "y"}]}]) { numUids } }"""
        assert "errors" not in database.graphql(made)
        for mutation in (take % ("x", "a2"), put % ("a2", "x")):
            assert _run(database, mutation, ann) == {"numUids": 1}
        # y stands on bob's shelf, which it would leave.
        for mutation in (take % ("y", "a"), put % ("a", "y"), take % ("x", "b")):
            assert _run(database, mutation, ann) == ("FORBIDDEN", _refusal)
        database.alter(schema % f"updateAfter: {few}")
        assert _run(database, take % ("x", "a2"), ann) == {"numUids": 1}
        assert _run(database, take % ("y", "a"), ann) == ("FORBIDDEN", _refusal)


def test_an_update_tells_nothing_of_hidden_nodes_that_its_filter_finds() -> None:
    rule = '{rule: "query($USER: String!) { queryBox(filter: {owner: {eq: $USER}}) { owner } }"}'
    schema = f"""type Box @auth(query: {rule}) @validate(field: "low", le: "high") {{
      owner: String! @id low: Int high: Int label: String @unique lid: Lid }}
    type Lid {{ name: String! @id }}"""
    changes = ('update: {lid: {set: {name: "x"}}}', "set: {low: 9}", 'set: {label: "mine"}')
    with graphwright.open(":memory:") as database:
        database.alter(schema)
        database.graphql('mutation { addBox(input: {owner: "ann", low: 1, high: 2, label: "mine"}) { numUids } }')
        for change in changes:
            mutation = f"updateBox(input: {{filter: {{}}, {change}}}) {{ numUids }}"
            found = _run(database, mutation, bob)
            # Nothing keeps bob from updating what he does not see; but what goes wrong there he is not told.
            assert found == ({"numUids": 1} if "label" in change else ("FORBIDDEN", _refusal)), change
            assert "0x" in str(_run(database, mutation, ann)) or "label" in change


# ---- DQL ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ruling", rulings)
def test_dql_for_an_untrusted_caller_visits_nothing_hidden(
    ruling: str, database: graphwright.Database, reduced: Reduced
) -> None:
    database.alter(rulings[ruling].schema())
    assert [name for name, found in reduced.answers(every)[2].items() if not found["data"]["q"]] == []
    for caller, visible in rulings[ruling].sees:
        _, _, expected = reduced.answers(visible)
        for name, text in visits.items():
            assert database.dql(text, caller=caller) == expected[name], (name, caller.claims)


def test_dql_answers_nobody_with_a_bad_token(database: graphwright.Database) -> None:
    answer = database.dql(visits["type"], caller=Caller(problem="the token is expired"))
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in answer or answer["data"] is None


@pytest.mark.parametrize("headers", [{}, {"X-Auth": "token"}, {"Authorization": "Bearer token"}])
def test_query_is_refused_whole_for_who_does_not_administer(database: graphwright.Database, headers: Any) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(graphwright.asgi_app(database), client=("203.0.113.9", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            headers_ = {"Content-Type": "application/dql", **headers}
            return await client.post("/query", content=visits["type"], headers=headers_)

    answer = asyncio.run(ask())
    assert answer.status_code in (401, 403)
    assert answer.json().get("data") is None and "a1" not in answer.text


# ---- strictly -------------------------------------------------------------------------------------


def test_what_is_hidden_takes_no_place_among_the_nearest_where_the_filter_comes_last() -> None:
    names = ("similar to a node", "similar to a vector")
    queries = {name: reads[name] for name in names}
    with (
        graphwright.Database.open(":memory:", is_strict=True) as strict,
        graphwright.Database.open(":memory:", is_strict=True) as less,
    ):
        for each in (strict, less):
            fill(each, own_docs.schema())
        without(less, every - of_ann - {"p1", "p2"})
        assert answers(strict, queries, ann) == answers(less, queries, trusted) != answers(strict, queries, trusted)
