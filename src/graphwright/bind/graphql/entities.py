"""`_entities`: the nodes that a federation's gateway names by their keys, as one selection.

In: the root field. Out: a selection over the one type that is named, with each node's key beside what is asked; which
keys were asked, in their order. The database answers what it finds; `arrange` puts that into the order asked.
Does not know: SQL, how gateways put answers together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import orjson
from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FieldNode,
    FloatValueNode,
    GraphQLObjectType,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    value_from_ast_untyped,
)

from graphwright import limits
from graphwright.bind.graphql.trees import Binding, LeafList, null
from graphwright.errors import GraphwrightError, InputError
from graphwright.ir.nodes import Nested, OfType, OneOf, Output, Select, Uid, UidIn, Value
from graphwright.model.api import ApiField, ApiSchema, Role
from graphwright.model.uids import format_uid, parse_uid
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.scalars import id_type_name

if TYPE_CHECKING:
    from graphwright.bind.graphql.selections import Selecting

key_name: Final = "@key"
"""The member with a node's key: no name that a request could use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRoot:
    """An `_entities` of a query: where its asked keys are, in their order."""

    key: str
    slot: int


class EntitiesError(InputError):
    """Representations that name no one type; the answer has an empty list."""


def bind_entities(selecting: Selecting, key: str, nodes: Sequence[FieldNode]) -> Nested:
    """The selection of the nodes that are named.

    Raises:
        EntitiesError: They are none, or not all of one type with `@key`, or lack their key.
    """
    [argument] = nodes[0].arguments or ()
    binding, api = selecting.binding, selecting.api
    source = _source(binding, argument.value)
    given = binding.extra(lambda values: _as_list(source(values)))
    named = binding.guard(given, lambda representations: _type_of(api, representations))
    if isinstance(named, EntityProblem):
        raise EntitiesError(named.message)
    api_type = api.types[named]
    field = api_type.fields[str(api_type.entity_key)]
    asked = binding.extra(lambda values: [_key_in(field, one) for one in values[given]])
    selecting.entities.append(EntityRoot(key=key, slot=asked))
    parent = selecting.schema.type_map[named]
    assert isinstance(parent, GraphQLObjectType)
    is_id = field.role is Role.ID
    keys = binding.list_param(LeafList(asked), parse_uid if is_id else lambda value: value, "entity keys")
    condition = UidIn(uids=keys) if is_id else OneOf(predicate=field.predicate, values=keys)
    key_output: Output = Uid(key=key_name)
    if not is_id:
        key_output = Value(key=key_name, predicate=field.predicate, kind=field.kind)
    select = Select(
        source=OfType(node_type=api_type.node_type),
        api_type=named,
        condition=condition,
        output=(key_output, *selecting.outputs_among(parent, nodes, 1)),
    )
    return Nested(key=key, select=select)


def no_entities(selecting: Selecting, key: str) -> Nested:
    """The empty list in the place of entities that could not be asked for."""
    api_type = next(one for one in selecting.api.types.values() if one.entity_key is not None)
    uids = selecting.binding.list_param(LeafList(selecting.binding.extra(lambda _: [])), parse_uid, "no uid")
    return Nested(
        key=key,
        select=Select(
            source=OfType(node_type=api_type.node_type), api_type=api_type.name, condition=UidIn(uids=uids), output=()
        ),
    )


def arrange(text: str, errors: Sequence[GraphwrightError], roots: Sequence[EntityRoot], values: Sequence[Any]) -> str:
    """The answer with each list of entities in the order asked, null for those that are not there.

    Paths of errors into the lists are set right.
    """
    data = orjson.loads(text)
    for root in roots:
        found = data.get(root.key) if data else None
        if found is None:
            continue
        asked = values[root.slot]
        places: dict[int, int] = {}
        by_key: dict[Any, Any] = {}
        for position, entity in enumerate(found):
            if entity is not None:
                entity_key = entity.pop(key_name)
                by_key[entity_key] = entity
                if entity_key in asked:
                    places[position] = asked.index(entity_key)
        data[root.key] = [by_key.get(one) for one in asked]
        for error in errors:
            if error.path and len(error.path) > 1 and error.path[0] == root.key and error.path[1] in places:
                error.path = (root.key, places[int(error.path[1])], *error.path[2:])
    return orjson.dumps(data).decode()


@dataclass(frozen=True, slots=True)
class EntityProblem:
    """Why representations name no entities."""

    message: str


def _type_of(api: ApiSchema, representations: Sequence[Any]) -> str | EntityProblem:
    """The one type that all representations name; a plan is for one type."""
    if not representations:
        return EntityProblem("`representations` is empty; name at least one entity")
    if len(representations) > limits.list_values_max:
        return EntityProblem(f"over {limits.list_values_max} representations (list_values_max); ask for fewer at once")
    names = []
    for position, one in enumerate(representations):
        name = one.get("__typename") if isinstance(one, dict) else None
        if not isinstance(name, str):
            return EntityProblem(f"the representation {position} has no __typename")
        names.append(name)
    if len(set(names)) > 1:
        listed = ", ".join(dict.fromkeys(names))
        return EntityProblem(f"the representations are of several types ({listed}); ask for one type at a time")
    found = api.types.get(names[0])
    if found is None or found.entity_key is None or found.is_interface:
        return EntityProblem(f"{names[0]} is no type with @key")
    for position, one in enumerate(representations):
        if _key_of(found.fields[found.entity_key], one.get(found.entity_key)) is None:
            return EntityProblem(f"the representation {position} has no {found.entity_key}, the @key of {found.name}")
    return found.name


def _key_in(field: ApiField, representation: Any) -> str | int | None:
    """The key of a representation, which may be of another request than the plan was made for."""
    return _key_of(field, representation.get(field.name)) if isinstance(representation, dict) else None


def _key_of(field: ApiField, given: Any) -> str | int | None:
    """A key as the answer shows it; None if it cannot be one."""
    if field.role is Role.ID:
        try:
            return format_uid(parse_uid(str(given))) if isinstance(given, str | int) else None
        except InputError:
            return None
    if field.kind is ValueKind.INT:
        try:
            return int(given)
        except (TypeError, ValueError):
            return None
    if field.type_name == id_type_name and isinstance(given, int):
        return str(given)
    return given if isinstance(given, str) else None


def _as_list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [] if given is None else [given]


def _source(binding: Binding, node: ValueNode) -> Callable[[Sequence[Any]], Any]:
    """What gives the JSON value of a literal, with variables in it, from any request's values."""
    match node:
        case VariableNode():
            return binding.source(binding.variables.get(node.name.value, null))
        case ListValueNode():
            parts = [_source(binding, item) for item in node.values]
            return lambda values: [part(values) for part in parts]
        case ObjectValueNode():
            members = {member.name.value: _source(binding, member.value) for member in node.fields}
            return lambda values: {name: member(values) for name, member in members.items()}
        case IntValueNode() | FloatValueNode() | StringValueNode():
            assert node.loc is not None, "documents are parsed with locations"
            slot = binding.literal_slots.get(node.loc.start)
            if slot is not None:
                return lambda values: values[slot]
            plain: Any = value_from_ast_untyped(node)
            return lambda _: plain
        case BooleanValueNode(value=truth):
            return lambda _: truth
        case EnumValueNode(value=word):
            return lambda _: word
    return lambda _: None
