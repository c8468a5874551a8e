"""The demo's films, and where its store is."""

import json
import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright.cli.demo import DEMO_QUERY, demo_store, film_input, load_demo


@pytest.fixture(scope="module")
def database() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as opened:
        load_demo(opened)
        yield opened


def test_every_film_person_and_genre_is_there_once(database: graphwright.Database) -> None:
    films: list[dict[str, Any]] = json.loads(
        resources.files("graphwright").joinpath("demo/films.json").read_text(encoding="utf-8")
    )
    people = {name for film in films for name in [*film["directors"], *film["roles"].values()]}
    genres = {name for film in films for name in film["genres"]}
    answer = database.graphql("{ aggregateFilm { count } aggregatePerson { count } aggregateGenre { count } }")
    counts = {"aggregateFilm": len(films), "aggregatePerson": len(people), "aggregateGenre": len(genres)}
    assert answer["data"] == {field: {"count": count} for field, count in counts.items()}
    assert len(films) >= 40


def test_the_example_answers_something(database: graphwright.Database) -> None:
    films = database.graphql(DEMO_QUERY)["data"]["getGenre"]["films"]
    assert len(films) == 3
    assert films[0]["rating"] >= films[1]["rating"] >= films[2]["rating"]
    assert all(film["directors"] for film in films)


def test_edges_are_read_from_both_ends(database: graphwright.Database) -> None:
    query = '{ getPerson(name: "Charlie Chaplin") { directed { title } roles { character film { title } } } }'
    assert database.graphql(query)["data"]["getPerson"] == {
        "directed": [{"title": "City Lights"}],
        "roles": [{"character": "The Tramp", "film": {"title": "City Lights"}}],
    }


def test_loading_twice_changes_nothing(database: graphwright.Database) -> None:
    before = database.graphql("{ aggregateFilm { count } }")
    load_demo(database)
    assert database.graphql("{ aggregateFilm { count } }") == before


def test_a_store_with_another_schema_is_left_alone() -> None:
    with graphwright.open(":memory:") as opened:
        opened.alter("type City { name: String! @id }")
        load_demo(opened)
        assert "Film" not in opened.schema_text()


def test_films_become_inputs() -> None:
    film = {"title": "M", "genres": ["Crime"], "directors": ["Fritz Lang"], "roles": {"Hans": "Peter Lorre"}}
    assert film_input(film) == {
        "title": "M",
        "genres": [{"name": "Crime"}],
        "directors": [{"name": "Fritz Lang"}],
        "roles": [{"character": "Hans", "actor": {"name": "Peter Lorre"}}],
    }


def test_the_store_is_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert demo_store().startswith(f"{tmp_path}/graphwright/demo-")
    assert (tmp_path / "graphwright").is_dir()


def test_a_home_that_cannot_be_written_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    store = Path(demo_store())
    assert store.is_relative_to(tmp_path)
    assert os.access(store.parent, os.W_OK)
