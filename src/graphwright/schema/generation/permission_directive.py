"""`@permission`, which the reference does not have: permission queries on types and on edge fields.

Does not know: what it means (`schema/permissions.py` reads it, `auth/` compiles it).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphql import GraphQLDirective, build_schema

permission_directive_text: Final = """
directive @permission(
	on: [String!]!
	fields: [String!]
	authenticated: Boolean
	query: String
) repeatable on OBJECT | FIELD_DEFINITION
"""
node_operations: Final = ("READ", "CREATE", "UPDATE", "DELETE")
"""What permissions on types are about."""
edge_operations: Final = ("CONNECT", "DISCONNECT")
"""What permissions on edge fields are about."""


@cache
def permission_directives() -> tuple[GraphQLDirective, ...]:
    """`@permission` alone, as a part of the directives of schemas."""
    built = build_schema(permission_directive_text + "type Query { unused: Int }", assume_valid=True)
    return tuple(directive for directive in built.directives if directive.ast_node is not None)
