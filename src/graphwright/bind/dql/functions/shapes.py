"""`near`, `within`, `contains`, `intersects` → conditions. Does not know: geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot
from graphwright.errors import GraphwrightError, InputError
from graphwright.ir.nodes import Condition, Lies, Param
from graphwright.lang.dql import syntax
from graphwright.model.shapes import coerce_shape
from graphwright.model.values import ValueKind, coerce_value
from graphwright.search.cells import cells_around
from graphwright.search.geometry import Question, Relation, cells_of_question
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Spatial

_relations: Final[Mapping[str, Relation]] = {
    "near": "near",
    "within": "within",
    "contains": "contains",
    "intersects": "intersects",
}
_types_of_depth: Final = {1: "Point", 3: "Polygon", 4: "MultiPolygon"}
_allowed: Final[Mapping[str, tuple[str, ...]]] = {
    "near": ("Point",),
    "within": ("Polygon", "MultiPolygon"),
    "contains": ("Point", "Polygon", "MultiPolygon"),
    "intersects": ("Polygon", "MultiPolygon"),
}


def bind_shape(asked: Asked) -> Condition:
    """`near(loc, [-122.4, 37.7], 1000)`; shapes as coordinates, or as GeoJSON in a text or a variable."""
    if asked.predicate.kind is not ValueKind.GEO:
        raise asked.wrong(f"{asked.call.name} is for shapes, and {asked.predicate.name} is {asked.predicate.kind}")
    name, relation = asked.call.name, _relations[asked.call.name]
    first, *others = asked.call.arguments
    shape_slot = _shape_slot(asked, first)
    distance = scalar_of(others[0]) if others else None
    distance_slot = None if distance is None else scalar_slot(asked.binding, distance)
    read_shape = placed(lambda given: _read_shape(name, given), first)
    read_distance = placed(_read_distance, asked.call if distance is None else distance)

    def question(values: Sequence[Any]) -> Question | GraphwrightError:
        # A plan is not to blame for a request's value.
        try:
            metres = 0.0 if distance_slot is None else read_distance(values[distance_slot])
            return Question(relation=relation, shapes=(read_shape(values[shape_slot]),), distance_m=metres)
        except GraphwrightError as error:
            return error

    slot = asked.binding.extra(question)
    return Lies(
        predicate=asked.predicate.name,
        index=_index(asked),
        relation=relation,
        question=Param(slot=slot, convert=lambda read: _checked(read).as_text(), label=f"{relation} of a shape"),
        cells=Param(slot=slot, convert=_cells, label="cells"),
        around=Param(slot=slot, convert=lambda read: cells_around(_cells(read)), label="cells around"),
    )


def _index(asked: Asked) -> str:
    for index in asked.predicate.indexes:
        if isinstance(index_kinds[index.kind].structure, Spatial) and asked.predicate.index(index.kind) is not None:
            return index.kind
    raise asked.wrong(
        f"{asked.predicate.name} has no index, which {asked.call.name} needs; "
        "add @search in GraphQL, or @index(geo) in DQL"
    )


def _checked(read: Question | GraphwrightError) -> Question:
    if isinstance(read, GraphwrightError):
        raise read
    return read


def _cells(read: Question | GraphwrightError) -> Sequence[str]:
    return cells_of_question(_checked(read))


def _shape_slot(asked: Asked, argument: syntax.Argument) -> int:
    if isinstance(argument, syntax.ListLiteral):
        read = _coordinates(asked.binding, argument)
        return asked.binding.extra(lambda values: _or_error(read, values))
    return scalar_slot(asked.binding, scalar_of(argument))


def _or_error(read: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> Any:
    try:
        return read(values)
    except InputError as error:
        return error  # which is said where the shape is read


def _coordinates(binding: Binding, node: syntax.ListItem) -> Callable[[Sequence[Any]], Any]:
    """What makes coordinates of a request's values."""
    match node:
        case syntax.ListLiteral(values=items):
            reads = [_coordinates(binding, item) for item in items]
            return lambda values: [read(values) for read in reads]
        case syntax.NumberLiteral() | syntax.StringLiteral():
            slot, convert = scalar_slot(binding, node), placed(_coordinate, node)
            return lambda values: convert(values[slot])
        case _:
            raise wrong(node, "coordinates are numbers; to give them by a variable, put the whole list into it")


def _coordinate(text: str) -> Any:
    return coerce_value(ValueKind.FLOAT, text)


def _read_shape(name: str, given: Any) -> str:
    """The GeoJSON of a shape that is given by coordinates or as GeoJSON."""
    if isinstance(given, InputError):
        raise given
    document = _loaded(given) if isinstance(given, str) else given
    if isinstance(document, list):
        kind = _types_of_depth.get(_depth(document))
        if kind is None:
            raise InputError(
                "the coordinates are no shape; a point is [10.0, 60.0], a polygon [[[9, 59], [11, 59], …]]"
            )
        document = {"type": kind, "coordinates": document}
    shape = coerce_shape(document)
    kind = orjson.loads(shape)["type"]
    if kind not in _allowed[name]:
        raise InputError(f"{name} takes a {' or a '.join(_allowed[name])}, not a {kind}")
    return shape


def _loaded(text: str) -> Any:
    for candidate in (text, text.replace("'", '"')):
        try:
            return orjson.loads(candidate)
        except orjson.JSONDecodeError:
            continue
    raise InputError(f'"{text[:60]}" is no shape; write coordinates such as [10.0, 60.0], or GeoJSON')


def _depth(document: Any) -> int:
    depth = 0
    while isinstance(document, list) and document:
        document, depth = document[0], depth + 1
    return depth


def _read_distance(text: str) -> float:
    metres = coerce_value(ValueKind.FLOAT, text)
    assert isinstance(metres, float)
    if metres < 0:
        raise InputError(f"the distance of near is {metres:g}; give metres, from 0 on")
    return metres
