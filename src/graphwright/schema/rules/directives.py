"""Each directive is known, stands where it may, and stands there once."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DirectiveLocation, GraphQLDeprecatedDirective

from graphwright.schema.declarations import Declarations, DirectiveUse
from graphwright.schema.findings import Findings, broken, not_yet, perhaps
from graphwright.schema.generation.prelude import load_prelude

supported_directives = ("auth", "deprecated", "dgraph", "hasInverse", "id", "search")
federation_directives = ("key", "extends", "external", "provides", "requires")
_places = {
    DirectiveLocation.OBJECT: "types",
    DirectiveLocation.INTERFACE: "interfaces",
    DirectiveLocation.FIELD_DEFINITION: "fields",
    DirectiveLocation.ENUM: "enums",
    DirectiveLocation.ENUM_VALUE: "enum values",
}


def check_directives(schema: Declarations) -> Findings:
    """Findings for each directive that is unknown, misplaced, repeated or not there yet."""
    known = {directive.name: directive for directive in (*load_prelude().directives, GraphQLDeprecatedDirective)}
    for location, uses in _all_uses(schema):
        seen: set[str] = set()
        for use in uses:
            if use.name in federation_directives:
                yield not_yet(use.place, f"the directive @{use.name}")
            elif use.name not in known:
                options = (*known, *federation_directives)
                yield broken(use.place, f"the directive @{use.name} is unknown.{perhaps(use.name, options)}")
            elif location not in known[use.name].locations:
                allowed = [_places[one] for one in known[use.name].locations if one in _places]
                where = " and ".join(allowed) or "queries"
                yield broken(use.place, f"@{use.name} does not belong on {_places[location]}; it stands on {where}")
            elif use.name not in supported_directives:
                yield not_yet(use.place, f"the directive @{use.name}")
            elif use.name in seen:
                yield broken(use.place, f"@{use.name} stands here twice; keep one")
            seen.add(use.name)


def _all_uses(schema: Declarations) -> Iterator[tuple[DirectiveLocation, tuple[DirectiveUse, ...]]]:
    for owner in schema.types:
        yield DirectiveLocation.INTERFACE if owner.is_interface else DirectiveLocation.OBJECT, owner.directives
        for field in owner.fields:
            yield DirectiveLocation.FIELD_DEFINITION, field.directives
    for enum in schema.enums:
        yield DirectiveLocation.ENUM, enum.directives
        for value in enum.values:
            yield DirectiveLocation.ENUM_VALUE, value.directives
