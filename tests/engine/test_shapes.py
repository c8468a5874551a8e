"""Points and polygons through the whole database: written, shown, found, changed, indexed later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import graphwright
from graphwright import limits
from graphwright.plan.ways import Choice, Way

SCHEMA = """
interface Placed { id: ID! place: Point @search }
type Site implements Placed {
  name: String! @id
  area: Polygon @search
  zones: MultiPolygon @search
  visited: [Point!] @search
  home: Point!
  near: [Site]
}
"""
HOME = {"latitude": 0, "longitude": 0}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {"coordinates": [{"points": [{"longitude": x, "latitude": y} for x, y in corners]}]}


def point(longitude: float, latitude: float) -> dict[str, float]:
    return {"longitude": longitude, "latitude": latitude}


SITES: list[dict[str, Any]] = [
    {"name": "harbour", "place": point(20, 10), "visited": [point(1, 1), point(50, 50)]},
    {"name": "quay", "place": point(20.001, 10.001), "near": [{"name": "harbour"}]},
    {"name": "park", "area": box(0, 0, 2, 2)},
    {"name": "isles", "zones": {"polygons": [box(40, 40, 41, 41), box(50, 50, 51, 51)]}},
]


@pytest.fixture
def database(address: str) -> Iterator[graphwright.Database]:
    """The sites, on any kind of store."""
    with graphwright.open(address) as opened:
        opened.alter(SCHEMA)
        add(opened, [{**site, "home": HOME} for site in SITES])
        yield opened


def add(database: graphwright.Database, sites: list[dict[str, Any]]) -> None:
    run(database, "mutation($i: [AddSiteInput!]!) { addSite(input: $i) { numUids } }", i=sites)


def run(database: graphwright.Database, text: str, **variables: Any) -> Any:
    answer = database.graphql(text, variables)
    assert "errors" not in answer, answer
    return answer["data"]


def found(database: graphwright.Database, **asked: Any) -> set[str]:
    data = run(database, "query($f: SiteFilter) { querySite(filter: $f) { name } }", f=asked)
    return {site["name"] for site in data["querySite"]}


def refused(database: graphwright.Database, **asked: Any) -> str:
    answer = database.graphql("query($f: SiteFilter) { querySite(filter: $f) { name } }", {"f": asked})
    return str(answer["errors"][0]["message"])


NEAR: dict[str, Any] = {"near": {"distance": 1000, "coordinate": point(20, 10)}}


def test_operators(database: graphwright.Database) -> None:
    assert found(database, place=NEAR) == {"harbour", "quay"}
    assert found(database, place={"near": {**NEAR["near"], "distance": 10}}) == {"harbour"}
    assert found(database, place={"within": {"polygon": box(19, 9, 20.0005, 11)}}) == {"harbour"}
    assert found(database, area={"contains": {"point": point(1, 1)}}) == {"park"}
    assert found(database, area={"contains": {"point": point(1, 1), "polygon": box(5, 5, 6, 6)}}) == set()
    assert found(database, area={"intersects": {"polygon": box(1, 1, 5, 5)}}) == {"park"}
    assert found(database, area={"near": {"distance": 112_000, "coordinate": point(-1, 1)}}) == {"park"}
    assert found(database, zones={"within": {"polygon": box(39, 39, 52, 52)}}) == {"isles"}
    assert found(database, zones={"intersects": {"multiPolygon": {"polygons": [box(40.5, 40.5, 45, 45)]}}}) == {"isles"}


def test_one_element_of_a_list_is_enough(database: graphwright.Database) -> None:
    assert found(database, visited={"near": {"distance": 1, "coordinate": point(50, 50)}}) == {"harbour"}
    assert found(database, visited={"within": {"polygon": box(10, 10, 40, 40)}}) == set()


def test_not_and_or_take_what_has_no_shape(database: graphwright.Database) -> None:
    assert found(database, **{"not": {"place": NEAR}}) == {"park", "isles"}
    assert found(database, **{"not": {"place": NEAR}}, has=["area"]) == {"park"}
    assert found(database, place=NEAR, **{"or": [{"area": {"contains": {"point": point(1, 1)}}}]}) == {
        "harbour",
        "quay",
        "park",
    }
    assert found(database, place={"near": None}) == set()


def test_filters_of_interfaces_references_and_aggregates(database: graphwright.Database) -> None:
    data = run(
        database,
        """query($f: PlacedFilter, $s: SiteFilter) {
          queryPlaced(filter: $f) { place { longitude } }
          aggregateSite(filter: $s) { count }
          getSite(name: "quay") { near(filter: $s) { name } nearAggregate(filter: $s) { count } }
        }""",
        f={"place": NEAR},
        s={"place": {"near": {**NEAR["near"], "distance": 10}}},
    )
    assert sorted(node["place"]["longitude"] for node in data["queryPlaced"]) == [20, 20.001]
    assert data["aggregateSite"] == {"count": 1}
    assert data["getSite"] == {"near": [{"name": "harbour"}], "nearAggregate": {"count": 1}}


@pytest.mark.parametrize("way", list(Way))
def test_an_order_and_a_page_beside_a_filter(
    database: graphwright.Database, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    """Found by cells and sorted, or tested along the order, or looked up among what the cells find."""
    monkeypatch.setattr(limits, "driver_probe_rows_max", 0)
    monkeypatch.setattr(Choice, "cheapest", lambda *_: way)
    text = "query($f: SiteFilter, $n: Int) { querySite(filter: $f, order: {desc: name}, first: $n) { name } }"
    assert run(database, text, f={"place": NEAR}, n=1) == {"querySite": [{"name": "quay"}]}
    assert run(database, text, f={"place": NEAR}, n=2) == {"querySite": [{"name": "quay"}, {"name": "harbour"}]}


def test_changes_are_found_and_shown(database: graphwright.Database) -> None:
    update = "mutation($p: UpdateSiteInput!) { updateSite(input: $p) { site { place { latitude longitude } } } }"

    def change(**patch: Any) -> Any:
        given = {"filter": {"name": {"eq": "quay"}}, **patch}
        return run(database, update, p=given)["updateSite"]["site"][0]["place"]

    assert change(set={"place": point(-0.5, 0.5)}) == point(-0.5, 0.5)
    assert found(database, place=NEAR) == {"harbour"}
    assert found(database, place={"near": {"distance": 1, "coordinate": point(-0.5, 0.5)}}) == {"quay"}
    assert change(remove={"place": point(7, 7)}) == point(-0.5, 0.5), "another value"
    assert change(remove={"place": point(-0.5, 0.5)}) is None
    assert found(database, place={"near": {"distance": 1, "coordinate": point(-0.5, 0.5)}}) == set()
    run(database, 'mutation { deleteSite(filter: {name: {eq: "harbour"}}) { numUids } }')
    assert found(database, place=NEAR) == set()


def test_members_by_alias_fragment_and_type_name(database: graphwright.Database) -> None:
    data = run(
        database,
        """{ querySite(filter: {name: {eq: "isles"}}) { home { __typename lat: latitude } place { latitude }
          zones { polygons { ...Rings again: coordinates { __typename } } } } }
        fragment Rings on Polygon { coordinates { points { longitude } points { latitude } } }""",
    )
    [isles] = data["querySite"]
    assert isles["home"] == {"__typename": "Point", "lat": 0}
    assert isles["place"] is None
    first = isles["zones"]["polygons"][0]
    assert first["coordinates"][0]["points"][:2] == [point(40, 40), point(41, 40)]
    assert first["again"] == [{"__typename": "PointList"}]


def test_a_required_shape_that_is_missing_is_an_error(database: graphwright.Database) -> None:
    run(
        database,
        'mutation { updateSite(input: {filter: {name: {eq: "park"}}, remove: {home: null}}) { numUids } }',
    )
    answer = database.graphql('{ querySite(filter: {name: {eq: "park"}}) { home { latitude } } }')
    assert answer["data"] == {"querySite": [None]}
    assert answer["errors"][0]["path"] == ["querySite", 0, "home"]


def test_an_index_that_comes_later(database: graphwright.Database) -> None:
    database.alter(SCHEMA.replace("home: Point!", "home: Point! @search"))
    assert found(database, home={"near": {"distance": 1, "coordinate": HOME}}) == {site["name"] for site in SITES}


def test_questions_that_say_nothing_are_refused(database: graphwright.Database) -> None:
    assert "above 0" in refused(database, place={"near": {"distance": 0, "coordinate": HOME}})
    assert "names no shape" in refused(database, area={"contains": {}})
    assert "not closed" in refused(
        database,
        area={
            "within": {"polygon": {"coordinates": [{"points": [point(0, 0), point(0, 1), point(1, 1), point(1, 0)]}]}}
        },
    )
    assert "one operator" in refused(database, place={**NEAR, "within": {"polygon": box(0, 0, 1, 1)}})


def test_all_polygons_share_a_plan_and_are_one_comparison(database: graphwright.Database) -> None:
    count = limits.filter_terms_max
    points = " ".join(f"{{longitude: {20 + n / count} latitude: 9}}" for n in range(count))
    text = (
        f"{{ querySite(filter: {{place: {{within: {{polygon: {{coordinates: [{{points: [{points}"
        " {longitude: 21 latitude: 12} {longitude: 19 latitude: 12} {longitude: 20.0 latitude: 9}]}]}}}}) { name } }"
    )
    assert {site["name"] for site in run(database, text)["querySite"]} == {"harbour", "quay"}
    text = "query($p: PolygonRef!) { querySite(filter: {place: {within: {polygon: $p}}}) { name } }"
    assert run(database, text, p=box(19, 9, 21, 11)) == run(
        database,
        text,
        p={
            "coordinates": [
                {"points": [*box(19, 9, 21, 11)["coordinates"][0]["points"][:4], point(18, 9.5), point(19, 9)]}
            ]
        },
    )


def test_what_is_all_left_out_of_a_shape_leaves_an_empty_object(database: graphwright.Database) -> None:
    text = """
      query($no: Boolean!) { querySite(order: {asc: name}) {
        place { latitude @include(if: $no) }
        area { coordinates { points { longitude @include(if: $no) } } }
        zones { polygons @include(if: $no) { __typename } }
        visited { latitude @skip(if: true) }
      } }
    """
    harbour, isles, park, quay = run(database, text, no=False)["querySite"]
    assert harbour == {"place": {}, "area": None, "zones": None, "visited": [{}, {}]}
    assert isles == {"place": None, "area": None, "zones": {}, "visited": []}
    assert park["area"] == {"coordinates": [{"points": [{}] * 5}]}
    assert quay["place"] == {}
