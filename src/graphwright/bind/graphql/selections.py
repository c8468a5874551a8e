"""Selection sets → IR outputs: fields merged by response key, fragments and directives resolved.

In: a validated document's nodes, the generated schema (its fields carry bindings), the arguments'
trees. Out: IR selections. Does not know: rules (a pass adds them), SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from graphwright import limits
from graphwright.bind.graphql.filters import (
    bind_filter,
    bind_order,
    first_class,
    refuse_last_with_order,
    to_offset,
    to_page_size,
    value_converter,
)
from graphwright.bind.graphql.trees import Binding, Fixed, Leaf, Many, Null, Tree, null
from graphwright.errors import InputError, LimitError, NodeIdError, NotSupportedYet
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    And,
    ByUid,
    Compare,
    Condition,
    Nested,
    OfType,
    Output,
    Page,
    Param,
    Select,
    Source,
    TypeName,
    Uid,
    UidIn,
    UidIs,
    Value,
)
from graphwright.model.api import ApiSchema, ApiType
from graphwright.model.uids import parse_uid
from graphwright.schema.bindings import (
    AggregateCount,
    AggregateField,
    AggregateOf,
    AggregateRoot,
    GetRoot,
    IdField,
    QueryRoot,
    ReferenceField,
    ValueField,
)

Parent = GraphQLObjectType | GraphQLInterfaceType


@dataclass(slots=True)
class Selecting:
    """What binding selections of one operation needs, and how much it has bound so far."""

    api: ApiSchema
    binding: Binding
    fragments: Mapping[str, FragmentDefinitionNode]
    field_count: int = field(default=0)

    # -- collecting fields (GraphQL specification, 6.3.2)

    def collect(self, parent: Parent, selection_sets: Sequence[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """The fields of selection sets by response key, in order; those of one key belong together."""
        found: dict[str, list[FieldNode]] = {}
        for selection_set in selection_sets:
            self._collect_into(found, parent, selection_set, set())
        return found

    def _collect_into(
        self, found: dict[str, list[FieldNode]], parent: Parent, selection_set: SelectionSetNode, seen: set[str]
    ) -> None:
        for node in selection_set.selections:
            if not self._is_included(node):
                continue
            match node:
                case FieldNode():
                    key = node.alias.value if node.alias else node.name.value
                    found.setdefault(key, []).append(node)
                case InlineFragmentNode(type_condition=condition, selection_set=inner):
                    self._check_condition(parent, condition.name.value if condition else None, node)
                    self._collect_into(found, parent, inner, seen)
                case FragmentSpreadNode():
                    name = node.name.value
                    if name not in seen:
                        seen.add(name)
                        fragment = self.fragments[name]
                        self._check_condition(parent, fragment.type_condition.name.value, node)
                        self._collect_into(found, parent, fragment.selection_set, seen)

    def _check_condition(self, parent: Parent, name: str | None, node: Any) -> None:
        if name is None or name == parent.name or any(i.name == name for i in parent.interfaces):
            return
        raise NotSupportedYet(
            f"a fragment on {name} inside {parent.name} is not supported yet: select the fields of {parent.name}",
            **position_of(node),
        )

    def _is_included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name not in ("skip", "include"):
                raise NotSupportedYet(f"@{name} is not supported yet by this version", **position_of(directive))
            [argument] = directive.arguments or ()
            value = argument.value
            if isinstance(value, VariableNode):
                tree = self.binding.variables.get(value.name.value, null)
                if not isinstance(tree, Fixed):
                    raise InputError(f"@{name} needs a Boolean, ${value.name.value} is null")
                condition = bool(tree.value)
            else:
                condition = isinstance(value, BooleanValueNode) and value.value
            if condition is (name == "skip"):
                return False
        return True

    # -- objects

    def outputs(self, parent: Parent, nodes: Sequence[FieldNode], depth: int) -> tuple[Output, ...]:
        """What is asked of each node of a type."""
        if depth > limits.query_depth_max:
            raise LimitError(
                f"selections nest deeper than {limits.query_depth_max} (query_depth_max)", **position_of(nodes[0])
            )
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        return tuple(self._output(parent, key, fields, depth) for key, fields in self.collect(parent, sets).items())

    def _output(self, parent: Parent, key: str, nodes: list[FieldNode], depth: int) -> Output:
        self._count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent, key)
        definition = parent.fields[name]
        match definition.extensions["binding"]:
            case IdField():
                return Uid(key=key)
            case ValueField(field=value):
                return Value(
                    key=key,
                    predicate=value.predicate,
                    kind=value.kind,
                    is_list=value.is_list,
                    languages=value.languages,
                    is_required=value.is_required,
                )
            case ReferenceField(field=reference):
                return Nested(
                    key=key,
                    select=self.select(
                        Along(predicate=reference.predicate), definition, nodes, depth, is_single=not reference.is_list
                    ),
                    is_required=reference.is_required,
                    is_element_required=reference.is_element_required,
                )
            case AggregateField(field=reference):
                return self.aggregate(key, Along(predicate=reference.predicate), reference.type_name, definition, nodes)
        raise AssertionError(f"{parent.name}.{name} has no binding")

    def _count(self, node: FieldNode) -> None:
        self.field_count += 1
        if self.field_count > limits.query_fields_max:
            raise LimitError(
                f"the request asks for more than {limits.query_fields_max} fields (query_fields_max)",
                **position_of(node),
            )

    def type_name(self, parent: Parent, key: str) -> TypeName:
        """`__typename` of a type; of an interface it is a question to each node."""
        if isinstance(parent, GraphQLInterfaceType):
            types = self.api.implementations(parent.name)
            return TypeName(key=key, candidates=tuple((t.name, t.node_type) for t in types))
        return TypeName(key=key, candidates=((parent.name, parent.name),))

    def select(
        self, source: Source, definition: GraphQLField, nodes: list[FieldNode], depth: int, *, is_single: bool
    ) -> Select:
        """A selection with its filter, order and page arguments."""
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        api_type = self.api.types[parent.name]
        arguments = self.arguments(definition, nodes[0])
        order = bind_order(api_type, arguments.get("order", null))
        return Select(
            source=source,
            api_type=api_type.name,
            condition=bind_filter(self.binding, api_type, arguments.get("filter", null)),
            order=order,
            page=self._page(arguments, has_order=bool(order)),
            output=self.outputs(parent, nodes, depth + 1),
            is_single=is_single,
        )

    def arguments(self, definition: GraphQLField, node: FieldNode) -> dict[str, Tree]:
        """The trees of a field's arguments, those not given left out."""
        return {
            argument.name.value: self.binding.tree(argument.value, definition.args[argument.name.value].type)
            for argument in node.arguments or ()
        }

    def _page(self, arguments: Mapping[str, Tree], *, has_order: bool) -> Page | None:
        first, offset = arguments.get("first", null), arguments.get("offset", null)
        limit, last = None, None
        if isinstance(first, Leaf):
            kind = self.binding.guard(first.slot, first_class)
            param = self.binding.param(first, to_page_size, "page size")
            if kind == "last" and has_order:
                raise refuse_last_with_order()
            limit, last = (param, None) if kind == "first" else (None, param if kind == "last" else None)
        skip = self.binding.param(offset, to_offset, "offset") if isinstance(offset, Leaf) else None
        if limit is None and last is None and skip is None:
            return None
        return Page(first=limit, last=last, offset=skip)

    # -- aggregates

    def aggregate(
        self, key: str, source: Source, type_name: str, definition: GraphQLField, nodes: list[FieldNode]
    ) -> Aggregate:
        """An aggregate field over a selection."""
        api_type = self.api.types[type_name]
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType)
        arguments = self.arguments(definition, nodes[0])
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        return Aggregate(
            key=key,
            select=Select(
                source=source,
                api_type=api_type.name,
                condition=bind_filter(self.binding, api_type, arguments.get("filter", null)),
            ),
            items=tuple(
                self._aggregate_item(parent, key, fields) for key, fields in self.collect(parent, sets).items()
            ),
        )

    def _aggregate_item(self, parent: Parent, key: str, nodes: list[FieldNode]) -> AggregateItem | TypeName:
        self._count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent, key)
        match parent.fields[name].extensions["binding"]:
            case AggregateCount():
                return AggregateItem(key=key, function="count")
            case AggregateOf(field=value, function=function):
                return AggregateItem(key=key, function=function, predicate=value.predicate)
        raise AssertionError(f"{parent.name}.{name} has no binding")

    # -- roots

    def query_root(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Nested | Aggregate | TypeName:
        """A field of Query."""
        self._count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent, key)
        definition = parent.fields[name]
        match definition.extensions["binding"]:
            case GetRoot(type_name=type_name):
                return self._get_root(key, self.api.types[type_name], definition, nodes)
            case QueryRoot(type_name=type_name):
                source = OfType(node_type=self.api.types[type_name].node_type)
                return Nested(key=key, select=self.select(source, definition, nodes, 0, is_single=False))
            case AggregateRoot(type_name=type_name):
                source = OfType(node_type=self.api.types[type_name].node_type)
                return self.aggregate(key, source, type_name, definition, nodes)
        raise AssertionError(f"Query.{name} has no binding")

    def _get_root(self, key: str, api_type: ApiType, definition: GraphQLField, nodes: list[FieldNode]) -> Nested:
        conditions: list[Condition] = []
        arguments = self.arguments(definition, nodes[0])
        id_field = api_type.id_field
        for name, tree in arguments.items():
            if isinstance(tree, Null):
                raise NodeIdError(f"the argument {name} of {nodes[0].name.value} is null; give a value or leave it out")
            assert isinstance(tree, Leaf | Fixed)
            if id_field is not None and name == id_field.name:
                conditions.append(UidIs(uid=self.binding.param(tree, parse_uid, "uid")))
            else:
                conditions.append(self._key_condition(api_type, name, tree))
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        # No id at all finds nothing: an empty list of uids.
        uids = None if conditions else UidIn(uids=self.binding.list_param(Many(()), parse_uid, "no uid"))
        select = Select(
            source=OfType(node_type=api_type.node_type),
            api_type=api_type.name,
            condition=uids or (conditions[0] if len(conditions) == 1 else And(parts=tuple(conditions))),
            output=self.outputs(parent, nodes, 1),
            is_single=True,
        )
        return Nested(key=key, select=select)

    def _key_condition(self, api_type: ApiType, name: str, tree: Leaf | Fixed) -> Condition:
        key = api_type.fields[name]
        return Compare(
            predicate=key.predicate, operator="eq", value=self.binding.param(tree, value_converter(key.kind), "key")
        )

    def payload_nodes(
        self, key: str, type_name: str, uids: Param, definition: GraphQLField, nodes: list[FieldNode]
    ) -> Nested:
        """The nodes of a mutation's payload."""
        source = ByUid(uids=uids, node_type=self.api.types[type_name].node_type)
        return Nested(key=key, select=self.select(source, definition, nodes, 1, is_single=False))


class Position(TypedDict, total=False):
    """Where a syntax node begins."""

    line: int
    column: int


def position_of(node: Any) -> Position:
    """The place of a syntax node, for an error."""
    if node.loc is None:
        return {}
    location = node.loc.source.get_location(node.loc.start)
    return {"line": location.line, "column": location.column}
