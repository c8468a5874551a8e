"""`similar_to(vec, 3, "[0.1, 0.2]")` → conditions. Does not know: how the nearest are found."""

from __future__ import annotations

from typing import Any, Final, cast

from graphwright.bind.dql.definitions import uses_variables
from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.refusals import not_yet, placed, wrong
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
"""`ef` widens a search by an index, which may miss some."""


def bind_similar(asked: Asked) -> Condition:
    """The nodes with the nearest vectors; as in the reference they come in the order of their uids."""
    if asked.predicate.kind is not ValueKind.VECTOR:
        raise asked.wrong(f"similar_to is for vectors, and {asked.predicate.name} is of type {asked.predicate.kind}")
    asked.need_index("hnsw")
    count, vector = asked.call.arguments
    count = _scalar(count)
    options = _options_of(asked)
    return IsNear(
        nearest=Nearest(
            predicate=asked.predicate.name,
            node_type=None,
            metric=metric_of(asked.binding.catalog, asked.predicate),
            asked=_of_variable(asked, vector) if isinstance(vector, syntax.ValueOf) else _asked(asked, _scalar(vector)),
            count=Param(slot=scalar_slot(asked.binding, count), convert=placed(_count, count), label="count"),
            threshold=options.get("distance_threshold"),
            effort=options.get("ef"),
            filters_first=False,
        )
    )


def _scalar(argument: syntax.Argument) -> Any:
    """A value; a list of numbers is what its text would be."""
    if isinstance(argument, syntax.ListLiteral):
        numbers = ",".join(item.text for item in argument.values if isinstance(item, syntax.NumberLiteral))
        return syntax.StringLiteral(position=argument.position, value=f"[{numbers}]")
    return scalar_of(argument)


def _of_variable(asked: Asked, value: syntax.ValueOf) -> Select:
    """The nodes that a variable has the vector of, the first of which counts: `val(v)` of `v as vec`."""
    binding, name = asked.binding, value.variable
    field, block = binding.definitions.nodes[name], binding.definitions.blocks.get(name)
    is_own = isinstance(field, syntax.PredicateField) and field.predicate.name == asked.predicate.name
    if not is_own or block is None or uses_variables((block.function, block.modifiers)) or block.modifiers.directives:
        raise not_yet(
            value,
            f"similar_to with val({name:.40}) that is not {asked.predicate.name} of the nodes of a block without "
            "directives and other variables",
        )
    assert binding.nodes_of is not None, "a query is being bound"
    return binding.nodes_of(block)


def _asked(asked: Asked, node: Any) -> Param | Select:
    """The vector, or the node that has it."""
    slot = scalar_slot(asked.binding, node)
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


def _options_of(asked: Asked) -> dict[str, Param]:
    found: dict[str, Param] = {}
    for option in asked.call.options:
        if option.name not in _options:
            raise wrong(option, f"similar_to has no option {option.name:.40}; {suggest(option.name, _options)}")
        scalar = scalar_of(option.value)
        label = "ef" if option.name == "ef" else "distance"
        found[option.name] = Param(
            slot=scalar_slot(asked.binding, scalar), convert=placed(_number, scalar), label=label
        )
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
