"""Indexes that find near vectors: built when a schema asks for them, and when a search had to compare too many.

They are no part of the catalog: a search looks for them itself. So nobody waits for one in the background, and where
one cannot be built, searches compare as before. In: a catalog in force. Out: indexes built and dropped, beside readers
and writers. Does not know: how they are built.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from graphwright.errors import StoreError
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind
from graphwright.storage.vector_indexes import VectorIndex, vector_index

if TYPE_CHECKING:
    from graphwright.engine.catalogs import Loaded
    from graphwright.engine.indexing import Altering

_log: Final = logging.getLogger(__name__)


def build_vector_indexes(database: Altering, loaded: Loaded, *, again: bool = False) -> None:
    """Builds those that are missing and drops those that no schema asks for; whoever calls has the alter lock.

    Args:
        again: Looks also at what has an index for the length of vectors that is not the only one.
    """
    indexes = database.storage.vector_indexes
    if indexes is None or not any(each.kind is ValueKind.VECTOR for each in loaded.catalog.predicates.values()):
        return
    try:
        indexes.build(wanted_indexes(loaded.catalog), again=again)
    except StoreError as error:
        _log.warning("an index of vectors could not be built, so searches compare all of them: %s", error)


def wanted_indexes(catalog: Catalog) -> list[VectorIndex]:
    """The indexes that the schemas ask for."""
    found = (vector_index(catalog, predicate) for predicate in catalog.predicates.values())
    return [index for index in found if index is not None]


class VectorIndexing:
    """Builds in the background what searches of this process had need of.

    Args:
        database: Its storage calls when there is something to build.
    """

    def __init__(self, database: Altering) -> None:
        self._database = database
        self._indexes = database.storage.vector_indexes
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        if self._indexes is not None:
            self._indexes.on_wanted = self._begin

    def _begin(self) -> None:
        with self._lock:
            if self._is_closed or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._run, name="graphwright-vectors", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        assert self._indexes is not None
        # Somebody alters, and builds; a store that fails or is closed: the next process whose search is long goes on.
        with suppress(StoreError):
            # Nobody's schema change is refused for nothing.
            if self._indexes.has_work(wanted_indexes(self._database.newest().catalog)):
                with self._database.storage.alter_lock():
                    build_vector_indexes(self._database, self._database.newest(), again=True)

    def wait(self) -> None:
        """Until what is being built is there."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Breaks off what is being built."""
        with self._lock:
            self._is_closed = True
        if self._indexes is not None:
            self._indexes.stop()
        self.wait()
