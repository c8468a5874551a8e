"""`@cascade` of a field: which of the predicates asked for a node must have.

In: the syntax of a field and the GraphQL type it leads to. Out: `Select.cascade`. The names are part of the plan, also
where a variable gives them. Does not know: what follows from it (`passes/cascade.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphql import (
    ConstValueNode,
    DirectiveNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    ListValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)

from graphwright.bind.graphql.trees import Binding, LeafList, null
from graphwright.errors import ValidationError
from graphwright.schema.bindings import ReferenceField, ValueField

if TYPE_CHECKING:
    from collections.abc import Iterator

Cascade = tuple[str, ...]


def bind_cascade(binding: Binding, type_: GraphQLNamedType, nodes: Sequence[FieldNode]) -> Cascade | None:
    """The predicates that nodes must have, with languages as in `name@en`; empty: all asked for; None: no directive.

    Raises:
        ValidationError: A name is no field of the type.
    """
    for node in nodes:
        for directive in node.directives or ():
            if directive.name.value == "cascade":
                return _predicates(binding, type_, directive)
    return None


def _predicates(binding: Binding, type_: GraphQLNamedType, directive: DirectiveNode) -> Cascade:
    members: dict[str, Any] = type_.fields if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else {}
    predicates: list[str] = []
    names = tuple(name for argument in directive.arguments or () for name in _names(binding, argument.value))
    for name in names:
        if name not in members:
            assert directive.loc is not None, "documents are parsed with locations"
            place = directive.loc.start_token
            raise ValidationError(
                f"Field `{name:.60}` is not present in type `{type_.name}`. "
                f"You can only use fields in cascade which are in type `{type_.name}`",
                line=place.line,
                column=place.column,
            )
        match members[name].extensions.get("binding"):
            case ValueField(field=field) | ReferenceField(field=field):
                predicates.append(tagged_name(field.predicate, field.languages))
            case _:
                pass  # every node has its ID
    # Names of nothing that could be missing ask for nothing, unlike no names, which ask for everything.
    return tuple(predicates) or (("uid",) if names else ())


def tagged_name(predicate: str, languages: tuple[str, ...]) -> str:
    """`name@en:fr`, as `@dgraph(pred:)` writes it."""
    return f"{predicate}@{':'.join(languages)}" if languages else predicate


def _names(binding: Binding, value: ValueNode | ConstValueNode) -> Iterator[str]:
    match value:
        case StringValueNode(value=name):
            yield name
        case ListValueNode(values=items):
            for item in items:
                yield from _names(binding, item)
        case VariableNode():
            tree = binding.variables.get(value.name.value, null)
            slot = getattr(tree, "slot", None)
            if slot is not None:
                given = binding.guard(slot, _listed if isinstance(tree, LeafList) else _single)
                yield from given
        case _:
            pass


def _listed(value: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(name for name in value if name is not None)


def _single(value: str) -> tuple[str, ...]:
    return (value,)
