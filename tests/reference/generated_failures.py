"""Requests that must fail and leave nothing behind: one mistake each, of the kinds that the recorded suites have."""

import json
from collections.abc import Callable
from typing import Any, Final

from .cases import UNKNOWN_NODE, Step
from .generated_inputs import Inputs
from .model import Field, ObjectType
from .world import World

Given = dict[str, Any]


def failing_step(world: World) -> Step:
    """A request with one mistake, of a kind that the schema and data allow."""
    failures = list(_FAILURES)
    world.random.shuffle(failures)
    for failure in failures:
        types = list(world.database.schema.types.values())
        world.random.shuffle(types)
        for object_type in types:
            step = failure(world, object_type)
            if step is not None:
                return step
    return Step(query="{ nothing }")


# ---- adds


def _add(object_type: ObjectType, given: list[Given]) -> Step:
    name = object_type.name
    query = f"mutation($i: [Add{name}Input!]!) {{ add{name}(input: $i) {{ numUids }} }}"
    return Step(query=query, variables={"i": given})


def _object(world: World, object_type: ObjectType) -> Given:
    return Inputs(world).add_object(object_type, depth=0)


def _keyed_node(world: World, object_type: ObjectType, skip: int = 0) -> tuple[Field, Any] | None:
    """A key of the type with the value that some node has."""
    pairs = [
        (each, node.values[each.name])
        for node in world.nodes(object_type.name)
        for each in object_type.keys
        if each.name in node.values
    ]
    return world.random.choice(pairs[skip:]) if pairs[skip:] else None


def _key_in_use(world: World, object_type: ObjectType) -> Step | None:
    pair = _keyed_node(world, object_type)
    if pair is None:
        return None
    given = [_object(world, object_type), {**_object(world, object_type), pair[0].name: pair[1]}]
    world.random.shuffle(given)
    return _add(object_type, given)


def _key_twice(world: World, object_type: ObjectType) -> Step | None:
    if not object_type.keys:
        return None
    given = _object(world, object_type)
    key = object_type.keys[0].name
    if given.get(key) is None:
        return None
    return _add(object_type, [given, {**_object(world, object_type), key: given[key]}])


def _empty_key(world: World, object_type: ObjectType) -> Step | None:
    texts = [each for each in object_type.keys if each.type_name == "String"]
    return _add(object_type, [{**_object(world, object_type), texts[0].name: ""}]) if texts else None


def _reference(
    world: World, object_type: ObjectType, value: Callable[[Field, ObjectType], Given | None]
) -> Step | None:
    """An add with one reference that is wrong."""
    for each in object_type.fields.values():
        if each.kind == "reference":
            wrong = value(each, world.database.schema.types[each.type_name])
            if wrong is not None:
                return _add(
                    object_type, [{**_object(world, object_type), each.name: [wrong] if each.is_list else wrong}]
                )
    return None


def _unknown_node(world: World, object_type: ObjectType) -> Step | None:
    identifier = world.random.choice((UNKNOWN_NODE, "not an id"))
    return _reference(world, object_type, lambda _, target: {"id": identifier} if target.id_field else None)


def _node_of_another_type(world: World, object_type: ObjectType) -> Step | None:
    def wrong(_: Field, target: ObjectType) -> Given | None:
        names = [
            world.name_of(node)
            for other in world.database.schema.types.values()
            if other.name != target.name
            for node in world.nodes(other.name)
        ]
        known = [name for name in names if name is not None]
        return {"id": world.random.choice(known)} if target.id_field and known else None

    return _reference(world, object_type, wrong)


def _two_nodes(world: World, object_type: ObjectType) -> Step | None:
    def wrong(_: Field, target: ObjectType) -> Given | None:
        if len(target.keys) < 2:
            return None
        first, second = target.keys[:2]
        nodes = world.nodes(target.name)
        left = [node for node in nodes if first.name in node.values]
        right = [node for node in nodes if second.name in node.values and node not in left[:1]]
        if not left or not right:
            return None
        return {first.name: left[0].values[first.name], second.name: right[0].values[second.name]}

    return _reference(world, object_type, wrong)


def _not_enough(world: World, object_type: ObjectType) -> Step | None:
    """A new node by its key alone, when its type requires more."""

    def wrong(source: Field, target: ObjectType) -> Given | None:
        missing = [
            each
            for each in target.fields.values()
            if each.non_null and each.kind != "id" and not each.is_key and each.name != source.inverse
        ]
        if not target.keys or not missing:
            return None
        return {each.name: Inputs(world).add_object(target, depth=0).get(each.name) for each in target.keys}

    return _reference(world, object_type, wrong)


