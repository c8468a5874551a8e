"""A real server for real clients: `graphwright serve` in processes of its own, on an empty store."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_START_S = 30


@dataclass(frozen=True)
class Served:
    """A server that takes requests.

    Attributes:
        rpc: `host:port` of gRPC.
        url: Of HTTP.
    """

    process: subprocess.Popen[str]
    rpc: str
    url: str


@contextmanager
def served(store: str, *words: str) -> Iterator[Served]:
    """Serves a store until the block ends."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", "from graphwright.cli import main; main()"),
            *("serve", "--store", store, "--port", "0", "--log-level", "warning", *words),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("GRAPHWRIGHT_")},
    )
    alarm = threading.Timer(_START_S, process.kill)
    alarm.start()
    try:
        rpc = url = ""
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r" (\S+) \(gRPC\)  (\S+) \(HTTP\)", line):
                rpc, url = found[1], found[2]
            if line.startswith("Administrative requests"):
                break
        alarm.cancel()
        assert url, "the server did not start"
        yield Served(process, rpc, url)
    finally:
        alarm.cancel()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        assert process.stdout is not None
        process.stdout.close()
        process.wait()
