"""Uids: how nodes are named from outside. Hexadecimal as shown (0x1f), decimal accepted."""

from __future__ import annotations

from typing import Final

from graphwright.errors import NodeIdError

uid_max: Final = 2**63 - 1


def parse_uid(text: str) -> int:
    """The uid that a text names; 0, which no node has, for one beyond 2^63.

    Raises:
        NodeIdError: The text is no uid.
    """
    try:
        uid = int(text, 16) if text[:2] in ("0x", "0X") else int(text, 10)
    except ValueError:
        uid = -1
    if uid < 0 or "_" in text:
        raise NodeIdError(f'"{text[:60]}" is no ID; IDs look like 0x1f')
    return uid if uid <= uid_max else 0


def uid_or_none_such(text: str) -> int:
    """As `parse_uid`, but a text that is no uid names no node either: 0."""
    try:
        return parse_uid(text)
    except NodeIdError:
        return 0


def format_uid(uid: int) -> str:
    """A uid as clients see it."""
    return f"0x{uid:x}"
