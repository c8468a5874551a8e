"""The text dump of what GraphQL's golden cases do not show: nodes that only DQL makes."""

from __future__ import annotations

from graphwright.ir.dump import dump_condition, dump_ir
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    And,
    ByUid,
    Compare,
    Constant,
    Count,
    Distance,
    HasType,
    Nearest,
    Nested,
    Not,
    OfType,
    OrderBy,
    Page,
    Param,
    Query,
    Related,
    Select,
    TypeNames,
    Uid,
    UidIs,
    Value,
    Where,
)
from graphwright.model.values import ValueKind

_param = Param(slot=3, convert=lambda value: value, label="int")


def test_a_dql_block() -> None:
    condition = Compare(predicate="year", operator="ge", value=_param, languages=("de", "."))
    friends = Select(
        source=Along(predicate="friend"),
        api_type=None,
        order=(OrderBy(predicate="name", is_descending=True, languages=("en",)),),
        page=Page(first=_param, after=_param),
        output=(Uid(key="uid"),),
        is_sparse=True,
    )
    select = Select(
        source=Where(condition=condition),
        api_type=None,
        condition=And(parts=(HasType(node_type="Film"), Not(part=Constant(value=False)))),
        output=(
            Value(key="n", predicate="name", kind=ValueKind.DEFAULT, is_list=True),
            TypeNames(key="dgraph.type"),
            Nested(key="friend", select=friends),
            Count(key="count(friend)", select=Select(source=Along(predicate="friend"), api_type=None)),
        ),
        is_sparse=True,
    )
    count = Aggregate(
        key="q",
        select=Select(source=ByUid(uids=_param, node_type=None), api_type=None),
        items=(AggregateItem(key="count", function="count"),),
        is_listed=True,
    )
    assert dump_ir(Query(roots=(Nested(key="me", select=select), count))).splitlines() == [
        "query",
        "  me: [node] where year@de:. ge $3 (int), sparse",
        "    where all of",
        "      is of type Film",
        "      not nothing",
        "    n: name, [default]",
        "    dgraph.type: types",
        "    friend: [node] along friend, sparse",
        "      order name@en desc",
        "      page first $3 (int), after $3 (int)",
        "      uid: uid",
        "    count(friend): number of [node] along friend",
        "  q: aggregate over [node] by uid $3 (int), in a list",
        "    count: count",
    ]


def test_a_condition_alone() -> None:
    inner = Related(predicate="friend", node_type="Person", condition=Constant(value=True))
    assert dump_condition(Not(part=inner)).splitlines() == ["not some Person along friend", "  everything"]


def test_the_nearest() -> None:
    node = Select(source=OfType(node_type="Film"), api_type="Film", condition=UidIs(uid=_param), is_single=True)
    source = Nearest(
        predicate="look",
        node_type="Film",
        metric="cosine",
        asked=node,
        count=_param,
        threshold=_param,
        filters_first=True,
    )
    select = Select(source=source, api_type="Film", output=(Distance(key="d"),))
    assert dump_ir(Query(roots=(Nested(key="near", select=select),))).splitlines() == [
        "query",
        (
            "  near: [Film] of type Film, $3 (int) nearest by cosine of look to that of Film of type Film"
            " where uid is $3 (int) within $3 (int), chosen after the filter"
        ),
        "    d: distance",
    ]
