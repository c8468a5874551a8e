"""`--types`: a schema that gives untyped nodes their types."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import GraphwrightError
from graphwright.schema.compile import compile_schema
from graphwright.transfer.inference import infer_types
from tests.stores import check_invariants
from tests.transfer.loading import asked, load, load_large, small_blocks, write

MAP = """
type Film @dgraph(type: "film") {
  id: ID!
  name: String @dgraph(pred: "name")
  year: Int @dgraph(pred: "year")
  nameDe: String @dgraph(pred: "title@de")
  directors: [Director] @hasInverse(field: films) @dgraph(pred: "directed_by")
}
type Director @dgraph(type: "director") {
  id: ID!
  name: String @dgraph(pred: "name")
  films: [Film] @dgraph(pred: "director.film")
}
interface Place { id: ID!  where: String @dgraph(pred: "where") }
type City implements Place { mayor: Director @dgraph(pred: "mayor") }
"""


def test_the_rule() -> None:
    inference = infer_types(compile_schema(MAP))
    assert inference.subjects == {
        "year": ["film"],
        "title": ["film"],
        "directed_by": ["film"],
        "director.film": ["director"],
        "where": ["City", "Place"],
        "mayor": ["City", "Place"],
    }
    assert inference.objects == {"directed_by": ["director"], "director.film": ["film"], "mayor": ["director"]}


def test_a_predicate_of_two_types_tells_nothing() -> None:
    schema = """
      type A { x: String @dgraph(pred: "x")  only: Int }
      type B { x: String @dgraph(pred: "x") }
      interface I { y: Int }
      type C implements I { z: Int }
      type D implements I { w: I }
    """
    inference = infer_types(compile_schema(schema))
    assert inference.subjects == {"A.only": ["A"], "C.z": ["C", "I"], "D.w": ["D", "I"]}
    assert inference.objects == {}, "an interface with two implementations says nothing of the node"


@pytest.mark.parametrize("is_cut", [False, True])
def test_nodes_get_types(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_cut: bool) -> None:
    lines = [
        '<f1> <name> "Alien" .',
        '<d1> <name> "Scott" .',
        '<f2> <year> "1982"^^<xs:int> .',
        '<f3> <title> "Das Dritte"@de .',
        '<f4> <name> "Nobody knows" .',
        "<f1> <directed_by> <d1> .",
        "<d2> <director.film> <f5> .",
        "<c> <mayor> <d3> .",
        '<other> <dgraph.type> "Thing" .',
        '<other> <year> "1"^^<xs:int> .',
    ]
    if is_cut:
        load_large(monkeypatch)
        small_blocks(monkeypatch, 10)
    report = load(database, write(tmp_path, lines), types=MAP)
    assert report.schema_changes
    answer = asked(
        database,
        "{ queryFilm { name year nameDe directors { id name } } queryDirector { name films { name } } "
        "  queryCity { mayor { id } } queryPlace { where } }",
    )
    films = sorted(answer["queryFilm"], key=str)
    assert [(film["name"], film["year"], film["nameDe"]) for film in films] == [
        ("Alien", None, None),
        (None, 1, None),
        (None, 1982, None),
        (None, None, "Das Dritte"),
        (None, None, None),
    ]
    assert sorted(len(film["directors"]) for film in films) == [0, 0, 0, 1, 1]
    assert len(answer["queryDirector"]) == 3
    assert len(answer["queryCity"]) == len(answer["queryPlace"]) == 1
    members = database.dql("{ q(func: type(Thing)) { count(uid) } }")["data"]
    assert members == {"q": [{"count": 1}]}


def test_a_map_that_is_no_schema_changes_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(GraphwrightError):
        load(database, write(tmp_path, ['_:a <p> "x" .']), types="type A {")
    assert not database.health().unfinished_loads
    assert not database.catalog.predicates


def test_without_a_map_nodes_stay_as_they_are(database: Database, tmp_path: Path) -> None:
    database.alter(MAP)
    load(database, write(tmp_path, ['<f2> <year> "1982"^^<xs:int> .']))
    assert asked(database, "{ queryFilm { year } }") == {"queryFilm": []}


def test_invariants_hold_with_a_map(database: Database, tmp_path: Path) -> None:
    load(database, write(tmp_path, ["<f1> <directed_by> <d1> .", "<d1> <director.film> <f1> ."]), types=MAP)
    check_invariants(database.storage)
