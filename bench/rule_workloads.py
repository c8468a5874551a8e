"""The workloads of the group `rules`: reads under rules, each beside the same with the filter in the query.

In and out as in `workloads.py`. The floor is ours too: its type has no rule, and it sends no token, so that what a
token costs is in the ratio. Does not know: HTTP, servers, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.literals import Variables
from bench.more_workloads import Ratio
from bench.rules import FEW, HEADER, MANY, SOME, Size, owners, token
from bench.workloads import READ_TARGET, Call, Inputs, Kind, Make, Single

_OWNER = "filter: {owner: {name: {eq: $name}}}"
_TEAM = "filter: {owner: {team: {name: {eq: $name}}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruled(Single):
    """The variables of a call are the claims of its token; the text has those of `keeps`."""

    keeps: tuple[str, ...] = ()

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        for call in super(_Ruled, self).calls(inputs, seed):
            name = str(call.variables["name"])
            claims = token(USER=name, TEAM=name, ROLE="STAFF")
            variables = {key: call.variables[key] for key in self.keeps}
            yield Call(
                workload=self.name,
                text=self.text,
                variables=variables,
                for_floor=self.for_floor,
                headers=((HEADER, claims),),
            )


def _somebody(size: Size) -> Make:
    names = owners(size)

    def make(random: Random, _inputs: Inputs, _mark: str) -> Variables:
        return {"name": random.choice(names)}

    return make


def _rule(name: str, title: str, size: Size, ruled: str, by_hand: str, keeps: tuple[str, ...] = ()) -> Ratio:
    """A read under a rule, and the same by hand for the same people."""
    make = _somebody(size)
    return Ratio(
        name=name,
        title=f"{title} (floor: ours, the filter in the query)",
        abstract=_Ruled(name=name, title="", kind=Kind.READ, text=ruled, make=make, keeps=keeps),
        one=Single(name=f"{name}_by_hand", title=title, kind=Kind.READ, text=by_hand, make=make),
        share=READ_TARGET,
    )


def _page(name: str, title: str, type_name: str, size: Size, filter_text: str = _OWNER) -> Ratio:
    """A page of 50 by rating."""
    seen = size.papers
    return _rule(
        name,
        f"{title}: page of 50 by rating, {seen:,} of 1,000,000 visible",
        size,
        f"{{ papers: query{type_name}(order: {{desc: rating}}, first: 50) {{ id title rating }} }}",
        f"query($name: String!) {{ papers: queryPaper({filter_text}, order: {{desc: rating}}, first: 50) "
        "{ id title rating } }",
    )


RULES: tuple[Ratio, ...] = (
    *(_page(f"rule_owner_{size.name}", "rule of the owner", "Owned", size) for size in (FEW, SOME, MANY)),
    *(_page(f"rule_team_{size.name}", "rule over two hops", "Shared", size, _TEAM) for size in (FEW, SOME, MANY)),
    *(_page(f"permission_{size.name}", "permission query", "Permitted", size) for size in (FEW, SOME, MANY)),
    _rule(
        "rule_role",
        "rule of a role: page of 50 by rating",
        MANY,
        "{ papers: queryStaffed(order: {desc: rating}, first: 50) { id title rating } }",
        "{ papers: queryPaper(order: {desc: rating}, first: 50) { id title rating } }",
    ),
    _rule(
        "rule_owner_unordered",
        "rule of the owner: first 50",
        MANY,
        "{ papers: queryOwned(first: 50) { id title rating } }",
        f"query($name: String!) {{ papers: queryPaper({_OWNER}, first: 50) {{ id title rating }} }}",
    ),
    _rule(
        "rule_owner_count",
        "rule of the owner: count and average of 5,000",
        SOME,
        "{ papers: aggregateOwned { count ratingAvg } }",
        f"query($name: String!) {{ papers: aggregatePaper({_OWNER}) {{ count ratingAvg }} }}",
    ),
    _rule(
        "rule_owner_nested",
        "rule of the owner: a person's papers",
        FEW,
        "query($name: String!) { getPerson(name: $name) { name papers: owned { id title rating } } }",
        "query($name: String!) { getPerson(name: $name) { name papers { id title rating } } }",
        keeps=("name",),
    ),
)
