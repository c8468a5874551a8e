"""From an older form of a store to the one that this program knows, step by step.

Each step is one transaction that also raises the store's format number, so a migration that is cut off goes on
where it stopped. Before the first step the store is copied where the database is a file. A step may use nothing
that describes the newest form (`tables.py`, `catalog_store.py`): it was written for two forms and stays as it is.
Does not know: catalogs, the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Integer, bindparam, column, select, table, update

from graphwright.records import dataclass
from graphwright.storage.interface import Connection, OutdatedSchema, Storage
from graphwright.storage.step_directives import add_directives
from graphwright.storage.step_keys import add_keys
from graphwright.storage.step_positions import add_positions
from graphwright.storage.turns import alter_lock_in_turn

# Of the state table every form has this column; the others may come and go.
_state: Final = table("gw_state", column("format", Integer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From format `source` to the next one.

    Attributes:
        run: Changes tables and rows, in an open write transaction.
    """

    source: int
    run: Callable[[Storage, Connection], None]


steps: Final[tuple[Step, ...]] = (
    Step(source=1, run=add_keys),
    Step(source=2, run=add_directives),
    Step(source=3, run=add_positions),
)
"""In order, without gaps."""


def read_format(storage: Storage, connection: Connection) -> int | None:
    """The format number of a store; None for an empty one."""
    try:
        # In a savepoint: on some databases a failed statement spoils the transaction around it.
        with connection.savepoint():
            rows = _run(storage, connection, select(_state.c.format))
    except OutdatedSchema:
        return None
    number: int = rows[0][0]
    return number


def migrate(storage: Storage, connection: Connection, wanted: int, present_steps: Sequence[Step]) -> None:
    """Brings an older store to the wanted format; one process does it, the others wait.

    Raises:
        StoreBusyError: Another process holds the store for longer than a write may wait.
        StoreError: The copy or a step failed; the steps before it stay done.
    """
    with alter_lock_in_turn(storage):
        present = read_format(storage, connection)
        assert present is not None, "an empty store is made in the newest format"
        if present < wanted:
            storage.keep_copy(f"format-{present}")
        while present < wanted:
            [step] = [step for step in present_steps if step.source == present]
            with storage.write_transaction(connection):
                step.run(storage, connection)
                present += 1
                _run(storage, connection, update(_state).values(format=bindparam("v_format", value=present)))


def _run(storage: Storage, connection: Connection, statement: Any) -> list[tuple[Any, ...]]:
    compiled = storage.compile(statement)
    return connection.rows(compiled.text, compiled.arguments({}))
