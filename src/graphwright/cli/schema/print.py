"""`graphwright schema print`: the schema of a store."""

from __future__ import annotations

from typing import Annotated

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened
from graphwright.cli.words import Option


def print_(
    generated: Annotated[bool, Option("--generated", help="The whole API that is generated from it.")] = False,
    store: StoreFlag = None,
) -> None:
    """Show the schema in effect, as it was given."""
    settings = settings_from(store=store).settings
    with opened(settings.store, must_exist=True) as database:
        text = database.generated_schema_text() if generated else database.schema_text()
    print(text, end="" if text.endswith("\n") or not text else "\n")
