"""A DQL document → IR.

In: the syntax tree of a query, the catalog, the texts of the query variables. Out: the IR and the slots of its plan.
Does not know: plans, SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, assert_never

from graphwright.bind.dql.arguments import bind_order, bind_page
from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.conditions import bind_root, nobody
from graphwright.bind.dql.definitions import read_definitions
from graphwright.bind.dql.directives import inside, read_directives, refuse_directives
from graphwright.bind.dql.fragments import expand_fragments
from graphwright.bind.dql.groups import bind_groups
from graphwright.bind.dql.paths import bind_shortest
from graphwright.bind.dql.recursing import bind_recursion
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.selections import all_of, bind_computed, bind_condition, bind_outputs, valued
from graphwright.bind.dql.variable_conditions import value_condition
from graphwright.bind.dql.variables import check_declarations
from graphwright.errors import ValidationError
from graphwright.ir.graphs import Paths, Recursion, Shortest, paths_key
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.nodes import Aggregate, AggregateItem, Condition, Nested, Query, Select, Source
from graphwright.ir.relations import OfRelations, Scalars
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog

Root = Nested | Aggregate | Scalars | Recursion | Paths | GroupedNodes


def supported_query(document: syntax.Document) -> syntax.QueryDocument:
    """The document without spreads of fragments, if it is a query; its variables are well declared.

    Raises:
        ValidationError: It is something else.
    """
    match document:
        case syntax.SchemaDocument():
            raise wrong(document, "a schema query tells of the schema and of no nodes; send it alone, as a query")
        case syntax.QueryDocument():
            check_declarations(document.declarations)
            return expand_fragments(document)
    assert_never(document)


def bind_query(
    document: syntax.QueryDocument,
    catalog: Catalog,
    texts: Sequence[Any],
    wanted: Collection[str] = (),
    lifted: Mapping[int, int] | None = None,
) -> tuple[Query, Binding]:
    """The IR of a query and the slots of its plan.

    Args:
        document: From `supported_query`.
        texts: Of the declared variables, in order (`variables.read_variables`); the first slots. Others may follow.
        wanted: Variables of blocks that somebody needs beside the answer (the mutations of an upsert).
        lifted: By the ordinals of tokens the slots of the literals that are among `texts`.

    Raises:
        GraphwrightError: The query cannot run; with the place in its text.
    """
    names = [declaration.name for declaration in document.declarations]
    binding = Binding(
        values=list(texts),
        catalog=catalog,
        variables={name: slot for slot, name in enumerate(names)},
        definitions=read_definitions(document, catalog, wanted),
        lifted=lifted or {},
    )
    binding.nodes_of = partial(_nodes_of, binding)
    roots: dict[str, Root] = {}
    searches: list[Shortest] = []
    for position, block in enumerate(document.blocks):
        if isinstance(block, syntax.ShortestBlock):
            searches.append(bind_shortest(binding, block))
            continue
        root = _bind_block(binding, block)
        # Names of blocks that show nothing are never met.
        key = f"var {position}" if isinstance(block, syntax.VariableBlock) else root.key
        if key in roots:
            raise wrong(block, f"two blocks are named {root.key:.60}; give each a name of its own")
        roots[key] = replace(root, key=key)
    if searches:
        if paths_key in roots:
            raise ValidationError(
                f"a block is named {paths_key}, which is the name of the paths of shortest; rename it"
            )
        roots[paths_key] = Paths(searches=tuple(searches))
    query = Query(roots=tuple(roots.values()), wanted=tuple(sorted(wanted)))
    binding.constant(None)  # A statement's own constants look at the last slot; there must be one.
    return query, binding


def _bind_block(binding: Binding, block: syntax.QueryBlock | syntax.VariableBlock) -> Root:
    match block:
        case syntax.VariableBlock() | syntax.QueryBlock() if block.function is None:
            return _bind_scalars(binding, block)
        case syntax.VariableBlock() | syntax.QueryBlock():
            return _bind_nodes(binding, block)
    assert_never(block)


def _name(block: syntax.QueryBlock | syntax.VariableBlock) -> str:
    return block.name if isinstance(block, syntax.QueryBlock) else "var"


def _bind_scalars(binding: Binding, block: syntax.QueryBlock | syntax.VariableBlock) -> Scalars:
    """A block without nodes: aggregates over variables, and what is computed of them."""
    refuse_directives(block.modifiers, "a block without func:")
    items = []
    for selection in block.selections:
        binding.count_field(selection)
        match selection:
            case syntax.AggregateField() | syntax.MathField():
                items.append(bind_computed(binding, selection))
            case _:
                raise wrong(
                    selection,
                    "a block without func: has no nodes; ask there for aggregates and math over variables only",
                )
    return Scalars(key=_name(block), items=tuple(items), is_shown=isinstance(block, syntax.QueryBlock))


def _bind_root(binding: Binding, function: syntax.Function) -> tuple[Source, Condition | None]:
    """The nodes that a block begins with, and what else they must pass."""
    match function:
        case syntax.FunctionCall(target=syntax.ValueOf(variable=name) as target):
            return OfRelations(relations=(name,)), value_condition(binding, function, target)
        case _:
            return bind_root(binding, function), None


def _nodes_of(binding: Binding, block: syntax.QueryBlock | syntax.VariableBlock) -> Select:
    """The nodes of a block, of whom nothing is asked yet."""
    assert block.function is not None, "without func: there are no nodes"
    modifiers = block.modifiers
    source, begins = _bind_root(binding, block.function)
    return Select(
        source=source,
        api_type=None,
        condition=all_of([begins, bind_condition(binding, modifiers), *valued(modifiers)]),
        order=bind_order(binding, modifiers.order),
        page=bind_page(binding, modifiers, is_single=False),
        is_sparse=True,
    )


def _bind_nodes(
    binding: Binding, block: syntax.QueryBlock | syntax.VariableBlock
) -> Nested | Aggregate | Recursion | GroupedNodes:
    directives = read_directives(block.modifiers)
    is_shown = isinstance(block, syntax.QueryBlock)
    own = () if block.variable is None else (block.variable.name,)
    select = replace(_nodes_of(binding, block), cascade=directives.cascade)
    if directives.recurse is not None:
        return bind_recursion(binding, block, directives.recurse, select)
    if directives.group is not None:
        groups = bind_groups(binding, _name(block), select, directives.group, block.selections)
        return replace(groups, is_shown=is_shown)
    match block.selections:
        case (syntax.CountUidField(variable=None) as count,) if is_shown and not own:
            item = AggregateItem(key=count.alias or "count", function="count")
            return Aggregate(key=_name(block), select=select, items=(item,), is_listed=True)
    with inside(binding, directives):
        inner = bind_outputs(binding, block.selections, is_root=True)
    if inner.is_barred or (inner.is_empty and not own):
        # There is nothing to show of any node, so none is looked for.
        select = replace(select, condition=nobody)
    select = replace(select, output=inner.outputs, defines=(*own, *inner.defines), normal=inner.normal)
    return Nested(key=_name(block), select=select, is_shown=is_shown, count=inner.count)
