"""`count(friend)`, `count(alias)`, `count(dgraph.type)` as fields → outputs.

Does not know: `count(uid)`, which counts nodes; counts in functions (`functions/counting.py`).
"""

from __future__ import annotations

from dataclasses import replace

from graphwright.bind.dql.arguments import bind_page
from graphwright.bind.dql.binding import Binding, types_predicate, written_name
from graphwright.ir.nodes import Along, Condition, Count, Select
from graphwright.ir.values import ValueCount
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind


def bind_count_field(
    binding: Binding, field: syntax.CountField, condition: Condition | None
) -> Count | ValueCount | None:
    """How many edges or values a node has; None where nobody can have any.

    As in the reference a page cuts the number only where there is a filter too; without one it is the number of all,
    or of those behind `after`. A language is not in the key.

    Args:
        condition: What the nodes at the other end must pass.
    """
    name = field.predicate
    key = field.alias or f"count({written_name(name)})"
    defines = None if field.variable is None else field.variable.name
    if name.name == types_predicate and not name.is_reverse:
        return ValueCount(key=key, predicate=None, defines=defines)
    predicate = binding.predicate(name)
    modifiers = field.modifiers if condition is not None else replace(field.modifiers, first=None, offset=None)
    page = bind_page(binding, modifiers, is_single=False)
    if predicate is None:
        return None
    if predicate.kind is not ValueKind.UID:
        return ValueCount(key=key, predicate=predicate.name, languages=name.languages, defines=defines)
    select = Select(
        source=Along(predicate=predicate.name), api_type=None, condition=condition, page=page, is_sparse=True
    )
    return Count(key=key, select=select, defines=defines)
