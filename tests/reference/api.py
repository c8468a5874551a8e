"""The API that a schema generates: names and types of every field, argument and input, as plain dictionaries.

In: `model.Schema`. Out: `Api`, which validation, coercion and the generator read. Knows no request and no data.
"""

from dataclasses import dataclass, field
from typing import Final

from .model import Field, ObjectType, Schema


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    of: "TypeReference"


@dataclass(frozen=True, slots=True)
class NonNull:
    of: "Named | ListOf"


TypeReference = Named | ListOf | NonNull


def type_of(text: str) -> TypeReference:
    """Read `[String!]!`."""
    if text.endswith("!"):
        inner = type_of(text[:-1])
        assert not isinstance(inner, NonNull)
        return NonNull(inner)
    return ListOf(type_of(text[1:-1])) if text.startswith("[") else Named(text)


def named_type(reference: TypeReference) -> str:
    """The name inside lists and non-nulls."""
    while not isinstance(reference, Named):
        reference = reference.of
    return reference.name


def nullable(reference: TypeReference) -> Named | ListOf:
    return reference.of if isinstance(reference, NonNull) else reference


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputField:
    type: TypeReference
    arguments: dict[str, TypeReference]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A root field: `kind` is `get`, `query`, `aggregate`, `add`, `update` or `delete`."""

    kind: str
    type_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    inputs: dict[str, dict[str, TypeReference]]
    conditions: set[str]
    """The inputs that hold the operators of one filtered field; they take exactly one operator."""
    outputs: dict[str, dict[str, OutputField]] = field(default_factory=dict)
    enums: dict[str, tuple[str, ...]]
    operations: dict[str, Operation] = field(default_factory=dict)


_COUNT: Final = Field(
    name="count",
    kind="scalar",
    type_name="Int",
    is_list=False,
    non_null=False,
    element_non_null=False,
    is_key=False,
    search=("int",),
    inverse=None,
)
SCALAR_NAMES: Final = ("ID", "Int", "Int64", "Float", "String", "Boolean", "DateTime")
_COMPARISONS: Final = ("le", "lt", "ge", "gt")
_TEXT_FILTERS: Final = {"fulltext": "FullText", "ngram": "Ngram", "regexp": "RegExp", "trigram": "RegExp"}
_TEXT_OPERATORS: Final = {
    "term": ("allofterms", "anyofterms"),
    "fulltext": ("alloftext", "anyoftext"),
    "ngram": ("ngram",),
    "regexp": ("regexp",),
    "trigram": ("regexp",),
}


def generate_api(schema: Schema) -> Api:
    api = Api(inputs={}, conditions=set(), enums=dict(schema.enums))
    api.outputs["Query"] = {}
    api.outputs["Mutation"] = {}
    _add_shapes(api)
    api.inputs["IntFilter"] = _operators(api, _COUNT, "int")
    api.conditions.add("IntFilter")
    api.enums["OrderDirection"] = ("ASC", "DESC")
    api.inputs["RelatedCountOrder"] = {"count": Named("OrderDirection")}
    for object_type in schema.types.values():
        _add_inputs(api, object_type)
        _add_filter(api, schema, object_type)
    for object_type in schema.types.values():
        _add_outputs(api, object_type)
        _add_operations(api, object_type)
    return api


def _add_shapes(api: Api) -> None:
    point = {"longitude": "Float!", "latitude": "Float!"}
    members = {"Point": point, "PointList": {"points": "[Point!]!"}, "Polygon": {"coordinates": "[PointList!]!"}}
    for name, fields in members.items():
        api.outputs[name] = {field: _plain(text) for field, text in fields.items()}
        api.inputs[f"{name}Ref"] = {
            field: type_of(text.replace("PointList", "PointListRef").replace("[Point!", "[PointRef!"))
            for field, text in fields.items()
        }
    api.inputs["NearFilter"] = {"distance": type_of("Float!"), "coordinate": type_of("PointRef!")}
    api.inputs["WithinFilter"] = {"polygon": type_of("PolygonRef!")}
    api.inputs["ContainsFilter"] = {"point": Named("PointRef"), "polygon": Named("PolygonRef")}
    api.inputs["IntersectsFilter"] = {"polygon": Named("PolygonRef")}
    operators: dict[str, TypeReference] = {"near": Named("NearFilter"), "within": Named("WithinFilter")}
    api.inputs["PointGeoFilter"] = operators
    more = {"contains": Named("ContainsFilter"), "intersects": Named("IntersectsFilter")}
    api.inputs["PolygonGeoFilter"] = {**operators, **more}
    api.conditions.update({"PointGeoFilter", "PolygonGeoFilter"})


def _add_inputs(api: Api, object_type: ObjectType) -> None:
    name = object_type.name
    own = [each for each in object_type.fields.values() if each.is_written]
    api.inputs[f"Add{name}Input"] = {
        each.name: _input_type(each) if each.default_add is None else nullable(_input_type(each)) for each in own
    }
    patch: dict[str, TypeReference] = {each.name: nullable(_input_type(each)) for each in own}
    reference = dict(patch)
    if object_type.id_field is not None:
        reference = {object_type.id_field.name: Named("ID"), **patch}
    if len(reference) == 1 and object_type.keys:
        reference = {each.name: NonNull(nullable(_input_type(each))) for each in own}
    api.inputs[f"{name}Ref"] = reference
    api.inputs[f"{name}Patch"] = patch
    api.inputs[f"Update{name}Input"] = {
        "filter": type_of(f"{name}Filter!"),
        "set": Named(f"{name}Patch"),
        "remove": Named(f"{name}Patch"),
    }


def _input_type(each: Field) -> TypeReference:
    text = each.type_text
    return type_of(
        text.replace(each.type_name, f"{each.type_name}Ref") if each.kind in ("reference", "shape") else text
    )


def _add_filter(api: Api, schema: Schema, object_type: ObjectType) -> None:
    name = object_type.name
    filters: dict[str, TypeReference] = {}
    for each in object_type.fields.values():
        if each.kind == "id":
            filters[each.name] = type_of("[ID!]")
        elif each.search:
            filters[each.name] = Named(_condition(api, schema, each))
        elif each.kind == "reference":
            filters[each.name] = Named(f"{each.type_name}{'ListRelation' if each.is_list else ''}Filter")
    api.inputs[f"{name}ListRelationFilter"] = {
        **{quantifier: Named(f"{name}Filter") for quantifier in ("some", "every", "none")},
        "count": Named("IntFilter"),
    }
    api.enums[f"{name}HasFilter"] = tuple(each.name for each in object_type.fields.values() if each.is_written)
    lists: dict[str, TypeReference] = {"and": type_of(f"[{name}Filter]"), "or": type_of(f"[{name}Filter]")}
    filters |= {"has": type_of(f"[{name}HasFilter]"), **lists, "not": Named(f"{name}Filter")}
    api.inputs[f"{name}Filter"] = filters
    orderable = tuple(each.name for each in object_type.fields.values() if each.is_orderable)
    if orderable:
        api.enums[f"{name}Orderable"] = orderable
        api.inputs[f"{name}Order"] = {
            "asc": Named(f"{name}Orderable"),
            "desc": Named(f"{name}Orderable"),
            "then": Named(f"{name}Order"),
            "by": type_of(f"[{name}OrderBy!]"),
        }
        api.inputs[f"{name}OrderBy"] = _order_by(schema, object_type)
        api.conditions.add(f"{name}OrderBy")


def _order_by(schema: Schema, object_type: ObjectType) -> dict[str, TypeReference]:
    """By a value, by something of a related node, or by the number of related nodes."""
    keys: dict[str, TypeReference] = {}
    for each in object_type.fields.values():
        if each.is_orderable:
            keys[each.name] = Named("OrderDirection")
        elif each.kind == "reference" and each.is_list:
            keys[each.name] = Named("RelatedCountOrder")
        elif each.kind == "reference" and has_order(schema.types[each.type_name]):
            keys[each.name] = Named(f"{each.type_name}OrderBy")
    return keys


def has_order(object_type: ObjectType) -> bool:
    return any(each.is_orderable for each in object_type.fields.values())


def _condition(api: Api, schema: Schema, each: Field) -> str:
    """The name of the input with the operators of a field; for a Boolean the value itself."""
    if each.type_name == "Boolean":
        return "Boolean"
    if each.kind == "shape":
        return f"{each.type_name}GeoFilter"
    searches = sorted(each.search)
    if each.type_name == "String" or each.type_name in schema.enums:
        name = "_".join(_filter_name(each, search) for search in searches)
    else:
        name = f"{each.type_name}Filter"
    operators: dict[str, TypeReference] = {}
    for search in searches:
        operators |= _operators(api, each, search)
    api.inputs[name] = operators
    api.conditions.add(name)
    return name


def _filter_name(each: Field, search: str) -> str:
    if each.kind == "enum" and search not in _TEXT_FILTERS:
        return f"{each.type_name}_{search}"
    return f"String{_TEXT_FILTERS.get(search, search.capitalize())}Filter"


def _operators(api: Api, each: Field, search: str) -> dict[str, TypeReference]:
    value = each.type_name
    if search in _TEXT_OPERATORS:
        return {operator: Named("String") for operator in _TEXT_OPERATORS[search]}
    equality: dict[str, TypeReference] = {"eq": Named(value), "in": type_of(f"[{value}]")}
    if search == "hash":
        return equality
    comparisons: dict[str, TypeReference] = {operator: Named(value) for operator in _COMPARISONS}
    if each.kind == "enum":  # the range of an enum is left out: the reference generates a type for it that cannot work
        return {**equality, **comparisons}
    api.inputs[f"{value}Range"] = {"min": type_of(f"{value}!"), "max": type_of(f"{value}!")}
    return {**equality, **comparisons, "between": Named(f"{value}Range")}


def _list_arguments(api: Api, name: str) -> dict[str, TypeReference]:
    order: dict[str, TypeReference] = {"order": Named(f"{name}Order")} if f"{name}Order" in api.inputs else {}
    return {"filter": Named(f"{name}Filter"), **order, "first": Named("Int"), "offset": Named("Int")}


def _add_outputs(api: Api, object_type: ObjectType) -> None:
    name = object_type.name
    fields: dict[str, OutputField] = {}
    for each in object_type.fields.values():
        arguments: dict[str, TypeReference] = {}
        if each.kind == "reference":
            arguments = _list_arguments(api, each.type_name)
            arguments = arguments if each.is_list else {"filter": arguments["filter"]}
        fields[each.name] = OutputField(type=type_of(each.type_text), arguments=arguments)
    for each in object_type.fields.values():
        if each.kind == "reference" and each.is_list:
            fields[f"{each.name}Aggregate"] = OutputField(
                type=Named(f"{each.type_name}AggregateResult"), arguments={"filter": Named(f"{each.type_name}Filter")}
            )
    api.outputs[name] = fields
    aggregate = {"count": _plain("Int")}
    for each in object_type.fields.values():
        if each.is_orderable:
            aggregate |= {f"{each.name}{end}": _plain(each.type_name) for end in ("Min", "Max")}
        if each.is_summable:
            aggregate |= {f"{each.name}Sum": _plain(each.type_name), f"{each.name}Avg": _plain("Float")}
    api.outputs[f"{name}AggregateResult"] = aggregate
    nodes = {object_type.payload_name: OutputField(type=type_of(f"[{name}]"), arguments=_list_arguments(api, name))}
    for verb in ("Add", "Update"):
        api.outputs[f"{verb}{name}Payload"] = {**nodes, "numUids": _plain("Int")}
    api.outputs[f"Delete{name}Payload"] = {**nodes, "msg": _plain("String"), "numUids": _plain("Int")}


def _plain(type_text: str) -> OutputField:
    return OutputField(type=type_of(type_text), arguments={})


def _add_operations(api: Api, object_type: ObjectType) -> None:
    name = object_type.name
    keys: dict[str, TypeReference] = {each.name: Named(each.type_name) for each in object_type.keys}
    if object_type.id_field is not None:
        keys = {object_type.id_field.name: Named("ID"), **keys}
    if len(keys) == 1:
        keys = {key: NonNull(nullable(reference)) for key, reference in keys.items()}
    filtered: dict[str, TypeReference] = {"filter": Named(f"{name}Filter")}
    roots = {
        "query": OutputField(type=type_of(f"[{name}]"), arguments=_list_arguments(api, name)),
        "aggregate": OutputField(type=Named(f"{name}AggregateResult"), arguments=filtered),
    }
    if keys:
        roots = {"get": OutputField(type=Named(name), arguments=keys), **roots}
    adding: dict[str, TypeReference] = {"input": type_of(f"[Add{name}Input!]!")}
    if object_type.keys:
        adding["upsert"] = Named("Boolean")
    changes = {
        "add": OutputField(type=Named(f"Add{name}Payload"), arguments=adding),
        "update": OutputField(type=Named(f"Update{name}Payload"), arguments={"input": type_of(f"Update{name}Input!")}),
        "delete": OutputField(type=Named(f"Delete{name}Payload"), arguments={"filter": type_of(f"{name}Filter!")}),
    }
    for root, operations in (("Query", roots), ("Mutation", changes)):
        for kind, output in operations.items():
            api.outputs[root][f"{kind}{name}"] = output
            api.operations[f"{kind}{name}"] = Operation(kind=kind, type_name=name)
