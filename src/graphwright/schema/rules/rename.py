"""`@rename(from:)` stands on what is stored, and names what the schema no longer declares."""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.arguments import node_type_name, text_argument
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name


def check_rename(schema: Declarations) -> Findings:
    """Findings for each use."""
    yield from _of_types(schema)
    for owner in (*schema.types, *schema.remotes):
        taken: dict[str, str] = {}
        for field in owner.fields:
            if field.declared_in == owner.name:
                yield from _of_field(owner, field, taken)


def _of_types(schema: Declarations) -> Findings:
    taken: dict[str, str] = {}
    for owner in (*schema.types, *schema.remotes):
        use = owner.directive("rename")
        if use is None:
            continue
        before = text_argument(use, "from") or ""
        if owner.is_remote:
            yield broken(
                use.place, f"nothing of {owner.name} is stored, so there is nothing to rename; take @rename out"
            )
        elif before in _other_names(schema, owner):
            yield broken(
                use.place,
                f"{owner.name} cannot be {before} under a new name: the schema still has {before}; take one out",
            )
        elif before in taken:
            yield broken(use.place, f"{taken[before]} and {owner.name} are both renamed from {before}; keep one")
        elif not before:
            yield broken(use.place, f'@rename on {owner.name} needs the old name: @rename(from: "…")')
        taken.setdefault(before, owner.name)


def _other_names(schema: Declarations, owner: TypeDeclaration) -> Iterator[str]:
    for other in (*schema.types, *schema.remotes):
        if other is not owner:
            yield other.name
            yield node_type_name(other)


def _of_field(owner: TypeDeclaration, field: FieldDeclaration, taken: dict[str, str]) -> Findings:
    use = field.directive("rename")
    if use is None:
        return
    before = text_argument(use, "from") or ""
    if not before:
        yield broken(use.place, f'@rename on {named(owner, field)} needs the old name: @rename(from: "…")')
    elif owner.is_remote or field.is_remote or field.type_name == id_type_name:
        yield broken(use.place, f"{named(owner, field)} holds no stored values, so there is nothing to rename")
    elif before != field.name and owner.field(before) is not None:
        yield broken(
            use.place,
            f"{named(owner, field)} cannot be {before} under a new name: {owner.name} still has {before}. "
            "Take one of the two out",
        )
    elif before in taken:
        yield broken(use.place, f"{taken[before]} and {named(owner, field)} are both renamed from {before}; keep one")
    taken.setdefault(before, named(owner, field))
