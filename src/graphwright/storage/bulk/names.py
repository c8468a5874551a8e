"""Names of nodes in files (blank nodes, IRIs) → uids, kept in the store so that later files may use the same names.

They are kept beside the data, or as values of a predicate of the user's.

Does not know: what a name looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Integer, Text, bindparam, literal_column, select, true, update
from sqlalchemy.sql import ColumnElement

from graphwright.model.catalog import ColumnHome, Predicate
from graphwright.model.values import ValueKind
from graphwright.storage.bulk.adding import add_rows
from graphwright.storage.elements import InList
from graphwright.storage.tables import blank_nodes_table, keys_table, state_table
from graphwright.storage.writing.session import Session


def has_names(session: Session) -> bool:
    """Whether any name is known."""
    return bool(session.query("any name", lambda: select(blank_nodes_table.c.name).limit(1)))


def find_names(session: Session, names: Sequence[str]) -> dict[str, int]:
    """The uids of those names that are known."""
    asked = bindparam("v_names", type_=Text())
    rows = session.query(
        "find names",
        lambda: select(blank_nodes_table.c.name, blank_nodes_table.c.uid).where(
            InList(blank_nodes_table.c.name, asked, ValueKind.STRING)
        ),
        v_names=session.statements.storage.list_argument(names),
    )
    return dict(rows)


def find_by_value(session: Session, predicate: Predicate, texts: Sequence[str]) -> list[tuple[str, int]]:
    """(value, uid) of the nodes with these values of a predicate, found by its index or its keys."""
    home = predicate.home
    assert isinstance(home, ColumnHome), "checked before the load"
    asked = bindparam("v_texts", type_=Text())
    table = session.tables.family(home.table)
    condition: Any = true()
    value, uid = table.c[home.column], table.c.uid
    if not any(index.table is None for index in predicate.indexes):
        scopes = [scope.id for scope in session.catalog.key_scopes if scope.predicate == predicate.name]
        value, uid, condition = keys_table.c.value, keys_table.c.uid, keys_table.c.scope.in_(map(_number, scopes))
    return session.query(
        ("find by value", predicate.name),
        lambda: select(value, uid).where(condition, InList(value, asked, ValueKind.STRING)),
        v_texts=session.statements.storage.list_argument(texts),
    )


def _number(value: int) -> ColumnElement[int]:
    """A number of ours in the statement's text."""
    return literal_column(str(value), Integer())


def keep_names(session: Session, names: Iterable[tuple[str, int]]) -> None:
    """Remembers new names."""
    # By the name alone: comparing texts takes a third of comparing pairs, and no name comes twice.
    add_rows(session, blank_nodes_table, ("name", "uid"), sorted(names, key=itemgetter(0)))


def raise_lease(session: Session, next_uid: int) -> None:
    """Gives out everything below `next_uid`."""
    session.query(
        "raise lease", lambda: update(state_table).values(next_uid=bindparam("v_next_uid")), v_next_uid=next_uid
    )
