"""Bigfloats: what is read, how it is shown, and that keys order as numbers do."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graphwright.errors import InputError
from graphwright.model.bigfloats import bigfloat_of, digits_max, parse_bigfloat
from graphwright.model.conversions import conversion
from graphwright.model.values import ValueKind, coerce_value

_digits = some.from_regex(r"[+-]?[0-9]{1,40}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)


@given(_digits, _digits)
def test_keys_order_as_the_numbers(first: str, second: str) -> None:
    one, other = parse_bigfloat(first), parse_bigfloat(second)
    assert (one.key < other.key) == (Decimal(first) < Decimal(second))
    assert (one.key == other.key) == (Decimal(first) == Decimal(second)) == (one.text == other.text)


@given(_digits)
def test_what_is_shown_is_the_number_and_json(text: str) -> None:
    shown = parse_bigfloat(text).text
    assert Decimal(shown) == Decimal(text)
    assert parse_bigfloat(shown) == parse_bigfloat(text)
    json.loads(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("7", "7"),
        ("+007.500", "7.5"),
        (".5", "0.5"),
        ("-0.0", "0"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("-0.000000000000000000000001", "-1e-24"),
        ("123456789012345678901234567890.5", "1.234567890123456789012345678905e+29"),
        ("100000000000000000000", "100000000000000000000"),
        ("1000000000000000000000", "1e+21"),
        ("1e400", "1e+400"),
    ],
)
def test_the_form_that_is_shown(text: str, shown: str) -> None:
    assert parse_bigfloat(text).text == shown


def test_more_digits_than_kept_are_rounded() -> None:
    many = "1." + "0" * (digits_max - 2) + "15"
    assert parse_bigfloat(many) == parse_bigfloat("1." + "0" * (digits_max - 2) + "2")


@pytest.mark.parametrize(
    "text", ["", "x", "1,5", "NaN", "Inf", "0x10", "1e", "1_000", " 1", "1e99999999999", "1e9999999999"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(InputError):
        parse_bigfloat(text)


def test_numbers_of_json() -> None:
    assert bigfloat_of(0.1).text == "0.1"
    assert coerce_value(ValueKind.BIGFLOAT, 2**70) == parse_bigfloat(str(2**70))
    with pytest.raises(InputError):
        coerce_value(ValueKind.BIGFLOAT, True)


def test_they_become_other_numbers_only_without_loss() -> None:
    to_int, to_float = (conversion(ValueKind.BIGFLOAT, kind) for kind in (ValueKind.INT, ValueKind.FLOAT))
    assert to_int is not None
    assert to_float is not None
    assert [to_int(text) for text in ("7", "1e+18", "1e+19", "1.5")] == [7, 10**18, None, None]
    assert [to_float(text) for text in ("0.1", "1e+400", "0.10000000000000000001")] == [0.1, None, None]
