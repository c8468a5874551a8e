"""What types with embeddings get: `querySimilarXById`, `querySimilarXByEmbedding`, `vector_distance`.

Does not know: how the nearest are found.
"""

from __future__ import annotations

from graphql import GraphQLArgument, GraphQLField, GraphQLFloat, GraphQLInt, GraphQLList, GraphQLNonNull

from graphwright.model.api import ApiType
from graphwright.schema.bindings import DistanceField, SimilarRoot
from graphwright.schema.generation import names
from graphwright.schema.generation.facts import embeddings
from graphwright.schema.generation.workshop import Workshop, argument, described_enum, output_field


def make_embedding_enum(workshop: Workshop, declared: ApiType) -> None:
    """Make the enum of a type's embeddings."""
    fields = [field.name for field in embeddings(declared)]
    if fields:
        described_enum(workshop, declared, names.embedding_name(declared.name), fields)


def distance_field(declared: ApiType) -> dict[str, GraphQLField]:
    """The field that a type with embeddings has besides its own."""
    if not embeddings(declared) or names.distance_field_name in declared.fields:
        return {}
    return {names.distance_field_name: output_field(GraphQLFloat, DistanceField())}


def similar_queries(
    workshop: Workshop, declared: ApiType, identifying: dict[str, GraphQLArgument]
) -> dict[str, GraphQLField]:
    """The queries for what is near.

    Args:
        identifying: The arguments of `getX`; without any there is no query by id.
    """
    if not embeddings(declared):
        return {}
    name = declared.name
    binding = SimilarRoot(name, filters_first=not workshop.is_strict)
    result = GraphQLList(workshop.types[name])
    by = {
        "by": argument(GraphQLNonNull(workshop.types[names.embedding_name(name)])),
        "topK": argument(GraphQLNonNull(GraphQLInt)),
    }
    vector = {"vector": argument(GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLFloat))))}
    rest = {"ef": argument(GraphQLInt), "distance_threshold": argument(GraphQLFloat), **workshop.filter_arguments(name)}
    made = {}
    if identifying:
        made[f"querySimilar{name}ById"] = output_field(result, binding, {**identifying, **by, **rest})
    made[f"querySimilar{name}ByEmbedding"] = output_field(result, binding, {**by, **vector, **rest})
    return made
