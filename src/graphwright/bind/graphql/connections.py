"""`queryXConnection` → pages by cursors.

In: a root field with its arguments. Out: `Connection`. A cursor is read once for each request; whether its place has a
value in the order's first key is part of the plan. Does not know: how a page is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, get_named_type

from graphwright import limits
from graphwright.bind.graphql.cascades import bind_cascade
from graphwright.bind.graphql.filters import bind_filter, bind_order
from graphwright.bind.graphql.trees import Binding, Leaf, Tree, null
from graphwright.errors import InputError, ValidationError
from graphwright.ir.connections import (
    Connection,
    ConnectionMember,
    EdgeCursor,
    EdgeMember,
    EdgeNode,
    Edges,
    PageFact,
    PageFacts,
    Position,
    TotalCount,
)
from graphwright.ir.nodes import OfType, OrderBy, Output, Page, Param, Select, TypeName
from graphwright.model.api import ApiSchema, ApiType
from graphwright.model.cursors import NoPlace, Place, order_mark, read_cursor
from graphwright.model.values import ValueKind
from graphwright.schema.bindings import (
    ConnectionCount,
    ConnectionEdges,
    ConnectionPageInfo,
    ConnectionRoot,
    EdgeCursorField,
    EdgeNodeField,
    PageInfoFact,
)

if TYPE_CHECKING:
    from graphql import FieldNode

    from graphwright.bind.graphql.selections import Selecting

_depth_of_nodes = 3
"""A connection, its edges, their nodes: levels of the request's text."""


def bind_connection(
    selecting: Selecting, key: str, root: ConnectionRoot, definition: GraphQLField, nodes: list[FieldNode]
) -> Connection:
    """The page that a root field asks for.

    Raises:
        InputError: Its arguments contradict each other, or a cursor is none of its order.
    """
    api_type, name = selecting.api.types[root.type_name], nodes[0].name.value
    arguments = selecting.arguments(definition, nodes[0])
    order = bind_order(selecting.api, api_type, arguments.get("order", null))
    asked = _Asked(selecting, api_type)
    parent = get_named_type(definition.type)
    assert isinstance(parent, GraphQLObjectType)
    members = asked.members(parent, nodes)
    size, is_backward = _size(selecting.binding, arguments, name)
    mark = order_mark(" ".join((api_type.name, *(_described(each) for each in order))))
    layout = _Layout(mark, tuple(_kind(selecting.api, api_type, each) for each in order), name)
    return Connection(
        key=key,
        select=Select(
            source=OfType(node_type=api_type.node_type),
            api_type=api_type.name,
            condition=bind_filter(selecting.binding, api_type, arguments.get("filter", null)),
            order=order,
            page=Page(first=size),
            output=tuple(asked.outputs),
            cascade=asked.cascade(),
        ),
        is_backward=is_backward,
        after=layout.position(selecting.binding, arguments, "after"),
        before=layout.position(selecting.binding, arguments, "before"),
        mark=mark,
        members=members,
    )


def _described(key: OrderBy) -> str:
    """A key of an order in words that stay the same."""
    path = [*(hop.predicate for hop in key.along), key.predicate, *key.languages]
    return f"{'/'.join(path)}{'#' if key.counted else ''}{'-' if key.is_descending else '+'}"


def _kind(api: ApiSchema, api_type: ApiType, key: OrderBy) -> ValueKind:
    """What the values of a key of the order are."""
    if key.counted is not None:
        return ValueKind.INT
    owner = api.types[key.along[-1].node_type] if key.along else api_type
    return next(field.kind for field in owner.fields.values() if field.predicate == key.predicate)


# ---- the page -------------------------------------------------------------------------------------


def _size(binding: Binding, arguments: Mapping[str, Tree], name: str) -> tuple[Param, bool]:
    """How many nodes, and whether they are the last ones; without either argument what is next to the cursor given."""
    first, last = arguments.get("first", null), arguments.get("last", null)
    if isinstance(first, Leaf) and isinstance(last, Leaf):
        raise InputError(
            f"{name} is asked for its first and its last nodes; give `first` to go forwards or `last` to go backwards"
        )
    if isinstance(first, Leaf):
        return binding.param(first, _page_size("first", name), "page size"), False
    if isinstance(last, Leaf):
        return binding.param(last, _page_size("last", name), "page size"), True
    slot = binding.extra(lambda _: limits.connection_page_nodes_default)
    is_backward = isinstance(arguments.get("before"), Leaf) and not isinstance(arguments.get("after"), Leaf)
    return Param(slot=slot, convert=int, label="page size"), is_backward


def _page_size(argument: str, name: str) -> Callable[[int], int]:
    def convert(value: int) -> int:
        if value < 0:
            raise InputError(f"`{argument}: {value}` of {name} is below 0; `last` takes nodes from the end")
        return value

    return convert


