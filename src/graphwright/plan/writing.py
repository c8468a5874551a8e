"""Mutations → the reads that go with them: which nodes are meant, and the payload afterwards.

In: IR mutations behind the passes. Out: `MutationPlan`. What is written depends on the input of each
request and is no plan (`bind/graphql/changes.py`, `storage/writing`). Does not know: inputs.
"""

from __future__ import annotations

from graphwright.ir.invariants import check_invariants
from graphwright.ir.mutations import AddNodes, Mutation, Mutations
from graphwright.ir.nodes import Nested, Query, TypeName
from graphwright.plan.reading import Prepared, ReadPlan, plan_read, plan_uids
from graphwright.plan.scope import Environment
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationStep:
    """One root field.

    Attributes:
        targets: Finds the uids that an update or delete is about.
        payload: Reads the nodes of the payload; None when it asks for none.
    """

    mutation: Mutation
    targets: Prepared | None
    payload: ReadPlan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationPlan:
    """The root fields in their order."""

    steps: tuple[MutationStep | TypeName, ...]


def plan_mutations(mutations: Mutations, environment: Environment) -> MutationPlan:
    """Compiles the reads of a mutation request."""
    if __debug__:
        check_invariants(mutations, environment.catalog)
    steps: list[MutationStep | TypeName] = []
    for root in mutations.roots:
        if isinstance(root, TypeName):
            steps.append(root)
            continue
        nested = tuple(item for item in root.payload if isinstance(item, Nested))
        steps.append(
            MutationStep(
                mutation=root,
                targets=None if isinstance(root, AddNodes) else plan_uids(root.select, environment),
                payload=plan_read(Query(roots=nested), environment) if nested else None,
            )
        )
    return MutationPlan(steps=tuple(steps))
