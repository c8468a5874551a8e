"""The directives of requests that the reference does not have.

Not generated under `--strict-dgraph`. Does not know: what they do.
"""

from __future__ import annotations

from typing import Final

from graphql import DirectiveLocation, GraphQLDirective

transaction: Final = "transaction"
dry_run: Final = "dryRun"

own_directives: Final = (
    GraphQLDirective(
        transaction,
        (DirectiveLocation.MUTATION,),
        description="All mutations of the operation in one transaction: either all are done or none.",
    ),
    GraphQLDirective(
        dry_run,
        (DirectiveLocation.MUTATION,),
        description="The mutations run and answer, and nothing of them is kept.",
    ),
)
"""`@transaction` and `@dryRun`."""
