"""DQL's @normalize: nested objects flattened into one another, a row for each combination.

In: the JSON text of an answer, and of its query which keys stay. Out: the text with flat objects. Does not know: SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.graphs import Recursion
from graphwright.ir.nodes import Nested, Query, Select
from graphwright.records import dataclass

Reshape = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What becomes of a node's object.

    Attributes:
        kept: The keys of its own values that stay; None: all is left as it is.
        inner: The nodes inside, by key, as far as there is something to do.
    """

    kept: tuple[str, ...] | None
    inner: Mapping[str, _Shape]


def normalizing(query: Query) -> Reshape | None:
    """What flattens the answer of a query; None where nothing is to be flattened."""
    roots = {
        root.key: _shape(root.select) if isinstance(root, Nested) else _shape_of_levels(root.select)
        for root in query.roots
        if isinstance(root, Nested | Recursion)
    }
    asked = {key: shape for key, shape in roots.items() if _has_work(shape)}
    if not asked:
        return None

    def reshape(text: str) -> str:
        try:
            data = orjson.loads(text)
            budget = _Budget()
            for key, shape in asked.items():
                data[key] = _list(data[key], shape, budget)
            return orjson.dumps(data).decode()
        except (orjson.JSONDecodeError, orjson.JSONEncodeError, RecursionError):
            raise LimitError("@normalize goes through no more than some hundred levels; give a smaller depth") from None

    return reshape


def _shape(select: Select) -> _Shape:
    inner = {output.key: _shape(output.select) for output in select.output if isinstance(output, Nested)}
    if select.normal is None:
        inner = {key: shape for key, shape in inner.items() if _has_work(shape)}
    return _Shape(select.normal, inner)


def _shape_of_levels(select: Select) -> _Shape:
    """All levels of a recursion are alike, and all is flat below an edge that is to be."""
    edges = [output for output in select.output if isinstance(output, Nested)]
    kept = next((each.normal for each in (select, *(edge.select for edge in edges)) if each.normal is not None), None)
    inner: dict[str, _Shape] = {}
    levels: dict[str, _Shape] = {}
    if kept is None:
        return _Shape(None, levels)
    flat, shape = _Shape(kept, inner), _Shape(None, levels)
    inner.update((edge.key, flat) for edge in edges)
    if select.normal is not None:
        return flat
    levels.update((edge.key, shape if edge.select.normal is None else flat) for edge in edges)
    return shape


def _has_work(shape: _Shape) -> bool:
    return shape.kept is not None or bool(shape.inner)


class _Budget:
    """Combinations multiply: so many rows may be made."""

    def __init__(self) -> None:
        self.left = limits.normalized_rows_max

    def take(self, count: int) -> None:
        """Notes that rows are made.

        Raises:
            LimitError: There are too many.
        """
        self.left -= count
        if self.left < 0:
            raise LimitError(
                f"@normalize makes more than {limits.normalized_rows_max} rows (normalized_rows_max): a row for each "
                "combination of nested nodes; ask for fewer, or for one branch at a time"
            )


def _list(nodes: Any, shape: _Shape, budget: _Budget) -> Any:
    """The objects of a selection, flat where they are to be."""
    if shape.kept is None:
        for node in nodes if isinstance(nodes, list) else [nodes]:
            for key, inner in shape.inner.items():
                if key in node:
                    node[key] = _list(node[key], inner, budget)
        return nodes
    return [row for node in _each(nodes) for row in _rows(node, shape, budget) if row]


def _each(nodes: Any) -> Sequence[dict[str, Any]]:
    return nodes if isinstance(nodes, list) else [nodes]


def _rows(node: dict[str, Any], shape: _Shape, budget: _Budget) -> list[dict[str, Any]]:
    assert shape.kept is not None
    rows: list[dict[str, Any]] = [{key: node[key] for key in shape.kept if key in node and key not in shape.inner}]
    for key, inner in shape.inner.items():
        if key not in node:
            continue
        branches = [row for each in _each(node[key]) for row in _rows(each, inner, budget) if row]
        if branches:
            budget.take(len(rows) * len(branches))
            rows = [_merged(row, branch) for row in rows for branch in branches]
    return rows


def _merged(row: dict[str, Any], branch: dict[str, Any]) -> dict[str, Any]:
    """Two objects as one; what both have becomes a list, the outer one first."""
    merged = dict(row)
    for key, value in branch.items():
        if key in merged:
            before = merged[key]
            merged[key] = [
                *(before if isinstance(before, list) else [before]),
                *(value if isinstance(value, list) else [value]),
            ]
        else:
            merged[key] = value
    return merged
