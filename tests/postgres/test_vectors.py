"""Vectors in answers: each number in the fewest digits that give the same 32 bits again."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from contextlib import closing

import graphwright
from graphwright.model.vectors import coerce_vector


def test_every_kind_of_number_is_shown_as_it_was_stored(new_store: Callable[[], str]) -> None:
    chance = random.Random(3)
    odd = [0.0, -0.0, 1e-45, -1e-45, 1.17e-38, 1.2e-38, 3.4028234e38, -3.4028234e38, 0.1, 1 / 3, 16777216, 1e20, -1]
    patterns = [chance.randrange(2**32) for _ in range(500)]
    anything = [number for (number,) in (struct.unpack("<f", struct.pack("<I", bits)) for bits in patterns)]
    vectors = [odd, [number for number in anything if abs(number) < 3.4e38], [7.0]]
    with closing(graphwright.open(new_store())) as database:
        database.alter("type Doc { slug: String! @id  v: [Float!] @embedding }")
        docs = [{"slug": str(i), "v": vector} for i, vector in enumerate([*vectors, None])]
        added = database.graphql("mutation ($i: [AddDocInput!]!) { addDoc(input: $i) { numUids } }", {"i": docs})
        assert "errors" not in added
        found = database.graphql("{ queryDoc(order: {asc: slug}) { v } }")["data"]["queryDoc"]
    shown = [doc["v"] for doc in found]
    assert [coerce_vector(vector) for vector in shown[:-1]] == [coerce_vector(vector) for vector in vectors]
    assert shown[-1] == []
    assert shown[0][8:] == [0.1, 0.33333334, 16777216, 1e20, -1]
