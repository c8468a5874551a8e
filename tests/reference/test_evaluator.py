"""What the recorded suites leave open or reach only with DQL: the reference evaluator's own answers."""

from typing import Any, Final

import pytest

from .evaluator import Answer, ReferenceDatabase
from .model import OutOfScope, SchemaError, read_schema
from .values import read_identifier, read_moment, terms

STRICT: Final = """
type Strict {
  id: ID!
  key: String! @search(by: [hash])
  must: String!
  list: [String!]!
  opt: Inner
  all: [Inner!]
  some: [Inner]
}
type Inner { id: ID! need: String! owner: Owner! }
type Owner { name: String! @id inners: [Inner] @hasInverse(field: owner) }
"""


@pytest.fixture
def strict() -> ReferenceDatabase:
    """One node with everything, whose inner nodes then lose what they need."""
    database = ReferenceDatabase(STRICT)
    inner = '{need: "n", owner: {name: "o"}}'
    done(
        database,
        'mutation { addStrict(input: [{key: "k", must: "m", list: ["x"], '
        f"opt: {inner}, all: [{inner}, {inner}], some: [{inner}, {inner}]}}]) {{ numUids }} }}",
    )
    return database


def done(database: ReferenceDatabase, query: str, variables: dict[str, Any] | None = None) -> Any:
    """The data of a request that has no errors."""
    answer = database.graphql(query, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def paths(answer: Answer) -> list[list[str | int]]:
    return [error["path"] for error in answer["errors"]]


# ---- null propagation


def test_null_for_a_required_scalar_drops_the_element(strict: ReferenceDatabase) -> None:
    done(strict, 'mutation { updateStrict(input: {filter: {}, remove: {must: "m", list: null}}) { numUids } }')
    answer = strict.graphql("{ q: queryStrict { key list m: must } aggregateStrict { count } }")
    assert answer["data"] == {"q": [None], "aggregateStrict": {"count": 1}}
    assert paths(answer) == [["q", 0, "m"]]
    assert done(strict, "{ queryStrict { key list } }") == {"queryStrict": [{"key": "k", "list": []}]}


def test_null_stops_at_the_nearest_nullable_place(strict: ReferenceDatabase) -> None:
    done(strict, "mutation { updateInner(input: {filter: {}, remove: {need: null}}) { numUids } }")
    answer = strict.graphql("{ queryStrict { opt { need } all { need } some { need } } }")
    assert answer["data"] == {"queryStrict": [{"opt": None, "all": None, "some": [None, None]}]}
    start: list[str | int] = ["queryStrict", 0]
    assert paths(answer) == [
        [*start, "opt", "need"],
        [*start, "all", 0, "need"],
        [*start, "some", 0, "need"],
        [*start, "some", 1, "need"],
    ]


def test_the_first_missing_field_of_an_object_is_reported(strict: ReferenceDatabase) -> None:
    done(strict, "mutation { updateInner(input: {filter: {}, remove: {need: null}}) { numUids } }")
    done(strict, "mutation { deleteOwner(filter: {}) { numUids } }")
    answer = strict.graphql("{ queryStrict { opt { owner { name } need } } }")
    assert paths(answer) == [["queryStrict", 0, "opt", "owner"]]


def test_deleting_a_required_reference(strict: ReferenceDatabase) -> None:
    done(strict, 'mutation { deleteOwner(filter: {name: {eq: "o"}}) { numUids } }')
    answer = strict.graphql("{ queryInner(first: 1) { need owner { name } } }")
    assert answer["data"] == {"queryInner": [None]}
    assert paths(answer) == [["queryInner", 0, "owner"]]


def test_a_filter_on_a_required_reference_can_leave_nothing(strict: ReferenceDatabase) -> None:
    answer = strict.graphql('{ queryInner(first: 1) { owner(filter: {name: {eq: "no"}}) { name } } }')
    assert answer["data"] == {"queryInner": [None]}
    assert paths(answer) == [["queryInner", 0, "owner"]]


# ---- mutations

TASKS: Final = """
type Task { id: ID! name: String! @id rank: Int @search tags: [String] seen: DateTime next: Task sub: [Task] }
type Note { text: String marks: [Int] }
"""


def test_absent_values() -> None:
    database = ReferenceDatabase(TASKS)
    data = done(
        database, 'mutation { addTask(input: [{name: "a"}]) { task { rank tags seen next { name } sub { name } } } }'
    )
    assert data["addTask"]["task"] == [{"rank": None, "tags": [], "seen": None, "next": None, "sub": []}]


def test_ids_follow_a_walk_with_parents_first() -> None:
    database = ReferenceDatabase(TASKS)
    sub = '[{name: "b", sub: [{name: "c"}]}, {name: "d"}]'
    done(database, f'mutation {{ addTask(input: [{{name: "a", sub: {sub}}}, {{name: "e"}}]) {{ numUids }} }}')
    data = done(database, "{ queryTask { id name } }")
    assert [(node["id"], node["name"]) for node in data["queryTask"]] == [
        ("0x1", "a"),
        ("0x2", "b"),
        ("0x3", "c"),
        ("0x4", "d"),
        ("0x5", "e"),
    ]


def test_a_failed_mutation_stops_the_later_ones() -> None:
    database = ReferenceDatabase(TASKS)
    answer = database.graphql(
        'mutation { a: addTask(input: [{name: "a"}]) { numUids } '
        'b: addTask(input: [{name: "b"}, {name: "a"}]) { numUids } c: addTask(input: [{name: "c"}]) { numUids } }'
    )
    assert answer["data"] == {"a": {"numUids": 1}, "b": None}
    assert [error.get("path") for error in answer["errors"]] == [["b"], None]
    assert done(database, "{ queryTask { name } }") == {"queryTask": [{"name": "a"}]}


def test_deleting_cleans_edges_without_an_inverse() -> None:
    database = ReferenceDatabase(TASKS)
    done(database, 'mutation { addTask(input: [{name: "a", next: {name: "b"}, sub: [{name: "b"}]}]) { numUids } }')
    done(database, 'mutation { deleteTask(filter: {name: {eq: "b"}}) { numUids } }')
    data = done(database, "{ queryTask(filter: {not: {has: [next, sub]}}) { next { name } subAggregate { count } } }")
    assert data["queryTask"] == [{"next": None, "subAggregate": {"count": 0}}]


def test_an_update_that_matches_nothing_does_nothing() -> None:
    database = ReferenceDatabase(TASKS)
    change = '{filter: {name: {eq: "no"}}, set: {next: {name: "new"}}}'
    query = f"mutation {{ updateTask(input: {change}) {{ numUids task {{ name }} }} }}"
    assert done(database, query) == {"updateTask": {"numUids": 0, "task": []}}
    assert done(database, "{ aggregateTask { count } }") == {"aggregateTask": {"count": 0}}


def test_a_new_child_of_several_updated_nodes_is_one_node() -> None:
    database = ReferenceDatabase(TASKS)
    done(database, 'mutation { addTask(input: [{name: "a"}, {name: "b"}]) { numUids } }')
    done(database, 'mutation { updateTask(input: {filter: {}, set: {next: {name: "c"}}}) { numUids } }')
    data = done(database, "{ queryTask { name next { name } } }")
    assert [node["next"] for node in data["queryTask"]] == [{"name": "c"}, {"name": "c"}, None]


def test_removing_a_moment_compares_the_instant() -> None:
    database = ReferenceDatabase(TASKS)
    done(database, 'mutation { addTask(input: [{name: "a", seen: "2005"}]) { numUids } }')
    remove = '{filter: {}, remove: {seen: "2005-01-01T00:00:00Z"}}'
    assert done(database, f"mutation {{ updateTask(input: {remove}) {{ task {{ seen }} }} }}") == {
        "updateTask": {"task": [{"seen": None}]}
    }


def test_an_idless_type_has_no_get_and_no_upsert() -> None:
    database = ReferenceDatabase(TASKS)
    assert "errors" in database.graphql('{ getNote(text: "a") { text } }')
    assert "errors" in database.graphql("mutation { addNote(input: [], upsert: true) { numUids } }")


# ---- filters


def test_not_includes_nodes_without_a_value() -> None:
    database = ReferenceDatabase(TASKS)
    done(database, 'mutation { addTask(input: [{name: "a", rank: 1}, {name: "b", rank: 5}, {name: "c"}]) { numUids } }')
    for condition, expected in (
        ("{not: {rank: {gt: 3}}}", "ac"),
        ("{rank: {eq: null}}", ""),
        ("{not: {rank: {eq: null}}}", "abc"),
        ("{not: {rank: {in: []}}}", "abc"),
        ("{not: {id: []}}", "abc"),
        ("{not: {}}", "abc"),
        ('{rank: {eq: 1}, or: {name: {eq: "c"}}}', "ac"),
        ('{rank: {gt: 0}, not: {rank: {eq: 1}}, or: [{has: name, name: {eq: "c"}}]}', "bc"),
    ):
        data = done(database, f"{{ queryTask(filter: {condition}) {{ name }} }}")
        assert "".join(node["name"] for node in data["queryTask"]) == expected, condition


# ---- values and schema


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2005", "2005-01-01T00:00:00Z"),
        ("2005-06-07T08:09:10", "2005-06-07T08:09:10Z"),
        ("2005-06-07T08:09:10.120Z", "2005-06-07T08:09:10.12Z"),
        ("2005-06-07T08:09:10.000Z", "2005-06-07T08:09:10Z"),
        ("2005-06-07T08:09:10.000000001-07:30", "2005-06-07T08:09:10.000000001-07:30"),
        ("1999-12-31T23:59:59+00:00", "1999-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00+05:00"),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ],
)
def test_moments_print_as_they_came(text: str, printed: str) -> None:
    assert str(read_moment(text)) == printed
    assert read_moment(printed) == read_moment(text)


