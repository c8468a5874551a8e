"""`repliesTree` and `parentChain`: what is reached by following one reference again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from graphql import GraphQLSchema

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

SCHEMA = """
type Post {
  id: ID!
  text: String! @id @search(by: [hash])
  likes: Int @search
  score: Float
  author: User
  replies: [Post] @hasInverse(field: parent)
  parent: Post
  seeAlso: [Post]
  linkedFrom: [Post] @hasInverse(field: linksTo)
  linksTo: [Post]
}
type User { name: String! @id }
interface Part { key: String! @id(interface: true) @search  parts: [Part] }
type Box implements Part { size: Int }
type Rod implements Part { length: Int! }
type Folder { label: String! children: [Folder] }
type Person { name: String! @id children: [Person] }
"""
Node = dict[str, Any]
Element = tuple[int, str, str]
texts = [f"p{number}" for number in range(18)]


def drawn_posts(random: Random) -> list[Node]:
    """Posts that refer to one another at random: shared children, cycles, a post that refers to itself."""
    posts = [
        {"text": text, "likes": random.choice([None, *range(5)]), "score": random.choice([None, 0.5, 1.5, -2])}
        for text in texts
    ]
    for post in posts:
        post["seeAlso"] = [{"text": text} for text in random.sample(texts, random.choice([0, 1, 1, 2]))]
    return posts


def below(
    posts: dict[str, Node], field: str, root: str, depth: int, keep: Callable[[Node], bool], key: str, sign: int
) -> list[Element]:
    """The elements of a tree, naively: pre-order, what is missing last, ties in the order in which they were made."""
    found: list[Element] = []

    def order(text: str) -> tuple[bool, float, int]:
        value = posts[text].get(key)
        return value is None, sign * (value or 0), texts.index(text)

    def go(text: str, trail: tuple[str, ...]) -> None:
        if len(trail) > depth:
            return
        for child in sorted({each["text"] for each in posts[text].get(field) or ()}, key=order):
            if child not in trail and keep(posts[child]):
                found.append((len(trail), text, child))
                go(child, (*trail, child))

    go(root, (root,))
    return found


@pytest.fixture(scope="module")
def opened() -> Iterator[Database]:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        yield database


@pytest.fixture
def empty(opened: Database) -> Database:
    answer(opened, "mutation { deletePost(filter: {}) { msg } deletePart(filter: {}) { msg } }")
    return opened


def answer(database: Database, text: str, variables: dict[str, Any] | None = None) -> Any:
    given = database.graphql(text, variables)
    assert "errors" not in given, given
    return given["data"]


def add(database: Database, posts: list[Node]) -> None:
    """Plain posts first, so that ids follow the list."""
    text = "mutation($input: [AddPostInput!]!) { addPost(input: $input, upsert: true) { numUids } }"
    answer(database, text, {"input": [{k: v for k, v in post.items() if not isinstance(v, list)} for post in posts]})
    answer(database, text, {"input": posts})


def elements(tree: list[Node]) -> list[Element]:
    return [(item["depth"], item["parentId"], item["node"]["text"]) for item in tree]


@pytest.mark.parametrize("seed", range(4))
def test_trees_agree_with_a_naive_walk(empty: Database, seed: int) -> None:
    random = Random(seed)
    posts = drawn_posts(random)
    add(empty, posts)
    named = {post["text"]: post for post in posts}
    ids = {post["id"]: post["text"] for post in answer(empty, "{ queryPost { id text } }")["queryPost"]}
    text = """query($depth: Int, $filter: PostFilter, $order: PostOrder) { queryPost {
        text seeAlsoTree(depth: $depth, filter: $filter, order: $order) { depth parentId node { text } }
    } }"""
    for key, sign in (("likes", 1), ("likes", -1), ("score", -1), ("", 1)):
        depth = random.choice([1, 2, 3, 6])
        order = {("asc" if sign == 1 else "desc"): key} if key else None
        least = random.choice([None, 1, 2])
        pruned = None if least is None else {"not": {"likes": {"lt": least}}}
        variables = {"depth": depth, "filter": pruned, "order": order}
        for post in answer(empty, text, variables)["queryPost"]:
            shown = [(depth_, ids[parent], child) for depth_, parent, child in elements(post["seeAlsoTree"])]
            keep = lambda each: least is None or each["likes"] is None or each["likes"] >= least  # noqa: E731, B023
            assert shown == below(named, "seeAlso", post["text"], depth, keep, key, sign)


THREAD = [
    {"text": "p0", "likes": 1, "replies": [{"text": "p1", "likes": 3}, {"text": "p2", "likes": 9}, {"text": "p3"}]},
    {"text": "p1", "likes": 3, "replies": [{"text": "p4", "likes": 2}, {"text": "p5", "likes": 2}]},
    {"text": "p4", "likes": 2, "replies": [{"text": "p6", "likes": 7}], "author": {"name": "Ann"}},
    {"text": "p2", "likes": 9, "replies": [{"text": "p7"}]},
]


def test_it_is_read_from_either_end_with_all_that_selections_have(empty: Database) -> None:
    add(empty, THREAD)
    found = answer(
        empty,
        """query($wanted: Boolean!) {
          getPost(text: "p0") {
            all: repliesTree(order: {desc: likes}) { ...item }
            repliesTree(depth: 1) { __typename node @include(if: $wanted) { t: text } node { likes } }
          }
          leaf: getPost(text: "p6") { parentChain { depth node { text author { name } repliesAggregate { count } } } }
          up: getPost(text: "p6") { parentChain(depth: 2, filter: {likes: {eq: 2}}) { node { text } } }
        }
        fragment item on RepliesTreeItem { depth node { ...text } }
        fragment text on Post { text }""",
        {"wanted": True},
    )
    assert [(item["depth"], item["node"]["text"]) for item in found["getPost"]["all"]] == [
        *((1, "p2"), (2, "p7"), (1, "p1"), (2, "p4"), (3, "p6"), (2, "p5"), (1, "p3"))
    ]
    first = {"__typename": "RepliesTreeItem", "node": {"t": "p1", "likes": 3}}
    assert found["getPost"]["repliesTree"][0] == first
    assert found["leaf"]["parentChain"] == [
        {"depth": 1, "node": {"text": "p4", "author": {"name": "Ann"}, "repliesAggregate": {"count": 1}}},
        {"depth": 2, "node": {"text": "p1", "author": None, "repliesAggregate": {"count": 2}}},
        {"depth": 3, "node": {"text": "p0", "author": None, "repliesAggregate": {"count": 3}}},
    ]
    assert found["up"]["parentChain"] == [{"node": {"text": "p4"}}], "the chain ends where the filter ends it"


def test_trees_stand_in_payloads_lists_and_trees(empty: Database) -> None:
    add(empty, THREAD)
    [p0, *_] = answer(
        empty,
        """mutation { updatePost(input: {filter: {text: {eq: "p0"}}, set: {likes: 2}}) { post {
             replies(first: 1) { repliesTree { node { text repliesTree { node { text } } parentChain { depth } } } }
        } } }""",
    )["updatePost"]["post"]
    assert p0["replies"][0]["repliesTree"] == [
        {
            "node": {
                "text": "p4",
                "repliesTree": [{"node": {"text": "p6"}}],
                "parentChain": [{"depth": 1}, {"depth": 2}],
            }
        },
        {"node": {"text": "p6", "repliesTree": [], "parentChain": [{"depth": 1}, {"depth": 2}, {"depth": 3}]}},
        {"node": {"text": "p5", "repliesTree": [], "parentChain": [{"depth": 1}, {"depth": 2}]}},
    ]


def test_a_cycle_of_single_references_ends_where_it_began(empty: Database) -> None:
    add(empty, THREAD)
    answer(
        empty, 'mutation { updatePost(input: {filter: {text: {eq: "p0"}}, set: {parent: {text: "p4"}}}) { numUids } }'
    )
    item = "{ depth node { text } }"
    for start, down, up in (
        ("p0", ["p1", "p4", "p6", "p5", "p2", "p7", "p3"], ["p4", "p1"]),
        ("p4", ["p0", "p1", "p5", "p2", "p7", "p3", "p6"], ["p1", "p0"]),
        ("p6", [], ["p4", "p1", "p0"]),
    ):
        post = answer(empty, f'{{ getPost(text: "{start}") {{ repliesTree {item} parentChain {item} }} }}')["getPost"]
        assert [each["node"]["text"] for each in post["repliesTree"]] == down
        assert [each["node"]["text"] for each in post["parentChain"]] == up


def test_order_by_related_fields_and_counts(empty: Database) -> None:
    add(empty, THREAD)
    order = "{by: [{replies: {count: DESC}}, {text: DESC}]}"
    text = f'{{ getPost(text: "p0") {{ repliesTree(order: {order}) {{ node {{ text }} }} }} }}'
    tree = answer(empty, text)["getPost"]["repliesTree"]
    assert [item["node"]["text"] for item in tree] == ["p1", "p4", "p6", "p5", "p2", "p7", "p3"]


def test_interfaces(empty: Database) -> None:
    parts = """mutation { addRod(input: [{key: "r1", length: 1}, {key: "r2", length: 2}]) { numUids }
      b: addBox(input: [{key: "b2", size: 5, parts: [{key: "r2"}]}]) { numUids }
      addBox(input: [{key: "b1", size: 9, parts: [{key: "r1"}, {key: "b2"}]}]) { numUids }
      updateBox(input: {filter: {key: {eq: "b2"}}, set: {parts: [{key: "b1"}]}}) { numUids } }"""
    answer(empty, parts)
    item = "{ depth parentId node { __typename key ... on Box { size } ... on Rod { length } } }"
    found = answer(
        empty,
        f'{{ getBox(key: "b1") {{ partsTree(order: {{desc: key}}) {item} }} queryPart {{ partsTree {{ depth }} }} }}',
    )
    assert found["getBox"]["partsTree"] == [
        {"depth": 1, "parentId": "b1", "node": {"__typename": "Rod", "key": "r1", "length": 1}},
        {"depth": 1, "parentId": "b1", "node": {"__typename": "Box", "key": "b2", "size": 5}},
        {"depth": 2, "parentId": "b2", "node": {"__typename": "Rod", "key": "r2", "length": 2}},
    ], "the cycle from b2 back to b1 is cut"
    assert sorted(len(part["partsTree"]) for part in found["queryPart"]) == [0, 0, 3, 3]


def test_cascade_prunes(empty: Database) -> None:
    add(empty, THREAD)
    for text in (
        '{ getPost(text: "p0") { repliesTree { node @cascade(fields: ["likes"]) { text likes } } } }',
        '{ getPost(text: "p0") { repliesTree { node @cascade { text likes } } } }',
        '{ getPost(text: "p0") @cascade { repliesTree { node { text likes } } } }',
    ):
        tree = answer(empty, text)["getPost"]["repliesTree"]
        assert [item["node"]["text"] for item in tree] == ["p1", "p4", "p6", "p5", "p2"], text


def test_what_is_too_much_is_said(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    add(empty, THREAD)
    for depth, message in ((0, "reaches nothing"), (-1, "reaches nothing"), (1_001, "tree_depth_max")):
        [error] = empty.graphql(f"{{ queryPost {{ repliesTree(depth: {depth}) {{ depth }} }} }}")["errors"]
        assert message in error["message"]
    monkeypatch.setattr(limits, "tree_depth_default", 1)
    assert (
        len(answer(empty, '{ getPost(text: "p0") { repliesTree { node { text } } } }')["getPost"]["repliesTree"]) == 3
    )
    monkeypatch.undo()
    monkeypatch.setattr(limits, "tree_nodes_max", 6)
    given = empty.graphql(
        '{ a: getPost(text: "p0") { repliesTree { depth } } b: getPost(text: "p1") { repliesTree { depth } } }'
    )
    [error] = given["errors"]
    assert "tree_nodes_max" in error["message"] and error["path"] == ["a", "repliesTree"]
    assert given["data"]["a"] is None and len(given["data"]["b"]["repliesTree"]) == 3


def test_a_great_many_ways_through_few_nodes_end(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 17 layers refers to both nodes of the next: 2^17 ways; what is over the limit is not even made."""
    monkeypatch.setattr(limits, "tree_nodes_max", 1_000)
    layers = [(f"l{number}", f"m{number}") for number in range(17)]
    posts = [
        {"text": text, "seeAlso": [{"text": below_} for below_ in lower]}
        for upper, lower in zip(layers, [*layers[1:], ()], strict=True)
        for text in upper
    ]
    add(empty, posts)
    [error] = empty.graphql('{ getPost(text: "l0") { seeAlsoTree { depth } } }')["errors"]
    assert "tree_nodes_max" in error["message"]
    assert (
        len(answer(empty, '{ getPost(text: "l0") { seeAlsoTree(depth: 5) { depth } } }')["getPost"]["seeAlsoTree"])
        == 62
    )


