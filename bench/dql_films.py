"""Workloads in DQL over the films: two hops, variables and math, groups, aggregates, upserts.

In: `Inputs`. Out: the workloads. Does not know: servers, SQL.
"""

from __future__ import annotations

from random import Random
from typing import Final

from bench.data import directors_of, person_key
from bench.literals import Variables
from bench.workloads import Inputs, Kind, Single, film_update

_YEARS: Final = 5
"""Of the 105 in which films were made."""


def _director(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"key": person_key(random.choice(directors_of(inputs.facts.scale)))}


def _years(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    first = random.randint(1920, 2024 - _YEARS)
    return {"least": first, "most": first + _YEARS - 1}


def _nothing(_random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {}


DQL_FILMS: tuple[Single, ...] = (
    Single(
        name="dql_two_hop",
        title="DQL: a director's films rated 5 and more, their genres",
        kind=Kind.READ,
        text="""query q($key: string) {
  q(func: eq(Person.key, $key)) {
    Person.name
    Person.directed @filter(ge(Film.rating, 5)) { Film.title Film.rating Film.genres { Genre.name } }
  }
}""",
        make=_director,
        is_dql=True,
    ),
    Single(
        name="dql_values",
        title="DQL: value variables, math, the best 20 of five years",
        kind=Kind.READ,
        text="""query q($least: int, $most: int) {
  var(func: between(Film.year, $least, $most)) { r as Film.rating t as Film.runtime s as math(r * 10 + t / 10.0) }
  q(func: uid(s), orderdesc: val(s), first: 20) { Film.title val(s) }
}""",
        make=_years,
        is_dql=True,
    ),
    Single(
        name="dql_groups",
        title="DQL: films of five years by how they are rated",
        kind=Kind.READ,
        text="""query q($least: int, $most: int) {
  q(func: between(Film.year, $least, $most)) @groupby(Film.rated) { count(uid) max(Film.rating) }
}""",
        make=_years,
        is_dql=True,
    ),
    Single(
        name="dql_aggregate",
        title="DQL: sum and average over a variable of 150,000 roles",
        kind=Kind.READ,
        text="""{
  var(func: type(Role)) { b as Role.billing }
  q() { sum(val(b)) avg(val(b)) }
}""",
        make=_nothing,
        is_dql=True,
    ),
    Single(
        name="dql_upsert",
        title="DQL: upsert of two values of the film with a key",
        kind=Kind.WRITE,
        text="{ q(func: eq(Film.key, $key)) { v as uid } }",
        make=film_update,
        is_dql=True,
        sets=(("Film.rating", "rating"), ("Film.boxOffice", "boxOffice")),
    ),
)
