"""Filters on related nodes, beyond the reference: `director: PersonFilter`, `starring: PersonListRelationFilter`.

Does not know: what they mean.
"""

from __future__ import annotations

from graphql import GraphQLInputField, GraphQLInputObjectType, GraphQLInputType

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiField, ApiType, Role
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, input_field

_meanings = ("has", "and", "or", "not")


def make_relation_filters(workshop: Workshop) -> None:
    """Make the filters of all references, when those of all types are there.

    Raises:
        ErrorList: A name is taken, or a field's name has a meaning in filters.
    """
    clashes: list[GraphwrightError] = []
    for owner in workshop.api.types.values():
        for field in owner.fields.values():
            if field.role is Role.REFERENCE and field.type_name in workshop.api.types:
                try:
                    workshop.relation_filters[owner.name, field.name] = _relation_filter(workshop, owner, field)
                except SchemaError as error:
                    clashes.append(error)
    if clashes:
        raise ErrorList(clashes)


def _relation_filter(workshop: Workshop, owner: ApiType, field: ApiField) -> GraphQLInputType:
    if field.name in _meanings:
        raise _clash(
            field,
            f"{owner.name}.{field.name}: `{field.name}` has a meaning in filters; choose another name, and keep the "
            f'predicate with @dgraph(pred: "{field.predicate}"), or run with --strict-dgraph',
        )
    own = workshop.types[names.filter_name(field.type_name)]
    assert isinstance(own, GraphQLInputObjectType)
    if not field.is_list:
        return own
    name = names.relation_filter_name(field.type_name)
    if name.removesuffix("Filter") in workshop.api.types or name in workshop.api.types:
        raise _clash(
            field, f"{name} is also the filter of {owner.name}.{field.name}; rename the type that has this name"
        )
    made = workshop.types.get(name)
    if made is None:
        made = GraphQLInputObjectType(name, lambda: _members(workshop, own), description="")
        workshop.add(made)
    assert isinstance(made, GraphQLInputObjectType)
    return made


def _members(workshop: Workshop, own: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
    return {
        "some": input_field(own, "At least one passes."),
        "every": input_field(own, "All pass; also when there are none."),
        "none": input_field(own, "No one passes."),
        "count": input_field(workshop.types["IntFilter"], "How many there are."),
    }


def _clash(field: ApiField, message: str) -> SchemaError:
    return SchemaError(message, line=field.line, column=field.column)
