"""The recorded store of `../shared/conformance/dql`, its schema and data as the reference got them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

import graphwright
from graphwright.errors import GraphwrightError
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from tests.yaml_files import read_yaml

CORPUS: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance" / "dql"

_first_free_uid: Final = 0x2000
"""Explicit uids of the data lie below."""


def open_store() -> graphwright.Database:
    """A store in memory with the recorded data."""
    database = graphwright.open(":memory:")
    database.alter_dql(DqlAlter(schema=(CORPUS / "schema.dql").read_text(encoding="utf-8")))
    _reserve_uids(database)
    _set(database, (CORPUS / "data.rdf").read_text(encoding="utf-8"))
    return database


def _reserve_uids(database: graphwright.Database) -> None:
    last = 0
    while last < _first_free_uid:
        answer = _set(database, "".join(f'_:n{number} <burnt> "x" .\n' for number in range(1_000)))
        last = max(int(uid, 16) for uid in answer.values())
    database.alter_dql(DqlAlter(drop_predicate="burnt"))


def _set(database: graphwright.Database, rdf: str) -> dict[str, str]:
    answer = database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=rdf),), commits=True))
    return dict(answer.uids or {})


def ask(database: graphwright.Database, query: str, variables: dict[str, str] | None = None) -> dict[str, Any]:
    """The data of a query, or its error."""
    try:
        answer = database.run_dql_blocking(DqlRequest(query=query, variables=variables or {}, is_read_only=True))
    except GraphwrightError as error:
        return {"error": error}
    return {"data": orjson.loads(answer.data or b"null")}


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every recorded query, under its file's name."""
    for file in sorted((CORPUS / "queries").glob("*.yaml")):
        for case in read_yaml(file)["cases"]:
            yield file.stem, case


def is_same(want: Any, got: Any, *, in_order: bool) -> bool:
    """Whether an answer is the recorded one, by the rules of the corpus' README."""
    match want, got:
        case bool(), _:
            return want is got
        case (int() | float(), int() | float()) if not isinstance(got, bool):
            is_exact = isinstance(want, int) and isinstance(got, int)
            return want == got if is_exact else math.isclose(want, got, rel_tol=1e-6, abs_tol=1e-9)
        case dict(), dict():
            return want.keys() == got.keys() and all(is_same(want[k], got[k], in_order=in_order) for k in want)
        case list(), list() if in_order:
            return len(want) == len(got) and all(is_same(w, g, in_order=True) for w, g in zip(want, got, strict=True))
        case list(), list():
            return len(want) == len(got) and _is_same_bag(want, got)
        case _:
            return bool(want == got)


def _is_same_bag(want: list[Any], got: list[Any]) -> bool:
    left = list(got)
    for value in want:
        found = next((place for place, other in enumerate(left) if is_same(value, other, in_order=False)), None)
        if found is None:
            return False
        del left[found]
    return True


def facets_by_value(node: Any) -> Any:
    """An answer whose facets of a list's values stand under these, and not under their places in the list."""
    match node:
        case dict():
            return {key: _named_by_value(key, each, node) for key, each in node.items()}
        case list():
            return [facets_by_value(each) for each in node]
        case _:
            return node


def _named_by_value(key: str, value: Any, around: dict[str, Any]) -> Any:
    listed = around.get(key.partition("|")[0])
    if "|" in key and isinstance(value, dict) and isinstance(listed, list):
        return {str(listed[int(place)]): facet for place, facet in value.items()}
    return facets_by_value(value)
