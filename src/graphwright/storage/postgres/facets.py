"""Facets in PostgreSQL's words.

In: SQL expressions that give the JSON object of facets. Out: SQL expressions. Does not know: tables.
"""

from __future__ import annotations

from typing import Final

from graphwright.model.datetimes import key_of_seconds

_comparisons: Final = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_epoch: Final = int(key_of_seconds(62_135_596_800)[:12])
"""The seconds in the key of 1970."""
_shown: Final = "CAST(CASE jsonb_typeof(gw_v) WHEN 'object' THEN gw_v -> 'datetime' ELSE gw_v END AS text)"


def facet_text(facets: str, name: str) -> str:
    """One facet as JSON text."""
    return f"(SELECT {_shown} FROM {_one(facets, name)})"  # noqa: S608


def facet_members(facets: str, prefix: str) -> str:
    """All facets as members."""
    key = f"CAST(to_json({_quoted(prefix)} || gw_e.key) AS text)"
    rows = f"jsonb_each(CAST({facets} AS jsonb)) AS gw_e(key, gw_v)"
    return f"(SELECT string_agg(',' || {key} || ':' || {_shown}, '' ORDER BY gw_e.key) FROM {rows})"  # noqa: S608


def facet_by_place(rows: str, name: str) -> str:
    """One facet of a list's values by their places."""
    value = f"(SELECT gw_place, CAST(gw_facets AS jsonb) -> {_quoted(name)} AS gw_v FROM {rows}) AS gw_w"  # noqa: S608
    places = f"string_agg('\"' || gw_place || '\":' || {_shown}, ',' ORDER BY gw_place)"
    return f"(SELECT '{{' || {places} || '}}' FROM {value} WHERE gw_v IS NOT NULL)"  # noqa: S608


def facets_by_place(rows: str, prefix: str) -> str:
    """All facets of a list's values by their places."""
    places = f"string_agg('\"' || gw_place || '\":' || {_shown}, ',' ORDER BY gw_place)"
    each = "jsonb_each(CAST(gw_facets AS jsonb)) AS gw_e(gw_k, gw_v)"
    named = f"SELECT gw_k, {places} AS gw_p FROM {rows}, {each} GROUP BY gw_k"  # noqa: S608
    key = f"CAST(to_json({_quoted(prefix)} || gw_k) AS text)"
    return f"(SELECT string_agg(',' || {key} || ':{{' || gw_p || '}}', '' ORDER BY gw_k) FROM ({named}) AS gw_n)"  # noqa: S608


def facet_key(facets: str, name: str) -> str:
    """One facet to order by."""
    value = "CASE jsonb_typeof(gw_v) WHEN 'object' THEN gw_v -> 'datetime' ELSE gw_v END"
    return f"(SELECT {value} FROM {_one(facets, name)})"  # noqa: S608


def facet_number(facets: str, name: str) -> str:
    """One facet, if it is a number."""
    number = "CASE WHEN jsonb_typeof(gw_v) = 'number' THEN CAST(CAST(gw_v AS text) AS double precision) END"
    return f"(SELECT {number} FROM {_one(facets, name)})"  # noqa: S608


def facet_test(facets: str, name: str, operator: str, asked: str) -> str:
    """Whether one facet passes a test."""
    rows = f"{_one(facets, name)}, (SELECT CAST({asked} AS jsonb) AS gw_q) AS gw_a"
    return f"(SELECT {_terms(operator) if operator.endswith('ofterms') else _compared(operator)} FROM {rows})"  # noqa: S608


def _terms(operator: str) -> str:
    text = "lower(normalize(gw_v #>> '{}', NFKC))"
    present = f"regexp_split_to_array({text}, '[^[:alnum:]]+')"
    asked = "ARRAY(SELECT jsonb_array_elements_text(gw_q -> 'w'))"
    test = "@>" if operator == "allofterms" else "&&"
    return f"CASE WHEN jsonb_typeof(gw_v) = 'string' THEN {present} {test} {asked} END"


def _compared(operator: str) -> str:
    sign = _comparisons[operator]
    # A float is written with a point.
    number = (
        f"CAST(gw_v #>> '{{}}' AS numeric) {sign} "
        "CAST(gw_q ->> CASE WHEN strpos(gw_v #>> '{}', '.') = 0 THEN 'i' ELSE 'n' END AS numeric)"
    )
    text = f"(gw_v #>> '{{}}') COLLATE \"C\" {sign} (gw_q ->> 't')"
    # A key has 12 digits of seconds and 9 of nanoseconds.
    moment = "extract(epoch FROM CAST(gw_v ->> 'datetime' AS timestamptz))"
    asked = (
        f"CAST(left(gw_q ->> 'd', 12) AS numeric) - {_epoch} + CAST(substr(gw_q ->> 'd', 13) AS numeric) / 1000000000"
    )
    truth = "gw_v = gw_q -> 'b'" if operator == "eq" else "FALSE"
    return (
        f"CASE jsonb_typeof(gw_v) WHEN 'number' THEN {number} WHEN 'string' THEN {text} "
        f"WHEN 'boolean' THEN {truth} WHEN 'object' THEN {moment} {sign} {asked} END"
    )


def _one(facets: str, name: str) -> str:
    return f"(SELECT CAST({facets} AS jsonb) -> {_quoted(name)} AS gw_v) AS gw_f"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
