"""What is shown of a recursion: the member of the answer.

In: a `Recursion` of the IR, the plan of what it comes to (`recursive_walks.py`). Out: `ShownWalk`, which gives the
text; it may look into variables of the same recursion. Does not know: how edges are followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson
from sqlalchemy import Text, cast

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.ir.graphs import Recursion
from graphwright.ir.nodes import Nested, Output, Uid
from graphwright.ir.relations import Relation
from graphwright.plan.edge_batches import BatchStatement, Making
from graphwright.plan.recursing import EdgeMember, Member, TextMember, written
from graphwright.plan.recursive_walks import Found, RecursiveWalk
from graphwright.plan.scope import Environment, Node
from graphwright.plan.selecting import sparse_object
from graphwright.plan.verifying import with_steps
from graphwright.records import dataclass
from graphwright.storage.elements import Concat, JoinedTexts, ListOfTexts, Quoted
from graphwright.storage.interface import Explored, Reading

_separator: Final = "\x1e"
"""What stands behind each text; JSON has no such character."""
Run = tuple[Output, ...]
"""Outputs one behind the other without an edge between them: one text for each node."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ShownWalk:
    """The plan of what is shown of a recursion.

    Attributes:
        runs: The outputs between the edges; None stands for the next edge.
        texts: Of the runs that the store has; None: there are none.
    """

    asked: Recursion
    walk: RecursiveWalk
    runs: tuple[Run | None, ...]
    texts: BatchStatement | None

    def run(self, values: Sequence[Any], reading: Reading) -> str:
        """The member of the answer."""
        asked = self.asked
        found: Found = reading.result(
            Explored(key=self.walk, search=partial(self.walk.run, values), part=lambda found: found)
        )
        uids = found.shown()
        members = self._members(self._texts(uids, reading, values), found)
        nodes = written(found.left, found.began, members, reading.check, ignores_reflex=asked.ignores_reflex)
        if asked.count is not None:
            number = orjson.dumps({asked.count.key: len(found.began)}).decode()
            nodes = f"[{number}{',' if len(nodes) > len('[]') else ''}{nodes[1:]}"
        return f"{orjson.dumps(asked.key).decode()}:{nodes}"

    def _texts(self, uids: Collection[int], reading: Reading, values: Sequence[Any]) -> list[Mapping[int, str]]:
        """The texts of each run."""
        stored: list[dict[int, str]] = [{} for _ in _stored_runs(self.runs)]
        size = 0
        for listed, *columns in () if self.texts is None else self.texts.begin(reading, values).rows(uids):
            batch = orjson.loads(listed)
            for texts, column in zip(stored, columns, strict=True):
                # Behind the last separator there is nothing.
                made = zip(batch, column.split(_separator), strict=False)
                texts.update(made if "{}" not in column else ((uid, text) for uid, text in made if text != "{}"))
                size += len(column)
            if size > limits.answer_bytes_max:
                raise LimitError(
                    f"the answer would be longer than {limits.answer_bytes_max} bytes (answer_bytes_max); ask for less"
                )
        waiting = iter(stored)
        return [_uid_texts(run, uids) if _is_uid(run) else next(waiting) for run in self.runs if run is not None]

    def _members(self, texts: Iterable[Mapping[int, str]], found: Found) -> list[Member]:
        of_runs, edges = iter(texts), iter(enumerate(self.asked.edges))
        members: list[Member] = []
        for run in self.runs:
            if run is not None:
                members.append(TextMember(texts=next(of_runs)))
                continue
            place, edge = next(edges)
            opening, closing = ("", "") if edge.select.is_single else ("[", "]")
            key = orjson.dumps(edge.key).decode()
            facets = found.facets[place] if edge.select.output else None
            members.append(EdgeMember(position=place, opening=f",{key}:{opening}", closing=closing, facets=facets))
        return members


def plan_shown_walk(
    asked: Recursion, walk: RecursiveWalk, environment: Environment, relations: Sequence[Relation]
) -> ShownWalk:
    """Plans what is shown of a recursion, which may look into relations that are made of it."""
    runs = tuple(_runs(asked.select.output))
    return ShownWalk(asked=asked, walk=walk, runs=runs, texts=_plan_texts(runs, environment, relations))


def _plan_texts(
    runs: Sequence[Run | None], environment: Environment, relations: Sequence[Relation]
) -> BatchStatement | None:
    stored = _stored_runs(runs)
    if not stored:
        return None
    stored = with_steps(stored, environment)

    def columns(node: Node) -> list[Any]:
        texts = (Concat([sparse_object(node, run), Quoted(_separator)]) for run in stored)
        return [ListOfTexts(cast(node.uid, Text())), *map(JoinedTexts, texts)]

    return Making.begin(environment, relations, stored).over_uids(columns)


def _stored_runs(runs: Iterable[Run | None]) -> tuple[Run, ...]:
    """The runs whose texts the store has."""
    return tuple(run for run in runs if run is not None and not _is_uid(run))


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
