"""A selection as SQL: one JSON text per node, joined to a list, an object or a number.

In: selections of the IR. Out: SQL expressions that yield JSON text, and for each selection that can be
run in two ways, the probe that chooses. The database writes the JSON; Python touches no row.
Does not know: languages, which database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

import orjson
from sqlalchemy import ColumnClause, Select, Text, case, cast, func, null, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    Below,
    Count,
    Depth,
    Distance,
    HasType,
    Nested,
    NodeCount,
    OfType,
    Or,
    Output,
    Parent,
    Repeated,
    Same,
    ShapeValue,
    TypeName,
    TypeNames,
    Uid,
    Value,
    asked_types,
)
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import AggregateOf, Computed, RelationValue, Scalars
from graphwright.ir.values import AllLanguages, Passes, ValueCount
from graphwright.model.catalog import ColumnHome, ListHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import is_ordered, lower_check
from graphwright.plan.counting import value_count
from graphwright.plan.facets import (
    edge_facet,
    edge_members,
    facets_pass,
    listed_facets,
    value_facet,
    value_members,
    value_passes,
)
from graphwright.plan.fragments import lower_object_by_type, lower_type_name
from graphwright.plan.grouped import lower_grouped
from graphwright.plan.languages import all_languages
from graphwright.plan.lookups import relation_text, scalar_value
from graphwright.plan.ordering import directed, is_related, one_row, order_value
from graphwright.plan.rows import rows_of
from graphwright.plan.scope import Node, Scope
from graphwright.plan.shapes import shape_text
from graphwright.plan.trees import bounded_list, lower_parent
from graphwright.plan.values import single_value
from graphwright.plan.ways import Choices
from graphwright.storage.elements import (
    Concat,
    JsonText,
    ListOfTexts,
    Member,
    MissingMark,
    Quoted,
    SparseObject,
    Substring,
)
from graphwright.storage.tables import memberships_table, node_types_table

null_text = Quoted("null")
empty_text = Quoted("{}")


# ---- selections -----------------------------------------------------------------------------------


def lower_nested(scope: Scope, nested: Nested, outer: Node | None, choices: Choices) -> ColumnElement[str]:
    """The JSON text of a selection: a list, or an object or null."""
    texts = _texts(scope, nested.select, outer, choices)
    if nested.select.is_single:
        missing = MissingMark() if nested.is_required else null_text
        return func.coalesce(texts.scalar_subquery(), missing)
    rows = texts.subquery(scope.name("s"))
    if isinstance(nested.select.source, Below):
        return bounded_list(rows).scalar_subquery()
    if nested.count is not None:
        counted = _counted(nested.count, func.nullif(rows.c.j, empty_text))
        return select(counted).select_from(rows).scalar_subquery()
    # Not a WHERE: a database that moves it into the rows makes each text twice, and 2^depth times in all.
    text: ColumnElement[Any] = func.nullif(rows.c.j, empty_text) if nested.select.is_sparse else rows.c.j
    return select(ListOfTexts(text)).select_from(rows).scalar_subquery()


def _counted(count: NodeCount, text: ColumnElement[Any]) -> ColumnElement[str]:
    """The list of some texts, with their number as an object before or behind them."""
    number = Concat([Quoted("{" + _key_text(count.key)), cast(func.count(), Text()), Quoted("}")])
    # A list without its brackets: it begins with a comma, or ends with one, unless there is nothing in it.
    listed = ListOfTexts(text)
    is_empty = func.count(text) == 0
    inner = Substring(listed, 2)
    if count.is_first:
        return case(
            (is_empty, Concat([Quoted("["), number, Quoted("]")])),
            else_=Concat([Quoted("["), number, Quoted(","), inner]),
        )
    before = func.substr(listed, one_row, func.length(listed) - one_row)
    return case(
        # As in the reference an edge that leads nowhere is left out, with its number.
        (func.count() == 0, Quoted("[]")),
        (is_empty, Concat([Quoted("["), number, Quoted("]")])),
        else_=Concat([before, Quoted(","), number, Quoted("]")]),
    )


def _texts(scope: Scope, selection: IrSelect, outer: Node | None, choices: Choices) -> Select[Any]:
    """The objects of a selection as texts, one per row, in their order; the column is `j`."""
    node, statement = rows_of(scope, selection, outer, choices)
    if _is_sorted_page(node, selection, is_root=outer is None):
        return _texts_of_page(node, statement, selection)
    finished = _finish(node, statement, object_text(node, selection))
    if selection.is_single:
        one = finished.limit(one_row)
        if outer is None:
            return one
        # In a FROM clause: SQLite adds up the depths of nested expressions, but begins anew there.
        rows = one.subquery(scope.name("s"))
        return select(rows.c.j).select_from(rows)
    if selection.page is not None and selection.page.last is not None:
        # The last rows by uid were taken from the end; turn them round.
        taken = finished.add_columns((node.uid if node.place is None else node.place).label("u")).subquery(
            scope.name("s")
        )
        return select(taken.c.j).order_by(taken.c.u)
    return finished


def _is_sorted_page(node: Node, selection: IrSelect, *, is_root: bool) -> bool:
    """Whether the database must sort rows of which it then drops most.

    At the root an index in the order asked for gives the page without, unless something else drives.
    """
    if not selection.order or selection.page is None or selection.page.first is None:
        return False
    if is_root and node.scope.capabilities.selects_after_limit and _is_plain_page(selection):
        return False
    if not is_root or node.is_driven or node.scope.capabilities.chooses_plans:
        return True
    key = selection.order[0]
    return bool(key.languages) or is_related(key) or not is_ordered(node.scope.predicate(key.predicate))


def _is_plain_page(selection: IrSelect) -> bool:
    """Whether a page begins at the first row and shows values only, which is cheaper than to find its nodes again."""
    has_offset = selection.page is not None and selection.page.offset is not None
    is_plain = all(isinstance(one, Uid) or _is_plain_value(one) for one in selection.output)
    return is_plain and not has_offset and not selection.is_sparse and isinstance(selection.source, OfType)


def _is_plain_value(output: Output) -> bool:
    return isinstance(output, Value) and not output.is_list and not output.languages and output.visible is None


def _texts_of_page(node: Node, statement: Select[Any], selection: IrSelect) -> Select[Any]:
    """The texts of an ordered page: first which nodes, by uid and order keys alone, then what is asked of them.

    A database that sorts makes whatever it selects for every row before it cuts the page.
    """
    scope = node.scope
    keys = [order_value(node, key).label(f"o{position}") for position, key in enumerate(selection.order)]
    page = (
        statement.with_only_columns(node.uid.label("u"), *keys, *_of_relation(node))
        .select_from(node.source)
        .correlate(*node.enclosing)
        .subquery(scope.name("s"))
    )
    chosen = Node(scope=scope, uid=page.c.u, base=page, node_type=node.node_type, enclosing=node.enclosing)
    chosen.outer, chosen.via = node.outer, node.via
    # What stands beside the nodes of a variable need not be looked up.
    chosen.relations = dict.fromkeys(list(node.relations)[:1], page)
    text = object_text(chosen, selection)
    order = [directed(page.c[f"o{position}"], key) for position, key in enumerate(selection.order)]
    return select(text.label("j")).select_from(chosen.source).order_by(*order, page.c.u).correlate(*node.enclosing)


def _of_relation(node: Node) -> list[ColumnElement[Any]]:
    """The columns of the relation that a page's nodes come from."""
    return [
        found.c[name].label(name)
        for found in list(node.relations.values())[:1]
        for name in ("value", "key", "facets")
        if name in found.c
    ]


