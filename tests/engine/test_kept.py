"""What the store said once is not asked again until somebody commits, in whatever process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import graphwright
from graphwright import Database
from graphwright.engine.kept import Kept
from graphwright.model.keys import KeyKind

pytestmark = pytest.mark.sqlite_only  # other databases have no mark of their commits: they are asked each time


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "films.db")


def test_an_answer_is_good_until_the_next_commit(path: str) -> None:
    with graphwright.open(path) as database:
        database.alter("type Film { title: String }")
        kept: Kept[int] = Kept(database.storage)
        mark, known = kept.look()
        assert mark is not None
        assert known is None
        kept.keep(mark, 7)
        assert kept.look() == (mark, 7)
        database.graphql("{ queryFilm { title } }")
        assert kept.look() == (mark, 7)
        database.graphql('mutation { addFilm(input: {title: "Alien"}) { numUids } }')
        assert kept.look()[1] is None


def test_what_was_asked_before_a_commit_is_not_kept_for_after_it(path: str) -> None:
    with graphwright.open(path) as database:
        database.alter("type Film { title: String }")
        kept: Kept[int] = Kept(database.storage)
        mark, _ = kept.look()
        database.graphql('mutation { addFilm(input: {title: "Alien"}) { numUids } }')
        kept.keep(mark, 7)
        assert kept.look()[1] is None


def test_stores_in_memory_are_always_asked() -> None:
    with graphwright.open(":memory:") as database:
        kept: Kept[int] = Kept(database.storage)
        mark, _ = kept.look()
        kept.keep(mark, 7)
        assert kept.look() == (None, None)


def test_the_first_admin_key_of_another_process_counts_at_once(path: str) -> None:
    """From then on nobody may administer without one."""
    with graphwright.open(path) as database:
        assert not asyncio.run(database.has_admin_key())
        assert not asyncio.run(database.has_admin_key())
        program = f"import graphwright\nwith graphwright.open({path!r}) as d: print(d.create_key('admin')[0].id)"
        made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert asyncio.run(database.has_admin_key())
        database.revoke_key(made.stdout.strip())
        assert not asyncio.run(database.has_admin_key())


def test_keys_of_one_database_object_are_seen_by_another(path: str) -> None:
    with graphwright.open(path) as first, Database.open(path) as second:
        assert not asyncio.run(second.has_admin_key())
        first.create_key(KeyKind.ADMIN)
        assert asyncio.run(second.has_admin_key())
