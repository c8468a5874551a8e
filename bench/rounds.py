"""Contenders measured in turn, so that what disturbs the machine disturbs all of them; medians of ratios.

In: contenders, a workload. Out: `Row`. Does not know: how servers are started, how results are printed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.client import LoadClient, LoadPlan, Measurement
from bench.requests import Form, RequestSource
from bench.servers import Server
from bench.workloads import Inputs, Workload

WARM_UP_SECONDS = 0.5
_EMPTY = re.compile(rb'\s*\{"data":\{"\w+":(null|\[\])\}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Somebody to measure.

    Attributes:
        name: `ours`, `literals`, `floor`, `peer` …; the key in results.
        workload: What it is asked; mostly the same for all.
        server: Whose CPU time is counted; None for a server that is not ours to look at.
        inputs: Of the store that it serves.
    """

    name: str
    workload: Workload
    form: Form
    host: str
    port: int
    inputs: Inputs
    server: Server | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and how hard each contender is loaded.

    Attributes:
        seconds: Of measuring, per workload and contender, over all rounds.
    """

    seconds: float
    rounds: int
    connections: int
    processes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One contender's medians over the rounds of a workload.

    Attributes:
        rate: Good answers per second.
        cpu_microseconds: CPU time of all the server's processes for an answer; NaN if not ours to look at.
        client_share: Share of a core that the client took; above 0.9 the client may have been the limit.
        answer_bytes: Mean size of a body.
    """

    rate: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_microseconds: float
    client_share: float
    answer_bytes: float
    errors: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One workload's results.

    Attributes:
        results: By the contender's name.
        ratios: Median over the rounds of the first contender's rate over that of each other one.
        spread: Least and greatest of those ratios.
        differences: Answers that should have been equal and were not.
    """

    name: str
    title: str
    kind: str
    target: float
    results: dict[str, Result]
    ratios: dict[str, float]
    spread: dict[str, tuple[float, float]]
    differences: tuple[str, ...] = ()

    def failures(self) -> list[str]:
        """A line for each difference, and for each contender that gave errors."""
        errors = [
            f"ERRORS {self.name}, {name}: {result.errors}; {'; '.join(result.messages)}"
            for name, result in self.results.items()
            if result.errors
        ]
        return [f"DIFFERS {difference}" for difference in self.differences] + errors


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    measurement: Measurement
    cpu_seconds: float


def compete(
    client: LoadClient, contenders: Sequence[Contender], effort: Effort, differences: tuple[str, ...] = ()
) -> Row:
    """Warms each contender up, then measures them in rounds, A B C, C B A, A B C …: the row of the first one."""
    for contender in contenders:
        _measure(client, contender, effort, mark="warm", seconds=WARM_UP_SECONDS)
    measured: dict[str, list[_Round]] = {contender.name: [] for contender in contenders}
    for number in range(effort.rounds):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            one = _measure(client, contender, effort, mark=str(number), seconds=effort.seconds / effort.rounds)
            measured[contender.name].append(one)
    first, workload = measured[contenders[0].name], contenders[0].workload
    ratios = {contender.name: _ratios(first, measured[contender.name]) for contender in contenders[1:]}
    return Row(
        name=workload.name,
        title=workload.title,
        kind=workload.kind.value,
        target=workload.target,
        results={name: _summary(rounds) for name, rounds in measured.items()},
        ratios={name: median(values) for name, values in ratios.items()},
        spread={name: (min(values), max(values)) for name, values in ratios.items()},
        differences=differences,
    )


def _measure(client: LoadClient, contender: Contender, effort: Effort, *, mark: str, seconds: float) -> _Round:
    source = RequestSource(
        workload=contender.workload.name,
        form=contender.form,
        inputs=contender.inputs,
        host=f"{contender.host}:{contender.port}",
        seed=f"{contender.workload.name}-{mark}",  # the same for all: they get the same requests in the same order
    )
    before = contender.server.cpu_seconds() if contender.server else math.nan
    measurement = client.run(
        LoadPlan(
            host=contender.host,
            port=contender.port,
            source=source,
            connections=effort.connections,
            seconds=seconds,
            processes=effort.processes,
            check=_refuse_empty,
            check_every=100,
        )
    )
    after = contender.server.cpu_seconds() if contender.server else math.nan
    return _Round(measurement=measurement, cpu_seconds=after - before)


def _refuse_empty(body: bytes) -> str | None:
    """No workload asks for what is not there: an empty answer is fast for the wrong reason."""
    return f"empty answer {body[:100]!r}" if _EMPTY.match(body) else None


def _ratios(first: list[_Round], other: list[_Round]) -> list[float]:
    return [
        one.measurement.rate / two.measurement.rate if two.measurement.rate else math.nan
        for one, two in zip(first, other, strict=True)
    ]


def _summary(rounds: list[_Round]) -> Result:
    runs = [one.measurement for one in rounds]
    return Result(
        rate=median(run.rate for run in runs),
        p50_ms=median(run.p50_ms for run in runs),
        p95_ms=median(run.p95_ms for run in runs),
        p99_ms=median(run.p99_ms for run in runs),
        cpu_microseconds=median(one.cpu_seconds / max(one.measurement.answers, 1) * 1e6 for one in rounds),
        client_share=median(run.client_share for run in runs),
        answer_bytes=median(run.bytes_received / max(run.answers, 1) for run in runs),
        errors=sum(run.errors for run in runs),
        messages=tuple(message for run in runs for message in run.messages)[:3],
    )
