"""Exports: Dgraph's forms, one state, nothing lost on the way out and in again."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import ExportError
from graphwright.model.dql_requests import DqlAlter
from graphwright.transfer.export_forms import Format
from graphwright.transfer.exporting import ExportProgress, export_store
from tests.storages import store_addresses
from tests.stores import dump_storage
from tests.transfer.exports import exported, fill, load_export
from tests.transfer.loading import asked, load, write

_question = """{
  queryReading(order: {asc: code}) { id code at exact whole flag numbers vector place { longitude latitude } }
  queryMember { name } checkMemberPassword(name: "ann", pass: "secret1") { name }
  queryAuthor(order: {asc: name}) { id name born bio tags days isAlive
    books(order: {asc: title}) { id title author { name } genres { label } }
    best { title } friends { name } spouse { name } home { name nameDe seen { label } }
  }
  queryBook(filter: {title: {anyofterms: "engine"}}, order: {desc: pages}) { title pages score price kind }
  getBook(isbn: "4") { title bestOf { name } }
  queryGenre(order: {asc: label}) { label books(order: {asc: title}) { title } }
}"""


@pytest.fixture(params=["file", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    for address in store_addresses(request.param, tmp_path):
        with Database.open(address) as database:
            fill(database, tmp_path)
            yield database


@pytest.fixture(params=["memory", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    for address in store_addresses(request.param, tmp_path):
        with Database.open(address) as database:
            yield database


@pytest.mark.parametrize("format_", ["rdf", "json"])
def test_what_is_exported_and_loaded_is_exported_again(
    filled: Database, empty: Database, tmp_path: Path, format_: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the databases, and the ranges in which nodes are read."""
    first = exported(filled, tmp_path / "first", format_)
    load_export(empty, tmp_path / "first")
    monkeypatch.setattr(limits, "export_range_rows", 2)
    again = exported(empty, tmp_path / "again", format_)
    same_numbers = filled.storage.capabilities == empty.storage.capabilities
    if same_numbers:  # one database writes 3.0 where the other writes 3
        assert again == first
    else:
        assert _parsed(again, format_) == _parsed(first, format_)
    assert asked(empty, _question) == asked(filled, _question)
    schema = filled.schema_text()
    assert schema and empty.schema_text() == schema


def _parsed(texts: dict[str, str], format_: Format) -> list[str]:
    """Quads in order, with numbers in one form."""
    text = texts[f"g01.{format_}.gz"]
    if format_ == "json":
        return sorted(
            re.sub(r"(?<=\":)-?[0-9][-+.0-9e]*|(?<=\":\[)-?[0-9][-+.0-9e]*", _as_float, line)
            for line in text.splitlines()
        )
    return sorted(re.sub(r'"[^"]*"(?=\^\^<xs:float>)', _as_float, line) for line in text.splitlines())


def _as_float(match: re.Match[str]) -> str:
    return repr(float(match[0].strip(':"')))


