"""Asks the store of load_movies.py what people ask about films: `python questions.py [--store movies.db]`.

Each question is one GraphQL request. What the API cannot say (an order by an aggregate) is done in Python, on
a few hundred rows. Out: tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any, Final

import graphwright

Row = tuple[Any, ...]


def ask(database: graphwright.Database, query: str, **variables: object) -> dict[str, Any]:
    """The data of a query that must not fail."""
    answer = database.graphql(query, variables)
    if "errors" in answer:
        raise SystemExit(answer["errors"][0]["message"])
    data: dict[str, Any] = answer["data"]
    return data


def best_by_genre(database: graphwright.Database, votes: int = 20_000, first: int = 2) -> list[Row]:
    """The best rated films of each genre, of those with enough votes: genre, title, rating, votes."""
    data = ask(
        database,
        """
        query($votes: Int!, $first: Int!) {
          queryGenre(order: {asc: name}) {
            name
            films(filter: {votes: {ge: $votes}}, order: {desc: rating, then: {asc: title}}, first: $first) {
              title rating votes
            }
          }
        }
        """,
        votes=votes,
        first=first,
    )
    return [
        (genre["name"], film["title"], film["rating"], film["votes"])
        for genre in data["queryGenre"]
        for film in genre["films"]
    ]


def busiest_directors(database: graphwright.Database, first: int = 10) -> list[Row]:
    """The directors with the most films: name, films, average rating, worldwide gross of all."""
    data = ask(database, "{ queryDirector { name filmsAggregate { count ratingAvg grossWorldwideSum } } }")
    rows: list[Row] = [
        (director["name"], *_values(director["filmsAggregate"], "count", "ratingAvg", "grossWorldwideSum"))
        for director in data["queryDirector"]
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))[:first]


def budgets_by_distributor(database: graphwright.Database, films: int = 50) -> list[Row]:
    """The average budget of each distributor with enough films, largest first: name, films, average."""
    data = ask(database, "{ queryDistributor { name filmsAggregate { count budgetAvg } } }")
    rows: list[Row] = [
        (distributor["name"], *_values(distributor["filmsAggregate"], "count", "budgetAvg"))
        for distributor in data["queryDistributor"]
        if distributor["filmsAggregate"]["count"] >= films
    ]
    return sorted(rows, key=lambda row: -_number(row[2]))


def most_voted_between(database: graphwright.Database, first_year: int, last_year: int, first: int = 5) -> list[Row]:
    """The films of a span of years that most people voted on: title, day of release, votes."""
    data = ask(
        database,
        """
        query($begin: DateTime!, $end: DateTime!, $first: Int!) {
          queryFilm(
            filter: {released: {between: {min: $begin, max: $end}}}
            order: {desc: votes}
            first: $first
          ) { title released votes }
        }
        """,
        begin=f"{first_year}-01-01",
        end=f"{last_year}-12-31",
        first=first,
    )
    return [(film["title"], film["released"][:10], film["votes"]) for film in data["queryFilm"]]


def with_words(database: graphwright.Database, words: str) -> list[Row]:
    """The films with all these words in their title, oldest first: title, day of release, director."""
    data = ask(
        database,
        """
        query($words: String!) {
          queryFilm(filter: {title: {allofterms: $words}}, order: {asc: released}) {
            title released director { name }
          }
        }
        """,
        words=words,
    )
    return [
        (film["title"], film["released"][:10], film["director"]["name"] if film["director"] else "")
        for film in data["queryFilm"]
    ]


def _values(aggregate: Mapping[str, Any], *names: str) -> tuple[object, ...]:
    return tuple(aggregate[name] for name in names)


def _number(value: object) -> float:
    """A number to sort by; what is missing comes last."""
    return value if isinstance(value, int | float) else float("-inf")


def print_table(title: str, heads: Row, rows: Iterable[Row]) -> None:
    """A table with columns as wide as their widest cell."""
    lines = [tuple(map(_shown, row)) for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for line in lines:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _shown(value: object) -> str:
    match value:
        case None:
            return "-"
        case float() if abs(value) < 1_000:
            return f"{value:.1f}"
        case int() | float():
            return f"{value:,.0f}"
        case _:
            return str(value)


SPAN: Final = (1990, 1999)


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask questions about the films in a store.")
    parser.add_argument("--store", default="movies.db")
    words = parser.parse_args()
    with graphwright.open(words.store) as database:
        print_table(
            "Best rated of each genre (20,000 votes or more)",
            ("genre", "title", "rating", "votes"),
            best_by_genre(database),
        )
        print_table(
            "Directors with the most films", ("director", "films", "rating", "gross"), busiest_directors(database)
        )
        print_table(
            "Average budget by distributor (50 films or more)",
            ("distributor", "films", "budget"),
            budgets_by_distributor(database),
        )
        print_table(
            f"Most votes, {SPAN[0]} to {SPAN[1]}", ("title", "released", "votes"), most_voted_between(database, *SPAN)
        )
        print_table('"star wars" in the title', ("title", "released", "director"), with_words(database, "star wars"))


if __name__ == "__main__":
    main()
