"""The auth pass: every way by which data leaves gets the condition that the caller must pass.

Root selections, nested ones, aggregates, and conditions about related nodes alike. First in the
pipeline, so that whatever comes later (cascade, pages) sees only what the caller may see.
Does not know: how rules are written (`auth/` hands over a function).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from graphwright.errors import FieldForbidden
from graphwright.ir.facets import FacetTest, ValueFacet, ValueFacets
from graphwright.ir.graphs import Paths, Shortest
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.groups import (
    Aggregated,
    GroupAggregate,
    GroupKey,
    GroupNode,
    GroupObject,
    GroupOrder,
    Groups,
    HavingAll,
    HavingAny,
    HavingCompare,
    HavingNot,
    HavingOneOf,
    KeyPart,
)
from graphwright.ir.mutations import AddNodes, Mutation, Mutations, PayloadItem
from graphwright.ir.nodes import (
    Aggregate,
    And,
    Between,
    Compare,
    Condition,
    Constant,
    Count,
    HasTokens,
    HasValue,
    Lies,
    Nearest,
    Nested,
    Not,
    OneOf,
    Or,
    OrderBy,
    Output,
    Query,
    Related,
    RelatedCount,
    Same,
    Select,
    TextTest,
    TypeName,
    Value,
    Where,
)
from graphwright.ir.relations import ComparePredicateWithRelation, Scalars
from graphwright.ir.values import AllLanguages, BeginsWith, HasCount, IsNear, Passes, ValueCount
from graphwright.model.values import ValueKind


class RuleOf(Protocol):
    """What nodes of a type must pass for an operation on them; None where anybody may.

    Without a type it is what any node must pass, by whatever types it has.
    """

    def __call__(self, type_name: str | None, operation: str = "query") -> Condition | None: ...

    def of_field(self, predicate: str, operation: str = "query") -> Condition | None:
        """The same for the values of a predicate."""


def authorize_query(query: Query, rule_of: RuleOf) -> Query:
    """The query with the rules of every type it reaches."""
    return replace(
        query,
        roots=tuple(
            root if isinstance(root, TypeName | Scalars) else _placed(_root, root, rule_of) for root in query.roots
        ),
    )


def _placed(authorize: Callable[[Any, RuleOf], Any], root: Any, rule_of: RuleOf) -> Any:
    """A root field with rules; what is refused is refused there."""
    try:
        return authorize(root, rule_of)
    except FieldForbidden as error:
        error.path = (root.key,)
        raise


def _root(root: Any, rule_of: RuleOf) -> Any:
    if isinstance(root, Paths):
        return replace(root, searches=tuple(_search(search, rule_of) for search in root.searches))
    if isinstance(root, GroupedNodes):
        return authorize_grouped(root, rule_of)
    made = replace(root, select=authorize_select(root.select, rule_of))
    if isinstance(made, Aggregate):
        _check_aggregate(made, rule_of)
    if isinstance(made, Aggregate) and _is_closed(made.select, rule_of):
        # As recorded: who sees no node by its roles alone learns no count of them, be it 0.
        return Nested(key=made.key, select=replace(made.select, page=None, order=(), is_single=True))
    return _groups(made, rule_of) if isinstance(made, Groups) else made


def _search(search: Shortest, rule_of: RuleOf) -> Shortest:
    """Paths begin, end and go only where the caller may see the node."""
    select, target = authorize_select(search.select, rule_of), authorize_select(search.target, rule_of)
    return replace(search, select=select, target=target)


def authorize_grouped(groups: GroupedNodes, rule_of: RuleOf) -> GroupedNodes:
    """Groups of what the caller may see, and by fields that no rule hides."""
    for predicate in (*(part.predicate for part in groups.by), *(item.predicate for item in groups.items)):
        _check_field(predicate, rule_of)
    # Nobody knows of what type the nodes are that an edge leads to.
    by = tuple(replace(part, condition=rule_of(None)) if part.kind is ValueKind.UID else part for part in groups.by)
    return replace(groups, select=authorize_select(groups.select, rule_of), by=by)


def _is_closed(selection: Select, rule_of: RuleOf) -> bool:
    return selection.api_type is not None and rule_of(selection.api_type) == Constant(value=False)


def _groups(groups: Groups, rule_of: RuleOf) -> Groups:
    """A node that a rule hides is no key and has none: it counts as missing."""
    asked = [groups.having, *(order.by for order in groups.order), *groups.output]
    for each in _aggregated(asked):
        _check_field(each.predicate, rule_of)
    return replace(
        groups,
        by=tuple(_group_key(key, rule_of) for key in groups.by),
        order=tuple(_group_order(each, rule_of) for each in groups.order),
        output=tuple(_group_member(member, rule_of) for member in groups.output),
    )


def _aggregated(asked: Iterable[Any]) -> Iterator[Aggregated]:
    """The aggregates among what is asked of groups."""
    for each in asked:
        match each:
            case Aggregated():
                yield each
            case GroupAggregate(of=of) | HavingCompare(of=of) | HavingOneOf(of=of):
                yield of
            case HavingAll(parts=parts) | HavingAny(parts=parts):
                yield from _aggregated(parts)
            case HavingNot(part=part):
                yield from _aggregated([part])
            case _:
                continue


def _check_field(predicate: str | None, rule_of: RuleOf) -> None:
    """What a rule hides of a field, nobody may work out by asking about it.

    Raises:
        FieldForbidden: There is a rule that does not let the caller see all of it.
    """
    if predicate is not None and rule_of.of_field(predicate) is not None:
        raise FieldForbidden(
            f"the rules of the schema do not let you filter, order, group or aggregate by {predicate.split('.')[-1]}"
        )


def _check_aggregate(aggregate: Aggregate, rule_of: RuleOf) -> None:
    for item in aggregate.items:
        if not isinstance(item, TypeName):
            _check_field(item.predicate, rule_of)


def _group_key(key: GroupKey, rule_of: RuleOf) -> GroupKey:
    _check_field(key.predicate, rule_of)
    return replace(key, along=tuple(replace(hop, condition=rule_of(hop.node_type)) for hop in key.along))


def _group_order(order: GroupOrder, rule_of: RuleOf) -> GroupOrder:
    by = order.by
    if not isinstance(by, KeyPart) or by.of_node is None:
        return order
    return replace(order, by=replace(by, of_node=_group_key(by.of_node, rule_of)))


def _group_member(member: Any, rule_of: RuleOf) -> Any:
    match member:
        case GroupObject(members=members):
            return replace(member, members=tuple(_group_member(each, rule_of) for each in members))
        case GroupNode(select=selection):
            for output in selection.output:
                _check_field(getattr(output, "predicate", None), rule_of)
            return replace(member, select=authorize_select(selection, rule_of))
        case _:
            return member


def authorize_mutations(mutations: Mutations, rule_of: RuleOf) -> Mutations:
    """The mutations that find only what the caller may change, and whose payloads show only what it may see.

    What they write is checked when they run (`engine/governing.py`).
    """
    return replace(
        mutations,
        roots=tuple(
            root if isinstance(root, TypeName) else _placed(_mutation, root, rule_of) for root in mutations.roots
        ),
    )


def _mutation(root: Mutation, rule_of: RuleOf) -> Mutation:
    root = replace(root, payload=tuple(_payload_item(item, rule_of) for item in root.payload))
    return root if isinstance(root, AddNodes) else replace(root, select=authorize_select(root.select, rule_of))


def _payload_item(item: PayloadItem, rule_of: RuleOf) -> PayloadItem:
    return replace(item, select=authorize_select(item.select, rule_of)) if isinstance(item, Nested) else item


def authorize_select(selection: Select, rule_of: RuleOf) -> Select:
    """A selection, and all inside it, with the rules of the types reached."""
    condition = None if selection.condition is None else _condition(selection.condition, rule_of)
    # A node itself (`Same`) passed where it was selected.
    rule = None if isinstance(selection.source, Same) else rule_of(selection.api_type, selection.operation)
    if rule is not None:
        condition = rule if condition is None else And(parts=(condition, rule))
    output = tuple(_output(output, rule_of) for output in selection.output)
    order = tuple(_order(key, rule_of) for key in selection.order)
    source = selection.source
    if isinstance(source, Where):
        source = Where(condition=_condition(source.condition, rule_of))
    if isinstance(source, Nearest):
        source = _nearest(source, rule, rule_of)
    return replace(selection, source=source, condition=condition, order=order, output=output)


def _nearest(source: Nearest, rule: Condition | None, rule_of: RuleOf) -> Nearest:
    """What a rule hides takes no place among the nearest, also where the filter chooses from these only."""
    asked = authorize_select(source.asked, rule_of) if isinstance(source.asked, Select) else source.asked
    return replace(source, asked=asked, visible=None if source.filters_first else rule)


def _order(key: OrderBy, rule_of: RuleOf) -> OrderBy:
    """What a rule hides has no value to order by, and is not counted."""
    if key.counted is None and key.relation is None and key.facet is None:
        _check_field(key.predicate, rule_of)
    if not key.along and key.counted is None:
        return key
    along = tuple(replace(hop, condition=rule_of(hop.node_type)) for hop in key.along)
    counted = None if key.counted is None else replace(key.counted, condition=rule_of(key.counted.node_type))
    return replace(key, along=along, counted=counted)


def _output(output: Output, rule_of: RuleOf) -> Output:
    match output:
        case Value(predicate=name):
            visible = rule_of.of_field(name)
            return output if visible is None else replace(output, visible=visible)
        case Aggregate():
            _check_aggregate(output, rule_of)
        case ValueCount(predicate=name) | ValueFacet(predicate=name) | ValueFacets(predicate=name):
            _check_field(name, rule_of)
        case AllLanguages(predicate=name):
            _check_field(name, rule_of)
        case Passes(condition=condition):
            return replace(output, condition=_condition(condition, rule_of))
    match output:
        case GroupedNodes():
            return authorize_grouped(output, rule_of)
        case Nested() | Aggregate() | Count():
            return replace(output, select=authorize_select(output.select, rule_of))
        case _:
            return output


def _condition(condition: Condition, rule_of: RuleOf) -> Condition:
    """Nobody learns by a filter what a rule hides."""
    match condition:
        case (
            Compare() | OneOf() | Between() | HasTokens() | TextTest() | Lies() | HasValue() | HasCount() | BeginsWith()
        ):
            _check_field(condition.predicate, rule_of)
            return condition
        case FacetTest():
            return condition
        case ComparePredicateWithRelation(predicate=name):
            _check_field(name, rule_of)
            return condition
        case IsNear(nearest=nearest):
            _check_field(nearest.predicate, rule_of)
            return IsNear(nearest=_nearest(nearest, rule_of(nearest.node_type), rule_of))
        case And(parts=parts):
            return And(parts=tuple(_condition(part, rule_of) for part in parts))
        case Or(parts=parts):
            return Or(parts=tuple(_condition(part, rule_of) for part in parts))
        case Not(part=part):
            return Not(part=_condition(part, rule_of))
        case Related(node_type=name, condition=inner) | RelatedCount(node_type=name, condition=inner):
            checked = None if inner is None else _condition(inner, rule_of)
            rule = rule_of(name)
            parts_ = tuple(part for part in (checked, rule) if part is not None)
            return replace(condition, condition=And(parts=parts_) if parts_ else None)
        case _:
            return condition
