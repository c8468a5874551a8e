"""`@auth` holds one tree per operation: a rule, `not` one, or `and`/`or` of at least two.

What a rule's text says is checked where it is compiled (`auth/`).
"""

from __future__ import annotations

from graphql import ConstValueNode, ListValueNode, ObjectValueNode, StringValueNode

from graphwright.schema.declarations import Declarations, place_of
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.generation.auth_directive import own_operations

_operations = ("password", "query", "add", "update", "delete", *own_operations)
_members = ("and", "or", "not", "rule")


def check_auth_shape(schema: Declarations) -> Findings:
    """Findings for each `@auth`."""
    used = [(owner.name, owner.directive("auth")) for owner in schema.types]
    used += [(named(owner, field), field.directive("auth")) for owner, field in schema.own_fields()]
    for name, use in used:
        for operation, tree in ({} if use is None else use.arguments).items():
            if operation in _operations:
                yield from _check_tree(name, tree)


def _check_tree(of: str, node: ConstValueNode) -> Findings:
    if not isinstance(node, ObjectValueNode) or len(node.fields) != 1 or node.fields[0].name.value not in _members:
        yield broken(place_of(node), f"a rule of {of} is an object with one of `rule`, `and`, `or`, `not`")
        return
    member, value = node.fields[0].name.value, node.fields[0].value
    match member:
        case "rule":
            if not isinstance(value, StringValueNode) or not value.value.strip():
                yield broken(place_of(value), f"`rule` of {of} is a query or a test of a claim, as a string")
        case "not":
            yield from _check_tree(of, value)
        case _:
            elements = value.values if isinstance(value, ListValueNode) else ()
            if len(elements) < 2:
                yield broken(place_of(value), f"`{member}` of {of} holds a list of at least two rules")
            for element in elements:
                yield from _check_tree(of, element)
