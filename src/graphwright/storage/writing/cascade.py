"""Which nodes go with those that are deleted (`@cascadeDelete`).

In: uids and the predicates whose targets go along. Out: all uids. Does not know: why they go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.storage.writing.linked import linked_pairs
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
            pairs = linked_pairs(session, session.catalog.predicates[name], frontier)
            targets = {target for _, target in pairs} - found.keys()
            reached |= targets if may_go is None or not targets else may_go(name, targets)
        frontier = sorted(reached - found.keys())
        found |= dict.fromkeys(frontier)
        if frontier and len(found) > limits.mutation_nodes_max:
            raise LimitError(
                f"with what they own more than {limits.mutation_nodes_max} nodes would go (mutation_nodes_max); "
                "delete fewer at a time"
            )
    return list(found)
