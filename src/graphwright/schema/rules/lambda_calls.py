"""`@lambdaOnMutate` names the mutations that the lambda server hears of.

Whether there is a lambda server is not the text's to say: the engine asks for it when the schema is put in force.
"""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken


def check_lambda_calls(schema: Declarations) -> Findings:
    """Findings for each `@lambdaOnMutate` without an operation."""
    for owner in schema.types:
        use = owner.directive("lambdaOnMutate")
        if use is not None and not use.arguments:
            yield broken(use.place, f"{owner.name}: say which mutations, as @lambdaOnMutate(add: true)")
