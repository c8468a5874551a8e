"""What is derived from values: token tables and `keys`. Kept by comparing old values with new ones.

In: the nodes whose values change. Out: token and key rows changed by the difference. Nodes that are
new have no old values and cost no read. Does not know: where the change came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sqlalchemy import Text, bindparam, delete, insert, select

from graphwright.errors import DuplicateKeyError
from graphwright.model.bigfloats import BigFloat
from graphwright.model.catalog import ColumnHome, Index, KeyScope, ListHome, Predicate
from graphwright.model.datetimes import DateTime
from graphwright.model.uids import format_uid
from graphwright.model.values import StoredValue, ValueKind, key_text
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Spatial, Tokens
from graphwright.storage.elements import insert_ignoring, unnest_uids
from graphwright.storage.tables import keys_table, memberships_table
from graphwright.storage.writing.session import Session

Snapshot = dict[int, list[StoredValue]]
"""uid to values."""
TypeIds = dict[int, set[int]]
"""uid to the ids of its types."""


def has_derived(session: Session, predicate: Predicate) -> bool:
    """Whether rows elsewhere follow from a predicate's values."""
    return any(index.table for index in predicate.indexes) or bool(scopes_of(session, predicate))


def scopes_of(session: Session, predicate: Predicate) -> list[KeyScope]:
    """The scopes in which a predicate's values are unique."""
    return [scope for scope in session.catalog.key_scopes if scope.predicate == predicate.name]


def read_values(session: Session, predicate: Predicate, uids: Iterable[int]) -> Snapshot:
    """The present values of these nodes."""
    return ask_values(session, predicate, uids)()


def ask_values(session: Session, predicate: Predicate, uids: Iterable[int]) -> Callable[[], Snapshot]:
    """The present values of these nodes, when they are called for."""
    listed = list(uids)
    if not listed:
        return dict
    rows = session.ask(
        ("read values", predicate.name), lambda: _values_select(session, predicate), v_uids=session.uid_list(listed)
    )
    return lambda: _snapshot(predicate, rows())


def _snapshot(predicate: Predicate, rows: Iterable[tuple[Any, ...]]) -> Snapshot:
    snapshot: Snapshot = defaultdict(list)
    for uid, value in rows:
        snapshot[uid].append(_from_column(predicate.kind, value))
    return snapshot


def _values_select(session: Session, predicate: Predicate) -> Any:
    asked = unnest_uids(bindparam("v_uids", type_=Text()), "asked")
    match predicate.home:
        case ColumnHome(table=name, column=column):
            table = session.tables.family(name)
            value = table.c[column]
            return select(table.c.uid, value).where(table.c.uid.in_(select(asked.c.value)), value.is_not(None))
        case ListHome():
            table = session.tables.values(predicate)
            return select(table.c.uid, table.c.value).where(table.c.uid.in_(select(asked.c.value)))
        case _:
            raise AssertionError(f"{predicate.name} has no values")


def _from_column(kind: ValueKind, value: Any) -> StoredValue:
    if kind is ValueKind.BOOL:
        return bool(value)
    if kind is ValueKind.DATETIME:
        return DateTime(key="", text=value)
    if kind is ValueKind.BIGFLOAT:
        return BigFloat(key="", text=value)
    return value  # type: ignore[no-any-return]


def update_derived(
    session: Session,
    predicate: Predicate,
    before: Snapshot,
    after: Snapshot,
    new_types: TypeIds,
    added: TypeIds,
) -> None:
    """Changes token and key rows from what followed from `before` to what follows from `after`.

    Args:
        new_types: Types of the nodes that are new; those of others are read.
        added: Types that others have got with this change: no key of them was taken before.
    """
    for index in predicate.indexes:
        if index.table is not None:
            update_tokens(session, index, before, after)
    scopes = scopes_of(session, predicate)
    if scopes:
        _update_keys(session, scopes, before, after, new_types, added)


