"""`ApiSchema` → the generated `graphql.GraphQLSchema`, exactly as the reference names and orders it.

Every generated field carries its meaning (`schema.bindings`) in `extensions["binding"]`, every generated
input object the name of its type in `extensions["type"]`. Pure. Does not know: requests, stores.
"""

from __future__ import annotations

from graphql import GraphQLSchema

from graphwright.model.api import ApiSchema
from graphwright.schema.generation.aggregates import make_aggregate_result
from graphwright.schema.generation.auth_directive import with_own_rules
from graphwright.schema.generation.connections import make_connections
from graphwright.schema.generation.deep_updates import make_deep_updates
from graphwright.schema.generation.federation import federation_directives, make_federation_types
from graphwright.schema.generation.filters import make_filter
from graphwright.schema.generation.groups import make_groups
from graphwright.schema.generation.inputs import make_inputs
from graphwright.schema.generation.introspection import ReferenceSchema, request_directives
from graphwright.schema.generation.orders import make_has_filter, make_order
from graphwright.schema.generation.outputs import make_enum, make_output_type
from graphwright.schema.generation.own_directives import own_directives
from graphwright.schema.generation.payloads import make_payloads
from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.generation.related_orders import make_related_orders
from graphwright.schema.generation.relations import make_relation_filters
from graphwright.schema.generation.remote import make_input, make_remote_type, make_remote_union
from graphwright.schema.generation.roots import make_mutation, make_query, make_subscription
from graphwright.schema.generation.similar import make_embedding_enum
from graphwright.schema.generation.trees import make_tree_items
from graphwright.schema.generation.unions import make_union
from graphwright.schema.generation.workshop import Workshop


def generate_api(api: ApiSchema, *, is_strict: bool = False) -> GraphQLSchema:
    """The GraphQL schema of an API.

    Args:
        api: What the schema text declares.
        is_strict: Nothing is made that the reference does not make; introspection has no later fields either.
    """
    prelude = load_prelude()
    workshop = Workshop(api, dict(prelude.types), is_strict=is_strict)
    for enum in api.enums.values():
        make_enum(workshop, enum)
    for union in api.unions.values():
        make_union(workshop, union)
    for remote in api.remote_types.values():
        make_remote_type(workshop, remote)
    for remote_union in api.remote_unions.values():
        make_remote_union(workshop, remote_union)
    for given in api.inputs.values():
        make_input(workshop, given)
    for declared in api.types.values():
        make_output_type(workshop, declared)
        make_inputs(workshop, declared)
        make_payloads(workshop, declared)
        make_filter(workshop, declared)
        make_order(workshop, declared)
        make_has_filter(workshop, declared)
        make_aggregate_result(workshop, declared)
        make_embedding_enum(workshop, declared)
    make_federation_types(workshop)
    if not is_strict:
        make_relation_filters(workshop)
        make_related_orders(workshop)
        make_groups(workshop)
        make_connections(workshop)
        make_tree_items(workshop)
        make_deep_updates(workshop)
    made_as = ReferenceSchema if is_strict else GraphQLSchema
    return made_as(
        query=make_query(workshop),
        mutation=make_mutation(workshop),
        subscription=make_subscription(workshop),
        types=tuple(workshop.types.values()),
        directives=(
            *(prelude.directives if is_strict else with_own_rules(prelude.directives)),
            *(federation_directives() if "_Entity" in workshop.types else ()),
            *request_directives,
            *(() if is_strict else own_directives),
        ),
        assume_valid=True,
    )
