"""Filters on related nodes, which the reference has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLSchema

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller
from graphwright.plan.ways import Choice, Way
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

SCHEMA = """
type Film {
  id: ID!
  title: String! @id @search(by: [term])
  year: Int @search
  director: Person @hasInverse(field: directed)
  starring: [Person!] @hasInverse(field: films)
  genres: [Genre]
}
type Person { id: ID!  name: String! @id @search(by: [hash]) born: Int @search directed: [Film] films: [Film] }
type Genre { name: String! @id  parent: Genre }
"""
FILMS: list[dict[str, Any]] = [
    {
        "title": "Alien",
        "year": 1979,
        "director": {"name": "Scott", "born": 1937},
        "starring": [{"name": "Weaver", "born": 1949}, {"name": "Hurt", "born": 1940}],
        "genres": [{"name": "Horror", "parent": {"name": "Fiction"}}],
    },
    {"title": "Aliens", "year": 1986, "director": {"name": "Cameron"}, "starring": [{"name": "Weaver"}]},
    {"title": "Gladiator", "year": 2000, "director": {"name": "Scott"}, "starring": [{"name": "Reed", "born": 1938}]},
    {"title": "Untitled"},
]


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        add = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }"
        assert "errors" not in opened.graphql(add, {"films": FILMS})
        yield opened


def titles(database: Database, filter_text: str, more: str = "") -> list[str]:
    answer = database.graphql(f"{{ queryFilm(filter: {filter_text}{more}) {{ title }} }}")
    assert "errors" not in answer, answer
    return sorted(film["title"] for film in answer["data"]["queryFilm"])


@pytest.mark.parametrize(
    ("filter_text", "expected"),
    [
        ('{director: {name: {eq: "Scott"}}}', ["Alien", "Gladiator"]),
        ('{director: {name: {eq: "Scott"}}, year: {lt: 1990}}', ["Alien"]),
        ('{director: {name: {eq: "Scott"}, born: {gt: 1940}}}', []),
        ("{director: {}}", ["Alien", "Aliens", "Gladiator"]),
        ("{not: {director: {}}}", ["Untitled"]),
        ('{not: {director: {name: {eq: "Scott"}}}}', ["Aliens", "Untitled"]),
        ('{starring: {some: {name: {eq: "Weaver"}}}}', ["Alien", "Aliens"]),
        ("{starring: {some: {born: {lt: 1945}}}}", ["Alien", "Gladiator"]),
        ("{starring: {every: {born: {lt: 1945}}}}", ["Gladiator", "Untitled"]),
        ("{starring: {every: {born: {ge: 1938}}, some: {}}}", ["Alien", "Aliens", "Gladiator"]),
        ('{starring: {none: {name: {eq: "Weaver"}}}}', ["Gladiator", "Untitled"]),
        ("{starring: {none: {}}}", ["Untitled"]),
        ("{starring: {count: {ge: 2}}}", ["Alien"]),
        ("{starring: {count: {eq: 0}}}", ["Untitled"]),
        ("{starring: {count: {between: {min: 1, max: 1}}}}", ["Aliens", "Gladiator"]),
        ("{starring: {count: {in: [0, 2]}}}", ["Alien", "Untitled"]),
        ("{starring: {}}", ["Alien", "Aliens", "Gladiator", "Untitled"]),
        ('{genres: {some: {parent: {name: {eq: "Fiction"}}}}}', ["Alien"]),
        ('{director: {directed: {some: {title: {allofterms: "gladiator"}}}}}', ["Alien", "Gladiator"]),
        ('{or: [{genres: {count: {gt: 0}}}, {director: {name: {eq: "Cameron"}}}]}', ["Alien", "Aliens"]),
    ],
)
@pytest.mark.parametrize("more", ["", ", order: {desc: year}, first: 10"])
@pytest.mark.parametrize("way", list(Way))
def test_related(
    database: Database, filter_text: str, expected: list[str], more: str, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way is not Way.DRIVE:
        monkeypatch.setattr(limits, "driver_probe_rows_max", -1)
        monkeypatch.setattr(Choice, "cheapest", lambda *_: way)
    assert titles(database, filter_text, more) == expected


def test_values_come_by_variables_too(database: Database) -> None:
    text = "query($f: FilmFilter) { queryFilm(filter: $f) { title } aggregateFilm(filter: $f) { count } }"
    for name, count in (("Scott", 2), ("Cameron", 1), ("Nobody", 0)):
        wanted = {"director": {"name": {"eq": name}}, "starring": {"count": {"ge": 1}}}
        data = database.graphql(text, {"f": wanted})["data"]
        assert len(data["queryFilm"]) == count
        assert data["aggregateFilm"]["count"] == count


def test_updates_and_deletes_find_by_related_nodes() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        database.graphql(
            "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }", {"films": FILMS}
        )
        update = (
            'mutation { updateFilm(input: {filter: {director: {name: {eq: "Scott"}}}, set: {year: 1}}) { numUids } }'
        )
        assert database.graphql(update)["data"]["updateFilm"]["numUids"] == 2
        delete = 'mutation { deleteFilm(filter: {starring: {some: {name: {eq: "Weaver"}}}}) { numUids } }'
        assert database.graphql(delete)["data"]["deleteFilm"]["numUids"] == 2
        assert titles(database, "{}") == ["Gladiator", "Untitled"]


RULED = (
    SCHEMA.replace(
        "type Person {",
        'type Person @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) {',
    )
    + """
