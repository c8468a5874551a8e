"""Rows of an order behind a place, found by the order's index: a keyset.

An order is by (first key, …, uid), missing values last. What lies behind a place are a few ranges, each in the order:
the nodes with the same first value (which the second key parts in the same way), those with further ones, those
without. Each is one range of the index on the first key. A page reads them one after the other, so it costs the same
wherever it is. Going backwards all of it is turned round.
In: an order, places, the columns of a row. Out: SQL conditions and directions. Does not know: sources, outputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import and_, cast, false, or_
from sqlalchemy.sql import ColumnElement

from graphwright.ir.connections import Position
from graphwright.ir.nodes import OrderBy
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Scope, sql_types
from graphwright.records import dataclass
from graphwright.storage.elements import IndexKey

Kind = Literal["same", "alike", "second further", "second other", "further", "any", "none", "nothing"]
Tests = list[ColumnElement[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seek:
    """Which rows are wanted.

    Attributes:
        start: The place behind which they begin, going the way that is gone; `stop`: before which they end.
        is_inclusive: A row at the place of `start` itself is wanted too.
    """

    start: Position | None
    stop: Position | None
    is_forward: bool
    is_inclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a row is ordered by: its values in the order's keys, and its uid."""

    values: Sequence[ColumnElement[Any]]
    uid: ColumnElement[int]


def directions(order: Sequence[OrderBy], columns: Columns, *, is_forward: bool) -> list[ColumnElement[Any]]:
    """The order as it is gone through."""
    made: list[ColumnElement[Any]] = []
    for key, value in zip(order, columns.values, strict=True):
        turned = value.desc() if key.is_descending is is_forward else value.asc()
        made.append(turned.nulls_last() if is_forward else turned.nulls_first())
    return [*made, columns.uid.asc() if is_forward else columns.uid.desc()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Rows that lie together in the order.

    Attributes:
        kind: What makes them lie together; `ranges` says it.
        is_missing: They lack the first key's value.
    """

    kind: Kind
    is_missing: bool = False


def ranges(order: Sequence[OrderBy], seek: Seek) -> tuple[Range, ...]:
    """The ranges that have the rows wanted, the nearest first.

    Those with the place's first value are "same", by further keys "alike", "second further" and "second other": on the
    way to the second key's missing values, or back from them. Then come other first values: "further", "any" or none.
    """
    start, stop = seek.start, seek.stop
    values, missing = Range(kind="any"), Range(kind="none", is_missing=True)
    found: tuple[Range, ...]
    if start is None:
        found = (values, missing) if seek.is_forward else (missing, values)
    else:
        kinds: tuple[Kind, ...] = ("same",) if len(order) == 1 else ("alike", "second further", "second other")
        found = tuple(Range(kind=kind, is_missing=start.lacks_first) for kind in kinds)
        if not start.lacks_first:
            found = (*found, Range(kind="further"), *((missing,) if seek.is_forward else ()))
        elif not seek.is_forward:
            found = (*found, values)
    if stop is not None and stop.lacks_first is not seek.is_forward:
        found = tuple(each for each in found if each.is_missing is stop.lacks_first)
    return found or (Range(kind="nothing"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyset:
    """The conditions of one seek in one order."""

    scope: Scope
    order: Sequence[OrderBy]
    seek: Seek

    def in_range(self, found: Range, columns: Columns) -> Tests:
        """That a row is wanted and lies in a range, said so that an index on the first key finds it."""
        start, stop, is_forward = self.seek.start, self.seek.stop, self.seek.is_forward
        tests = self._in_range_of_start(found.kind, start, columns)
        if stop is not None and stop.lacks_first is found.is_missing:
            if stop.lacks_first:
                tests.append(self._beyond(stop, columns, 1, is_forward=not is_forward))
            else:
                first, end = columns.values[0], self._value(stop, 0)
                tests.append(first <= end if self._rises(0, is_forward=is_forward) else first >= end)
                tests.append(self._beyond(stop, columns, 0, is_forward=not is_forward))
        return tests

    def _in_range_of_start(self, kind: Kind, start: Position | None, columns: Columns) -> Tests:
        first = columns.values[0]
        match kind:
            case "nothing":
                return [false()]
            case "any":
                return [IndexKey(first).is_not(None)]
            case "none":
                return [IndexKey(first).is_(None)]
        assert start is not None, "all others begin at a place"
        value, is_forward = self._value(start, 0), self.seek.is_forward
        if kind == "further":
            return [first > value if self._rises(0, is_forward=is_forward) else first < value]
        tests: Tests = [IndexKey(first).is_(None) if start.lacks_first else first == value]
        if kind == "same":
            return [*tests, self._behind_start(start, columns, 1)]
        second, value = columns.values[1], self._value(start, 1)
        if kind == "alike":
            return [*tests, second.is_not_distinct_from(value), self._behind_start(start, columns, 2)]
        if kind == "second further":
            return [*tests, second > value if self._rises(1, is_forward=is_forward) else second < value]
        return [*tests, *self._on_the_other_side(second, start, 1, is_forward=is_forward)]

    def _behind_start(self, start: Position, columns: Columns, begin: int) -> ColumnElement[Any]:
        is_inclusive = self.seek.is_inclusive
        return self._beyond(start, columns, begin, is_forward=self.seek.is_forward, is_inclusive=is_inclusive)

    def _on_the_other_side(
        self, column: ColumnElement[Any], position: Position, number: int, *, is_forward: bool
    ) -> Tests:
        """That the row lacks a key's value and the place has it; going backwards the other way round."""
        # Said of the type, for a database that has to know what a null is one of.
        is_given = cast(self._value(position, number), sql_types[self._kind(number)]()).is_not(None)
        return [column.is_(None), is_given] if is_forward else [column.is_not(None), is_given.is_not(True)]

    def anywhere(self, columns: Columns) -> Tests:
        """That a row is wanted, said of the row alone."""
        start, stop, is_forward = self.seek.start, self.seek.stop, self.seek.is_forward
        tests: Tests = []
        if start is not None:
            tests.append(self._beyond(start, columns, 0, is_forward=is_forward, is_inclusive=self.seek.is_inclusive))
        if stop is not None:
            tests.append(self._beyond(stop, columns, 0, is_forward=not is_forward))
        return tests

    def _beyond(
        self, position: Position, columns: Columns, begin: int, *, is_forward: bool, is_inclusive: bool = False
    ) -> ColumnElement[Any]:
        """That a row lies behind a place (before it, going backwards), by the keys from `begin` on and the uid."""
        uid = self.scope.parameter(position.uid, ValueKind.UID)
        if is_forward:
            test: ColumnElement[Any] = columns.uid >= uid if is_inclusive else columns.uid > uid
        else:
            test = columns.uid <= uid if is_inclusive else columns.uid < uid
        for number in reversed(range(begin, len(self.order))):
            column, value = columns.values[number], self._value(position, number)
            further = column > value if self._rises(number, is_forward=is_forward) else column < value
            further = or_(further, and_(*self._on_the_other_side(column, position, number, is_forward=is_forward)))
            test = or_(further, and_(column.is_not_distinct_from(value), test))
        return test

    def _rises(self, number: int, *, is_forward: bool) -> bool:
        return self.order[number].is_descending is not is_forward

    def _value(self, position: Position, number: int) -> ColumnElement[Any]:
        return self.scope.parameter(position.values[number], self._kind(number))

    def _kind(self, number: int) -> ValueKind:
        key = self.order[number]
        return ValueKind.INT if key.counted is not None else self.scope.predicate(key.predicate).kind
