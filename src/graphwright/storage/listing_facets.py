"""The facets of the only value of a node, when the predicate becomes a list: they belong to that value from then on.

In: a session whose new home is filled already. Does not know: when.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from graphwright.model.catalog import Predicate
from graphwright.model.facets import value_target
from graphwright.model.values import ValueKind, coerce_value, keyed_kinds
from graphwright.storage.writing.derived import read_values
from graphwright.storage.writing.session import Session

_batch_nodes = 10_000


def list_facets(session: Session, predicate: Predicate) -> None:
    """Gives the facets of single values the targets that those of a list's values have."""
    if predicate.facet_table is None or predicate.kind is ValueKind.UID:
        return
    table = session.tables.facets(predicate.facet_table)
    only = value_target(None, "")
    last = 0
    while rows := session.query(
        ("single facets", table.name),
        lambda: (
            select(table.c.uid)
            .where(table.c.target == bindparam("v_only"), table.c.uid > bindparam("v_last"))
            .order_by(table.c.uid)
            .limit(bindparam("v_size"))
        ),
        v_only=only,
        v_last=last,
        v_size=_batch_nodes,
    ):
        last = rows[-1][0]
        values = read_values(session, predicate, [uid for (uid,) in rows])
        targets = [(value_target(_whole(predicate.kind, found[0]), ""), uid) for uid, found in values.items()]
        session.many(
            ("facets of a list", table.name),
            lambda: (
                update(table)
                .where(table.c.uid == bindparam("v_uid"), table.c.target == only)
                .values(target=bindparam("v_target"))
            ),
            ("v_target", "v_uid"),
            targets,
        )


def _whole(kind: ValueKind, value: Any) -> Any:
    """A value as it came from its column, with its key."""
    return coerce_value(kind, value.text) if kind in keyed_kinds else value
