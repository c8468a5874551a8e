"""Types, interfaces, unions, inputs and enums can be declared; the rest is made from them.

A schema block and own directives say nothing that a store could follow; as in the reference they are let pass.
"""

from __future__ import annotations

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    ScalarTypeDefinitionNode,
    SchemaDefinitionNode,
    SchemaExtensionNode,
    TypeExtensionNode,
)

from graphwright.schema.declarations import Declarations, place_of
from graphwright.schema.findings import Findings, broken, perhaps


def check_definitions(schema: Declarations) -> Findings:
    """Findings for each definition of another kind."""
    for node in schema.others:
        yield from _check(schema, node)


def _check(schema: Declarations, node: DefinitionNode) -> Findings:
    place = place_of(node)
    match node:
        case SchemaDefinitionNode() | SchemaExtensionNode() | DirectiveDefinitionNode():
            return
        case ScalarTypeDefinitionNode():
            yield broken(
                place,
                f"the scalar {node.name.value} cannot be declared: a store has its own scalars "
                "(ID, Int, Int64, Float, String, Boolean, DateTime); use one of them or an enum",
            )
        case TypeExtensionNode():
            name = node.name.value
            known = {declared.name for declared in schema.all_named}
            why = "declared as something else" if name in known else "nowhere declared"
            yield broken(place, f"{name} is extended but {why}.{perhaps(name, known - {name})}")
        case _:
            yield broken(place, "a schema holds types, interfaces, unions and enums; take operations and fragments out")
