"""`graphwright schema diff FILE`: what applying a schema would change."""

from __future__ import annotations

from graphwright.cli.options import SchemaArgument, StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.stores import opened


def diff(file: SchemaArgument, store: StoreFlag = None) -> None:
    """Show what applying a schema would change, one line each; nothing is changed."""
    settings = settings_from(store=store).settings
    text = read_text(file)
    with about(text), opened(settings.store, must_exist=True) as database:
        lines = database.schema_difference(text.content)
    for line in lines:
        print(line)
