"""The catalog: which predicates and node types exist and where their data lives.

In: what an alter decided, or what the store holds. Out: frozen values that binders, planner and
storage share. A predicate's home is fixed at its first definition. Does not know: SQL, GraphQL text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from graphwright.model.api import ApiSchema
from graphwright.model.values import ValueKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHome:
    """A single value per node, in a column of a family table (key: uid).

    Attributes:
        key_column: The column to compare and order by where that is not `column` itself (DateTime).
    """

    table: str
    column: str
    key_column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHome:
    """A set of values per node: table (uid, value), and `key` as in `ColumnHome`."""

    table: str
    has_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeHome:
    """A set of references per node: table (src, dst), with a second index (dst, src)."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseHome:
    """The edges of another predicate, read from their other end.

    Attributes:
        node_type: Only those that come from nodes of this type: an interface's field has for each type that implements
            it an inverse of its own. None: all.
    """

    predicate: str
    node_type: str | None = None


Home = ColumnHome | ListHome | EdgeHome | ReverseHome


class IndexState(StrEnum):
    """Only ready indexes are planned; a restart resumes or drops a building one."""

    BUILDING = "building"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index over one predicate.

    Attributes:
        kind: A name of `search.index_kinds`.
        table: The token table, for kinds that have one.
        options: What DQL's schema says of it in parentheses, as written: `(("metric", "cosine"),)`.
    """

    kind: str
    state: IndexState
    table: str | None = None
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A named property of nodes.

    Attributes:
        id: Never changes and is never given out again; short form in `changes` and `keys`.
        inverse: The predicate that holds the same edges the other way; itself when symmetric.
        tag_table: Table (uid, lang, value) of the values with a language tag.
        facet_table: Table (uid, target, facets), made on first use.
        is_reversed: `@reverse`: DQL may read it as `~name`.
        is_counted: `@count`: nodes are found by how many of it they have.
        is_upsert: `@upsert`: transactions that write the same value conflict.
        is_unique: `@unique`: DQL refuses a value that another node has.
        has_languages: `@lang`: DQL takes values with a language tag.
        has_no_conflicts: `@noconflict`: transactions that write it never conflict.
    """

    id: int
    name: str
    kind: ValueKind
    is_list: bool
    home: Home
    indexes: tuple[Index, ...] = ()
    inverse: str | None = None
    tag_table: str | None = None
    facet_table: str | None = None
    is_reversed: bool = False
    is_counted: bool = False
    is_upsert: bool = False
    is_unique: bool = False
    has_languages: bool = False
    has_no_conflicts: bool = False

    def index(self, kind: str) -> Index | None:
        """The ready index of a kind, or None."""
        for index in self.indexes:
            if index.kind == kind and index.state is IndexState.READY:
                return index
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeType:
    """A value of `dgraph.type`.

    Attributes:
        table: The family that holds the type's flag.
        flag: The flag's column, 1 or absent.
        predicates: Names of the predicates that the type says to expect, in order; in DQL's types also of such that
            are no more, and of edges from their other end (`~genre`).
        families: Every family table in which a node of this type has a row: its own and those of its
            predicates. Writing a type makes these rows, so reads of a type join without outer joins.
        is_declared: A schema declares it; False: only nodes name it.
    """

    id: int
    name: str
    table: str
    flag: str
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    is_declared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyScope:
    """Where values of an `@id` field are unique: rows of `keys` carry its id.

    Attributes:
        node_type: None when the predicate's values are unique over all types (`interface: true`).
    """

    id: int
    predicate: str
    node_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueSet:
    """Predicates whose values together no two nodes of a type have; single ones have a `KeyScope`."""

    id: int
    node_type: str
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything that is known about a store's data at one version.

    Attributes:
        authorization: The settings of `# Dgraph.Authorization` where they are set apart from the schema, as JSON.
    """

    version: int
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    node_types: Mapping[str, NodeType] = field(default_factory=dict)
    key_scopes: tuple[KeyScope, ...] = ()
    unique_sets: tuple[UniqueSet, ...] = ()
    api: ApiSchema | None = None
    authorization: str | None = field(default=None, repr=False)

    def predicate(self, name: str) -> Predicate | None:
        """A predicate by its name; `~name` is the edges of another one, read from their other end."""
        present = self.predicates.get(name)
        if present is not None or not name.startswith("~"):
            return present
        forward = self.predicates.get(name[1:])
        if forward is None or forward.kind is not ValueKind.UID:
            return None
        home: Home = ReverseHome(predicate=forward.name)
        if isinstance(forward.home, ReverseHome):
            home = self.predicates[forward.home.predicate].home
        return replace(forward, name=name, is_list=True, home=home, inverse=forward.name, indexes=())

    def key_scope(self, predicate: str, node_type: str | None) -> KeyScope | None:
        """The scope in which values of a predicate identify nodes of a type."""
        for scope in self.key_scopes:
            if scope.predicate == predicate and scope.node_type in (node_type, None):
                return scope
        return None
