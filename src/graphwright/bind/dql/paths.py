"""`shortest(from: 0x1, to: 0x2, numpaths: 2) { road @facets(km) }` → IR.

In: a block. Out: a `Shortest`. Edges are what paths take; values in the braces say nothing, as in the reference: a path
shows uids, and `path as shortest(…)` gives its nodes to other blocks. Does not know: other blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphwright import limits
from graphwright.bind.dql.binding import Binding, written_name
from graphwright.bind.dql.directives import Directives, read_directives, refuse_directives
from graphwright.bind.dql.facets import bind_edge_facets
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.selections import bind_edge_select, bind_outputs
from graphwright.bind.dql.values import converter, read_integer, uids_param
from graphwright.bind.dql.variable_conditions import uid_source
from graphwright.errors import InputError, LimitError
from graphwright.ir.graphs import PathBounds, Shortest
from graphwright.ir.nodes import ByUid, Nested, Param, Select
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind


def bind_shortest(binding: Binding, block: syntax.ShortestBlock) -> Shortest:
    """The IR of a block.

    Raises:
        GraphwrightError: It asks for what a path has not; with the place in its text.
    """
    modifiers = block.modifiers
    for found in (modifiers.first, modifiers.offset, modifiers.after, modifiers.random, modifiers.filter):
        if found is not None:
            raise wrong(found, "shortest takes no page and no filter of its own; filter the edges, in the braces")
    for order in modifiers.order:
        raise wrong(order, "shortest gives the lightest path first; an order means nothing")
    refuse_directives(modifiers, "shortest")
    edges: dict[str, Nested] = {}
    weights: list[str | None] = []
    for selection in block.selections:
        binding.count_field(selection)
        edge = _edge(binding, selection)
        if edge is None:
            continue
        nested, weight = edge
        if nested.key in edges:
            raise wrong(selection, f"{nested.key:.60} is named twice; remove one")
        edges[nested.key] = nested
        weights.append(weight)
    source = Select(source=_end(binding, block.source), api_type=None, output=tuple(edges.values()), is_sparse=True)
    return Shortest(
        select=source,
        target=Select(source=_end(binding, block.target), api_type=None, is_sparse=True),
        weights=tuple(weights),
        bounds=_bind_bounds(binding, block),
        defines=None if block.variable is None else block.variable.name,
    )


def _end(binding: Binding, end: syntax.UidLiteral | syntax.UidSet) -> Any:
    if isinstance(end, syntax.UidLiteral):
        return ByUid(uids=uids_param(binding, (end,)), node_type=None)
    return uid_source(binding, end.members)


# ---- edges ----------------------------------------------------------------------------------------


def _edge(binding: Binding, selection: syntax.Selection) -> tuple[Nested, str | None] | None:
    """An edge that paths take, and the facet that weighs it; None for what says nothing of paths."""
    if isinstance(selection, syntax.PredicateField):
        predicate = binding.predicate(selection.predicate)
        if predicate is not None and predicate.kind is ValueKind.UID:
            bind_outputs(binding, selection.selections, is_root=False)  # what is refused elsewhere is refused here
            return _taken(binding, selection, predicate)
    if isinstance(selection, syntax.NamedSelection) and selection.variable is not None:
        raise wrong(selection.variable, "shortest has no variables inside; write path as shortest(…)")
    bind_outputs(binding, (selection,), is_root=False)
    return None


def _taken(binding: Binding, field: syntax.PredicateField, predicate: Predicate) -> tuple[Nested, str | None]:
    if field.variable is not None:
        raise wrong(field.variable, "shortest has no variables inside; write path as shortest(…)")
    # As in the reference nothing else that reshapes an answer says anything of paths.
    directives = Directives(facets=read_directives(field.modifiers).facets)
    key = written_name(field.predicate)
    facets = bind_edge_facets(binding, directives.facets, key)
    select = bind_edge_select(binding, field.modifiers, predicate, directives, facets)
    return Nested(key=key, select=select), _weight(directives.facets)


def _weight(directives: Sequence[syntax.FacetFetch | syntax.FacetFilter]) -> str | None:
    weight = None
    for directive in directives:
        match directive:
            case syntax.FacetFetch(keys=()):
                weight = "*"
            case syntax.FacetFetch(keys=(key,)):
                # A variable of it has no values, as in the reference.
                weight = key.name
            case syntax.FacetFetch(keys=(_, _, *_) as keys):
                raise wrong(
                    directive, f"Expected 1 but got {len(keys)} facets: one facet is the weight, as in @facets(weight)"
                )
    return weight


# ---- bounds ---------------------------------------------------------------------------------------


def _bind_bounds(binding: Binding, block: syntax.ShortestBlock) -> Param:
    nodes = (block.path_count, block.depth, block.weight_min, block.weight_max)
    slots = [_slot(binding, node) for node in nodes]
    slot = binding.extra(lambda values: [values[place] for place in slots])
    return Param(slot=slot, convert=placed(_read_bounds, block), label="bounds of paths")


def _slot(binding: Binding, node: syntax.IntegerLiteral | syntax.NumberLiteral | syntax.QueryVariable | None) -> int:
    match node:
        case syntax.QueryVariable():
            return binding.slot_of(node)
        case syntax.NumberLiteral(text=text):
            return binding.literal_slot(node, text)
        case syntax.IntegerLiteral(value=value):
            return binding.literal_slot(node, str(value))
        case None:
            return binding.constant(None)


_to_float = converter(ValueKind.FLOAT)


def _read_bounds(given: Sequence[Any]) -> PathBounds:
    count, depth = (None if each is None else read_integer(each) for each in given[:2])
    least, most = (None if each is None else float(_to_float(each)) for each in given[2:])
    if count is not None and count < 0:
        raise InputError(f"numpaths is {count}; ask for 1 path or more")
    if count is not None and count > limits.paths_max:
        raise LimitError(f"numpaths is {count}, over the limit of {limits.paths_max} (paths_max)")
    if depth is not None and depth < 0:
        raise InputError(f"depth is {depth}; give the number of edges that a path may have")
    # As in the reference, 0 paths are one, and a depth of 0 leaves no edge.
    return PathBounds(paths_max=count or 1, hops_max=depth, weight_min=least, weight_max=most)
