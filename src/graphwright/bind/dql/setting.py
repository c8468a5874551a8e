"""Quads that a mutation sets → what the catalog lacks for them, and the change set.

In: quads, the catalog, the uid of each blank node. Out: `Additions`, `ChangeSet`. Does not know: the store, who gives
uids to blank nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from graphwright import limits
from graphwright.errors import GraphwrightError, InputError, LimitError, NotSupportedYet
from graphwright.lang.quads import Literal, NodeReference, Quad
from graphwright.model.catalog import Catalog, Predicate, ReverseHome
from graphwright.model.changes import ChangeSet
from graphwright.model.facets import edge_target, facets_text, value_target
from graphwright.model.passwords import hash_password, is_password_hash
from graphwright.model.uids import parse_uid
from graphwright.model.values import StoredValue, ValueKind, coerce_text
from graphwright.schema.additions import Additions, NewPredicate
from graphwright.schema.inferred_kinds import inferred_kind

type_predicate: Final = "dgraph.type"
_textual: Final = (ValueKind.STRING, ValueKind.DEFAULT)


def plain_passwords(quads: Sequence[Quad], catalog: Catalog) -> list[int]:
    """The quads, by position, whose values must be hashed before they can be stored.

    Raises:
        LimitError: There are too many to hash.
    """
    kinds = {name for name, predicate in catalog.predicates.items() if predicate.kind is ValueKind.PASSWORD}
    if not kinds:
        return []
    found = [
        position
        for position, quad in enumerate(quads)
        if quad.predicate in kinds and isinstance(quad.object, Literal) and not is_password_hash(quad.object.text)
    ]
    if len(found) > limits.passwords_per_mutation_max:
        raise LimitError(
            f"the mutation writes {len(found)} passwords, over the limit of {limits.passwords_per_mutation_max} "
            "(passwords_per_mutation_max); split it"
        )
    return found


def hash_quads(quads: Sequence[Quad], positions: Iterable[int]) -> list[Quad]:
    """The quads with hashes in place of the passwords at these positions. Takes 60 ms for each.

    Raises:
        InputError: A password is too short or too long.
    """
    hashed = list(quads)
    for position in positions:
        quad = quads[position]
        assert isinstance(quad.object, Literal), "found by `plain_passwords`"
        with _placed(quad):
            hashed[position] = replace(quad, object=Literal(text=hash_password(quad.object.text)))
    return hashed


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The nodes that quads name: blank ones, without `_:`, in the order in which they come, and uids."""

    blanks: tuple[str, ...]
    uids: frozenset[int]


def check_settable(quads: Iterable[Quad]) -> None:
    """Refuses what only an upsert can mean.

    Raises:
        NotSupportedYet: A quad with `uid(v)`, `val(v)` or `*`.
    """
    for quad in quads:
        terms = (quad.subject, quad.predicate, quad.object)
        if not all(isinstance(term, str | NodeReference | Literal) for term in terms):
            message = "uid(…), val(…) and * in a mutation are not supported yet"
            raise NotSupportedYet(message, line=quad.line or None, column=quad.column or None)


def named_nodes(quads: Iterable[Quad]) -> Named:
    """The nodes that quads name.

    Raises:
        InputError: A name is neither a uid nor a blank node.
    """
    blanks: dict[str, None] = {}
    uids: set[int] = set()
    for quad in quads:
        for term in (quad.subject, quad.object):
            if not isinstance(term, NodeReference):
                continue
            if term.name.startswith("_:"):
                blanks[term.name[2:]] = None
            else:
                with _placed(quad):
                    uids.add(_explicit(term.name))
    return Named(blanks=tuple(blanks), uids=frozenset(uids))


def _explicit(name: str) -> int:
    try:
        uid = parse_uid(name)
    except GraphwrightError:
        uid = 0
    if not uid:
        raise InputError(f"{name[:60]} is no node: a mutation names nodes by uid (<0x1f>) or as blank nodes (_:name)")
    return uid


def lacking(quads: Sequence[Quad], lists: AbstractSet[str], catalog: Catalog) -> Additions:
    """What the catalog must get before these quads can be stored.

    Args:
        lists: Predicates that JSON gave as a list.

    Raises:
        NotSupportedYet: A value of a kind that cannot be stored.
    """
    unknown: dict[str, list[Quad]] = defaultdict(list)
    types: dict[str, None] = {}
    tagged: dict[str, None] = {}
    faceted: dict[str, None] = {}
    for quad in quads:
        name = _name(quad)
        if name == type_predicate:
            types[_type_name(quad)] = None
            continue
        if name not in catalog.predicates:
            unknown[name].append(quad)
        if quad.language:
            tagged[name] = None
        if quad.facets:
            faceted[_home_name(catalog, name)] = None
    return Additions(
        predicates=[_new_predicate(name, stated, is_list=name in lists) for name, stated in unknown.items()],
        node_types=list(types),
        tagged=list(tagged),
        faceted=list(faceted),
    )


