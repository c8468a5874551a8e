"""Pages by cursors, which the reference has not: on every store, in every order."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller
from graphwright.plan.ways import Choice, Way
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

SCHEMA = """
enum Rated { G PG R }
interface Thing { id: ID!  label: String @search(by: [exact]) }
type Film implements Thing {
  title: String @search(by: [exact, term])
  note: String
  year: Int @search
  big: Int64 @search
  rating: Float @search
  released: DateTime @search(by: [day])
  rated: Rated @search
  director: Person @hasInverse(field: directed)
}
type Book implements Thing { pages: Int @search }
type Person { id: ID!  name: String @search(by: [exact])  directed: [Film] }
"""
TEXTS = ["", "a", "B", "é", "\u2028", "𝄞", "ß'\"\\", "\x01", "x" * 600]
NUMBERS = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.0, 1 / 3, 1e22, 123456789.123456789, 3.0]
GREAT = [2**63 - 1, -(2**63), 2**53 + 1, 0, -1]
DATES = [f"2001-02-03T04:05:06.{second}Z" for second in ("000000001", "000000002", "1", "99999999")] + [
    "2001-02-03T06:05:06.000000001+02:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
]
ORDERS = [
    "",
    "{asc: year}",
    "{desc: year}",
    "{asc: big}",
    "{desc: rating}",
    "{asc: rating}",
    "{asc: released}",
    "{desc: released}",
    "{asc: title}",
    "{desc: title}",
    "{desc: label}",
    "{desc: note}",
    "{asc: note, then: {desc: big}}",
    "{desc: year, then: {asc: title, then: {desc: rating}}}",
    "{asc: year, then: {desc: released}}",
    "{by: [{year: DESC}, {rating: ASC}]}",
    "{by: [{director: {name: DESC}}, {year: ASC}]}",
    "{by: [{director: {directed: {count: ASC}}}, {title: DESC}]}",
]
FILTERS = ["", "{year: {ge: 1}}", '{title: {anyofterms: "a b"}}', "{not: {has: note}}", '{director: {name: {ge: "b"}}}']
Pages = list[dict[str, Any]]


def _film(number: int) -> dict[str, Any]:
    """Values that repeat, and are missing now and then, each in a rhythm of its own."""
    values: dict[str, Any] = {
        "title": TEXTS[number * 7 % len(TEXTS)],
        "note": TEXTS[number * 5 % 4],
        "year": number * 3 % 4,
        "big": GREAT[number % len(GREAT)],
        "rating": NUMBERS[number * 3 % len(NUMBERS)],
        "released": DATES[number * 2 % len(DATES)],
        "label": "xyz"[number % 3],
        "director": {"name": "abc"[number % 3], "id": None},
    }
    del values["director"]["id"]
    for position, name in enumerate(list(values)):
        if number % (position + 3) == 1:
            del values[name]
    return values


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with graphwright.open(":memory:") as opened:
        opened.alter(SCHEMA)
        films = [_film(number) for number in range(45)]
        _ask(opened, "mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", f=films)
        _ask(opened, 'mutation { addBook(input: [{label: "y", pages: 3}, {pages: 4}]) { numUids } }')
        yield opened


def _ask(database: Database, text: str, **variables: Any) -> Any:
    answer = database.graphql(text, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def _arguments(**given_: str) -> str:
    present = ", ".join(f"{name}: {value}" for name, value in given_.items() if value)
    return f"({present})" if present else ""


def _page(database: Database, size: str, cursor: str | None, **arguments: str) -> dict[str, Any]:
    place = {"first": "after", "last": "before"}[size.partition(":")[0]]
    shown = _arguments(**arguments)[1:-1]
    text = f"""query($cursor: String) {{ queryFilmConnection({size}, {place}: $cursor, {shown}) {{
        edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} totalCount
    }} }}"""
    page: dict[str, Any] = _ask(database, text, cursor=cursor)["queryFilmConnection"]
    return page


def _ids(page: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in page["edges"]]


def _walk(database: Database, size: str, **arguments: str) -> Pages:
    """All pages, the first one first; what `pageInfo` says of each is looked at on the way."""
    is_forward = size.startswith("first")
    further, back = ("hasNextPage", "hasPreviousPage") if is_forward else ("hasPreviousPage", "hasNextPage")
    pages: Pages = []
    cursor = None
    while not pages or pages[-1]["pageInfo"][further]:
        page = _page(database, size, cursor, **arguments)
        info = page["pageInfo"]
        assert info[back] is bool(pages)
        assert page["edges"] or not pages, "there is another page only if it has something"
        cursors = [edge["cursor"] for edge in page["edges"]] or [None]
        assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
        cursor = info["endCursor" if is_forward else "startCursor"]
        pages.append(page)
    return pages if is_forward else pages[::-1]


# ---- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize("order", ORDERS)
def test_all_pages_are_the_list(database: Database, order: str, filter_: str) -> None:
    arguments = {"order": order, "filter": filter_}
    expected = [
        film["id"] for film in _ask(database, f"{{ queryFilm{_arguments(**arguments)} {{ id }} }}")["queryFilm"]
    ]
    assert len(expected) > 4
    for size in ("first: 4", "last: 4", "first: 45", "last: 100"):
        pages = _walk(database, size, **arguments)
        assert [uid for page in pages for uid in _ids(page)] == expected, size
        assert {page["totalCount"] for page in pages} == {len(expected)}


@pytest.mark.parametrize("way", list(Way))
def test_a_filter_that_finds_too_much_is_checked(database: Database, way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the filter's index finds more than may drive, the order's index is gone through."""
    arguments = {"order": "{desc: year}", "filter": '{title: {anyofterms: "a b ß"}}'}
    driven = [uid for page in _walk(database, "first: 2", **arguments) for uid in _ids(page)]
    monkeypatch.setattr(limits, "driver_probe_rows_max", 1)
    monkeypatch.setattr(Choice, "cheapest", lambda *_: way)
    with_checks = {**arguments, "filter": '{title: {anyofterms: "ß a b"}}'}
    assert [uid for page in _walk(database, "first: 2", **with_checks) for uid in _ids(page)] == driven
    assert [uid for page in _walk(database, "last: 2", **with_checks) for uid in _ids(page)] == driven
    assert len(driven) > 4


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_between_any_two_places(database: Database, data: st.DataObject) -> None:
    """`after` and `before` together, with `first`, `last` or neither: slices of the list."""
    order = data.draw(st.sampled_from(ORDERS))
    whole = _page(database, "first: 100", None, order=order)
    ids, cursors = _ids(whole), [edge["cursor"] for edge in whole["edges"]]
    low = data.draw(st.integers(-1, len(ids) - 1))
    high = data.draw(st.integers(0, len(ids)))
    size = data.draw(st.sampled_from(["", "first", "last"]))
    count = data.draw(st.integers(0, len(ids))) if size else limits.connection_page_nodes_default
    given_ = {
        "order": order,
        size: str(count),
        "after": f'"{cursors[low]}"' if low >= 0 else "",
        "before": f'"{cursors[high]}"' if high < len(ids) else "",
    }
    given_.pop("", None)
    fields = "edges { node { id } } pageInfo { hasNextPage hasPreviousPage }"
    page = _ask(database, f"{{ queryFilmConnection{_arguments(**given_)} {{ {fields} }} }}")["queryFilmConnection"]
    between = ids[low + 1 : high]
    expected = between[max(len(between) - count, 0) :] if size == "last" else between[:count]
    assert _ids(page) == expected
    has_next = high < len(ids) or (size != "last" and len(between) > count)
    has_previous = low >= 0 or (size == "last" and len(between) > count)
    assert page["pageInfo"] == {"hasNextPage": has_next, "hasPreviousPage": has_previous}


