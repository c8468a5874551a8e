"""The statements of a recursion, and how they are run.

In: a `Recursion` of the IR. Out: `RecursiveWalk`, which gives the text of the answer and the nodes that variables get.
Does not know: how edges are followed (`recursing.py`), who hands what is found to the statement (`walks.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import orjson
from sqlalchemy import Text, case, cast, null

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.graphs import Recursion
from graphwright.ir.nodes import Along, Nested, Output, Uid
from graphwright.ir.relations import Relation
from graphwright.plan.conditions import lower_check
from graphwright.plan.edge_batches import Batches, BatchStatement, End, Making, plan_end, read_end, targets_text
from graphwright.plan.recursing import Course, EdgeMember, Group, Member, Targets, TextMember, prune, recurse, written
from graphwright.plan.scope import Environment, Node
from graphwright.plan.selecting import sparse_object
from graphwright.plan.verifying import with_steps
from graphwright.storage.elements import Concat, JoinedTexts, ListOfTexts, Quoted
from graphwright.storage.interface import Reading

_separator: Final = "\x1e"
"""What stands behind each text; JSON has no such character."""
Run = tuple[Output, ...]
"""Outputs one behind the other without an edge between them: one text for each node."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RecursiveWalk:
    """A recursion's plan.

    Attributes:
        positions: Of the edges among the outputs.
        runs: The outputs between them; None stands for the next edge.
        shown: Texts of the runs that the store has, and last whether a node lacks something; None: there are none.
        looks_ahead: What lies beyond the last level matters.
    """

    asked: Recursion
    roots: End
    edges: BatchStatement | None
    shown: BatchStatement | None
    positions: tuple[int, ...]
    runs: tuple[Run | None, ...]
    looks_ahead: bool

    def run(self, values: Sequence[Any], reading: Reading) -> Found:
        """Follows the edges, and makes the text if somebody is to see it."""
        asked = self.asked
        reach = asked.reach.convert(values[asked.reach.slot])
        began = read_end(self.roots, values, reading)
        outputs = asked.select.output
        edges = _StoredEdges(
            None if self.edges is None else self.edges.begin(reading, values),
            [outputs[position] for position in self.positions],  # type: ignore[misc]
        )
        course = Course(
            names=[_predicate(outputs[position]) for position in self.positions],
            depth=reach.depth,
            loops=reach.loops,
            looks_ahead=self.looks_ahead,
            check=reading.check,
        )
        groups = recurse(began, edges, course)
        every = {uid for group in groups for uid in group.uids}
        texts, lacking = self._texts(every, reading, values)
        if asked.select.cascade is not None:
            needed = [self.positions.index(position) for position in asked.needed]
            began = list(prune(groups, lacking.__contains__, needed))
        text = ""
        if asked.is_shown:
            members = self._members(texts, edges)
            nodes = written(groups, began, members, reading.check, ignores_reflex=asked.ignores_reflex)
            if asked.count is not None:
                number = orjson.dumps({asked.count.key: len(began)}).decode()
                nodes = f"[{number}{',' if len(nodes) > len('[]') else ''}{nodes[1:]}"
            text = f"{orjson.dumps(asked.key).decode()}:{nodes}"
        return Found(began=began, every=every, groups=groups, positions=self.positions, text=text)

    def _texts(
        self, uids: Collection[int], reading: Reading, values: Sequence[Any]
    ) -> tuple[list[Mapping[int, str]], Collection[int]]:
        """The texts of each run, and the nodes that lack something that they need."""
        stored: list[dict[int, str]] = [{} for _ in _stored_runs(self.asked, self.runs)]
        lacking: set[int] = set()
        size = 0
        for listed, lacks, *columns in () if self.shown is None else self.shown.begin(reading, values).rows(uids):
            batch = orjson.loads(listed)
            for texts, column in zip(stored, columns, strict=True):
                # Behind the last separator there is nothing.
                made = zip(batch, column.split(_separator), strict=False)
                texts.update(made if "{}" not in column else ((uid, text) for uid, text in made if text != "{}"))
                size += len(column)
            lacking.update(orjson.loads(lacks))
            if size > limits.answer_bytes_max:
                raise LimitError(
                    f"the answer would be longer than {limits.answer_bytes_max} bytes (answer_bytes_max); ask for less"
                )
        waiting = iter(stored)
        if not self.asked.is_shown:
            return [], lacking
        every = [_uid_texts(run, uids) if _is_uid(run) else next(waiting) for run in self.runs if run is not None]
        return every, lacking

    def _members(self, texts: Iterable[Mapping[int, str]], edges: _StoredEdges) -> list[Member]:
        of_runs, count = iter(texts), 0
        members: list[Member] = []
        for run in self.runs:
            if run is not None:
                members.append(TextMember(texts=next(of_runs)))
                continue
            nested = self.asked.select.output[self.positions[count]]
            assert isinstance(nested, Nested)
            opening, closing = ("", "") if nested.select.is_single else ("[", "]")
            key = orjson.dumps(nested.key).decode()
            facets = edges.facets[count] if nested.select.output else None
            members.append(EdgeMember(position=count, opening=f",{key}:{opening}", closing=closing, facets=facets))
            count += 1
        return members


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a recursion came to.

    Attributes:
        text: The member of the answer; empty where nobody sees it.
    """

    began: Sequence[int]
    every: Collection[int]
    groups: Sequence[Group]
    positions: Sequence[int]
    text: str

    def uids(self, part: Literal["begins", "nodes", "values"] | int) -> list[int]:
        """The nodes of a part; see `WalkedNodes`."""
        match part:
            case "begins":
                return sorted(self.began)
            case "values":
                return sorted(self.every)
            case "nodes":
                return sorted({*self.began, *self._ends(range(len(self.positions)), is_within=True)})
            case int():
                return sorted(self._ends([self.positions.index(part)], is_within=False))

    def _ends(self, edges: Iterable[int], *, is_within: bool) -> set[int]:
        """The nodes that edges led to; those of the levels alone, or also the ones beyond."""
        found: set[int] = set()
        for group in self.groups:
            for edge in edges if group.targets else ():
                if not is_within or group.below[edge] is not None:
                    found.update(*group.targets[edge].values())
        return found


class _StoredEdges:
    """Edges as they are in the store; those of each node are read once.

    Attributes:
        facets: For each kind of edges the facets of each edge, as members that begin with a comma.
    """

    def __init__(self, batches: Batches | None, outputs: Sequence[Nested]) -> None:
        self._batches = batches
        pages = [output.select.page for output in outputs]
        self._is_reversed = [page is not None and page.last is not None for page in pages]
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
    """Plans a recursion that may look into relations."""
    select = replace(asked.select, output=(), cascade=None, defines=())
    positions = tuple(place for place, output in enumerate(asked.select.output) if isinstance(output, Nested))
    followed: tuple[Any, ...] = with_steps(tuple(asked.select.output[position] for position in positions), environment)
    runs = tuple(_runs(asked.select.output))
    return RecursiveWalk(
        asked=asked,
        roots=plan_end(select, environment, relations),
        edges=Making.begin(environment, relations, followed).over_uids_as_lists(
            lambda node: [_edges_text(node, nested) for nested in followed]
        )
        if followed
        else None,
        shown=_plan_shown(asked, runs, environment, relations),
        positions=positions,
        runs=runs,
        looks_ahead=asked.select.cascade is not None
        or any(output.select.defines for output in followed if isinstance(output, Nested)),
    )


def _edges_text(node: Node, nested: Nested) -> Any:
    facets = nested.select.output
    return targets_text(node, nested, (lambda inner: sparse_object(inner, facets)) if facets else None)


def _plan_shown(
    asked: Recursion, runs: Sequence[Run | None], environment: Environment, relations: Sequence[Relation]
) -> BatchStatement | None:
    stored = _stored_runs(asked, runs)
    needs = asked.needs
    if not stored and needs is None:
        return None
    stored, needs = with_steps(stored, environment), with_steps(needs, environment)

    def columns(node: Node) -> list[Any]:
        uid = cast(node.uid, Text())
        lacks: Any = null() if needs is None else case((lower_check(node, needs), null()), else_=uid)
        texts = (Concat([sparse_object(node, run), Quoted(_separator)]) for run in stored)
        return [ListOfTexts(uid), ListOfTexts(lacks), *map(JoinedTexts, texts)]

    return Making.begin(environment, relations, stored, needs).over_uids(columns)


def _stored_runs(asked: Recursion, runs: Iterable[Run | None]) -> tuple[Run, ...]:
    """The runs whose texts the store has."""
    return tuple(run for run in runs if run is not None and not _is_uid(run)) if asked.is_shown else ()


def _runs(outputs: Sequence[Output]) -> Iterable[Run | None]:
    run: list[Output] = []
    for output in outputs:
        if isinstance(output, Nested):
            if run:
                yield tuple(run)
            yield None
            run = []
        else:
            run.append(output)
    if run:
        yield tuple(run)


def _is_uid(run: Run) -> bool:
    """Whether a run says nothing but which node it is."""
    return len(run) == 1 and isinstance(run[0], Uid)


def _uid_texts(run: Run, uids: Collection[int]) -> Mapping[int, str]:
    opening = f"{{{orjson.dumps(run[0].key).decode()}:" + '"0x'
    return {uid: f'{opening}{uid:x}"}}' for uid in uids}


def _predicate(output: Output) -> str:
    assert isinstance(output, Nested) and isinstance(output.select.source, Along)
    return output.select.source.predicate
