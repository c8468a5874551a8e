"""Each argument of a directive is known, of the right kind, and there when it must be.

As in the reference a text may be given without quotes. The tree in `@auth` and `http` of `@custom` have
rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    BooleanValueNode,
    ConstValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLDirective,
    GraphQLInputObjectType,
    GraphQLInputType,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    get_nullable_type,
    is_required_argument,
)

from graphwright.schema.declarations import Declarations, DirectiveUse, place_of
from graphwright.schema.findings import Findings, broken, perhaps
from graphwright.schema.rules.directives import known_directives


def check_directive_arguments(schema: Declarations) -> Findings:
    """Findings for each argument of the directives that are supported."""
    known = known_directives()
    for use in _all_uses(schema):
        if use.name in known:
            yield from _check_use(use, known[use.name])


def _all_uses(schema: Declarations) -> Iterator[DirectiveUse]:
    for owner in (*schema.types, *schema.remotes, *schema.roots):
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
        yield from _check_value(use, name, argument.type, value)
    seen: set[str] = set()
    for node in use.node.arguments or ():
        if node.name.value in seen:
            yield broken(place_of(node), f"@{use.name} has the argument `{node.name.value}` twice; keep one")
        seen.add(node.name.value)
    for name, argument in directive.args.items():
        if is_required_argument(argument) and name not in use.arguments:
            yield broken(use.place, f"@{use.name} needs its argument `{name}`")


def _check_value(use: DirectiveUse, name: str, type_: GraphQLInputType, value: ConstValueNode) -> Findings:
    """A value against the type that is declared for it; objects member by member."""
    inner = get_nullable_type(type_)
    if str(inner) in _own_rules:
        return
    if not isinstance(inner, GraphQLInputObjectType):
        if use.name == "default" and isinstance(value, IntValueNode | FloatValueNode | BooleanValueNode):
            return  # as in the reference a default may be written without quotes; `rules/defaults.py` looks at it
        if not _fits(str(inner), value):
            yield broken(place_of(value), f"`{name}` of @{use.name} takes {_wanted.get(str(inner), 'another value')}")
    elif isinstance(value, ObjectValueNode):
        for member in value.fields:
            known = inner.fields.get(member.name.value)
            if known is None:
                yield broken(
                    place_of(member),
                    f"`{name}` of @{use.name} has no member `{member.name.value}`."
                    f"{perhaps(member.name.value, inner.fields)}",
                )
            else:
                yield from _check_value(use, f"{name}.{member.name.value}", known.type, member.value)
    elif not isinstance(value, NullValueNode):
        listed = ", ".join(inner.fields)
        yield broken(place_of(value), f"`{name}` of @{use.name} takes an object with members of {{{listed}}}")


_own_rules = ("AuthRule", "CustomHTTP")
_wanted = {
    "String": "a string",
    "_FieldSet": "a string",
    "Boolean": "true or false",
    "Int": "a whole number",
    "Float": "a number",
    "[String!]": "a list, such as [hash, term]",
}


def _fits(expected: str, value: ConstValueNode) -> bool:
    match expected:
        case "String" | "_FieldSet":
            return isinstance(value, StringValueNode | EnumValueNode | NullValueNode)
        case "Int":
            return isinstance(value, IntValueNode)
        case "Float":
            return isinstance(value, IntValueNode | FloatValueNode)
        case "Boolean":
            return isinstance(value, BooleanValueNode | NullValueNode)
        case "[String!]" | "[String]":
            return isinstance(value, ListValueNode) and all(_fits("String", element) for element in value.values)
    raise AssertionError(f"no directive has an argument of type {expected}")
