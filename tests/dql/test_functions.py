"""Functions at the root and in filters, languages, counts, random rows: what each finds, and what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

import graphwright
from graphwright.errors import GraphwrightError, LimitError
from graphwright.model.caller import trusted
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest

from .recorded import ask

SCHEMA = """
name: string @index(exact, trigram, fulltext) @lang .
words: string @index(term, ngram) .
title: string @index(term, trigram) @lang .
code: string @index(hash) .
serial: string @index(sha256) .
free: string .
label: string @lang .
size: int @index(int) @count .
mark: float .
done: bool @index(bool) .
mass: bigfloat @index(bigfloat) .
when: datetime @index(hour) .
tags: [string] @index(exact) @count .
days: [datetime] @index(day) .
place: geo @index(geo) .
loose: geo .
near: float32vector @index(hnsw(metric: "cosine")) .
plain: float32vector .
secret: password .
knows: [uid] @reverse @count .
likes: [uid] .
boss: uid @reverse @count .
type Person { name size knows }
type Robot { name }
"""
LONG = "0123456789abcdef" * 4
DATA = f"""
<0x1> <dgraph.type> "Person" .
<0x1> <name> "Alma Ruiz" .
<0x1> <name> "Älma"@sv .
<0x1> <name> "Alma"@en .
<0x1> <words> "the quick brown fox" .
<0x1> <title> "The KELVIN house"@en .
<0x2> <title> "\u212aelvin's ﬁrst"@en .
<0x3> <title> "a kelp house"@en .
<0x1> <code> "A-1" .
<0x1> <serial> "{LONG} one" .
<0x1> <free> "loose text" .
<0x1> <label> "étiquette"@fr .
<0x1> <size> "3" .
<0x1> <mark> "1.5" .
<0x1> <done> "true" .
<0x1> <mass> "123456789012345678901234567890.5" .
<0x1> <when> "2020-02-29T12:30:00+02:00" .
<0x1> <tags> "a" .
<0x1> <tags> "b" .
<0x1> <days> "2020-01-01" .
<0x1> <place> "{{'type':'Point','coordinates':[10,60]}}"^^<geo:geojson> .
<0x1> <near> "[1, 0]" .
<0x1> <secret> "open sesame" .
<0x1> <knows> <0x2> .
<0x1> <knows> <0x3> .
<0x1> <likes> <0x3> .
<0x2> <dgraph.type> "Person" .
<0x2> <dgraph.type> "Robot" .
<0x2> <name> "Alma Reis" .
<0x2> <name> "Zebra"@sv .
<0x2> <words> "quick and brown" .
<0x2> <size> "5" .
<0x2> <mass> "123456789012345678901234567890.25" .
<0x2> <done> "false" .
<0x2> <tags> "b" .
<0x2> <place> "{{'type':'Polygon','coordinates':[[[9,59],[11,59],[11,61],[9,61],[9,59]]]}}"^^<geo:geojson> .
<0x2> <near> "[1, 1]" .
<0x2> <secret> "another one" .
<0x2> <knows> <0x1> .
<0x2> <boss> <0x1> .
<0x3> <dgraph.type> "Robot" .
<0x3> <name> "Ölander"@sv .
<0x3> <name> "Berta"@de .
<0x3> <size> "8" .
<0x3> <near> "[0, 1]" .
<0x3> <boss> <0x1> .
"""


@pytest.fixture(scope="module")
def store(kind_of_stores: str) -> Iterator[graphwright.Database]:
    with graphwright.open(":memory:") as database:
        database.alter_dql(DqlAlter(schema=SCHEMA))
        blank = "".join(f'_:n{number} <burnt> "x" .\n' for number in range(10))
        for rdf in (blank, DATA):
            database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=rdf),), commits=True))
        database.alter_dql(DqlAlter(drop_predicate="burnt"))
        yield database


def uids(store: graphwright.Database, block: str, **variables: str) -> str:
    """The last digits of what a block `q` finds."""
    declared = ", ".join(f"${name}: string" for name in variables)
    text = f"query q({declared}) {{ q{block} {{ uid }} }}" if variables else f"{{ q{block} {{ uid }} }}"
    answer = ask(store, text, {f"${name}": value for name, value in variables.items()})
    assert "error" not in answer, answer["error"]
    return "".join(node["uid"].removeprefix("0x") for node in answer["data"]["q"])


ROOTS = [
    ('eq(name, "Alma Ruiz")', "1"),
    ('eq(name, ["Alma Ruiz", "Alma Reis", "x"])', "12"),
    ('eq(name, "Älma")', ""),
    ('eq(name@sv, "Älma")', "1"),
    ('eq(name@., "Ölander")', "3"),
    ('eq(words, "the quick brown fox")', "1"),
    ('eq(words, "quick")', ""),
    ('eq(code, "A-1")', "1"),
    (f'eq(serial, "{LONG} another")', "1"),
    ('eq(serial, "0123")', ""),
    ('eq(serial, ["0123", "x"])', ""),
    (f'eq(serial, ["x", "{LONG} another"])', "1"),
    ("eq(done, false)", "2"),
    ("eq(size, [3, 8])", "13"),
    ('eq(tags, "b")', "12"),
    ('eq(when, "2020-02-29T10:30:00Z")', "1"),
    ('eq(days, "2020")', "1"),
    ('eq(mass, "123456789012345678901234567890.50")', "1"),
    ('lt(mass, "123456789012345678901234567890.5")', "2"),
    ("between(size, 4, 8)", "23"),
    ('gt(name, "Alma Reis")', "1"),
    ('le(tags, "a")', "1"),
    # As a language orders, and not by code points: ö is the last letter in Swedish.
    ('ge(name@sv, "Å")', "13"),
    ('between(name@sv, "a", "z")', ""),
    ('anyofterms(words, "QUICK fox")', "12"),
    ('allofterms(words, ["quick", "fox"])', "1"),
    ('alloftext(name@en, "almas")', "1"),
    ('anyoftext(name, "the ruiz")', "1"),
    ('ngram(words, "quick brown")', "12"),
    ("regexp(name, /^alma r/i)", "12"),
    ("regexp(name@sv, /land/)", "3"),
    ('match(name, "Alma Ries", 2)', "2"),
    ('match(name, "Alma Ries", 3)', "12"),
    ('match(name@de, "Bertha", 1)', "3"),
    ('match(name, "xyz", 9)', ""),
    ("near(place, [10.0, 60.01], 2000)", "12"),
    ("within(place, [[[9.5, 59.5], [10.5, 59.5], [10.5, 60.5], [9.5, 60.5], [9.5, 59.5]]])", "1"),
    ("contains(place, [10.5, 60.5])", "2"),
    ('intersects(place, "[[[10.9, 60.9], [12, 60.9], [12, 62], [10.9, 60.9]]]")', "2"),
    ('similar_to(near, 2, "[2, 1.9]")', "12"),
    ("similar_to(near, 1, 0x3)", "3"),
    ('similar_to(near, 3, "[1, 0]", ef: 20, distance_threshold: 0.3)', "12"),
    ("has(name)", "12"),
    ("has(name@sv)", "123"),
    ("has(~boss)", "1"),
    ("has(secret)", "12"),
    ("has(plain)", ""),
    ("has(nosuch)", ""),
    ("has(dgraph.type)", "123"),
    ('eq(dgraph.type, ["Robot", "Person"])', "123"),
    ('gt(dgraph.type, "Person")', "23"),
    ("regexp(dgraph.type, /^Rob/)", "23"),
    ("eq(count(dgraph.type), 2)", "2"),
    ("eq(count(knows), [1, 2])", "12"),
    ("lt(count(knows), 2)", "2"),
    ("between(count(tags), 1, 1)", "2"),
    ("ge(count(boss), 1)", "23"),
    ("gt(count(~knows), 0)", "123"),
    ("type(Robot)", "23"),
    ("uid(0x3, 0x1)", "13"),
]


@pytest.mark.parametrize(("function", "found"), ROOTS, ids=[function for function, _ in ROOTS])
def test_a_function_finds_the_same_at_the_root_and_in_a_filter(
    store: graphwright.Database, function: str, found: str
) -> None:
    assert uids(store, f"(func: {function})") == found
    if "knows" in function or "boss" in function or "lt(count" in function or function.startswith("match(name, "):
        return
    everything = "(func: uid(0x1, 0x2, 0x3))"
    assert uids(store, f"{everything} @filter({function})") == found
    assert uids(store, f"{everything} @filter(not {function})") == "".join(sorted(set("123") - set(found)))


FILTERS = [
    ('eq(free, "loose text")', "1"),
    ('eq(label@fr, "étiquette")', "1"),
    ("ge(mark, 1.5)", "1"),
    ("regexp(free, /^l/)", "1"),
    ('match(name, "Alma", 5)', "12"),
    ("uid_in(knows, 0x3)", "1"),
    ("uid_in(~knows, [0x1, 0x2])", "123"),
    ("uid_in(boss, 0x1, 0x2)", "23"),
    ("eq(count(knows), 0)", "3"),
    ("le(count(likes), 0)", "23"),
    ("eq(count(tags), [0, 2])", "13"),
    ("eq(count(name@de), 1)", "3"),
    ("eq(count(label), 0)", "123"),
    ("has(nosuch) or not has(nosuch)", "123"),
]


@pytest.mark.parametrize(("function", "found"), FILTERS, ids=[function for function, _ in FILTERS])
def test_what_filters_do_beyond_the_root(store: graphwright.Database, function: str, found: str) -> None:
    assert uids(store, f"(func: uid(0x1, 0x2, 0x3)) @filter({function})") == found


REFUSED = [
    ('eq(free, "x")', "free has no index to begin with"),
    ('eq(label@fr, "x")', "label has no index to begin with"),
    ('ge(code, "x")', "code has no index that orders"),
    ("ge(done, true)", "true or false"),
    ('ge(size, "many")', "no 64-bit integer"),
    ("eq(size, 3.0)", "no 64-bit integer"),
    ("eq(knows, 0x1)", "leads to nodes"),
    ('eq(place, "x")', "use near"),
    ('eq(near, "[1]")', "use similar_to"),
    ('eq(secret, "x")', "checkpwd(secret, …)"),
    ('eq(code@en, "x")', "has no language tags"),
    ('anyofterms(name, "x")', "has no index term"),
    ('alloftext(words, "x")', "has no index fulltext"),
    ('ngram(name, "x")', "has no index ngram"),
    ("regexp(words, /abc/)", "has no index trigram"),
    ("regexp(name, /.*/)", "may match too much"),
    ("regexp(name, /(/)", "the regexp is wrong"),
    ('regexp(name, "abc")', "between slashes"),
    ('match(words, "x", 1)', "has no index trigram"),
    ('match(name, "x", -1)', "from 0 on"),
    ('anyofterms(size, "x")', "is for texts"),
    ("near(loose, [1, 2], 3)", "has no index, which near needs"),
    ("near(place, [1, 2], -3)", "from 0 on"),
    ("near(place, [[[1, 2], [2, 2], [2, 3], [1, 2]]], 3)", "takes a Point"),
    ("within(place, [1, 2])", "takes a Polygon or a MultiPolygon"),
    ("within(place, [[[1, 2], [2, 2], [2, 3]]])", "is not closed"),
    ("near(name, [1, 2], 3)", "is for shapes"),
    ('similar_to(near, 0, "[1, 0]")', "ask for 1 or more"),
    ('similar_to(near, 2, "x")', "neither a vector nor a uid"),
    ('similar_to(near, 2, "[1, 0, 0]")', "the stored ones have 2"),
    ('similar_to(near, 2, "[1, 0]", beam: 3)', "has no option beam"),
    ('similar_to(plain, 2, "[1, 0]")', "has no index hnsw"),
    ("uid_in(knows, 0x1)", "cannot stand at the root"),
    ("eq(count(likes), 1)", "has no @count"),
    ("le(count(knows), 0)", "nodes that have nothing"),
    ("anyofterms(count(knows), 1)", "does not compare numbers"),
    ('checkpwd(secret, "x")', "as a field"),
    ("eq(name)", "one value or more"),
    ('has(name, "x")', "takes a predicate and no value"),
    ("between(size, 1)", "takes a predicate and 2 values"),
    ('anyofterm(name, "x")', "did you mean"),
    ("eq(name@*, 3)", "asks for one language"),
]


@pytest.mark.parametrize(("function", "reason"), REFUSED, ids=[function for function, _ in REFUSED])
def test_what_is_refused_says_why_and_where(store: graphwright.Database, function: str, reason: str) -> None:
    error = ask(store, f"{{\n  q(func: {function}) {{ uid }} }}")["error"]
    assert isinstance(error, GraphwrightError)
    assert reason in error.message
    if "stored ones" not in reason:
        assert error.line == 2
        assert error.column is not None and error.column > 10


@pytest.mark.parametrize(
    ("function", "found"),
    [
        ('anyofterms(title@en, "kelvin nothing")', "1"),
        ('anyofterms(title@en, "kelvin kelp a b c d e f")', "13"),
        ('anyofterms(title@en, "first")', "2"),
        ('allofterms(title@en, "HOUSE kelvin")', "1"),
        ('allofterms(title@en, "ﬁrst")', "2"),
        ("regexp(title@en, /kelv/i)", "12"),
        ("regexp(title@en, /kelv/)", ""),
        ("regexp(title@en, /(KELV|kelp)/)", "13"),
        ('match(title@en, "the KELVIN house", 1)', "1"),
        ('match(title@en, "a kelp hou", 3)', "3"),
        ('anyofterms(title@de, "kelvin")', ""),
    ],
)
def test_texts_with_a_language_are_found_whatever_they_are_written_in(
    store: graphwright.Database, function: str, found: str
) -> None:
    assert uids(store, f"(func: {function})") == found


def test_the_nearest_to_what_a_variable_holds(store: graphwright.Database) -> None:
    for block in ("(func: uid(0x3))", '(func: eq(name@de, "Berta"))', "(func: has(near), orderdesc: size, first: 1)"):
        query = f"{{ q(func: similar_to(near, 2, val(v))) {{ uid }} var{block} {{ v as near }} }}"
        assert [node["uid"] for node in ask(store, query)["data"]["q"]] == ["0x2", "0x3"], block
        query = f"{{ var{block} {{ v as near }} q(func: type(Robot)) @filter(similar_to(near, 2, val(v))) {{ uid }} }}"
        assert [node["uid"] for node in ask(store, query)["data"]["q"]] == ["0x2", "0x3"], block
    query = '{ var(func: eq(name, "nobody")) { v as near } q(func: similar_to(near, 2, val(v))) { uid } }'
    assert ask(store, query)["data"]["q"] == []
    query = "{ q(func: similar_to(near, 2, val(v))) { v as near } }"
    assert "not supported yet" in ask(store, query)["error"].message


def test_values_of_functions_come_from_variables_too(store: graphwright.Database) -> None:
    assert uids(store, "(func: regexp(name, $a))", a="/^alma re/i") == "2"
    assert uids(store, "(func: match(name, $a, $b))", a="Alma Reiss", b="1") == "2"
    assert uids(store, "(func: near(place, $a, $b))", a="[10.0, 60.01]", b="2000") == "12"
    assert uids(store, "(func: similar_to(near, $a, $b))", a="1", b="[1, 0.9]") == "2"
    assert uids(store, "(func: similar_to(near, $a, $b))", a="1", b="0x1") == "1"
    assert uids(store, "(func: eq(count(knows), $a))", a="2") == "1"
    assert uids(store, "(func: type($a))", a="Robot") == "23"
    assert uids(store, "(func: has(name@sv)) @filter(uid_in(knows, $a))", a="[0x3, 0x9]") == "1"
    assert uids(store, "(func: eq(name, [$a, $b]))", a="Alma Reis", b="x") == "2"
    # The same text with other values: the plan that was kept is not used where it does not hold.
    for pattern, found in (("/Ruiz/", "1"), ("/Alma/", "12"), ("/(Ruiz|Reis)/", "12")):
        assert uids(store, "(func: regexp(name, $a))", a=pattern) == found
    assert (
        "may match too much"
        in ask(store, "query q($a: string) { q(func: regexp(name, $a)) { uid } }", {"$a": "/A/"})["error"].message
    )


def test_all_languages_of_a_value_stand_under_keys_of_their_own(store: graphwright.Database) -> None:
    answer = ask(store, "{ q(func: has(name@sv)) { name@* n: name@en:sv other: name@. } }")["data"]["q"]
    assert answer == [
        {"name": "Alma Ruiz", "name@sv": "Älma", "name@en": "Alma", "n": "Alma", "other": "Alma Ruiz"},
        {"name": "Alma Reis", "name@sv": "Zebra", "n": "Zebra", "other": "Alma Reis"},
        # Of several the reference takes the first by a hash of the tags.
        {"name@sv": "Ölander", "name@de": "Berta", "n": "Ölander", "other": "Ölander"},
    ]
    ordered = ask(store, "{ q(func: has(name@sv), orderasc: name@sv) { name@sv } }")["data"]["q"]
    assert [node["name@sv"] for node in ordered] == ["Zebra", "Älma", "Ölander"]
    german = ask(store, "{ q(func: has(name@sv), orderasc: name@de) { uid } }")["data"]["q"]
    assert [node["uid"] for node in german] == ["0x3", "0x1", "0x2"]


def test_values_in_all_languages_are_counted(store: graphwright.Database) -> None:
    counted = ask(store, "{ q(func: uid(0x1, 0x2, 0x3)) { all: count(name@*) count(name) n: count(name@de) } }")[
        "data"
    ]["q"]
    assert counted == [
        {"all": 3, "count(name)": 1, "n": 0},
        {"all": 2, "count(name)": 1, "n": 0},
        {"all": 2, "count(name)": 0, "n": 1},
    ]


def test_counts_of_values_types_and_edges(store: graphwright.Database) -> None:
    fields = (
        "count(tags) count(name) n: count(name@sv) count(dgraph.type) count(knows) count(~boss) count(nosuch) "
        "some: count(knows @filter(eq(size, 5))) "
        "one: count(knows @filter(has(size)) (first: 1)) behind: count(knows (after: 0x2))"
    )
    answer = ask(store, f"{{ q(func: uid(0x1, 0x3)) {{ {fields} }} }}")["data"]["q"]
    assert answer == [
        {
            "count(tags)": 2,
            "count(name)": 1,
            "n": 1,
            "count(dgraph.type)": 1,
            "count(knows)": 2,
            "count(~boss)": 2,
            "some": 1,
            "one": 1,
            "behind": 1,
        },
        {
            "count(tags)": 0,
            "count(name)": 0,
            "n": 1,
            "count(dgraph.type)": 1,
            "count(knows)": 0,
            "count(~boss)": 0,
            "some": 0,
            "one": 0,
            "behind": 0,
        },
    ]


def test_random_rows_are_as_many_as_asked_for_and_of_those_that_pass(store: graphwright.Database) -> None:
    for _ in range(5):
        drawn = uids(store, "(func: has(size), random: 2) @filter(ge(size, 4))")
        assert drawn == "23"
        assert len(uids(store, "(func: has(size), random: 2)")) == 2
        inner = ask(store, "{ q(func: uid(0x1)) { knows (random: 1) { uid } } }")["data"]["q"][0]["knows"]
        assert inner in ([{"uid": "0x2"}], [{"uid": "0x3"}])
    assert uids(store, "(func: has(size), random: 0, first: 2)") == "12"


def test_a_password_is_never_shown_and_can_be_checked(store: graphwright.Database) -> None:
    answer = ask(store, '{ q(func: has(size)) { uid secret checkpwd(secret, "open sesame") } }')["data"]["q"]
    assert answer == [
        {"uid": "0x1", "checkpwd(secret)": True},
        {"uid": "0x2", "checkpwd(secret)": False},
        {"uid": "0x3", "checkpwd(secret)": False},
    ]
    through = '{ v(func: has(secret)) { ok as checkpwd(secret, "another one") } '
    through += "q(func: uid(ok)) @filter(eq(val(ok), true)) { uid } }"
    assert ask(store, through)["data"]["q"] == [{"uid": "0x2"}]
    assert "is for passwords" in ask(store, '{ q(func: uid(0x1)) { checkpwd(name, "x") } }')["error"].message


def test_the_number_of_nodes_of_a_variable_lets_all_pass_or_none(store: graphwright.Database) -> None:
    def found(condition: str) -> int:
        text = f"{{ x as var(func: has(knows)) q(func: has(size)) @filter({condition}) {{ uid }} }}"
        return len(ask(store, text)["data"]["q"])

    assert [found(f"{name}(len(x), 2)") for name in ("eq", "le", "lt", "ge", "gt")] == [3, 3, 0, 3, 0]
    assert found("between(len(x), 1, 2) and not eq(len(x), 0)") == 3
    error = ask(store, "{ x as var(func: has(knows)) q(func: ge(len(x), 1)) { uid } }")["error"]
    assert "finds no nodes" in error.message


def test_a_filter_of_too_many_terms_is_refused(store: graphwright.Database) -> None:
    terms = " or ".join(["has(name)"] * 10_001)
    assert isinstance(ask(store, f"{{ q(func: has(name)) @filter({terms}) {{ uid }} }}")["error"], LimitError)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("done", "true or false"),
        ("place", "no order"),
        ("near", "no order"),
        ("tags", "is a list"),
        ("knows", "leads to nodes"),
        ("secret", "nothing is known"),
        ("uid", "nothing is known"),
        ("nosuch", "nothing is known"),
    ],
)
def test_what_has_no_order_is_refused(store: graphwright.Database, key: str, reason: str) -> None:
    answer: dict[str, Any] = ask(store, f"{{ q(func: has(name), orderasc: {key}) {{ uid }} }}")
    assert reason in answer["error"].message


def test_passwords_are_not_checked_in_the_event_loop(store: graphwright.Database) -> None:
    moved = store.statistics().moved_to_thread
    query = '{ q(func: has(secret)) { checkpwd(secret, "open sesame") } }'
    request = DqlRequest(query=query, is_read_only=True, is_best_effort=True)
    answer = asyncio.run(store.run_dql(request, trusted))
    assert orjson.loads(answer.data or b"") == {"q": [{"checkpwd(secret)": True}, {"checkpwd(secret)": False}]}
    assert store.statistics().moved_to_thread == moved + 1
