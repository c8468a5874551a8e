"""Each field has a type that exists, in a form that can be stored."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import id_type_name, scalars


def check_field_types(schema: Declarations) -> Findings:
    """Findings for each field whose type is unknown or cannot be stored."""
    known = {*scalars, *schema.type_named, *schema.enum_named, *schema.union_named, id_type_name}
    for owner, field in schema.all_fields():
        if field.is_remote or field.type_name in schema.remote_named:
            continue  # `remote_names.py`, `remote_types.py`
        name = named(owner, field)
        if field.type_name in schema.input_named:
            yield broken(field.type_place, f"{name} is of the input {field.type_name}; inputs are for arguments only")
        elif field.type_name not in known:
            yield broken(
                field.type_place, f"the type {field.type_name} of {name} is unknown.{perhaps(field.type_name, known)}"
            )
        if field.is_nested_list:
            yield broken(field.type_place, f"{name} is a list of lists, which cannot be stored; use one list")
        elif field.is_list and field.type_name == id_type_name:
            yield broken(field.type_place, f"{name}: a node has one ID; for references use a list of their type")
        elif field.is_list and field.type_name == "Boolean":
            yield broken(field.type_place, f"{name}: lists are sets, so lists of Booleans say nothing; use an enum")
