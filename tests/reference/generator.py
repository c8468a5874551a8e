"""Random cases: a schema, data added to it, then queries, updates, deletes, upserts and requests that fail.

`generate_case(seed)` always gives the same case for a seed. The reference database runs along, so that requests aim at
what is there; its answers are what the engine must answer (`cases.first_difference`).
"""

from random import Random
from typing import Any

from .cases import Case, Step
from .evaluator import ReferenceDatabase
from .generated_failures import failing_step
from .generated_filters import list_arguments, outer_filter, random_filter
from .generated_groups import groups_step
from .generated_inputs import Inputs
from .generated_schema import generate_sdl
from .generated_selections import Selections, shape_selection
from .generated_text import RequestText
from .generated_values import field_profiles
from .model import ObjectType
from .world import World


def generate_case(seed: int, *, has_tests: bool = True) -> Case:
    """A case; `has_tests`: with regular expressions and phrases, for databases that call Python."""
    random = Random(seed)
    sdl = generate_sdl(random, has_tests=has_tests)
    database = ReferenceDatabase(sdl)
    world = World(random=random, database=database, profiles=field_profiles(random, database.schema))
    for object_type in database.schema.types.values():
        for _ in range(random.choice((1, 2, 2))):
            world.run(_add_step(world, object_type))
    world.run(_dump(world))
    for _ in range(random.randint(10, 16)):
        _grow(world)
    world.run(_dump(world))
    return Case(seed=seed, sdl=sdl, steps=world.steps, answers=world.answers)


def _grow(world: World) -> None:
    """One more request; what a mutation did is read back at once, more often than not."""
    kind = world.random.choices(
        ("query", "groups", "update", "add", "upsert", "delete", "several", "fail"),
        weights=(50, 10, 16, 5, 6, 6, 3, 12),
    )[0]
    object_type = world.some_type()
    if kind == "query":
        world.run(_query_step(world))
        return
    if kind == "groups":
        world.run(groups_step(world) or _query_step(world))
        return
    if kind == "update":
        world.run(_update_step(world, object_type))
    elif kind == "upsert":
        world.run(_add_step(world, object_type, upsert=True))
    elif kind == "add":
        world.run(_add_step(world, object_type))
    elif kind == "delete":
        world.run(_delete_step(world, object_type))
    elif kind == "several":
        world.run(_several_step(world))
    else:
        world.run(failing_step(world))
    if world.chance(0.6):
        world.run(_dump(world))


# ---- queries


def _query_step(world: World) -> Step:
    text = RequestText(world)
    selections = Selections(world, text)
    roots: list[str] = []
    for _ in range(world.random.choice((1, 1, 1, 2, 3))):
        object_type = world.some_type()
        kind = world.random.choice(("query", "query", "query", "aggregate", "get"))
        if kind == "get" and not (object_type.id_field or object_type.keys):
            kind = "query"
        arguments = _root_arguments(world, kind, object_type)
        if kind == "aggregate":
            selection = selections.aggregate(object_type)
        else:
            inner = selections.of_type(object_type, world.random.choice((1, 2, 2, 3)))
            selection = f"{selections.cascade(object_type, 0.15)}{inner}"
        roots.append(_root(world, text, f"{kind}{object_type.name}", arguments, selection))
    if world.chance(0.1):
        roots.append(world.random.choice(("__typename", "t: __typename")))
    if world.chance(0.05):
        roots = [text.fragment("Query", " ".join(roots))]
    return text.step("query", roots)


def _root(world: World, text: RequestText, name: str, arguments: dict[str, Any], selection: str) -> str:
    """A root field, under an alias where another one may have its name."""
    root = "Mutation" if name in world.database.api.outputs["Mutation"] else "Query"
    declared = world.database.api.outputs[root][name].arguments
    return f"{text.alias('r')}: {name}{text.arguments(arguments, declared)} {selection}"


def _root_arguments(world: World, kind: str, object_type: ObjectType) -> dict[str, Any]:
    if kind == "query":
        return list_arguments(world, object_type, 0.7)
    if kind == "aggregate":
        return {"filter": outer_filter(world, object_type)} if world.chance(0.6) else {}
    return _get_arguments(world, object_type)


def _get_arguments(world: World, object_type: ObjectType) -> dict[str, Any]:
    """Mostly one way to name a node, sometimes two that may disagree, sometimes one that names none."""
    given: dict[str, Any] = {}
    nodes = world.nodes(object_type.name)
    for _ in range(world.random.choice((1, 1, 1, 2))):
        if nodes:
            given |= world.reference_to(object_type, world.random.choice(nodes)) or {}
    if given:
        return given
    keys = [(each.name, 7 if each.type_name != "String" else "no such key") for each in object_type.keys]
    return dict([world.random.choice(keys)]) if keys else {"id": "0x7ffffffffffffff1"}


