"""Behaviour on both databases: tests that open a store in memory or in a file run once more on PostgreSQL.

What asks for `address` or `database` of `storages.py` runs there anyway. The others open stores by themselves, or share
one for their whole file; while their second run lasts, every such store is a fresh schema instead. Does not know: what
is tested.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

import graphwright.engine.database as opening
from graphwright.storage.interface import Storage, StoreOptions
from graphwright.storage.open import open_storage
from tests.storages import server_url

_root: Final = Path(__file__).parent

folders: Final = ("auth", "dql", "engine")
"""Rooms whose tests are about answers."""
modules: Final = frozenset({"plan/test_steps.py", "plan/test_ways.py", "reference/test_abstract.py"})
"""Single files of other rooms."""
on_sqlite_only: Final = frozenset(
    {
        "auth/test_identity.py",  # no store at all
        "dql/test_statements.py",  # SQLite's texts and plans
        "engine/test_slow_reads.py",  # reads in the event loop under a budget
    }
)
sqlite_only: Final = "sqlite_only"
"""Marks a test that looks into the file, or at the plans of SQLite."""
_own_choice: Final = frozenset({"address", "shared_address", "anywhere", "recorded_store", "served"})
"""Fixtures that choose the database themselves."""


def runs_twice(path: Path, fixture_names: Collection[str], marks: Collection[str]) -> bool:
    """Whether a test is to run on PostgreSQL too and does not see to it itself."""
    name = path.relative_to(_root).as_posix() if path.is_relative_to(_root) else ""
    is_chosen = name in modules or (name.split("/")[0] in folders and name not in on_sqlite_only)
    return is_chosen and sqlite_only not in marks and _own_choice.isdisjoint(fixture_names)


@contextmanager
def stores_on(kind: str) -> Iterator[None]:
    """What opens a store in memory or in a file gets one of another kind, for the body."""
    if kind == "sqlite":
        yield
        return
    with _schemas(server_url()):
        yield


@contextmanager
def _schemas(url: str) -> Iterator[None]:
    import psycopg  # noqa: PLC0415 - an extra

    joint = "&" if "?" in url else "?"
    names: dict[str, str] = {}

    def opened(address: str, options: StoreOptions | None = None) -> Storage:
        if "://" in address:
            return open_storage(address, options)
        key = str(uuid.uuid4()) if address == ":memory:" else address
        name = names.setdefault(key, f"test_{uuid.uuid4().hex[:12]}")
        return open_storage(f"{url}{joint}schema={name}", options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_storage", opened)
        yield
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names.values():
            connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'.encode())
