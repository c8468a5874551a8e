"""What quads become: values of their predicates' kinds, sets, tagged values, facets; from RDF and from JSON."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from graphwright import Database
from tests.stores import check_invariants
from tests.transfer.loading import asked, load, rows_of, uid_of, write

SCHEMA = """
type Film {
  id: ID!
  title: String! @id @search(by: [term])
  year: Int @search
  rating: Float
  isSeen: Boolean
  released: DateTime @search(by: [day])
  tags: [String] @search(by: [exact])
  scores: [Int]
  nameDe: String @dgraph(pred: "Film.name@de")
  name: String @dgraph(pred: "Film.name")
}
"""
ALL = "{ queryFilm(order: {asc: title}) { title year rating isSeen released tags scores nameDe name } }"


def test_typed_values(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    path = write(
        tmp_path,
        [
            '_:a <dgraph.type> "Film" .',
            '_:a <Film.title> "Alien" .',
            '_:a <Film.year> "1979"^^<xs:int> .',
            '_:a <Film.rating> "8.5"^^<xs:double> .',
            '_:a <Film.isSeen> "1"^^<xs:boolean> .',
            '_:a <Film.released> "1979-05-25"^^<http://www.w3.org/2001/XMLSchema#date> .',
            '_:a <Film.tags> "b" .',
            '_:a <Film.tags> "a" .',
            '_:a <Film.tags> "b" .',
            '_:a <Film.scores> "3.0"^^<xs:float> .',
            '_:a <Film.name> "Alien" .',
            '_:a <Film.name> "Das Wesen"@de .',
            "# a comment",
            "",
        ],
    )
    report = load(database, path)
    assert (report.quads, report.nodes, report.bad_line_count) == (12, 1, 0)
    assert asked(database, ALL)["queryFilm"] == [
        {
            "title": "Alien",
            "year": 1979,
            "rating": 8.5,
            "isSeen": True,
            "released": "1979-05-25T00:00:00Z",
            "tags": ["a", "b"],
            "scores": [3],
            "nameDe": "Das Wesen",
            "name": "Alien",
        }
    ]
    check_invariants(database.storage)


def test_the_last_of_single_values_stands(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    first = ['_:a <dgraph.type> "Film" .', '_:a <Film.title> "One" .', '_:a <Film.title> "Two" .']
    load(database, write(tmp_path, [*first, '_:a <Film.name> "x"@de .', '_:a <Film.name> "y"@de .']))
    load(database, write(tmp_path, ['_:a <Film.title> "Three word title" .', '_:a <Film.year> "1" .']))
    answer = asked(database, '{ queryFilm { title year nameDe } getFilm(title: "Three word title") { year } }')
    assert answer == {"queryFilm": [{"title": "Three word title", "year": 1, "nameDe": "y"}], "getFilm": {"year": 1}}
    check_invariants(database.storage)


def test_values_are_found_by_their_indexes(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    lines = []
    for number in range(30):
        lines += [
            f'_:f{number} <dgraph.type> "Film" .',
            f'_:f{number} <Film.title> "film number {number}" .',
            f'_:f{number} <Film.year> "{2000 + number}" .',
        ]
    load(database, write(tmp_path, lines))
    answer = asked(
        database,
        '{ term: queryFilm(filter: {title: {allofterms: "NUMBER 7"}}) { year } '
        "year: queryFilm(filter: {year: {lt: 2002}}, order: {desc: year}) { year } "
        'key: getFilm(title: "film number 3") { year } }',
    )
    assert answer == {"term": [{"year": 2007}], "year": [{"year": 2001}, {"year": 2000}], "key": {"year": 2003}}


def test_facets_stand_beside_values_and_edges(database: Database, tmp_path: Path) -> None:
    database.alter("type P { name: String  tags: [String]  best: P  friends: [P] @hasInverse(field: friends) }")
    load(
        database,
        write(
            tmp_path,
            [
                '_:a <P.name> "A" (origin="french", since=2001-02-03, n=1, x=1.5, ok=true) .',
                '_:a <P.tags> "t" (by="me") .',
                "_:a <P.best> _:b (close=true) .",
                "_:a <P.friends> _:b (since=1999) .",
                '_:a <P.name> "B"@de (by="you") .',
            ],
        ),
    )
    a, b = uid_of(database, "_:a"), uid_of(database, "_:b")
    tables = {name: p.facet_table or "" for name, p in database.catalog.predicates.items()}
    assert rows_of(database, tables["P.name"]) == [
        (a, "", '{"n":1,"ok":true,"origin":"french","since":{"datetime":"2001-02-03T00:00:00Z"},"x":1.5}'),
        (a, "@de", '{"by":"you"}'),
    ]
    assert rows_of(database, tables["P.tags"]) == [(a, "t", '{"by":"me"}')]
    assert rows_of(database, tables["P.best"]) == [(a, str(b), '{"close":true}')]
    assert rows_of(database, tables["P.friends"]) == [(a, str(b), '{"since":1999}'), (b, str(a), '{"since":1999}')]


def test_packed_files_and_several_of_them(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    packed = tmp_path / "a.rdf.gz"
    packed.write_bytes(gzip.compress(b'_:a <dgraph.type> "Film" .\n_:a <Film.title> "A" .\n'))
    nameless = tmp_path / "b.gz"
    nameless.write_bytes(gzip.compress(b'[{"uid": "_:a", "Film.year": 3}]'))
    report = load(database, packed, write(tmp_path, '_:a <Film.rating> "2" .\n', "c.nq"), nameless)
    assert report.quads == 4
    assert asked(database, "{ queryFilm { title year rating } }")["queryFilm"] == [
        {"title": "A", "year": 3, "rating": 2}
    ]


def test_json(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    data = [
        {"dgraph.type": "Film", "Film.title": "A", "Film.year": 1, "Film.tags": ["x", "y"], "Film.name@de": "Ah"},
        {"dgraph.type": ["Film"], "Film.title": "B", "Film.isSeen": False, "Film.released": "2001-02-03"},
    ]
    report = load(database, write(tmp_path, json.dumps(data), "films.json"))
    assert (report.quads, report.nodes) == (10, 2)
    answer = asked(database, "{ queryFilm(order: {asc: title}) { title year tags nameDe isSeen released } }")
    assert answer["queryFilm"] == [
        {"title": "A", "year": 1, "tags": ["x", "y"], "nameDe": "Ah", "isSeen": None, "released": None},
        {
            "title": "B",
            "year": None,
            "tags": [],
            "nameDe": None,
            "isSeen": False,
            "released": "2001-02-03T00:00:00Z",
        },
    ]
    assert rows_of(database, "gw_blank_nodes") == [], "objects without a uid have no name to come back to"


def test_names_are_kept_for_later_loads(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    load(database, write(tmp_path, ['_:a <dgraph.type> "Film" .', '_:a <Film.title> "A" .', '<x> <Film.title> "X" .']))
    report = load(database, write(tmp_path, ['_:a <Film.year> "5" .', '<x> <dgraph.type> "Film" .']))
    assert report.nodes == 0
    assert asked(database, "{ queryFilm(order: {asc: title}) { title year } }")["queryFilm"] == [
        {"title": "A", "year": 5},
        {"title": "X", "year": None},
    ]
    check_invariants(database.storage)


def test_explicit_uids_are_taken_as_they_are_and_not_given_out_again(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    lines = ['<0x100> <dgraph.type> "Film" .', '<256> <Film.title> "A" .', '_:b <Film.title> "B" .']
    assert load(database, write(tmp_path, lines)).nodes == 2
    assert asked(database, '{ getFilm(id: "0x100") { title } }') == {"getFilm": {"title": "A"}}
    assert uid_of(database, "_:b") == 257
    added = asked(database, 'mutation { addFilm(input: [{title: "C"}]) { film { id } } }')
    assert int(added["addFilm"]["film"][0]["id"], 16) > 257
    assert load(database, write(tmp_path, ['<0x100> <Film.year> "7" .'])).nodes == 0
    assert asked(database, '{ getFilm(title: "A") { year } }') == {"getFilm": {"year": 7}}
