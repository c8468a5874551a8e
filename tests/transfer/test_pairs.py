"""Edges of inverse pairs: stored once, completed and counted; single references of which only one can stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graphwright import Database
from tests.stores import check_invariants, reading, session_of, stored_edges
from tests.transfer.loading import load, load_large, small_blocks, uid_of, write

SCHEMA = """
type A {
  many: [B] @hasInverse(field: manyBack)
  owner: B @hasInverse(field: owned)
  twin: B @hasInverse(field: twinBack)
  friends: [A] @hasInverse(field: friends)
  spouse: A @hasInverse(field: spouse)
}
type B { manyBack: [A]  owned: [A]  twinBack: A }
"""


def edges_of(database: Database, predicate: str) -> set[tuple[str, str]]:
    with reading(database.storage) as (connection, catalog):
        edges = stored_edges(session_of(database.storage, connection, catalog))[predicate]
    names = {uid_of(database, f"_:{name}"): name for name in "abcxyz" if _is_known(database, name)}
    return {(names[source], names[target]) for source, target in edges}


def _is_known(database: Database, name: str) -> bool:
    try:
        uid_of(database, f"_:{name}")
    except KeyError:
        return False
    return True


def statements(*edges: str) -> list[str]:
    """Lines of edges such as `a many x`, for nodes a, b, c of type A and x, y, z of type B."""
    lines = [f'_:{name} <dgraph.type> "A" .' for name in "abc"] + [f'_:{name} <dgraph.type> "B" .' for name in "xyz"]
    for edge in edges:
        source, predicate, target = edge.split()
        lines.append(f"_:{source} <{'A' if source in 'abc' else 'B'}.{predicate}> _:{target} .")
    return lines


@pytest.mark.parametrize("is_cut", [False, True])
@pytest.mark.parametrize(
    ("edges", "home", "expected", "completed", "conflicts"),
    [
        (["a many x", "b many x"], "A.many", {"ax", "bx"}, 2, 0),
        (["a many x", "x manyBack a", "y manyBack a"], "A.many", {"ax", "ay"}, 1, 0),
        (["a owner x", "b owner x"], "A.owner", {"ax", "bx"}, 2, 0),
        (["a owner x", "x owned a", "x owned b"], "A.owner", {"ax", "bx"}, 1, 0),
        (["a owner x", "y owned a"], "A.owner", {"ay"}, 1, 1),
        (["y owned a", "a owner x"], "A.owner", {"ax"}, 1, 1),
        (["a owner x", "a owner x"], "A.owner", {"ax"}, 1, 0),
        (["a twin x", "b twin x"], "A.twin", {"bx"}, 1, 1),
        (["a twin x", "a twin y"], "A.twin", {"ay"}, 1, 1),
        (["a twin x", "y twinBack a"], "A.twin", {"ay"}, 1, 1),
        (["a twin x", "b twin y", "a twin y"], "A.twin", {"ay"}, 1, 2),
        (["a friends b", "b friends c"], "A.friends", {"ab", "ba", "bc", "cb"}, 0, 0),
        (["a spouse b"], "A.spouse", {"ab", "ba"}, 0, 0),
        (["a spouse b", "b spouse c"], "A.spouse", {"bc", "cb"}, 0, 1),
        (["a spouse b", "b spouse a", "c spouse c"], "A.spouse", {"ab", "ba", "cc"}, 0, 0),
        (["a spouse b", "a spouse a"], "A.spouse", {"aa"}, 0, 1),
    ],
)
def test_edges(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_cut: bool,
    edges: Sequence[str],
    home: str,
    expected: set[str],
    completed: int,
    conflicts: int,
) -> None:
    database.alter(SCHEMA)
    if is_cut:
        load_large(monkeypatch)
        small_blocks(monkeypatch, 20)
    report = load(database, write(tmp_path, statements(*edges)))
    assert {source + target for source, target in edges_of(database, home)} == expected
    check_invariants(database.storage)
    assert report.reference_conflicts == conflicts
    if is_cut and completed and conflicts:
        # An edge that gave way in an earlier batch was completed there.
        assert report.completed_edges[home] >= completed
    else:
        assert sum(report.completed_edges.values()) == completed


def test_both_sides_over_two_files(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    first = write(tmp_path, statements("a many x", "a many y", "b owner x"), "one.rdf")
    second = write(tmp_path, statements("x manyBack a", "y manyBack a", "z manyBack a", "x owned b"), "two.rdf")
    assert load(database, first, second).completed_edges == {"A.many": 1}


def test_an_edge_of_older_nodes_gives_way(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    load(database, write(tmp_path, statements("a twin x", "b spouse c")))
    report = load(database, write(tmp_path, statements("b twin x", "b spouse a")))
    assert edges_of(database, "A.twin") == {("b", "x")}
    assert edges_of(database, "A.spouse") == {("a", "b"), ("b", "a")}
    assert report.reference_conflicts == 2
    check_invariants(database.storage)
