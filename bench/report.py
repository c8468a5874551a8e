"""What was measured, as a table for the terminal and as Markdown for docs/performance.md.

In: `Report`. Out: text. Does not know: how anything was measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.rounds import Result, Row

LITERALS_TARGET = 0.8
"""Least share of the throughput with variables that literals in the text must reach."""
NEVER_SEEN_MS_MAX = 5.0
LOAD_QUADS_PER_SECOND_MIN = 200_000
POSTGRES_LOAD_QUADS_PER_SECOND_MIN = 100_000
MEMORY_MEGABYTES_MAX = 150
START_SECONDS_MAX = 1.0
TEN_TIMES_MAX = 1.3
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
CLIENT_SHARE_MAX = 0.9
NONE = "-"
_POSTGRES_WORDS = (
    "On PostgreSQL, ours and the floor read and write through the same driver code, with prepared statements; CPU time",
    "of the database counts where the run started it.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A number that stands alone. `met` is None where there is no target."""

    what: str
    value: str
    target: str
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one run measured.

    Attributes:
        settings: Scale, connections, workers … as `name value` pairs.
        rows: On SQLite. `postgres_rows`: the same workloads on PostgreSQL, if it was measured.
        notes: Why something is missing.
        failures: Wrong or differing answers.
    """

    machine: str
    settings: dict[str, str]
    rows: list[Row]
    postgres_rows: list[Row]
    singles: list[Single]
    notes: list[str]
    failures: list[str]


HEADINGS = (
    "workload",
    "ours req/s",
    "p50 / p99 ms",
    "CPU µs: ours / floor",
    "floor req/s",
    "floor p50 / p99",
    "ours / floor",
    "target",
    "literals / variables",
    "peer req/s",
    "ours / peer",
)


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table, in the order of `HEADINGS`."""
    ours, floor, peer = row.results["ours"], row.results.get("floor"), row.results.get("peer")
    literals = 1 / row.ratios["literals"] if row.ratios.get("literals") else math.nan
    return (
        row.title + (" ⚠" if any(result.client_share > CLIENT_SHARE_MAX for result in row.results.values()) else ""),
        _rate(ours),
        _latency(ours),
        f"{_microseconds(ours)} / {_microseconds(floor)}",
        _rate(floor),
        _latency(floor),
        _ratio(row, "floor"),
        _verdict(row.ratios.get("floor"), row.target),
        NONE if math.isnan(literals) else f"{literals:.0%} {_mark(met=literals >= LITERALS_TARGET)}",
        _rate(peer),
        f"{row.ratios['peer']:.1f}x" if "peer" in row.ratios else NONE,
    )


def _rate(result: Result | None) -> str:
    return NONE if result is None else f"{result.rate:,.0f}" if result.rate >= 100 else f"{result.rate:.1f}"


def _latency(result: Result | None) -> str:
    return NONE if result is None else f"{result.p50_ms:.2f} / {result.p99_ms:.2f}"


def _microseconds(result: Result | None) -> str:
    return NONE if result is None or math.isnan(result.cpu_microseconds) else f"{result.cpu_microseconds:,.0f}"


def _ratio(row: Row, name: str) -> str:
    if name not in row.ratios:
        return NONE
    low, high = row.spread[name]
    return f"{row.ratios[name]:.0%} ({low:.0%}…{high:.0%})"


def _verdict(ratio: float | None, target: float) -> str:
    return NONE if ratio is None or not target else f"≥ {target:.0%} {_mark(met=ratio >= target)}"


def _mark(*, met: bool) -> str:
    return "met" if met else "MISSED"


def print_report(report: Report) -> None:
    """Prints to the terminal."""
    console = Console(width=None if Console().is_terminal else 200)
    for title, rows in _tables(report):
        table = Table(title=f"{title}: {report.machine}", caption=_settings(report))
        for heading in HEADINGS:
            table.add_column(heading, justify="left" if heading == "workload" else "right")
        for row in rows:
            table.add_row(*cells(row))
        console.print(table)
    for single in report.singles:
        console.print(f"{single.what}: {single.value}   {single.target} {_single_mark(single)}", highlight=False)
    for line in (*report.notes, *report.failures):
        console.print(line, markup=False, highlight=False)


def markdown(report: Report) -> str:
    """The same as Markdown, between `BEGIN` and `END`."""
    lines = [
        BEGIN,
        f"Machine: {report.machine}.",
        f"Run: {_settings(report)}.",
        "",
        "Medians over the rounds; ours and the floor take turns. `ours / floor` is the median of the rounds' ratios,",
        "with the least and the greatest. CPU µs is the server's CPU time for an answer, steadier than rates on a busy",
        f"machine. ⚠: the load client took over {CLIENT_SHARE_MAX:.0%} of a core, servers may be faster than this.",
        "Writes are bounded by the disk's flushes (below); mutations that wait together may share one, floors do not.",
        *(_POSTGRES_WORDS if report.postgres_rows else ()),
        "",
        *(line for title, rows in _tables(report) for line in _table_lines(title, rows)),
        "| | measured | to reach | |",
        "|---|---:|---:|---|",
        *(f"| {one.what} | {one.value} | {one.target} | {_single_mark(one)} |" for one in report.singles),
        "",
        *(f"- {line}" for line in (*report.notes, *report.failures)),
        END,
    ]
    return "\n".join(lines) + "\n"


def _tables(report: Report) -> list[tuple[str, list[Row]]]:
    """Each database's table with its title; one that was not measured is left out."""
    tables = [("On SQLite", report.rows), ("On PostgreSQL", report.postgres_rows)]
    return [(title, rows) for title, rows in tables if rows]


def _table_lines(title: str, rows: list[Row]) -> list[str]:
    return [
        f"{title}:",
        "",
        f"| {' | '.join(HEADINGS)} |",
        f"|---|{'---:|' * (len(HEADINGS) - 1)}",
        *(f"| {' | '.join(cells(row))} |" for row in rows),
        "",
    ]


def write_markdown(report: Report, path: Path) -> None:
    """Puts the report between the marks of an existing file, or writes a new file."""
    text = markdown(report)
    if path.exists():
        old = path.read_text(encoding="utf-8")
        before, begin, rest = old.partition(BEGIN)
        _, end, after = rest.partition(END + "\n")
        text = before + text + after if begin and end else text
    else:
        text = "# Performance\n\nWritten by `./dev bench --write`.\n\n" + text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _settings(report: Report) -> str:
    return ", ".join(f"{name} {value}" for name, value in report.settings.items())


def _single_mark(single: Single) -> str:
    return "" if single.met is None else _mark(met=single.met)
