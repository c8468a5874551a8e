"""`graphwright auth set FILE`: how tokens are read, in place of the schema's `# Dgraph.Authorization`."""

from __future__ import annotations

from typing import Annotated

from graphwright.cli.options import StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.stores import opened
from graphwright.cli.words import Argument
from graphwright.config import ABOUT, printable

_FileArgument = Annotated[
    str, Argument(metavar="FILE", help="JSON as behind # Dgraph.Authorization; - reads it from standard input.")
]


def set_(file: _FileArgument, store: StoreFlag = None) -> None:
    """Set how tokens are read; running servers obey at once."""
    settings = settings_from(store=store).settings
    text = read_text(file)
    with about(None), opened(settings.store) as database:
        database.set_authorization(text.content)
    print(f"set for {printable(settings.store, ABOUT['store'])}, in place of the schema's line")
