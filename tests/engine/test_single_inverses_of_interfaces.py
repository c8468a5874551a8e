"""Single inverses of a field that several types share, by an interface or by its predicate: each shows one node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from graphwright.errors import ErrorList, SchemaChangeRefused
from tests.stores import check_invariants
from tests.transfer.loading import load, load_large, small_blocks, write

SCHEMA = """
interface Post { id: ID!  text: String @search(by: [exact])  author: Author  tags: [Tag] }
type Question implements Post { title: String }
type Answer implements Post { score: Int }
type Author {
  name: String! @id
  question: Question @hasInverse(field: author)
  answers: [Answer] @hasInverse(field: author)
}
type Tag { word: String! @id  asked: Question @hasInverse(field: tags)  answered: Answer @hasInverse(field: tags) }
"""
STATE = """{ queryAuthor(order: {asc: name}) { name question { text } answers(order: {asc: text}) { text } }
  queryPost(order: {asc: text}) { text author { name } tags(order: {asc: word}) { word } }
  queryTag(order: {asc: word}) { word asked { text } answered { text } } }"""


def run(database: Database, query: str) -> Any:
    answer = database.graphql(query)
    assert "errors" not in answer, answer
    return answer["data"]


def add(database: Database, *posts: str) -> None:
    """`"Q q1 ann t u"`: a question with a text, an author (or -) and tags."""
    for post in posts:
        kind, text, author, *words = post.split()
        tags = ", ".join(f'{{word: "{word}"}}' for word in words)
        who = "" if author == "-" else f', author: {{name: "{author}"}}'
        name = "Question" if kind == "Q" else "Answer"
        run(database, f'mutation {{ add{name}(input: {{text: "{text}"{who}, tags: [{tags}]}}) {{ numUids }} }}')


def one(node: Any, name: str) -> str | None:
    return None if node is None else node[name]


def state(database: Database) -> tuple[dict[str, tuple[str | None, str]], dict[str, tuple[str | None, str]], Any]:
    """Author to question and answers; post to author and tags; tag to what asks and what answers."""
    data = run(database, STATE)
    check_invariants(database.storage)
    return (
        {
            each["name"]: (one(each["question"], "text"), " ".join(post["text"] for post in each["answers"]))
            for each in data["queryAuthor"]
        },
        {
            each["text"]: (one(each["author"], "name"), " ".join(tag["word"] for tag in each["tags"]))
            for each in data["queryPost"]
        },
        {each["word"]: (one(each["asked"], "text"), one(each["answered"], "text")) for each in data["queryTag"]},
    )


@pytest.fixture
def database() -> Any:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        yield database


def test_the_previous_node_of_the_type_lets_go(database: Database) -> None:
    add(database, "Q q1 ann t u", "A a1 ann t", "Q q2 ann u", "A a2 ann t u", "Q q3 bob")
    assert state(database) == (
        {"ann": ("q2", "a1 a2"), "bob": ("q3", "")},
        {"a1": ("ann", ""), "a2": ("ann", "t u"), "q1": (None, "t"), "q2": ("ann", "u"), "q3": ("bob", "")},
        {"t": ("q1", "a2"), "u": ("q2", "a2")},
    )
    run(
        database,
        'mutation { updatePost(input: {filter: {text: {eq: "q1"}}, set: {author: {name: "bob"}}}) { numUids } }',
    )
    run(database, 'mutation { updateTag(input: {filter: {word: {eq: "u"}}, set: {asked: {text: "q4"}}}) { numUids } }')
    assert state(database)[0] == {"ann": ("q2", "a1 a2"), "bob": ("q1", "")}
    assert state(database)[2] == {"t": ("q1", "a2"), "u": ("q4", "a2")}
    [question] = run(database, '{ queryQuestion(filter: {text: {eq: "q2"}}) { id } }')["queryQuestion"]
    moved = f"""mutation {{ addAuthor(input: [{{name: "bob", question: {{id: "{question["id"]}"}}}}, {{name: "cal"}}],
      upsert: true) {{ author {{ name question {{ text author {{ name }} }} }} }} }}"""
    assert run(database, moved)["addAuthor"]["author"] == [
        {"name": "bob", "question": {"text": "q2", "author": {"name": "bob"}}},
        {"name": "cal", "question": None},
    ]
    assert state(database)[0] == {"ann": (None, "a1 a2"), "bob": ("q2", ""), "cal": (None, "")}
    assert state(database)[1]["q1"] == (None, "t")
    run(
        database,
        'mutation { updateAuthor(input: {filter: {name: {eq: "bob"}}, remove: {question: null}}) { numUids } }',
    )
    run(database, 'mutation { deleteAnswer(filter: {text: {eq: "a2"}}) { numUids } }')
    run(
        database,
        'mutation { updateQuestion(input: {filter: {text: {eq: "q1"}}, remove: {tags: [{word: "t"}]}}) { numUids } }',
    )
    assert state(database) == (
        {"ann": (None, "a1"), "bob": (None, ""), "cal": (None, "")},
        {"a1": ("ann", ""), "q1": (None, ""), "q2": (None, ""), "q3": (None, ""), "q4": (None, "u")},
        {"t": (None, None), "u": ("q4", None)},
    )


def test_a_nested_node_does_not_say_again_who_it_belongs_to(database: Database) -> None:
    """As with other inverses: what a nested node says of its parent's field is the parent, whatever is written."""
    run(
        database,
        """mutation { addQuestion(input: {text: "q1", author: {name: "ann", question: {text: "q9"}}}) { numUids } }""",
    )
    assert state(database)[:2] == ({"ann": ("q1", "")}, {"q1": ("ann", "")})


