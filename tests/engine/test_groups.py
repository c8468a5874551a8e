"""`groupByX`, which the reference has not: keys, periods, what is chosen, ordered and shown."""

from __future__ import annotations

from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.database import Database
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

SCHEMA = """
type Film {
  id: ID!
  title: String! @id
  titleDe: String @dgraph(pred: "Film.title@de")
  year: Int @search
  rating: Float
  gross: Int64
  released: DateTime
  kind: Kind
  seen: Boolean
  director: Person @hasInverse(field: directed)
  tags: [String]
  place: Point
}
enum Kind { DRAMA COMEDY }
type Person @secret(field: "pwd") {
  id: ID!  name: String! @id  born: Int  country: Country @hasInverse(field: people)  directed: [Film]
  best: Film
}
type Country { name: String! @id  people: [Person]  capital: String }
"""
FILMS: list[dict[str, Any]] = [
    {
        "title": "Alien",
        "titleDe": "Fremd",
        "year": 1979,
        "rating": 8.5,
        "gross": 2**63 - 1,
        "released": "1979-05-25",
        "kind": "DRAMA",
        "seen": True,
        "director": {"name": "Scott", "born": 1937, "pwd": "secret!", "country": {"name": "UK", "capital": "London"}},
    },
    {
        "title": "Duellists",
        "titleDe": "Duell",
        "year": 1979,
        "rating": 7.5,
        "gross": 2**63 - 2,
        "released": "1979-05-25T02:00:00+02:00",
        "kind": "DRAMA",
        "seen": False,
        "director": {"name": "Scott"},
    },
    {
        "title": "Aliens",
        "year": 1986,
        "rating": 8.0,
        "gross": -5,
        "released": "1986-07-18T23:30:00Z",
        "kind": "COMEDY",
        "director": {"name": "Cameron", "born": 1954, "pwd": "secret!", "country": {"name": "CA"}},
    },
    {"title": "Untitled", "director": {"name": "Leone", "pwd": "secret!", "country": {"name": "CA"}}},
    {"title": "Lost", "gross": 7},
]


def fill(database: Database, schema: str = SCHEMA) -> None:
    database.alter(schema)
    add = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films, upsert: true) { numUids } }"
    assert "errors" not in database.graphql(add, {"films": FILMS})


@pytest.fixture
def films(database: Database) -> Database:
    fill(database)
    return database


def groups(database: Database, arguments: str, selection: str, **options: Any) -> Any:
    answer = database.graphql(f"{{ groupByFilm({arguments}) {{ {selection} }} }}", **options)
    assert "errors" not in answer, answer
    return answer["data"]["groupByFilm"]


def refusal(database: Database, arguments: str, selection: str) -> str:
    [error] = database.graphql(f"{{ groupByFilm({arguments}) {{ {selection} }} }}")["errors"]
    assert error["path"] == ["groupByFilm"] and error["locations"] == [{"line": 1, "column": 3}]
    return str(error["message"])


def test_values_and_aggregates(films: Database) -> None:
    found = groups(films, "by: {field: year}", "key { year } count ratingAvg ratingSum titleMin titleDeMax releasedMin")
    assert found == [
        {
            "key": {"year": 1979},
            "count": 2,
            "ratingAvg": 8,
            "ratingSum": 16,
            "titleMin": "Alien",
            "titleDeMax": "Fremd",
            "releasedMin": "1979-05-25T00:00:00Z",
        },
        {
            "key": {"year": 1986},
            "count": 1,
            "ratingAvg": 8,
            "ratingSum": 8,
            "titleMin": "Aliens",
            "titleDeMax": None,
            "releasedMin": "1986-07-18T23:30:00Z",
        },
        {
            "key": {"year": None},
            "count": 2,
            "ratingAvg": None,
            "ratingSum": None,
            "titleMin": "Lost",
            "titleDeMax": None,
            "releasedMin": None,
        },
    ]
    pairs = [(each["key"]["kind"], each["key"]["seen"]) for each in
             groups(films, "by: [{field: kind}, {field: seen}]", "key { kind seen }")]  # fmt: skip
    assert pairs == [("COMEDY", None), ("DRAMA", False), ("DRAMA", True), (None, None)]
    shown = groups(films, "by: {field: titleDe}, filter: {year: {lt: 1980}}", "key { titleDe } n: count __typename")
    assert shown == [
        {"key": {"titleDe": name}, "n": 1, "__typename": "FilmGroupByResult"} for name in ("Duell", "Fremd")
    ]


