"""What a token is worth."""

import json
import time
from typing import Any

import jwt
import pytest

from graphwright.auth.identity import TokenReader, caller_from_token
from graphwright.errors import AuthenticationError
from graphwright.model.api import AuthSettings

KEY = "a-key-for-tests-that-is-long-enough-for-every-algorithm-0123456789abcdef"
NAMESPACE = "https://films.example/claims"
SETTINGS = AuthSettings(verification_key=KEY, header="X-Films", namespace=NAMESPACE, algorithm="HS256")
FOR_FILMS = AuthSettings(
    verification_key=KEY, header="X-Films", namespace=NAMESPACE, algorithm="HS256", audience=("films", "people")
)


def token(payload: dict[str, Any], key: str = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return signed(json.dumps(payload).encode(), key, algorithm, **headers)


def signed(payload: bytes, key: str = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.PyJWS().encode(payload, key, algorithm=algorithm, headers=headers)


def in_s(seconds: int) -> int:
    return int(time.time()) + seconds


GOOD = {"exp": in_s(3600), NAMESPACE: {"ROLE": "ADMIN"}}


@pytest.mark.parametrize("prefix", ["", "Bearer ", "bearer ", "BEARER   ", " Bearer "])
def test_a_good_token_with_and_without_bearer(prefix: str) -> None:
    caller = caller_from_token(SETTINGS, prefix + token(GOOD))
    assert caller.claims["ROLE"] == "ADMIN"
    assert caller.problem is None
    assert not caller.is_trusted


@pytest.mark.parametrize("value", [None, "", " ", "Bearer", "Bearer "])
def test_no_token_is_nobody(value: str | None) -> None:
    caller = caller_from_token(SETTINGS, value)
    assert caller.claims == {}
    assert caller.problem is None


def test_a_schema_without_settings_ignores_tokens() -> None:
    caller = caller_from_token(None, token(GOOD))
    assert caller.claims == {}
    assert caller.problem is None


@pytest.mark.parametrize("value", ["Bearer x y", "x y", "Bearer Bearer x"])
def test_several_words_are_no_token_header(value: str) -> None:
    with pytest.raises(AuthenticationError):
        caller_from_token(SETTINGS, value)


BAD = {
    "expired": token({"exp": in_s(-60), NAMESPACE: {"ROLE": "ADMIN"}}),
    "expires now": token({"exp": in_s(0), NAMESPACE: {"ROLE": "ADMIN"}}),
    "not yet valid": token(GOOD | {"nbf": in_s(3600)}),
    "another key": token(GOOD, KEY + "x"),
    "another algorithm": token(GOOD, algorithm="HS512"),
    "no algorithm": jwt.encode(GOOD, "", algorithm="none"),
    "cut": token(GOOD)[:-3],
    "changed": token(GOOD).replace(".", ".e30", 1),
    "garbage": "garbage",
    "three parts of garbage": "a.b.c",
    "beyond ASCII": "é.ü.ß",
    "exp is a text": token({"exp": "tomorrow"}),
    "exp is null": token({"exp": None}),
    "exp without end": token({"exp": float("inf")}),
    "exp is no number": token({"exp": float("nan")}),
    "namespace is a text that is no JSON": token({NAMESPACE: "{"}),
    "namespace is the JSON of a list": token({NAMESPACE: "[]"}),
    "namespace is a number": token({NAMESPACE: 7}),
    "unknown critical header": token(GOOD, crit=["x"], x=1),
    "payload is a list": signed(b"[]"),
    "payload is nested without end": signed(b"[" * 50_000),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_has_a_problem_and_no_claims(name: str) -> None:
    caller = caller_from_token(SETTINGS, BAD[name])
    assert caller.problem
    assert caller.claims == {}
    assert not caller.is_trusted
    assert KEY not in caller.problem


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"exp": in_s(3600)},
        {"nbf": in_s(-60)},
        {"iat": in_s(3600)},
        {"sub": 7, "jti": 8, "iss": 9},
        {"aud": "nobody asked"},
        {NAMESPACE: {}},
    ],
    ids=lambda payload: " ".join(payload) or "nothing",  # not the times in it, which each process takes anew
)
def test_what_a_token_need_not_have(payload: dict[str, Any]) -> None:
    assert caller_from_token(SETTINGS, token(payload)).problem is None


