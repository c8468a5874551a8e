"""`update` and `replace` of `UpdateXInput`, beyond the reference: `XChildrenInput`, `XChildInput`, `XReplaceInput`.

Does not know: what they mean (`bind/graphql/patches.py`).
"""

from __future__ import annotations

from graphql import GraphQLID, GraphQLInputField, GraphQLList, GraphQLNonNull

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiField, ApiType, Role
from graphwright.model.values import ValueKind
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import writable_fields
from graphwright.schema.generation.workshop import Workshop, input_field, listed

parts = ("set", "remove", "update", "replace")
"""What an update, and each object in its `update`, may ask for."""


def make_deep_updates(workshop: Workshop) -> None:
    """Make the inputs for all types that can be updated.

    Raises:
        ErrorList: A name is taken, or an ID or key has a name with a meaning.
    """
    updated = [declared for declared in workshop.api.types.values() if _has_patch(workshop, declared.name)]
    clashes: list[GraphwrightError] = [*_taken_names(workshop, updated), *_taken_members(updated)]
    if clashes:
        raise ErrorList(clashes)
    reached = {field.type_name for declared in updated for field in _children(workshop, declared)}
    for declared in updated:
        _make(workshop, declared, is_reached=declared.name in reached)


def update_members(workshop: Workshop, type_name: str) -> dict[str, GraphQLInputField]:
    """What `UpdateXInput` has beside `set` and `remove`."""
    made = {}
    children, replacing = names.children_name(type_name), names.replace_name(type_name)
    if children in workshop.types:
        made["update"] = input_field(workshop.types[children], "Changes nodes that are linked, with their own fields.")
    if replacing in workshop.types:
        made["replace"] = input_field(workshop.types[replacing], "Lists and references become exactly what is given.")
    return made


def _make(workshop: Workshop, declared: ApiType, *, is_reached: bool) -> None:
    name = declared.name
    replaceable = [field for field in writable_fields(declared, workshop.referable) if _is_replaceable(field)]
    if replaceable:
        workshop.add_input(
            names.replace_name(name), name, lambda: {f.name: _replacement(workshop, f) for f in replaceable}
        )
    children = _children(workshop, declared)
    if children:
        workshop.add_input(names.children_name(name), name, lambda: {f.name: _child(workshop, f) for f in children})
    if is_reached:
        workshop.add_input(names.child_name(name), name, lambda: _child_members(workshop, declared))


def _is_replaceable(field: ApiField) -> bool:
    is_list = field.is_list and not field.is_embedding and not field.languages
    return field.role is Role.REFERENCE or is_list


def _replacement(workshop: Workshop, field: ApiField) -> GraphQLInputField:
    has_input = field.role is Role.REFERENCE or field.kind is ValueKind.GEO
    inner = workshop.types[names.reference_name(field.type_name) if has_input else field.type_name]
    return input_field(listed(field, inner))


def _children(workshop: Workshop, declared: ApiType) -> list[ApiField]:
    """The references whose nodes can be changed through this type; in a list they must be told apart."""
    found = []
    for field in writable_fields(declared, workshop.referable):
        target = workshop.api.types.get(field.type_name)
        if field.role is not Role.REFERENCE or target is None or not _has_patch(workshop, target.name):
            continue
        if not field.is_list or target.id_field is not None or target.key_fields:
            found.append(field)
    return found


def _child(workshop: Workshop, field: ApiField) -> GraphQLInputField:
    made = workshop.types[names.child_name(field.type_name)]
    return input_field(GraphQLList(GraphQLNonNull(made)) if field.is_list else made)


def _child_members(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLInputField]:
    made: dict[str, GraphQLInputField] = {}
    if declared.id_field is not None:
        made[declared.id_field.name] = input_field(GraphQLID, declared.id_field.description)
    for key in declared.key_fields:
        made[key.name] = input_field(workshop.types[key.type_name], key.description)
    patch = workshop.types[names.patch_name(declared.name)]
    return {**made, "set": input_field(patch), "remove": input_field(patch), **update_members(workshop, declared.name)}


def _has_patch(workshop: Workshop, type_name: str) -> bool:
    return names.patch_name(type_name) in workshop.types


# ---- clashes --------------------------------------------------------------------------------------


def _taken_names(workshop: Workshop, updated: list[ApiType]) -> list[SchemaError]:
    return [
        _clash(workshop.api.types.get(name, declared), f"{name} is generated for updates of {declared.name}; rename it")
        for declared in updated
        for name in (
            names.replace_name(declared.name),
            names.children_name(declared.name),
            names.child_name(declared.name),
        )
        if name in workshop.types
    ]


def _taken_members(updated: list[ApiType]) -> list[SchemaError]:
    return [
        _clash(
            field,
            f"{declared.name}.{field.name}: `{field.name}` has a meaning where an update names its nodes; choose "
            f"another name{_keeping(field)}, or run with --strict-dgraph",
        )
        for declared in updated
        for field in (declared.id_field, *declared.key_fields)
        if field is not None and field.name in parts
    ]


def _keeping(field: ApiField) -> str:
    return f', and keep the predicate with @dgraph(pred: "{field.predicate}")' if field.predicate else ""


def _clash(at: ApiType | ApiField, message: str) -> SchemaError:
    return SchemaError(message, line=at.line, column=at.column)
