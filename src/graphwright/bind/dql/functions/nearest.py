"""`similar_to(vec, 3, "[0.1, 0.2]")` → conditions. Does not know: how the nearest are found."""

from __future__ import annotations

from typing import Any, Final, cast

from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import read_integer, scalar_of, scalar_slot
from graphwright.errors import GraphwrightError, InputError
from graphwright.ir.nodes import ByUid, Condition, Nearest, Param, Select
from graphwright.ir.values import IsNear
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.uids import parse_uid
from graphwright.model.values import ValueKind, coerce_value
from graphwright.model.vectors import Metric, coerce_vector
from graphwright.search.hnsw import default_metric

_options: Final = ("ef", "distance_threshold")
"""`ef` widens the reference's search, which may miss some; this one is exact."""


def bind_similar(asked: Asked) -> Condition:
    """The nodes with the nearest vectors; as in the reference they come in the order of their uids."""
    if asked.predicate.kind is not ValueKind.VECTOR:
        raise asked.wrong(f"similar_to is for vectors, and {asked.predicate.name} is of type {asked.predicate.kind}")
    asked.need_index("hnsw")
    count, vector = (_scalar(argument) for argument in asked.call.arguments)
    slot = scalar_slot(asked.binding, vector)
    return IsNear(
        nearest=Nearest(
            predicate=asked.predicate.name,
            node_type=None,
            metric=metric_of(asked.binding.catalog, asked.predicate),
            asked=_asked(asked, slot, vector),
            count=Param(slot=scalar_slot(asked.binding, count), convert=placed(_count, count), label="count"),
            threshold=_threshold(asked),
            filters_first=False,
        )
    )


def _scalar(argument: syntax.Argument) -> Any:
    """A value; a list of numbers is what its text would be."""
    if isinstance(argument, syntax.ListLiteral):
        numbers = ",".join(item.text for item in argument.values if isinstance(item, syntax.NumberLiteral))
        return syntax.StringLiteral(position=argument.position, value=f"[{numbers}]")
    return scalar_of(argument)


def _asked(asked: Asked, slot: int, node: syntax.Node) -> Param | Select:
    """The vector, or the node that has it."""
    if asked.binding.guard(slot, _is_vector):
        return Param(slot=slot, convert=placed(coerce_vector, node), label="vector")
    uids = Param(slot=slot, convert=placed(_uids, node), label="uids")
    return Select(source=ByUid(uids=uids, node_type=None), api_type=None)


def _is_vector(text: str) -> bool:
    return text.lstrip().startswith("[")


def _uids(text: str) -> list[int]:
    try:
        return [parse_uid(text.strip())]
    except GraphwrightError:
        raise InputError(f'"{text[:60]}" is neither a vector nor a uid; write "[0.1, 0.2]" or 0x1f') from None


def _count(text: str) -> int:
    number = read_integer(text)
    if number < 1:
        raise InputError(f"similar_to is asked for {number} nodes; ask for 1 or more")
    return number


def _threshold(asked: Asked) -> Param | None:
    found: Param | None = None
    for option in asked.call.options:
        if option.name not in _options:
            raise wrong(option, f"similar_to has no option {option.name:.40}; {suggest(option.name, _options)}")
        scalar = scalar_of(option.value)
        param = Param(slot=scalar_slot(asked.binding, scalar), convert=placed(_number, scalar), label="distance")
        if option.name == "distance_threshold":
            found = param
    return found


def _number(text: str) -> float:
    return cast("float", coerce_value(ValueKind.FLOAT, text))


def metric_of(catalog: Catalog, predicate: Predicate) -> Metric:
    """How the vectors of a predicate are compared, as its index or its GraphQL field says."""
    index = predicate.index("hnsw")
    metric = None if index is None else dict(index.options).get("metric")
    if metric is None and catalog.api is not None:
        fields = (field for api_type in catalog.api.types.values() for field in api_type.fields.values())
        metric = next((field.metric for field in fields if field.predicate == predicate.name and field.metric), None)
    return cast("Metric", metric or default_metric)
