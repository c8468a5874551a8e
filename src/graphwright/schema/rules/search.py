"""`@search` names index kinds that apply to the field's type and go together."""

from __future__ import annotations

from graphql import ConstValueNode

from graphwright.schema.arguments import list_argument, text_of, written_predicate
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration, place_of
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.scalars import enum_searches, geo_search, id_type_name, resolved_search, scalars
from graphwright.search.kinds import index_kinds


def check_search(schema: Declarations) -> Findings:
    """Findings for each `@search`."""
    for owner, field in schema.own_fields():
        use = field.directive("search")
        if use is None:
            continue
        has_values = field.type_name not in (*schema.type_named, *schema.union_named, id_type_name)
        if not has_values:
            yield broken(
                use.place,
                f"{named(owner, field)} has the type {field.type_name}, which has no index; take @search out",
            )
            continue
        languages = written_predicate(field)[1]
        if len(languages) > 1:
            yield broken(
                use.place,
                f"{named(owner, field)} reads several languages, which have no index together; "
                "search a field of one language",
            )
        yield from _check_kinds(owner, field, list_argument(use, "by") or ())


def _check_kinds(owner: TypeDeclaration, field: FieldDeclaration, nodes: tuple[ConstValueNode, ...]) -> Findings:
    seen: set[str] = set()
    for node in nodes:
        kind = resolved_search(field.type_name, text_of(node) or "")
        yield from _check_kind(owner, field, node, kind)
        if kind in seen:
            yield broken(place_of(node), f"{named(owner, field)} names the index {kind} twice; keep one")
        seen.add(kind)
    if {"regexp", "trigram"} <= seen:
        yield broken(place_of(nodes[0]), f"{named(owner, field)} has regexp and trigram, which are one index; keep one")
    if {"hash", "exact"} <= seen:
        yield broken(
            place_of(nodes[0]),
            f"{named(owner, field)} has hash and exact, which both answer `eq`; keep exact, which also orders, or hash",
        )
    if field.type_name == "DateTime" and len(seen) > 1:
        yield broken(place_of(nodes[1]), f"{named(owner, field)}: a DateTime takes one index; keep one")


def _check_kind(owner: TypeDeclaration, field: FieldDeclaration, node: ConstValueNode, kind: str) -> Findings:
    scalar = scalars.get(field.type_name)
    allowed = scalar.searches if scalar else enum_searches
    base = kind.partition("(")[0].strip()
    if kind in allowed or field.directive("embedding") is not None or (base == "hnsw" and field.type_name == "Float"):
        return  # vectors have a rule of their own, `embedding.py`
    if base in index_kinds or base == geo_search:
        yield broken(
            place_of(node),
            f"{named(owner, field)} has the type {field.type_name}, to which the index {kind} does not apply; "
            f"use {' or '.join(allowed)}",
        )
    else:
        yield broken(
            place_of(node),
            f"the index {kind} is unknown; use {' or '.join(allowed)}.{perhaps(kind, allowed)}",
        )
