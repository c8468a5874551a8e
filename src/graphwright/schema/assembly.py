"""Declarations that keep every rule → the API that they declare.

In: declarations with inherited fields filled in. Out: `ApiSchema`. Predicate names, index kinds and the
other sides of inverses are settled here. Does not know: the generated API, homes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graphwright.model.api import ApiEnum, ApiField, ApiSchema, ApiType, ApiUnion, AuthSettings, Role
from graphwright.model.values import ValueKind
from graphwright.model.vectors import Metric, metrics
from graphwright.records import dataclass
from graphwright.schema.arguments import (
    list_argument,
    node_type_name,
    text_argument,
    text_of,
    truth_argument,
    written_predicate,
)
from graphwright.schema.auth_rules import read_auth_rules
from graphwright.schema.constraints import read_constraint, read_field_rules
from graphwright.schema.declarations import (
    Declarations,
    DirectiveUse,
    EnumDeclaration,
    FieldDeclaration,
    TypeDeclaration,
    UnionDeclaration,
)
from graphwright.schema.defaults import default_text
from graphwright.schema.forwarded_headers import read_forwarded_headers
from graphwright.schema.inverses import complete_inverses
from graphwright.schema.permissions import read_permissions
from graphwright.schema.remote import (
    Provided,
    find_lambdas,
    is_foreign_id,
    is_stored,
    provided_fields,
    read_inputs,
    read_remote_fields,
    read_remote_types,
    read_remote_unions,
    read_root_fields,
)
from graphwright.schema.scalars import enum_default_search, id_type_name, resolved_search, scalars
from graphwright.schema.strictness import read_strictness
from graphwright.schema.type_directives import read_generates, read_secret
from graphwright.search.hnsw import default_metric, hnsw_kind, hnsw_options

_default_reason = "No longer supported"


def assemble_api(schema: Declarations, authorization: AuthSettings | None) -> ApiSchema:
    """The API that valid declarations declare."""
    context = _Context(schema, complete_inverses(schema), provided_fields(schema))
    return ApiSchema(
        text=schema.text,
        types={declared.name: _assemble_type(context, declared) for declared in schema.types},
        enums={declared.name: _assemble_enum(declared) for declared in schema.enums},
        unions={declared.name: _assemble_union(declared) for declared in schema.unions},
        remote_types=read_remote_types(schema),
        remote_unions=read_remote_unions(schema),
        inputs=read_inputs(schema),
        queries=read_root_fields(schema, "Query"),
        mutations=read_root_fields(schema, "Mutation"),
        lambdas=find_lambdas(schema),
        forwarded_headers=read_forwarded_headers(schema),
        authorization=authorization,
        is_strict=read_strictness(schema),
    )


@dataclass(frozen=True, slots=True)
class _Context:
    schema: Declarations
    inverses: Mapping[tuple[str, str], str]
    provided: Provided


def _assemble_type(context: _Context, declared: TypeDeclaration) -> ApiType:
    return ApiType(
        name=declared.name,
        is_interface=declared.is_interface,
        node_type=node_type_name(declared),
        fields={
            field.name: _foreign_id(context, field) if is_foreign_id(field) else _assemble_field(context, field)
            for field in declared.fields
            if is_stored(field, declared, context.provided)
        },
        interfaces=tuple(use.name for use in declared.interfaces),
        description=declared.description,
        auth=read_auth_rules(declared),
        unique_sets=_unique_sets(declared),
        field_rules=read_field_rules(declared),
        generates=read_generates(declared),
        secret=read_secret(context.schema, declared),
        remote_fields=read_remote_fields(declared, context.provided),
        field_order=tuple(field.name for field in declared.fields),
        entity_key=text_argument(declared.directive("key"), "fields"),
        is_extension=declared.directive("extends") is not None,
        calls_lambda=_lambda_calls(declared),
        renamed_from=text_argument(declared.directive("rename"), "from"),
        permissions=read_permissions(declared.directives),
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
        is_unique=declared.directive("unique") is not None,
        cascades_delete=declared.directive("cascadeDelete") is not None,
        constraint=read_constraint(declared),
        searches=searches_of(declared),
        inverse=context.inverses.get((declared.declared_in, declared.name)),
        declared_in=declared.declared_in,
        default_on_add=default_text(declared.directive("default"), "add"),
        default_on_update=default_text(declared.directive("default"), "update"),
        metric=_metric(declared),
        index_options=tuple(_index_options(declared).items()),
        description=declared.description,
        deprecated=_deprecation(declared.directives),
        renamed_from=text_argument(declared.directive("rename"), "from"),
        permissions=read_permissions(declared.directives),
        auth=read_auth_rules(declared),
        line=declared.place.line,
        column=declared.place.column,
    )


def _foreign_id(context: _Context, declared: FieldDeclaration) -> ApiField:
    """The ID that another service of a federation gives: here a text, and the key."""
    predicate, _ = predicate_of(context.schema, declared)
    return replace(
        _assemble_field(context, declared),
        role=Role.VALUE,
        kind=ValueKind.STRING,
        predicate=predicate,
        is_key=True,
        searches=("hash",),
    )


def _lambda_calls(declared: TypeDeclaration) -> tuple[str, ...]:
    use = declared.directive("lambdaOnMutate")
    return () if use is None else tuple(name for name in use.arguments if truth_argument(use, name))


def _role_and_kind(declared: FieldDeclaration) -> tuple[Role, ValueKind]:
    if declared.type_name == id_type_name:
        return Role.ID, ValueKind.UID
    if declared.directive("embedding") is not None:
        return Role.VALUE, ValueKind.VECTOR
    if declared.type_name in scalars:
        return Role.VALUE, scalars[declared.type_name].kind
    return Role.REFERENCE, ValueKind.UID


def _unique_sets(declared: TypeDeclaration) -> tuple[tuple[str, ...], ...]:
    uses = (list_argument(use, "fields") for use in declared.directives if use.name == "unique")
    return tuple(tuple(text_of(node) or "" for node in nodes or ()) for nodes in uses)


def _metric(declared: FieldDeclaration) -> Metric | None:
    """How near the vectors of an embedding are."""
    if declared.directive("embedding") is None:
        return None
    metric = _index_options(declared).get("metric", default_metric)
    assert metric in metrics, "the rules let no other through"
    return metric


def _index_options(declared: FieldDeclaration) -> dict[str, str]:
    """The options of the index of an embedding."""
    search = declared.directive("search")
    if search is None or declared.directive("embedding") is None:
        return {}
    written = text_of(next(iter(list_argument(search, "by") or ()), None))
    return hnsw_options(written or "") or {}


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
    if declared.directive("embedding") is not None:
        return () if use is None else (hnsw_kind.name,)
    if use is not None:
        asked = (text_of(node) or "" for node in list_argument(use, "by") or ())
        written = tuple(resolved_search(declared.type_name, search) for search in asked)
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


def _assemble_union(declared: UnionDeclaration) -> ApiUnion:
    return ApiUnion(
        name=declared.name,
        members=tuple(use.name for use in declared.members),
        description=declared.description,
    )


def _deprecation(directives: tuple[DirectiveUse, ...]) -> str | None:
    for use in directives:
        if use.name == "deprecated":
            return text_argument(use, "reason") or _default_reason
    return None
