"""Graphcool's schema notation → ours: `@model`, `@isUnique`, `@relation(name:)`.

In: declarations as written. Out: the same with `@unique` for `@isUnique` (nothing on an ID, which is unique anyway) and
`@hasInverse` for the two fields of a relation. Never under `--strict-dgraph`. Does not know: whether the result keeps
the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DirectiveDefinitionNode,
    Location,
    NameNode,
    StringValueNode,
)

from graphwright.schema.arguments import text_argument
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import broken, named
from graphwright.schema.scalars import id_type_name

graphcool_directives: Final = ("model", "isUnique", "relation")
"""The directives of that notation; a text that defines one of them itself means its own."""

End = tuple[TypeDeclaration, FieldDeclaration]


def read_graphcool(schema: Declarations) -> Declarations:
    """The declarations in our notation.

    Raises:
        SchemaError: A relation has no name, or not two fields that refer to each other.
    """
    own = {node.name.value for node in schema.others if isinstance(node, DirectiveDefinitionNode)}
    known = frozenset(graphcool_directives) - own
    inverses = _inverses(schema) if "relation" in known else {}
    return replace(schema, types=tuple(_type(declared, known, inverses) for declared in schema.types))


def _type(declared: TypeDeclaration, known: frozenset[str], inverses: Mapping[tuple[str, str], str]) -> TypeDeclaration:
    directives = _without(declared.directives, known & {"model"})
    fields = tuple(_field(field, known, inverses.get((declared.name, field.name))) for field in declared.fields)
    return replace(declared, directives=directives, fields=fields)


def _field(field: FieldDeclaration, known: frozenset[str], inverse: str | None) -> FieldDeclaration:
    added = []
    for use in field.directives:
        if use.name == "isUnique" and use.name in known and field.type_name != id_type_name:
            added.append(_use("unique", {}, use))
        if use.name == "relation" and inverse is not None and field.directive("hasInverse") is None:
            added.append(_use("hasInverse", {"field": inverse}, use))
    kept = _without(field.directives, known & {"isUnique", "relation"})
    return replace(field, directives=(*kept, *added)) if len(kept) < len(field.directives) else field


def _without(uses: Iterable[DirectiveUse], names: frozenset[str]) -> tuple[DirectiveUse, ...]:
    return tuple(use for use in uses if use.name not in names)


def _use(name: str, arguments: Mapping[str, str], instead: DirectiveUse) -> DirectiveUse:
    """A directive that stands where another one was written."""
    place: Location | None = instead.node.loc
    values = {key: StringValueNode(value=value, block=False, loc=place) for key, value in arguments.items()}
    node = ConstDirectiveNode(
        name=NameNode(value=name, loc=place),
        arguments=tuple(
            ConstArgumentNode(name=NameNode(value=key, loc=place), value=value, loc=place)
            for key, value in values.items()
        ),
        loc=place,
    )
    return DirectiveUse(name=name, arguments=dict(values), node=node, place=instead.place)


def _inverses(schema: Declarations) -> dict[tuple[str, str], str]:
    """The other side of each field of a relation that has two."""
    relations: dict[str, list[End]] = {}
    for owner, field in schema.own_fields():
        use = field.directive("relation")
        if use is None:
            continue
        name = text_argument(use, "name")
        if not name or len(use.arguments) > 1:
            raise broken(use.place, f'@relation on {named(owner, field)} is written @relation(name: "…")')
        relations.setdefault(name, []).append((owner, field))
    found: dict[tuple[str, str], str] = {}
    for name, ends in relations.items():
        if len(ends) == 1:
            continue
        _check(name, ends)
        (first, one), (second, other) = ends
        found[first.name, one.name] = other.name
        found[second.name, other.name] = one.name
    return found


def _check(name: str, ends: list[End]) -> None:
    (first, one), (second, other), *more = ends
    if more:
        owner, field = more[0]
        raise broken(field.place, f"the relation {name} has a third field, {named(owner, field)}; it has two at most")
    if one.type_name != second.name or other.type_name != first.name:
        raise broken(
            other.place,
            f"{named(first, one)} and {named(second, other)} are the relation {name}, and do not refer to each other",
        )
