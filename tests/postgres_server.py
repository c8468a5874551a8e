"""A PostgreSQL server for one run of the tests, of the installed binaries, in a folder that goes away again.

`GRAPHWRIGHT_TEST_POSTGRES=private` asks for it (`./dev test` does); a URL there names a server instead, nothing or
`none` leaves out what needs one. initdb refuses root, so as root an unprivileged user owns the folder and runs it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

variable: Final = "GRAPHWRIGHT_TEST_POSTGRES"
private: Final = "private"
remedy: Final = (
    "the tests need PostgreSQL: install it (on Debian: apt-get install postgresql), or name a server with "
    f"{variable}=postgresql://user:password@host/database, or leave it out with {variable}=none"
)
_start_seconds_max: Final = 30.0
_unprivileged: Final = ("postgres", "nobody")
_install_seconds_max: Final = 600
_folder_prefix: Final = "graphwright-postgres-"
_old_s: Final = 24 * 3600
_settings: Final = {
    "listen_addresses": "127.0.0.1",
    # Nothing here is to outlive the run. What tests of durability need, they set themselves.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    # A test's schema is dropped in one transaction, which locks every table of it.
    "max_locks_per_transaction": "512",
    "shared_buffers": "128MB",
    "jit": "off",
}
_parent_died: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class NoServerError(Exception):
    """There are no binaries, or they do not start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PrivateServer:
    """A running server."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Ends the server and takes its folder away."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def start_server(settings: Mapping[str, str] | None = None) -> PrivateServer:
    """Starts a server with the one user `gw` and an empty database.

    Args:
        settings: Of postgresql.conf, over those that tests have.

    Raises:
        NoServerError: It cannot be started.
    """
    binaries = find_binaries() or _install()
    _remove_old_folders()
    folder = Path(tempfile.mkdtemp(prefix=_folder_prefix))
    owner = _owner()
    if owner:
        # The folders above it may be closed to others; this one is in the system's temporary folder.
        shutil.chown(folder, owner["user"], owner["group"])
    data, log = folder / "data", folder / "log"
    _run(
        [str(binaries / "initdb"), "-N", "-A", "trust", "-U", "gw", "-E", "UTF8", "--locale=C.UTF-8", str(data)], owner
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    all_settings = {**_settings, **(settings or {}), "port": str(port), "unix_socket_directories": str(folder)}
    words = [word for name, value in all_settings.items() for word in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *words],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd="/",
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - the tests have no threads yet
            **owner,
        )
    server = PrivateServer(f"postgresql://gw@127.0.0.1:{port}/postgres", folder, process)
    _wait(server, log)
    return server


def _remove_old_folders() -> None:
    """Of runs that were killed; no run lasts that long."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_folder_prefix}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _old_s:
                shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: of the PATH, else the newest of Debian's."""
    found = shutil.which("initdb")
    if found and (Path(found).parent / "postgres").exists():
        return Path(found).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: [int(part) for part in path.parts[-3].split(".") if part.isdigit()])
    return newest[-1].parent if newest else None


def _install() -> Path:
    """Debian's package, where we may."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoServerError(remedy)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
        done = subprocess.run(
            ["apt-get", *words], env=environment, capture_output=True, check=False, timeout=_install_seconds_max
        )
        if done.returncode and words[0] == "install":
            raise NoServerError(f"{remedy}; apt-get said: {done.stderr.decode(errors='replace').strip()[-300:]}")
    binaries = find_binaries()
    if binaries is None:
        raise NoServerError(remedy)
    return binaries


def _owner() -> dict[str, Any]:
    """Whom the server runs as, in `subprocess`' words; nothing where we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in _unprivileged:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoServerError("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")


def _run(command: list[str], owner: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, cwd="/", **owner)
    if done.returncode:
        raise NoServerError(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()[-500:]}")


def _end_with_parent() -> None:
    """A run that is killed leaves no server behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_parent_died, signal.SIGQUIT)


def _wait(server: PrivateServer, log: Path) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    deadline = time.monotonic() + _start_seconds_max
    while True:
        if server.process.poll() is not None:
            raise NoServerError(f"PostgreSQL ended at once: {log.read_text(errors='replace')[-500:]}")
        try:
            psycopg.connect(server.url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise NoServerError(
                    f"PostgreSQL gave no answer within {_start_seconds_max} s; {log} says why"
                ) from None
            time.sleep(0.05)
        else:
            return
