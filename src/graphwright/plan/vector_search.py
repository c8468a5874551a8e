"""The nearest vectors as a step of a plan: by an index where one is ready, else by comparing with all.

In: statements and the values of a request. Out: steps that give what the next statement takes. Does not know: how the
statements were made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphwright import limits
from graphwright.ir.nodes import Nearest, Param, Select
from graphwright.model.vectors import check_count
from graphwright.plan.near_by_index import Asking, NearByIndex, Pairs, block_bytes
from graphwright.plan.preparing import Prepared
from graphwright.records import dataclass
from graphwright.storage.interface import Explored, Reading, Verified
from graphwright.storage.nearest import scan, within


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorSearch:
    """A search of a plan.

    Attributes:
        vectors: Gives (uid, vector) of all that may be found.
        by_node: Gives the vector of the node that has the one asked for; None: it is a value of the request.
        by_index: None: no index may serve it.
        give: From the nearest to what the next statement takes.
    """

    source: Nearest
    vectors: Prepared
    by_node: Prepared | None
    by_index: NearByIndex | None
    give: Callable[[Pairs], Any]

    def steps(self, values: Sequence[Any]) -> Verified | Explored:
        """The steps with the values of a request.

        Raises:
            InputError, LimitError: Nobody can find so many.
        """
        count = self.source.count.convert(values[self.source.count.slot])
        check_count(count)
        asked = self.source.asked
        asking = Asking(
            vector=None if isinstance(asked, Select) else asked.convert(values[asked.slot]),
            count=count,
            threshold=_optional(self.source.threshold, values),
            effort=_optional(self.source.effort, values),
            values=values,
        )
        if self.by_index is None or count == 0:
            return self._compared(asking)
        return Explored(key=self, search=lambda reading: self._search(reading, asking), part=self.give)

    def _search(self, reading: Reading, asking: Asking) -> Pairs:
        assert self.by_index is not None
        if self.by_node is not None:
            stored = reading.rows(self.by_node.text, self.by_node.arguments(asking.values))
            if not stored:
                return []
            asking = replace(asking, vector=stored[0][0])
        found = self.by_index.find(reading, asking)
        if found is None:
            [found] = reading.plain([self._compared(asking, lambda pairs: pairs)])
        return found

    def _compared(self, asking: Asking, give: Callable[[Pairs], Any] | None = None) -> Verified:
        """All vectors are read and compared."""
        made = give or self.give

        def keep(rows: Iterator[tuple[int, bytes]], stored: bytes | None) -> Any:
            vector = stored if asking.vector is None else asking.vector
            if vector is None or asking.count == 0:
                return made([])
            counted = _Counted(rows)
            lengths, pairs = scan(counted, self.source.metric, vector, asking.count, None, block_bytes=block_bytes)
            if self.by_index is not None and counted.number >= limits.vector_index_rows_min:
                self.by_index.want(len(vector) // 4)
            return made(within(pairs, lengths, vector, asking.threshold))

        by_node = self.by_node if asking.vector is None else None
        return Verified(
            text=self.vectors.text,
            arguments=self.vectors.arguments(asking.values),
            keep=keep,
            before=None if by_node is None else (by_node.text, by_node.arguments(asking.values)),
        )


class _Counted:
    """Rows, counted as they are read."""

    def __init__(self, rows: Iterator[tuple[int, bytes]]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        return self

    def __next__(self) -> tuple[int, bytes]:
        row = next(self._rows)
        self.number += 1
        return row


def _optional(param: Param | None, values: Sequence[Any]) -> Any:
    return None if param is None else param.convert(values[param.slot])
