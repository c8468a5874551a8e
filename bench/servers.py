"""The servers under test as child processes: start, wait, measure, end. They listen on loopback.

In: a command. Out: addresses, seconds, CPU seconds, bytes. Does not know: workloads, requests beyond the first.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import apsw
import httpx
import psutil

HOST = "127.0.0.1"
START_SECONDS_MAX = 30.0
STOP_SECONDS_MAX = 15.0
LOAD_SECONDS_MAX = 1_800.0
_POLL_SECONDS = 0.002
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its sources compiled. Where this is set, as in containers, each start compiled ours anew."""


class BenchError(Exception):
    """The bench cannot go on; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        start_seconds: From the start of the process to its first answer.
        beside: The database's server, if it is a process of this run: its CPU time counts too.
    """

    process: psutil.Process
    port: int
    start_seconds: float
    beside: psutil.Process | None = None

    @property
    def address(self) -> str:
        """Host and port, as in the `Host` header."""
        return f"{HOST}:{self.port}"

    @property
    def url(self) -> str:
        """Without a path."""
        return f"http://{self.address}"

    def cpu_seconds(self) -> float:
        """CPU time of the process, of the database's, and of their living children."""
        beside = [] if self.beside is None else [self.beside, *self.beside.children(recursive=True)]
        total = 0.0
        for process in (*self._processes(), *beside):
            with suppress(psutil.NoSuchProcess):  # a database's own helpers come and go
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def private_bytes(self) -> list[int]:
        """USS of each process, largest first."""
        return sorted((int(process.memory_full_info().uss) for process in self._processes()), reverse=True)

    def mapped_store_bytes(self) -> int:
        """Of the largest process's USS, pages of the store's file: clean, and taken back by the system at need."""
        largest = max(self._processes(), key=lambda process: process.memory_full_info().uss)
        own, is_store = 0, False
        for line in Path(f"/proc/{largest.pid}/smaps").read_text().splitlines():
            if line.startswith("Private_Clean:"):
                own += int(line.split()[1]) * 1024 * is_store
            elif not line[:1].isupper():
                is_store = line.endswith(".db")
        return own

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextmanager
def running(
    command: list[str], port: int, probe: tuple[str, bytes], log: Path, *, beside: psutil.Process | None = None
) -> Iterator[Server]:
    """A server that answers `probe` (path, JSON body) with 200; ended, with its children, at the end.

    Raises:
        BenchError: It ended by itself, or did not answer within `START_SECONDS_MAX`.
    """
    started = time.perf_counter()
    with (
        log.open("ab") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env=_ENVIRONMENT) as child,
    ):
        process = psutil.Process(child.pid)
        try:
            _wait_for_answer(child, port, probe, started, log)
            seconds = time.perf_counter() - started
            yield Server(process=process, port=port, start_seconds=seconds, beside=beside)
        finally:
            _stop(child, process)


def _wait_for_answer(
    child: subprocess.Popen[bytes], port: int, probe: tuple[str, bytes], started: float, log: Path
) -> None:
    path, body = probe
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.perf_counter() - started < START_SECONDS_MAX:
            if child.poll() is not None:
                raise BenchError(f"the server ended with status {child.returncode}:\n{_tail(log)}")
            if _listens(port):
                try:
                    response = client.post(
                        f"http://{HOST}:{port}{path}", content=body, headers={"content-type": "application/json"}
                    )
                except httpx.TransportError:
                    continue
                if response.status_code == httpx.codes.OK:
                    return
            time.sleep(_POLL_SECONDS)
    raise BenchError(f"the server did not answer within {START_SECONDS_MAX:.0f} s:\n{_tail(log)}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _stop(child: subprocess.Popen[bytes], process: psutil.Process) -> None:
    """Ends the process, then those of its children that are left."""
    if child.poll() is None:
        children = process.children(recursive=True)
        child.terminate()
        _gone, alive = psutil.wait_procs([process, *children], timeout=STOP_SECONDS_MAX)
        for left in alive:
            left.kill()


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


def run_load(command: list[str], log: Path) -> float:
    """Runs a loader to its end; its seconds, start included.

    Raises:
        BenchError: It failed, or took longer than `LOAD_SECONDS_MAX`.
    """
    started = time.perf_counter()
    with log.open("ab") as output:
        try:
            done = subprocess.run(
                command, stdout=output, stderr=output, timeout=LOAD_SECONDS_MAX, check=False, env=_ENVIRONMENT
            )
        except subprocess.TimeoutExpired:
            raise BenchError(f"the load took more than {LOAD_SECONDS_MAX:.0f} s") from None
    if done.returncode:
        raise BenchError(f"{' '.join(command)} ended with status {done.returncode}:\n{_tail(log)}")
    return time.perf_counter() - started


def copy_store(source: Path, target: Path) -> None:
    """Copies a SQLite file as it is committed, what is in its write-ahead log included."""
    remove_store(target)
    reading = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READONLY)
    writing = apsw.Connection(str(target))
    try:
        with writing.backup("main", reading, "main") as backup:
            while not backup.done:
                backup.step(10_000)
        writing.execute("PRAGMA journal_mode = WAL").fetchall()
    finally:
        writing.close()
        reading.close()


def remove_store(path: Path) -> None:
    """Removes a store and the files beside it that carry its name (`-wal`, `-shm`, `.lock` …)."""
    for file in path.parent.glob(path.name + "*"):
        file.unlink()


def _tail(log: Path, bytes_max: int = 2_000) -> str:
    return log.read_bytes()[-bytes_max:].decode(errors="replace")
