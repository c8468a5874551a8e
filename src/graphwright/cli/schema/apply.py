"""`graphwright schema apply FILE`: puts a schema into effect in a store."""

from __future__ import annotations

from graphwright.cli.options import AllowPauseFlag, AllowUnsafeFlag, SchemaArgument, StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.stores import opened
from graphwright.config import ABOUT, printable


def apply(
    file: SchemaArgument,
    store: StoreFlag = None,
    allow_unsafe: AllowUnsafeFlag = False,
    allow_pause: AllowPauseFlag = False,
) -> None:
    """Put a schema into effect; the store is made if it is not there."""
    settings = settings_from(store=store).settings
    text = read_text(file)
    with about(text), opened(settings.store) as database:
        report = database.alter(text.content, allow_unsafe=allow_unsafe, allow_pause=allow_pause)
    for change in report.changes:
        print(change)
    for loss in report.lost:
        print(f"lost: {loss}")
    shown = printable(settings.store, ABOUT["store"])
    print(f"applied to {shown}" if report.changes else f"{shown} has this schema already")
