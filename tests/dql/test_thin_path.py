"""DQL's thin path on a small store: what a user sees of each construct, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

import graphwright
from graphwright.model.caller import trusted

SCHEMA = """
type Film {
  id: ID!
  code: String! @id
  title: String @search(by: [exact, term])
  titleFr: String @dgraph(pred: "Film.title@fr")
  titleDe: String @dgraph(pred: "Film.title@de")
  year: Int @search
  rating: Float
  isSilent: Boolean @search
  released: DateTime @search
  tags: [String] @search(by: [hash, term])
  days: [DateTime] @search
  genres: [Genre] @hasInverse(field: films)
  director: Person @hasInverse(field: directed)
  sequel: Film @hasInverse(field: prequel)
  prequel: Film
}
type Genre { id: ID!  label: String! @id  films: [Film] }
type Person { id: ID!  name: String! @id  directed: [Film]  motto: String }
"""

FILMS: list[dict[str, Any]] = [
    {
        "code": "a",
        "title": "The Tall Tower",
        "titleFr": "La Tour",
        "year": 1990,
        "rating": 7.5,
        "isSilent": False,
        "released": "1990-05-06T00:00:00+02:00",
        "tags": ["tower", "tall people"],
        "days": ["1990-05-06", "1991-01-01T00:00:00Z"],
        "genres": [{"label": "drama"}, {"label": "noir"}],
        "director": {"name": "Ida"},
        "sequel": {"code": "b"},
    },
    {"code": "b", "title": "Tower II", "year": 1995, "genres": [{"label": "noir"}], "director": {"name": "Ida"}},
    {"code": "c", "title": 'The "Quoted" Tower', "year": 1990, "isSilent": True, "tags": ["tall"], "titleDe": "Turm"},
    {"code": "d", "rating": 7.5, "director": {"name": "Ulf"}},
]


@pytest.fixture(scope="module")
def store() -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA)
        for film in FILMS:
            query = "mutation ($film: [AddFilmInput!]!) { addFilm(input: $film, upsert: true) { numUids } }"
            assert "errors" not in database.graphql(query, {"film": [film]})
        assert database.dql("{ q(func: uid(0x1)) { Film.code } }")["data"] == {"q": [{"Film.code": "a"}]}
        yield database


def ask(store: graphwright.Database, query: str, **variables: str) -> Any:
    """The nodes of the block `q`."""
    answer = store.dql(query, {f"${name}": value for name, value in variables.items()})
    assert "errors" not in answer, answer["errors"]
    assert answer["extensions"] == {}
    return answer["data"]["q"]


def codes(store: graphwright.Database, block: str) -> str:
    return "".join(film["Film.code"] for film in ask(store, f"{{ q{block} {{ Film.code }} }}"))


def refusal(store: graphwright.Database, query: str, **variables: str) -> dict[str, Any]:
    answer = store.dql(query, {f"${name}": value for name, value in variables.items()})
    assert answer.keys() == {"errors"}
    [error] = answer["errors"]
    assert isinstance(error, dict)
    return error


# ---- roots ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "found"),
    [
        ('eq(Film.code, "b")', "b"),
        ('eq(Film.code, "b", "d", "nobody")', "bd"),
        ('eq(Film.code, ["d", "b"])', "bd"),
        ("eq(Film.year, 1990)", "ac"),
        ('eq(Film.year, "1990")', "ac"),
        ("eq(Film.year, [1995, 1990])", "abc"),
        ("eq(Film.isSilent, false)", "a"),
        ("eq(Film.isSilent, [true, false])", "ac"),
        ('eq(Film.released, "1990-05-05T22:00:00Z")', "a"),
        ('eq(Film.title, "The \\"Quoted\\" Tower")', "c"),
        ('eq(Film.title@fr, "La Tour")', "a"),
        ('eq(Film.title@., "Turm")', "c"),
        ('eq(Film.title, "La Tour")', ""),
        ('eq(Film.tags, "tall")', "c"),
        ('eq(Film.tags, ["tall", "tower", "tall people"])', "ac"),
        ('eq(Film.days, ["1991", "1990-05-06T00:00:00Z"])', "a"),
        ("has(Film.rating)", "ad"),
        ("has(Film.title@fr)", "a"),
        ("has(Film.title@.)", "abc"),
        ("has(Film.tags)", "ac"),
        ("has(Film.genres)", "ab"),
        ("has(Film.director)", "abd"),
        ("has(Film.sequel)", "a"),
        ("has(Film.prequel)", "b"),
        ("type(Film)", "abcd"),
        ('eq(dgraph.type, "Film")', "abcd"),
        ("EQ(Film.code, a)", "a"),
    ],
)
def test_a_root_function_finds_its_nodes_by_ascending_uid(
    store: graphwright.Database, function: str, found: str
) -> None:
    assert codes(store, f"(func: {function})") == found


@pytest.mark.parametrize(
    "function",
    ["has(nosuch)", 'eq(nosuch, "x")', "type(Nosuch)", "uid(0x0)", "uid(0x8000000000000001)", "has(~nosuch)", "uid()"],
)
def test_what_nobody_has_is_no_error(store: graphwright.Database, function: str) -> None:
    assert ask(store, f"{{ q(func: {function}) {{ uid nosuch }} }}") == []


def test_inverse_edges_are_found_from_both_ends(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: has(Person.directed)) { Person.name } }") == [
        {"Person.name": "Ida"},
        {"Person.name": "Ulf"},
    ]
    assert ask(store, "{ q(func: has(Genre.films), first: 1) { Genre.label Genre.films { Film.code } } }") == [
        {"Genre.label": "drama", "Genre.films": [{"Film.code": "a"}]}
    ]


def test_uids_are_a_set_and_are_echoed_without_data(store: graphwright.Database) -> None:
    [film] = ask(store, '{ q(func: eq(Film.code, "a")) { uid } }')
    uid = film["uid"]
    found = ask(store, f"{{ q(func: uid(0x7d0, {uid}, {int(uid, 16)}, [{uid}])) {{ uid Film.code }} }}")
    assert found == [{"uid": uid, "Film.code": "a"}, {"uid": "0x7d0"}]
    assert ask(store, "query q($u: string) { q(func: uid($u, 0x7d0)) { uid } }", u=f"[{uid}, 0x7d1]") == [
        {"uid": uid},
        {"uid": "0x7d0"},
        {"uid": "0x7d1"},
    ]


# ---- filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('eq(Film.code, "a") or eq(Film.code, "b")', "ab"),
        ("has(Film.title) AND NOT (eq(Film.year, 1990))", "b"),
        ("not has(Film.year)", "d"),
        ("not lt(Film.year, 1995)", "bd"),
        ("not eq(nosuch, 1)", "abcd"),
        ("le(Film.year, 1990)", "ac"),
        ("gt(Film.year, 1990)", "b"),
        ('ge(Film.title, "Tower")', "b"),
        ("between(Film.year, 1991, 1999)", "b"),
        ("between(Film.days, 1990, 1991)", "a"),
        ('between(Film.days, "1990-06", "1990-12")', ""),
        ("eq(Film.rating, 7.5)", "ad"),
        ("eq(Film.rating, [7, 7.5e0])", "ad"),
        ('lt(Film.released, "1990-05-06")', "a"),
        ("eq(Film.isSilent, true)", "c"),
        ('anyofterms(Film.title, "II quoted")', "bc"),
        ('allofterms(Film.title, "TOWER the")', "ac"),
        ('anyofterms(Film.tags, "people")', "a"),
        ('eq(Film.tags, "tower")', "a"),
        ('not eq(Film.tags, "tower")', "bcd"),
        ('eq(Film.title@fr, "La Tour")', "a"),
        ("has(Film.title@de)", "c"),
        ("has(Film.genres) and not has(Film.prequel)", "a"),
        ("type(Person)", ""),
        ("uid(0x1) and uid(0x1, 0x2)", "a"),
        ("", "abcd"),
    ],
)
def test_a_filter_keeps_what_passes(store: graphwright.Database, condition: str, found: str) -> None:
    assert codes(store, f"(func: type(Film)) @filter({condition})") == found


# ---- order and page -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("orderdesc: Film.year", "bacd"),
        ("orderasc: Film.year, orderdesc: Film.title", "acbd"),
        ("orderasc: Film.title@fr", "abcd"),
        ("orderasc: Film.title@., first: 1", "c"),
        ("first: 2", "ab"),
        ("first: -2", "cd"),
        ("first: -2, offset: 1", "cd"),
        ("first: 0", "abcd"),
        ("offset: 3", "d"),
        ("offset: -1, first: 1", "a"),
        ("orderdesc: Film.year, first: 1, offset: 1", "a"),
        ("after: 0x1", "bcd"),
        ("after: 0x1, first: 1, offset: 1", "c"),
        ("after: 0xffffffffffffffff", ""),
    ],
)
def test_order_and_page_at_the_root(store: graphwright.Database, arguments: str, found: str) -> None:
    assert codes(store, f"(func: type(Film), {arguments})") == found


def test_order_page_and_filter_on_an_edge(store: graphwright.Database) -> None:
    query = """{ q(func: eq(Person.name, "Ida")) {
        Person.name
        last: Person.directed (first: 1, orderdesc: Film.year) @filter(has(Film.year)) { Film.code }
        one: Person.directed (first: -1) { Film.code }
        none: Person.directed @filter(eq(Film.code, "d")) { Film.code }
    } }"""
    assert ask(store, query) == [{"Person.name": "Ida", "last": [{"Film.code": "b"}], "one": [{"Film.code": "b"}]}]


# ---- outputs --------------------------------------------------------------------------------------


def test_an_object_has_the_keys_in_the_order_asked_and_none_without_value(store: graphwright.Database) -> None:
    query = """{ q(func: eq(Film.code, "a", "d")) {
        Film.rating Film.isSilent silent: Film.isSilent Film.tags Film.released dgraph.type
        Film.director { uid Person.motto }
        title: Film.title Film.title@fr Film.title@de:fr Film.title@de:. Film.title@xx nosuch
        Film.sequel { Film.code Film.sequel { Film.code } } Film.prequel { Film.code } Film.genres { nosuch }
        count(Film.genres) dramas: count(Film.genres) @filter(eq(Genre.label, "drama")) count(nosuch) count(Film.sequel)
    } }"""
    first, second = ask(store, query)
    assert list(first.items()) == [
        ("Film.rating", 7.5),
        ("Film.isSilent", False),
        ("silent", False),
        ("Film.tags", ["tall people", "tower"]),
        ("Film.released", "1990-05-06T00:00:00+02:00"),
        ("dgraph.type", ["Film"]),
        ("Film.director", {"uid": first["Film.director"]["uid"]}),
        ("title", "The Tall Tower"),
        ("Film.title@fr", "La Tour"),
        ("Film.title@de:fr", "La Tour"),
        ("Film.title@de:.", "The Tall Tower"),
        ("Film.sequel", {"Film.code": "b"}),
        ("count(Film.genres)", 2),
        ("dramas", 1),
        ("count(Film.sequel)", 1),
    ]
    assert list(second) == [
        "Film.rating",
        "dgraph.type",
        "Film.director",
        "count(Film.genres)",
        "dramas",
        "count(Film.sequel)",
    ]


def test_nodes_without_keys_are_left_out_at_every_level(store: graphwright.Database) -> None:
    query = "{ q(func: type(Person)) { Person.motto Person.directed { Film.prequel { Film.title } } } }"
    assert ask(store, query) == [{"Person.directed": [{"Film.prequel": {"Film.title": "The Tall Tower"}}]}]
    assert ask(store, "{ q(func: type(Person)) { Person.motto Person.directed nosuch { uid } } }") == []


def test_fields_and_modifiers_of_a_value_are_ignored(store: graphwright.Database) -> None:
    query = '{ q(func: eq(Film.code, "a")) { Film.tags (first: 1) @filter(has(Film.code)) { uid } } }'
    assert ask(store, query) == [{"Film.tags": ["tall people", "tower"]}]


def test_count_uid_counts_the_page(store: graphwright.Database) -> None:
    assert ask(store, "{ q(func: type(Film)) { count(uid) } }") == [{"count": 4}]
    assert ask(store, "{ q(func: type(Film), first: 3) @filter(has(Film.year)) { n: count(uid) } }") == [{"n": 3}]
    assert ask(store, "{ q(func: type(Film), first: -1, offset: 9) { n: count(uid) } }") == [{"n": 1}]
    assert ask(store, "{ q(func: has(nosuch)) { count(uid) } }") == [{"count": 0}]


@pytest.mark.parametrize("field", ["Film.genres { Genre.films", "Film.sequel { Film.prequel"])
def test_nesting_goes_to_the_limit_and_costs_no_more_than_its_depth(store: graphwright.Database, field: str) -> None:
    opening = f"{field} {{ Film.code " * 11
    [film] = ask(store, f'{{ q(func: eq(Film.code, "a")) {{ Film.code {opening} {"}" * 22} }} }}')
    depth = 0
    while len(film) == 2:
        [value] = [value for key, value in film.items() if key != "Film.code"]
        inner = value[0] if isinstance(value, list) else value
        [value] = inner.values()
        film = value[0] if isinstance(value, list) else value
        depth += 1
    assert (film, depth) == ({"Film.code": "a"}, 11)


# ---- variables ------------------------------------------------------------------------------------


def test_variables_stand_wherever_values_do(store: graphwright.Database) -> None:
    query = """query q($code: string = "b", $year: int, $low: float, $silent: bool, $first: int = 1, $from: string) {
        q(func: eq(Film.code, [$code, "c"]), first: $first, offset: 0, after: $from)
        @filter(not eq(Film.year, $year) or ge(Film.rating, $low) or eq(Film.isSilent, $silent)) { Film.code } }"""
    given = {"year": "1990", "low": "7.5", "silent": "true", "from": "0x0"}
    assert ask(store, query, **given) == [{"Film.code": "b"}]
    assert ask(store, query, **given, first="5") == [{"Film.code": "b"}, {"Film.code": "c"}]
    assert ask(store, query, **given, first="-1") == [{"Film.code": "c"}]
    assert ask(store, query, **given, code="d", first="0") == [{"Film.code": "c"}, {"Film.code": "d"}]


def test_a_variable_chooses_type_and_order(store: graphwright.Database) -> None:
    query = "query q($type: string, $key: string) { q(func: type($type), orderdesc: $key, first: 1) { Film.code } }"
    assert ask(store, query, type="Film", key="Film.year") == [{"Film.code": "b"}]
    assert ask(store, query, type="Film", key="Film.title@fr") == [{"Film.code": "a"}]
    assert ask(store, query, type="Genre", key="Film.year") == []


def test_a_missing_variable_is_an_empty_text(store: graphwright.Database) -> None:
    assert ask(store, "query q($c: string) { q(func: eq(Film.code, $c)) { uid } }") == []


@pytest.mark.parametrize(
    ("query", "given", "message", "place"),
    [
        ("query q($n: string!) { q(func: has(Film.code)) { uid } }", {}, "$n is required", (1, 9)),
        ("query q($n: int) { q(func: has(Film.code)) { uid } }", {"n": "1x"}, "$n is of the type int", (1, 9)),
        ("query q($n: int) { q(func: eq(Film.year, $n)) { uid } }", {}, '"" is no 64-bit integer', (1, 42)),
        ("query q($n: int) { q(func: has(Film.code), first: $n) { uid } }", {}, "no 64-bit integer", (1, 51)),
        ("query q($n: uint8) { q(func: has(Film.code)) { uid } }", {}, "uint8", (1, 9)),
        ("query q($n: int, $n: int) { q(func: has(Film.code)) { uid } }", {}, "declared twice", (1, 18)),
        ("{ q(func: has(Film.code)) { uid } }", {"x": "1"}, "$x is not declared", None),
        ("{ q(func: eq(Film.code, $x)) { uid } }", {}, "$x is not declared", (1, 25)),
        ("{ q(func: eq(nosuch, $x)) { uid } }", {}, "$x is not declared", (1, 22)),
        ("query q($u: string) { q(func: uid($u)) { uid } }", {"u": "zebra"}, "zebra", (1, 35)),
    ],
)
def test_wrong_variables_are_refused_where_they_stand(
    store: graphwright.Database, query: str, given: dict[str, str], message: str, place: tuple[int, int] | None
) -> None:
    for _ in range(2):  # the second time the plan, where there is one, comes out of the cache
        error = refusal(store, query, **given)
        assert message in error["message"]
        found = error.get("locations")
        assert found == (None if place is None else [{"line": place[0], "column": place[1]}])


# ---- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ q(func: eq(Film.rating, 1)) { uid } }", "no index to begin with"),
        ("{ q(func: eq(Film.genres, 0x1)) { uid } }", "leads to nodes"),
        ('{ q(func: eq(Film.year, "ten")) { uid } }', '"ten" is no 64-bit integer'),
        ('{ q(func: eq(Film.year, "1_0")) { uid } }', "no 64-bit integer"),
        ('{ q(func: type(Film)) @filter(eq(Film.rating, "1e")) { uid } }', "no number"),
        ('{ q(func: eq(Film.isSilent, "perhaps")) { uid } }', "neither true nor false"),
        ('{ q(func: eq(Film.released, "1990-13")) { uid } }', "1990-13"),
        ("{ q(func: has(Film.code, 1)) { uid } }", "no value"),
        ("{ q(func: eq(Film.code)) { uid } }", "one value or more"),
        ("{ q(func: type(Film)) @filter(ge(Film.year, 1, 2)) { uid } }", "one value, not 2"),
        ("{ q(func: type(Film)) @filter(between(Film.year, 1)) { uid } }", "2 values, not 1"),
        ("{ q(func: type(Film)) @filter(ge(Film.isSilent, true)) { uid } }", "no order"),
        ('{ q(func: type(Film)) @filter(anyofterms(Film.code, "a")) { uid } }', "no index term"),
        ("{ q(func: type(Film)) @filter(hass(Film.code)) { uid } }", "did you mean has?"),
        ("{ q(func: has(Film.code@en)) { uid } }", "no language tags"),
        ("{ q(func: has(~Film.code)) { uid } }", "no reverse edges"),
        ("{ q(func: type(Film), orderasc: nosuch) { uid } }", "nothing is known by the name nosuch"),
        ("{ q(func: type(Film), orderasc: Film.tags) { uid } }", "is a list"),
        ("{ q(func: type(Film), orderasc: Film.director) { uid } }", "no order"),
        ("{ q(func: type(Film), orderasc: Film.isSilent) { uid } }", "no order"),
        ("{ q(func: type(Film), orderasc: Film.year, first: -1) { uid } }", "negative first"),
        ("{ q(func: type(Film)) { Film.code Film.code } }", "asked for twice"),
        ("{ q(func: type(Film)) { uid: Film.code uid } }", "asked for twice"),
    ],
)
def test_a_query_that_means_nothing_is_refused_with_its_place(
    store: graphwright.Database, query: str, message: str
) -> None:
    error = refusal(store, query)
    assert message in error["message"]
    assert error["locations"][0]["line"] == 1
    assert error["extensions"]["code"] != "NOT_SUPPORTED_YET"


@pytest.mark.parametrize("connective", ["or", "and not"])
def test_a_filter_holds_as_many_terms_as_the_limit_says(store: graphwright.Database, connective: str) -> None:
    def query(count: int) -> str:
        terms = f" {connective} ".join(["eq(Film.year, 1995)"] * count)
        return f"{{ q(func: type(Film)) @filter({terms}) {{ Film.code }} }}"

    assert ask(store, query(500)) == ([{"Film.code": "b"}] if connective == "or" else [])
    error = refusal(store, query(501))
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "filter_terms_max" in error["message"]


def test_a_query_asks_for_as_many_fields_as_the_limit_says(store: graphwright.Database) -> None:
    def query(count: int) -> str:
        return "{ q(func: type(Film)) { " + " ".join(f"a{number}: Film.code" for number in range(count)) + " } }"

    assert len(ask(store, query(500))[0]) == 500
    assert refusal(store, query(501))["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_a_syntax_error_has_its_place_and_no_data(store: graphwright.Database) -> None:
    error = refusal(store, "{\n  q(func: type(Film)) { uid\n")
    assert error["extensions"]["code"] == "PARSE_FAILED"
    assert error["locations"] == [{"line": 3, "column": 1}]


def test_the_event_loop_gets_the_same_answer(store: graphwright.Database) -> None:
    query = "{ q(func: type(Film)) { Film.code Film.genres { Genre.label } } }"
    answer = asyncio.run(store.execute_dql(query, None, trusted))
    assert answer.was_executed
    assert orjson.loads(answer.body) == store.dql(query)
    refused = asyncio.run(store.execute_dql("{", None, trusted))
    assert not refused.was_executed


def test_a_store_without_schema_knows_nothing_and_answers() -> None:
    with graphwright.open(":memory:") as database:
        query = '{ q(func: uid(0x1)) @filter(not eq(name, "x")) { uid name friend { uid } dgraph.type } }'
        assert database.dql(query)["data"] == {"q": [{"uid": "0x1"}]}
