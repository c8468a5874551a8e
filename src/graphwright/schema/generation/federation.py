"""Apollo Federation: what a schema with `@key` generates beside its own API.

Out: the federation's directives, `_service`, and `_entities` over the types with `@key`.
Does not know: how entities are found, the text that `_service` answers (`schema/service.py`).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphql import GraphQLDirective, build_schema

federation_text: Final = """
scalar _Any
scalar _FieldSet

directive @external on FIELD_DEFINITION
directive @requires(fields: _FieldSet!) on FIELD_DEFINITION
directive @provides(fields: _FieldSet!) on FIELD_DEFINITION
directive @key(fields: _FieldSet!) on OBJECT | INTERFACE
directive @extends on OBJECT | INTERFACE
"""


@cache
def federation_directives() -> tuple[GraphQLDirective, ...]:
    """`@key`, `@extends`, `@external`, `@provides`, `@requires`."""
    built = build_schema(federation_text + "type Query { unused: Int }", assume_valid=True)
    found = tuple(directive for directive in built.directives if directive.ast_node is not None)
    for directive in found:
        directive.description = ""
        for argument in directive.args.values():
            argument.description = ""
    return found
