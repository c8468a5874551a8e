"""How large the lists of a store are: counted when an estimate alone would refuse a request, and remembered a while.

In: what to count, the environment. Out: a statement of one row, and `Sizes`, which keeps what came back. Counting ends
at `cost_counted_rows_max`, so it takes milliseconds. Does not know: requests (`cost.py`), who runs the statement.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from sqlalchemy import Column, Float, cast, func, literal_column, select

from graphwright import limits
from graphwright.model.catalog import ColumnHome, EdgeHome, ReverseHome
from graphwright.plan.scope import Environment
from graphwright.storage.interface import CompiledSql
from graphwright.storage.tables import state_table

SizeKey = tuple[Literal["nodes", "type", "edges"], str]
"""All nodes of the store; those of a type, by its name; the edges of a node, by their predicate, on average."""

nodes_key: Final[SizeKey] = ("nodes", "")


class Sizes:
    """What was counted last, of one catalog version.

    Args:
        kept_s: Gives the seconds for which it is good.
    """

    def __init__(self, kept_s: Callable[[], float]) -> None:
        self._kept_s = kept_s
        self._found: dict[SizeKey, tuple[float, float]] = {}

    def get(self, keys: Sequence[SizeKey]) -> Mapping[SizeKey, float] | None:
        """The sizes of all these; None when one is not known or too old."""
        oldest = time.monotonic() - self._kept_s()
        found = {key: self._found[key] for key in keys if key in self._found}
        if len(found) < len(keys) or any(at <= oldest for _, at in found.values()):
            return None
        return {key: size for key, (size, _) in found.items()}

    def put(self, keys: Sequence[SizeKey], row: Sequence[Any]) -> None:
        """Keeps what the statement of these keys gave."""
        now = time.monotonic()
        sizes = dict(zip(keys, (float(size or 0) for size in row), strict=True))
        for key, size in sizes.items():
            # More of a type than are counted: no more, at any rate, than there are nodes.
            is_all = key[0] == "type" and size >= limits.cost_counted_rows_max
            self._found[key] = (max(size, sizes[nodes_key]) if is_all else size, now)


def count_sizes(keys: Sequence[SizeKey], environment: Environment) -> CompiledSql:
    """A statement whose row has the sizes of these keys, `nodes_key` among them."""
    return environment.storage.compile(select(*(_size(key, environment).scalar_subquery() for key in keys)))


def _size(key: SizeKey, environment: Environment) -> Any:
    match key:
        case ("nodes", _):
            return select(state_table.c.next_uid)
        case ("type", name):
            table, flag = environment.tables.flag(environment.catalog.node_types[name])
            found = select(table.c.uid).where(table.c[flag.name] == literal_column("1"))
            return select(func.count()).select_from(found.limit(_rows(limits.cost_counted_rows_max)).subquery())
        case ("edges", name):
            source = _source(name, environment)
            # The mean over nodes that have any: what the first ones in the index have. A tenth is enough for that.
            most = _rows(-(-limits.cost_counted_rows_max // 10))
            counted = select(source).where(source.is_not(None)).order_by(source).limit(most).subquery()
            several = func.nullif(func.count(counted.c[0].distinct()), literal_column("0"))
            return select(cast(func.count(), Float) / several).select_from(counted)
    raise AssertionError(f"{key} is no size")


def _rows(count: int) -> Any:
    return literal_column(str(count))


def _source(name: str, environment: Environment) -> Column[Any]:
    """Where the nodes stand from which a predicate's edges lead."""
    held = environment.catalog.predicate(name)
    assert held is not None, f"{name} is a predicate of the catalog"
    is_turned = isinstance(held.home, ReverseHome)
    if isinstance(held.home, ReverseHome):
        held = environment.catalog.predicates[held.home.predicate]
    match held.home:
        case EdgeHome(table=table):
            edges = environment.tables.edges(table)
            return edges.c.dst if is_turned else edges.c.src
        case ColumnHome(table=table, column=column):
            family = environment.tables.family(table)
            return family.c[column] if is_turned else family.c.uid
    raise AssertionError(f"{held.name} holds no edges")
