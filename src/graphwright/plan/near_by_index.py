"""The nearest vectors by an index of the database, where there is one: near ones by it, compared exactly here.

What the index gives are candidates: their vectors are read and compared as all others would be, so distances and order
are the same. Filters and rules are asked of each candidate as the index gives it; where too few pass, the search is
left to who compares all vectors. So the only thing that may differ is that some of the nearest are missed. In: a search
of the IR. Out: pairs (uid, distance), or None. Does not know: which database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, Final

from sqlalchemy import select, true
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.ir.nodes import Condition, HasType, Nearest, Param
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import conjuncts, lower_check
from graphwright.plan.preparing import Prepared, prepare
from graphwright.plan.scope import Environment, Node, Scope
from graphwright.records import dataclass
from graphwright.search.hnsw import search_effort_max
from graphwright.storage.elements import RowCount
from graphwright.storage.interface import Reading
from graphwright.storage.nearest import scan, within
from graphwright.storage.vector_elements import VectorDistance, VectorNumbers
from graphwright.storage.vector_indexes import VectorIndex, VectorIndexes, vector_index

_asked: Final = Param(slot=-2, convert=lambda value: value, label="vector")
_wanted: Final = Param(slot=-3, convert=lambda value: value, label="how many")
"""Behind the request's values, but for the last, whose place (`affected_slot`) counts from the end too."""
_spare: Final = 4
"""Candidates beyond the asked number, for distances that are equal in 32 bits."""
_share_that_passes: Final = 4
"""Of so many candidates one is hoped to pass a filter."""
block_bytes: Final = 16 * 1024 * 1024
"""Of vectors that are compared at once."""

Pairs = list[tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A search with its values.

    Attributes:
        vector: None: that of a node, which is to be read first.
        values: The request's.
    """

    vector: bytes | None
    count: int
    threshold: float | None
    effort: float | None
    values: Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearByIndex:
    """A search that an index may serve.

    Attributes:
        passes: What the nodes must pass that may be found at all.
        probe: Counts those who pass, up to a number, where that is more than to be of their type.
        statements: By the place of the database's type and the length of the vectors.
    """

    environment: Environment
    indexes: VectorIndexes
    index: VectorIndex
    source: Nearest
    passes: tuple[Condition, ...]
    probe: Prepared | None
    statements: dict[tuple[str, int], Prepared] = field(default_factory=dict)

    def find(self, reading: Reading, asking: Asking) -> Pairs | None:
        """The nearest; None where no index says which."""
        vector = asking.vector
        assert vector is not None, "it was read"
        numbers = len(vector) // 4
        if asking.count > limits.nearest_by_index_max or numbers > self.indexes.numbers_max:
            return None
        efforts = str(self._effort(asking)), str(limits.nearest_candidates_max)
        look = (self.index.table, self.index.beginning(numbers), *efforts)
        ready = reading.rows(self.indexes.look, look)
        if not ready or self._are_few(reading, asking):
            return None
        statement = self._statement(ready[0][0], numbers)
        values = [*asking.values, asking.count + _spare, vector, *asking.values[-1:]]
        rows = reading.rows(statement.text, statement.arguments(values))
        _, pairs = scan(iter(rows), self.source.metric, vector, asking.count, None, block_bytes=block_bytes)
        if len(pairs) < asking.count:
            return None
        return within(pairs, {numbers}, vector, asking.threshold)

    def _are_few(self, reading: Reading, asking: Asking) -> bool:
        """Whether so few pass that they are compared sooner than an index has found enough of them."""
        if self.probe is None:
            return False
        [(count,)] = reading.rows(self.probe.text, self.probe.arguments(asking.values))
        return bool(count <= limits.nearest_compared_max)

    def want(self, numbers: int) -> None:
        """Says that an index would have been of use."""
        if numbers <= self.indexes.numbers_max:
            self.indexes.want(self.index, numbers)

    def _effort(self, asking: Asking) -> int:
        """How many vectors the index looks at."""
        hoped = asking.count * (2 if self.probe is None else _share_that_passes)
        least = max(hoped, asking.count + _spare, self.index.build.search_effort)
        # A float of the request may be no number, which is neither more nor less.
        given = asking.effort if asking.effort is not None and asking.effort > least else least
        return int(min(given, search_effort_max))

    def _statement(self, schema: str, numbers: int) -> Prepared:
        """(uid, vector) of the candidates that pass."""
        made = self.statements.get((schema, numbers))
        if made is None:
            made = self.statements[schema, numbers] = self._make(schema, numbers)
        return made

    def _make(self, schema: str, numbers: int) -> Prepared:
        scope, storage = self.environment.scope(), self.environment.storage
        table = scope.alias(scope.tables.family(self.index.table))
        stored = table.c[self.index.column]
        asked = scope.parameter(_asked, ValueKind.VECTOR)
        distance = VectorDistance(stored, asked, metric=self.source.metric, numbers=numbers, schema=schema)
        found = select(table.c.uid, stored).where(VectorNumbers(stored, numbers)).order_by(distance)
        if self.passes:
            found = found.where(self._passes(scope, table))
        found = found.limit(RowCount(scope.parameter(_wanted, ValueKind.INT)))
        return prepare(storage.compile(found), scope, storage)

    def _passes(self, scope: Scope, table: Any) -> ColumnElement[bool]:
        """Whether a candidate passes, asked of each by itself.

        As an EXISTS or a join it could become what the planner begins with, and all that pass would be compared.
        """
        again = scope.alias(scope.tables.family(self.index.table))
        node = Node(scope=scope, uid=again.c.uid, base=again, enclosing=(table,))
        checks = [lower_check(node, each) for each in self.passes]
        asked = select(true()).select_from(node.source).where(again.c.uid == table.c.uid, *checks)
        return asked.correlate(table).scalar_subquery()


def near_by_index(
    environment: Environment, source: Nearest, condition: Condition | None, probe: Callable[[], Prepared]
) -> NearByIndex | None:
    """How an index may serve a search; None where the schema asks for none, or the database has no such.

    Args:
        condition: What the nodes must pass of which the nearest are chosen.
        probe: Makes the statement that counts these, up to a number.
    """
    indexes = environment.storage.vector_indexes
    predicate = environment.catalog.predicate(source.predicate)
    index = None if predicate is None else vector_index(environment.catalog, predicate)
    if indexes is None or index is None or index.metric != source.metric:
        return None
    parts = conjuncts(condition)
    is_of_type = source.node_type is not None and (source.filters_first or source.visible is not None)
    types = [HasType(node_type=source.node_type)] if is_of_type and source.node_type is not None else []
    return NearByIndex(
        environment=environment,
        indexes=indexes,
        index=index,
        source=source,
        passes=(*types, *parts),
        probe=probe() if parts else None,
    )
