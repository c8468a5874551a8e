"""`graphwright key list`: every API key, without its secret."""

from __future__ import annotations

import time

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.stores import opened
from graphwright.model.keys import ApiKey, time_text


def list_(store: StoreFlag = None) -> None:
    """List all API keys, the oldest first."""
    settings = settings_from(store=store).settings
    with opened(settings.store, must_exist=True) as database:
        keys = database.list_keys()
    for key in keys:
        print("  ".join(_columns(key)).rstrip())


def _columns(key: ApiKey) -> tuple[str, ...]:
    rights = "read-only " if key.is_read_only else "read-write"
    return key.id, f"{key.kind:6}", rights, f"made {time_text(key.created_at)}", _state(key), key.name


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {time_text(key.revoked_at)}"
    if key.expires_at is None:
        return "good"
    word = "expired" if key.problem(time.time()) else "good until"
    return f"{word} {time_text(key.expires_at)}"