def test_quads_are_in_the_form_of_the_references_exports(filled: Database, tmp_path: Path) -> None:
    texts = exported(filled, tmp_path / "out")
    assert set(texts) == {"g01.rdf.gz", "g01.schema.gz", "g01.gql_schema.gz"}
    lines = texts["g01.rdf.gz"].splitlines()
    assert all(line.startswith("<0x") and line.endswith(" .") and " <0x0>" in line for line in lines)
    shown = {line.split(" ", 1)[1] for line in lines}
    assert shown >= {
        '<dgraph.type> "Odd"^^<xs:string> <0x0> .',
        '<nick> "Alien"^^<xs:string> <0x0> (since=2001-02-03T04:05:06.123456789+02:00, source="im\\"db, (x) ü") .',
        '<nick> "Das unheimliche Wesen"@de <0x0> (sure=true) .',
        '<mass> "1.234567890123456789012345678905e+29"^^<xs:decimal> <0x0> (by="me") .',
        '<aka> "a"^^<xs:string> <0x0> (order=1) .',
        '<sizes> "0.1"^^<xs:float> <0x0> (unit="m") .',
        '<when> "1969-07-20T20:17:40.000000001-05:30"^^<xs:dateTime> <0x0> (who="Neil") .',
        '<note> "42" <0x0> .',
        '<Reading.at> "1979-05-25T10:00:00.123456789+02:00"^^<xs:dateTime> <0x0> .',
        '<Reading.whole> "9223372036854775807"^^<xs:int> <0x0> .',
        '<Reading.place> "{\\"type\\":\\"Point\\",\\"coordinates\\":[13.37,-52.5]}"^^<geo:geojson> <0x0> .',
        '<Reading.code> "b \\"\' ü 𝄞\\t\\n\\\\"^^<xs:string> <0x0> .',
        '<City.name> "London"@de <0x0> .',
    }
    hashes = [line for line in shown if line.startswith("<Member.pass>")]
    assert len(hashes) == 1 and hashes[0].startswith('<Member.pass> "$2a$10$') and "xs:password" in hashes[0]
    assert sum(line.startswith("<Reading.vector>") for line in shown) == 1


def test_both_ends_of_a_pair_are_written_and_what_is_read_backwards_is_not(filled: Database, tmp_path: Path) -> None:
    lines = exported(filled, tmp_path / "out")["g01.rdf.gz"].splitlines()
    edges = {tuple(line.split(" ")[:3]) for line in lines}

    def pairs(name: str) -> set[tuple[str, str]]:
        return {(subject, target) for subject, predicate, target in edges if predicate == f"<{name}>"}

    def turned(name: str) -> set[tuple[str, str]]:
        return {(target, subject) for subject, target in pairs(name)}

    assert len(pairs("Author.books")) > 3 and pairs("Author.books") == turned("Book.author")
    assert len(pairs("Genre.books")) > 3 and pairs("Genre.books") == turned("Book.genres")
    assert pairs("Author.best") == turned("Book.bestOf") != set()
    assert pairs("Author.friends") == turned("Author.friends") != set()
    assert len(pairs("likes")) == 2
    assert not any("~" in predicate for _, predicate, _ in edges)


def test_json_has_an_object_for_each_quad(filled: Database, tmp_path: Path) -> None:
    made = export_store(filled.storage, tmp_path / "out", "json")
    data = orjson.loads(gzip.decompress((made.folder / "g01.json.gz").read_bytes()))
    assert len(data) == made.quads > 100
    assert all(entry.keys() > {"uid", "namespace"} and entry["namespace"] == "0x0" for entry in data)
    for entry in data:
        del entry["uid"], entry["namespace"]
    assert {"Reading.flag": True} in data and {"Reading.exact": 0.1} in data and {"aka": ["b"]} in data
    assert {"aka": ["a"], "aka|order": {"0": 1}} in data
    assert {"nick@de": "Das unheimliche Wesen", "nick@de|sure": True} in data
    assert {"Reading.place": {"type": "Point", "coordinates": [13.37, -52.5]}} in data
    [edge] = [entry["likes"][0] for entry in data if "likes" in entry and len(entry["likes"][0]) > 1]
    assert (edge["likes|often"], edge["likes|weight"], edge["likes|sure"]) == (7, 0.1, True)
    [boss] = [entry["boss"] for entry in data if "boss" in entry]
    assert boss["boss|since"] == 1999