def test_sums_beyond_64_bits_are_exact(films: Database) -> None:
    found = groups(films, "by: {field: year}, order: {grossSum: DESC}", "key { year } grossSum grossMax")
    assert [(each["key"]["year"], each["grossSum"], each["grossMax"]) for each in found] == [
        (1979, 2**64 - 3, 2**63 - 1),
        (None, 7, 7),
        (1986, -5, -5),
    ]
    for having, years in (
        ("{grossSum: {gt: 9223372036854775807}}", [1979]),
        ("{grossSum: {in: [7, -5]}}", [1986, None]),
        ("{not: {grossSum: {ge: 7}}}", [1986]),
        ("{grossSum: {between: {min: -5, max: 6}}}", [1986]),
    ):
        found = groups(films, f"by: {{field: year}}, having: {having}", "key { year }")
        assert [each["key"]["year"] for each in found] == years


def test_related_values_and_nodes(films: Database) -> None:
    by = "by: [{director: {country: {field: name}}}, {field: kind}]"
    found = groups(films, by, "key { kind director { country { name __typename } } } count")
    assert [(each["key"]["director"]["country"]["name"], each["key"]["kind"], each["count"]) for each in found] == [
        ("CA", "COMEDY", 1),
        ("CA", None, 1),
        ("UK", "DRAMA", 2),
        (None, None, 1),
    ]
    assert found[3]["key"]["director"] == {"country": {"name": None, "__typename": "CountryGroupByKey"}}
    found = groups(
        films,
        "by: {field: director}, order: [{key: {director: {country: {name: DESC}}}}, {key: {director: {name: ASC}}}]",
        "key { director { id name born country { name capital } best { title } } } count",
    )
    assert [each["key"]["director"] and each["key"]["director"]["name"] for each in found] == [
        "Scott",
        "Cameron",
        "Leone",
        None,
    ]
    identifier = found[0]["key"]["director"].pop("id")
    assert found[0] == {
        "key": {
            "director": {"name": "Scott", "born": 1937, "country": {"name": "UK", "capital": "London"}, "best": None}
        },
        "count": 2,
    }
    assert films.graphql(f'{{ getPerson(id: "{identifier}") {{ name }} }}')["data"]["getPerson"] == {"name": "Scott"}
    found = groups(films, "by: {field: director}, order: {key: {director: {id: DESC}}}", "key { director { id } }")
    ids = [each["key"]["director"] and int(each["key"]["director"]["id"], 16) for each in found]
    assert ids == [*sorted(ids[:3], reverse=True), None]


def test_having_order_and_pages(films: Database) -> None:
    for having, years in (
        ("{count: {ge: 2}}", [1979, None]),
        ("{count: {in: [1, 5]}}", [1986]),
        ("{not: {ratingMax: {gt: 1}}}", [None]),
        ('{titleMin: {eq: "Alien"}, or: {count: {lt: 2}}}', [1979, 1986]),
        ("{and: [{count: {gt: 1}}, {ratingAvg: {le: 8}}]}", [1979]),
        ('{releasedMax: {ge: "1986-07-18T23:30:00Z"}}', [1986]),
        ("{count: {eq: null}}", []),
        ("{count: null, or: []}", [1979, 1986, None]),
    ):
        found = groups(films, f"by: {{field: year}}, having: {having}", "key { year }")
        assert [each["key"]["year"] for each in found] == years, having
    for order, years in (
        ("{key: {year: DESC}}", [1986, 1979, None]),
        ("[{count: DESC}, {key: {year: DESC}}]", [1979, None, 1986]),
        ("{ratingAvg: ASC}", [1979, 1986, None]),
        ("{releasedMin: DESC}", [1986, 1979, None]),
        ("[]", [1979, 1986, None]),
    ):
        found = groups(films, f"by: {{field: year}}, order: {order}", "key { year }")
        assert [each["key"]["year"] for each in found] == years, order
        found = groups(films, f"by: {{field: year}}, order: {order}, first: 1, offset: 1", "key { year }")
        assert [each["key"]["year"] for each in found] == years[1:2], order