def test_a_required_inverse_is_given_by_the_node_around(database: Database) -> None:
    database.alter(SCHEMA.replace("question: Question @", "question: Question! @"))
    add(database, "Q q1 ann")
    refused = database.graphql('mutation { addAnswer(input: {text: "a1", author: {name: "bob"}}) { numUids } }')
    assert "requires a value for field question" in refused["errors"][0]["message"]
    assert state(database)[0] == {"ann": ("q1", "")}


def test_writes_in_dql_keep_it_single(database: Database) -> None:
    add(database, "Q q1 ann t", "A a1 ann t", "A a2 bob")
    uids = {each["text"]: each["id"] for each in run(database, "{ queryPost { id text } }")["queryPost"]}
    [ann] = database.dql('{ q(func: eq(Author.name, "ann")) { uid } }')["data"]["q"]
    database.dql_mutate(set_json={"dgraph.type": ["Question", "Post"], "Post.text": "q2", "Post.author": ann})
    assert state(database)[0] == {"ann": ("q2", "a1"), "bob": (None, "a2")}
    # A node that becomes a question while its author has one.
    database.dql_mutate(f"""{{ set {{ <{uids["a1"]}> <dgraph.type> "Question" . }} }}""")
    assert state(database)[0] == {"ann": ("a1", "a1"), "bob": (None, "a2")}
    assert state(database)[1]["q2"] == (None, "")
    database.dql_mutate(f"""{{ set {{ <{ann["uid"]}> <Author.question> <{uids["q1"]}> . }} }}""")
    assert state(database)[0] == {"ann": ("q1", ""), "bob": (None, "a2")}
    database.dql_mutate(f"""{{ delete {{ <{ann["uid"]}> <Author.question> * . }} }}""")
    assert state(database)[0] == {"ann": (None, ""), "bob": (None, "a2")}


@pytest.mark.parametrize("is_cut", [False, True])
def test_loads_keep_the_last(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cut: bool) -> None:
    add(database, "Q q0 ann")
    [ann] = database.dql('{ q(func: eq(Author.name, "ann")) { uid } }')["data"]["q"]
    if is_cut:
        load_large(monkeypatch)
        small_blocks(monkeypatch, 20)
    lines = [f'_:{n} <Post.text> "{n}" .' for n in ("q1", "q2", "a1")] + [
        '_:t <Tag.word> "t" .',
        '_:t <dgraph.type> "Tag" .',
    ]
    lines += [f"_:{n} <Post.author> <{ann['uid']}> ." for n in ("q1", "q2", "a1")]
    lines += [f"_:{n} <Post.tags> _:t ." for n in ("q2", "q1", "a1")]
    lines += [f'_:{n} <dgraph.type> "{t}" .' for n in ("q1", "q2") for t in ("Question", "Post")]
    lines += [f'_:a1 <dgraph.type> "{t}" .' for t in ("Answer", "Post")]
    report = load(database, write(tmp_path, lines))
    authors, posts, tags = state(database)
    assert authors["ann"][0] in {"q1", "q2"} and authors["ann"][1] == "a1"
    assert posts["q0"] == (None, "")
    assert [posts[n][0] for n in ("q1", "q2")].count("ann") == 1
    assert [posts[n][1] for n in ("q1", "q2")].count("t") == 1 and posts["a1"] == ("ann", "t")
    assert tags["t"][1] == "a1"
    assert report.reference_conflicts == 3


def test_an_inverse_comes_only_where_nobody_has_two() -> None:
    plain = SCHEMA.replace(" @hasInverse(field: author)", "").replace(" @hasInverse(field: tags)", "")
    with graphwright.open(":memory:") as database:
        database.alter(plain)
        add(database, "Q q1 ann t", "Q q2 ann", "A a1 ann t", "A a2 ann")
        said = "Post.author and Author.question cannot become inverses: 1 nodes"
        with pytest.raises(SchemaChangeRefused, match=said):
            database.alter(SCHEMA)
        assert any(said in str(each) for each in database.schema_plan(SCHEMA).refusals)
        run(database, 'mutation { deleteQuestion(filter: {text: {eq: "q2"}}) { numUids } }')
        database.alter(SCHEMA)
        assert state(database)[0] == {"ann": ("q1", "a1 a2")}
        assert state(database)[2] == {"t": ("q1", "a1")}
        database.alter(plain)
        assert state(database)[0] == {"ann": ("q1", "a1 a2")}


