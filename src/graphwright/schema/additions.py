"""Where predicates and types live that no GraphQL schema names: what loads and DQL bring along.

In: the present catalog and what is new. Out: the next catalog. A value has its home in one family that all such
predicates share, a reference is an edge table (Dgraph's [uid]), and a type has a family of its own for its flag.
A schema that names them later keeps these homes. Pure. Does not know: SQL, data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graphwright import limits
from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, Home, ListHome, NodeType, Predicate
from graphwright.model.values import ValueKind, keyed_kinds
from graphwright.records import dataclass
from graphwright.schema.physical import count_columns, slug, split_names, tag_table_name

untyped_family: Final = "_untyped"
"""No type's family is called so: their names start with a letter or digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPredicate:
    """A predicate that the catalog does not know."""

    name: str
    kind: ValueKind
    is_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What data needs beyond the catalog.

    Attributes:
        node_types: Values of `dgraph.type`.
        tagged: Predicates with language tags; of kind string or default.
        faceted: Predicates with facets, each the home of its edges or values.
    """

    predicates: Sequence[NewPredicate] = ()
    node_types: Sequence[str] = ()
    tagged: Sequence[str] = ()
    faceted: Sequence[str] = ()


def plan_additions(old: Catalog, additions: Additions, next_id: int) -> tuple[Catalog, int]:
    """The catalog with what is new in it, and the next identifier; the old catalog when nothing is."""
    predicates, node_types = dict(old.predicates), dict(old.node_types)
    counts = count_columns(old)
    for new in additions.predicates:
        if new.name not in predicates:
            home = untyped_home(new, next_id, counts)
            predicates[new.name] = Predicate(id=next_id, name=new.name, kind=new.kind, is_list=new.is_list, home=home)
            next_id += 1
    for name in additions.node_types:
        if name not in node_types:
            table = f"{slug(name)}_{next_id}"
            node_types[name] = NodeType(
                id=next_id, name=name, table=table, flag=f"is_{next_id}", families=(table,), is_declared=False
            )
            next_id += 1
    for name in additions.tagged:
        predicate = predicates[name]
        if predicate.tag_table is None or not predicate.has_languages:
            table = predicate.tag_table or tag_table_name(predicate)
            predicates[name] = replace(predicate, tag_table=table, has_languages=True)
    for name in additions.faceted:
        if (predicate := predicates[name]).facet_table is None:
            predicates[name] = replace(predicate, facet_table=f"facets_{predicate.id}")
    if predicates == old.predicates and node_types == old.node_types:
        return old, next_id
    return replace(old, version=old.version + 1, predicates=predicates, node_types=node_types), next_id


def untyped_home(new: NewPredicate, identifier: int, counts: dict[str, int]) -> Home:
    """Where a predicate lives that no GraphQL schema names; a column is counted as taken."""
    name = f"{slug(new.name)}_{identifier}"
    has_key = new.kind in keyed_kinds
    if new.is_list and new.kind is ValueKind.UID:
        return EdgeHome(table=f"edges_{name}")
    if new.is_list:
        return ListHome(table=f"list_{name}", has_key=has_key)
    if new.kind is ValueKind.VECTOR:
        # Alone, so that what reads a node's other values need not step over its vectors.
        return ColumnHome(table=f"vectors_{name}", column="vector")
    width = 2 if has_key else 1
    table = next(t for t in split_names(untyped_family) if counts.get(t, 0) + width <= limits.family_columns_max)
    counts[table] = counts.get(table, 0) + width
    return ColumnHome(table=table, column=name, key_column=f"{name}_key" if has_key else None)