def test_as_deep_as_selections_may_be(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "query_cost_max", 10**30)
    add(empty, [{"text": text, "replies": [{"text": lower}]} for text, lower in pairwise(texts)])
    text, levels = "{ text }", (limits.query_depth_max - 1) // 2
    for _ in range(levels):
        text = f"{{ text repliesTree(depth: 1) {{ depth node {text} }} }}"
    node = answer(empty, f'{{ getPost(text: "p0") {text} }}')["getPost"]
    for number in range(levels):
        assert node["text"] == f"p{number}"
        [item] = node["repliesTree"]
        node = item["node"]


# ---- who may see what -----------------------------------------------------------------------------

RULED = """
type Post @auth(query: { or: [
  { rule: "{$ROLE: {eq: \\"ADMIN\\"}}" }
  { rule: "query { queryPost(filter: {isOpen: true}) { id } }" }
] }) {
  id: ID!  text: String! @id  isOpen: Boolean @search  replies: [Post] @hasInverse(field: parent)  parent: Post
}
"""


def test_what_a_rule_hides_is_cut_with_all_below() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(RULED)
        database.graphql(
            """mutation { addPost(input: [{text: "a", isOpen: true, replies: [
              {text: "b", isOpen: false, replies: [{text: "c", isOpen: true}]}, {text: "d", isOpen: true}
            ]}]) { numUids } }"""
        )
        text = (
            """{ queryPost(order: {asc: text}) { text repliesTree { node { text } } parentChain { node { text } } } }"""
        )
        seen = database.graphql(text, caller=Caller(claims={}))["data"]["queryPost"]
        assert [(p["text"], [i["node"]["text"] for i in p["repliesTree"]], p["parentChain"]) for p in seen] == [
            *(("a", ["d"], []), ("c", [], []), ("d", [], [{"node": {"text": "a"}}]))
        ]
        whole = database.graphql(text, caller=Caller(claims={"ROLE": "ADMIN"}))["data"]["queryPost"]
        assert [len(post["repliesTree"]) for post in whole] == [3, 1, 0, 0]


