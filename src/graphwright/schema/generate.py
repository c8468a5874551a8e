"""`ApiSchema` → the generated `graphql.GraphQLSchema`, exactly as the reference names and orders it.

Every generated field carries its meaning (`schema.bindings`) in `extensions["binding"]`, every generated
input object the name of its type in `extensions["type"]`. Pure. Does not know: requests, stores.
"""

from __future__ import annotations

from graphql import GraphQLSchema

from graphwright.model.api import ApiSchema
from graphwright.schema.generation.aggregates import make_aggregate_result
from graphwright.schema.generation.filters import make_filter
from graphwright.schema.generation.inputs import make_inputs
from graphwright.schema.generation.introspection import ReferenceSchema, request_directives
from graphwright.schema.generation.orders import make_has_filter, make_order
from graphwright.schema.generation.outputs import make_enum, make_output_type
from graphwright.schema.generation.payloads import make_payloads
from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.generation.roots import make_mutation, make_query
from graphwright.schema.generation.workshop import Workshop


def generate_api(api: ApiSchema, *, is_strict: bool = False) -> GraphQLSchema:
    """The GraphQL schema of an API.

    Args:
        api: What the schema text declares.
        is_strict: Introspection knows what the reference's knows and no later fields.
    """
    prelude = load_prelude()
    workshop = Workshop(api, dict(prelude.types))
    for enum in api.enums.values():
        make_enum(workshop, enum)
    for declared in api.types.values():
        make_output_type(workshop, declared)
        make_inputs(workshop, declared)
        make_payloads(workshop, declared)
        make_filter(workshop, declared)
        make_order(workshop, declared)
        make_has_filter(workshop, declared)
        make_aggregate_result(workshop, declared)
    made_as = ReferenceSchema if is_strict else GraphQLSchema
    return made_as(
        query=make_query(workshop),
        mutation=make_mutation(workshop),
        types=tuple(workshop.types.values()),
        directives=(*prelude.directives, *request_directives),
        assume_valid=True,
    )
