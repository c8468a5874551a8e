"""Bigfloats are computed by SQLite's functions and by numeric alike, to the last digit."""

from __future__ import annotations

import json
from random import Random
from typing import Final

import apsw
import psycopg
from psycopg import sql

from graphwright.model.bigfloats import parse_bigfloat
from graphwright.storage.postgres import bigfloats as words
from graphwright.storage.sqlite.bigfloats import add_bigfloat_functions

_corners: Final = (
    "0",
    "1",
    "-1",
    "10",
    "0.5",
    "-3",
    "1e-60",
    "1e400",
    "-1e-400",
    "1e20000",
    "1e999999998",
    "1e-999999998",
)
_binaries: Final = ("+", "-", "*", "/", "%", "pow", "logbase")
_unaries: Final = ("floor", "ceil", "sqrt", "ln", "exp")


def number(random: Random) -> str:
    """A bigfloat: a corner, a short one, one of all digits, one near 1, a far one."""
    texts = (
        random.choice(_corners),
        str(random.randint(-1_000, 1_000) / random.choice((1, 4, 10, 1_000))),
        f"{random.randint(-(10**60), 10**60)}e{random.randint(-90, 30)}",
        f"1.{'0' * random.randint(0, 58)}{random.randint(1, 9)}",
        f"0.{'9' * random.randint(1, 59)}",
        f"{random.randint(1, 10 ** random.randint(1, 60))}e{random.randint(-30_000, 30_000)}",
    )
    return parse_bigfloat(random.choice(texts)).text


def test_both_databases_give_the_same_digits(server: str) -> None:
    random = Random(7)
    raw = apsw.Connection(":memory:")
    add_bigfloat_functions(raw)
    pairs = [(number(random), number(random)) for _ in range(120)]
    totals = [[number(random) for _ in range(random.randint(0, 5))] for _ in range(40)]

    def here(function: str, *arguments: object) -> object:
        return next(iter(raw.execute(f"SELECT {function}({', '.join('?' * len(arguments))})", arguments)))[0]

    with psycopg.connect(server) as connection:

        def there(expression: str, rows: list[tuple[str, str]]) -> list[object]:
            given = "unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t(a, b, n) ORDER BY n"
            query = sql.SQL(f"SELECT {expression} FROM {given}")
            return [row[0] for row in connection.execute(query, [[a for a, _ in rows], [b for _, b in rows]])]

        for name in _binaries:
            found = there(words.bigfloat_math(name, "t.a", "t.b"), pairs)
            assert found == [here("gw_big_math", name, *pair) for pair in pairs], name
        for name in _unaries:
            found = there(words.bigfloat_function(name, "t.a"), pairs)
            assert found == [here("gw_big_function", name, left) for left, _ in pairs], name
        assert there(words.bigfloat_key("t.a"), pairs) == [parse_bigfloat(left).key for left, _ in pairs]
        for function in ("sum", "avg"):
            for values in totals:
                query = sql.SQL(f"SELECT {words.bigfloat_total(function, 't.a')} FROM unnest(%s::text[]) AS t(a)")
                [[found_total]] = connection.execute(query, [values])
                rows = "SELECT value AS a FROM json_each(?)"
                asked = f"SELECT gw_big_{function}(a) FROM ({rows})"
                assert found_total == next(iter(raw.execute(asked, [json.dumps(values)])))[0], (function, values)
    raw.close()
