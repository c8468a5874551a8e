"""`@id` stands on single String, Int or Int64 fields; `interface: true` on fields of interfaces only."""

from __future__ import annotations

from graphwright.schema.arguments import truth_argument, written_predicate
from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import scalars


def check_keys(schema: Declarations) -> Findings:
    """Findings for each misplaced `@id`."""
    allowed = [scalar.name for scalar in scalars.values() if scalar.can_be_key]
    for owner, field in schema.own_fields():
        use = field.directive("id")
        if use is None:
            continue
        if field.is_list or field.type_name not in allowed:
            yield broken(
                use.place,
                f"{named(owner, field)} has the type {field.written_type}; @id stands on single String, Int or Int64 "
                "fields",
            )
        if truth_argument(use, "interface") and not owner.is_interface:
            yield broken(
                use.place,
                f"{named(owner, field)}: `interface: true` makes a key unique over all types of an interface; "
                f"{owner.name} is a type, so leave it out or declare the field in an interface",
            )
        if written_predicate(field)[1]:
            yield broken(use.place, f"{named(owner, field)} has a language, which a key cannot have; take @id out")
