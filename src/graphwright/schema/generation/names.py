"""The names of everything that is generated for a type.

Out: one function per kind of name, and `names_taken_by` for the rule against clashes.
Does not know: whether a name is generated in the end (`facts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator


def filter_name(type_name: str) -> str:
    """`FilmFilter`."""
    return f"{type_name}Filter"


def relation_filter_name(type_name: str) -> str:
    """`PersonListRelationFilter`, of fields that hold several; beyond the reference."""
    return f"{type_name}ListRelationFilter"


def has_filter_name(type_name: str) -> str:
    """`FilmHasFilter`, the enum of the fields that `has` can ask for."""
    return f"{type_name}HasFilter"


def order_name(type_name: str) -> str:
    """`FilmOrder`."""
    return f"{type_name}Order"


def order_by_name(type_name: str) -> str:
    """`FilmOrderBy`, an element of `by` in an order; beyond the reference."""
    return f"{type_name}OrderBy"


def orderable_name(type_name: str) -> str:
    """`FilmOrderable`, the enum of the fields to order by."""
    return f"{type_name}Orderable"


def reference_name(type_name: str) -> str:
    """`FilmRef`."""
    return f"{type_name}Ref"


def embedding_name(type_name: str) -> str:
    """`FilmEmbedding`, the enum of the fields that hold vectors."""
    return f"{type_name}Embedding"


distance_field_name = "vector_distance"
"""The field of types with embeddings that says how far a node is from what was asked."""


def patch_name(type_name: str) -> str:
    """`FilmPatch`."""
    return f"{type_name}Patch"


def child_name(type_name: str) -> str:
    """`FilmChildInput`, a linked film to be changed; beyond the reference."""
    return f"{type_name}ChildInput"


def children_name(type_name: str) -> str:
    """`FilmChildrenInput`, by field the linked nodes of a film to be changed; beyond the reference."""
    return f"{type_name}ChildrenInput"


def replace_name(type_name: str) -> str:
    """`FilmReplaceInput`, lists and references that become what is given; beyond the reference."""
    return f"{type_name}ReplaceInput"


def connection_name(type_name: str) -> str:
    """`FilmConnection`; beyond the reference."""
    return f"{type_name}Connection"


def edge_name(type_name: str) -> str:
    """`FilmEdge`, an element of `edges` of a connection; beyond the reference."""
    return f"{type_name}Edge"


def connection_query_name(type_name: str) -> str:
    """`queryFilmConnection`; beyond the reference."""
    return f"query{type_name}Connection"


def aggregate_name(type_name: str) -> str:
    """`FilmAggregateResult`."""
    return f"{type_name}AggregateResult"


def input_name(operation: str, type_name: str) -> str:
    """`AddFilmInput`, `UpdateFilmInput`."""
    return f"{operation}{type_name}Input"


def payload_name(operation: str, type_name: str) -> str:
    """`AddFilmPayload`, `UpdateFilmPayload`, `DeleteFilmPayload`."""
    return f"{operation}{type_name}Payload"


def payload_field_name(type_name: str) -> str:
    """`film`, the nodes in a payload."""
    return type_name[0].lower() + type_name[1:]


def member_type_name(union_name: str) -> str:
    """`ThingType`, the enum of a union's members."""
    return f"{union_name}Type"


def member_field_name(member: str, suffix: str) -> str:
    """`bookRef` and `bookFilter`, what a union's inputs have for a member."""
    return f"{member[0].lower()}{member[1:]}{suffix}"


def names_taken_by_union(union_name: str) -> Iterator[str]:
    """Every type name that is generated for a union."""
    for name in (filter_name, reference_name, member_type_name):
        yield name(union_name)


def enum_filter_name(enum_name: str, index_kind: str) -> str:
    """`Genre_hash`."""
    return f"{enum_name}_{index_kind}"


def aggregate_field_name(field_name: str) -> str:
    """`filmsAggregate`."""
    return f"{field_name}Aggregate"


def tree_field_name(field_name: str) -> str:
    """`repliesTree`, of a list of nodes of the own type; beyond the reference."""
    return f"{field_name}Tree"


def chain_field_name(field_name: str) -> str:
    """`parentChain`, of a single reference to a node of the own type; beyond the reference."""
    return f"{field_name}Chain"


def item_name(field_name: str) -> str:
    """`RepliesTreeItem`, an element of `repliesTree`."""
    return f"{field_name[0].upper()}{field_name[1:]}Item"


group_parts = ("", "Field", "Key", "KeyOrder", "Result", "Having", "Order")
"""What of a type's groups there are types for."""


def group_name(type_name: str, part: str) -> str:
    """`FilmGroupBy`, `FilmGroupByKey`, …, one of `group_parts`; beyond the reference."""
    return f"{type_name}GroupBy{part}"


def group_query_name(type_name: str) -> str:
    """`groupByFilm`; beyond the reference."""
    return f"groupBy{type_name}"


def names_taken_by(type_name: str) -> Iterator[str]:
    """Every type name that the generated API may need for a type."""
    for name in (filter_name, has_filter_name, order_name, orderable_name, reference_name, patch_name, aggregate_name):
        yield name(type_name)
    for operation in ("Add", "Update", "Delete"):
        yield input_name(operation, type_name)
        yield payload_name(operation, type_name)


def names_of_queries(type_name: str) -> Iterator[str]:
    """Every query that the generated API may need for a type."""
    for operation in ("get", "query", "aggregate"):
        yield f"{operation}{type_name}"
    yield f"check{type_name}Password"
    for suffix in ("ById", "ByEmbedding"):
        yield f"querySimilar{type_name}{suffix}"


def names_of_mutations(type_name: str) -> Iterator[str]:
    """Every mutation that the generated API may need for a type."""
    for operation in ("add", "update", "delete"):
        yield f"{operation}{type_name}"
