"""`bulk_load`: files into a whole new store, which is in its place when everything is there, and not before.

The store is built aside (`storage/aside.py`) by the batches of a load, in a size that `memory_bytes` bounds: each batch
goes in by runs that are sorted by the tables' keys; keys, tokens and native indexes are built from all of the data at
the end. What was interrupted begins anew, or is gone on with. Does not know: formats, databases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.writer import Lease
from graphwright.errors import LoadError
from graphwright.storage.aside import open_aside
from graphwright.storage.interface import Connection
from graphwright.storage.loads import next_load_id, unfinished_load
from graphwright.transfer.load import OnProgress, load_files
from graphwright.transfer.process import Child
from graphwright.transfer.requests import LoadOptions, LoadReport

_cache_share: Final = 8
"""The part of the memory that the database keeps pages in."""


Prepare = Callable[[Database], None]


def bulk_load(
    address: str,
    files: Sequence[Path],
    options: LoadOptions,
    prepare: Prepare,
    on_progress: OnProgress | None = None,
    reader: Child | None = None,
) -> LoadReport:
    """Builds a store.

    Args:
        address: Where it shall be; there is an empty store, or none.
        options: `memory_bytes` is what both processes together shall take at most.
        prepare: Puts schemas in force, before the data.
        on_progress: Called in this thread, some times a second.
        reader: A process of `reader_ahead`, to read with.

    Raises:
        LoadError: As `load_files`; what was built can be gone on with.
        StoreError: The place is not empty, or another store is being built for it.
    """
    load = replace(options, is_aside=True, memory_bytes=options.memory_bytes or limits.bulk_memory_bytes)
    assert load.memory_bytes is not None
    with open_aside(address, resumes=load.is_resumed, cache_bytes=load.memory_bytes // _cache_share) as aside:
        with closing(Database(aside.storage)) as database:
            if load.is_resumed and _is_loaded(database):
                report = LoadReport(files=[], seconds=0, quads=0, nodes=0)
            else:
                if not load.is_resumed:
                    prepare(database)
                report = load_files(database, files, load, on_progress, reader)
        aside.swap()
    return report


def _is_loaded(database: Database) -> bool:
    """Whether only the swap was missing.

    Raises:
        LoadError: The load never began.
    """

    def look(connection: Connection, _: Lease) -> tuple[bool, bool]:
        storage = database.storage
        return unfinished_load(storage, connection) is None, next_load_id(storage, connection) > 1

    is_finished, has_begun = database.submit(look).result()
    if not has_begun:
        raise LoadError("the unfinished bulk load ended before its first batch; leave --resume out")
    return bool(is_finished)
