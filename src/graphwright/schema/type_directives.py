"""What `@secret`, `@generate` and `@withSubscription` of a type say.

In: declarations. Out: parts of its `ApiType`. Does not know: whether they may say so (`rules/`).
"""

from __future__ import annotations

from graphql import BooleanValueNode, ObjectValueNode

from graphwright.model.api import ApiField, Generates, Role
from graphwright.model.values import ValueKind
from graphwright.schema.arguments import node_type_name, text_argument, truth_argument
from graphwright.schema.declarations import Declarations, DirectiveUse, TypeDeclaration


def secrets_of(schema: Declarations, declared: TypeDeclaration) -> tuple[tuple[TypeDeclaration, DirectiveUse], ...]:
    """The `@secret`s that a type has or inherits, each with the type that it stands on."""
    interfaces = (schema.type_named.get(use.name) for use in declared.interfaces)
    owners = (declared, *(interface for interface in interfaces if interface is not None))
    found = ((owner, owner.directive("secret")) for owner in owners)
    return tuple((owner, use) for owner, use in found if use is not None)


def secret_predicate(owner: TypeDeclaration, use: DirectiveUse) -> str:
    """The predicate that holds a password."""
    return text_argument(use, "pred") or f"{node_type_name(owner)}.{text_argument(use, 'field')}"


def read_secret(schema: Declarations, declared: TypeDeclaration) -> ApiField | None:
    """The password of a type's nodes."""
    found = secrets_of(schema, declared)
    if not found:
        return None
    owner, use = found[0]
    return ApiField(
        name=text_argument(use, "field") or "",
        role=Role.VALUE,
        type_name="String",
        kind=ValueKind.PASSWORD,
        is_required=True,
        predicate=secret_predicate(owner, use),
        declared_in=owner.name,
        line=use.place.line,
        column=use.place.column,
    )


def read_generates(declared: TypeDeclaration) -> Generates:
    """Which operations a type gets."""
    use = declared.directive("generate")
    chosen = {**_truths(use, "query"), **_truths(use, "mutation")}
    is_subscribed = truth_argument(use, "subscription") or declared.directive("withSubscription") is not None
    return Generates(**chosen, subscription=is_subscribed)


def _truths(use: DirectiveUse | None, name: str) -> dict[str, bool]:
    node = None if use is None else use.arguments.get(name)
    if not isinstance(node, ObjectValueNode):
        return {}
    return {field.name.value: field.value.value for field in node.fields if isinstance(field.value, BooleanValueNode)}