def test_values_come_back_exactly(database: Database) -> None:
    """Each cursor of each order leads behind its own node, whatever its value."""
    for order in ("{asc: rating}", "{desc: big}", "{asc: released}", "{desc: title}"):
        whole = _page(database, "first: 100", None, order=order)
        for number, edge in enumerate(whole["edges"]):
            page = _page(database, "first: 1", edge["cursor"], order=order)
            assert _ids(page) == _ids(whole)[number + 1 : number + 2]


def test_inserts_deletes_and_changes_between_pages() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        add = "mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { film { id } } }"
        films = [{"title": name, "year": number} for number, name in enumerate("abcdef")]
        ids = [film["id"] for film in _ask(database, add, f=films)["addFilm"]["film"]]
        first = _page(database, "first: 3", None, order="{asc: year}")
        assert _ids(first) == ids[:3]
        _ask(database, add, f=[{"title": "before", "year": -1}, {"title": "behind", "year": 3}])
        _ask(database, "mutation($id: [ID!]) { deleteFilm(filter: {id: $id}) { numUids } }", id=[ids[2]])
        _ask(
            database,
            "mutation($id: [ID!]) { updateFilm(input: {filter: {id: $id}, set: {year: 9}}) { numUids } }",
            id=[ids[1]],
        )
        text = """query($cursor: String) { queryFilmConnection(after: $cursor, order: {asc: year}) {
            edges { node { title } } pageInfo { hasPreviousPage }
        } }"""
        second = _ask(database, text, cursor=first["pageInfo"]["endCursor"])["queryFilmConnection"]
        assert [edge["node"]["title"] for edge in second["edges"]] == ["d", "behind", "e", "f", "b"]
        assert second["pageInfo"]["hasPreviousPage"] is True
        _ask(database, "mutation { deleteFilm(filter: {}) { numUids } }")
        emptied = _page(database, "first: 3", first["pageInfo"]["endCursor"], order="{asc: year}")
        assert emptied["edges"] == []
        assert not any(emptied["pageInfo"].values())


