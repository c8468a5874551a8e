"""`repliesTree` and `parentChain` of references to nodes of the own type, beyond the reference.

Out: the fields, and the object type of their elements. Does not know: how a tree is read.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLArgument, GraphQLField, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.schema.bindings import TreeDepth, TreeField, TreeNode, TreeParent
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, argument, output_field


def make_tree_items(workshop: Workshop) -> None:
    """Make the elements of all trees, when the types and filters of the schema are there.

    Raises:
        ErrorList: A name is taken.
    """
    clashes: list[GraphwrightError] = []
    made: dict[tuple[str, str], GraphQLObjectType] = {}
    for owner in workshop.api.types.values():
        for field in owner.fields.values():
            if not refers_to_its_own(workshop.api, field):
                continue
            try:
                _refuse_taken(owner, field)
                name, target = _field_name(field), field.type_name
                if (name, target) not in made:
                    made[name, target] = _make_item(workshop, owner, field)
                workshop.tree_items[owner.name, field.name] = made[name, target]
            except SchemaError as error:
                clashes.append(error)
    if clashes:
        raise ErrorList(clashes)


def refers_to_its_own(api: ApiSchema, field: ApiField) -> bool:
    """Whether the nodes that a field refers to have this same field, so that it can be followed again and again."""
    target = api.types.get(field.type_name) if field.role is Role.REFERENCE else None
    again = None if target is None else target.fields.get(field.name)
    return again is not None and (again.predicate, again.type_name) == (field.predicate, field.type_name)


def tree_fields(workshop: Workshop, declared: ApiType) -> dict[str, GraphQLField]:
    """The fields for a type, behind all others."""
    made = {}
    for field in declared.fields.values():
        item = workshop.tree_items.get((declared.name, field.name))
        if item is not None:
            type_ = GraphQLNonNull(GraphQLList(GraphQLNonNull(item)))
            made[_field_name(field)] = output_field(type_, TreeField(field), _arguments(workshop, field))
    return made


def _arguments(workshop: Workshop, field: ApiField) -> dict[str, GraphQLArgument]:
    """A chain has no order: each node refers to one."""
    asked = workshop.list_arguments(field.type_name) if field.is_list else workshop.filter_arguments(field.type_name)
    return {"depth": argument(GraphQLInt)} | {name: asked[name] for name in ("filter", "order") if name in asked}


def _field_name(field: ApiField) -> str:
    return names.tree_field_name(field.name) if field.is_list else names.chain_field_name(field.name)


def _refuse_taken(owner: ApiType, field: ApiField) -> None:
    name = _field_name(field)
    taken = owner.fields.get(name) or owner.remote_fields.get(name)
    if taken is not None:
        raise SchemaError(
            f"{owner.name}.{name} is also generated for {owner.name}.{field.name}, which refers to nodes of its own "
            f"type; choose another name{_remedy(taken)}",
            line=getattr(taken, "line", 0) or field.line,
            column=getattr(taken, "column", 0) or field.column,
        )


def _remedy(taken: Any) -> str:
    predicate = getattr(taken, "predicate", "")
    keep = f', and keep the predicate with @dgraph(pred: "{predicate}")' if predicate else ""
    return f"{keep}, or run with --strict-dgraph"


def _make_item(workshop: Workshop, owner: ApiType, field: ApiField) -> GraphQLObjectType:
    """Types with fields of one name have an element each; the one that comes later has its type's name before it."""
    name = names.item_name(_field_name(field))
    if name in workshop.types and name not in workshop.api.types and _is_of_a_tree(workshop, name):
        name = f"{field.type_name}{name}"
    taken = workshop.api.types.get(name) or workshop.api.enums.get(name) or workshop.types.get(name)
    if taken is not None:
        raise SchemaError(
            f"{name} is generated for {owner.name}.{field.name}, which refers to nodes of its own type; rename the "
            "type that has this name, or run with --strict-dgraph",
            line=getattr(taken, "line", 0) or field.line,
            column=getattr(taken, "column", 0) or field.column,
        )
    made = GraphQLObjectType(name, lambda: _members(workshop, field), description="")
    workshop.add(made)
    return made


def _is_of_a_tree(workshop: Workshop, name: str) -> bool:
    return any(item.name == name for item in workshop.tree_items.values())


def _members(workshop: Workshop, field: ApiField) -> dict[str, GraphQLField]:
    target = workshop.api.types[field.type_name]
    made = {"depth": output_field(GraphQLNonNull(GraphQLInt), TreeDepth(), description="1 for what is referred to.")}
    identifying = target.id_field or next(iter(target.key_fields), None)
    if field.is_list and identifying is not None:
        own: Any = workshop.types[identifying.type_name]
        type_ = GraphQLNonNull(own) if identifying.role is Role.ID else own
        made["parentId"] = output_field(type_, TreeParent(identifying), description="What refers to this node.")
    # Nullable, so that a node that lacks a required value does not take the whole tree with it.
    made["node"] = output_field(workshop.types[target.name], TreeNode(target.name))
    return made
