"""Where data will live: the catalog that a GraphQL schema asks for, given the one that is there.

In: the present catalog and an `ApiSchema`. Out: the next catalog, and which edges must be carried
from one home to another because an inverse came or went. Homes are fixed at a predicate's first
definition. Pure: what the data forbid is storage's to find. Does not know: SQL, dialects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from graphwright import limits
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.model.catalog import (
    Catalog,
    ColumnHome,
    EdgeHome,
    Home,
    Index,
    IndexState,
    KeyScope,
    ListHome,
    NodeType,
    Predicate,
    ReverseHome,
    UniqueSet,
)
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.edge_pairs import EdgePair, pair_edges
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Spatial, Tokens

_slug_letters_max: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicalChange:
    """The next catalog and what it takes besides new tables, columns and indexes.

    Attributes:
        replaced: Names of predicates whose kind changed: only allowed while they hold no data.
        carried: (from, to): edges of the old predicate `from`, reversed, go into the new home of `to`.
        next_id: The first identifier not yet given out.
    """

    catalog: Catalog
    replaced: tuple[str, ...]
    carried: tuple[tuple[str, str], ...]
    next_id: int


def plan_physical(old: Catalog, api: ApiSchema, next_id: int) -> PhysicalChange:
    """Gives every predicate and type of a schema its home."""
    return _Planner(old, next_id).plan(api)


class _Planner:
    """The fresh-name state of one run and the catalog as it grows."""

    def __init__(self, old: Catalog, next_id: int) -> None:
        self.old = old
        self.next_id = next_id
        self.predicates = dict(old.predicates)
        self.node_types = dict(old.node_types)
        self.scopes = list(old.key_scopes)
        self.unique_sets: list[UniqueSet] = []
        self.replaced: list[str] = []
        self.carried: list[tuple[str, str]] = []
        self.declared_scopes: set[tuple[str, str | None]] = set()
        self.column_counts = count_columns(old)
        self.completed: set[str] = set()
        self.read_backwards: set[str] = set()
        self.api: ApiSchema | None = None
        self.pairs: Mapping[str, EdgePair] = {}
        self.held: set[str | None] = set()

    def plan(self, api: ApiSchema) -> PhysicalChange:
        self.api = api
        self.pairs = pair_edges(api)
        self.held = {pair.inverse for pair in self.pairs.values() if pair.part_of_type is not None}
        for api_type in api.types.values():
            self._define_type(api_type)
        declared = (field for api_type in api.types.values() for field in api_type.fields.values())
        self.read_backwards = {field.predicate[1:] for field in declared if field.is_reverse}
        fields = dict(_own_fields(api))
        self._leave_inverses(fields)
        # First what others show a part of: it has a home of its own, with whatever its edges begin in.
        # Columns before lists: an edge that a column can hold is read backwards by the list side.
        ranks = {
            name: (self._part_of(name) is not None, name not in self.held, field.is_list)
            for name, (_, field) in fields.items()
        }
        for name in sorted(fields, key=ranks.__getitem__):
            self._define_predicate(name, *fields[name])
        self._define_indexes(fields)
        for api_type in api.types.values():
            self._complete_type(api_type)
            self._define_scopes(api_type)
            self._define_unique_sets(api_type)
        catalog = Catalog(
            version=self.old.version + 1,
            predicates=self.predicates,
            node_types=self.node_types,
            # What is an @id no longer is not kept unique either; should it become one again, its values are looked at.
            key_scopes=tuple(s for s in self.scopes if (s.predicate, s.node_type) in self.declared_scopes),
            unique_sets=tuple(self.unique_sets),
            api=api,
            authorization=self.old.authorization,
        )
        return PhysicalChange(
            catalog=without_empty_families(catalog),
            replaced=tuple(self.replaced),
            carried=tuple(self.carried),
            next_id=self.next_id,
        )

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def _define_type(self, api_type: ApiType) -> None:
        if api_type.node_type in self.node_types:
            return
        identifier = self._new_id()
        table = f"{slug(api_type.node_type)}_{identifier}"
        self.node_types[api_type.node_type] = NodeType(
            id=identifier, name=api_type.node_type, table=table, flag=f"is_{identifier}"
        )
        self.column_counts[table] = 1

    def _complete_type(self, api_type: ApiType) -> None:
        node_type = self.node_types[api_type.node_type]
        names = [field.predicate for field in api_type.stored_fields]
        tables = [node_type.table]
        for name in names:
            home = self.predicates[name].home
            if isinstance(home, ColumnHome) and home.table not in tables:
                tables.append(home.table)
        # Two GraphQL types may share one value of dgraph.type: it expects the predicates of both.
        seen = () if node_type.name not in self.completed else node_type.predicates
        kept = node_type.families if node_type.name in self.old.node_types or seen else ()
        self.completed.add(node_type.name)
        self.node_types[api_type.node_type] = replace(
            node_type,
            predicates=tuple(dict.fromkeys((*seen, *names))),
            is_declared=True,
            families=tuple(dict.fromkeys((*kept, *tables))),
        )

    def _leave_inverses(self, fields: Mapping[str, object]) -> None:
        """Inverses that the schema has no more show edges that stay where they are; nothing keeps them single."""
        for name, each in self.old.predicates.items():
            if name not in fields and isinstance(each.home, ReverseHome):
                self.held.add(each.home.predicate)
                self.predicates[name] = replace(each, inverse=each.inverse if each.is_list else None)

    def _part_of(self, name: str) -> str | None:
        return self.pairs[name].part_of_type if name in self.pairs else None

    def _define_predicate(self, name: str, owner: ApiType, field: ApiField) -> None:
        inverse = self.pairs[name].inverse if name in self.pairs else None
        before = self.predicates.get(name)
        if before is not None and before.kind is ValueKind.DEFAULT and field.kind is ValueKind.STRING:
            # What data without a schema brought along is text already.
            before = replace(before, kind=ValueKind.STRING)
        if before is None or (before.kind, before.is_list) != (field.kind, field.holds_many):
            tag_table = None
            if before is not None:
                self.replaced.append(name)
                # The values of its keys may be written differently now; they are taken anew.
                self.scopes = [scope for scope in self.scopes if scope.predicate != name]
                if field.kind is ValueKind.STRING and not field.holds_many:
                    tag_table = before.tag_table
            identifier = self._new_id()
            before = Predicate(
                id=identifier,
                name=name,
                kind=field.kind,
                is_list=field.holds_many,
                home=self._home(identifier, name, owner, field, inverse),
                inverse=inverse,
                tag_table=tag_table,
            )
        elif before.inverse != inverse or self._is_misplaced(before, inverse):
            before = self._change_inverse(before, owner, field, inverse)
        if field.languages and before.tag_table is None:
            before = replace(before, tag_table=tag_table_name(before))
        # What DQL said of it beyond is gone, as in the reference: a GraphQL schema defines its predicates whole.
        self.predicates[name] = replace(
            before,
            is_reversed=name in self.read_backwards,
            is_counted=False,
            is_upsert=field.is_key,
            is_unique=False,
            has_languages=bool(field.languages),
            has_no_conflicts=False,
        )

    def _home(self, identifier: int, name: str, owner: ApiType, field: ApiField, inverse: str | None) -> Home:
        if inverse is not None and inverse != name and self._holds(inverse, name, field):
            return self._reverse_home(inverse, name)
        if field.is_list and field.role is Role.REFERENCE:
            return EdgeHome(table=f"edges_{slug(name)}_{identifier}")
        if field.holds_many:
            return ListHome(table=f"list_{slug(name)}_{identifier}", has_key=field.kind is ValueKind.DATETIME)
        return self._column_home(identifier, name, owner, field)

    def _reverse_home(self, inverse: str, name: str) -> ReverseHome:
        return ReverseHome(predicate=inverse, node_type=self._part_of(name))

    def _is_misplaced(self, before: Predicate, inverse: str | None) -> bool:
        """Whether edges that had one other end have several now, and so are held and read elsewhere."""
        home = before.home
        if before.name in self.held:
            return isinstance(home, ReverseHome)
        if inverse not in self.held or inverse == before.name:
            return False
        return not isinstance(home, ReverseHome) or (self._part_of(before.name) or home.node_type) != home.node_type

    def _holds(self, inverse: str, name: str, field: ApiField) -> bool:
        """Whether the other side of a pair has a home that this side can read backwards.

        A single reference reads a list's edges backwards only where these are held for several (`single_views` keeps
        it single); else the list reads its column.
        """
        other = self.predicates.get(inverse)
        if name in self.held or other is None or isinstance(other.home, ReverseHome):
            return False
        return field.is_list or not other.is_list or inverse in self.held

    def _column_home(self, identifier: int, name: str, owner: ApiType, field: ApiField) -> ColumnHome:
        node_type = self.node_types[owner.node_type]
        if field.is_embedding:
            # Alone, so that what reads a node's other values need not step over its vectors.
            own = f"vectors_{slug(name)}_{identifier}"
            self.column_counts[own] = limits.family_columns_max
            return ColumnHome(table=own, column="vector")
        width = 2 if field.kind is ValueKind.DATETIME else 1
        table = next(
            table
            for table in split_names(node_type.table)
            if self.column_counts.get(table, 0) + width <= limits.family_columns_max
        )
        self.column_counts[table] = self.column_counts.get(table, 0) + width
        column = f"{slug(name.rpartition('.')[2])}_{identifier}"
        key_column = f"{column}_key" if field.kind is ValueKind.DATETIME else None
        return ColumnHome(table=table, column=column, key_column=key_column)

    def _change_inverse(self, before: Predicate, owner: ApiType, field: ApiField, inverse: str | None) -> Predicate:
        """An inverse came or went: one side reads the other's edges, or gets a home of its own again."""
        if isinstance(before.home, ReverseHome) and before.home.predicate == inverse and before.name not in self.held:
            return replace(before, home=self._reverse_home(inverse, before.name), inverse=inverse)
        if isinstance(before.home, ReverseHome):
            # Under new names: a column that it had before is still there, empty.
            home = self._home(self._new_id(), before.name, owner, field, None)
            self._carry(before.home.predicate, before.name)
            return replace(before, home=home, inverse=inverse)
        if inverse is not None and inverse != before.name and self._holds(inverse, before.name, field):
            self._carry(before.name, inverse)
            return replace(before, home=self._reverse_home(inverse, before.name), inverse=inverse)
        return replace(before, inverse=inverse)

    def _carry(self, source: str, target: str) -> None:
        if (source, target) not in self.carried:
            self.carried.append((source, target))

    def _define_indexes(self, fields: dict[str, tuple[ApiType, ApiField]]) -> None:
        for name, (_, field) in fields.items():
            predicate = self.predicates[name]
            # As in the reference an enum is found by its values also without @search: by DQL.
            is_enum = self.api is not None and field.type_name in self.api.enums
            searches = field.searches or (("hash",) if is_enum else ())
            # What hash would serve, `keys` serves already.
            kinds = [index_kinds[kind].stored_as or kind for kind in searches if not (field.is_key and kind == "hash")]
            present = {index.kind: index for index in predicate.indexes}
            indexes = tuple(present.get(kind) or new_index(predicate, kind) for kind in dict.fromkeys(kinds))
            self.predicates[name] = replace(predicate, indexes=indexes)

    def _define_scopes(self, api_type: ApiType) -> None:
        if api_type.is_interface:
            return
        for field in api_type.fields.values():
            if not (field.is_key or field.is_unique):
                continue
            # What an interface declares unique is so over all types that implement it.
            is_shared = field.is_interface_key or (field.is_unique and field.declared_in != api_type.name)
            node_type = None if is_shared else api_type.node_type
            self.declared_scopes.add((field.predicate, node_type))
            if not any(s.predicate == field.predicate and s.node_type == node_type for s in self.scopes):
                self.scopes.append(KeyScope(id=self._new_id(), predicate=field.predicate, node_type=node_type))

    def _define_unique_sets(self, api_type: ApiType) -> None:
        for names in api_type.unique_sets:
            predicates = tuple(api_type.fields[name].predicate for name in names)
            known = {(each.node_type, each.predicates): each for each in self.old.unique_sets}
            present = known.get((api_type.node_type, predicates))
            self.unique_sets.append(
                present or UniqueSet(id=self._new_id(), node_type=api_type.node_type, predicates=predicates)
            )


