"""`@hasInverse` with a field that comes from an interface: each implementing type has an inverse of its own."""

from __future__ import annotations

from typing import Any

import graphwright
from graphwright.engine.database import Database

SCHEMA = """
interface Post { id: ID!  text: String @search(by: [exact])  author: Author  tags: [Tag] }
type Question implements Post { title: String }
type Answer implements Post { score: Int }
type Author {
  name: String! @id
  questions: [Question] @hasInverse(field: author)
  answers: [Answer] @hasInverse(field: author)
}
type Tag { word: String! @id  asked: [Question] @hasInverse(field: tags) }
"""
STATE = """{ queryAuthor(order: {asc: name}) { name questions(order: {asc: text}) { text } answers { text }
  questionsAggregate { count } } queryPost(order: {asc: text}) { text author { name } } }"""


def run(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def state(database: Database) -> tuple[dict[str, tuple[list[str], list[str]]], dict[str, str | None]]:
    """Author to the texts of questions and answers; text to author."""
    data = run(database, STATE)
    authors = {}
    for author in data["queryAuthor"]:
        texts = [[post["text"] for post in author[name]] for name in ("questions", "answers")]
        assert author["questionsAggregate"]["count"] == len(texts[0])
        authors[author["name"]] = (texts[0], texts[1])
    return authors, {post["text"]: (post["author"] or {}).get("name") for post in data["queryPost"]}


def test_both_ends_agree_whichever_is_written() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        run(
            database,
            """mutation {
          addAuthor(input: [
            {name: "ann", questions: [{text: "q1"}, {text: "q2"}], answers: [{text: "a1"}]}]) { numUids }
          addQuestion(input: [{text: "q3", author: {name: "bob"}}]) { numUids }
          addAnswer(input: [{text: "a2", author: {name: "bob"}, tags: [{word: "t"}]}]) { numUids }
          addTag(input: [{word: "u", asked: [{text: "q4", tags: [{word: "t"}]}]}]) { numUids } }""",
        )
        assert state(database) == (
            {"ann": (["q1", "q2"], ["a1"]), "bob": (["q3"], ["a2"])},
            {"a1": "ann", "a2": "bob", "q1": "ann", "q2": "ann", "q3": "bob", "q4": None},
        )
        tags = run(database, "{ queryTag(order: {asc: word}) { word asked { text } } }")
        assert tags["queryTag"] == [
            {"word": "t", "asked": [{"text": "q4"}]},
            {"word": "u", "asked": [{"text": "q4"}]},
        ]
        moved = """mutation { updatePost(input: {
          filter: {text: {in: ["q1", "a1"]}}, set: {author: {name: "bob"}}}) { numUids } }"""
        run(database, moved)
        assert state(database)[0] == {"ann": (["q2"], []), "bob": (["q1", "q3"], ["a1", "a2"])}
        has = "{ queryAuthor(filter: {has: answers}) { name } }"
        assert run(database, has) == {"queryAuthor": [{"name": "bob"}]}
        run(database, 'mutation { deleteAnswer(filter: {text: {eq: "a1"}}) { numUids } }')
        run(database, 'mutation { deleteAuthor(filter: {name: {eq: "ann"}}) { numUids } }')
        assert state(database) == (
            {"bob": (["q1", "q3"], ["a2"])},
            {"a2": "bob", "q1": "bob", "q2": None, "q3": "bob", "q4": None},
        )


def test_an_inverse_may_come_and_go() -> None:
    plain = SCHEMA.replace(" @hasInverse(field: author)", "")
    with graphwright.open(":memory:") as database:
        database.alter(plain)
        run(
            database,
            """mutation { addAuthor(input: [{name: "ann", questions: [{text: "q1"}]}]) { numUids }
            addAnswer(input: [{text: "a1", author: {name: "ann"}}]) { numUids } }""",
        )
        database.alter(SCHEMA)
        assert state(database) == ({"ann": (["q1"], ["a1"])}, {"a1": "ann", "q1": "ann"})
        database.alter(plain)
        assert state(database) == ({"ann": (["q1"], ["a1"])}, {"a1": "ann", "q1": "ann"})
        run(database, 'mutation { deleteAnswer(filter: {text: {eq: "a1"}}) { numUids } }')
        assert state(database) == ({"ann": (["q1"], [])}, {"q1": "ann"})


def test_what_goes_with_a_node_is_of_the_inverse_s_type() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA.replace("questions: [Question]", "questions: [Question] @cascadeDelete"))
        run(
            database,
            """mutation { addAuthor(input: [
              {name: "ann", questions: [{text: "q1"}], answers: [{text: "a1"}]}, {name: "bob"}]) { numUids }
              addQuestion(input: {text: "q2", author: {name: "bob"}}) { numUids } }""",
        )
        run(database, 'mutation { deleteAuthor(filter: {name: {eq: "ann"}}) { numUids } }')
        assert state(database) == ({"bob": (["q2"], [])}, {"a1": None, "q2": "bob"})
