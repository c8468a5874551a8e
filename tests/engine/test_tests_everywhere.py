"""Regular expressions, phrases and shapes in every place of a request, whether or not the database calls Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import Caller
from graphwright.plan.reading import plan_read
from graphwright.plan.scope import Environment
from graphwright.storage.interface import Verified
from tests.golden.artefacts import PostgresWithoutServer

schema = """
interface Named { name: String! @search(by: [regexp, hash]) }
type Film implements Named {
  id: ID!
  year: Int @search
  tags: [String] @search(by: [regexp])
  plot: String @search(by: [ngram])
  place: Point @search
  people: [Person] @hasInverse(field: films)
  sequel: Film
}
type Person implements Named { id: ID!  films: [Film] }
type Secret @auth(query: {rule: "query($P: String!) { querySecret(filter: {text: {regexp: $P}}) { id } }"}) {
  id: ID!
  text: String @search(by: [regexp])
  owner: Film
}
# Dgraph.Authorization {"Header": "X-Auth", "Namespace": "claims", "Algo": "HS256", "VerificationKey": "key"}
"""


def point(longitude: float) -> dict[str, float]:
    return {"longitude": longitude, "latitude": 0}


films: list[dict[str, Any]] = [
    {
        "name": "Alien",
        "year": 1979,
        "tags": ["horror", "space"],
        "place": point(1),
        "plot": "the quick brown fox jumps",
    },
    {"name": "Aliens", "year": 1986, "tags": ["war"], "place": point(2), "plot": "brown the fox quick jumps"},
    {"name": "Brazil", "year": 1985, "place": point(3)},
    {"name": "Élan\nvital", "year": 2000, "tags": []},
]
people = {"Alien": ["Weaver", "Hurt"], "Aliens": ["Weaver", "Paxton"], "Brazil": ["Pryce"]}


NEAR = "place: {near: {coordinate: {longitude: 1, latitude: 0}, distance: 1000}}"


@pytest.fixture
def database(address: str) -> Iterator[graphwright.Database]:
    with graphwright.open(address) as opened:
        opened.alter(schema)
        names = sorted({name for each in people.values() for name in each})
        add(opened, "Person", [{"name": name} for name in names])
        ids = {each["name"]: each["id"] for each in run(opened, "{ queryPerson { id name } }")["queryPerson"]}
        add(
            opened,
            "Film",
            [{**film, "people": [{"id": ids[p]} for p in people.get(film["name"], [])]} for film in films],
        )
        yield opened


def run(database: graphwright.Database, text: str, **variables: Any) -> Any:
    answer = database.graphql(text, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def add(database: graphwright.Database, kind: str, items: list[dict[str, Any]]) -> None:
    run(database, f"mutation($i: [Add{kind}Input!]!) {{ add{kind}(input: $i) {{ numUids }} }}", i=items)


def named(database: graphwright.Database, filtered: str, rest: str = "") -> list[str]:
    return [
        each["name"] for each in run(database, f"{{ queryFilm(filter: {filtered}{rest}) {{ name }} }}")["queryFilm"]
    ]


@pytest.mark.parametrize(
    ("filtered", "rest", "names"),
    [
        ('{name: {regexp: "/^al.*n$/i"}}', "", ["Alien"]),
        ('{name: {regexp: "/^.LAN$/i"}}', "", ["Élan\nvital"]),
        ('{name: {regexp: "/^él\\\\p{Ll}n$/i"}}', "", ["Élan\nvital"]),
        ('{not: {name: {regexp: "/li/"}}}', "", ["Brazil", "Élan\nvital"]),
        ('{not: {tags: {regexp: "/r/"}}}', "", ["Brazil", "Élan\nvital"]),
        ('{year: {lt: 1986}, or: [{name: {regexp: "/vital/"}}, {' + NEAR + "}]}", ", order: {desc: year}", None),
        ('{name: {regexp: "/l/"}}', ", order: {desc: year}, first: 2, offset: 1", ["Aliens", "Brazil"]),
        ('{and: [{name: {regexp: "/li/"}}, {not: {name: {regexp: "/s$/"}}}]}', "", ["Alien"]),
        ('{people: {some: {name: {regexp: "/ax/"}}}}', "", ["Aliens"]),
        ('{people: {every: {name: {regexp: "/e/"}}}, has: people}', "", ["Brazil"]),
        ('{people: {none: {name: {regexp: "/^W/"}}}}', "", ["Brazil", "Élan\nvital"]),
        ('{plot: {ngram: "quick brown fox"}}', "", ["Alien"]),
        ("{" + NEAR + "}", "", ["Alien"]),
        ("{not: {" + NEAR + "}, has: place}", "", ["Aliens", "Brazil"]),
    ],
)
def test_filters(database: graphwright.Database, filtered: str, rest: str, names: list[str] | None) -> None:
    if names is None:
        names = ["Élan\nvital", "Brazil", "Alien"]
    assert named(database, filtered, rest) == names


def test_inside_of_selections_aggregates_and_interfaces(database: graphwright.Database) -> None:
    data = run(
        database,
        """{
          queryFilm(filter: {name: {regexp: "/^A/"}}, order: {asc: name}, first: 1) {
            name
            people(filter: {name: {regexp: "/W|H/"}}, order: {asc: name}) {
              name films(filter: {name: {regexp: "/s$/"}}) { name }
            }
            peopleAggregate(filter: {name: {regexp: "/^H/"}}) { count nameMax }
          }
          aggregateFilm(filter: {tags: {regexp: "/^(war|space)$/"}}) { count yearMin yearMax }
          queryNamed(filter: {name: {regexp: "/^(W|B)/"}}) { __typename name }
        }""",
    )
    [film] = data["queryFilm"]
    assert film["people"] == [{"name": "Hurt", "films": []}, {"name": "Weaver", "films": [{"name": "Aliens"}]}]
    assert film["peopleAggregate"] == {"count": 1, "nameMax": "Hurt"}
    assert data["aggregateFilm"] == {"count": 2, "yearMin": 1979, "yearMax": 1986}
    assert {(each["__typename"], each["name"]) for each in data["queryNamed"]} == {
        ("Person", "Weaver"),
        ("Film", "Brazil"),
    }


def test_mutations_find_their_nodes_and_see_what_they_wrote(database: graphwright.Database) -> None:
    update = """mutation {
      updateFilm(input: {filter: {name: {regexp: "/^Al/"}}, set: {name: "Xenomorph", tags: ["new"]}}) {
        numUids film(filter: {tags: {regexp: "/^new$/"}}) { people(filter: {name: {regexp: "/ax/"}}) { name } }
      } }"""
    changed = run(database, update)["updateFilm"]
    assert changed["numUids"] == 2
    assert sorted(len(film["people"]) for film in changed["film"]) == [0, 1]
    assert named(database, '{name: {regexp: "/^Xeno/"}}') == ["Xenomorph", "Xenomorph"]
    assert run(database, 'mutation { deleteFilm(filter: {name: {regexp: "/^X/"}}) { numUids } }')["deleteFilm"] == {
        "numUids": 2
    }
    assert named(database, "{}") == ["Brazil", "Élan\nvital"]


def test_rules_test_too_and_nothing_hidden_is_counted(database: graphwright.Database) -> None:
    add(database, "Secret", [{"text": "open one"}, {"text": "open two"}, {"text": "closed"}])
    caller = Caller(is_trusted=False, claims={"P": "/^open/"})

    def ask(text: str, who: Caller = caller) -> Any:
        return database.graphql(text, caller=who)["data"]

    query = '{ querySecret(filter: {text: {regexp: "/o/"}}, order: {asc: text}) { text } aggregateSecret { count } }'
    assert ask(query) == {"querySecret": [{"text": "open one"}, {"text": "open two"}], "aggregateSecret": {"count": 2}}
    assert ask('{ querySecret(filter: {not: {text: {regexp: "/two/"}}}) { text } }') == {
        "querySecret": [{"text": "open one"}]
    }
    nobody = replace(caller, claims={})
    assert ask(query, nobody) == {"querySecret": [], "aggregateSecret": None}


def test_too_many_that_pass_are_refused(database: graphwright.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "relation_rows_max", 2)
    answer = database.graphql('{ queryFilm(filter: {name: {regexp: "/l/"}}) { name } }')
    if database.storage.capabilities.calls_python:
        assert len(answer["data"]["queryFilm"]) == 4
    else:
        assert "relation_rows_max" in answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def candidates(database: graphwright.Database, text: str) -> list[str]:
    """What a database that calls no Python is asked before the query itself."""
    compiler = database.compiler
    request = GraphqlRequest(query=text)
    compiled = compiler.compile(compiler.text(request), request, Caller(is_trusted=True))
    assert compiled.plan.read is not None
    here = compiler.loaded.environment
    elsewhere = Environment(here.catalog, here.tables, PostgresWithoutServer())
    statement = plan_read(compiled.plan.read.query, elsewhere).statement
    found = [steps(compiled.values) for _, steps in statement.verified]
    return [each.text for each in found if isinstance(each, Verified)]


@pytest.mark.sqlite_only
def test_candidates_are_what_else_must_hold() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(schema)
        [both] = candidates(database, '{ queryFilm(filter: {year: {eq: 1979}, name: {regexp: "/alien/"}}) { name } }')
        assert "year_" in both
        assert "tokens_" in both, "of the index"
        [inside] = candidates(database, '{ getFilm(id: "0x5") { people(filter: {name: {regexp: "/a.c/"}}) { name } } }')
        assert "edges_" in inside
        assert "CAST($1 AS bigint)" in inside or "= $1" in inside or "ANY" in inside, (
            "only of the film that is asked for"
        )
        [anywhere] = candidates(database, '{ queryFilm { people(filter: {name: {regexp: "/a.c/"}}) { name } } }')
        assert "edges_" not in anywhere, "of all films it is as well to look at all names"


def test_a_statement_and_its_steps_see_one_state(database: graphwright.Database) -> None:
    """Asked again and again while another thread renames: never both names, never none."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    def rename() -> None:
        for number in range(40):
            name = "Zardoz" if number % 2 == 0 else "Brazil"
            rename = (
                "mutation($n: String!) { updateFilm(input: {filter: {year: {eq: 1985}}, set: {name: $n}}) { numUids } }"
            )
            run(database, rename, n=name)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(rename)
        while not work.done():
            found = named(database, '{name: {regexp: "/^(Brazil|Zardoz)$/"}}')
            assert len(found) == 1, json.dumps(found)
        work.result()
