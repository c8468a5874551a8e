"""Transactions that stay open: what they see, when they end."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import (
    AbortedError,
    AccessError,
    GraphwrightError,
    PendingTransactionsError,
    RequestError,
)
from graphwright.model.caller import Caller, anonymous, trusted
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from tests.dql.transactions import Txn, alter, change, query

SCHEMA = """
name: string @index(exact, term) .
age: int @index(int) .
height: float .
tags: [string] .
friend: [uid] @reverse .
best: uid @reverse .
email: string @index(exact) @upsert .
type Person { name age friend }
"""


@pytest.fixture
def people(database: Database) -> Database:
    """Ada (3) and Bob (7), who are friends."""
    alter(database, SCHEMA)
    quads = """
      _:a <name> "Ada Byron" .  _:a <dgraph.type> "Person" .
      _:b <name> "Bob" .
      _:a <age> "3" .
      _:b <age> "7" .
      _:a <friend> _:b .
      _:a <best> _:b .
    """.replace("  _:a <dgraph", "\n_:a <dgraph")
    global ada, bob
    uids = change(database, quads).uids or {}
    ada, bob = uids["a"], uids["b"]
    return database


ada, bob = "", ""


def ages(of: Txn | Database) -> dict[str, int]:
    text = "{ q(func: has(age)) { name age } }"
    found = of.query(text) if isinstance(of, Txn) else query(of, text)
    return {each["name"]: each["age"] for each in found["q"]}


def test_reads_are_repeatable(people: Database) -> None:
    """By uid, by index, by type and by count, whatever is committed meanwhile."""
    text = f"""{{ byUid(func: uid({ada})) {{ age friend {{ name }} ~best {{ name }} }}
      byIndex(func: ge(age, 5)) {{ name }}
      byType(func: type(Person)) {{ name }} byTerm(func: anyofterms(name, "cy bob")) {{ name }}
      all(func: has(name)) {{ count(uid) }} }}"""
    reader = Txn(people)
    before = reader.query(text)
    change(people, f'<{ada}> <age> "50" .\n_:c <name> "Cy" .\n_:c <dgraph.type> "Person" .\n<{ada}> <friend> _:c .')
    change(people, delete=f"<{ada}> <best> * .\n<{bob}> <name> * .")
    people.graphql("{ __typename }")
    assert reader.query(text) == before
    assert Txn(people).query(text) != before
    assert reader.commit() == 0, "it has written nothing"


def test_own_writes_are_visible_to_it_alone(people: Database) -> None:
    """Values, edges from both ends, indexes, types, deletes; on the snapshot, beside what others commit meanwhile."""
    writer = Txn(people)
    done = writer.change(
        f'<{ada}> <name> "Eve" .\n_:n <name> "New Name" .\n_:n <dgraph.type> "Person" .\n<{bob}> <friend> _:n .',
        delete=f"<{ada}> <friend> * .",
    )
    new = (done.uids or {})["n"]
    text = f"""{{ old(func: eq(name, "Ada Byron")) {{ uid }} new(func: eq(name, "Eve")) {{ uid best {{ name }} }}
      term(func: anyofterms(name, "eve new")) {{ uid }} typed(func: type(Person)) {{ uid }}
      bob(func: uid({bob})) {{ friend {{ uid }} ~friend {{ uid }} count(friend) }} }}"""
    seen = {
        "old": [],
        "new": [{"uid": ada, "best": {"name": "Bob"}}],
        "term": [{"uid": ada}, {"uid": new}],
        "typed": [{"uid": ada}, {"uid": new}],
        "bob": [{"friend": [{"uid": new}], "count(friend)": 1}],
    }
    assert writer.query(text) == seen
    change(people, f'<{bob}> <height> "1.5" .\n<{ada}> <height> "2.5" .\n_:o <name> "Other" .')
    assert writer.query(text) == seen, "others have changed the same rows"
    assert writer.query("{ q(func: has(height)) { uid } }") == {"q": []}
    assert query(people, text)["new"] == []
    writer.change(f'<{new}> <age> "1" .')
    assert writer.query("{ q(func: eq(age, 1)) { name } }") == {"q": [{"name": "New Name"}]}
    assert writer.commit() > 0
    assert query(people, text) == seen
    assert query(people, "{ q(func: has(height)) { count(uid) } }") == {"q": [{"count": 2}]}


def test_what_is_aborted_was_never_there(people: Database) -> None:
    writer = Txn(people)
    writer.change(f'<{ada}> <age> "90" .\n_:x <nowhere> "1" .')
    assert ages(writer)["Ada Byron"] == 90
    writer.abort()
    writer.abort()
    assert ages(people) == {"Ada Byron": 3, "Bob": 7}
    for step in (
        writer.commit,
        lambda: writer.query("{ q(func: has(age)) { age } }"),
        lambda: writer.change('_:x <age> "1" .'),
    ):
        with pytest.raises(AbortedError, match=r"^Transaction has been aborted. Please retry"):
            step()


def test_a_commit_ends_it(people: Database) -> None:
    writer = Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    done = writer.change(f'<{bob}> <age> "8" .', commits=True)
    assert done.commit_ts == done.position and done.commit_ts > 0
    assert done.predicates == ("1-0-age",) and not done.keys
    assert ages(people) == {"Ada Byron": 4, "Bob": 8}
    with pytest.raises(AbortedError):
        people.end_dql_blocking(done.start_ts, ("1",), ("1-0-age",))


def test_a_refused_mutation_leaves_it_as_it_was(people: Database) -> None:
    writer = Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    with pytest.raises(GraphwrightError, match="many"):
        writer.change(f'<{ada}> <name> "X" .\n<{ada}> <age> "many" .')
    with pytest.raises(GraphwrightError):
        writer.query("{ q(func: eq(nothing")
    assert writer.query(f"{{ q(func: uid({ada})) {{ name age }} }}") == {"q": [{"name": "Ada Byron", "age": 4}]}
    writer.commit()
    assert ages(people)["Ada Byron"] == 4


def test_first_step_that_fails_leaves_no_transaction(people: Database) -> None:
    with pytest.raises(GraphwrightError):
        Txn(people).change(f'<{ada}> <age> "many" .')
    change(people, f'<{ada}> <age> "4" .')
    alter(people, "age: int .")


def test_upserts_see_it(people: Database) -> None:
    """The query of an upsert runs on what the transaction sees, and its variables hold that."""
    writer = Txn(people)
    new = (writer.change('_:n <email> "mine@x.test" .').uids or {})["n"]
    found = writer.change('uid(u) <height> "2" .', query='{ q(func: eq(email, "mine@x.test")) { u as uid } }')
    assert (found.data, dict(found.uids or {})) == (b'{"q":[{"uid":"%s"}]}' % new.encode(), {})
    writer.commit()
    assert query(people, '{ q(func: eq(email, "mine@x.test")) { height } }') == {"q": [{"height": 2.0}]}


def test_new_predicates_are_known_at_once(people: Database) -> None:
    """As by an alter, and empty for others; the transaction sees its own values of them."""
    writer = Txn(people)
    assert writer.query("{ q(func: has(age)) { count(uid) } }") == {"q": [{"count": 2}]}
    writer.change(f'<{ada}> <colour> "red" .\n<{ada}> <knows> <{bob}> .\n<{ada}> <dgraph.type> "Painter" .')
    text = "{ q(func: has(colour)) { colour knows { name } } t(func: type(Painter)) { name } }"
    assert query(people, text) == {"q": [], "t": []}
    seen = {"q": [{"colour": "red", "knows": [{"name": "Bob"}]}], "t": [{"name": "Ada Byron"}]}
    assert writer.query(text) == seen
    writer.change(f'<{bob}> <size> "1"^^<xs:int> .')
    assert writer.query("{ q(func: has(size)) { size } }") == {"q": [{"size": 1}]}
    writer.commit()
    assert query(people, text) == seen


def test_others_schema_changes_do_not_show(people: Database) -> None:
    """A predicate that came later; and who goes by the older schema still commits."""
    writer = Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    alter(people, "city: string @index(exact) .")
    change(people, f'<{bob}> <city> "Bonn" .\n<{bob}> <street> "Rhine" .')
    assert ages(writer)["Ada Byron"] == 4
    assert writer.commit() > 0
    assert ages(people)["Ada Byron"] == 4


def test_nodes_that_others_make_may_be_referred_to(people: Database) -> None:
    """Their uids are above what the snapshot knows to have been given out."""
    writer = Txn(people)
    writer.query("{ q(func: has(age)) { age } }")
    high = max(
        int(uid, 16)
        for _ in range(3)
        for uid in (change(people, "\n".join(f'_:n{i} <height> "1" .' for i in range(5_000))).uids or {}).values()
    )
    writer.change(f"<{ada}> <friend> <{high:#x}> .")
    writer.commit()
    assert query(people, f"{{ q(func: uid({ada})) {{ count(friend) }} }}") == {"q": [{"count(friend)": 2}]}


def test_read_only_ones_cannot_write(people: Database) -> None:
    reader = Txn(people, is_read_only=True)
    assert ages(reader) == {"Ada Byron": 3, "Bob": 7}
    change(people, f'<{ada}> <age> "4" .')
    assert ages(reader) == {"Ada Byron": 3, "Bob": 7}
    with pytest.raises(RequestError, match="read-only"):
        reader.change(f'<{ada}> <age> "5" .')
    best = people.run_dql_blocking(DqlRequest(query="{ q(func: has(age)) { age } }", is_best_effort=True))
    assert best.data == b'{"q":[{"age":4},{"age":7}]}'


NOTES = """
type Note @auth(query: { rule: "query($USER: String!) { queryNote(filter: { owner: { eq: $USER } }) { id } }" }) {
  id: ID!
  owner: String @search(by: [hash])
  text: String
}
# Dgraph.Authorization {"VerificationKey": "secret", "Header": "X-Auth", "Namespace": "n", "Algo": "HS256"}
"""


def test_rules_hold_in_it(database: Database) -> None:
    """Who is not trusted cannot write, and sees no more of a transaction than its rules let him see outside."""
    database.alter(NOTES)
    writer = Txn(database)
    for owner in ("ann", "bob"):
        writer.change(f'_:n <dgraph.type> "Note" .\n_:n <Note.owner> "{owner}" .\n_:n <Note.text> "x" .')
    text = "{ q(func: has(Note.text)) { Note.owner } c(func: type(Note)) { count(uid) } }"
    assert writer.query(text) == {"q": [{"Note.owner": "ann"}, {"Note.owner": "bob"}], "c": [{"count": 2}]}
    ann = Caller(claims={"USER": "ann"})
    for start_ts in (writer.start_ts, 0):
        for caller, seen in ((ann, ["ann"] if start_ts else []), (anonymous, [])):
            request = DqlRequest(query=text, start_ts=start_ts)
            found = _json(database.run_dql_blocking(request, caller).data)
            assert found == {"q": [{"Note.owner": owner} for owner in seen], "c": [{"count": len(seen)}]}
    for start_ts in (writer.start_ts, 0):
        mutation = DqlMutation(set_rdf='_:a <Note.owner> "ann" .')
        with pytest.raises(AccessError):
            database.run_dql_blocking(DqlRequest(mutations=(mutation,), start_ts=start_ts), ann)


# ---- ends that nobody asked for -------------------------------------------------------------------


def test_idle_ones_expire(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that have only read sooner than those that have written."""
    reader, writer = Txn(people), Txn(people)
    ages(reader)
    writer.change(f'<{ada}> <age> "4" .')
    opened = people.transactions._open
    opened.expire(time.monotonic() + limits.transaction_reading_idle_s_max - 5)
    assert ages(reader)["Bob"] == 7
    opened.expire(time.monotonic() + limits.transaction_reading_idle_s_max + 5)
    with pytest.raises(AbortedError):
        ages(reader)
    assert ages(writer)["Ada Byron"] == 4
    opened.expire(time.monotonic() + limits.transaction_idle_s_max + 5)
    with pytest.raises(AbortedError):
        writer.commit()
    assert not opened._snapshots
    assert ages(people)["Ada Byron"] == 3