def test_everything_in_variables(films: Database) -> None:
    text = """query(
        $by: [FilmGroupBy!]!, $h: FilmGroupByHaving, $o: [FilmGroupByOrder!], $n: Int, $in: [Int], $z: String
    ) {
        groupByFilm(by: $by, having: $h, order: $o, first: $n) { key { year } count }
        counted: groupByFilm(by: {field: kind}, having: {count: {in: $in}}) { key { kind } }
        zoned: groupByFilm(by: {field: released, bucket: DAY, timeZone: $z}, first: 1) { key { released } }
    }"""
    asked: dict[str, Any] = {
        "by": [{"field": "year"}],
        "h": {"count": {"gt": 0}},
        "o": [{"key": {"year": "DESC"}}],
        "n": 1,
        "in": [2],
    }
    for zone, day in (("Asia/Tokyo", "1979-05-25T00:00:00+09:00"), ("UTC", "1979-05-25T00:00:00Z")):
        data = films.graphql(text, {**asked, "z": zone})["data"]
        assert data["groupByFilm"] == [{"key": {"year": 1986}, "count": 1}]
        assert data["counted"] == [{"key": {"kind": "DRAMA"}}, {"key": {"kind": None}}]
        assert data["zoned"] == [{"key": {"released": day}}]
    answer = films.graphql(text, {**asked, "z": "Mars/Phobos"})
    [error] = answer["errors"]
    assert error["path"] == ["zoned"] and '"Mars/Phobos" is no time zone' in error["message"]
    assert answer["data"]["counted"] and answer["data"]["zoned"] is None


def test_what_is_refused(films: Database) -> None:
    for arguments, selection, message in (
        ("by: []", "count", "names no field"),
        ("by: [{}]", "count", "each element of `by` names one `field`"),
        ("by: [{field: year, director: {field: born}}]", "count", "each element of `by` names one `field`"),
        ("by: [{director: {}}]", "count", "of director names one `field` of Person"),
        ("by: [{field: year}, {field: year}]", "count", "grouped by twice"),
        ("by: [{field: director}, {director: {field: born}}]", "count", "director is grouped by as a whole"),
        ("by: [{field: year, bucket: DAY}]", "count", "year is no DateTime"),
        ('by: [{field: released, timeZone: "UTC"}]', "count", "is for a `bucket`"),
        ('by: [{field: released, bucket: DAY, timeZone: "Europe"}]', "count", '"Europe" is no time zone'),
        ('by: [{field: released, bucket: DAY, timeZone: "../../etc/passwd"}]', "count", "is no time zone"),
        ("by: [{field: year}]", "key { kind }", "kind is not grouped by, so a group has none"),
        ("by: [{director: {field: born}}]", "key { director { name } }", "director.name is not grouped by"),
        ("by: [{field: year}], order: {key: {kind: ASC}}", "count", "kind is not grouped by, so groups have no order"),
        ("by: [{field: year}], order: {count: ASC, yearMin: ASC}", "count", "names one thing, not count, yearMin"),
        ("by: [{field: director}], order: {key: {id: ASC}}", "count", "id is not grouped by"),
        ("by: [{field: year}], first: -1", "count", "no negative `first`"),
    ):
        assert message in refusal(films, arguments, selection)


def test_too_many_groups(films: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "groups_max", 2)
    text = "{ groupByFilm(by: {field: year}%s) { key { year } } other: queryFilm(first: 1) { title } }"
    answer = films.graphql(text % "")
    [error] = answer["errors"]
    assert error["path"] == ["groupByFilm"] and "groups_max" in error["message"]
    assert answer["data"]["groupByFilm"] is None and len(answer["data"]["other"]) == 1
    assert len(films.graphql(text % ", first: 3")["data"]["groupByFilm"]) == 3
    [error] = films.graphql("{ groupByFilm(by: {field: year}, first: 100001) { count } }")["errors"]
    assert "page_size_max" in error["message"]
    monkeypatch.setattr(limits, "group_keys_max", 1)
    [error] = films.graphql("{ groupByFilm(by: [{field: kind}, {field: seen}]) { count } }")["errors"]
    assert "group_keys_max" in error["message"]


