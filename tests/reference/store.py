"""The data: nodes in a dictionary, edges kept at both ends of an inverse.

A node's values are: a scalar, a list of scalars without duplicates, the id of a node, or a list of ids; what is absent
has no entry. Every question is answered by a walk over all nodes. Knows no request.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .model import Field, Schema
from .values import read_moment


@dataclass(slots=True, kw_only=True)
class Node:
    identifier: int
    type_name: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Store:
    schema: Schema
    nodes: dict[int, Node] = field(default_factory=dict)
    last_identifier: int = 0

    def of_type(self, type_name: str) -> list[Node]:
        """The nodes of a type in the order of their ids."""
        return [node for _, node in sorted(self.nodes.items()) if node.type_name == type_name]

    def create(self, type_name: str) -> Node:
        self.last_identifier += 1
        node = Node(identifier=self.last_identifier, type_name=type_name)
        self.nodes[node.identifier] = node
        return node

    def with_key(self, type_name: str, key: str, value: Any) -> Node | None:
        return next((node for node in self.of_type(type_name) if node.values.get(key) == value), None)

    def value(self, node: Node, each: Field) -> Any:
        """What a field that is no reference shows: of several languages the first that is there."""
        for name in each.reads or (each.name,):
            if name in node.values:
                return node.values[name]
        return None

    def targets(self, node: Node, reference: Field) -> list[Node]:
        """The nodes at the other end of a reference, in the order of their ids."""
        value = node.values.get(reference.name)
        identifiers = [] if value is None else sorted(value) if reference.is_list else [value]
        return [self.nodes[identifier] for identifier in identifiers]

    # ---- edges

    def link(self, source: Node, reference: Field, target: Node) -> None:
        """Set an edge. A single end gives up the node that it had."""
        if target in self.targets(source, reference):
            return
        if not reference.is_list:
            self.unlink_all(source, reference)
        if reference.inverse is not None:
            other_end = self.schema.field(target.type_name, reference.inverse)
            if not other_end.is_list:
                self.unlink_all(target, other_end)
            _insert(target, other_end, source)
        _insert(source, reference, target)

    def unlink(self, source: Node, reference: Field, target: Node) -> None:
        """Remove an edge that may be there."""
        _take_out(source, reference, target)
        if reference.inverse is not None:
            _take_out(target, self.schema.field(target.type_name, reference.inverse), source)

    def unlink_all(self, source: Node, reference: Field) -> None:
        for target in self.targets(source, reference):
            self.unlink(source, reference, target)

    def delete(self, node: Node) -> None:
        """Delete a node and every edge that leads to it."""
        for other in list(self.nodes.values()):
            for reference in references(self.schema, other.type_name):
                if reference.type_name == node.type_name:
                    _take_out(other, reference, node)
        del self.nodes[node.identifier]


def references(schema: Schema, type_name: str) -> Iterator[Field]:
    return (each for each in schema.types[type_name].fields.values() if each.kind == "reference")


def stored(each: Field, value: Any) -> Any:
    """A coerced scalar as it is stored. Raises ValueError for a text that is not a DateTime."""
    return read_moment(value) if each.type_name == "DateTime" else value


def _insert(node: Node, reference: Field, target: Node) -> None:
    if not reference.is_list:
        node.values[reference.name] = target.identifier
    elif target.identifier not in node.values.setdefault(reference.name, []):
        node.values[reference.name].append(target.identifier)


def _take_out(node: Node, reference: Field, target: Node) -> None:
    value = node.values.get(reference.name)
    if reference.is_list and value and target.identifier in value:
        value.remove(target.identifier)
        if not value:
            del node.values[reference.name]
    elif not reference.is_list and value == target.identifier:
        del node.values[reference.name]
