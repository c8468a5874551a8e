"""Names of nodes in files (blank nodes, IRIs) → uids, kept in the store so that later files may use the same names.

Does not know: what a name looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Text, bindparam, select, update

from graphwright.model.values import ValueKind
from graphwright.storage.bulk.adding import add_rows
from graphwright.storage.elements import InList
from graphwright.storage.tables import blank_nodes_table, state_table
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


def keep_names(session: Session, names: Iterable[tuple[str, int]]) -> None:
    """Remembers new names."""
    add_rows(session, blank_nodes_table, ("name", "uid"), sorted(names))


def raise_lease(session: Session, next_uid: int) -> None:
    """Gives out everything below `next_uid`."""
    session.query(
        "raise lease", lambda: update(state_table).values(next_uid=bindparam("v_next_uid")), v_next_uid=next_uid
    )
