"""The edges of many nodes in one statement, and what else a walk reads of nodes by lists of uids.

In: edges of the IR, with their conditions, orders and pages. Out: `Batches`, which reads for any uids. Does not know:
what a walk does with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import orjson
from sqlalchemy import Select, Text, case, cast, select
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.ir.nodes import ByUid, HasType, Nested, Or, Param, affected_slot
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import Relation, relations_read
from graphwright.plan.conditions import lower_check
from graphwright.plan.handing import handing_for
from graphwright.plan.preparing import Prepared, prepare
from graphwright.plan.relations import lower_relations
from graphwright.plan.rows import lower_inner_rows, lower_rows
from graphwright.plan.scope import Environment, Node, Scope
from graphwright.plan.verifying import with_steps
from graphwright.plan.ways import Choices
from graphwright.records import dataclass
from graphwright.storage.elements import Concat, ListOfTexts, Quoted, unnest_uids
from graphwright.storage.interface import Reading, SqlValue, Storage

_always: Final = (True,) * limits.query_fields_max
"""Conditions that could drive do: nobody looks here at how much they find, as `read_row` does for an answer."""
Columns = Callable[[Node], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStatement:
    """A statement over a list of uids. It gives one row with texts, which take less time than a row for each uid.

    Attributes:
        places: Which of its arguments are the list.
        looks: It looks into relations, which are made for each batch.
    """

    prepared: Prepared
    places: tuple[int, ...]
    storage: Storage
    looks: bool

    def begin(self, reading: Reading, values: Sequence[Any]) -> Batches:
        """The statement with all else that it needs, found once for all batches."""
        given = reading.plain(self.prepared.arguments([*values, None]))
        return Batches(self, reading, given)


@dataclass(slots=True)
class Batches:
    """A statement that is run for one batch of uids after the other."""

    statement: BatchStatement
    reading: Reading
    given: list[SqlValue]

    def lists(self, uids: Collection[int]) -> Iterator[list[Any]]:
        """Of `over_uids_as_lists`: the uid and its columns."""
        for (text,) in self.rows(uids):
            self.reading.check()
            yield from orjson.loads(text)

    def rows(self, uids: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """The row of each batch."""
        waiting = iter(sorted(uids))
        size = limits.walk_looking_nodes if self.statement.looks else limits.walk_batch_nodes
        while batch := list(islice(waiting, size)):
            listed = self.statement.storage.list_argument(batch)
            for place in self.statement.places:
                self.given[place] = listed
            yield self.reading.rows(self.statement.prepared.text, self.given)[0]


@dataclass(frozen=True, slots=True)
class Making:
    """A statement in the making, with the relations that it looks into."""

    environment: Environment
    scope: Scope

    @classmethod
    def begin(cls, environment: Environment, relations: Sequence[Relation], *parts: Any) -> Making:
        """A statement that looks into those of some relations that parts of the IR name, directly or not."""
        scope = environment.scope()
        needed = with_steps(_needed(relations, parts), environment)
        lower_relations(scope, needed, Choices(ways=_always), handing_for(environment))
        return cls(environment, scope)

    def uids(self, selection: IrSelect) -> Prepared:
        """The nodes of a root selection, in its order."""
        node, statement = lower_rows(self.scope, with_steps(selection, self.environment), Choices(ways=_always))
        return self._prepared(statement.with_only_columns(node.uid).select_from(node.source))

    def over_uids_as_lists(self, columns: Columns) -> BatchStatement:
        """A statement that gives the JSON list [[uid, column, …], …].

        Args:
            columns: Makes columns for a node, each a JSON text.
        """

        def listed(node: Node) -> list[Any]:
            parts: list[Any] = [Quoted("["), cast(node.uid, Text())]
            for column in columns(node):
                parts += [Quoted(","), column]
            return [ListOfTexts(Concat([*parts, Quoted("]")]))]

        return self.over_uids(listed)

    def over_uids(self, columns: Columns) -> BatchStatement:
        """A statement over a list of uids.

        Args:
            columns: Makes aggregates over a node.
        """
        scope, storage = self.scope, self.environment.storage
        listed = scope.list_parameter(Param(slot=affected_slot, convert=lambda _: [], label="uids"))
        table: Any = unnest_uids(listed, scope.name("u"))
        node = Node(scope=scope, uid=table.c.value, base=table)
        made = columns(node)
        compiled = storage.compile(select(*made).select_from(node.source))
        places = tuple(place for place, name in enumerate(compiled.names) if name == listed.key)
        return BatchStatement(
            prepared=prepare(compiled, scope, storage), places=places, storage=storage, looks=bool(scope.relations)
        )

    def _prepared(self, statement: Select[Any]) -> Prepared:
        storage = self.environment.storage
        return prepare(storage.compile(statement), self.scope, storage)


End = Param | Prepared
"""Where a walk begins or ends: uids as they are written, or a statement that gives them."""


def plan_end(select: IrSelect, environment: Environment, relations: Sequence[Relation]) -> End:
    """The nodes of a root selection."""
    if isinstance(select.source, ByUid) and select == IrSelect(
        source=select.source, api_type=None, is_sparse=select.is_sparse
    ):
        return select.source.uids
    return Making.begin(environment, relations, select).uids(select)


def read_end(end: End, values: Sequence[Any], reading: Reading) -> list[int]:
    """These nodes' uids, in their order."""
    if isinstance(end, Param):
        return list(end.convert(values[end.slot]))
    return [uid for uid, *_ in reading.rows(end.text, end.arguments(values))]


def _needed(relations: Sequence[Relation], parts: Sequence[Any]) -> tuple[Relation, ...]:
    """The relations that parts of the IR name, and those that these read, in their order."""
    wanted = {name for part in parts for name in relations_read(part)}
    kept = []
    for relation in reversed(relations):
        if relation.name in wanted:
            wanted.update(relations_read(relation))
            kept.append(relation)
    return tuple(reversed(kept))


def targets_text(
    node: Node, nested: Nested, beside: Callable[[Node], ColumnElement[Any]] | None = None
) -> ColumnElement[str]:
    """The nodes that an edge leads to from a node, in their order, as a JSON list of numbers.

    From the last to the first where the page is taken from the end. With something beside it is a list of pairs.

    Args:
        beside: Makes of the node at the other end a JSON text.
    """
    inner, statement = lower_inner_rows(node, nested.select)
    columns: list[Any] = [inner.uid.label("u")]
    if beside is not None:
        columns.append(beside(inner).label("b"))
    finished = statement.with_only_columns(*columns).select_from(inner.source).correlate(*inner.enclosing)
    rows = finished.subquery(node.scope.name("s"))
    text: ColumnElement[Any] = cast(rows.c.u, Text())
    if beside is not None:
        text = Concat([Quoted("["), text, Quoted(","), rows.c.b, Quoted("]")])
    listed = select(ListOfTexts(text)).select_from(rows).scalar_subquery()
    if not nested.only_on:
        return listed
    is_asked = lower_check(node, Or(parts=tuple(HasType(node_type=name) for name in nested.only_on)))
    return case((is_asked, listed), else_=Quoted("[]"))
