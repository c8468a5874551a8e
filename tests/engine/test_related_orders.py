"""Orders by related nodes and their numbers, which the reference has not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graphwright
from graphwright.engine.database import Database
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

from .test_related_filters import FILMS, RULED, SCHEMA


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        add = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }"
        assert "errors" not in opened.graphql(add, {"films": FILMS})
        yield opened


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("[{director: {name: ASC}}, {year: DESC}]", ["Aliens", "Gladiator", "Alien", "Untitled"]),
        ("[{director: {name: DESC}}, {year: ASC}]", ["Alien", "Gladiator", "Aliens", "Untitled"]),
        ("{director: {born: DESC}}", ["Alien", "Gladiator", "Aliens", "Untitled"]),
        ("[{starring: {count: DESC}}, {title: ASC}]", ["Alien", "Aliens", "Gladiator", "Untitled"]),
        ("[{starring: {count: ASC}}, {title: DESC}]", ["Untitled", "Gladiator", "Aliens", "Alien"]),
        ("[{director: {directed: {count: DESC}}}, {title: DESC}]", ["Gladiator", "Alien", "Aliens", "Untitled"]),
        ("[{year: DESC}]", ["Gladiator", "Aliens", "Alien", "Untitled"]),
        ("[]", ["Alien", "Aliens", "Gladiator", "Untitled"]),
    ],
)
@pytest.mark.parametrize("page", ["", ", first: 3", ", first: 2, offset: 1"])
def test_order(database: Database, by: str, expected: list[str], page: str) -> None:
    films = database.graphql(f"{{ queryFilm(order: {{by: {by}}}{page}) {{ title }} }}")["data"]["queryFilm"]
    start, end = {"": (0, 4), ", first: 3": (0, 3)}.get(page, (1, 3))
    assert [film["title"] for film in films] == expected[start:end]


def test_below_a_reference_and_by_variables(database: Database) -> None:
    text = 'query($o: FilmOrder) { queryPerson(filter: {name: {eq: "Scott"}}) { directed(order: $o) { title } } }'
    for direction, expected in (("ASC", ["Gladiator", "Alien"]), ("DESC", ["Alien", "Gladiator"])):
        answer = database.graphql(text, {"o": {"by": [{"starring": {"count": direction}}]}})
        assert [film["title"] for film in answer["data"]["queryPerson"][0]["directed"]] == expected


def test_with_a_filter_that_drives(database: Database) -> None:
    text = """{ queryFilm(
        filter: {title: {anyofterms: "alien gladiator"}}, order: {by: {director: {born: ASC}}}, first: 2
    ) { title } }"""
    assert [film["title"] for film in database.graphql(text)["data"]["queryFilm"]] == ["Alien", "Gladiator"]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("{by: [{year: ASC}], asc: title}", "either"),
        ("{by: [{year: ASC, title: ASC}]}", "one field"),
        ("{by: [{}]}", "one field"),
        ("{by: [{starring: {}}]}", "number"),
    ],
)
def test_what_is_no_order(database: Database, order: str, message: str) -> None:
    [error] = database.graphql(f"{{ queryFilm(order: {order}) {{ title }} }}")["errors"]
    assert message in error["message"]


def test_what_a_rule_hides_does_not_order() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(RULED)
        database.graphql(
            "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }", {"films": FILMS}
        )
        text = "{ queryFilm(order: {by: [{%s}, {title: ASC}]}) { title } }"
        for by in ("director: {name: DESC}", "starring: {count: DESC}", "director: {directed: {count: ASC}}"):
            hidden = database.graphql(text % by, caller=Caller())["data"]["queryFilm"]
            assert [film["title"] for film in hidden] == ["Alien", "Aliens", "Gladiator", "Untitled"]
        admin = database.graphql(text % "director: {name: DESC}", caller=Caller(claims={"ROLE": "ADMIN"}))
        assert [film["title"] for film in admin["data"]["queryFilm"]] == ["Alien", "Gladiator", "Aliens", "Untitled"]


def test_names_and_strict_mode() -> None:
    own, strict = generate_api(compile_schema(SCHEMA)), generate_api(compile_schema(SCHEMA), is_strict=True)
    assert {"FilmOrderBy", "OrderDirection"} <= own.type_map.keys()
    assert not {"FilmOrderBy", "OrderDirection"} & strict.type_map.keys()
    assert "by" not in strict.type_map["FilmOrder"].fields  # type: ignore[attr-defined]
    with pytest.raises(ErrorList) as raised:
        generate_api(compile_schema("type Film { n: Int }  type FilmOrderBy { n: Int }"))
    [error] = raised.value.errors
    assert (error.line, error.column) == (1, 28)
