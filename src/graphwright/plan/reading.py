"""A read as one statement: all root fields in one SQL text that yields the answer's JSON.

In: an IR query and the storage. Out: `ReadPlan`, compiled once and run with many values. Each
statement also selects the catalog's version in its own snapshot: a plan for another version is
discarded. Does not know: languages, caches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import partial
from typing import Any

import orjson
from sqlalchemy import func, select

from graphwright import limits
from graphwright.ir.connections import Connection
from graphwright.ir.graphs import Handed, Paths, Recursion
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.groups import Groups
from graphwright.ir.invariants import check_invariants
from graphwright.ir.nodes import Aggregate, Nested, Query, TypeName
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import Scalars
from graphwright.model.values import ValueKind
from graphwright.plan.connections import lower_connection
from graphwright.plan.grouping import lower_groups
from graphwright.plan.handing import Handing, handing_for, weights
from graphwright.plan.preparing import Prepared, prepare
from graphwright.plan.relations import lower_relations
from graphwright.plan.rows import lower_uids
from graphwright.plan.scope import Environment, Scope
from graphwright.plan.selecting import lower_aggregate, lower_nested, lower_root_groups, lower_scalars
from graphwright.plan.verifying import with_steps
from graphwright.plan.walks import with_walks
from graphwright.plan.ways import Choice, Choices
from graphwright.records import dataclass
from graphwright.storage.elements import Concat, ConcatTail, Quoted
from graphwright.storage.tables import state_table

__all__ = ["Prepared", "ReadPlan", "plan_read", "plan_uids", "prepare"]


@dataclass(slots=True)
class ReadPlan:
    """A query's statements.

    Attributes:
        statement: Where selections have two ways, it counts first: see `counts_drivers`.
        counts_drivers: How many selections have two ways. The statement's row ends with as many counts; if one is
            over `driver_probe_rows_max`, the row's text is worth nothing and a `variant` answers instead.
        choices: What there is to choose about each of these.
        shape: The query; `shape/` needs it when a required value is missing.
    """

    query: Query
    environment: Environment
    statement: Prepared
    counts_drivers: int
    choices: Sequence[Choice] = ()
    _variants: dict[tuple[int, ...], Prepared] = field(default_factory=dict)
    _counting: Prepared | None = None

    def variant(self, ways: tuple[int, ...]) -> Prepared:
        """The statement for a choice of a `Way` for each selection with several."""
        present = self._variants.get(ways)
        if present is None:
            making = _Making(self.environment, partial(Choices, ways=ways))
            present = self._variants[ways] = making.query(self.query)[0]
        return present

    @property
    def counting(self) -> Prepared:
        """A statement that only counts, further than `statement`: up to one more than `driver_sift_rows_max`."""
        if self._counting is None:
            making = _Making(self.environment, partial(Choices, rows_max=limits.driver_sift_rows_max), only_counts=True)
            self._counting = making.query(self.query)[0]
        return self._counting


def plan_read(query: Query, environment: Environment) -> ReadPlan:
    """Compiles a query."""
    if __debug__:
        check_invariants(query, environment.catalog)
    statement, met = _Making(environment, Choices).query(query)
    return ReadPlan(
        query=query, environment=environment, statement=statement, counts_drivers=len(met), choices=tuple(met)
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """One statement of a query, in the making.

    Attributes:
        begin: Makes the choices that it is made with.
        only_counts: It gives nothing but what these count.
    """

    environment: Environment
    begin: Callable[[], Choices]
    only_counts: bool = False

    def query(self, query: Query) -> tuple[Prepared, Sequence[Choice]]:
        """The statement, and the choices that are left."""
        query = with_walks(query, self.environment)
        handing = handing_for(self.environment, weights[0])
        made = self._with(query, handing)
        if handing is None or handing.fits:
            return made
        return self._with(query, handing_for(self.environment, weights[1]))

    def _with(self, query: Query, handing: Handing | None) -> tuple[Prepared, Sequence[Choice]]:
        environment, choices = self.environment, self.begin()
        scope = environment.scope()
        lower_relations(scope, with_steps(query.relations, environment), choices, handing, query.roots)
        roots = with_steps(query.roots, environment)
        is_sparse = any(isinstance(root, GroupedNodes) for root in query.roots)
        text = (_text_with_gaps if is_sparse else _text)(scope, roots, choices, handing)
        return self._finished(scope, text, choices)

    def _finished(self, scope: Scope, text: Any, choices: Choices) -> tuple[Prepared, Sequence[Choice]]:
        storage = self.environment.storage
        version = select(state_table.c.catalog_version).scalar_subquery()
        columns = choices.counts if self.only_counts else (version, text, *choices.counts)
        # In the order in which they are made: written out where they are first read, they would nest in each other.
        statement = select(*columns).add_cte(*scope.relations.values())
        prepared = prepare(storage.compile(statement), scope, storage)
        return prepared, choices.met if choices.counts else ()


def _text(scope: Scope, roots: Sequence[Any], choices: Choices, handing: Handing | None) -> Any:
    parts: list[Any] = [Quoted("{")]
    for position, root in enumerate(roots):
        if isinstance(root, Handed):
            parts.append(scope.parameter(root.text, ValueKind.STRING))
            continue
        assert not isinstance(root, Recursion | Paths), "walks are done by now"
        parts.append(Quoted(("," if position else "") + orjson.dumps(root.key).decode() + ":"))
        parts.append(_handed(scope, handing, _lower_root(scope, root, choices)))
    return Concat([*parts, Quoted("}")])


def _handed(scope: Scope, handing: Handing | None, text: Any) -> Any:
    return text if handing is None else handing.text(scope, text)


def _text_with_gaps(scope: Scope, roots: Sequence[Any], choices: Choices, handing: Handing | None) -> Any:
    """The members of roots some of which may have nothing to show, each with a comma before it, but for the first."""
    parts: list[Any] = []
    for root in roots:
        if isinstance(root, Handed):
            parts.append(scope.parameter(root.text, ValueKind.STRING))
            continue
        key = Quoted("," + orjson.dumps(root.key).decode() + ":")
        if isinstance(root, GroupedNodes):
            groups = _handed(scope, handing, lower_root_groups(scope, root, choices))
            parts.append(func.coalesce(key.concat(groups), Quoted("")))
        else:
            parts += [key, _handed(scope, handing, _lower_root(scope, root, choices))]
    return Concat([Quoted("{"), ConcatTail(parts), Quoted("}")])


def _lower_root(
    scope: Scope, root: Nested | Aggregate | Connection | Groups | TypeName | Scalars | GroupedNodes, choices: Choices
) -> Any:
    match root:
        case Scalars():
            return lower_scalars(scope, root)
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
        case GroupedNodes():
            return lower_root_groups(scope, root, choices)


def plan_uids(selection: IrSelect, environment: Environment) -> Prepared:
    """Compiles the selection of an update's or delete's nodes: one uid per row."""
    scope, storage = environment.scope(), environment.storage
    return prepare(storage.compile(lower_uids(scope, with_steps(selection, environment))), scope, storage)