# ---- periods


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        # Two o'clock comes twice in autumn and not at all in spring.
        (
            'bucket: HOUR, timeZone: "Europe/Berlin"',
            ("2024-10-27T00:10:00Z", "2024-10-27T00:50:00Z", "2024-10-27T01:10:00Z", "2024-03-31T00:59:59Z",
             "2024-03-31T01:00:00Z"),
            {"2024-03-31T01:00:00+01:00": 1, "2024-03-31T03:00:00+02:00": 1, "2024-10-27T02:00:00+02:00": 2,
             "2024-10-27T02:00:00+01:00": 1},
        ),
        (
            'bucket: DAY, timeZone: "Europe/Berlin"',
            ("2024-03-30T22:59:59.999999999Z", "2024-03-30T23:00:00Z", "2024-03-31T21:59:59Z", "2024-03-31T22:00:00Z"),
            {"2024-03-30T00:00:00+01:00": 1, "2024-03-31T00:00:00+01:00": 2, "2024-04-01T00:00:00+02:00": 1},
        ),
        # A day without its first hour, a day with two of them.
        ('bucket: DAY, timeZone: "America/Sao_Paulo"', ("2018-11-04T12:00:00Z",), {"2018-11-04T01:00:00-02:00": 1}),
        (
            'bucket: DAY, timeZone: "America/Havana"',
            ("2024-11-03T04:00:00Z", "2024-11-03T05:30:00Z"),
            {"2024-11-03T00:00:00-04:00": 2},
        ),
        (
            'bucket: WEEK, timeZone: "Asia/Kolkata"',
            ("2020-12-31T18:29:59Z", "2021-01-03T18:29:59Z", "2021-01-03T18:30:00Z"),
            {"2020-12-28T00:00:00+05:30": 2, "2021-01-04T00:00:00+05:30": 1},
        ),
        ("bucket: WEEK", ("2021-01-03T23:59:59Z", "2021-01-04T00:00:00Z"),
         {"2020-12-28T00:00:00Z": 1, "2021-01-04T00:00:00Z": 1}),
        ("bucket: MONTH", ("2024-02-29T23:59:59Z", "2024-03-01T00:30:00+01:00"), {"2024-02-01T00:00:00Z": 2}),
        ('bucket: MONTH, timeZone: "Europe/London"', ("2024-07-31T23:30:00Z", "2024-01-31T23:30:00Z"),
         {"2024-01-01T00:00:00Z": 1, "2024-08-01T00:00:00+01:00": 1}),
        ("bucket: QUARTER", ("2024-12-31", "2024-10-01", "2024-09-30"),
         {"2024-07-01T00:00:00Z": 1, "2024-10-01T00:00:00Z": 2}),
        ('bucket: QUARTER, timeZone: "America/New_York"', ("2024-04-01T03:00:00Z", "2024-04-01T04:00:00Z"),
         {"2024-01-01T00:00:00-05:00": 1, "2024-04-01T00:00:00-04:00": 1}),
        ("bucket: YEAR", ("0001-01-01", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
         {"0001-01-01T00:00:00Z": 1, "1969-01-01T00:00:00Z": 1, "9999-01-01T00:00:00Z": 1}),
        ("bucket: WEEK", ("0001-01-03", "9999-12-31"), {"0001-01-01T00:00:00Z": 1, "9999-12-27T00:00:00Z": 1}),
        ("bucket: HOUR", ("2024-01-01T00:59:59+05:30",), {"2023-12-31T19:00:00Z": 1}),
        # The ends of the calendar, and a time before there were whole hours.
        ('bucket: DAY, timeZone: "Asia/Tokyo"', ("9999-12-31T23:00:00Z",), {"9999-12-31T00:00:00+09:00": 1}),
        ('bucket: YEAR, timeZone: "America/New_York"', ("0001-01-01",), {"0001-01-01T00:00:00-04:56": 1}),
        ('bucket: MONTH, timeZone: "Europe/Berlin"', ("1850-05-05",), {"1850-05-01T00:00:00+00:53": 1}),
        # One instant, said with two offsets, is one key.
        ("", ("2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00Z"), {"2024-01-01T00:00:00Z": 2}),
    ],
)  # fmt: skip
def test_periods(database: Database, asked: str, given: tuple[str, ...], expected: dict[str, int]) -> None:
    database.alter("type Event { at: DateTime @search  name: String  about: Event }")
    add = "mutation($events: [AddEventInput!]!) { addEvent(input: $events) { numUids } }"
    assert "errors" not in database.graphql(add, {"events": [{"at": text} for text in given]})
    text = f"{{ groupByEvent(by: {{field: at, {asked}}}) {{ key {{ at }} count }} }}"
    found = database.graphql(text)["data"]["groupByEvent"]
    assert [(each["key"]["at"], each["count"]) for each in found] == list(expected.items())
    # What a key shows is the instant at which its group begins: a filter takes it.
    if asked.startswith("bucket") and "0001" not in str(expected) and "1850" not in str(expected):
        for text_, number in expected.items():
            answer = database.graphql(f'{{ aggregateEvent(filter: {{at: {{ge: "{text_}"}}}}) {{ count }} }}')
            assert answer["data"]["aggregateEvent"]["count"] >= number


