"""`graphwright key revoke ID`: from now on no server takes the key."""

from __future__ import annotations

from typing import Annotated

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened
from graphwright.cli.words import Argument

_IdArgument = Annotated[str, Argument(metavar="ID", help="As `graphwright key list` shows it.")]


def revoke(identifier: _IdArgument, store: StoreFlag = None) -> None:
    """Revoke an API key; running servers refuse it from now on."""
    settings = settings_from(store=store).settings
    with opened(settings.store, must_exist=True) as database:
        key = database.revoke_key(identifier)
    print(f"revoked the {key.kind} key {key.id}")
