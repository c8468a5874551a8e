"""`@groupby(…)` → groups of the IR.

Does not know: where the nodes come from.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphwright.bind.dql.binding import Binding, types_predicate, written_name
from graphwright.bind.dql.definitions import aggregated_kind
from graphwright.bind.dql.refusals import wrong
from graphwright.ir.grouped import GroupedNodes, GroupItem, GroupPart
from graphwright.ir.nodes import Select
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind


def bind_groups(
    binding: Binding, key: str, select: Select, group: syntax.GroupBy, selections: Sequence[syntax.Selection]
) -> GroupedNodes:
    """The groups of a selection's nodes.

    Raises:
        ValidationError: Something else than counts and aggregates is asked of a group.
    """
    parts = [_part(binding, each) for each in group.keys]
    by = [part for part in parts if part is not None]
    if len(by) < len(parts):
        # What nobody has, nobody shares.
        by = []
    items: dict[str, GroupItem] = {}
    for selection in selections:
        binding.count_field(selection)
        item = _item(binding, selection)
        if item is None:
            continue
        if item.key in items or any(part.key == item.key for part in by):
            raise wrong(selection, f"{item.key:.60} is asked for twice; give one of them an alias (other: …)")
        if item.defines is not None and (len(by) != 1 or by[0].kind is not ValueKind.UID):
            raise wrong(selection, f"{item.defines:.40} as needs groups by one edge: it has a value for a node")
        items[item.key] = item
    return GroupedNodes(key=key, select=select, by=tuple(by), items=tuple(items.values()))


def is_aggregated(operator: str, kind: ValueKind) -> bool:
    """Whether values of a kind have such an aggregate; as in the reference what has none is left out."""
    if operator in ("sum", "avg"):
        return kind in (ValueKind.INT, ValueKind.FLOAT, ValueKind.BIGFLOAT)
    return kind not in (ValueKind.GEO, ValueKind.VECTOR, ValueKind.PASSWORD)


def _part(binding: Binding, group_key: syntax.GroupKey) -> GroupPart | None:
    name = group_key.predicate
    key = group_key.alias or written_name(name)
    if name.name == types_predicate and not name.is_reverse:
        return GroupPart(key=key, predicate=None, kind=ValueKind.STRING)
    predicate = binding.predicate(name)
    if predicate is None:
        return None
    return GroupPart(key=key, predicate=predicate.name, kind=predicate.kind, languages=name.languages)


def _item(binding: Binding, selection: syntax.Selection) -> GroupItem | None:
    match selection:
        case syntax.CountUidField(alias=alias, variable=variable):
            return GroupItem(
                key=alias or "count", function="count", defines=None if variable is None else variable.name
            )
        case syntax.AggregateField(operator=operator, operand=syntax.Predicate() as name):
            predicate = binding.predicate(name)
            if predicate is None:
                return None
            if predicate.is_list or predicate.kind is ValueKind.UID:
                raise wrong(selection, f"{operator} goes over single values, which {name.name:.60} has not")
            if not is_aggregated(operator, predicate.kind):
                return None
            variable = selection.variable
            return GroupItem(
                key=selection.alias or f"{operator}({written_name(name)})",
                function=operator,
                predicate=predicate.name,
                kind=aggregated_kind(operator, predicate.kind) or predicate.kind,
                languages=name.languages,
                defines=None if variable is None else variable.name,
            )
        case _:
            raise wrong(selection, "a group tells count(uid) and aggregates of predicates, such as max(rating), only")
