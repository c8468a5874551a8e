"""Fields that share a predicate agree on what it holds."""

from __future__ import annotations

from graphwright.schema.arguments import truth_argument
from graphwright.schema.assembly import predicate_of
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name


def check_predicates(schema: Declarations) -> Findings:
    """Findings for each field that disagrees with an earlier one of the same predicate."""
    yield from _check_within_types(schema)
    yield from _check_across_types(schema)


def _check_within_types(schema: Declarations) -> Findings:
    for owner in schema.types:
        seen: dict[tuple[str, tuple[str, ...]], FieldDeclaration] = {}
        for field in owner.fields:
            if field.type_name == id_type_name:
                continue
            home = predicate_of(schema, field)
            first = seen.setdefault(home, field)
            if first is not field:
                yield broken(
                    field.place,
                    f"{named(owner, field)} and {named(owner, first)} are the same predicate, {home[0]}; "
                    "a type has it once",
                )


def _check_across_types(schema: Declarations) -> Findings:
    seen: dict[str, tuple[TypeDeclaration, FieldDeclaration]] = {}
    for owner, field in schema.own_fields():
        if field.type_name == id_type_name:
            continue
        predicate, languages = predicate_of(schema, field)
        first_owner, first = seen.setdefault(predicate, (owner, field))
        if (first.type_name, first.is_list) != (field.type_name, field.is_list):
            yield broken(
                field.place,
                f"{named(owner, field)} has the type {field.written_type} and {named(first_owner, first)} has "
                f"{first.written_type}, but both are the predicate {predicate}; give them one type or two predicates",
            )
        elif not languages and not predicate_of(schema, first)[1] and _key_of(first) != _key_of(field):
            yield broken(
                field.place,
                f"{named(owner, field)} and {named(first_owner, first)} are both the predicate {predicate}, "
                "but have not the same @id; give both the same or use two predicates",
            )


def _key_of(field: FieldDeclaration) -> tuple[bool, bool]:
    use = field.directive("id")
    return use is not None, truth_argument(use, "interface")