class _Layout:
    """The cursors of an order."""

    def __init__(self, mark: str, kinds: tuple[ValueKind, ...], name: str) -> None:
        self._mark, self._kinds, self._name = mark, kinds, name

    def position(self, binding: Binding, arguments: Mapping[str, Tree], argument: str) -> Position | None:
        """The place that an argument's cursor names."""
        tree = arguments.get(argument, null)
        if not isinstance(tree, Leaf):
            return None
        mark, kinds, given = self._mark, self._kinds, tree.slot
        slot = binding.extra(lambda values: read_cursor(values[given], mark, kinds))
        if binding.guard(slot, _place_class) == "none":
            raise InputError(f"the cursor given to `{argument}` of {self._name} {binding.values[slot].reason}")
        return Position(
            uid=Param(slot=slot, convert=attrgetter("uid"), label=f"uid of {argument}"),
            values=tuple(
                Param(slot=slot, convert=_value_at(number), label=f"value {number + 1} of {argument}")
                for number in range(len(kinds))
            ),
            lacks_first=_place_class(binding.values[slot]) == "lacking",
        )


def _place_class(place: Place | NoPlace) -> str:
    if isinstance(place, NoPlace):
        return "none"
    return "lacking" if place.values and place.values[0] is None else "having"


def _value_at(number: int) -> Callable[[Place], Any]:
    return lambda place: place.values[number]


# ---- what is asked of it --------------------------------------------------------------------------


class _Asked:
    """What a request asks of a page, and of its nodes."""

    def __init__(self, selecting: Selecting, api_type: ApiType) -> None:
        self._selecting = selecting
        self._api_type = api_type
        self._cascades: list[tuple[str, ...]] = []
        self.outputs: list[Output] = []

    def cascade(self) -> tuple[str, ...] | None:
        """That of the connection, or of the nodes, which are the same under all their keys."""
        if len(set(self._cascades)) > 1:
            raise ValidationError("the nodes of a connection have one @cascade; write it at the connection, once")
        return self._cascades[0] if self._cascades else None

    def _note_cascade(self, nodes: list[FieldNode]) -> None:
        node_type = self._selecting.schema.type_map[self._api_type.name]
        cascade = bind_cascade(self._selecting.binding, node_type, nodes)
        if cascade is not None:
            self._cascades.append(cascade)

    def members(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> tuple[ConnectionMember, ...]:
        self._note_cascade(nodes)
        return tuple(self._member(parent, key, fields) for key, fields in self._collect(parent, nodes).items())

    def _collect(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> Mapping[str, list[FieldNode]]:
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        found = self._selecting.collect(parent, sets)
        for fields in found.values():
            self._selecting.count(fields[0])
        return found

    def _member(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> ConnectionMember:
        name = nodes[0].name.value
        if name == "__typename":
            return self._selecting.type_name(parent.name, key)
        definition = parent.fields[name]
        inner = get_named_type(definition.type)
        match definition.extensions["binding"]:
            case ConnectionCount():
                return TotalCount(key=key)
            case ConnectionEdges():
                assert isinstance(inner, GraphQLObjectType)
                self._note_cascade(nodes)
                fields = self._collect(inner, nodes).items()
                return Edges(key=key, members=tuple(self._edge_member(inner, *each) for each in fields))
            case ConnectionPageInfo():
                assert isinstance(inner, GraphQLObjectType)
                fields = self._collect(inner, nodes).items()
                return PageFacts(key=key, members=tuple(self._fact(inner, *each) for each in fields))
        raise AssertionError(f"{parent.name}.{name} has no binding")

    def _edge_member(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> EdgeMember:
        name = nodes[0].name.value
        if name == "__typename":
            return self._selecting.type_name(parent.name, key)
        definition = parent.fields[name]
        match definition.extensions["binding"]:
            case EdgeCursorField():
                return EdgeCursor(key=key)
            case EdgeNodeField():
                self._note_cascade(nodes)
                inner = get_named_type(definition.type)
                assert isinstance(inner, GraphQLObjectType | GraphQLInterfaceType)
                start = len(self.outputs)
                self.outputs += self._selecting.outputs(inner, nodes, _depth_of_nodes)
                return EdgeNode(key=key, start=start, end=len(self.outputs))
        raise AssertionError(f"{parent.name}.{name} has no binding")

    def _fact(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> PageFact | TypeName:
        name = nodes[0].name.value
        if name == "__typename":
            return self._selecting.type_name(parent.name, key)
        binding = parent.fields[name].extensions["binding"]
        assert isinstance(binding, PageInfoFact), f"{parent.name}.{name} has no binding"
        return PageFact(key=key, fact=binding.fact)
