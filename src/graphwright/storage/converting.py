"""Values from a predicate's old home into its new one, when its kind or the number of its values changes.

In: two catalogs that have the predicate, and a connection. Out: what does not convert, or the new home filled; the old
one is left to `ddl.abandon_homes`, and tokens and keys to those who fill them. Does not know: when, words for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from sqlalchemy import func, select, update

from graphwright import limits
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate
from graphwright.model.conversions import always_converts, conversion
from graphwright.model.values import StoredValue, ValueKind
from graphwright.records import dataclass
from graphwright.storage import ddl
from graphwright.storage.bulk.indexes import values_after
from graphwright.storage.elements import insert_ignoring
from graphwright.storage.fitting import Domain, Misfits, holds
from graphwright.storage.writing.rows import FamilyRows
from graphwright.storage.writing.session import Session, cells, columns_of

_batch_values = 20_000
_never_shown = (ValueKind.PASSWORD, ValueKind.VECTOR)


@dataclass(slots=True)
class _Found:
    """Nodes with what does not convert, while they are counted."""

    kind: ValueKind
    nodes: int = 0
    examples: list[tuple[int, Any]] = field(default_factory=list)

    def note(self, uid: int, value: Any) -> None:
        self.nodes += 1
        if len(self.examples) < limits.schema_examples_shown_max:
            self.examples.append((uid, None if self.kind in _never_shown else value))

    def misfits(self) -> Misfits:
        return Misfits(nodes=self.nodes, examples=tuple(self.examples))


def unconvertible(session: Session, before: Predicate, after: Predicate, domain: Domain | None) -> Misfits:
    """The nodes that would lose something.

    Args:
        session: With the catalog of `before`.
        domain: What of the new kind the field may hold.
    """
    if before.kind is ValueKind.UID or after.kind is ValueKind.UID:
        return _unconvertible_edges(session, before, after)
    if domain is None and always_converts(before.kind, after.kind) and (after.is_list or not before.is_list):
        return Misfits(nodes=0)
    found = _Found(before.kind)
    for _ in _converted(session, before, after, domain, found):
        pass
    return found.misfits()


def convert(old: Session, new: Session, before: Predicate, after: Predicate, domain: Domain | None) -> Misfits:
    """Fills the new home with what converts; of several values that should be one the smallest stays.

    Returns:
        What was left behind.
    """
    if before.kind is ValueKind.UID or after.kind is ValueKind.UID:
        lost = _unconvertible_edges(old, before, after)
        if before.kind is after.kind:
            _move_edges(old, new, before, after)
        return lost
    found = _Found(before.kind)
    pairs: list[tuple[int, StoredValue]] = []
    for uid, values in _converted(old, before, after, domain, found):
        pairs += [(uid, value) for value in values]
        if len(pairs) >= _batch_values:
            _write(new, after, pairs)
            pairs = []
    _write(new, after, pairs)
    return found.misfits()


# ---- values ---------------------------------------------------------------------------------------


def _converted(
    session: Session, before: Predicate, after: Predicate, domain: Domain | None, found: _Found
) -> Iterator[tuple[int, list[StoredValue]]]:
    """Each node with what it keeps."""
    change = conversion(before.kind, after.kind)
    for uid, values in _nodes(session, before):
        given = [None if change is None else change(value) for value in values]
        given = [value if value is not None and holds(domain, value) else None for value in given]
        kept = [value for value in given if value is not None]
        if len(kept) < len(values):
            found.note(uid, values[given.index(None)])
        if len(kept) > 1 and not after.is_list:
            if len(kept) == len(values):
                found.note(uid, values)
            kept = kept[:1]
        if kept:
            yield uid, kept


def _nodes(session: Session, predicate: Predicate) -> Iterator[tuple[int, list[Any]]]:
    """Each node that has the predicate, with its values as they stand in the column, in order."""
    last = 0
    while rows := values_after(session, predicate, last, _batch_values):
        values: dict[int, list[Any]] = {}
        for uid, value in rows:
            values.setdefault(uid, []).append(value)
        for uid, given in values.items():
            yield uid, sorted(given)
        last = max(values)


def _write(session: Session, predicate: Predicate, pairs: list[tuple[int, StoredValue]]) -> None:
    if not pairs:
        return
    match predicate.home:
        case ColumnHome(table=name) as home:
            rows = FamilyRows(range(0))
            for uid, value in pairs:
                rows.touch(name, uid).update(zip(columns_of(home), cells(value), strict=True))
            rows.write(session)
        case ListHome(table=name, has_key=has_key):
            table = session.tables.values(predicate)
            columns = ("uid", "value", "key") if has_key else ("uid", "value")
            session.many(
                ("convert into list", name),
                lambda: insert_ignoring(table, columns),
                tuple(f"v_{column}" for column in columns),
                [(uid, *cells(value)) for uid, value in pairs],
            )
        case _:
            raise AssertionError(f"{predicate.name} has no values")


# ---- edges ----------------------------------------------------------------------------------------


def _unconvertible_edges(session: Session, before: Predicate, after: Predicate) -> Misfits:
    """All nodes where edges become values or the other way round; those with several edges where one can stay."""
    if before.kind is not after.kind:
        return _all_of(session, before)
    if after.is_list:
        return Misfits(nodes=0)
    edges = ddl.edges_of(session.tables, before)
    several = select(edges.c.src).group_by(edges.c.src).having(func.count() > 1)
    nodes = session.query(("several edges", before.name), lambda: select(func.count()).select_from(several.subquery()))
    shown = session.query(
        ("some with several edges", before.name),
        lambda: several.order_by(edges.c.src).limit(limits.schema_examples_shown_max),
    )
    return Misfits(nodes=nodes[0][0], examples=tuple((uid, None) for (uid,) in shown))


def _all_of(session: Session, predicate: Predicate) -> Misfits:
    """Every node that has the predicate."""
    if predicate.kind is ValueKind.UID:
        edges = ddl.edges_of(session.tables, predicate)
        nodes = session.query(
            ("nodes with edges", predicate.name), lambda: select(func.count(func.distinct(edges.c.src)))
        )
        shown = session.query(
            ("some with edges", predicate.name),
            lambda: select(edges.c.src).distinct().order_by(edges.c.src).limit(limits.schema_examples_shown_max),
        )
        return Misfits(nodes=nodes[0][0], examples=tuple((uid, None) for (uid,) in shown))
    found = _Found(predicate.kind)
    for uid, values in _nodes(session, predicate):
        found.note(uid, values[0])
    return found.misfits()


def _move_edges(old: Session, new: Session, before: Predicate, after: Predicate) -> None:
    edges = ddl.edges_of(old.tables, before)
    match after.home:
        case EdgeHome(table=name):
            table = new.tables.edges(name)
            new.query(
                ("edges into list", name),
                lambda: insert_ignoring(table, ["src", "dst"], select(edges.c.src, edges.c.dst)),
            )
        case ColumnHome(table=name, column=column):
            family = new.tables.family(name)
            new.query(
                ("rows for edges", name), lambda: insert_ignoring(family, ["uid"], select(edges.c.src).distinct())
            )
            first = select(func.min(edges.c.dst)).where(edges.c.src == family.c.uid).scalar_subquery()
            new.query(
                ("edges into column", name, column),
                lambda: update(family).where(family.c.uid.in_(select(edges.c.src))).values({column: first}),
            )
        case _:
            raise AssertionError(f"{after.name} shares its edges with its inverse")
