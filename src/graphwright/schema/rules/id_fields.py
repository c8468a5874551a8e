"""A type has at most one field of type ID, and at least one field beside it."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken
from graphwright.schema.scalars import id_type_name


def check_id_fields(schema: Declarations) -> Findings:
    """Findings for each type with several IDs or nothing else."""
    for owner in schema.types:
        ids = [field for field in owner.fields if field.type_name == id_type_name]
        if len(ids) > 1:
            listed = " and ".join(field.name for field in ids)
            yield broken(
                ids[1].place,
                f"{owner.name} has several fields of type ID ({listed}), but a node has one; "
                "make the others String with @id",
            )
        elif len(ids) == sum(not field.is_remote for field in owner.fields) and not owner.is_interface:
            yield broken(owner.place, f"{owner.name} has only an ID; give it a field to store")
