"""The statements of a recursion, and how they are run.

In: a `Recursion` of the IR. Out: `RecursiveWalk`, which gives the nodes and edges that variables get. Does not know:
how edges are followed (`recursing.py`), what is shown (`shown_walks.py`), who hands what is found to the statement
(`walks.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import orjson
from sqlalchemy import Text, case, cast, null

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.graphs import Needed, Recursion
from graphwright.ir.nodes import Along, Condition, HasType, Nested, Or, Page, Select, asked_types
from graphwright.ir.relations import Relation
from graphwright.plan.conditions import lower_check
from graphwright.plan.edge_batches import Batches, BatchStatement, End, Making, plan_end, read_end, targets_text
from graphwright.plan.recursing import Course, Group, Need, Targets, prune, recurse
from graphwright.plan.scope import Environment, Node
from graphwright.plan.selecting import sparse_object
from graphwright.plan.verifying import with_steps
from graphwright.records import dataclass
from graphwright.storage.elements import ListOfTexts
from graphwright.storage.interface import Reading


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RecursiveWalk:
    """The plan of what a recursion comes to.

    Attributes:
        conditions: What nodes need by cascades, and the types of those that are asked for an edge; each once.
        lacking: The nodes that do not pass each of these; None: there are none.
        pages: Of the nodes that cascades leave, in the order of `asked.needs`; None: all, or taken before.
        looks_ahead: What lies beyond the last level matters.
    """

    asked: Recursion
    roots: End
    edges: BatchStatement | None
    conditions: tuple[Condition, ...]
    lacking: BatchStatement | None
    pages: tuple[Page | None, ...]
    looks_ahead: bool

    def run(self, values: Sequence[Any], reading: Reading) -> Found:
        """Follows the edges."""
        asked = self.asked
        reach = asked.reach.convert(values[asked.reach.slot])
        began = read_end(self.roots, values, reading)
        if _is_from_end(asked.select):
            began.reverse()
        edges = _StoredEdges(None if self.edges is None else self.edges.begin(reading, values), asked.edges)
        course = Course(
            names=[_predicate(edge) for edge in asked.edges],
            depth=reach.depth,
            loops=reach.loops,
            looks_ahead=self.looks_ahead,
            check=reading.check,
        )
        groups = recurse(began, edges, course)
        if not asked.needs:
            return Found(began=began, groups=groups, left=groups, facets=edges.facets)
        needs = self._needs(groups, reading, values)
        left = prune(groups, needs)
        kept, first = set(left[0].uids), needs[0]
        rest: Sequence[int] = [uid for uid in began if uid in kept]
        rest = rest if first is None else first.taken(rest)
        return Found(began=rest, groups=groups, left=left, facets=edges.facets)

    def _needs(self, groups: Sequence[Group], reading: Reading, values: Sequence[Any]) -> list[Need | None]:
        lacking: dict[Condition | None, set[int]] = {each: set() for each in self.conditions}
        uids = _every(groups)
        for columns in () if self.lacking is None else self.lacking.begin(reading, values).rows(uids):
            for condition, column in zip(self.conditions, columns, strict=True):
                lacking[condition].update(orjson.loads(column))
        edges, none = self.asked.edges, frozenset[int]()
        return [
            None
            if need is None
            else Need(
                lacking.get(need.condition, none),
                {edge: lacking.get(_is_asked(edges[edge]), none) for edge in need.edges},
                None if page is None else _slice(page, values),
            )
            for need, page in zip(self.asked.needs, self.pages, strict=True)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a recursion came to.

    Attributes:
        began: The nodes to begin with that are left.
        groups: All that was reached.
        left: What cascades have left of it.
        facets: For each kind of edges the facets of each edge, as members that begin with a comma.
    """

    began: Sequence[int]
    groups: Sequence[Group]
    left: Sequence[Group]
    facets: Sequence[Mapping[tuple[int, int], str]]

    def uids(self, part: Literal["begins", "nodes", "values"] | int) -> list[int]:
        """The nodes of a part; see `WalkedNodes`."""
        match part:
            case "begins":
                return sorted(self.began)
            case "values":
                return sorted(_every(self.groups))
            case "nodes":
                kinds = range(len(self.facets))
                return sorted({*self.began, *(uid for edge in kinds for uid in self._ends(edge, is_within=True))})
            case int():
                return sorted(self._ends(part, is_within=False))

    def shown(self) -> set[int]:
        """The nodes that are left, by whatever way."""
        return _every(self.left)

    def pairs(self, edge: int) -> str:
        """The edges of a kind that led to nodes, as `WalkedEdges` has them: a JSON list."""
        followed = (group.targets[edge] for group in self.groups if group.targets and group.below[edge] is not None)
        pairs = {(uid, other) for targets in followed for uid, others in targets.items() for other in others}
        if len(pairs) > limits.relation_rows_max:
            raise LimitError(
                f"a variable of facets looks at more than {limits.relation_rows_max} edges (relation_rows_max), which "
                "are too many to hand to the next step; give a smaller depth, or filter the edges"
            )
        return orjson.dumps(sorted(pairs)).decode()

    def _ends(self, edge: int, *, is_within: bool) -> set[int]:
        """The nodes that edges led to; those of the levels alone, or also the ones beyond."""
        found: set[int] = set()
        for group in self.left:
            if group.targets and not (is_within and group.below[edge] is None):
                found.update(*group.targets[edge].values())
        return found


