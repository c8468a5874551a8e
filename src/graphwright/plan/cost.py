"""What a request may cost, estimated before it runs: rows, by rules of thumb and not by counting.

In: the IR, the catalog. Out: `Cost`, worked out with each request's page sizes. A list of all nodes of a type
counts as `assumed_rows`, a list in a node as `assumed_edges`, unless `first` asks for fewer; each row costs one, and
what is asked of it on top. A filter by related nodes costs their rows for each row that it looks at, and so does an
order without an index. It is there to refuse what cannot end well, not to tell two good queries apart.
Does not know: the data, SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Along, Condition, OrderBy, Page, Param, Query, Related, RelatedCount, Select
from graphwright.model.catalog import Catalog

assumed_rows: Final = 1_000
assumed_edges: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A selection.

    Attributes:
        most: Rows when nothing asks for fewer.
        first: The page size, when there is one; 0 is none.
        before: What finding and ordering them costs.
        each: The selections inside each row.
    """

    most: int
    first: Param | None
    before: float
    each: tuple[_Rows, ...]

    def cost(self, values: Sequence[Any]) -> float:
        first = abs(values[self.first.slot]) if self.first is not None else 0
        rows = min(first, self.most) if first else self.most
        return self.before + rows * (1 + sum(inner.cost(values) for inner in self.each))

    def pages(self) -> Iterator[int]:
        if self.first is not None:
            yield self.first.slot
        for inner in self.each:
            yield from inner.pages()

    def ceiling(self) -> float:
        return self.before + self.most * (1 + sum(inner.ceiling() for inner in self.each))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a request costs, for the values of a request.

    Attributes:
        roots: Its selections; none where no page sizes could bring it over the limit.
        pages: The slots of page sizes.
    """

    roots: tuple[_Rows, ...]
    pages: tuple[int, ...]

    def depends_only_on(self, count: int) -> bool:
        """Whether the first `count` values alone decide."""
        return not self.roots and all(slot < count for slot in self.pages)

    def check(self, values: Sequence[Any]) -> None:
        """Lets a request through.

        Raises:
            LimitError: It costs too much, or asks for too large a page.
        """
        for slot in self.pages:
            if abs(values[slot]) > limits.page_size_max:
                raise LimitError(
                    f"`first: {values[slot]}` is over the limit of {limits.page_size_max:,} (page_size_max); "
                    "ask for several pages with `offset`"
                )
        if not self.roots:
            return
        cost = sum(root.cost(values) for root in self.roots)
        if cost > limits.query_cost_max:
            raise LimitError(
                f"the request may have to read {cost / 1e6:,.0f} million rows, over the limit of "
                f"{limits.query_cost_max // 10**6:,} million (query_cost_max); ask for fewer lists inside lists, "
                "give them a `first`, or take relation filters out"
            )


def cost_of(ir: Query | Mutations, catalog: Catalog) -> Cost | None:
    """The cost of a request; None where it has no page sizes and no values could bring it over the limit.

    Of a mutation it is what its filter and its payload read.
    """
    roots = tuple(_rows(select, catalog) for select in _selects(_outputs(ir)))
    pages = tuple(slot for root in roots for slot in root.pages())
    is_bounded = sum(root.ceiling() for root in roots) <= limits.query_cost_max
    return None if is_bounded and not pages else Cost(roots=() if is_bounded else roots, pages=pages)


def _outputs(ir: Query | Mutations) -> Iterator[Any]:
    for root in ir.roots:
        yield root
        yield from getattr(root, "payload", ())


def _selects(outputs: Iterable[Any]) -> Iterator[Select]:
    """The selections among outputs, of whatever kind these are."""
    for output in outputs:
        inner = getattr(output, "select", None)
        if isinstance(inner, Select):
            yield inner


def _rows(select: Select, catalog: Catalog) -> _Rows:
    most = 1 if select.is_single else assumed_edges if isinstance(select.source, Along) else assumed_rows
    looked_at = _related(select.condition) + sum(not _has_index(key, catalog) for key in select.order)
    page = select.page if isinstance(select.page, Page) else None
    return _Rows(
        most=most,
        first=(page.first or page.last) if page is not None else None,
        before=most * looked_at,
        each=tuple(_rows(inner, catalog) for inner in _selects(select.output)),
    )


def _related(condition: Condition | None) -> float:
    """The related rows that a condition looks at for one row."""
    if isinstance(condition, Related | RelatedCount):
        return assumed_edges * (1 + _related(condition.condition))
    if condition is None or not is_dataclass(condition):
        return 0
    total = 0.0
    for field in fields(condition):
        value = getattr(condition, field.name)
        if field.name == "part":
            total += _related(value)
        elif field.name == "parts":
            total += sum(_related(part) for part in value)
    return total


def _has_index(key: OrderBy, catalog: Catalog) -> bool:
    predicate = catalog.predicate(key.predicate)
    return predicate is not None and bool(predicate.indexes) and not key.along and key.counted is None
