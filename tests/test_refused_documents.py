"""The short way through graphql-core's rules says of each document what the long way says."""

from __future__ import annotations

from typing import Final

import pytest
from graphql import build_schema, parse, validate

from graphwright.bind.graphql.rule_walk import Walker
from graphwright.bind.graphql.validation import _rules

_SCHEMA: Final = build_schema("""
  input Inner { a: Int! b: [String!] inner: Inner }
  interface Named { name: String find(key: ID!): Named }
  type Film implements Named { name: String find(key: ID!): Named year: Int cast(first: Int): [Actor] }
  type Actor implements Named { name: String find(key: ID!): Named films(filter: Inner): [Film] }
  union Thing = Film | Actor
  type Query { film(key: ID!): Film films(filter: Inner, first: Int): [Film] things: [Thing] named: [Named] }
  type Mutation { add(input: [Inner!]!): Film }
""")

_DOCUMENTS: Final = """
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


@pytest.mark.parametrize("text", [line.strip() for line in _DOCUMENTS.strip().splitlines()])
def test_it_says_what_graphql_core_says(text: str) -> None:
    document = parse(text)
    assert Walker(_rules).is_valid(_SCHEMA, document) == (not validate(_SCHEMA, document, _rules))
