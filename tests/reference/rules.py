"""`@auth` rules, evaluated naively over dicts with three values: True, False and None for unknown.

In: rules as trees, nodes as dicts, claims. Does not know: the product.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]
Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """A test of a claim."""

    claim: str
    operator: str
    operand: Any

    def text(self, _type_name: str) -> str:
        return _leaf(f"{{${self.claim}: {{{self.operator}: {json.dumps(self.operand)}}}}}")

    def holds(self, _nodes: Mapping[str, Node], _node: Node, claims: Claims) -> bool | None:
        if self.claim not in claims:
            return None
        value = claims[self.claim]
        wanted = self.operand if self.operator == "in" else [self.operand]
        return any(one in wanted for one in (value if isinstance(value, list) else [value]))


@dataclass(frozen=True, slots=True)
class Asks:
    """A query of the type: of the node itself or, `far`, of its parent. Without an operator it asks that there is one.

    Attributes:
        claim: The variable that the field is compared with; None: `operand` is.
    """

    field: str
    operator: str | None = None
    operand: Any = None
    claim: str | None = None
    far: int = 0

    def text(self, type_name: str) -> str:
        kind = "Int" if self.field == "size" else "String"
        head = f"query(${self.claim}: {kind}!)" if self.claim else "query"
        value = f"${self.claim}" if self.claim else json.dumps(self.operand)
        given = f"(filter: {{{self.field}: {{{self.operator}: {value}}}}})" if self.operator else ""
        inner = "key" if self.operator else self.field
        names = [f"query{type_name}", *["parent"] * self.far]
        opening = " { ".join([*names[:-1], names[-1] + given])
        return _leaf(f"{head} {{ {opening} {{ {inner} }} {'}' * len(names)}")

    def holds(self, nodes: Mapping[str, Node], node: Node, claims: Claims) -> bool | None:
        wanted = claims.get(self.claim) if self.claim else self.operand
        if self.claim and wanted is None:
            return None
        for _ in range(self.far):
            above = nodes.get(node.get("parent") or "")
            if above is None:
                return False
            node = above
        value = node.get(self.field)
        if value is None or self.operator is None:
            return value is not None
        return bool({"eq": value == wanted, "ge": value >= wanted, "lt": value < wanted}[self.operator])


@dataclass(frozen=True, slots=True)
class Joined:
    """`and`, `or`, `not`."""

    connective: str
    parts: tuple[Rule, ...]

    def text(self, type_name: str) -> str:
        texts = [part.text(type_name) for part in self.parts]
        return f"{{{self.connective}: {texts[0] if self.connective == 'not' else '[' + ', '.join(texts) + ']'}}}"

    def holds(self, nodes: Mapping[str, Node], node: Node, claims: Claims) -> bool | None:
        found = [part.holds(nodes, node, claims) for part in self.parts]
        if self.connective == "not":
            return None if found[0] is None else not found[0]
        decisive = self.connective == "or"
        return decisive if decisive in found else None if None in found else not decisive


Rule = Role | Asks | Joined


def _leaf(text: str) -> str:
    return f"{{rule: {json.dumps(text)}}}"
