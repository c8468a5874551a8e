"""Fields asked of nodes of several types: which of the types are asked for which field.

In: the selection sets of a field whose type is an interface or a union. Out: `Asked` — the fields of one response
key that the same types are asked for, in the order that GraphQL gives each type (specification, 6.3.2).
What every type is asked for stands there once, so a request grows by its text and not by the number of types.
Does not know: what the fields mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

from graphwright.model.api import ApiSchema, ApiType
from graphwright.records import dataclass

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The fields of one response key that the same types are asked for.

    Attributes:
        parent: The type, or fragment's type, that the first of the fields stands in.
        types: The types that are asked.
        only_on: Node types, one of which a node has that is asked; empty where every node is.
    """

    key: str
    parent: Composite
    nodes: list[FieldNode]
    types: tuple[ApiType, ...]
    only_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentScope:
    """What following fragments needs to know.

    Attributes:
        is_included: What @skip and @include say of a selection.
    """

    api: ApiSchema
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    is_included: Callable[[SelectionNode], bool]


def collect_by_type(scope: FragmentScope, parent: Composite, selection_sets: Sequence[SelectionSetNode]) -> list[Asked]:
    """The fields that selection sets ask of nodes of an interface or a union."""
    # Of types that share a node type (`@dgraph(type:)`) nodes cannot be told apart: they are of the first.
    by_node_type: dict[str, ApiType] = {}
    for declared in scope.api.possible_types(parent.name):
        by_node_type.setdefault(declared.node_type, declared)
    possible = tuple(by_node_type.values())
    walk = _Walk(scope, frozenset(declared.name for declared in possible))
    for selection_set in selection_sets:
        walk.follow(parent, walk.everything, selection_set)
    groups = [group for visits in walk.found.values() for group in _group(visits, possible)]
    groups.sort(key=lambda group: group[0][0].position)
    return [
        Asked(
            key=visits[0].key,
            parent=visits[0].parent,
            nodes=[visit.node for visit in visits],
            types=types,
            only_on=_tested_types(scope.api, types, possible),
        )
        for visits, types in groups
    ]


def _tested_types(api: ApiSchema, types: tuple[ApiType, ...], possible: tuple[ApiType, ...]) -> tuple[str, ...]:
    """What a node of these types has and no other of the possible ones has: nothing, one interface, or one of each."""
    if len(types) == len(possible):
        return ()
    if len(types) > 1:
        for name in types[0].interfaces:
            if all((name in declared.interfaces) is (declared in types) for declared in possible):
                return (api.types[name].node_type,)
    return tuple(dict.fromkeys(declared.node_type for declared in types))


@dataclass(frozen=True, slots=True)
class _Visit:
    """A field as it is met: under a type or fragment, for some of the types."""

    position: int
    key: str
    parent: Composite
    types: frozenset[str]
    node: FieldNode


@dataclass(slots=True)
class _Walk:
    scope: FragmentScope
    everything: frozenset[str]
    found: dict[str, list[_Visit]] = field(default_factory=dict)
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    position: int = 0

    def follow(self, parent: Composite, types: frozenset[str], selection_set: SelectionSetNode) -> None:
        for node in selection_set.selections:
            if not self.scope.is_included(node):
                continue
            match node:
                case FieldNode():
                    key = node.alias.value if node.alias else node.name.value
                    self.position += 1
                    self.found.setdefault(key, []).append(_Visit(self.position, key, parent, types, node))
                case InlineFragmentNode(type_condition=None, selection_set=inner):
                    self.follow(parent, types, inner)
                case InlineFragmentNode(type_condition=condition, selection_set=inner):
                    assert condition is not None
                    self._narrow(condition.name.value, types, inner)
                case FragmentSpreadNode():
                    self._spread(node.name.value, types)

    def _spread(self, name: str, types: frozenset[str]) -> None:
        """A fragment counts once for each type."""
        fresh = types - self.seen.get(name, frozenset())
        if name in self.seen and not fresh:
            return
        self.seen[name] = self.seen.get(name, frozenset()) | fresh
        fragment = self.scope.fragments[name]
        self._narrow(fragment.type_condition.name.value, fresh, fragment.selection_set)

    def _narrow(self, name: str, types: frozenset[str], selection_set: SelectionSetNode) -> None:
        parent = self.scope.schema.type_map[name]
        assert isinstance(parent, Composite)
        inner = types & {declared.name for declared in self.scope.api.possible_types(name)}
        # An interface that nothing implements yet has no types to ask, but its own fields are no less there.
        if inner or not self.everything:
            self.follow(parent, inner, selection_set)


Group = tuple[list[_Visit], tuple[ApiType, ...]]


def _group(visits: list[_Visit], possible: Sequence[ApiType]) -> Iterator[Group]:
    """The visits of one key, apart where types are asked by different ones."""
    groups: dict[tuple[int, ...], tuple[list[_Visit], list[ApiType]]] = {}
    for declared in possible:
        own = [visit for visit in visits if declared.name in visit.types]
        if own:
            groups.setdefault(tuple(visit.position for visit in own), (own, []))[1].append(declared)
    if not possible:
        yield visits, ()
    for own, types in groups.values():
        yield own, tuple(types)
