"""Each field has a type that exists, in a form that can be stored."""

from __future__ import annotations

from graphql import InputObjectTypeDefinitionNode, UnionTypeDefinitionNode

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named, not_yet, perhaps
from graphwright.schema.scalars import id_type_name, later_scalars, scalars


def check_field_types(schema: Declarations) -> Findings:
    """Findings for each field whose type is unknown or cannot be stored."""
    known = {*scalars, *schema.type_named, *schema.enum_named, id_type_name}
    declared_later = {
        node.name.value
        for node in schema.others
        if isinstance(node, UnionTypeDefinitionNode | InputObjectTypeDefinitionNode)
    }
    for owner, field in schema.all_fields():
        name = named(owner, field)
        if field.type_name in later_scalars:
            yield not_yet(field.type_place, f"the type {field.type_name} ({name})")
        elif field.type_name not in known and field.type_name not in declared_later:
            yield broken(
                field.type_place, f"the type {field.type_name} of {name} is unknown.{perhaps(field.type_name, known)}"
            )
        if field.is_nested_list:
            yield broken(field.type_place, f"{name} is a list of lists, which cannot be stored; use one list")
        elif field.is_list and field.type_name == id_type_name:
            yield broken(field.type_place, f"{name}: a node has one ID; for references use a list of their type")
        elif field.is_list and field.type_name == "Boolean":
            yield broken(field.type_place, f"{name}: lists are sets, so lists of Booleans say nothing; use an enum")
        if field.has_arguments:
            yield broken(field.place, f"{name} has arguments; stored fields get theirs generated, take them out")
