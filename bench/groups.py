"""Workloads by the data that they need: each group has a store of its own, so that new data changes no other's ids.

In: a group's name or a workload's. Out: `Group`s. Does not know: servers, how results are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from bench.data import Facts, prepare_data, prepare_quads
from bench.dql_films import DQL_FILMS
from bench.graph import GRAPH, graph_quads
from bench.more_workloads import PIECES, THREADS, VECTORS, Ratio
from bench.pieces import pieces_quads
from bench.rule_workloads import RULES
from bench.rules import rules_quads
from bench.threads import threads_quads
from bench.vectors import vectors_quads
from bench.workloads import SEEN, WORKLOADS, Workload

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Workloads that share a store.

    Attributes:
        prepare: Makes the data file of a scale in a directory, if it is not there.
        set_up: SQL that the floors' copy of the store needs once, if any.
    """

    name: str
    schema: Path
    workloads: Sequence[Workload]
    prepare: Callable[[Path, float], tuple[Path, Facts]]
    set_up: Path | None = None


FILMS = Group(name="films", schema=_HERE / "schema.graphql", workloads=(*DQL_FILMS, *WORKLOADS), prepare=prepare_data)


def _other(
    name: str, workloads: Sequence[Workload], quads: Callable[[float], Iterator[str]], set_up: Path | None = None
) -> Group:
    def prepare(directory: Path, scale: float) -> tuple[Path, Facts]:
        return prepare_quads(directory, name, scale, quads)

    return Group(name=name, schema=_HERE / f"{name}.graphql", workloads=workloads, prepare=prepare, set_up=set_up)


GROUPS: tuple[Group, ...] = (
    FILMS,
    _other("pieces", PIECES, pieces_quads, _HERE / "floors" / "setup" / "pieces.sql"),
    _other("vectors", VECTORS, vectors_quads),
    _other("threads", THREADS, threads_quads),
    _other("graph", GRAPH, graph_quads),
    _other("rules", RULES, rules_quads),
)


def chosen_workloads(group: Group, only: str) -> list[Workload]:
    """Those whose name, or whose group's, is like one of the globs; they stand with commas between."""
    return [workload for workload in group.workloads if is_chosen(workload.name, only) or is_chosen(group.name, only)]


def is_chosen(name: str, only: str) -> bool:
    """Whether a name is like one of the globs."""
    return any(fnmatch(name, glob.strip()) for glob in only.split(","))


def _all_workloads() -> Iterator[Workload]:
    for group in GROUPS:
        for workload in group.workloads:
            yield workload
            if isinstance(workload, Ratio):
                yield workload.one


BY_NAME: dict[str, Workload] = {workload.name: workload for workload in (*_all_workloads(), SEEN)}
