"""`graphwright schema diff FILE`: what applying a schema would change, and what happens meanwhile."""

from __future__ import annotations

from graphwright.cli.options import (
    AllowPauseFlag,
    AllowUnsafeFlag,
    SchemaArgument,
    StoreFlag,
    read_text,
    settings_from,
)
from graphwright.cli.problems import about
from graphwright.cli.stores import opened
from graphwright.errors import ErrorList


def diff(
    file: SchemaArgument,
    store: StoreFlag = None,
    allow_unsafe: AllowUnsafeFlag = False,
    allow_pause: AllowPauseFlag = False,
) -> None:
    """Show what applying a schema would change and who would wait; nothing is changed.

    Exit status 1 if stored data would have it refused; standard error says why.
    """
    settings = settings_from(store=store).settings
    text = read_text(file)
    with about(text), opened(settings.store, must_exist=True) as database:
        plan = database.schema_plan(text.content, allow_unsafe=allow_unsafe, allow_pause=allow_pause)
        for change in plan.changes:
            print(f"{change.text} [{change.effect}]")
        for loss in plan.lost:
            print(f"would be lost: {loss}")
        if plan.refusals:
            raise ErrorList(list(plan.refusals))
