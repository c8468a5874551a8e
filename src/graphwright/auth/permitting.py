"""A permission for one caller: the condition under which it grants, in the slots of one plan.

In: a compiled permission, a caller, the values of an input or the ends of an edge. Out: an IR condition; `no` where a
value that the permission needs is not there. Does not know: which operation asks, SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLID, GraphQLString

from graphwright.auth.claims import claim_value
from graphwright.auth.permission_filters import no
from graphwright.auth.permissions import CompiledPermission, Permissions, Variable
from graphwright.bind.graphql.defaults import present_moment
from graphwright.bind.graphql.trees import Binding, Leaf, Null, Tree
from graphwright.ir.nodes import Condition
from graphwright.model.caller import Caller

_nothing: Final[Mapping[str, Tree]] = {}


def grants(
    permissions: Permissions,
    permission: CompiledPermission,
    caller: Caller,
    binding: Binding,
    claims_slot: int,
    given: Mapping[str, Tree] = _nothing,
) -> Condition:
    """What the node that a permission is about must pass for it to grant.

    Args:
        given: A tree for each variable of the input or of the ends.
    """
    if permission.permission.needs_user and not caller.claims:
        return no
    values: dict[str, Tree] = {}
    for variable in permission.variables:
        if variable.source == "node":
            continue
        tree = _tree(permissions, variable, caller, binding, claims_slot, given)
        if isinstance(tree, Null) and variable.is_required:
            return no
        values[variable.name] = tree
    return permissions.granted(permission, binding, values)


def _tree(
    permissions: Permissions,
    variable: Variable,
    caller: Caller,
    binding: Binding,
    claims_slot: int,
    given: Mapping[str, Tree],
) -> Tree:
    match variable.source:
        case "user":
            return _user(permissions.user_claim, variable, caller, binding, claims_slot)
        case "now":
            return Leaf(binding.extra(lambda _: present_moment()))
        case _:
            return given.get(variable.name, Null())


def _user(claim: str, variable: Variable, caller: Caller, binding: Binding, claims_slot: int) -> Tree:
    type_ = GraphQLID if variable.type_name == "ID" else GraphQLString
    present = claim_value(caller.claims.get(claim), type_)
    if not isinstance(present, str):
        return Null()
    return Leaf(binding.extra(lambda values: claim_value(values[claims_slot][claim], type_)))
