"""Keys (`@id` values) of much data: filled at once, or kept batch by batch; duplicates are found and told.

A value that several nodes have identifies none of them: it is not in `keys`. Does not know: what the caller does
about duplicates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Text, bindparam, delete, func, insert, select

from graphwright.model.catalog import KeyScope
from graphwright.model.values import ValueKind, key_text
from graphwright.records import dataclass
from graphwright.storage.backfill import scope_source
from graphwright.storage.elements import InList, insert_ignoring
from graphwright.storage.tables import keys_table
from graphwright.storage.writing.derived import Snapshot
from graphwright.storage.writing.session import Session

Keys = list[tuple[int, str, int]]
"""(scope, value, uid)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An `@id` value that several nodes have; two of them."""

    predicate: str
    value: str
    first: int
    second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """How many values there are that several nodes have, and the first of them."""

    count: int = 0
    shown: Sequence[Duplicate] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """Nodes whose keys change.

    Attributes:
        before: The values that they had; new nodes are missing.
        changed: Whose value is new, or who is new in the scope.
    """

    before: Snapshot
    changed: AbstractSet[int]


def fill_scope(session: Session, scope: KeyScope, shown_max: int, *, keeps_duplicates: bool) -> Duplicates:
    """Makes the keys of a scope anew from all stored values.

    Returns:
        The duplicates. Where there are some, nothing was done unless `keeps_duplicates`.
    """
    source, condition, value, uid = scope_source(session.tables, scope)
    doubled = select(value.label("value"), func.min(uid).label("first"), func.max(uid).label("second"))
    doubled = doubled.select_from(source).where(condition).group_by(value).having(func.count() > 1)
    found = _doubled(session, scope, doubled, shown_max)
    if found.count and not keeps_duplicates:
        return found
    rows = select(bindparam("v_scope"), value, uid).select_from(source).where(condition).order_by(value)
    if found.count:
        rows = rows.where(value.not_in(select(doubled.subquery().c.value)))
    session.query(
        "clear scope",
        lambda: delete(keys_table).where(keys_table.c.scope == bindparam("v_scope")),
        v_scope=scope.id,
    )
    session.query(
        ("fill scope", scope.id, bool(found.count)),
        lambda: insert(keys_table).from_select(["scope", "value", "uid"], rows),
        v_scope=scope.id,
    )
    return found


def _doubled(session: Session, scope: KeyScope, doubled: Any, shown_max: int) -> Duplicates:
    shown = session.query(("doubled", scope.id, shown_max), lambda: doubled.order_by("second").limit(shown_max))
    if not shown:
        return Duplicates()
    count = session.query(("count doubled", scope.id), lambda: select(func.count()).select_from(doubled.subquery()))[0][
        0
    ]
    return Duplicates(
        count=count,
        shown=[Duplicate(predicate=scope.predicate, value=text, first=a, second=b) for text, a, b in shown],
    )


def keep_scope(session: Session, scope: KeyScope, change: KeyChange, keep: Callable[[Keys], None]) -> bool:
    """Brings the keys of changed nodes up to date, once their values are written.

    Args:
        keep: Called before anything is written, with every key that goes or comes.

    Returns:
        Whether there are duplicates; their values are left out, and the scope must be filled anew in the end.
    """
    gone = {(scope.id, key_text(value), uid) for uid, values in change.before.items() for value in values}
    come = [(scope.id, text, uid) for uid, text in _present(session, scope, change.changed)]
    owners: dict[str, set[int]] = {}
    for _, text, uid in come:
        owners.setdefault(text, set()).add(uid)
    for text, uid in _owners(session, scope, list(owners)):
        if (scope.id, text, uid) not in gone:
            owners[text].add(uid)
    doubled = {text: sorted(uids) for text, uids in owners.items() if len(uids) > 1}
    gone |= {(scope.id, text, uid) for text, uids in doubled.items() for uid in uids}
    keep([*gone, *come])
    _delete(session, sorted(gone))
    session.many(
        "insert key ignoring",
        lambda: insert_ignoring(keys_table, ["scope", "value", "uid"]),
        ("v_scope", "v_value", "v_uid"),
        sorted(key for key in come if key[1] not in doubled),
    )
    return bool(doubled)


def _present(session: Session, scope: KeyScope, uids: Iterable[int]) -> list[tuple[int, str]]:
    source, condition, value, uid = scope_source(session.tables, scope)
    return session.query(
        ("present keys", scope.id),
        lambda: (
            select(uid, value)
            .select_from(source)
            .where(condition, InList(uid, bindparam("v_uids", type_=Text()), ValueKind.UID))
        ),
        v_uids=session.uid_list(uids),
    )


def _owners(session: Session, scope: KeyScope, texts: Sequence[str]) -> list[tuple[str, int]]:
    return session.query(
        "key owners",
        lambda: select(keys_table.c.value, keys_table.c.uid).where(
            keys_table.c.scope == bindparam("v_scope"),
            InList(keys_table.c.value, bindparam("v_values", type_=Text()), ValueKind.STRING),
        ),
        v_scope=scope.id,
        v_values=session.statements.storage.list_argument(texts),
    )


def _delete(session: Session, rows: Keys) -> None:
    if rows:
        session.many(
            "delete own key",
            lambda: delete(keys_table).where(
                keys_table.c.scope == bindparam("v_scope"),
                keys_table.c.value == bindparam("v_value"),
                keys_table.c.uid == bindparam("v_uid"),
            ),
            ("v_scope", "v_value", "v_uid"),
            rows,
        )
