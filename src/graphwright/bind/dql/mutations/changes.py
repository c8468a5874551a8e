"""Quads without variables → change sets.

In: what each mutation deletes and sets, a catalog that has all that is set, the uid of each blank node, the types of
the nodes that lose all. Out: `ChangeSet`s, to be applied in turn. Does not know: the store, who gives uids to blank
nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from graphwright.bind.dql.mutations.additions import home_name, named_type, refuse_language
from graphwright.bind.dql.mutations.conversions import stored_value
from graphwright.bind.dql.mutations.places import explicit_uid, placed
from graphwright.bind.dql.mutations.reading import type_predicate
from graphwright.errors import InputError
from graphwright.lang.quads import Literal, NodeReference, Quad, Star
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.facets import edge_target, facets_text, value_target
from graphwright.model.passwords import is_password_hash
from graphwright.model.values import StoredValue, ValueKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundMutation:
    """What a mutation writes, variables put in."""

    deletes: Sequence[Quad]
    sets: Sequence[Quad]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The nodes that quads name.

    Attributes:
        blanks: Without `_:`, in the order in which they come.
        uids: Each with a quad that names it.
        losing: Nodes of which the types are asked: they lose all that these expect, or all of them.
    """

    blanks: tuple[str, ...]
    uids: Mapping[int, Quad]
    losing: frozenset[int]


def named_nodes(mutations: Iterable[GroundMutation]) -> Named:
    """The nodes that quads name.

    Raises:
        InputError: A name is no uid; or a blank node in what is deleted, for nobody can have it.
    """
    blanks: dict[str, None] = {}
    uids: dict[int, Quad] = {}
    losing: set[int] = set()
    for mutation in mutations:
        for quad in mutation.deletes:
            with placed(quad):
                found = [_deleted(term) for term in (quad.subject, quad.object) if isinstance(term, NodeReference)]
            uids.update(dict.fromkeys(found, quad))
            if isinstance(quad.object, Star) and (isinstance(quad.predicate, Star) or quad.predicate == type_predicate):
                losing.add(found[0])
        for quad in mutation.sets:
            for term in (quad.subject, quad.object):
                if not isinstance(term, NodeReference):
                    continue
                if term.name.startswith("_:"):
                    blanks[term.name[2:]] = None
                else:
                    with placed(quad):
                        uids[explicit_uid(term.name)] = quad
    return Named(blanks=tuple(blanks), uids=uids, losing=frozenset(losing))


def _deleted(reference: NodeReference) -> int:
    if reference.name.startswith("_:"):
        raise InputError(f"{reference.name[:60]} is a new node, from which nothing can be deleted; name it by its uid")
    return explicit_uid(reference.name)


def build_changes(
    mutations: Iterable[GroundMutation],
    catalog: Catalog,
    blanks: Mapping[str, int],
    fresh: range,
    types: Mapping[int, Iterable[str]],
) -> list[ChangeSet]:
    """The change sets of mutations whose predicates and types the catalog has.

    In one, what is deleted goes before what is set; so there is a further one where a mutation deletes after another
    has set something.

    Args:
        blanks: The uid of each blank node.
        fresh: The uids that are new.
        types: Of the nodes that lose all.

    Raises:
        InputError: A value does not fit its predicate; with the line of the quad.
    """
    building = _Building(
        catalog, blanks, {uid: frozenset(names) for uid, names in types.items()}, ChangeSet(fresh=fresh)
    )
    built = [building.changes]
    has_sets = False
    for mutation in mutations:
        if mutation.deletes and has_sets:
            building.changes = ChangeSet(fresh=range(0))
            built.append(building.changes)
            has_sets = False
        for quad in mutation.deletes:
            with placed(quad):
                building.delete(quad)
        for quad in mutation.sets:
            with placed(quad):
                building.set(quad)
        building.settle_types()
        has_sets = has_sets or bool(mutation.sets)
    return built


