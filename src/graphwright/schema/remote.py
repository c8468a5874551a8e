"""Declarations of what is computed elsewhere → `model.remote`.

In: declarations that keep every rule. Out: remote fields, types and inputs. Does not know: how they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphql import print_ast

from graphwright.model.remote import (
    LambdaUse,
    RemoteArgument,
    RemoteField,
    RemoteInput,
    RemoteType,
    RemoteUnion,
    Source,
)
from graphwright.schema.arguments import text_argument, truth_argument
from graphwright.schema.declarations import ArgumentDeclaration, Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.scalars import id_type_name

_default_reason: Final = "No longer supported"


Provided = Mapping[str, frozenset[str]]
"""Type to the fields of other services that this one keeps as well, since a field with `@provides` answers them."""


def provided_fields(schema: Declarations) -> Provided:
    """What `@provides` names, by the type that has it."""
    found: dict[str, frozenset[str]] = {}
    for _, declared in schema.all_fields():
        names = (text_argument(declared.directive("provides"), "fields") or "").split()
        if names:
            found[declared.type_name] = found.get(declared.type_name, frozenset()).union(names)
    return found


def is_stored(declared: FieldDeclaration, owner: TypeDeclaration, provided: Provided) -> bool:
    """Whether a field of a stored type has a predicate, or is its ID."""
    return _source(declared, owner, provided) is None


def is_foreign_id(declared: FieldDeclaration) -> bool:
    """Whether a key is of type ID and comes from another service: any text, that this store does not make."""
    return declared.type_name == id_type_name and declared.directive("external") is not None


def _source(declared: FieldDeclaration, owner: TypeDeclaration, provided: Provided) -> Source | None:
    if declared.directive("custom") is not None:
        return "custom"
    if declared.directive("lambda") is not None:
        return "lambda"
    is_key = declared.name == text_argument(owner.directive("key"), "fields")
    is_kept = is_key or declared.name in provided.get(owner.name, ())
    return "external" if declared.directive("external") is not None and not is_kept else None


def read_remote_fields(
    owner: TypeDeclaration, provided: Provided, *, otherwise: Source | None = None
) -> Mapping[str, RemoteField]:
    """The fields of a type that are computed elsewhere; all others as `otherwise` says."""
    found = {}
    for declared in owner.fields:
        source = _source(declared, owner, provided) or otherwise
        if source is not None:
            found[declared.name] = _read_field(declared, source)
    return found


def read_remote_types(schema: Declarations) -> Mapping[str, RemoteType]:
    """The types with `@remote`."""
    return {
        declared.name: RemoteType(
            name=declared.name,
            is_interface=declared.is_interface,
            fields=read_remote_fields(declared, {}, otherwise="remote"),
            interfaces=tuple(use.name for use in declared.interfaces),
            description=declared.description,
        )
        for declared in schema.remotes
    }


def read_remote_unions(schema: Declarations) -> Mapping[str, RemoteUnion]:
    """The unions with `@remote`."""
    return {
        declared.name: RemoteUnion(
            name=declared.name,
            members=tuple(use.name for use in declared.members),
            description=declared.description,
        )
        for declared in schema.remote_unions
    }


def read_inputs(schema: Declarations) -> Mapping[str, RemoteInput]:
    """The input types."""
    return {
        declared.name: RemoteInput(
            name=declared.name,
            fields=tuple(_read_argument(member) for member in declared.fields),
            description=declared.description,
        )
        for declared in schema.inputs
    }


def read_root_fields(schema: Declarations, root: str) -> Mapping[str, RemoteField]:
    """The fields that the text gives `Query` or `Mutation`."""
    return {name: f for one in schema.roots if one.name == root for name, f in read_remote_fields(one, {}).items()}


def find_lambdas(schema: Declarations) -> tuple[LambdaUse, ...]:
    """What needs the lambda server, in the order of the text."""
    found = []
    for owner in (*schema.types, *schema.roots):
        if (use := owner.directive("lambdaOnMutate")) is not None and any(
            truth_argument(use, operation) for operation in use.arguments
        ):
            found.append(LambdaUse(name=owner.name, line=use.place.line, column=use.place.column))
        for field in owner.fields:
            use = field.directive("lambda")
            if use is not None and field.declared_in == owner.name:
                name = f"{owner.name}.{field.name}"
                found.append(LambdaUse(name=name, line=use.place.line, column=use.place.column))
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def _read_field(declared: FieldDeclaration, source: Source) -> RemoteField:
    deprecated = declared.directive("deprecated")
    return RemoteField(
        name=declared.name,
        written_type=declared.written_type,
        source=source,
        arguments=tuple(_read_argument(argument) for argument in declared.arguments),
        description=declared.description,
        deprecated=None if deprecated is None else text_argument(deprecated, "reason") or _default_reason,
        is_watched=declared.directive("withSubscription") is not None,
    )


def _read_argument(declared: ArgumentDeclaration) -> RemoteArgument:
    return RemoteArgument(
        name=declared.name,
        written_type=declared.written_type,
        default=None if declared.default is None else print_ast(declared.default),
        description=declared.description,
    )
