"""`@auth` as ours takes it: with a rule of the state after an update, and on fields, which the reference does not have.

In: the directive of the reference. Out: ours. Does not know: what rules mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphql import DirectiveLocation, GraphQLArgument, GraphQLDirective

update_after: Final = "updateAfter"
own_operations: Final = (update_after,)
"""The operations of `@auth` that are not the reference's."""


def with_own_rules(directives: Iterable[GraphQLDirective]) -> tuple[GraphQLDirective, ...]:
    """Directives, `@auth` among them with all its rules."""
    return tuple(_widened(directive) if directive.name == "auth" else directive for directive in directives)


def _widened(directive: GraphQLDirective) -> GraphQLDirective:
    rule = directive.args["update"].type
    return GraphQLDirective(
        directive.name,
        (*directive.locations, DirectiveLocation.FIELD_DEFINITION),
        args={**directive.args, **{name: GraphQLArgument(rule) for name in own_operations}},
        description=directive.description,
        ast_node=directive.ast_node,
    )