# ---- what is asked of a page ----------------------------------------------------------------------


def test_aliases_fragments_and_conditions(database: Database) -> None:
    text = """query($no: Boolean!) { films: queryFilmConnection(first: 2, order: {asc: rating}) {
        __typename
        a: edges { __typename at: cursor one: node { ...titles } two: node { year director { name } } }
        edges @skip(if: $no) { cursor }
        ...page
        n: totalCount
      } }
      fragment titles on Film { __typename title }
      fragment page on FilmConnection {
        pageInfo { __typename next: hasNextPage } edges { node { id @include(if: $no) } }
      }
    """
    films = _ask(database, text, no=True)["films"]
    plain = _ask(database, "{ queryFilm(first: 2, order: {asc: rating}) { id title year director { name } } }")[
        "queryFilm"
    ]
    assert films["__typename"] == "FilmConnection"
    assert films["pageInfo"] == {"__typename": "PageInfo", "next": True}
    assert [edge["node"] for edge in films["edges"]] == [{"id": film["id"]} for film in plain]
    for edge, film in zip(films["a"], plain, strict=True):
        assert edge["__typename"] == "FilmEdge"
        assert edge["one"] == {"__typename": "Film", "title": film["title"]}
        assert edge["two"] == {"year": film["year"], "director": film["director"]}
    kept = _ask(database, text, no=False)["films"]
    assert [set(edge) for edge in kept["edges"]] == [{"cursor", "node"}] * 2
    assert [edge["at"] for edge in kept["a"]] == [edge["cursor"] for edge in kept["edges"]]


def test_an_interface_has_a_connection(database: Database) -> None:
    text = """{ queryThingConnection(filter: {label: {eq: "y"}}, last: 1, order: {asc: label}) {
        totalCount edges { node { __typename label ... on Book { pages } } }
    } }"""
    found = _ask(database, text)["queryThingConnection"]
    assert found["edges"] == [{"node": {"__typename": "Book", "label": "y", "pages": 3}}]
    assert found["totalCount"] > 10


def test_cascade_counts_for_pages_and_numbers(database: Database) -> None:
    listed = _ask(database, '{ queryFilm(order: {asc: big}) @cascade(fields: ["note", "year"]) { note title year } }')
    cascade = '@cascade(fields: ["note", "year"])'
    for at_all, at_nodes in ((cascade, ""), ("", cascade)):
        text = f"""{{ c: queryFilmConnection(order: {{asc: big}}) {at_all} {{
            totalCount edges {{ node {at_nodes} {{ note title year }} }}
        }} }}"""
        found = _ask(database, text)["c"]
        assert [edge["node"] for edge in found["edges"]] == listed["queryFilm"]
        assert found["totalCount"] == len(listed["queryFilm"])


def test_without_sizes_a_page_has_the_default(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "connection_page_nodes_default", 3)
    whole = _page(database, "first: 100", None, order="{desc: big}")
    middle = whole["edges"][10]["cursor"]
    for place, expected in (("after", slice(11, 14)), ("before", slice(7, 10))):
        text = f'{{ queryFilmConnection({place}: "{middle}", order: {{desc: big}}) {{ edges {{ node {{ id }} }} }} }}'
        assert _ids(_ask(database, text)["queryFilmConnection"]) == _ids(whole)[expected]


def test_a_node_that_lacks_something_required_is_null_in_its_edge() -> None:
    with graphwright.open(":memory:") as database:
        database.alter("type Film { title: String year: Int }")
        _ask(database, 'mutation { addFilm(input: [{title: "a", year: 1}, {title: "b"}]) { numUids } }')
        database.alter("type Film { title: String year: Int! }", allow_unsafe=True)
        answer = database.graphql("{ queryFilmConnection { e: edges { cursor n: node { title year } } totalCount } }")
        page = answer["data"]["queryFilmConnection"]
        assert [edge["n"] for edge in page["e"]] == [{"title": "a", "year": 1}, None]
        assert page["totalCount"] == 2
        assert [error["path"] for error in answer["errors"]] == [["queryFilmConnection", "e", 1, "n", "year"]]


