"""The types and directives that every generated schema shares.

In: `definitions_text`. Out: `Prelude`, built once in a process and never changed. Does not know: any
user's schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graphql import (
    GraphQLArgument,
    GraphQLDirective,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    is_enum_type,
    is_introspection_type,
    is_specified_scalar_type,
    specified_scalar_types,
)

from graphwright.records import dataclass
from graphwright.schema.generation.definitions import definitions_text
from graphwright.schema.generation.scalar_types import scalar_coercions


@dataclass(frozen=True, slots=True, kw_only=True)
class Prelude:
    """What every generated schema begins with.

    Attributes:
        types: By name, GraphQL's own scalars included.
        directives: Those of schemas and of requests, without those that GraphQL itself specifies.
    """

    types: Mapping[str, GraphQLNamedType]
    directives: tuple[GraphQLDirective, ...]


@cache
def load_prelude() -> Prelude:
    """The prelude, built on first use."""
    built = build_schema(definitions_text + "type Query { unused: Int }", assume_valid=True)
    types = {
        name: named
        for name, named in built.type_map.items()
        if name != "Query" and not is_introspection_type(named) and not is_specified_scalar_type(named)
    }
    directives = tuple(directive for directive in built.directives if directive.ast_node is not None)
    for named in types.values():
        _finish_type(named)
    for directive in directives:
        directive.description = directive.description or ""
        _describe(directive.args.values())
    return Prelude(types={**specified_scalar_types, **types}, directives=directives)


def _finish_type(named: GraphQLNamedType) -> None:
    """Empty descriptions where there is none, as the reference answers, and our coercions."""
    named.description = named.description or ""
    if isinstance(named, GraphQLScalarType):
        for attribute, coercion in scalar_coercions[named.name].items():
            setattr(named, attribute, coercion)
    elif isinstance(named, GraphQLObjectType | GraphQLInputObjectType):
        _describe(named.fields.values())
    elif is_enum_type(named):
        for value in named.values.values():
            value.description = value.description or ""


def _describe(elements: object) -> None:
    assert hasattr(elements, "__iter__")
    for element in elements:
        assert isinstance(element, GraphQLField | GraphQLInputField | GraphQLArgument)
        element.description = element.description or ""
