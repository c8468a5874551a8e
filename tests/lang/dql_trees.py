"""How DQL's trees are shown in tests: class names and whatever is not empty, leaves in DQL's own words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Final

from graphwright.lang.dql import syntax

SEEDS: Final = [
    (
        'query t($n: string = "x", $d: int! ) { v as var(func: eq(name@en, [1, -2.5e3, "é\\n"])) '
        "@filter(a(b) AND NOT (c(d) or e(f))) { x as g } }"
    ),
    (
        "{ q(func: uid(0x1, v), first: -2, orderasc: val(x)) @recurse(depth: 3, loop: true) "
        "{ uid n: name@fr:de ~e @facets(w as k, orderasc: z) } }"
    ),
    (
        "{ q() { math(a<b && -c*2/(d dot e) >= cond(f, 1, 2.5)) min(val(x)) "
        "count(y @filter(regexp(z, /a\\/b/i))) expand(_all_) { ...f } } } fragment f { uid }"
    ),
    (
        "{ p as shortest(from: 0x1, to: uid(a), numpaths: 2) { r @facets(eq(k, 1)) @facets(k) } "
        "t(func: within(l, [[[1, 2]]])) @groupby(h: s) @cascade(a) }"
    ),
    "schema(pred: [name, <a/b>]) { type index } # done",
]
"""Queries that use every construct, to be damaged and measured."""


def show(node: object) -> str:
    match node:
        case syntax.Predicate():
            tags = f"@{':'.join(node.languages)}" if node.languages else ""
            return f"<{'~' * node.is_reverse}{node.name}{tags}>"
        case syntax.FunctionCall():
            options = [f"{option.name}={show(option.value)}" for option in node.options]
            return f"{node.name}({', '.join([show(node.target), *map(show, node.arguments), *options])})"
        case syntax.MathUnary():
            return f"({node.operator}{show(node.operand)})"
        case syntax.MathBinary():
            return f"({show(node.left)} {node.operator} {show(node.right)})"
        case syntax.ListLiteral():
            return f"List{show(node.values)}"
        case syntax.Node():
            return show_leaf(node) or show_fields(node)
        case tuple():
            return f"[{', '.join(map(show, node))}]"
        case _:
            return str(node)


def show_leaf(node: syntax.Node) -> str | None:
    match node:
        case syntax.QueryVariable():
            return f"${node.name}"
        case syntax.StringLiteral():
            return json.dumps(node.value, ensure_ascii=False)
        case syntax.NumberLiteral() | syntax.MathNumber():
            return f"#{node.text}"
        case syntax.IntegerLiteral() | syntax.BooleanLiteral() | syntax.MathBoolean():
            return str(node.value)
        case syntax.UidLiteral():
            return f"uid#{node.value:#x}"
        case syntax.ValueOf():
            return f"val({node.variable})"
        case syntax.MathVariable() | syntax.UidVariable() | syntax.Name() | syntax.Definition():
            return node.name
        case _:
            return None


def show_fields(node: syntax.Node) -> str:
    parts = {name: show(value) for name, value in fields_of(node) if value not in (None, (), False)}
    shown = ", ".join(f"{name}={part}" for name, part in parts.items() if part != "Modifiers()")
    return f"{type(node).__name__}({shown})"


def fields_of(node: syntax.Node) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(node, field.name)) for field in dataclasses.fields(node) if field.name != "position")


def nodes_of(value: object) -> Iterator[syntax.Node]:
    if isinstance(value, tuple):
        for item in value:
            yield from nodes_of(item)
    if isinstance(value, syntax.Node):
        yield value
        for _, child in fields_of(value):
            yield from nodes_of(child)
