"""The fields of `type Query` and `type Mutation` are computed elsewhere; the plain ones are generated."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.generation import names


def check_roots(schema: Declarations) -> Findings:
    """Findings for each field of a root that is neither `@custom` nor `@lambda`, and for a repeated root."""
    seen: dict[str, int] = {}
    generated: dict[str, dict[str, str]] = {"Query": {}, "Mutation": {}}
    for declared in schema.types:
        generated["Query"].update(dict.fromkeys(names.names_of_queries(declared.name), declared.name))
        generated["Mutation"].update(dict.fromkeys(names.names_of_mutations(declared.name), declared.name))
    for root in schema.roots:
        if root.name in seen:
            yield broken(root.place, f"{root.name} is declared already, in line {seen[root.name]}; make them one")
        seen.setdefault(root.name, root.place.line)
        for field in root.fields:
            if not field.is_remote:
                yield broken(
                    field.place,
                    f"{named(root, field)} has neither @custom nor @lambda: the other fields of {root.name} are "
                    "generated from the types; take it out",
                )
            elif field.name in generated[root.name]:
                yield broken(
                    field.place, f"{named(root, field)} is generated for {generated[root.name][field.name]}; rename it"
                )
        yield from _check_repeated(root)


def _check_repeated(root: TypeDeclaration) -> Findings:
    seen: set[str] = set()
    for field in root.fields:
        if field.name in seen:
            yield broken(field.place, f"{named(root, field)} is declared twice; keep one")
        elif field.name.startswith("__"):
            yield broken(field.place, f"{named(root, field)} begins with `__`, which GraphQL keeps for introspection")
        seen.add(field.name)
