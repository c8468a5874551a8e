"""Each directive is known, stands where it may, and stands there once."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DirectiveDefinitionNode, DirectiveLocation, GraphQLDeprecatedDirective, GraphQLDirective

from graphwright.schema.declarations import Declarations, DirectiveUse, TypeDeclaration
from graphwright.schema.findings import Findings, broken, perhaps
from graphwright.schema.generation.auth_directive import with_own_rules
from graphwright.schema.generation.constraint_directives import constraint_directives
from graphwright.schema.generation.federation import federation_directives
from graphwright.schema.generation.permission_directive import permission_directives
from graphwright.schema.generation.prelude import load_prelude

supported_directives = (
    "auth",
    "cascadeDelete",
    "custom",
    "default",
    "deprecated",
    "dgraph",
    "embedding",
    "extends",
    "external",
    "generate",
    "hasInverse",
    "id",
    "key",
    "lambda",
    "lambdaOnMutate",
    "permission",
    "provides",
    "remote",
    "remoteResponse",
    "rename",
    "requires",
    "search",
    "secret",
    "unique",
    "validate",
    "withSubscription",
)
"""Those that a schema can use; `where.md` lists them."""

_places = {
    DirectiveLocation.OBJECT: "types",
    DirectiveLocation.INTERFACE: "interfaces",
    DirectiveLocation.UNION: "unions",
    DirectiveLocation.FIELD_DEFINITION: "fields",
    DirectiveLocation.ENUM: "enums",
    DirectiveLocation.ENUM_VALUE: "enum values",
    DirectiveLocation.INPUT_OBJECT: "inputs",
    DirectiveLocation.INPUT_FIELD_DEFINITION: "fields of inputs",
    DirectiveLocation.ARGUMENT_DEFINITION: "arguments",
}


def known_directives() -> dict[str, GraphQLDirective]:
    """The directives of schemas and requests by name."""
    reference = with_own_rules(load_prelude().directives)
    own = (*federation_directives(), *constraint_directives(), *permission_directives())
    found = (*reference, *own, GraphQLDeprecatedDirective)
    return {directive.name: directive for directive in found}


def check_directives(schema: Declarations) -> Findings:
    """Findings for each directive that is unknown, misplaced or repeated."""
    known = known_directives()
    own = {node.name.value for node in schema.others if isinstance(node, DirectiveDefinitionNode)}
    for location, uses in _all_uses(schema):
        seen: set[str] = set()
        for use in uses:
            if use.name in own and use.name not in known:
                continue
            if use.name not in known:
                yield broken(use.place, f"the directive @{use.name} is unknown.{perhaps(use.name, known)}")
            elif location not in known[use.name].locations:
                allowed = [_places[one] for one in known[use.name].locations if one in _places]
                where = " and ".join(allowed) or "queries"
                yield broken(use.place, f"@{use.name} does not belong on {_places[location]}; it stands on {where}")
            elif use.name in seen and not known[use.name].is_repeatable:
                yield broken(use.place, f"@{use.name} stands here twice; keep one")
            seen.add(use.name)


def _all_uses(schema: Declarations) -> Iterator[tuple[DirectiveLocation, tuple[DirectiveUse, ...]]]:
    for owner in (*schema.types, *schema.remotes):
        yield DirectiveLocation.INTERFACE if owner.is_interface else DirectiveLocation.OBJECT, owner.directives
        yield from _uses_of_fields(owner)
    for root in schema.roots:
        yield from _uses_of_fields(root)
    for declared in schema.inputs:
        yield DirectiveLocation.INPUT_OBJECT, declared.directives
    for union in (*schema.unions, *schema.remote_unions):
        yield DirectiveLocation.UNION, union.directives
    for enum in schema.enums:
        yield DirectiveLocation.ENUM, enum.directives
        for value in enum.values:
            yield DirectiveLocation.ENUM_VALUE, value.directives


def _uses_of_fields(owner: TypeDeclaration) -> Iterator[tuple[DirectiveLocation, tuple[DirectiveUse, ...]]]:
    for field in owner.fields:
        yield DirectiveLocation.FIELD_DEFINITION, field.directives
        for argument in field.arguments:
            yield DirectiveLocation.ARGUMENT_DEFINITION, argument.directives
