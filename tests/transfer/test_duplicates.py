"""Values of `@id` fields that several nodes have: both nodes are told, and nothing is looked up by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import LoadError
from graphwright.model.uids import format_uid
from graphwright.transfer.repair import repair_keys
from tests.stores import check_invariants
from tests.transfer.loading import asked, data_of, load, load_large, rows_of, small_blocks, uid_of, write

SCHEMA = """
type City { id: ID!  name: String! @id  code: Int @id }
type Land { id: ID!  name: String! @id }
"""


def cities(*names: str, first: int = 0) -> list[str]:
    lines = []
    for number, name in enumerate(names, start=first):
        lines += [f'_:c{number} <City.name> "{name}" .', f'_:c{number} <dgraph.type> "City" .']
    return lines


@pytest.fixture(params=["small", "small, cut", "large", "large, cut"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keys kept as the load goes, or filled at its end."""
    if "large" in request.param:
        load_large(monkeypatch)
    if "cut" in request.param:
        monkeypatch.setattr("graphwright.limits.load_batch_quads", 1)
        small_blocks(monkeypatch, 10)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_the_load_stops_and_names_both_nodes(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    before = data_of(database)
    with pytest.raises(LoadError) as raised:
        load(database, write(tmp_path, cities("Rome", "Köln", "Rome", "Ulm")))
    first, second = format_uid(uid_of(database, "_:c0")), format_uid(uid_of(database, "_:c2"))
    assert f'City.name "Rome": {first} and {second}' in raised.value.message
    assert "--undo" in raised.value.message
    with pytest.raises(LoadError, match="belong to several nodes: 1"):
        load(database, is_resumed=True)
    load(database, is_undone=True)
    assert data_of(database) == before
    assert asked(database, "{ queryCity { name } }") == {"queryCity": []}


@pytest.mark.usefixtures("way")
def test_kept_duplicates_are_no_keys(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    report = load(database, write(tmp_path, cities("Rome", "Köln", "Rome", "Ulm", "Rome")), keeps_duplicates=True)
    assert [duplicate.value for duplicate in report.duplicates] == ["Rome"]
    assert report.duplicate_count == 1
    assert {value for _, value, _ in rows_of(database, "gw_keys")} == {"Köln", "Ulm"}
    answer = asked(database, '{ queryCity { name } getCity(name: "Rome") { id } again: getCity(name: "Ulm") { name } }')
    assert len(answer["queryCity"]) == 5
    assert answer["getCity"] is None
    assert answer["again"] == {"name": "Ulm"}


def test_the_same_value_in_two_scopes_is_no_duplicate(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    lines = ['_:l <Land.name> "Rome" .', '_:l <dgraph.type> "Land" .', '_:x <City.name> "Rome" .']
    assert load(database, write(tmp_path, [*cities("Rome"), *lines])).duplicate_count == 0
    assert {uid for _, _, uid in rows_of(database, "gw_keys")} == {uid_of(database, "_:c0"), uid_of(database, "_:l")}


def test_a_node_that_was_there_before(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    old = asked(database, 'mutation { addCity(input: [{name: "Rome"}]) { city { id } } }')["addCity"]["city"][0]["id"]
    with pytest.raises(LoadError, match=f'City.name "Rome": {old} and '):
        load(database, write(tmp_path, cities("Rome")))
    load(database, is_undone=True)
    assert asked(database, '{ getCity(name: "Rome") { id } }') == {"getCity": {"id": old}}


def test_a_value_that_moves_on_is_free_for_another(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    load(database, write(tmp_path, cities("Rome")))
    load(database, write(tmp_path, ['_:c0 <City.name> "Ulm" .', *cities("Rome", first=5)]))
    check_invariants(database.storage)


def test_keys_come_back_when_duplicates_are_gone(database: Database, tmp_path: Path) -> None:
    database.alter(SCHEMA)
    load(database, write(tmp_path, cities("Rome", "Rome", "Ulm", "Ulm")), keeps_duplicates=True)
    second = format_uid(uid_of(database, "_:c1"))
    asked(database, f'mutation {{ deleteCity(filter: {{id: ["{second}"]}}) {{ numUids }} }}')
    remaining = repair_keys(database)
    assert [duplicate.value for duplicate in remaining.shown] == ["Ulm"]
    assert asked(database, '{ getCity(name: "Rome") { name } }') == {"getCity": {"name": "Rome"}}
