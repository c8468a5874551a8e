"""Flattening answers (`shape/normalizing.py`), without a store."""

from __future__ import annotations

import orjson
import pytest

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.nodes import Along, Nested, Query, Select
from graphwright.shape.normalizing import normalizing


def _select(normal: tuple[str, ...] | None, **inner: Select) -> Select:
    output = tuple(Nested(key=key, select=select) for key, select in inner.items())
    return Select(source=Along(predicate="p"), api_type=None, output=output, normal=normal, is_sparse=True)


def _flat(select: Select, nodes: object) -> object:
    reshape = normalizing(Query(roots=(Nested(key="q", select=select), Nested(key="r", select=_select(None)))))
    assert reshape is not None
    data = orjson.loads(reshape(orjson.dumps({"q": nodes, "r": [{"left": 1}]}).decode()))
    assert data["r"] == [{"left": 1}]
    return data["q"]


def test_nothing_to_do_is_nothing_done() -> None:
    assert normalizing(Query(roots=(Nested(key="q", select=_select(None, inner=_select(None))),))) is None


def test_rows_are_combinations_of_branches() -> None:
    select = _select(("n",), a=_select(("x",)), b=_select(("y",), c=_select(("z",))))
    node = {
        "n": 1,
        "no": 2,
        "a": [{"x": 1, "no": 3}, {"x": 2}, {"no": 4}],
        "b": {"y": 5, "c": [{"z": 6}, {"z": 7}]},
    }
    rows = [{"n": 1, "x": x, "y": 5, "z": z} for x in (1, 2) for z in (6, 7)]
    assert _flat(select, [node, {"no": 1}, {"n": 9}]) == [*rows, {"n": 9}]


def test_equal_keys_become_a_list_the_outer_one_first() -> None:
    select = _select(("n",), a=_select(("n",), b=_select(("n",))))
    assert _flat(select, [{"n": 1, "a": [{"n": [2, 3], "b": [{"n": 4}]}]}]) == [{"n": [1, 2, 3, 4]}]


def test_only_what_stands_inside_is_flattened() -> None:
    select = _select(None, a=_select(("x",), b=_select(("y",))))
    node = {"n": 1, "a": [{"x": 1, "b": [{"y": 2}, {"y": 3}]}, {"no": 1}]}
    assert _flat(select, [node, {"n": 2}]) == [{"n": 1, "a": [{"x": 1, "y": 2}, {"x": 1, "y": 3}]}, {"n": 2}]


def test_combinations_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "normalized_rows_max", 100)
    branches = [{"x": number} for number in range(11)]
    select = _select((), a=_select(("x",)), b=_select(("x",)))
    with pytest.raises(LimitError, match="normalized_rows_max"):
        _flat(select, [{"a": branches, "b": branches}])
    assert len(_flat(select, [{"a": branches[:9], "b": branches[:9]}])) == 81  # type: ignore[arg-type]
