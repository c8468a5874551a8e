"""Schema queries of DQL: `schema {}`, `schema(pred: [name]) { type index }`, `schema(type: Film) {}`.

In: the catalog and the syntax. Out: the answer's data as JSON text, in the reference's form: what is false or empty is
left out. Does not know: data, who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import orjson

from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog, Index, NodeType, Predicate
from graphwright.search.tokenizers import tokenizer_of

_types_predicate: Final = {
    "predicate": "dgraph.type",
    "type": "string",
    "index": True,
    "tokenizer": ["exact"],
    "list": True,
}
"""The predicate of a node's types, which is no member of the catalog."""
_vector_kind: Final = "hnsw"


def schema_text(catalog: Catalog, document: syntax.SchemaDocument) -> str:
    """The data of a schema query. What is unknown is left out, and is no error."""
    fields = frozenset(field.name for field in document.fields)
    answer: dict[str, list[Any]] = {}
    match document.scope:
        case syntax.SchemaPredicates(names=names):
            answer["schema"] = _predicates(catalog, {name.name for name in names}, fields)
        case syntax.SchemaTypes(names=names):
            answer["types"] = _types(catalog, {name.name for name in names})
        case syntax.WholeSchema():
            answer["schema"] = _predicates(catalog, {*catalog.predicates, "dgraph.type"}, fields)
            answer["types"] = _types(catalog, catalog.node_types)
    return orjson.dumps({name: members for name, members in answer.items() if members}).decode()


def _predicates(catalog: Catalog, names: Iterable[str], fields: frozenset[str]) -> list[dict[str, Any]]:
    return [found for name in sorted(names) if (found := _predicate(catalog, name, fields)) is not None]


def _predicate(catalog: Catalog, name: str, fields: frozenset[str]) -> dict[str, Any] | None:
    if name == "dgraph.type":
        whole: Mapping[str, Any] = _types_predicate
    elif (predicate := catalog.predicates.get(name)) is not None:
        whole = _described(catalog, predicate)
    else:
        return None
    shown = {"predicate", *(_members.get(field, field) for field in fields)} if fields else whole.keys()
    return {member: value for member, value in whole.items() if member in shown and value}


_members: Final = {"noconflict": "no_conflict"}
"""Fields whose members are called otherwise."""


def _described(catalog: Catalog, predicate: Predicate) -> dict[str, Any]:
    """Everything of a predicate; what is false or empty stands here too."""
    names = [_tokenizer(catalog, predicate, index) for index in predicate.indexes]
    is_key = any(scope.predicate == predicate.name for scope in catalog.key_scopes)
    if is_key and not any(index.kind in {"hash", "exact"} for index in predicate.indexes):
        # An `@id` of GraphQL is looked up in a table of its own.
        names.insert(0, "hash")
    return {
        "predicate": predicate.name,
        "type": predicate.kind.value,
        "index": any(not name.startswith(_vector_kind) for name in names),
        "tokenizer": list(dict.fromkeys(names)),
        "reverse": predicate.is_reversed,
        "count": predicate.is_counted,
        "list": predicate.is_list,
        "upsert": predicate.is_upsert or is_key,
        "lang": predicate.has_languages,
        "no_conflict": predicate.has_no_conflicts,
        "unique": predicate.is_unique,
        "index_specs": [
            {"name": _vector_kind, "options": [{"key": key, "value": value} for key, value in options]}
            for index in predicate.indexes
            if index.kind == _vector_kind and (options := _options(catalog, predicate, index))
        ],
    }


def _tokenizer(catalog: Catalog, predicate: Predicate, index: Index) -> str:
    """A tokenizer with its options, if it has some: `hnsw("metric":"cosine")`."""
    options = _options(catalog, predicate, index) if index.kind == _vector_kind else ()
    written = ",".join(f'"{name}":"{value}"' for name, value in options)
    return f"{tokenizer_of(index.kind)}({written})" if written else tokenizer_of(index.kind)


def _options(catalog: Catalog, predicate: Predicate, index: Index) -> tuple[tuple[str, str], ...]:
    """The options of a vector index; of an embedding of GraphQL its metric."""
    if index.options or catalog.api is None:
        return index.options
    fields = (field for each in catalog.api.types.values() for field in each.fields.values())
    return tuple(("metric", f.metric) for f in fields if f.predicate == predicate.name and f.metric)[:1]


def _types(catalog: Catalog, names: Iterable[str]) -> list[dict[str, Any]]:
    found: Callable[[str], NodeType | None] = catalog.node_types.get
    declared = [each for name in sorted(names) if (each := found(name)) is not None and each.is_declared]
    return [{"fields": [{"name": field} for field in each.predicates], "name": each.name} for each in declared]
