"""Fields that share a predicate agree on what it holds."""

from __future__ import annotations

from graphwright.schema.arguments import truth_argument
from graphwright.schema.assembly import predicate_of
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, not_yet
from graphwright.schema.inverses import complete_inverses
from graphwright.schema.scalars import id_type_name


def check_predicates(schema: Declarations) -> Findings:
    """Findings for each field that disagrees with an earlier one of the same predicate."""
    yield from _check_within_types(schema)
    yield from _check_across_types(schema)
    yield from _check_inverses(schema)


def _check_within_types(schema: Declarations) -> Findings:
    for owner in schema.types:
        seen: dict[tuple[str, tuple[str, ...]], FieldDeclaration] = {}
        for field in owner.fields:
            if field.type_name == id_type_name or field.is_remote:
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
    for owner, field in schema.stored_fields():
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


def _check_inverses(schema: Declarations) -> Findings:
    """A predicate's edges are stored once and read from both ends, so it has one other end."""
    inverses = complete_inverses(schema)
    seen: dict[str, str] = {}
    for owner, field in schema.own_fields():
        target = schema.type_named.get(field.type_name)
        other = None if target is None else target.field(inverses.get((owner.name, field.name), ""))
        if other is None:
            continue
        predicate, inverse = predicate_of(schema, field)[0], predicate_of(schema, other)[0]
        if seen.setdefault(predicate, inverse) != inverse:
            yield not_yet(field.place, f"a second inverse, {inverse} beside {seen[predicate]}, of {predicate}")


def _key_of(field: FieldDeclaration) -> tuple[bool, bool]:
    use = field.directive("id")
    return use is not None, truth_argument(use, "interface")