@pytest.mark.parametrize("text", ["", "soon", "20051", "2005-13", "2005-02-30", "2005-06-07T24:00:00Z", "0000"])
def test_what_is_not_a_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"DateTime|year|month|day"):
        read_moment(text)


def test_moments_compare_by_instant() -> None:
    assert read_moment("2005-06-07T08:00:00Z") == read_moment("2005-06-07T10:00:00+02:00")
    assert read_moment("2005-06-07T08:00:00.000000001Z") > read_moment("2005-06-07T10:00:00+02:00")


def test_identifiers_and_terms() -> None:
    assert read_identifier("0x1F") == read_identifier("31") == 31
    assert terms("A Quiet, quiet  hill-top") == {"a", "quiet", "hill", "top"}


@pytest.mark.parametrize(
    "sdl",
    [
        "interface A { x: Int }",
        "type A { x: Int @lambda }",
        "type A @auth { x: Int }",
        "type A { x: MultiPolygon }",
        "type A { x: String @search(by: [fuzzy]) }",
    ],
)
def test_what_is_out_of_scope_is_refused(sdl: str) -> None:
    with pytest.raises(OutOfScope):
        read_schema(sdl)


@pytest.mark.parametrize("query", ["{ __schema { types { name } } }", "subscription { queryTask { name } }"])
def test_requests_out_of_scope_are_refused(query: str) -> None:
    with pytest.raises(OutOfScope):
        ReferenceDatabase(TASKS).graphql(query)


