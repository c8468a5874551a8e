"""What transactions conflict about: Dgraph's keys, whichever way the other one wrote."""

from __future__ import annotations

import pytest

from graphwright import Database
from graphwright.errors import AbortedError
from graphwright.limits import changes_entries_max
from graphwright.model.dql_requests import DqlAlter
from tests.dql.transactions import Txn, alter, change, query

SCHEMA = """
name: string @index(exact) .
label: string @lang .
age: int .
size: int .
seen: int @noconflict .
tags: [string] .
counted: [string] @count .
friend: [uid] @reverse .
peer: [uid] @count @reverse .
email: string @index(exact) @upsert .
words: string @index(term) @upsert .
nick: string @index(exact) @unique .
"""


@pytest.fixture
def nodes(database: Database) -> tuple[Database, str, str, str]:
    """Three nodes without anything but a name."""
    alter(database, SCHEMA)
    uids = change(database, '_:a <name> "a" .\n_:b <name> "b" .\n_:c <name> "c" .\n_:a <tags> "old" .').uids or {}
    return database, uids["a"], uids["b"], uids["c"]


def conflict(database: Database, first: str, second: str, *, deletes: str = "") -> bool:
    """Whether the second of two transactions is given up; `deletes` is what the first one deletes."""
    one, two = Txn(database), Txn(database)
    one.change(first, delete=deletes)
    two.change(second)
    assert one.commit() > 0
    try:
        return two.commit() <= 0
    except AbortedError:
        return True


CASES = [
    ("the same value of a node", '<A> <age> "1" .', '<A> <age> "2" .', True),
    ("the same, equal", '<A> <age> "1" .', '<A> <age> "1" .', True),
    ("of other nodes", '<A> <age> "1" .', '<B> <age> "1" .', False),
    ("other predicates of a node", '<A> <age> "1" .', '<A> <size> "1" .', False),
    ("new nodes", '_:x <age> "1" .', '_:x <age> "1" .', False),
    ("other languages of a value", '<A> <label@en> "x" .', '<A> <label> "y" .', True),
    ("other values of a list", '<A> <tags> "x" .', '<A> <tags> "y" .', False),
    ("the same value of a list", '<A> <tags> "x" .', '<A> <tags> "x" .', True),
    ("other values of a list with @count", '<A> <counted> "x" .', '<A> <counted> "y" .', True),
    ("other edges", "<A> <friend> <B> .", "<A> <friend> <C> .", False),
    ("edges to the same node", "<A> <friend> <C> .", "<B> <friend> <C> .", False),
    ("the same edge", "<A> <friend> <B> .", "<A> <friend> <B> .", True),
    ("other edges with @count", "<A> <peer> <B> .", "<A> <peer> <C> .", True),
    ("edges to the same node with @count and @reverse", "<A> <peer> <C> .", "<B> <peer> <C> .", True),
    ("the same value of an index with @upsert", '<A> <email> "x" .', '<B> <email> "x" .', True),
    ("other values of an index with @upsert", '<A> <email> "x" .', '<B> <email> "y" .', False),
    ("the same token with @upsert", '<A> <words> "red wine" .', '<B> <words> "white wine" .', True),
    ("the same value of an index without", '<A> <name> "x" .', '<B> <name> "x" .', False),
    ("@unique", '<A> <nick> "x" .', '<B> <nick> "x" .', True),
    ("@noconflict", '<A> <seen> "1" .', '<A> <seen> "2" .', False),
    ("the same type", '<A> <dgraph.type> "T" .', '<A> <dgraph.type> "T" .', True),
    ("other types", '<A> <dgraph.type> "T" .', '<A> <dgraph.type> "U" .', False),
    ("predicates that are new", '<A> <new> "1" .', '<A> <new> "2" .', True),
]


