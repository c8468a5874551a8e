from __future__ import annotations

from .sql_text import format_sql

_narrow = "a" * 60


def test_short_statements_stay_on_a_line() -> None:
    assert format_sql("SELECT a,  b\nFROM t \nWHERE x = ?") == "SELECT a, b FROM t WHERE x = ?\n"


def test_clauses_stand_on_lines_of_their_own() -> None:
    text = (
        f"SELECT {_narrow}, b FROM t LEFT OUTER JOIN u ON u.x = t.y WHERE {_narrow} = ? AND b IN (?, 'x (y') ORDER BY b"
    )
    assert format_sql(text).splitlines() == [
        f"SELECT {_narrow}, b",
        "FROM t LEFT OUTER JOIN u ON u.x = t.y",
        f"WHERE {_narrow} = ? AND b IN (?, 'x (y')",
        "ORDER BY b",
    ]


def test_what_is_nested_is_indented_and_members_stay_with_their_keys() -> None:
    inner = f"SELECT concat('{{\"a\":', {_narrow}, ',\"b\":', b, '}}') AS j FROM t WHERE {_narrow} = 1"
    text = f"SELECT concat('[', group_concat(s.j, ','), ']') FROM ({inner}) AS s"
    assert format_sql(text).splitlines() == [
        "SELECT concat('[', group_concat(s.j, ','), ']')",
        "FROM (",
        f"  SELECT concat('{{\"a\":', {_narrow}, ',\"b\":', b, '}}') AS j",
        "  FROM t",
        f"  WHERE {_narrow} = 1",
        ") AS s",
    ]


def test_only_white_space_changes() -> None:
    text = (
        "SELECT CASE WHEN (a IS NULL) THEN 'it''s  (' || $1 ELSE b::text END FROM unnest(CAST($2 AS text[])) AS u(v)"
        * 3
    )
    assert "".join(format_sql(text).split()) == "".join(text.split())
