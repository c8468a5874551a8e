"""The benchmark's data: films, people, roles and genres from a seed, as N-Quads with blank nodes.

In: a scale factor (1: 50,000 films, 30,000 people, 150,000 roles, 30 genres, about 1.5 million quads). Out: quads, a
file for `graphwright load`, and `Facts`, what the workloads need to know of the data. The same scale gives the same
bytes. Does not know: servers, queries. Run as `.venv/bin/python -m bench.data --scale 1 --out films.rdf[.gz]`.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BufferedIOBase
from itertools import accumulate, islice
from pathlib import Path
from random import Random

import orjson

from bench.words import GENRES, vocabulary, zipf_weights

FORMAT = 1
"""Part of the name of kept files; raise it whenever the bytes change."""
FILMS, PEOPLE, ROLES, DIRECTORS = 50_000, 30_000, 150_000, 6_000
"""Nodes at scale 1."""
VOCABULARY_WORDS = 5_000
"""Different words at scale 1; grows with the scale, so that rare words stay rare."""
FEW_FILMS, SOME_FILMS, MANY_FILMS, OTHER_FILMS = 5, 5_000, 25_000, 500
"""Films that carry one tag of each class, at scale 1 (the first at every scale)."""
SOME_TAGS, MANY_TAGS, OTHER_TAGS = 3, 1, 10
RATED = ("G", "PG", "R")
_LINES_PER_WRITE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the workloads need to know of a data set.

    Attributes:
        quads: Lines written.
        few_tags: Number of tags with exactly `FEW_FILMS` films (`few0`, `few1`, …).
        rare_terms, medium_terms, frequent_terms: Title words in about 5, 500 and 5,000 films at scale 1 (the last
            two grow with the scale), each with the exact number of films.
    """

    scale: float
    films: int
    people: int
    roles: int
    quads: int
    few_tags: int
    rare_terms: dict[str, int]
    medium_terms: dict[str, int]
    frequent_terms: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Nodes of each kind at a scale."""

    scale: float
    films: int
    people: int
    roles: int
    directors: int
    words: int
    few_tags: int

    @classmethod
    def at(cls, scale: float) -> Sizes:
        """The sizes at a scale.

        Raises:
            ValueError: The scale is outside 0.001 … 100.
        """
        if not 0.001 <= scale <= 100:
            raise ValueError(f"the scale {scale} is outside 0.001 … 100")
        films = round(FILMS * scale)
        other = SOME_TAGS * round(SOME_FILMS * scale) + MANY_TAGS * round(MANY_FILMS * scale)
        other += OTHER_TAGS * round(OTHER_FILMS * scale)
        return cls(
            scale=scale,
            films=films,
            people=round(PEOPLE * scale),
            roles=round(ROLES * scale),
            directors=round(DIRECTORS * scale),
            words=max(round(VOCABULARY_WORDS * scale), 500),
            few_tags=max((films - other) // FEW_FILMS, 1),
        )

    @property
    def nodes(self) -> int:
        """Nodes of all kinds."""
        return len(GENRES) + self.people + self.films + self.roles


Node = Callable[[str, int], str]
"""How a node is written, from its kind (`genre`, `person`, `film`, `role`) and its number from 0."""


def blank_node(kind: str, number: int) -> str:
    """`_:film17`."""
    return f"_:{kind}{number}"


def numbered_node(sizes: Sizes, first_uid: int) -> Node:
    """Explicit uids, dense from `first_uid`, for loaders that do not keep blank nodes between batches."""
    first = {"genre": first_uid}
    first["person"] = first["genre"] + len(GENRES)
    first["film"] = first["person"] + sizes.people
    first["role"] = first["film"] + sizes.films
    return lambda kind, number: f"<{first[kind] + number:#x}>"


def person_key(number: int) -> str:
    """The external key of a person."""
    return f"p{number:07d}"


def film_key(number: int) -> str:
    """The external key of a film."""
    return f"f{number:07d}"


def quads(
    sizes: Sizes, *, node: Node = blank_node, both_sides: bool = False, terms: Counter[str] | None = None
) -> Iterator[str]:
    """The data, quad by quad, with line ends; nodes after the nodes that they point to.

    Args:
        sizes: How much.
        node: How nodes are written.
        both_sides: Also writes the other side of each inverse pair, as Dgraph's loaders need it.
        terms: Counts, for each title word, the films that have it.
    """
    yield from _genres(node)
    yield from _people(sizes, node)
    yield from _films(sizes, node, Counter() if terms is None else terms, both_sides=both_sides)
    yield from _roles(sizes, node, both_sides=both_sides)


def _genres(node: Node) -> Iterator[str]:
    for number, name in enumerate(GENRES):
        genre = node("genre", number)
        yield f'{genre} <dgraph.type> "Genre" .\n'
        yield f'{genre} <Genre.name> "{name}" .\n'


def _people(sizes: Sizes, node: Node) -> Iterator[str]:
    random = Random(f"people {sizes.scale}")
    names = [word.capitalize() for word in vocabulary(1_500, "names")]
    words = vocabulary(sizes.words, "titles")
    for number in range(sizes.people):
        person = node("person", number)
        yield f'{person} <dgraph.type> "Person" .\n'
        yield f'{person} <Person.key> "{person_key(number)}" .\n'
        yield f'{person} <Person.name> "{random.choice(names)} {random.choice(names)}" .\n'
        yield f'{person} <Person.born> "{random.randint(1920, 2004)}"^^<xs:int> .\n'
        if random.random() < 0.3:
            bio = " ".join(random.choices(words, k=random.randint(8, 20)))
            yield f'{person} <Person.bio> "{bio.capitalize()}." .\n'


def _films(sizes: Sizes, node: Node, terms: Counter[str], *, both_sides: bool) -> Iterator[str]:
    random = Random(f"films {sizes.scale}")
    tags = _tags(sizes, random)
    genre_weights = list(accumulate(1 / (number + 5) for number in range(len(GENRES))))
    directors = _directors(sizes, random)
    titles = _titles(sizes, random)
    for number in range(sizes.films):
        film = node("film", number)
        title = next(titles)
        terms.update(set(title))
        yield f'{film} <dgraph.type> "Film" .\n'
        yield f'{film} <Film.key> "{film_key(number)}" .\n'
        yield f'{film} <Film.title> "{" ".join(title).title()}" .\n'
        yield from _film_values(film, random, tags[number])
        director = node("person", directors[number])
        yield f"{film} <Film.director> {director} .\n"
        if both_sides:
            yield f"{director} <Person.directed> {film} .\n"
        wanted = random.choices((1, 2, 3), (60, 30, 10))[0]
        for genre in sorted(set(random.choices(range(len(GENRES)), cum_weights=genre_weights, k=wanted))):
            yield f"{film} <Film.genres> {node('genre', genre)} .\n"
            if both_sides:
                yield f"{node('genre', genre)} <Genre.films> {film} .\n"


def _directors(sizes: Sizes, random: Random) -> list[int]:
    """The number of the person who directed each film; some people of the same step directed none."""
    step = sizes.people // sizes.directors
    drawn = random.choices(range(sizes.directors), cum_weights=_pareto(sizes.directors, random), k=sizes.films)
    return [director * step for director in drawn]


@cache
def directors_of(scale: float) -> tuple[int, ...]:
    """The numbers of all people who directed a film, ascending: the draws of `_films` again."""
    sizes = Sizes.at(scale)
    random = Random(f"films {scale}")
    _tags(sizes, random)
    return tuple(sorted(set(_directors(sizes, random))))


def _pareto(count: int, random: Random) -> list[float]:
    """Cumulated weights: the quantiles of a Pareto law (shape 1.5), mixed. The first gets 3 % at scale 1."""
    weights = [((rank + 0.5) / count) ** (-1 / 1.5) for rank in range(count)]
    random.shuffle(weights)
    return list(accumulate(weights))


def _film_values(film: str, random: Random, tag: str) -> Iterator[str]:
    year = max(2024 - int(random.expovariate(1 / 25)), 1920)
    rating = min(max(round(random.gauss(6.2, 1.3), 2), 1.0), 10.0)
    yield f'{film} <Film.year> "{year}"^^<xs:int> .\n'
    yield f'{film} <Film.rating> "{rating}"^^<xs:float> .\n'
    yield f'{film} <Film.runtime> "{max(int(random.gauss(105, 20)), 40)}"^^<xs:int> .\n'
    yield f'{film} <Film.rated> "{random.choices(RATED, (20, 50, 30))[0]}" .\n'
    month, day = random.randint(1, 12), random.randint(1, 28)
    yield f'{film} <Film.released> "{year}-{month:02d}-{day:02d}T00:00:00Z"^^<xs:dateTime> .\n'
    yield f'{film} <Film.tag> "{tag}" .\n'
    if random.random() < 0.5:
        yield f'{film} <Film.boxOffice> "{int(random.lognormvariate(17, 2))}"^^<xs:int> .\n'


def _titles(sizes: Sizes, random: Random) -> Iterator[list[str]]:
    words = vocabulary(sizes.words, "titles")
    weights = list(accumulate(zipf_weights(sizes.words)))
    while True:
        yield random.choices(words, cum_weights=weights, k=random.choices((1, 2, 3, 4, 5), (10, 30, 35, 15, 10))[0])


def _tags(sizes: Sizes, random: Random) -> list[str]:
    tags = [f"few{number}" for number in range(sizes.few_tags) for _ in range(FEW_FILMS)]
    for name, count, films in (
        ("some", SOME_TAGS, SOME_FILMS),
        ("many", MANY_TAGS, MANY_FILMS),
        ("other", OTHER_TAGS, OTHER_FILMS),
    ):
        tags += [f"{name}{number}" for number in range(count) for _ in range(round(films * sizes.scale))]
    tags += ["rest"] * (sizes.films - len(tags))
    del tags[sizes.films :]
    random.shuffle(tags)
    return tags


def _roles(sizes: Sizes, node: Node, *, both_sides: bool) -> Iterator[str]:
    random = Random(f"roles {sizes.scale}")
    names = [word.capitalize() for word in vocabulary(1_500, "names")]
    films = sorted(random.randrange(sizes.films) for _ in range(sizes.roles))
    weights = list(accumulate(random.expovariate(1.0) for _ in range(sizes.people)))
    actors = random.choices(range(sizes.people), cum_weights=weights, k=sizes.roles)
    billing = 0
    for number, film_number in enumerate(films):
        billing = billing + 1 if number and films[number - 1] == film_number else 1
        role, actor, film = node("role", number), node("person", actors[number]), node("film", film_number)
        yield f'{role} <dgraph.type> "Role" .\n'
        yield f'{role} <Role.character> "{random.choice(names)}" .\n'
        yield f'{role} <Role.billing> "{billing}"^^<xs:int> .\n'
        yield f"{role} <Role.actor> {actor} .\n"
        yield f"{role} <Role.film> {film} .\n"
        if both_sides:
            yield f"{actor} <Person.roles> {role} .\n"
            yield f"{film} <Film.roles> {role} .\n"


def write_data(path: Path, scale: float, *, both_sides: bool = False) -> Facts:
    """Writes the quads to `path` (packed if it ends in `.gz`); the file appears when it is whole."""
    sizes = Sizes.at(scale)
    terms: Counter[str] = Counter()
    part = path.with_name(path.name + ".part")
    with _open(part, packed=path.suffix == ".gz") as file:
        count = _write_lines(file, quads(sizes, both_sides=both_sides, terms=terms))
    part.replace(path)
    return Facts(
        scale=scale,
        films=sizes.films,
        people=sizes.people,
        roles=sizes.roles,
        quads=count,
        few_tags=sizes.few_tags,
        rare_terms=_nearest(terms, target=5, count=20),
        medium_terms=_nearest(terms, target=500 * scale, count=20),
        frequent_terms=_nearest(terms, target=5_000 * scale, count=4),
    )


def prepare_data(directory: Path, scale: float, *, packed: bool = False) -> tuple[Path, Facts]:
    """The data file and its facts, made on first use and kept in `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"films-{scale:g}-v{FORMAT}.rdf{'.gz' if packed else ''}"
    facts_path = path.with_name(path.name + ".json")
    if path.exists() and facts_path.exists():
        return path, Facts(**orjson.loads(facts_path.read_bytes()))
    facts = write_data(path, scale)
    facts_path.write_bytes(orjson.dumps(facts, option=orjson.OPT_INDENT_2))
    return path, facts


def prepare_quads(
    directory: Path, name: str, scale: float, quads: Callable[[float], Iterator[str]]
) -> tuple[Path, Facts]:
    """The data file of another group, made on first use; of its facts only the scale and the quads are known."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{name}-{scale:g}-v{FORMAT}.rdf"
    facts_path = path.with_name(path.name + ".json")
    if not (path.exists() and facts_path.exists()):
        part = path.with_name(path.name + ".part")
        with _open(part, packed=False) as file:
            count = _write_lines(file, quads(scale))
        part.replace(path)
        facts_path.write_bytes(orjson.dumps(count))
    count = orjson.loads(facts_path.read_bytes())
    return path, Facts(
        scale=scale,
        films=0,
        people=0,
        roles=0,
        quads=count,
        few_tags=0,
        rare_terms={},
        medium_terms={},
        frequent_terms={},
    )


def _open(path: Path, *, packed: bool) -> BufferedIOBase:
    return gzip.GzipFile(path, "wb", compresslevel=4, mtime=0) if packed else path.open("wb")


def _write_lines(file: BufferedIOBase, lines: Iterable[str]) -> int:
    count, remaining = 0, iter(lines)
    while batch := list(islice(remaining, _LINES_PER_WRITE)):
        file.write("".join(batch).encode())
        count += len(batch)
    return count


def _nearest(terms: Counter[str], *, target: float, count: int) -> dict[str, int]:
    """The words whose number of films is nearest to `target`."""
    return dict(sorted(terms.items(), key=lambda term: (abs(term[1] - target), term[0]))[:count])


def main() -> None:
    """Writes a data file and prints its facts."""
    parser = argparse.ArgumentParser(prog="python -m bench.data")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--out", type=Path, required=True, help="ends in .rdf or .rdf.gz")
    parser.add_argument("--both-sides", action="store_true", help="write both sides of inverse pairs")
    arguments = parser.parse_args()
    facts = write_data(arguments.out, arguments.scale, both_sides=arguments.both_sides)
    print(orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode())


if __name__ == "__main__":
    main()
