"""An answer as N-Quads (Dgraph's `respFormat=rdf`).

In: the JSON text of an answer in which every node has its uid. Out: a line for each value and each edge. Facets have no
form there. Does not know: SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import orjson

_escapes: Final = {"&": "\\u0026", "<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What Go's JSON encoder escapes beside what JSON asks for; the reference writes literals by it."""


def rdf_text(text: str) -> str:
    """The N-Quads of an answer's data."""
    lines: list[str] = []
    for nodes in orjson.loads(text).values():
        for node in nodes if isinstance(nodes, list) else [nodes]:
            lines += _lines(node)
    return "".join(f"{line} .\n" for line in lines)


def _lines(node: Any) -> Iterator[str]:
    if not isinstance(node, dict) or "uid" not in node:
        return
    subject = f"<{node['uid']}>"
    inner: list[Any] = []
    for key, value in node.items():
        if key == "uid" or "|" in key:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                # A shape is a value, and what tells of no node (a count) has no place.
                if "uid" in each:
                    inner.append(each)
                    yield f"{subject} <{key}> <{each['uid']}>"
                elif "coordinates" in each:
                    yield f"{subject} <{key}> {_quoted(orjson.dumps(each).decode())}"
            else:
                yield f"{subject} <{key}> {_literal(each)}"
    for each in inner:
        yield from _lines(each)


def _literal(value: Any) -> str:
    match value:
        case str():
            return _quoted(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return f'"{int(value)}"'
        case _:
            return f'"{orjson.dumps(value).decode()}"'


def _quoted(text: str) -> str:
    written = orjson.dumps(text).decode()
    for character, escape in _escapes.items():
        written = written.replace(character, escape)
    return written