WHOLE = SCHEMA.replace("asked: Question", "on: Post @hasInverse(field: tags)  asked: Question")


@pytest.mark.parametrize("schemas", [(SCHEMA, WHOLE, SCHEMA), (WHOLE, SCHEMA, WHOLE)])
def test_an_inverse_of_the_interface_may_come_beside_and_go(schemas: tuple[str, ...]) -> None:
    """`Tag.on` shows posts of all types; a tag has one then, whatever its type."""
    with graphwright.open(":memory:") as database:
        database.alter(schemas[0])
        add(database, "Q q1 ann t", "A a1 ann u")
        for schema in schemas[1:]:
            database.alter(schema)
            assert state(database)[2] == {"t": ("q1", None), "u": (None, "a1")}
            if schema is WHOLE:
                [first, second] = run(database, "{ queryTag(order: {asc: word}) { on { text } } }")["queryTag"]
                assert (first, second) == ({"on": {"text": "q1"}}, {"on": {"text": "a1"}})
        add(database, "A a2 - t")
        assert state(database)[2]["t"] == ((None, "a2") if schemas[-1] is WHOLE else ("q1", "a2"))


def test_what_the_schema_has_no_more_is_not_kept_single() -> None:
    """A tag that was asked by one question may be on several when nothing says otherwise, until it is said again."""
    plain = SCHEMA.replace("asked: Question @hasInverse(field: tags)", "")
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        add(database, "Q q1 - t")
        database.alter(plain)
        add(database, "Q q2 - t")
        asked = "{ queryQuestion(order: {asc: text}) { tags { word } } }"
        assert run(database, asked)["queryQuestion"] == [{"tags": [{"word": "t"}]}] * 2
        with pytest.raises(SchemaChangeRefused, match=r"Post.tags and Tag.asked cannot become inverses: 1 nodes"):
            database.alter(SCHEMA)
        run(database, 'mutation { deleteQuestion(filter: {text: {eq: "q1"}}) { numUids } }')
        database.alter(SCHEMA)
        add(database, "Q q3 - t")
        assert run(database, asked)["queryQuestion"] == [{"tags": []}, {"tags": [{"word": "t"}]}]


SHARED = """
type Cat { name: String! @id  home: House @dgraph(pred: "lives") }
type Dog { name: String! @id  home: House @dgraph(pred: "lives") }
type House { street: String! @id  cat: Cat @hasInverse(field: home)  dogs: [Dog] @hasInverse(field: home) }
"""
HOUSES = "{ queryHouse(order: {asc: street}) { street cat { name } dogs(order: {asc: name}) { name } } }"


def test_two_types_on_one_predicate_have_an_inverse_each() -> None:
    """Before, with only one inverse, and with both: data that are there go where they belong."""
    one = SHARED.replace(" @hasInverse(field: home) }", " }")
    with graphwright.open(":memory:") as database:
        database.alter(one)
        run(
            database,
            """mutation { addCat(input: [{name: "tom", home: {street: "a"}}, {name: "kit", home: {street: "b"}}]) {
              numUids }
            addDog(input: [{name: "rex", home: {street: "a"}}, {name: "ben", home: {street: "b"}}]) { numUids } }""",
        )
        assert run(database, HOUSES)["queryHouse"][0] == {"street": "a", "cat": {"name": "tom"}, "dogs": []}
        database.alter(SHARED)
        run(database, 'mutation { addCat(input: {name: "mia", home: {street: "a"}}) { numUids } }')
        run(database, 'mutation { updateHouse(input: {filter: {}, set: {dogs: [{name: "ada"}]}}) { numUids } }')
        check_invariants(database.storage)
        assert run(database, HOUSES)["queryHouse"] == [
            {"street": "a", "cat": {"name": "mia"}, "dogs": [{"name": "rex"}]},
            {"street": "b", "cat": {"name": "kit"}, "dogs": [{"name": "ada"}, {"name": "ben"}]},
        ]
        assert run(database, '{ getCat(name: "tom") { home { street } } }') == {"getCat": {"home": None}}


def test_of_two_predicates_one_alone_has_several_inverses() -> None:
    schema = """
    type A { x: C @dgraph(pred: "p") @hasInverse(field: a) }
    type B { x: C @dgraph(pred: "p") @hasInverse(field: b) }
    type C { a: A @dgraph(pred: "q")  b: B }
    type D { a: A @dgraph(pred: "q") @hasInverse(field: y) }
    extend type A { y: D }
    """
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList) as refused:
        database.alter(schema)
    assert "of two inverse predicates one alone may have several" in str(refused.value.errors[0])
