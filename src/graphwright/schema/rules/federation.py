"""Apollo Federation: `@key` names what finds an entity, and the other directives agree with it.

A type with `@extends` (or `extend type` of one that another service declares) belongs to that service: of its
fields those with `@external` are the other's, and nothing but the key is stored of them here.
"""

from __future__ import annotations

from graphwright.schema.arguments import text_argument
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import id_type_name


def check_federation(schema: Declarations) -> Findings:
    """Findings for each directive of a federation."""
    for owner in (*schema.types, *schema.remotes):
        yield from _check_type(owner)
        for field in owner.fields:
            if field.declared_in == owner.name:
                yield from _check_external(owner, field)
                yield from _check_requires(owner, field)
                yield from _check_provides(schema, owner, field)


def _check_type(owner: TypeDeclaration) -> Findings:
    key, extends = owner.directive("key"), owner.directive("extends")
    for use in (key, extends):
        if use is not None and owner.is_remote:
            yield broken(use.place, f"{owner.name} has @remote; nothing of it is here for @{use.name} to find")
    if key is None:
        if extends is not None:
            yield broken(
                extends.place,
                f'{owner.name} belongs to another service; say what finds it: @key(fields: "id"), or declare it here',
            )
        return
    name = text_argument(key, "fields") or ""
    field = owner.field(name)
    if len(name.split()) != 1:
        yield broken(key.place, f"{owner.name}: @key takes the name of one field")
    elif field is None:
        options = perhaps(name, [one.name for one in owner.fields])
        yield broken(key.place, f"{owner.name} has no field `{name}` for @key.{options}")
    elif field.type_name != id_type_name and field.directive("id") is None:
        yield broken(key.place, f"{named(owner, field)} is the @key and has to be of type ID or have @id")


def _check_external(owner: TypeDeclaration, field: FieldDeclaration) -> Findings:
    use = field.directive("external")
    if use is None:
        return
    name = named(owner, field)
    if owner.directive("extends") is None:
        yield broken(use.place, f"{name}: @external stands in types with @extends only, for {owner.name} is ours")
    if field.name == text_argument(owner.directive("key"), "fields"):
        return
    for other in field.directives:
        if other.name not in ("external", "deprecated"):
            yield broken(
                other.place, f"{name} is another service's (@external) and not the @key; take @{other.name} out"
            )


def _check_requires(owner: TypeDeclaration, field: FieldDeclaration) -> Findings:
    use = field.directive("requires")
    if use is None:
        return
    name = named(owner, field)
    if owner.directive("extends") is None:
        yield broken(use.place, f"{name}: @requires stands in types with @extends only, for {owner.name} is ours")
        return
    wanted = (text_argument(use, "fields") or "").split()
    if not wanted:
        yield broken(use.place, f'{name}: @requires names fields, as @requires(fields: "price weight")')
    for one in wanted:
        found = owner.field(one)
        if found is None:
            yield broken(use.place, f"{name} requires `{one}`, which is no field of {owner.name}")
        elif found.directive("external") is None:
            yield broken(use.place, f"{name} requires `{one}`, which is ours; only fields with @external are required")


def _check_provides(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration) -> Findings:
    use = field.directive("provides")
    if use is None:
        return
    name = named(owner, field)
    target = schema.type_named.get(field.type_name)
    if target is None or target.directive("key") is None:
        yield broken(use.place, f"{name}: @provides stands on fields whose type has @key; {field.type_name} has none")
        return
    wanted = (text_argument(use, "fields") or "").split()
    if not wanted:
        yield broken(use.place, f'{name}: @provides names fields, as @provides(fields: "title")')
    for one in wanted:
        if target.field(one) is None:
            yield broken(use.place, f"{name} provides `{one}`, which is no field of {target.name}")
