"""API keys in requests: which header carries one, and whether it is good.

In: headers. Out: the key, None where none was sent, or `KeyRefused`. The store is asked each time, so a revoked key is
worth nothing from then on, in every worker. Does not know: rules, what a key is good for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from graphwright.auth.keys import KeyRefused, looks_like_key
from graphwright.model.keys import ApiKey
from graphwright.server.headers import Headers

if TYPE_CHECKING:
    from graphwright.engine.database import Database

KEY_HEADERS: Final = (b"dg-auth", b"x-auth-token", b"authorization")
"""A key comes in one of these, the last behind `Bearer`."""
ENFORCE_HEADER: Final = b"x-auth-enforce"
CHALLENGE: Final = ((b"www-authenticate", b"Bearer"),)
"""Goes with status 401 (RFC 9110, 11.6.1)."""
_AUTHORIZATION: Final = b"authorization"
_BEARER: Final = "bearer "


def has_key_header(headers: Headers) -> bool:
    """Whether a request may have a key; for most it ends here."""
    return b"authorization" in headers or b"dg-auth" in headers or b"x-auth-token" in headers


def enforces_rules(headers: Headers) -> bool:
    """Whether a trusted asker wants the rules of `@auth` to hold for this request.

    Any word but "false" does: who wrote the header in another way did not mean to pass the rules.
    """
    return headers.get(ENFORCE_HEADER, b"false").strip().lower() != b"false"


def secret_in(headers: Headers, token_header: bytes | None, *, is_strict: bool) -> str | None:
    """The secret that a request sends; None where it sends none.

    What stands in a header for keys and is no key is one that nobody knows. But the schema may have tokens in that
    header; and under `is_strict` a server, as the reference, has no opinion of an `Authorization` that it does not use.

    Raises:
        KeyRefused: It sends two different ones.
    """
    found: str | None = None
    for name in KEY_HEADERS:
        if name not in headers:
            continue
        secret, is_bearer = _value(headers[name])
        if not looks_like_key(secret):
            is_other = name == _AUTHORIZATION and (is_strict or not is_bearer)
            if name == token_header or is_other or not secret:
                continue
        if found is not None and found != secret:
            raise KeyRefused("the request has two different API keys; send one")
        found = secret
    return found


def holds_key(headers: Headers, name: bytes) -> bool:
    """Whether a header has a key in it, good or not."""
    return name in KEY_HEADERS and looks_like_key(_value(headers[name])[0])


def _value(header: bytes) -> tuple[str, bool]:
    """A header's value, and whether it stood behind `Bearer`."""
    value = header.decode("latin-1").strip()
    is_bearer = value[: len(_BEARER)].lower() == _BEARER
    return (value[len(_BEARER) :].strip() if is_bearer else value), is_bearer


async def key_in(database: Database, headers: Headers, token_header: bytes | None, *, is_strict: bool) -> ApiKey | None:
    """The key that a request sends, with `problem` unchecked; None where it sends none.

    Raises:
        KeyRefused: There is no such key.
    """
    secret = secret_in(headers, token_header, is_strict=is_strict)
    if secret is None:
        return None
    key = await database.find_key(secret)
    if key is None:
        raise KeyRefused("the API key is unknown; make one with `graphwright key create`")
    return key


def check_good(key: ApiKey) -> None:
    """Raises KeyRefused if a key is expired or revoked."""
    if problem := key.problem(time.time()):
        raise KeyRefused(f"the API key {key.id} {problem}", key)
