"""Mutations that the lambda server would have to hear of: refused, until it does.

In: the API, what an operation asks for. Out: nothing, or `NotSupportedYet`. Does not know: callers.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphql import GraphQLObjectType

from graphwright.errors import NotSupportedYet
from graphwright.model.api import ApiSchema
from graphwright.schema.bindings import AddRoot, DeleteRoot, UpdateRoot


def refuse_lambda_calls(api: ApiSchema, root: GraphQLObjectType, field_names: Iterable[str]) -> None:
    """Refuses a mutation that the lambda server would have to hear of.

    Raises:
        NotSupportedYet: Nothing of the operation has run.
    """
    operations: dict[type[object], str] = {AddRoot: "add", UpdateRoot: "update", DeleteRoot: "delete"}
    for name in field_names:
        binding = root.fields[name].extensions.get("binding") if name in root.fields else None
        if isinstance(binding, AddRoot | UpdateRoot | DeleteRoot):
            operation = operations[type(binding)]
            if operation in api.types[binding.type_name].calls_lambda:
                raise NotSupportedYet(
                    f"@lambdaOnMutate of {binding.type_name} is not supported yet by this version: {name} is refused, "
                    "for the lambda server would not hear of it"
                )