def _required_missing(world: World, object_type: ObjectType) -> Step | None:
    required = [each for each in object_type.fields.values() if each.non_null and each.kind != "id"]
    if not required:
        return None
    given = _object(world, object_type)
    each = world.random.choice(required)
    if world.chance(0.5):
        given[each.name] = None
    else:
        given.pop(each.name)
    return _add(object_type, [given])


def _unknown_input(world: World, object_type: ObjectType) -> Step | None:
    name = world.random.choice(("nothing", "id" if object_type.id_field else "nothing"))
    return _add(object_type, [{**_object(world, object_type), name: "0x1"}])


_WRONG: Final[dict[str, tuple[Any, ...]]] = {
    "Int": ("12", 2**31, -(2**31) - 1, 1.5, True),
    "Int64": (2**63, -(2**63) - 1, 1.5, "x"),
    "String": (5, True),
    "Boolean": ("true",),
}


def _wrong_type(world: World, object_type: ObjectType) -> Step | None:
    """In variables or as a literal."""
    scalars = [
        each
        for each in object_type.fields.values()
        if not each.is_list and each.is_written and (each.type_name in _WRONG or each.kind == "enum")
    ]
    if not scalars:
        return None
    each = world.random.choice(scalars)
    value = world.random.choice(_WRONG.get(each.type_name, ("NOPE",)))
    if world.chance(0.5):
        return _add(object_type, [{**_object(world, object_type), each.name: value}])
    literal = f'"{world.database.schema.enums[each.type_name][0]}"' if each.kind == "enum" else json.dumps(value)
    name = object_type.name
    patch = f"{{{each.name}: {literal}}}"
    return Step(query=f"mutation {{ update{name}(input: {{filter: {{}}, set: {patch}}}) {{ numUids }} }}")


def _null_in_list(world: World, object_type: ObjectType) -> Step | None:
    for each in object_type.fields.values():
        if each.is_list and each.kind in ("scalar", "enum"):
            return _add(object_type, [{**_object(world, object_type), each.name: [None]}])
    return None


def _wrong_moment(world: World, object_type: ObjectType) -> Step | None:
    for each in object_type.fields.values():
        if each.type_name == "DateTime":
            if each.search and world.chance(0.5):
                query = f'{{ query{object_type.name}(filter: {{{each.name}: {{eq: "soon"}}}}) {{ __typename }} }}'
                return Step(query=query)
            value = world.random.choice(("yesterday", "2005-13-01", "2005-06-07T25:00:00Z"))
            return _add(object_type, [{**_object(world, object_type), each.name: [value] if each.is_list else value}])
    return None


def _later_ones_stay(world: World, object_type: ObjectType) -> Step | None:
    """The mutation before the mistake counts, the one behind it does not run."""
    pair = _keyed_node(world, object_type)
    if pair is None:
        return None
    good, bad, late = (_object(world, object_type) for _ in range(3))
    bad[pair[0].name] = pair[1]
    name = object_type.name
    fields = " ".join(f"{each}: add{name}(input: ${each}) {{ numUids }}" for each in ("a", "b", "c"))
    query = f"mutation($a: [Add{name}Input!]!, $b: [Add{name}Input!]!, $c: [Add{name}Input!]!) {{ {fields} }}"
    return Step(query=query, variables={"a": [good], "b": [bad], "c": [late]})


# ---- updates


def _key_of_another(world: World, object_type: ObjectType) -> Step | None:
    """A node is given the key of another one."""
    for each in object_type.keys:
        nodes = [node for node in world.nodes(object_type.name) if each.name in node.values]
        if len(nodes) > 1:
            own, other = world.random.sample(nodes, 2)
            return _set_key(object_type, each, {each.name: {"eq": own.values[each.name]}}, other.values[each.name])
    return None


def _key_of_several(world: World, object_type: ObjectType) -> Step | None:
    if not object_type.keys or len(world.nodes(object_type.name)) < 2:
        return None
    each = object_type.keys[0]
    value = 10**6 + world.new_number()
    return _set_key(object_type, each, {}, value if each.type_name != "String" else f"k{value}")


def _set_key(object_type: ObjectType, each: Field, filter_value: Given, value: Any) -> Step:
    name = object_type.name
    query = f"mutation($u: Update{name}Input!) {{ update{name}(input: $u) {{ numUids }} }}"
    return Step(query=query, variables={"u": {"filter": filter_value, "set": {each.name: value}}})


