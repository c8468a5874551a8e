"""Schemas in DQL, as texts: what they define, and what is wrong with them, where, and how to mend it."""

from __future__ import annotations

import pytest

from graphwright import limits
from graphwright.errors import ErrorList, GraphwrightError, LimitError, NotSupportedYet, SchemaError
from graphwright.model.values import ValueKind
from graphwright.schema.dql_definitions import DefinedIndex, DefinedPredicate, define


def only(text: str) -> DefinedPredicate:
    [found] = define(text).predicates
    return found


def test_every_type_of_values_is_known() -> None:
    names = "default string int float bool datetime geo uid password bigfloat float32vector"
    text = "\n".join(f"a_{name}: {name} ." for name in names.split())
    assert [each.kind for each in define(text).predicates] == [ValueKind(name) for name in names.split()]
    assert only("born: dateTime .").kind is ValueKind.DATETIME
    for name in ["default", "string", "int", "float", "datetime", "geo", "uid", "bigfloat"]:
        assert only(f"several: [{name}] .").is_list
    for name in ["bool", "password", "float32vector"]:
        with pytest.raises(SchemaError, match=f"no lists of {name}; write x: {name} "):
            define(f"x: [{name}] .")


def test_directives_are_read_in_any_order() -> None:
    found = only("name: string @lang @upsert @index(hash, exact, term, fulltext, trigram, ngram, sha256) @noconflict .")
    kinds = "hash, exact, term, fulltext, trigram, ngram, sha256"
    assert ", ".join(index.kind for index in found.indexes) == kinds
    assert (found.has_languages, found.is_upsert, found.has_no_conflicts) == (True, True, True)
    assert (found.is_unique, found.is_reversed, found.is_counted) == (False, False, False)
    edges = only("friend: [uid] @count @reverse .")
    assert (edges.is_list, edges.is_counted, edges.is_reversed) == (True, True, True)
    unique = only("handle: string @unique @index(exact) .")
    assert unique.is_unique
    assert unique.is_upsert, "what is unique is looked for before it is written"


@pytest.mark.parametrize(
    ("kind", "tokenizer", "stored"),
    [
        ("int", "int", "int"),
        ("float", "float", "float"),
        ("bool", "bool", "bool"),
        ("datetime", "year", "year"),
        ("datetime", "month", "month"),
        ("datetime", "day", "day"),
        ("datetime", "hour", "hour"),
        ("geo", "geo", "point"),
        ("bigfloat", "bigfloat", "bigfloat"),
    ],
)
def test_tokenizers_of_values(kind: str, tokenizer: str, stored: str) -> None:
    assert only(f"x: {kind} @index({tokenizer}) .").indexes == (DefinedIndex(kind=stored),)


def test_options_of_vectors_come_in_their_order_however_they_are_written() -> None:
    text = 'v: float32vector @index(hnsw("metric":"cosine", efSearch: "10", maxLevels: "3", efConstruction: "20")) .'
    options = (("maxLevels", "3"), ("efConstruction", "20"), ("efSearch", "10"), ("metric", "cosine"))
    assert only(text).indexes == (DefinedIndex(kind="hnsw", options=options),)
    assert only("v: float32vector @index(hnsw) .").indexes == (DefinedIndex(kind="hnsw"),)


def test_types_name_their_predicates() -> None:
    found = define(
        """
        # A comment, and the older form with types beside the fields.
        type Person { name: string! friend: [Person!]! <~boss>, a-b <http://x.test/p> }  # another
        [0x0] type <Empty> { }
        type: string .
        """
    )
    assert [[field.name for field in each.fields] for each in found.types] == [
        ["name", "friend", "~boss", "a-b", "http://x.test/p"],
        [],
    ]
    assert [each.name for each in found.types] == ["Person", "Empty"]
    assert [each.name for each in found.predicates] == ["type"]