@pytest.mark.parametrize(("first", "second", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_keys(nodes: tuple[Database, str, str, str], first: str, second: str, expected: bool) -> None:
    """First committer wins; what does not conflict is all there."""
    database, *uids = nodes

    def with_uids(text: str) -> str:
        text = text.replace('<label@en> "x"', '<label> "x"@en')
        for letter, uid in zip("ABC", uids, strict=True):
            text = text.replace(f"<{letter}>", f"<{uid}>")
        return text

    assert conflict(database, with_uids(first), with_uids(second)) is expected


def test_deletes_conflict_with_sets(nodes: tuple[Database, str, str, str]) -> None:
    database, a, *_ = nodes
    assert conflict(database, "", f'<{a}> <age> "1" .', deletes=f"<{a}> <age> * .")
    assert conflict(database, "", f'<{a}> <tags> "old" .', deletes=f'<{a}> <tags> "old" .')
    assert not conflict(database, "", f'<{a}> <tags> "new" .', deletes=f"<{a}> <tags> * .")
    assert query(database, f"{{ q(func: uid({a})) {{ tags }} }}") == {"q": [{"tags": ["new"]}]}


def test_commits_at_once_count_too(nodes: tuple[Database, str, str, str]) -> None:
    """Whoever commits, in whatever way, is first: a transaction only looks at the log."""
    database, a, b, _ = nodes
    reader = Txn(database)
    reader.query("{ q(func: has(name)) { name } }")
    change(database, f'<{a}> <age> "1" .')
    reader.change(f'<{b}> <age> "2" .')
    other = Txn(database, start_ts=0)
    other.change(f'<{a}> <age> "3" .')
    change(database, f'<{a}> <age> "4" .')
    assert reader.commit() > 0
    with pytest.raises(AbortedError, match=r"^Transaction has been aborted. Please retry$"):
        other.commit()
    assert query(database, "{ q(func: has(age), orderasc: age) { age } }") == {"q": [{"age": 2}, {"age": 4}]}


GRAPHQL = """
type Film {
  id: ID!
  title: String @search(by: [hash])
  year: Int
  tags: [String]
  genres: [Genre] @hasInverse(field: films)
}
type Genre { id: ID! label: String! @id films: [Film] @hasInverse(field: genres) }
"""


@pytest.fixture
def films(database: Database) -> tuple[Database, str, str]:
    """A film and a genre that do not know of each other."""
    database.alter(GRAPHQL)
    added = database.graphql(
        'mutation { addFilm(input: [{title: "Alien"}]) { film { id } } '
        'addGenre(input: [{label: "horror"}]) { genre { id } } }'
    )["data"]
    return database, added["addFilm"]["film"][0]["id"], added["addGenre"]["genre"][0]["id"]


def update(database: Database, patch: str) -> None:
    answer = database.graphql(
        f'mutation {{ updateFilm(input: {{filter: {{title: {{eq: "Alien"}}}}, {patch}}}) {{ numUids }} }}'
    )
    assert "errors" not in answer


@pytest.mark.parametrize(
    ("patch", "quads", "expected"),
    [
        ("set: {year: 1979}", '<F> <Film.year> "1980" .', True),
        ("set: {year: 1979}", '<F> <Film.title> "Aliens" .', False),
        ('set: {tags: ["x"]}', '<F> <Film.tags> "x" .', True),
        ('set: {tags: ["x"]}', '<F> <Film.tags> "y" .', False),
        ('set: {genres: [{label: "horror"}]}', "<F> <Film.genres> <G> .", True),
        ('set: {genres: [{label: "horror"}]}', "<G> <Genre.films> <F> .", True),
        ('set: {genres: [{label: "other"}]}', "<G> <Genre.films> <F> .", False),
    ],
)
def test_graphql_counts_too(films: tuple[Database, str, str], patch: str, quads: str, expected: bool) -> None:
    """Edges of an inverse pair by both of its ends."""
    database, film, genre = films
    txn = Txn(database)
    txn.change(quads.replace("<F>", f"<{film}>").replace("<G>", f"<{genre}>"))
    update(database, patch)
    if not expected:
        assert txn.commit() > 0
        return
    with pytest.raises(AbortedError):
        txn.commit()


def test_a_deleted_node_conflicts_with_all_of_it(films: tuple[Database, str, str]) -> None:
    database, film, genre = films
    txn, other = Txn(database), Txn(database)
    txn.change(f'<{film}> <Film.year> "1" .')
    other.change(f'<{genre}> <colour> "red" .')
    database.graphql('mutation { deleteFilm(filter: {title: {eq: "Alien"}}) { numUids } }')
    with pytest.raises(AbortedError):
        txn.commit()
    assert other.commit() > 0


def test_keys_of_id_fields(films: tuple[Database, str, str]) -> None:
    """One that is taken is refused at once; one that is taken meanwhile gives the transaction up."""
    database, _film, _ = films
    new = '_:g <dgraph.type> "Genre" .\n_:g <Genre.label> "%s" .'
    txn = Txn(database)
    with pytest.raises(Exception, match="horror"):
        txn.change(new % "horror")
    txn.change(new % "drama")
    database.graphql('mutation { addGenre(input: [{label: "drama"}]) { numUids } }')
    with pytest.raises(AbortedError, match="drama"):
        txn.commit()
    assert len(database.graphql("{ queryGenre { label } }")["data"]["queryGenre"]) == 2


def test_what_is_not_known_is_a_conflict(nodes: tuple[Database, str, str, str]) -> None:
    """A commit too large for the log to tell, and a log that does not go back so far."""
    database, a, *_ = nodes
    txn, reader = Txn(database), Txn(database)
    txn.change(f'<{a}> <age> "1" .')
    reader.query("{ q(func: has(name)) { name } }")
    change(database, "\n".join(f'_:n{number} <size> "1" .' for number in range(changes_entries_max + 1)))
    with pytest.raises(AbortedError):
        txn.commit()
    assert reader.commit() == 0
    late = Txn(database)
    late.change(f'<{a}> <age> "1" .')
    change(database, '_:x <size> "1" .')
    connection = database.storage.open_writer()
    with database.storage.write_transaction(connection):
        connection.rows("DELETE FROM gw_changes")
    connection.close()
    with pytest.raises(AbortedError):
        late.commit()


def test_what_a_transaction_commits_is_in_the_log(nodes: tuple[Database, str, str, str]) -> None:
    """For others' conflicts: three transactions in a row, and a drop between."""
    database, a, *_ = nodes
    transactions = [Txn(database) for _ in range(3)]
    for number, txn in enumerate(transactions):
        txn.change(f'<{a}> <age> "{number}" .')
        txn.change(f'<{a}> <size> "{number}" .')
    assert transactions[1].commit() > 0
    for txn in (transactions[0], transactions[2]):
        with pytest.raises(AbortedError):
            txn.commit()
    assert query(database, f"{{ q(func: uid({a})) {{ age size }} }}") == {"q": [{"age": 1, "size": 1}]}
    database.alter_dql(DqlAlter(drop_predicate="age"))
