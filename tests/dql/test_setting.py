"""Mutations that set quads: what is stored, what is refused, and that a load of the same lines gives the same."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from graphwright import Database, limits
from graphwright.errors import (
    DuplicateKeyError,
    GraphwrightError,
    InputError,
    LimitError,
    ValidationError,
)
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest
from graphwright.model.values import ValueKind
from tests.stores import check_invariants, differing, rich_schema
from tests.transfer.loading import data_of, load, write
from tests.transfer.test_same_by_all_ways import random_lines


def put(database: Database, text: str) -> dict[str, Any]:
    """Sets the quads; gives the uids of blank nodes."""
    answer = database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=text),), commits=True))
    assert answer.position is not None
    assert answer.commit_ts == answer.position > answer.start_ts
    assert answer.data is None and answer.uids is not None
    return dict(answer.uids)


@pytest.fixture
def library(database: Database) -> Database:
    database.alter(rich_schema)
    return database


def test_types_keys_tokens_lists_and_both_ends_are_kept(library: Database) -> None:
    uids = put(
        library,
        """
        _:a <dgraph.type> "Author" .
        _:a <Author.name> "Ann" .
        _:a <Author.bio> "wrote a book" .
        _:a <Author.tags> "x" .
        _:a <Author.tags> "y" .
        _:a <Author.born> "1950-06-01T12:00:00+02:00"^^<xs:dateTime> .
        _:a <Author.isAlive> "1" .
        _:b <dgraph.type> "Book" .
        _:b <Book.title> "On books" .
        _:b <Book.author> _:a .
        """,
    )
    assert list(uids) == ["a", "b"]
    check_invariants(library.storage)
    found = library.graphql(
        """{ getAuthor(name: "Ann") { id tags isAlive born books { title } }
             queryAuthor(filter: {bio: {allofterms: "book"}}) { name } }"""
    )
    assert found["data"] == {
        "getAuthor": {
            "id": uids["a"],
            "tags": ["x", "y"],
            "isAlive": True,
            "born": "1950-06-01T12:00:00+02:00",
            "books": [{"title": "On books"}],
        },
        "queryAuthor": [{"name": "Ann"}],
    }


def test_a_type_that_a_node_gets_later_takes_its_keys(library: Database) -> None:
    [uid] = put(library, '_:a <Author.name> "Ann" .').values()
    assert library.graphql('{ getAuthor(name: "Ann") { id } }')["data"]["getAuthor"] is None
    put(library, f'<{uid}> <dgraph.type> "Author" .')
    put(library, f'<{uid}> <dgraph.type> "Author" .')
    assert library.graphql('{ getAuthor(name: "Ann") { id } }')["data"]["getAuthor"] == {"id": uid}
    with pytest.raises(DuplicateKeyError, match="Ann"):
        put(library, '_:b <Author.name> "Ann" .\n_:b <dgraph.type> "Author" .')
    put(library, f'<{uid}> <Author.name> "Bob" .')
    put(library, '_:b <Author.name> "Ann" .\n_:b <dgraph.type> "Author" .')
    check_invariants(library.storage)


def test_what_no_schema_names_is_made_known(library: Database) -> None:
    version = library.catalog.version
    uids = put(
        library,
        """
        _:a <dgraph.type> "Ship" .
        _:a <name> "Vasa" .
        _:a <name> "Vasa"@sv .
        _:a <length> "69.0"^^<xs:float> .
        _:a <crew> _:b (since=1628) .
        """,
    )
    assert library.catalog.version == version + 1
    kinds = {name: str(library.catalog.predicates[name].kind) for name in ("name", "length", "crew")}
    assert kinds == {"name": "string", "length": "float", "crew": "uid"}
    found = library.dql(f"{{ q(func: uid({uids['a']})) {{ name length crew {{ uid }} }} }}")
    assert found["data"] == {"q": [{"name": "Vasa", "length": 69.0, "crew": [{"uid": uids["b"]}]}]}


def test_json_lists_make_lists(library: Database) -> None:
    ships = [{"dgraph.type": "Ship", "flags": ["a", "b"], "mast": {"height": 3}, "crew": [{"height": 2}]}]
    mutations = (DqlMutation(set_json=orjson.dumps(ships)), DqlMutation(set_json=b'{"height": 4}'))
    answer = library.run_dql_blocking(DqlRequest(mutations=mutations, commits=True))
    assert answer.uids is not None
    names = [name.rpartition(".") for name in answer.uids]
    assert [number for _, _, number in names] == ["1", "2", "3", "4"]
    assert len({prefix for prefix, _, _ in names}) == 1
    ship = next(iter(answer.uids.values()))
    found = library.dql(f"{{ q(func: uid({ship})) {{ flags mast {{ height }} crew {{ height }} }} }}")
    # As in the reference: one object is the only one, a list is one of several.
    assert found["data"] == {"q": [{"flags": ["a", "b"], "mast": {"height": 3}, "crew": [{"height": 2}]}]}


def test_passwords_are_hashed_but_for_hashes(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    database.alter('type User @secret(field: "pass") { name: String! @id }')
    put(database, '_:a <dgraph.type> "User" .\n_:a <User.name> "ann" .\n_:a <User.pass> "secret1" .')
    check = '{ checkUserPassword(name: "ann", pass: "secret1") { name } }'
    assert database.graphql(check)["data"] == {"checkUserPassword": {"name": "ann"}}
    [stored] = [
        cell
        for rows in data_of(database).values()
        for row in rows
        for cell in row
        if isinstance(cell, str) and cell.startswith("$2a$10$")
    ]
    put(database, f'_:b <dgraph.type> "User" .\n_:b <User.name> "bob" .\n_:b <User.pass> "{stored}" .')
    assert database.graphql(check.replace("ann", "bob"))["data"] == {"checkUserPassword": {"name": "bob"}}
    monkeypatch.setattr(limits, "passwords_per_mutation_max", 1)
    with pytest.raises(LimitError, match="passwords_per_mutation_max"):
        put(database, '_:c <User.pass> "secret1" .\n_:d <User.pass> "secret2" .')


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ('<alice> <Author.bio> "x" .', InputError, "alice is no node"),
        ('<0xffffffff> <Author.bio> "x" .', InputError, "0xffffffff was never given"),
        ('_:a <Book.pages> "many" .', InputError, '"many" is no integer'),
        ('_:a <Book.author> "Ann" .', InputError, "refers to nodes"),
        ("_:a <Book.title> _:b .", InputError, "holds values"),
        ("_:a <Book.author@en> _:b .", InputError, "only texts have languages"),
        ("_:a <newly@en> _:b .", InputError, "only texts have languages"),
        ('_:a <Book.pages> "1"@en .', InputError, "only texts have languages"),
        ('_:a <dgraph.type> "" .', InputError, "a type is a text"),
        ("_:a <Book.author> uid(v) .", ValidationError, "v is used but not defined"),
        ("_:a <~Book.author> _:b .", InputError, "seen from its other end"),
        ('_:a <dgraph.mine> "x" .', InputError, "reserved"),
        ('_:a <pin> "secret12"^^<xs:password> .\n_:a <pin> "x"@de .', InputError, "a password has no language"),
        ('_:a <raw> "short"^^<xs:password> .', InputError, "password"),
    ],
)
def test_a_refused_quad_leaves_nothing(
    library: Database, line: str, error: type[GraphwrightError], message: str
) -> None:
    before = data_of(library)
    with pytest.raises(error, match=message) as raised:
        put(library, f'_:a <Author.bio> "text" .\n_:a <new> "x" .\n{line}')
    assert raised.value.line in (3, None)
    assert not differing(before, data_of(library))
    assert "new" not in library.catalog.predicates


TYPED = (
    ("password", "secret12", ValueKind.PASSWORD),
    ("base64Binary", "AA==", ValueKind.STRING),
    ("string", "text", ValueKind.STRING),
    ("int", "-7", ValueKind.INT),
    ("positiveInteger", "7", ValueKind.INT),
    ("double", "2.5", ValueKind.FLOAT),
    ("decimal", "2.5", ValueKind.BIGFLOAT),
    ("boolean", "true", ValueKind.BOOL),
    ("date", "2001-02-03", ValueKind.DATETIME),
    ("float32vector", "[1,2.5]", ValueKind.VECTOR),
    ("geojson", "{'type':'Point','coordinates':[1.5,2.5]}", ValueKind.GEO),
)


def test_new_predicates_are_of_the_kind_of_their_literals(library: Database, tmp_path: Path) -> None:
    """By a mutation and by a load alike; a password is stored as a hash, and so is what stands beside it."""
    lines = [f'_:a <new_{name}> "{text}"^^<{"geo" if name == "geojson" else "xs"}:{name}> .' for name, text, _ in TYPED]
    lines.append('_:b <new_password> "another1" .')
    put(library, "\n".join(lines))
    with Database.open(":memory:") as loaded:
        load(loaded, write(tmp_path, [line.replace("'", '\\"') for line in lines]))
        for database in (library, loaded):
            kinds = {name: database.catalog.predicates[f"new_{name}"].kind for name, *_ in TYPED}
            assert kinds == {name: kind for name, _, kind in TYPED}
            shown = " ".join(f"new_{name}" for name, *_ in TYPED[1:])
            query = f'{{ q(func: has(new_password)) {{ checkpwd(new_password, "secret12") {shown} }} }}'
            point = {"type": "Point", "coordinates": [1.5, 2.5]}
            answer = orjson.loads(database.run_dql_blocking(DqlRequest(query=query, is_read_only=True)).data or b"")
            assert [list(node.values()) for node in answer["q"]] == [
                [True, "AA==", "text", -7, 7, 2.5, 2.5, True, "2001-02-03T00:00:00Z", [1.0, 2.5], point],
                [False],
            ]
            stored = [cell for rows in data_of(database).values() for row in rows for cell in row]
            assert not {"secret12", "another1"} & {cell for cell in stored if isinstance(cell, str)}


@pytest.mark.parametrize(
    ("literal", "message"),
    [
        ('"many"^^<xs:int>', '"many" is no integer'),
        ('"99999999999999999999"^^<xs:integer>', "99999999999999999999 is outside the 64-bit integers"),
        ('"x"^^<xs:double>', '"x" is no number'),
        ('"maybe"^^<xs:boolean>', "neither true nor false"),
        ('"someday"^^<xs:date>', "no DateTime"),
        ('"nope"^^<geo:geojson>', "no GeoJSON"),
        ('"[1,x]"^^<xs:float32vector>', "no vector"),
        ('"x"^^<xs:decimal>', "no number"),
        ('"short"^^<xs:password>', "too short"),
    ],
)
def test_a_literal_that_is_not_what_it_says_defines_nothing(library: Database, literal: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        put(library, f'_:a <Author.bio> "text" .\n_:a <newly> {literal} .')
    assert raised.value.line == 2
    assert "newly" not in library.catalog.predicates


def test_facets_go_with_what_they_belong_to(library: Database) -> None:
    uids = put(library, '_:a <Author.bio> "x" (by="me") .\n_:b <Book.author> _:a (since=1) .')

    def facets() -> dict[str, list[Any]]:
        return {name: rows for name, rows in data_of(library).items() if name.startswith("facets_") and rows}

    assert sum(map(len, facets().values())) == 2
    put(library, f'<{uids["a"]}> <Author.bio> "z" .')
    assert [len(rows) for rows in facets().values()] == [1]
    library.graphql("mutation($i: [ID!]) { deleteAuthor(filter: {id: $i}) { numUids } }", {"i": [uids["a"]]})
    put(library, f'<{uids["a"]}> <dgraph.type> "Author" .')
    library.graphql("mutation($i: [ID!]) { deleteAuthor(filter: {id: $i}) { numUids } }", {"i": [uids["a"]]})
    assert facets() == {}


@pytest.mark.parametrize("seed", range(12))
def test_a_load_of_the_same_lines_gives_the_same(seed: int, tmp_path: Path) -> None:
    lines = random_lines(random := Random(seed), random.choice((20, 60, 120)))
    with Database.open(":memory:") as loaded, Database.open(":memory:") as mutated:
        for each in (loaded, mutated):
            each.alter(rich_schema)
        load(loaded, write(tmp_path, lines))
        put(mutated, "\n".join(lines))
        check_invariants(mutated.storage)
        assert not differing(_without_names(data_of(loaded)), _without_names(data_of(mutated)))


def _without_names(rows: dict[str, Any]) -> dict[str, Any]:
    return {name: found for name, found in rows.items() if name != "gw_blank_nodes"}


def test_under_strict_dgraph_languages_and_deletes_are_the_references(tmp_path: Path) -> None:
    with Database.open(tmp_path / "s.db", is_strict=True) as strict:
        strict.alter_dql(DqlAlter(schema="name: string @lang .\nemail: string .\nage: int .\nflag: bool ."))
        [uid] = put(strict, '_:a <name> "Ann"@en .\n_:a <email> "x" .\n_:a <age> "3" .\n_:a <flag> "true" .').values()
        with pytest.raises(InputError, match=r"email takes no language: alter it to email: string @lang"):
            put(strict, '_:b <other> "y" .\n_:b <email> "x"@en .')
        assert "other" not in strict.catalog.predicates
        with pytest.raises(InputError, match="motto takes no language"):
            put(strict, '_:b <motto> "Ja"@de .')
        assert str(strict.catalog.predicates["motto"].kind) == "default"
        assert not strict.catalog.predicates["motto"].has_languages
        # What is nothing in JSON is everything, and what cannot be named has nothing.
        gone = orjson.dumps({"uid": uid, "age": 0, "flag": False, "email": ""})
        deletes = DqlMutation(delete_json=gone, delete_rdf=f"<{uid}> <~name> * .")
        strict.run_dql_blocking(DqlRequest(mutations=(deletes,), commits=True))
        found = strict.dql("{ q(func: has(name@en)) { name@en email age flag } }")
        assert found["data"] == {"q": [{"name@en": "Ann"}]}
