"""How far a load or copy is: a bar in a terminal, plain lines elsewhere.

In: things done, parts done, parts in all (of a load: quads, bytes read, bytes in all), as often as one likes.
Out: text on standard error.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

Report = Callable[[int, int, int], None]
"""Called with quads loaded, bytes read and bytes in all; the latter may grow while files are opened."""

_LINE_S: Final = 5.0
"""Seconds between plain lines."""


@contextmanager
def progress(title: str = "loading", unit: str = "quads") -> Iterator[Report]:
    """A function that shows how far it is; what it showed last stays when the block ends."""
    if sys.stderr.isatty():
        with _bar(title, unit) as report:
            yield report
    else:
        yield _lines(time.monotonic, unit)


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Report]:
    from rich.console import Console  # noqa: PLC0415 -- 80 ms that no other command needs
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn(title),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn(f"{{task.fields[quads]:,}} {unit}, {{task.fields[rate]:,.0f}}/s"),
        TimeRemainingColumn(),
    )
    begun = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None, quads=0, rate=0.0)

        def report(quads: int, bytes_read: int, bytes_total: int) -> None:
            rate = rate_of(quads, time.monotonic() - begun)
            bar.update(task, completed=bytes_read, total=bytes_total or None, quads=quads, rate=rate)

        yield report


def _lines(clock: Callable[[], float], unit: str = "quads") -> Report:
    begun = clock()
    shown = begun

    def report(quads: int, bytes_read: int, bytes_total: int) -> None:
        nonlocal shown
        now = clock()
        is_end = bytes_total > 0 and bytes_read >= bytes_total
        if now - shown < _LINE_S and not is_end:
            return
        shown = now
        print(line_of(quads, bytes_read, bytes_total, now - begun, unit), file=sys.stderr, flush=True)

    return report


def line_of(quads: int, bytes_read: int, bytes_total: int, seconds: float, unit: str = "quads") -> str:
    """One line: percent, quads, rate, time left."""
    text = f"{quads:,} {unit}, {rate_of(quads, seconds):,.0f}/s"
    if bytes_total <= 0:
        return text
    share = min(1.0, bytes_read / bytes_total)
    left = f", about {seconds / share - seconds:,.0f} s left" if 0 < share < 1 else ""
    return f"{share:.0%}: {text}{left}"


def rate_of(quads: int, seconds: float) -> float:
    """Quads per second, on the whole."""
    return quads / seconds if seconds > 0 else 0.0
