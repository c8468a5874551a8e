"""`@embedding` stands on lists of floats, and `hnsw` on embeddings, by a metric that there is."""

from __future__ import annotations

from graphwright.model.vectors import metrics
from graphwright.schema.arguments import list_argument, text_of
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration, place_of
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.generation.names import embedding_name
from graphwright.search.hnsw import hnsw_options


def check_embedding(schema: Declarations) -> Findings:
    """Findings for each embedding and each field that is searched like one."""
    for owner, field in schema.own_fields():
        use = field.directive("embedding")
        if use is not None and not _is_list_of_floats(field):
            yield broken(use.place, f"{named(owner, field)} has @embedding, which stands on fields of type [Float!]")
        elif use is not None and field.directive("id") is not None:
            yield broken(use.place, f"{named(owner, field)} has @embedding and @id; a vector identifies nothing")
        yield from _check_search(owner, field, is_embedding=use is not None)
        if use is not None and embedding_name(owner.name) in schema.type_named:
            yield broken(use.place, f"{embedding_name(owner.name)} is generated for {owner.name}; rename your type")


def _is_list_of_floats(field: FieldDeclaration) -> bool:
    return field.type_name == "Float" and field.is_list and field.is_element_required


def _check_search(owner: TypeDeclaration, field: FieldDeclaration, *, is_embedding: bool) -> Findings:
    search = field.directive("search")
    for node in (list_argument(search, "by") or ()) if search is not None else ():
        written = text_of(node) or ""
        if not written.strip().startswith("hnsw"):
            if is_embedding:
                yield broken(place_of(node), f"{named(owner, field)} is an embedding, which is searched by hnsw")
            continue
        options = hnsw_options(written)
        if options is None:
            yield broken(place_of(node), f"{written!r} is no index; write it as hnsw(metric: euclidean)")
        elif not is_embedding and field.type_name == "Float":
            yield broken(place_of(node), f"{named(owner, field)} is searched by hnsw, which needs @embedding beside it")
        elif options.get("metric", metrics[0]) not in metrics:
            yield broken(
                place_of(node),
                f"the metric {options['metric']} of {named(owner, field)} is unknown; use {' or '.join(metrics)}."
                f"{perhaps(options['metric'], metrics)}",
            )
