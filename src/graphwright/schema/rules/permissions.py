"""`@permission` names operations that its place has, and fields that its type has.

What its query says is checked where it is compiled (`auth/permissions.py`).
"""

from __future__ import annotations

from graphql import NullValueNode, StringValueNode

from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration, place_of
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.generation.permission_directive import edge_operations, node_operations
from graphwright.schema.permissions import texts_of


def check_permissions(schema: Declarations) -> Findings:
    """Findings for each `@permission`."""
    for owner in schema.types:
        for use in owner.directives:
            if use.name == "permission":
                yield from _check_operations(use, owner.name, node_operations)
                yield from _check_fields(use, owner)
    for owner in (*schema.remotes, *schema.roots):
        for use in owner.directives:
            if use.name == "permission":
                yield broken(use.place, f"nothing of {owner.name} is stored, so that no @permission can stand on it")
    for owner, field in schema.own_fields():
        for use in field.directives:
            if use.name == "permission":
                yield from _check_edge(schema, use, owner, field)


def _check_operations(use: DirectiveUse, where: str, allowed: tuple[str, ...]) -> Findings:
    operations = texts_of(use, "on")
    if not operations:
        yield broken(use.place, f"@permission on {where} needs `on`, a list of {', '.join(allowed)}")
    for operation in operations:
        if operation not in allowed:
            elsewhere = " on edge fields" if operation in edge_operations else ""
            elsewhere = " on types" if operation in node_operations and allowed is edge_operations else elsewhere
            hint = f"{operation} stands{elsewhere}" if elsewhere else f"{operation} is no operation"
            yield broken(use.place, f"@permission on {where}: {hint}; here it is one of {', '.join(allowed)}")
    query = use.arguments.get("query")
    if isinstance(query, StringValueNode) and not query.value.strip():
        yield broken(place_of(query), f"the query of @permission on {where} is empty; leave it out to ask nothing")
    for name, node in use.arguments.items():
        if isinstance(node, NullValueNode):
            yield broken(place_of(node), f"`{name}` of @permission on {where} is null; leave it out")


def _check_fields(use: DirectiveUse, owner: TypeDeclaration) -> Findings:
    if "fields" not in use.arguments:
        return
    names = texts_of(use, "fields")
    if not names:
        yield broken(use.place, f"`fields` of @permission on {owner.name} is empty; leave it out for all fields")
    for name in names:
        if owner.field(name) is None:
            known = perhaps(name, [field.name for field in owner.fields])
            yield broken(use.place, f"@permission: {owner.name} has no field {name}.{known}")
    if "DELETE" in texts_of(use, "on"):
        yield broken(use.place, f"DELETE of {owner.name} is of whole nodes; give it a @permission without `fields`")


def _check_edge(schema: Declarations, use: DirectiveUse, owner: TypeDeclaration, field: FieldDeclaration) -> Findings:
    where = named(owner, field)
    yield from _check_operations(use, where, edge_operations)
    if "fields" in use.arguments:
        yield broken(use.place, f"`fields` belongs to @permission on types, not on {where}")
    if field.type_name not in schema.type_named and field.type_name not in schema.union_named:
        yield broken(use.place, f"{where} refers to no other nodes; on fields @permission is about edges")
