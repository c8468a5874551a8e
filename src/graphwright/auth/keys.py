"""The secrets of API keys: made, recognised, and the digest under which a store knows them.

A secret is 256 random bits, so one SHA-256 of it is enough: nobody can guess his way to it, however fast he hashes, and
checking one takes a microsecond, where a slow hash as for passwords would take 50 ms of every request. Who reads the
store finds digests, which open nothing. Does not know: HTTP, SQL.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from graphwright.errors import AuthenticationError
from graphwright.model.caller import Caller, trusted
from graphwright.model.keys import ApiKey, KeyKind

_prefixes: Final = {KeyKind.CLIENT: "gwc_", KeyKind.ADMIN: "gwa_"}
_kinds: Final = {prefix: kind for kind, prefix in _prefixes.items()}
_prefix_chars: Final = 4
_secret_bytes: Final = 32
_secret_chars: Final = 47
"""Of a whole secret: the prefix, and 32 bytes in base64."""
_id_bytes: Final = 6


class KeyRefused(AuthenticationError):
    """A request whose key is not good, or that has none where it needs one; over HTTP always status 401.

    Attributes:
        key: The key, where there is one: who uses an expired or revoked one is written down too.
    """

    def __init__(self, message: str, key: ApiKey | None = None) -> None:
        super().__init__(message)
        self.key = key


def new_secret(kind: KeyKind) -> str:
    """The secret of a new key; it is shown once and then only its digest is known."""
    return _prefixes[kind] + secrets.token_urlsafe(_secret_bytes)


def new_id() -> str:
    """The public name of a new key."""
    return secrets.token_hex(_id_bytes)


def digest_of(secret: str) -> str:
    """What the store keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def looks_like_key(value: str) -> bool:
    """Whether a value is meant to be a key of ours; a token never begins so."""
    return value[:_prefix_chars] in _kinds


def kind_of(secret: str) -> KeyKind | None:
    """The kind of a secret by its form; None where it cannot be one, which saves asking the store."""
    return _kinds.get(secret[:_prefix_chars]) if len(secret) == _secret_chars and secret.isascii() else None


def caller_for(key: ApiKey | None, token_caller: Caller, *, enforces: bool) -> Caller:
    """Who asks, where a key came beside what a token says: the one decision of who passes `@auth` rules.

    Whatever asks on behalf of somebody decides by this: the server, and later a lambda's own calls.

    Args:
        token_caller: By the token; anonymous without one.
        enforces: The trusted asker wants the rules to hold as for the token's user.
    """
    if key is None or key.kind is not KeyKind.ADMIN or enforces:
        return token_caller
    return trusted
