"""`@withSubscription` stands on types: what can be watched is what can be asked for at the root."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named


def check_subscriptions(schema: Declarations) -> Findings:
    """Findings for each field of a type that has the directive."""
    for owner, field in schema.own_fields():
        use = field.directive("withSubscription")
        if use is not None:
            yield broken(
                use.place,
                f"{named(owner, field)}: @withSubscription stands on types and on custom DQL queries; "
                f"put it on {owner.name}",
            )
