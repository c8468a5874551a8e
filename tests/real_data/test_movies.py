"""examples/movies on movies.json: what the store answers is what plain Python works out from the file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graphwright
from tests.real_data.conftest import ROOT, data_file, example

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data_file("movies.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def database(records: list[dict[str, Any]]) -> Iterator[graphwright.Database]:
    loader = example("movies/load_movies.py")
    with graphwright.open(":memory:") as opened:
        assert loader.load_movies(opened, data_file("movies.json")) == len(records)
        yield opened


def data_of(database: graphwright.Database, query: str, **variables: object) -> Any:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def day_of(record: dict[str, Any]) -> str:
    """The day of release, read without strptime."""
    month, day, year = record["Release Date"].split()
    century_back = int(year) > 2011
    return f"{int(year) - 100 * century_back}-{MONTHS.index(month) + 1:02d}-{day}"


def title_of(record: dict[str, Any]) -> str | None:
    return None if record["Title"] is None else f"{record['Title']}"


def test_every_film_comes_out_as_it_stands_in_the_file(
    database: graphwright.Database, records: list[dict[str, Any]]
) -> None:
    films = data_of(
        database,
        "{ queryFilm(order: {asc: number}) { number title released minutes certificate source kind budget grossUs "
        "grossWorldwide dvdSalesUs tomatoes rating votes genre { name } director { name } distributor { name } } }",
    )["queryFilm"]
    assert len(films) == len(records) == 3201
    for number, (film, record) in enumerate(zip(films, records, strict=True), 1):
        name_of = {field: film[field] and film[field]["name"] for field in ("genre", "director", "distributor")}
        assert (film["number"], film["title"], film["released"][:10]) == (number, title_of(record), day_of(record))
        assert (film["budget"], film["grossUs"]) == (record["Production Budget"], record["US Gross"])
        assert (film["grossWorldwide"], film["dvdSalesUs"]) == (record["Worldwide Gross"], record["US DVD Sales"])
        assert (film["minutes"], film["tomatoes"]) == (record["Running Time min"], record["Rotten Tomatoes Rating"])
        assert (film["rating"], film["votes"]) == (record["IMDB Rating"], record["IMDB Votes"])
        assert (film["source"], film["kind"]) == (record["Source"], record["Creative Type"])
        assert (name_of["genre"], name_of["director"]) == (record["Major Genre"], record["Director"])
        assert name_of["distributor"] == record["Distributor"]
        shown = film["certificate"] and film["certificate"].replace("_", "-")
        assert shown == (record["MPAA Rating"] and record["MPAA Rating"].upper().replace(" ", "-"))


def test_the_best_rated_of_each_genre(database: graphwright.Database, records: list[dict[str, Any]]) -> None:
    by_genre = defaultdict(list)
    for record in records:
        if record["Major Genre"] and (record["IMDB Votes"] or 0) >= 20_000:
            by_genre[record["Major Genre"]].append(record)
    expected = []
    for genre in sorted(by_genre):
        best = sorted(by_genre[genre], key=lambda record: (-record["IMDB Rating"], title_of(record) or ""))
        expected += [(genre, title_of(r), r["IMDB Rating"], r["IMDB Votes"]) for r in best[:2]]
    assert example("movies/questions.py").best_by_genre(database, votes=20_000, first=2) == expected
    assert ("Drama", "The Shawshank Redemption", 9.2, 519541) in expected


def test_the_directors_with_the_most_films(database: graphwright.Database, records: list[dict[str, Any]]) -> None:
    films = defaultdict(list)
    for record in records:
        if record["Director"] is not None:
            films[record["Director"]].append(record)
    expected = []
    for name in sorted(films, key=lambda name: (-len(films[name]), name))[:10]:
        ratings = [record["IMDB Rating"] for record in films[name] if record["IMDB Rating"] is not None]
        gross = sum(record["Worldwide Gross"] or 0 for record in films[name])
        expected.append((name, len(films[name]), pytest.approx(sum(ratings) / len(ratings)), gross))
    assert example("movies/questions.py").busiest_directors(database, first=10) == expected
    assert expected[0][:2] == ("Steven Spielberg", 23)


def test_the_average_budget_of_distributors(database: graphwright.Database, records: list[dict[str, Any]]) -> None:
    budgets = defaultdict(list)
    for record in records:
        if record["Distributor"] is not None:
            budgets[record["Distributor"]].append(record["Production Budget"])
    means = {name: sum(filter(None, given)) / len(list(filter(None, given))) for name, given in budgets.items()}
    names = sorted((name for name in budgets if len(budgets[name]) >= 50), key=lambda name: -means[name])
    expected = [(name, len(budgets[name]), pytest.approx(means[name])) for name in names]
    assert example("movies/questions.py").budgets_by_distributor(database, films=50) == expected
    assert names[0] == "Walt Disney Pictures"


def test_films_of_a_span_of_years(database: graphwright.Database, records: list[dict[str, Any]]) -> None:
    nineties = [record for record in records if "1990" <= day_of(record)[:4] <= "1999" and record["IMDB Votes"]]
    nineties.sort(key=lambda record: -record["IMDB Votes"])
    expected = [(title_of(record), day_of(record), record["IMDB Votes"]) for record in nineties[:5]]
    assert example("movies/questions.py").most_voted_between(database, 1990, 1999, first=5) == expected


def test_words_in_titles(database: graphwright.Database, records: list[dict[str, Any]]) -> None:
    def words(record: dict[str, Any]) -> set[str]:
        return {word.strip(".,:;!?'\"") for word in (title_of(record) or "").lower().split()}

    found = sorted((r for r in records if {"star", "wars"} <= words(r)), key=day_of)
    expected = [(title_of(r), day_of(r), r["Director"] or "") for r in found]
    assert example("movies/questions.py").with_words(database, "Wars STAR") == expected
    assert len(expected) == 7


def test_counts_by_certificate_and_by_what_is_missing(
    database: graphwright.Database, records: list[dict[str, Any]]
) -> None:
    counts = Counter(record["MPAA Rating"] for record in records)
    data = data_of(
        database,
        """{
          restricted: aggregateFilm(filter: {certificate: {eq: R}}) { count }
          unrated: aggregateFilm(filter: {not: {has: certificate}}) { count }
          young: aggregateFilm(filter: {certificate: {in: [G, PG]}}) { count }
          cheap: aggregateFilm(filter: {not: {budget: {ge: 1000000}}}) { count budgetMax }
          all: aggregateFilm { count budgetSum votesMax ratingMin releasedMin releasedMax }
        }""",
    )
    assert data["restricted"]["count"] == counts["R"] == 1194
    assert data["unrated"]["count"] == counts[None]
    assert data["young"]["count"] == counts["G"] + counts["PG"]
    budgets = [record["Production Budget"] for record in records]
    cheap = [budget for budget in budgets if budget is None or budget < 1_000_000]
    assert data["cheap"] == {"count": len(cheap), "budgetMax": max(filter(None, cheap))}
    assert data["all"] == {
        "count": 3201,
        "budgetSum": sum(filter(None, budgets)),
        "votesMax": max(filter(None, (record["IMDB Votes"] for record in records))),
        "ratingMin": min(filter(None, (record["IMDB Rating"] for record in records))),
        "releasedMin": min(map(day_of, records)) + "T00:00:00Z",
        "releasedMax": max(map(day_of, records)) + "T00:00:00Z",
    }


def test_loading_twice_writes_no_film_twice(database: graphwright.Database) -> None:
    example("movies/load_movies.py").load_movies(database, data_file("movies.json"))
    assert data_of(database, "{ aggregateFilm { count } aggregateDirector { count } }") == {
        "aggregateFilm": {"count": 3201},
        "aggregateDirector": {"count": 550},
    }


def test_the_scripts_run_as_the_manual_says(tmp_path: Path) -> None:
    folder, store = ROOT / "examples" / "movies", str(tmp_path / "movies.db")
    loading = [sys.executable, str(folder / "load_movies.py"), str(data_file("movies.json")), "--store", store]
    loaded = subprocess.run(loading, check=True, capture_output=True, text=True)
    assert loaded.stdout.startswith("3,201 films in ")
    asked = subprocess.run(
        [sys.executable, str(folder / "questions.py"), "--store", store], check=True, capture_output=True, text=True
    )
    assert "  Steven Spielberg      23     7.3     8,544,073,056\n" in asked.stdout
