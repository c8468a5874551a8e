"""`SomeXExists` of the permission schema, asked by itself: whether nodes of a type pass a filter.

In: the coerced arguments of the field. Out: a prepared read whose rows are there if it is true. Does not know: HTTP,
who asks (an administrator: no rules apply).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphql import GraphQLInputType

from graphwright.auth.permission_filters import Filtering, both
from graphwright.bind.graphql.trees import Binding, Leaf, grow, null
from graphwright.engine.catalogs import Loaded
from graphwright.engine.execution import Read
from graphwright.errors import InputError
from graphwright.ir.existence import Exists
from graphwright.ir.nodes import ByUid, Param, Select, Uid, affected_slot
from graphwright.plan.reading import plan_uids
from graphwright.schema.permission_schema import PermissionSchema

_one = [0]
"""The row that is there if the answer is true; it stands for no node."""


def read_existence(
    loaded: Loaded, schema: PermissionSchema, type_name: str, arguments: Mapping[str, Any]
) -> Read | None:
    """What to read; None where the answer is false whatever is stored.

    Raises:
        InputError: A number is negative, or a value is none of its type.
        LimitError: The filter is too large.
    """
    assert loaded.api is not None
    cursors = [arguments.get(name) for name in ("after", "before")]
    for name in ("skip", "first", "last"):
        if (arguments.get(name) or 0) < 0:
            raise InputError(f"`{name}` is {arguments[name]}; give a number that is not negative")
    if 0 in (arguments.get("first"), arguments.get("last")):
        return None
    values: list[Any] = []
    tree, _ = grow(arguments.get("filter"), _filter_type(schema, type_name), values, loaded.input_types)
    binding = Binding(variables={}, literal_slots={}, values=values, types=loaded.input_types, api=loaded.api)
    filtering = Filtering(schema=schema, binding=binding)
    after, before = (null if cursor is None else Leaf(binding.extra(partial(_same, cursor))) for cursor in cursors)
    pages = filtering.beyond(type_name, arguments.get("orderBy"), after, before)
    condition = Exists(
        node_type=loaded.api.types[type_name].node_type,
        condition=both(filtering.condition(type_name, tree), pages),
        offset=arguments.get("skip") or 0,
    )
    asked = Param(slot=affected_slot, convert=lambda value: value, label="nodes")
    selection = Select(
        source=ByUid(uids=asked, node_type=None), api_type=None, condition=condition, output=(Uid(key="uid"),)
    )
    prepared = plan_uids(selection, loaded.environment)
    return Read(prepared.text, prepared.arguments([*binding.values, _one]), is_newest=True)


def _same(value: Any, _values: Any) -> Any:
    return value


def _filter_type(schema: PermissionSchema, type_name: str) -> GraphQLInputType:
    query = schema.schema.query_type
    assert query is not None
    type_: GraphQLInputType = query.fields[f"Some{type_name}Exists"].args["filter"].type
    return type_
