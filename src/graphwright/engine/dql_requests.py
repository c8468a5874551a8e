"""A request in DQL of any kind, from its parts to its answer: queries, mutations, upserts of both.

In: a `DqlRequest`. Out: a generator that asks for I/O and gives a `DqlAnswer`; every wire and the library go this
way. The query of an upsert runs in the transaction that writes, so both see one state.
Does not know: HTTP, gRPC, threads, connections.
"""

from __future__ import annotations

import secrets
from collections.abc import Generator
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

from graphwright.bind.dql.mutations.additions import LanguageRefused
from graphwright.bind.dql.mutations.passwords import plain_passwords, with_hashes
from graphwright.bind.dql.mutations.reading import ReadMutations, read_mutations
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.compile import Compiler
from graphwright.engine.dql import Asked, read_query
from graphwright.engine.dql_mutating import apply_mutations, bind_mutations, grow_catalog, predicates_of
from graphwright.engine.dql_upserts import UpsertQuery
from graphwright.engine.execution import Compute, Engine, Write, attempts_max
from graphwright.engine.mutating import begin, record_changes
from graphwright.engine.time_limits import within
from graphwright.engine.writer import Lease
from graphwright.errors import AccessError, ExecutionError, RequestError
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlAnswer, DqlRequest
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.schema.additions import Additions, NewPredicate
from graphwright.shape.rdf import rdf_text
from graphwright.storage.interface import Connection, OutdatedSchema
from graphwright.storage.writing.session import Session


class DqlEngine(Engine, Protocol):
    """What requests in DQL need of the database's state."""

    assembler: Assembler

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force that this process wrote."""


_read_at_once_max: Final = 64 * 1024
"""Characters of mutations that are read in the event loop; 1,000 quads take 13 ms."""

Work = Generator[Asked, Any, DqlAnswer]


def execute_request(engine: DqlEngine, request: DqlRequest, caller: Caller) -> Work:
    """Runs a request.

    Raises:
        GraphwrightError: It is refused; nothing of it stays.
    """
    if not request.mutations:
        if not request.query.strip():
            raise RequestError("empty request: it has neither a query nor a mutation")
        is_rdf = request.answer_format == "rdf"
        shows_uids = request.shows_uids or is_rdf
        reading = read_query(engine, request.query, request.variables, caller, shows_uids=shows_uids)
        data = yield from within(reading, request.timeout_s)
        data = rdf_text(data) if is_rdf else data
        return DqlAnswer(data=data.encode(), uids=None, start_ts=0)
    check_may_write(request, caller)
    assert request.commits and not request.start_ts, "a transaction that stays open is `transactions/`'s"
    read = yield from read_writes(request, is_strict=engine.compiler.loaded.is_strict)
    return (yield from _commit(engine, request, read, caller))


def check_may_write(request: DqlRequest, caller: Caller) -> None:
    """Refuses mutations of those who may not write.

    Raises:
        AccessError, RequestError: They may not.
    """
    if not caller.is_trusted:
        raise AccessError("mutations in DQL pass all rules, so they are for trusted callers; use GraphQL")
    if request.is_read_only:
        raise RequestError("a read-only transaction cannot write; open one without readOnly")


def read_writes(request: DqlRequest, *, is_strict: bool = False) -> Generator[Compute, Any, ReadMutations]:
    """What a request writes, read from its texts.

    Args:
        is_strict: As the reference, see `read_mutations`.

    Raises:
        ParseError, InputError, LimitError: A text is not what it should be.
    """
    texts = [(each.set_rdf, each.delete_rdf, each.set_json, each.delete_json) for each in request.mutations]
    size = sum(len(text) for group in texts for text in group)
    # As the reference: a number that no other request has, so that names of different answers may be put together.
    prefix = f"dg.{secrets.randbits(32)}"
    work = partial(read_mutations, request.mutations, prefix, is_strict=is_strict)
    if size <= _read_at_once_max:
        return work()
    read: ReadMutations = yield Compute(work)
    return read


def hash_passwords(read: ReadMutations, compiler: Compiler) -> Generator[Compute, Any, ReadMutations]:
    """The mutations with hashes in place of passwords."""
    positions = plain_passwords(read.mutations, compiler.loaded.catalog)
    if not positions:
        return read
    mutations = yield Compute(partial(with_hashes, read.mutations, positions))
    return replace(read, mutations=mutations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a request wrote.

    Attributes:
        data: The answer to its query.
        grown: The catalog that has what the mutations brought along; None if nothing was new.
    """

    data: bytes | None
    uids: dict[str, str]
    predicates: tuple[str, ...]
    position: int
    grown: Loaded | None


