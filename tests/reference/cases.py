"""A generated case: a schema and requests, with placeholders where a request needs the id of a node.

Ids differ from database to database, so a case never holds one. Requests select ids only as `id`, `id1`, `id2`, …; ids
are called `<node 1>`, `<node 2>`, … in the order in which they appear in the answers of a database, and requests use
these names. Both databases answer in the same order, so the same name means the same node in both.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from .comparison import compare
from .evaluator import Answer, ReferenceDatabase

Graphql = Callable[[str, dict[str, Any]], Answer]
"""What a database under test offers: text and variables in, the decoded answer out."""

UNKNOWN_NODE: Final = "0x7ffffffffffffff1"
_ID_NAME: Final = re.compile(r"id\d*")
_PLACEHOLDER: Final = re.compile(r"<node \d+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    query: str
    variables: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A schema and requests.

    Attributes:
        answers: What the reference database answered, with names in place of ids; None: it has not been asked.
    """

    seed: int
    sdl: str
    steps: list[Step]
    answers: list[Answer] | None = field(default=None, compare=False, repr=False)

    def describe(self, last: int | None = None) -> str:
        """The case as Python text that can be pasted into a test and shortened by hand; up to the step `last`."""
        quotes = '"' * 3
        lines = [f"# seed {self.seed}", f"case = Case(seed={self.seed}, sdl={quotes}\n{self.sdl}{quotes}, steps=["]
        for number, step in enumerate(self.steps):
            if last is None or number <= last:
                variables = f", variables={step.variables!r}" if step.variables else ""
                lines.append(f"    # step {number}\n    Step(query={step.query!r}{variables}),")
        return "\n".join([*lines, "])"])


def normalise(answer: Answer, id_map: dict[str, str]) -> Answer:
    """The answer with the names of nodes in place of ids. `id_map` (id → name) grows; keep one for each database."""

    def walk(value: Any, name: str) -> Any:
        if isinstance(value, dict):
            return {key: walk(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [walk(inner, "") for inner in value]
        if isinstance(value, str) and _ID_NAME.fullmatch(name):
            return id_map.setdefault(value, f"<node {len(id_map) + 1}>")
        return value

    return {**answer, "data": walk(answer["data"], "")} if "data" in answer else answer


def resolve(step: Step, id_map: dict[str, str]) -> Step:
    """The step with ids in place of the names of nodes; a name that no answer has given yet becomes an unknown id."""
    identifiers = {name: identifier for identifier, name in id_map.items()}

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return _PLACEHOLDER.sub(lambda match: identifiers.get(match[0], UNKNOWN_NODE), value)
        if isinstance(value, list):
            return [walk(inner) for inner in value]
        return {key: walk(inner) for key, inner in value.items()} if isinstance(value, dict) else value

    return Step(query=walk(step.query), variables=walk(step.variables))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    case: Case
    step: int
    words: str
    expected: Answer
    got: Answer

    def describe(self) -> str:
        answers = f"# expected {_json(self.expected)}\n# got      {_json(self.got)}"
        return f"{self.case.describe(self.step)}\n\n# step {self.step}: {self.words}\n{answers}"


def first_difference(case: Case, graphql: Graphql) -> Difference | None:
    """Run a case in an empty database that has its schema already, and compare with the reference database."""
    names: dict[str, str] = {}
    for number, (step, expected) in enumerate(zip(case.steps, case.answers or _answers(case), strict=True)):
        resolved = resolve(step, names)
        got = normalise(graphql(resolved.query, resolved.variables), names)
        words = compare(expected, got)
        if words is not None:
            return Difference(case=case, step=number, words=words, expected=expected, got=got)
    return None


def _answers(case: Case) -> Iterator[Answer]:
    """Those of a fresh reference database."""
    reference = ReferenceDatabase(case.sdl)
    names: dict[str, str] = {}
    for step in case.steps:
        resolved = resolve(step, names)
        yield normalise(reference.graphql(resolved.query, resolved.variables), names)


def shortened(case: Case, differs: Callable[[Case], bool]) -> Case:
    """Leave out steps, from the last to the first, as long as `differs` still holds."""
    for number in range(len(case.steps) - 1, -1, -1):
        shorter = Case(seed=case.seed, sdl=case.sdl, steps=case.steps[:number] + case.steps[number + 1 :])
        if differs(shorter):
            case = shorter
    return case


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
