"""The directives of schemas that the reference does not have: constraints, what goes with a node, renames.

Refused under `--strict-dgraph`. Does not know: what they mean (rules and `schema/assembly.py` do).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphql import GraphQLDirective, build_schema

constraint_directives_text: Final = """
directive @unique(fields: [String!]) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION
directive @cascadeDelete on FIELD_DEFINITION
directive @rename(from: String!) on OBJECT | INTERFACE | FIELD_DEFINITION
directive @validate(
	min: Float
	max: Float
	minLength: Int
	maxLength: Int
	pattern: String
	oneOf: [String!]
	format: String
	field: String
	lt: String
	le: String
	gt: String
	ge: String
	eq: String
	ne: String
	requires: [String!]
	message: String
) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION
"""


@cache
def constraint_directives() -> tuple[GraphQLDirective, ...]:
    """`@unique`, `@cascadeDelete`, `@rename`, `@validate`."""
    built = build_schema(constraint_directives_text + "type Query { unused: Int }", assume_valid=True)
    return tuple(directive for directive in built.directives if directive.ast_node is not None)
