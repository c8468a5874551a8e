"""The public keys of an issuer of tokens (RFC 7517), fetched, kept and fetched anew.

In: URLs. Out: keys by their `kid`. A set is kept as long as its answer's headers allow, an unknown `kid` asks for a
newer one, and while the issuer cannot be reached the last good set stays in use. Does not know: tokens, callers.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from graphwright import limits
from graphwright.errors import AuthenticationError
from graphwright.records import dataclass

if TYPE_CHECKING:
    import jwt

_max_age: Final = re.compile(r"\bmax-age\s*=\s*(\d+)")
_log: Final = logging.getLogger("graphwright.auth")
_asymmetric: Final = frozenset(("RSA", "EC", "OKP"))

Fetch = Callable[[str], tuple[bytes, Mapping[str, str]]]
"""From a URL to the body and the headers (lower-case names) of its answer."""


class KeysMissing(AuthenticationError):
    """A token cannot be read before keys are fetched, which takes time: call `fetch` where that does no harm."""

    def __init__(self, keys: KeySet) -> None:
        super().__init__("the keys of the token's issuer are not there yet; try again")
        self.fetch = keys.fetch


@dataclass(slots=True)
class KeySet:
    """The keys behind some URLs."""

    urls: tuple[str, ...]
    get: Fetch = field(default_factory=lambda: fetch_url)
    _keys: dict[str | None, jwt.PyJWK] = field(default_factory=dict)
    _fresh_until: float = 0.0
    _tried_at: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def key(self, kid: str | None) -> jwt.PyJWK | None:
        """The key of a name; None where the issuer has no such key.

        Raises:
            KeysMissing: It may have one: nothing was fetched yet, or not since the key came to be.
        """
        now = time.monotonic()
        found = self._keys.get(kid)
        if found is None and kid is None and len(self._keys) == 1:
            found = next(iter(self._keys.values()))
        may_try = now - self._tried_at >= limits.jwks_retry_s
        if found is None and may_try:
            raise KeysMissing(self)
        if now >= self._fresh_until and may_try:
            # The last good keys answer meanwhile.
            threading.Thread(target=self.fetch, name="graphwright-jwks", daemon=True).start()
        return found

    def fetch(self) -> None:
        """Fetches the sets; keeps what there is when that fails."""
        with self._lock:
            if time.monotonic() - self._tried_at < limits.jwks_retry_s:
                return
            self._tried_at = time.monotonic()
            try:
                answers = [self.get(url) for url in self.urls]
                keys = {kid: key for body, _ in answers for kid, key in _keys_in(body).items()}
            except Exception as error:  # noqa: BLE001 - whatever a foreign server does, the last good keys stay
                _warn(self.urls, error)
                return
            self._keys = keys
            self._fresh_until = time.monotonic() + min(_fresh_s(headers) for _, headers in answers)


def _keys_in(body: bytes) -> dict[str | None, jwt.PyJWK]:
    import jwt  # noqa: PLC0415 -- a store without tokens never pays for it
    import orjson  # noqa: PLC0415

    document = orjson.loads(body)
    if not isinstance(document, dict) or not isinstance(document.get("keys"), list):
        raise AuthenticationError("the answer is no JSON Web Key set")
    found: dict[str | None, jwt.PyJWK] = {}
    for member in document["keys"]:
        # A shared secret in a public document would let anybody sign.
        if not isinstance(member, dict) or member.get("kty") not in _asymmetric or member.get("use", "sig") != "sig":
            continue
        try:
            found[member.get("kid")] = jwt.PyJWK(member)
        except jwt.PyJWTError:
            continue  # of a kind that we do not know; the others are good
    return found


def _fresh_s(headers: Mapping[str, str]) -> float:
    """How long an answer may be kept, by its headers, within our bounds."""
    given: float = limits.jwks_fresh_s
    stated = _max_age.search(headers.get("cache-control", ""))
    if stated is not None:
        given = float(stated[1])
    elif "expires" in headers:
        try:
            given = parsedate_to_datetime(headers["expires"]).timestamp() - time.time()
        except ValueError:
            given = 0.0
    return max(limits.jwks_retry_s, min(given, limits.jwks_fresh_s_max))


def fetch_url(url: str) -> tuple[bytes, Mapping[str, str]]:
    """Reads a URL of a schema's author."""
    from urllib.request import Request, urlopen  # noqa: PLC0415 -- rarely needed

    request = Request(url, headers={"accept": "application/json"})  # noqa: S310 - the schema allows http and https only
    with urlopen(request, timeout=limits.jwks_read_s_max) as answer:  # noqa: S310
        body = answer.read(limits.jwks_bytes_max + 1)
        headers = {name.lower(): value for name, value in answer.headers.items()}
    if len(body) > limits.jwks_bytes_max:
        raise AuthenticationError(f"the key set is over {limits.jwks_bytes_max} bytes")
    return body, headers


def _warn(urls: tuple[str, ...], error: Exception) -> None:
    _log.warning("the keys at %s were not fetched: %s: %s", ", ".join(urls), type(error).__name__, error)
