"""The films once more, on PostgreSQL: loaded by COPY, served by our server, beside floors written for PostgreSQL.

In: a database's URL or `private`, the chosen workloads. Out: rows of a table of their own, the load's figure.
Does not know: SQLite, how results are printed. The data are loaded twice, into two schemas, both new: ours, and that of
the floors.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from bench.client import LoadClient
from bench.contenders import Servers, are_written, contenders_of, differences_of
from bench.data import Facts
from bench.floors.postgres_connection import DIRECTORY
from bench.floors.statements import read_floors
from bench.groups import FILMS
from bench.identities import fetch_ids
from bench.options import Options
from bench.pages import fetch_cursors
from bench.report import POSTGRES_LOAD_QUADS_PER_SECOND_MIN, Single
from bench.rounds import Row, compete
from bench.servers import BenchError, Server, free_port, run_load, running
from bench.workloads import Inputs, Kind, Workload

PRIVATE = "private"
SCHEMAS = ("graphwright_bench", "graphwright_bench_floors")
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
_PROBE = ("/graphql", b'{"query":"{ queryGenre(first: 1) { name } }"}')


@dataclass(slots=True, kw_only=True)
class Measured:
    """What one run on PostgreSQL gave."""

    rows: list[Row] = field(default_factory=list)
    singles: list[Single] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def measure_postgres(
    server: str, options: Options, client: LoadClient, chosen: list[Workload], say: Callable[[str], None]
) -> Measured:
    """Loads, compares, measures; the schemas are gone again at the end.

    Raises:
        BenchError: The database is not there, or a command failed.
    """
    measured = Measured()
    workloads = [one for one in chosen if one.kind is not Kind.COMPILE]
    with ExitStack() as stack:
        url, postmaster = stack.enter_context(_database(server))
        stores = [f"{url}{'&' if '?' in url else '?'}schema={schema}" for schema in SCHEMAS]
        data, facts = FILMS.prepare(options.directory, options.scale)
        for store in stores:
            say(f"PostgreSQL: load of {facts.quads:,} quads into {store.rpartition('=')[2]}")
            _load(options, data, facts, store, measured if store is stores[0] else None)
        ours = stack.enter_context(_serve(options, stores[0], postmaster))
        written = read_floors(DIRECTORY).keys()
        floors = None
        if any(are_written(workload, written) for workload in workloads):
            floors = stack.enter_context(_serve_floors(options, stores[1], postmaster))
        inputs = Inputs(facts=facts, person_ids=fetch_ids(ours.url, facts), film_cursors=fetch_cursors(ours.url))
        servers = Servers(ours=ours, inputs=inputs, floors=floors, written=written)
        for part in ([one for one in workloads if one.kind is kind] for kind in (Kind.READ, Kind.WRITE)):
            differences = {workload.name: differences_of(workload, servers) for workload in part}
            for workload in part:
                say(f"PostgreSQL: {workload.title}")
                row = compete(client, contenders_of(workload, servers), options.effort, differences[workload.name])
                measured.rows.append(row)
    missing = [workload.name for workload in workloads if not are_written(workload, written)]
    if missing:
        measured.notes.append(f"PostgreSQL: no floors are written for {', '.join(missing)}")
    return measured


@contextmanager
def _database(server: str) -> Iterator[tuple[str, psutil.Process | None]]:
    """The URL of a database without our schemas, and the server's process if it is our own."""
    if server != PRIVATE:
        _drop_schemas(server)
        try:
            yield server, None
        finally:
            _drop_schemas(server)
        return
    from tests.postgres_server import NoServerError, start_server  # noqa: PLC0415 - only developers have it

    try:
        own = start_server(_DURABLE)
    except NoServerError as error:
        raise BenchError(str(error)) from None
    try:
        yield own.url, psutil.Process(own.process.pid)
    finally:
        own.stop()


def _drop_schemas(url: str) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            for schema in SCHEMAS:
                statement = psycopg.sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE")
                connection.execute(statement.format(psycopg.sql.Identifier(schema)))
    except psycopg.Error as error:
        raise BenchError(f"--postgres: {error}") from None


def _load(options: Options, data: Path, facts: Facts, store: str, measured: Measured | None) -> None:
    command = [str(options.graphwright), "load", str(data), "--store", store, "--schema", str(FILMS.schema)]
    rate = facts.quads / run_load(command, options.directory / "load.log")
    if measured is not None:
        measured.singles.append(
            Single(
                what="PostgreSQL: `graphwright load` by COPY, start included",
                value=f"{rate:,.0f} quads/s",
                target=f"≥ {POSTGRES_LOAD_QUADS_PER_SECOND_MIN:,}",
                met=rate >= POSTGRES_LOAD_QUADS_PER_SECOND_MIN,
            )
        )


@contextmanager
def _serve(options: Options, store: str, postmaster: psutil.Process | None) -> Iterator[Server]:
    port = free_port()
    command = [str(options.graphwright), "serve", "--store", store]
    command += ["--port", str(port), "--workers", str(options.workers)]
    with running(command, port, _PROBE, options.directory / "server.log", beside=postmaster) as server:
        yield server


@contextmanager
def _serve_floors(options: Options, store: str, postmaster: psutil.Process | None) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "bench.floors.app", "--store", store]
    command += ["--port", str(port), "--workers", str(options.workers)]
    probe = ("/floor/nothing", b"{}")
    with running(command, port, probe, options.directory / "server.log", beside=postmaster) as server:
        yield server