def test_periods_of_related_nodes(database: Database) -> None:
    database.alter("type Event { at: DateTime  name: String  about: Event }")
    events = [{"name": "a", "about": {"at": "2024-05-05T23:00:00Z"}}, {"name": "b"}]
    add = "mutation($events: [AddEventInput!]!) { addEvent(input: $events) { numUids } }"
    database.graphql(add, {"events": events})
    text = """{ groupByEvent(
        by: [{about: {field: at, bucket: DAY, timeZone: "Europe/Berlin"}}], filter: {has: name}, order: {nameMin: ASC}
    ) { key { about { at } } nameMin } }"""
    assert database.graphql(text)["data"]["groupByEvent"] == [
        {"key": {"about": {"at": "2024-05-06T00:00:00+02:00"}}, "nameMin": "a"},
        {"key": {"about": {"at": None}}, "nameMin": "b"},
    ]


# ---- rules, interfaces, names

RULED = SCHEMA.replace(
    "type Person @secret",
    'type Person @auth(query: {rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}) @secret',
)


def test_what_a_rule_hides_is_no_key(database: Database) -> None:
    fill(database, RULED)
    nobody, admin = Caller(), Caller(claims={"ROLE": "ADMIN"})
    for by, selection in (
        ("{field: director}", "key { director { name } } count"),
        ("{director: {field: name}}", "key { director { name } } count"),
        ("{director: {country: {field: name}}}", "key { director { country { name } } } count"),
    ):
        [hidden] = groups(database, f"by: {by}", selection, caller=nobody)
        assert hidden["count"] == 5 and "Scott" not in str(hidden) and "UK" not in str(hidden)
        assert len(groups(database, f"by: {by}", selection, caller=admin)) > 1
    text = "{ groupByPerson(by: {field: name}) { key { name } count bornMax } }"
    assert database.graphql(text, caller=nobody)["data"]["groupByPerson"] == []
    assert len(database.graphql(text, caller=admin)["data"]["groupByPerson"]) == 3
    # Not by the way of a country that everybody may see, nor by an order.
    text = "{ groupByFilm(by: {field: director}, order: {key: {director: {name: ASC}}}) { titleMin } }"
    assert database.graphql(text, caller=nobody)["data"]["groupByFilm"] == [{"titleMin": "Alien"}]


