"""Fields that are computed elsewhere: known, and refused until they are carried out.

In: the field as declared. Out: the error; for what another service of a federation gives, that there is nothing. Does
not know: remotes.
"""

from __future__ import annotations

from typing import Final

from graphql import GraphQLOutputType, is_list_type, is_non_null_type

from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import Constant, Nested, OfType, Select
from graphwright.model.remote import RemoteField

_whose: Final = {
    "custom": "is computed by @custom",
    "lambda": "is computed by @lambda",
    "remote": "is given by a remote",
}


def refuse_remote(
    owner: str, field: RemoteField, *, line: int | None = None, column: int | None = None
) -> NotSupportedYet:
    """The error of asking for a remote field."""
    return NotSupportedYet(
        f"{owner}.{field.name} {_whose[field.source]}, which is not supported yet by this version; leave it out",
        line=line,
        column=column,
    )


def nothing_here(key: str, declared: GraphQLOutputType, node_type: str) -> Nested:
    """A field with `@external`: the gateway asks the service that has it, and whoever asks this one finds nothing."""
    is_required = is_non_null_type(declared)
    inner = declared.of_type if is_non_null_type(declared) else declared
    select = Select(
        source=OfType(node_type=node_type),
        api_type=None,
        condition=Constant(value=False),
        is_single=not is_list_type(inner),
    )
    return Nested(key=key, select=select, is_required=is_required)
