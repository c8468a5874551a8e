"""Relations as common table expressions of the statement that looks into them.

In: relations of the IR, each behind those that it reads. Out: `Scope.relations`: columns uid, value, and key where
values are compared by another text than the one shown; a level has parent and uid. What is read several times is made
once. Does not know: who looks into them (`lookups.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.types import Double, TypeEngine

from graphwright.ir.nodes import Along, Count, Page, Value
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import (
    AggregatedAbove,
    AggregateFunction,
    CarriedDown,
    ComputedFor,
    Empty,
    FacetSums,
    HandedEdges,
    HandedNodes,
    Level,
    MathCall,
    MathExpression,
    MathVariable,
    NodesOf,
    Relation,
    SizeOf,
    ToldOfGroups,
    Total,
    ValuesOf,
    WalkedEdges,
    WalkedNodes,
    relations_read,
)
from graphwright.ir.values import Passes, ValueCount
from graphwright.model.catalog import ColumnHome
from graphwright.model.values import ValueKind
from graphwright.plan.aggregates import aggregate
from graphwright.plan.conditions import conjuncts, lower_check
from graphwright.plan.counting import value_count
from graphwright.plan.facets import edge_facet, edge_facets, edge_number, summed_facets, value_passes
from graphwright.plan.grouped import lower_group_relation
from graphwright.plan.handing import Handing
from graphwright.plan.lookups import relation_key, relation_value, scalar_value
from graphwright.plan.mathematics import lower_math
from graphwright.plan.ordering import directed, order_value
from graphwright.plan.pairs import lower_pairs
from graphwright.plan.rows import lower_rows
from graphwright.plan.scope import Node, Scope, sql_types
from graphwright.plan.selecting import lower_count
from graphwright.plan.values import single_value
from graphwright.plan.ways import Choices
from graphwright.storage.bigfloat_elements import BigFloatKey, BigFloatTotal
from graphwright.storage.elements import found_vectors, unnest_uids
from graphwright.storage.relation_elements import handed_pairs
from graphwright.storage.tables import bool_type

_no_node = literal_column("0", BigInteger())
"""The uid under which a value stands that is no node's."""


def lower_relations(
    scope: Scope,
    relations: Sequence[Relation],
    choices: Choices,
    handing: Handing | None = None,
    roots: Sequence[Any] | None = None,
) -> None:
    """Makes the relations of a statement.

    Args:
        roots: All that looks into them besides; None: nobody knows.
    """
    totals = _totals(relations)
    passing = frozenset() if roots is None else _read_in_passing(relations, roots, totals)
    for relation in relations:
        if isinstance(relation, Level) and isinstance(relation.select.source, Along):
            scope.level_sources[relation.name] = scope.predicate(relation.select.source.predicate)
        if isinstance(relation, HandedEdges):
            scope.level_sources[relation.name] = scope.predicate(relation.predicate)
        referred, scope.referred = scope.referred, 0
        found = None
        if isinstance(relation, Total) and relation.relation in totals:
            found = _total(scope, relation, totals[relation.relation])
        statement = _lower(scope, relation, choices) if found is None else found
        weight, scope.referred = 1 + scope.referred, referred
        handed = None if handing is None else handing.relation(scope, statement, weight)
        if handed is not None:
            statement, weight = handed, 1
        scope.weights[relation.name] = weight
        scope.definitions[relation.name] = relation
        made = statement.cte(scope.name("r"))
        # Where it is looked into again and again, a database must not put its definition there.
        kept = made if relation.name in passing else made.prefix_with("MATERIALIZED")
        scope.relations[relation.name] = kept


def _read_in_passing(
    relations: Sequence[Relation], roots: Sequence[Any], totals: Mapping[str, Sequence[AggregateFunction]]
) -> frozenset[str]:
    """Relations that whoever reads them reads once, from beginning to end: a database may put their definition there.

    Where several do, it keeps the rows by itself.
    """
    if not relations:
        return frozenset()
    others = [each for each in relations if not (isinstance(each, Total) and each.relation in totals)]
    counts = Counter([*totals, *(name for each in (*others, *roots) for name in relations_read(each))])
    passing = Counter(totals.keys())
    for each in others:
        match each:
            case NodesOf(level=name) | ValuesOf(level=name) | Total(relation=name):
                passing[name] += 1
            case _:
                pass
    paged = {each.name for each in relations if isinstance(each, Level) and each.select.page is not None}
    return frozenset(name for name in passing.keys() - paged if counts[name] == passing[name])


