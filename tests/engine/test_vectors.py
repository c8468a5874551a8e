"""Embeddings: stored, shown, changed, and searched exactly, in every state of the process's cache."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphwright import Database, limits
from graphwright.model.caller import Caller
from graphwright.model.vectors import coerce_vector, vector_text
from graphwright.storage.sqlite import vectors

schema = """
interface Item { id: ID!  near: [Float!] @embedding @search(by: ["hnsw(metric: euclidean, exponent: 4)"]) }
type Doc implements Item {
  slug: String! @id
  size: Int @search
  turn: [Float!] @embedding @search(by: ["hnsw(metric: \\"cosine\\")"])
  dot: [Float!] @embedding @search(by: ["hnsw(metric: dotproduct)"])
}
type Picture implements Item { name: String }
"""
docs = [
    {"slug": "a", "size": 1, "near": [0, 0, 1], "turn": [1, 0], "dot": [1, 1]},
    {"slug": "b", "size": 2, "near": [0, 0, 2], "turn": [1, 0.1], "dot": [2, 2]},
    {"slug": "c", "size": 3, "near": [5, 5, 5], "turn": [0, 1], "dot": [-1, -1]},
    {"slug": "d", "size": 4},
]


def data(database: Database, query: str, **variables: Any) -> Any:
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def add(database: Database, items: list[dict[str, Any]], kind: str = "Doc") -> None:
    data(database, f"mutation ($i: [Add{kind}Input!]!) {{ add{kind}(input: $i) {{ numUids }} }}", i=items)


def near(database: Database, arguments: str, kind: str = "Doc") -> list[tuple[str, float]]:
    field = f"querySimilar{kind}ByEmbedding"
    found = data(database, f"{{ {field}({arguments}) {{ ... on Doc {{ slug }} vector_distance }} }}")[field]
    return [(doc.get("slug"), doc["vector_distance"]) for doc in found]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "store.db")
    opened.alter(schema)
    add(opened, docs)
    yield opened
    opened.close()


def test_vectors_are_shown_as_they_were_given(database: Database) -> None:
    found = data(database, "{ queryDoc(order: {asc: slug}) { slug near turn vector_distance } }")["queryDoc"]
    assert found[1] == {"slug": "b", "near": [0, 0, 2], "turn": [1, 0.1], "vector_distance": None}
    assert found[3] == {"slug": "d", "near": [], "turn": [], "vector_distance": None}
    assert len(data(database, "{ queryDoc(filter: {has: near}) { slug } }")["queryDoc"]) == 3


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("by: near, topK: 2, vector: [0, 0, 1.2]", [("a", 0.2), ("b", 0.8)]),
        ("by: turn, topK: 3, vector: [2, 0]", [("a", 0), ("b", 0.00496281), ("c", 1)]),
        ("by: dot, topK: 9, vector: [1, 1]", [("b", -3), ("a", -1), ("c", 3)]),
        ("by: near, topK: 9, vector: [0, 0, 1], distance_threshold: 1, ef: 7", [("a", 0), ("b", 1)]),
        ("by: near, topK: 0, vector: [0, 0, 1]", []),
        # The nearest of those that pass, not those of the nearest that pass.
        ("by: near, topK: 1, vector: [0, 0, 1], filter: {size: {ge: 2}}", [("b", 1)]),
        ("by: near, topK: 1, vector: [0, 0, 1], filter: {not: {slug: {in: [\"a\", \"b\"]}}}", [("c", 8.12403840)]),
        ("by: near, topK: 1, vector: [0, 0, 1], filter: {size: {eq: 9}}", []),
    ],
)  # fmt: skip
def test_the_nearest(database: Database, arguments: str, found: list[tuple[str, float]]) -> None:
    answered = near(database, arguments)
    assert [slug for slug, _ in answered] == [slug for slug, _ in found]
    assert [distance for _, distance in answered] == pytest.approx([distance for _, distance in found], abs=1e-6)


def test_the_nearest_to_a_node(database: Database) -> None:
    found = data(database, '{ querySimilarDocById(slug: "b", by: near, topK: 2) { slug vector_distance } }')
    assert found["querySimilarDocById"] == [{"slug": "b", "vector_distance": 0}, {"slug": "a", "vector_distance": 1}]
    for nobody in ('slug: "d"', 'slug: "nobody"', 'id: "0xfffff"'):
        assert data(database, f"{{ querySimilarDocById({nobody}, by: near, topK: 2) {{ slug }} }}") == {
            "querySimilarDocById": []
        }


def test_of_an_interface_and_of_one_of_its_types(database: Database) -> None:
    add(database, [{"name": "x", "near": [0, 0, 1.1]}], "Picture")
    assert [slug for slug, _ in near(database, "by: near, topK: 2, vector: [0, 0, 1]", "Item")] == ["a", None]
    assert [slug for slug, _ in near(database, "by: near, topK: 2, vector: [0, 0, 1]")] == ["a", "b"]


def test_searches_see_every_change_at_once(database: Database) -> None:
    asked = "by: near, topK: 2, vector: [0, 0, 1]"
    assert [slug for slug, _ in near(database, asked)] == ["a", "b"]
    data(database, 'mutation { updateDoc(input: {filter: {slug: {eq: "c"}}, set: {near: [0, 0, 1.1]}}) { numUids } }')
    assert [slug for slug, _ in near(database, asked)] == ["a", "c"]
    data(database, 'mutation { updateDoc(input: {filter: {slug: {eq: "c"}}, remove: {near: null}}) { numUids } }')
    assert [slug for slug, _ in near(database, asked)] == ["a", "b"]
    data(database, 'mutation { deleteDoc(filter: {slug: {eq: "a"}}) { msg } }')
    add(database, [{"slug": "e", "near": [0, 0, 3]}])
    assert [slug for slug, _ in near(database, asked)] == ["b", "e"]
    database.alter(schema + "type More { id: ID! name: String }")
    assert [slug for slug, _ in near(database, asked)] == ["b", "e"]


def test_random_vectors_agree_with_a_slow_search(database: Database) -> None:
    chance = random.Random(4)
    stored = {f"r{i}": [chance.randrange(-64, 64) / 16 for _ in range(8)] for i in range(300)}
    add(database, [{"slug": slug, "near": vector} for slug, vector in stored.items()])
    for _ in range(5):
        asked = [chance.gauss(0, 1) for _ in range(8)]
        slow = {slug: sum((x - y) ** 2 for x, y in zip(v, asked, strict=True)) ** 0.5 for slug, v in stored.items()}
        expected = sorted(slow.items(), key=lambda pair: pair[1])[:7]
        found = near(database, f"by: near, topK: 7, vector: {asked}")
        assert [slug for slug, _ in found] == [slug for slug, _ in expected]
        assert [distance for _, distance in found] == pytest.approx([distance for _, distance in expected], rel=1e-5)


def test_many_changes_between_searches(database: Database) -> None:
    chance = random.Random(5)
    stored = {f"r{i}": [chance.randrange(-99, 99)] for i in range(40)}
    add(database, [{"slug": slug, "dot": vector} for slug, vector in stored.items()])
    for step in range(60):
        slug = chance.choice(list(stored))
        if step % 5 == 4:
            data(database, "mutation ($s: String!) { deleteDoc(filter: {slug: {eq: $s}}) { msg } }", s=slug)
            del stored[slug]
        else:
            stored[slug] = [chance.randrange(-99, 99)]
            patch = "{filter: {slug: {eq: $s}}, set: {dot: $v}}"
            change = f"mutation ($s: String!, $v: [Float!]) {{ updateDoc(input: {patch}) {{ numUids }} }}"
            data(database, change, s=slug, v=stored[slug])
        found = near(database, "by: dot, topK: 5, vector: [1]")
        expected = sorted((vector[0] for vector in stored.values()), reverse=True)[:5]
        assert [1 - distance for _, distance in found] == expected
        assert all(stored[slug][0] == 1 - distance for slug, distance in found)


@pytest.mark.sqlite_only
def test_what_does_not_fit_the_cache_is_found_all_the_same(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "vector_cache_bytes_max", 10)
    monkeypatch.setattr(vectors, "_block_bytes", 24)
    assert [slug for slug, _ in near(database, "by: near, topK: 2, vector: [0, 0, 1]")] == ["a", "b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("by: near, topK: 1, vector: [0, 0]", "the vector has 2 numbers; the stored ones have 3"),
        ("by: near, topK: -1, vector: [0, 0, 1]", "topK is -1"),
        ("by: near, topK: 1000000, vector: [0, 0, 1]", "nearest_nodes_max"),
        ("by: near, topK: 1, vector: [0, 0, 1e39]", "32 bits"),
        ("by: near, topK: 1, vector: []", "no vector"),
        (f"by: near, topK: 1, vector: [{'0 ' * 16_385}]", "vector_numbers_max"),
        ("by: slug, topK: 1, vector: [1]", "DocEmbedding"),
    ],
)
def test_refused_searches(database: Database, arguments: str, message: str) -> None:
    answer = database.graphql(f"{{ querySimilarDocByEmbedding({arguments}) {{ slug }} }}")
    assert message in answer["errors"][0]["message"]


@pytest.mark.parametrize("wrong", ["topK: -1, vector: [0, 0, 1]", "topK: 1, vector: [0, 0]"])
def test_a_search_that_fails_leaves_the_other_root_fields_alone(database: Database, wrong: str) -> None:
    def answer(roots: str) -> Any:
        return database.graphql(f"{{ a: querySimilarDocByEmbedding(by: near, {wrong}) {{ slug }} {roots} }}")

    both = answer(
        "b: aggregateDoc { count } c: querySimilarDocByEmbedding(by: near, topK: 1, vector: [0, 0, 1]) { slug }"
    )
    assert both["data"] == {"a": None, "b": {"count": 4}, "c": [{"slug": "a"}]}
    [error] = answer("")["errors"]
    assert error["path"] == both["errors"][0]["path"] == ["a"]
    assert (error["locations"], error["extensions"]) == ([{"line": 1, "column": 3}], {"code": "BAD_USER_INPUT"})


def test_removing_an_embedding_is_refused_as_the_reference_does(tmp_path: Path) -> None:
    strict = Database.open(tmp_path / "strict.db", is_strict=True)
    strict.alter(schema)
    add(strict, docs)
    answer = strict.graphql("mutation { updateDoc(input: {filter: {}, remove: {near: null}}) { numUids } }")
    assert "cannot be removed" in answer["errors"][0]["message"]
    # And of the nearest those that pass.
    assert near(strict, 'by: near, topK: 1, vector: [0, 0, 1], filter: {slug: {eq: "b"}}') == []
    strict.close()


def test_numbers_are_written_in_the_fewest_digits() -> None:
    assert vector_text(coerce_vector([0.1, -0.0, 1 / 3, 1e20, 16777216])) == "[0.1,0.0,0.33333334,1e+20,16777216.0]"


def test_rules_choose_before_the_nearest_do() -> None:
    """Nobody gets fewer for what is hidden, nor learns by it where a hidden node is."""
    rule = '@auth(query: {rule: "query($USER: String!) { queryNote(filter: {owner: {eq: $USER}}) { id } }"})'
    with Database.open(":memory:") as opened:
        fields = "id: ID!  name: String! @id  owner: String @search(by: [hash])  v: [Float!] @embedding"
        opened.alter(f"type Note {rule} {{ {fields} }}")
        notes = [{"name": f"{owner}{i}", "owner": owner, "v": [i]} for i in range(3) for owner in ("ann", "bob")]
        add(opened, notes, "Note")
        query = """{ near: querySimilarNoteByEmbedding(by: v, topK: 2, vector: [1.1]) { name }
                     hidden: querySimilarNoteById(name: "bob1", by: v, topK: 2) { name } }"""
        answer = opened.graphql(query, caller=Caller(claims={"USER": "ann"}))
        assert answer["data"] == {"near": [{"name": "ann1"}, {"name": "ann2"}], "hidden": []}
