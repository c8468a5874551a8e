"""Cursors hold their values exactly, and nothing else is one."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import md5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphwright.model.cursors import NoPlace, Place, order_mark, read_cursor, write_cursor
from graphwright.model.values import ValueKind

_mark = order_mark("Film Film.year-")
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_values = st.one_of(
    st.tuples(st.just(ValueKind.INT), st.none() | st.integers(-(2**63), 2**63 - 1)),
    st.tuples(st.just(ValueKind.FLOAT), st.none() | st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just(ValueKind.STRING), st.none() | _texts),
    st.tuples(st.just(ValueKind.DATETIME), st.none() | _texts),
)


@given(uid=st.integers(1, 2**63 - 1), given_=st.lists(_values, max_size=4))
def test_what_is_written_is_read(uid: int, given_: list[tuple[ValueKind, int | float | str | None]]) -> None:
    kinds, values = [kind for kind, _ in given_], [value for _, value in given_]
    text = write_cursor(_mark, uid, *values)
    assert text.isascii() and not set(text) & set("+/= \n")
    place = read_cursor(text, _mark, kinds)
    assert isinstance(place, Place)
    assert (place.uid, repr(list(place.values))) == (uid, repr(values))


def _sealed(payload: bytes) -> str:
    return urlsafe_b64encode(md5(payload, usedforsecurity=False).digest()[:3] + payload).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "AAAA", "====", "a+b/", " ", "\n", "é", "A" * 10_000),
        *(_sealed(payload) for payload in (b"", b"[", b"{}", b"null", b"[1]", b"[]")),
        *(
            _sealed(f'["{_mark}",{rest}]'.encode())
            for rest in ("0,5", "-1,5", f"{2**63},5", '"1",5', "1.5,5", "1", "1,5,5")
        ),
        *(_sealed(f'["{_mark}",1,{value}]'.encode()) for value in ('"5"', "5.5", "true", "[5]", "{}", str(2**63))),
        _sealed(b'["other!",1,5]'),
    ],
)
def test_what_is_no_cursor(text: str) -> None:
    assert isinstance(read_cursor(text, _mark, [ValueKind.INT]), NoPlace)


def test_a_text_with_a_null_character_is_refused() -> None:
    text = _sealed(f'["{_mark}",1,"a\\u0000"]'.encode())
    assert isinstance(read_cursor(text, _mark, [ValueKind.STRING]), NoPlace)


def test_every_changed_character_is_noticed() -> None:
    text = write_cursor(_mark, 12, 1979)
    for position, character in enumerate(text):
        changed = text[:position] + ("B" if character == "A" else "A") + text[position + 1 :]
        assert isinstance(read_cursor(changed, _mark, [ValueKind.INT]), NoPlace)
