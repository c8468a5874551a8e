"""A page of a connection as SQL: which nodes are on it, found by a keyset, and then what is asked of them.

In: a connection of the IR. Out: one SQL expression that yields its JSON text. The page is a common table of uids and
values of the order, whatever else is asked of it; texts are made for the nodes shown alone. A page has one node more
than is shown where it is asked whether there is another. Does not know: languages, which database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

import orjson
from sqlalchemy import CTE, Integer, Select, case, exists, false, func, literal_column, or_, select, union_all
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter

from graphwright.ir.connections import (
    Connection,
    ConnectionMember,
    EdgeCursor,
    EdgeMember,
    EdgeNode,
    Edges,
    PageFact,
    PageFacts,
    Position,
    TotalCount,
)
from graphwright.ir.nodes import OfType, OrderBy, TypeName
from graphwright.ir.nodes import Select as IrSelect
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import conjuncts, is_ordered
from graphwright.plan.filtering import lower_checks, lower_filter
from graphwright.plan.keyset import Columns, Keyset, Range, Seek, directions, ranges
from graphwright.plan.ordering import one_row, order_value
from graphwright.plan.rows import lower_uids
from graphwright.plan.scope import Node, Scope
from graphwright.plan.selecting import null_text, object_text
from graphwright.plan.sources import lower_source
from graphwright.plan.ways import Choices
from graphwright.records import dataclass
from graphwright.storage.elements import Concat, CursorText, ListOfTexts, NotByIndex, Quoted, RowCount

_quote = Quoted('"')


def lower_connection(scope: Scope, connection: Connection, choices: Choices) -> ColumnElement[str]:
    """The JSON text of a connection."""
    page = _Page(scope, connection, choices)
    parts: list[ColumnElement[Any]] = [Quoted("{")]
    for number, member in enumerate(connection.members):
        parts += [_key(number, member.key), _member(page, member)]
    return Concat([*parts, Quoted("}")])


def _key(number: int, key: str) -> Quoted:
    return Quoted(("," if number else "") + orjson.dumps(key).decode() + ":")


def _member(page: _Page, member: ConnectionMember) -> ColumnElement[Any]:
    match member:
        case Edges():
            return page.edges(member)
        case PageFacts(members=facts):
            parts: list[ColumnElement[Any]] = [Quoted("{")]
            for number, fact in enumerate(facts):
                parts += [_key(number, fact.key), _name(fact) if isinstance(fact, TypeName) else page.fact(fact)]
            return Concat([*parts, Quoted("}")])
        case TotalCount():
            return page.total()
        case TypeName():
            return _name(member)
    assert_never(member)


def _name(member: TypeName) -> Quoted:
    return Quoted(orjson.dumps(member.candidates[0][0]).decode())


@dataclass(slots=True)
class _Page:
    """A page in the making; its tables are made when something asks for them.

    Attributes:
        found: The nodes from the place on, with one more than are shown where that is asked for; `shown`: those shown.
    """

    scope: Scope
    connection: Connection
    choices: Choices
    _found: CTE | None = None
    _shown: CTE | None = None

    @property
    def select(self) -> IrSelect:
        return self.connection.select

    @property
    def is_forward(self) -> bool:
        return not self.connection.is_backward

    @property
    def _looks_further(self) -> bool:
        return ("hasNextPage" if self.is_forward else "hasPreviousPage") in self.connection.facts()

    def _size(self, more: int = 0) -> BindParameter[Any]:
        page = self.select.page
        assert page is not None and page.first is not None, "a page of a connection has a size"
        size = page.first
        wider = replace(size, convert=lambda value: size.convert(value) + more) if more else size
        return self.scope.parameter(wider, ValueKind.INT)

    def found(self) -> CTE:
        if self._found is None:
            after, before = self.connection.after, self.connection.before
            start, stop = (after, before) if self.is_forward else (before, after)
            seek = Seek(start=start, stop=stop, is_forward=self.is_forward)
            limit = RowCount(self._size(1 if self._looks_further else 0))
            rows = lower_rows(self.scope, self.select, seek, limit, self.choices)
            self._found = rows.cte(self.scope.name("page")).prefix_with("MATERIALIZED")
        return self._found

    def _has_more(self) -> ColumnElement[bool]:
        return select(func.count()).select_from(self.found()).scalar_subquery() > self._size()

    def shown(self) -> CTE:
        if not self._looks_further:
            return self.found()
        if self._shown is None:
            found = self.found()
            rows = select(found).order_by(*self._order(found)).limit(RowCount(self._size()))
            if not self.is_forward:
                # The one more stands first.
                rows = rows.offset(case((self._has_more(), one_row), else_=literal_column("0", Integer())))
            self._shown = rows.cte(self.scope.name("page"))
        return self._shown

    def _order(self, table: CTE, *, is_forward: bool = True) -> list[ColumnElement[Any]]:
        return directions(self.select.order, _columns(table), is_forward=is_forward)

    # -- what is asked of it

    def edges(self, edges: Edges) -> ColumnElement[Any]:
        """The list of edges."""
        shown = self.shown()
        source = self.select.source
        assert isinstance(source, OfType), "connections are of all nodes of a type"
        node_type = self.scope.catalog.node_types[source.node_type]
        node = Node(scope=self.scope, uid=shown.c.u, base=shown, node_type=node_type)
        parts: list[ColumnElement[Any]] = [Quoted("{")]
        for number, member in enumerate(edges.members):
            parts += [_key(number, member.key), self._edge_member(node, shown, member)]
        text = Concat([*parts, Quoted("}")]).label("j")
        rows = select(text).select_from(node.source).order_by(*self._order(shown)).subquery(self.scope.name("s"))
        return select(ListOfTexts(rows.c.j)).select_from(rows).scalar_subquery()

    def _edge_member(self, node: Node, shown: CTE, member: EdgeMember) -> ColumnElement[Any]:
        match member:
            case EdgeCursor():
                return self._cursor(shown)
            case EdgeNode(start=start, end=end):
                return object_text(node, replace(self.select, output=self.select.output[start:end]))
            case TypeName():
                return _name(member)
        assert_never(member)

    def _cursor(self, table: CTE) -> ColumnElement[Any]:
        columns = _columns(table)
        return Concat([_quote, CursorText(self.connection.mark, columns.uid, columns.values), _quote])

    def fact(self, fact: PageFact) -> ColumnElement[Any]:
        """One member of `pageInfo`."""
        match fact.fact:
            case "hasNextPage":
                more = self._has_more() if self.is_forward else false()
                return _boolean(or_(more, self._is_any_at(self.connection.before, is_forward=True)))
            case "hasPreviousPage":
                more = false() if self.is_forward else self._has_more()
                return _boolean(or_(more, self._is_any_at(self.connection.after, is_forward=False)))
            case "startCursor":
                return self._cursor_of_end(is_forward=True)
            case "endCursor":
                return self._cursor_of_end(is_forward=False)
        assert_never(fact.fact)

    def _cursor_of_end(self, *, is_forward: bool) -> ColumnElement[Any]:
        shown = self.shown()
        one = select(self._cursor(shown)).order_by(*self._order(shown, is_forward=is_forward)).limit(one_row)
        return func.coalesce(one.scalar_subquery(), null_text)

    def _is_any_at(self, position: Position | None, *, is_forward: bool) -> ColumnElement[Any]:
        """Whether there is a node at a place or on its far side."""
        if position is None:
            return false()
        seek = Seek(start=position, stop=None, is_forward=is_forward, is_inclusive=True)
        rows = lower_rows(self.scope, self.select, seek, one_row, self.choices).subquery(self.scope.name("s"))
        return exists(select(literal_column("1", Integer())).select_from(rows))

    def total(self) -> ColumnElement[Any]:
        """The number of nodes on all pages."""
        everything = replace(self.select, order=(), page=None, output=())
        rows = lower_uids(self.scope, everything).order_by(None).subquery(self.scope.name("s"))
        return select(func.count()).select_from(rows).scalar_subquery()


def _boolean(test: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((test, Quoted("true")), else_=Quoted("false"))


# ---- rows -----------------------------------------------------------------------------------------


def lower_rows(
    scope: Scope, selection: IrSelect, seek: Seek, limit: ColumnElement[int], choices: Choices
) -> Select[Any]:
    """The nearest of the nodes wanted: the uid as `u`, behind it the order's values as `o0`, `o1` and so on."""
    node, conditions = lower_source(scope, selection.source, None)
    conditions += lower_filter(scope, node, selection, is_root=True, choices=choices)
    rows = _Rows(scope, selection, seek, limit)
    is_open = seek.start is None and seek.stop is None
    if is_open or not selection.order:
        return rows.of(node, [*conditions, *rows.keyset.anywhere(rows.columns(node))])
    if not node.is_driven and is_ordered_by_index(scope, selection.order[0]):
        return rows.by_ranges()
    if all(map(_is_plain, selection.order)):
        columns = rows.columns(node)
        asked = Columns(values=[NotByIndex(value) for value in columns.values], uid=NotByIndex(columns.uid))
        return rows.of(node, [*conditions, *rows.keyset.anywhere(asked)])
    return rows.by_checks(node, conditions)