def test_filters_inside_that_are_tested_apart() -> None:
    """Where the database cannot test a text, candidates are tested first: those of the page, not of the first one."""
    with graphwright.open(":memory:") as opened:
        opened.alter("type Shelf { n: Int @search  books: [Book] }  type Book { t: String @search(by: [regexp]) }")
        shelves = [{"n": number, "books": [{"t": f"{letter}xyz{number}"} for letter in "abc"]} for number in range(5)]
        _ask(opened, "mutation($s: [AddShelfInput!]!) { addShelf(input: $s) { numUids } }", s=shelves)
        text = """query($c: String) { queryShelfConnection(first: 2, after: $c, order: {desc: n}) {
            pageInfo { endCursor } edges { node { n books(filter: {t: {regexp: "/^[ab]xyz/"}}) { t } } }
        } }"""
        first = _ask(opened, text)["queryShelfConnection"]
        second = _ask(opened, text, c=first["pageInfo"]["endCursor"])["queryShelfConnection"]
        assert [edge["node"] for edge in second["edges"]] == [
            {"n": number, "books": [{"t": f"axyz{number}"}, {"t": f"bxyz{number}"}]} for number in (2, 1)
        ]


# ---- wrong input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("first: -1", "`first: -1` of queryFilmConnection is below 0"),
        ("last: -3", "`last: -3` of queryFilmConnection is below 0"),
        ("first: 1, last: 1", "its first and its last nodes"),
        ('after: ""', "is no cursor"),
        ('after: "x"', "is no cursor"),
        ('before: "a b"', "`before` of queryFilmConnection is no cursor"),
        ('after: "é"', "is no cursor"),
    ],
)
def test_what_is_no_page(database: Database, arguments: str, message: str) -> None:
    answer = database.graphql(f"{{ queryFilmConnection({arguments}) {{ totalCount edges {{ cursor }} }} }}")
    [error] = answer["errors"]
    assert message in error["message"]
    assert (error["path"], error["extensions"]["code"]) == (["queryFilmConnection"], "BAD_USER_INPUT")
    assert answer["data"] is None


def test_cursors_of_others_and_changed_ones(database: Database) -> None:
    text = "query($c: String) { queryFilmConnection(after: $c, order: {%s: year}) { edges { cursor } } }"
    cursor = _ask(database, text % "asc")["queryFilmConnection"]["edges"][5]["cursor"]
    assert _ask(database, text % "asc", c=cursor)["queryFilmConnection"]["edges"]
    [error] = database.graphql(text % "desc", {"c": cursor})["errors"]
    assert "belongs to another order or type" in error["message"]
    things = "query($c: String) { queryThingConnection(after: $c) { totalCount } }"
    [error] = database.graphql(things, {"c": cursor})["errors"]
    assert "belongs to another order or type" in error["message"]
    for position in range(len(cursor)):
        other = "A" if cursor[position] != "A" else "B"
        changed = cursor[:position] + other + cursor[position + 1 :]
        [error] = database.graphql(text % "asc", {"c": changed})["errors"]
        assert "no cursor" in error["message"]
    for end in (1, 4, len(cursor) - 1):
        assert "errors" in database.graphql(text % "asc", {"c": cursor[:end]})
    # A good one is answered again, and so is another root field beside a bad one.
    assert _ask(database, text % "asc", c=cursor)["queryFilmConnection"]["edges"]
    beside = '{ queryFilmConnection(after: "x") { totalCount } aggregateFilm { count } }'
    assert database.graphql(beside)["data"] == {"queryFilmConnection": None, "aggregateFilm": {"count": 45}}


def test_too_large_a_page(database: Database) -> None:
    [error] = database.graphql(f"{{ queryFilmConnection(last: {limits.page_size_max + 1}) {{ totalCount }} }}")[
        "errors"
    ]
    assert "page_size_max" in error["message"]


# ---- rules ----------------------------------------------------------------------------------------

RULED = r"""
type Note @auth(query: {rule: "query($USER: String!) { queryNote(filter: {owner: {eq: $USER}}) { id } }"}) {
  id: ID!
  owner: String @search(by: [hash])
  rank: Int @search
  about: [Note]
}
"""


