"""Moving data: a bulk load, an export, and a load into the store of a server that answers reads meanwhile.

In: the data of the first group, its store and its server. Out: single numbers for the report. The store has more data
afterwards. Does not know: other workloads.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.client import LoadClient, LoadPlan, Measurement
from bench.data import Facts
from bench.options import Options
from bench.report import Single
from bench.requests import Form, RequestSource
from bench.servers import HOST, BenchError, Server, remove_store, run_load
from bench.workloads import PERSON_BY_KEY, Inputs

BULK_QUADS_PER_SECOND_MIN: Final = 300_000
EXPORT_QUADS_PER_SECOND_MIN: Final = 300_000
LIVE_QUADS_PER_SECOND_MIN: Final = 150_000
LIVE_READS_MIN: Final = 0.5
"""Of the reads that the server answers alone."""
_SLICE_SECONDS: Final = 1.0
_ALONE_SECONDS: Final = 3.0
_KEYS: Final = re.compile(r'(<(?:(?:Film|Person)\.key|Genre\.name)> ")')
_EXPORTED: Final = re.compile(r"exported ([\d,]+) quads in ([\d.,]+) s")


def measure_bulk(options: Options, data: Path, schema: Path, facts: Facts, log: Path) -> Single:
    """A whole new store, start included."""
    store = options.directory / "bulk.db"
    remove_store(store)
    command = [str(options.graphwright), "bulk", str(data), "--store", str(store), "--schema", str(schema)]
    rate = facts.quads / run_load(command, log)
    remove_store(store)
    return _rate("`graphwright bulk`, start included", rate, BULK_QUADS_PER_SECOND_MIN)


def measure_export(options: Options, store: Path) -> Single:
    """All quads of a store, both ends of inverse pairs counted; without the start, as the command tells it."""
    command = [str(options.graphwright), "export", "--store", str(store), "--out", str(options.directory / "exports")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = _EXPORTED.search(done.stdout)
    if told is None:
        raise BenchError(f"the export failed: {done.stderr}")
    quads, seconds = (float(number.replace(",", "")) for number in told.groups())
    return _rate("`graphwright export`", quads / max(seconds, 0.05), EXPORT_QUADS_PER_SECOND_MIN)


def measure_live(
    options: Options, data: Path, store: Path, client: LoadClient, ours: Server, inputs: Inputs
) -> Iterator[Single]:
    """The same data once more under other names, while reads go on."""
    more = options.directory / "more.rdf"
    lines = _write_more(data, more)

    def read(seconds: float) -> Measurement:
        source = RequestSource(
            workload=PERSON_BY_KEY.name, form=Form.VARIABLES, inputs=inputs, host=f"{HOST}:{ours.port}", seed="live"
        )
        plan = LoadPlan(
            host=HOST, port=ours.port, source=source, connections=options.effort.connections, seconds=seconds
        )
        return client.run(plan)

    read(_SLICE_SECONDS)
    alone = read(_ALONE_SECONDS).rate
    command = [str(options.graphwright), "load", str(more), "--store", str(store)]
    began = time.perf_counter()
    rates, errors = _read_while(command, read)
    rate = lines / (time.perf_counter() - began)
    more.unlink()
    share = sum(rates) / max(len(rates), 1) / max(alone, 1)
    yield _rate("load into a serving store, start included", rate, LIVE_QUADS_PER_SECOND_MIN)
    yield Single(
        what="reads meanwhile, of those without the load",
        value=f"{share:.0%}, {errors} errors",
        target=f"≥ {LIVE_READS_MIN:.0%}",
        met=share >= LIVE_READS_MIN and not errors,
    )


def _read_while(command: list[str], read: Callable[[float], Measurement]) -> tuple[list[float], int]:
    rates, errors = [], 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as load:
        while load.poll() is None:
            measured = read(_SLICE_SECONDS)
            rates.append(measured.rate)
            errors += measured.errors
        _, said = load.communicate()
    if load.returncode:
        raise BenchError(f"the load failed: {said}")
    return rates, errors


def _write_more(data: Path, more: Path) -> int:
    """The data with other names and keys; how many quads."""
    count = 0
    with data.open(encoding="utf-8") as lines, more.open("w", encoding="utf-8") as out:
        for count, line in enumerate(lines, 1):  # noqa: B007 -- the last number is what is asked for
            out.write(_KEYS.sub(r"\1live ", line.replace("_:", "_:live.")))
    return count


def _rate(what: str, rate: float, target: int) -> Single:
    return Single(what=what, value=f"{rate:,.0f} quads/s", target=f"≥ {target:,}", met=rate >= target)
