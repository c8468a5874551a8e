"""A token becomes a `Caller`: the one place where JSON Web Tokens (RFC 7519) are read.

In: the schema's `# Dgraph.Authorization` settings and the value of the header that they name. Out: the
caller with its claims, or with the reason why its token is not valid. Does not know: HTTP, rules, keys of
administrators. A caller is never trusted or administrative by its token.
"""

from __future__ import annotations

import json
import math
import time
import warnings
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any, Final

from graphwright.auth.jwks import KeySet
from graphwright.errors import AuthenticationError
from graphwright.model.api import AuthSettings
from graphwright.model.caller import Caller, anonymous
from graphwright.records import dataclass

ALGORITHMS: Final = frozenset(
    {f"{kind}{bits}" for kind in ("HS", "RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}
)
"""Algorithms that tokens may be signed with; the configuration picks one of them, a token never does."""

_CHECKS: Final = {
    "verify_exp": True,
    "verify_nbf": True,
    "verify_aud": False,  # by `_audience_problem`: a token for somebody is fine where the schema lists nobody
    # The reference reads nothing into these, so a token that carries them in an odd form is still a token.
    "verify_iat": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
_HS256_KEY_BYTES: Final = 64
"""From this length on no algorithm with a secret warns."""
_REMEMBERED_TOKENS_MAX: Final = 1_000
_REMEMBERED_BYTES_MAX: Final = 4_096


def caller_from_token(settings: AuthSettings | None, header_value: str | None) -> Caller:
    """Who asks, by the token in the header that `settings.header` names.

    Args:
        settings: None where the schema configures no tokens; then any token is ignored.
        header_value: The token, with or without `Bearer `; absent or empty is an anonymous caller.

    Returns:
        A caller with the claims of the token, those of the settings' namespace merged over the standard
        ones; or, for a token that is not valid, a caller without claims whose `problem` says why.

    Raises:
        AuthenticationError: The header holds more than one word behind `Bearer`; nothing is executed.
        KeysMissing: The keys of the issuer must be fetched first.
    """
    return _Issuers(settings).read(header_value).caller


class TokenReader:
    """`caller_from_token` for one schema, which remembers the tokens that it has verified.

    Clients send the same token with every request, and verifying one takes 70 µs, more than many a query.
    A remembered token is still checked against the clock. Tokens that are not valid are not remembered.
    """

    def __init__(self, settings: AuthSettings | None) -> None:
        self._issuers = _Issuers(settings)
        self._readings: OrderedDict[str, _Reading] = OrderedDict()

    def caller(self, header_value: str) -> Caller:
        """As `caller_from_token`."""
        reading = self._readings.get(header_value)
        if reading is not None and reading.begins <= time.time() < reading.ends:
            self._readings.move_to_end(header_value)
            return reading.caller
        reading = self._issuers.read(header_value)
        if reading.is_token and len(header_value) <= _REMEMBERED_BYTES_MAX:
            self._readings[header_value] = reading
            if len(self._readings) > _REMEMBERED_TOKENS_MAX:
                self._readings.popitem(last=False)
        return reading.caller


def prepare() -> None:
    """Imports what the first token needs (about 40 ms), for servers that can do it before the first request."""
    import jwt  # noqa: F401, PLC0415 -- a store without tokens never pays for it


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a header value turned out to be.

    Attributes:
        is_token: It is a valid token, from `begins` on and until just before `ends` (seconds since 1970).
    """

    caller: Caller
    is_token: bool = False
    begins: float = -math.inf
    ends: float = math.inf


_NOBODY: Final = _Reading(anonymous)


class _Issuers:
    """The issuers of a schema's tokens, with the keys of those that publish them."""

    def __init__(self, settings: AuthSettings | None) -> None:
        every = () if settings is None else (settings, *settings.others)
        self._issuers = [(one, KeySet(one.jwk_urls) if one.jwk_urls else None) for one in every]

    def read(self, header_value: str | None) -> _Reading:
        """What a header value is worth; of several issuers the first counts whose token it is."""
        if not self._issuers or not header_value:
            return _NOBODY
        token = _token_in(header_value)
        if not token:
            return _NOBODY
        issuers = self._issuers
        if len(issuers) > 1 or issuers[0][0].issuer is not None:
            named = _unverified(token).get("iss")
            issuers = [pair for pair in issuers if pair[0].issuer in {None, named if isinstance(named, str) else None}]
            if not issuers:
                return _invalid("the token is of an unknown issuer (iss)")
        readings = [_verified(one, keys, token) for one, keys in issuers]
        return next((reading for reading in readings if reading.is_token), readings[0])


def _unverified(token: str) -> Mapping[str, Any]:
    """What a token says of itself, which is worth nothing before it is verified."""
    import jwt  # noqa: PLC0415 -- as in `prepare`

    try:
        payload = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError):
        return {}
    return payload


def _token_in(header_value: str) -> str:
    words = header_value.split()
    if words and words[0].lower() == "bearer":
        words = words[1:]
    if len(words) > 1:
        raise AuthenticationError("the token header must be a token alone, or the word Bearer, a space and the token")
    return words[0] if words else ""


def _verified(settings: AuthSettings, keys: KeySet | None, token: str) -> _Reading:
    import jwt  # noqa: PLC0415 -- as in `prepare`

    try:
        payload = _decoded(settings, keys, token)
    except jwt.ExpiredSignatureError:
        return _invalid("the token is expired")
    except jwt.ImmatureSignatureError:
        return _invalid("the token is not valid yet (nbf)")
    except jwt.InvalidSignatureError:
        return _invalid("the token's signature is not valid")
    except jwt.InvalidAlgorithmError:
        return _invalid(f"the token is not signed with {settings.algorithm or 'the algorithm of its key'}")
    except (jwt.PyJWTError, ValueError, RecursionError):
        # Beside PyJWT's own errors: texts, numbers and nesting in a token that Python does not take.
        return _invalid("the token is malformed")
    if payload is None:
        return _invalid("the token is signed with a key that its issuer does not publish, or cannot be asked for (kid)")
    if problem := _audience_problem(settings, payload):
        return _invalid(problem)
    claims = _merged(settings, payload)
    if claims is None:
        return _invalid(f"the claim {settings.namespace} of the token is neither an object nor the JSON of one")
    # As PyJWT compares them: in whole seconds. The merged claims may say something else under these names.
    begins, ends = int(payload.get("nbf", 0)), payload.get("exp")
    return _Reading(
        caller=Caller(claims=claims),
        is_token=True,
        begins=begins - settings.leeway_s,
        ends=math.inf if ends is None else int(ends) + settings.leeway_s,
    )


def _invalid(problem: str) -> _Reading:
    return _Reading(Caller(problem=problem))


def _decoded(settings: AuthSettings, keys: KeySet | None, token: str) -> dict[str, Any] | None:
    """What a token says, once its signature is known to be good; None where its key is not known."""
    import jwt  # noqa: PLC0415 -- as in `prepare`

    if keys is None:
        key: Any = settings.verification_key
        algorithm = settings.algorithm
    else:
        kid = jwt.get_unverified_header(token).get("kid")
        found = keys.key(kid if isinstance(kid, str) else None)
        if found is None:
            return None
        # The published key says how it signs, never the token.
        key, algorithm = found.key, found.algorithm_name
        assert not algorithm.startswith("HS"), "key sets hold no secrets (`jwks.py`)"
    with warnings.catch_warnings() if isinstance(key, str) and len(key) < _HS256_KEY_BYTES else nullcontext():
        if isinstance(key, str) and len(key) < _HS256_KEY_BYTES:
            # A short key is the schema author's decision; saying so at each request helps nobody.
            warnings.simplefilter("ignore", jwt.InsecureKeyLengthWarning)
        return jwt.decode(token, key, algorithms=[algorithm], options=_CHECKS, leeway=settings.leeway_s)  # type: ignore[arg-type]


def _audience_problem(settings: AuthSettings, payload: Mapping[str, Any]) -> str | None:
    """Where the schema lists audiences, a token must name one of them.

    The reference lets a token without `aud` pass; that is its bug and not ours (docs/compatibility.md).
    """
    if not settings.audience:
        return None
    given = payload.get("aud")
    named = given if isinstance(given, list) else [given]
    if any(isinstance(name, str) and name in settings.audience for name in named):
        return None
    return "the token is for another audience (aud)"


def _merged(settings: AuthSettings, payload: Mapping[str, Any]) -> dict[str, Any] | None:
    """The namespace's claims, an object or the JSON of one, over the standard claims; None if they are neither."""
    standard = {name: value for name, value in payload.items() if name != settings.namespace}
    own = payload.get(settings.namespace, {})
    if isinstance(own, str):
        try:
            own = json.loads(own)
        except (ValueError, RecursionError):
            return None
    return standard | own if isinstance(own, dict) else None
