"""What `@permission` may say, and what is refused at upload, each with its place."""

from __future__ import annotations

from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.errors import ErrorList, GraphwrightError

_rest = """
type User { id: ID! name: String! friends: [User] posts: [Post] @hasInverse(field: author) }
enum Mood { GOOD BAD }
"""


def refused(schema: str, **options: Any) -> GraphwrightError:
    with (
        graphwright.Database.open(":memory:", **options) as database,
        pytest.raises(ErrorList) as found,
    ):
        database.alter(schema)
    [error] = found.value.errors
    return error


def of_post(permission: str) -> str:
    return (
        f"type Post @permission({permission})"
        " { id: ID! title: String! note: String mood: Mood at: DateTime tags: [String] author: User }" + _rest
    )


@pytest.mark.parametrize(
    ("permission", "says"),
    [
        ("on: []", "needs `on`"),
        ('on: [READ], query: "{ SomePostExists(orderBy: title_UP, after: \\"0x1\\") }"', "title_UP"),
        ("on: [LOOK]", "LOOK is no operation"),
        ("on: [CONNECT]", "CONNECT stands on edge fields"),
        ('on: [READ], query: " "', "is empty"),
        ("on: [READ], query: null", "is null; leave it out"),
        ("on: [CREATE], fields: []", "`fields` of @permission on Post is empty"),
        ("on: [CREATE], fields: [titel]", "no field titel. Did you mean 'title'"),
        ("on: [DELETE], fields: [title]", "whole nodes"),
        ("on: [READ], who: 1", "no argument `who`"),
        ('on: [READ], query: "{"', "no GraphQL"),
        ('on: [READ], query: "{ queryPost { id } }"', "Cannot query field 'queryPost'"),
        ('on: [READ], query: "{ __typename }"', "asks Some…Exists"),
        ('on: [READ], query: "mutation { SomePostExists }"', "is a query"),
        ('on: [READ], query: "{ ...F } fragment F on Query { SomePostExists }"', "without fragments"),
        ('on: [READ], query: "{ SomePostExists @include(if: false) }"', "without fragments and directives"),
        ('on: [READ], query: "{ SomePostExists(filter: {titel: 1}) }"', "'titel'"),
        ('on: [READ], query: "{ SomePostExists(skip: -1) }"', "not negative"),
        ('on: [READ], query: "{ SomePostExists(filter: {id: \\"x\\"}) }"', "is no ID"),
        ('on: [READ], query: "{ SomePostExists(filter: {at: \\"x\\"}) }"', "is no DateTime"),
        (
            'on: [READ], query: "query($me: ID!) { SomePostExists(filter: {id: $me}) }"',
            "there is no variable $me; here are $user_id, $now, $node_id, $node_title",
        ),
        (
            'on: [READ], query: "query($node_tags: [String]) { SomePostExists(filter: {title_in: $node_tags}) }"',
            "there is no variable $node_tags",
        ),
        (
            'on: [READ], query: "query($node_title: Int) { SomePostExists(filter: {title: $node_title}) }"',
            "$node_title is of type String, not Int",
        ),
        (
            'on: [READ], query: "query($node_note: String!) { SomePostExists(filter: {title: $node_note}) }"',
            "$node_note may be missing; declare it as String",
        ),
        (
            'on: [READ], query: "query($user_id: ID = 1) { SomePostExists(filter: {id: $user_id}) }"',
            "takes no default",
        ),
        (
            'on: [READ, CREATE], query: "query($node_id: ID!) { SomePostExists(filter: {id: $node_id}) }"',
            "CREATE has no $node_id",
        ),
        (
            'on: [UPDATE, DELETE], query: "query($input_note: String) { SomePostExists(filter: {note: $input_note}) }"',
            "DELETE has no $input_note",
        ),
        ('on: [READ], query: "query($now: DateTime!) { SomePostExists }"', "never used"),
    ],
)
def test_what_a_permission_of_a_type_may_not_say(permission: str, says: str) -> None:
    error = refused(of_post(permission))
    assert says in error.message
    assert error.line == 1


def test_what_could_not_be_carried_out_is_refused_at_upload() -> None:
    deep = "AND: {" * (limits.filter_depth_max + 1) + "}" * (limits.filter_depth_max + 1)
    assert (
        "filter_depth_max" in refused(of_post(f'on: [READ], query: "{{ SomePostExists(filter: {{{deep}}}) }}"')).message
    )
    tagged = refused(
        'type A @permission(on: [READ], query: "query($node_x: String) { SomeAExists(filter: {y: $node_x}) }") '
        '{ id: ID! y: String x: String @dgraph(pred: "p@en") z: String @dgraph(pred: "p") }'
    )
    assert "language tags" in tagged.message


