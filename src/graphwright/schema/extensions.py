"""`extend type Film { … }`: what extensions give, put into what they extend.

In: the definitions of a text. Out: the definitions that declare something, each with its extensions merged in, in
the order of the text; and all the others. An extension of a type that the text does not declare extends one of
another service of a federation: it is read as that type with `@extends`. `Query` and `Mutation` are always there.
Does not know: what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from graphql import (
    ConstDirectiveNode,
    DefinitionNode,
    EnumTypeDefinitionNode,
    EnumTypeExtensionNode,
    InputObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    NameNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    TypeExtensionNode,
    UnionTypeDefinitionNode,
    UnionTypeExtensionNode,
)

DeclaringNode = (
    ObjectTypeDefinitionNode
    | InterfaceTypeDefinitionNode
    | EnumTypeDefinitionNode
    | UnionTypeDefinitionNode
    | InputObjectTypeDefinitionNode
)

_extended_by: Final[dict[type[Any], type[Any]]] = {
    ObjectTypeExtensionNode: ObjectTypeDefinitionNode,
    InterfaceTypeExtensionNode: InterfaceTypeDefinitionNode,
    EnumTypeExtensionNode: EnumTypeDefinitionNode,
    UnionTypeExtensionNode: UnionTypeDefinitionNode,
    InputObjectTypeExtensionNode: InputObjectTypeDefinitionNode,
}
_parts: Final = ("interfaces", "directives", "fields", "values", "types")
_roots: Final = ("Query", "Mutation")


def merge_extensions(definitions: Iterable[DefinitionNode]) -> tuple[list[DeclaringNode], list[DefinitionNode]]:
    """The declarations with their extensions, and all other definitions."""
    declaring: list[DeclaringNode] = []
    extending: list[TypeExtensionNode] = []
    others: list[DefinitionNode] = []
    for node in definitions:
        match node:
            case (
                ObjectTypeDefinitionNode()
                | InterfaceTypeDefinitionNode()
                | EnumTypeDefinitionNode()
                | UnionTypeDefinitionNode()
                | InputObjectTypeDefinitionNode()
            ):
                declaring.append(node)
            case TypeExtensionNode():
                extending.append(node)
            case _:
                others.append(node)
    for extension in extending:
        _merge(declaring, extension, others)
    return declaring, others


def _merge(declaring: list[DeclaringNode], extension: TypeExtensionNode, others: list[DefinitionNode]) -> None:
    wanted = _extended_by.get(type(extension))
    position = next(
        (i for i, one in enumerate(declaring) if type(one) is wanted and one.name.value == extension.name.value), None
    )
    if position is not None:
        declaring[position] = _merged(declaring[position], extension)
    elif isinstance(extension, ObjectTypeExtensionNode):
        declaring.append(_as_definition(extension))
    else:
        others.append(extension)


def _as_definition(extension: ObjectTypeExtensionNode) -> ObjectTypeDefinitionNode:
    given = {key: getattr(extension, key) for key in extension.keys}
    if extension.name.value not in _roots:
        extends = ConstDirectiveNode(
            name=NameNode(value="extends", loc=extension.name.loc), arguments=(), loc=extension.loc
        )
        given["directives"] = (*(extension.directives or ()), extends)
    return ObjectTypeDefinitionNode(**given)


def _merged(declared: DeclaringNode, extension: TypeExtensionNode) -> DeclaringNode:
    given = {key: getattr(declared, key) for key in declared.keys}
    for part in _parts:
        if part in given and hasattr(extension, part):
            given[part] = (*(given[part] or ()), *(getattr(extension, part) or ()))
    return type(declared)(**given)
