"""Types with `@remote` stand for data elsewhere: nothing of them is stored, and nothing stored is of them."""

from __future__ import annotations

from graphwright.schema.arguments import text_argument
from graphwright.schema.declarations import Declarations, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named


def check_remote_types(schema: Declarations) -> Findings:
    """Findings where stored and remote types mix."""
    for owner in schema.types:
        for use in owner.interfaces:
            if use.name in schema.remote_named:
                yield broken(use.place, f"{owner.name} is stored and cannot implement {use.name}, which has @remote")
    for owner in schema.remotes:
        yield from _check_directives(owner)
        for use in owner.interfaces:
            if use.name in schema.type_named:
                yield broken(use.place, f"{owner.name} has @remote and cannot implement {use.name}, which is stored")
        for field in owner.fields:
            if field.is_remote:
                yield broken(
                    field.place,
                    f"{named(owner, field)}: the remote gives all fields of a @remote type; take @custom out",
                )
    yield from _check_stored_fields(schema)
    for owner in (*schema.types, *schema.remotes, *schema.roots):
        yield from _check_responses(owner)


_of_stored_types = ("auth", "withSubscription")


def _check_directives(owner: TypeDeclaration) -> Findings:
    for use in owner.directives:
        if use.name in _of_stored_types:
            yield broken(use.place, f"{owner.name} has @remote, so @{use.name} would say nothing; take one of them out")
    for field in owner.fields:
        use_of_default = field.directive("default")
        if use_of_default is not None:
            yield broken(
                use_of_default.place, f"{named(owner, field)}: nothing of a @remote type is added; take @default out"
            )


def _check_stored_fields(schema: Declarations) -> Findings:
    for owner, field in schema.all_fields():
        if field.type_name in schema.remote_named and not field.is_remote:
            yield broken(
                field.type_place,
                f"{named(owner, field)} is stored, but {field.type_name} has @remote; give the field @custom",
            )


def _check_responses(owner: TypeDeclaration) -> Findings:
    for field in owner.fields:
        use = field.directive("remoteResponse")
        if use is None:
            continue
        if not owner.is_remote:
            yield broken(use.place, f"{named(owner, field)}: @remoteResponse stands on fields of @remote types only")
        elif not text_argument(use, "name"):
            yield broken(use.place, f'{named(owner, field)}: say the remote\'s name, as @remoteResponse(name: "…")')
