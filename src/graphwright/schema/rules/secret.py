"""`@secret` names a password that is nobody else's: no field, no second secret, no predicate in use."""

from __future__ import annotations

import re

from graphwright.schema.arguments import text_argument
from graphwright.schema.assembly import predicate_of
from graphwright.schema.declarations import Declarations, DirectiveUse, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.rules.dgraph_names import check_stored_name
from graphwright.schema.scalars import id_type_name
from graphwright.schema.type_directives import secret_predicate, secrets_of

_name: re.Pattern[str] = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def check_secret(schema: Declarations) -> Findings:
    """Findings for each `@secret`."""
    for owner in schema.types:
        found = secrets_of(schema, owner)
        if not found:
            continue
        _, first = found[0]
        own = owner.directive("secret")
        if own is not None:
            yield from _check_names(owner, own)
            yield from _check_predicate(schema, owner, own)
        if len(found) > 1:
            listed = " and ".join(f"{text_argument(use, 'field')} of {of.name}" for of, use in found)
            yield broken(
                (own or owner).place, f"{owner.name} would have {len(found)} passwords ({listed}); a type has one"
            )
        name = text_argument(first, "field") or ""
        clash = owner.field(name)
        if clash is not None:
            place = first.place if own is not None else clash.place
            yield broken(place, f"{named(owner, clash)} is a field and the password of @secret; rename one of them")


def _check_names(owner: TypeDeclaration, use: DirectiveUse) -> Findings:
    name = text_argument(use, "field") or ""
    if not _name.fullmatch(name):
        yield broken(use.place, f'{owner.name}: "{name}" is no name of a password; write @secret(field: "password")')
    if "pred" in use.arguments:
        example = '@secret(field: "pwd", pred: "user.pwd")'
        yield from check_stored_name(use, owner.name, text_argument(use, "pred") or "", example)


def _check_predicate(schema: Declarations, owner: TypeDeclaration, use: DirectiveUse) -> Findings:
    predicate = secret_predicate(owner, use)
    for other, field in schema.own_fields():
        if field.type_name != id_type_name and predicate_of(schema, field)[0] == predicate:
            yield broken(
                use.place,
                f"the password of {owner.name} and {named(other, field)} are both the predicate {predicate}; "
                "a password is one by itself, give it another `pred`",
            )
