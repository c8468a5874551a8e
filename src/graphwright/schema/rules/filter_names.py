"""No field that a filter holds has the name of a connective."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name

_connectives = ("has", "and", "or", "not")


def check_filter_names(schema: Declarations) -> Findings:
    """Findings for each searchable field whose name has a meaning in filters."""
    for owner, field in schema.own_fields():
        is_in_filter = field.type_name == id_type_name or field.directive("search") or field.directive("id")
        if is_in_filter and field.name in _connectives:
            yield broken(
                field.place,
                f"{named(owner, field)}: `{field.name}` has a meaning in filters; choose another name, and keep the "
                f'predicate with @dgraph(pred: "{owner.name}.{field.name}")',
            )
