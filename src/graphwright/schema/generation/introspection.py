"""Introspection as the reference offers it: the fields of June 2018, without the later ones.

Out: `ReferenceSchema`, a `GraphQLSchema` whose `__Schema`, `__Type`, … lack `isRepeatable`, `specifiedByURL`
and the like, so that asking for them is an error there too (`--strict-dgraph`), and the directives of
requests. Resolvers and enum values are graphql-core's own. Does not know: any user's schema.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLDeprecatedDirective,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    GraphQLString,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    build_schema,
    introspection_types,
)

# Without the underscores, which graphql-core reserves; they are put before the names when all is built.
_meta_text: Final = """
type Query { schema: Schema! type(name: String!): Type }
type Schema {
  types: [Type!]! queryType: Type! mutationType: Type subscriptionType: Type directives: [Directive!]!
}
type Type {
  kind: TypeKind! name: String description: String fields(includeDeprecated: Boolean = false): [Field!]
  interfaces: [Type!] possibleTypes: [Type!] enumValues(includeDeprecated: Boolean = false): [EnumValue!]
  inputFields: [InputValue!] ofType: Type
}
type Field {
  name: String! description: String args: [InputValue!]! type: Type! isDeprecated: Boolean! deprecationReason: String
}
type InputValue { name: String! description: String type: Type! defaultValue: String }
type EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
type Directive { name: String! description: String locations: [DirectiveLocation!]! args: [InputValue!]! }
enum TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
enum DirectiveLocation {
  QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT SCHEMA SCALAR OBJECT
  FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION
}
"""


class ReferenceSchema(GraphQLSchema):
    """A schema that is introspected as the reference's."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.type_map.update(_meta_types())

    def get_field(self, parent_type: GraphQLCompositeType, field_name: str) -> GraphQLField | None:
        """The field of a name, `__schema` and `__type` included."""
        if field_name in ("__schema", "__type"):
            return _meta_fields()[field_name] if parent_type is self.query_type else None
        return super().get_field(parent_type, field_name)


@cache
def _meta_schema() -> GraphQLSchema:
    """The meta types, finished once."""
    built = build_schema(_meta_text, assume_valid=True)
    for name, standard in introspection_types.items():
        made = built.type_map[name.removeprefix("__")]
        made.name = name
        made.description = ""
        if isinstance(made, GraphQLObjectType) and isinstance(standard, GraphQLObjectType):
            for field_name, field in made.fields.items():
                field.resolve = standard.fields[field_name].resolve
                field.description = ""
                for argument in field.args.values():
                    argument.description = ""
        elif isinstance(made, GraphQLEnumType) and isinstance(standard, GraphQLEnumType):
            for value_name, value in made.values.items():
                value.value = standard.values[value_name].value
                value.description = ""
    return built


@cache
def _meta_types() -> dict[str, GraphQLNamedType]:
    types = _meta_schema().type_map
    return {name: types[name.removeprefix("__")] for name in introspection_types}


@cache
def _meta_fields() -> dict[str, GraphQLField]:
    query = _meta_schema().query_type
    assert query is not None
    fields = {"__schema": query.fields["schema"], "__type": query.fields["type"]}
    fields["__schema"].resolve = SchemaMetaFieldDef.resolve
    fields["__type"].resolve = TypeMetaFieldDef.resolve
    return fields


request_directives: Final[tuple[GraphQLDirective, ...]] = (
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    GraphQLDirective(
        GraphQLDeprecatedDirective.name,
        (DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.ENUM_VALUE),
        {"reason": GraphQLArgument(GraphQLString, default_value="No longer supported", description="")},
        description=GraphQLDeprecatedDirective.description,
    ),
)
"""The directives that GraphQL itself specifies, as far as the reference knows them."""

__all__ = ["ReferenceSchema", "request_directives"]
