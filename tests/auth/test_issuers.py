"""Tokens of every algorithm, of issuers that publish their keys, and of several issuers."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import get_default_algorithms

from graphwright import limits
from graphwright.auth import jwks
from graphwright.auth.identity import ALGORITHMS, TokenReader
from graphwright.auth.jwks import KeysMissing
from graphwright.errors import AuthenticationError, ErrorList
from graphwright.model.api import AuthSettings
from graphwright.schema.compile import compile_schema

_rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_curves: dict[str, Any] = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
_keys: dict[str, Any] = {
    **{name: _rsa for name in ALGORITHMS if name[:2] in {"RS", "PS"}},
    **{name: ec.generate_private_key(curve) for name, curve in _curves.items()},
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
}
_secret = "a-secret-of-more-than-sixty-four-bytes-for-the-longest-of-the-algorithms-0123"


def public_pem(private: Any) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return str(private.public_key().public_bytes(serialization.Encoding.PEM, form), "ascii")


def settings_of(line: str) -> AuthSettings:
    found = compile_schema(f"type A {{ x: Int }}\n# Dgraph.Authorization {line}").authorization
    assert found is not None
    return found


def line(**members: Any) -> str:
    return json.dumps({"Header": "X-Auth", "Namespace": "n", **members})


def token(key: Any, algorithm: str, headers: dict[str, Any] | None = None, **payload: Any) -> str:
    return jwt.encode({"n": {"ROLE": "ADMIN"}, **payload}, key, algorithm=algorithm, headers=headers)


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_every_algorithm(algorithm: str) -> None:
    is_secret = algorithm.startswith("HS")
    signing: Any = _secret if is_secret else _keys[algorithm]
    settings = settings_of(line(VerificationKey=_secret if is_secret else public_pem(signing), Algo=algorithm))
    reader = TokenReader(settings)
    assert reader.caller(token(signing, algorithm)).claims["ROLE"] == "ADMIN"
    # The public key as a secret: the classic confusion.
    forged = jwt.api_jws.PyJWS().encode(b'{"n": {"ROLE": "ADMIN"}}', "x" * 64, algorithm="HS256")
    assert reader.caller(forged).problem
    none = jwt.encode({"n": {"ROLE": "ADMIN"}}, "", algorithm="none")
    assert reader.caller(none).problem


def test_the_old_form_of_the_line() -> None:
    reader = TokenReader(settings_of(f'X-Auth n HS512 "{_secret}"'))
    assert reader.caller(token(_secret, "HS512")).claims["ROLE"] == "ADMIN"
    assert reader.caller(token(_secret, "HS256")).problem == "the token is not signed with HS512"
    pem = public_pem(_rsa).strip().replace("\n", "\\n")
    reader = TokenReader(settings_of(f'X-Auth n RS256 "{pem}"'))
    assert reader.caller(token(_rsa, "RS256")).claims["ROLE"] == "ADMIN"


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"VerificationKey": public_pem(_rsa), "Algo": "HS256"}, "would take as a secret"),
        ({"VerificationKey": "short", "Algo": "RS256"}, "no PEM"),
        ({"VerificationKey": public_pem(_keys["ES256"]), "Algo": "RS256"}, "another kind"),
        ({"VerificationKey": "k", "Algo": "none"}, "unknown"),
        ({"VerificationKey": "k", "Algo": "HS256", "JWKUrl": "https://x"}, "keep one"),
        ({"JWKUrl": "file:///etc/passwd"}, "no http"),
        ({"VerificationKey": "k", "Algo": "HS256", "Leeway": 301}, "Leeway"),
        ({"VerificationKey": "k"}, "needs Algo"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(members: dict[str, Any], says: str) -> None:
    with pytest.raises(ErrorList) as refused:
        settings_of(line(**members))
    [error] = refused.value.errors
    assert says in error.message
    assert error.line == 2
    assert "BEGIN" not in error.message


def test_clocks_may_differ_by_the_leeway() -> None:
    late = token(_secret, "HS256", exp=int(time.time()) - 20)
    assert TokenReader(settings_of(line(VerificationKey=_secret, Algo="HS256"))).caller(late).problem
    lenient = TokenReader(settings_of(line(VerificationKey=_secret, Algo="HS256", Leeway=60)))
    assert lenient.caller(late).claims["ROLE"] == "ADMIN"
    assert lenient.caller(token(_secret, "HS256", exp=int(time.time()) - 80)).problem == "the token is expired"


def test_several_issuers() -> None:
    issuers = [
        {"Header": "X", "Namespace": "n", "VerificationKey": _secret, "Algo": "HS256", "Issuer": "https://a"},
        {"Header": "X", "Namespace": "m", "VerificationKey": public_pem(_rsa), "Algo": "RS256", "Issuer": "https://b"},
    ]
    reader = TokenReader(settings_of(json.dumps(issuers)))
    assert reader.caller(token(_secret, "HS256", iss="https://a")).claims["ROLE"] == "ADMIN"
    assert reader.caller(token(_rsa, "RS256", iss="https://b", m={"ROLE": "GUEST"})).claims["ROLE"] == "GUEST"
    # Nobody signs for somebody else.
    assert reader.caller(token(_secret, "HS256", iss="https://b")).problem
    assert reader.caller(token(_secret, "HS256", iss="https://c")).problem == "the token is of an unknown issuer (iss)"
    assert reader.caller(token(_secret, "HS256")).problem


class Issuer:
    """Stands for the server that publishes keys."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {"one": _rsa}
        self.headers: Mapping[str, str] = {}
        self.is_down = False
        self.asked = 0

    def get(self, url: str) -> tuple[bytes, Mapping[str, str]]:
        assert url == "https://issuer.example/keys"
        self.asked += 1
        if self.is_down:
            raise OSError("down")
        made = []
        for kid, key in self.keys.items():
            algorithm = "RS256" if key is _rsa else "ES256"
            member = get_default_algorithms()[algorithm].to_jwk(key.public_key(), as_dict=True)
            made.append({**member, "kid": kid, "alg": algorithm, "use": "sig"})
        made.append({"kty": "oct", "kid": "secret", "k": "c2VjcmV0"})
        return json.dumps({"keys": made}).encode(), self.headers


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Issuer:
    made = Issuer()
    monkeypatch.setattr(jwks, "fetch_url", made.get)
    return made