def _finish(node: Node, statement: Select[Any], text: ColumnElement[str]) -> Select[Any]:
    """The statement with its column and everything that the node came to join."""
    return statement.with_only_columns(text.label("j")).select_from(node.source).correlate(*node.enclosing)


# ---- objects --------------------------------------------------------------------------------------


def object_text(node: Node, selection: IrSelect) -> ColumnElement[str]:
    if selection.is_sparse:
        return sparse_object(node, selection.output)
    if any(asked_types(output) for output in selection.output):
        return lower_object_by_type(node, selection.output, _required_text)
    parts: list[ColumnElement[Any]] = [Quoted("{")]
    for position, output in enumerate(selection.output):
        parts.append(Quoted(("," if position else "") + _key_text(output.key)))
        parts.append(_required_text(node, output))
    parts.append(Quoted("}"))
    return Concat(parts)


def sparse_object(node: Node, outputs: Sequence[Output]) -> ColumnElement[str]:
    """As `object_text`, leaving out what has no value."""
    if not outputs:
        return empty_text
    return SparseObject([_member(node, output) for output in outputs])


def _member(node: Node, output: Output) -> Member:
    types = asked_types(output)
    if types:
        member = _member(node, replace(output, only_on=()))
        is_asked = lower_check(node, Or(parts=tuple(HasType(node_type=name) for name in types)))
        return replace(member, text=case((is_asked, member.text), else_=null()), absent=member.absent or "")
    match output:
        case Repeated():
            return Member(key=None, text=MissingMark(), absent=None)
        case GroupedNodes():
            inner, statement = rows_of(node.scope, output.select, node, Choices())
            return Member(key=output.key, text=lower_grouped(node.scope, output, inner, statement), absent="")
        case AllLanguages():
            return Member(key=None, text=all_languages(node, output), absent=None)
        case EdgeFacets(key=prefix):
            return Member(key=None, text=edge_members(node, prefix), absent=None)
        case ValueFacets():
            return Member(key=None, text=value_members(node, output), absent=None)
        case Nested(select=selection) if selection.is_single:
            text = _texts(node.scope, selection, node, Choices()).scalar_subquery()
            return Member(key=output.key, text=text, absent="{}")
        case (
            Value(is_list=True)
            | Value(kind=ValueKind.VECTOR)
            | RelationValue(kind=ValueKind.VECTOR)
            | TypeNames()
            | Nested()
        ):
            absent: str | None = "[]"
        case Value() | RelationValue() | EdgeFacet() | ValueFacet():
            absent = "null"
        case _:
            absent = None
    return Member(key=output.key, text=_output_text(node, output), absent=absent)


