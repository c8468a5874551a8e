"""A catalog → the statements that write all quads of a range of nodes.

Most of them give texts of whole lines, one row for all single values of a node. Where a predicate has facets, a row
has the beginning of a line, its facets as they are stored, and what Python needs to end it. An inverse pair is stored
once and written from both ends; what `~` reads (`@reverse`) is not written, for a load knows it by itself.
Does not know: files, which database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, Select, Table, Text, cast, literal_column, select

from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.bulk.scanning import in_range
from graphwright.storage.elements import Concat, Quoted, TextWhen
from graphwright.storage.tables import Tables, memberships_table, node_types_table
from graphwright.transfer.export_forms import Form, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportStatement:
    """One statement of a range.

    Attributes:
        faceted: None: rows are (text of whole lines). Else the predicate, and rows are (head, facets or None,
            language).
        tail: Ends a line of a faceted one.
        listed: The facets of the range as (uid, target, facets), where rows are (head, uid, value): the target of a
            list's value is found in Python.
    """

    select: Select[Any]
    faceted: Predicate | None = None
    tail: str = ""
    listed: Select[Any] | None = None


def export_statements(tables: Tables, form: Form) -> Iterator[ExportStatement]:
    """The statements, types first, so that a load knows them before the values."""
    return _Writer(tables, form).all()


def scanned_columns(catalog: Catalog, tables: Tables) -> list[Column[Any]]:
    """The columns by which the statements go through the nodes."""
    found: list[Column[Any]] = [memberships_table.c.uid]
    found += [tables.family(name).c.uid for name in tables.families()]
    for predicate in catalog.predicates.values():
        match predicate.home:
            case EdgeHome(table=name):
                found.append(tables.edges(name).c.src)
            case ListHome():
                found.append(tables.values(predicate).c.uid)
            case ReverseHome():
                found.append(_stored(tables, catalog.predicates[predicate.home.predicate])[2])
        if predicate.tag_table is not None:
            found.append(tables.tagged(predicate.tag_table).c.uid)
    return found


def _stored(tables: Tables, predicate: Predicate) -> tuple[Table, Column[Any], Column[Any]]:
    """The table of a reference, and the columns of its source and target."""
    match predicate.home:
        case EdgeHome(table=name):
            table = tables.edges(name)
            return table, table.c.src, table.c.dst
        case ColumnHome(table=name, column=column):
            table = tables.family(name)
            return table, table.c.uid, table.c[column]
    raise AssertionError(f"{predicate.name} holds no edges")


class _Writer:
    def __init__(self, tables: Tables, form: Form) -> None:
        self._tables = tables
        self._form = form
        self._predicates = tables.catalog.predicates

    def all(self) -> Iterator[ExportStatement]:
        yield self._types()
        for name in self._tables.families():
            yield from self._family(name)
        for predicate in self._predicates.values():
            match predicate.home:
                case ColumnHome(table=name, column=column) if predicate.facet_table is not None:
                    yield self._faceted_column(predicate, self._tables.family(name), column)
                case EdgeHome() | ReverseHome():
                    yield self._edges(predicate)
                case ListHome():
                    yield self._list(predicate)
            if predicate.tag_table is not None:
                yield self._tagged(predicate, predicate.tag_table)

    def _types(self) -> ExportStatement:
        uid, type_id = memberships_table.c.uid, memberships_table.c.type_id
        line = self._form.node_type(uid, node_types_table.c.name)
        statement = select(_whole(line)).join_from(
            memberships_table, node_types_table, node_types_table.c.id == type_id
        )
        return ExportStatement(select=statement.where(in_range(uid)).order_by(uid, type_id))

    def _family(self, name: str) -> Iterator[ExportStatement]:
        """All single values of a node, and its single references, as one text."""
        table = self._tables.family(name)
        texts = []
        for predicate in self._predicates.values():
            match predicate.home:
                case ColumnHome(table=home, column=column) if home == name and predicate.facet_table is None:
                    line = self._single(predicate, table, column)
                    texts.append(TextWhen(table.c[column].is_not(None), [*line.head, Quoted(line.tail)]))
        if texts:
            yield ExportStatement(select=select(Concat(texts)).where(in_range(table.c.uid)).order_by(table.c.uid))

    def _single(self, predicate: Predicate, table: Table, column: str) -> Line:
        if predicate.kind is ValueKind.UID:
            return self._form.edge(predicate, table.c.uid, table.c[column])
        return self._form.value(predicate, table.c.uid, table.c[column])

    def _faceted_column(self, predicate: Predicate, table: Table, column: str) -> ExportStatement:
        line = self._single(predicate, table, column)
        is_edge = predicate.kind is ValueKind.UID
        target = cast(table.c[column], Text()) if is_edge else Quoted("")
        found = table.c[column].is_not(None) & in_range(table.c.uid)
        return self._with_facets(predicate, line, table, (table.c.uid, target), found, Quoted(""))

    def _edges(self, predicate: Predicate) -> ExportStatement:
        home = predicate.home
        stored = self._predicates[home.predicate] if isinstance(home, ReverseHome) else predicate
        table, source, target = _stored(self._tables, stored)
        near, far = (target, source) if isinstance(home, ReverseHome) else (source, target)
        found = in_range(near)
        if isinstance(home, ReverseHome) and home.node_type is not None:
            found &= source.in_(self._of_type(home.node_type))
        line = self._form.edge(predicate, near, far)
        if stored.facet_table is None:
            return ExportStatement(select=select(_whole(line)).select_from(table).where(found).order_by(near, far))
        key = (source, cast(target, Text()))
        return self._with_facets(stored, line, table, key, found, Quoted(""), shown=predicate)

    def _of_type(self, name: str) -> Any:
        type_id = literal_column(str(self._tables.catalog.node_types[name].id), BigInteger())
        return select(memberships_table.c.uid).where(memberships_table.c.type_id == type_id)

    def _tagged(self, predicate: Predicate, name: str) -> ExportStatement:
        table = self._tables.tagged(name)
        line = self._form.tagged(predicate, table.c.uid, table.c.lang, table.c.value)
        found = in_range(table.c.uid)
        if predicate.facet_table is None:
            statement = select(_whole(line)).where(found).order_by(table.c.uid, table.c.lang)
            return ExportStatement(select=statement)
        key = (table.c.uid, Concat([Quoted("@"), table.c.lang]))
        return self._with_facets(predicate, line, table, key, found, table.c.lang)

    def _with_facets(  # noqa: PLR0913, PLR0917 -- what a line is made of
        self,
        stored: Predicate,
        line: Line,
        table: Table,
        key: tuple[Any, Any],
        found: Any,
        language: Any,
        shown: Predicate | None = None,
    ) -> ExportStatement:
        assert stored.facet_table is not None
        facets = self._tables.facets(stored.facet_table)
        joined = table.outerjoin(facets, (facets.c.uid == key[0]) & (facets.c.target == key[1]))
        statement = select(Concat(line.head), facets.c.facets, language).select_from(joined).where(found)
        return ExportStatement(select=statement, faceted=shown or stored, tail=line.tail)

    def _list(self, predicate: Predicate) -> ExportStatement:
        table = self._tables.values(predicate)
        uid, value = table.c.uid, table.c.value
        line = self._form.value(predicate, uid, value)
        if predicate.facet_table is None:
            return ExportStatement(select=select(_whole(line)).where(in_range(uid)).order_by(uid, value))
        facets = self._tables.facets(predicate.facet_table)
        compared = table.c.key if predicate.kind is ValueKind.DATETIME else value
        return ExportStatement(
            select=select(Concat(line.head), uid, compared).where(in_range(uid)).order_by(uid, value),
            faceted=predicate,
            tail=line.tail,
            listed=select(facets.c.uid, facets.c.target, facets.c.facets).where(in_range(facets.c.uid)),
        )


def _whole(line: Line) -> Concat:
    return Concat([*line.head, Quoted(line.tail)])
