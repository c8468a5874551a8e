"""The shorter way through a document finds a broken rule wherever graphql-core finds one, and nowhere else."""

import random
import re

import pytest
from graphql import GraphQLError, build_schema, parse, specified_rules, validate

from graphwright.bind.graphql.rule_walk import Walker
from graphwright.bind.graphql.validation import _rules

SCHEMA = build_schema(
    """
    directive @tag(name: String) repeatable on FIELD
    interface Named { name(short: Boolean): String! }
    type Film implements Named { name(short: Boolean): String!  year: Int  cast(first: Int, filter: Filter): [Person!] }
    type Person implements Named { name(short: Boolean): String!  films(filter: [Filter!]): [Film] }
    union Thing = Film | Person
    enum Order { UP DOWN }
    input Filter { year: Int  names: [String!]  not: Filter  order: Order = UP  id: ID }
    type Query { film(id: ID!): Film  films(filter: Filter, order: Order): [Film]  thing: Thing  named: Named }
    type Mutation { drop(id: ID!): Int }
    """
)
VALID = [
    "{ films { name year } }",
    (
        "query Q($f: Filter, $n: Int = 3, $s: Boolean!) { films(filter: $f) { ...F cast(first: $n) { name } } } "
        'fragment F on Film { name(short: $s) @include(if: $s) more: cast(filter: {year: $n, names: ["a"]}) { ...P } } '
        "fragment P on Person { films(filter: [{not: {year: 1, order: DOWN}}]) { year } }"
    ),
    (
        "{ thing { __typename ... on Film { a: name } ... on Person { a: name films { year } } } named { ...F } } "
        "fragment F on Film { year }"
    ),
    'query A { film(id: 3) { name @tag(name: "x") @tag } } mutation B($id: ID!) { drop(id: $id) }',
    '{ __schema { types { name fields { name } } } __type(name: "Film") { name } }',
]
INVALID = [
    "{ films { nome } }",
    "{ films }",
    "{ films { name { x } } }",
    "{ film { name } }",
    "{ film(id: 3, id: 4) { name } }",
    "{ films(filter: {yeer: 1}) { name } }",
    '{ films(filter: {year: "x"}) { name } }',
    "{ films(filter: {year: 1, year: 2}) { name } }",
    "{ films(order: SIDE) { name } }",
    "{ films { name @skip(if: true) @skip(if: false) } }",
    "{ films { name @what } }",
    "query @include(if: true) { films { name } }",
    "{ films { name @include } }",
    "{ films { ...F } }",
    "{ films { ...F } } fragment F on Film { ...G } fragment G on Film { ...F }",
    "{ films { name } } fragment F on Film { name }",
    "{ films { ...F } } fragment F on Person { name }",
    "{ films { ... on Order { name } } }",
    "{ films { ... on Nothing { name } } }",
    "{ films { name } films: thing { __typename } }",
    "{ films { a: name a: year } }",
    "query ($x: Int) { films { name } }",
    "{ films(filter: $f) { name } }",
    "query ($f: Int) { films(filter: $f) { name } }",
    "query ($f: Film) { films { name } }",
    "query ($f: Filter, $f: Filter) { films(filter: $f) { name } }",
    "query ($n: Int) { film(id: 1) { ...F } } fragment F on Film { cast(filter: {names: [$n]}) { name } }",
    "query A { films { name } } query A { films { year } }",
    "query A { films { name } } { films { year } }",
    "type X { a: Int } { films { name } }",
    "subscription { films { name } }",
    'query ($n: Int = "x") { films(filter: {year: $n}) { name } }',
    "{ films { ...F0 } } fragment F250 on Film { year } "
    + " ".join(f"fragment F{n} on Film {{ cast {{ films {{ ...F{n + 1} }} }} }}" for n in range(250)),
]
WALKER = Walker(specified_rules)


def agrees(text: str) -> bool:
    document = parse(text)
    found = validate(SCHEMA, document, specified_rules)
    assert WALKER.is_valid(SCHEMA, document) is (not found), (text, found)
    return not found


@pytest.mark.parametrize("text", VALID)
def test_a_valid_document_passes(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize("text", INVALID)
def test_a_document_that_breaks_a_rule_does_not(text: str) -> None:
    assert not agrees(text)


def test_documents_with_words_exchanged() -> None:
    """Each word of a valid document in the place of another: mostly wrong, each in its own way."""
    made = random.Random(6)
    verdicts = []
    for _ in range(800):
        words = re.split(r"(\w+|\$\w+|\.\.\.)", made.choice(VALID[:4]))
        for _ in range(made.choice((1, 1, 2))):
            words[made.randrange(1, len(words), 2)] = words[made.randrange(1, len(words), 2)]
        try:
            verdicts.append(agrees("".join(words)))
        except GraphQLError:
            continue  # no syntax
    assert verdicts.count(True) > 20
    assert verdicts.count(False) > 200


FURTHER_SCHEMA = build_schema("""
  input Inner { a: Int! b: [String!] inner: Inner }
  interface Named { name: String find(key: ID!): Named }
  type Film implements Named { name: String find(key: ID!): Named year: Int cast(first: Int): [Actor] }
  type Actor implements Named { name: String find(key: ID!): Named films(filter: Inner): [Film] }
  union Thing = Film | Actor
  type Query { film(key: ID!): Film films(filter: Inner, first: Int): [Film] things: [Thing] named: [Named] }
  type Mutation { add(input: [Inner!]!): Film }
""")

FURTHER = """
  { films { name } }
  { films { name year } film { name } }
  { film { name cast { name } } films { name } }
  { named { name find { name } } }
  { named { find(key: 1) { name find { __typename } } } }
  mutation { add { name } }
  mutation { add(input: [{b: "x"}]) { name } }
  { films(filter: {inner: {b: [null]}}) { name } }
  { films { name @skip } }
  { films { name @skip(if: true) @skip(if: true) cast { name @include(if: 1) } } }
  { films @nope { name } }
  query($a: Int) { films { name } }
  query($a: Int) { films(first: $a) { cast(first: $b) { name } } }
  query($a: String, $a: Int) { films(first: $a) { name } }
  query($a: Int!) { films(filter: {a: $a}) { ...F } } fragment F on Film { cast(first: $a) { name } }
  query($a: Int) { films(filter: {a: $a}) { ...F } } fragment F on Film { cast(first: $c) { name } }
  { films { ...F } } fragment F on Film { ...G } fragment G on Film { ...F }
  { films { ...F } } fragment F on Actor { name }
  { things { ... on Film { name } ... on Actor { name: films { name } } ... on Query { films { name } } } }
  { things { name } named { ... on Film { year } } }
  { a: films(first: 1) { name } a: films(first: 2) { name } }
  { films { name name { x } } }
  { films }
  query Q { films { name } } query Q { films { name } }
  { films { name } } query R { films { name } }
  { __type { name } __schema { types { fields { name } } } }
  query($t: String!) { __type(name: $t) { name nope } }
  subscription { films { name } }
  { films { name } } fragment Lonely on Film { name }
  { films(first: "1", last: 2) { nam } }
"""


@pytest.mark.parametrize("text", [line.strip() for line in FURTHER.strip().splitlines()])
def test_our_rules_say_what_graphql_core_says(text: str) -> None:
    document = parse(text)
    assert Walker(_rules).is_valid(FURTHER_SCHEMA, document) == (not validate(FURTHER_SCHEMA, document, _rules))
