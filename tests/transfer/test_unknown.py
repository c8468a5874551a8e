"""Predicates and types that no schema names become known, and a schema that names them later keeps their data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import ErrorList, LoadError
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome
from graphwright.model.values import ValueKind
from tests.stores import check_invariants
from tests.transfer.loading import asked, load, write


@pytest.mark.parametrize(
    ("objects", "kind", "home"),
    [
        (['"a"'], ValueKind.DEFAULT, ColumnHome),
        (['"a"^^<xs:string>', '"b"^^<xs:string>'], ValueKind.STRING, ColumnHome),
        (['"a"', '"b"@de'], ValueKind.STRING, ColumnHome),
        (['"1"^^<xs:int>'], ValueKind.INT, ColumnHome),
        (['"1"^^<xs:int>', '"1.5"^^<xs:float>'], ValueKind.FLOAT, ColumnHome),
        (['"1"^^<xs:int>', '"b"^^<xs:string>'], ValueKind.STRING, ColumnHome),
        (['"true"^^<xs:boolean>'], ValueKind.BOOL, ColumnHome),
        (['"2001"^^<xs:gYear>', '"2001-02-03"^^<xs:date>'], ValueKind.DATETIME, ColumnHome),
        (['"secret12"^^<xs:password>', '"another1"'], ValueKind.PASSWORD, ColumnHome),
        (['"AA=="^^<xs:base64Binary>'], ValueKind.STRING, ColumnHome),
        (["_:x"], ValueKind.UID, EdgeHome),
    ],
)
def test_kinds_follow_from_data(
    database: Database, tmp_path: Path, objects: list[str], kind: ValueKind, home: type
) -> None:
    report = load(database, write(tmp_path, [f"_:n{number} <p> {text} ." for number, text in enumerate(objects)]))
    assert report.new_predicates == ["p"]
    assert (report.quads, report.bad_line_count) == (len(objects), 0)
    predicate = database.catalog.predicates["p"]
    assert (predicate.kind, type(predicate.home)) == (kind, home)


def test_json_lists_hold_several_values(database: Database, tmp_path: Path) -> None:
    data = {"tags": ["a", "b"], "days": ["2001-02-03"], "knows": [{"name": "B"}, {"name": "C"}], "age": 3}
    load(database, write(tmp_path, json.dumps(data), "d.json"))
    predicates = database.catalog.predicates
    assert isinstance(predicates["tags"].home, ListHome)
    assert isinstance(predicates["knows"].home, EdgeHome)
    assert predicates["age"].kind is ValueKind.INT


def test_a_node_keeps_all_its_values_whatever_table_they_are_in(database: Database, tmp_path: Path) -> None:
    lines = [f'_:a <p{number}> "{number}"^^<xs:int> .' for number in range(450)]
    load(database, write(tmp_path, lines))
    tables = {p.home.table for p in database.catalog.predicates.values() if isinstance(p.home, ColumnHome)}
    assert len(tables) == 3, "a family is split at 200 columns"
    fields = "\n".join(f'p{number}: Int @dgraph(pred: "p{number}")' for number in range(450))
    database.alter(f"type T {{ {fields} }}")
    load(database, write(tmp_path, ['_:a <dgraph.type> "T" .']))
    wanted = " ".join(f"p{number}" for number in range(449))
    assert asked(database, f"{{ queryT {{ {wanted} }} }}")["queryT"] == [{f"p{n}": n for n in range(449)}]


def test_a_schema_takes_over_what_was_loaded_without_one(database: Database, tmp_path: Path) -> None:
    lines = [
        '_:a <dgraph.type> "Person" .',
        '_:a <name> "Ann" .',
        '_:a <name> "Anne"@fr .',
        '_:a <age> "30"^^<xs:int> .',
        "_:a <knows> _:b .",
        "_:b <knows> _:a .",
        "_:b <knows> _:c .",
        '_:b <dgraph.type> "Person" .',
        '_:b <name> "Bob" .',
        '_:c <dgraph.type> "Person" .',
        '_:c <name> "Cy" .',
    ]
    report = load(database, write(tmp_path, lines))
    assert (report.new_predicates, report.new_types) == (["name", "age", "knows"], ["Person"])
    check_invariants(database.storage)
    database.alter(
        """type Person {
          name: String! @id @search(by: [term]) @dgraph(pred: "name")
          nameFr: String @dgraph(pred: "name@fr")
          age: Int @search @dgraph(pred: "age")
          knows: [Person] @dgraph(pred: "knows") @hasInverse(field: knownBy)
          knownBy: [Person]
        }"""
    )
    check_invariants(database.storage)
    answer = asked(
        database,
        '{ getPerson(name: "Bob") { knows(order: {asc: name}) { name age nameFr } knownBy { name } } '
        '  queryPerson(filter: {name: {anyofterms: "ann"}, age: {gt: 20}}) { name } }',
    )
    assert answer == {
        "getPerson": {
            "knows": [{"name": "Ann", "age": 30, "nameFr": "Anne"}, {"name": "Cy", "age": None, "nameFr": None}],
            "knownBy": [{"name": "Ann"}],
        },
        "queryPerson": [{"name": "Ann"}],
    }


def test_what_is_stored_as_text_becomes_a_number_if_it_is_one(database: Database, tmp_path: Path) -> None:
    load(database, write(tmp_path, ['_:a <age> "30" .', '_:b <height> "tall" .', '_:a <dgraph.type> "Person" .']))
    with pytest.raises(ErrorList, match="height"):
        database.alter('type Person { height: Int @dgraph(pred: "height") }')
    database.alter('type Person { age: Int @dgraph(pred: "age") }')
    assert database.graphql("{ queryPerson { age } }")["data"] == {"queryPerson": [{"age": 30}]}


def test_values_of_a_predicate_that_do_not_go_together_are_told(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path, ['_:a <pin> "secret12"^^<xs:password> .', '_:a <pin> "x"@de .'])
    with pytest.raises(LoadError, match=r"data\.rdf:1:11: pin: a password has no language"):
        load(database, path)
    assert load(database, is_undone=True).is_undone
