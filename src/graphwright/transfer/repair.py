"""`repair_keys`: takes into `keys` what a load left out because several nodes had the same value.

In: a store whose duplicates were put right. Out: those that remain. Does not know: loads.
"""

from __future__ import annotations

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.writer import Lease
from graphwright.storage.bulk.keys import Duplicate, Duplicates, fill_scope
from graphwright.storage.catalog_store import read_catalog
from graphwright.storage.commits import record_everything
from graphwright.storage.interface import Connection
from graphwright.storage.writing.session import Session, Statements


def repair_keys(database: Database) -> Duplicates:
    """Fills the keys of every scope anew, in one transaction.

    Returns:
        The values that several nodes still have; they stay left out.
    """

    def repair(connection: Connection, _: Lease) -> Duplicates:
        catalog, _text = read_catalog(database.storage, connection)
        session = Session(Statements(database.storage, catalog), connection)
        count, shown = 0, list[Duplicate]()
        for scope in catalog.key_scopes:
            found = fill_scope(session, scope, limits.duplicates_shown_max, keeps_duplicates=True)
            count += found.count
            shown += found.shown
        record_everything(session)
        return Duplicates(count=count, shown=shown[: limits.duplicates_shown_max])

    remaining: Duplicates = database.submit(repair).result()
    return remaining
