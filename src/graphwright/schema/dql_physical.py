"""Where data will live after an alter in DQL: the catalog that definitions ask for, given the one that is there.

In: the present catalog, with the GraphQL schema in force, and `Definitions`, or a name to drop. Out: the next catalog.
What the GraphQL schema needs stays as it is; a change that would break it is refused. Pure: what data forbid is the
engine's to find. Does not know: SQL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphwright.errors import ErrorList, GraphwrightError, SchemaChangeRefused, SchemaError
from graphwright.lang.dql.syntax import Node
from graphwright.model.api import ApiField, ApiType
from graphwright.model.catalog import Catalog, EdgeHome, Index, NodeType, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.additions import NewPredicate, untyped_home
from graphwright.schema.dql_definitions import DefinedPredicate, DefinedType, Definitions, is_reserved
from graphwright.schema.physical import count_columns, new_index, slug, tag_table_name, without_empty_families
from graphwright.search.hnsw import default_metric
from graphwright.search.kinds import index_kinds
from graphwright.search.tokenizers import tokenizer_of

_texts: Final = (ValueKind.STRING, ValueKind.DEFAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DqlChange:
    """The next catalog and what it takes besides new tables, columns and indexes.

    Attributes:
        replaced: Names of predicates whose values go into a home of another kind.
        carried: (from, to): edges of the old predicate `from`, reversed, go into the new home of `to`.
        nodes: Where the text defines a predicate.
        next_id: The first identifier not yet given out.
    """

    catalog: Catalog
    next_id: int
    replaced: tuple[str, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    nodes: dict[str, Node]


def plan_definitions(old: Catalog, definitions: Definitions, next_id: int) -> DqlChange:
    """Gives every predicate and type its home; the old catalog itself where nothing changes.

    Raises:
        SchemaError: A type names a predicate that is not there.
        SchemaChangeRefused: The GraphQL schema needs what would change.
    """
    planner = _Planner(old, next_id)
    for definition in definitions.predicates:
        planner.define(definition)
    for defined_type in definitions.types:
        planner.define_type(defined_type)
    if len(planner.errors) == 1:
        raise planner.errors[0]
    if planner.errors:
        raise ErrorList(planner.errors)
    return DqlChange(
        catalog=planner.catalog(),
        next_id=planner.next_id,
        replaced=tuple(planner.replaced),
        nodes={each.name: each.node for each in definitions.predicates},
    )


class _Planner:
    """The catalog as it grows."""

    def __init__(self, old: Catalog, next_id: int) -> None:
        self.old = old
        self.next_id = next_id
        self.predicates = dict(old.predicates)
        self.node_types = dict(old.node_types)
        self.counts = count_columns(old)
        self.fields = _fields_by_predicate(old)
        self.replaced: list[str] = []
        self.errors: list[GraphwrightError] = []

    def catalog(self) -> Catalog:
        if self.predicates == self.old.predicates and self.node_types == self.old.node_types:
            return self.old
        changed = replace(
            self.old, version=self.old.version + 1, predicates=self.predicates, node_types=self.node_types
        )
        return without_empty_families(changed)

    def define(self, wanted: DefinedPredicate) -> None:
        before = self.predicates.get(wanted.name)
        if before is not None and (reason := _needed(before, wanted, self.fields.get(wanted.name, []))):
            node = wanted.node
            self.errors.append(SchemaChangeRefused(reason, line=node.line, column=node.column))
            return
        after = self._with_kind(before, wanted)
        if wanted.has_languages and after.tag_table is None:
            after = replace(after, tag_table=tag_table_name(after))
        self.predicates[wanted.name] = replace(
            after,
            indexes=_indexes(after, wanted),
            is_reversed=wanted.is_reversed,
            is_counted=wanted.is_counted,
            is_upsert=wanted.is_upsert,
            is_unique=wanted.is_unique,
            has_languages=wanted.has_languages,
            has_no_conflicts=wanted.has_no_conflicts,
        )

    def _with_kind(self, before: Predicate | None, wanted: DefinedPredicate) -> Predicate:
        """The predicate in a home for what it is to hold."""
        if before is not None and before.is_list == wanted.is_list:
            if before.kind is wanted.kind:
                return before
            if before.kind in _texts and wanted.kind in _texts:
                # Both are texts, in columns alike.
                return replace(before, kind=wanted.kind)
        identifier = self.next_id
        self.next_id += 1
        new = NewPredicate(name=wanted.name, kind=wanted.kind, is_list=wanted.is_list)
        home = untyped_home(new, identifier, self.counts)
        after = Predicate(id=identifier, name=wanted.name, kind=wanted.kind, is_list=wanted.is_list, home=home)
        if before is None:
            return after
        self.replaced.append(wanted.name)
        keeps_tags = wanted.kind in _texts and not wanted.is_list
        return replace(after, tag_table=before.tag_table if keeps_tags else None, facet_table=before.facet_table)

    def define_type(self, wanted: DefinedType) -> None:
        missing = [
            name
            for name in wanted.fields
            if not is_reserved(name.name) and name.name.removeprefix("~") not in self.predicates
        ]
        self.errors += [
            SchemaError(
                f"the type {wanted.name} names {name.name}, which is no predicate; define it in the same schema, "
                f"such as {name.name.removeprefix('~')}: string .",
                line=name.line,
                column=name.column,
            )
            for name in missing
        ]
        fields = tuple(name.name for name in wanted.fields)
        before = self.node_types.get(wanted.name)
        if before is None:
            table = f"{slug(wanted.name)}_{self.next_id}"
            before = NodeType(
                id=self.next_id, name=wanted.name, table=table, flag=f"is_{self.next_id}", families=(table,)
            )
            self.next_id += 1
        elif left_out := [name for name in _names_of_type(self.old, wanted.name) if name not in fields]:
            self.errors.append(
                SchemaChangeRefused(
                    f"the type {wanted.name} of the GraphQL schema needs {', '.join(left_out)}; name these too, or "
                    "change the GraphQL schema",
                    line=wanted.node.line,
                    column=wanted.node.column,
                )
            )
        self.node_types[wanted.name] = replace(before, predicates=fields, is_declared=True)


def _indexes(predicate: Predicate, wanted: DefinedPredicate) -> tuple[Index, ...]:
    """In the order given; those that are there already stay, ready or not."""
    # By tokenizers: a shape may be indexed under the name of its GraphQL type, by the same cells.
    present = {tokenizer_of(index.kind): index for index in predicate.indexes}
    return tuple(
        replace(present.get(tokenizer_of(index.kind)) or new_index(predicate, index.kind), options=index.options)
        for index in wanted.indexes
    )


# ---- what a GraphQL schema needs -------------------------------------------------------------------


def _fields_by_predicate(catalog: Catalog) -> dict[str, list[tuple[ApiType, ApiField]]]:
    """Predicate → the fields of the GraphQL schema that are stored in it, or read it backwards."""
    found: dict[str, list[tuple[ApiType, ApiField]]] = {}
    for api_type in catalog.api.types.values() if catalog.api is not None else ():
        for field in api_type.fields.values():
            found.setdefault(field.predicate.removeprefix("~"), []).append((api_type, field))
    return found


def _names_of_type(catalog: Catalog, name: str) -> list[str]:
    types = catalog.api.types.values() if catalog.api is not None else ()
    return list(dict.fromkeys(field.predicate for t in types if t.node_type == name for field in t.stored_fields))


def _needed(before: Predicate, wanted: DefinedPredicate, fields: list[tuple[ApiType, ApiField]]) -> str:
    """Why the GraphQL schema does not let a predicate become what is wanted; "" if it does."""
    if not fields:
        return ""
    title = f"{before.name} is the field {fields[0][0].name}.{fields[0][1].name} of the GraphQL schema"
    if (before.kind, before.is_list) != (wanted.kind, wanted.is_list):
        kind = f"[{before.kind}]" if before.is_list else str(before.kind)
        return f"{title}, so it stays {kind}; change the field there"
    tokenizers = {tokenizer_of(index.kind) for index in wanted.indexes}
    for _, field in fields:
        needed = {tokenizer_of(index_kinds[kind].stored_as or kind) for kind in field.searches}
        if field.is_key:
            # A key is looked up in a table of its own.
            needed.discard("hash")
        if lacking := sorted(needed - tokenizers):
            return f"{title}, which is searched by {', '.join(lacking)}; add {' and '.join(lacking)} to its @index"
        metrics = {dict(index.options).get("metric", default_metric) for index in wanted.indexes}
        if field.metric is not None and metrics != {field.metric}:
            return (
                f'{title}, whose vectors are compared by {field.metric}; write @index(hnsw(metric: "{field.metric}"))'
            )
        if field.is_reverse and not wanted.is_reversed:
            return f"{title}, which reads it backwards; keep its @reverse"
        if field.languages and not wanted.has_languages:
            return f"{title}, which reads its languages; keep its @lang"
    return ""


# ---- dropping -------------------------------------------------------------------------------------


def plan_drop_predicate(old: Catalog, name: str, next_id: int) -> DqlChange:
    """The catalog without a predicate; fields of types keep its name.

    Raises:
        SchemaChangeRefused: It is the system's own, or the GraphQL schema has it.
    """
    if is_reserved(name):
        raise SchemaChangeRefused(f"{name} is the system's own and cannot be dropped")
    found = old.predicates.get(name)
    if found is None:
        return DqlChange(catalog=old, next_id=next_id, nodes={})
    if fields := _fields_by_predicate(old).get(name):
        field = f"{fields[0][0].name}.{fields[0][1].name}"
        raise SchemaChangeRefused(f"{name} is the field {field} of the GraphQL schema; take it out there first")
    predicates = {key: each for key, each in old.predicates.items() if key != name}
    carried = []
    for key, each in predicates.items():
        if isinstance(each.home, ReverseHome) and each.home.predicate == name:
            # The other end keeps its edges, in a home of its own.
            home = EdgeHome(table=f"edges_{slug(key)}_{next_id}")
            next_id += 1
            predicates[key] = replace(each, home=home, is_list=True)
            carried.append((name, key))
        if each.inverse == name:
            predicates[key] = replace(predicates[key], inverse=None)
    scopes = tuple(scope for scope in old.key_scopes if scope.predicate != name)
    sets = tuple(each for each in old.unique_sets if name not in each.predicates)
    catalog = replace(old, version=old.version + 1, predicates=predicates, key_scopes=scopes, unique_sets=sets)
    return DqlChange(catalog=without_empty_families(catalog), next_id=next_id, carried=tuple(carried), nodes={})


def plan_drop_type(old: Catalog, name: str, next_id: int) -> DqlChange:
    """The catalog without the definition of a type; nodes of it stay what they are.

    Raises:
        SchemaChangeRefused: It is the system's own, or the GraphQL schema has it.
    """
    if is_reserved(name):
        raise SchemaChangeRefused(f"the type {name} is the system's own and cannot be dropped")
    found = old.node_types.get(name)
    if found is None or not found.is_declared:
        return DqlChange(catalog=old, next_id=next_id, nodes={})
    if old.api is not None and any(each.node_type == name for each in old.api.types.values()):
        raise SchemaChangeRefused(f"the type {name} is one of the GraphQL schema; take it out there first")
    node_types = {**old.node_types, name: replace(found, predicates=(), is_declared=False)}
    return DqlChange(catalog=replace(old, version=old.version + 1, node_types=node_types), next_id=next_id, nodes={})
