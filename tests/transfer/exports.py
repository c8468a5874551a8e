"""What tests of exports share: a store with every form of value, exports as texts, loads of exports."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, Final

from graphwright import Database
from graphwright.model.dql_requests import DqlAlter
from graphwright.transfer.export_forms import Format
from graphwright.transfer.exporting import export_store
from graphwright.transfer.load import LoadOptions, load_files
from graphwright.transfer.schema_files import apply_schema, given_files, read_schema_files
from tests.stores import rich_add, rich_old, rich_schema

more_types: Final = """
type Reading {
  id: ID!
  code: String! @id
  at: DateTime @search(by: [hour])
  exact: Float @search
  whole: Int64 @search
  flag: Boolean @search
  numbers: [Float]
  vector: [Float!] @embedding @search(by: ["hnsw(metric: cosine)"])
  place: Point @search
}
type Member @secret(field: "pass") { name: String! @id  code: String  place: String }
type Pair @unique(fields: ["left", "right"]) { id: ID!  left: String  right: Int }
"""
dql_schema: Final = """
nick: string @index(hash) @lang .
mass: bigfloat @index(bigfloat) .
aka: [string] @index(term) @count .
sizes: [float] .
when: [datetime] @index(hour) .
heavy: [bigfloat] .
note: default .
likes: [uid] @reverse @count .
boss: uid @reverse .
type Odd { nick mass aka likes <~likes> }
"""
quads: Final = r"""
<http://films/alien> <dgraph.type> "Odd" .
<http://films/alien> <nick> "Alien" (source="im\"db, (x) ü", since=2001-02-03T04:05:06.123456789+02:00) .
<http://films/alien> <nick> "Das unheimliche Wesen"@de (sure=true) .
<http://films/alien> <nick> "zweite \u0001 Zeile\nmit \"Zeichen\" \\ <>&%'' \u007F \U0001F98A"@de-CH .
<http://films/alien> <mass> "123456789012345678901234567890.5" (by="me") .
<http://films/alien> <aka> "a" (order=1) .
<http://films/alien> <aka> "b" .
<http://films/alien> <aka> "" .
<http://films/alien> <sizes> "0.1" (unit="m") .
<http://films/alien> <sizes> "3" (unit="cm", exact=2.0) .
<http://films/alien> <when> "1969-07-20T20:17:40.000000001-05:30" (who="Neil") .
<http://films/alien> <heavy> "7.50" (n=1) .
<http://films/alien> <heavy> "1e-30" .
<http://films/alien> <note> "42" .
<http://films/alien> <likes> _:bob (often=7, weight=0.1, sure=true, tiny=1e-9) .
_:bob <likes> <http://films/alien> .
_:bob <boss> _:bob (since=1999) .
_:bob <made\u0020up:\u0020né\u0020\u0040\u003E> "no schema names this" .
"""
readings: Final[list[dict[str, Any]]] = [
    {
        "code": "a",
        "at": "1979-05-25T10:00:00.123456789+02:00",
        "exact": 0.1,
        "whole": 2**63 - 1,
        "flag": True,
        "numbers": [0.1, -1e300],
        "vector": [0.1, 2.5],
    },
    {"code": "b \"' ü 𝄞\t\n\\", "at": "0001-01-01T00:00:00Z", "exact": 5e-324, "whole": -(2**63), "flag": False},
    {"code": " ", "exact": -0.0, "place": {"longitude": 13.37, "latitude": -52.5}},
    {"code": "c", "exact": 1.7976931348623157e308},
]


def fill(database: Database, folder: Path) -> None:
    """Every home, kind, language and facet there is."""
    file = folder / "some.rdf"
    file.write_text(quads, encoding="utf-8")
    database.alter(rich_schema + more_types)
    database.alter_dql(DqlAlter(schema=dql_schema))
    for query in (rich_old, rich_add):
        assert "errors" not in database.graphql(query)
    given = {"readings": readings}
    add = "mutation($readings: [AddReadingInput!]!) { addReading(input: $readings) { numUids } }"
    assert database.graphql(add, given) == {"data": {"addReading": {"numUids": 4}}}
    others = """mutation { addMember(input: [{name: "ann", pass: "secret1"}]) { numUids }
      addPair(input: [{left: "x", right: 1}, {left: "x", right: 2}]) { numUids } }"""
    assert "errors" not in database.graphql(others)
    report = load_files(database, [file], LoadOptions())
    assert report.bad_line_count == 0


def exported(database: Database, folder: Path, format_: Format = "rdf") -> dict[str, str]:
    """An export as texts by the names of the files; quads in order."""
    made = export_store(database.storage, folder, format_).folder
    texts = {file.name: gzip.decompress(file.read_bytes()).decode() for file in made.iterdir()}
    return {name: _in_order(text) if name.startswith(("g01.rdf", "g01.json")) else text for name, text in texts.items()}


def _in_order(text: str) -> str:
    return "\n".join(sorted(line.removesuffix(",") for line in text.splitlines()))


def load_export(database: Database, folder: Path, **options: Any) -> None:
    """Loads the one export that is in a folder, with its schemas."""
    [made] = folder.iterdir()
    given = given_files([made], [])
    for schema in read_schema_files(given.schemas):
        apply_schema(database, schema)
    load_files(database, given.data, LoadOptions(**options))
