"""The auth pass: every way by which data leaves gets the condition that the caller must pass.

Root selections, nested ones, aggregates, and conditions about related nodes alike. First in the
pipeline, so that whatever comes later (cascade, pages) sees only what the caller may see.
Does not know: how rules are written (`auth/` hands over a function).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphwright.ir.mutations import Mutations, PayloadItem
from graphwright.ir.nodes import (
    Aggregate,
    And,
    Condition,
    Count,
    Nearest,
    Nested,
    Not,
    Or,
    OrderBy,
    Output,
    Query,
    Related,
    RelatedCount,
    Select,
    TypeName,
)

RuleOf = Callable[[str], Condition | None]


def authorize_query(query: Query, rule_of: RuleOf) -> Query:
    """The query with the rules of every type it reaches."""
    return Query(
        roots=tuple(
            root if isinstance(root, TypeName) else replace(root, select=authorize_select(root.select, rule_of))
            for root in query.roots
        )
    )


def authorize_mutations(mutations: Mutations, rule_of: RuleOf) -> Mutations:
    """The mutations whose payloads show only what the caller may see.

    What may be written is for the rules of add, update and delete; an operation without one is open.
    """
    roots = tuple(
        root
        if isinstance(root, TypeName)
        else replace(root, payload=tuple(_payload_item(item, rule_of) for item in root.payload))
        for root in mutations.roots
    )
    return replace(mutations, roots=roots)


def _payload_item(item: PayloadItem, rule_of: RuleOf) -> PayloadItem:
    return replace(item, select=authorize_select(item.select, rule_of)) if isinstance(item, Nested) else item


def authorize_select(selection: Select, rule_of: RuleOf) -> Select:
    """A selection, and all inside it, with the rules of the types reached."""
    condition = None if selection.condition is None else _condition(selection.condition, rule_of)
    rule = None if selection.api_type is None else rule_of(selection.api_type)
    if rule is not None:
        condition = rule if condition is None else And(parts=(condition, rule))
    output = tuple(_output(output, rule_of) for output in selection.output)
    order = tuple(_order(key, rule_of) for key in selection.order)
    source = selection.source
    if isinstance(source, Nearest) and isinstance(source.asked, Select):
        source = replace(source, asked=authorize_select(source.asked, rule_of))
    return replace(selection, source=source, condition=condition, order=order, output=output)


def _order(key: OrderBy, rule_of: RuleOf) -> OrderBy:
    """What a rule hides has no value to order by, and is not counted."""
    if not key.along and key.counted is None:
        return key
    along = tuple(replace(hop, condition=rule_of(hop.node_type)) for hop in key.along)
    counted = None if key.counted is None else replace(key.counted, condition=rule_of(key.counted.node_type))
    return replace(key, along=along, counted=counted)


def _output(output: Output, rule_of: RuleOf) -> Output:
    match output:
        case Nested() | Aggregate() | Count():
            return replace(output, select=authorize_select(output.select, rule_of))
        case _:
            return output


def _condition(condition: Condition, rule_of: RuleOf) -> Condition:
    """Nobody learns by a filter what a rule hides."""
    match condition:
        case And(parts=parts):
            return And(parts=tuple(_condition(part, rule_of) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_condition(part, rule_of) for part in parts))
        case Not(part=part):
            return Not(part=_condition(part, rule_of))
        case Related(node_type=name, condition=inner) | RelatedCount(node_type=name, condition=inner):
            checked = None if inner is None else _condition(inner, rule_of)
            rule = None if name is None else rule_of(name)
            parts_ = tuple(part for part in (checked, rule) if part is not None)
            return replace(condition, condition=And(parts=parts_) if parts_ else None)
        case _:
            return condition