def test_errors_have_the_place_inside_the_query() -> None:
    query = "\n  query($user_id: ID!) {\n    SomePostExists(filter: {nope: 1})\n}"
    schema = f'type Post @permission(on: [READ], query: """{query}""")'
    with graphwright.open(":memory:") as database, pytest.raises(ErrorList) as found:
        database.alter(schema + " { id: ID! x: Int }")
    assert {(error.line, error.column) for error in found.value.errors} == {(2, 9), (3, 29)}


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (of_post("on: [READ], fields: [title, note, mood, at, tags]"), "it refers to nodes of User"),
        ("type P @permission(on: [READ], fields: [x]) { id: ID! x: Int at: Point }", "would tell a Point"),
        (
            'type P @permission(on: [READ], fields: [x]) @validate(field: "y", le: "x") { id: ID! x: Int y: Int }',
            "@validate or @unique of the type compares it",
        ),
        (
            (
                "type P @permission(on: [READ], fields: [x]) { id: ID! x: Int y: Int } "
                'type Q { z: Int @dgraph(pred: "P.y") }'
            ),
            "another field or type shows the same value",
        ),
    ],
)
def test_what_cannot_be_hidden_is_refused_with_the_reason(schema: str, says: str) -> None:
    error = refused(schema)
    assert (
        "which cannot be hidden" in error.message and says in error.message and "name it in `fields`" in error.message
    )
    assert error.line == 1


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("type P { id: ID! title: String @permission(on: [CONNECT]) }", "refers to no other nodes"),
        ("type P { id: ID! p: P @permission(on: [READ]) }", "READ stands on types"),
        ("type P { id: ID! p: P @permission(on: [CONNECT], fields: [p]) }", "belongs to @permission on types"),
        ("interface P @permission(on: [READ]) { id: ID! }", "does not belong on interfaces"),
        (
            (
                "type P { id: ID! p: P @permission(on: [CONNECT], query: "
                '"query($qP_id: ID!) { SomePExists(filter: {id: $qP_id}) }") }'
            ),
            "here are $user_id, $now, $node_id, $pP_id",
        ),
    ],
)
def test_what_a_permission_may_not_stand_on(schema: str, says: str) -> None:
    assert says in refused(schema).message


def test_a_type_has_so_many_permissions() -> None:
    many = "@permission(on: [READ]) " * (limits.permissions_max + 1)
    assert "permissions_max" in refused(f"type P {many} {{ id: ID! x: Int }}").message


@pytest.mark.parametrize(
    ("schema", "line", "says"),
    [
        ('type A { id: ID! b: B @relation }\ntype B { id: ID! a: A @relation(name: "R") }', 1, "is written @relation"),
        (
            'type A { id: ID! b: B @relation(name: "R") }\ntype B { id: ID! a: B @relation(name: "R") }',
            2,
            "do not refer to each other",
        ),
        (
            (
                'type A { id: ID! b: B @relation(name: "R") c: B @relation(name: "R") }\n'
                'type B { id: ID! a: A @relation(name: "R") }'
            ),
            2,
            "third field",
        ),
        ("type A { id: ID! x: Int @model }", 1, "@model is unknown"),
    ],
)
def test_what_the_notation_of_graphcool_may_not_say(schema: str, line: int, says: str) -> None:
    error = refused(schema)
    assert (error.line, says in error.message) == (line, True), error


@pytest.mark.parametrize("schema", ["type A @model { id: ID! }", "type A @permission(on: [READ]) { id: ID! }"])
def test_the_reference_knows_none_of_this(schema: str) -> None:
    assert refused(schema, is_strict=True).line == 1
    assert refused(f"# Graphwright.Strict true\n{schema}").line == 2


def test_a_difference_of_schemas_names_permissions() -> None:
    plain = "type P { id: ID! x: Int q: P }"
    ruled = "type P @permission(on: [READ]) { id: ID! x: Int q: P @permission(on: [CONNECT]) }"
    other = ruled.replace("READ", "READ, CREATE")
    with graphwright.open(":memory:") as database:
        database.alter(plain)
        assert database.schema_difference(ruled) == [
            "P gets permissions; what none of them grants is denied",
            "P.q gets permissions; what none of them grants is denied",
        ]
        database.alter(ruled)
        assert database.schema_difference(f"# moved\n{ruled}") == []
        assert database.schema_difference(other) == ["the permissions of P change"]
        assert database.schema_difference(plain) == [
            "P loses its permissions and is open",
            "P.q loses its permissions and is open",
        ]
