"""Both sides of `@hasInverse` lead to each other and agree."""

from __future__ import annotations

from graphwright.schema.arguments import text_argument
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, perhaps


def check_inverse(schema: Declarations) -> Findings:
    """Findings for each `@hasInverse`."""
    claimed: dict[tuple[str, str], str] = {}
    for owner, field in schema.own_fields():
        use = field.directive("hasInverse")
        if use is None:
            continue
        target = schema.type_named.get(field.type_name)
        if target is None:
            yield broken(
                use.place,
                f"{named(owner, field)} has the type {field.type_name}; @hasInverse stands between types only",
            )
            continue
        yield from _check_sides(owner, field, use, target)
        other = (target.name, text_argument(use, "field") or "")
        claimant = claimed.setdefault(other, named(owner, field))
        if claimant != named(owner, field):
            yield broken(
                use.place,
                f"{target.name}.{other[1]} is already the inverse of {claimant}; a field has one inverse",
            )


def _check_sides(
    owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse, target: TypeDeclaration
) -> Findings:
    name = text_argument(use, "field") or ""
    other = target.field(name)
    if other is None:
        options = [option.name for option in target.fields if option.type_name == owner.name]
        yield broken(use.place, f"{target.name} has no field `{name}`.{perhaps(name, options)}")
        return
    back = text_argument(other.directive("hasInverse"), "field")
    if other.type_name != owner.name:
        yield broken(
            use.place,
            f"{target.name}.{name} leads to {other.type_name}, not back to {owner.name}; an inverse must lead back",
        )
    elif back is not None and back != field.name:
        yield broken(
            use.place,
            f"{named(owner, field)} says its inverse is {target.name}.{name}, "
            f"which says its own is {owner.name}.{back}; make them agree",
        )
