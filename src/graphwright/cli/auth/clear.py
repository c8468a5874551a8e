"""`graphwright auth clear`: the schema's `# Dgraph.Authorization` is in force again."""

from __future__ import annotations

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened
from graphwright.config import ABOUT, printable


def clear(store: StoreFlag = None) -> None:
    """Take away what `graphwright auth set` set; running servers obey at once."""
    settings = settings_from(store=store).settings
    with opened(settings.store, must_exist=True) as database:
        database.set_authorization(None)
    where = printable(settings.store, ABOUT["store"])
    print(f"cleared for {where}; the schema's # Dgraph.Authorization is in force, if it has one")