@pytest.mark.parametrize(
    ("audience", "is_good"),
    [
        ("films", True),
        (["x", "people"], True),
        ("someone", False),
        (["x"], False),
        ([], False),
        (7, False),
        ({"films": 1}, False),
        (None, False),
    ],
    ids=str,
)
def test_the_audience_of_a_token(audience: Any, *, is_good: bool) -> None:
    caller = caller_from_token(FOR_FILMS, token({"aud": audience, NAMESPACE: {"ROLE": "ADMIN"}}))
    assert (caller.problem is None) == is_good
    assert bool(caller.claims) == is_good


def test_a_token_without_audience_is_refused_where_the_schema_lists_some() -> None:
    assert caller_from_token(FOR_FILMS, token(GOOD)).problem


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"email": "a@b"}, {"email": "a@b"}),
        ({"email": "a@b", NAMESPACE: {"email": "c@d"}}, {"email": "c@d"}),
        ({NAMESPACE: json.dumps({"ROLE": "ADMIN"})}, {"ROLE": "ADMIN"}),
        ({"https://other.example": {"ROLE": "ADMIN"}}, {"https://other.example": {"ROLE": "ADMIN"}}),
        ({NAMESPACE: {"ROLES": ["A", "B"], "level": 3}}, {"ROLES": ["A", "B"], "level": 3}),
    ],
    ids=str,
)
def test_claims_of_the_namespace_come_over_the_standard_ones(payload: dict[str, Any], expected: dict[str, Any]) -> None:
    assert caller_from_token(SETTINGS, token(payload)).claims == expected


def test_a_short_key_works_without_a_word() -> None:
    short = AuthSettings(verification_key="k", header="X", namespace=NAMESPACE, algorithm="HS256")
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        text = token(GOOD, "k")
    assert caller_from_token(short, text).claims["ROLE"] == "ADMIN"


class TestTokenReader:
    def test_remembers_a_token(self) -> None:
        reader, text = TokenReader(SETTINGS), token(GOOD)
        assert reader.caller(text) is reader.caller(text)

    @pytest.mark.parametrize("name", BAD)
    def test_reads_bad_tokens_as_the_function_does(self, name: str) -> None:
        reader = TokenReader(SETTINGS)
        for _ in range(2):
            assert reader.caller(BAD[name]) == caller_from_token(SETTINGS, BAD[name])

    def test_a_remembered_token_expires(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reader = TokenReader(SETTINGS)
        # The claim of the namespace, which wins among the claims, must not prolong the token itself.
        text = token({"exp": in_s(60), NAMESPACE: {"ROLE": "ADMIN", "exp": in_s(3600)}})
        assert reader.caller(text).claims
        end = in_s(61)
        monkeypatch.setattr("time.time", lambda: end)
        monkeypatch.setattr("jwt.api_jwt.datetime", _Clock)
        _Clock.now_s = end
        assert reader.caller(text).problem == "the token is expired"

    def test_forgets_the_oldest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("graphwright.auth.identity._REMEMBERED_TOKENS_MAX", 2)
        reader = TokenReader(SETTINGS)
        texts = [token(GOOD | {"n": number}) for number in range(3)]
        first = reader.caller(texts[0])
        kept = [reader.caller(text) for text in texts[1:]]
        assert [reader.caller(text) for text in texts[1:]] == kept
        assert reader.caller(texts[0]) is not first

    def test_anonymous_callers_are_not_remembered(self) -> None:
        reader = TokenReader(SETTINGS)
        for value in ("", " ", "Bearer"):
            assert reader.caller(value).problem is None


class _Clock:
    """Stands for `datetime.datetime` in PyJWT."""

    now_s = 0

    @classmethod
    def now(cls, tz: Any) -> "_Clock":
        del tz
        return cls()

    def timestamp(self) -> float:
        return self.now_s