def test_an_inverse_must_fit() -> None:
    with pytest.raises(SchemaError):
        read_schema("type A { x: Int b: B @hasInverse(field: a) } type B { a: B }")


# ---- cascades


def test_cascades_hold_inside_until_one_says_otherwise() -> None:
    database = ReferenceDatabase("type T { name: String! @id  size: Int @search  parts: [T] }")
    done(
        database,
        """mutation { addT(input: [
          {name: "a", size: 1, parts: [{name: "b"}, {name: "c", size: 3}]}, {name: "d", parts: [{name: "e"}]}
        ]) { numUids } }""",
    )
    roots = "(filter: {has: parts}, order: {asc: name})"
    answer = done(
        database,
        f"""query($f: [String]) {{
          all: queryT{roots} @cascade {{ name size parts {{ name size }} }}
          own: queryT{roots} @cascade {{ name parts @cascade(fields: ["name"]) {{ name size }} }}
          named: queryT{roots} @cascade(fields: $f) {{ name parts {{ name size }} }}
          page: queryT{roots} @cascade {{ name parts(offset: 1) {{ name }} }}
          one: getT(name: "d") @cascade {{ size }}
        }}""",
        {"f": ["parts"]},
    )
    b, c, e = {"name": "b", "size": None}, {"name": "c", "size": 3}, {"name": "e", "size": None}
    assert answer == {
        "all": [{"name": "a", "size": 1, "parts": [c]}],
        "own": [{"name": "a", "parts": [b, c]}, {"name": "d", "parts": [e]}],
        "named": [{"name": "a", "parts": [b, c]}, {"name": "d", "parts": [e]}],
        "page": [{"name": "a", "parts": [{"name": "c"}]}],
        "one": None,
    }
    assert "nope" in database.graphql('{ queryT @cascade(fields: ["nope"]) { name } }')["errors"][0]["message"]
