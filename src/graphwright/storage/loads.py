"""Loads that were begun: one row each in `gw_loads`, its checkpoint as JSON text.

Out: what is unfinished, in words for `health`, and as rows for the loader. Does not know: what a checkpoint says.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from graphwright.records import dataclass
from graphwright.storage.interface import Connection, SqlValue, Storage
from graphwright.storage.tables import loads_table


class LoadState(StrEnum):
    """How far a load is; only the last is an end."""

    LOADING = "loading"
    FINISHING = "finishing"  # everything is read; keys and indexes are being built
    UNDOING = "undoing"
    COPYING = "copying"  # the store is the target of a copy; its row holds the copy's checkpoint
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """A load as it is stored.

    Attributes:
        description: Its files, for messages.
        first_uid: Uids below it were given out before the load.
    """

    id: int
    description: str
    state: LoadState
    checkpoint: str
    first_uid: int


def unfinished_load(storage: Storage, connection: Connection) -> LoadRow | None:
    """The load that was neither finished nor undone; there is one at most."""
    columns = [loads_table.c[name] for name in LoadRow.__slots__]
    statement = select(*columns).where(loads_table.c.state != LoadState.FINISHED.value).limit(1)
    for identifier, description, state, checkpoint, first_uid in _run(storage, connection, statement):
        return LoadRow(
            id=identifier,
            description=description,
            state=LoadState(state),
            checkpoint=checkpoint,
            first_uid=first_uid,
        )
    return None


def unfinished_in_words(storage: Storage, connection: Connection) -> tuple[str, ...]:
    """What `health` says of it."""
    row = unfinished_load(storage, connection)
    if row is None:
        return ()
    if row.state is LoadState.COPYING:
        return (f"a copy of {row.description} into this store is not finished; if it no longer runs, run it again",)
    advice = "if it no longer runs: graphwright load --resume, or graphwright load --undo"
    return (f"load {row.id} of {row.description} is {row.state}; {advice}",)


def insert_load(storage: Storage, connection: Connection, row: LoadRow) -> None:
    """Begins a load."""
    values: dict[str, Any] = {name: bindparam(f"v_{name}") for name in LoadRow.__slots__}
    arguments: dict[str, SqlValue] = {f"v_{name}": getattr(row, name) for name in LoadRow.__slots__}
    _run(storage, connection, insert(loads_table).values(values), arguments)


def next_load_id(storage: Storage, connection: Connection) -> int:
    """The number of the next load."""
    return int(_run(storage, connection, select(func.coalesce(func.max(loads_table.c.id), 0)))[0][0]) + 1


def update_load(storage: Storage, connection: Connection, identifier: int, state: LoadState, checkpoint: str) -> None:
    """Moves a load on."""
    statement = (
        update(loads_table)
        .where(loads_table.c.id == bindparam("v_id"))
        .values(state=bindparam("v_state"), checkpoint=bindparam("v_checkpoint"))
    )
    _run(storage, connection, statement, {"v_id": identifier, "v_state": state, "v_checkpoint": checkpoint})


def delete_load(storage: Storage, connection: Connection, identifier: int) -> None:
    """Forgets a load that was undone."""
    statement = loads_table.delete().where(loads_table.c.id == bindparam("v_id"))
    _run(storage, connection, statement, {"v_id": identifier})


def _run(
    storage: Storage, connection: Connection, statement: Any, values: dict[str, SqlValue] | None = None
) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments(values or {}))
