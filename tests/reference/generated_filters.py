"""Random filters, orders and pages, as the JSON of their arguments.

What no recording decides is not generated: null for an operator other than `eq`, empty filters inside `or` and `not`,
`allofterms` on lists, two fields of one order, `asc` beside `desc`, an offset beside a negative first.
"""

from typing import Any

from .api import named_type
from .cases import UNKNOWN_NODE
from .generated_values import (
    other_offset,
    random_pattern,
    random_phrase,
    random_scalar,
    random_shape_filter,
    random_terms,
)
from .model import Field, ObjectType
from .world import World

Given = dict[str, Any]


def random_filter(world: World, object_type: ObjectType, depth: int = 2) -> Given:
    """A filter with at least one condition."""
    parts: Given = {}
    for key in ("field", "field", "field", "and", "or", "not"):
        if key == "field" and world.chance(0.45):
            parts |= _condition(world, object_type, depth)
        elif depth and key == "not" and world.chance(0.2):
            parts["not"] = random_filter(world, object_type, depth - 1)
        elif depth and key in ("and", "or") and world.chance(0.15):
            count = world.random.choice((1, 2, 2, 3))
            parts[key] = [random_filter(world, object_type, depth - 1) for _ in range(count)]
    parts = parts or _condition(world, object_type, depth)
    shuffled = list(parts.items())
    world.random.shuffle(shuffled)
    return dict(shuffled)


def outer_filter(world: World, object_type: ObjectType) -> Given | None:
    """A filter of an argument, where it may also be null or hold conditions that say nothing."""
    roll = world.random.random()
    if roll < 0.05:
        return None
    if roll < 0.1:
        return {}
    given = random_filter(world, object_type)
    if world.chance(0.1):
        given |= {key: [] for key in ("and", "or") if key not in given and world.chance(0.5)}
    searched = [each for each in object_type.fields.values() if each.search and each.name not in given]
    if searched and world.chance(0.1):
        each = world.random.choice(searched)
        given[each.name] = None if each.type_name == "Boolean" or world.chance(0.5) else {}
    return given


def _related(world: World, each: Field, depth: int) -> Given:
    """A filter of what a reference leads to."""
    target = world.database.schema.types[each.type_name]
    inner = {} if world.chance(0.15) else random_filter(world, target, depth - 1)
    if not each.is_list:
        return inner
    given: Given = {}
    for name in world.random.sample(("some", "every", "none", "count"), world.random.choice((1, 1, 1, 2))):
        if name == "count":
            given["count"] = _count(world)
        else:
            given[name] = {} if world.chance(0.15) else random_filter(world, target, depth - 1)
    return given


def _count(world: World) -> Given:
    operator = world.random.choice(("eq", "in", "le", "lt", "ge", "gt", "between"))
    number = world.random.randint(0, 3)
    if operator == "in":
        return {"in": [world.random.randint(0, 3) for _ in range(world.random.choice((0, 1, 2)))]}
    return {operator: {"min": number, "max": world.random.randint(0, 3)} if operator == "between" else number}


def _condition(world: World, object_type: ObjectType, depth: int = 1) -> Given:
    searched = [each for each in object_type.fields.values() if each.search]
    references = [each for each in object_type.fields.values() if each.kind == "reference"]
    choices = ["has", "has", *(["id"] if object_type.id_field else []), *["search"] * (2 * len(searched))]
    choices += ["related"] * (2 * len(references) if depth else 0)
    choice = world.random.choice(choices)
    if choice == "related":
        each = world.random.choice(references)
        return {each.name: _related(world, each, depth)}
    if choice == "id":
        return {"id": _identifiers(world, object_type)}
    if choice == "has":
        names = [each.name for each in object_type.fields.values() if each.is_written]
        return {"has": world.random.sample(names, min(len(names), world.random.choice((1, 1, 2))))}
    each = world.random.choice(searched)
    if each.kind == "shape":
        return {each.name: random_shape_filter(world.random, each.type_name)}
    return {each.name: _operators(world, object_type, each)}


def _identifiers(world: World, object_type: ObjectType) -> list[str]:
    names = [world.name_of(node) for node in world.nodes(object_type.name)]
    choices = [name for name in names if name is not None] + [UNKNOWN_NODE]
    return [world.random.choice(choices) for _ in range(world.random.choice((0, 1, 1, 2, 3)))]


