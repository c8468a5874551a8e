"""Quads → the store, as one job of the writer, all or nothing: the thin part of DQL's mutations.

In: quads that a mutation sets. Out: the uids of its blank nodes. What no schema names is made known in the same
transaction. Does not know: threads, commits, the form of the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import orjson

from graphwright.bind.dql.setting import (
    build_set,
    check_settable,
    hash_quads,
    lacking,
    named_nodes,
    plain_passwords,
)
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.execution import Compute, Engine, Steps, Write, attempts_max
from graphwright.engine.mutating import begin, record_commit
from graphwright.engine.requests import Answer
from graphwright.engine.writer import Lease
from graphwright.errors import ExecutionError, InputError
from graphwright.lang.quads import Quad
from graphwright.model.uids import format_uid
from graphwright.schema.additions import Additions, plan_additions
from graphwright.storage import ddl
from graphwright.storage.catalog_store import read_state, write_catalog
from graphwright.storage.interface import Connection, OutdatedSchema
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.session import Session


class SettingEngine(Engine, Protocol):
    """What setting quads needs of the database's state."""

    assembler: Assembler

    def install(self, loaded: Loaded) -> None:
        """Puts a catalog in force that this process wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """What setting quads did.

    Attributes:
        uids: Of the blank nodes.
        grown: The catalog that has what the quads brought along; None if nothing was new.
    """

    position: int
    uids: Mapping[str, int]
    grown: Loaded | None


@dataclass(slots=True, kw_only=True)
class Setting:
    """Quads to be set, to be run by the writer."""

    loaded: Loaded
    assembler: Assembler
    quads: Sequence[Quad]
    lists: AbstractSet[str] = field(default=frozenset())

    def run(self, connection: Connection, lease: Lease) -> SetDone:
        """Writes the quads.

        Raises:
            GraphwrightError: They are refused; nothing of them stays.
            OutdatedSchema: The catalog is newer than the one given.
        """
        session = Session(self.loaded.statements, connection)
        position = begin(session, self.loaded.version)
        check_settable(self.quads)
        named = named_nodes(self.quads)
        state = read_state(self.assembler.storage, connection)
        if beyond := [uid for uid in named.uids if uid >= state.next_uid]:
            raise InputError(
                f"{format_uid(min(beyond))} was never given to a node (the next is {format_uid(state.next_uid)}); "
                "name new nodes _:name"
            )
        grown = self._grow(connection, lacking(self.quads, self.lists, self.loaded.catalog), state.next_id)
        if grown is not None:
            session = Session(grown.statements, connection)
        fresh = lease.take(len(named.blanks))
        uids = dict(zip(named.blanks, fresh, strict=True))
        changes = build_set(self.quads, session.catalog, uids, fresh)
        apply_changes(session, changes)
        record_commit(session, changes, position)
        return SetDone(position=position, uids=uids, grown=grown)

    def _grow(self, connection: Connection, additions: Additions, next_id: int) -> Loaded | None:
        old = self.loaded.catalog
        new, next_id = plan_additions(old, additions, next_id)
        if new is old:
            return None
        storage = self.assembler.storage
        ddl.create_missing(storage, connection, old, new)
        write_catalog(storage, connection, new, next_id)
        return self.assembler.assemble(new, self.loaded.text, old.api)


def execute_set(engine: SettingEngine, quads: Sequence[Quad], lists: AbstractSet[str]) -> Steps:
    """Sets quads.

    Returns:
        Dgraph's answer to a committed mutation: `uids` has the blank nodes.

    Raises:
        GraphwrightError: They are refused.
    """
    for _ in range(attempts_max):
        loaded = engine.compiler.loaded
        if positions := plain_passwords(quads, loaded.catalog):
            quads = yield Compute(partial(hash_quads, quads, positions))
        try:
            done: SetDone = yield Write(Setting(loaded=loaded, assembler=engine.assembler, quads=quads, lists=lists))
        except OutdatedSchema:
            engine.refresh(loaded)
            continue
        if done.grown is not None:
            engine.install(done.grown)
        return Answer(body=_body(done), position=done.position)
    raise ExecutionError("the schema changed again and again while the mutation ran; try again")


def _body(done: SetDone) -> bytes:
    uids = {name: format_uid(uid) for name, uid in done.uids.items()}
    return orjson.dumps(
        {
            "data": {"code": "Success", "message": "Done", "queries": None, "uids": uids},
            # A commit's position is its timestamp; it began behind the one before.
            "extensions": {"txn": {"start_ts": done.position - 1, "commit_ts": done.position}},
        }
    )