def _totals(relations: Sequence[Relation]) -> dict[str, list[AggregateFunction]]:
    """Which aggregates there are over all of a relation whose values are compared as they are: one pass is enough."""
    totals: dict[str, list[AggregateFunction]] = {}
    for each in relations:
        if isinstance(each, Total) and each.kind in (ValueKind.INT, ValueKind.FLOAT):
            totals.setdefault(each.relation, []).append(each.function)
    keyed = {
        each.relation
        for each in relations
        if isinstance(each, Total) and each.kind not in (ValueKind.INT, ValueKind.FLOAT)
    }
    return {name: list(dict.fromkeys(functions)) for name, functions in totals.items() if name not in keyed}


def _total(scope: Scope, relation: Total, functions: Sequence[AggregateFunction]) -> Select[Any] | None:
    """One aggregate of those that are made in one pass; None: the relation has no numbers."""
    made = scope.totals.get(relation.relation)
    if made is None:
        values = _made(scope, relation.relation)
        if "value" not in values.c or "key" in values.c or not _is_number(values.c.value):
            return None
        number = values.c.value
        kind = ValueKind.INT if isinstance(number.type, Integer) else ValueKind.FLOAT
        columns = [aggregate(function, number, kind).label(function) for function in functions]
        made = select(*columns).select_from(values).cte(scope.name("r")).prefix_with("MATERIALIZED")
        scope.totals[relation.relation] = made
    row = made.alias(scope.name("t"))
    scope.referred += 1 + scope.weights[relation.relation]
    return select(_no_node.label("uid"), row.c[relation.function].label("value"))


def _lower(scope: Scope, relation: Relation, choices: Choices) -> Select[Any]:
    match relation:
        case Level(above=above, select=selection):
            return _root_level(scope, selection, choices) if above is None else _level(scope, above, selection)
        case ToldOfGroups(level=level, by=part, item=item):
            return lower_group_relation(scope, _nodes(scope, level), part, item)
        case FacetSums():
            return _facet_sums(scope, relation)
        case NodesOf() | SizeOf():
            return _of_nodes(scope, relation)
        case ValuesOf():
            return _values(scope, relation)
        case CarriedDown():
            return _carried(scope, relation)
        case ComputedFor():
            return _computed(scope, relation)
        case AggregatedAbove() | Total():
            return _aggregated(scope, relation)
        case Empty():
            return select(_no_node.label("uid")).where(literal_column("1", Integer()) == 0)
        case HandedNodes() | HandedEdges():
            return _handed(scope, relation)
        case WalkedNodes() | WalkedEdges():
            raise AssertionError("walks are done by now, `walks.py`")
    assert_never(relation)


def _handed(scope: Scope, relation: HandedNodes | HandedEdges) -> Select[Any]:
    if isinstance(relation, HandedEdges):
        edges: Any = handed_pairs(scope.parameter(relation.pairs, ValueKind.STRING), scope.name("u"))
        return select(edges.c.parent, edges.c.uid)
    if relation.is_ordered:
        pairs: Any = found_vectors(scope.parameter(relation.uids, ValueKind.STRING), scope.name("u"))
        return select(pairs.c.uid, pairs.c.distance.label("place"))
    listed: Any = unnest_uids(scope.list_parameter(relation.uids), scope.name("u"))
    return select(listed.c.value.label("uid"))


# ---- levels ---------------------------------------------------------------------------------------


def _made(scope: Scope, name: str) -> Any:
    return scope.relation(name)


def _nodes(scope: Scope, level: str) -> Any:
    """The nodes of a level, each once."""
    made = _made(scope, level)
    return select(made.c.uid).distinct().subquery(scope.name("d")) if "parent" in made.c else made


def _of_nodes(scope: Scope, relation: NodesOf | SizeOf) -> Select[Any]:
    nodes = _nodes(scope, relation.level)
    if isinstance(relation, NodesOf):
        return select(nodes.c.uid)
    size: Any = select(_no_node.label("uid"), func.count().label("value")).select_from(nodes)
    return size  # type: ignore[no-any-return]


