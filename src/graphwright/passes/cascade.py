"""The cascade pass: nodes that lack something they are asked for are no nodes of the selection.

In: selections with `cascade`. Out: the same with conditions, so that pages are taken of what is left and the database
finds it in one go. As in the reference a cascade holds for the selections inside too, until one says otherwise; a
cascade by names asks there for the same predicates. Behind `authorize`: a child that the caller may not see counts as
missing. Does not know: languages, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphwright.ir.connections import Connection
from graphwright.ir.existence import UidBeyond
from graphwright.ir.graphs import Needed, Recursion
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import (
    Along,
    And,
    Condition,
    HasType,
    HasValue,
    Nested,
    Not,
    Or,
    Output,
    Page,
    Query,
    Related,
    RelatedCount,
    Same,
    Select,
    ShapeValue,
    TypeName,
    TypeNames,
    Value,
    asked_types,
)
from graphwright.ir.values import AllLanguages, HasAnyType

Cascade = tuple[str, ...] | None


def cascade_query(query: Query) -> Query:
    """The query with the conditions of its cascades."""
    return replace(
        query,
        roots=tuple(
            replace(root, select=cascade_select(root.select, None))
            if isinstance(root, Nested | Connection | GroupedNodes)
            else _cascade_recursion(root)
            if isinstance(root, Recursion)
            else root
            for root in query.roots
        ),
    )


def _cascade_recursion(root: Recursion) -> Recursion:
    """What the nodes of each level need, by the edge that leads to them.

    Whoever follows the edges takes out those that lack it, the last level first.
    """
    own = root.select.cascade
    cascades = (own, *(own if edge.select.cascade is None else edge.select.cascade for edge in root.edges))
    if all(cascade is None for cascade in cascades):
        return root
    output = tuple(
        replace(each, select=replace(each.select, cascade=None)) if isinstance(each, Nested) else each
        for each in root.select.output
    )
    needs = tuple(None if cascade is None else _needed(root, cascade) for cascade in cascades)
    return replace(root, select=replace(root.select, output=output), needs=needs)


def _needed(root: Recursion, cascade: tuple[str, ...]) -> Needed:
    """What a node of a recursion must have for one cascade."""
    values = [part for each in root.select.output if not isinstance(each, Nested) for part in _needs(each, cascade)]
    edges = [
        number
        for number, each in enumerate(root.edges)
        if isinstance(each.select.source, Along) and _is_named(each.select.source.predicate, cascade)
    ]
    return Needed(And(parts=tuple(values)) if values else None, tuple(edges))


def cascade_mutations(mutations: Mutations) -> Mutations:
    """The mutations with the conditions of their payloads' cascades."""
    roots = tuple(
        root
        if isinstance(root, TypeName)
        else replace(
            root,
            payload=tuple(
                replace(item, select=cascade_select(item.select, None)) if isinstance(item, Nested) else item
                for item in root.payload
            ),
        )
        for root in mutations.roots
    )
    return replace(mutations, roots=roots)


def cascade_select(select: Select, inherited: Cascade) -> Select:
    """A selection, and all inside it, with the conditions of its cascade."""
    cascade = inherited if select.cascade is None else select.cascade
    output = tuple(
        replace(each, select=cascade_select(each.select, cascade)) if isinstance(each, Nested | GroupedNodes) else each
        for each in select.output
    )
    condition = select.condition
    needed = [part for each in output for part in _of_itself(each)]
    if cascade is not None:
        needs = _needs if select.api_type is None else _needed_for
        needed += [part for each in output for part in needs(each, cascade)]
    if needed:
        parts = tuple(dict.fromkeys(needed)) if condition is None else (condition, *dict.fromkeys(needed))
        condition = parts[0] if len(parts) == 1 else And(parts=parts) if parts else None
    return replace(select, condition=condition, output=output, cascade=None)


def _of_itself(output: Output) -> Iterator[Condition]:
    """What a node must have for what is asked of itself further inside."""
    if isinstance(output, Nested) and isinstance(output.select.source, Same) and output.select.condition is not None:
        yield output.select.condition


def _needs(output: Output, cascade: tuple[str, ...]) -> Iterator[Condition]:
    """What a node of DQL must have for an output, if it is one that the output is asked of (`expand(_all_)`).

    A GraphQL fragment on a type asks all nodes, as in the reference.
    """
    types = tuple(HasType(node_type=name) for name in asked_types(output))
    if isinstance(output, Value) and output.languages and output.predicate in cascade:
        # As in the reference a name without a language means the values in each.
        cascade = ()
    for need in _needed_for(output, cascade):
        yield Or(parts=(Not(part=Or(parts=types)), need)) if types else need


def _needed_for(output: Output, cascade: tuple[str, ...]) -> Iterator[Condition]:
    """What a node must have; IDs, GraphQL's type names, aggregates and counts are always there."""
    match output:
        case Value(predicate=name, languages=languages):
            if _is_named(f"{name}@{':'.join(languages)}" if languages else name, cascade):
                yield HasValue(predicate=name, languages=languages)
                if output.visible is not None:
                    yield output.visible
        case AllLanguages(predicate=name):
            if _is_named(name, cascade):
                yield HasValue(predicate=name, languages=(".",))
        case ShapeValue(predicate=name):
            if _is_named(name, cascade):
                yield HasValue(predicate=name)
        case TypeNames():
            if _is_named("dgraph.type", cascade):
                yield HasAnyType()
        case (
            Nested(select=Select(source=Along(predicate=name)) as inner)
            | GroupedNodes(select=Select(source=Along(predicate=name)) as inner)
        ):
            if _is_named(name, cascade):
                yield _reaches(name, inner)
        case _:
            pass


def _is_named(name: str, cascade: tuple[str, ...]) -> bool:
    return not cascade or name in cascade


def _reaches(predicate: str, inner: Select) -> Condition:
    """That a selection inside has a node: one that passes its condition, behind those that its page leaves out."""
    page, condition = inner.page or Page(), inner.condition
    if page.after is not None:
        beyond = UidBeyond(uid=page.after, is_after=True)
        condition = beyond if condition is None else And(parts=(condition, beyond))
    if page.offset is None:
        return Related(predicate=predicate, node_type=None, condition=condition)
    return RelatedCount(predicate=predicate, node_type=None, condition=condition, operator="gt", value=page.offset)
