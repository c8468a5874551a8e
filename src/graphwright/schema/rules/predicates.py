"""Fields that share a predicate agree on what it holds."""

from __future__ import annotations

from graphwright.schema.arguments import truth_argument
from graphwright.schema.assembly import predicate_of
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.edge_pairs import shared_edges
from graphwright.schema.findings import Findings, broken, named
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
    """Edges of which several predicates show a part each have a home of their own, so they are no part themselves."""
    inverses = complete_inverses(schema)
    others: dict[str, set[str | None]] = {}
    sides: list[tuple[TypeDeclaration, FieldDeclaration, str, str, bool]] = []
    for owner, field in schema.stored_fields():
        target = schema.type_named.get(field.type_name)
        if target is None:
            continue
        other = target.field(inverses.get((owner.name, field.name), ""))
        predicate = predicate_of(schema, field)[0]
        inverse = None if other is None else predicate_of(schema, other)[0]
        others.setdefault(predicate, set()).add(inverse)
        if other is not None and inverse is not None:
            sides.append((owner, field, predicate, inverse, other.declared_in != target.name))
    shared = shared_edges(others)
    parts = [side for side in sides if side[4] or side[3] in shared]
    names = {predicate for _, _, predicate, _, _ in parts}
    for owner, field, predicate, inverse, _ in parts:
        if len(others[predicate] - {None}) > 1 or inverse in names or inverse in others.get(inverse, ()):
            yield broken(
                field.place,
                f"{named(owner, field)} is one of several inverses of {inverse}, and {predicate} has others too; "
                "of two inverse predicates one alone may have several, so give the field a predicate of its own",
            )


def _key_of(field: FieldDeclaration) -> tuple[bool, bool]:
    use = field.directive("id")
    return use is not None, truth_argument(use, "interface")
