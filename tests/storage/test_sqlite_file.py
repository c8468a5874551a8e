"""What can be wrong with a file that is named as a store: each gets its own words, and nothing is written to it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import apsw
import pytest

from graphwright import Database
from graphwright.errors import StoreError, StoreFormatError
from graphwright.storage.sqlite.storage import SqliteStorage
from tests.stores import dump_file

root = Path(__file__).parents[2]


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(
        StoreFormatError, match=r"other\.db is an SQLite database of another program; name another file"
    ):
        Database.open(str(path))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    "content", [b"no database at all, but text " * 50, b"\x00" * 4096, b"SQLite format 3\x00" + b"x" * 2000]
)
def test_what_is_no_database_is_refused_untouched(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Database.open(str(path))
    assert caught.value.code in ("STORE_FORMAT", "STORE_FAILED")
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Database.open(str(path)) as database:
        database.alter("type A { a: String }")
    assert "gw_state" in dump_file(path)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Database.open(str(path)).close()
    connection = apsw.Connection(str(path))
    connection.execute("UPDATE gw_state SET format = 99")
    connection.close()
    with pytest.raises(StoreFormatError, match=r"store\.db has format 99, this program knows up to \d+: use the newer"):
        Database.open(str(path))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no/such/folder/store.db", r"the folder .*/no/such/folder is not there; create it"),
        ("", r"is a folder; name a file"),
        ("file/store.db", r"the folder .*/file is not there"),
    ],
)
def test_a_place_where_no_file_can_be_is_named(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    with pytest.raises(StoreError, match=words):
        Database.open(str(tmp_path / name))
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


as_ordinary_user = """
import os, sys
import graphwright
from graphwright.errors import StoreError
with graphwright.open(":memory:") as database:  # loads all code while it can still be read
    database.alter("type A { a: String }")
if os.geteuid() == 0:  # root may write anywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with graphwright.open(sys.argv[1]) as database:
        database.alter("type B { b: String }")
    print("written")
except StoreError as error:
    print(error.code, error.message)
"""


def said_when_opened(path: Path) -> str:
    """What a process of an ordinary user says when it opens a store."""
    for folder in list(path.parents)[1:]:
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o555)  # pytest's folders are shut to other users
    done = subprocess.run(
        [sys.executable, "-c", as_ordinary_user, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o555)
    said = said_when_opened(folder / "store.db")
    assert said.startswith(f"STORE_FAILED the folder {folder} cannot be written; a store needs its journal beside it")
    assert list(folder.iterdir()) == []


def test_a_read_only_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    path = folder / "store.db"
    Database.open(str(path)).close()
    before = path.read_bytes()
    path.chmod(0o444)
    for lock in folder.glob("*-*"):
        lock.chmod(0o666)
    said = said_when_opened(path)
    assert said.startswith("STORE_FAILED"), said
    assert "the store cannot be written or opened" in said
    assert path.read_bytes() == before


def test_several_processes_make_one_new_store(tmp_path: Path) -> None:
    """Workers start at the same moment on a file that is not there."""
    code = (
        "import sys, graphwright\nwith graphwright.open(sys.argv[1]) as opened: print(opened.health().catalog_version)"
    )
    for number in range(2):
        path = tmp_path / f"store{number}.db"
        processes = [
            subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=root, stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        assert [process.communicate(timeout=60)[0] for process in processes] == ["0\n"] * 3


def test_writers_queue_before_they_meet_sqlite_s_own_lock(tmp_path: Path) -> None:
    """SQLite's lock is polled and gives up; the queue is fair and waits, so nobody is told that the store is busy."""
    storages = [SqliteStorage(str(tmp_path / "store.db")) for _ in range(2)]
    first, second = (storage.open_writer() for storage in storages)
    second.raw.set_busy_timeout(0)
    done = threading.Event()

    def write() -> None:
        with storages[1].write_transaction(second):
            done.set()

    with storages[0].write_transaction(first):
        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.2)
    assert done.wait(20)
    thread.join(20)
    for connection in (first, second):
        connection.close()
    for storage in storages:
        storage.close()


def test_a_folder_of_the_system_is_refused() -> None:
    with pytest.raises(StoreError, match="cannot be"):
        Database.open("/proc/self/store.db")


def test_another_kind_of_address_is_refused() -> None:
    with pytest.raises(StoreError, match=r"mysql:// is no kind of store; give a file's path or postgresql://"):
        Database.open("mysql://root@localhost/x")


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Database.open(str(path)) as database:
        database.alter("type A { a: String @search(by: [hash]) }")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=r"damaged .* restore it from a backup"):
        Database.open(str(path))
