"""`order: {by: [{director: {name: DESC}}, {starring: {count: ASC}}]}`, beyond the reference.

Does not know: how rows are ordered.
"""

from __future__ import annotations

from graphwright import limits
from graphwright.bind.graphql.trees import Fields, Fixed, Many, Null, Tree
from graphwright.errors import LimitError, ValidationError
from graphwright.ir.nodes import Hop, OrderBy
from graphwright.model.api import ApiSchema, ApiType, Role


def bind_order_by(api: ApiSchema, api_type: ApiType, tree: Tree) -> tuple[OrderBy, ...]:
    """The keys of `by`, the first one first.

    Raises:
        ValidationError: An element does not name exactly one thing to order by.
        LimitError: There are too many, or they are too deep.
    """
    items = tree.items if isinstance(tree, Many) else (tree,)
    given = [item for item in items if not isinstance(item, Null)]
    if len(given) > limits.filter_depth_max:
        raise LimitError(f"an order has more than {limits.filter_depth_max} keys (filter_depth_max)")
    return tuple(dict.fromkeys(_key(api, api_type, item, ()) for item in given))


def _key(api: ApiSchema, api_type: ApiType, tree: Tree, along: tuple[Hop, ...]) -> OrderBy:
    if len(along) > limits.filter_depth_max:
        raise LimitError(f"an order goes over more than {limits.filter_depth_max} references (filter_depth_max)")
    assert isinstance(tree, Fields), "validation made sure of an object"
    members = [(name, member) for name, member in tree.members.items() if not isinstance(member, Null)]
    if len(members) != 1:
        named = ", ".join(name for name, _ in members) or "none"
        raise ValidationError(f"each element of an order `by` names one field of {api_type.name}, not {named}")
    [(name, member)] = members
    field = api_type.fields[name]
    if isinstance(member, Fixed):
        return OrderBy(
            predicate=field.predicate, is_descending=member.value == "DESC", languages=field.languages, along=along
        )
    assert field.role is Role.REFERENCE
    hop = Hop(predicate=field.predicate, node_type=field.type_name)
    if not field.is_list:
        return _key(api, api.types[field.type_name], member, (*along, hop))
    assert isinstance(member, Fields)
    direction = member.members.get("count")
    if not isinstance(direction, Fixed):
        raise ValidationError(f"an order by {name} is by their number: {{{name}: {{count: ASC}}}}")
    return OrderBy(predicate=field.predicate, is_descending=direction.value == "DESC", along=along, counted=hop)
