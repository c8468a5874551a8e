"""The list of index kinds, against what the generated API offers for each."""

from __future__ import annotations

import pytest
from graphql import GraphQLInputObjectType

from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.scalars import Scalar, enum_searches, scalars
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import BTree, Tokens
from graphwright.search.tokenizers import sortable, tokenizer_of, tokenizers, tokenizers_of

of_dql = ["sha256", "bigfloat"]
"""Kinds that only schemas in DQL name."""


def test_the_kinds_stand_in_the_order_of_the_reference() -> None:
    assert list(index_kinds) == [
        "int",
        "int64",
        "float",
        "bool",
        "hash",
        "exact",
        "term",
        "fulltext",
        "trigram",
        "regexp",
        "ngram",
        "year",
        "month",
        "day",
        "hour",
        "point",
        "polygon",
        "multiPolygon",
        "hnsw",
        *of_dql,
    ]


@pytest.mark.parametrize("scalar", scalars.values(), ids=lambda scalar: scalar.name)
def test_each_kind_offers_the_operators_of_its_generated_filter(scalar: Scalar) -> None:
    for kind in scalar.searches:
        declared = index_kinds[kind]
        assert scalar.kind in declared.kinds
        if scalar.name == "Boolean":
            assert declared.operators == ("eq",)
            continue
        made = load_prelude().types[f"{scalar.filtered_as or scalar.name}{declared.filter_input}Filter"]
        assert isinstance(made, GraphQLInputObjectType)
        assert tuple(made.fields) == declared.operators


def test_every_kind_is_some_scalars() -> None:
    """Vectors are no scalars: `@embedding` makes them."""
    assert {kind for scalar in scalars.values() for kind in scalar.searches} == set(index_kinds) - {
        "hnsw",
        *of_dql,
    }
    assert set(enum_searches) <= set(index_kinds)
    assert {scalar.default_search for scalar in scalars.values()} <= set(index_kinds)


def test_what_orders_is_ordered_and_what_finds_words_is_not() -> None:
    ordered = {kind.name for kind in index_kinds.values() if kind.structure == BTree(is_ordered=True)}
    assert ordered == {"int", "int64", "float", "exact", "year", "month", "day", "hour", "bigfloat"}
    assert [kind.name for kind in index_kinds.values() if isinstance(kind.structure, Tokens)] == [
        "term",
        "fulltext",
        "trigram",
        "regexp",
        "ngram",
    ]


def test_tokenizers_of_dql_stand_for_kinds_that_fit() -> None:
    for value_kind, names in tokenizers_of.items():
        for tokenizer, kind in names.items():
            assert value_kind in index_kinds[kind].kinds
            assert tokenizer_of(kind) == tokenizer
    assert {tokenizer_of(kind) for kind in index_kinds} == tokenizers
    ordered = {name for name, kind in index_kinds.items() if kind.structure == BTree(is_ordered=True)}
    assert {tokenizer_of(kind) for kind in ordered} == sortable