def _key_text(key: str) -> str:
    return orjson.dumps(key).decode() + ":"


def _required_text(node: Node, output: Output) -> ColumnElement[Any]:
    if isinstance(output, Value) and output.visible is not None:
        text = _required_text(node, replace(output, visible=None))
        return case((lower_check(node, output.visible), text), else_=Concat([MissingMark(), MissingMark()]))
    text = _output_text(node, output)
    if isinstance(output, Value) and output.is_required and not output.is_list:
        if isinstance(text, JsonText) and isinstance(text.value, ColumnClause):
            return JsonText(text.value, text.kind, is_required=True)
        return case((_value(node, output).is_(None), MissingMark()), else_=text)
    return text


def _output_text(node: Node, output: Output) -> ColumnElement[Any]:
    match output:
        case Value(visible=visible) if visible is not None:
            text = _output_text(node, replace(output, visible=None))
            return case((lower_check(node, visible), text), else_=Concat([MissingMark(), MissingMark()]))
        case Value(is_list=True):
            return _list_text(node, output)
        case ShapeValue():
            return shape_text(node, output)
        case Value():
            return _value_text(node, output)
        case Uid() | Depth() | Parent() | Distance():
            return _place_text(node, output)
        case TypeName(candidates=candidates):
            return lower_type_name(node, candidates)
        case TypeNames():
            return _type_names(node)
        case Nested(select=selection):
            if isinstance(selection.source, Same):
                return object_text(node, selection)
            joined = _guest_text(node, output)
            return lower_nested(node.scope, output, node, Choices()) if joined is None else joined
        case Aggregate():
            return lower_aggregate(node.scope, output, node, Choices())
        case Count():
            return lower_count(node, output)
        case _:
            return _further_text(node, output)


