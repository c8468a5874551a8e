"""`groupByX` with what it takes and gives, beyond the reference.

For `Film`: `FilmGroupBy` says what to group by, `FilmGroupByKey` shows it, `FilmGroupByResult` is a group,
`FilmGroupByHaving` chooses groups, `FilmGroupByOrder` orders them. Does not know: how nodes are grouped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    get_named_type,
)

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.bindings import (
    AggregateCount,
    GroupKeys,
    GroupsRoot,
    IdField,
    ReferenceField,
    ValueField,
)
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import has_order
from graphwright.schema.generation.related_orders import direction_name
from graphwright.schema.generation.workshop import Workshop, argument, enum_value, input_field, output_field

bucket_name: Final = "GroupByBucket"
buckets: Final[Mapping[str, str]] = {
    "YEAR": "",
    "QUARTER": "",
    "MONTH": "",
    "WEEK": "As in ISO 8601, from Monday on.",
    "DAY": "",
    "HOUR": "",
}
field_member: Final = "field"
bucket_member: Final = "bucket"
zone_member: Final = "timeZone"
_groupable_kinds: Final = frozenset(
    {ValueKind.INT, ValueKind.FLOAT, ValueKind.STRING, ValueKind.BOOL, ValueKind.DATETIME}
)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Fields of inputs that are the same in all types: a schema has many of them.

    Attributes:
        filters: By the scalar that is compared.
    """

    direction: GraphQLInputField
    filters: Mapping[str, GraphQLInputField]

    @staticmethod
    def of(workshop: Workshop) -> _Shared:
        types = workshop.types
        filters = {name: input_field(types[f"{name}Filter"]) for name in ("Int", "Int64", "Float", "DateTime")}
        filters["String"] = input_field(types["StringExactFilter"])
        return _Shared(input_field(types[direction_name]), filters)


def make_groups(workshop: Workshop) -> None:
    """Make what all `groupByX` need.

    Raises:
        ErrorList: A name that is needed is taken, or a reference is called as a member of `by`.
    """
    shown = _shown_types(workshop.api)
    keyed = [declared for declared in workshop.api.types.values() if declared.name in shown]
    clashes = [*_taken_names(workshop, keyed, shown), *_taken_members(keyed, shown)]
    if clashes:
        raise ErrorList(clashes)
    if not any(_is_grouped(declared, shown) for declared in keyed):
        return
    if direction_name not in workshop.types:
        workshop.add_enum(direction_name, {"ASC": enum_value("ASC"), "DESC": enum_value("DESC")})
    workshop.add_enum(bucket_name, {name: enum_value(name, about) for name, about in buckets.items()})
    shared = _Shared.of(workshop)
    for declared in keyed:
        workshop.add(_key(workshop, declared, shown))
        workshop.add(_key_order(workshop, declared, shown, shared))
        groupable = _groupable_names(declared, shown)
        if groupable:
            field_names = {name: enum_value(name) for name in groupable}
            workshop.add_enum(names.group_name(declared.name, "Field"), field_names)
            workshop.add(_by(workshop, declared, shown))
        if _is_grouped(declared, shown):
            workshop.add(_result(workshop, declared))
            workshop.add(_having(workshop, declared, shared))
            workshop.add(_order(workshop, declared, shared))


