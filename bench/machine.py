"""What the numbers were measured on. Out: a line of text, flushes per second. Does not know: what was measured."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

import apsw
import psutil

FLUSH_SECONDS_MAX = 1.0
FLUSHES_MAX = 5_000


def machine() -> str:
    """CPU model, cores, memory, system and versions, in one line."""
    return ", ".join(
        (
            _cpu_model(),
            f"{os.cpu_count()} cores",
            f"{psutil.virtual_memory().total / 2**30:.0f} GiB memory",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            f"SQLite {apsw.sqlite_lib_version()} (APSW {apsw.apsw_version()})",
        )
    )


def flushes_per_second(directory: Path) -> float:
    """How often 4 kB can be appended to a file and flushed to the disk, one after the other: the bound of writes."""
    path = directory / "flushes.tmp"
    count, started = 0, time.perf_counter()
    with path.open("wb", buffering=0) as file:
        while count < FLUSHES_MAX and time.perf_counter() - started < FLUSH_SECONDS_MAX:
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            count += 1
    path.unlink()
    return count / (time.perf_counter() - started)


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