# Dgraph.Authorization {"VerificationKey":"secret","Header":"X-Auth","Namespace":"https://x","Algo":"HS256"}
"""
)


@pytest.mark.parametrize(
    "filter_text",
    ["{director: {}}", '{director: {name: {eq: "Scott"}}}', "{starring: {some: {}}}", "{starring: {count: {gt: 0}}}"],
)
def test_nobody_learns_by_a_filter_what_a_rule_hides(filter_text: str) -> None:
    with graphwright.open(":memory:") as database:
        database.alter(RULED)
        database.graphql(
            "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }", {"films": FILMS}
        )
        text = f"{{ queryFilm(filter: {filter_text}) {{ title }} }}"
        assert database.graphql(text, caller=Caller()) == {"data": {"queryFilm": []}}
        assert database.graphql(text, caller=Caller(claims={"ROLE": "ADMIN"}))["data"]["queryFilm"]


@pytest.mark.sqlite_only
def test_a_selective_related_filter_drives(database: Database) -> None:
    """Both ends of the way are look-ups by index; the films are not scanned."""
    compiler = database.compiler
    from graphwright.engine.requests import GraphqlRequest  # noqa: PLC0415

    request = GraphqlRequest(query='{ queryFilm(filter: {director: {name: {eq: "Scott"}}}) { title } }')
    compiled = compiler.compile(compiler.text(request), request, Caller(is_trusted=True))
    assert compiled.plan.read is not None
    statement = compiled.plan.read.statement
    lines = database.storage.open_reader().rows(
        f"EXPLAIN QUERY PLAN {statement.text}", statement.arguments(compiled.values)
    )
    used = [row[3] for row in lines]
    assert any("_back" in line for line in used), used
    assert not any(line.startswith("SCAN t1") for line in used), used


def generated(text: str, *, is_strict: bool = False) -> GraphQLSchema:
    return generate_api(compile_schema(text), is_strict=is_strict)


def test_under_strict_there_is_none_of_it() -> None:
    assert "PersonListRelationFilter" in generated(SCHEMA).type_map
    strict = generated(SCHEMA, is_strict=True)
    assert "PersonListRelationFilter" not in strict.type_map
    assert "director" not in strict.type_map["FilmFilter"].fields  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type A { id: ID! or: A }", "or"),
        ("type A { n: Int bs: [B] } type B { n: Int } type BListRelation { n: Int }", "BListRelationFilter"),
    ],
)
def test_a_clash_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ErrorList) as raised:
        generated(text)
    [error] = raised.value.errors
    assert message in error.message
    assert error.line == 1
    assert error.column
    generated(text, is_strict=True)
