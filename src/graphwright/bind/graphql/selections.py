"""Selection sets → IR outputs: fields merged by response key, fragments and directives resolved.

In: a validated document's nodes, the generated schema (its fields carry bindings), the arguments'
trees. Out: IR selections. Does not know: rules (a pass adds them), SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any, TypedDict

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from graphwright import limits
from graphwright.bind.graphql.cascades import bind_cascade
from graphwright.bind.graphql.connections import bind_connection
from graphwright.bind.graphql.entities import EntityRoot, bind_entities
from graphwright.bind.graphql.filters import (
    bind_filter,
    bind_order,
    refuse_last_with_order,
    to_offset,
    to_page_size,
    value_converter,
)
from graphwright.bind.graphql.fragments import Asked, Composite, FragmentScope, collect_by_type
from graphwright.bind.graphql.groups import bind_groups
from graphwright.bind.graphql.page_sizes import most_rows, size_class
from graphwright.bind.graphql.passwords import bind_password_check
from graphwright.bind.graphql.recursion import bind_tree
from graphwright.bind.graphql.remote import nothing_here, refuse_remote
from graphwright.bind.graphql.shapes import shape_value
from graphwright.bind.graphql.similar import bind_similar
from graphwright.bind.graphql.trees import Binding, Fixed, Leaf, Many, Null, Tree, null
from graphwright.bind.graphql.unions import bind_union_filter
from graphwright.errors import InputError, LimitError, NodeIdError, NotSupportedYet
from graphwright.ir.connections import Connection
from graphwright.ir.groups import Groups
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    And,
    ByUid,
    Compare,
    Condition,
    Distance,
    Nested,
    OfType,
    Output,
    Page,
    Param,
    PasswordCheck,
    Select,
    Source,
    TypeName,
    Uid,
    UidIn,
    UidIs,
    Value,
)
from graphwright.model.api import ApiSchema, ApiType
from graphwright.model.remote import RemoteField
from graphwright.model.uids import parse_uid
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.bindings import (
    AggregateCount,
    AggregateField,
    AggregateOf,
    AggregateRoot,
    CheckPasswordRoot,
    ConnectionRoot,
    DistanceField,
    EntitiesRoot,
    GetRoot,
    GroupsRoot,
    IdField,
    QueryRoot,
    ReferenceField,
    RemoteValue,
    SimilarRoot,
    TreeField,
    ValueField,
)

Parent = GraphQLObjectType | GraphQLInterfaceType


@dataclass(slots=True)
class Selecting:
    """What binding selections of one operation needs, and how much it has bound so far."""

    api: ApiSchema
    schema: GraphQLSchema
    binding: Binding
    fragments: Mapping[str, FragmentDefinitionNode]
    field_count: int = field(default=0)
    checks: list[PasswordCheck] = field(default_factory=list)
    entities: list[EntityRoot] = field(default_factory=list)

    # -- collecting fields (GraphQL specification, 6.3.2)

    def collect(
        self, parent: GraphQLObjectType, selection_sets: Sequence[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """The fields asked of objects of one type by response key, in order; those of one key belong together."""
        found: dict[str, list[FieldNode]] = {}
        # Seen by all of them together: otherwise fragments that call one another twice would double at each level.
        seen: set[str] = set()
        for selection_set in selection_sets:
            self._collect_into(found, parent, selection_set, seen)
        return found

    def _collect_into(
        self,
        found: dict[str, list[FieldNode]],
        parent: GraphQLObjectType,
        selection_set: SelectionSetNode,
        seen: set[str],
    ) -> None:
        for node in selection_set.selections:
            if not self._is_included(node):
                continue
            match node:
                case FieldNode():
                    key = node.alias.value if node.alias else node.name.value
                    found.setdefault(key, []).append(node)
                case InlineFragmentNode(type_condition=condition, selection_set=inner):
                    if condition is None or self._applies(condition.name.value, parent):
                        self._collect_into(found, parent, inner, seen)
                case FragmentSpreadNode():
                    name = node.name.value
                    if name not in seen:
                        seen.add(name)
                        fragment = self.fragments[name]
                        if self._applies(fragment.type_condition.name.value, parent):
                            self._collect_into(found, parent, fragment.selection_set, seen)

    def _applies(self, name: str, parent: GraphQLObjectType) -> bool:
        """Whether a fragment is for objects of a type; inside another fragment one may stand that is not."""
        if name == parent.name or any(interface.name == name for interface in parent.interfaces):
            return True
        union = self.api.unions.get(name)
        return union is not None and parent.name in union.members

    def _is_included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name == "cascade":
                continue
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

    def outputs(self, parent: Composite, nodes: Sequence[FieldNode], depth: int) -> tuple[Output, ...]:
        """What is asked of each node of a type."""
        if depth > limits.query_depth_max:
            raise LimitError(
                f"selections nest deeper than {limits.query_depth_max} (query_depth_max)", **position_of(nodes[0])
            )
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        if isinstance(parent, GraphQLObjectType):
            return tuple(self._output(parent, key, fields, depth) for key, fields in self.collect(parent, sets).items())
        scope = FragmentScope(api=self.api, schema=self.schema, fragments=self.fragments, is_included=self._is_included)
        return tuple(self._output_of_some(asked, depth) for asked in collect_by_type(scope, parent, sets))

    def outputs_among(self, parent: GraphQLObjectType, nodes: Sequence[FieldNode], depth: int) -> tuple[Output, ...]:
        """What is asked of nodes of one type by fragments on several: `_entities`."""
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        scope = FragmentScope(api=self.api, schema=self.schema, fragments=self.fragments, is_included=self._is_included)
        return tuple(self._output_of_some(asked, depth) for asked in collect_by_type(scope, parent, sets))

    def _output_of_some(self, asked: Asked, depth: int) -> Output:
        """An output that nodes of some types have."""
        if asked.nodes[0].name.value == "__typename":
            self.count(asked.nodes[0])
            # While nothing implements an interface there is no node to show a type of.
            candidates = tuple((each.name, each.node_type) for each in asked.types) or ((asked.parent.name, ""),)
            return TypeName(key=asked.key, candidates=candidates, only_on=asked.only_on)
        assert not isinstance(asked.parent, GraphQLUnionType), "a union has no fields of its own"
        output = self._output(asked.parent, asked.key, asked.nodes, depth)
        return replace(output, only_on=asked.only_on)

    def _output(self, parent: Parent, key: str, nodes: list[FieldNode], depth: int) -> Output:
        self.count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent.name, key)
        definition = parent.fields[name]
        match definition.extensions["binding"]:
            case IdField():
                return Uid(key=key)
            case ValueField(field=value) if value.kind is ValueKind.GEO:
                return shape_value(self, key, value, definition.type, nodes)
            case ValueField(field=value):
                return Value(
                    key=key,
                    predicate=value.predicate,
                    kind=value.kind,
                    is_list=value.holds_many,
                    languages=value.languages,
                    # A missing list is an empty one, and so is a missing vector.
                    is_required=value.is_required and not value.is_embedding,
                )
            case DistanceField():
                return Distance(key=key)
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
            case TreeField(field=reference):
                return bind_tree(self, key, reference, definition, nodes, depth)
            case RemoteValue(field=RemoteField(source="external")):
                return nothing_here(key, definition.type, self.api.types[parent.name].node_type)
            case RemoteValue(field=remote):
                raise refuse_remote(parent.name, remote, **position_of(nodes[0]))
        raise AssertionError(f"{parent.name}.{name} has no binding")

    def count(self, node: FieldNode) -> None:
        """Counts a field that is bound."""
        self.field_count += 1
        if self.field_count > limits.query_fields_max:
            raise LimitError(
                f"the request asks for more than {limits.query_fields_max} fields (query_fields_max)",
                **position_of(node),
            )

    def type_name(self, name: str, key: str) -> TypeName:
        """`__typename` of an object type, a constant."""
        return TypeName(key=key, candidates=((name, name),))

    def select(
        self, source: Source, definition: GraphQLField, nodes: list[FieldNode], depth: int, *, is_single: bool
    ) -> Select:
        """A selection with its filter, order and page arguments."""
        parent = get_named_type(definition.type)
        assert isinstance(parent, Composite)
        arguments = self.arguments(definition, nodes[0])
        api_type = self.api.types.get(parent.name)
        order = () if api_type is None else bind_order(self.api, api_type, arguments.get("order", null))
        return Select(
            source=source,
            api_type=parent.name,
            condition=self._filter(parent.name, arguments.get("filter", null)),
            order=order,
            page=self._page(arguments, has_order=bool(order)),
            output=self.outputs(parent, nodes, depth + 1),
            is_single=is_single,
            cascade=bind_cascade(self.binding, parent, nodes),
        )

    def _filter(self, type_name: str, tree: Tree) -> Condition | None:
        union = self.api.unions.get(type_name)
        if union is None:
            return bind_filter(self.binding, self.api.types[type_name], tree)
        return bind_union_filter(self.binding, union, tree)

    def arguments(self, definition: GraphQLField, node: FieldNode) -> dict[str, Tree]:
        """The trees of a field's arguments, those not given left out."""
        return {
            argument.name.value: self.binding.tree(argument.value, definition.args[argument.name.value].type)
            for argument in node.arguments or ()
        }

    def _page(self, arguments: Mapping[str, Tree], *, has_order: bool) -> Page | None:
        first, offset = arguments.get("first", null), arguments.get("offset", null)
        limit, last, size = None, None, 0
        if isinstance(first, Leaf):
            size = self.binding.guard(first.slot, size_class)
            kind = size if isinstance(size, str) else "first"
            param = self.binding.param(first, to_page_size, "page size")
            if kind == "last" and has_order:
                raise refuse_last_with_order()
            limit, last = (param, None) if kind == "first" else (None, param if kind == "last" else None)
        # As the reference: a negative `first` counts from the end and leaves `offset` out.
        skip = self.binding.param(offset, to_offset, "offset") if isinstance(offset, Leaf) and last is None else None
        if limit is None and last is None and skip is None:
            return None
        if limit is None:
            return Page(last=last, offset=skip)
        skipped = self.binding.guard(offset.slot, size_class) if isinstance(offset, Leaf) else 0
        return Page(first=limit, offset=skip, at_most=most_rows(size, skipped))

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
        self.count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent.name, key)
        match parent.fields[name].extensions["binding"]:
            case AggregateCount():
                return AggregateItem(key=key, function="count")
            case AggregateOf(field=value, function=function):
                return AggregateItem(key=key, function=function, predicate=value.predicate, languages=value.languages)
        raise AssertionError(f"{parent.name}.{name} has no binding")

    # -- roots

    def query_root(
        self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]
    ) -> Nested | Aggregate | Connection | Groups | TypeName:
        """A field of Query."""
        self.count(nodes[0])
        name = nodes[0].name.value
        if name == "__typename":
            return self.type_name(parent.name, key)
        definition = parent.fields[name]
        match definition.extensions["binding"]:
            case GetRoot(type_name=type_name):
                return self._get_root(key, self.api.types[type_name], definition, nodes)
            case CheckPasswordRoot(type_name=type_name):
                return bind_password_check(self, key, self.api.types[type_name], definition, nodes)
            case QueryRoot(type_name=type_name):
                source = OfType(node_type=self.api.types[type_name].node_type)
                return Nested(key=key, select=self.select(source, definition, nodes, 0, is_single=False))
            case ConnectionRoot() as root:
                return bind_connection(self, key, root, definition, nodes)
            case EntitiesRoot():
                return bind_entities(self, key, nodes)
            case SimilarRoot() as root:
                return bind_similar(self, key, root, definition, nodes)
            case GroupsRoot() as root:
                return bind_groups(self, key, root, definition, nodes)
            case AggregateRoot(type_name=type_name):
                source = OfType(node_type=self.api.types[type_name].node_type)
                return self.aggregate(key, source, type_name, definition, nodes)
            case RemoteValue(field=remote):
                raise refuse_remote(parent.name, remote, **position_of(nodes[0]))
        raise AssertionError(f"Query.{name} has no binding")

    def identity(self, api_type: ApiType, arguments: Mapping[str, Tree], field_name: str) -> Condition:
        """That a node is the one that the arguments named after its ID and its `@id` fields name."""
        conditions: list[Condition] = []
        id_field = api_type.id_field
        for name, tree in arguments.items():
            if isinstance(tree, Null):
                raise NodeIdError(f"the argument {name} of {field_name} is null; give a value or leave it out")
            assert isinstance(tree, Leaf | Fixed)
            if id_field is not None and name == id_field.name:
                conditions.append(UidIs(uid=self.binding.param(tree, parse_uid, "uid")))
            else:
                conditions.append(self._key_condition(api_type, name, tree))
        if not conditions:
            # No id at all finds nothing: an empty list of uids.
            return UidIn(uids=self.binding.list_param(Many(()), parse_uid, "no uid"))
        return conditions[0] if len(conditions) == 1 else And(parts=tuple(conditions))

    def _get_root(self, key: str, api_type: ApiType, definition: GraphQLField, nodes: list[FieldNode]) -> Nested:
        return self.node_by(key, api_type, definition, nodes, self.arguments(definition, nodes[0]))

    def node_by(
        self,
        key: str,
        api_type: ApiType,
        definition: GraphQLField,
        nodes: list[FieldNode],
        arguments: Mapping[str, Tree],
    ) -> Nested:
        """The node that an ID or keys find."""
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        select = Select(
            source=OfType(node_type=api_type.node_type),
            api_type=api_type.name,
            condition=self.identity(api_type, arguments, nodes[0].name.value),
            output=self.outputs(parent, nodes, 1),
            is_single=True,
            cascade=bind_cascade(self.binding, parent, nodes),
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