def asking(issuer: Issuer) -> TokenReader:
    return TokenReader(settings_of(line(JWKUrl="https://issuer.example/keys", Audience=["films"])))


def read(reader: TokenReader, text: str) -> Any:
    """As the server does."""
    try:
        return reader.caller(text)
    except KeysMissing as missing:
        missing.fetch()
        return reader.caller(text)


def test_published_keys_are_fetched_once_and_anew_when_one_is_unknown(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = asking(issuer)
    good = token(_rsa, "RS256", {"kid": "one"}, aud="films")
    assert read(reader, good).claims["ROLE"] == "ADMIN"
    assert read(reader, token(_rsa, "RS256", {"kid": "one"}, aud="films", n={"ROLE": "X"})).claims["ROLE"] == "X"
    assert issuer.asked == 1
    issuer.keys["two"] = _keys["ES256"]
    rotated = token(_keys["ES256"], "ES256", {"kid": "two"}, aud="films")
    assert "does not publish" in read(reader, rotated).problem, "no more often than every jwks_retry_s"
    monkeypatch.setattr(limits, "jwks_retry_s", 0)
    assert read(reader, rotated).claims["ROLE"] == "ADMIN"
    monkeypatch.setattr(limits, "jwks_retry_s", 10)
    assert read(reader, token("c2VjcmV0" * 8, "HS256", {"kid": "secret"}, aud="films")).problem
    assert read(reader, token(_rsa, "PS256", {"kid": "one"}, aud="films")).problem, "the published key says RS256"


def test_while_the_issuer_is_down_the_last_good_keys_are_used(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "jwks_retry_s", 0)
    issuer.headers = {"cache-control": "max-age=0"}
    reader = asking(issuer)
    assert read(reader, token(_rsa, "RS256", {"kid": "one"}, aud="films")).claims
    issuer.is_down = True
    for number in range(3):
        assert read(reader, token(_rsa, "RS256", {"kid": "one"}, aud="films", n={"N": number})).claims["N"] == number
        time.sleep(0.02)
    assert issuer.asked > 1


def test_an_issuer_that_never_answered_lets_nobody_in(issuer: Issuer) -> None:
    issuer.is_down = True
    caller = read(asking(issuer), token(_rsa, "RS256", {"kid": "one"}, aud="films"))
    assert "kid" in caller.problem
    assert caller.claims == {}


@pytest.mark.parametrize(
    ("headers", "at_least", "at_most"),
    [
        ({"cache-control": "public, max-age=600"}, 599, 600),
        ({"cache-control": "max-age=99999999"}, limits.jwks_fresh_s_max, limits.jwks_fresh_s_max),
        ({}, limits.jwks_fresh_s, limits.jwks_fresh_s),
        ({"expires": "never"}, 0, limits.jwks_retry_s),
        ({"expires": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0, limits.jwks_retry_s),
    ],
)
def test_how_long_keys_are_kept(headers: dict[str, str], at_least: float, at_most: float) -> None:
    assert at_least <= jwks._fresh_s(headers) <= at_most


def test_a_line_lists_no_more_issuers_than_token_issuers_max() -> None:
    one = {"Header": "X", "Namespace": "n", "VerificationKey": _secret, "Algo": "HS256"}
    settings_of(json.dumps([one] * limits.token_issuers_max))
    with pytest.raises(ErrorList, match="token_issuers_max"):
        settings_of(json.dumps([one] * (limits.token_issuers_max + 1)))


def test_a_leeway_is_at_most_token_leeway_s_max() -> None:
    with pytest.raises(ErrorList, match="token_leeway_s_max"):
        settings_of(line(VerificationKey=_secret, Algo="HS256", Leeway=limits.token_leeway_s_max + 1))


class Served:
    """Stands for an answer over HTTP."""

    headers: ClassVar[dict[str, str]] = {"Cache-Control": "max-age=5"}

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self, count: int) -> bytes:
        return self.body[:count]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


def test_a_key_set_is_read_within_jwks_bytes_max_and_jwks_read_s_max(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def answering(_request: Any, timeout: float) -> Served:
        asked.append(timeout)
        return Served(b"x" * (10 if len(asked) == 1 else limits.jwks_bytes_max + 1))

    monkeypatch.setattr("urllib.request.urlopen", answering)
    assert jwks.fetch_url("https://issuer.example/keys") == (b"x" * 10, {"cache-control": "max-age=5"})
    with pytest.raises(AuthenticationError, match="bytes"):
        jwks.fetch_url("https://issuer.example/keys")
    assert asked == [limits.jwks_read_s_max] * 2
