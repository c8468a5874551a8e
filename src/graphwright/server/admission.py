"""Who may administer, for every wire: by an admin key, or, while there is none, by the rule of `access.py`.

In: headers, or what a wire has in their place, how the request came in, what it will do. Out: whether it is let in, and
by which key; a line of the audit log. DQL passes all rules of `@auth`, so all of it comes by here, over HTTP and over
gRPC. Does not know: ASGI, gRPC.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from graphwright.auth.keys import KeyRefused, looks_like_key
from graphwright.errors import AccessError, GraphwrightError
from graphwright.model.keys import ApiKey, KeyKind
from graphwright.records import dataclass
from graphwright.server import access
from graphwright.server.api_keys import check_good, enforces_rules, key_in
from graphwright.server.audit import Use
from graphwright.server.headers import Headers
from graphwright.server.logs import logger

if TYPE_CHECKING:
    from graphwright.server.options import Services

_DGRAPH_TOKEN: Final = b"x-dgraph-authtoken"
"""Where Dgraph's clients send what guards the alters of a Dgraph; an admin key is taken there too."""
_KEY: Final = b"x-auth-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether a request is let in.

    Attributes:
        key: The key that came with it, good or not; None: none came.
        refusal: Why it is not let in, a `KeyRefused` or `AccessError`; None: it is.
    """

    key: ApiKey | None
    refusal: GraphwrightError | None = None


async def admit(
    services: Services, headers: Headers, approach: access.Approach, *, is_write: bool, needs_key: bool = False
) -> Admission:
    """Decides on an administrative request.

    Args:
        is_write: A read-only key is not enough.
        needs_key: This machine is not let in without a key either.
    """
    key: ApiKey | None = None
    try:
        key = await _key(services, headers)
        if enforces_rules(headers):
            # No user administers, and DQL would pass the rules all the same.
            raise AccessError("X-Auth-Enforce is for /graphql only: administrative requests pass all rules")
        if key is not None:
            _check_key(key, is_write=is_write)
        elif needs_key or await services.database.has_admin_key():
            raise KeyRefused("administrative requests need an admin key: send it as Authorization: Bearer gwa_…")
        else:
            check_approach(approach)
    except GraphwrightError as error:
        return Admission(key=error.key if isinstance(error, KeyRefused) and error.key else key, refusal=error)
    return Admission(key=key)


def check_approach(approach: access.Approach) -> None:
    """Raises AccessError if a request without a key did not come from this machine."""
    if reason := access.refusal(approach):
        raise AccessError(f"administrative requests are served only to this machine, and {reason}")


def write_down(services: Services, key: ApiKey | None, use: Callable[[], Use], *, is_dql: bool = False) -> bool:
    """Notes the use of an admin key, and of DQL by this machine without one, if a file is named for it.

    Args:
        key: The key of the use.
        use: Asked when there is something to be written.

    Returns:
        Whether that could be done; otherwise nobody may be answered.
    """
    if key is None:
        # Standard error is for people: a program that develops against this machine would fill it.
        if not is_dql or services.options.audit_path is None:
            return True
    elif key.kind is not KeyKind.ADMIN:
        return True
    try:
        services.audit.record(use())
    except OSError:
        logger().exception("the audit log cannot be written")
        return False
    return True


async def _key(services: Services, headers: Headers) -> ApiKey | None:
    api = services.database.catalog.api
    settings = api.authorization if api else None
    token_header = settings.header.lower().encode("latin-1", "replace") if settings else None
    value = headers.get(_DGRAPH_TOKEN)
    if value is not None and _KEY not in headers and looks_like_key(value.decode("latin-1")):
        headers = {**headers, _KEY: value}
    return await key_in(services.database, headers, token_header, is_strict=services.is_strict)


def _check_key(key: ApiKey, *, is_write: bool) -> None:
    check_good(key)
    if key.kind is not KeyKind.ADMIN:
        raise AccessError("administrative requests need an admin key, and this is a client's")
    if key.is_read_only and is_write:
        raise AccessError("this key may only read; change the store with a key that may write")
