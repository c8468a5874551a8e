"""The values that directive arguments give.

In: a `DirectiveUse`. Out: plain texts, truth values and lists. As the reference does, a text may be
written with or without quotes (`field: author`, `by: ["hash"]`). Values of the wrong kind give None;
`rules/directive_arguments.py` has refused them before.
"""

from __future__ import annotations

import re
from typing import Final

from graphql import (
    BooleanValueNode,
    ConstValueNode,
    EnumValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    StringValueNode,
)

from graphwright.schema.declarations import DirectiveUse, FieldDeclaration, TypeDeclaration

_bracketed: Final = re.compile(r"(~?)<(~?[^<>]+)>((?:@.*)?)")


def text_of(node: ConstValueNode | None) -> str | None:
    """The text of a string or a bare word."""
    return node.value if isinstance(node, StringValueNode | EnumValueNode) else None


def text_argument(use: DirectiveUse | None, name: str) -> str | None:
    """The text that an argument gives."""
    return None if use is None else text_of(use.arguments.get(name))


def truth_argument(use: DirectiveUse | None, name: str) -> bool:
    """Whether an argument is `true`; absent is false."""
    node = None if use is None else use.arguments.get(name)
    return isinstance(node, BooleanValueNode) and node.value


def number_argument(use: DirectiveUse | None, name: str) -> float | None:
    """The number that an argument gives."""
    node = None if use is None else use.arguments.get(name)
    if isinstance(node, IntValueNode):
        return int(node.value)
    return float(node.value) if isinstance(node, FloatValueNode) else None


def list_argument(use: DirectiveUse | None, name: str) -> tuple[ConstValueNode, ...] | None:
    """The elements of a list argument, None when it is absent."""
    node = None if use is None else use.arguments.get(name)
    return node.values if isinstance(node, ListValueNode) else None


def node_type_name(declared: TypeDeclaration) -> str:
    """The value of `dgraph.type`."""
    return text_argument(declared.directive("dgraph"), "type") or declared.name


def plain_name(written: str) -> str:
    """A predicate's name without the angle brackets that DQL needs around letters of other scripts: `<режиссёр>@ru`."""
    found = _bracketed.fullmatch(written)
    return written if found is None else f"{found[1]}{found[2]}{found[3]}"


def written_predicate(declared: FieldDeclaration) -> tuple[str | None, tuple[str, ...]]:
    """The predicate and the languages that `@dgraph(pred:)` gives."""
    given = text_argument(declared.directive("dgraph"), "pred")
    if given is None:
        return None, ()
    name, separator, languages = plain_name(given).partition("@")
    return name, tuple(languages.split(":")) if separator else ()
