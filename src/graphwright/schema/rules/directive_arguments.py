"""Each argument of a directive is known, of the right kind, and there when it must be.

As in the reference a text may be given without quotes. The tree in `@auth` has its own rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    BooleanValueNode,
    ConstValueNode,
    EnumValueNode,
    GraphQLDeprecatedDirective,
    GraphQLDirective,
    ListValueNode,
    StringValueNode,
    is_required_argument,
)

from graphwright.schema.declarations import Declarations, DirectiveUse, place_of
from graphwright.schema.findings import Findings, broken, perhaps
from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.rules.directives import supported_directives


def check_directive_arguments(schema: Declarations) -> Findings:
    """Findings for each argument of the directives that are supported."""
    known = {directive.name: directive for directive in (*load_prelude().directives, GraphQLDeprecatedDirective)}
    for use in _all_uses(schema):
        if use.name in supported_directives:
            yield from _check_use(use, known[use.name])


def _all_uses(schema: Declarations) -> Iterator[DirectiveUse]:
    for owner in schema.types:
        yield from owner.directives
        for field in owner.fields:
            yield from field.directives
    for enum in schema.enums:
        yield from enum.directives
        for value in enum.values:
            yield from value.directives


def _check_use(use: DirectiveUse, directive: GraphQLDirective) -> Findings:
    for name, value in use.arguments.items():
        argument = directive.args.get(name)
        if argument is None:
            yield broken(place_of(value), f"@{use.name} has no argument `{name}`.{perhaps(name, directive.args)}")
            continue
        expected = str(argument.type).removesuffix("!")
        if not _fits(expected, value):
            yield broken(place_of(value), f"`{name}` of @{use.name} takes {_wanted[expected]}")
    seen: set[str] = set()
    for node in use.node.arguments or ():
        if node.name.value in seen:
            yield broken(place_of(node), f"@{use.name} has the argument `{node.name.value}` twice; keep one")
        seen.add(node.name.value)
    for name, argument in directive.args.items():
        if is_required_argument(argument) and name not in use.arguments:
            yield broken(use.place, f"@{use.name} needs its argument `{name}`")


_wanted = {
    "String": "a string",
    "Boolean": "true or false",
    "[String!]": "a list, such as [hash, term]",
}


def _fits(expected: str, value: ConstValueNode) -> bool:
    match expected:
        case "String":
            return isinstance(value, StringValueNode | EnumValueNode)
        case "Boolean":
            return isinstance(value, BooleanValueNode)
        case "[String!]":
            return isinstance(value, ListValueNode) and all(_fits("String", element) for element in value.values)
        case "AuthRule":
            return True
    raise AssertionError(f"no directive has an argument of type {expected}")
