"""Which nodes go with those that are deleted (`@cascadeDelete`).

In: uids and the predicates whose targets go along. Out: all uids. Does not know: why they go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from sqlalchemy import Text, bindparam, select

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.storage.elements import unnest_uids
from graphwright.storage.writing.session import Session


def with_owned(
    session: Session,
    uids: Sequence[int],
    predicates: Sequence[str],
    may_go: Callable[[str, set[int]], set[int]] | None = None,
) -> list[int]:
    """The nodes, and those that they lead to by these predicates, however far.

    Args:
        may_go: Of the nodes that a predicate leads to those that may be deleted; by default all.

    Raises:
        LimitError: They are more than one mutation may write.
    """
    found = dict.fromkeys(uids)
    frontier = list(uids)
    while frontier and predicates:
        reached: set[int] = set()
        for name in predicates:
            targets = _targets(session, session.catalog.predicates[name], frontier) - found.keys()
            reached |= targets if may_go is None or not targets else may_go(name, targets)
        frontier = sorted(reached - found.keys())
        found |= dict.fromkeys(frontier)
        if frontier and len(found) > limits.mutation_nodes_max:
            raise LimitError(
                f"with what they own more than {limits.mutation_nodes_max} nodes would go (mutation_nodes_max); "
                "delete fewer at a time"
            )
    return list(found)


def _targets(session: Session, predicate: Predicate, uids: Sequence[int]) -> set[int]:
    rows = session.query(
        ("owned", predicate.name), lambda: _targets_select(session, predicate), v_uids=session.uid_list(uids)
    )
    return {uid for (uid,) in rows}


def _targets_select(session: Session, predicate: Predicate) -> Any:
    is_turned = isinstance(predicate.home, ReverseHome)
    held = (
        session.catalog.predicates[predicate.home.predicate] if isinstance(predicate.home, ReverseHome) else predicate
    )
    match held.home:
        case EdgeHome(table=name):
            edges = session.tables.edges(name)
            source, target = edges.c.src, edges.c.dst
        case ColumnHome(table=name, column=column):
            family = session.tables.family(name)
            source, target = family.c.uid, family.c[column]
        case ReverseHome() | ListHome():
            raise AssertionError(f"{held.name} holds no edges")
        case _:
            assert_never(held.home)
    if is_turned:
        source, target = target, source
    asked = unnest_uids(bindparam("v_uids", type_=Text()), "asked")
    return select(target).where(source.in_(select(asked.c.value)), target.is_not(None))
