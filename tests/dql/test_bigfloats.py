# ruff: noqa: E501 - a query stands on one line where it can
"""Bigfloats in math, aggregates and groups: exact beyond what floats hold, and the same on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import graphwright
from graphwright.model.dql_requests import DqlAlter, DqlRequest

from .small_store import ask, refusal, write

SCHEMA = """
label: string @index(exact) .
money: bigfloat .
rate: bigfloat .
age: int .
ratio: float .
part: [uid] .
"""
ROWS = (
    ("a", "12345678901234567890.5", "1", "10", "0.1"),
    ("b", "2.25", "3", "4", "0.25"),
    ("c", "-0.000001234", "7", "-2", "3"),
    ("d", "1e30", None, "0", "1e-7"),
    ("e", "0", "0", None, None),
)


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema=SCHEMA))
        lines = ["_:a <part> _:b .", "_:a <part> _:c ."]
        for label, *values in ROWS:
            lines.append(f'_:{label} <label> "{label}" .')
            named = zip(("money", "rate", "age", "ratio"), values, strict=True)
            lines += [f'_:{label} <{name}> "{value}" .' for name, value in named if value is not None]
        write(database, "\n".join(lines))
        yield database


def texts(store: graphwright.Database, query: str, key: str) -> list[str]:
    """The values of a key as they are written."""
    answer = store.run_dql_blocking(DqlRequest(query=query, is_read_only=True)).data or b""
    return re.findall(rf'"{re.escape(key)}":([^,}}]+)', answer.decode())


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("m + n", ["12345678901234567891.5", "5.25", "6.999998766", "1e+30", "0"]),
        ("m - 1", ["12345678901234567889.5", "1.25", "-1.000001234", "9.99999999999999999999999999999e+29", "-1"]),
        ("m * a", ["123456789012345678905", "9", "2.468e-06", "0", "0"]),
        ("m * r", ["1234567890123456789.05", "0.5625", "-3.702e-06", "1e+23", "0"]),
        ("m / n", ["12345678901234567890.5", "0.75", "-1.76285714285714285714285714285714285714285714285714285714286e-07", "1e+30"]),
        ("m % 2", ["0.5", "0.25", "-1.234e-06", "0", "0"]),
        ("-m", ["-12345678901234567890.5", "-2.25", "1.234e-06", "-1e+30", "0"]),
        ("min(m, n, 2)", ["1", "2", "-1.234e-06", "2", "0"]),
        ("max(m, a)", ["12345678901234567890.5", "4", "-1.234e-06", "1e+30", "0"]),
        ("cond(m > 2, m, 7)", ["12345678901234567890.5", "2.25", "7", "1e+30", "7"]),
        ("m < n", ["false", "true", "true", "false"]),
        ("m >= a", ["true", "false", "true", "true"]),
    ],
)  # fmt: skip
def test_math_is_exact(store: graphwright.Database, expression: str, given: list[str]) -> None:
    names = {"m": "money", "n": "rate", "a": "age", "r": "ratio"}
    used = " ".join(f"{name} as {names[name]}" for name in names if re.search(rf"\b{name}\b", expression))
    query = f"{{ var(func: has(label)) {{ {used} x as math({expression}) }} q(func: has(label)) {{ val(x) }} }}"
    assert texts(store, query, "val(x)") == given


def test_what_is_computed_is_ordered_and_compared_as_numbers(store: graphwright.Database) -> None:
    query = "{ var(func: has(label)) { m as money n as rate x as math(m + n) } q(func: uid(x), orderasc: val(x)) @filter(gt(val(x), 5)) { label } }"
    assert "".join(node["label"] for node in ask(store, query)) == "bcad"


def test_aggregates_are_exact(store: graphwright.Database) -> None:
    total = '{ var(func: eq(label, ["a", "b", "c"])) { m as money } q() { sum(val(m)) avg(val(m)) min(val(m)) } }'
    assert texts(store, total, "sum(val(m))") == ["12345678901234567892.749998766"]
    assert texts(store, total, "avg(val(m))") == ["4115226300411522630.91666625533333333333333333333333333333333"]
    assert texts(store, total, "min(val(m))") == ["-1.234e-06"]
    beside = '{ q(func: eq(label, "a")) { part { m as money } sum(val(m)) avg(val(m)) } }'
    assert texts(store, beside, "sum(val(m))") == ["2.249998766"]
    assert texts(store, beside, "avg(val(m))") == ["1.124999383"]
    nothing = '{ var(func: eq(label, "z")) { m as money } q() { sum(val(m)) avg(val(m)) } }'
    assert ask(store, nothing) == [{"sum(val(m))": None}, {"avg(val(m))": None}]


def test_groups_tell_of_bigfloats(store: graphwright.Database) -> None:
    query = "{ q(func: has(part)) { part @groupby(label) { sum(money) } } r(func: has(money)) @groupby(ratio) { sum(money) avg(money) min(money) max(money) } }"
    grouped = ask(store, query)["r"][0]["@groupby"]
    assert [list(group) for group in grouped] == [["ratio", "sum(money)", "avg(money)", "min(money)", "max(money)"]] * 4
    whole = "{ q(func: has(money)) @groupby(label) { max(money) } }"
    assert texts(store, whole, "max(money)") == ["12345678901234567890.5", "2.25", "-1.234e-06", "1e+30", "0"]


def test_what_has_no_exact_result_is_refused(store: graphwright.Database) -> None:
    query = "{ var(func: has(label)) { m as money x as math(sqrt(m)) } q(func: uid(x)) { val(x) } }"
    assert "sqrt of bigfloats in DQL is not supported yet" in refusal(store, query).message