def test_hidden_nodes_neither_appear_nor_count() -> None:
    with graphwright.open(":memory:") as database:
        database.alter(RULED)
        notes = [{"owner": "ann" if number % 3 else "bob", "rank": number % 5} for number in range(20)]
        _ask(database, "mutation($n: [AddNoteInput!]!) { addNote(input: $n) { numUids } }", n=notes)
        text = """query($c: String) { queryNoteConnection(first: 3, after: $c, order: {desc: rank}) {
            totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id owner } }
        } }"""
        whole = database.graphql(text, caller=Caller())["data"]["queryNoteConnection"]
        assert (whole["totalCount"], whole["edges"], whole["pageInfo"]["hasNextPage"]) == (0, [], False)
        bob = Caller(claims={"USER": "bob"})
        seen: list[str] = []
        cursor = None
        while True:
            page = database.graphql(text, {"c": cursor}, caller=bob)["data"]["queryNoteConnection"]
            assert page["totalCount"] == 7
            assert {edge["node"]["owner"] for edge in page["edges"]} == {"bob"}
            assert page["pageInfo"]["hasPreviousPage"] is bool(seen)
            seen += _ids(page)
            assert page["pageInfo"]["hasNextPage"] is (len(seen) < 7)
            if not page["pageInfo"]["hasNextPage"]:
                break
            cursor = page["pageInfo"]["endCursor"]
        assert len(seen) == len(set(seen)) == 7
        # A place at somebody else's note tells nothing of it: of what is before it bob has nothing.
        trusted = database.graphql(text)["data"]["queryNoteConnection"]
        foreign = next(edge["cursor"] for edge in trusted["edges"] if edge["node"]["owner"] == "ann")
        first_of_bob = seen[0]
        page = database.graphql(text, {"c": foreign}, caller=bob)["data"]["queryNoteConnection"]
        assert page["pageInfo"]["hasPreviousPage"] is (first_of_bob not in _ids(page))


def test_a_cursor_does_not_tell_what_a_rule_hides() -> None:
    """Neither by the value in it, nor by where its page begins."""
    with graphwright.open(":memory:") as database:
        database.alter("""
            type Film { title: String  director: Person }
            type Person @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) { name: String }
        """)
        films = [{"title": name, "director": {"name": f"secret {9 - number}"}} for number, name in enumerate("abcd")]
        _ask(database, "mutation($f: [AddFilmInput!]!) { addFilm(input: $f) { numUids } }", f=films)
        text = """query($c: String) { queryFilmConnection(order: {by: {director: {name: ASC}}}, after: $c) {
            edges { cursor node { title } }
        } }"""
        for caller, expected in ((Caller(), "abcd"), (Caller(claims={"ROLE": "ADMIN"}), "dcba")):
            edges = database.graphql(text, caller=caller)["data"]["queryFilmConnection"]["edges"]
            assert [edge["node"]["title"] for edge in edges] == list(expected)
            told = urlsafe_b64decode(edges[1]["cursor"] + "===")
            assert (b"secret" in told) is (expected == "dcba")
            behind = database.graphql(text, {"c": edges[1]["cursor"]}, caller=caller)["data"]["queryFilmConnection"]
            assert [edge["node"]["title"] for edge in behind["edges"]] == list(expected[2:])


# ---- the schema -----------------------------------------------------------------------------------


def test_names_and_strict_mode() -> None:
    own, strict = generate_api(compile_schema(SCHEMA)), generate_api(compile_schema(SCHEMA), is_strict=True)
    assert own.query_type is not None and strict.query_type is not None
    names = {"FilmConnection", "FilmEdge", "ThingConnection", "PageInfo"}
    assert names <= own.type_map.keys()
    assert not names & strict.type_map.keys()
    assert list(own.query_type.fields["queryFilmConnection"].args) == [
        *("filter", "order", "first", "after", "last", "before")
    ]
    assert "queryFilmConnection" not in strict.query_type.fields
    quiet = generate_api(compile_schema("type Film @generate(query: {query: false}) { n: Int }  type Other { n: Int }"))
    assert "FilmConnection" not in quiet.type_map


@pytest.mark.parametrize("name", ["FilmConnection", "FilmEdge", "PageInfo"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    schema = compile_schema(f"type Film {{ n: Int }}  type {name} {{ n: Int }}")
    with pytest.raises(ErrorList) as raised:
        generate_api(schema)
    error = raised.value.errors[0]
    assert (error.line, error.column) == (1, 28)
    assert "rename" in str(error)
    assert name in generate_api(schema, is_strict=True).type_map