def test_the_schema_is_in_the_references_form(filled: Database, tmp_path: Path) -> None:
    texts = exported(filled, tmp_path / "out")
    lines = texts["g01.schema.gz"].splitlines()
    assert {
        "[0x0] <nick>:string @index(hash) @lang . ",
        "[0x0] <aka>:[string] @index(term) @count . ",
        "[0x0] <likes>:[uid] @reverse @count . ",
        "[0x0] <boss>:uid @reverse . ",
        "[0x0] <note>:default . ",
        "[0x0] <Author.name>:string @index(hash) @upsert . ",
        "[0x0] <Member.pass>:password . ",
        "[0x0] <Reading.place>:geo @index(geo) . ",
        '[0x0] <Reading.vector>:float32vector @index(hnsw("metric":"cosine")) . ',
        "[0x0] <City.name>:string @lang . ",
        "[0x0] type <Odd> {",
    } <= set(lines)
    odd = lines[lines.index("[0x0] type <Odd> {") :]
    assert odd[1:7] == ["\tnick", "\tmass", "\taka", "\tlikes", "\t~likes", "}"]
    [entry] = orjson.loads(texts["g01.gql_schema.gz"])
    assert entry == {"namespace": 0, "schema": filled.schema_text()}


def test_a_store_of_dql_alone_has_no_graphql_schema(empty: Database, tmp_path: Path) -> None:
    empty.alter_dql(DqlAlter(schema="name: string ."))
    load(empty, write(tmp_path, ['_:a <name> "a" .']))
    texts = exported(empty, tmp_path / "out")
    assert texts["g01.gql_schema.gz"] == "" and texts["g01.rdf.gz"].endswith('<name> "a"^^<xs:string> <0x0> .')
    nothing = exported(_emptied(empty), tmp_path / "nothing", "json")
    assert orjson.loads(nothing["g01.json.gz"]) == []


def _emptied(database: Database) -> Database:
    database.drop_all()
    return database


def test_nodes_without_values_hide_none_behind_them(empty: Database, tmp_path: Path) -> None:
    empty.alter("type Film { id: ID!  title: String }")
    lines = [f'_:f{number} <dgraph.type> "Film" .' for number in range(350)]
    load(empty, write(tmp_path, [*lines, '_:f349 <Film.title> "last" .']))
    text = exported(empty, tmp_path / "out")["g01.rdf.gz"]
    assert len(text.splitlines()) == 351 and '<Film.title> "last"' in text


def test_an_export_shows_one_state_while_others_write(filled: Database, tmp_path: Path) -> None:
    expected = exported(filled, tmp_path / "before")
    seen: list[ExportProgress] = []

    def write_meanwhile(far: ExportProgress) -> None:
        seen.append(far)
        if len(seen) == 1:
            worker = threading.Thread(
                target=lambda: filled.graphql('mutation { addGenre(input: {label: "new"}) { numUids } }')
            )
            worker.start()
            worker.join()

    made = export_store(filled.storage, tmp_path / "out", "rdf", write_meanwhile)
    text = gzip.decompress((made.folder / "g01.rdf.gz").read_bytes()).decode()
    assert sorted(text.splitlines()) == expected["g01.rdf.gz"].splitlines()
    assert len(asked(filled, '{ queryGenre(filter: {label: {eq: "new"}}) { label } }')["queryGenre"]) <= 1
    assert "new" in {genre["label"] for genre in asked(filled, "{ queryGenre { label } }")["queryGenre"]}
    assert seen[-1].uids_done == seen[-1].uids_total and seen[-1].quads == made.quads


def test_what_cannot_be_written_leaves_no_folder(filled: Database, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(ExportError, match="cannot be written") as raised:
        export_store(filled.storage, place / "out")
    assert raised.value.code == "EXPORT_FAILED"

    def fail(_: ExportProgress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_store(filled.storage, tmp_path / "out", "rdf", fail)
    assert list((tmp_path / "out").iterdir()) == []
    one, other = (export_store(filled.storage, tmp_path / "out").folder for _ in range(2))
    assert one != other and one.name.startswith("dgraph.r")
    assert {folder.name for folder in (tmp_path / "out").iterdir()} == {one.name, other.name}


def test_an_export_changes_nothing(filled: Database, tmp_path: Path) -> None:
    before = dump_storage(filled.storage)
    exported(filled, tmp_path / "out")
    assert dump_storage(filled.storage) == before