def _dump(world: World) -> Step:
    """Everything, so that ids get names and a wrong state is found where it arises."""
    roots: list[str] = []
    for object_type in world.database.schema.types.values():
        texts = []
        for each in object_type.fields.values():
            if each.kind != "reference":
                texts.append(f"{each.name}{shape_selection(each)}")
            else:
                target = world.database.schema.types[each.type_name]
                inner = [*(["id"] if target.id_field else []), *(key.name for key in target.keys)]
                texts.append(f"{each.name} {{ {' '.join(inner) or '__typename'} }}")
        roots.append(f"query{object_type.name} {{ {' '.join(texts)} }}")
    return Step(query="{ " + " ".join(roots) + " }")


# ---- mutations


def _mutation(
    world: World, text: RequestText, kind: str, object_type: ObjectType, arguments: dict[str, Any], rate: float = 0.15
) -> str:
    """A mutation field with its payload."""
    parts = ["numUids"] if world.chance(0.9) else ["__typename"]
    if kind == "delete" and world.chance(0.8):
        parts.append("msg")
    if world.chance(0.8):
        nodes = f"{text.alias()}: {object_type.payload_name}" if world.chance(0.1) else object_type.payload_name
        paging = list_arguments(world, object_type, 0.3) if world.chance(rate) else {}
        declared = world.database.api.outputs[f"Add{object_type.name}Payload"][object_type.payload_name].arguments
        selections = Selections(world, text)
        inner = selections.of_type(object_type, world.random.choice((0, 1, 2)))
        selection = f"{selections.cascade(object_type, rate / 2)}{inner}"
        parts.append(f"{nodes}{text.arguments(paging, declared)} {selection}")
    world.random.shuffle(parts)
    return _root(world, text, f"{kind}{object_type.name}", arguments, f"{{ {' '.join(parts)} }}")


def _add_step(world: World, object_type: ObjectType, *, upsert: bool = False) -> Step:
    text = RequestText(world)
    inputs = Inputs(world)
    return text.step("mutation", [_add(world, text, inputs, object_type, upsert=upsert)])


def _add(world: World, text: RequestText, inputs: Inputs, object_type: ObjectType, *, upsert: bool) -> str:
    given: list[dict[str, Any]] = []
    if upsert and object_type.keys:
        keyed = [
            node for node in world.nodes(object_type.name) if any(key.name in node.values for key in object_type.keys)
        ]
        known = world.random.sample(keyed, min(len(keyed), world.random.choice((1, 1, 2))))
        inputs.claim(known)
        given = [inputs.upsert_object(object_type, node) for node in known]
    given += [inputs.add_object(object_type) for _ in range(world.random.choice((0, 1, 2, 3, 4)))]
    if not given and world.chance(0.8):
        given = [inputs.add_object(object_type)]
    world.random.shuffle(given)
    arguments: dict[str, Any] = {"input": given}
    if object_type.keys and (upsert or world.chance(0.1)):
        arguments["upsert"] = upsert
    return _mutation(world, text, "add", object_type, arguments)


def _update_step(world: World, object_type: ObjectType) -> Step:
    text = RequestText(world)
    inputs = Inputs(world)
    filter_value = _aimed_filter(world, object_type)
    nodes = world.matched(object_type.name, filter_value)
    inputs.claim(nodes)
    argument: dict[str, Any] = {"filter": filter_value}
    shape = world.random.choice(("set", "set", "remove", "both"))
    if shape != "remove":
        argument["set"] = inputs.patch(object_type, nodes)
    if shape != "set":
        argument["remove"] = inputs.removal(object_type, nodes, argument.get("set", {}))
    return text.step("mutation", [_mutation(world, text, "update", object_type, {"input": argument})])


def _aimed_filter(world: World, object_type: ObjectType) -> dict[str, Any]:
    """A filter for one node that is there, or a random one."""
    nodes = world.nodes(object_type.name)
    if nodes and world.chance(0.6):
        reference = world.reference_to(object_type, world.random.choice(nodes)) or {}
        for name, value in reference.items():
            return {name: [value] if object_type.fields[name].kind == "id" else {"eq": value}}
    return {} if world.chance(0.1) else random_filter(world, object_type)


def _delete_step(world: World, object_type: ObjectType) -> Step:
    text = RequestText(world)
    arguments = {"filter": _aimed_filter(world, object_type)}
    return text.step("mutation", [_mutation(world, text, "delete", object_type, arguments)])


def _several_step(world: World) -> Step:
    """Mutations that run in order. Only the last one may look at more than what was there before the request."""
    text = RequestText(world)
    inputs = Inputs(world)
    roots = [_add(world, text, inputs, world.some_type(), upsert=False) for _ in range(world.random.choice((1, 2)))]
    object_type = world.some_type()
    each = next(
        (each for each in object_type.fields.values() if each.kind == "scalar" and each.is_written and not each.is_key),
        None,
    )
    if each is not None and not each.non_null:
        argument = {"filter": random_filter(world, object_type), "remove": {each.name: None}}
        roots.append(_mutation(world, text, "update", object_type, {"input": argument}))
    if world.chance(0.2):
        roots.append("__typename")
    return text.step("mutation", roots)
