"""The workloads: GraphQL texts and their variables, in the order in which they run (reads first, then writes).

In: `Inputs`, what is known of the data and of the server's ids. Out: `Call`s, the same for the same inputs and seed.
Does not know: HTTP, servers, SQL. `WORKLOADS` is the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from random import Random
from typing import Protocol

import orjson

from bench.data import RATED, SOME_TAGS, Facts, directors_of, film_key, person_key
from bench.literals import Json, Variables
from bench.pages import FAR_PAGE, FIRST_PAGE, place
from bench.words import GENRES

READ_TARGET, WRITE_TARGET = 0.7, 0.5
"""Least share of the floor's throughput. The mixed workload gets the weaker of the two."""


class Kind(StrEnum):
    """Whether a workload changes the data; `COMPILE` ones measure what a new text costs."""

    READ = "read"
    WRITE = "write"
    COMPILE = "compile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What requests are made from.

    Attributes:
        person_ids: Ids, as the server writes them, of the people that `sample_keys` names, in that order.
        film_cursors: Of pages of films by rating, far behind the first one.
    """

    facts: Facts
    person_ids: tuple[str, ...] = ()
    film_cursors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, in whatever form it will be sent.

    Attributes:
        workload: Names the floor's statement.
        for_floor: Makes the parameters of the floor's statement: scalars, and JSON texts for lists and objects.
        sets: Of an upsert in DQL: predicate → the variable whose value it gets, at the node that `text` finds as `v`.
    """

    workload: str
    text: str
    variables: Variables
    for_floor: Callable[[Variables], Variables]
    is_dql: bool = False
    sets: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


