"""Schemas in DQL put in force: homes, indexes of data that are there, other types, drops, beside a GraphQL schema."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import GraphwrightError, RequestError, SchemaChangeRefused, SchemaError, StoreBusyError
from graphwright.model.caller import Caller
from graphwright.model.catalog import IndexState
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from tests.stores import check_invariants

films = """
title: string @index(exact, term) @lang .
year: int .
score: float @index(float) .
mass: bigfloat @index(bigfloat) .
tags: [string] @index(exact) @count .
days: [datetime] @index(day) .
made: datetime .
spot: geo .
cast: [uid] @reverse @count .
studio: uid @reverse .
vector: float32vector @index(hnsw(metric: "cosine")) .
type Film { title year score mass tags days made spot cast studio vector }
type Person { title <~cast> }
"""
some = """
_:a <dgraph.type> "Film" .
_:a <title> "Alien, a film" (kind="first", year=1979) .
_:a <title> "Fremd"@de .
_:a <year> "1979" .
_:a <score> "8.5" .
_:a <mass> "123456789012345678901234567890.5" .
_:a <tags> "x" .
_:a <tags> "y" .
_:a <days> "2001-02-03" .
_:a <made> "1979-05-25T00:00:00+02:00" .
_:a <spot> "{'type':'Point','coordinates':[1,2]}" .
_:a <vector> "[1, 2]" .
_:b <dgraph.type> "Film" .
_:b <title> "Dune" .
_:b <year> "1984" .
_:b <mass> "123456789012345678901234567890.25" .
_:c <dgraph.type> "Person" .
_:c <title> "Sigourney" .
_:d <dgraph.type> "Person" .
_:d <title> "A studio" .
_:a <cast> _:c .
_:a <cast> _:d (role="none") .
_:a <studio> _:d (since=1979) .
"""


def alter(database: Database, schema: str) -> None:
    database.alter_dql(DqlAlter(schema=schema))


def asked(database: Database, query: str) -> Any:
    answer = database.run_dql_blocking(DqlRequest(query=query))
    assert answer.data is not None
    return orjson.loads(answer.data)


def insert(database: Database, rdf: str) -> None:
    database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=rdf),), commits=True))


def described(database: Database, *names: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asked(database, f"schema(pred: [{', '.join(names)}]) {{}}").get("schema", [])
    return found


@pytest.fixture
def filled() -> Any:
    with Database.open(":memory:") as database:
        alter(database, films)
        insert(database, some)
        yield database
        check_invariants(database.storage)


# ---- what a schema defines ------------------------------------------------------------------------


def test_a_schema_is_in_force_at_once_and_the_same_again_changes_nothing(filled: Database) -> None:
    version = filled.catalog.version
    alter(filled, films)
    assert filled.catalog.version == version
    assert all(i.state is IndexState.READY for p in filled.catalog.predicates.values() for i in p.indexes)
    by_mass = asked(filled, "{ q(func: has(mass), orderasc: mass) { title } }")
    assert by_mass == {"q": [{"title": "Dune"}, {"title": "Alien, a film"}]}, "they differ behind the 30th digit"
    assert asked(filled, '{ q(func: eq(mass, "123456789012345678901234567890.50")) { title } }')["q"] == [
        {"title": "Alien, a film"}
    ]


def test_the_schema_is_told_as_it_was_given(filled: Database) -> None:
    assert described(filled, "title", "cast", "studio", "tags", "vector", "mass", "year", "nobody") == [
        {"predicate": "cast", "type": "uid", "reverse": True, "count": True, "list": True},
        {"predicate": "mass", "type": "bigfloat", "index": True, "tokenizer": ["bigfloat"]},
        {"predicate": "studio", "type": "uid", "reverse": True},
        {
            "predicate": "tags",
            "type": "string",
            "index": True,
            "tokenizer": ["exact"],
            "count": True,
            "list": True,
        },
        {"predicate": "title", "type": "string", "index": True, "tokenizer": ["exact", "term"], "lang": True},
        {
            "predicate": "vector",
            "type": "float32vector",
            "tokenizer": ['hnsw("metric":"cosine")'],
            "index_specs": [{"name": "hnsw", "options": [{"key": "metric", "value": "cosine"}]}],
        },
        {"predicate": "year", "type": "int"},
    ]
    assert asked(filled, "schema(type: [Person, Nobody]) {}") == {
        "types": [{"fields": [{"name": "title"}, {"name": "~cast"}], "name": "Person"}]
    }
    whole = asked(filled, "schema { type list }")
    assert [each["name"] for each in whole["types"]] == ["Film", "Person"]
    assert {"predicate": "dgraph.type", "type": "string", "list": True} in whole["schema"]
    assert {"predicate": "tags", "type": "string", "list": True} in whole["schema"]


def test_what_only_data_brought_along_is_told_too(filled: Database) -> None:
    insert(
        filled,
        '_:x <dgraph.type> "Ghost" . _:x <shoe> "42" . _:x <knows> _:y .\n_:y <dgraph.type> "Ghost" .'.replace(
            " . _:", " .\n_:"
        ),
    )
    assert described(filled, "shoe", "knows") == [
        {"predicate": "knows", "type": "uid", "list": True},
        {"predicate": "shoe", "type": "default"},
    ]
    assert asked(filled, "schema(type: Ghost) {}") == {}, "nobody has declared it"
    alter(filled, "type Ghost { shoe }")
    assert asked(filled, "schema(type: Ghost) {}")["types"] == [{"fields": [{"name": "shoe"}], "name": "Ghost"}]
    assert asked(filled, "{ q(func: type(Ghost)) { shoe } }") == {"q": [{"shoe": "42"}]}


def test_every_directive_survives_a_restart(address: str) -> None:
    text = """
    a: string @index(hash) @upsert @unique @noconflict @lang .
    v: float32vector @index(hnsw(metric: "cosine", maxLevels: "3", efConstruction: "20", efSearch: "10")) .
    e: [uid] @count @reverse .
    type T { a <~e> }
    """
    if address == ":memory:":
        pytest.skip("it is gone with its process")
    with Database.open(address) as database:
        alter(database, text)
        before = asked(database, "schema {}")
    with Database.open(address) as database:
        assert asked(database, "schema {}") == before
        assert described(database, "a") == [
            {
                "predicate": "a",
                "type": "string",
                "index": True,
                "tokenizer": ["hash"],
                "upsert": True,
                "lang": True,
                "no_conflict": True,
                "unique": True,
            }
        ]


def test_other_processes_see_it_in_their_next_request(shared_address: str) -> None:
    with Database.open(shared_address) as one, Database.open(shared_address) as other:
        assert asked(other, "schema(pred: a) {}") == {}
        alter(one, "a: string @index(exact) .")
        insert(one, '_:x <a> "1" .')
        assert described(other, "a") == [{"predicate": "a", "type": "string", "index": True, "tokenizer": ["exact"]}]
        assert asked(other, '{ q(func: eq(a, "1")) { a } }') == {"q": [{"a": "1"}]}


def test_alters_at_the_same_time_follow_one_another(shared_address: str) -> None:
    with Database.open(shared_address) as one, Database.open(shared_address) as other:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda n: alter((one, other)[n % 2], f"p{n}: int @index(int) .\ncommon: int ."), range(8)))
        assert len(described(one, *(f"p{n}" for n in range(8)))) == 8
        with one.storage.alter_lock(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "write_wait_ms_max", 50)
            with pytest.raises(StoreBusyError, match="another schema change is under way"):
                alter(other, "late: int .")


def test_a_type_names_predicates_that_there_are(filled: Database) -> None:
    with pytest.raises(SchemaError, match="the type Odd names ~nobody, which is no predicate") as raised:
        alter(filled, "type Odd {\n  title\n  <~nobody>\n}")
    assert (raised.value.line, raised.value.column) == (3, 3)
    alter(filled, "later: int .\ntype Odd { title later <~title> }")
    assert [field["name"] for field in asked(filled, "schema(type: Odd) {}")["types"][0]["fields"]] == [
        "title",
        "later",
        "~title",
    ]


# ---- changes --------------------------------------------------------------------------------------


def test_indexes_of_stored_values_are_built_and_taken_away(filled: Database) -> None:
    alter(filled, "title: string @index(exact, term, fulltext, trigram, ngram) @lang .\nyear: int @index(int) .")
    check_invariants(filled.storage)
    assert asked(filled, "{ q(func: eq(year, 1984)) { title } }") == {"q": [{"title": "Dune"}]}
    alter(filled, "title: string @lang .\ndays: [datetime] @index(year) .\nspot: geo @index(geo) .")
    assert described(filled, "title") == [{"predicate": "title", "type": "string", "lang": True}]
    with pytest.raises(GraphwrightError):
        asked(filled, '{ q(func: eq(title, "Dune")) { title } }')
    alter(filled, "title: string @index(term, exact) .")
    assert described(filled, "title")[0]["tokenizer"] == ["term", "exact"]
    assert asked(filled, '{ q(func: eq(title, "Dune")) { year } }') == {"q": [{"year": 1984}]}


def test_indexes_may_be_built_behind_the_answer(filled: Database) -> None:
    insert(
        filled,
        "\n".join(f'_:n{n} <title> "word{n % 7} number {n}" .\n_:n{n} <dgraph.type> "Film" .' for n in range(900)),
    )
    filled.alter_dql(DqlAlter(schema="title: string @index(exact, trigram) @lang .", is_background=True))
    # Queries that need it wait for it, or do without.
    assert asked(filled, '{ q(func: eq(title, "word1 number 1")) { title } }')["q"] == [{"title": "word1 number 1"}]
    end = time.monotonic() + 30
    while any(i.state is IndexState.BUILDING for i in filled.newest().catalog.predicates["title"].indexes):
        assert time.monotonic() < end
        time.sleep(0.02)
    check_invariants(filled.storage)
    assert len(asked(filled, "{ q(func: regexp(title, /word3 number 8[0-9]+/)) { title } }")["q"]) > 10


def test_reverse_edges_are_read_only_where_the_schema_says_so(filled: Database) -> None:
    back = '{ q(func: eq(title, "A studio")) { ~studio { title } ~cast { title } } }'
    both = {"~studio": [{"title": "Alien, a film"}], "~cast": [{"title": "Alien, a film"}]}
    assert asked(filled, back) == {"q": [both]}
    alter(filled, "studio: uid .")
    with pytest.raises(
        GraphwrightError, match="studio has no @reverse, so ~studio cannot be read; add it: studio: uid"
    ):
        asked(filled, back)
    alter(filled, "studio: [uid] @reverse .")
    assert asked(filled, back) == {"q": [both]}
    with pytest.raises(
        SchemaChangeRefused, match=r"cannot become uid while nodes have it as \[uid\]; drop the predicate"
    ):
        alter(filled, "studio: uid @reverse .")


def test_values_are_converted_where_nothing_is_lost(filled: Database) -> None:
    alter(filled, "year: string @index(exact) .\nscore: string .\nmade: string .\nmass: string .")
    values = "{ q(func: eq(year, 1979)) { year score made mass } }"
    assert asked(filled, values)["q"] == [
        {
            "year": "1979",
            "score": "8.5",
            "made": "1979-05-25T00:00:00+02:00",
            "mass": "1.234567890123456789012345678905e+29",
        }
    ]
    alter(filled, "year: int @index(int) .\nscore: bigfloat .\nmade: datetime @index(hour) .\nmass: bigfloat .")
    assert asked(filled, values)["q"] == [
        {"year": 1979, "score": 8.5, "made": "1979-05-25T00:00:00+02:00", "mass": 123456789012345678901234567890.5}
    ]
    alter(filled, "year: float .\nremark: default .")
    insert(filled, '_:x <remark> "5" .\n_:x <dgraph.type> "Film" .')
    alter(filled, "remark: string @index(hash) .")
    assert asked(filled, '{ q(func: eq(remark, "5")) { remark } }') == {"q": [{"remark": "5"}]}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (
            "title: int .",
            'title cannot become int while nodes have it as string: 4 nodes have values, such as 0x1 ("Al',
        ),
        ("tags: string .", r"tags cannot become string while nodes have it as \[string\]; drop the predicate first"),
        ("cast: string .", r"cast cannot become string while nodes have it as \[uid\]; drop the predicate first"),
        ("year: uid .", "year cannot become uid while nodes have it as int; drop the predicate first"),
        ("year: password .", "year cannot become password while nodes have it as int: passwords are kept as hashes"),
        ("vector: string .", "do not convert; change these first"),
    ],
)
def test_what_would_be_lost_is_refused_and_nothing_is_changed(filled: Database, schema: str, words: str) -> None:
    before, version = asked(filled, "schema {}"), filled.catalog.version
    with pytest.raises(SchemaChangeRefused, match=words.replace("(", r"\(")) as raised:
        alter(filled, f"good: int .\n{schema}")
    assert raised.value.line == 2
    assert (asked(filled, "schema {}"), filled.catalog.version) == (before, version)


def test_a_value_becomes_a_list_with_its_facets(filled: Database) -> None:
    alter(filled, "made: [datetime] .\nyear: [string] @index(exact) .")
    assert asked(filled, "{ q(func: eq(year, 1979)) { year made } }")["q"] == [
        {"year": ["1979"], "made": ["1979-05-25T00:00:00+02:00"]}
    ]
    with pytest.raises(SchemaChangeRefused, match="values with a language, which would be lost; take these away"):
        alter(filled, "title: [string] .")
    insert(filled, '_:x <dgraph.type> "Film" .\n_:x <plain> "a" (f=1) .')
    alter(filled, "plain: [string] @index(exact) .")
    table = filled.catalog.predicates["plain"].facet_table
    assert table is not None
    rows = filled.submit(lambda connection, _: connection.rows(f'SELECT target, facets FROM "{table}"')).result()
    assert rows == [("a", '{"f":1}')]


def test_a_predicate_without_data_becomes_anything(filled: Database) -> None:
    alter(filled, "free: [uid] @reverse .")
    for kind in ("uid", "int", "[string]", "password", "geo", "float32vector", "[bigfloat]", "bool", "[uid]"):
        alter(filled, f"free: {kind} .")
        assert described(filled, "free")[0]["type"] == kind.strip("[]")


# ---- drops ----------------------------------------------------------------------------------------


def test_a_dropped_predicate_is_gone_with_its_data_and_stays_named_in_types(filled: Database) -> None:
    for name in ("title", "mass", "days", "cast", "studio", "vector", "nobody"):
        filled.alter_dql(DqlAlter(drop_predicate=name))
    assert described(filled, "title", "mass", "days", "cast", "studio", "vector") == []
    fields = asked(filled, "schema(type: Film) {}")["types"][0]["fields"]
    assert {"name": "title"} in fields
    assert asked(filled, "{ q(func: has(year), orderasc: year) { title year cast { year } studio { year } } }") == {
        "q": [{"year": 1979}, {"year": 1984}]
    }
    alter(filled, films)
    assert asked(filled, "{ q(func: has(title)) { title } h(func: has(mass)) { uid } c(func: has(cast)) { uid } }") == {
        "q": [],
        "h": [],
        "c": [],
    }
    insert(filled, '<0x1> <title> "Back" .')
    assert asked(filled, '{ q(func: eq(title, "Back")) { title year } }') == {"q": [{"title": "Back", "year": 1979}]}
    with pytest.raises(SchemaChangeRefused, match=r"dgraph\.type is the system's own"):
        filled.alter_dql(DqlAlter(drop_predicate="dgraph.type"))


def test_nodes_stay_of_a_type_that_is_dropped(filled: Database) -> None:
    filled.alter_dql(DqlAlter(drop_type="Person"))
    filled.alter_dql(DqlAlter(drop_type="Nobody"))
    assert asked(filled, "schema(type: Person) {}") == {}
    assert len(asked(filled, "{ q(func: type(Person)) { title dgraph.type } }")["q"]) == 2
    alter(filled, "type Person { title }")
    assert len(asked(filled, "{ q(func: type(Person)) { title } }")["q"]) == 2


def test_data_and_all_are_dropped(filled: Database) -> None:
    before = asked(filled, "schema {}")
    filled.alter_dql(DqlAlter(drops_data=True))
    assert asked(filled, "{ q(func: has(title)) { uid } }") == {"q": []}
    assert asked(filled, "schema {}") == before
    filled.alter_dql(DqlAlter(drops_all=True, drop_predicate="title"))
    assert described(filled, "title", "cast") == []
    insert(filled, '_:x <title> "first" .\n_:x <dgraph.type> "Film" .')
    assert described(filled, "title") == [{"predicate": "title", "type": "default"}]
    with pytest.raises(RequestError, match="asks for nothing"):
        filled.alter_dql(DqlAlter(schema="  \n"))


def test_what_holds_nothing_any_more_can_be_there_again() -> None:
    with Database.open(":memory:") as database:
        for schema in ("a: int .\nv: float32vector .", "a: [int] .", "a: string ."):
            alter(database, schema)
            insert(database, '_:x <a> "1" .')
            for name in ("a", "v"):
                database.alter_dql(DqlAlter(drop_predicate=name))
        alter(database, "a: int .")
        database.alter('type T { id: ID!  a: Int @dgraph(pred: "a")  b: Int }')
        assert "errors" not in database.graphql("mutation { addT(input: [{a: 1, b: 2}]) { numUids } }")
        database.alter("type T { id: ID!  b: Int }")
        database.alter_dql(DqlAlter(drop_predicate="a"))
        added = database.graphql("mutation { addT(input: [{b: 3}]) { t { b } } }")
        assert added["data"] == {"addT": {"t": [{"b": 3}]}}, "the family of a is no family of T any more"
        database.alter_dql(DqlAlter(drops_all=True))
        alter(database, "a: int .")
        check_invariants(database.storage)


# ---- beside a GraphQL schema ----------------------------------------------------------------------

shop = """
type Shop { id: ID!  name: String! @id @search(by: [term])  text: String @dgraph(pred: "text")
  textDe: String @dgraph(pred: "text@de")  goods: [Good] @hasInverse(field: shop)
  likes: [Shop] @dgraph(pred: "likes")  liked: [Shop] @dgraph(pred: "~likes") }
