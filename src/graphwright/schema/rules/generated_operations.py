"""`@generate` leaves something of the API: a query or a mutation."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, TypeDeclaration
from graphwright.schema.findings import Findings, broken
from graphwright.schema.scalars import id_type_name
from graphwright.schema.type_directives import read_generates, secrets_of


def check_generated_operations(schema: Declarations) -> Findings:
    """A finding if no type gets any operation, and the schema has no query or mutation of its own."""
    if not schema.types or any(_has_operation(schema, owner) for owner in schema.types) or schema.others:
        return
    use = next((found for owner in schema.types if (found := owner.directive("generate"))), None)
    if use is not None:
        yield broken(use.place, "@generate leaves no query and no mutation at all; let at least one be")


def _has_operation(schema: Declarations, owner: TypeDeclaration) -> bool:
    generates = read_generates(owner)
    is_found = any(field.type_name == id_type_name or field.directive("id") is not None for field in owner.fields)
    return (
        generates.query
        or generates.aggregate
        or (generates.get and is_found)
        or (generates.password and is_found and bool(secrets_of(schema, owner)))
        or (generates.add and not owner.is_interface)
        or generates.update
        or generates.delete
    )
