"""SQL expressions that SQLAlchemy lacks: JSON written as text, lists as parameters.

Each is one class here and one compile function per dialect (`sqlite/compiler.py`,
`postgres/compiler.py`). Does not know: tables, the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import orjson
from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    Column,
    Double,
    Select,
    Table,
    Text,
    bindparam,
    func,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import ExecutableDDLElement
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.sql.elements import BindParameter, ClauseList, Grouping
from sqlalchemy.sql.functions import FunctionElement, GenericFunction
from sqlalchemy.types import NullType, TypeEngine

from graphwright.model.values import ValueKind
from graphwright.records import dataclass

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

__all__ = [
    "AddColumn",
    "Concat",
    "InList",
    "JsonPart",
    "JsonText",
    "ListOfTexts",
    "Member",
    "MissingMark",
    "Quoted",
    "ShapeMatches",
    "SparseObject",
    "insert_ignoring",
    "json_elements",
    "merge",
    "unnest",
    "unnest_texts",
    "unnest_uids",
    "upsert",
]


class Quoted(ColumnElement[str]):
    """A text of ours as an SQL literal (response keys and brackets; never a user's value)."""

    __visit_name__ = "quoted"
    inherit_cache = False
    type = Text()

    def __init__(self, text: str) -> None:
        self.text = text


_nameless: Final[Any] = None
"""The name of our elements. One that had none would be asked for it for each of its parts, and raise each time."""


class Concat(FunctionElement[str]):
    """Texts one behind the other. No part may be NULL."""

    name = _nameless
    __visit_name__ = "concat"
    inherit_cache = False
    type = Text()

    def __init__(self, parts: Sequence[ColumnElement[Any]]) -> None:
        # As `FunctionElement` makes them, without what it asks first: there is one for each object of an answer.
        clauses = [part.self_group(against=operators.comma_op) for part in _merge_quoted(parts)]
        self.clause_expr = Grouping(ClauseList._construct_raw(operators.comma_op, clauses))  # noqa: SLF001 -- see above
        self._has_args = True


class TextWhen(FunctionElement[str]):
    """Texts one behind the other where a condition holds, else nothing. No part may be NULL.

    One element for all of it: what stands between two levels of a selection costs frames of the compiler's recursion.
    """

    __visit_name__ = "text_when"
    inherit_cache = False
    type = Text()

    def __init__(self, condition: ColumnElement[Any], parts: Sequence[ColumnElement[Any]]) -> None:
        super().__init__(condition, *_merge_quoted(parts))


class ConcatTail(FunctionElement[str]):
    """Texts one behind the other, without the first character of the whole. No part may be NULL."""

    __visit_name__ = "concat_tail"
    inherit_cache = False
    type = Text()

    def __init__(self, parts: Sequence[ColumnElement[Any]]) -> None:
        super().__init__(*_merge_quoted(parts))


def _merge_quoted(parts: Iterable[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Neighbouring literals as one."""
    merged: list[ColumnElement[Any]] = []
    for part in parts:
        before = merged[-1] if merged else None
        if isinstance(part, Quoted) and isinstance(before, Quoted):
            merged[-1] = Quoted(before.text + part.text)
        else:
            merged.append(part)
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a `SparseObject`.

    Attributes:
        key: None: `text` is whole members, each with a comma before it, or NULL for none.
        text: The value as JSON text, or NULL for none.
        absent: The text that stands for no value, besides NULL; None: the member is always there.
    """

    key: str | None
    text: ColumnElement[Any]
    absent: str | None

    def as_sql(self, text: str) -> str:
        """The member with a comma before it, or an empty text; both dialects read it.

        Args:
            text: `self.text` compiled, as an operand of `||`.
        """
        if self.key is None:
            return f"coalesce({text}, '')"
        key = f",{orjson.dumps(self.key).decode()}:".replace("'", "''")
        if self.absent is None:
            return f"'{key}' || {text}"
        return f"coalesce('{key}' || nullif({text}, '{self.absent}'), '')"


class SparseObject(FunctionElement[str]):
    """A JSON object as text, without the members that have no value.

    One element for all of it: each element between two levels costs frames, and the compiler's recursion
    ends what can be nested. Each member's text is made once: made twice, it would be made 2^depth times.
    """

    name = _nameless
    __visit_name__ = "sparse_object"
    inherit_cache = False
    type = Text()

    def __init__(self, members: Sequence[Member]) -> None:
        super().__init__(*[member.text for member in members])
        self.members = tuple(members)


class CursorText(FunctionElement[str]):
    """The cursor of a node (`model/cursors.py`): a mark of its order, its uid and its values as one text."""

    name = _nameless
    __visit_name__ = "cursor_text"
    inherit_cache = False
    type = Text()

    def __init__(self, mark: str, uid: ColumnElement[int], values: Sequence[ColumnElement[Any]]) -> None:
        super().__init__(uid, *values)
        self.mark = mark


class JsonText(FunctionElement[str]):
    """A value as JSON text; NULL is `null`.

    Attributes:
        is_required: NULL is a `MissingMark`. (As a part of this element, for objects have many such members.)
    """

    name = _nameless
    __visit_name__ = "json_text"
    inherit_cache = False
    type = Text()

    def __init__(self, value: ColumnElement[Any], kind: ValueKind, *, is_required: bool = False) -> None:
        super().__init__(value)
        self.value = value
        self.kind = kind
        self.is_required = is_required


class MissingMark(ColumnElement[str]):
    """The character U+0001, which no JSON text contains: a required value is missing."""

    __visit_name__ = "missing_mark"
    inherit_cache = False
    type = Text()


class ListOfTexts(FunctionElement[str]):
    """Aggregate: texts of the rows as a JSON list, in the order of the rows; `[]` without rows."""

    name = _nameless
    __visit_name__ = "list_of_texts"
    inherit_cache = False
    type = Text()

    def __init__(self, text: ColumnElement[str]) -> None:
        super().__init__(text)


class JoinedTexts(FunctionElement[str]):
    """Aggregate: texts of the rows one behind the other, in the order of the rows; NULL without rows."""

    __visit_name__ = "joined_texts"
    inherit_cache = False
    type = Text()

    def __init__(self, text: ColumnElement[str]) -> None:
        super().__init__(text)


class Collated(FunctionElement[Any]):
    """A text to be compared and ordered as a language does it.

    Attributes:
        language: A tag, of letters, digits, `-` and `_`.
    """

    __visit_name__ = "collated"
    inherit_cache = False
    type = Text()

    def __init__(self, text: ColumnElement[Any], language: str) -> None:
        super().__init__(text)
        self.language = language


class MayHold(FunctionElement[bool]):
    """Whether a text holds one of some texts, whatever its capitals; of ASCII alone, any other text may."""

    __visit_name__ = "may_hold"
    inherit_cache = False
    type = Boolean()

    def __init__(self, text: ColumnElement[Any], parts: Sequence[ColumnElement[Any]]) -> None:
        super().__init__(text, *parts)


class Holds(FunctionElement[bool]):
    """Whether a text holds another one as it stands; every text holds the empty one."""

    __visit_name__ = "holds_text"
    inherit_cache = False
    type = Boolean()

    def __init__(self, text: ColumnElement[Any], part: ColumnElement[Any]) -> None:
        super().__init__(text, part)


class LanguagePlace(FunctionElement[int]):
    """Where a language tag stands among others (`search/language_order.py`); NULL for one that is not known."""

    __visit_name__ = "language_place"
    inherit_cache = False
    type = BigInteger()

    def __init__(self, tag: ColumnElement[Any]) -> None:
        super().__init__(tag)


class unnest_values(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function over a list parameter; see `unnest`."""

    inherit_cache = False
    name = "graphwright_unnest"
    kind: ValueKind


def unnest(parameter: ColumnElement[Any], kind: ValueKind, name: str) -> Any:
    """A list parameter, or a list that a sub-select makes, as a table with the one column `value`.

    Args:
        kind: What the values are; a database with typed arrays needs to know.
        name: Alias of the table, unique in its statement.
    """
    function = unnest_values(parameter, type_=_element_types.get(kind, Text)())
    function.kind = kind
    return function.table_valued("value").alias(name)


_element_types: Final[Mapping[ValueKind, type[TypeEngine[Any]]]] = {
    ValueKind.UID: BigInteger,
    ValueKind.INT: BigInteger,
    ValueKind.FLOAT: Double,
    ValueKind.BOOL: Boolean,
}


def unnest_uids(parameter: ColumnElement[Any], name: str) -> Any:
    """A list of uids as a table; see `unnest`."""
    return unnest(parameter, ValueKind.UID, name)


def unnest_texts(parameter: BindParameter[Any], name: str) -> Any:
    """A list parameter of texts as a table; see `unnest`."""
    return unnest(parameter, ValueKind.STRING, name)


class InList(FunctionElement[bool]):
    """Whether a value is one of a list parameter's.

    Not `IN (SELECT … FROM unnest(…))`: a database with arrays knows how many values there are and how
    common each is, and would otherwise have to guess.
    """

    name = _nameless
    __visit_name__ = "in_list"
    inherit_cache = False
    type = Boolean()

    def __init__(self, value: ColumnElement[Any], parameter: BindParameter[Any], kind: ValueKind) -> None:
        super().__init__(value, parameter)
        self.kind = kind

    def self_group(self, against: Any = None) -> Any:
        return Grouping(self) if operators.is_precedent(operators.in_op, against) else self


class JsonPart(FunctionElement[str]):
    """A member or an element of a JSON text, as JSON text."""

    name = _nameless
    __visit_name__ = "json_part"
    inherit_cache = False
    type = Text()

    def __init__(self, document: ColumnElement[Any], step: str | int) -> None:
        super().__init__(document)
        self.step = step


class json_values(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function over a JSON array; see `json_elements`."""

    inherit_cache = False
    name = "graphwright_elements"


def json_elements(array: ColumnElement[Any], name: str) -> Any:
    """The elements of a JSON array of arrays, each as JSON text, in order, as a table with the one column `value`.

    Args:
        name: Alias of the table, unique in its statement.
    """
    return json_values(array, type_=Text()).table_valued("value").alias(name)


class ShapeMatches(FunctionElement[bool]):
    """Whether a stored shape is what a question asks for (`search.geometry`), both as texts."""

    __visit_name__ = "shape_matches"
    inherit_cache = False
    type = Boolean()

    def __init__(self, shape: ColumnElement[Any], question: BindParameter[Any]) -> None:
        super().__init__(shape, question)


class NearByCell(FunctionElement[bool]):
    """Whether the position that stands in a cell's name is near another one; where that cannot be told, what else says.

    Args:
        ball: The numbers of `search.geometry.ball_of`.
        unsure: The answer for shapes that are no Points, and at the very edge.
    """

    __visit_name__ = "near_by_cell"
    inherit_cache = False
    type = Boolean()

    def __init__(
        self, cell: ColumnElement[Any], *, ball: Sequence[ColumnElement[Any]], unsure: ColumnElement[bool]
    ) -> None:
        super().__init__(cell, *ball, unsure)


class AddColumn(ExecutableDDLElement):
    """`ALTER TABLE … ADD COLUMN`, which SQLAlchemy leaves to migration tools."""

    def __init__(self, table: Table, column: Column[Any]) -> None:
        self.table = table
        self.column = column


@compiles(AddColumn)
def _compile_add_column(element: AddColumn, compiler: Any, **_: Any) -> str:
    table = compiler.preparer.format_table(element.table)
    return f"ALTER TABLE {table} ADD COLUMN {compiler.get_column_specification(element.column)}"


def insert_ignoring(table: Table, columns: Sequence[str], rows: Select[Any] | None = None) -> Insert:
    """An INSERT that passes over rows that are there; from a SELECT, or of parameters named `v_…`.

    Both dialects compile this class's ON CONFLICT clause.
    """
    if rows is not None:
        # SQLite cannot tell ON CONFLICT from a join's ON without a WHERE before it.
        return _into(table).from_select(list(columns), rows.where(true())).on_conflict_do_nothing()
    values: dict[str, Any] = {column: bindparam(f"v_{column}") for column in columns}
    return _into(table).values(values).on_conflict_do_nothing()


def _into(table: Table) -> Insert:
    from sqlalchemy.dialects.postgresql import Insert  # noqa: PLC0415 -- 30 ms, which the start need not wait for

    return Insert(table)


def _insert(table: Table, columns: Sequence[str], rows: Select[Any] | None) -> Insert:
    """An INSERT of parameters named `v_…`, or of the rows of a SELECT, for a clause ON CONFLICT."""
    if rows is not None:
        return _into(table).from_select(list(columns), rows.where(true()))
    return _into(table).values({column: bindparam(f"v_{column}", type_=table.c[column].type) for column in columns})


def upsert(table: Table, keys: Sequence[str], columns: Sequence[str], rows: Select[Any] | None = None) -> Insert:
    """An INSERT of parameters named `v_…` that overwrites `columns` where the key is there."""
    statement = _insert(table, [*keys, *columns], rows)
    if not columns:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(
        index_elements=[table.c[key] for key in keys],
        set_={column: statement.excluded[column] for column in columns},
    )


def merge(table: Table, keys: Sequence[str], columns: Sequence[str], rows: Select[Any] | None = None) -> Insert:
    """As `upsert`, but NULL leaves a column as it was."""
    statement = _insert(table, [*keys, *columns], rows)
    if not columns:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(
        index_elements=[table.c[key] for key in keys],
        set_={column: func.coalesce(statement.excluded[column], table.c[column]) for column in columns},
    )


class NotByIndex(FunctionElement[Any]):
    """A column that the database shall not look up by its index (a check, not a driver).

    Databases that choose by statistics ignore it.
    """

    __visit_name__ = "not_by_index"
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


class RowCount(FunctionElement[int]):
    """A parameter of LIMIT or OFFSET that shall not influence the choice of the plan.

    SQLite compiles a statement anew on every run when a bare parameter stands there (0.1 ms). PostgreSQL takes it for a
    tenth of the rows in plans that it keeps, and so keeps none; `at_most` tells it better.
    """

    __visit_name__ = "row_count"
    inherit_cache = False
    type = BigInteger()

    def __init__(self, parameter: BindParameter[Any], at_most: int | None = None) -> None:
        super().__init__(parameter)
        self.at_most = at_most


class LoadedOnce(FunctionElement[Any]):
    """A parameter inside a sub-select that runs for each row.

    SQLite loads a bare one each time: a scan for a token took a fifth longer. (Elsewhere it makes no difference, and in
    comparisons of the scanned row itself it is slower.)
    """

    __visit_name__ = "loaded_once"
    inherit_cache = False

    def __init__(self, parameter: BindParameter[Any]) -> None:
        super().__init__(parameter)
        self.type = parameter.type


class Substring(FunctionElement[str]):
    """A text from a position (counted from 1) on."""

    __visit_name__ = "substring"
    inherit_cache = False
    type = Text()

    def __init__(self, text: ColumnElement[Any], start: int) -> None:
        super().__init__(text)
        self.start = start


class IndexKey(FunctionElement[Any]):
    """An index key, or as much of it as the database's indexes can hold."""

    __visit_name__ = "index_key"
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


class DescendingKey(FunctionElement[Any]):
    """An index key, descending, with missing values last (SQLite has them there by itself)."""

    __visit_name__ = "descending_key"
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestSearch:
    """Which vectors a search looks through.

    Attributes:
        metric: A name of `model.vectors.Metric`.
    """

    table: str
    column: str
    predicate_id: int
    metric: str


class nearest_function(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function; see `nearest_vectors`."""

    inherit_cache = False
    name = "graphwright_nearest"
    search: NearestSearch


def nearest_vectors(
    search: NearestSearch, asked: Sequence[ColumnElement[Any]], candidates: Select[Any] | None, name: str
) -> Any:
    """The nodes with the nearest vectors as a table with the columns `uid` and `distance`.

    Args:
        asked: The vector (NULL: there is none), how many, and the greatest distance or NULL.
        candidates: The uids that may be found; None: all.
        name: Alias of the table, unique in its statement.
    """
    among: Any = null()
    if candidates is not None:
        chosen = candidates.subquery(f"{name}c")
        among = select(UidList(chosen.c[0])).select_from(chosen).scalar_subquery()
    function = nearest_function(*asked, among)
    function.search = search
    return function.table_valued(Column("uid", BigInteger()), Column("distance", Double())).alias(name)


class Trail(FunctionElement[Any]):
    """Numbers in the order in which they were met: one alone, or one behind those met before."""

    __visit_name__ = "trail"
    inherit_cache = False
    type = NullType()

    def __init__(self, number: ColumnElement[int], before: ColumnElement[Any] | None = None) -> None:
        super().__init__(*(part for part in (before, number) if part is not None))


class TrailHolds(FunctionElement[bool]):
    """Whether a number is in a `Trail`."""

    __visit_name__ = "trail_holds"
    inherit_cache = False
    type = Boolean()

    def __init__(self, trail: ColumnElement[Any], number: ColumnElement[int]) -> None:
        super().__init__(trail, number)


def bounded_recursion(begin: CTE, step: Select[Any], order: Sequence[ColumnElement[Any]], rows_max: int) -> CTE:
    """A recursive query that goes on with its rows in an order and ends at a number of them (`orders_recursion`)."""
    assert isinstance(begin.element, Select)
    rows = begin.element.union_all(step).order_by(*order).limit(literal_column(str(rows_max), BigInteger()))
    # What `begin.union_all(step)` does, which has no place for an order.
    return CTE._construct(rows, name=begin.name, recursive=True, nesting=True, _restates=begin)  # noqa: SLF001


class found_function(GenericFunction[Any]):  # noqa: N801 - SQLAlchemy takes the SQL name from the class
    """Table function; see `found_vectors`."""

    inherit_cache = False
    name = "graphwright_found"


def found_vectors(pairs: BindParameter[Any], name: str) -> Any:
    """As `nearest_vectors`, of what was found before: a JSON list [[uid, distance], …]."""
    function = found_function(pairs)
    return function.table_valued(Column("uid", BigInteger()), Column("distance", Double())).alias(name)


class UidList(FunctionElement[Any]):
    """Aggregate: uids as a list in the form of list parameters."""

    __visit_name__ = "uid_list"
    inherit_cache = False
    type = Text()

    def __init__(self, uid: ColumnElement[int]) -> None:
        super().__init__(uid)
