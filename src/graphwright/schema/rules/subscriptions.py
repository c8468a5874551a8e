"""`@withSubscription` stands on types and on custom DQL queries: what can be watched is in the store."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named


def check_subscriptions(schema: Declarations) -> Findings:
    """Findings for each field of a type, and each root that another server computes, that has the directive."""
    for owner, field in schema.own_fields():
        use = field.directive("withSubscription")
        if use is not None:
            yield broken(
                use.place,
                f"{named(owner, field)}: @withSubscription stands on types and on custom DQL queries; "
                f"put it on {owner.name}",
            )
    for root in schema.roots:
        for field in root.fields:
            use, custom = field.directive("withSubscription"), field.directive("custom")
            if use is not None and (root.name != "Query" or custom is None or "dql" not in custom.arguments):
                yield broken(
                    use.place,
                    f"{named(root, field)}: @withSubscription stands on types and on custom DQL queries; take it out",
                )
