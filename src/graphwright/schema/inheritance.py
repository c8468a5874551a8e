"""Fields of interfaces, added to the types that implement them.

In: declarations whose interfaces exist. Out: declarations in which each type has all its fields, as the
reference orders them: for each interface in turn the fields that the type leaves out go to the front;
a field that the type repeats stays where it is and takes the interface's definition.
An ID that two interfaces declare under one name is one field. Does not know: predicates.
"""

from __future__ import annotations

from dataclasses import replace

from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.scalars import id_type_name


def inherit_fields(schema: Declarations) -> Declarations:
    """The declarations with inherited fields filled in."""
    interfaces = {declared.name: declared for declared in schema.types if declared.is_interface}
    remote_interfaces = {declared.name: declared for declared in schema.remotes if declared.is_interface}
    return replace(
        schema,
        types=tuple(_with_inherited(declared, interfaces) for declared in schema.types),
        remotes=tuple(_with_inherited(declared, remote_interfaces) for declared in schema.remotes),
    )


def _with_inherited(declared: TypeDeclaration, interfaces: dict[str, TypeDeclaration]) -> TypeDeclaration:
    if not declared.interfaces:
        return declared
    fields = list(declared.fields)
    for use in declared.interfaces:
        left_out: list[FieldDeclaration] = []
        for inherited in interfaces[use.name].fields:
            position = next((i for i, field in enumerate(fields) if field.name == inherited.name), None)
            if position is None:
                left_out.append(inherited)
            elif fields[position].declared_in == declared.name:
                fields[position] = inherited
            else:
                # `rules/inherited_fields.py` lets only IDs come from two interfaces.
                assert inherited.type_name == id_type_name
        fields = left_out + fields
    return replace(declared, fields=tuple(fields))
