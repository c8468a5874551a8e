"""Apollo Federation: what a schema with `@key` generates beside its own API.

Out: the federation's directives, `_service`, and `_entities` over the types with `@key`.
Does not know: how entities are found, the text that `_service` answers (`schema/service.py`).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from graphql import (
    GraphQLDirective,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
    GraphQLUnionType,
    build_schema,
)

from graphwright.schema.bindings import EntitiesRoot
from graphwright.schema.generation.workshop import Workshop, argument, output_field

federation_types: Final = ("_Any", "_Entity", "_FieldSet", "_Service")

federation_text: Final = """
scalar _Any
scalar _FieldSet

directive @external on FIELD_DEFINITION
directive @requires(fields: _FieldSet!) on FIELD_DEFINITION
directive @provides(fields: _FieldSet!) on FIELD_DEFINITION
directive @key(fields: _FieldSet!) on OBJECT | INTERFACE
directive @extends on OBJECT | INTERFACE
"""


@cache
def federation_directives() -> tuple[GraphQLDirective, ...]:
    """`@key`, `@extends`, `@external`, `@provides`, `@requires`."""
    built = build_schema(federation_text + "type Query { unused: Int }", assume_valid=True)
    found = tuple(directive for directive in built.directives if directive.ast_node is not None)
    for directive in found:
        directive.description = ""
        for given in directive.args.values():
            given.description = ""
    return found


def is_federated(workshop: Workshop) -> bool:
    """Whether a type has `@key`."""
    types = workshop.api.types.values()
    return any(declared.entity_key is not None and not declared.is_interface for declared in types)


def make_federation_types(workshop: Workshop) -> None:
    """Make `_Any`, `_Service` and `_Entity`, if a type has `@key`."""
    if not is_federated(workshop):
        return

    def entities() -> list[GraphQLObjectType]:
        keyed = [d.name for d in workshop.api.types.values() if d.entity_key is not None and not d.is_interface]
        found = [workshop.types[name] for name in keyed]
        return [entity for entity in found if isinstance(entity, GraphQLObjectType)]

    workshop.add(GraphQLScalarType("_Any", description=""))
    sdl = GraphQLField(GraphQLString, description="")
    workshop.add(GraphQLObjectType("_Service", {"sdl": sdl}, description=""))
    workshop.add(GraphQLUnionType("_Entity", entities, description=""))


def federation_queries(workshop: Workshop) -> dict[str, GraphQLField]:
    """`_entities` and `_service`; the latter is answered like introspection, which `service.py` fills in."""
    if "_Entity" not in workshop.types:
        return {}
    any_type: Any = workshop.types["_Any"]
    entities = output_field(
        GraphQLNonNull(GraphQLList(workshop.types["_Entity"])),
        EntitiesRoot(),
        {"representations": argument(GraphQLNonNull(GraphQLList(GraphQLNonNull(any_type))))},
    )
    entities.resolve = lambda *_, **__: []
    return {
        "_entities": entities,
        "_service": GraphQLField(GraphQLNonNull(workshop.types["_Service"]), description=""),  # type: ignore[arg-type]
    }
