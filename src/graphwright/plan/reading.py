"""A read as one statement: all root fields in one SQL text that yields the answer's JSON.

In: an IR query and the storage. Out: `ReadPlan`, compiled once and run with many values. Each
statement also selects the catalog's version in its own snapshot: a plan for another version is
discarded. Does not know: languages, caches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select

from graphwright.ir.connections import Connection
from graphwright.ir.groups import Groups
from graphwright.ir.invariants import check_invariants
from graphwright.ir.nodes import Aggregate, Nested, Query, TypeName
from graphwright.ir.nodes import Select as IrSelect
from graphwright.plan.connections import lower_connection
from graphwright.plan.grouping import lower_groups
from graphwright.plan.preparing import Prepared, prepare
from graphwright.plan.scope import Environment, Scope
from graphwright.plan.selecting import Choices, lower_aggregate, lower_nested, lower_uids
from graphwright.plan.verifying import with_steps
from graphwright.storage.elements import Concat, Quoted
from graphwright.storage.tables import state_table

__all__ = ["Prepared", "ReadPlan", "plan_read", "plan_uids", "prepare"]


@dataclass(slots=True)
class ReadPlan:
    """A query's statements.

    Attributes:
        statement: Where selections have two ways, it counts first: see `counts_drivers`.
        counts_drivers: How many selections have two ways. The statement's row ends with as many counts; if one is
            over `driver_probe_rows_max`, the row's text is worth nothing and a `variant` answers instead.
        shape: The query; `shape/` needs it when a required value is missing.
    """

    query: Query
    environment: Environment
    statement: Prepared
    counts_drivers: int
    _variants: dict[tuple[bool, ...], Prepared] = field(default_factory=dict)

    def variant(self, drives: tuple[bool, ...]) -> Prepared:
        """The statement for a choice of driving (True) or checking for each selection with two ways."""
        present = self._variants.get(drives)
        if present is None:
            present = self._variants[drives] = _prepare_query(self.query, self.environment, drives)[0]
        return present


def plan_read(query: Query, environment: Environment) -> ReadPlan:
    """Compiles a query."""
    if __debug__:
        check_invariants(query, environment.catalog)
    statement, counts_drivers = _prepare_query(query, environment, None)
    return ReadPlan(query=query, environment=environment, statement=statement, counts_drivers=counts_drivers)


def _prepare_query(query: Query, environment: Environment, drives: tuple[bool, ...] | None) -> tuple[Prepared, int]:
    scope, storage = environment.scope(), environment.storage
    choices = Choices(drives=drives)
    parts: list[Any] = [Quoted("{")]
    for position, root in enumerate(with_steps(query.roots, environment)):
        parts.append(Quoted(("," if position else "") + orjson.dumps(root.key).decode() + ":"))
        parts.append(_lower_root(scope, root, choices))
    version = select(state_table.c.catalog_version).scalar_subquery()
    statement = select(version, Concat([*parts, Quoted("}")]), *choices.counts)
    return prepare(storage.compile(statement), scope, storage), len(choices.counts)


def _lower_root(scope: Scope, root: Nested | Aggregate | Connection | Groups | TypeName, choices: Choices) -> Any:
    match root:
        case Groups():
            return lower_groups(scope, root)
        case Connection():
            return lower_connection(scope, root, choices)
        case Nested():
            return lower_nested(scope, root, None, choices)
        case Aggregate():
            return lower_aggregate(scope, root, None, choices)
        case TypeName(candidates=candidates):
            return Quoted(orjson.dumps(candidates[0][0]).decode())


def plan_uids(selection: IrSelect, environment: Environment) -> Prepared:
    """Compiles the selection of an update's or delete's nodes: one uid per row."""
    scope, storage = environment.scope(), environment.storage
    return prepare(storage.compile(lower_uids(scope, with_steps(selection, environment))), scope, storage)
