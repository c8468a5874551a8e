"""The lightest paths, compared with all simple paths of small graphs, which are listed one by one."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.plan.searching import Load, Path, Question, lightest_paths

Graph = Mapping[int, Mapping[int, float]]


@dataclass
class _Stored:
    """A graph of which only that is known which was asked for."""

    graph: Graph
    is_weighted: bool = True
    is_reversible: bool = True
    asked: list[int] = field(default_factory=list)
    known: dict[int, Mapping[int, float]] = field(default_factory=dict)
    known_back: dict[int, Mapping[int, float]] = field(default_factory=dict)

    def load(self, uids: Collection[int]) -> Graph:
        self.asked += uids
        self.known.update({uid: self.graph[uid] for uid in uids if uid in self.graph})
        return self.known

    @property
    def load_back(self) -> Load | None:
        return self._load_back if self.is_reversible else None

    def _load_back(self, uids: Collection[int]) -> Graph:
        self.asked += uids
        for uid in uids:
            self.known_back[uid] = {other: ends[uid] for other, ends in self.graph.items() if uid in ends}
        return self.known_back


def _simple_paths(graph: Graph, source: int, target: int) -> Iterator[Path]:
    def longer(uids: tuple[int, ...], weight: float) -> Iterator[Path]:
        if uids[-1] == target:
            yield Path(uids=uids, weight=weight)
            return
        for other, length in graph.get(uids[-1], {}).items():
            if other not in uids:
                yield from longer((*uids, other), weight + length)

    yield from longer((source,), 0.0)


def _random_graph(dice: random.Random, *, is_weighted: bool) -> Graph:
    uids = range(1, dice.randrange(3, 9))
    density = dice.choice([0.2, 0.4, 0.7])
    # Quarters add up exactly, so that sums can be compared.
    return {
        uid: {
            other: dice.randrange(0, 20) / 4 if is_weighted else 1.0
            for other in uids
            if other != uid and dice.random() < density
        }
        for uid in uids
    }


@pytest.mark.parametrize("is_reversible", [True, False])
@pytest.mark.parametrize("is_weighted", [True, False])
def test_paths_are_the_lightest_of_all_simple_paths(is_weighted: bool, is_reversible: bool) -> None:
    dice = random.Random(7)
    found_any = 0
    for _ in range(1_500):
        graph = _random_graph(dice, is_weighted=is_weighted)
        question = Question(
            source=1,
            target=dice.randrange(1, 8),
            paths_max=dice.choice([1, 1, 2, 3, 50]),
            hops_max=dice.choice([None, None, 1, 2, 3]),
            weight_min=dice.choice([-math.inf, -math.inf, 2.0]),
            weight_max=dice.choice([math.inf, math.inf, 3.0, 5.0]),
        )
        all_paths = [
            path
            for path in _simple_paths(graph, question.source, question.target)
            if len(path.uids) - 1 <= (question.hops_max or math.inf)
            and question.weight_min <= path.weight <= question.weight_max
        ]
        found = lightest_paths(question, _Stored(graph, is_weighted, is_reversible))
        weights = sorted(path.weight for path in all_paths)[: question.paths_max]
        assert [path.weight for path in found] == weights, (graph, question)
        assert len({path.uids for path in found}) == len(found)
        assert all(path in all_paths for path in found), (graph, question)
        found_any += bool(found)
    assert found_any > 500


def test_only_what_is_near_enough_is_read() -> None:
    """A long chain on which the target stands near the beginning: what lies behind it is not read."""
    graph = {uid: {uid + 1: 1.0} for uid in range(1, 10_000)}
    for is_weighted in (True, False):
        stored = _Stored(graph, is_weighted, is_reversible=False)
        assert lightest_paths(Question(source=1, target=5), stored)[0].uids == (1, 2, 3, 4, 5)
        assert len(stored.asked) < 10
    stored = _Stored(graph, is_reversible=False)
    assert lightest_paths(Question(source=1, target=5, weight_max=3.0), stored) == []
    assert len(stored.asked) < 10


def test_a_search_goes_from_both_ends() -> None:
    """A star of stars: from its middle alone each of 10,000 rays would have to be looked at."""
    graph = {88_888: dict.fromkeys(range(1, 101), 1.0)}
    graph |= {ray: {100 * ray + end: 1.0 for end in range(1, 101)} for ray in range(1, 101)}
    graph |= {100 * 50 + 7: {99_999: 1.0}}
    for is_weighted in (True, False):
        stored = _Stored(graph, is_weighted)
        assert lightest_paths(Question(source=88_888, target=99_999), stored)[0].uids == (88_888, 50, 5_007, 99_999)
        assert len(stored.asked) < 30


def test_several_paths_of_a_large_grid_are_found_without_listing_all_others() -> None:
    side = 60
    grid = {
        row * side + column: {
            **({row * side + column + 1: 1.0} if column + 1 < side else {}),
            **({(row + 1) * side + column: 1.5} if row + 1 < side else {}),
        }
        for row in range(side)
        for column in range(side)
    }
    paths = lightest_paths(Question(source=0, target=side * side - 1, paths_max=5), _Stored(grid))
    assert [path.weight for path in paths] == [(side - 1) * 2.5] * 5
    assert len({path.uids for path in paths}) == 5


def test_a_search_that_cannot_end_soon_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "path_search_steps_max", 1_000)
    graph = {uid: {other: 1.0 for other in range(1, 13) if other != uid} for uid in range(1, 13)}
    with pytest.raises(LimitError, match="path_search_steps_max"):
        lightest_paths(Question(source=1, target=12, weight_min=10.0), _Stored(graph))
