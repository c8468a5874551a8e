"""The lightest paths between two nodes: the algorithm of DQL's `shortest`.

In: a way to read the edges of many nodes at once, from both their ends where that can be done, each with a weight of 0
or more. Out: paths, the lightest first. Searches go from both ends towards each other: they come to far fewer nodes
than one that begins at one end. Does not know: SQL, the IR, where edges and weights come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from heapq import heappop, heappush, nsmallest
from itertools import count, islice
from typing import Final, Protocol

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.records import dataclass

Weights = Mapping[int, float]
"""The weight of the edge to each neighbour."""
Load = Callable[[Collection[int]], Mapping[int, Weights]]
"""The edges of some nodes, and of all that were asked for before; nodes without any may be missing."""


class WeightedEdges(Protocol):
    """The edges of a graph, read when they are asked for."""

    @property
    def is_weighted(self) -> bool:
        """Whether weights differ; otherwise each edge weighs 1."""

    def load(self, uids: Collection[int]) -> Mapping[int, Weights]:
        """The edges that begin at some nodes; a `Load`."""

    @property
    def load_back(self) -> Load | None:
        """The edges that end at some nodes, by where they begin; None where they cannot be read from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Nodes from one end to the other."""

    uids: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which paths are asked for.

    Attributes:
        paths_max: How many at most.
        hops_max: Edges of a path at most; None: any number.
        weight_min, weight_max: Bounds of a path's weight, both included.
        check: Called now and then; raises where the search takes too long.
    """

    source: int
    target: int
    paths_max: int = 1
    hops_max: int | None = None
    weight_min: float = -math.inf
    weight_max: float = math.inf
    check: Callable[[], None] = lambda: None


_steps_between_checks: Final = 1_000
_none: Final[Weights] = {}
_batch_nodes_min: Final = 4
_known_to_batch: Final = 8
"""Of so many nodes that were read one is read ahead. More did not pay on a server either, where reads take longer."""


def lightest_paths(question: Question, edges: WeightedEdges) -> list[Path]:
    """The lightest paths that visit no node twice, the lightest first.

    Raises:
        LimitError: Too much has to be looked at.
    """
    if question.source == question.target:
        whole = Path(uids=(question.source,), weight=0.0)
        return [whole] if question.weight_min <= 0 <= question.weight_max else []
    if question.paths_max > 1 or question.weight_min > 0:
        return _several(question, edges)
    find = _by_hops if not edges.is_weighted else _by_weight if question.hops_max is None else _by_weight_within
    found = find(question, edges)
    return [] if found is None else [found]


# ---- one path, by the number of its edges ---------------------------------------------------------


@dataclass(slots=True)
class _Levels:
    """The nodes around an end, by how many edges away they are; all of a level are read at once."""

    load: Load
    level: list[int]
    before: dict[int, int] = field(default_factory=dict)

    def widen(self) -> None:
        graph = self.load(self.level)
        following: list[int] = []
        for uid in self.level:
            for other in graph.get(uid, ()):
                if other not in self.before:
                    self.before[other] = uid
                    following.append(other)
        self.level = following


def _by_hops(question: Question, edges: WeightedEdges) -> Path | None:
    source, target = question.source, question.target
    ahead = _Levels(edges.load, [source], {source: 0})
    back = None if edges.load_back is None else _Levels(edges.load_back, [target], {target: 0})
    hops_max = min(math.inf if question.hops_max is None else question.hops_max, question.weight_max)
    hops = 0
    while hops + 1 <= hops_max and ahead.level and (back is None or back.level):
        hops += 1
        question.check()
        side, other = (ahead, back) if back is None or len(ahead.level) <= len(back.level) else (back, ahead)
        side.widen()
        ends = {target} if other is None else other.before
        met = [uid for uid in side.level if uid in ends]
        if met:
            return Path(uids=_joined(ahead.before, None if back is None else back.before, min(met)), weight=float(hops))
    return None


