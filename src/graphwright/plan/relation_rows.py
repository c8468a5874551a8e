"""The rows of relations that are wanted beside an answer: each as a statement of its own.

In: a query behind the passes (`Query.wanted`). Out: `PlannedRelation`s. Does not know: what the rows are for.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from graphwright.ir.nodes import Query
from graphwright.ir.relations import (
    AggregatedAbove,
    CarriedDown,
    ComputedFor,
    FacetSums,
    Relation,
    SizeOf,
    ToldOfGroups,
    Total,
    ValuesOf,
)
from graphwright.model.values import ValueKind
from graphwright.plan.handing import handing_for
from graphwright.plan.preparing import Prepared, prepare
from graphwright.plan.relations import lower_relations, node_relations
from graphwright.plan.scope import Environment
from graphwright.plan.verifying import with_steps
from graphwright.plan.walks import with_walks
from graphwright.plan.ways import Choices
from graphwright.records import dataclass
from graphwright.storage.elements import JsonText


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRelation:
    """A statement that gives the rows of a relation, ascending by uid.

    Attributes:
        statement: Rows (uid) or (uid, value as JSON text).
        kind: Of the values; None: there are none.
        is_total: The one row is no node's; its uid is 0.
    """

    statement: Prepared
    kind: ValueKind | None
    is_total: bool


def plan_relations(query: Query, environment: Environment) -> Mapping[str, PlannedRelation]:
    """The wanted relations of a query, by name."""
    if not query.wanted:
        return {}
    query = with_walks(query, environment)
    made = {relation.name: relation for relation in query.relations}
    return {name: _plan(query, made[name], environment) for name in query.wanted}


def _plan(query: Query, relation: Relation, environment: Environment) -> PlannedRelation:
    scope, storage = environment.scope(), environment.storage
    # Nobody looks at what would drive best: the statement stands alone, without a variant.
    lower_relations(
        scope, with_steps(query.relations, environment), Choices(ways=_NeverDriving()), handing_for(environment)
    )
    rows = scope.relation(relation.name)
    kind = _kind(relation) if "value" in rows.c else None
    columns = [rows.c.uid] if kind is None else [rows.c.uid, JsonText(rows.c.value, kind)]
    statement = select(*columns).distinct().order_by(rows.c.uid).add_cte(*scope.relations.values())
    if "facets" in rows.c:
        # Facets that are no numbers have no value to set.
        statement = statement.where(rows.c.value.is_not(None))
    is_total = isinstance(relation, Total | SizeOf) or (isinstance(relation, ComputedFor) and _is_nowhere(relation))
    return PlannedRelation(statement=prepare(storage.compile(statement), scope, storage), kind=kind, is_total=is_total)


def _kind(relation: Relation) -> ValueKind | None:
    match relation:
        case ValuesOf(kind=kind) | CarriedDown(kind=kind) | AggregatedAbove(kind=kind) | Total(kind=kind):
            return kind
        case FacetSums():
            return ValueKind.FLOAT
        case SizeOf():
            return ValueKind.INT
        case ToldOfGroups(item=item):
            return item.kind
        case ComputedFor(expression=expression):
            return expression.kind
        case _:
            return None


def _is_nowhere(relation: ComputedFor) -> bool:
    return relation.level is None and not node_relations(relation.expression)


class _NeverDriving(list[bool]):
    """A choice for every selection, however many there are."""

    def __getitem__(self, _: object) -> bool:  # type: ignore[override]
        return False
