"""Which reads had to check instead of drive is remembered for the same values, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine import choices
from graphwright.engine.choices import DriverChoices
from graphwright.engine.database import Database
from graphwright.plan.ways import Way

TEXT = "query($tag: String!) { queryFilm(filter: {tag: {eq: $tag}}, order: {asc: year}, first: 2) { year } }"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with graphwright.open(str(tmp_path / "films.db")) as opened:
        opened.alter("type Film { id: ID! tag: String @search(by: [hash]) year: Int @search }")
        films = [{"tag": tag, "year": year} for year, tag in enumerate("aabbbc")]
        opened.graphql("mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }", {"films": films})
        yield opened


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(choices.time, "monotonic", lambda: now[0])  # type: ignore[attr-defined]
    return now


def test_a_choice_holds_for_its_values_and_its_time(clock: list[float]) -> None:
    memory = DriverChoices()
    memory.put("SELECT", ["a"], (Way.CHECK,))
    assert memory.get("SELECT", ["a"]) == (Way.CHECK,)
    assert memory.get("SELECT", ["b"]) is None
    clock[0] += limits.driver_choice_s
    assert memory.get("SELECT", ["a"]) is None


def test_long_values_are_not_kept() -> None:
    memory = DriverChoices()
    longest = "x" * limits.driver_choice_text_max
    memory.put("SELECT", [longest], (Way.CHECK,))
    memory.put("SELECT", [longest + "x"], (Way.CHECK,))
    assert memory.get("SELECT", [longest]) == (Way.CHECK,)
    assert memory.get("SELECT", [longest + "x"]) is None


def test_no_more_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "driver_choices_max", 3)
    memory = DriverChoices()
    for number in range(10):
        memory.put("SELECT", [number], (Way.CHECK,))
        assert memory.get("SELECT", [number]) == (Way.CHECK,)
    assert sum(memory.get("SELECT", [number]) is not None for number in range(10)) <= 3


@pytest.mark.parametrize("rows_max", [0, 2, 1_000])
def test_answers_are_the_same_whatever_is_chosen(
    database: Database, rows_max: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "driver_probe_rows_max", rows_max)
    expected: dict[str, Any] = {"a": [0, 1], "b": [2, 3], "c": [5], "d": []}
    for _ in range(2):
        for tag, years in expected.items():
            answer = database.graphql(TEXT, {"tag": tag})
            assert [film["year"] for film in answer["data"]["queryFilm"]] == years


def test_a_choice_that_is_out_of_date_answers_what_is_there_now(database: Database) -> None:
    assert database.graphql(TEXT, {"tag": "d"}) == {"data": {"queryFilm": []}}
    database.graphql('mutation { addFilm(input: {tag: "d", year: 9}) { numUids } }')
    assert database.graphql(TEXT, {"tag": "d"}) == {"data": {"queryFilm": [{"year": 9}]}}


_asked = {
    "tag: {in: $asked}": ["t0", "t1"],
    "title: {anyofterms: $asked}": "one seven",
    "title: {alloftext: $asked}": "one film",
    "title: {regexp: $asked}": "/film (one|two)/",
}
_expected = {"in": [0, 1, 3], "anyofterms": [0, 6, 12], "alloftext": [0, 6, 12], "regexp": [0, 1, 6]}


@pytest.mark.parametrize("is_related", [False, True], ids=["of its own", "of a related node"])
@pytest.mark.parametrize("condition", _asked)
def test_values_of_every_kind_are_remembered(
    kind_of_stores: str, condition: str, is_related: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, and what has to be found in steps: as arguments of some databases they are no plain values."""
    monkeypatch.setattr(limits, "driver_probe_rows_max", 0)
    with graphwright.open(":memory:") as database:
        database.alter(
            """type Film { id: ID! year: Int @search story: Story }
            type Story { tag: String @search(by: [hash]) title: String @search(by: [term, fulltext, regexp]) }"""
            if is_related
            else """type Film {
              id: ID! year: Int @search
              tag: String @search(by: [hash]) title: String @search(by: [term, fulltext, regexp])
            }"""
        )
        words = ["one", "two", "three", "four", "five", "six"]
        stories = [{"tag": f"t{n % 3}", "title": f"film {words[n % 6]}"} for n in range(60)]
        films = [{"year": n, **({"story": story} if is_related else story)} for n, story in enumerate(stories)]
        database.graphql("mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }", {"films": films})
        kind = "[String]" if isinstance(_asked[condition], list) else "String!"
        asked = f"{{story: {{{condition}}}}}" if is_related else f"{{{condition}}}"
        text = f"query($asked: {kind}) {{ queryFilm(filter: {asked}, order: {{asc: year}}, first: 3) {{ year }} }}"
        for _ in range(3):
            answer = database.graphql(text, {"asked": _asked[condition]})
            assert [film["year"] for film in answer["data"]["queryFilm"]] == _expected[condition.split()[1][1:-1]]
