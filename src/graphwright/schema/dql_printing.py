"""The catalog as a schema in DQL, in the form of Dgraph's exports; what `lang/dql/schema.py` reads.

In: a catalog. Out: text: a line per predicate, a block per type. Of indexes those that are being built stand in it as
well. What only GraphQL knows (names of fields, rules, keys of several fields) is in the GraphQL schema. Does not know:
files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphwright.model.catalog import Catalog, Index, NodeType, Predicate
from graphwright.model.values import ValueKind
from graphwright.search.hnsw import default_metric, hnsw_kind
from graphwright.search.tokenizers import keeping_apart, tokenizer_of, tokenizers_of

_namespace: Final = "[0x0]"
_plain_name: Final = re.compile(r"~?[^\W\d][\w.]*")
_unwritable: Final = re.compile(r"""[\x00-\x20<>"{}|^`\\@]""")
"""Not in names of a schema; a predicate with such a name becomes known by its data again."""
_type_predicate: Final = "dgraph.type"


def print_dql_schema(catalog: Catalog) -> str:
    """All predicates and types, by name."""
    keyed = {scope.predicate for scope in catalog.key_scopes}
    metrics = _metrics(catalog)
    lines = [
        _predicate(predicate, metrics.get(name, default_metric), is_keyed=name in keyed)
        for name, predicate in sorted(catalog.predicates.items())
        if name != _type_predicate and not _unwritable.search(name)
    ]
    types = [_node_type(node_type) for _, node_type in sorted(catalog.node_types.items()) if node_type.is_declared]
    return "".join(lines + types)


def _metrics(catalog: Catalog) -> dict[str, str]:
    """The metrics of GraphQL's embeddings, by predicate."""
    if catalog.api is None:
        return {}
    fields = [field for api_type in catalog.api.types.values() for field in api_type.stored_fields]
    return {field.predicate: field.metric for field in fields if field.metric is not None}


def _predicate(predicate: Predicate, metric: str, *, is_keyed: bool) -> str:
    kind = f"[{predicate.kind}]" if predicate.is_list else str(predicate.kind)
    directives = " ".join(_directives(predicate, metric, is_keyed=is_keyed))
    return f"{_namespace} <{predicate.name}>:{kind} {directives}{' ' if directives else ''}. \n"


def _directives(predicate: Predicate, metric: str, *, is_keyed: bool) -> Iterator[str]:
    is_edge = predicate.kind is ValueKind.UID
    indexes = [_tokenizer(index, metric) for index in predicate.indexes]
    if is_keyed and not {name.partition("(")[0] for name in indexes} & keeping_apart:
        # Dgraph finds the node of an @id value by an index.
        indexes += list(tokenizers_of.get(predicate.kind, {}))[:1]
    if indexes:
        yield f"@index({','.join(dict.fromkeys(indexes))})"
    if is_edge and predicate.is_reversed:
        yield "@reverse"
    if predicate.is_counted:
        yield "@count"
    if predicate.is_upsert or is_keyed:
        yield "@upsert"
    if predicate.is_unique:
        yield "@unique"
    if predicate.has_languages or predicate.tag_table is not None:
        yield "@lang"
    if predicate.has_no_conflicts:
        yield "@noconflict"


def _tokenizer(index: Index, metric: str) -> str:
    name = tokenizer_of(index.kind)
    options = index.options
    if index.kind == hnsw_kind.name and not options:
        options = (("metric", metric),)
    if not options:
        return name
    shown = ",".join(f'"{option}":"{value}"' for option, value in options)
    return f"{name}({shown})"


def _node_type(node_type: NodeType) -> str:
    fields = "".join(f"\t{_name(name)}\n" for name in node_type.predicates)
    return f"{_namespace} type <{node_type.name}> {{\n{fields}}}\n"


def _name(name: str) -> str:
    return name if _plain_name.fullmatch(name) else f"<{name}>"
