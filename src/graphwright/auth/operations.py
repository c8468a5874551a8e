"""Rules of `@auth` that are known but not yet carried out: what they govern is refused, never run unchecked.

In: the API, what an operation asks for, what a mutation made. Out: nothing, or `NotSupportedYet`. Rules for
`query` are carried out (`rules.py`) and not looked at here. Does not know: callers; trusted ones do not come here.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphql import GraphQLObjectType

from graphwright.errors import NotSupportedYet
from graphwright.model.api import ApiSchema
from graphwright.schema.bindings import AddRoot, CheckPasswordRoot, DeleteRoot, UpdateRoot


def refuse_governed(api: ApiSchema, root: GraphQLObjectType, field_names: Iterable[str]) -> None:
    """Refuses an operation one of whose root fields a rule governs.

    Raises:
        NotSupportedYet: Nothing of the operation has run.
    """
    for name in field_names:
        if name not in root.fields:
            continue  # introspection
        match root.fields[name].extensions.get("binding"):
            case AddRoot(type_name=type_name):
                refuse_operation(api, type_name, "add")
            case UpdateRoot(type_name=type_name):
                refuse_operation(api, type_name, "update")
            case DeleteRoot(type_name=type_name):
                refuse_operation(api, type_name, "delete")
            case CheckPasswordRoot(type_name=type_name):
                refuse_operation(api, type_name, "password")


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


def refuse_written(api: ApiSchema, created: Iterable[str], updated: Iterable[str]) -> None:
    """Refuses a mutation that made or changed nodes of governed types, nested ones among them.

    Raises:
        NotSupportedYet: The mutation's transaction is to be given up.
    """
    for type_name in created:
        refuse_operation(api, type_name, "add")
    for type_name in updated:
        refuse_operation(api, type_name, "update")


def refuse_operation(api: ApiSchema, type_name: str, operation: str) -> None:
    """Refuses an operation on nodes of a type if the type, its interfaces or its implementations have a rule for it."""
    own = api.types[type_name]
    concerned = (own, *(api.types[name] for name in own.interfaces), *api.implementations(type_name))
    for owner in concerned:
        if operation in owner.auth:
            raise NotSupportedYet(
                f"the rule of {owner.name} for {operation} is not supported yet by this version: what it governs is "
                "refused, for it would run unchecked"
            )
