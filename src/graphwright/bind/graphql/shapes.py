"""Shapes in requests: their selections → what is shown of them; geo filters → conditions.

The values of `near`, `within`, `contains` and `intersects` are one slot each, however many positions they have, so
that all polygons share a plan. Does not know: geometry, SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from graphql import FieldNode, GraphQLObjectType, SelectionSetNode, get_named_type

from graphwright.bind.graphql.trees import Binding, Tree
from graphwright.errors import InputError
from graphwright.ir.nodes import Condition, Lies, Param, ShapeConstant, ShapeList, ShapeMember, ShapeNumber, ShapeValue
from graphwright.model.api import ApiField
from graphwright.model.shapes import coerce_shape
from graphwright.search.cells import cells_around
from graphwright.search.geometry import Question, Relation, cells_of_question

_positions: Final[Mapping[str, int]] = {"longitude": 0, "latitude": 1}
"""Where GeoJSON has the members of a Point; all other members of shapes are the list that it has in their place."""


class Collecting(Protocol):
    """What selects fields (`selections.Selecting`)."""

    def collect(
        self, parent: GraphQLObjectType, selection_sets: Sequence[SelectionSetNode]
    ) -> Mapping[str, list[FieldNode]]: ...

    def count(self, node: FieldNode) -> None: ...


def shape_value(
    selecting: Collecting, key: str, field: ApiField, parent: Any, nodes: Sequence[FieldNode]
) -> ShapeValue:
    """A field of a geo type with what is selected of it."""
    named = get_named_type(parent)
    assert isinstance(named, GraphQLObjectType)
    return ShapeValue(
        key=key,
        predicate=field.predicate,
        type_name=field.type_name,
        members=_members(selecting, named, nodes),
        is_list=field.is_list,
        is_required=field.is_required,
    )


def _members(selecting: Collecting, parent: GraphQLObjectType, nodes: Sequence[FieldNode]) -> tuple[ShapeMember, ...]:
    sets = [node.selection_set for node in nodes if node.selection_set is not None]
    return tuple(_member(selecting, parent, key, fields) for key, fields in selecting.collect(parent, sets).items())


def _member(selecting: Collecting, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> ShapeMember:
    selecting.count(nodes[0])
    name = nodes[0].name.value
    if name == "__typename":
        return ShapeConstant(key=key, text=parent.name)
    if name in _positions:
        return ShapeNumber(key=key, position=_positions[name])
    inner = get_named_type(parent.fields[name].type)
    assert isinstance(inner, GraphQLObjectType)
    return ShapeList(key=key, members=_members(selecting, inner, nodes))


# ---- filters --------------------------------------------------------------------------------------


def bind_shape_filter(binding: Binding, field: ApiField, operator: str, tree: Tree) -> Condition:
    """The condition of a geo operator."""
    relation = _relations[operator]
    source = binding.source(tree)
    # Worked out once for the three parameters.
    slot = binding.extra(lambda values: _read(field, relation, source(values)))
    return Lies(
        predicate=field.predicate,
        index=field.searches[0],
        relation=relation,
        question=Param(slot=slot, convert=lambda read: _asked(read).as_text(), label=f"{relation} of a shape"),
        cells=Param(slot=slot, convert=_cells, label="cells"),
        around=Param(slot=slot, convert=lambda read: cells_around(_cells(read)), label="cells around"),
    )


_relations: Final[dict[str, Relation]] = {
    "near": "near",
    "within": "within",
    "contains": "contains",
    "intersects": "intersects",
}


def _read(field: ApiField, relation: Relation, given: Mapping[str, Any]) -> Question | InputError:
    """The question, or what is wrong with it: a plan is not to blame for a request's value."""
    try:
        return _question(field, relation, given)
    except InputError as error:
        return error


def _asked(read: Question | InputError) -> Question:
    if isinstance(read, InputError):
        raise read
    return read


def _cells(read: Question | InputError) -> Sequence[str]:
    return cells_of_question(_asked(read))


def _question(field: ApiField, relation: Relation, given: Mapping[str, Any]) -> Question:
    if relation == "near":
        distance = float(given["distance"])
        if distance <= 0:
            raise InputError(f"the distance of near in the filter of {field.name} is {distance}; give one above 0")
        return Question(relation=relation, shapes=(coerce_shape(given["coordinate"]),), distance_m=distance)
    shapes = tuple(coerce_shape(value) for value in given.values() if value is not None)
    if not shapes:
        raise InputError(f"{relation} in the filter of {field.name} names no shape; give it one")
    return Question(relation=relation, shapes=shapes)
