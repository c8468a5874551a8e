"""`@dgraph(type:)` and `@dgraph(pred:)` give names that can be stored."""

from __future__ import annotations

import re

from graphwright.schema.arguments import plain_name, text_argument
from graphwright.schema.assembly import predicate_of
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name

_reserved_prefix = "dgraph."
# What an IRI cannot hold could not be exported as RDF.
_unfit: re.Pattern[str] = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def check_dgraph_names(schema: Declarations) -> Findings:
    """Findings for each `@dgraph`."""
    for owner in schema.types:
        use = owner.directive("dgraph")
        if use is not None:
            yield from _check_name(use, owner.name, "type")
    for owner, field in schema.own_fields():
        use = field.directive("dgraph")
        if use is None:
            continue
        if field.type_name == id_type_name:
            yield broken(use.place, f"{named(owner, field)} is the node's own ID, which no predicate holds")
            continue
        yield from _check_name(use, named(owner, field), "pred")
        if plain_name(text_argument(use, "pred") or "").startswith("~"):
            yield from _check_reverse(schema, owner, field, use)


def _check_name(use: DirectiveUse, of: str, argument: str) -> Findings:
    wrong = [name for name in use.arguments if name != argument]
    if wrong:
        yield broken(use.place, f"{of}: @dgraph takes `{argument}` here, not `{wrong[0]}`")
        return
    given = text_argument(use, argument) or ""
    name = plain_name(given).partition("@")[0] if argument == "pred" else given
    yield from check_stored_name(use, of, name, f'@dgraph({argument}: "film.name")')


def check_stored_name(use: DirectiveUse, of: str, name: str, example: str) -> Findings:
    """Findings for a name that cannot be that of a predicate or a type."""
    if not name:
        yield broken(use.place, f"{of}: @{use.name} needs a name, such as {example}")
    elif name.startswith(_reserved_prefix):
        yield broken(use.place, f"{of}: names that begin with `{_reserved_prefix}` are the store's own; choose another")
    elif _unfit.search(name):
        yield broken(use.place, f'{of}: "{name}" holds a character that names cannot have; choose another')


def _check_reverse(
    schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse
) -> Findings:
    if field.type_name not in schema.type_named:
        yield broken(
            use.place,
            f"{named(owner, field)} has the type {field.type_name}, but `~` reads a predicate that leads to nodes",
        )
    elif field.directive("hasInverse") is not None:
        yield broken(
            use.place, f"{named(owner, field)} reads a predicate backwards (`~`); it needs no @hasInverse, take it out"
        )
    else:
        yield from _check_forward(schema, owner, field, use)


def _check_forward(
    schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse
) -> Findings:
    """What is read backwards is a field of the other type that leads to this one."""
    target = schema.type_named[field.type_name]
    predicate = plain_name(text_argument(use, "pred") or "").removeprefix("~")
    forward = next((one for one in target.fields if predicate_of(schema, one)[0] == predicate), None)
    if forward is None:
        yield broken(
            use.place,
            f"{named(owner, field)} reads {predicate} backwards, but no field of {target.name} is that predicate; "
            f'give one of them @dgraph(pred: "{predicate}")',
        )
    elif forward.type_name not in (owner.name, *(interface.name for interface in owner.interfaces)):
        yield broken(
            use.place,
            f"{named(owner, field)} reads {named(target, forward)} backwards, but that leads to {forward.type_name}, "
            f"not to {owner.name}",
        )