type Good { id: ID!  price: Float @search  shop: Shop }
"""


@pytest.fixture
def shops() -> Any:
    with Database.open(":memory:") as database:
        database.alter(shop)
        added = database.graphql(
            'mutation { addShop(input: [{name: "Corner", text: "a b", goods: [{price: 1.5}]}]) { numUids } }'
        )
        assert added["data"] == {"addShop": {"numUids": 2}}
        yield database
        check_invariants(database.storage)


def test_what_a_graphql_schema_has_can_be_given_more(shops: Database) -> None:
    assert described(shops, "Shop.name", "text", "likes") == [
        {"predicate": "Shop.name", "type": "string", "index": True, "tokenizer": ["hash", "term"], "upsert": True},
        {"predicate": "likes", "type": "uid", "reverse": True, "list": True},
        {"predicate": "text", "type": "string", "lang": True},
    ]
    alter(
        shops, "text: string @index(exact, term) @lang .\nGood.price: float @index(float) .\nShop.goods: [uid] @count ."
    )
    alter(shops, "Shop.name: string @index(term, hash, trigram) @upsert .\nextra: int .")
    alter(shops, "type Shop { Shop.name text Shop.goods likes extra }")
    assert asked(shops, '{ q(func: eq(text, "a b")) { Shop.name Shop.goods { Good.price } } }') == {
        "q": [{"Shop.name": "Corner", "Shop.goods": [{"Good.price": 1.5}]}]
    }
    found = shops.graphql(
        '{ queryShop(filter: {name: {allofterms: "corner"}}) { name goods { price shop { name } } } }'
    )
    assert found["data"]["queryShop"][0]["goods"] == [{"price": 1.5, "shop": {"name": "Corner"}}]
    shops.alter(shop)
    assert described(shops, "text") == [{"predicate": "text", "type": "string", "lang": True}], (
        "a GraphQL schema defines its predicates whole"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "text: int .",
            "text is the field Shop.text of the GraphQL schema, so it stays string; change the field there",
        ),
        ("text: string .", "which reads its languages; keep its @lang"),
        ("Shop.name: string @index(hash) .", "which is searched by term; add term to its @index"),
        ("Good.shop: [uid] .", "so it stays uid"),
        ("likes: [uid] .", "which reads it backwards; keep its @reverse"),
        ("type Shop { Shop.name text }", "the type Shop of the GraphQL schema needs Shop.goods, likes; name these too"),
        (DqlAlter(drop_predicate="text"), "text is the field Shop.text of the GraphQL schema; take it out there first"),
        (DqlAlter(drop_predicate="likes"), "take it out there first"),
        (DqlAlter(drop_type="Shop"), "the type Shop is one of the GraphQL schema; take it out there first"),
    ],
)
def test_what_a_graphql_schema_needs_stays(shops: Database, change: str | DqlAlter, words: str) -> None:
    version = shops.catalog.version
    with pytest.raises(SchemaChangeRefused, match=words):
        shops.alter_dql(change if isinstance(change, DqlAlter) else DqlAlter(schema=change))
    assert shops.catalog.version == version


def test_dropping_one_end_of_an_inverse_leaves_the_other(shops: Database) -> None:
    shops.alter("type Other { id: ID!  name: String }")
    shops.alter_dql(DqlAlter(drop_predicate="Good.shop"))
    assert asked(shops, "{ q(func: has(Shop.goods)) { Shop.name Shop.goods { Good.price } } }") == {
        "q": [{"Shop.name": "Corner", "Shop.goods": [{"Good.price": 1.5}]}]
    }
    shops.alter_dql(DqlAlter(drop_predicate="Shop.goods"))
    assert asked(shops, "{ q(func: has(Good.price)) { Good.price } }") == {"q": [{"Good.price": 1.5}]}


def test_a_graphql_schema_takes_over_what_dql_defined(filled: Database) -> None:
    filled.alter(
        """
        type Film { id: ID!  title: String @dgraph(pred: "title") @search(by: [exact])
          titleDe: String @dgraph(pred: "title@de")  cast: [Person] @dgraph(pred: "cast")
          studio: Person @dgraph(pred: "studio")  tags: [String] @dgraph(pred: "tags")
          year: Int @dgraph(pred: "year") }
        type Person { id: ID!  title: String @dgraph(pred: "title")  films: [Film] @dgraph(pred: "~cast") }
        """
    )
    answer = filled.graphql(
        '{ queryFilm(filter: {title: {eq: "Alien, a film"}}) { titleDe year tags studio { title } cast { title } } }'
    )
    assert answer["data"]["queryFilm"] == [
        {
            "titleDe": "Fremd",
            "year": 1979,
            "tags": ["x", "y"],
            "studio": {"title": "A studio"},
            "cast": [{"title": "Sigourney"}, {"title": "A studio"}],
        }
    ]


def test_rules_hold_for_what_is_read_backwards() -> None:
    keys = f'{{"Header":"X-Token","Namespace":"x","Algo":"HS256","VerificationKey":"{"0" * 32}"}}'
    with Database.open(":memory:") as database:
        database.alter(
            """
            type Note @auth(query: {rule: "query($USER: String!) { queryNote(filter: {owner: {eq: $USER}}) { id } }"}) {
              id: ID!  text: String @search(by: [term])  owner: String @search(by: [hash])  tags: [Tag] }
            type Tag { id: ID!  label: String @id }
            """
            f"# Dgraph.Authorization {keys}"
        )
        alter(database, "Note.tags: [uid] @reverse @count .\nNote.text: string @index(term, fulltext, exact) .")
        database.graphql(
            """mutation { addNote(input: [
              {text: "a secret", owner: "ann", tags: [{label: "x"}, {label: "y"}]},
              {text: "b secret", owner: "bob", tags: [{label: "x"}]}]) { numUids } }"""
        )
        bob = Caller(claims={"USER": "bob"})
        tags = (
            "{ q(func: has(Tag.label), orderasc: Tag.label) { Tag.label ~Note.tags { Note.text } count(~Note.tags) } }"
        )
        assert database.dql(tags, caller=bob)["data"]["q"] == [
            {"Tag.label": "x", "~Note.tags": [{"Note.text": "b secret"}], "count(~Note.tags)": 1},
            {"Tag.label": "y", "count(~Note.tags)": 0},
        ]
        whole = database.dql(tags)["data"]["q"]
        assert [each["count(~Note.tags)"] for each in whole] == [2, 1]
        found = database.dql("{ q(func: has(~Note.tags), orderasc: Tag.label) { Tag.label } }", caller=bob)
        assert found["data"]["q"] == [{"Tag.label": "x"}]
        found = database.dql('{ q(func: anyoftext(Note.text, "secrets")) { Note.text } }', caller=bob)
        assert found["data"]["q"] == [{"Note.text": "b secret"}]