def slug(name: str) -> str:
    """A name as part of an identifier: readable, lower case, ASCII. Identifiers add a number."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:_slug_letters_max] or "x"


def _own_fields(api: ApiSchema) -> Iterator[tuple[str, tuple[ApiType, ApiField]]]:
    """Predicate name to the type that declares it first and the field, interfaces' fields once."""
    seen: dict[str, tuple[ApiType, ApiField]] = {}
    for api_type in api.types.values():
        for field in api_type.stored_fields:
            owner = api.types.get(field.declared_in, api_type)
            present = seen.get(field.predicate)
            if present is None:
                seen[field.predicate] = (owner, field)
            else:
                seen[field.predicate] = (present[0], _merged(present[1], field))
    return iter(seen.items())


def _merged(first: ApiField, second: ApiField) -> ApiField:
    """Two fields on one predicate: it has the indexes and languages of both."""
    return replace(
        first,
        searches=tuple(dict.fromkeys(first.searches + second.searches)),
        languages=tuple(dict.fromkeys(first.languages + second.languages)),
    )


def new_index(predicate: Predicate, kind: str) -> Index:
    """An index that is to be built."""
    has_table = isinstance(index_kinds[kind].structure, Tokens | Spatial)
    table = f"tokens_{kind}_{slug(predicate.name)}_{predicate.id}" if has_table else None
    return Index(kind=kind, state=IndexState.BUILDING, table=table)


def tag_table_name(predicate: Predicate) -> str:
    """The table of a predicate's values with language tags."""
    return f"tags_{slug(predicate.name)}_{predicate.id}"


def split_names(table: str) -> Iterable[str]:
    """The names of a family and of the further tables that it is split into."""
    yield table
    for part in range(2, 10_000):
        yield f"{table}_{part}"


def without_empty_families(catalog: Catalog) -> Catalog:
    """The catalog whose types touch only families that have columns."""
    present = count_columns(catalog)
    node_types = {
        name: replace(node_type, families=tuple(table for table in node_type.families if table in present))
        for name, node_type in catalog.node_types.items()
    }
    return replace(catalog, node_types=node_types)


def count_columns(catalog: Catalog) -> dict[str, int]:
    """Family table to how many columns it has."""
    counts: dict[str, int] = {}
    for node_type in catalog.node_types.values():
        counts[node_type.table] = counts.get(node_type.table, 0) + 1
    for predicate in catalog.predicates.values():
        if isinstance(predicate.home, ColumnHome):
            width = 2 if predicate.home.key_column else 1
            counts[predicate.home.table] = counts.get(predicate.home.table, 0) + width
    return counts