def test_definitions_that_the_reference_exports_of_itself_are_passed_over() -> None:
    found = define(
        """
        [0x0] <name>:string @index(exact) .
        [0x0] <dgraph.type>:[string] @index(exact) .
        [0x0] <dgraph.graphql.xid>:string @index(exact) @upsert .
        [0x0] <dgraph.drop.op>:string .
        [0x0] type <dgraph.graphql> { dgraph.graphql.schema dgraph.graphql.xid }
        """
    )
    assert [each.name for each in found.predicates] == ["name"]
    assert found.types == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("x: string", (1, 10), "expected a directive or '.'; the definition of x ends with a dot"),
        ("x: .", (1, 4), "expected a type; write string, int"),
        ("x string .", (1, 3), "Found 'string', expected ':'; write x: string ."),
        ("name@en: string .", (1, 5), "languages are no part of a predicate's name"),
        ("x: [string .", (1, 12), "Found '.', expected ']'; the '[' of line 1, column 4 is still open"),
        ("x: string @index(term .", (1, 23), "expected ',' or ')'"),
        ("x: string @index(term,) .", (1, 23), "a tokenizer after the comma"),
        ("x: string @ .", (1, 13), "expected the name of a directive"),
        ("type Open {\n  name", (2, 7), "expected a field or '}'; the '{' of line 1, column 11 is still open"),
        ("type { name }", (1, 6), "expected the name of a type"),
        ("v: float32vector @index(hnsw(metric: cosine)) .", (1, 38), 'a text in quotes; write metric: "…"'),
        ("type Film {\n  id: ID!\n}", (2, 7), "if it is meant to be GraphQL, send it to /admin/schema"),
        ("type Film { title: String! @id }", (1, 28), "if it is meant to be GraphQL, send it to /admin/schema"),
        ("{ q(func: uid(1)) { uid } }", (1, 1), "expected a predicate, such as name: string ."),
    ],
)
def test_grammar(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(GraphwrightError) as raised:
        define(text)
    assert (raised.value.line, raised.value.column) == place
    assert words in raised.value.message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("x: uint .", (1, 4), "there is no type uint; did you mean int?"),
        ("x: string @index(soundex) .", (1, 18), "there is no tokenizer soundex; known are exact, fulltext"),
        ("x: string @index(int) .", (1, 18), "the tokenizer int is not for string, which x is; string takes hash"),
        ("x: string @index .", (1, 12), "@index of x says by what: write @index(hash)"),
        ("x: uid @index(hash) .", (1, 9), "x is of type uid, which has no index; take @index out"),
        ("x: default @index(exact) .", (1, 13), "type default, which has no index"),
        ("x: password @index(exact) .", (1, 14), "type password, which has no index"),
        ("x: string @reverse .", (1, 12), "x is of type string; only edges (uid, [uid]) have @reverse"),
        ("x: int @lang .", (1, 9), "only single strings have @lang, and x is int"),
        ("x: [string] @lang .", (1, 14), "only single strings have @lang, and x is [string]"),
        ("x: string @list .", (1, 12), "lists are written by their type: x: [string] ."),
        ("x: string @indx(term) .", (1, 12), "no directive @indx; did you mean index?"),
        ("x: uid @reverse @reverse .", (1, 18), "@reverse stands twice on x"),
        ("x: uid @reverse(a) .", (1, 9), "@reverse takes nothing in parentheses"),
        ("x: string @index(term, term) .", (1, 24), "names term twice"),
        ("x: datetime @index(year, day) .", (1, 26), "x is ordered by year already; keep one of year and day"),
        ("x: string @upsert .", (1, 12), "@upsert of x needs an index"),
        ("x: string @unique .", (1, 12), "@unique of x needs an index: hash or exact"),
        ("x: string @unique @index(term) .", (1, 12), "@unique of x needs an index: hash or exact"),
        ("x: bool @index(bool) @unique .", (1, 23), "x is of type bool, which cannot be unique"),
        ('x: float32vector @index(hnsw(metric: "manhattan")) .', (1, 30), "the metric manhattan is unknown; known are"),
        ('x: float32vector @index(hnsw(maxLevels: "many")) .', (1, 30), "maxLevels is a number in quotes"),
        ('x: float32vector @index(hnsw(speed: "9")) .', (1, 30), "hnsw has no option speed"),
        ('x: string @index(term(a: "9")) .', (1, 23), "term has no option a; leave the parentheses out"),
        ("dgraph.mine: string .", (1, 1), "begins with dgraph., which is kept for the system"),
        ("type dgraph.Mine { name }", (1, 6), "begins with dgraph."),
        ("uid: string .", (1, 1), "a predicate cannot be called uid"),
        ("a: int .\na: string .", (2, 1), "the predicate a is defined more than once"),
        ("type A { }\ntype A { }", (2, 6), "the type A is defined more than once"),
        ("type A { a a }", (1, 12), "the type A names a twice"),
    ],
)
def test_rules(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(SchemaError) as raised:
        define(text)
    assert (raised.value.line, raised.value.column) == place
    assert words in raised.value.message


def test_what_is_not_there_yet_says_so() -> None:
    with pytest.raises(NotSupportedYet, match="binary, which is not supported yet"):
        define("x: binary .")
    with pytest.raises(NotSupportedYet, match="the namespace 0x5 is not supported yet"):
        define("[0x5] x: string .")


def test_all_broken_rules_are_told_at_once() -> None:
    with pytest.raises(ErrorList) as raised:
        define("a: int @lang .\nb: [bool] .\ntype T { x x }")
    assert [(each.line, each.column) for each in raised.value.errors] == [(1, 9), (2, 5), (3, 12)]


def test_a_text_has_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "schema_bytes_max", 100)
    with pytest.raises(LimitError, match=r"more than 100 \(schema_bytes_max\)"):
        define("# " + "x" * 100)