def update_tokens(session: Session, index: Index, before: Snapshot, after: Snapshot) -> None:
    """Changes the token rows of one index."""
    assert index.table is not None
    name = index.table
    table = session.tables.tokens(name)
    old, new = token_rows(index.kind, before), token_rows(index.kind, after)
    gone = [row for row in old if row not in new] if old else []
    come = [row for row in new if row not in old] if old else list(new)
    if gone:
        session.many(
            ("delete token", name),
            lambda: delete(table).where(table.c.token == bindparam("v_token"), table.c.uid == bindparam("v_uid")),
            ("v_token", "v_uid"),
            gone,
        )
    if come:
        session.many(
            ("insert token", name), lambda: insert_ignoring(table, ["token", "uid"]), ("v_token", "v_uid"), come
        )


def token_rows(kind: str, snapshot: Snapshot) -> dict[tuple[str, int], None]:
    """The (token, uid) rows that follow from values, in order, without repetition."""
    structure = index_kinds[kind].structure
    assert isinstance(structure, Tokens | Spatial)
    tokenize = structure.tokenize
    return {(token, uid): None for uid, values in snapshot.items() for value in values for token in tokenize(value)}


def _update_keys(
    session: Session, scopes: list[KeyScope], before: Snapshot, after: Snapshot, new_types: TypeIds, added: TypeIds
) -> None:
    changed = [uid for uid in {**before, **after} if uid in added or before.get(uid) != after.get(uid)]
    if not changed:
        return
    stored = [uid for uid in changed if uid not in new_types]
    types = {**new_types, **types_of(session, stored)} if stored else new_types
    gone: list[tuple[int, str]] = []
    come: list[tuple[int, str, int]] = []
    for uid in changed:
        for scope in scopes:
            type_id = None if scope.node_type is None else session.catalog.node_types[scope.node_type].id
            if type_id is not None and type_id not in types[uid]:
                continue
            if type_id is None or type_id not in added.get(uid, ()):
                gone += [(scope.id, key_text(value)) for value in before.get(uid, ())]
            come += [(scope.id, key_text(value), uid) for value in after.get(uid, ())]
    delete_keys(session, gone)
    insert_keys(session, come)


def types_of(session: Session, uids: list[int]) -> TypeIds:
    """The types of nodes, by their ids."""
    rows = session.query("types of", _types_select, v_uids=session.uid_list(uids))
    types: dict[int, set[int]] = {uid: set() for uid in uids}
    for uid, type_id in rows:
        types[uid].add(type_id)
    return types


def _types_select() -> Any:
    asked = unnest_uids(bindparam("v_uids", type_=Text()), "asked")
    return select(memberships_table.c.uid, memberships_table.c.type_id).where(
        memberships_table.c.uid.in_(select(asked.c.value))
    )


def delete_keys(session: Session, rows: list[tuple[int, str]]) -> None:
    """Frees key values."""
    if rows:
        session.many(
            "delete key",
            lambda: delete(keys_table).where(
                keys_table.c.scope == bindparam("v_scope"), keys_table.c.value == bindparam("v_value")
            ),
            ("v_scope", "v_value"),
            rows,
        )


def insert_keys(session: Session, rows: list[tuple[int, str, int]]) -> None:
    """Takes key values.

    Raises:
        DuplicateKeyError: One is taken already; the database is the judge, and may say so later.
    """
    if rows:
        names = ("v_scope", "v_value", "v_uid")
        session.many("insert key", _key_insert, names, rows, partial(_duplicate, session, rows))


def _key_insert() -> Any:
    return insert(keys_table).values({name: bindparam(f"v_{name}") for name in ("scope", "value", "uid")})


def _duplicate(session: Session, rows: list[tuple[int, str, int]]) -> DuplicateKeyError:
    """Which of the rows is taken, in words."""
    for scope_id, value, uid in rows:
        owners = session.query(
            "key owner",
            lambda: select(keys_table.c.uid).where(
                keys_table.c.scope == bindparam("v_scope"), keys_table.c.value == bindparam("v_value")
            ),
            v_scope=scope_id,
            v_value=value,
        )
        if owners and owners[0][0] != uid:
            scope = next(s for s in session.catalog.key_scopes if s.id == scope_id)
            return DuplicateKeyError(
                f"{value!r:.100} already exists for {scope.predicate}: node {format_uid(owners[0][0])} has it",
                owners=[owners[0][0]],
            )
    return DuplicateKeyError("an @id or @unique value is given to two nodes of the mutation")
