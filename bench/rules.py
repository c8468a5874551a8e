"""The data of the group `rules`: papers of people, of whom some own many, evenly spread over all of them.

In: a scale factor (1: 1,000,000 papers). Out: quads, the owners, and tokens for them. The same scale gives the same
bytes. Does not know: servers, queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final

import jwt

PAPERS: Final = 1_000_000
"""At scale 1."""
VERIFICATION_KEY: Final = "the-key-of-the-bench-the-key-of-the-bench"
HEADER: Final = "x-auth"
_until = 4_102_444_800  # 2100-01-01


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """People who own alike many papers.

    Attributes:
        papers: Of each, at scale 1; at least `papers_min`.
    """

    name: str
    people: int
    papers: int
    papers_min: int = 1

    def papers_at(self, scale: float) -> int:
        """Of each."""
        return max(round(self.papers * scale), self.papers_min)


FEW: Final = Size(name="few", people=200, papers=5, papers_min=5)
SOME: Final = Size(name="some", people=40, papers=5_000)
MANY: Final = Size(name="many", people=3, papers=100_000)
_sizes: Final = (FEW, SOME, MANY)
_rest_papers: Final = 100
"""Of each who owns what is left."""


def owners(size: Size) -> list[str]:
    """Their names; each is a team of his own, of the same name."""
    return [f"{size.name}{number}" for number in range(size.people)]


@cache
def token(**claims: str) -> str:
    """A token that does not end."""
    payload: dict[str, Any] = {"exp": _until, "claims": claims}
    return jwt.encode(payload, VERIFICATION_KEY, algorithm="HS256")


def rules_quads(scale: float) -> Iterator[str]:
    """The data, quad by quad, with line ends; nodes before those that point to them."""
    count = round(PAPERS * scale)
    papers = [name for size in _sizes for name in owners(size) for _ in range(size.papers_at(scale))][:count]
    papers += [f"rest{number // _rest_papers}" for number in range(count - len(papers))]
    for name in dict.fromkeys(papers):
        yield f'_:team-{name} <dgraph.type> "Team" .\n'
        yield f'_:team-{name} <Team.name> "{name}" .\n'
        yield f'_:{name} <dgraph.type> "Person" .\n'
        yield f'_:{name} <Person.name> "{name}" .\n'
        yield f"_:{name} <Person.team> _:team-{name} .\n"
    random = Random("papers")
    random.shuffle(papers)
    for number, owner in enumerate(papers):
        paper = f"_:paper{number}"
        yield f'{paper} <dgraph.type> "Paper" .\n'
        yield f'{paper} <Paper.key> "p{number:07d}" .\n'
        yield f'{paper} <Paper.title> "paper {number} of {owner}" .\n'
        yield f'{paper} <Paper.rating> "{random.gauss(6.2, 1.3):.6f}"^^<xs:float> .\n'
        yield f"{paper} <Paper.owner> _:{owner} .\n"
