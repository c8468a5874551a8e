"""`@cascadeDelete` stands on references to what may be deleted with their owner."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named


def check_cascade_delete(schema: Declarations) -> Findings:
    """Findings for each use."""
    for owner, field in schema.own_fields():
        use = field.directive("cascadeDelete")
        if use is None:
            continue
        if field.is_remote or (field.type_name not in schema.type_named and field.type_name not in schema.union_named):
            yield broken(
                use.place, f"{named(owner, field)} is {field.written_type}; @cascadeDelete stands on references"
            )
            continue