def test_no_rule_asks_for_a_tree() -> None:
    rule = "query { queryPost { repliesTree { node { id } } } }"
    text = f'type Post @auth(query: {{rule: "{rule}"}}) {{ id: ID! replies: [Post] }}'
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList, match="repliesTree is a tree"):
        database.alter(text)


# ---- what is generated ----------------------------------------------------------------------------


def generated(text: str, *, is_strict: bool = False) -> GraphQLSchema:
    return generate_api(compile_schema(text), is_strict=is_strict)


def fields_of(schema: GraphQLSchema, name: str) -> dict[str, str]:
    return {key: str(field.type) for key, field in schema.type_map[name].fields.items()}  # type: ignore[attr-defined]


def test_what_is_generated() -> None:
    schema = generated(SCHEMA)
    assert fields_of(schema, "Post")["repliesTree"] == "[RepliesTreeItem!]!"
    assert fields_of(schema, "RepliesTreeItem") == {"depth": "Int!", "parentId": "ID!", "node": "Post"}
    assert fields_of(schema, "ParentChainItem") == {"depth": "Int!", "node": "Post"}
    assert fields_of(schema, "PartsTreeItem") == {"depth": "Int!", "parentId": "String", "node": "Part"}
    assert {fields_of(schema, name)["partsTree"] for name in ("Part", "Box", "Rod")} == {"[PartsTreeItem!]!"}
    assert fields_of(schema, "ChildrenTreeItem") == {"depth": "Int!", "node": "Folder"}, "nothing identifies a folder"
    assert fields_of(schema, "PersonChildrenTreeItem") == {"depth": "Int!", "parentId": "String", "node": "Person"}
    assert set(schema.type_map["Post"].fields["repliesTree"].args) == {"depth", "filter", "order"}  # type: ignore[attr-defined]
    assert "authorChain" not in fields_of(schema, "Post")
    strict = generated(SCHEMA, is_strict=True)
    assert not [name for name in strict.type_map if "TreeItem" in name or "ChainItem" in name]
    assert "repliesTree" not in fields_of(strict, "Post")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type P { id: ID! replies: [P] repliesTree: Int }", "P.repliesTree is also generated for P.replies"),
        ("type P { id: ID! up: P upChain: [String] }", '@dgraph(pred: "P.upChain")'),
        (
            "type P { id: ID! replies: [P] } type RepliesTreeItem { n: Int }",
            "RepliesTreeItem is generated for P.replies",
        ),
        ("type P { id: ID! replies: [P] kind: RepliesTreeItem } enum RepliesTreeItem { A }", "rename the type"),
    ],
)
def test_a_clash_is_refused_with_its_place_and_the_remedy(text: str, message: str) -> None:
    with pytest.raises(ErrorList) as raised:
        generated(text)
    [error] = raised.value.errors
    assert message in error.message and "--strict-dgraph" in error.message
    assert error.line == 1 and error.column
    generated(text, is_strict=True)


@pytest.mark.sqlite_only
def test_edges_are_followed_by_their_index() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        compiler = database.compiler
        for field in ("replies", "seeAlso", "linkedFrom"):
            query = f'{{ getPost(text: "x") {{ {field}Tree(filter: {{likes: {{gt: 3}}}}) {{ node {{ text }} }} }} }}'
            request = GraphqlRequest(query=query)
            compiled = compiler.compile(compiler.text(request), request, Caller(is_trusted=True))
            assert compiled.plan.read is not None
            statement = compiled.plan.read.statement
            lines = database.storage.open_reader().rows(
                f"EXPLAIN QUERY PLAN {statement.text}", statement.arguments(compiled.values)
            )
            used = [row[3] for row in lines]
            step = used[used.index("RECURSIVE STEP") + 1 :]
            assert step[0].startswith("SCAN w"), used
            assert all(line.startswith(("SCAN w", "SEARCH")) for line in step), used
