"""`@permission` of a type or an edge field → `Permission`s, uncompiled.

In: declarations whose `@permission`s have kept `rules/permissions.py`. Out: their operations, fields and texts, with
places. Does not know: what a permission query says (`auth/permissions.py` compiles it).
"""

from __future__ import annotations

from typing import Final

from graphql import StringValueNode

from graphwright.model.api import Permission
from graphwright.schema.arguments import list_argument, text_of, truth_argument
from graphwright.schema.declarations import DirectiveUse

_block_quotes: Final = '"""'


def read_permissions(directives: tuple[DirectiveUse, ...]) -> tuple[Permission, ...]:
    """The permissions among the directives of a type or field."""
    return tuple(_read(use) for use in directives if use.name == "permission")


def texts_of(use: DirectiveUse, name: str) -> tuple[str, ...]:
    """The texts that a list argument gives."""
    return tuple(text_of(node) or "" for node in list_argument(use, name) or ())


def _read(use: DirectiveUse) -> Permission:
    fields = texts_of(use, "fields") if "fields" in use.arguments else None
    query, line, column = _located(use)
    return Permission(
        operations=texts_of(use, "on"),
        fields=fields,
        needs_user=truth_argument(use, "authenticated"),
        query=query,
        line=line,
        column=column,
    )


def _located(use: DirectiveUse) -> tuple[str | None, int, int]:
    """The query with its line breaks and indentation as written, and where it begins."""
    node = use.arguments.get("query")
    if not isinstance(node, StringValueNode):
        return None, use.place.line, use.place.column
    assert node.loc is not None, "schemas are parsed with locations"
    token = node.loc.start_token
    if not node.block:
        return node.value, token.line, token.column + 1
    quotes = len(_block_quotes)
    written = node.loc.source.body[node.loc.start + quotes : node.loc.end - quotes]
    return written.replace(f"\\{_block_quotes}", _block_quotes), token.line, token.column + quotes