@dataclass(slots=True, kw_only=True)
class Writing:
    """A request's mutations and query, to be run by the writer and committed."""

    assembler: Assembler
    compiler: Compiler
    read: ReadMutations
    query: UpsertQuery | None

    def run(self, connection: Connection, lease: Lease) -> Written:
        """Reads and writes.

        Raises:
            GraphwrightError: A mutation is refused; nothing of it stays.
            OutdatedSchema: The catalog is newer than the one given.
        """
        loaded = self.compiler.loaded
        session = Session(loaded.statements, connection)
        position = begin(session, loaded.version)
        data, held = (None, {}) if self.query is None else self.query.run(connection)
        bound = bind_mutations(session, loaded, self.read.mutations, held, lease)
        applied = apply_mutations(self.assembler, session, loaded, bound)
        now = session if applied.grown is None else Session(applied.grown.statements, connection)
        record_changes(now, applied.changes, position)
        if data is None and applied.was_unique:
            data = b"{}"  # as the reference, which asks who has the values by a query
        uids = {name: format_uid(uid) for name, uid in bound.uids.items()}
        predicates = predicates_of(applied.changes)
        return Written(data=data, uids=uids, predicates=predicates, position=position, grown=applied.grown)


def _commit(engine: DqlEngine, request: DqlRequest, read: ReadMutations, caller: Caller) -> Work:
    for _ in range(attempts_max):
        compiler = engine.compiler
        read = yield from hash_passwords(read, compiler)
        try:
            query = UpsertQuery.of(engine, compiler, request, read.used, caller)
            job = Writing(assembler=engine.assembler, compiler=compiler, read=read, query=query)
            written: Written = yield Write(job)
        except OutdatedSchema:
            engine.refresh(compiler.loaded)
            continue
        except LanguageRefused as refused:
            yield from _make_known(engine, compiler.loaded, refused.predicate)
            raise
        if written.grown is not None:
            engine.install(written.grown)
        return DqlAnswer(
            data=written.data,
            uids=written.uids,
            # A commit's position is its timestamp; it began behind the one before.
            start_ts=written.position - 1,
            commit_ts=written.position,
            predicates=written.predicates,
            position=written.position,
        )
    raise ExecutionError("the schema changed again and again while the mutation ran; try again")


@dataclass(frozen=True, slots=True, kw_only=True)
class _MakingKnown:
    """A predicate that a refused mutation leaves behind, to be run by the writer."""

    assembler: Assembler
    loaded: Loaded
    predicate: NewPredicate

    def run(self, connection: Connection, _: Lease) -> Loaded | None:
        session = Session(self.loaded.statements, connection)
        record_changes(session, (), begin(session, self.loaded.version))
        return grow_catalog(self.assembler, connection, self.loaded, Additions(predicates=[self.predicate]))


def _make_known(engine: DqlEngine, loaded: Loaded, predicate: NewPredicate) -> Generator[Asked, Any, None]:
    """As the reference, which is asked for where this happens (`--strict-dgraph`)."""
    try:
        grown = yield Write(_MakingKnown(assembler=engine.assembler, loaded=loaded, predicate=predicate))
    except OutdatedSchema:
        return
    if grown is not None:
        engine.install(grown)
