"""The passes, in their order.

1. authorize: first, so that every later pass sees only what the caller may see.
2. cascade: behind it, for a child that the caller may not see counts as missing.
3. hoist: last, for what a variable of DQL holds is what rules and cascades have left.

Does not know: languages, SQL.
"""

from __future__ import annotations

from graphwright.ir.mutations import Mutations
from graphwright.ir.nodes import Query
from graphwright.passes.authorize import RuleOf, authorize_mutations, authorize_query
from graphwright.passes.cascade import cascade_mutations, cascade_query
from graphwright.passes.hoisting import hoist


def run_passes(ir: Query | Mutations, rule_of: RuleOf | None) -> Query | Mutations:
    """A request as it will be planned. `rule_of` is None for a caller whom no rule binds."""
    if isinstance(ir, Query):
        allowed = ir if rule_of is None else authorize_query(ir, rule_of)
        return hoist(allowed, cascade_query(allowed))
    return cascade_mutations(ir if rule_of is None else authorize_mutations(ir, rule_of))