def _further_text(node: Node, output: Output) -> ColumnElement[Any]:
    """The outputs that DQL alone has."""
    match output:
        case ValueCount(predicate=name, languages=languages):
            return value_count(node, name, languages)
        case Passes(condition=condition):
            return case((lower_check(node, condition), Quoted("true")), else_=Quoted("false"))
        case AllLanguages() | Repeated() | EdgeFacets() | ValueFacets() | GroupedNodes():
            raise AssertionError(f"{type(output).__name__} are several members, not one")
        case EdgeFacet(name=name):
            return edge_facet(node, name)
        case ValueFacet():
            return value_facet(node, output)
        case FacetVariable():
            raise AssertionError("a variable of facets is a relation by now")
        case RelationValue(relation=name, kind=kind):
            found = relation_text(node, name, kind)
            return null_text if found is None else found
        case Computed() | AggregateOf():
            raise AssertionError(f"{type(output).__name__} is a relation by now, `passes/hoisting.py`")
    raise AssertionError(f"{type(output).__name__} is no output that is known")


def lower_count(node: Node, count: Count) -> ColumnElement[int]:
    """How many nodes a selection inside a node has."""
    inner, statement = rows_of(node.scope, count.select, node, Choices())
    if count.select.page is not None:
        rows = _finish(inner, statement, null_text).subquery(node.scope.name("s"))
        return select(func.count()).select_from(rows).scalar_subquery()
    statement = statement.order_by(None).with_only_columns(func.count())
    return statement.select_from(inner.source).correlate(*inner.enclosing).scalar_subquery()


def _place_text(node: Node, output: Uid | Depth | Parent | Distance) -> ColumnElement[Any]:
    """Which node it is, and where it stands among others."""
    match output:
        case Uid():
            return JsonText(node.uid, ValueKind.UID)
        case Depth():
            assert node.depth is not None, "only a node below another has a depth"
            return JsonText(node.depth, ValueKind.INT)
        case Parent(kind=kind):
            return JsonText(lower_parent(node, output), kind)
        case Distance():
            return null_text if node.distance is None else JsonText(node.distance, ValueKind.FLOAT)
    assert_never(output)


def _guest_text(node: Node, nested: Nested) -> ColumnElement[Any] | None:
    """A single reference that is asked for without conditions: joined, which costs less than a sub-select."""
    selection = nested.select
    if not selection.is_single or selection.is_sparse or selection.condition is not None:
        return None
    if not isinstance(selection.source, Along):
        return None
    home = node.scope.predicate(selection.source.predicate).home
    if not isinstance(home, ColumnHome):
        return None
    target = node.value(home)
    guest = node.guest(target)
    if guest is None:
        return None
    missing = MissingMark() if nested.is_required else null_text
    return case((target.is_(None), missing), else_=object_text(guest, selection))


def _value(node: Node, output: Value) -> ColumnElement[Any]:
    return single_value(node, node.scope.predicate(output.predicate), output.languages)


def _value_text(node: Node, output: Value) -> ColumnElement[Any]:
    text = JsonText(_value(node, output), output.kind)
    if output.facets is None:
        return text
    predicate = node.scope.predicate(output.predicate)
    return case((value_passes(node, predicate, output.facets, output.languages), text), else_=null_text)


def _list_text(node: Node, output: Value) -> ColumnElement[Any]:
    scope = node.scope
    predicate = scope.predicate(output.predicate)
    assert isinstance(predicate.home, ListHome), f"{predicate.name} is no list of values"
    table = scope.alias(scope.tables.values(predicate))
    statement = select(JsonText(table.c.value, output.kind).label("j")).where(table.c.uid == node.uid)
    if output.facets is not None:
        statement = statement.where(facets_pass(node, output.facets, listed_facets(node, predicate, table)))
    rows = statement.order_by(table.c.value).correlate(*node.visible).subquery(scope.name("s"))
    return select(ListOfTexts(rows.c.j)).select_from(rows).scalar_subquery()


