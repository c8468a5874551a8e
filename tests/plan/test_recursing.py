"""Following edges again and again: which edges are taken, what is cut, and the text of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson
import pytest

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.plan.recursing import Course, EdgeMember, Group, Member, Need, TextMember, prune, recurse, written

tree = {1: [2, 3], 2: [4, 5], 3: [6], 4: [7], 6: [7]}
"""7 has two ways to it, of different lengths where `2: [7]` is added."""


class _Edges:
    def __init__(self, *kinds: Mapping[int, Sequence[int]]) -> None:
        self.kinds = kinds
        self.asked: list[list[int]] = []

    def load(self, uids: Collection[int]) -> Sequence[Mapping[int, Sequence[int]]]:
        self.asked.append(sorted(uids))
        return [{uid: kind[uid] for uid in uids if uid in kind} for kind in self.kinds]


def _groups(*kinds: Mapping[int, Sequence[int]], roots: Sequence[int] = (1,), **options: Any) -> list[Group]:
    course = Course(**{"names": ["child", "friend"][: len(kinds)], **options})
    return recurse(roots, _Edges(*kinds), course)


def _shown(groups: list[Group], roots: Sequence[int] = (1,), keys: Sequence[str] = ("child", "friend")) -> Any:
    uids = {uid for group in groups for uid in group.uids}
    count = len(groups[0].targets) if groups[0].targets else 0
    members: list[Member] = [
        TextMember(texts={uid: f'{{"n":{uid}}}' for uid in uids}),
        *(EdgeMember(position=position, opening=f',"{keys[position]}":[', closing="]") for position in range(count)),
    ]
    return orjson.loads(written(groups, roots, members))


def test_each_level_is_read_at_once_and_each_edge_taken_once() -> None:
    edges = _Edges({**tree, 7: [1]})
    groups = recurse([1], edges, Course(names=["child"]))
    assert edges.asked == [[1], [2, 3], [4, 5, 6], [7], [1]]
    assert _shown(groups) == [
        {
            "n": 1,
            "child": [
                {
                    "n": 2,
                    "child": [{"n": 4, "child": [{"n": 7, "child": [{"n": 1}]}]}, {"n": 5}],
                },
                {"n": 3, "child": [{"n": 6, "child": [{"n": 7, "child": [{"n": 1}]}]}]},
            ],
        }
    ]


def test_a_node_that_is_met_later_again_has_no_edges_left() -> None:
    groups = _groups({1: [2, 3], 3: [2], 2: [4]})
    assert _shown(groups) == [{"n": 1, "child": [{"n": 2, "child": [{"n": 4}]}, {"n": 3, "child": [{"n": 2}]}]}]
    looped = _groups({1: [2, 3], 3: [2], 2: [4]}, loops=True, depth=9)
    assert _shown(looped)[0]["child"][1] == {"n": 3, "child": [{"n": 2, "child": [{"n": 4}]}]}


def test_depth_counts_levels_of_nodes_and_the_last_one_is_not_looked_beyond() -> None:
    edges = _Edges(tree)
    groups = recurse([1], edges, Course(names=["child"], depth=2))
    assert _shown(groups) == [{"n": 1, "child": [{"n": 2}, {"n": 3}]}]
    assert edges.asked == [[1]]
    ahead = recurse([1], _Edges(tree), Course(names=["child"], depth=2, looks_ahead=True))
    assert _shown(ahead) == _shown(groups)
    assert ahead[-1].targets == [{2: [4, 5], 3: [6]}]


def test_loops_go_round_as_deep_as_asked() -> None:
    shown = _shown(_groups({1: [2], 2: [1]}, loops=True, depth=4))
    assert shown == [{"n": 1, "child": [{"n": 2, "child": [{"n": 1, "child": [{"n": 2}]}]}]}]


def test_a_path_of_predicates_is_a_group_of_its_own() -> None:
    """Node 3 is reached by both predicates at once: its edges are shown where it was reached by the first."""
    groups = _groups({1: [3], 3: [4]}, {1: [3, 5], 3: [6]})
    assert _shown(groups) == [
        {
            "n": 1,
            "child": [{"n": 3, "child": [{"n": 4}], "friend": [{"n": 6}]}],
            "friend": [{"n": 3}, {"n": 5}],
        }
    ]


def test_the_same_predicate_twice_shares_its_edges() -> None:
    groups = _groups({1: [2]}, {1: [2, 3]}, names=["child", "child"])
    assert _shown(groups) == [{"n": 1, "child": [{"n": 2}], "friend": [{"n": 3}]}]


def test_pruning_begins_at_the_last_level() -> None:
    groups = _groups(tree, depth=2, looks_ahead=True)
    left = prune(groups, [Need({3}, {0: ()})] * 2)
    assert left[0].uids == [1]
    assert _shown(left) == [{"n": 1, "child": [{"n": 2}]}]
    assert prune(_groups(tree), [Need(set(), {0: ()})] * 2)[0].uids == []
    # 2 and 3 are not asked for the edge.
    assert prune(_groups(tree, depth=2), [Need(set(), {0: {2, 3}})] * 2)[0].uids == [1]
    # What was reached is as it was.
    assert _shown(groups) == [{"n": 1, "child": [{"n": 2}, {"n": 3}]}]


def test_nodes_need_what_the_edge_says_that_leads_to_them() -> None:
    groups = _groups({1: [2, 3], 2: [4], 3: [4], 5: [6]}, {1: [5, 4]})
    left = prune(groups, [None, Need({3}, {}), Need(set(), {0: ()})])
    assert _shown(left) == [
        {"n": 1, "child": [{"n": 2, "child": [{"n": 4}]}], "friend": [{"n": 5, "child": [{"n": 6}]}]}
    ]


def test_depth_has_no_bound_of_its_own() -> None:
    chain = {uid: [uid + 1] for uid in range(1, 5_001)}
    text = written(
        groups := _groups(chain),
        [1],
        [
            TextMember(texts={uid: f'{{"n":{uid}}}' for group in groups for uid in group.uids}),
            EdgeMember(position=0, opening=',"child":[', closing="]"),
        ],
    )
    assert text.startswith('[{"n":1,"child":[{"n":2,"child":[') and text.endswith('{"n":5001}' + "]}" * 5_000 + "]")


def test_what_is_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "walk_edges_max", 5)
    with pytest.raises(LimitError, match=r"more than 5 edges \(walk_edges_max\)"):
        _groups(tree)


def test_a_text_that_would_explode_is_refused_before_it_is_made() -> None:
    """Forty diamonds one below the other have 2^40 ways through them."""
    ladder = {3 * step + 1: [3 * step + 2, 3 * step + 3] for step in range(40)}
    ladder |= {3 * step + 2: [3 * step + 4] for step in range(40)}
    ladder |= {3 * step + 3: [3 * step + 4] for step in range(40)}
    with pytest.raises(LimitError, match="answer_bytes_max"):
        _shown(_groups(ladder))


def test_facets_stand_behind_the_members_of_the_node_they_lead_to() -> None:
    groups = _groups({1: [2, 3]})
    members: list[Member] = [
        EdgeMember(
            position=0, opening=',"child":[', closing="]", facets={(1, 2): ',"child|w":4', (1, 3): ',"child|w":5'}
        ),
        TextMember(texts={1: '{"n":1}', 2: '{"n":2}'}),
    ]
    assert orjson.loads(written(groups, [1], members)) == [{"child": [{"n": 2, "child|w": 4}], "n": 1}]