def test_there_is_room_for_new_ones(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has only read gives way to what came later, and before what has written."""
    people.storage.snapshots_max = 3
    writer = Txn(people)
    writer.change(f'<{ada}> <height> "4" .')
    readers = [Txn(people) for _ in range(6)]
    for number, reader in enumerate(readers):
        change(people, f'<{bob}> <height> "{number}" .')
        ages(reader)
    assert [_is_over(reader) for reader in readers] == [True, True, True, True, False, False]
    assert writer.commit() > 0


def _is_over(reader: Txn) -> bool:
    try:
        ages(reader)
    except AbortedError:
        return True
    return False


def test_snapshots_are_shared(people: Database) -> None:
    """Reads at the same state of the store cost one snapshot, whoever asks."""
    readers = [Txn(people) for _ in range(20)]
    for reader in readers:
        ages(reader)
    assert len(people.transactions._open._snapshots) == 1


@pytest.mark.parametrize("asked", [DqlAlter(schema="age: int ."), DqlAlter(drop_predicate="age")])
def test_an_alter_gives_up_who_has_written(people: Database, asked: DqlAlter) -> None:
    writer, other = Txn(people), Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    other.change(f'<{ada}> <height> "4" .')
    with pytest.raises(PendingTransactionsError, match=r"^Pending transactions found. Please retry operation$"):
        people.alter_dql(asked)
    with pytest.raises(AbortedError):
        writer.commit()
    people.alter_dql(asked)
    assert other.commit() > 0


def test_what_drops_all_gives_up_all(people: Database) -> None:
    writer, reader = Txn(people), Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    ages(reader)
    people.alter_dql(DqlAlter(drops_data=True))
    for step in (writer.commit, lambda: ages(reader)):
        with pytest.raises(AbortedError):
            step()
    assert query(people, "{ q(func: has(age)) { age } }") == {"q": []}


def test_a_changed_predicate_gives_up_at_the_commit(people: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changed it: what was bound by its old form may not fit."""
    writer = Txn(people)
    writer.change(f'<{ada}> <age> "4" .')
    monkeypatch.setattr(people.transactions, "abort_on", lambda _: False)  # as on another machine
    alter(people, "age: string .")
    with pytest.raises(AbortedError, match="age was altered"):
        writer.commit()


# ---- side by side ---------------------------------------------------------------------------------


def test_in_event_loops(people: Database) -> None:
    """Many at once, steps of one of them too; each transfer is whole."""

    async def transfer(amount: int) -> bool:
        text = "{ q(func: has(age)) { uid age } }"
        answer = await people.run_dql(DqlRequest(query=text), trusted)
        balances = {each["uid"]: each["age"] for each in _json(answer.data)["q"]}
        start = answer.start_ts
        done = None
        for uid, change_by in ((ada, -amount), (bob, amount)):
            mutation = DqlMutation(set_rdf=f'<{uid}> <age> "{balances[uid] + change_by}" .')
            done = await people.run_dql(DqlRequest(mutations=(mutation,), start_ts=start), trusted)
        assert done is not None
        both = await asyncio.gather(*(people.run_dql(DqlRequest(query=text, start_ts=start), trusted) for _ in "ab"))
        assert all(sum(each["age"] for each in _json(one.data)["q"]) == 10 for one in both)
        try:
            await people.end_dql(start, done.keys, done.predicates)
        except AbortedError:
            return False
        return True

    async def run() -> list[bool]:
        return await asyncio.gather(*(transfer(number) for number in range(1, 9)))

    outcomes = asyncio.run(run())
    assert any(outcomes)
    assert sum(ages(people).values()) == 10


def test_on_threads(people: Database) -> None:
    """Increments that are tried until they commit are all there."""

    def increment() -> None:
        for _ in range(5):
            while True:
                txn = Txn(people)
                age = ages(txn)["Ada Byron"]
                txn.change(f'<{ada}> <age> "{age + 1}" .')
                try:
                    txn.commit()
                    break
                except AbortedError:
                    continue

    threads = [threading.Thread(target=increment) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ages(people) == {"Ada Byron": 23, "Bob": 7}


def _json(data: bytes | None) -> dict[str, list[dict[str, Any]]]:
    return orjson.loads(data or b"null")  # type: ignore[no-any-return]
