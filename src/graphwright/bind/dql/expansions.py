"""`expand(…)` → the fields that it stands for, as if they were written out.

In: the syntax of an expansion, the catalog. Out: fields, each with the types of which a node must have one to be asked
for it. Values come in all languages and with their facets, as in the reference; passwords do not.
Does not know: the IR.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphwright.lang.dql import syntax
from graphwright.lang.dql.modifiers import no_modifiers
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind

Expanded = tuple[syntax.PredicateField, tuple[str, ...]]


def expanded_fields(field: syntax.ExpandField, catalog: Catalog, *, leads_on: bool = False) -> Iterator[Expanded]:
    """The fields of an expansion; edges only where something is asked of the nodes behind them.

    `_all_` asks a node for what its own types name; named types are those of whoever is asked.

    Args:
        leads_on: Something is asked of them without braces (@recurse).
    """
    names: dict[str, tuple[str, ...]] = {}
    match field.scope:
        case syntax.ExpandAll():
            names = _names(catalog, catalog.node_types)
        case syntax.ExpandTypes(types=types):
            found = [name.name for name in types if name.name in catalog.node_types]
            names = dict.fromkeys(_names(catalog, found), ())
        case syntax.ValueOf():
            # As in the reference, for values that are no names of predicates.
            return
    for name, types_of in names.items():
        made = _field(field, name, catalog, leads_on=leads_on)
        if made is not None:
            yield made, types_of


def _names(catalog: Catalog, types: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The predicates of some types, each with those that name it."""
    names: dict[str, tuple[str, ...]] = {}
    for type_name in types:
        for predicate in catalog.node_types[type_name].predicates:
            names[predicate] = (*names.get(predicate, ()), type_name)
    return names


def _field(field: syntax.ExpandField, name: str, catalog: Catalog, *, leads_on: bool) -> syntax.PredicateField | None:
    predicate = catalog.predicate(name)
    if predicate is None or predicate.kind is ValueKind.PASSWORD:
        return None
    is_edge = predicate.kind is ValueKind.UID
    asks_nothing = not field.selections and not leads_on if is_edge else field.modifiers.filter is not None
    if asks_nothing:
        # As in the reference no value passes a filter.
        return None
    languages = ("*",) if predicate.tag_table is not None else ()
    # As in the reference pages, orders and directives are those of each edge; its facets come anyway.
    fetched = syntax.FacetFetch(position=field.position, keys=())
    asked = field.modifiers if is_edge else no_modifiers(field.position)
    directives = (each for each in asked.directives if not isinstance(each, syntax.FacetFetch | syntax.FacetFilter))
    return syntax.PredicateField(
        position=field.position,
        alias=None,
        variable=None,
        predicate=syntax.Predicate(
            position=field.position, name=name.removeprefix("~"), is_reverse=name.startswith("~"), languages=languages
        ),
        modifiers=replace(asked, directives=(*directives, fetched)),
        selections=field.selections if is_edge else (),
    )
