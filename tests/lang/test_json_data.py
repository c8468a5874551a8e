"""JSON data: what becomes of objects, what is refused and where, and loads object by object."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.lang.json_data import json_delete_quads, json_set_quads, nesting_max, parse_json_blocks
from graphwright.lang.quads import Block, Position
from graphwright.lang.rdf import format_quad, parse_quads
from tests.yaml_files import read_yaml

shared = Path(__file__).resolve().parents[2].parent / "shared"
recorded = shared / "conformance" / "dql" / "mutations"


def set_lines(data: object) -> list[str]:
    return [format_quad(quad) for quad in json_set_quads(data, blank_prefix="new").quads]


def delete_lines(data: object) -> list[str]:
    return [format_quad(quad) for quad in json_delete_quads(data)]


def blocks_of(text: str | bytes, **more: Any) -> list[Block]:
    data = text.encode() if isinstance(text, str) else text
    return list(parse_json_blocks(io.BytesIO(data), blank_prefix="new", **more))


setting: dict[str, tuple[str, list[str]]] = {
    "values": (
        '{"uid": "0x1", "s": "t", "i": 3, "big": 9007199254740993, "f": 2.5, "b": true, "e": ""}',
        [
            '<0x1> <s> "t"^^<xs:string> .',
            '<0x1> <i> "3"^^<xs:int> .',
            '<0x1> <big> "9007199254740993"^^<xs:int> .',
            '<0x1> <f> "2.5"^^<xs:float> .',
            '<0x1> <b> "true"^^<xs:boolean> .',
            '<0x1> <e> ""^^<xs:string> .',
        ],
    ),
    "uids": (
        '[{"uid": "_:a", "s": "1"}, {"uid": 31, "s": "2"}, {"uid": "31", "s": "3"}, {"uid": "0X1F", "s": "4"}]',
        [
            '_:a <s> "1"^^<xs:string> .',
            '<0x1f> <s> "2"^^<xs:string> .',
            '<0x1f> <s> "3"^^<xs:string> .',
            '<0x1f> <s> "4"^^<xs:string> .',
        ],
    ),
    "new nodes": (
        '[{"s": "1"}, {"uid": "", "s": "2"}, {"uid": 0, "s": "3"}, {"uid": null, "edge": {"s": "4"}}]',
        [
            '_:new.1 <s> "1"^^<xs:string> .',
            '_:new.2 <s> "2"^^<xs:string> .',
            '_:new.3 <s> "3"^^<xs:string> .',
            "_:new.4 <edge> _:new.5 .",
            '_:new.5 <s> "4"^^<xs:string> .',
        ],
    ),
    "edges": (
        '{"uid": "_:f", "studio": {"uid": "0x4"}, "genre": [{"uid": "0x5"}, {"uid": "_:g", "name": "G"}]}',
        ["_:f <studio> <0x4> .", "_:f <genre> <0x5> .", "_:f <genre> _:g .", '_:g <name> "G"^^<xs:string> .'],
    ),
    "lists": (
        '{"uid": "0x1", "dgraph.type": ["A", "B"], "marks": [1, null, 2.5], "none": []}',
        [
            '<0x1> <dgraph.type> "A"^^<xs:string> .',
            '<0x1> <dgraph.type> "B"^^<xs:string> .',
            '<0x1> <marks> "1"^^<xs:int> .',
            '<0x1> <marks> "2.5"^^<xs:float> .',
        ],
    ),
    "languages": (
        '{"uid": "0x1", "name@de": "Name", "mail@x.y": "kept whole"}',
        ['<0x1> <name> "Name"@de .', r'<0x1> <mail\u0040x.y> "kept whole"^^<xs:string> .'],
    ),
    "null says nothing": ('{"uid": "0x1", "age": null, "age|sure": true}', []),
    "geometry": (
        '{"uid": "0x1", "loc": {"type": "Point", "coordinates": [3.5, 4]}}',
        [r'<0x1> <loc> "{\"type\":\"Point\",\"coordinates\":[3.5,4]}"^^<geo:geojson> .'],
    ),
    "a node that has a type is no geometry": (
        '{"uid": "0x1", "loc": {"type": "Point"}}',
        ["<0x1> <loc> _:new.1 .", '_:new.1 <type> "Point"^^<xs:string> .'],
    ),
    "facets of values": (
        """{"uid": "0x1", "code": "C", "code|level": 4, "code|by": "me", "code|on": "2020-05-05T00:00:00Z",
            "name@en": "N", "name@en|sure": false, "code|year": "2020", "code|weight": 1.0}""",
        [
            '<0x1> <code> "C"^^<xs:string> (level=4, by="me", on=2020-05-05T00:00:00Z, year="2020", weight=1.0) .',
            '<0x1> <name> "N"@en (sure=false) .',
        ],
    ),
    "facets of a list": (
        '{"uid": "0x1", "alias": ["D", "M", "X"], "alias|kind": {"0": "short", "1": "fond"}, "alias|n": {"1": 2}}',
        [
            '<0x1> <alias> "D"^^<xs:string> (kind="short") .',
            '<0x1> <alias> "M"^^<xs:string> (kind="fond", n=2) .',
            '<0x1> <alias> "X"^^<xs:string> .',
        ],
    ),
    "facets of edges": (
        '{"uid": "0x1", "friend": [{"uid": "0x2", "friend|weight": 0.1, "friend": {"uid": "0x3", "friend|n": 1}}]}',
        ["<0x1> <friend> <0x2> (weight=0.1) .", "<0x2> <friend> <0x3> (n=1) ."],
    ),
    "variables": (
        '{"uid": "uid(u)", "age": "val(b)", "friend": {"uid": "uid( v )"}}',
        ["uid(u) <age> val(b) .", "uid(u) <friend> uid(v) ."],
    ),
    "nothing": ("[]", []),
}


@pytest.mark.parametrize(("text", "expected"), setting.values(), ids=setting)
def test_setting(text: str, expected: list[str]) -> None:
    assert set_lines(orjson.loads(text)) == expected


def test_predicates_given_as_lists_are_named() -> None:
    data = {"uid": "0x1", "one": {"uid": "0x2"}, "many": [{"uid": "0x3", "deep@en": ["a"]}], "none": []}
    assert json_set_quads(data, blank_prefix="new").lists == {"many", "deep", "none"}


deleting: dict[str, tuple[str, list[str]]] = {
    "a node": ('{"uid": "0x1"}', ["<0x1> * * ."]),
    "nodes": ('[{"uid": "0x1"}, {"uid": "uid(v)"}]', ["<0x1> * * .", "uid(v) * * ."]),
    "all values": (
        '{"uid": "0x1", "age": null, "name@fr": null}',
        ["<0x1> <age> * .", "<0x1> <name@fr> * ."],
    ),
    "given values": (
        '{"uid": "0x1", "age": 34, "alias": ["A", "B"], "none": []}',
        [
            '<0x1> <age> "34"^^<xs:int> .',
            '<0x1> <alias> "A"^^<xs:string> .',
            '<0x1> <alias> "B"^^<xs:string> .',
        ],
    ),
    "an edge, not the node at its end": ('{"uid": "0x1", "friend": {"uid": "0x2"}}', ["<0x1> <friend> <0x2> ."]),
    "something of the node at the end too": (
        '{"uid": "0x1", "friend": [{"uid": "0x2", "age": null, "friend|weight": 1}]}',
        ["<0x2> <age> * .", "<0x1> <friend> <0x2> ."],
    ),
}


@pytest.mark.parametrize(("text", "expected"), deleting.values(), ids=deleting)
def test_deleting(text: str, expected: list[str]) -> None:
    assert delete_lines(orjson.loads(text)) == expected


refused_sets: list[tuple[str, tuple[str | int, ...], str]] = [
    ('{"uid": "zebra", "s": 1}', ("uid",), "'zebra' is no uid"),
    ('[{"uid": "0x1"}, {"uid": true}]', (1, "uid"), "is no uid"),
    ('{"uid": -1}', ("uid",), "is no uid"),
    ('{"uid": "_:"}', ("uid",), "is no uid"),
    ('{"edge": [{"uid": "0x1"}, {"uid": {}}]}', ("edge", 1, "uid"), "(at edge[1].uid)"),
    ('"text"', (), "no object"),
    ('[{"uid": "0x1"}, 5]', (1,), "no object"),
    ('{"a": [[1]]}', ("a", 0), "a list cannot stand in a list"),
    ('{"": 1}', (), "without a name"),
    ('{"a|f": 1}', (), 'there is no "a"'),
    ('{"a": {"uid": "0x1", "b|f": 1}}', ("a",), 'there is no "b"'),
    ('{"a": 1, "a|f": [1]}', ("a|f",), "a facet is"),
    ('{"a": 1, "a|f": 9223372036854775808}', ("a|f",), "64 bits"),
    ('{"a": [1], "a|f": 1}', ("a|f",), "by position"),
    ('{"a": 1, "a|f g": 1}', ("a|f g",), "cannot be the name of a facet"),
    ('{"a": {"uid": "0x1"}, "a|f": 1}', ("a",), "in the object at its end"),
]


@pytest.mark.parametrize(("text", "path", "reason"), refused_sets, ids=[text for text, _, _ in refused_sets])
def test_bad_data_is_refused_where_it_is_wrong(text: str, path: tuple[str | int, ...], reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        set_lines(orjson.loads(text))
    assert reason in caught.value.message
    assert (caught.value.path or ()) == path


@pytest.mark.parametrize(
    "text",
    ['{"name": "A"}', '{"uid": "_:a", "name": null}', '{"uid": "0x1", "friend": {"name": "B"}}', '{"uid": "0x0"}'],
)
def test_a_delete_needs_the_uid_of_a_node(text: str) -> None:
    with pytest.raises(ParseError, match="needs the uid"):
        delete_lines(orjson.loads(text))


def _nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {"uid": "0x1"}
    for _ in range(depth):
        data = {"uid": "0x1", "edge": [data]}
    return data


@pytest.mark.parametrize("lines_of", [set_lines, delete_lines])
def test_nesting_has_a_limit(lines_of: Any) -> None:
    assert len(lines_of(_nested(nesting_max))) == nesting_max
    with pytest.raises(LimitError, match="nesting_max"):
        lines_of(_nested(nesting_max + 1))


# --- Loads

objects = [
    {"uid": "_:a", "name": 'brace } bracket ] quote " \\', "friend": [{"uid": "_:b", "friend|close": True}]},
    {"name": "second", "deep": {"er": {"n": 1}}},
    {"uid": "zebra"},
    {"uid": "_:c", "é": "漢字", "list": ["a", "b"]},
    {},
]
forms: dict[str, str] = {
    "array": orjson.dumps(objects).decode(),
    "indented array": orjson.dumps(objects, option=orjson.OPT_INDENT_2).decode() + "\n",
    "lines": "\n".join(orjson.dumps(item).decode() for item in objects) + "\n",
    "array after a byte order mark": "\ufeff" + orjson.dumps(objects).decode(),
}


def content(blocks: list[Block]) -> list[object]:
    return [
        (line, row, block.facets.get(index))
        for block in blocks
        for index, (line, row) in enumerate(zip(block.lines, block.rows, strict=True))
    ]


@pytest.mark.parametrize("text", forms.values(), ids=forms)
def test_a_load_reads_every_form(text: str) -> None:
    blocks = blocks_of(text)
    rows = [row for block in blocks for row in block.rows]
    # The object without a uid is named for the byte that it starts at.
    start = rows[2][0].split(".")[1]
    assert text.encode()[int(start) :].split()[0].startswith(b"{")
    assert rows == [
        ("_:a", "name", "", 'brace } bracket ] quote " \\', "", "string", ""),
        ("_:a", "friend", "_:b", "", "", "", ""),
        (f"_:new.{start}.1", "name", "", "second", "", "string", ""),
        (f"_:new.{start}.1", "deep", f"_:new.{start}.2", "", "", "", ""),
        (f"_:new.{start}.2", "er", f"_:new.{start}.3", "", "", "", ""),
        (f"_:new.{start}.3", "n", "", "1", "", "int", ""),
        ("_:c", "é", "", "漢字", "", "string", ""),
        ("_:c", "list", "", "a", "", "string", ""),
        ("_:c", "list", "", "b", "", "string", ""),
    ]
    assert [(block.rows[index][2], facets) for block in blocks for index, facets in block.facets.items()] == [
        ("_:b", (("close", True),))
    ]
    assert ["zebra" in bad.text and "is no uid" in bad.reason for block in blocks for bad in block.bad_lines] == [True]
    assert frozenset().union(*(block.lists for block in blocks)) == {"friend", "list"}


@pytest.mark.parametrize("text", forms.values(), ids=forms)
@pytest.mark.parametrize("size", [1, 5, 40, 300])
def test_blocks_of_any_size_give_the_same(text: str, size: int) -> None:
    whole, parts = blocks_of(text), blocks_of(text, size=size)
    assert content(parts) == content(whole)
    assert [bad for block in parts for bad in block.bad_lines] == [bad for block in whole for bad in block.bad_lines]
    assert [block.start for block in parts[1:]] == [block.end for block in parts[:-1]]


@pytest.mark.parametrize("text", forms.values(), ids=forms)
def test_a_load_resumes_at_the_end_of_any_block(text: str) -> None:
    data = text.encode()
    blocks = blocks_of(data, size=20)
    assert len(blocks) > 3
    for number, block in enumerate(blocks, start=1):
        rest = blocks_of(data[block.end.byte :], size=20, start=block.end)
        assert content(rest) == content(blocks[number:])


def test_lines_of_rows_are_those_of_their_objects() -> None:
    (block,) = blocks_of('[\n  {"a": 1,\n   "b": 2},\n\n  {"uid": "x"}, {"a": tru},\n  {"c": 3}\n]')
    assert list(block.lines) == [2, 2, 6]
    assert [(bad.line, bad.column) for bad in block.bad_lines] == [(5, 3), (5, 23)]
    assert block.start == Position()


def test_an_object_that_fails_late_leaves_nothing() -> None:
    (block,) = blocks_of('{"a": 1, "e": {"uid": "0x1", "e|f": 2}, "late": [[]]}\n{"b": 2}')
    assert [row[1] for row in block.rows] == ["b"]
    assert block.facets == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("5", 1, 1, "an object or an array"),
        ('[{"a": 1},\n 5]', 2, 2, "an object after the comma"),
        ('[{"a": 1} {"a": 2}]', 1, 11, '"," or "]"'),
        ('[{"a": 1},]', 1, 11, "an object after the comma"),
        ('[{"a": 1}] {"a": 2}', 1, 12, "nothing after the array"),
        ('{"a": 1}, {"a": 2}', 1, 9, "another object"),
        ('[{"a": 1}', 1, 10, "cut off"),
        ('[{"a": 1},\n{"a": "open}]', 2, 1, "ends inside this object"),
    ],
)
def test_a_file_that_is_no_data_stops_the_load(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        blocks_of(text)
    assert reason in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


def test_an_object_over_the_limit_stops_the_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "body_bytes_max", 100)
    with pytest.raises(LimitError, match="body_bytes_max"):
        blocks_of('{"a": "' + "x" * 1000 + '"}', size=10)


def test_variables_and_deep_nesting_are_bad_lines_of_a_load() -> None:
    lines = ['{"uid": "uid(v)"}', orjson.dumps(_nested(nesting_max + 1)).decode(), '{"age": "val(v)"}']
    (block,) = blocks_of("\n".join(lines))
    assert [bad.line for bad in block.bad_lines] == [1, 2]
    assert [row[3] for row in block.rows] == ["val(v)"]


def test_an_empty_file_and_an_empty_array_hold_nothing() -> None:
    assert blocks_of("") == blocks_of(" \n") == blocks_of("[ ]") == []


texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), texts
)
keys = texts.filter(lambda key: key not in {"", "uid", "type"} and "|" not in key)
trees = st.recursive(
    st.dictionaries(keys, st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=3),
    lambda children: st.dictionaries(keys, st.one_of(scalars, children, st.lists(children, max_size=3)), max_size=3),
    max_leaves=8,
)


@given(st.lists(trees, max_size=4), st.integers(1, 60))
def test_a_load_and_a_mutation_read_the_same(data: list[dict[str, Any]], size: int) -> None:
    blocks = blocks_of(orjson.dumps(data), size=size)
    assert [bad for block in blocks for bad in block.bad_lines] == []
    loaded = [(row[1], row[3], row[4], row[5]) for block in blocks for row in block.rows]
    quads = json_set_quads(data, blank_prefix="new").quads
    assert len(loaded) == len(quads)
    assert [row[0] for row in loaded] == [quad.predicate for quad in quads]
    for quad in quads:
        assert parse_quads(format_quad(quad)) == [quad]


# --- The reference's files

wrong_data = {"bad_uid", "delete_without_uid", "json_set_null", "nested_edge_without_uid_in_delete"}


@pytest.mark.skipif(not recorded.exists(), reason=f"NOT TESTED AGAINST DGRAPH'S FORMATS: {recorded} is not there")
def test_every_recorded_mutation_is_read_as_dgraph_reads_it() -> None:
    refused: set[str] = set()
    quads_read = 0
    for path in sorted(recorded.glob("*.yaml")):
        for sequence in read_yaml(path)["sequences"]:
            for step in sequence["steps"]:
                try:
                    envelope = orjson.loads(step.get("json", "{}"))
                except orjson.JSONDecodeError:
                    continue
                if not isinstance(envelope, dict):
                    continue
                for member in (envelope, *envelope.get("mutations", [])):
                    try:
                        quads_read += len(set_lines(member.get("set", [])))
                        quads_read += len(delete_lines(member.get("delete", [])))
                    except ParseError:
                        assert "expect_error" in step
                        refused.add(sequence["name"])
    assert refused == wrong_data
    assert quads_read > 80
