"""The text of a cursor: a place in an order, by the values of a node there and its uid.

Base64url of three bytes of check and a JSON list: a mark of the order, the uid, the values. It is opaque to clients and
no secret: whoever has it saw the node, and a place alone shows nothing. Databases without functions of ours write the
same form in SQL (`storage/postgres/compiler.py`). Does not know: requests, SQL.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson

from graphwright.model.values import ValueKind
from graphwright.records import dataclass

check_bytes: Final = 3
_alphabet: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_url_bytes: Final = bytes.maketrans(b"+/", b"-_")
_plain_bytes: Final = bytes.maketrans(b"-_", b"+/")
_int64_max: Final = 2**63 - 1

CursorValue = int | float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cursor points: the uid of a node, and its values in the order's keys, None where it has none."""

    uid: int
    values: tuple[CursorValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlace:
    """Why a text is no cursor of an order."""

    reason: str


def order_mark(described: str) -> str:
    """What tells the cursors of an order from those of others."""
    return hashlib.md5(described.encode(), usedforsecurity=False).hexdigest()[:6]


def write_cursor(mark: str, uid: int, *values: CursorValue) -> str:
    """The cursor of a node."""
    payload = orjson.dumps((mark, uid, *values))
    checked = hashlib.md5(payload, usedforsecurity=False).digest()[:check_bytes] + payload
    return binascii.b2a_base64(checked, newline=False).translate(_url_bytes, b"=").decode()


def read_cursor(text: str, mark: str, kinds: Sequence[ValueKind]) -> Place | NoPlace:
    """The place of a cursor.

    Args:
        mark: That of the order of the request.
        kinds: Those of the order's keys.
    """
    payload = _payload(text)
    if payload is None:
        return NoPlace(reason="is no cursor, or was changed or cut on its way")
    if not isinstance(payload, list) or len(payload) < 2 or payload[0] != mark:
        return NoPlace(reason="belongs to another order or type; use a cursor with the order that it came from")
    uid, *values = payload[1:]
    is_sound = len(values) == len(kinds) and type(uid) is int and 0 < uid <= _int64_max
    if not is_sound or not all(v is None or _fits[k](v) for v, k in zip(values, kinds, strict=True)):
        return NoPlace(reason="is no cursor of this order")
    shown = (
        float(value) if kind is ValueKind.FLOAT and value is not None else value
        for value, kind in zip(values, kinds, strict=True)
    )
    return Place(uid=uid, values=tuple(shown))


def _payload(text: str) -> Any:
    if _alphabet.fullmatch(text) is None:
        return None
    try:
        padded = text.encode().translate(_plain_bytes) + b"=" * (-len(text) % 4)
        checked = binascii.a2b_base64(padded, strict_mode=True)
        check, payload = checked[:check_bytes], checked[check_bytes:]
        if hashlib.md5(payload, usedforsecurity=False).digest()[:check_bytes] != check:
            return None
        return orjson.loads(payload)
    except (binascii.Error, orjson.JSONDecodeError):
        return None


def _is_int(value: Any) -> bool:
    return type(value) is int and -_int64_max - 1 <= value <= _int64_max


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_text(value: Any) -> bool:
    return type(value) is str and "\0" not in value


_fits: Final[Mapping[ValueKind, Callable[[Any], bool]]] = {
    ValueKind.INT: _is_int,
    ValueKind.BOOL: _is_int,
    ValueKind.FLOAT: _is_number,
    ValueKind.STRING: _is_text,
    ValueKind.DEFAULT: _is_text,
    ValueKind.DATETIME: _is_text,
}
