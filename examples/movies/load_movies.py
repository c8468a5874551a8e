"""Loads movies.json into a store: `python load_movies.py [movies.json] [--store movies.db]`.

In: 3,201 records as vega-datasets has them: dates such as "Jun 12 1998", titles that are numbers, many nulls.
Out: a store with the types of schema.graphql. Running it again writes the same films once more, not twice.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import graphwright

FOLDER: Final = Path(__file__).parent
DATA: Final = FOLDER.parents[2] / "shared" / "data" / "movies.json"
LAST_YEAR: Final = 2011
"""The newest year in the file. Its source kept two digits, so a later one, such as 2033, means a century before."""
BATCH: Final = 500
ADD: Final = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }"

SCALARS: Final = {
    "minutes": "Running Time min",
    "source": "Source",
    "kind": "Creative Type",
    "budget": "Production Budget",
    "grossUs": "US Gross",
    "grossWorldwide": "Worldwide Gross",
    "dvdSalesUs": "US DVD Sales",
    "tomatoes": "Rotten Tomatoes Rating",
    "rating": "IMDB Rating",
    "votes": "IMDB Votes",
}
NODES: Final = {"genre": "Major Genre", "director": "Director", "distributor": "Distributor"}


def load_movies(database: graphwright.Database, data: Path) -> int:
    """Gives a store the schema and the films of a file; returns how many films there are."""
    database.alter((FOLDER / "schema.graphql").read_text(encoding="utf-8"))
    records = json.loads(data.read_text(encoding="utf-8"))
    films = [film_input(number, record) for number, record in enumerate(records, start=1)]
    for start in range(0, len(films), BATCH):
        answer = database.graphql(ADD, {"films": films[start : start + BATCH]})
        if "errors" in answer:
            raise SystemExit(f"films {start + 1} and following: {answer['errors'][0]['message']}")
    return len(films)


def film_input(number: int, record: dict[str, Any]) -> dict[str, Any]:
    """A record as `AddFilmInput`; what is null is left out."""
    title, certificate = record["Title"], record["MPAA Rating"]
    film: dict[str, Any] = {
        "number": number,
        "title": None if title is None else str(title),
        "released": None if record["Release Date"] is None else release_date(record["Release Date"]).isoformat(),
        "certificate": None if certificate is None else certificate.upper().replace("-", "_").replace(" ", "_"),
    }
    film |= {field: record[name] for field, name in SCALARS.items()}
    # A name makes the node if it is not there yet, and refers to it if it is.
    film |= {field: {"name": record[name]} for field, name in NODES.items() if record[name] is not None}
    return {field: value for field, value in film.items() if value is not None}


def release_date(text: str) -> date:
    """The day that "Jun 12 1998" means."""
    day = datetime.strptime(text, "%b %d %Y").date()  # noqa: DTZ007 -- a day has no time zone
    return day if day.year <= LAST_YEAR else day.replace(year=day.year - 100)


def main() -> None:
    parser = argparse.ArgumentParser(description="Load movies.json into a store.")
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--store", default="movies.db")
    words = parser.parse_args()
    begun = time.perf_counter()
    with graphwright.open(words.store) as database:
        count = load_movies(database, words.data)
    print(f"{count:,} films in {words.store} after {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
