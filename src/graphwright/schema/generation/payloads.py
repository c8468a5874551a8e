"""What mutations answer: `AddXPayload`, `UpdateXPayload`, `DeleteXPayload`.

Does not know: what mutations take.
"""

from __future__ import annotations

from graphql import GraphQLField, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLString

from graphwright.model.api import ApiType
from graphwright.schema.bindings import PayloadMessage, PayloadNodes, PayloadNumUids
from graphwright.schema.generation import names
from graphwright.schema.generation.workshop import Workshop, output_field


def make_payloads(workshop: Workshop, declared: ApiType) -> None:
    """Make the payloads of the mutations that a type has."""
    for operation in ("Add", "Update"):
        if names.input_name(operation, declared.name) in workshop.types:
            _make_payload(workshop, declared, operation)
    if declared.generates.delete:
        _make_payload(workshop, declared, "Delete")


def _make_payload(workshop: Workshop, declared: ApiType, operation: str) -> None:
    def fields() -> dict[str, GraphQLField]:
        made = {
            names.payload_field_name(declared.name): output_field(
                GraphQLList(workshop.types[declared.name]),
                PayloadNodes(declared.name),
                workshop.list_arguments(declared.name),
            )
        }
        if operation == "Delete":
            made["msg"] = output_field(GraphQLString, PayloadMessage())
        made["numUids"] = output_field(GraphQLInt, PayloadNumUids())
        return made

    name = names.payload_name(operation, declared.name)
    workshop.add(GraphQLObjectType(name, fields, description="", extensions={"type": declared.name}))
