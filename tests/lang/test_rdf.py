"""RDF: what is read, what is refused and where, loads block by block, and writing back."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.lang import rdf
from graphwright.lang.quads import (
    BadLine,
    Block,
    Facets,
    Literal,
    NodeReference,
    Position,
    Quad,
    QuadObject,
    Row,
    Star,
    UidVariable,
    ValueVariable,
    datatype_kinds,
)
from graphwright.lang.rdf import format_quad, parse_blocks, parse_mutation_block, parse_quads, read_mutation_block
from graphwright.lang.rdf_line import LineProblem, LineReader
from graphwright.model.datetimes import parse_datetime
from tests.yaml_files import read_yaml

shared = Path(__file__).resolve().parents[2].parent / "shared"
conformance = shared / "conformance" / "dql"
freebase = shared / "data" / "freebase-films-200k.rdf.gz"


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"NOT TESTED AGAINST DGRAPH'S FORMATS: {path} is not there")


def node(name: str) -> NodeReference:
    return NodeReference(name=name)


def quad(subject: str, predicate: str, target: QuadObject | str, **more: Any) -> Quad:
    made = Literal(text=target) if isinstance(target, str) else target
    return Quad(subject=node(subject), predicate=predicate, object=made, **more)


def blocks_of(text: str | bytes, **more: Any) -> list[Block]:
    return list(parse_blocks(io.BytesIO(text.encode() if isinstance(text, str) else text), **more))


accepted: list[tuple[str, Quad]] = [
    # subjects and nodes
    ('<0x1> <name> "A" .', quad("0x1", "name", "A")),
    ('<257> <name> "A" .', quad("257", "name", "A")),
    ('0x1f <name> "A" .', quad("0x1f", "name", "A")),
    ('_:a <name> "A" .', quad("_:a", "name", "A")),
    ('_:a.b-c:d_é <name> "A" .', quad("_:a.b-c:d_é", "name", "A")),
    ('<_:a> <name> "A" .', quad("_:a", "name", "A")),
    ('<http://x.test/a#b> <name> "A" .', quad("http://x.test/a#b", "name", "A")),
    (r'<a\u00e9\U0001F98A> <name> "A" .', quad("aé🦊", "name", "A")),
    ("<0x1> <friend> <0x2> .", quad("0x1", "friend", node("0x2"))),
    ("<0x1> <friend> 0x2 .", quad("0x1", "friend", node("0x2"))),
    ("<0x1> <friend> _:b .", quad("0x1", "friend", node("_:b"))),
    ("<0x1> <friend> _:b.", quad("0x1", "friend", node("_:b"))),
    # predicates
    ('<0x1> <имя> "A" .', quad("0x1", "имя", "A")),
    ('<0x1> <http://x.test/p> "A" .', quad("0x1", "http://x.test/p", "A")),
    ('<0x1> <http://u@x.test/p> "A" .', quad("0x1", "http://u@x.test/p", "A")),
    ('<0x1> name "A" .', quad("0x1", "name", "A")),
    ('<0x1> Film.title@en "A" .', quad("0x1", "Film.title", "A", language="en")),
    ("<0x1> <~friend> <0x2> .", quad("0x1", "~friend", node("0x2"))),
    ('<0x1> <name@en> "A" .', quad("0x1", "name", "A", language="en")),
    # texts
    ('<0x1> <name> "" .', quad("0x1", "name", "")),
    ('<0x1> <name> "漢字 🦊" .', quad("0x1", "name", "漢字 🦊")),
    ('<0x1> <name> "a # b . c" .', quad("0x1", "name", "a # b . c")),
    (r'<0x1> <name> "\t\n\r\b\f\v\"\'\\ \u00e9 \U0001F98A" .', quad("0x1", "name", "\t\n\r\b\f\v\"'\\ é 🦊")),
    (r'<0x1> <name> "\ud83e\udd8a" .', quad("0x1", "name", "🦊")),
    (r'<0x1> <name> "\\" .', quad("0x1", "name", "\\")),
    ('<0x1> <name> "Nom"@fr .', quad("0x1", "name", "Nom", language="fr")),
    ('<0x1> <name> "Nom"@fr-CA .', quad("0x1", "name", "Nom", language="fr-CA")),
    # datatypes
    ('<0x1> <age> "1"^^<xs:int> .', quad("0x1", "age", Literal(text="1", datatype="int"))),
    ('<0x1> <age> "1"^^<xsd:int> .', quad("0x1", "age", Literal(text="1", datatype="int"))),
    (
        '<0x1> <born> "1999"^^<http://www.w3.org/2001/XMLSchema#gYear> .',
        quad("0x1", "born", Literal(text="1999", datatype="gYear")),
    ),
    ('<0x1> <loc> "{}"^^<geo:geojson> .', quad("0x1", "loc", Literal(text="{}", datatype="geojson"))),
    ('<0x1> <vec> "[1, 2]"^^<xs:[]float32> .', quad("0x1", "vec", Literal(text="[1, 2]", datatype="[]float32"))),
    ('<0x1> <key> "x"^^<xs:password> .', quad("0x1", "key", Literal(text="x", datatype="password"))),
    ('<0x1> <name> "x"^^<rdf:langString> .', quad("0x1", "name", Literal(text="x", datatype="langString"))),
    # deletes and upserts
    ("<0x1> <name> * .", quad("0x1", "name", Star())),
    ("<0x1> <name@fr> * .", quad("0x1", "name", Star(), language="fr")),
    ("<0x1> * * .", Quad(subject=node("0x1"), predicate=Star(), object=Star())),
    ('uid(u) <name> "A" .', Quad(subject=UidVariable(name="u"), predicate="name", object=Literal(text="A"))),
    ("<0x1> <friend> uid( v ) .", quad("0x1", "friend", UidVariable(name="v"))),
    ("<0x1> <age> val(b) .", quad("0x1", "age", ValueVariable(name="b"))),
    # labels and facets
    ('<0x1> <name> "A" <0x0> .', quad("0x1", "name", "A", label="0x0")),
    ('<0x1> <name> "A" _:l .', quad("0x1", "name", "A", label="_:l")),
    ("<0x1> <friend> <0x2> (close=true) .", quad("0x1", "friend", node("0x2"), facets=(("close", True),))),
    (
        '<0x1> <friend> <0x2> <0x0> (s="a, (b)\\"", i=-42,f=1.25 , e=1e3, b = false, empty=) .',
        quad(
            "0x1",
            "friend",
            node("0x2"),
            label="0x0",
            facets=(("s", 'a, (b)"'), ("i", -42), ("f", 1.25), ("e", 1000.0), ("b", False), ("empty", "")),
        ),
    ),
    (
        '<0x1> <name> "A" (since=2006-01-02T15:04:05, day=2021-02-03, text="2021-02-03") .',
        quad(
            "0x1",
            "name",
            "A",
            facets=(
                ("since", parse_datetime("2006-01-02T15:04:05Z")),
                ("day", parse_datetime("2021-02-03T00:00:00Z")),
                ("text", "2021-02-03"),
            ),
        ),
    ),
    ("<0x1> <friend> <0x2> () .", quad("0x1", "friend", node("0x2"))),
    # space
    ('\t<0x1>\t<name>\t"A"\t.\t', quad("0x1", "name", "A")),
    ('<0x1><name>"A"@en.', quad("0x1", "name", "A", language="en")),
    ('<0x1> <name> "A" . # a remark', quad("0x1", "name", "A")),
    ('<0x1> <name> "A" .\r', quad("0x1", "name", "A")),
]


@pytest.mark.parametrize(("line", "expected"), accepted, ids=[line for line, _ in accepted])
def test_a_quad_is_read(line: str, expected: Quad) -> None:
    found = parse_quads(line)
    assert found == [expected]
    # True == 1 == 1.0, so types are compared too.
    assert repr(found[0].facets) == repr(expected.facets)
    assert parse_quads(format_quad(expected)) == [expected]


refused: list[tuple[str, int, str]] = [
    ('name "A" .', 1, "the subject"),
    ('"A" <name> "A" .', 1, "the subject"),
    ('* <name> "x" .', 1, "the subject"),
    ("* <name> * .", 1, "the subject"),
    ('<0x1 <name> "A" .', 5, "' ' cannot stand between < and >"),
    ('<0x1 name "A" .', 1, "not closed by >"),
    ('<> <name> "A" .', 1, "nothing between"),
    (r'<a\n> <name> "A" .', 3, "cannot stand between"),
    ('_:a> <name> "A" .', 4, "the predicate"),
    ('_: <name> "A" .', 1, "the subject"),
    ("<0x1> .", 7, "the dot stands where the predicate"),
    ("<0x1>", 6, "the line ends where the predicate"),
    ('<0x1> "name" "A" .', 7, "the predicate"),
    ('<0x1> _:p "A" .', 7, "the predicate"),
    ("<0x1> <name> .", 14, "the dot stands where the object"),
    ("<0x1> <name> 5 .", 14, "the object"),
    ("<0x1> <name> # nothing", 14, "the line ends where the object"),
    ('<0x1> <name> "no end .', 14, "not closed"),
    ('<0x1> <name> "no end \\" .', 14, "not closed"),
    ('<0x1> <name> "no dot"', 22, "the line ends where the dot"),
    ('<0x1> <age> "50" . <0x2> <age> "51" .', 20, "own line"),
    ('<0x1> <name> "a" "b" .', 18, "the dot that ends a quad"),
    (r'<0x1> <name> "a\qb" .', 16, r"\q is no escape"),
    (r'<0x1> <name> "ab\u12" .', 17, "four hexadecimal digits"),
    (r'<0x1> <name> "\ud83e" .', 15, "no Unicode character"),
    (r'<0x1> <name> "\U00110000" .', 15, "no Unicode character"),
    ('<0x1> <name> "A"@ .', 17, "language tag"),
    ('<0x1> <name@en> "A"@fr .', 21, "second language tag"),
    ('<0x1> <name> "A"^^xs:int .', 17, "datatype is written"),
    ('<0x1> <name> "A"^^<xs:unknown> .', 20, "unknown datatype <xs:unknown>"),
    ('<0x1> <name> "A"^^<int> .', 20, "unknown datatype"),
    ('<0x1> * "x" .', 1, '"S * *"'),
    ("<0x1> <friend> <0x2> (close) .", 23, "a facet (name=value)"),
    ("<0x1> <friend> <0x2> (close=perhaps) .", 29, "write a text in quotes"),
    ("<0x1> <friend> <0x2> (a=1, a=2) .", 28, '"a" is given twice'),
    ("<0x1> <friend> <0x2> (a=1 b=2) .", 27, '"," or ")"'),
    ("<0x1> <friend> <0x2> (a=1,) .", 27, "a facet"),
    ("<0x1> <friend> <0x2> (a=1 .", 27, '"," or ")"'),
    ("<0x1> <friend> <0x2> (a=9223372036854775808) .", 25, "64-bit"),
    (f"<0x1> <friend> <0x2> (a={'9' * 5000}) .", 25, "64-bit"),
    ("<0x1> <friend> <0x2> (a=1e999) .", 25, "too large"),
    (r'<0x1> <friend> <0x2> (a="\q") .', 26, "no escape"),
    ('<0x1> <name> "\ud800" .', 15, "UTF-8"),
]


@pytest.mark.parametrize(("line", "column", "reason"), refused, ids=[ascii(line[:60]) for line, _, _ in refused])
def test_a_bad_line_is_refused_where_it_is_wrong(line: str, column: int, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_quads(f'<0x1> <name> "A" .\n\n  {line}')
    assert reason in caught.value.message
    assert (caught.value.line, caught.value.column) == (3, column + 2)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [case for case in refused if case[0].isprintable()],
    ids=[ascii(line[:60]) for line, _, _ in refused if line.isprintable()],
)
def test_a_load_says_the_same_of_a_bad_line(line: str, column: int, reason: str) -> None:
    (block,) = blocks_of(f'_:a <name> "A" .\n{line}\n# remark\n_:b <name> "B" .\n')
    assert [row[0] for row in block.rows] == ["_:a", "_:b"]
    assert list(block.lines) == [1, 4]
    (bad,) = block.bad_lines
    # In a load a star is wrong by itself, before it is wrong where it stands.
    assert (bad.line, bad.text) == (2, line[:200])
    assert (bad.column, reason in bad.reason) == (column, True) or "only in a delete" in bad.reason


@pytest.mark.parametrize(
    ("line", "column"),
    [("<0x1> <name> * .", 14), ("<0x1> * * .", 7), ('uid(v) <name> "A" .', 1), ("<0x1> <age> val(v) .", 13)],
)
def test_a_load_refuses_what_only_mutations_have(line: str, column: int) -> None:
    (block,) = blocks_of(line)
    assert block.rows == []
    assert [(bad.line, bad.column) for bad in block.bad_lines] == [(1, column)]


def test_positions_of_quads_count_from_one() -> None:
    first, second = parse_quads('# remark\n\n  <0x1> <name> "A" .\n<0x2> <name> "B" .')
    assert (first.line, first.column, second.line, second.column) == (3, 3, 4, 1)


def test_a_star_is_refused_where_quads_are_set() -> None:
    with pytest.raises(ParseError, match="only in a delete") as caught:
        parse_quads("<0x1> <name> * .", stars=False)
    assert (caught.value.line, caught.value.column) == (1, 14)


def test_a_very_long_text_is_read() -> None:
    text = "long 漢 " * 500_000
    assert parse_quads(f'<0x1> <plot> "{text}" .') == [quad("0x1", "plot", text)]
    (block,) = blocks_of(f'<0x1> <plot> "{text}" .\n', size=100)
    assert block.rows == [("0x1", "plot", "", text, "", "", "")]


# --- Mutation blocks


def test_a_mutation_block_has_sets_and_deletes() -> None:
    block = parse_mutation_block("""
        # first a remark with a }
        {
          delete { <0x103> <age> * . }
          set {
            <0x101> <code> "}" . # another }
            <http://x.test/#a> <age> "51" .
          }
          set { }
        } # the end
    """)
    assert block.deletes == (quad("0x103", "age", Star()),)
    assert [found.subject for found in block.sets] == [node("0x101"), node("http://x.test/#a")]


def test_an_upsert_takes_the_block_out_of_its_text() -> None:
    text = 'upsert { mutation { set { uid(u) <name> "A" . } } }'
    block, end = read_mutation_block(text, text.index("{ set"))
    assert text[end:] == " }"
    assert [(found.line, found.column) for found in block.sets] == [(1, 27)]


def test_an_unclosed_text_of_many_quotes_is_refused_in_linear_time() -> None:
    with pytest.raises(ParseError, match="not closed"):
        parse_mutation_block('{ set { <0x1> <name> "' + '\\"' * 200_000 + " } }")


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('set { <0x1> <name> "x" . }', 1, 1, 'starts with "{"'),
        ('{ set { <0x101> <name> "x" . }', 1, 31, "closes the mutation"),
        ('{\nset {\n<0x101> <name> "x" .\n', 4, 1, '"{" of set is not closed'),
        ("{ set { } upsert { } }", 1, 11, 'expected "set {"'),
        ("{ set { } } more", 1, 13, "nothing may follow"),
        ('{ set { <0x101> <age> "50" . <0x102> <age> "51" . } }', 1, 30, "own line"),
        ('{ set {\n  <0x101> <name> "x }\n} }', 2, 18, "not closed"),
        ("{ set { <0x101> <name> * . } }", 1, 24, "only in a delete"),
    ],
)
def test_a_broken_mutation_block_is_refused(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_mutation_block(text)
    assert reason in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


# --- Loads

mixed = (
    '_:a <name> "A"@en .\r\n'
    "# a remark\n"
    '_:b <name> "B \\"b\\"" <0x0> .\n'
    "\n"
    "_:a <friend> _:b (close=true) .\n"
    "_:a <friend _:b .\n"
    '<_:b> <age>\t"7"^^<xsd:int> .\n'
    "_:b <friend> <http://x.test/a> . # remark\n"
    '_:b <bad> "\\q" .\n'
    '_:é <name> "no line break" .'
)
mixed_rows: list[tuple[int, Row]] = [
    (1, ("_:a", "name", "", "A", "en", "", "")),
    (3, ("_:b", "name", "", 'B "b"', "", "", "0x0")),
    (5, ("_:a", "friend", "_:b", "", "", "", "")),
    (7, ("_:b", "age", "", "7", "", "int", "")),
    (8, ("_:b", "friend", "http://x.test/a", "", "", "", "")),
    (10, ("_:é", "name", "", "no line break", "", "", "")),
]


def rows_with_lines(blocks: list[Block]) -> list[tuple[int, Row]]:
    return [pair for block in blocks for pair in zip(block.lines, block.rows, strict=True)]


@pytest.mark.parametrize("size", [1, 7, 60, 10_000])
def test_blocks_of_any_size_give_the_same_rows(size: int) -> None:
    blocks = blocks_of(mixed, size=size)
    assert rows_with_lines(blocks) == mixed_rows
    facets = [(block.rows[index], facets) for block in blocks for index, facets in block.facets.items()]
    assert facets == [(mixed_rows[2][1], (("close", True),))]
    assert [(bad.line, bad.column) for block in blocks for bad in block.bad_lines] == [(6, 5), (9, 12)]


def test_a_load_resumes_at_the_end_of_any_block() -> None:
    data = mixed.encode()
    blocks = blocks_of(data, size=30)
    assert len(blocks) > 3
    assert blocks[0].start == Position()
    assert [block.start for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end.byte == len(data)
    for number, block in enumerate(blocks, start=1):
        assert blocks_of(data[block.end.byte :], size=30, start=block.end) == blocks[number:]


def test_a_load_of_ordinary_lines_counts_lines_without_a_list() -> None:
    (block,) = blocks_of('_:a <name> "A" .\n' * 1000)
    assert block.lines == range(1, 1001)
    assert block.end == Position(line=1001, byte=17_000)


def test_bytes_that_are_no_utf_8_make_one_bad_line() -> None:
    (block,) = blocks_of('_:é <name> "A" .\n'.encode() + b'_:b <name> "\xff" .\n_:c <name> "C" (a=1) .\n')
    assert [row[0] for row in block.rows] == ["_:é", "_:c"]
    assert block.facets == {1: (("a", 1),)}
    assert block.bad_lines == [
        BadLine(line=2, column=13, text='_:b <name> "\ufffd" .', reason=block.bad_lines[0].reason)
    ]
    assert "UTF-8" in block.bad_lines[0].reason


def test_a_byte_order_mark_and_an_empty_file_are_no_quads() -> None:
    (block,) = blocks_of('\ufeff_:a <name> "A" .\n')
    assert [row[0] for row in block.rows] == ["_:a"]
    assert blocks_of("") == []


def test_the_text_of_a_bad_line_is_cut() -> None:
    (block,) = blocks_of("x" * 1000)
    assert block.bad_lines[0].text == "x" * 200


def test_a_line_over_the_limit_stops_the_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "body_bytes_max", 100)
    with pytest.raises(LimitError, match="body_bytes_max") as caught:
        blocks_of('_:a <name> "A" .\n' + "x" * 500, size=20)
    assert caught.value.line == 2


# --- Properties

# Lone surrogates cannot be written as UTF-8.
texts = st.text(st.characters(exclude_categories=["Cs"]))
names = texts.filter(bool)
languages = st.from_regex(r"[a-zA-Z][a-zA-Z0-9-]{0,5}", fullmatch=True)
variables = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_.]{0,5}", fullmatch=True)
offsets = st.sampled_from([timezone(timedelta(minutes=minutes)) for minutes in (-330, 0, 60)])
facet_values = st.one_of(
    texts,
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(timezones=offsets).map(lambda moment: parse_datetime(moment.isoformat())),
)
facet_names = st.from_regex(r'[^\s=,()"|@]{1,8}', fullmatch=True).filter(lambda name: name.isprintable())
many_facets = st.dictionaries(facet_names, facet_values, max_size=3).map(lambda facets: tuple(facets.items()))
node_references = st.one_of(names, st.from_regex(r"_:[a-z.]{1,5}|0x[1-9a-f]{1,6}", fullmatch=True)).map(node)
literals = st.builds(
    lambda text, datatype: Literal(text=text, datatype=datatype), texts, st.sampled_from(["", *datatype_kinds])
)
uid_variables = variables.map(lambda name: UidVariable(name=name))
value_variables = variables.map(lambda name: ValueVariable(name=name))


def _with_predicate(
    subject: NodeReference | UidVariable, predicate: str, target: QuadObject, language: str, rest: tuple[str, Facets]
) -> Quad:
    label, facets = rest
    return Quad(subject=subject, predicate=predicate, object=target, language=language, label=label, facets=facets)


quads = st.builds(
    _with_predicate,
    st.one_of(node_references, uid_variables),
    names,
    st.one_of(node_references, literals, uid_variables, value_variables, st.just(Star())),
    st.one_of(st.just(""), languages),
    st.tuples(st.one_of(st.just(""), names), many_facets),
)


@given(quads)
def test_what_is_written_is_read_back(given_quad: Quad) -> None:
    line = format_quad(given_quad)
    assert "\n" not in line
    (found,) = parse_quads(line)
    assert found == given_quad
    assert repr(found.facets) == repr(given_quad.facets)


def _by_the_careful_way(line: str) -> tuple[Row, Facets] | int | None:
    """Row and facets, nothing, or the column of what is wrong."""
    try:
        found = LineReader(line, stars=False, variables=False).quad(1)
    except LineProblem as problem:
        return problem.offset + 1
    return (rdf._row(found), found.facets) if found else None


@given(
    st.one_of(quads.map(format_quad), st.sampled_from([line for line, _ in accepted])),
    st.integers(min_value=0),
    st.sampled_from(["", " ", "\t", "<", ">", '"', "\\", ".", "_:", "@", "^^", "(", ")", "#", "\r", "é", "0"]),
    st.booleans(),
)
@example('_:a <name> "A" .', 3, ">", False)
@example('_:a <name> "A" .', 0, "<", False)
def test_both_ways_through_agree(line: str, place: int, inserted: str, replaces: bool) -> None:
    at = place % (len(line) + 1)
    spoilt = line[:at] + inserted + line[at + replaces :]
    (block,) = blocks_of(f"{spoilt}\n")
    found = [(row, block.facets.get(index, ())) for index, row in enumerate(block.rows)]
    expected = _by_the_careful_way(spoilt)
    if isinstance(expected, int):
        assert ([bad.column for bad in block.bad_lines], found) == ([expected], [])
    else:
        assert (repr(found), block.bad_lines) == (repr([expected] if expected else []), [])


# --- The reference's files

# What is wrong with these is their syntax; other steps that fail there do so for schema or store.
wrong_syntax = {
    "two_quads_on_one_line_are_refused",
    "missing_dot",
    "missing_object",
    "unclosed_block",
    "star_as_subject_is_refused",
    "star_object_in_set_is_refused",
    "star_p_star_is_refused",
    "star_predicate_with_object_is_refused",
    "predicate_with_space_is_refused",
    "rdf_unknown_block",
    "rdf_without_set_or_delete",
}


def recorded_mutations() -> Iterator[tuple[str, dict[str, Any], int]]:
    """(case, step, position of its block) of every RDF mutation; an upsert has several blocks or none."""
    for path in sorted((conformance / "mutations").glob("*.yaml")):
        for sequence in read_yaml(path)["sequences"]:
            for step in (step for step in sequence["steps"] if "rdf" in step):
                if not step["rdf"].startswith("upsert"):
                    yield sequence["name"], step, 0
                    continue
                for match in re.finditer(r"\bmutation\s*(?:@if\([^{]*\)\s*)?(?={)", step["rdf"]):
                    yield sequence["name"], step, match.end()


@needs(conformance)
def test_every_recorded_mutation_is_read_as_dgraph_reads_it() -> None:
    refused_cases: set[str] = set()
    quads_read = 0
    for case, step, start in recorded_mutations():
        try:
            block, _ = read_mutation_block(step["rdf"], start)
        except ParseError:
            assert "expect_error" in step, case
            refused_cases.add(case)
            continue
        for found in (*block.sets, *block.deletes):
            quads_read += 1
            assert parse_quads(format_quad(found)) == [found], case
    assert refused_cases == wrong_syntax
    assert quads_read > 150


@needs(conformance)
def test_the_reference_data_is_read_whole() -> None:
    data = (conformance / "data.rdf").read_bytes()
    (block,) = blocks_of(data)
    assert block.bad_lines == []
    lines = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
    assert len(block.rows) == len(lines) > 900
    assert len(block.facets) > 80
    careful = parse_quads(data.decode())
    assert [rdf._row(found) for found in careful] == block.rows
    assert {index: found.facets for index, found in enumerate(careful) if found.facets} == block.facets
    assert [found.line for found in careful] == list(block.lines)


@needs(freebase)
def test_freebase_is_read_whole() -> None:
    with gzip.open(freebase) as stream:
        blocks = list(parse_blocks(stream))  # type: ignore[arg-type]  # GzipFile is a BinaryIO in all but name
    assert sum(len(block.rows) for block in blocks) == 200_000
    assert [bad for block in blocks for bad in block.bad_lines] == []
    rows = [row for block in blocks for row in block.rows]
    assert ("g.112yf7mpn", "name", "", "脱走遊戯", "ja", "", "") in rows
    assert {row[5] for row in rows} == {"", "date", "dateTime", "gYear", "gYearMonth"}
    assert any('"Stalker"' in row[3] for row in rows)


_ordinary = (
    '<0x1> <name> "x" .',
    "_:a <p.q> _:b .",
    "  _:a.b <friend>\t<0x2> . ",
    '<31> <p> "t"@en-US <l> .',
    '_:x <p> "1"^^<xs:int> .\r',
    '_:x <p> "{}"^^<geo:geojson>.',
    '_:x <p> "é☃" .',
    '_:x <p> "" .',
    '_:x <p> "a" (f=1) .',
)


@given(
    st.sampled_from(_ordinary), st.integers(0, 40), st.sampled_from('<>". @^_:\\#()\tax0é\ud800\r\x0b'), st.booleans()
)
def test_ordinary_lines_of_mutations_are_read_as_term_by_term(line: str, place: int, put: str, instead: bool) -> None:
    line = line[:place] + put + line[place + instead :]
    quick = rdf._ordinary_quad(line, 3, 5)
    if quick is None:
        return
    careful = LineReader(line, stars=False).quad(3, 5)
    assert careful is not None
    assert (careful, careful.line, careful.column) == (quick, quick.line, quick.column)
