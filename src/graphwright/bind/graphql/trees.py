"""Argument values as trees whose leaves say where a request's values will be.

A literal of the text and a leaf of a variable look the same from here on: each is a slot. Whatever
shapes the plan — keys, nulls, enum values, list or single — is in the tree itself.
Does not know: what the values are for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLScalarType,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
)

from graphwright import limits
from graphwright.bind.graphql.inputs import Coerce, InputTypes, scalar_coercions
from graphwright.bind.slots import Convert, Slots, Values
from graphwright.errors import InputError, LimitError
from graphwright.ir.nodes import Param
from graphwright.model.api import ApiSchema
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar in a slot."""

    slot: int


@dataclass(frozen=True, slots=True)
class LeafList:
    """A whole list of scalars in one slot."""

    slot: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """An enum value or a Boolean: part of the plan."""

    value: str | bool


@dataclass(frozen=True, slots=True)
class Null:
    """null, or a variable that was not given."""


@dataclass(frozen=True, slots=True)
class Many:
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    members: Mapping[str, Tree]


@dataclass(frozen=True, slots=True)
class Whole(Fields):
    """An object that counts as one value (`whole_inputs`)."""


Tree = Leaf | LeafList | Fixed | Null | Many | Fields
null = Null()
scalar_shape: Final = "s"
whole_inputs: Final = frozenset(
    {
        *("NearFilter", "WithinFilter", "ContainsFilter", "IntersectsFilter"),
        *("PointRef", "PointListRef", "PolygonRef", "MultiPolygonRef"),
    }
)
"""Inputs of the prelude that are one value each: a plan is for any number of positions."""


