"""Facets in SQLite's words, and the function that tests them.

In: SQL expressions that give the JSON object of facets. Out: SQL expressions. Does not know: tables.
"""

from __future__ import annotations

from typing import Any, Final

import apsw
import orjson

from graphwright.model.facets import facet_passes
from graphwright.search.term import split_words

_function: Final = "gw_facet_passes"


def add_facet_function(raw: apsw.Connection) -> None:
    """Gives a connection the test."""

    def passes(*given: Any) -> int:
        facets, name, operator, asked = given
        return int(facet_passes(facets, name, operator, asked, split_words))

    raw.create_scalar_function(_function, passes, 4, deterministic=True)


def facet_text(facets: str, name: str) -> str:
    """One facet as JSON text."""
    whole, date = _path(name), _path(name, ".datetime")
    shown = f"CASE json_type(gw_f, {whole}) WHEN 'object' THEN gw_f -> {date} ELSE gw_f -> {whole} END"
    return f"(SELECT {shown} FROM (SELECT {facets} AS gw_f))"  # noqa: S608


def facet_members(facets: str, prefix: str) -> str:
    """All facets as members."""
    shown = "CASE gw_e.type WHEN 'object' THEN gw_f -> (gw_e.fullkey || '.datetime') ELSE gw_f -> gw_e.fullkey END"
    member = f"',' || json_quote({_quoted(prefix)} || gw_e.key) || ':' || {shown}"
    return f"(SELECT group_concat({member}, '') FROM (SELECT {facets} AS gw_f), json_each(gw_f) AS gw_e)"  # noqa: S608


def facet_key(facets: str, name: str) -> str:
    """One facet to order by."""
    whole, date = _path(name), _path(name, ".datetime")
    return f"(SELECT coalesce(gw_f ->> {date}, gw_f ->> {whole}) FROM (SELECT {facets} AS gw_f))"  # noqa: S608


def facet_number(facets: str, name: str) -> str:
    """One facet, if it is a number."""
    path = _path(name)
    number = f"CASE WHEN json_type(gw_f, {path}) IN ('integer', 'real') THEN CAST(gw_f ->> {path} AS REAL) END"
    return f"(SELECT {number} FROM (SELECT {facets} AS gw_f))"  # noqa: S608


def facet_test(facets: str, name: str, operator: str, asked: str) -> str:
    """Whether one facet passes a test."""
    return f"{_function}({facets}, {_quoted(name)}, '{operator}', {asked})"


def facet_by_place(rows: str, name: str) -> str:
    """One facet of a list's values by their places."""
    whole, date = _path(name), _path(name, ".datetime")
    shown = f"CASE json_type(gw_facets, {whole}) WHEN 'object' THEN gw_facets -> {date} ELSE gw_facets -> {whole} END"
    return f"(SELECT '{{' || nullif(group_concat('\"' || gw_place || '\":' || ({shown}), ','), '') || '}}' FROM {rows})"  # noqa: S608


def facets_by_place(rows: str, prefix: str) -> str:
    """All facets of a list's values by their places."""
    dated = "gw_facets -> (gw_e.fullkey || '.datetime')"
    shown = f"CASE gw_e.type WHEN 'object' THEN {dated} ELSE gw_facets -> gw_e.fullkey END"
    places = f"group_concat('\"' || gw_place || '\":' || ({shown}), ',')"
    named = f"SELECT gw_e.key AS gw_k, {places} AS gw_p FROM {rows}, json_each(gw_facets) AS gw_e GROUP BY gw_e.key"  # noqa: S608
    member = f"',' || json_quote({_quoted(prefix)} || gw_k) || ':{{' || gw_p || '}}'"
    return f"(SELECT group_concat({member}, '') FROM ({named}))"  # noqa: S608


def _path(name: str, inside: str = "") -> str:
    # JSON's own escapes stand for what would end the name.
    return _quoted(f"$.{orjson.dumps(name).decode()}{inside}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