def is_ordered_by_index(scope: Scope, key: OrderBy) -> bool:
    """Whether an index has the nodes in the order of a key."""
    return _is_plain(key) and is_ordered(scope.predicate(key.predicate))


def _is_plain(key: OrderBy) -> bool:
    """Whether the value stands in a column of the node's own."""
    return not (key.languages or key.along or key.counted)


def _columns(table: Any) -> Columns:
    uid, *values = table.c
    return Columns(values=values, uid=uid)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The ways in which the rows of one seek are found."""

    scope: Scope
    selection: IrSelect
    seek: Seek
    limit: ColumnElement[int]

    @property
    def keyset(self) -> Keyset:
        return Keyset(scope=self.scope, order=self.selection.order, seek=self.seek)

    def columns(self, node: Node) -> Columns:
        return Columns(values=[order_value(node, key) for key in self.selection.order], uid=node.uid)

    def of(self, node: Node, conditions: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """In one go."""
        columns = self.columns(node)
        return self._ordered(columns, select(*_named(columns)).where(*conditions).select_from(node.source))

    def _ordered(self, columns: Columns, statement: Select[Any]) -> Select[Any]:
        order = directions(self.selection.order, columns, is_forward=self.seek.is_forward)
        return statement.order_by(*order).limit(self.limit)

    def by_checks(self, node: Node, conditions: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """All of them, each asked whether it is wanted. Their values are worked out once."""
        columns = self.columns(node)
        everything = select(*_named(columns)).where(*conditions).select_from(node.source)
        table = everything.cte(self.scope.name("all")).prefix_with("MATERIALIZED")
        kept = _columns(table)
        return self._ordered(kept, select(table).where(*self.keyset.anywhere(kept)))

    def by_ranges(self) -> Select[Any]:
        """From one range of the index after the other."""
        found = [self._in_range(each) for each in ranges(self.selection.order, self.seek)]
        if len(found) == 1:
            return found[0]
        if self.scope.capabilities.unions_in_turn:
            # Later ranges are not even begun when the earlier ones have enough.
            parts = [select(part.subquery(self.scope.name("s"))) for part in found]
            return select(union_all(*parts).limit(self.limit).subquery(self.scope.name("s")))
        tables: list[CTE] = []
        left = self.limit
        for part in found:
            rows = select(part.subquery(self.scope.name("s"))).limit(left)
            tables.append(rows.cte(self.scope.name("range")).prefix_with("MATERIALIZED"))
            left = left - select(func.count()).select_from(tables[-1]).scalar_subquery()
        return select(union_all(*(select(table) for table in tables)).subquery(self.scope.name("s")))

    def _in_range(self, found: Range) -> Select[Any]:
        node, conditions = lower_source(self.scope, self.selection.source, None)
        conditions += lower_checks(node, conjuncts(self.selection.condition))
        columns = self.columns(node)
        tests = self.keyset.in_range(found, columns)
        statement = select(*_named(columns)).where(*conditions, *tests).select_from(node.source)
        return self._ordered(columns, statement)


def _named(columns: Columns) -> list[ColumnElement[Any]]:
    return [columns.uid.label("u"), *(value.label(f"o{number}") for number, value in enumerate(columns.values))]
