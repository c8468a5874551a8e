"""`groupByX` → nodes in groups: what to group by, which groups, their order, what is shown of each.

In: a root field with its arguments. Out: `Groups`. What is shown and ordered by is grouped by, or an aggregate; of a
key that is a node, any value of that node. Does not know: SQL, calendars.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final, get_args

from graphql import GraphQLField, GraphQLObjectType, get_named_type

from graphwright import limits
from graphwright.bind.graphql.filters import bind_filter, first_class, to_offset, to_page_size
from graphwright.bind.graphql.having import aggregated, bind_having
from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, Many, Null, Tree, null
from graphwright.errors import InputError, LimitError
from graphwright.ir.groups import (
    GroupAggregate,
    GroupKey,
    GroupMember,
    GroupNode,
    GroupObject,
    GroupOrder,
    Groups,
    GroupValue,
    KeyPart,
)
from graphwright.ir.nodes import (
    Along,
    Hop,
    Nested,
    OfType,
    Output,
    Page,
    Param,
    Same,
    Select,
    TypeName,
    Uid,
    Value,
)
from graphwright.model.api import ApiField, ApiType, Role
from graphwright.model.time_zones import Bucket, is_utc, is_zone
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.bindings import GroupKeys, GroupsRoot, IdField, ReferenceField, ValueField

if TYPE_CHECKING:
    from graphql import FieldNode

    from graphwright.bind.graphql.selections import Selecting

Path = tuple[str, ...]
_buckets: Final[Mapping[str, Bucket]] = {name.upper(): name for name in get_args(Bucket)}
_own_members: Final = ("field", "bucket", "timeZone")


def bind_groups(
    selecting: Selecting, key: str, root: GroupsRoot, definition: GraphQLField, nodes: list[FieldNode]
) -> Groups:
    """The groups that a root field asks for.

    Raises:
        InputError: What is shown or ordered by is not grouped by; an element of a list does not say one thing; a time
            zone is unknown.
        LimitError: There are too many keys, or they are too deep.
    """
    api_type = selecting.api.types[root.type_name]
    arguments = selecting.arguments(definition, nodes[0])
    parent = get_named_type(definition.type)
    assert isinstance(parent, GraphQLObjectType)
    asked = _Asked(selecting, parent)
    asked.read_keys(api_type, arguments["by"])
    return Groups(
        key=key,
        select=Select(
            source=OfType(node_type=api_type.node_type),
            api_type=api_type.name,
            condition=bind_filter(selecting.binding, api_type, arguments.get("filter", null)),
        ),
        by=tuple(asked.keys),
        having=bind_having(selecting.binding, parent, arguments.get("having", null)),
        order=asked.order(api_type, arguments.get("order", null)),
        page=_page(selecting.binding, arguments, nodes[0].name.value),
        output=asked.outputs(nodes),
    )


def _items(tree: Tree) -> list[Tree]:
    items = tree.items if isinstance(tree, Many) else (tree,)
    return [item for item in items if not isinstance(item, Null)]


def _given(tree: Tree) -> dict[str, Tree]:
    """The members of an input object that are there."""
    assert isinstance(tree, Fields), "validation made sure of an object"
    return {name: member for name, member in tree.members.items() if not isinstance(member, Null)}


def _dotted(path: Path) -> str:
    return ".".join(path)


@dataclass(slots=True)
class _Asked:
    """What is grouped by, which all else goes by.

    Attributes:
        parent: The type of a group.
        keys: What is grouped by, in order; `paths`: the names of the fields that lead there, to the key's position.
    """

    selecting: Selecting
    parent: GraphQLObjectType
    keys: list[GroupKey] = field(default_factory=list)
    paths: dict[Path, int] = field(default_factory=dict)

    # -- by

    def read_keys(self, api_type: ApiType, tree: Tree) -> None:
        """Reads `by`."""
        items = _items(tree)
        if not items:
            raise InputError(
                f"`by` names no field of {api_type.name}; aggregate{api_type.name} gives numbers over all nodes"
            )
        if len(items) > limits.group_keys_max:
            raise LimitError(f"`by` has {len(items)} keys, over the limit of {limits.group_keys_max} (group_keys_max)")
        for item in items:
            path, made = self._key(api_type, item, (), ())
            for other in self.paths:
                if other[: len(path)] == path or path[: len(other)] == other:
                    raise InputError(_twice(path, other))
            self.paths[path] = len(self.keys)
            self.keys.append(made)

    def _key(self, api_type: ApiType, tree: Tree, path: Path, along: tuple[Hop, ...]) -> tuple[Path, GroupKey]:
        if len(along) > limits.filter_depth_max:
            raise LimitError(f"`by` goes over more than {limits.filter_depth_max} references (filter_depth_max)")
        members = _given(tree)
        references = [name for name in members if name not in _own_members]
        chosen = members.get("field")
        if len(references) + (chosen is not None) != 1 or (references and len(members) > 1):
            where = f"of {_dotted(path)} " if path else ""
            raise InputError(
                f"each element of `by` {where}names one `field` of {api_type.name}, or one reference and what of it: "
                "{field: year}, {director: {field: name}}"
            )
        if references:
            [name] = references
            reference = api_type.fields[name]
            return self._key(
                self.selecting.api.types[reference.type_name], members[name], (*path, name), (*along, _hop(reference))
            )
        assert isinstance(chosen, Fixed)
        declared = api_type.fields[str(chosen.value)]
        bucket, zone = self._period(declared, members)
        path = (*path, declared.name)
        if declared.role is Role.REFERENCE:
            return path, GroupKey(predicate=None, along=(*along, _hop(declared)))
        made = GroupKey(
            predicate=declared.predicate, languages=declared.languages, along=along, bucket=bucket, zone=zone
        )
        return path, made

    def _period(self, declared: ApiField, members: Mapping[str, Tree]) -> tuple[Bucket | None, Param | None]:
        bucket, zone = members.get("bucket"), members.get("timeZone")
        if bucket is None and zone is None:
            return None, None
        if declared.kind is not ValueKind.DATETIME:
            raise InputError(f"{declared.name} is no DateTime, so it has no `bucket` and no `timeZone`")
        if bucket is None:
            raise InputError(f"`timeZone` of {declared.name} is for a `bucket`; give one, or leave it out")
        assert isinstance(bucket, Fixed)
        return _buckets[str(bucket.value)], None if zone is None else self._zone(zone)

    def _zone(self, tree: Tree) -> Param | None:
        assert isinstance(tree, Leaf), "a String is a leaf"
        binding = self.selecting.binding
        found = binding.guard(tree.slot, _zone_class)
        if found == "unknown":
            raise InputError(
                f'"{str(binding.values[tree.slot])[:100]}" is no time zone that is known here; write the name as the '
                'IANA database has it, such as "Europe/Berlin"'
            )
        return None if found == "utc" else binding.param(tree, str, "time zone")

    # -- order

    def order(self, api_type: ApiType, tree: Tree) -> tuple[GroupOrder, ...]:
        """What groups are ordered by, the first one first."""
        items = _items(tree)
        if len(items) > limits.filter_depth_max:
            raise LimitError(f"an order has more than {limits.filter_depth_max} keys (filter_depth_max)")
        return tuple(dict.fromkeys(self._order_key(api_type, item) for item in items))

    def _order_key(self, api_type: ApiType, tree: Tree) -> GroupOrder:
        name, member = _only(tree, "order")
        if name != "key":
            assert isinstance(member, Fixed)
            return GroupOrder(by=aggregated(self.parent, name), is_descending=member.value == "DESC")
        path: Path = ()
        while not isinstance(member, Fixed):
            name, member = _only(member, "order by a key")
            path = (*path, name)
        return GroupOrder(by=self._part(api_type, path), is_descending=member.value == "DESC")

    def _part(self, api_type: ApiType, path: Path) -> KeyPart:
        position = self.paths.get(path)
        if position is not None and self.keys[position].predicate is not None:
            return KeyPart(position=position)
        for length in range(1, len(path)):
            position = self.paths.get(path[:length])
            if position is not None:
                return KeyPart(position=position, of_node=self._of_node(api_type, path, length))
        raise InputError(f"{_dotted(path)} is not grouped by, so groups have no order by it; name it in `by`")

    def _of_node(self, api_type: ApiType, path: Path, length: int) -> GroupKey | None:
        """What the names behind the first ones, which lead to a node, say of that node; None: its ID."""
        hops: list[Hop] = []
        for name in path[:-1]:
            hops.append(_hop(api_type.fields[name]))
            api_type = self.selecting.api.types[api_type.fields[name].type_name]
        declared, along = api_type.fields[path[-1]], tuple(hops[length:])
        if declared.role is Role.ID:
            return GroupKey(predicate=None, along=along) if along else None
        return GroupKey(predicate=declared.predicate, languages=declared.languages, along=along)

    # -- output

    def outputs(self, nodes: list[FieldNode]) -> tuple[GroupObject | GroupAggregate | TypeName, ...]:
        """What is asked of each group."""
        return tuple(self._output(key, fields) for key, fields in self._collected(self.parent, nodes).items())

    def _collected(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> dict[str, list[FieldNode]]:
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        found = self.selecting.collect(parent, sets)
        for fields in found.values():
            self.selecting.count(fields[0])
        return found

    def _output(self, key: str, nodes: list[FieldNode]) -> GroupObject | GroupAggregate | TypeName:
        name = nodes[0].name.value
        if name == "__typename":
            return self.selecting.type_name(self.parent.name, key)
        definition = self.parent.fields[name]
        if isinstance(definition.extensions["binding"], GroupKeys):
            return GroupObject(key=key, members=self._members(definition, nodes, ()))
        return GroupAggregate(key=key, of=aggregated(self.parent, name))

    def _members(self, definition: GraphQLField, nodes: list[FieldNode], path: Path) -> tuple[GroupMember, ...]:
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType)
        return tuple(self._member(parent, key, fields, path) for key, fields in self._collected(parent, nodes).items())

    def _member(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode], path: Path) -> GroupMember:
        name = nodes[0].name.value
        if name == "__typename":
            return self.selecting.type_name(parent.name, key)
        definition, path = parent.fields[name], (*path, name)
        position = self.paths.get(path)
        match definition.extensions["binding"]:
            case ValueField(field=declared) if position is not None:
                return GroupValue(key=key, position=position, kind=declared.kind)
            case ReferenceField(field=declared) if position is not None:
                outputs = self._node_outputs(definition, nodes)
                select = Select(source=Same(), api_type=declared.type_name, output=outputs, is_single=True)
                return GroupNode(key=key, position=position, select=select)
            case ReferenceField() if any(other[: len(path)] == path for other in self.paths):
                return GroupObject(key=key, members=self._members(definition, nodes, path))
        raise InputError(f"{_dotted(path)} is not grouped by, so a group has none; name it in `by` or leave it out")

    def _node_outputs(self, definition: GraphQLField, nodes: list[FieldNode]) -> tuple[Output, ...]:
        """What is asked of a node that is a key: its own values, and those of what it refers to."""
        parent = get_named_type(definition.type)
        assert isinstance(parent, GraphQLObjectType)
        made: list[Output] = []
        for key, fields in self._collected(parent, nodes).items():
            name = fields[0].name.value
            if name == "__typename":
                made.append(self.selecting.type_name(parent.name, key))
                continue
            match parent.fields[name].extensions["binding"]:
                case IdField():
                    made.append(Uid(key=key))
                case ValueField(field=declared):
                    made.append(
                        Value(key=key, predicate=declared.predicate, kind=declared.kind, languages=declared.languages)
                    )
                case ReferenceField(field=declared):
                    select = Select(
                        source=Along(predicate=declared.predicate),
                        api_type=declared.type_name,
                        output=self._node_outputs(parent.fields[name], fields),
                        is_single=True,
                    )
                    made.append(Nested(key=key, select=select))
        return tuple(made)


def _hop(reference: ApiField) -> Hop:
    return Hop(predicate=reference.predicate, node_type=reference.type_name)


def _twice(path: Path, other: Path) -> str:
    if path == other:
        return f"{_dotted(path)} is grouped by twice; one key has one bucket"
    part, whole = (path, other) if len(path) > len(other) else (other, path)
    return f"{_dotted(whole)} is grouped by as a whole, so {_dotted(part)} says nothing more; leave one out"


def _only(tree: Tree, what: str) -> tuple[str, Tree]:
    members = _given(tree)
    if len(members) != 1:
        named = ", ".join(members) or "none"
        raise InputError(f"each element of an {what} of groups names one thing, not {named}")
    return next(iter(members.items()))


def _zone_class(value: object) -> str:
    """What a time zone's name does to the plan."""
    name = str(value)
    return "utc" if is_utc(name) else "zone" if is_zone(name) else "unknown"


def _page(binding: Binding, arguments: Mapping[str, Tree], name: str) -> Page | None:
    first, offset = arguments.get("first", null), arguments.get("offset", null)
    limit = None
    if isinstance(first, Leaf):
        kind = binding.guard(first.slot, first_class)
        if kind == "last":
            raise InputError(f"{name} has no negative `first`; turn the order round and take the first groups")
        limit = binding.param(first, to_page_size, "page size") if kind == "first" else None
    skip = binding.param(offset, to_offset, "offset") if isinstance(offset, Leaf) else None
    return None if limit is None and skip is None else Page(first=limit, offset=skip)
