"""Permission queries over Python dicts: slow, naive, and written apart from the compiler of `auth/permissions.py`.

In: a query's text, nodes, the values of variables. Out: whether it grants. Null is a missing value throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FieldNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    parse,
)

Node = dict[str, Any]
"""`id` and `type`, values, and the IDs of the nodes that it refers to: one, or a list of them."""
_operators: Final = (
    *("not_starts_with", "not_ends_with", "not_contains", "not_in", "starts_with", "ends_with", "contains"),
    *("some", "every", "none", "not", "in", "lte", "gte", "lt", "gt"),
)


@dataclass(frozen=True)
class Written:
    """A `@permission` as it is written.

    Attributes:
        operations: READ, CREATE, UPDATE, DELETE.
        fields: Those that it is about; None: all.
    """

    operations: tuple[str, ...]
    query: str | None = None
    fields: tuple[str, ...] | None = None
    needs_user: bool = False

    def text(self) -> str:
        parts = [f"on: [{', '.join(self.operations)}]"]
        if self.fields is not None:
            parts.append(f"fields: [{', '.join(self.fields)}]")
        if self.needs_user:
            parts.append("authenticated: true")
        if self.query is not None:
            parts.append(f'query: """{self.query}"""')
        return f"@permission({', '.join(parts)})"


@dataclass(frozen=True)
class World:
    """All nodes by ID, and what the references of each type lead to."""

    nodes: Mapping[str, Node]
    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def grants(
        self,
        written: Written,
        operation: str,
        mentioned: frozenset[str],
        given: Mapping[str, Any],
        *,
        is_somebody: bool,
    ) -> bool:
        """Whether a permission grants an operation, with these values of variables."""
        if operation not in written.operations or (written.needs_user and not is_somebody):
            return False
        if written.fields is not None and operation != "READ" and not mentioned <= set(written.fields):
            return False
        if written.query is None:
            return True
        [definition] = parse(written.query).definitions
        assert isinstance(definition, OperationDefinitionNode)
        for variable in definition.variable_definitions or ():
            name = variable.variable.name.value
            is_needed = isinstance(variable.type, NonNullTypeNode) or name == "user_id"
            if is_needed and given.get(name) is None:
                return False
        roots = definition.selection_set.selections
        return all(self._exists(root, given) for root in roots if isinstance(root, FieldNode))

    def _exists(self, root: FieldNode, given: Mapping[str, Any]) -> bool:
        arguments = {argument.name.value: self._value(argument.value, given) for argument in root.arguments or ()}
        type_name = root.name.value.removeprefix("Some").removesuffix("Exists")
        if 0 in (arguments.get("first"), arguments.get("last")):
            return False
        listed = self._in_order(type_name, arguments.get("orderBy"))
        for name in ("after", "before"):
            cursor = arguments.get(name)
            if cursor is None:
                continue
            places = [place for place, node in enumerate(listed) if node["id"] == cursor]
            if arguments.get("orderBy") is None:
                beyond = [node for node in listed if (int(node["id"], 16) > int(cursor, 16)) == (name == "after")]
                listed = [node for node in beyond if node["id"] != cursor]
            elif not places:
                listed = []
            else:
                listed = listed[places[0] + 1 :] if name == "after" else listed[: places[0]]
        asked = arguments.get("filter")
        return sum(self.passes(node, asked, given) for node in listed) > (arguments.get("skip") or 0)

    def _in_order(self, type_name: str, order: str | None) -> list[Node]:
        nodes = [node for node in self.nodes.values() if node["type"] == type_name]
        nodes.sort(key=lambda node: int(node["id"], 16))
        if order is not None:
            name, _, direction = order.rpartition("_")
            if name == "id":
                return nodes if direction == "ASC" else nodes[::-1]
            with_value = [node for node in nodes if node.get(name) is not None]
            missing = [node for node in nodes if node.get(name) is None]
            values = sorted({node[name] for node in with_value}, reverse=direction == "DESC")
            # Equal ones stay by ID in either direction, and missing ones stay last.
            nodes = [node for value in values for node in with_value if node[name] == value] + missing
        return nodes

    def _value(self, node: ValueNode, given: Mapping[str, Any]) -> Any:
        match node:
            case VariableNode():
                return given.get(node.name.value)
            case NullValueNode():
                return None
            case IntValueNode():
                return int(node.value)
            case FloatValueNode():
                return float(node.value)
            case StringValueNode() | BooleanValueNode() | EnumValueNode():
                return node.value
            case ListValueNode():
                return [self._value(each, given) for each in node.values]
            case ObjectValueNode():
                return {each.name.value: self._value(each.value, given) for each in node.fields}
        raise AssertionError(f"{node} has no value")

    def passes(self, node: Node, asked: Mapping[str, Any] | None, given: Mapping[str, Any]) -> bool:
        """Whether a node passes a filter."""
        return all(self._member(node, name, value, given) for name, value in (asked or {}).items())

    def _member(self, node: Node, name: str, value: Any, given: Mapping[str, Any]) -> bool:
        if name in ("AND", "OR"):
            found = [self.passes(node, each, given) for each in value]
            return all(found) if name == "AND" else any(found)
        operator = next((each for each in _operators if name.endswith(f"_{each}")), "")
        stored_name = name.removesuffix(f"_{operator}")
        if stored_name in self.references[node["type"]]:
            return self._reference(node, stored_name, operator, value, given)
        return _compare(node.get(stored_name), operator, value)

    def _reference(self, node: Node, name: str, operator: str, value: Any, given: Mapping[str, Any]) -> bool:
        there = node.get(name)
        ends = [self.nodes[each] for each in (there if isinstance(there, list) else [there] if there else [])]
        if not operator and value is None:
            return not ends
        found = [self.passes(end, value, given) for end in ends]
        if operator == "every":
            return all(found)
        return not any(found) if operator == "none" else any(found)


def _compare(stored: Any, operator: str, value: Any) -> bool:
    if operator == "not":
        return not _compare(stored, "", value)
    if operator.startswith("not_"):
        return value is not None and not _compare(stored, operator.removeprefix("not_"), value)
    match operator:
        case "":
            return bool(stored == value)
        case "in":
            return value is not None and stored is not None and stored in value
    if stored is None or value is None:
        return False
    match operator:
        case "lt":
            return bool(stored < value)
        case "lte":
            return bool(stored <= value)
        case "gt":
            return bool(stored > value)
        case "gte":
            return bool(stored >= value)
        case "contains":
            return value in stored
        case "starts_with":
            return bool(stored.startswith(value))
        case _:
            return bool(stored.endswith(value))