def _root_level(scope: Scope, selection: IrSelect, choices: Choices) -> Select[Any]:
    node, statement = lower_rows(scope, selection, choices)
    if selection.page is None:
        statement = statement.order_by(None)
    return statement.with_only_columns(node.uid.label("uid")).select_from(node.source)


def _level(scope: Scope, above: str, selection: IrSelect) -> Select[Any]:
    """The nodes inside those of the level above; a page is one of each parent's nodes."""
    parents = _nodes(scope, above)
    node, parent, conditions = lower_pairs(scope, selection.source, parents)
    conditions += [lower_check(node, part) for part in conjuncts(selection.condition)]
    page = selection.page or Page()
    if page.after is not None:
        conditions.append(node.uid > scope.parameter(page.after, ValueKind.UID))
    found: Any = select(parent.label("parent"), node.uid.label("uid"))
    if page.first is None and page.last is None and page.offset is None:
        whole: Select[Any] = found.select_from(node.source).where(*conditions)
        return whole
    order = [directed(order_value(node, key), key) for key in selection.order]
    order.append(node.uid.desc() if page.last is not None else node.uid.asc())
    place = func.row_number().over(partition_by=parent, order_by=order)
    rows = found.add_columns(place.label("place")).select_from(node.source).where(*conditions).subquery(scope.name("s"))
    return select(rows.c.parent, rows.c.uid).where(*_within(scope, rows.c.place, page))


def _within(scope: Scope, place: ColumnElement[int], page: Page) -> list[ColumnElement[Any]]:
    skipped: Any = literal_column("0", BigInteger())
    conditions: list[ColumnElement[Any]] = []
    if page.offset is not None:
        skipped = scope.parameter(page.offset, ValueKind.INT)
        conditions.append(place > skipped)
    size = page.last or page.first
    if size is not None:
        # Not place <= offset + size, which may be beyond what 64 bits hold.
        conditions.append(place - skipped <= scope.parameter(size, ValueKind.INT))
    return conditions


# ---- values ---------------------------------------------------------------------------------------


def _values(scope: Scope, relation: ValuesOf) -> Select[Any]:
    nodes = _nodes(scope, relation.level)
    node = Node(scope=scope, uid=nodes.c.uid, base=nodes)
    match relation.value:
        case Count() as count:
            return _valued(node, lower_count(node, count))
        case ValueCount(predicate=counted_name, languages=languages):
            return _valued(node, value_count(node, counted_name, languages))
        case Passes(condition=condition):
            return _valued(node, case((lower_check(node, condition), true()), else_=false()))
        case Value(predicate=name, languages=languages, visible=visible, facets=facets):
            predicate = scope.predicate(name)
            home = predicate.home
            assert isinstance(home, ColumnHome), f"{name} has several values"
            value = single_value(node, predicate, languages)
            columns = [node.uid.label("uid"), value.label("value")]
            if home.key_column is not None and not languages:
                columns.append(node.order_key(home).label("key"))
            conditions: list[ColumnElement[Any]] = [value.is_not(None)]
            if visible is not None:
                conditions.append(lower_check(node, visible))
            if facets is not None:
                conditions.append(value_passes(node, predicate, facets, languages))
            return select(*columns).select_from(node.source).where(*conditions)
    assert_never(relation.value)


def _valued(node: Node, value: ColumnElement[Any]) -> Select[Any]:
    """A value for each of some nodes."""
    rows: Select[Any] = select(node.uid.label("uid"), value.label("value"))
    return rows.select_from(node.source)


def _facet_sums(scope: Scope, relation: FacetSums) -> Select[Any]:
    level = _made(scope, relation.level)
    source = scope.level_sources[relation.level]
    node = Node(scope=scope, uid=level.c.uid, base=level)
    node.outer, node.via = Node(scope=scope, uid=level.c.parent, base=level), source
    columns = (
        edge_number(node, relation.facet).label("number"),
        edge_facet(node, relation.facet).label("text"),
        edge_facets(node).label("facets"),
    )
    rows = select(level.c.uid, *columns).select_from(level).subquery(scope.name("s"))
    value = func.sum(rows.c.number)
    facets = summed_facets(relation.facet, value, rows.c.text, rows.c.facets)
    summed = select(rows.c.uid, value.label("value"), facets.label("facets"))
    return summed.where(rows.c.text.is_not(None)).group_by(rows.c.uid)


