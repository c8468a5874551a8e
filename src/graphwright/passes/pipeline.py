"""The passes, in their order.

1. authorize: first, so that every later pass sees only what the caller may see.

Cascade and normalize take their places behind it when they come.
Does not know: languages, SQL.
"""

from __future__ import annotations

from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Query
from graphwright.passes.authorize import RuleOf, authorize_mutations, authorize_query


def run_passes(ir: Query | Mutations, rule_of: RuleOf | None) -> Query | Mutations:
    """A request as it will be planned. `rule_of` is None for a caller whom no rule binds."""
    if rule_of is None:
        return ir
    return authorize_query(ir, rule_of) if isinstance(ir, Query) else authorize_mutations(ir, rule_of)
