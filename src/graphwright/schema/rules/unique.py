"""`@unique` stands on fields whose values can be compared, and on types with the names of such fields."""

from __future__ import annotations

from graphwright.schema.arguments import list_argument, text_of, written_predicate
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration, place_of
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import id_type_name

unique_types = ("Int", "Int64", "String")
_never_compared = ("Point", "Polygon", "MultiPolygon")


def check_unique(schema: Declarations) -> Findings:
    """Findings for each use."""
    for owner, field in schema.own_fields():
        use = field.directive("unique")
        if use is not None:
            yield from _check_field(schema, owner, field, use)
    for owner in schema.types:
        for use in owner.directives:
            if use.name == "unique":
                yield from _check_set(schema, owner, use)


def _check_field(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse) -> Findings:
    if use.arguments:
        yield broken(use.place, f"@unique on {named(owner, field)} takes no fields; a type takes them")
    if field.is_list or (field.type_name not in unique_types and field.type_name not in schema.enum_named):
        yield broken(
            use.place,
            f"{named(owner, field)} is {field.written_type}; @unique stands on single fields of type "
            f"{', '.join(unique_types)} or an enum. Others can stand in @unique(fields: […]) on a type",
        )
    elif written_predicate(field)[1]:
        yield broken(use.place, f"{named(owner, field)} has a language; @unique stands on untagged fields")


def _check_set(schema: Declarations, owner: TypeDeclaration, use: DirectiveUse) -> Findings:
    nodes = list_argument(use, "fields")
    names = [text_of(node) or "" for node in nodes or ()]
    if len(names) < 2 or len(set(names)) < len(names):
        yield broken(
            use.place, f"@unique on {owner.name} needs two or more different fields; one is unique by @unique on it"
        )
    declared_in = set()
    for node, name in zip(nodes or (), names, strict=True):
        field = owner.field(name)
        if field is None:
            options = [each.name for each in owner.fields]
            yield broken(place_of(node), f"{owner.name} has no field {name}.{perhaps(name, options)}")
            continue
        declared_in.add(field.declared_in)
        if field.is_list or field.type_name in (id_type_name, *_never_compared, *schema.union_named) or field.is_remote:
            yield broken(
                place_of(node),
                f"{named(owner, field)} is {field.written_type}, which cannot stand in @unique; "
                "name single fields and single references",
            )
        elif field.directive("hasInverse") is not None or written_predicate(field)[0] is not None:
            yield broken(
                place_of(node), f"{named(owner, field)} has @hasInverse or @dgraph(pred:), and cannot stand here"
            )
    if len(declared_in) > 1:
        yield broken(use.place, f"the fields of @unique on {owner.name} come from {' and '.join(sorted(declared_in))}")
