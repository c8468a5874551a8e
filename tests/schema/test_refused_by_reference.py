"""What we could keep and Dgraph refuses: refused where a schema or a server is strict, kept elsewhere."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.errors import ErrorList
from graphwright.schema.compile import compile_schema

_TYPE: Final = "type A { id: ID! x: Int }\n"
_CUSTOM: Final = '@custom(http: {url: "https://x.y", method: GET})'
_KEYS: Final = '# Dgraph.Authorization {"JWKURL": "https://x.y/keys", "Header": "H", "Namespace": "n"'


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (_TYPE + "type As { y: Int }", (2, 6), "reserves the name As"),
        (_TYPE + "enum as { Y }", (2, 6), "reserves the name as"),
        ("type A { x: Int AS: Int }", (1, 17), "A.AS: Dgraph reserves the name AS"),
        ("type A { x: Int String: Int }", (1, 17), "A.String: Dgraph reserves"),
        (_TYPE + "type R @remote { Point: Int }", (2, 18), "R.Point: Dgraph reserves"),
        (_TYPE + "input In { uid: Int }", (2, 12), "In.uid: Dgraph reserves"),
        (_TYPE + f"type Query {{ ID: Int {_CUSTOM} }}", (2, 14), "Query.ID: Dgraph reserves"),
        (_TYPE + f"type Query {{ q: [Boolean!] {_CUSTOM} }}", (2, 14), "Query.q: Dgraph has no lists of Boolean"),
        (_TYPE + "input In { ids: [ID!] }", (2, 12), "In.ids: Dgraph has no lists of ID"),
        (_TYPE + "type R @remote { y: [[Int]] }", (2, 18), "R.y: Dgraph has no lists of lists"),
        ("type A { x(first: Int): Int }", (1, 12), "A.x: Dgraph reserves the argument first"),
        (_TYPE + _KEYS + "}", (2, 1), "Dgraph wants an Audience beside JWKUrl"),
    ],
)
def test_it_is_refused_with_its_place_and_kept_where_nothing_is_strict(
    text: str, place: tuple[int, int], says: str
) -> None:
    for strict in (True, False):
        with pytest.raises(ErrorList) as caught:
            compile_schema(text if strict else "# Graphwright.Strict true\n" + text, is_strict=strict)
        [error] = caught.value.errors
        assert says in error.message
        assert (error.line, error.column) == (place[0] + (not strict), place[1])
    assert compile_schema(text).types


def test_what_only_resembles_it_is_kept() -> None:
    text = (
        f"type Asset {{ ass: Int point: [Int] x(firsts: Int): Int }}\ntype Query {{ q(first: Int): Int {_CUSTOM} }}\n"
    )
    assert "Asset" in compile_schema(text + _KEYS + ', "Audience": ["a"]}', is_strict=True).types


def test_one_key_set_is_named_in_one_way() -> None:
    with pytest.raises(ErrorList, match="put all of them into JWKUrls"):
        compile_schema(_TYPE + _KEYS + ', "JWKUrls": ["https://x.y/others"]}')
