"""Only types, interfaces and enums can be declared; the rest is made from them or comes later."""

from __future__ import annotations

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    InputObjectTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    SchemaDefinitionNode,
    TypeExtensionNode,
    UnionTypeDefinitionNode,
)

from graphwright.schema.declarations import Declarations, place_of
from graphwright.schema.findings import Findings, broken, not_yet, perhaps

remote_directives = ("custom", "lambda")


def check_definitions(schema: Declarations) -> Findings:
    """Findings for each definition that is no type, interface or enum."""
    for node in schema.others:
        yield from _check(schema, node)


def _check(schema: Declarations, node: DefinitionNode) -> Findings:
    place = place_of(node)
    match node:
        case ObjectTypeDefinitionNode():
            yield from _check_root(node)
        case ScalarTypeDefinitionNode():
            yield broken(
                place,
                f"the scalar {node.name.value} cannot be declared: a store has its own scalars "
                "(ID, Int, Int64, Float, String, Boolean, DateTime); use one of them or an enum",
            )
        case SchemaDefinitionNode():
            yield broken(place, "a schema block cannot be given: Query and Mutation are generated; take it out")
        case DirectiveDefinitionNode():
            yield broken(place, f"the directive @{node.name.value} cannot be declared; take it out")
        case UnionTypeDefinitionNode():
            yield not_yet(place, f"a union ({node.name.value})")
        case InputObjectTypeDefinitionNode():
            yield not_yet(place, f"an input type ({node.name.value})")
        case TypeExtensionNode():
            name = node.name.value
            if name in schema.type_named or name in schema.enum_named:
                yield not_yet(place, f"`extend` ({name})")
            else:
                known = (*schema.type_named, *schema.enum_named)
                yield broken(place, f"{name} is extended but nowhere declared.{perhaps(name, known)}")
        case _:
            yield broken(place, "a schema holds types, interfaces and enums; take operations and fragments out")


def _check_root(node: ObjectTypeDefinitionNode) -> Findings:
    """`type Query` and `type Mutation`: their plain fields are generated."""
    for field in node.fields or ():
        used = {directive.name.value for directive in field.directives or ()}
        name = f"{node.name.value}.{field.name.value}"
        if used.isdisjoint(remote_directives):
            yield broken(
                place_of(field.name),
                f"{name} has neither @custom nor @lambda: the other fields of {node.name.value} are generated from "
                "the types; take it out",
            )
        else:
            yield not_yet(place_of(field.name), f"a field with @custom or @lambda ({name})")
