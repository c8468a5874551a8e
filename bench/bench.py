"""One run of the bench: data, load, servers, workloads, in that order.

In: `Options`. Out: `Report`. Does not know: arguments, how results are printed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bench.client import LoadClient
from bench.contenders import Peer, Servers, are_written, contender, contenders_of, differences_of
from bench.data import Facts
from bench.floors.compare import write_plans
from bench.floors.connection import set_up
from bench.floors.statements import read_floors
from bench.groups import FILMS, GROUPS, Group, chosen_workloads, is_chosen
from bench.identities import fetch_ids
from bench.machine import flushes_per_second, machine
from bench.moving import measure_bulk, measure_export, measure_live
from bench.options import Options
from bench.pages import fetch_cursors
from bench.peer import load_peer
from bench.postgres import measure_postgres
from bench.report import (
    LOAD_QUADS_PER_SECOND_MIN,
    MEMORY_MEGABYTES_MAX,
    NEVER_SEEN_MS_MAX,
    START_SECONDS_MAX,
    TEN_TIMES_MAX,
    Report,
    Single,
)
from bench.requests import Form
from bench.rounds import Effort, Row, compete
from bench.rpc import THREADS, measure_calls
from bench.servers import BenchError, Server, copy_store, free_port, remove_store, run_load, running
from bench.workloads import (
    NEVER_SEEN,
    PAGE_BY_YEAR,
    PERSON_BY_ID,
    PERSON_BY_KEY,
    SEEN,
    Inputs,
    Kind,
    Workload,
)

STARTS = 3
TEN_TIMES_WORKLOADS: tuple[Workload, ...] = (PERSON_BY_ID, PERSON_BY_KEY, PAGE_BY_YEAR)
_PROBE = ("/graphql", b'{"query":"{ queryGenre(first: 1) { name } }"}')


@dataclass(slots=True, kw_only=True)
class Bench:
    """One run. `say` is told what is going on."""

    options: Options
    say: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)
    postgres_rows: list[Row] = field(default_factory=list)
    singles: list[Single] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _written: Collection[str] = field(default_factory=lambda: read_floors().keys())

    def run(self) -> Report:
        """Runs everything.

        Raises:
            BenchError: A command is missing or failed, or the peer refused something.
        """
        self._require_commands()
        chosen = {group.name: chosen_workloads(group, self.options.only) for group in GROUPS}
        measures_calls = is_chosen("rpc", self.options.only)
        if not any(chosen.values()) and not measures_calls:
            raise BenchError(f"no workload and no group is named like {self.options.only!r}")
        quads = 0
        with ExitStack() as stack:
            client = stack.enter_context(LoadClient(self.options.effort.processes))
            if chosen[FILMS.name]:
                quads += self._run_films(client, chosen[FILMS.name])
            for group in GROUPS:
                if group is not FILMS and chosen[group.name]:
                    quads += self._run_other(client, group, chosen[group.name])
            if self.options.postgres is not None and chosen[FILMS.name]:
                self._run_postgres(client, chosen[FILMS.name], self.options.postgres)
        if measures_calls:
            self.say("calls of gRPC")
            self.singles += measure_calls(self.options.workers, THREADS, self.options.effort.seconds)
        self._flushes()
        return self._report(quads)

    def _run_films(self, client: LoadClient, chosen: list[Workload]) -> int:
        """The first group, and what is measured once: the load, the start, the memory. The number of its quads."""
        with ExitStack() as stack:
            store, facts = self._load(FILMS, self.options.scale, report=True)
            floors = self._start_floors(stack, store, FILMS, chosen)
            ours = self._start_ours(stack, store)
            inputs = Inputs(facts=facts, person_ids=fetch_ids(ours.url, facts), film_cursors=fetch_cursors(ours.url))
            peer = self._load_peer(facts)
            servers = Servers(ours=ours, inputs=inputs, floors=floors, written=self._written, peer=peer)
            self._measure_all([workload for workload in chosen if workload.kind is not Kind.WRITE], client, servers)
            if self.options.ten_times:
                self._ten_times(client, servers)
            self._measure_all([workload for workload in chosen if workload.kind is Kind.WRITE], client, servers)
            self._memory(ours)
            self._moving(client, store, facts, servers)
        return facts.quads

    def _moving(self, client: LoadClient, store: Path, facts: Facts, servers: Servers) -> None:
        """Bulk load, export, and a load into the serving store, which is the last thing that is done with it."""
        self.say("bulk load, export, load into a serving store")
        data, _ = FILMS.prepare(self.options.directory, self.options.scale)
        self.singles.append(measure_bulk(self.options, data, FILMS.schema, facts, self._log("load")))
        self.singles.append(measure_export(self.options, store))
        self.singles += measure_live(self.options, data, store, client, servers.ours, servers.inputs)

    def _run_postgres(self, client: LoadClient, chosen: list[Workload], server: str) -> None:
        """The first group once more, on the other database."""
        measured = measure_postgres(server, self.options, client, chosen, self.say)
        self.postgres_rows += measured.rows
        self.singles += measured.singles
        self.notes += measured.notes
        self.failures += [line for row in measured.rows for line in row.failures()]

    def _run_other(self, client: LoadClient, group: Group, chosen: list[Workload]) -> int:
        """Another group, which only reads, with its own servers; the number of its quads."""
        with ExitStack() as stack:
            store, facts = self._load(group, self.options.scale, report=False)
            floors = self._start_floors(stack, store, group, chosen)
            ours = self._start_ours(stack, store, report=False)
            servers = Servers(ours=ours, inputs=Inputs(facts=facts), floors=floors, written=self._written)
            self._measure_all(chosen, client, servers)
        return facts.quads

    def _require_commands(self) -> None:
        if not self.options.graphwright.exists():
            raise BenchError(f"{self.options.graphwright} is not there: run ./dev setup")
        self.options.directory.mkdir(parents=True, exist_ok=True)
        self._log("server").write_bytes(b"")
        self._log("load").write_bytes(b"")

    def _log(self, name: str) -> Path:
        return self.options.directory / f"{name}.log"

    def _load(self, group: Group, scale: float, *, report: bool) -> tuple[Path, Facts]:
        """A store, newly loaded."""
        self.say(f"{group.name}: data of scale {scale:g}")
        data, facts = group.prepare(self.options.directory, scale)
        name = "ours" if group is FILMS else f"ours-{group.name}"
        store = self.options.directory / f"{name}-{scale:g}.db"
        if self.options.store is not None and self.options.store.resolve() == store.resolve():
            raise BenchError(f"--store names the store that the bench works on: copy {store} elsewhere first")
        remove_store(store)
        if self.options.store is not None and scale == self.options.scale and group is FILMS:
            copy_store(self.options.store, store)
            self.notes.append("not loaded: the store was given with --store")
            return store, facts
        self.say(f"load of {facts.quads:,} quads")
        command = [str(self.options.graphwright), "load", str(data), "--store", str(store), "--schema"]
        command.append(str(group.schema))
        rate = facts.quads / run_load(command, self._log("load"))
        if report:
            self.singles.append(
                Single(
                    what="`graphwright load`, start included",
                    value=f"{rate:,.0f} quads/s",
                    target=f"≥ {LOAD_QUADS_PER_SECOND_MIN:,}",
                    met=rate >= LOAD_QUADS_PER_SECOND_MIN,
                )
            )
        return store, facts

    def _start_ours(self, stack: ExitStack, store: Path, *, report: bool = True) -> Server:
        """Our server, started `STARTS` times for the start-up time; the last one stays."""
        seconds = []
        for _ in range(STARTS - 1 if report else 0):
            with self._serve(store) as server:
                seconds.append(server.start_seconds)
        server = stack.enter_context(self._serve(store))
        seconds.append(server.start_seconds)
        if report:
            self.singles.append(
                Single(
                    what="start to first answer",
                    value=f"{median(seconds):.2f} s",
                    target=f"≤ {START_SECONDS_MAX:.0f} s",
                    met=median(seconds) <= START_SECONDS_MAX,
                )
            )
        return server

    def _serve(self, store: Path) -> AbstractContextManager[Server]:
        port = free_port()
        command = [str(self.options.graphwright), "serve", "--store", str(store)]
        command += ["--port", str(port), "--workers", str(self.options.workers)]
        self.say(f"server on port {port}")
        return running(command, port, _PROBE, self._log("server"))

    def _start_floors(self, stack: ExitStack, store: Path, group: Group, chosen: list[Workload]) -> Server | None:
        """The floors' server, on a copy of the store; None if no chosen workload has its statements."""
        if not any(are_written(workload, self._written) for workload in chosen):
            self.notes.append("no floors: bench/floors/sql has no statement for these workloads")
            return None
        copy = store.with_name("floor.db")
        copy_store(store, copy)
        if group.set_up is not None:
            set_up(copy, group.set_up)
        names = {name for workload in group.workloads for name in workload.floors}
        self.notes.append(f"query plans of {write_plans(copy, names)} floors ({group.name}) are in bench/floors/plans")
        port = free_port()
        command = [sys.executable, "-m", "bench.floors.app", "--store", str(copy)]
        command += ["--port", str(port), "--workers", str(self.options.workers)]
        return stack.enter_context(running(command, port, ("/floor/nothing", b"{}"), self._log("server")))

    def _load_peer(self, facts: Facts) -> Peer | None:
        url = self.options.peer
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname is None:
            raise BenchError(f"the peer's URL {url!r} does not look like http://host:port")
        self.say(f"load of the peer at {url}")
        rate = load_peer(url, FILMS.schema.read_text(encoding="utf-8"), self.options.scale)
        self.singles.append(
            Single(what="peer: load through /mutate", value=f"{rate:,.0f} quads/s", target="", met=None)
        )
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname is None:
            raise BenchError(f"the peer's URL {url!r} does not look like http://host:port")
        inputs = Inputs(facts=facts, person_ids=fetch_ids(url, facts))
        return Peer(host=parts.hostname, port=parts.port or 80, inputs=inputs)

    def _measure_all(self, workloads: list[Workload], client: LoadClient, servers: Servers) -> None:
        """Compares all answers first: under load, writes make the stores of ours and the floors differ."""
        differences = {workload.name: differences_of(workload, servers) for workload in workloads}
        for workload in workloads:
            self.say(workload.title)
            if workload.kind is Kind.COMPILE:
                self._measure_never_seen(client, servers)
            else:
                contenders = contenders_of(workload, servers)
                row = compete(client, contenders, self.options.effort, differences[workload.name])
                self.rows.append(row)
                self.failures += row.failures()

    def _measure_never_seen(self, client: LoadClient, servers: Servers) -> None:
        """One connection: what a new text costs is a latency."""
        effort = Effort(
            seconds=self.options.effort.seconds, rounds=self.options.effort.rounds, connections=1, processes=1
        )
        contenders = [
            contender("ours", NEVER_SEEN, Form.VARIABLES, servers.ours, servers.inputs),
            contender("seen", SEEN, Form.VARIABLES, servers.ours, servers.inputs),
        ]
        row = compete(client, contenders, effort)
        extra = row.results["ours"].p50_ms - row.results["seen"].p50_ms
        self.rows.append(row)
        self.failures += row.failures()
        self.singles.append(
            Single(
                what="never-seen text, more than a seen one (p50)",
                value=f"{extra:.2f} ms",
                target=f"≤ {NEVER_SEEN_MS_MAX:.0f} ms",
                met=extra <= NEVER_SEEN_MS_MAX,
            )
        )

    def _ten_times(self, client: LoadClient, servers: Servers) -> None:
        """The reads that must not depend on the amount of data, against a store ten times as large."""
        with ExitStack() as stack:
            store, facts = self._load(FILMS, 10 * self.options.scale, report=False)
            large = self._start_ours(stack, store, report=False)
            large_inputs = Inputs(facts=facts, person_ids=fetch_ids(large.url, facts))
            for workload in TEN_TIMES_WORKLOADS:
                self.say(f"10 times the data: {workload.title}")
                row = compete(
                    client,
                    [
                        contender("large", workload, Form.VARIABLES, large, large_inputs),
                        contender("ours", workload, Form.VARIABLES, servers.ours, servers.inputs),
                    ],
                    self.options.effort,
                )
                self.failures += row.failures()
                slower = 1 / max(row.ratios["ours"], 1e-9)
                self.singles.append(
                    Single(
                        what=f"10 times the data: {workload.title}",
                        value=f"{slower:.2f} times slower",
                        target=f"≤ {TEN_TIMES_MAX} times",
                        met=slower <= TEN_TIMES_MAX,
                    )
                )

    def _memory(self, ours: Server) -> None:
        megabytes = [size / 1e6 for size in ours.private_bytes()]
        mapped = ours.mapped_store_bytes() / 1e6
        self.singles.append(
            Single(
                what="private memory (USS) of the largest process after the run",
                value=f"{megabytes[0]:.0f} MB, of it {mapped:.0f} MB clean pages of the store's file "
                f"(all: {', '.join(f'{size:.0f}' for size in megabytes)})",
                target=f"≤ {MEMORY_MEGABYTES_MAX} MB",
                met=megabytes[0] <= MEMORY_MEGABYTES_MAX,
            )
        )

    def _flushes(self) -> None:
        rate = flushes_per_second(self.options.directory)
        self.singles.append(Single(what="flushes of the disk, 4 kB each", value=f"{rate:,.0f}/s", target="", met=None))

    def _report(self, quads: int) -> Report:
        effort = self.options.effort
        return Report(
            machine=machine(),
            settings={
                "scale": f"{self.options.scale:g}",
                "quads": f"{quads:,}",
                "connections": str(effort.connections),
                "workers": str(self.options.workers),
                "client processes": str(effort.processes),
                "rounds": f"{effort.rounds} of {effort.seconds / effort.rounds:g} s",
            },
            rows=self.rows,
            postgres_rows=self.postgres_rows,
            singles=self.singles,
            notes=self.notes,
            failures=self.failures,
        )