def _carried(scope: Scope, relation: CarriedDown) -> Select[Any]:
    level, values = _made(scope, relation.level), _made(scope, relation.relation)
    number = _number(func.sum(values.c.value), relation.kind)
    joined = level.join(values, values.c.uid == level.c.parent)
    return select(level.c.uid, number.label("value")).select_from(joined).group_by(level.c.uid)


def _number(value: ColumnElement[Any], kind: ValueKind) -> ColumnElement[Any]:
    """A sum or average as a number of its kind: a database may add in another one."""
    return cast(value, sql_types[kind]())


def _computed(scope: Scope, relation: ComputedFor) -> Select[Any]:
    node, uid = _computed_for(scope, relation)

    def variable(asked: MathVariable, *, is_key: bool) -> ColumnElement[Any] | None:
        if asked.is_scalar:
            return scalar_value(scope, asked.relation)
        return relation_key(node, asked.relation) if is_key else relation_value(node, asked.relation)

    value = lower_math(scope, relation.expression, variable, node.visible)
    rows = select(uid.label("uid"), type_coerce(value, _column_type(relation.expression.kind)).label("value"))
    if node.base is not _nowhere:
        rows = rows.select_from(node.source)
    # The offset keeps a database from computing it once more for the condition.
    made = rows.offset(literal_column("0", Integer())).subquery(scope.name("s"))
    if relation.expression.kind is ValueKind.BIGFLOAT:
        return _with_key(made).where(made.c.value.is_not(None))
    return select(made.c.uid, made.c.value).where(made.c.value.is_not(None))


def _with_key(bigfloats: Any) -> Select[Any]:
    """Bigfloats of nodes, and by what they are compared and ordered."""
    value = bigfloats.c.value
    return select(bigfloats.c.uid, value, BigFloatKey(value).label("key"))


def _column_type(kind: ValueKind) -> TypeEngine[Any]:
    return bool_type if kind is ValueKind.BOOL else sql_types[kind]()


_nowhere: Any = select(_no_node).subquery("nowhere")


def _computed_for(scope: Scope, relation: ComputedFor) -> tuple[Node, ColumnElement[int]]:
    """The nodes for which an expression is computed, with the relations that it reads beside them."""
    names = list(dict.fromkeys(node_relations(relation.expression)))
    level = _level_of_all(scope, names)
    if level is not None:
        return _with_values(scope, level, names)
    if not names:
        if relation.level is None:
            return Node(scope=scope, uid=_no_node, base=_nowhere), _no_node
        nodes = _nodes(scope, relation.level)
        return Node(scope=scope, uid=nodes.c.uid, base=nodes), nodes.c.uid
    made = {name: _made(scope, name) for name in names}
    first, *rest = made.values()
    if not rest:
        return Node(scope=scope, uid=first.c.uid, base=first, relations=made), first.c.uid
    uids = select(first.c.uid).union(*(select(each.c.uid) for each in rest)).subquery(scope.name("d"))
    joined: Any = uids
    beside = {name: _made(scope, name) for name in names}
    for each in beside.values():
        joined = joined.join(each, and_(each.c.uid == uids.c.uid), isouter=True)
    tables = (uids, *beside.values())
    return Node(scope=scope, uid=uids.c.uid, base=joined, relations=beside, enclosing=tables), uids.c.uid


def _level_of_all(scope: Scope, names: Sequence[str]) -> str | None:
    """The level at whose nodes all of some relations are values of predicates, where there is one."""
    made = [scope.definitions[name] for name in names]
    plain = [
        each
        for each in made
        if isinstance(each, ValuesOf)
        and isinstance(each.value, Value)
        and each.value.visible is each.value.facets is None
    ]
    levels = {each.level for each in plain}
    return levels.pop() if len(names) > 1 and len(plain) == len(made) and len(levels) == 1 else None


