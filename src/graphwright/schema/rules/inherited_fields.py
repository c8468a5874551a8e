"""A type may repeat a field of its interface with the same type, and gets each field from one interface.

An ID is a node's own and may be declared by several.
"""

from __future__ import annotations

from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken
from graphwright.schema.scalars import id_type_name


def check_inherited_fields(schema: Declarations) -> Findings:
    """Findings for each field that does not fit the interface it comes from."""
    for owner in schema.types:
        sources: dict[str, str] = {}
        for use in owner.interfaces:
            for inherited in schema.type_named[use.name].fields:
                own = owner.field(inherited.name)
                if own is not None and own.written_type != inherited.written_type:
                    yield broken(
                        own.place,
                        f"{owner.name}.{own.name} has the type {own.written_type}, but {use.name}.{own.name} has "
                        f"{inherited.written_type}; make them the same or leave the field out of {owner.name}",
                    )
                source = sources.setdefault(inherited.name, use.name)
                if source == use.name:
                    continue
                other = schema.type_named[source].field(inherited.name)
                if other is None or inherited.type_name != id_type_name or other.written_type != inherited.written_type:
                    yield broken(
                        use.place,
                        f"{owner.name} gets the field {inherited.name} from both {source} and {use.name}; "
                        "rename it in one of them (an ID may come from both, with one type)",
                    )
