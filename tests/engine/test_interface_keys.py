"""Keys of an interface, unique over all its types: whoever has a value, and however it is asked for or written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graphwright import Database
from tests.stores import check_invariants

SCHEMA = """
interface Account { login: String! @id(interface: true)  mail: String @id  note: String }
type Clerk implements Account { badge: Int! @id  boss: Account  helper: Robot }
type Robot implements Account { model: String  owner: Clerk }
"""


@pytest.fixture
def accounts() -> Iterator[Database]:
    """A clerk ann and a robot rob."""
    with Database.open(":memory:") as database:
        database.alter(SCHEMA)
        database.graphql(
            """mutation { addClerk(input: [{login: "ann", badge: 1, mail: "a@x"}]) { numUids }
                          addRobot(input: [{login: "rob", mail: "a@x"}]) { numUids } }"""
        )
        yield database
        check_invariants(database.storage)


@pytest.mark.parametrize(
    ("mutation", "payload"),
    [
        ('addRobot(input: [{login: "ann"}]) { numUids }', None),
        ('addRobot(input: [{login: "ann"}], upsert: true) { numUids }', None),
        ('addClerk(input: [{login: "rob", badge: 1}], upsert: true) { numUids }', None),
        ('addClerk(input: [{login: "ann", badge: 2}], upsert: true) { numUids clerk { mail badge } }', (0, "a@x")),
        ('addRobot(input: [{login: "new", mail: "b@x"}], upsert: true) { numUids robot { mail } }', (1, "b@x")),
        ('addRobot(input: [{login: "r2", owner: {login: "rob", badge: 3}}]) { numUids }', None),
        ('addRobot(input: [{login: "r2", owner: {login: "ann"}}]) { numUids robot { mail } }', (1, None)),
        ('addClerk(input: [{login: "c2", badge: 2, boss: {login: "rob"}}]) { numUids clerk { mail } }', (1, None)),
        ('addClerk(input: [{login: "c2", badge: 2, boss: {login: "nobody"}}]) { numUids }', None),
        ('addClerk(input: [{login: "x", badge: 2, helper: {login: "x"}}]) { numUids }', None),
        ('updateRobot(input: {filter: {}, set: {login: "ann"}}) { numUids }', None),
        ('updateAccount(input: {filter: {login: {eq: "rob"}}, set: {login: "ann"}}) { numUids }', None),
        (
            'updateAccount(input: {filter: {login: {eq: "rob"}}, set: {mail: "c@x"}}) { numUids account { mail } }',
            (1, "c@x"),
        ),
        ('updateClerk(input: {filter: {}, remove: {helper: {login: "ann"}}}) { numUids }', None),
        ('updateClerk(input: {filter: {}, remove: {helper: {login: "no"}}}) { numUids clerk { mail } }', (1, "a@x")),
    ],
)
def test_a_value_is_one_node_s_over_all_types(
    accounts: Database, mutation: str, payload: tuple[int, str | None] | None
) -> None:
    answer = accounts.graphql(f"mutation {{ m: {mutation} }}")
    if payload is None:
        assert answer["data"] == {"m": None}
        assert answer["errors"][0]["path"] == ["m"]
        return
    assert "errors" not in answer, answer["errors"]
    count, mail = payload
    found: dict[str, Any] = answer["data"]["m"]
    [node] = next(value for key, value in found.items() if key != "numUids")
    assert (found["numUids"], node["mail"]) == (count, mail)


def test_it_is_found_by_the_interface_and_by_its_own_type_only(accounts: Database) -> None:
    answer = accounts.graphql(
        """{ a: getAccount(login: "rob") { __typename } b: getRobot(login: "rob") { mail }
             c: getClerk(login: "rob") { mail } d: getClerk(badge: 1) { login } e: getClerk(mail: "a@x") { login }
             f: getRobot(mail: "a@x") { login } }"""
    )
    assert answer == {
        "data": {
            "a": {"__typename": "Robot"},
            "b": {"mail": "a@x"},
            "c": None,
            "d": {"login": "ann"},
            "e": {"login": "ann"},
            "f": {"login": "rob"},
        }
    }
    accounts.graphql('mutation { deleteAccount(filter: {login: {eq: "rob"}}) { numUids } }')
    again = accounts.graphql('mutation { addClerk(input: [{login: "rob", badge: 9}]) { numUids } }')
    assert again == {"data": {"addClerk": {"numUids": 1}}}
