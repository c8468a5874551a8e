"""`@validate` on types: fields compared with one another, on the state that a mutation leaves, on every store."""

from __future__ import annotations

from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import ErrorList
from graphwright.schema.compile import compile_schema

SCHEMA = """
interface Priced @validate(field: price, ge: cost) { id: ID!  price: Float  cost: Int }
type Offer implements Priced { name: String! @id  low: Int  high: Int  tags: [String]  note: String }
type Booking
  @validate(field: "starts", lt: "ends", message: "a booking ends after it starts")
  @validate(field: cancelled, requires: ["reason", "by"])
  @validate(field: by, ne: guest, le: last) {
  id: ID!
  starts: DateTime
  ends: DateTime @default(update: {value: "$now"})
  cancelled: Boolean
  reason: [String]
  by: String
  guest: String
  last: String
  offers: [Offer]
}
"""


def data(database: Database, query: str) -> Any:
    answer = database.graphql(f"mutation {{ {query} }}")
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


def refused(database: Database, query: str) -> list[str]:
    answer = database.graphql(f"mutation {{ m: {query} }}")
    assert answer["data"] == {"m": None}
    assert all(error["path"] == ["m"] and error["extensions"]["code"] == "BAD_USER_INPUT" for error in answer["errors"])
    return [error["message"] for error in answer["errors"]]


early, late = "2020-01-01T10:00:00+02:00", "2020-01-01T08:30:00Z"


def test_what_is_added_must_hold_at_any_depth_and_together(database: Database) -> None:
    database.alter(SCHEMA)
    [wrong] = refused(database, f'addBooking(input: {{starts: "{late}", ends: "{early}"}}) {{ numUids }}')
    assert wrong == "a booking ends after it starts: Booking.starts must be less than Booking.ends (@validate)"
    refused(database, f'addBooking(input: {{starts: "{early}", ends: "2020-01-01T08:00:00Z"}}) {{ numUids }}')
    deep = 'addBooking(input: [{by: "a", guest: "a"}, {offers: [{name: "x", price: 2.5, cost: 3}]}]) { numUids }'
    assert sorted(refused(database, deep)) == [
        "Booking.by must be different from Booking.guest (@validate)",
        "Priced.price must be at least Priced.cost (@validate)",
    ]
    assert database.graphql("{ queryBooking { id } queryOffer { id } }")["data"] == {
        "queryBooking": [],
        "queryOffer": [],
    }
    data(
        database,
        f'addBooking(input: [{{starts: "{early}", ends: "{late}"}}, {{starts: "{late}"}}, {{}}]) {{ numUids }}',
    )
    data(database, 'addOffer(input: [{name: "x", price: 3, cost: 3}, {name: "y", cost: 9}]) { numUids }')


def test_an_update_is_seen_beside_what_is_stored(database: Database) -> None:
    database.alter(SCHEMA)
    data(database, f'addBooking(input: {{starts: "{early}", ends: "{late}", guest: "g", last: "m"}}) {{ numUids }}')
    data(database, 'addOffer(input: [{name: "x", price: 3, cost: 3}, {name: "y", price: 9}]) { numUids }')
    for change, problems in (
        ('set: {ends: "2019-01-01T00:00:00Z"}', ["Booking.starts must be less than"]),
        ('set: {starts: "2999-01-01T00:00:00Z"}', ["Booking.starts must be less than"]),
        ("set: {cancelled: true}", ["Booking.cancelled needs Booking.reason", "Booking.cancelled needs Booking.by"]),
        ('set: {cancelled: false, by: "g", reason: []}', ["needs Booking.reason", "different from Booking.guest"]),
        ('set: {by: "n"}', ["Booking.by must be at most Booking.last"]),
        ('set: {offers: [{name: "new", price: 1, cost: 2}]}', ["Priced.price"]),
    ):
        messages = refused(database, f"updateBooking(input: {{filter: {{}}, {change}}}) {{ numUids }}")
        assert all(problem in message for problem, message in zip(problems, messages, strict=True)), messages
        assert ("node 0x" in messages[0]) == ("offers" not in change)
    data(database, 'updateBooking(input: {filter: {}, set: {cancelled: true, reason: ["r"], by: "b"}}) { numUids }')
    for change in ("remove: {by: null}", 'remove: {reason: ["r"]}', 'set: {guest: "b"}', 'set: {last: "a"}'):
        assert refused(database, f"updateBooking(input: {{filter: {{}}, {change}}}) {{ numUids }}"), change
    [wrong] = refused(database, "updateOffer(input: {filter: {}, set: {cost: 4}}) { numUids }")
    assert "node 0x" in wrong
    refused(database, "updatePriced(input: {filter: {}, set: {cost: 4}}) { numUids }")
    refused(database, 'addOffer(upsert: true, input: {name: "x", cost: 4}) { numUids }')
    data(database, 'addOffer(upsert: true, input: {name: "x", cost: 4, price: 4}) { numUids }')
    data(database, "deleteBooking(filter: {}) { msg }")


def test_nothing_of_a_transaction_stays(database: Database) -> None:
    database.alter(SCHEMA)
    text = """mutation @transaction {
      a: addOffer(input: {name: "x"}) { numUids }  b: addOffer(input: {name: "y", price: 1, cost: 2}) { numUids }
    }"""
    assert "must be at least" in database.graphql(text)["errors"][0]["message"]
    assert database.graphql("{ queryOffer { name } }")["data"] == {"queryOffer": []}


def test_what_is_stored_already_is_not_looked_at(database: Database) -> None:
    database.alter("type T { id: ID!  a: Int  b: Int }")
    data(database, "addT(input: {a: 2, b: 1}) { numUids }")
    database.alter("type T @validate(field: a, lt: b) { id: ID!  a: Int  b: Int  c: Int }")
    data(database, "updateT(input: {filter: {}, set: {c: 1}}) { numUids }")
    assert refused(database, "updateT(input: {filter: {}, set: {b: 2}}) { numUids }")
    data(database, "updateT(input: {filter: {}, set: {b: 3}}) { numUids }")


def test_under_strict_there_is_none_of_it() -> None:
    with pytest.raises(ErrorList, match="strict"):
        compile_schema("type T @validate(field: a, lt: b) { a: Int b: Int }", is_strict=True)
