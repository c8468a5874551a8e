"""examples/freebase on freebase-films-200k.rdf.gz: the store answers what plain Python works out from the file."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

import graphwright
from graphwright.transfer.load import LoadOptions, LoadReport, load_files
from tests.real_data.conftest import ROOT, data_file

LINE = re.compile(r'<([^>]+)>\t<([^>]+)>\t(?:<([^>]+)>|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<[^>]+>)?)\t\.\n')


@dataclass
class Freebase:
    """The file, read line by line."""

    directed: set[tuple[str, str]] = field(default_factory=set)
    films_of: set[tuple[str, str]] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def edges(self) -> set[tuple[str, str]]:
        """Film and director, whoever said so."""
        return self.directed | {(film, director) for director, film in self.films_of}


@pytest.fixture(scope="module")
def freebase() -> Freebase:
    found = Freebase()
    with gzip.open(data_file("freebase-films-200k.rdf.gz"), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            match = LINE.fullmatch(line)
            assert match is not None, line
            subject, predicate, node, text, language = match.groups()
            if predicate == "directed_by":
                found.directed.add((subject, node))
            elif predicate == "director.film":
                found.films_of.add((subject, node))
            elif predicate == "initial_release_date":
                found.dated.add(subject)
            elif predicate == "name":
                found.names[subject][language] = json.loads(f'"{text}"')
    return found


@pytest.fixture(scope="module")
def loaded(freebase: Freebase) -> Iterator[tuple[graphwright.Database, LoadReport]]:
    del freebase
    types = (ROOT / "examples" / "freebase" / "map.graphql").read_text(encoding="utf-8")
    with graphwright.open(":memory:") as database:
        report = load_files(database, [data_file("freebase-films-200k.rdf.gz")], LoadOptions(types=types))
        yield database, report


def asked(database: graphwright.Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def test_all_is_loaded(freebase: Freebase, loaded: tuple[graphwright.Database, LoadReport]) -> None:
    database, report = loaded
    assert (report.quads, report.bad_line_count) == (200_000, 0)
    films = freebase.dated | {film for film, _ in freebase.edges}
    directors = {director for _, director in freebase.edges}
    answer = asked(database, "{ aggregateFilm { count } aggregateDirector { count } }")
    assert answer == {"aggregateFilm": {"count": len(films)}, "aggregateDirector": {"count": len(directors)}}
    turned = {(film, director) for director, film in freebase.films_of}
    assert report.completed_edges == {"directed_by": len(freebase.directed ^ turned)}


def test_names_in_several_languages(freebase: Freebase, loaded: tuple[graphwright.Database, LoadReport]) -> None:
    database, _ = loaded
    films = freebase.dated | {film for film, _ in freebase.edges}
    answer = asked(database, "{ queryFilm(filter: {has: [nameEn, nameJa]}) { name nameEn nameJa nameZh } }")[
        "queryFilm"
    ]
    named = [names for film, names in freebase.names.items() if film in films and {"en", "ja"} <= names.keys()]
    assert len(answer) == len(named) > 2_000
    assert all(film["name"] == film["nameEn"] for film in answer)
    expected = Counter(
        (names["en"], names["ja"], names.get("zh") or names.get("zh-Hant") or names.get("zh-TW")) for names in named
    )
    assert Counter((film["nameEn"], film["nameJa"], film["nameZh"]) for film in answer) == expected


def test_films_per_director(freebase: Freebase, loaded: tuple[graphwright.Database, LoadReport]) -> None:
    database, _ = loaded
    answer = asked(database, "{ queryDirector { name filmsAggregate { count } } }")["queryDirector"]
    films = Counter(director for _, director in freebase.edges)
    assert Counter(director["filmsAggregate"]["count"] for director in answer) == Counter(films.values())
    names = {uid: freebase.names[uid]["en"] for uid in films if "en" in freebase.names.get(uid, {})}
    most = max(names, key=lambda uid: films[uid])
    assert [director["filmsAggregate"]["count"] for director in answer if director["name"] == names[most]].count(
        films[most]
    ) == 1