def group_query(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    """The query for a type."""
    name = declared.name
    types = workshop.types
    if workshop.is_strict or names.group_name(name, "Result") not in types:
        return {}

    def listed(part: str) -> Any:
        return GraphQLList(GraphQLNonNull(types[names.group_name(name, part)]))

    arguments: dict[str, GraphQLArgument] = {
        "by": argument(GraphQLNonNull(listed(""))),
        **workshop.filter_arguments(name),
        "having": argument(types[names.group_name(name, "Having")]),
        "order": argument(listed("Order")),
        **workshop.page_arguments,
    }
    return {names.group_query_name(name): output_field(listed("Result"), GroupsRoot(name), arguments)}


# ---- which types and fields -----------------------------------------------------------------------


def is_groupable(field: ApiField) -> bool:
    """Whether nodes can be grouped by a field's value: one scalar or enum; no shapes, vectors or passwords."""
    return field.role is Role.VALUE and not field.is_list and field.kind in _groupable_kinds


def _is_grouped(declared: ApiType, shown: AbstractSet[str]) -> bool:
    """Whether there is a `groupByX`: beside each `aggregateX`, if there is anything to group by."""
    return declared.generates.aggregate and not declared.is_extension and bool(_groupable_names(declared, shown))


def _shown_types(api: ApiSchema) -> frozenset[str]:
    """The types with something that a key can show, at last an ID or a value of a node that they refer to."""
    types = api.types
    shown = {
        declared.name
        for declared in types.values()
        if declared.id_field is not None or any(is_groupable(field) for field in declared.fields.values())
    }
    while True:
        more = {declared.name for declared in types.values() if any(True for _ in _references(declared, shown))}
        if more <= shown:
            return frozenset(shown)
        shown |= more


def _references(declared: ApiType, shown: AbstractSet[str]) -> Iterator[ApiField]:
    """The fields with one node that a key can show something of."""
    for field in declared.fields.values():
        if field.role is Role.REFERENCE and not field.is_list and field.type_name in shown:
            yield field


def _groupable_names(declared: ApiType, shown: AbstractSet[str]) -> list[str]:
    references = {field.name for field in _references(declared, shown)}
    return [field.name for field in declared.fields.values() if is_groupable(field) or field.name in references]


# ---- keys -----------------------------------------------------------------------------------------


def _by(workshop: Workshop, declared: ApiType, shown: AbstractSet[str]) -> GraphQLInputObjectType:
    def fields() -> dict[str, GraphQLInputField]:
        types = workshop.types
        made = {field_member: input_field(types[names.group_name(declared.name, "Field")])}
        if any(is_groupable(field) and field.kind is ValueKind.DATETIME for field in declared.fields.values()):
            made[bucket_member] = input_field(types[bucket_name], "Of a DateTime, the period that it lies in.")
            made[zone_member] = input_field(GraphQLString, 'Whose periods these are, as "Europe/Berlin"; UTC if none.')
        for field in _references(declared, shown):
            own = types.get(names.group_name(field.type_name, ""))
            if own is not None:
                made[field.name] = input_field(own)
        return made

    about = "A field, or what to group by of the node that a field refers to."
    return GraphQLInputObjectType(names.group_name(declared.name, ""), fields, description=about)


def _key(workshop: Workshop, declared: ApiType, shown: AbstractSet[str]) -> GraphQLObjectType:
    def fields() -> dict[str, GraphQLField]:
        made: dict[str, GraphQLField] = {}
        references = {field.name for field in _references(declared, shown)}
        for field in declared.fields.values():
            if field.role is Role.ID:
                made[field.name] = output_field(workshop.types[field.type_name], IdField(field))
            elif is_groupable(field):
                made[field.name] = output_field(workshop.types[field.type_name], ValueField(field))
            elif field.name in references:
                own = workshop.types[names.group_name(field.type_name, "Key")]
                made[field.name] = output_field(own, ReferenceField(field))
        return made

    about = "What the nodes of a group share; there is what `by` names."
    return GraphQLObjectType(names.group_name(declared.name, "Key"), fields, description=about)


def _key_order(
    workshop: Workshop, declared: ApiType, shown: AbstractSet[str], shared: _Shared
) -> GraphQLInputObjectType:
    def fields() -> dict[str, GraphQLInputField]:
        references = {field.name for field in _references(declared, shown)}
        made: dict[str, GraphQLInputField] = {}
        for field in declared.fields.values():
            if field.role is Role.ID or is_groupable(field):
                made[field.name] = shared.direction
            elif field.name in references:
                made[field.name] = input_field(workshop.types[names.group_name(field.type_name, "KeyOrder")])
        return made

    return GraphQLInputObjectType(names.group_name(declared.name, "KeyOrder"), fields, description="One of these.")


# ---- groups ---------------------------------------------------------------------------------------


def _aggregates(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    """The aggregates that `aggregateX` has, but for the count, which is always there."""
    own = workshop.types[names.aggregate_name(declared.name)]
    assert isinstance(own, GraphQLObjectType)
    return {name: made for name, made in own.fields.items() if name != "count"}


def _result(workshop: Workshop, declared: ApiType) -> GraphQLObjectType:
    def fields() -> dict[str, GraphQLField]:
        key = workshop.types[names.group_name(declared.name, "Key")]
        return {
            "key": output_field(GraphQLNonNull(key), GroupKeys()),
            "count": output_field(GraphQLNonNull(GraphQLInt), AggregateCount()),
            **_aggregates(workshop, declared),
        }

    return GraphQLObjectType(names.group_name(declared.name, "Result"), fields, description="Nodes with the same key.")


def _having(workshop: Workshop, declared: ApiType, shared: _Shared) -> GraphQLInputObjectType:
    own_name = names.group_name(declared.name, "Having")

    def fields() -> dict[str, GraphQLInputField]:
        made = {"count": shared.filters["Int"]}
        for name, aggregate in _aggregates(workshop, declared).items():
            binding = aggregate.extensions["binding"]
            # The sum of many an Int is none.
            is_sum = binding.function == "sum" and binding.field.type_name == "Int"
            made[name] = shared.filters["Int64" if is_sum else get_named_type(aggregate.type).name]
        own = workshop.types[own_name]
        listed = input_field(GraphQLList(own))
        return made | {"and": listed, "or": listed, "not": input_field(own)}

    return GraphQLInputObjectType(own_name, fields, description="")


def _order(workshop: Workshop, declared: ApiType, shared: _Shared) -> GraphQLInputObjectType:
    def fields() -> dict[str, GraphQLInputField]:
        key = workshop.types[names.group_name(declared.name, "KeyOrder")]
        aggregates = dict.fromkeys(("count", *_aggregates(workshop, declared)), shared.direction)
        return {"key": input_field(key), **aggregates}

    about = "One of these; several are several elements."
    return GraphQLInputObjectType(names.group_name(declared.name, "Order"), fields, description=about)


# ---- clashes --------------------------------------------------------------------------------------


def _taken_names(workshop: Workshop, keyed: list[ApiType], shown: AbstractSet[str]) -> Iterator[GraphwrightError]:
    api = workshop.api
    needed = [(bucket_name, declared) for declared in keyed[:1]]
    if not any(has_order(declared) for declared in api.types.values()):
        needed += [(direction_name, declared) for declared in keyed[:1]]
    for declared in keyed:
        needed += [(names.group_name(declared.name, part), declared) for part in names.group_parts]
        if names.group_query_name(declared.name) in api.queries and _is_grouped(declared, shown):
            yield SchemaError(
                f"Query.{names.group_query_name(declared.name)} is also generated for {declared.name}; rename it, or "
                "run with --strict-dgraph",
                line=declared.line,
                column=declared.column,
            )
    for name, declared in needed:
        if name in workshop.types:
            owner = api.types.get(name) or declared
            yield SchemaError(
                f"{name} is also generated for {names.group_query_name(declared.name)}; rename the type that has this "
                "name, or run with --strict-dgraph",
                line=owner.line,
                column=owner.column,
            )


def _taken_members(keyed: list[ApiType], shown: AbstractSet[str]) -> Iterator[GraphwrightError]:
    for declared in keyed:
        for field in _references(declared, shown):
            if field.name in (field_member, bucket_member, zone_member):
                yield SchemaError(
                    f"{declared.name}.{field.name}: `{field.name}` has a meaning in `by` of groups; choose another "
                    f'name and keep the predicate with @dgraph(pred: "{field.predicate}"), or run with --strict-dgraph',
                    line=field.line,
                    column=field.column,
                )
