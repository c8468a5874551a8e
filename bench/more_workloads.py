"""The workloads of the groups `pieces`, `vectors` and `threads`: searches, nodes of several types, trees.

In and out as in `workloads.py`. Does not know: HTTP, servers, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import numpy as np
import orjson
import Stemmer  # type: ignore[import-not-found, unused-ignore]

from bench.literals import Variables
from bench.pieces import (
    EAST,
    NORTH,
    NOTES,
    PLACES,
    SHELF_WORKS,
    SOUTH,
    WEST,
    WORKS,
    YEARS,
    note_text,
    place_position,
    shelf_code,
)
from bench.threads import thread_key, threads_at
from bench.vectors import random_vector
from bench.workloads import Call, Inputs, Kind, Single

ABSTRACT_TARGET = 0.5
"""Least share of the throughput on one type that the same on an interface or a union must reach: twice the time."""
_DISTANCE_METRES = 5_000.0
_METRES_PER_DEGREE = 111_195


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """An operation on an interface or a union, or under a rule; in the place of its floor stands the same without."""

    name: str
    title: str
    abstract: Single
    one: Single
    share: float = ABSTRACT_TARGET

    @property
    def kind(self) -> Kind:
        return Kind.READ

    @property
    def target(self) -> float:
        return self.share

    @property
    def distinct(self) -> int | None:
        return self.abstract.distinct

    @property
    def floors(self) -> tuple[str, ...]:
        return ()

    def calls(self, inputs: Inputs, seed: str) -> Iterator[Call]:
        return self.abstract.calls(inputs, seed)


def _regexp(random: Random, inputs: Inputs, _mark: str) -> Variables:
    """The end of a word of some note, and the beginning of the next."""
    words = note_text(random.randrange(round(NOTES * inputs.facts.scale))).split()
    place = random.randrange(len(words) - 1)
    return {"pattern": f"/{words[place][-3:]} {words[place + 1][:3]}[a-z]*/"}


def _regexp_floor(variables: Variables) -> Variables:
    pattern = str(variables["pattern"])[1:-1]
    return {"pattern": pattern, "phrase": f'"{pattern.removesuffix("[a-z]*")}"'}


def _fulltext(random: Random, inputs: Inputs, _mark: str) -> Variables:
    words = note_text(random.randrange(round(NOTES * inputs.facts.scale))).split()
    return {"text": " ".join(random.sample(words, 2))}


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


def _fulltext_floor(variables: Variables) -> Variables:
    stems = _stemmer().stemWords(str(variables["text"]).split())
    return {"first": stems[0], "second": stems[1]}


def _near(random: Random, inputs: Inputs, _mark: str) -> Variables:
    longitude, latitude = place_position(random.randrange(round(PLACES * inputs.facts.scale)))
    return {"distance": _DISTANCE_METRES, "latitude": latitude, "longitude": longitude}


def _near_floor(variables: Variables) -> Variables:
    """With the box that holds the circle."""
    latitude, longitude = float(str(variables["latitude"])), float(str(variables["longitude"]))
    high = _DISTANCE_METRES / _METRES_PER_DEGREE * 1.01
    wide = high / float(np.cos(np.radians(min(abs(latitude) + high, 89))))
    box = {"west": longitude - wide, "east": longitude + wide, "south": latitude - high, "north": latitude + high}
    assert WEST - 1 < longitude < EAST + 1
    assert SOUTH - 1 < latitude < NORTH + 1
    return {**variables, **box}


def _year(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"year": random.choice(YEARS)}


def _shelf(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"code": shelf_code(random.randrange(round(WORKS * inputs.facts.scale) // SHELF_WORKS))}


def _vector(random: Random, _inputs: Inputs, _mark: str) -> Variables:
    return {"vector": list(random_vector(np.random.default_rng(random.getrandbits(32))))}


def _vector_floor(variables: Variables) -> Variables:
    return {"vector": orjson.dumps(variables["vector"]).decode()}


def _thread(random: Random, inputs: Inputs, _mark: str) -> Variables:
    return {"key": thread_key(random.randrange(threads_at(inputs.facts.scale)))}


def _read(name: str, title: str, text: str, make: Any, floor: Any = None) -> Single:
    if floor is None:
        return Single(name=name, title=title, kind=Kind.READ, text=text, make=make)
    return Single(name=name, title=title, kind=Kind.READ, text=text, make=make, for_floor=floor)


_WORKS = """query($year: Int!) {
  queryWork(filter: {year: {eq: $year}}, order: {desc: score}, first: 20) {
    id title year score ... on Book { pages } ... on Song { length }
  }
}"""
_ITEMS = """query($year: Int!) {
  queryItem(filter: {year: {eq: $year}}, order: {desc: score}, first: 20) { id title year score pages }
}"""
_THINGS = """query($code: String!) {
  getShelf(code: $code) { code things { ... on Book { id title pages } ... on Song { id title length } } }
}"""
_SHELF_ITEMS = "query($code: String!) { getShelf(code: $code) { code items { id title pages } } }"

PIECES: tuple[Single | Ratio, ...] = (
    _read(
        "regexp_search",
        "regular expression over 20,000 notes (floor: FTS5 trigrams, RE2)",
        "query($pattern: String!) { queryNote(filter: {text: {regexp: $pattern}}, first: 20) { id text } }",
        _regexp,
        _regexp_floor,
    ),
    _read(
        "fulltext_search",
        "full text, two words, over 20,000 notes",
        "query($text: String!) { queryNote(filter: {text: {alloftext: $text}}, first: 20) { id text } }",
        _fulltext,
        _fulltext_floor,
    ),
    _read(
        "geo_near",
        "places within 5 km of 100,000 (floor: R*Tree)",
        """query($distance: Float!, $latitude: Float!, $longitude: Float!) {
  queryPlace(
    filter: {at: {near: {distance: $distance, coordinate: {latitude: $latitude, longitude: $longitude}}}}, first: 20
  ) { id name at { latitude longitude } }
}""",
        _near,
        _near_floor,
    ),
    Ratio(
        name="interface",
        title="filter, order, page on an interface of two types (floor: ours, on one type)",
        abstract=_read("interface", "", _WORKS, _year),
        one=_read("one_type", "filter, order, page on one type", _ITEMS, _year),
    ),
    Ratio(
        name="union",
        title="20 nodes behind a union of two types (floor: ours, of one type)",
        abstract=_read("union", "", _THINGS, _shelf),
        one=_read("one_type_nested", "20 nodes of one type", _SHELF_ITEMS, _shelf),
    ),
)
VECTORS: tuple[Single | Ratio, ...] = (
    _read(
        "vector_top_10",
        "nearest 10 of 100,000 vectors of 384 (floor: numpy, exact, then SQL)",
        "query($vector: [Float!]!) { querySimilarDocByEmbedding(by: meaning, topK: 10, vector: $vector) { id title } }",
        _vector,
        _vector_floor,
    ),
)
THREADS: tuple[Single | Ratio, ...] = (
    _read(
        "tree",
        "a thread of 50 comments as a tree, by likes (floor: one recursion)",
        """query($key: String!) {
  getComment(key: $key) { id repliesTree(order: {desc: likes}) { depth parentId node { id text likes } } }
}""",
        _thread,
    ),
)
