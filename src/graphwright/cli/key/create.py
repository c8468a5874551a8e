"""`graphwright key create KIND`: makes an API key and prints its secret, this once."""

from __future__ import annotations

import sys
import time
from typing import Annotated

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened
from graphwright.cli.words import Argument, Option
from graphwright.config import ABOUT, printable
from graphwright.errors import ConfigError, InputError
from graphwright.model.keys import KeyKind, expiry_of, time_text

_KindArgument = Annotated[str, Argument(metavar="KIND", help="client or admin.")]
_NameFlag = Annotated[str, Option("--name", help="What people call it.")]
_ExpiresFlag = Annotated[
    str | None, Option("--expires", metavar="WHEN", help="30d, 12h, 15m, 2030-12-31 or 2030-12-31T12:00:00Z.")
]
_ReadOnlyFlag = Annotated[bool, Option("--read-only", help="It may not change anything.")]


def create(
    kind: _KindArgument,
    name: _NameFlag = "",
    expires: _ExpiresFlag = None,
    read_only: _ReadOnlyFlag = False,
    store: StoreFlag = None,
) -> None:
    """Make an API key; its secret is printed and shown never again."""
    if kind not in {member.value for member in KeyKind}:
        raise ConfigError(f"a key is of the kind client or admin, not {kind[:40]!r}")
    try:
        expires_at = None if expires is None else expiry_of(expires, time.time())
    except InputError as error:
        raise ConfigError(error.message) from None
    settings = settings_from(store=store).settings
    with opened(settings.store) as database:
        key, secret = database.create_key(kind, name=name, expires_at=expires_at, is_read_only=read_only)
    until = f", good until {time_text(key.expires_at)}" if key.expires_at else ""
    where = printable(settings.store, ABOUT["store"])
    print(f"{key.kind} key {key.id} for {where}{until}; its secret is shown only now:", file=sys.stderr)
    print(secret)