def test_hidden_nodes_are_not_counted(database: Database) -> None:
    database.alter("""
        type Note @auth(query: {
            rule: "query($USER: String!) { queryNote(filter: {owner: {eq: $USER}}) { id } }"
        }) { id: ID!  owner: String @search(by: [hash])  size: Int }
    """)
    notes = [{"owner": "ann", "size": 1}, {"owner": "bob", "size": 2}, {"owner": "ann", "size": 2}]
    database.graphql("mutation($n: [AddNoteInput!]!) { addNote(input: $n) { numUids } }", {"n": notes})
    text = "{ groupByNote(by: {field: size}) { key { size } count ownerMax } }"
    answer = database.graphql(text, caller=Caller(claims={"USER": "ann"}))
    assert answer["data"]["groupByNote"] == [{"key": {"size": size}, "count": 1, "ownerMax": "ann"} for size in (1, 2)]
    assert database.graphql(text, caller=Caller())["data"]["groupByNote"] == []


def test_interfaces(database: Database) -> None:
    database.alter(
        """interface Being { id: ID!  name: String @search  home: Place }
        type Person implements Being { job: String }  type Pet implements Being { kind: String }
        type Place { name: String }"""
    )
    database.graphql("""mutation {
        addPerson(input: [{name: "Ann", home: {name: "x"}}, {name: "Bob"}]) { numUids }
        addPet(input: [{name: "Ann", kind: "cat"}]) { numUids }
    }""")
    text = "{ groupByBeing(by: {field: name}) { key { name } count } groupByPet(by: {field: kind}) { key { kind } } }"
    data = database.graphql(text)["data"]
    assert data["groupByBeing"] == [{"key": {"name": "Ann"}, "count": 2}, {"key": {"name": "Bob"}, "count": 1}]
    assert data["groupByPet"] == [{"key": {"kind": "cat"}}]


def test_names_and_strict_mode() -> None:
    own, strict = generate_api(compile_schema(SCHEMA)), generate_api(compile_schema(SCHEMA), is_strict=True)
    made = {
        "FilmGroupBy",
        "FilmGroupByField",
        "FilmGroupByKey",
        "FilmGroupByResult",
        "FilmGroupByHaving",
        "GroupByBucket",
    }
    assert made <= own.type_map.keys()
    assert not made & strict.type_map.keys()
    assert strict.query_type is not None and "groupByFilm" not in strict.query_type.fields
    # Lists, shapes, passwords and the own ID are nothing to group by.
    fields = own.type_map["FilmGroupByField"].values  # type: ignore[attr-defined]
    assert not {"tags", "place", "id"} & fields.keys() and {"director", "released", "titleDe"} <= fields.keys()
    assert "pwd" not in own.type_map["PersonGroupByField"].values  # type: ignore[attr-defined]
    assert "directed" not in own.type_map["PersonGroupByField"].values  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("schema", "message", "place"),
    [
        ("type Film { n: Int }\ntype FilmGroupBy { n: Int }", "FilmGroupBy is also generated", (2, 6)),
        ("type Film { n: Int  field: Film }", "`field` has a meaning in `by` of groups", (1, 21)),
        (
            'type Film { n: Int }\ntype Query { groupByFilm: Film @custom(http: {url: "http://x", method: GET}) }',
            "Query.groupByFilm is also generated for Film",
            (1, 6),
        ),
    ],
)
def test_clashes(schema: str, message: str, place: tuple[int, int]) -> None:
    compiled = compile_schema(schema)
    with pytest.raises(ErrorList) as raised:
        generate_api(compiled)
    error = raised.value.errors[0]
    assert message in error.message and (error.line, error.column) == place
    generate_api(compiled, is_strict=True)


def test_a_type_without_anything_to_group_by() -> None:
    api = generate_api(compile_schema("type A { id: ID!  tags: [String] }  type B { of: A }  type C { as: [A] }"))
    assert api.query_type is not None
    assert "groupByB" in api.query_type.fields
    assert not {"groupByA", "groupByC"} & api.query_type.fields.keys()


def test_a_cached_plan_serves_other_values() -> None:
    with graphwright.open(":memory:") as database:
        fill(database)
        for zone in ("Europe/Berlin", "Asia/Tokyo", "UTC", "Europe/Paris"):
            text = f'{{ groupByFilm(by: {{field: released, bucket: YEAR, timeZone: "{zone}"}}, first: 1) {{ count }} }}'
            assert database.graphql(text)["data"]["groupByFilm"] == [{"count": 2}]
