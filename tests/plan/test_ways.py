"""Which way of a page under a condition costs least, and what is remembered about it."""

from __future__ import annotations

from typing import Literal

import pytest

import graphwright
from graphwright import limits
from graphwright.engine import choices
from graphwright.engine.choices import DriverChoices
from graphwright.ir.nodes import Page, Param
from graphwright.model.caller import Caller
from graphwright.plan.sizes import SizeKey, nodes_key
from graphwright.plan.ways import Choice, Way

_million = 1_000_000


def choice(order: Literal["index", "values", "table"]) -> Choice:
    return Choice(node_type="Film", page=Page(), order=order)


@pytest.mark.parametrize(
    ("found", "total", "way"),
    [
        (1_200, _million, Way.DRIVE),
        (5_000, _million, Way.SIFT),
        (20_000, _million, Way.SIFT),
        (limits.driver_sift_rows_max + 1, _million, Way.CHECK),
        (5_000, 10_000, Way.CHECK),
        (1_500, 20_000, Way.SIFT),
        (0, 0, Way.DRIVE),
    ],
)
def test_a_page_of_50_in_the_order_of_an_index(found: int, total: float, way: Way) -> None:
    assert choice("index").cheapest(found, total, 50) is way


def test_a_page_in_the_order_of_the_table_is_not_worth_a_list_of_many() -> None:
    assert [choice("table").cheapest(found, _million, 50) for found in (5_000, 10_000)] == [Way.DRIVE, Way.CHECK]


def test_a_database_that_looks_each_row_up_goes_by_their_number() -> None:
    informed = Choice(node_type="Film", page=Page(), order="index", can_sift=False)
    assert [informed.cheapest(found, _million, 50) for found in (5_000, 10_000)] == [Way.DRIVE, Way.CHECK]


def test_what_no_index_orders_is_sorted_and_so_the_less_the_better() -> None:
    assert choice("values").cheapest(limits.driver_sift_rows_max + 1, _million, 50) is Way.DRIVE


def test_rows_that_are_skipped_must_be_found_too() -> None:
    first, offset = (Param(slot=slot, convert=int, label="rows") for slot in (0, 1))
    page = Page(first=first, offset=offset)
    assert Choice(node_type="Film", page=page, order="index").rows_wanted([50, 1_000]) == 1_050


def test_driver_totals_s(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(choices.time, "monotonic", lambda: now[0])  # type: ignore[attr-defined]
    memory = DriverChoices()
    film: SizeKey = ("type", "Film")
    memory.sizes.put((film, nodes_key), (7, 9))
    assert memory.sizes.get([film]) == {film: 7}
    assert memory.sizes.get([film, ("type", "Person")]) is None
    now[0] += limits.driver_totals_s
    assert memory.sizes.get([film]) is None


_owner = "query($U: String!) { queryPaper { owner(filter: {name: {eq: $U}}) { name } } }"
_schema = f"""
type Paper @auth(query: {{rule: "{_owner}"}}) {{
  id: ID! n: Int @search kind: String owner: User @hasInverse(field: papers)
}}
type User {{ name: String! @id papers: [Paper] }}
"""


@pytest.mark.parametrize("way", [None, *Way])
def test_a_rule_lets_through_the_same_whichever_way_is_gone(
    kind_of_stores: str, way: Way | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees or counts what is another's, for the fastest way to the page is not the rule's business."""
    monkeypatch.setattr(limits, "driver_probe_rows_max", 0)
    if way is not None:
        monkeypatch.setattr(Choice, "cheapest", lambda *_: way)
    with graphwright.open(":memory:") as database:
        database.alter(_schema)
        papers = [{"n": n, "kind": "ab"[n % 2], "owner": {"name": "xyz"[n % 3]}} for n in range(30)]
        added = "mutation($papers: [AddPaperInput!]!) { addPaper(input: $papers) { numUids } }"
        users = 'mutation { addUser(input: [{name: "x"}, {name: "y"}, {name: "z"}]) { numUids } }'
        assert "errors" not in database.graphql(users)
        assert "errors" not in database.graphql(added, {"papers": papers})
        text = """{
          up: queryPaper(order: {asc: n}, first: 3, offset: 1) { n }
          down: queryPaper(order: {desc: n}, first: 20) { n }
          unordered: queryPaper(first: 4) { n }
          by_kind: queryPaper(order: {desc: kind, then: {asc: n}}, first: 4) { n }
          aggregatePaper { count }
        }"""
        for _ in range(2):  # the second time by what was remembered
            data = database.graphql(text, caller=Caller(claims={"U": "y"}))["data"]
            assert [paper["n"] for paper in data["up"]] == [4, 7, 10]
            assert [paper["n"] for paper in data["down"]] == [*range(28, 0, -3)]
            assert [paper["n"] for paper in data["unordered"]] == [1, 4, 7, 10]
            assert [paper["n"] for paper in data["by_kind"]] == [1, 7, 13, 19]
            assert data["aggregatePaper"] == {"count": 10}
