"""Trees and chains: what is reached by following one reference of a type to itself, in plain recursion.

Out: what of the API it needs, and the elements of one. The order of nodes with the same parent, filters and cascades
are the evaluator's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .api import Api, Named, OutputField, type_of
from .model import Field, ObjectType, Schema
from .store import Node, Store

DEPTH: Final = 100
Level = Callable[[list[Node]], list[Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A node in a tree."""

    depth: int
    parent: Node
    node: Node


def tree_name(each: Field) -> str:
    return f"{each.name}{'Tree' if each.is_list else 'Chain'}"


def own_references(object_type: ObjectType) -> list[Field]:
    """The references of a type to itself."""
    return [each for each in object_type.fields.values() if each.type_name == object_type.name]


def tree_field(object_type: ObjectType, name: str) -> Field | None:
    """The reference that a field of this name follows."""
    return next((each for each in own_references(object_type) if tree_name(each) == name), None)


def identifying(object_type: ObjectType) -> Field | None:
    return object_type.id_field or next(iter(object_type.keys), None)


def add_trees(api: Api, schema: Schema) -> None:
    """The fields and their elements."""
    for object_type in schema.types.values():
        for each in own_references(object_type):
            name = tree_name(each)
            item = item_name(api, object_type, name)
            arguments = {"depth": Named("Int"), "filter": Named(f"{object_type.name}Filter")}
            if each.is_list and f"{object_type.name}Order" in api.inputs:
                arguments["order"] = Named(f"{object_type.name}Order")
            api.outputs[object_type.name][name] = OutputField(type=type_of(f"[{item}!]!"), arguments=dict(arguments))
            members = {"depth": "Int!", "node": object_type.name}
            key = identifying(object_type)
            if each.is_list and key is not None:
                members["parentId"] = "ID!" if key.kind == "id" else key.type_name
            api.outputs[item] = {m: OutputField(type=type_of(text), arguments={}) for m, text in members.items()}


def item_name(api: Api, object_type: ObjectType, name: str) -> str:
    plain = f"{name[0].upper()}{name[1:]}Item"
    return f"{object_type.name}{plain}" if plain in api.outputs else plain


def elements(store: Store, each: Field, root: Node, depth: int, level: Level) -> Iterator[Element]:
    """In pre-order. `level`: of what a node refers to, what is left, in its order."""

    def below(node: Node, trail: tuple[int, ...]) -> Iterator[Element]:
        if len(trail) > depth:
            return
        for child in level(store.targets(node, each)):
            if child.identifier not in trail:
                yield Element(depth=len(trail), parent=node, node=child)
                yield from below(child, (*trail, child.identifier))

    return below(root, (root.identifier,))