def _every(groups: Iterable[Group]) -> set[int]:
    return {uid for group in groups for uid in group.uids}


class _StoredEdges:
    """Edges as they are in the store; those of each node are read once.

    Attributes:
        facets: For each kind of edges the facets of each edge, as members that begin with a comma.
    """

    def __init__(self, batches: Batches | None, outputs: Sequence[Nested]) -> None:
        self._batches = batches
        self._is_reversed = [_is_from_end(output.select) for output in outputs]
        self._has_facets = [bool(output.select.output) for output in outputs]
        self._known: set[int] = set()
        self._targets: list[dict[int, Sequence[int]]] = [{} for _ in outputs]
        self.facets: list[dict[tuple[int, int], str]] = [{} for _ in outputs]

    def load(self, uids: Collection[int]) -> Sequence[Targets]:
        if self._batches is None:
            return ()
        fresh = [uid for uid in uids if uid not in self._known]
        self._known.update(fresh)
        count = 0
        for uid, *lists in self._batches.lists(fresh):
            for position, listed in enumerate(lists):
                if listed:
                    self._targets[position][uid] = others = self._read(uid, position, listed)
                    count += len(others)
            if count > limits.walk_edges_max:
                raise LimitError(
                    f"the query follows more than {limits.walk_edges_max} edges (walk_edges_max); "
                    "give a smaller depth, or filter the edges"
                )
        return self._targets

    def _read(self, uid: int, position: int, others: list[Any]) -> Sequence[int]:
        if self._has_facets[position]:
            of_edge = self.facets[position]
            of_edge.update(
                ((uid, other), f",{orjson.dumps(facets)[1:-1].decode()}") for other, facets in others if facets
            )
            others = [other for other, _ in others]
        return others[::-1] if self._is_reversed[position] else others


def plan_recursive_walk(asked: Recursion, environment: Environment, relations: Sequence[Relation]) -> RecursiveWalk:
    """Plans what a recursion comes to.

    Args:
        asked: As of `followed`.
        relations: What it may look into.
    """
    wanted = (asked.select, *(edge.select for edge in asked.edges))
    pages = tuple(
        None if need is None else select.page
        for select, need in zip(wanted, asked.needs or (None,) * len(wanted), strict=True)
    )
    asked = _unpaged(asked)
    select = replace(asked.select, output=())
    followed: tuple[Any, ...] = with_steps(asked.edges, environment)
    conditions = tuple(each for each in dict.fromkeys(_conditions(asked)) if each is not None)
    return RecursiveWalk(
        asked=asked,
        roots=plan_end(select, environment, relations),
        edges=Making.begin(environment, relations, followed).over_uids_as_lists(
            lambda node: [_edges_text(node, nested) for nested in followed]
        )
        if followed
        else None,
        conditions=conditions,
        lacking=_plan_lacking(conditions, environment, relations) if conditions else None,
        pages=pages,
        looks_ahead=bool(asked.needs) or any(edge.select.defines for edge in asked.edges),
    )


def _edges_text(node: Node, nested: Nested) -> Any:
    facets = nested.select.output
    return targets_text(node, nested, (lambda inner: sparse_object(inner, facets)) if facets else None)


def _unpaged(asked: Recursion) -> Recursion:
    """A recursion whose pages are taken before cascades only where these take nothing out."""
    if not asked.needs:
        return asked
    first, *behind = asked.needs
    needs = iter(behind)
    edges = tuple(replace(edge, select=_without_page(edge.select, next(needs))) for edge in asked.edges)
    return replace(asked, select=replace(_without_page(asked.select, first), output=edges))


def _without_page(select: Select, need: Needed | None) -> Select:
    page = select.page
    if need is None or page is None:
        return select
    rest = Page(after=page.after, random=page.random)
    return replace(select, page=None if rest == Page() else rest)


def _slice(page: Page, values: Sequence[Any]) -> slice:
    """A page as a slice; from the end it has no offset, as in the reference."""
    first, last, offset = (
        None if each is None else each.convert(values[each.slot]) for each in (page.first, page.last, page.offset)
    )
    if last is not None:
        return slice(-last, None)
    start = offset or 0
    return slice(start, None if first is None else start + first)


def _is_from_end(select: Select) -> bool:
    """Whether the nodes come from the last to the first."""
    return select.page is not None and select.page.last is not None


def _conditions(asked: Recursion) -> Iterator[Condition | None]:
    for need in asked.needs:
        if need is not None:
            yield need.condition
            yield from (_is_asked(asked.edges[edge]) for edge in need.edges)


def _is_asked(edge: Nested) -> Condition | None:
    """What a node is that is asked for an edge; None: all are."""
    types = tuple(HasType(node_type=name) for name in asked_types(edge))
    return Or(parts=types) if types else None


def _plan_lacking(
    conditions: Sequence[Condition], environment: Environment, relations: Sequence[Relation]
) -> BatchStatement:
    tested = with_steps(tuple(conditions), environment)

    def columns(node: Node) -> list[Any]:
        uid: Any = cast(node.uid, Text())
        return [ListOfTexts(case((lower_check(node, each), null()), else_=uid)) for each in tested]

    return Making.begin(environment, relations, tested).over_uids(columns)


def _predicate(edge: Nested) -> str:
    assert isinstance(edge.select.source, Along)
    return edge.select.source.predicate
