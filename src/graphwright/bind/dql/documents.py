"""A DQL document → IR.

In: the syntax tree of one query block, the catalog, the texts of the query variables. Out: the IR and the
slots of its plan. Does not know: plans, SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from graphwright.bind.dql.arguments import bind_order, bind_page, refuse_directives
from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.conditions import bind_root, nobody
from graphwright.bind.dql.refusals import not_yet
from graphwright.bind.dql.selections import bind_condition, bind_outputs, refuse_definition
from graphwright.bind.dql.variables import check_declarations
from graphwright.ir.nodes import Aggregate, AggregateItem, Nested, Query, Select
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog


def supported_query(document: syntax.Document) -> syntax.QueryDocument:
    """The document, if it is a query of one block; its variables are well declared.

    Raises:
        NotSupportedYet, ValidationError: It is something else.
    """
    match document:
        case syntax.SchemaDocument():
            raise not_yet(document, "a schema query")
        case syntax.QueryDocument():
            check_declarations(document.declarations)
            _only_block(document)
            return document
    assert_never(document)


def _only_block(document: syntax.QueryDocument) -> syntax.QueryBlock:
    for fragment in document.fragments:
        raise not_yet(fragment, "a fragment", "write its fields where they are asked for")
    block, *further = document.blocks
    for other in further:
        raise not_yet(other, "more than one block", "send one request for each")
    match block:
        case syntax.VariableBlock():
            raise not_yet(block, "a var block")
        case syntax.ShortestBlock():
            raise not_yet(block, "a shortest block")
        case syntax.QueryBlock():
            refuse_definition(block)
            refuse_directives(block.modifiers)
            return block
    assert_never(block)


def bind_query(document: syntax.QueryDocument, catalog: Catalog, texts: Sequence[Any]) -> tuple[Query, Binding]:
    """The IR of a query and the slots of its plan.

    Args:
        document: From `supported_query`.
        texts: Of the declared variables, in order (`variables.read_variables`); the first slots. Others may follow.

    Raises:
        GraphwrightError: The query cannot run; with the place in its text.
    """
    names = [declaration.name for declaration in document.declarations]
    binding = Binding(values=list(texts), catalog=catalog, variables={name: slot for slot, name in enumerate(names)})
    query = Query(roots=(_bind_block(binding, _only_block(document)),))
    binding.constant(None)  # A statement's own constants look at the last slot; there must be one.
    return query, binding


def _bind_block(binding: Binding, block: syntax.QueryBlock) -> Nested | Aggregate:
    if block.function is None:
        raise not_yet(block, "a block without func:")
    modifiers = block.modifiers
    select = Select(
        source=bind_root(binding, block.function),
        api_type=None,
        condition=bind_condition(binding, modifiers),
        order=bind_order(binding, modifiers.order),
        page=bind_page(binding, modifiers, is_single=False),
        is_sparse=True,
    )
    match block.selections:
        case (syntax.CountUidField() as count,):
            refuse_definition(count)
            item = AggregateItem(key=count.alias or "count", function="count")
            return Aggregate(key=block.name, select=select, items=(item,), is_listed=True)
    output = bind_outputs(binding, block.selections)
    if not output:
        # There is nothing to show of any node, so none is looked for.
        select = replace(select, condition=nobody)
    return Nested(key=block.name, select=replace(select, output=output))
