"""Random data: however it is cut into batches and whatever waits for the end, the store is the same; undo restores."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from graphwright import Database
from graphwright.errors import LoadError
from tests.stores import Rows, check_invariants, differing, rich_schema
from tests.transfer.loading import data_of, load, load_large, small_blocks, write

VALUES = {
    "Author.name": ("Ann", "Bob", "Cy", "Di", "Eve", "Flo", "Gus"),
    "Author.bio": ("wrote a book", "wrote another book", "was an author", "ate"),
    "Author.born": ("1900-01-01", "1950-06-01T12:00:00+02:00", "1900"),
    "Author.tags": ("x", "y", "z"),
    "Author.days": ("2001-01-01", "2001-01-01T00:00:00Z", "2002"),
    "Author.isAlive": ("true", "false"),
    "Book.title": ("On books", "On other books", "Books", "None"),
    "Book.isbn": ("1", "2", "3", "4", "5", "6", "7"),
    "Book.pages": ("1", "2"),
    "Book.price": ("1.5", "2"),
    "Genre.label": ("science", "letters", "maths", "arts", "war", "love"),
    "City.name": ("London", "Paris"),
}
EDGES = {
    "Author.books": "AB",
    "Author.best": "AB",
    "Author.friends": "AA",
    "Author.spouse": "AA",
    "Author.home": "AC",
    "Book.author": "BA",
    "Book.bestOf": "BA",
    "Book.genres": "BG",
    "Genre.books": "GB",
    "City.seen": "CG",
}
TYPES = {"A": "Author", "B": "Book", "G": "Genre", "C": "City"}
KEYS = ("Author.name", "Book.isbn", "Genre.label")


def random_lines(random: Random, count: int) -> list[str]:
    """Quads over a few nodes of each type; key values are unique by their nodes' numbers."""
    lines = [f'_:{letter}{number} <dgraph.type> "{name}" .' for letter, name in TYPES.items() for number in range(5)]
    for _ in range(count):
        if random.random() < 0.5:
            predicate = random.choice(list(VALUES))
            letter, number = predicate[0], random.randrange(5)
            value = f"{letter}{number} {random.randrange(2)}" if predicate in KEYS else random.choice(VALUES[predicate])
            facets = random.choice(("", "", "", "(since=2001-01-01)", '(by="me", n=1)'))
            lines.append(f'_:{letter}{number} <{predicate}> "{value}" {facets} .')
        elif random.random() < 0.2:
            language = random.choice(("de", "fr"))
            lines.append(f'_:C{random.randrange(5)} <City.name> "{random.choice("xyz")}"@{language} .')
        else:
            predicate = random.choice(list(EDGES))
            source, target = EDGES[predicate][0], EDGES[predicate][1]
            facets = random.choice(("", "", "", "(since=2001-01-01)"))
            lines.append(f"_:{source}{random.randrange(5)} <{predicate}> _:{target}{random.randrange(5)} {facets} .")
    random.shuffle(lines)
    return lines


@pytest.mark.parametrize("seed", range(10))
def test_batches_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    random = Random(seed)
    lines = random_lines(random, random.choice((20, 60, 120)))
    path = write(tmp_path, lines)
    with Database.open(":memory:") as whole, Database.open(":memory:") as parts, Database.open(":memory:") as aside:
        for database in (whole, parts, aside):
            database.alter(rich_schema)
        at_once = load(whole, path)
        check_invariants(whole.storage)
        small_blocks(monkeypatch, random.choice((400, 1_500)))
        monkeypatch.setattr("graphwright.limits.load_batch_quads", 1)
        in_parts = load(parts, path)
        check_invariants(parts.storage)
        load_large(monkeypatch)
        load(aside, path)
        check_invariants(aside.storage)
        assert not differing(data_of(whole), data_of(parts))
        assert not differing(data_of(parts), data_of(aside))
        assert at_once.quads == in_parts.quads == len(lines)


@pytest.mark.parametrize("seed", range(10))
def test_undo_restores(seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    random = Random(1_000 + seed)
    first = random_lines(random, random.choice((0, 40, 80)))
    second = random_lines(random, 60)
    # Some of its nodes are new.
    renamed = [re.sub(r"([_\"]:?)(A3|B4)(?=\W)", r"\1\g<2>new", line) for line in second]
    with Database.open(":memory:") as database:
        database.alter(rich_schema)
        load(database, write(tmp_path, first, "first.rdf"))
        before = data_of(database)
        small_blocks(monkeypatch, random.choice((400, 1_500)))
        monkeypatch.setattr("graphwright.limits.load_batch_quads", 1)
        if random.random() < 0.5:
            load_large(monkeypatch)
        path = write(tmp_path, [*renamed, "this is no quad"], "second.rdf")
        with pytest.raises(LoadError, match="this is no quad"):
            load(database, path)
        assert differing(before, data_of(database))
        assert database.health().unfinished_loads
        load(database, is_undone=True)
        assert not database.health().unfinished_loads
        check_invariants(database.storage)
        after = data_of(database)
        kept = {name: rows for name, rows in after.items() if not name.startswith(("gw_predicates", "facets_"))}
        assert not differing({name: before.get(name, []) for name in kept}, kept)
        assert all(before.get(name, []) == rows for name, rows in after.items() if name.startswith("facets_"))


def test_on_every_storage(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    random = Random(7)
    path = write(tmp_path, random_lines(random, 80))
    more = write(tmp_path, [*random_lines(random, 40), "this is no quad"], "more.rdf")
    with Database.open(":memory:") as memory, Database.open(address) as database:
        for opened in (memory, database):
            opened.alter(rich_schema)
        load(memory, path)
        small_blocks(monkeypatch, 800)
        load_large(monkeypatch)
        load(database, path)
        check_invariants(database.storage)
        before = data_of(database)
        assert {name: _plain(rows) for name, rows in before.items()} == {
            name: _plain(rows) for name, rows in data_of(memory).items()
        }
        with pytest.raises(LoadError):
            load(database, more)
        load(database, is_undone=True)
        check_invariants(database.storage)
        after = data_of(database)
        assert all(rows == before.get(name, []) for name, rows in after.items() if name != "gw_predicates")


def _plain(rows: Rows) -> Rows:
    """Booleans as the numbers that SQLite keeps them as."""
    return sorted((tuple(int(c) if isinstance(c, bool) else c for c in row) for row in rows), key=repr)
