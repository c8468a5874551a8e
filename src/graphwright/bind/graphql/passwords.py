"""`checkXPassword` → IR: the node whose ID or key is given, if the password is its own.

The query asks for the node with the stored hash in a slot that is empty at first. Before it runs, the engine reads the
hash, compares it with the password, and puts it into the slot if they fit (`ir.nodes.PasswordCheck`): so no database
has to know bcrypt, and the node is read by one statement under all rules. Does not know: how hashes are compared.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLField

from graphwright.bind.graphql.trees import Fixed, Leaf
from graphwright.errors import InputError
from graphwright.ir.nodes import And, Compare, Nested, Param, PasswordCheck
from graphwright.model.api import ApiType

if TYPE_CHECKING:
    from graphwright.bind.graphql.selections import Selecting


def bind_password_check(
    selecting: Selecting, key: str, api_type: ApiType, definition: GraphQLField, nodes: list[FieldNode]
) -> Nested:
    """The root field, whose check is noted in `selecting.checks`."""
    secret = api_type.secret
    assert secret is not None, f"{api_type.name} has no password to check"
    arguments = selecting.arguments(definition, nodes[0])
    given = arguments.pop(secret.name, None)
    if not isinstance(given, Leaf | Fixed):
        raise InputError(f"the argument {secret.name} of {nodes[0].name.value} is null; give the password")
    found = selecting.node_by(key, api_type, definition, nodes, arguments)
    condition = found.select.condition
    assert condition is not None, "a node is found by something"
    slot = selecting.binding.extra(lambda _: "")
    selecting.checks.append(
        PasswordCheck(
            select=replace(found.select, output=()),
            predicate=secret.predicate,
            password=selecting.binding.param(given, _same, "password"),
            slot=slot,
        )
    )
    fits = Compare(
        predicate=secret.predicate, operator="eq", value=Param(slot=slot, convert=_same, label="password hash")
    )
    return replace(found, select=replace(found.select, condition=And(parts=(condition, fits)), operation="password"))


def _same(value: Any) -> Any:
    return value
