"""`@recurse(depth: 3, loop: true)` → IR.

In: a block with the directive. Out: a `Recursion`. All fields stand at one level: values are shown of every node,
edges are followed. Does not know: blocks without the directive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from graphwright.bind.dql.binding import Binding, written_name
from graphwright.bind.dql.directives import Directives, read_directives
from graphwright.bind.dql.expansions import expanded_fields
from graphwright.bind.dql.facets import bind_edge_facets
from graphwright.bind.dql.refusals import not_yet, placed, wrong
from graphwright.bind.dql.selections import bind_edge_select, bind_outputs
from graphwright.bind.dql.values import read_integer
from graphwright.errors import InputError
from graphwright.ir.facets import FacetVariable
from graphwright.ir.graphs import Reach, Recursion
from graphwright.ir.nodes import Nested, Output, Param, Select
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind

_truths: Final = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_falsehoods: Final = frozenset({"0", "f", "F", "false", "FALSE", "False"})


def bind_recursion(
    binding: Binding, block: syntax.QueryBlock | syntax.VariableBlock, directive: syntax.Recurse, select: Select
) -> Recursion:
    """The IR of a block.

    Args:
        select: The nodes to begin with, without outputs.

    Raises:
        ValidationError: A field stands further inside, or means nothing.
    """
    directives = read_directives(block.modifiers)
    if directives.group is not None:
        raise wrong(
            directives.group, "@recurse shows nodes and @groupby shows groups; write two blocks, the second over uid(x)"
        )
    outputs: dict[str, Output] = {}
    defines: list[str] = []
    aliases: list[str] = []
    for selection in block.selections:
        for output in _outputs(binding, selection, defines):
            if output.key in outputs:
                raise wrong(selection, f"{output.key:.60} is asked for twice; give one of them an alias (other: …)")
            outputs[output.key] = output
        if isinstance(selection, syntax.NamedSelection) and selection.alias is not None:
            aliases.append(selection.alias)
    asked_count = [each for each in block.selections if isinstance(each, syntax.CountUidField)]
    count = bind_outputs(binding, asked_count, is_root=True).count
    shown = outputs.keys() if count is None else {*outputs, count.key}
    return Recursion(
        key=block.name if isinstance(block, syntax.QueryBlock) else "var",
        select=replace(
            select,
            output=tuple(outputs.values()),
            defines=tuple(defines),
            normal=tuple(alias for alias in aliases if alias in shown) if directives.is_normalized else None,
        ),
        reach=_bind_reach(binding, directive),
        count=count,
        begins=() if block.variable is None else (block.variable.name,),
        is_shown=isinstance(block, syntax.QueryBlock),
        ignores_reflex=directives.ignores_reflex,
    )


# ---- fields ---------------------------------------------------------------------------------------


def _outputs(binding: Binding, selection: syntax.Selection, defines: list[str]) -> Iterator[Output]:
    if getattr(selection, "selections", ()):
        raise wrong(selection, "@recurse asks the same of every node: write all fields at one level, without braces")
    match selection:
        case syntax.PredicateField(predicate=name) if _leads_to_nodes(binding, name):
            binding.count_field(selection)
            yield _edge(binding, selection)
        case syntax.ExpandField():
            for field, types in expanded_fields(selection, binding.catalog, leads_on=True):
                made: list[Any] = list(_outputs(binding, field, defines))
                yield from (replace(output, only_on=types) if types else output for output in made)
        case syntax.MathField() | syntax.AggregateField():
            raise not_yet(selection, "math(…) and aggregates under @recurse", "compute them in a block of their own")
        case syntax.CountUidField():
            return
        case _:
            bound = bind_outputs(binding, (selection,), is_root=False)
            defines += bound.defines
            yield from bound.outputs


def _leads_to_nodes(binding: Binding, name: syntax.Predicate) -> bool:
    found = binding.predicate(name)
    return found is not None and found.kind is ValueKind.UID


def _edge(binding: Binding, field: syntax.PredicateField) -> Nested:
    predicate = binding.predicate(field.predicate)
    assert predicate is not None, "seen before"
    key = field.alias or written_name(field.predicate)
    directives = read_directives(field.modifiers)
    if directives != Directives(facets=directives.facets):
        raise not_yet(field, "a directive behind an edge under @recurse, @filter and @facets aside,")
    facets = bind_edge_facets(binding, directives.facets, key)
    if any(isinstance(output, FacetVariable) for output in facets.outputs):
        raise not_yet(field, "a variable of facets under @recurse")
    select = bind_edge_select(binding, field.modifiers, predicate, directives, facets)
    defines = () if field.variable is None else (field.variable.name,)
    return Nested(key=key, select=replace(select, output=facets.outputs, defines=defines))


# ---- depth and loop -------------------------------------------------------------------------------


def _bind_reach(binding: Binding, directive: syntax.Recurse) -> Param:
    slots = [_slot(binding, directive.depth), _slot(binding, directive.loop)]
    slot = binding.extra(lambda values: [values[place] for place in slots])
    return Param(slot=slot, convert=placed(_read_reach, directive), label="depth and loop")


def _slot(binding: Binding, node: syntax.IntegerLiteral | syntax.BooleanLiteral | syntax.QueryVariable | None) -> int:
    match node:
        case syntax.QueryVariable():
            return binding.slot_of(node)
        case syntax.IntegerLiteral(value=number):
            return binding.literal_slot(node, str(number))
        case syntax.BooleanLiteral(value=truth):
            return binding.constant(truth)
        case None:
            return binding.constant(None)


def _read_reach(given: Sequence[Any]) -> Reach:
    depth, loop = given
    if isinstance(depth, str):
        depth = read_integer(depth)
    if depth is not None and depth < 0:
        raise InputError(f"depth is {depth}; give a number of levels, or leave it out to follow edges to their ends")
    loops = _read_truth(loop) if isinstance(loop, str) else bool(loop)
    if loops and not depth:
        raise InputError("Depth must be > 0 when loop is true for recurse query: write @recurse(depth: 5, loop: true)")
    return Reach(depth=depth or None, loops=loops)


def _read_truth(text: str) -> bool:
    if text not in _truths | _falsehoods:
        raise InputError(f'loop is "{text:.40}"; write true or false')
    return text in _truths
