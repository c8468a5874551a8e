"""Exports as Dgraph writes them are read whole: labels, datatypes, single quotes, texts for Booleans."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest

from graphwright import Database
from tests.transfer.exports import exported, load_export
from tests.transfer.loading import load

_schema = """[0x0] <alias>:[string] @index(exact,term) @count .
[0x0] <alive>:bool @index(bool) .
[0x0] <born>:dateTime @index(year) .
[0x0] <dgraph.type>:[string] @index(exact) .
[0x0] <dgraph.drop.op>:string .
[0x0] <dgraph.graphql.xid>:string @index(exact) @upsert .
[0x0] <friend>:[uid] @reverse @count .
[0x0] <home>:uid .
[0x0] <loc>:geo @index(geo) .
[0x0] <mass>:bigfloat .
[0x0] <name>:string @index(hash) @lang @upsert .
[0x0] <secret>:password .
[0x0] <vec>:float32vector @index(hnsw("exponent":"4","metric":"euclidean")) .
[0x0] <Film.title>:string @index(hash) @upsert .
[0x0] type <Person> {
	name
	alias
	friend
}
[0x0] type <Film> {
	Film.title
}
[0x0] type <dgraph.graphql> {
	dgraph.graphql.schema
	dgraph.graphql.xid
}
"""
_hash = "$2a$10$xFHHTqvl2BjeRHuF0RsOCu6Q8djZ8l0ggDsGxQrtyq6N0UEvEdPFO"
_rdf = rf"""<0x2> <name> "Ann \u003cthe first\u003e\n" <0x0> .
<0x2> <name> "Anna"@de <0x0> .
<0x2> <dgraph.type> "Person"^^<xs:string> <0x0> .
<0x2> <alias> "a"^^<xs:string> <0x0> (kind="nick",since=2006-01-02T15:04:05Z) .
<0x2> <alias> "b"^^<xs:string> <0x0> .
<0x2> <alive> "true"^^<xs:boolean> <0x0> .
<0x2> <born> "1990-01-02T03:04:05.678901234+02:00"^^<xs:dateTime> <0x0> .
<0x2> <loc> "{{'type':'Point','coordinates':[1.5,-2]}}"^^<geo:geojson> <0x0> .
<0x2> <mass> "1234567890.123456789012345"^^<xs:decimal> <0x0> .
<0x2> <secret> "{_hash}"^^<xs:password> <0x0> .
<0x2> <vec> "[0.5,1]"^^<xs:[]float32> <0x0> .
<0x2> <friend> <0x3> <0x0> (close=true,weight=0.5,age=33) .
<0x2> <home> <0x4> <0x0> .
<0x3> <Film.title> "Alien"^^<xs:string> <0x0> .
<0x3> <dgraph.type> "Film"^^<xs:string> <0x0> .
"""
_json: list[dict[str, Any]] = [
    {"name": "Ann <the first>\n"},
    {"name@de": "Anna"},
    {"dgraph.type": "Person"},
    {"alias": "a", "alias|kind": "nick", "alias|since": "2006-01-02T15:04:05Z"},
    {"alias": "b"},
    {"alive": "true"},
    {"born": "1990-01-02T03:04:05.678901234+02:00"},
    {"loc": "{'type':'Point','coordinates':[1.5,-2]}"},
    {"mass": "1234567890.123456789012345"},
    {"secret": _hash},
    {"vec": "[0.5,1]"},
    {"friend": [{"uid": "0x3", "friend|close": True, "friend|weight": 0.5, "friend|age": 33}]},
    {"home": [{"uid": "0x4"}]},
]
_film: list[dict[str, Any]] = [{"Film.title": "Alien"}, {"dgraph.type": "Film"}]
_graphql = "type Film { id: ID!  title: String! @id }"


@pytest.mark.parametrize("form", ["rdf", "json"])
def test_an_export_of_the_reference(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "dgraph.r20025.u1004.2341"
    folder.mkdir(parents=True)
    objects = [{"uid": "0x2", "namespace": "0x0", **member} for member in _json]
    objects += [{"uid": "0x3", "namespace": "0x0", **member} for member in _film]
    data = _rdf if form == "rdf" else "[\n  " + ",\n  ".join(orjson.dumps(each).decode() for each in objects) + "\n]\n"
    for name, text in (
        (f"g01.{form}.gz", data),
        ("g01.schema.gz", _schema.replace(" .\n", " . \n")),
        ("g01.gql_schema.gz", orjson.dumps([{"namespace": 0, "schema": _graphql}]).decode()),
    ):
        (folder / name).write_bytes(gzip.compress(text.encode()))
    with Database.open(":memory:") as database:
        load_export(database, tmp_path / "in")
        lines = exported(database, tmp_path / "out")["g01.rdf.gz"].splitlines()
        assert database.graphql('{ getFilm(title: "Alien") { id } }') == {"data": {"getFilm": {"id": "0x3"}}}
        assert not any(name.startswith("dgraph.") for name in database.catalog.predicates)
    assert lines == sorted(
        [
            '<0x2> <name> "Ann <the first>\\n"^^<xs:string> <0x0> .',
            '<0x2> <name> "Anna"@de <0x0> .',
            '<0x2> <dgraph.type> "Person"^^<xs:string> <0x0> .',
            '<0x2> <alias> "a"^^<xs:string> <0x0> (kind="nick", since=2006-01-02T15:04:05Z) .',
            '<0x2> <alias> "b"^^<xs:string> <0x0> .',
            '<0x2> <alive> "true"^^<xs:boolean> <0x0> .',
            '<0x2> <born> "1990-01-02T03:04:05.678901234+02:00"^^<xs:dateTime> <0x0> .',
            '<0x2> <loc> "{\\"type\\":\\"Point\\",\\"coordinates\\":[1.5,-2]}"^^<geo:geojson> <0x0> .',
            '<0x2> <mass> "1234567890.123456789012345"^^<xs:decimal> <0x0> .',
            f'<0x2> <secret> "{_hash}"^^<xs:password> <0x0> .',
            '<0x2> <vec> "[0.5,1.0]"^^<xs:[]float32> <0x0> .',
            "<0x2> <friend> <0x3> <0x0> (age=33, close=true, weight=0.5) .",
            "<0x2> <home> <0x4> <0x0> .",
            '<0x3> <Film.title> "Alien"^^<xs:string> <0x0> .',
            '<0x3> <dgraph.type> "Film"^^<xs:string> <0x0> .',
        ]
    )


def test_a_namespace_that_is_none_is_a_predicate(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"uid": "0x2", "namespace": "films", "name": "x"}]')
    (tmp_path / "b.json").write_text('[{"uid": "0x3", "namespace": "0x0", "name": "y"}]')
    with Database.open(":memory:") as database:
        load(database, tmp_path / "a.json", tmp_path / "b.json")
        lines = exported(database, tmp_path / "out")["g01.rdf.gz"].splitlines()
    assert [line for line in lines if "<namespace>" in line] == [
        '<0x2> <namespace> "films"^^<xs:string> <0x0> .',
    ]