def _joined(ahead: Mapping[int, int], back: Mapping[int, int] | None, uid: int) -> tuple[int, ...]:
    """The path through a node that both sides came to."""
    uids = [uid]
    while ahead[uids[-1]]:
        uids.append(ahead[uids[-1]])
    uids.reverse()
    while back is not None and back[uids[-1]]:
        uids.append(back[uids[-1]])
    return tuple(uids)


# ---- reading --------------------------------------------------------------------------------------


class _Region:
    """The edges that are there already. More of them are read each time: who comes far will come farther."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._known: set[int] = set()
        self._graph: Mapping[int, Weights] = {}

    def of(self, uid: int, waiting: Iterable[tuple[float, int]]) -> Weights:
        """The edges of a node; when they are not there yet, those of the nodes that are due soon come with them."""
        if uid not in self._known:
            size = max(_batch_nodes_min, len(self._known) // _known_to_batch)
            due = nsmallest(size, (pair for pair in waiting if pair[1] not in self._known))
            self.read({uid, *(other for _, other in due)})
        return self._graph.get(uid, _none)

    def read(self, uids: Collection[int]) -> Mapping[int, Weights]:
        """The edges of some nodes, and of those that were read before."""
        due = [uid for uid in uids if uid not in self._known]
        if due:
            self._known.update(due)
            self._graph = self._load(due)
        return self._graph


# ---- one path, by its weight ----------------------------------------------------------------------


@dataclass(slots=True)
class _Side:
    """What Dijkstra's algorithm knows from one end.

    Attributes:
        graph: The edges of the nodes that are settled.
        weights: The lightest way to each node that it has seen; `before`: the node before it on that way.
        end: The other end, beyond which no path goes.
        near: Nodes whose edges matter; None: all.
    """

    region: _Region
    start: int
    end: int
    weight_max: float
    near: Collection[int] | None = None
    graph: dict[int, Weights] = field(default_factory=dict)
    weights: dict[int, float] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    waiting: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.weights[self.start] = 0.0
        self.before[self.start] = 0
        self.waiting.append((0.0, self.start))

    @property
    def radius(self) -> float:
        """The weight within which everything is settled."""
        while self.waiting and self.waiting[0][1] in self.graph:
            heappop(self.waiting)
        return self.waiting[0][0] if self.waiting else math.inf

    def settle(self) -> Weights:
        """Settles the nearest node that is not; its edges, whose ends may have become nearer."""
        weight, uid = heappop(self.waiting)
        is_last = uid == self.end or (self.near is not None and uid not in self.near)
        found = _none if is_last else self.region.of(uid, self.waiting)
        self.graph[uid] = found
        weights = self.weights
        for other, length in found.items():
            reached = weight + length
            if reached < weights.get(other, math.inf) and reached <= self.weight_max:
                weights[other] = reached
                self.before[other] = uid
                heappush(self.waiting, (reached, other))
        return found


@dataclass(slots=True)
class _Part:
    """The part of a graph between two nodes that was looked at, from both of them.

    Attributes:
        back: None where edges cannot be read from their ends.
        lightest: The weight of the lightest path that was seen; it goes through `meeting`.
    """

    question: Question
    ahead: _Side
    back: _Side | None
    lightest: float = math.inf
    meeting: int = 0

    @property
    def sure_weight(self) -> float:
        """All edges of all paths that are lighter were seen."""
        return self.ahead.radius + (0.0 if self.back is None else self.back.radius)

    @property
    def is_whole(self) -> bool:
        return math.isinf(self.sure_weight)

    @property
    def size(self) -> int:
        return len(self.ahead.graph) + (0 if self.back is None else len(self.back.graph))

    def grow(self, is_enough: Callable[[], bool]) -> None:
        """Settles nodes, on the side where fewer wait."""
        for step in count():
            if self.is_whole or is_enough():
                return
            if step % _steps_between_checks == 0:
                self.question.check()
            ahead, back = self.ahead, self.back
            if back is None or len(ahead.waiting) <= len(back.waiting):
                self._meet(ahead, ahead.settle(), None if back is None else back.weights)
            else:
                self._meet(back, back.settle(), ahead.weights)

    def _meet(self, side: _Side, found: Weights, others: Mapping[int, float] | None) -> None:
        ends = {self.question.target: 0.0} if others is None else others
        for uid in found if others is not None or self.question.target in found else ():
            if uid in ends and uid in side.weights:
                weight = side.weights[uid] + ends[uid]
                if weight < self.lightest:
                    self.lightest, self.meeting = weight, uid


def _part(question: Question, edges: WeightedEdges, *, near: Collection[int] | None = None) -> _Part:
    source, target, weight_max = question.source, question.target, question.weight_max
    ahead = _Side(_Region(edges.load), source, target, weight_max, near)
    back = None
    if edges.load_back is not None and near is None:
        back = _Side(_Region(edges.load_back), target, source, weight_max)
    return _Part(question, ahead, back)


def _by_weight(question: Question, edges: WeightedEdges) -> Path | None:
    part = _part(question, edges)
    part.grow(lambda: part.sure_weight >= part.lightest)
    if part.lightest > question.weight_max or math.isinf(part.lightest):
        return None
    uids = _joined(part.ahead.before, None if part.back is None else part.back.before, part.meeting)
    return Path(uids=uids, weight=part.lightest)


@dataclass(slots=True)
class _Label:
    """A way to a node, by its last edge."""

    uid: int
    weight: float
    hops: int
    before: _Label | None

    def uids(self) -> tuple[int, ...]:
        found: list[int] = []
        label: _Label | None = self
        while label is not None:
            found.append(label.uid)
            label = label.before
        return tuple(reversed(found))

    def holds(self, uid: int) -> bool:
        label: _Label | None = self
        while label is not None:
            if label.uid == uid:
                return True
            label = label.before
        return False


def _by_weight_within(question: Question, edges: WeightedEdges) -> Path | None:
    """With a bound of hops: a node is looked at again when it is reached by fewer."""
    hops_max = math.inf if question.hops_max is None else question.hops_max
    order = count()
    fewest: dict[int, int] = {}
    waiting: list[tuple[float, int, int, _Label]] = [(0.0, 0, next(order), _Label(question.source, 0.0, 0, None))]
    region = _Region(edges.load)
    while waiting:
        if len(fewest) % _steps_between_checks == 0:
            question.check()
        weight, hops, _, label = heappop(waiting)
        if label.uid == question.target:
            return Path(uids=label.uids(), weight=weight)
        if hops >= hops_max or hops >= fewest.get(label.uid, hops + 1):
            continue
        fewest[label.uid] = hops
        for other, length in region.of(label.uid, ((each[0], each[3].uid) for each in waiting)).items():
            reached = weight + length
            if reached <= question.weight_max and hops + 1 < fewest.get(other, math.inf):
                heappush(waiting, (reached, hops + 1, next(order), _Label(other, reached, hops + 1, label)))
    return None


# ---- several paths --------------------------------------------------------------------------------


def _several(question: Question, edges: WeightedEdges) -> list[Path]:
    """The lightest paths one by one.

    A path is made longer edge by edge, the one first that would be the lightest if its rest were free to go as it
    likes. What the lightest rest is, a search from the target says within the part of the graph that was seen. Paths
    that are lighter than `sure_weight` are sure; for more of them the part is made larger.
    """
    near = None
    if question.hops_max is not None and edges.is_weighted:
        near = _near(question, edges, question.hops_max)
    part = _part(question, edges, near=near)
    part.grow(lambda: part.sure_weight >= part.lightest)
    while True:
        found = list(islice(_Enumeration(question, part).paths(), question.paths_max))
        if len(found) >= question.paths_max or part.is_whole or part.sure_weight > question.weight_max:
            return found
        size = 2 * part.size
        part.grow(lambda: part.size >= size)  # noqa: B023 - called before it changes


def _near(question: Question, edges: WeightedEdges, hops_max: int) -> Collection[int]:
    """The nodes that are near enough to the source for their edges to matter."""
    near, level = {question.source}, {question.source}
    region = _Region(edges.load)
    for _ in range(hops_max - 1):
        question.check()
        graph = region.read(level)
        level = {other for uid in level for other in graph.get(uid, ())} - near
        if not level:
            break
        near |= level
    return near


class _Enumeration:
    """The simple paths within a part of a graph.

    Attributes:
        rests: For each node the weight of the lightest way to the target.
        rest_hops: For each node the fewest edges of a way to the target.
    """

    def __init__(self, question: Question, part: _Part) -> None:
        self._question = question
        self._sure_weight = part.sure_weight
        self._graph: dict[int, dict[int, float]] = {uid: dict(found) for uid, found in part.ahead.graph.items()}
        for uid, found in part.back.graph.items() if part.back is not None else ():
            for other, length in found.items():
                self._graph.setdefault(other, {})[uid] = length
        backwards: dict[int, list[tuple[int, float]]] = {}
        for uid, others in self._graph.items():
            for other, length in others.items():
                backwards.setdefault(other, []).append((uid, length))
        self.rests = _rests(question, backwards)
        self.rest_hops = _rest_hops(question, backwards)

    def paths(self) -> Iterator[Path]:
        """All paths that are sure, the lightest first.

        Raises:
            LimitError: There are too many beginnings of paths.
        """
        question, rests = self._question, self.rests
        source, target = question.source, question.target
        if source not in rests:
            return
        order = count()
        # Of beginnings that would be as light the longest goes first: otherwise all ways through a grid would wait.
        waiting: list[tuple[float, int, int, _Label]] = [(rests[source], 0, next(order), _Label(source, 0.0, 0, None))]
        for step in count():
            if not waiting:
                return
            if step % _steps_between_checks == 0:
                question.check()
            if step + len(waiting) > limits.path_search_steps_max:
                raise LimitError(
                    f"shortest looks at more than {limits.path_search_steps_max} beginnings of paths "
                    "(path_search_steps_max); ask for fewer paths, or give depth or maxweight"
                )
            estimate, _, _, label = heappop(waiting)
            if estimate > self._sure_weight:
                return
            if label.uid != target:
                for longer in self._longer(label):
                    heappush(waiting, (longer.weight + rests[longer.uid], -longer.hops, next(order), longer))
            elif label.weight >= question.weight_min:
                yield Path(uids=label.uids(), weight=label.weight)

    def _longer(self, label: _Label) -> Iterator[_Label]:
        """The beginnings of paths that have one edge more."""
        question = self._question
        hops_max = math.inf if question.hops_max is None else question.hops_max
        for other, length in self._graph.get(label.uid, _none).items():
            rest = self.rests.get(other)
            if rest is None or label.hops + 1 + self.rest_hops[other] > hops_max:
                continue
            weight = label.weight + length
            if weight + rest <= question.weight_max and not label.holds(other):
                yield _Label(other, weight, label.hops + 1, label)


def _rests(question: Question, backwards: Mapping[int, Collection[tuple[int, float]]]) -> dict[int, float]:
    rests: dict[int, float] = {}
    waiting = [(0.0, question.target)]
    while waiting:
        weight, uid = heappop(waiting)
        if uid not in rests:
            rests[uid] = weight
            for other, length in backwards.get(uid, ()):
                if other not in rests:
                    heappush(waiting, (weight + length, other))
    return rests


def _rest_hops(question: Question, backwards: Mapping[int, Collection[tuple[int, float]]]) -> dict[int, int]:
    fewest, level = {question.target: 0}, [question.target]
    while level:
        following: list[int] = []
        for uid in level:
            for other, _ in backwards.get(uid, ()):
                if other not in fewest:
                    fewest[other] = fewest[uid] + 1
                    following.append(other)
        level = following
    return fewest
