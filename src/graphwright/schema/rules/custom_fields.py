"""Fields of stored types that are computed elsewhere go together with the type that has them.

A remote is told which node is meant by its ID or an `@id` field, and only by single stored scalars.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import GraphQLSyntaxError

from graphwright.schema.custom_calls import HttpCall, read_http, used_variables
from graphwright.schema.declarations import Declarations, FieldDeclaration, Place, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name

_apart = ("search", "dgraph", "hasInverse", "id", "default", "embedding")


def check_custom_fields(schema: Declarations) -> Findings:
    """Findings for each field with `@custom` or `@lambda` of a stored type."""
    for owner in schema.types:
        for field in owner.fields:
            if field.is_remote and field.declared_in == owner.name:
                yield from _check_field(schema, owner, field)


def _check_field(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration) -> Findings:
    name = named(owner, field)
    word = "@custom" if field.directive("custom") is not None else "@lambda"
    if field.directive("custom") is not None and (twice := field.directive("lambda")) is not None:
        yield broken(twice.place, f"{name} has @custom and @lambda; keep one")
    for apart in _apart:
        other = field.directive(apart)
        if other is not None:
            yield broken(other.place, f"{name} is computed elsewhere ({word}); nothing is stored, so take @{apart} out")
    use = field.directive("custom")
    if not any(_identifies(one) for one in owner.fields):
        place = field.place if use is None else use.place
        yield broken(place, f"{name}: {word} needs to say which node is meant; give {owner.name} an ID or an @id field")
    call = None if use is None else read_http(use)
    if call is not None:
        yield from _check_call(schema, owner, field, call)


def _identifies(field: FieldDeclaration) -> bool:
    return field.type_name == id_type_name or field.directive("id") is not None


def _check_call(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, call: HttpCall) -> Findings:
    name = named(owner, field)
    in_url = (*call.path_names(), *call.parameter_names())
    if call.mode == "BATCH" and in_url:
        yield broken(
            call.places["url"], f"{name}: one call asks for many nodes (BATCH), so the url cannot use ${in_url[0]}"
        )
    is_batch_query = call.mode == "BATCH" and "graphql" in call.members
    if is_batch_query and "body" not in call.members:
        yield broken(call.place, f"{name}: GraphQL in the mode BATCH needs `body`, which says what is sent per node")
    used = list(_used_by(call, is_batch_query=is_batch_query))
    for member, one in used:
        yield from _check_used(schema, owner, field, (member, one, call.places[member]))
    named_fields = [found for _, one in used if (found := owner.field(one)) is not None]
    for one in call.path_names():
        found = owner.field(one)
        if found is not None and not found.is_required and not _identifies(found):
            yield broken(call.places["url"], f"{name}: the path of the url uses ${one}, which may be null")
    if used and not any(_identifies(found) for found in named_fields):
        member = used[0][0]
        yield broken(call.places[member], f"{name}: the {member} says of no node which it is; use its ID or @id field")


def _used_by(call: HttpCall, *, is_batch_query: bool) -> Iterator[tuple[str, str]]:
    """(Member, name) of each field that goes into a call."""
    for one in (*call.path_names(), *call.parameter_names()):
        yield "url", one
    try:
        for one in call.body_names():
            yield "body", one
        document = None if is_batch_query else call.document()
    except GraphQLSyntaxError:
        return
    for one in () if document is None else used_variables(document):
        yield "graphql", one


def _check_used(
    schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, used: tuple[str, str, Place]
) -> Findings:
    name = named(owner, field)
    member, one, place = used
    found = owner.field(one)
    if found is None:
        yield broken(place, f"{name}: the {member} uses ${one}, which is no field of {owner.name}")
    elif found is field:
        yield broken(place, f"{name}: the {member} uses ${one}, which is the field itself")
    elif found.is_remote:
        yield broken(place, f"{name}: the {member} uses ${one}, which is computed elsewhere too; use stored fields")
    elif found.type_name in schema.type_named or found.type_name in schema.union_named:
        yield broken(place, f"{name}: the {member} uses ${one}, which leads to {found.type_name}; use scalars")
