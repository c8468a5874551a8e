# ruff: noqa: E501 - a query stands on one line where it can
"""Bigfloats in math, aggregates and groups: exact beyond what floats hold, and the same on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import graphwright
from graphwright.model.dql_requests import DqlAlter, DqlRequest

from .small_store import ask, write

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
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
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


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("floor(m)", ["12345678901234567890", "2", "-1", "1e+30", "0"]),
        ("ceil(m)", ["12345678901234567891", "3", "0", "1e+30", "0"]),
        ("sqrt(m)", ["3513641828.82014425316480542022975136816413692309697295391619", "1.5", "1000000000000000", "0"]),
        ("sqrt(2 * n)", ["1.41421356237309504880168872420969807856967187537694807317668", "2.44948974278317809819728407470589139196594748065667012843269", "3.74165738677394138558374873231654930175601980777872694630375", "0"]),
        ("ln(m)", ["43.9598377892025205574273393498560438299756414544433680693941", "0.810930216216328763956026230928698273143980846924988395228029", "69.0775527898213705205397436405309262280330446588631892809998"]),
        ("exp(n)", ["2.71828182845904523536028747135266249775724709369995957496697", "20.0855369231876677409285296545817178969879078385541501443789", "1096.63315842845859926372023828812143244221913483361314378274", "1"]),
        ("pow(m, 2)", ["1.5241578753238836751425087877625361999025e+38", "5.0625", "1.522756e-12", "1e+60", "0"]),
        ("pow(n, 0.5)", ["1", "1.73205080756887729352744634150587236694280525381038062805581", "2.64575131106459059050161575363926042571025918308245018036833", "0"]),
        ("pow(m, n)", ["12345678901234567890.5", "11.390625", "-4.357186184021382204544e-42", "1e+30", "1"]),
        ("logbase(n, 3)", ["0", "1", "1.77124374916142226006792830708245771806647133459424347936899"]),
        ("logbase(1000, pow(n + 9, 1))", ["3", "2.77988522408738044833898028450127901200460758760194467859408", "2.49144607116552176090273957211704263189862354476843545904107", "3.14385491143407690644485128303210187591127701019689517538532"]),
    ],
)  # fmt: skip
def test_functions_have_all_digits(store: graphwright.Database, expression: str, given: list[str]) -> None:
    test_math_is_exact(store, expression, given)


FAR = ("1e999999990", "-1e-999999990", "1e400", "2e-300", "7", "0")


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("m + 1", ["1e+999999990", "1", "1e+400", "1", "8", "1"]),
        ("m * m", [None, None, "1e+800", "4e-600", "49", "0"]),
        ("m / 8", ["1.25e+999999989", "-1.25e-999999991", "1.25e+399", "2.5e-301", "0.875", "0"]),
        ("m % 3", [None, "-1e-999999990", None, "2e-300", "1", "0"]),
        ("floor(m)", ["1e+999999990", "-1", "1e+400", "0", "7", "0"]),
        ("sqrt(m)", ["1e+499999995", None, "1e+200", "1.41421356237309504880168872420969807856967187537694807317668e-150", "2.64575131106459059050161575363926042571025918308245018036833", "0"]),
        ("pow(m, -2)", [None, None, "1e-800", "2.5e+599", "0.0204081632653061224489795918367346938775510204081632653061224", None]),
        ("exp(m)", [None, "1", None, "1", "1096.63315842845859926372023828812143244221913483361314378274", "1"]),
        ("logbase(m, 10)", ["999999990", None, "400", "-299.69897000433601880478626110527550697323181011853789145869", "0.845098040014256830712216258592636193483572396323965406503635", None]),
        ("m > 3", ["true", "false", "true", "false", "true", "false"]),
    ],
)  # fmt: skip
def test_no_number_is_too_far_to_compute_with(kind_of_stores: str, expression: str, given: list[str | None]) -> None:
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema="money: bigfloat @index(bigfloat) .\nplace: int ."))
        for place, value in enumerate(FAR):
            write(database, f'_:a <money> "{value}" .\n_:a <place> "{place}" .')
        query = f"{{ var(func: has(money)) {{ m as money x as math({expression}) }} q(func: has(money), orderasc: place) {{ place val(x) }} }}"
        answer = (database.run_dql_blocking(DqlRequest(query=query, is_read_only=True)).data or b"").decode()
        found = dict(re.findall(r'"place":(\d),"val\(x\)":([^,}]+)', answer))
        assert [found.get(str(place)) for place in range(len(FAR))] == given
        totals = "{ var(func: gt(money, 0)) @filter(lt(money, 1e500)) { m as money } var(func: has(money)) { n as money } q() { sum(val(m)) max(val(n)) far: sum(val(n)) avg(val(n)) } }"
        assert texts(database, totals, "sum(val(m))") == ["1e+400"]
        assert texts(database, totals, "max(val(n))") == ["1e+999999990"]
        # Sums that lose nothing need a bound: bigfloat_total_exponent_max.
        assert texts(database, totals, "far") == ["null"]


def test_what_is_no_number_has_no_logarithm(store: graphwright.Database) -> None:
    for expression in ("since(m)", "m dot m", "pow(m - 100, 0.5)", "ln(m - m)", "sqrt(m - 1e31)", "logbase(m, 1)"):
        query = f'{{ var(func: eq(label, "b")) {{ m as money x as math({expression}) }} q(func: eq(label, "b")) {{ label val(x) }} }}'
        assert ask(store, query) == [{"label": "b"}], expression
