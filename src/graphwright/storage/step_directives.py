"""The step from format 2 to 3: predicates, types and indexes tell what DQL's schema says of them.

Until then no store was given a DQL schema. Values with a language were taken by whatever has a table for them, and a
type without predicates is one that only data named. Describes the rows by itself, for it stays as it is when they
change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import orjson
from sqlalchemy import Integer, Text, bindparam, column, select, table, update

from graphwright.storage.interface import Connection, Storage

_id: Final = Integer()
_predicates: Final = table("gw_predicates", column("id", _id), column("definition", Text))
_schemas: Final = table("gw_schemas", column("version", _id), column("text", Text))
_read_backwards: Final = re.compile(r'"~([^"@]+)"')
_node_types: Final = table("gw_types", column("id", _id), column("definition", Text))


def add_directives(storage: Storage, connection: Connection) -> None:
    """Adds the members to every row."""
    newest = storage.compile(select(_schemas.c.text).order_by(_schemas.c.version.desc()).limit(1))
    found = connection.rows(newest.text, newest.arguments({}))
    # `@dgraph(pred: "~…")`; what else looks like it names no predicate.
    backwards = set(_read_backwards.findall(found[0][0])) if found else set()
    _rewrite(storage, connection, _predicates, lambda document: _with_directives(document, backwards))
    _rewrite(storage, connection, _node_types, _with_declared)


def _with_directives(document: dict[str, Any], backwards: set[str]) -> None:
    document |= dict.fromkeys(("is_counted", "is_upsert", "is_unique", "has_no_conflicts"), False)
    document["has_languages"] = document["tag_table"] is not None
    document["is_reversed"] = document["name"] in backwards
    for index in document["indexes"]:
        index["options"] = []


def _with_declared(document: dict[str, Any]) -> None:
    document["is_declared"] = bool(document["predicates"])


def _rewrite(storage: Storage, connection: Connection, rows: Any, change: Callable[[dict[str, Any]], None]) -> None:
    found = storage.compile(select(rows.c.id, rows.c.definition))
    changed = storage.compile(
        update(rows).where(rows.c.id == bindparam("v_id", type_=_id)).values(definition=bindparam("v_definition"))
    )
    for identifier, definition in connection.rows(found.text, found.arguments({})):
        document = orjson.loads(definition)
        change(document)
        values = {"v_id": identifier, "v_definition": orjson.dumps(document).decode()}
        connection.rows(changed.text, changed.arguments(values))
