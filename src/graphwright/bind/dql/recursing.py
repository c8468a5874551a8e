"""`@recurse(depth: 3, loop: true)` → IR.

In: a block with the directive. Out: a `Recursion`. All fields stand at one level: values are shown of every node,
edges are followed. What is computed of variables is of the node itself: nothing is summed up on the way. Does not know:
blocks without the directive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from graphwright.bind.dql.binding import Binding, written_name
from graphwright.bind.dql.directives import read_directives
from graphwright.bind.dql.expansions import expanded_fields
from graphwright.bind.dql.facets import bind_edge_facets
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.selections import aliases_of, bind_edge_select, bind_outputs
from graphwright.bind.dql.values import read_integer
from graphwright.errors import InputError
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
    aliases = tuple(dict.fromkeys(alias for selection in block.selections for alias in aliases_of(selection)))
    told = _facet_variables(block.selections)
    for selection in block.selections:
        _check_aggregate(selection, told)
        for output in _outputs(binding, selection, defines, aliases):
            if output.key in outputs:
                raise wrong(selection, f"{output.key:.60} is asked for twice; give one of them an alias (other: …)")
            outputs[output.key] = output
    asked_count = [each for each in block.selections if isinstance(each, syntax.CountUidField)]
    count = bind_outputs(binding, asked_count, is_root=True).count
    return Recursion(
        key=block.name if isinstance(block, syntax.QueryBlock) else "var",
        select=replace(
            select,
            output=tuple(outputs.values()),
            defines=tuple(defines),
            normal=aliases if directives.is_normalized else None,
        ),
        reach=_bind_reach(binding, directive),
        count=count,
        begins=() if block.variable is None else (block.variable.name,),
        is_shown=isinstance(block, syntax.QueryBlock),
        ignores_reflex=directives.ignores_reflex,
    )


# ---- fields ---------------------------------------------------------------------------------------


def _outputs(
    binding: Binding, selection: syntax.Selection, defines: list[str], aliases: tuple[str, ...]
) -> Iterator[Output]:
    if getattr(selection, "selections", ()):
        if any(isinstance(each, syntax.GroupBy) for each in selection.modifiers.directives):  # type: ignore[union-attr]
            raise wrong(
                selection,
                "under @recurse groups have no braces, and tell only what their nodes share; write x as uid there, and "
                "group in a block over uid(x)",
            )
        raise wrong(selection, "@recurse asks the same of every node: write all fields at one level, without braces")
    match selection:
        case syntax.PredicateField() if _is_followed(binding, selection):
            binding.count_field(selection)
            yield _edge(binding, selection, aliases)
        case syntax.ExpandField():
            for field, types in expanded_fields(selection, binding.catalog, leads_on=True):
                made: list[Any] = list(_outputs(binding, field, defines, aliases))
                yield from (replace(output, only_on=types) if types else output for output in made)
        case syntax.CountUidField():
            return
        case _:
            bound = bind_outputs(binding, (selection,), is_root=False)
            defines += bound.defines
            yield from bound.outputs


def _is_followed(binding: Binding, field: syntax.PredicateField) -> bool:
    """Whether a field leads to more nodes; groups of nodes are an end."""
    found = binding.predicate(field.predicate)
    return found is not None and found.kind is ValueKind.UID and read_directives(field.modifiers).group is None


def _edge(binding: Binding, field: syntax.PredicateField, aliases: tuple[str, ...]) -> Nested:
    predicate = binding.predicate(field.predicate)
    assert predicate is not None, "seen before"
    key = field.alias or written_name(field.predicate)
    directives = read_directives(field.modifiers)
    facets = bind_edge_facets(binding, directives.facets, key)
    select = bind_edge_select(binding, field.modifiers, predicate, directives, facets)
    defines = () if field.variable is None else (field.variable.name,)
    normal = aliases if directives.is_normalized else None
    return Nested(key=key, select=replace(select, output=facets.outputs, defines=defines, normal=normal))


def _facet_variables(selections: Sequence[syntax.Selection]) -> frozenset[str]:
    """The variables that get facets of edges which are followed."""
    return frozenset(
        key.variable.name
        for selection in selections
        if isinstance(selection, syntax.PredicateField)
        for directive in selection.modifiers.directives
        if isinstance(directive, syntax.FacetFetch)
        for key in directive.keys
        if isinstance(key, syntax.FacetKey) and key.variable is not None
    )


def _check_aggregate(selection: syntax.Selection, told: Collection[str]) -> None:
    """An aggregate goes over the nodes behind an edge; only a variable of facets says behind which one.

    Raises:
        ValidationError: It goes over something else, which is an error in the reference too.
    """
    match selection:
        case syntax.AggregateField(operator=operator, operand=syntax.ValueOf(variable=name)) if name not in told:
            asked = f"{operator}(val({name:.40}))"
            raise wrong(
                selection,
                f"{asked} goes over the nodes behind one edge, and under @recurse nothing says which; write "
                f"q() {{ {asked} }} for all nodes, or {asked} beside the braces of an edge in a block without @recurse",
            )


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
