"""Declarations that keep every rule → the API that they declare.

In: declarations with inherited fields filled in. Out: `ApiSchema`. Predicate names, index kinds and the
other sides of inverses are settled here. Does not know: the generated API, homes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphwright.model.api import ApiEnum, ApiField, ApiSchema, ApiType, AuthSettings, Role
from graphwright.model.values import ValueKind
from graphwright.schema.arguments import (
    list_argument,
    node_type_name,
    text_argument,
    text_of,
    truth_argument,
    written_predicate,
)
from graphwright.schema.auth_rules import read_auth_rules
from graphwright.schema.declarations import (
    Declarations,
    DirectiveUse,
    EnumDeclaration,
    FieldDeclaration,
    TypeDeclaration,
)
from graphwright.schema.inverses import complete_inverses
from graphwright.schema.scalars import enum_default_search, id_type_name, scalars

_default_reason = "No longer supported"


def assemble_api(schema: Declarations, authorization: AuthSettings | None) -> ApiSchema:
    """The API that valid declarations declare."""
    context = _Context(schema, complete_inverses(schema))
    return ApiSchema(
        text=schema.text,
        types={declared.name: _assemble_type(context, declared) for declared in schema.types},
        enums={declared.name: _assemble_enum(declared) for declared in schema.enums},
        authorization=authorization,
    )


@dataclass(frozen=True, slots=True)
class _Context:
    schema: Declarations
    inverses: Mapping[tuple[str, str], str]


def _assemble_type(context: _Context, declared: TypeDeclaration) -> ApiType:
    return ApiType(
        name=declared.name,
        is_interface=declared.is_interface,
        node_type=node_type_name(declared),
        fields={field.name: _assemble_field(context, field) for field in declared.fields},
        interfaces=tuple(use.name for use in declared.interfaces),
        description=declared.description,
        auth=read_auth_rules(declared),
        line=declared.place.line,
        column=declared.place.column,
    )


def _assemble_field(context: _Context, declared: FieldDeclaration) -> ApiField:
    role, kind = _role_and_kind(declared)
    predicate, languages = predicate_of(context.schema, declared)
    key = declared.directive("id")
    return ApiField(
        name=declared.name,
        role=role if declared.type_name not in context.schema.enum_named else Role.VALUE,
        type_name=declared.type_name,
        kind=kind if declared.type_name not in context.schema.enum_named else ValueKind.STRING,
        is_list=declared.is_list,
        is_required=declared.is_required,
        is_element_required=declared.is_element_required,
        predicate="" if role is Role.ID else predicate,
        languages=languages,
        is_key=key is not None,
        is_interface_key=truth_argument(key, "interface"),
        searches=searches_of(declared),
        inverse=context.inverses.get((declared.declared_in, declared.name)),
        declared_in=declared.declared_in,
        description=declared.description,
        deprecated=_deprecation(declared.directives),
        line=declared.place.line,
        column=declared.place.column,
    )


def _role_and_kind(declared: FieldDeclaration) -> tuple[Role, ValueKind]:
    if declared.type_name == id_type_name:
        return Role.ID, ValueKind.UID
    if declared.type_name in scalars:
        return Role.VALUE, scalars[declared.type_name].kind
    return Role.REFERENCE, ValueKind.UID


def predicate_of(schema: Declarations, declared: FieldDeclaration) -> tuple[str, tuple[str, ...]]:
    """The predicate that holds a field, and the languages asked for."""
    written, languages = written_predicate(declared)
    if written is not None:
        return written, languages
    return f"{node_type_name(schema.type_named[declared.declared_in])}.{declared.name}", ()


def searches_of(declared: FieldDeclaration) -> tuple[str, ...]:
    """The index kinds of a field: those of `@search`, and the one that `@id` needs."""
    searches: tuple[str, ...] = ()
    scalar = scalars.get(declared.type_name)
    use = declared.directive("search")
    if use is not None:
        written = tuple(text_of(node) or "" for node in list_argument(use, "by") or ())
        searches = written or (scalar.default_search if scalar else enum_default_search,)
    if declared.directive("id") is None or scalar is None or scalar.key_search is None:
        return searches
    # An exact index serves equality as well; the reference adds no hash beside it.
    if scalar.key_search in searches or "exact" in searches:
        return searches
    return (*searches, scalar.key_search)


def _assemble_enum(declared: EnumDeclaration) -> ApiEnum:
    deprecations = {value.name: _deprecation(value.directives) for value in declared.values}
    return ApiEnum(
        name=declared.name,
        values=tuple(value.name for value in declared.values),
        description=declared.description,
        descriptions={value.name: value.description for value in declared.values if value.description is not None},
        deprecated={name: reason for name, reason in deprecations.items() if reason is not None},
    )


def _deprecation(directives: tuple[DirectiveUse, ...]) -> str | None:
    for use in directives:
        if use.name == "deprecated":
            return text_argument(use, "reason") or _default_reason
    return None
