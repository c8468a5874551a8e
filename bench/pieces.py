"""The data of the group `pieces`: works behind an interface and a union, the same as one type, notes, places.

In: a scale factor (1: 100,000 works and items, 5,000 shelves of 20, 20,000 notes, 100,000 places). Out: quads. The same
scale gives the same bytes. Does not know: servers, queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.words import vocabulary

WORKS, SHELF_WORKS, NOTES, PLACES = 100_000, 20, 20_000, 100_000
"""Nodes at scale 1; works on a shelf at every scale."""
YEARS = range(1_000, 2_000)
WEST, EAST, SOUTH, NORTH = 5.0, 15.0, 47.0, 55.0
"""Degrees; where the places lie."""


def note_text(number: int) -> str:
    """The text of a note, which requests are made of as well: words that are nearly all in the singular."""
    random = Random(f"note {number}")
    return " ".join(random.choices(vocabulary(5_000, "notes"), k=random.randint(8, 16)))


def place_position(number: int) -> tuple[float, float]:
    """The longitude and latitude of a place."""
    random = Random(f"place {number}")
    return round(random.uniform(WEST, EAST), 5), round(random.uniform(SOUTH, NORTH), 5)


def shelf_code(number: int) -> str:
    """The external key of a shelf."""
    return f"s{number:06d}"


def pieces_quads(scale: float) -> Iterator[str]:
    """The data, quad by quad, with line ends; nodes before those that point to them."""
    works = round(WORKS * scale)
    yield from _works(works)
    yield from _shelves(works // SHELF_WORKS)
    for number in range(round(NOTES * scale)):
        yield f'_:note{number} <dgraph.type> "Note" .\n'
        yield f'_:note{number} <Note.text> "{note_text(number)}" .\n'
    for number in range(round(PLACES * scale)):
        longitude, latitude = place_position(number)
        shape = f"{{'type':'Point','coordinates':[{longitude},{latitude}]}}"
        yield f'_:place{number} <dgraph.type> "Place" .\n'
        yield f'_:place{number} <Place.name> "place {number}" .\n'
        yield f'_:place{number} <Place.at> "{shape}"^^<geo:geojson> .\n'


def _works(count: int) -> Iterator[str]:
    """Each work twice: as a book or a song, and as an item with the same values."""
    random = Random("works")
    words = [word.capitalize() for word in vocabulary(2_000, "works")]
    for number in range(count):
        title, year = f"{random.choice(words)} {random.choice(words)}", random.choice(YEARS)
        score, size = round(random.gauss(6.2, 1.3), 3), random.randint(50, 900)
        kind, member = ("Book", "pages") if number % 2 else ("Song", "length")
        for node, type_name, prefix, own in (
            (f"_:work{number}", kind, "Work", f"{kind}.{member}"),
            (f"_:item{number}", "Item", "Item", "Item.pages"),
        ):
            yield f'{node} <dgraph.type> "{type_name}" .\n'
            if prefix == "Work":
                yield f'{node} <dgraph.type> "Work" .\n'
            yield f'{node} <{prefix}.title> "{title}" .\n'
            yield f'{node} <{prefix}.year> "{year}"^^<xs:int> .\n'
            yield f'{node} <{prefix}.score> "{score}"^^<xs:float> .\n'
            yield f'{node} <{own}> "{size}"^^<xs:int> .\n'


def _shelves(count: int) -> Iterator[str]:
    for number in range(count):
        yield f'_:shelf{number} <dgraph.type> "Shelf" .\n'
        yield f'_:shelf{number} <Shelf.code> "{shelf_code(number)}" .\n'
        for work in range(number * SHELF_WORKS, (number + 1) * SHELF_WORKS):
            yield f"_:shelf{number} <Shelf.things> _:work{work} .\n"
            yield f"_:shelf{number} <Shelf.items> _:item{work} .\n"