def _with_values(scope: Scope, level: str, names: Sequence[str]) -> tuple[Node, ColumnElement[int]]:
    """The nodes of a level that have one of some values, with all of these beside them."""
    nodes = _nodes(scope, level)
    node = Node(scope=scope, uid=nodes.c.uid, base=nodes)
    columns: list[ColumnElement[Any]] = []
    for place, name in enumerate(names):
        values = scope.definitions[name]
        assert isinstance(values, ValuesOf) and isinstance(values.value, Value)
        predicate = scope.predicate(values.value.predicate)
        assert isinstance(predicate.home, ColumnHome), f"{predicate.name} has several values"
        languages = values.value.languages
        value = single_value(node, predicate, languages)
        columns.append(value.label(f"v{place}"))
        has_key = predicate.home.key_column is not None and not languages
        columns.append((node.order_key(predicate.home) if has_key else value).label(f"k{place}"))
    rows = select(nodes.c.uid.label("uid"), *columns).select_from(node.source).subquery(scope.name("s"))
    present = select(rows).where(or_(*(rows.c[f"v{place}"].is_not(None) for place in range(len(names)))))
    base = present.subquery(scope.name("s"))
    beside = {name: _Beside(base, place) for place, name in enumerate(names)}
    return Node(scope=scope, uid=base.c.uid, base=base, relations=beside), base.c.uid


class _Beside:
    """A relation whose value stands in a row of others."""

    def __init__(self, rows: Any, place: int) -> None:
        self.c = {"value": rows.c[f"v{place}"], "key": rows.c[f"k{place}"]}


def node_relations(expression: MathExpression) -> list[str]:
    """The relations of nodes whose values an expression reads."""
    match expression:
        case MathVariable(relation=name, is_scalar=False):
            return [name]
        case MathCall(operands=operands):
            return [name for operand in operands for name in node_relations(operand)]
        case _:
            return []


# ---- aggregates -----------------------------------------------------------------------------------


def _aggregated(scope: Scope, relation: AggregatedAbove | Total) -> Select[Any]:
    values = _made(scope, relation.relation)
    source: Any = values
    group: ColumnElement[Any] = _no_node
    if isinstance(relation, AggregatedAbove):
        level = _made(scope, relation.level)
        source, group = level.join(values, values.c.uid == level.c.uid), level.c.parent
    is_summed = relation.function in ("sum", "avg")
    if is_summed and relation.kind is ValueKind.BIGFLOAT and "value" in values.c:
        return _bigfloat_total(scope, relation, source, group)
    is_compared = is_summed or relation.kind not in (ValueKind.GEO, ValueKind.VECTOR)
    if "value" not in values.c or not is_compared or (is_summed and not _is_number(values.c.value)):
        # As in the reference nothing is the aggregate of nodes; and there is no sum of texts.
        return _lower(scope, Empty(name=relation.name), Choices())
    if "key" in values.c:
        return _extreme(scope, relation.function, values, source, group)
    value = aggregate(relation.function, values.c.value, relation.kind)
    found = select(group.label("uid"), value.label("value")).select_from(source)
    return found if isinstance(relation, Total) else found.group_by(group)


def _bigfloat_total(
    scope: Scope, relation: AggregatedAbove | Total, source: Any, group: ColumnElement[Any]
) -> Select[Any]:
    values = source if isinstance(relation, Total) else source.right
    assert relation.function in ("sum", "avg")
    total = BigFloatTotal(relation.function, values.c.value)
    found = select(group.label("uid"), total.label("value")).select_from(source)
    grouped = found if isinstance(relation, Total) else found.group_by(group)
    return _with_key(grouped.subquery(scope.name("s")))


def _is_number(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, Integer | Double)


def _extreme(
    scope: Scope, function: AggregateFunction, values: Any, source: Any, group: ColumnElement[Any]
) -> Select[Any]:
    """The least or greatest value by its key, and that key."""
    key = values.c.key.asc() if function == "min" else values.c.key.desc()
    place = func.row_number().over(partition_by=group, order_by=[key, values.c.uid])
    columns = (group.label("uid"), values.c.value.label("value"), values.c.key.label("key"), place.label("place"))
    rows = select(*columns).select_from(source).subquery(scope.name("s"))
    return select(rows.c.uid, rows.c.value, rows.c.key).where(rows.c.place == literal_column("1", Integer()))
