"""Who has certain values: what `@unique` asks before a value is written.

In: a predicate, values. Out: (uid, value) rows. Does not know: what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Text, bindparam, select

from graphwright.model.catalog import ColumnHome, ListHome, Predicate
from graphwright.model.values import StoredValue
from graphwright.storage.elements import InList
from graphwright.storage.interface import SqlValue
from graphwright.storage.writing.session import Session, compared


def owners_of(session: Session, predicate: Predicate, values: Iterable[StoredValue]) -> list[tuple[int, SqlValue]]:
    """The nodes that have one of these values, each with the value in the form in which it is compared."""
    listed = list({compared(value) for value in values})
    match predicate.home:
        case ColumnHome(table=name, column=column, key_column=key):
            table = session.tables.family(name)
            tested = table.c[key or column]
        case ListHome(has_key=has_key):
            table = session.tables.values(predicate)
            tested = table.c.key if has_key else table.c.value
        case _:
            raise AssertionError(f"{predicate.name} has no values")
    rows = session.query(
        ("owners", predicate.name),
        lambda: select(table.c.uid, tested).where(InList(tested, bindparam("v_values", type_=Text()), predicate.kind)),
        v_values=session.statements.storage.list_argument(listed),
    )
    return [(uid, value) for uid, value in rows]


def tag_owners_of(session: Session, predicate: Predicate, values: Iterable[str]) -> list[tuple[int, str, str]]:
    """The nodes that have one of these texts under a language tag: (uid, language, text)."""
    if predicate.tag_table is None:
        return []
    table = session.tables.tagged(predicate.tag_table)
    rows = session.query(
        ("owners of tags", predicate.name),
        lambda: select(table.c.uid, table.c.lang, table.c.value).where(
            InList(table.c.value, bindparam("v_values", type_=Text()), predicate.kind)
        ),
        v_values=session.statements.storage.list_argument(list(values)),
    )
    return [(uid, language, text) for uid, language, text in rows]
