"""What a request may cost, estimated before it runs: rows, by rules of thumb, and by counts where these refuse it.

In: the IR, the catalog, what was counted (`sizes.py`). Out: `Cost`, worked out with each request's page sizes. A list
of all nodes of a type counts as `assumed_rows`, a list in a node as `assumed_edges`, unless `first` asks for fewer, a
tree below a node as `assumed_below`; each row costs one, and what is asked of it on top. A filter by related nodes
costs their rows for each row that it looks at, and so does an order without an index. It is there to refuse what
cannot end well, not to tell two good queries apart. Does not know: the data, SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from typing import Any, Final

from graphwright import limits
from graphwright.errors import GraphwrightError, LimitError
from graphwright.ir.groups import Groups
from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import (
    Along,
    Below,
    Condition,
    OfType,
    OrderBy,
    Page,
    Param,
    Query,
    Related,
    RelatedCount,
    Select,
)
from graphwright.model.catalog import Catalog
from graphwright.plan.sizes import SizeKey, Sizes, nodes_key
from graphwright.records import dataclass

assumed_rows: Final = 1_000
assumed_edges: Final = 10
assumed_below: Final = 100


Counted = Mapping[SizeKey, float]


class Unmeasured(GraphwrightError):
    """A request may cost too much as far as is known; these sizes tell whether it does."""

    def __init__(self, keys: Sequence[SizeKey]) -> None:
        super().__init__("the sizes of lists are to be counted first")
        self.keys = keys


@dataclass(frozen=True, slots=True)
class _Size:
    """The rows of a list: assumed, or as counted."""

    assumed: int
    key: SizeKey | None = None

    def of(self, counted: Counted | None) -> float:
        if counted is None:
            return self.assumed
        return min(self.assumed if self.key is None else counted[self.key], counted[nodes_key])


@dataclass(frozen=True, slots=True)
class _Looked:
    """Related rows that a filter looks at for one row, and those that it looks at for each of them."""

    size: _Size
    each: tuple[_Looked, ...]

    def cost(self, counted: Counted | None) -> float:
        return self.size.of(counted) * (1 + sum(inner.cost(counted) for inner in self.each))

    def size_keys(self) -> Iterator[SizeKey]:
        if self.size.key is not None:
            yield self.size.key
        for inner in self.each:
            yield from inner.size_keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A selection.

    Attributes:
        name: Its response key.
        size: Rows when nothing asks for fewer.
        first: The page size, when there is one; 0 is none.
        sorted_by: Orders without an index.
        looked: What the filter looks at for each row.
        each: The selections inside each row.
    """

    name: str
    size: _Size
    first: Param | None
    sorted_by: int
    looked: tuple[_Looked, ...]
    each: tuple[_Rows, ...]

    def cost(self, values: Sequence[Any], counted: Counted | None = None) -> float:
        most = self.size.of(counted)
        first = abs(values[self.first.slot]) if self.first is not None else 0
        rows = min(first, most) if first else most
        return self._before(counted) + rows * (1 + sum(inner.cost(values, counted) for inner in self.each))

    def _before(self, counted: Counted | None) -> float:
        """What finding and ordering them costs."""
        return self.size.of(counted) * (self.sorted_by + sum(looked.cost(counted) for looked in self.looked))

    def pages(self) -> Iterator[int]:
        if self.first is not None:
            yield self.first.slot
        for inner in self.each:
            yield from inner.pages()

    def size_keys(self) -> Iterator[SizeKey]:
        if self.size.key is not None:
            yield self.size.key
        for looked in self.looked:
            yield from looked.size_keys()
        for inner in self.each:
            yield from inner.size_keys()

    def ceiling(self) -> float:
        return self._before(None) + self.size.assumed * (1 + sum(inner.ceiling() for inner in self.each))

    def dearest(self, values: Sequence[Any], counted: Counted) -> str:
        """The path to the selection that most of the cost is of."""
        inner = max(self.each, key=lambda rows: rows.cost(values, counted), default=None)
        if inner is None or inner.cost(values, counted) <= 1 + sum(looked.cost(counted) for looked in self.looked):
            return self.name
        return f"{self.name}.{inner.dearest(values, counted)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a request costs, for the values of a request.

    Attributes:
        roots: Its selections; none where no page sizes could bring it over the limit.
        pages: The slots of page sizes.
        keys: The sizes that matter.
        sizes: Those that were counted.
    """

    roots: tuple[_Rows, ...]
    pages: tuple[int, ...]
    keys: tuple[SizeKey, ...]
    sizes: Sizes = field(compare=False, repr=False)

    def depends_only_on(self, count: int) -> bool:
        """Whether the first `count` values alone decide."""
        return not self.roots and all(slot < count for slot in self.pages)

    def check(self, values: Sequence[Any]) -> None:
        """Lets a request through.

        Raises:
            LimitError: It costs too much, or asks for too large a page.
            Unmeasured: It costs too much unless lists are shorter than is assumed; `sizes` is to have these keys.
        """
        for slot in self.pages:
            if abs(values[slot]) > limits.page_size_max:
                raise LimitError(
                    f"`first: {values[slot]}` is over the limit of {limits.page_size_max:,} (page_size_max); "
                    "ask for several pages with `offset` or a cursor"
                )
        if not self.roots:
            return
        if sum(root.cost(values) for root in self.roots) <= limits.query_cost_max:
            return
        counted = self.sizes.get(self.keys)
        if counted is None:
            raise Unmeasured(self.keys)
        cost = sum(root.cost(values, counted) for root in self.roots)
        if cost > limits.query_cost_max:
            dearest = max(self.roots, key=lambda root: root.cost(values, counted))
            raise LimitError(
                f"the request may have to read {cost / 1e6:,.0f} million rows, over the limit of "
                f"{limits.query_cost_max / 1e6:,.0f} million (query_cost_max), most of them for "
                f"{dearest.dearest(values, counted)}; give it, or a list around it, a `first`, ask for fewer lists "
                "inside lists, or take relation filters out"
            )


def cost_of(ir: Query | Mutations, catalog: Catalog, sizes: Sizes) -> Cost | None:
    """The cost of a request; None where it has no page sizes and no values could bring it over the limit.

    Of a mutation it is what its filter and its payload read.
    """
    roots = tuple(_rows(name, select, catalog) for name, select in _selects(_outputs(ir)))
    pages = (*(slot for root in roots for slot in root.pages()), *_group_pages(ir))
    if sum(root.ceiling() for root in roots) <= limits.query_cost_max:
        return Cost(roots=(), pages=pages, keys=(), sizes=sizes) if pages else None
    keys = dict.fromkeys([nodes_key, *(key for root in roots for key in root.size_keys())])
    return Cost(roots=roots, pages=pages, keys=tuple(keys), sizes=sizes)


def _group_pages(ir: Query | Mutations) -> Iterator[int]:
    """The slots of page sizes of groups: these spare no rows."""
    for root in ir.roots:
        if isinstance(root, Groups) and root.page is not None and root.page.first is not None:
            yield root.page.first.slot


def _outputs(ir: Query | Mutations) -> Iterator[Any]:
    for root in ir.roots:
        yield root
        yield from getattr(root, "payload", ())


def _selects(outputs: Iterable[Any]) -> Iterator[tuple[str, Select]]:
    """The selections among outputs, of whatever kind these are, with their response keys."""
    for output in outputs:
        inner = getattr(output, "select", None)
        if isinstance(inner, Select):
            yield output.key, inner


def _rows(name: str, select: Select, catalog: Catalog) -> _Rows:
    page = select.page if isinstance(select.page, Page) else None
    return _Rows(
        name=name,
        size=_Size(1) if select.is_single else _size(select),
        first=(page.first or page.last) if page is not None else None,
        sorted_by=sum(not _has_index(key, catalog) for key in select.order),
        looked=tuple(_related(select.condition)),
        each=tuple(_rows(key, inner, catalog) for key, inner in _selects(select.output)),
    )


def _size(select: Select) -> _Size:
    match select.source:
        case OfType(node_type=name):
            return _Size(assumed_rows, ("type", name))
        case Along(predicate=name):
            return _Size(assumed_edges, ("edges", name))
        case Below():
            return _Size(assumed_below)
        case _:
            return _Size(assumed_rows)


def _related(condition: Condition | None) -> Iterator[_Looked]:
    """The related rows that a condition looks at for one row."""
    if isinstance(condition, Related | RelatedCount):
        yield _Looked(_Size(assumed_edges, ("edges", condition.predicate)), tuple(_related(condition.condition)))
        return
    if condition is None or not is_dataclass(condition):
        return
    for member in fields(condition):
        value = getattr(condition, member.name)
        if member.name == "part":
            yield from _related(value)
        elif member.name == "parts":
            for part in value:
                yield from _related(part)


def _has_index(key: OrderBy, catalog: Catalog) -> bool:
    predicate = catalog.predicate(key.predicate)
    return predicate is not None and bool(predicate.indexes) and not key.along and key.counted is None
