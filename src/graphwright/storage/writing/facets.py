"""Facets: kept beside the value or edge they belong to, replaced with it, gone with it.

In: a change set. Out: rows of the facet tables. Setting a value or an edge again replaces all its facets, as in the
reference. Does not know: what facets mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Text, bindparam, cast, delete, select

from graphwright.model.catalog import ColumnHome, EdgeHome, Predicate, ReverseHome
from graphwright.model.changes import ChangeSet
from graphwright.model.facets import edge_target, value_target
from graphwright.model.values import ValueKind
from graphwright.storage.elements import unnest_uids, upsert
from graphwright.storage.writing.session import Session, compared

Places = list[tuple[int, str]]
"""(uid, target) of facets."""


def forget_facets(session: Session, changes: ChangeSet) -> None:
    """Takes away the facets of what will change; the edges are still as they were."""
    for name in dict.fromkeys(_touched(changes)):
        home, is_turned = _home(session, session.catalog.predicates[name])
        if home.facet_table is None:
            continue
        if cleared := changes.clear.get(name):
            if is_turned or home.inverse == home.name:
                _forget_edges_into(session, home, cleared)
            if not is_turned:
                _forget_nodes(session, home, cleared)
        _forget(session, home, _places(home, changes, name, is_turned=is_turned))
        _forget(session, home, [*_of_removed_values(session, home, changes), *_of_removed_tags(session, home, changes)])


def set_facets(session: Session, changes: ChangeSet) -> None:
    """Sets the facets that are given."""
    for name, entries in changes.facets.items():
        table_name = session.catalog.predicates[name].facet_table
        assert table_name is not None, f"{name} has no facets"
        table = session.tables.facets(table_name)
        session.many(
            ("upsert facets", table_name),
            lambda table=table: upsert(table, ["uid", "target"], ["facets"]),  # type: ignore[misc]
            ("v_uid", "v_target", "v_facets"),
            list({entry[:2]: entry for entry in entries}.values()),
        )


def drop_facets_of(session: Session, predicate: Predicate, uids: list[int]) -> None:
    """Removes the facets of these nodes, and of the edges that point at them; the edges are still there."""
    assert predicate.facet_table is not None
    if predicate.kind is ValueKind.UID:
        _forget_edges_into(session, predicate, uids)
    _forget_nodes(session, predicate, uids)


def forget_edges(session: Session, predicate: Predicate, edges: Iterable[tuple[int, int]]) -> None:
    """Removes the facets of these edges of a predicate that holds its own."""
    if predicate.facet_table is not None:
        _forget(session, predicate, [(source, edge_target(target)) for source, target in edges])


def _touched(changes: ChangeSet) -> Iterable[str]:
    for group in (
        changes.clear,
        changes.remove_values,
        changes.set_values,
        changes.remove_edges,
        changes.set_edges,
        changes.tagged,
        changes.remove_tagged,
    ):
        yield from group


def _home(session: Session, predicate: Predicate) -> tuple[Predicate, bool]:
    """The predicate with which facets are stored, and whether this one sees its edges the other way round."""
    if isinstance(predicate.home, ReverseHome):
        return session.catalog.predicates[predicate.home.predicate], True
    return predicate, False


def _places(home: Predicate, changes: ChangeSet, name: str, *, is_turned: bool) -> Places:
    """Where facets of values and edges would stand that are set or removed."""
    fresh = changes.fresh
    places: Places = []
    for group in (changes.remove_edges, changes.set_edges):
        for src, dst in group.get(name, ()):
            places.append((dst, edge_target(src)) if is_turned else (src, edge_target(dst)))
            if home.inverse == home.name:
                places.append((dst, edge_target(src)))
    for uid, value in changes.set_values.get(name, ()):
        places.append((uid, value_target(value if home.is_list else None, "")))
    places += [(uid, value_target(None, language)) for uid, language, _ in changes.tagged.get(name, ())]
    return [(uid, target) for uid, target in places if uid not in fresh]


def _of_removed_values(session: Session, home: Predicate, changes: ChangeSet) -> Places:
    """Where facets of removed values stand; a single value goes, and its facets with it, only when it is equal."""
    removed = changes.remove_values.get(home.name, ())
    if not removed:
        return []
    if not isinstance(home.home, ColumnHome):
        return [(uid, value_target(value, "")) for uid, value in removed]
    table = session.tables.family(home.home.table)
    tested = table.c[home.home.key_column or home.home.column]
    rows = session.query(
        ("values with facets", home.name),
        lambda: select(table.c.uid, tested).where(table.c.uid.in_(select(_asked("v_uids").c.value))),
        v_uids=session.uid_list({uid for uid, _ in removed}),
    )
    present = dict(tuple(row) for row in rows)
    return [(uid, value_target(None, "")) for uid, value in removed if present.get(uid) == compared(value)]


def _of_removed_tags(session: Session, home: Predicate, changes: ChangeSet) -> Places:
    removed = changes.remove_tagged.get(home.name, ())
    if not removed or home.tag_table is None:
        return []
    table = session.tables.tagged(home.tag_table)
    rows = session.query(
        ("tags with facets", home.name),
        lambda: select(table.c.uid, table.c.lang, table.c.value).where(
            table.c.uid.in_(select(_asked("v_uids").c.value))
        ),
        v_uids=session.uid_list({uid for uid, _, _ in removed}),
    )
    present = {tuple(row) for row in rows}
    return [(uid, value_target(None, language)) for uid, language, text in removed if (uid, language, text) in present]


def _forget(session: Session, predicate: Predicate, places: Places) -> None:
    assert predicate.facet_table is not None
    if not places:
        return
    table = session.tables.facets(predicate.facet_table)
    session.many(
        ("forget facets", table.name),
        lambda: delete(table).where(table.c.uid == bindparam("v_uid"), table.c.target == bindparam("v_target")),
        ("v_uid", "v_target"),
        places,
    )


def _forget_nodes(session: Session, predicate: Predicate, uids: Iterable[int]) -> None:
    """Forgets every facet of a predicate at these nodes."""
    assert predicate.facet_table is not None
    table = session.tables.facets(predicate.facet_table)
    session.query(
        ("forget facets of", table.name),
        lambda: delete(table).where(table.c.uid.in_(select(_asked("v_uids").c.value))),
        v_uids=session.uid_list(uids),
    )


def _forget_edges_into(session: Session, predicate: Predicate, uids: Iterable[int]) -> None:
    """Forgets the facets of a predicate's edges that point at these nodes, which the edges themselves help to find."""
    assert predicate.facet_table is not None
    table = session.tables.facets(predicate.facet_table)
    source, target = _ends(session, predicate)
    listed = session.uid_list(uids)
    session.query(
        ("forget facets into", table.name),
        lambda: delete(table).where(
            table.c.uid.in_(select(source).where(target.in_(select(_asked("v_uids").c.value)))),
            table.c.target.in_(select(cast(_asked("v_again").c.value, Text))),
        ),
        v_uids=listed,
        v_again=listed,
    )


def _ends(session: Session, predicate: Predicate) -> tuple[Any, Any]:
    """The columns of a predicate's edges."""
    match predicate.home:
        case EdgeHome(table=name):
            edges = session.tables.edges(name)
            return edges.c.src, edges.c.dst
        case ColumnHome(table=name, column=column):
            family = session.tables.family(name)
            return family.c.uid, family.c[column]
    raise AssertionError(f"{predicate.name} has no edges of its own")


def _asked(name: str) -> Any:
    return unnest_uids(bindparam(name, type_=Text()), f"asked_{name}")