def _removal_without_name(world: World, object_type: ObjectType) -> Step | None:
    """What is removed from a reference is not named; a null behind a key names nothing."""
    nodes = world.nodes(object_type.name)
    filter_value = world.reference_to(object_type, nodes[0]) if nodes else None
    references = [each for each in object_type.fields.values() if each.kind == "reference"]
    if not filter_value or not references:
        return None
    name, value = next(iter(filter_value.items()))
    wanted = {name: [value] if object_type.fields[name].kind == "id" else {"eq": value}}
    each = world.random.choice(references)
    optional = [
        f.name for f in world.database.schema.types[each.type_name].fields.values() if f.is_key or f.kind == "id"
    ]
    removed: Given = {world.random.choice(optional): None} if optional and world.chance(0.5) else {}
    query = f"mutation($u: Update{object_type.name}Input!) {{ update{object_type.name}(input: $u) {{ numUids }} }}"
    remove = {each.name: [removed] if each.is_list else removed}
    return Step(query=query, variables={"u": {"filter": wanted, "remove": remove}})


# ---- queries


def _negative_page(world: World, object_type: ObjectType) -> Step | None:
    orderable = [each.name for each in object_type.fields.values() if each.is_orderable]
    if not orderable:
        return None
    name = object_type.name
    if world.chance(0.5):
        return Step(query=f"{{ query{name}(order: {{asc: {orderable[0]}}}, first: -1) {{ __typename }} }}")
    query = f"query($n: Int, $o: {name}Order) {{ query{name}(order: $o, first: $n) {{ __typename }} }}"
    return Step(query=query, variables={"n": -2, "o": {"desc": orderable[-1]}})


def _two_operators(_: World, object_type: ObjectType) -> Step | None:
    for each in object_type.fields.values():
        if each.search and each.type_name in ("Int", "Int64", "Float"):
            filter_text = f"{{{each.name}: {{ge: 1, lt: 2}}}}"
            return Step(query=f"{{ query{object_type.name}(filter: {filter_text}) {{ __typename }} }}")
    return None


def _wrong_get(world: World, object_type: ObjectType) -> Step | None:
    name = object_type.name
    several = len(object_type.keys) + (object_type.id_field is not None) > 1
    if object_type.keys and several and world.chance(0.5):
        return Step(query=f"{{ a: get{name}({object_type.keys[0].name}: null) {{ __typename }} }}")
    if object_type.id_field is None:
        return None
    return Step(query=f'{{ a: get{name}(id: "zz") {{ __typename }} b: aggregate{name} {{ count }} }}')


def _wrong_document(world: World, object_type: ObjectType) -> Step | None:
    name = object_type.name
    field_name = next(each.name for each in object_type.fields.values() if each.kind != "reference")
    filtered = f"query{name}(filter: $f)"
    return world.random.choice(
        (
            Step(query=f"{{ query{name} {{ nothing }} }}"),
            Step(query=f"{{ query{name}s {{ {field_name} }} }}"),
            Step(query=f"{{ query{name}(limit: 1) {{ {field_name} }} }}"),
            Step(query=f'{{ query{name}(first: "1") {{ {field_name} }} }}'),
            Step(query=f"{{ query{name}(filter: {{nothing: {{eq: 1}}}}) {{ {field_name} }} }}"),
            Step(query=f"{{ query{name}(filter: {{has: [nothing]}}) {{ {field_name} }} }}"),
            Step(query=f"{{ query{name}(first: $n) {{ {field_name} }} }}"),
            Step(query=f"query($n: Int) {{ query{name} {{ {field_name} }} }}", variables={"n": 1}),
            Step(query=f"query($n: Int!) {{ query{name}(first: $n) {{ {field_name} }} }}"),
            Step(query=f"query($n: Int!) {{ query{name}(first: $n) {{ {field_name} }} }}", variables={"n": None}),
            Step(query=f"query($n: String) {{ query{name}(first: $n) {{ {field_name} }} }}", variables={"n": "1"}),
            Step(query=f"query($n: Int) {{ query{name}(first: $n) {{ {field_name} }} }}", variables={"n": "one"}),
            Step(query=f"query($f: {name}Filter) {{ {filtered} {{ {field_name} }} }}", variables={"f": {"no": 1}}),
            Step(query=f"{{ query{name} {{ x: {field_name} x: __typename }} }}"),
            Step(query=f"{{ query{name} {{ ...F }} }}"),
            Step(query=f"{{ query{name} {{ {field_name} }} }} fragment F on {name} {{ {field_name} }}"),
            Step(query=f"{{ query{name} {{ {field_name} }}"),
            Step(query=f"{{ query{name} }}"),
        )
    )


_FAILURES: Final = (
    _key_in_use,
    _key_twice,
    _empty_key,
    _unknown_node,
    _node_of_another_type,
    _two_nodes,
    _not_enough,
    _required_missing,
    _unknown_input,
    _wrong_type,
    _null_in_list,
    _wrong_moment,
    _later_ones_stay,
    _key_of_another,
    _key_of_several,
    _removal_without_name,
    _negative_page,
    _two_operators,
    _wrong_get,
    _wrong_document,
)
