"""Each type and enum has a name of its own that neither GraphQL nor the generated API needs."""

from __future__ import annotations

from graphwright.schema.declarations import Declarations, NamedDeclaration
from graphwright.schema.findings import Findings, broken
from graphwright.schema.generation.federation import federation_types
from graphwright.schema.generation.prelude import load_prelude

_roots = ("Query", "Mutation", "Subscription")


def check_type_names(schema: Declarations) -> Findings:
    """Findings for each repeated or reserved name."""
    seen: dict[str, NamedDeclaration] = {}
    reserved = {*load_prelude().types, *_roots, *federation_types, "uid"}
    for declared in schema.all_named:
        name = declared.name
        if name in seen:
            yield broken(declared.place, f"{name} is declared already, in line {seen[name].place.line}; rename one")
            continue
        seen[name] = declared
        if name.startswith("__"):
            yield broken(declared.place, f"{name} begins with `__`, which GraphQL keeps for introspection; rename it")
        elif name in reserved or _is_combined_filter(name, reserved):
            yield broken(declared.place, f"{name} is reserved for the generated API; choose another name")


def _is_combined_filter(name: str, reserved: set[str]) -> bool:
    """`StringHashFilter_StringTermFilter` and its like."""
    return "_" in name and all(part in reserved for part in name.split("_"))
