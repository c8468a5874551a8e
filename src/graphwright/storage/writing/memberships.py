"""Types that nodes lose: memberships, flags, and the keys that were taken as nodes of a type.

In: (uid, node type). Out: rows gone. What the nodes have stays, for it belongs to predicates and not to types.
Does not know: why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, update

from graphwright.model.values import key_text
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.derived import delete_keys, read_values, types_of
from graphwright.storage.writing.session import Session


def remove_types(session: Session, pairs: Iterable[tuple[int, str]]) -> None:
    """Takes nodes out of types; what is not of the type stays as it is."""
    by_type: dict[str, set[int]] = defaultdict(set)
    for uid, name in pairs:
        if name in session.catalog.node_types:
            by_type[name].add(uid)
    if not by_type:
        return
    present = types_of(session, sorted(set().union(*by_type.values())))
    for name, uids in by_type.items():
        identifier = session.catalog.node_types[name].id
        members = sorted(uid for uid in uids if identifier in present[uid])
        if members:
            _remove_type(session, name, members)


def _remove_type(session: Session, name: str, members: list[int]) -> None:
    node_type = session.catalog.node_types[name]
    for scope in session.catalog.key_scopes:
        if scope.node_type == name:
            values = read_values(session, session.catalog.predicates[scope.predicate], members)
            delete_keys(session, [(scope.id, key_text(value)) for given in values.values() for value in given])
    table = session.tables.family(node_type.table)
    session.many(
        ("clear flag", name),
        lambda: update(table).where(table.c.uid == bindparam("v_uid")).values({node_type.flag: None}),
        ("v_uid",),
        [(uid,) for uid in members],
    )
    session.many(
        "remove membership",
        lambda: delete(memberships_table).where(
            memberships_table.c.uid == bindparam("v_uid"), memberships_table.c.type_id == bindparam("v_type_id")
        ),
        ("v_uid", "v_type_id"),
        [(uid, node_type.id) for uid in members],
    )
