"""`# Graphwright.Strict true`: a schema that wants the reference's API, for every process on its store."""

from __future__ import annotations

import pytest

import graphwright
from graphwright.engine.database import Database
from graphwright.errors import ErrorList
from graphwright.model.caller import trusted

PLAIN = "type Film { id: ID! title: String @search(by: [term]) parts: [Film] }"
STRICT = "# Graphwright.Strict true\n" + PLAIN
OURS = "{ queryFilm(filter: {parts: {count: {eq: 0}}}) { title } }"


def is_ours(database: Database) -> bool:
    answer = database.graphql(OURS, caller=trusted)
    assert ("errors" in answer) != ("data" in answer)
    return "errors" not in answer


def test_it_is_stored_with_the_schema_and_holds_in_every_process(shared_address: str) -> None:
    with Database.open(shared_address) as database, Database.open(shared_address) as other:
        assert database.alter(PLAIN).changes and is_ours(database) and is_ours(other)
        [change] = other.alter(STRICT).changes
        assert change == "the API becomes Dgraph's, without our additions (# Graphwright.Strict)"
        assert not is_ours(database) and not is_ours(other)
        assert database.is_strict and other.is_strict
        assert database.schema_text() == STRICT
        assert "ListRelationFilter" not in database.generated_schema_text()
        [change] = database.alter(PLAIN).changes
        assert "gets our additions" in change
        assert is_ours(other) and not other.is_strict
        # It goes with the schema.
        database.alter(STRICT)
        other.drop_all()
        database.alter(PLAIN)
        assert is_ours(other) and is_ours(database)


def test_the_flag_holds_whatever_the_schema_says() -> None:
    with graphwright.open(":memory:", is_strict=True) as database:
        for schema in (PLAIN, STRICT, STRICT.replace("true", "false")):
            database.alter(schema)
            assert not is_ours(database)
            database.drop_all()
            database.alter(PLAIN)
            assert not is_ours(database)


@pytest.mark.parametrize(
    ("schema", "line", "text"),
    [
        (STRICT + "\ntype A { x: Int @unique }", 3, "is none of Dgraph's"),
        (PLAIN + "\n# Graphwright.Strict yes", 2, "# Graphwright.Strict true (or false)"),
        (PLAIN + "\n# Graphwright.strict true", 2, "Graphwright.strict true is no setting"),
        (STRICT + "\n\n# Graphwright.Strict false", 4, "stands in line 1 already"),
    ],
)
def test_what_is_refused_says_where(database: Database, schema: str, line: int, text: str) -> None:
    with pytest.raises(ErrorList) as caught:
        database.alter(schema)
    [error] = caught.value.errors
    assert error.line == line
    assert text in error.message


def test_other_comments_about_us_are_comments(database: Database) -> None:
    database.alter("# Graphwright is strict: Graphwright.Strict true would make it so.\n" + PLAIN)
    assert is_ours(database)


def test_a_filter_passes_over_what_is_no_id_where_the_reference_does(database: Database) -> None:
    add = 'mutation { addFilm(input: [{title: "a", parts: [{title: "b"}]}]) { numUids film { id } } }'
    text = """query($ids: [ID!]) {
      listed: queryFilm(filter: {id: ["alien", "0x1_0"]}) { title }
      given: queryFilm(filter: {id: $ids}) { title }
      negated: queryFilm(filter: {not: {id: ["alien"]}}) { title }
    }"""
    database.alter(STRICT)
    film = database.graphql(add)["data"]["addFilm"]["film"][0]["id"]
    answer = database.graphql(text, {"ids": ["", film, "-1"]})
    assert answer == {"data": {"listed": [], "given": [{"title": "a"}], "negated": [{"title": "a"}, {"title": "b"}]}}
    removed = database.graphql('mutation { deleteFilm(filter: {id: ["alien"]}) { numUids } }')
    assert removed["data"]["deleteFilm"]["numUids"] == 0
    refused = database.graphql('{ getFilm(id: "alien") { title } }')
    assert refused["errors"][0]["path"] == ["getFilm"]
    database.alter(PLAIN)
    assert len(database.graphql(text, {"ids": [film]})["errors"]) == 2