def _new_predicate(name: str, quads: Sequence[Quad], *, is_list: bool) -> NewPredicate:
    if isinstance(quads[0].object, NodeReference):
        return NewPredicate(name=name, kind=ValueKind.UID, is_list=True)
    plain = [quad.object.datatype for quad in quads if isinstance(quad.object, Literal) and not quad.language]
    kind = inferred_kind(plain, has_languages=any(quad.language for quad in quads))
    if not isinstance(kind, ValueKind):
        raise NotSupportedYet(f"{name}: {kind}", line=quads[0].line or None)
    return NewPredicate(name=name, kind=kind, is_list=is_list)


def build_set(quads: Iterable[Quad], catalog: Catalog, blanks: Mapping[str, int], fresh: range) -> ChangeSet:
    """The change set of quads whose predicates and types the catalog has.

    Args:
        blanks: The uid of each blank node.
        fresh: The uids that are new.

    Raises:
        InputError: A value does not fit its predicate; with the line of the quad.
    """
    building = _Building(catalog, blanks, ChangeSet(fresh=fresh))
    for quad in quads:
        with _placed(quad):
            building.add(quad)
    return building.changes


@dataclass(slots=True)
class _Building:
    """A change set that grows by quads."""

    catalog: Catalog
    blanks: Mapping[str, int]
    changes: ChangeSet

    def add(self, quad: Quad) -> None:
        assert isinstance(quad.subject, NodeReference), "checked by `check_settable`"
        uid, name = self._uid(quad.subject), _name(quad)
        if name == type_predicate:
            self.changes.types.append((uid, _type_name(quad)))
            return
        predicate = self.catalog.predicates[name]
        if isinstance(quad.object, NodeReference):
            self._add_edge(predicate, uid, self._uid(quad.object), quad)
            return
        assert isinstance(quad.object, Literal), "checked by `check_settable`"
        self._add_value(predicate, uid, quad.object, quad)

    def _uid(self, reference: NodeReference) -> int:
        name = reference.name
        return self.blanks[name[2:]] if name.startswith("_:") else _explicit(name)

    def _add_edge(self, predicate: Predicate, uid: int, other: int, quad: Quad) -> None:
        if predicate.kind is not ValueKind.UID:
            raise InputError(f"{predicate.name} holds values, and this is a node")
        # In the direction of the home: so edges that are stated from both ends stay in the order given.
        home = _home_name(self.catalog, predicate.name)
        edge = (uid, other) if home == predicate.name else (other, uid)
        self.changes.set_edges.setdefault(home, []).append(edge)
        if not quad.facets:
            return
        ends = [edge, edge[::-1]] if predicate.inverse == predicate.name else [edge]
        text = facets_text(quad.facets)
        self.changes.facets.setdefault(home, []).extend((src, edge_target(dst), text) for src, dst in ends)

    def _add_value(self, predicate: Predicate, uid: int, literal: Literal, quad: Quad) -> None:
        if predicate.kind is ValueKind.UID:
            raise InputError(f"{predicate.name} refers to nodes, and this is a value")
        if quad.language and predicate.kind not in _textual:
            raise InputError(f"{predicate.name}: only texts have languages, and this is of kind {predicate.kind}")
        value: StoredValue = coerce_text(predicate.kind, literal.text)
        if quad.language:
            self.changes.tagged.setdefault(predicate.name, []).append((uid, quad.language, literal.text))
        else:
            self.changes.set_values.setdefault(predicate.name, []).append((uid, value))
        if quad.facets:
            target = value_target(value if predicate.is_list else None, quad.language)
            entry = (uid, target, facets_text(quad.facets))
            self.changes.facets.setdefault(predicate.name, []).append(entry)


def _name(quad: Quad) -> str:
    assert isinstance(quad.predicate, str), "checked by `check_settable`"
    return quad.predicate


def _type_name(quad: Quad) -> str:
    if not isinstance(quad.object, Literal) or not quad.object.text or quad.language:
        raise InputError("a type is a text that is not empty", line=quad.line or None)
    return quad.object.text


def _home_name(catalog: Catalog, name: str) -> str:
    """The predicate with which a predicate's facets are stored."""
    predicate = catalog.predicates.get(name)
    return predicate.home.predicate if predicate is not None and isinstance(predicate.home, ReverseHome) else name


@contextmanager
def _placed(quad: Quad) -> Iterator[None]:
    """Errors say where the quad stands."""
    try:
        yield
    except GraphwrightError as error:
        if quad.line and error.line is None:
            error.line, error.column = quad.line, quad.column
        raise