class Workload(Protocol):
    """What all kinds of workload offer."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def target(self) -> float: ...
    @property
    def distinct(self) -> int | None:
        """Calls after which requests may repeat; None: no call may be sent twice."""

    @property
    def floors(self) -> tuple[str, ...]:
        """Names of the floor statements that its calls need."""

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        """Endless; keys of added nodes contain the seed, so that two seeds never clash."""


Make = Callable[[Random, Inputs, str], Variables]
"""Variables of the next call, from the random state, the inputs and a mark that no other call has."""


def _same(variables: Variables) -> Variables:
    return variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One text, other variables each time."""

    name: str
    title: str
    kind: Kind
    text: str
    make: Make
    for_floor: Callable[[Variables], Variables] = _same
    is_dql: bool = False
    sets: tuple[tuple[str, str], ...] = ()
    share: float | None = None

    @property
    def target(self) -> float:
        if self.share is not None:
            return self.share
        return READ_TARGET if self.kind is Kind.READ else WRITE_TARGET

    @property
    def distinct(self) -> int | None:
        return 2_000 if self.kind is Kind.READ else None

    @property
    def floors(self) -> tuple[str, ...]:
        return (self.name,)

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        random = Random(f"{self.name} {seed}")
        for number in count():
            variables = self.make(random, inputs, f"{seed}-{number}")
            yield Call(
                workload=self.name,
                text=self.text,
                variables=variables,
                for_floor=self.for_floor,
                is_dql=self.is_dql,
                sets=self.sets,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """Reads, with a write in every `write_every`-th place on average."""

    name: str
    title: str
    read: Single
    write: Single
    write_every: int

    @property
    def kind(self) -> Kind:
        return Kind.WRITE

    @property
    def target(self) -> float:
        return min(self.read.target, self.write.target)

    @property
    def distinct(self) -> int | None:
        return None

    @property
    def floors(self) -> tuple[str, ...]:
        return (self.read.name, self.write.name)

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        random = Random(f"{self.name} {seed}")
        reads, writes = self.read.calls(inputs, seed), self.write.calls(inputs, seed)
        while True:
            yield next(reads if random.randrange(self.write_every) else writes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverSeen:
    """A person by key with two levels, under aliases that no other request has: each text needs a new plan.

    With `renewed=False` all requests have the aliases of the first: the same work with a cached plan.
    """

    name: str
    title: str
    renewed: bool

    @property
    def kind(self) -> Kind:
        return Kind.COMPILE

    @property
    def target(self) -> float:
        return 0.0

    @property
    def distinct(self) -> int | None:
        return None if self.renewed else 2_000

    @property
    def floors(self) -> tuple[str, ...]:
        return ()

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        random = Random(f"never seen {seed}")
        mark = "".join(character if character.isalnum() else "_" for character in seed)
        for number in count():
            variables = _person_key(random, inputs, "")
            suffix = f"{mark}_{number if self.renewed else 0}"
            text = (
                f"query($key: String!) {{ person{suffix}: getPerson(key: $key) {{ id name{suffix}: name born "
                f"roles{suffix}: roles {{ character film{suffix}: film {{ id title year }} }} }} }}"
            )
            yield Call(workload=self.name, text=text, variables=variables, for_floor=_same)


def sample_keys(facts: Facts) -> list[str]:
    """Keys of the people whose ids `Inputs.person_ids` holds."""
    random = Random("sample of people")
    return [person_key(number) for number in random.sample(range(facts.people), min(2_000, facts.people))]


def _person_id(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"id": random.choice(inputs.person_ids)}


def _person_key(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"key": person_key(random.randrange(inputs.facts.people))}


def _director_key(random: Random, inputs: Inputs, _mark: str) -> Variables:
    """Of somebody who has films: an empty answer would be fast for the wrong reason."""
    return {"key": person_key(random.choice(directors_of(inputs.facts.scale)))}


def _uid(variables: Variables) -> Variables:
    """The floor takes ids as numbers."""
    return {"id": int(str(variables["id"]), 16)}


def _rare(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"term": random.choice(list(inputs.facts.rare_terms))}


def _medium(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"term": random.choice(list(inputs.facts.medium_terms))}


def _frequent(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"term": random.choice(list(inputs.facts.frequent_terms))}


def _page(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"offset": 50 * random.randrange(10)}


def _first(_random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"first": 20}


def _nothing(_random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {}


def _far_cursor(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"after": random.choice(inputs.film_cursors)}


def _flat(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"offset": 1_000 * random.randrange(5)}


def _genre(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"name": random.choice(GENRES)}


def _few(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"tag": f"few{random.randrange(inputs.facts.few_tags)}"}


def _some(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"tag": f"some{random.randrange(SOME_TAGS)}"}


def _many(_random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"tag": "many0"}


def _film(random: Random, inputs: Inputs, mark: str) -> dict[str, Json]:
    """A new film with all its values and references to known people and genres."""
    words = list(inputs.facts.medium_terms)
    year = random.randint(1920, 2024)
    return {
        "key": f"new-{mark}",
        "title": " ".join(random.choices(words, k=3)).title(),
        "year": year,
        "rating": round(random.uniform(1, 10), 2),
        "runtime": random.randint(60, 200),
        "rated": random.choice(RATED),
        "boxOffice": random.randint(1_000, 10**10),
        "released": f"{year}-06-15T00:00:00Z",
        "tag": "new",
        "genres": [{"name": random.choice(GENRES)}],
        "director": {"key": person_key(random.randrange(inputs.facts.people))},
    }


def _add(random: Random, inputs: Inputs, mark: str) -> Variables:
    return {"film": _film(random, inputs, mark)}


def _add_nested(random: Random, inputs: Inputs, mark: str) -> Variables:
    films: list[Json] = []
    for number in range(10):
        roles: list[Json] = [
            {
                "character": f"Part {billing}",
                "billing": billing,
                "actor": {"key": person_key(random.randrange(inputs.facts.people))},
            }
            for billing in range(1, 10)
        ]
        films.append({**_film(random, inputs, f"{mark}-{number}"), "roles": roles})
    return {"films": films}


def _add_deep(random: Random, inputs: Inputs, mark: str) -> Variables:
    """A new director with three films of three roles, each with a new actor: 22 nodes, four levels."""
    films: list[Json] = []
    for number in range(3):
        film = _film(random, inputs, f"{mark}-{number}")
        del film["director"]
        roles: list[Json] = [
            {
                "character": f"Part {billing}",
                "billing": billing,
                "actor": {"key": f"actor-{mark}-{number}-{billing}", "name": "Some Body", "born": 1980},
            }
            for billing in range(1, 4)
        ]
        films.append({**film, "roles": roles})
    return {"person": {"key": f"director-{mark}", "name": "Any Body", "born": 1970, "directed": films}}


def _upsert(random: Random, inputs: Inputs, mark: str) -> Variables:
    """A known film with a new title, year and rating."""
    film = _film(random, inputs, mark)
    kept: dict[str, Json] = {name: film[name] for name in ("title", "year", "rating")}
    return {"film": {"key": film_key(random.randrange(inputs.facts.films)), **kept}}


def film_update(random: Random, inputs: Inputs, _mark: str) -> Variables:
    """Two new values of a known film."""
    return {
        "key": film_key(random.randrange(inputs.facts.films)),
        "rating": round(random.uniform(1, 10), 2),
        "boxOffice": random.randint(1_000, 10**10),
    }


def _as_json_texts(variables: Variables) -> Variables:
    """Objects and lists become JSON texts (for `json_each`); each film gets `tokens`, the terms of its title."""
    return {
        name: orjson.dumps(_with_tokens(value)).decode() if isinstance(value, dict | list) else value
        for name, value in variables.items()
    }


def _with_tokens(value: Json) -> Json:
    if isinstance(value, list):
        return [_with_tokens(member) for member in value]
    if isinstance(value, dict):
        tokens: list[Json] = [*sorted(set(str(value.get("title", "")).lower().split()))]
        inner = {name: _with_tokens(member) if name == "directed" else member for name, member in value.items()}
        return {**inner, "tokens": tokens}
    return value


_SEARCH = """query($term: String!) {
  queryFilm(filter: {title: {allofterms: $term}}, order: {desc: rating}, first: 20) {
    id title year rating genres { name } director { id name } roles { character actor { name } }
  }
}"""
_FILTER = """query($tag: String!) {
  queryFilm(filter: {tag: {eq: $tag}}, order: {desc: rating}, first: 20) { id title year rating }
}"""


def _read(name: str, title: str, text: str, make: Make, floor: Callable[[Variables], Variables] = _same) -> Single:
    return Single(name=name, title=title, kind=Kind.READ, text=text, make=make, for_floor=floor)


def _write(name: str, title: str, text: str, make: Make) -> Single:
    return Single(name=name, title=title, kind=Kind.WRITE, text=text, make=make, for_floor=_as_json_texts)


PERSON_BY_ID = _read(
    "person_by_id",
    "person by id, two levels",
    "query($id: ID!) { getPerson(id: $id) { id name born roles { character film { id title year } } } }",
    _person_id,
    _uid,
)
PERSON_BY_KEY = _read(
    "person_by_key",
    "person by @id key, two levels",
    "query($key: String!) { getPerson(key: $key) { id name born roles { character film { id title year } } } }",
    _person_key,
)
PAGE_BY_YEAR = _read(
    "page_by_year",
    "page of 50 by year, first 3 roles of each",
    """query($offset: Int!) {
  queryFilm(order: {asc: year}, first: 50, offset: $offset) {
    id title year roles(first: 3) { character actor { name } }
  }
}""",
    _page,
)
UPDATE = _write(
    "update",
    "update of two values by key",
    """mutation($key: String!, $rating: Float!, $boxOffice: Int64!) {
  updateFilm(input: {filter: {key: {eq: $key}}, set: {rating: $rating, boxOffice: $boxOffice}}) {
    film { id rating boxOffice } numUids
  }
}""",
    film_update,
)
NEVER_SEEN = NeverSeen(name="never_seen", title="never-seen text (1 connection)", renewed=True)
SEEN = NeverSeen(name="seen", title="the same text each time (1 connection)", renewed=False)

WORKLOADS: tuple[Workload, ...] = (
    PERSON_BY_ID,
    PERSON_BY_KEY,
    _read("search_rare", "search by term, 5 matches, top 20 by rating with cast", _SEARCH, _rare),
    _read("search_medium", "search by term, 500 matches, top 20 by rating with cast", _SEARCH, _medium),
    _read("search_frequent", "search by term, 4,000 matches, top 20 by rating with cast", _SEARCH, _frequent),
    PAGE_BY_YEAR,
    _read(
        "order_three_values",
        "first 20, desc by a 3-valued column",
        "query($first: Int!) { queryFilm(order: {desc: rated}, first: $first) { id title rated } }",
        _first,
    ),
    _read(
        "order_half_missing",
        "first 20, desc by a half-missing column",
        "query($first: Int!) { queryFilm(order: {desc: boxOffice}, first: $first) { id title boxOffice } }",
        _first,
    ),
    _read(
        "flat_rows",
        "1,000 flat rows",
        "query($offset: Int!) { queryFilm(first: 1000, offset: $offset) { id title year rating runtime rated } }",
        _flat,
    ),
    _read(
        "aggregate",
        "count, average, maximum over 25,000",
        "query($tag: String!) { aggregateFilm(filter: {tag: {eq: $tag}}) { count ratingAvg ratingMax } }",
        _many,
    ),
    _read(
        "two_hop",
        "large two-hop: genre, its films, their directors",
        "query($name: String!) { getGenre(name: $name) { name films { title year director { name } } } }",
        _genre,
    ),
    _read("filter_5", "filter with 5 matches, first 20 by rating", _FILTER, _few),
    _read("filter_5000", "filter with 5,000 matches, first 20 by rating", _FILTER, _some),
    _read("filter_25000", "filter with 25,000 matches, first 20 by rating", _FILTER, _many),
    _read(
        "relation_few",
        "films of a director by key (few), first 20 by rating",
        """query($key: String!) {
  queryFilm(filter: {director: {key: {eq: $key}}}, order: {desc: rating}, first: 20) { id title year rating }
}""",
        _director_key,
    ),
    _read(
        "relation_many",
        "films of a genre (many), first 20 by rating",
        """query($name: String!) {
  queryFilm(filter: {genres: {some: {name: {eq: $name}}}}, order: {desc: rating}, first: 20) { id title year rating }
}""",
        _genre,
    ),
    _read(
        "relation_aggregate",
        "count and average over the films of a genre",
        "query($name: String!) { aggregateFilm(filter: {genres: {some: {name: {eq: $name}}}}) { count ratingAvg } }",
        _genre,
    ),
    _read(
        "group_by",
        "25,000 films by year: count and average, the 20 largest groups",
        """query($tag: String!) {
  groupByFilm(by: {field: year}, filter: {tag: {eq: $tag}}, order: {count: DESC}, first: 20) {
    key { year } count ratingAvg
  }
}""",
        _many,
    ),
    _read(
        "group_by_month",
        "all films by the month they came out, the last 20",
        """query($first: Int!) {
  groupByFilm(by: {field: released, bucket: MONTH}, order: {key: {released: DESC}}, first: $first) {
    key { released } count
  }
}""",
        _first,
    ),
    _read("connection_page_1", "connection page 1: 50 by rating", FIRST_PAGE, _nothing),
    _read("connection_page_1000", "connection page 1,000: 50 by rating", FAR_PAGE, _far_cursor, place),
    NEVER_SEEN,
    _write(
        "add",
        "single add",
        "mutation($film: AddFilmInput!) { addFilm(input: [$film]) { film { id key title } numUids } }",
        _add,
    ),
    _write(
        "add_nested",
        "add of 100 nested (10 films of 9 roles)",
        "mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { film { id key } numUids } }",
        _add_nested,
    ),
    _write(
        "add_deep",
        "deep add of 22 new nodes on four levels",
        "mutation($person: AddPersonInput!) { addPerson(input: [$person]) { person { id key } numUids } }",
        _add_deep,
    ),
    _write(
        "upsert",
        "upsert of a known film: title, year, rating",
        "mutation($film: AddFilmInput!) { addFilm(input: [$film], upsert: true) { film { id title } numUids } }",
        _upsert,
    ),
    UPDATE,
    Mixed(
        name="mixed",
        title="mixed: 90 % person by key, 10 % update",
        read=PERSON_BY_KEY,
        write=UPDATE,
        write_every=10,
    ),
)
"""In the order in which they run: writes come last, since they change what reads answer."""