def _operators(world: World, object_type: ObjectType, each: Field) -> Any:
    if each.type_name == "Boolean":
        return world.chance(0.5)
    is_text = each.type_name == "String" or each.kind == "enum"
    operators = ["eq", "in"] if {"hash", "exact"} & set(each.search) or not is_text else []
    if "exact" in each.search or not is_text:
        operators += ["le", "lt", "ge", "gt"] + ([] if each.kind == "enum" else ["between"])
    if "term" in each.search:
        operators += ["anyofterms"] if each.is_list else ["anyofterms", "allofterms"]
    if "fulltext" in each.search:
        operators += ["anyoftext", "alloftext"]
    operators += ["ngram"] if "ngram" in each.search else []
    operators += ["regexp", "regexp"] if {"regexp", "trigram"} & set(each.search) else []
    operator = world.random.choice(operators)
    if operator in ("anyofterms", "allofterms", "anyoftext", "alloftext"):
        return {operator: random_terms(world.random)}
    if operator == "ngram":
        return {"ngram": random_phrase(world.random)}
    if operator == "regexp":
        return {"regexp": random_pattern(world.random, _stored(world, object_type, each))}
    if operator == "in":
        return {"in": [_operand(world, object_type, each) for _ in range(world.random.choice((0, 1, 2, 3)))]}
    if operator == "between":
        ends = [_operand(world, object_type, each) for _ in range(2)]
        if each.type_name in ("Int", "Int64", "Float", "String") and world.chance(0.8):
            ends.sort()
        return {"between": {"min": ends[0], "max": ends[1]}}
    if operator == "eq" and world.chance(0.07):
        return {"eq": None}
    return {operator: _operand(world, object_type, each)}


def _operand(world: World, object_type: ObjectType, each: Field) -> Any:
    """Often a value that some node has."""
    stored = _stored(world, object_type, each)
    if stored and world.chance(0.6):
        value = world.random.choice(stored)
        return other_offset(world.random, str(value)) if each.type_name == "DateTime" else value
    value = random_scalar(world.random, world.database.schema, each, world.profile(object_type.name, each))
    return other_offset(world.random, value) if each.type_name == "DateTime" else value


def _stored(world: World, object_type: ObjectType, each: Field) -> list[Any]:
    stored: list[Any] = []
    for node in world.nodes(object_type.name):
        value = node.values.get(each.name)
        stored += value if isinstance(value, list) else [] if value is None else [value]
    return stored


def list_arguments(world: World, object_type: ObjectType, rate: float) -> Given:
    """Arguments of a list of nodes: filter, order, first, offset, each with some chance."""
    given: Given = {}
    if world.chance(rate):
        given["filter"] = outer_filter(world, object_type)
    orderable = [each.name for each in object_type.fields.values() if each.is_orderable]
    if orderable and world.chance(0.4):
        given["order"] = _order(world, orderable) if world.chance(0.7) else {"by": _order_by(world, object_type)}
    if world.chance(0.3):
        given["first"] = world.random.choice((None, 0, 1, 1, 2, 3, 50))
    if world.chance(0.2):
        given["offset"] = world.random.choice((None, 0, 1, 1, 2, 50, -1))
    if not given.keys() & {"order", "offset", "first"} and world.chance(0.15):
        given["first"] = world.random.choice((-1, -2, -50))
    return given


def _order_by(world: World, object_type: ObjectType) -> list[Given]:
    return [_order_element(world, object_type, 2) for _ in range(world.random.choice((1, 1, 2, 3)))]


def _order_element(world: World, object_type: ObjectType, depth: int) -> Given:
    """By a value, by something of a related node, or by the number of related nodes."""
    keys = world.database.api.inputs[f"{object_type.name}OrderBy"]
    choices = [name for name in keys if depth or not str(named_type(keys[name])).endswith("OrderBy")]
    name = world.random.choice(choices)
    direction = world.random.choice(("ASC", "DESC"))
    if named_type(keys[name]) == "OrderDirection":
        return {name: direction}
    if named_type(keys[name]) == "RelatedCountOrder":
        return {name: {"count": direction}}
    target = world.database.schema.types[object_type.fields[name].type_name]
    return {name: _order_element(world, target, depth - 1)}


def _order(world: World, orderable: list[str]) -> Given | None:
    if world.chance(0.05):
        return world.random.choice((None, {}))
    order: Given = {}
    for name in world.random.sample(orderable, min(len(orderable), world.random.choice((1, 1, 2, 3)))):
        link: Given = {world.random.choice(("asc", "desc")): name}
        order = {**link, "then": order} if order else link
    return order
