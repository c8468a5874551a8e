"""Lines that cannot be read or do not fit: told with their place, left out or stopping the load; all are counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import LoadError
from tests.transfer.loading import asked, load, rows_of, write

SCHEMA = """
type T { id: ID!  int: Int  float: Float  flag: Boolean  day: DateTime  text: String  ints: [Int]  one: T  many: [T] }
"""


@pytest.mark.parametrize(
    ("line", "place", "reason"),
    [
        ("nonsense", "1:1", "expected the subject"),
        ('_:a <T.int> "x"^^<xs:int> .', "1:13", 'T.int: "x" is no integer'),
        ('_:a <T.int> "1.5"^^<xs:float> .', "1:13", 'T.int: "1.5" is no integer'),
        ('_:a <T.int> "9223372036854775808" .', "1:13", "T.int: 9223372036854775808 is outside the 64-bit integers"),
        ('_:a <T.float> "NaN" .', "1:15", "T.float: nan cannot be stored"),
        ('_:a <T.flag> "yes" .', "1:14", "T.flag: 'yes' is neither true nor false"),
        ('_:a <T.day> "2001-02-30" .', "1:13", 'T.day: "2001-02-30" names a day that does not exist'),
        ('_:a <T.text> "a\\u0000b" .', "1:14", "T.text: a string holds the character U+0000"),
        ('_:a <T.ints> "x" .', "1:14", 'T.ints: "x" is no integer'),
        ('_:a <T.int> "1"@de .', "1:13", "T.int: only texts have languages, and this is of kind int"),
        ('_:a <T.one> "x" .', "1:13", "T.one: it refers to nodes, and this is a value"),
        ("_:a <T.text> <b> .", "1:14", "T.text: it holds values, and this is a node"),
        ("_:a <dgraph.type> <T> .", "1:19", "dgraph.type: a type is a text, not a node"),
        ('_:a <dgraph.type> "" .', "1:19", "dgraph.type: the empty text is no type"),
        ('<0> <T.text> "x" .', "1:14", "0 is no node: uids are 1 to"),
        ("<0x1> <T.one> <0xffffffffffffffff> .", "1:15", "0xffffffffffffffff is no node"),
    ],
)
def test_a_bad_line_is_told_with_its_place(
    database: Database, tmp_path: Path, line: str, place: str, reason: str
) -> None:
    database.alter(SCHEMA)
    path = write(tmp_path, ['_:z <T.int> "7" .', line, '_:z <T.ints> "8" .', '_:z <dgraph.type> "T" .'])
    place = place.replace("1:", "2:", 1)
    with pytest.raises(LoadError) as raised:
        load(database, path)
    assert raised.value.message.startswith(f"{path}:{place}: {reason}")
    assert line[:6] in raised.value.message.splitlines()[1]
    report = load(database, is_resumed=True, skips_bad_lines=True)
    assert (report.quads, report.bad_line_count) == (3, 1)
    assert str(report.bad_lines[0]).startswith(f"{path}:{place}: {reason}")
    assert asked(database, "{ queryT { int ints one { id } many { id } text } }")["queryT"] == [
        {"int": 7, "ints": [8], "one": None, "many": [], "text": None}
    ]


def test_all_are_counted_and_the_first_kept(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    lines = [f'_:n{number} <T.int> "{"x" if number % 2 else number}" .' for number in range(100)]
    report = load(database, write(tmp_path, [*lines, "nonsense"]), skips_bad_lines=True)
    assert (report.quads, report.bad_line_count, len(report.bad_lines)) == (50, 51, 20)
    assert [bad.line for bad in report.bad_lines] == list(range(2, 42, 2))
    assert "bad lines left out: 51" in str(report)
    assert "and 31 more" in str(report)


def test_a_facet_of_a_bad_value_goes_with_it(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    lines = ['_:a <T.int> "x" (n=1) .', '_:a <T.int> "1" (n=2) .', '<0> <T.int> "1" (n=3) .', '_:b <T.int> "2" (n=4) .']
    report = load(database, write(tmp_path, lines), skips_bad_lines=True)
    assert report.bad_line_count == 2
    table = database.catalog.predicates["T.int"].facet_table
    assert table is not None
    assert [facets for _, _, facets in rows_of(database, table)] == ['{"n":2}', '{"n":4}']


def test_json_that_does_not_fit(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    text = '[{"T.int": 1},\n {"T.int": "x", "T.text": "t"},\n {"uid": "nothing"},\n {"T.int": 2}]'
    report = load(database, write(tmp_path, text, "d.json"), skips_bad_lines=True)
    assert (report.quads, report.bad_line_count) == (3, 2)
    assert [bad.line for bad in report.bad_lines] == [2, 3]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("data.txt", b"", "is neither RDF nor JSON by its name"),
        ("data.rdf.gz", b"no gzip", r"data\.rdf\.gz cannot be read"),
        ("data.rdf.gz", gzip.compress(b'_:a <p> "x" .\n' * 10_000)[:-20], r"data\.rdf\.gz cannot be read"),
        ("data.json", b'[{"p": 1},', r"data\.json:1:\d+: "),
    ],
)
def test_files_that_cannot_be_read(database: Database, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LoadError, match=message) as raised:
        load(database, path)
    if "is neither" not in message:
        assert (
            "0 quads are loaded so far; if a file has to be mended, take the load back with --undo"
            in raised.value.message
        )


def test_quads_of_another_namespace_are_bad_lines(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the file that follows, and when the load goes on."""
    monkeypatch.setattr("graphwright.limits.load_batch_quads", 1)
    lines = ['_:a <p> "1" <0x1> .', '_:a <q> "2" .', '_:a <r> "3" <http://graph> .', '_:b <p> "4" <0x2> (n=1) .']
    first = write(tmp_path, lines)
    second = write(tmp_path, '[{"p": 5, "namespace": "0x1"}, {"p": 6, "q": 7, "namespace": "0x2"}]', "b.json")
    with pytest.raises(LoadError) as raised:
        load(database, first, second)
    reason = "the quad is of namespace 0x2, and those before are of 0x1"
    assert raised.value.message.startswith(f"{first}:4:9: {reason}")
    report = load(database, is_resumed=True, skips_bad_lines=True)
    assert (report.quads, report.bad_line_count) == (4, 3)
    assert [str(bad) for bad in report.bad_lines][1].startswith(f"{second}:1:1: {reason}")


def test_an_edge_is_written_from_its_own_end(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path, ["_:a <knows> _:b .", "_:a <~knows> _:b ."])
    with pytest.raises(LoadError, match=r":2:14: ~knows: it is an edge seen from its other end; write knows from"):
        load(database, path)


def test_a_file_that_is_not_there(database: Database, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no file"):
        load(database, tmp_path / "none.rdf")
    assert not database.health().unfinished_loads
