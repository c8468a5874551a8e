"""Commits that are too large to list their changes: they say 'everything'.

Does not know: what was changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import update

from graphwright.storage.elements import insert_ignoring
from graphwright.storage.tables import changes_table, state_table
from graphwright.storage.writing.session import Session

everything: Final = b"null"
"""The change set of a commit that does not list its changes."""


def record_everything(session: Session) -> int:
    """Raises the commit's timestamp and writes that everything may have changed.

    Returns:
        The timestamp.
    """
    rows = session.query(
        "raise commit_ts",
        lambda: update(state_table).values(commit_ts=state_table.c.commit_ts + 1).returning(state_table.c.commit_ts),
    )
    position = int(rows[0][0])
    session.query(
        "record",
        lambda: insert_ignoring(changes_table, ["commit_ts", "changes"]),
        v_commit_ts=position,
        v_changes=everything,
    )
    return position
