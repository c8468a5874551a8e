"""The statements of a search for paths, how they are run, and the paths as text.

In: a `Shortest` of the IR. Out: `PathWalk`, which gives paths. Does not know: how paths are found (`searching.py`), who
hands them to the statement (`walks.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import orjson
from sqlalchemy import case, func
from sqlalchemy.sql import ColumnElement

from graphwright import limits
from graphwright.errors import InputError, LimitError
from graphwright.ir.facets import FacetTest
from graphwright.ir.graphs import Shortest
from graphwright.ir.nodes import Along, Nested, Param
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import Relation
from graphwright.model.catalog import ReverseHome
from graphwright.plan.conditions import lower_check
from graphwright.plan.edge_batches import Batches, BatchStatement, End, Making, plan_end, read_end, targets_text
from graphwright.plan.facets import edge_facets
from graphwright.plan.scope import Environment, Node
from graphwright.plan.searching import Load, Path, Question, Weights, lightest_paths
from graphwright.plan.verifying import with_steps
from graphwright.records import dataclass
from graphwright.storage.elements import Quoted
from graphwright.storage.facet_elements import FacetText
from graphwright.storage.interface import Reading


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PathWalk:
    """A search's plan.

    Attributes:
        ahead: Reads edges where they begin; `back`: where they end, None where that cannot be done.
    """

    asked: Shortest
    source: End
    target: End
    ahead: BatchStatement
    back: BatchStatement | None

    def run(self, values: Sequence[Any], reading: Reading) -> FoundPaths:
        """Searches."""
        asked = self.asked
        bounds = asked.bounds.convert(values[asked.bounds.slot])
        source = _end(self.source, "from", values, reading)
        target = _end(self.target, "to", values, reading)
        edges = _WeightedEdges(
            self.ahead.begin(reading, values),
            None if self.back is None else self.back.begin(reading, values),
            asked.select.output,  # type: ignore[arg-type]
            asked.weights,
        )
        if source is None or target is None:
            return FoundPaths(paths=(), edges=edges)
        question = Question(
            source=source,
            target=target,
            paths_max=bounds.paths_max,
            hops_max=bounds.hops_max,
            weight_min=-math.inf if bounds.weight_min is None else bounds.weight_min,
            weight_max=math.inf if bounds.weight_max is None else bounds.weight_max,
            check=reading.check,
        )
        return FoundPaths(paths=lightest_paths(question, edges), edges=edges)


def _end(end: End, name: str, values: Sequence[Any], reading: Reading) -> int | None:
    """The node at an end of all paths; None where there is none.

    Raises:
        InputError: There are several.
    """
    uids = read_end(end, values, reading)
    if len(uids) > 1:
        raise InputError(f"{name}: stands for {len(uids)} nodes, and shortest goes from one node to one; narrow it")
    return uids[0] if uids else None


@dataclass(slots=True)
class _WeightedEdges:
    """Edges as they are in the store, with their weights.

    Where several predicates lead from one node to another the last one counts, as in the reference.

    Attributes:
        outputs: The edges asked for.
        weights: As in `Shortest`.
    """

    ahead: Batches
    back: Batches | None
    outputs: Sequence[Nested]
    weights: Sequence[str | None]
    _ahead: dict[int, dict[int, float]] = field(default_factory=dict)
    _back: dict[int, dict[int, float]] = field(default_factory=dict)
    _facets: dict[tuple[int, int], str] = field(default_factory=dict)
    _taken: dict[tuple[int, int], int] = field(default_factory=dict)
    _count: int = 0

    @property
    def is_weighted(self) -> bool:
        return any(weight is not None for weight in self.weights)

    @property
    def load_back(self) -> Load | None:
        back = self.back
        return (
            None if back is None else lambda uids: self._load(back, self._back, uids, lambda end, other: (other, end))
        )

    def load(self, uids: Collection[int]) -> Mapping[int, Weights]:
        """The edges that begin at some nodes."""
        return self._load(self.ahead, self._ahead, uids, lambda end, other: (end, other))

    def _load(
        self,
        batches: Batches,
        graph: dict[int, dict[int, float]],
        uids: Collection[int],
        edge: Callable[[int, int], tuple[int, int]],
    ) -> Mapping[int, Weights]:
        has_one = len(self.outputs) == 1
        for uid, *lists in batches.lists(uids):
            found: dict[int, float] = {}
            for position, others in enumerate(lists):
                if not others:
                    continue
                self._count += len(others)
                weight = self.weights[position]
                if weight is None:
                    reached = dict.fromkeys(others, 1.0)
                else:
                    # An edge without a weight is no edge here, as in the reference.
                    pairs = self._named(uid, others, edge) if weight == "*" else others
                    reached = {other: value for other, value in pairs if type(value) is float or type(value) is int}
                    if reached and min(reached.values()) < 0:
                        raise _negative(weight, reached, partial(edge, uid))
                found |= reached
                if not has_one:
                    self._taken.update((edge(uid, other), position) for other in reached)
            graph[uid] = found
            if self._count > limits.walk_edges_max:
                raise LimitError(
                    f"shortest follows more than {limits.walk_edges_max} edges (walk_edges_max); "
                    "give a depth or maxweight, or filter the edges"
                )
        return graph

    def _named(
        self, uid: int, pairs: Iterable[Any], edge: Callable[[int, int], tuple[int, int]]
    ) -> Iterator[tuple[int, Any]]:
        """The only facet of each edge."""
        for other, facets in pairs:
            if not facets:
                continue
            if len(facets) > 1:
                source, target = edge(uid, other)
                raise InputError(
                    f"Expected 1 but got {len(facets)} facets on the edge from 0x{source:x} to 0x{target:x}: "
                    "name the one that is the weight, as in @facets(weight)"
                )
            [(name, value)] = facets.items()
            self._facets[edge(uid, other)] = name
            yield other, value

    def weight(self, uid: int, other: int) -> float:
        """The weight of an edge that was taken, as it is stored."""
        found = self._ahead.get(uid, {})
        return found[other] if other in found else self._back[other][uid]

    def member(self, uid: int, other: int) -> tuple[str, str]:
        """The key of an edge that was taken, and the member with its weight, which begins with a comma."""
        position = self._taken.get((uid, other), 0)
        key, weight = self.outputs[position].key, self.weights[position]
        if weight is None:
            return key, ""
        facet = self._facets[uid, other] if weight == "*" else weight
        value = self.weight(uid, other)
        return key, f",{orjson.dumps(f'{key}|{facet}').decode()}:{orjson.dumps(value).decode()}"


def _negative(name: str, reached: Mapping[int, float], edge: Callable[[int], tuple[int, int]]) -> InputError:
    value, other = min((value, other) for other, value in reached.items())
    source, target = edge(other)
    return InputError(
        f"the facet {name:.60} of the edge from 0x{source:x} to 0x{target:x} is {value}; "
        "shortest takes weights of 0 and more"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPaths:
    """The paths that a search found, the lightest first."""

    paths: Sequence[Path]
    edges: _WeightedEdges

    def places(self) -> str:
        """The nodes of the first path and their places, as JSON."""
        uids = self.paths[0].uids if self.paths else ()
        return orjson.dumps([(uid, place) for place, uid in enumerate(uids)]).decode()

    def texts(self) -> Iterable[str]:
        """Each path as an object: what lies ahead is inside of what it is reached from."""
        for path in self.paths:
            # Added up from the beginning, whichever way they were found.
            weight = sum((float(self.edges.weight(*edge)) for edge in pairwise(path.uids)), 0.0)
            inner, facets = "", ""
            for position in range(len(path.uids) - 1, 0, -1):
                before, uid = path.uids[position - 1], path.uids[position]
                key, facets = self.edges.member(before, uid)
                inner = f'{orjson.dumps(key).decode()}:{{{inner}"uid":"0x{uid:x}"{facets}}},'
            yield f'{{{inner}"uid":"0x{path.uids[0]:x}","_weight_":{_number(weight)}}}'


def paths_text(searches: Sequence[FoundPaths]) -> str:
    """The member of the answer that has the paths; nothing where there are none."""
    texts = [text for found in searches for text in found.texts()]
    return f'"_path_":[{",".join(texts)}]' if texts else ""


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else orjson.dumps(value).decode()


# ---- plans ----------------------------------------------------------------------------------------


def plan_path_walk(asked: Shortest, environment: Environment, relations: Sequence[Relation]) -> PathWalk:
    """Plans a search that may look into relations."""
    followed: tuple[Any, ...] = with_steps(asked.select.output, environment)
    weights = asked.weights
    reversible = all(_is_reversible(nested, environment) for nested in followed)

    def ahead(node: Node) -> list[Any]:
        return [_edges_text(node, nested, weight) for nested, weight in zip(followed, weights, strict=True)]

    def back(node: Node) -> list[Any]:
        return [_edges_back_text(node, nested, weight) for nested, weight in zip(followed, weights, strict=True)]

    def making() -> Making:
        return Making.begin(environment, relations, followed)

    return PathWalk(
        asked=asked,
        source=plan_end(replace(asked.select, output=(), defines=()), environment, relations),
        target=plan_end(asked.target, environment, relations),
        ahead=making().over_uids_as_lists(ahead),
        back=making().over_uids_as_lists(back) if reversible else None,
    )


def _is_reversible(nested: Nested, environment: Environment) -> bool:
    """Whether an edge can be told from its end: no page says otherwise, and no condition is about the edge itself."""
    home = environment.catalog.predicates.get(_predicate(nested).removeprefix("~"))
    is_typed = home is not None and isinstance(home.home, ReverseHome) and home.home.node_type is not None
    return nested.select.page is None and not is_typed and not _speaks_of_edge(nested.select.condition)


def _speaks_of_edge(node: Any) -> bool:
    match node:
        case FacetTest():
            return True
        case Param():
            return False
        case tuple():
            return any(map(_speaks_of_edge, node))
        case _:
            return is_dataclass(node) and any(_speaks_of_edge(getattr(node, each.name)) for each in fields(node))


def _predicate(nested: Nested) -> str:
    assert isinstance(nested.select.source, Along)
    return nested.select.source.predicate


def _edges_text(node: Node, nested: Nested, weight: str | None) -> Any:
    if weight is None:
        return targets_text(node, nested)
    return targets_text(node, nested, lambda inner: _weight_text(edge_facets(inner), weight))


def _edges_back_text(node: Node, nested: Nested, weight: str | None) -> Any:
    """Where the edges begin that end at a node; none where the node does not pass what they lead to."""
    name = _predicate(nested)
    reverse = name[1:] if name.startswith("~") else f"~{name}"
    select = IrSelect(source=Along(predicate=reverse), api_type=None, is_sparse=True)
    text = _edges_text(node, Nested(key=nested.key, select=select), weight)
    if nested.select.condition is None:
        return text
    return case((lower_check(node, nested.select.condition), text), else_=Quoted("[]"))


def _weight_text(facets: ColumnElement[Any], weight: str) -> ColumnElement[Any]:
    return func.coalesce(facets if weight == "*" else FacetText(facets, weight), Quoted("null"))
