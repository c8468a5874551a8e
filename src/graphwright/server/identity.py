"""Who asks on `/graphql`: by the token in the schema's header, by an API key, or both.

In: headers, what the schema says of tokens. Out: the caller that rules are applied to, and the key. Does not know:
rules.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from graphwright.auth.jwks import KeysMissing
from graphwright.auth.keys import KeyRefused, caller_for
from graphwright.model.caller import Caller, anonymous
from graphwright.model.keys import ApiKey
from graphwright.server.api_keys import check_good, enforces_rules, holds_key, key_in
from graphwright.server.headers import Headers
from graphwright.server.schema_view import SchemaView

if TYPE_CHECKING:
    from graphwright.engine.database import Database


def caller_by_token(headers: Headers, view: SchemaView) -> Caller:
    """Who asks, by the token alone. Where a request comes from never makes anybody trusted by rules.

    Raises:
        KeysMissing: The keys of the token's issuer must be fetched first.
    """
    if view.token_header is None or view.token_header not in headers:
        return anonymous
    return view.tokens.caller(headers[view.token_header].decode("latin-1"))


async def caller_with_keys(missing: KeysMissing, headers: Headers, view: SchemaView) -> Caller:
    """As `caller_by_token`, when the keys of the token's issuer must be fetched first."""
    await asyncio.to_thread(missing.fetch)
    return caller_by_token(headers, view)


async def identify(
    database: Database, headers: Headers, view: SchemaView, *, denies_anonymous: bool
) -> tuple[Caller, ApiKey | None]:
    """Who asks, and the key that came with it.

    Raises:
        KeyRefused: The key is not good; or there is neither a key nor a valid token, where one is needed.
    """
    key = await key_in(database, headers, view.token_header, is_strict=view.is_strict)
    if key is not None:
        check_good(key)
    enforces = enforces_rules(headers)
    if key is not None and caller_for(key, anonymous, enforces=enforces).is_trusted:
        return caller_for(key, anonymous, enforces=enforces), key  # whatever the token says
    token_headers = _without_key(headers, view) if key is not None else headers
    try:
        caller = caller_by_token(token_headers, view)
    except KeysMissing as missing:
        caller = await caller_with_keys(missing, token_headers, view)
    if denies_anonymous and key is None and (caller is anonymous or caller.problem is not None):
        reason = caller.problem or "requests need an API key or a valid token here (--anonymous deny)"
        raise KeyRefused(reason)
    return caller_for(key, caller, enforces=enforces), key


def _without_key(headers: Headers, view: SchemaView) -> Headers:
    """The headers for reading the token, where the key came in the header for tokens."""
    name = view.token_header
    if name is None or name not in headers or not holds_key(headers, name):
        return headers
    return {other: value for other, value in headers.items() if other != name}