def is_structural(type_: GraphQLInputType) -> bool:
    """Whether values of a type choose the plan (filters, orders, scalars); inputs of mutations do not."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLInputObjectType):
        return True
    owner = named.extensions.get("type") if named.extensions else None
    if named.name in whole_inputs:
        return False
    return owner is None or named.name in (f"{owner}Filter", f"{owner}Order") or named.name == f"Update{owner}Input"


def slot_coercion(type_: GraphQLInputType | None) -> Coerce | None:
    """The coercion of a type whose every value that is not null becomes one slot of shape `scalar_shape`."""
    is_slot = isinstance(type_, GraphQLScalarType) and type_.name != "Boolean"
    return scalar_coercions[type_.name] if is_slot else None  # type: ignore[union-attr]


def grow(value: Any, type_: GraphQLInputType, sink: Values, types: InputTypes) -> tuple[Tree, Any]:
    """The tree and the shape of a coerced value of a variable; its leaves go to `sink`."""
    if value is None:
        return null, None
    type_ = get_nullable_type(type_)  # type: ignore[assignment]
    match type_:
        case GraphQLList():
            return _grow_list(value, type_.of_type, sink, types)
        case GraphQLScalarType(name="Boolean"):
            return Fixed(value), value
        case GraphQLScalarType():
            sink.append(value)
            return Leaf(len(sink) - 1), scalar_shape
        case GraphQLEnumType():
            return Fixed(value), value
        case GraphQLInputObjectType():
            if not is_structural(type_):
                sink.append(value)
                return Leaf(len(sink) - 1), "r"
            members, shapes = {}, []
            for name, member in value.items():
                members[name], shape = grow(member, type_.fields[name].type, sink, types)
                shapes.append((name, shape))
            return Fields(members), tuple(shapes)
    raise AssertionError(f"{type_} is no input type")


def _grow_list(value: Any, inner: GraphQLInputType, sink: Values, types: InputTypes) -> tuple[Tree, Any]:
    named = get_named_type(inner)
    is_leafy = isinstance(named, GraphQLScalarType) and named.name != "Boolean"
    if is_leafy or not is_structural(inner):
        sink.append(value)
        return LeafList(len(sink) - 1), "l"
    if len(value) > limits.filter_terms_max:
        raise LimitError(
            f"a list of {len(value)} conditions is over the limit of {limits.filter_terms_max} (filter_terms_max)"
        )
    grown = [grow(item, inner, sink, types) for item in value]
    return Many(tuple(tree for tree, _ in grown)), ("m", *(shape for _, shape in grown))


@dataclass(slots=True, kw_only=True)
class Binding(Slots):
    """The state of binding one operation: its variables, and the slots that binding adds.

    Attributes:
        variables: Name to tree; absent when the variable was not given and has no default.
        literal_slots: Offset in the text of each lifted literal to its slot.
        api: What filters of related nodes look types up in.
        coercions: Slot of each literal in use to its type's coercion.
    """

    variables: Mapping[str, Tree]
    literal_slots: Mapping[int, int]
    types: InputTypes
    api: ApiSchema
    coercions: dict[int, Coerce] = field(default_factory=dict)

    # -- trees

    def tree(self, node: ValueNode, type_: GraphQLInputType) -> Tree:
        """The tree of a value in the text."""
        type_ = get_nullable_type(type_)  # type: ignore[assignment]
        match node:
            case VariableNode():
                return self._variable(node, type_)
            case NullValueNode():
                return null
            case ListValueNode() if isinstance(type_, GraphQLList):
                return Many(tuple(self.tree(item, type_.of_type) for item in node.values))
            case _ if isinstance(type_, GraphQLList):
                return Many((self.tree(node, type_.of_type),))
            case ObjectValueNode() if isinstance(type_, GraphQLInputObjectType):
                return self._object(node, type_)
            case EnumValueNode():
                return Fixed(node.value)
            case BooleanValueNode():
                return Fixed(node.value)
            case IntValueNode() | FloatValueNode() | StringValueNode() if isinstance(type_, GraphQLScalarType):
                return self._literal(node, type_)
        raise InputError(f"a value does not fit the type {type_}")

    def _object(self, node: ObjectValueNode, type_: GraphQLInputObjectType) -> Fields:
        """A variable that was not given leaves its field out of an input; in a filter it is null."""
        keeps_absent = is_structural(type_)
        members = {}
        for field_node in node.fields:
            value = field_node.value
            if isinstance(value, VariableNode) and value.name.value not in self.variables and not keeps_absent:
                continue
            members[field_node.name.value] = self.tree(value, type_.fields[field_node.name.value].type)
        return Whole(members) if type_.name in whole_inputs else Fields(members)

    def _variable(self, node: VariableNode, type_: GraphQLInputType) -> Tree:
        tree = self.variables.get(node.name.value, null)
        if isinstance(type_, GraphQLList) and isinstance(tree, Leaf | Fixed | Fields):
            return Many((tree,))
        return tree

    def _literal(self, node: IntValueNode | FloatValueNode | StringValueNode, type_: GraphQLScalarType) -> Leaf:
        assert node.loc is not None, "documents are parsed with locations"
        coerce = scalar_coercions[type_.name]
        slot = self.literal_slots.get(node.loc.start)
        if slot is None:  # a literal that is not lifted
            value = coerce(_plain(node), ())
            return Leaf(self.extra(lambda _: value))
        if slot not in self.coercions:
            self.coercions[slot] = coerce
            self.values[slot] = coerce(self.values[slot], ())
        return Leaf(slot)

    # -- parameters

    def param(self, tree: Leaf | Fixed, convert: Convert, label: str) -> Param:
        """A parameter that takes the value of a leaf."""
        return Param(slot=self.slot(tree), convert=convert, label=label)

    def slot(self, tree: Leaf | Fixed) -> int:
        """Where the value of a leaf is."""
        if isinstance(tree, Leaf):
            return tree.slot
        value = tree.value
        return self.extra(lambda _: value)

    def list_param(self, tree: Many | LeafList | Leaf | Fixed, convert: Convert, label: str) -> Param:
        """One parameter for a list; nulls in it are left out. `convert` is for one element."""

        def convert_all(values: Sequence[Any]) -> list[Any]:
            return [convert(value) for value in values if value is not None]

        if isinstance(tree, LeafList):
            return Param(slot=tree.slot, convert=convert_all, label=label)
        items = tree.items if isinstance(tree, Many) else (tree,)
        slots = [self._leaf_slot(item) for item in items if not isinstance(item, Null)]
        gathered = self.extra(lambda values: [values[slot] for slot in slots])
        return Param(slot=gathered, convert=convert_all, label=label)

    def _leaf_slot(self, tree: Tree) -> int:
        if isinstance(tree, Fixed):
            value = tree.value
            return self.extra(lambda _: value)
        assert isinstance(tree, Leaf), "a list of scalars holds leaves"
        return tree.slot

    def source(self, tree: Tree) -> Callable[[Sequence[Any]], Any]:
        """What gives the whole value of a tree again, from any request's values (mutation inputs)."""
        match tree:
            case Leaf(slot=slot) | LeafList(slot=slot):
                return lambda values: values[slot]
            case Fixed(value=value):
                return lambda _: value
            case Null():
                return lambda _: None
            case Many(items=items):
                parts = [self.source(item) for item in items]
                return lambda values: [part(values) for part in parts]
            case Fields(members=members):
                sources = {name: self.source(member) for name, member in members.items()}
                return lambda values: {name: source(values) for name, source in sources.items()}


def _plain(node: IntValueNode | FloatValueNode | StringValueNode) -> Any:
    match node:
        case IntValueNode():
            return int(node.value)
        case FloatValueNode():
            return float(node.value)
        case StringValueNode():
            return node.value