@dataclass(slots=True)
class _Building:
    """A change set that grows by quads.

    Attributes:
        types: What the nodes that lose all have before the mutation that is being read.
    """

    catalog: Catalog
    blanks: Mapping[str, int]
    types: dict[int, frozenset[str]]
    changes: ChangeSet
    _homes: dict[str, str] = field(default_factory=dict)

    def settle_types(self) -> None:
        """The types that the next mutation meets."""
        if not self.types:
            return
        gone, come = _by_node(self.changes.remove_types), _by_node(self.changes.types)
        for uid in self.types.keys() & (gone.keys() | come.keys()):
            self.types[uid] = self.types[uid] - gone.get(uid, set()) | come.get(uid, set())

    # -- sets

    def set(self, quad: Quad) -> None:
        assert isinstance(quad.subject, NodeReference) and isinstance(quad.predicate, str), "refused by the reader"
        uid, name = self._uid(quad.subject), quad.predicate
        if name == type_predicate:
            self.changes.types.append((uid, named_type(quad)))
            return
        predicate = self.catalog.predicates[name]
        if isinstance(quad.object, NodeReference):
            self._set_edge(predicate, uid, self._uid(quad.object), quad)
            return
        assert isinstance(quad.object, Literal), "variables are put in"
        self._set_value(predicate, uid, quad.object, quad)

    def _uid(self, reference: NodeReference) -> int:
        name = reference.name
        return self.blanks[name[2:]] if name.startswith("_:") else explicit_uid(name)

    def _edge(self, predicate: Predicate, uid: int, other: int) -> tuple[str, tuple[int, int]]:
        """Home and edge, in the direction of the home: so edges that are stated from both ends stay in order."""
        _refuse_node(predicate)
        home = self._home(predicate.name)
        return home, (uid, other) if home == predicate.name else (other, uid)

    def _home(self, name: str) -> str:
        present = self._homes.get(name)
        if present is None:
            present = self._homes[name] = home_name(self.catalog, name)
        return present

    def _set_edge(self, predicate: Predicate, uid: int, other: int, quad: Quad) -> None:
        home, edge = self._edge(predicate, uid, other)
        self.changes.set_edges.setdefault(home, []).append(edge)
        if not quad.facets:
            return
        ends = [edge, edge[::-1]] if predicate.inverse == predicate.name else [edge]
        text = facets_text(quad.facets)
        self.changes.facets.setdefault(home, []).extend((src, edge_target(dst), text) for src, dst in ends)

    def _set_value(self, predicate: Predicate, uid: int, literal: Literal, quad: Quad) -> None:
        value = _value(predicate, literal, quad)
        name = predicate.name
        if quad.language:
            assert isinstance(value, str), "texts alone have languages"
            self.changes.tagged.setdefault(name, []).append((uid, quad.language, value))
        else:
            self.changes.set_values.setdefault(name, []).append((uid, value))
        if quad.facets:
            target = value_target(value if predicate.is_list else None, quad.language)
            self.changes.facets.setdefault(name, []).append((uid, target, facets_text(quad.facets)))

    # -- deletes

    def delete(self, quad: Quad) -> None:
        assert isinstance(quad.subject, NodeReference), "variables are put in"
        uid = explicit_uid(quad.subject.name)
        if isinstance(quad.predicate, Star):
            self._delete_all(uid)
        elif quad.predicate == type_predicate:
            gone = sorted(self.types[uid]) if isinstance(quad.object, Star) else [named_type(quad)]
            self.changes.remove_types += [(uid, name) for name in gone]
        elif (predicate := self.catalog.predicates.get(quad.predicate)) is not None:
            self._delete_of(predicate, uid, quad)

    def _delete_all(self, uid: int) -> None:
        """What a node has of what its types expect, and the types; edges that others have to it stay (`~genre`)."""
        types = sorted(self.types[uid])
        for type_name in types:
            for name in self.catalog.node_types[type_name].predicates:
                if name in self.catalog.predicates and not name.startswith("~"):
                    self._clear(name, uid)
        self.changes.remove_types += [(uid, name) for name in types]

    def _clear(self, name: str, uid: int) -> None:
        self.changes.clear.setdefault(name, []).append(uid)

    def _delete_of(self, predicate: Predicate, uid: int, quad: Quad) -> None:
        name = predicate.name
        match quad.object:
            case Star() if quad.language:
                if predicate.tag_table is not None:
                    self.changes.tagged.setdefault(name, []).append((uid, quad.language, None))
            case Star():
                self._clear(name, uid)
            case NodeReference(name=other):
                refuse_language(predicate, quad)
                home, edge = self._edge(predicate, uid, explicit_uid(other))
                self.changes.remove_edges.setdefault(home, []).append(edge)
            case Literal() as literal:
                self._delete_value(predicate, uid, literal, quad)
            case _:
                raise AssertionError("variables are put in")

    def _delete_value(self, predicate: Predicate, uid: int, literal: Literal, quad: Quad) -> None:
        if predicate.kind is ValueKind.PASSWORD and not is_password_hash(literal.text):
            return  # no two hashes of a password are equal
        value = _value(predicate, literal, quad)
        if not quad.language:
            self.changes.remove_values.setdefault(predicate.name, []).append((uid, value))
        elif predicate.tag_table is not None:
            assert isinstance(value, str), "texts alone have languages"
            self.changes.remove_tagged.setdefault(predicate.name, []).append((uid, quad.language, value))


def _by_node(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for uid, name in pairs:
        found[uid].add(name)
    return found


def _refuse_node(predicate: Predicate) -> None:
    if predicate.kind is not ValueKind.UID:
        raise InputError(f"{predicate.name} holds values of kind {predicate.kind}, and this is a node")


def _value(predicate: Predicate, literal: Literal, quad: Quad) -> StoredValue:
    kind = predicate.kind
    if kind is ValueKind.UID:
        raise InputError(f"{predicate.name} refers to nodes, and this is a value")
    refuse_language(predicate, quad)
    if kind is ValueKind.PASSWORD and not is_password_hash(literal.text):
        raise InputError(f"{predicate.name} is a password, which cannot be copied from val(…); write it as a text")
    return stored_value(kind, literal)
