"""API keys as everybody sees them: what they are for, until when they are good. Never the secret, nor its digest.

Out: `ApiKey`, and until when a key is to be good, out of a person's words. Does not know: secrets, where keys are kept.
"""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Final

from graphwright import limits
from graphwright.errors import InputError
from graphwright.records import dataclass

_span: Final = re.compile(r"([1-9][0-9]{0,5})([dhm])")
_unit_s: Final = {"d": 86_400, "h": 3_600, "m": 60}


class KeyKind(StrEnum):
    """What a key is for: a client may ask where anonymous requests are denied, an administrator may do everything."""

    CLIENT = "client"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key; times are seconds since 1970.

    Attributes:
        id: How people and logs name it; it is no secret.
        expires_at: From then on it is good no more; None: it stays good.
        is_read_only: Mutations and changes of the store are refused.
        revoked_at: Since when it is good no more; None: it was not revoked.
    """

    id: str
    kind: KeyKind
    name: str
    created_at: int
    expires_at: int | None = None
    is_read_only: bool = False
    revoked_at: int | None = None

    def problem(self, now: float) -> str | None:
        """Why it is not good; None if it is."""
        if self.revoked_at is not None:
            return "was revoked"
        if self.expires_at is not None and now >= self.expires_at:
            return "is expired"
        return None


def expiry_of(text: str, now: float) -> int:
    """Until when a key is to be good: `30d`, `12h`, `15m` from now on, a date or an RFC 3339 time.

    Raises:
        InputError: It is none of these, or has passed.
    """
    if found := _span.fullmatch(text.strip()):
        end = now + int(found[1]) * _unit_s[found[2]]
    else:
        try:
            given = datetime.datetime.fromisoformat(text.strip())
            end = (given if given.tzinfo else given.replace(tzinfo=datetime.UTC)).timestamp()
        except (ValueError, OverflowError):
            raise InputError(
                f"{text[:40]!r} is no time for a key to expire; write 30d, 12h, 15m, 2030-12-31 or 2030-12-31T12:00:00Z"
            ) from None
    if end <= now:
        raise InputError(f"a key cannot expire at {text[:40]}: that has passed")
    return int(end)


def checked_name(name: str) -> str:
    """What a key is called by people.

    Raises:
        InputError: It is too long, or of several lines.
    """
    if len(name) > limits.api_key_name_chars_max or not name.isprintable():
        raise InputError(
            f"a key's name is one line of at most {limits.api_key_name_chars_max} characters (api_key_name_chars_max)"
        )
    return name


def time_text(seconds: int | None) -> str | None:
    """A time of a key for people, in UTC."""
    if seconds is None:
        return None
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat().replace("+00:00", "Z")
