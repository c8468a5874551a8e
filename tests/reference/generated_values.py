"""Random values: nasty strings, numbers at their limits, moments with and without offsets.

Each field keeps one kind of values through a case (`small` numbers that can be summed or numbers at their `limits`;
`words` for fields that are searched by terms). Left out, because no recording says what should happen: U+0000, two
moments of one instant with different offsets, negative zero.
"""

import re
from random import Random
from typing import Any, Final

from .model import Field, Schema
from .values import INT64_MAXIMUM, INT64_MINIMUM, INT_MAXIMUM, INT_MINIMUM, Moment, read_moment

ALPHABET: Final = (
    '"',
    "\\",
    "\n",
    "'",
    "%",
    "_",
    "a",
    "A",
    "b",
    "é",
    "世",
    "😀",
    " ",
    "{",
    "$",
    "\u0001",
    "\u2028",
    "ß",
)
STRINGS: Final = (
    "",
    "a",
    "A",
    "b",
    "aa",
    "null",
    "true",
    "0x1",
    "%",
    "_",
    "a_b",
    "a%b",
    "\\",
    '"',
    "\\n",
    "''",
    "é",
    "😀",
)
WORDS: Final = ("red", "Red", "blue", "deep", "sea", "Moon", "moon", "2nd", "over", "RED", "moons", "Seas", "running")
NUMBERS: Final = {
    ("Int", "small"): (0, 1, -1, 2, 3, 7, 10, 100),
    ("Int", "limits"): (0, 1, -1, INT_MINIMUM, INT_MINIMUM + 1, INT_MAXIMUM - 1, INT_MAXIMUM),
    ("Int64", "small"): (0, 1, -1, 2, 5, 2**31, -(2**31), 2**40),
    ("Int64", "limits"): (0, 2**53, 2**53 + 1, -(2**53) - 1, INT64_MINIMUM, INT64_MINIMUM + 1, INT64_MAXIMUM),
    ("Float", "small"): (0.0, 0.5, 0.1, -2.25, 3.0, 1 / 3, 100.0),
    ("Float", "limits"): (0.0, 1.7976931348623157e308, -1.7976931348623157e308, 5e-324, 1e21, 1e-7, 123456789.125, 2.0),
}
MOMENTS: Final = (
    "2005",
    "2005-06",
    "2005-06-07",
    "2005-06-07T08:09:10",
    "2005-06-07T08:09:10.5Z",
    "2005-06-07T08:09:10.500000001Z",
    "2005-06-07T08:09:10.120+02:00",
    "2005-06-07T23:30:00-07:30",
    "1969-12-31T23:59:59.999999999Z",
    "1970-01-01T00:00:00+00:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "2000-02-29T12:00:00+14:00",
)
_OFFSETS: Final = (0, 60, -330, 840, -720)


def field_profiles(random: Random, schema: Schema) -> dict[tuple[str, str], str]:
    """The kind of values of each scalar field, by type and field."""
    profiles: dict[tuple[str, str], str] = {}
    for object_type in schema.types.values():
        for each in object_type.fields.values():
            if each.type_name == "String":
                profiles[object_type.name, each.name] = (
                    "words" if {"term", "fulltext", "ngram"} & set(each.search) else "nasty"
                )
            else:
                profiles[object_type.name, each.name] = random.choice(("small", "small", "limits"))
    return profiles


def random_scalar(random: Random, schema: Schema, each: Field, profile: str) -> Any:
    """One value of a scalar or enum field, in the form of JSON."""
    if each.kind == "enum":
        return random.choice(schema.enums[each.type_name])
    if each.kind == "shape":
        return random_point(random) if each.type_name == "Point" else random_polygon(random)
    if each.type_name == "Boolean":
        return random.random() < 0.5
    if each.type_name == "DateTime":
        return random.choice(MOMENTS)
    if each.type_name == "String":
        return random_words(random) if profile == "words" else random_string(random)
    return random.choice(NUMBERS[each.type_name, profile])


def random_point(random: Random) -> dict[str, float]:
    """On a small grid, so that points meet each other, corners and edges."""
    return {"longitude": 20 + random.randint(0, 8) / 2, "latitude": 10 + random.randint(0, 8) / 2}