def _type_names(node: Node) -> ColumnElement[Any]:
    scope = node.scope
    member, name = scope.alias(memberships_table), scope.alias(node_types_table)
    rows = (
        select(JsonText(name.c.name, ValueKind.STRING).label("j"))
        .select_from(member.join(name, name.c.id == member.c.type_id))
        .where(member.c.uid == node.uid)
        .order_by(member.c.type_id)
        .correlate(*node.visible)
        .subquery(scope.name("s"))
    )
    return select(ListOfTexts(rows.c.j)).select_from(rows).scalar_subquery()


# ---- aggregates -----------------------------------------------------------------------------------


def lower_aggregate(scope: Scope, aggregate: Aggregate, outer: Node | None, choices: Choices) -> ColumnElement[str]:
    """The JSON object of an aggregate; there is always one, also over no rows."""
    node, statement = rows_of(scope, aggregate.select, outer, choices)
    opening, closing = ("[{", "}]") if aggregate.is_listed else ("{", "}")
    parts: list[ColumnElement[Any]] = [Quoted(opening)]
    for position, item in enumerate(aggregate.items):
        parts.append(Quoted(("," if position else "") + _key_text(item.key)))
        parts.append(
            lower_type_name(node, item.candidates) if isinstance(item, TypeName) else _aggregate_text(node, item)
        )
    text = Concat([*parts, Quoted(closing)])
    if all(isinstance(item, TypeName) for item in aggregate.items):
        # Without a function SQL would give a row for each node, or none.
        return text
    if aggregate.select.page is not None:
        assert all(isinstance(item, TypeName) or item.function == "count" for item in aggregate.items)
        rows = _finish(node, statement, null_text).subquery(scope.name("s"))
        return select(text).select_from(rows).scalar_subquery()
    statement = statement.order_by(None).with_only_columns(text)
    return statement.select_from(node.source).correlate(*node.enclosing).scalar_subquery()


def lower_root_groups(scope: Scope, groups: GroupedNodes, choices: Choices) -> ColumnElement[Any]:
    """A root that is groups; NULL where there are none."""
    node, statement = rows_of(scope, groups.select, None, choices)
    return lower_grouped(scope, groups, node, statement)


def lower_scalars(scope: Scope, root: Scalars) -> ColumnElement[str]:
    """Values that are no node's, each as an object of its own, in a list."""
    parts: list[ColumnElement[Any]] = [Quoted("[")]
    for position, item in enumerate(root.items):
        assert isinstance(item, RelationValue), "hoisting has made relations of the others"
        found = scalar_value(scope, item.relation)
        parts.append(Quoted(("," if position else "") + "{" + _key_text(item.key)))
        parts += [null_text if found is None else JsonText(found, item.kind), Quoted("}")]
    return Concat([*parts, Quoted("]")])


def _aggregate_text(node: Node, item: AggregateItem) -> ColumnElement[Any]:
    if item.predicate is None:
        return func.count()
    predicate = node.scope.predicate(item.predicate)
    home = predicate.home
    assert isinstance(home, ColumnHome), f"{predicate.name} is a list and has no {item.function}"
    column = single_value(node, predicate, item.languages)
    match item.function:
        case "count":
            return func.count(column)
        case "sum":
            return JsonText(func.sum(column, type_=column.type), predicate.kind)
        case "avg":
            return JsonText(func.avg(column), ValueKind.FLOAT)
        case "min" | "max":
            function = func.min if item.function == "min" else func.max
            if home.key_column is None or item.languages:
                return JsonText(function(column), predicate.kind)
            # The text that belongs to the least key: 21 digits of key, then the text.
            return JsonText(Substring(function(node.order_key(home).concat(column)), 22), predicate.kind)
    assert_never(item.function)
