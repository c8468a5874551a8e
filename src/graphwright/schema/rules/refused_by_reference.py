"""Under `--strict-dgraph`, or if it says so itself, a schema has nothing that the reference refuses and we could keep.

It runs behind the rules as written: settings can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphwright.schema.authorization import authorization_lines, read_authorization
from graphwright.schema.declarations import ArgumentDeclaration, Declarations, FieldDeclaration, Place
from graphwright.schema.findings import Findings, broken
from graphwright.schema.scalars import id_type_name, scalars

_given: Final = "and --strict-dgraph or # Graphwright.Strict is given"
_shapes: Final = ("Point", "PointList", "Polygon", "MultiPolygon")
_reserved: Final = {*scalars, id_type_name, "Query", "Mutation", "Subscription", "uid", *_shapes}
_reserved_in_any_case: Final = "as"
_arguments: Final = ("first", "offset", "filter")


def check_refused_by_reference(schema: Declarations) -> Findings:
    """Findings for reserved names, lists that are no fields there, and key sets without an audience."""
    for declared in schema.all_named:
        if declared.name.lower() == _reserved_in_any_case:
            yield broken(declared.place, f"Dgraph reserves the name {declared.name} for DQL, {_given}; choose another")
    for owner, member, place in _members(schema):
        name = f"{owner}.{member.name}"
        if member.name in _reserved or member.name.lower() == _reserved_in_any_case:
            yield broken(place, f"{name}: Dgraph reserves the name {member.name}, {_given}; choose another")
        if member.is_list and member.type_name in (id_type_name, "Boolean"):
            yield broken(place, f"{name}: Dgraph has no lists of {member.type_name}, not even here, {_given}")
        elif member.written_type.startswith("[["):
            yield broken(place, f"{name}: Dgraph has no lists of lists, not even here, {_given}")
    yield from _check_arguments(schema)
    yield from _check_settings(schema)


def _members(schema: Declarations) -> Iterator[tuple[str, FieldDeclaration | ArgumentDeclaration, Place]]:
    for owner in (*schema.types, *schema.roots, *schema.remotes):
        for field in owner.fields:
            yield owner.name, field, field.place
    for declared in schema.inputs:
        for member in declared.fields:
            yield declared.name, member, member.place


def _check_arguments(schema: Declarations) -> Findings:
    for owner in schema.types:
        for field in owner.fields:
            for argument in field.arguments:
                if argument.name in _arguments:
                    yield broken(
                        argument.place,
                        f"{owner.name}.{field.name}: Dgraph reserves the argument {argument.name}, {_given}",
                    )


def _check_settings(schema: Declarations) -> Findings:
    settings = read_authorization(schema)
    if settings is not None and settings.jwk_urls and not settings.audience:
        place = authorization_lines(schema)[0][1]
        yield broken(place, f"Dgraph wants an Audience beside JWKUrl, {_given}; name one, or give a VerificationKey")