def random_polygon(random: Random) -> dict[str, Any]:
    """A rectangle or a triangle of grid points, sometimes with a hole."""
    west, south = 20 + random.randint(0, 6) / 2, 10 + random.randint(0, 6) / 2
    east, north = west + random.randint(1, 6) / 2, south + random.randint(1, 6) / 2
    corners = [(west, south), (east, south), (east, north), (west, north)]
    if random.random() < 0.3:
        corners.pop(random.randrange(4))
    rings = [corners]
    if len(corners) == 4 and random.random() < 0.3:
        inset = 0.125
        rings.append(
            [(x + (inset if x == west else -inset), y + (inset if y == south else -inset)) for x, y in corners]
        )
    points = [[{"longitude": x, "latitude": y} for x, y in [*ring, ring[0]]] for ring in rings]
    return {"coordinates": [{"points": ring} for ring in points]}


def random_shape_filter(random: Random, type_name: str) -> dict[str, Any]:
    """`near` only of points; of distances that no two grid points have."""
    operator = random.choice(("near", "within") if type_name == "Point" else ("within", "contains", "intersects"))
    if operator == "near":
        distance = random.choice((1.0, 30_000.0, 56_000.0, 100_000, 250_000.5))
        return {"near": {"distance": distance, "coordinate": random_point(random)}}
    if operator == "contains":
        parts = {"point": random_point(random), "polygon": random_polygon(random)}
        chosen = random.choice((["point"], ["point"], ["polygon"], ["point", "polygon"]))
        return {"contains": {name: parts[name] for name in chosen}}
    return {operator: {"polygon": random_polygon(random)}}


def random_value(random: Random, schema: Schema, each: Field, profile: str) -> Any:
    """A value of a scalar field, a list for a list."""
    if not each.is_list:
        return random_scalar(random, schema, each, profile)
    return [random_scalar(random, schema, each, profile) for _ in range(random.choice((0, 1, 2, 2, 3)))]


def random_string(random: Random) -> str:
    if random.random() < 0.6:
        return random.choice(STRINGS)
    return "".join(random.choices(ALPHABET, k=random.randint(1, 6)))


def random_words(random: Random) -> str:
    text = random.choice(WORDS)
    for _ in range(random.randint(0, 3)):
        text += random.choice((" ", ", ", "  ")) + random.choice(WORDS)
    return text


def random_terms(random: Random) -> str:
    words = [random.choice((str.lower, str.upper, str))(random.choice(WORDS)) for _ in range(random.randint(1, 2))]
    return " ".join(words)


def random_phrase(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.choice((1, 2, 2, 3))))


def random_pattern(random: Random, texts: list[str]) -> str:
    """A regular expression that Python and RE2 read alike, often one that matches a text."""
    parts = [_pattern_part(random, texts) for _ in range(random.choice((1, 1, 1, 2)))]
    body = (
        random.choice(("", "", "^")) + random.choice(("|", ".*", "(x|y)?")).join(parts) + random.choice(("", "", "$"))
    )
    return f"/{body}/{random.choice(('', '', 'i'))}"


def _pattern_part(random: Random, texts: list[str]) -> str:
    text = random.choice(texts) if texts and random.random() < 0.8 else random.choice(STRINGS)
    start = random.randrange(len(text) + 1)
    cut = text[start : start + random.choice((1, 2, 4, 6, 20))]
    escaped = [re.escape(character).replace("/", "\\/") for character in cut]
    if escaped and random.random() < 0.3:
        escaped[random.randrange(len(escaped))] = random.choice((".", "[a-z]", "[^b]", "(a|b)"))
    if escaped and random.random() < 0.3:
        escaped[-1] += random.choice(("?", "+", "*", "{1,2}"))
    return "".join(escaped)


def fresh_key(random: Random, each: Field, number: int) -> Any:
    """A key that no node has: `number` is new."""
    if each.type_name == "String":
        return f"{random.choice(('k', 'K', 'é', '%', chr(34), chr(92), ' ', '😀_'))}{number}"
    if each.type_name == "Int64" and random.random() < 0.3:
        return INT64_MAXIMUM - number
    return number if random.random() < 0.8 else -number


def other_offset(random: Random, text: str) -> str:
    """The same instant in another form, for filters."""
    moment = read_moment(text)
    if not re.match(r"(19|20)\d\d", text) or random.random() < 0.5:
        return text
    return str(Moment(moment.instant, random.choice(_OFFSETS)))
