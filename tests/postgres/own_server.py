"""PostgreSQL servers that a test may kill: started, stopped at once, started again, with a replica beside them."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres_server import _end_with_parent, _owner, _run, find_binaries

_start_seconds_max = 30.0
_settings = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # the machine stays up: what the server has written is there when it starts again
    "shared_buffers": "32MB",
    "max_connections": "60",
    "wal_level": "replica",
    "hot_standby": "on",
}


class OwnServer:
    """One server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        found = find_binaries()
        if found is None:
            pytest.skip("NOT TESTED: no PostgreSQL binaries to start a server of one's own")
        self._binaries = (found / "postgres").resolve().parent  # beside it: pg_basebackup
        self._owner = _owner()
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"postgresql://gw@{self.place}/postgres"

    def make(self) -> None:
        """A new cluster; the user `locked` needs a password."""
        words = ["initdb", "-N", "-A", "trust", "-U", "gw", "-E", "UTF8", "--locale=C.UTF-8", str(self.folder / "data")]
        _run([str(self._binaries / words[0]), *words[1:]], self._owner)
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text("host all locked 127.0.0.1/32 scram-sha-256\n" + rules.read_text())

    def make_replica_of(self, primary: OwnServer) -> None:
        """A copy of a running server that follows it."""
        binary = str(self._binaries / "pg_basebackup")
        source = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "gw"]
        _run([binary, *source, "-D", str(self.folder / "data"), "-R", "-c", "fast"], self._owner)

    def start(self) -> None:
        settings = {**_settings, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as output:
            self._process = subprocess.Popen(
                [str(self._binaries / "postgres"), "-D", str(self.folder / "data"), *words],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - it only asks to be told of the parent's end
                **self._owner,
            )
        deadline = time.monotonic() + _start_seconds_max
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()[-2000:]
                time.sleep(0.05)
            else:
                return

    def stop(self, *, at_once: bool = False) -> None:
        """Ends the server; at once is as if it had crashed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(timeout=20)
            self._process = None

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """Runs a statement as the superuser."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(text.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def own_server(replica_of: OwnServer | None = None) -> Iterator[OwnServer]:
    """A running server; its folder goes away with it."""
    folder = Path(tempfile.mkdtemp(prefix="graphwright-own-postgres-"))
    server = OwnServer(folder)
    if owner := _owner():
        shutil.chown(folder, owner["user"], owner["group"])
    try:
        if replica_of is None:
            server.make()
        else:
            server.make_replica_of(replica_of)
        server.start()
        yield server
    finally:
        server.stop(at_once=True)
        shutil.rmtree(folder, ignore_errors=True)
