"""`@auth` on fields: rules of query, add and update, on values whose absence says nothing.

What the reference does not have. Keys and unique values would tell by conflicts what a rule hides, required ones by
errors.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.schema.arguments import list_argument, text_argument, text_of
from graphwright.schema.declarations import Declarations, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name

field_operations = ("query", "add", "update")
_shapes = ("Point", "Polygon", "MultiPolygon")
_unfit = {"id": "a key", "unique": "unique", "embedding": "a vector", "custom": "computed", "lambda": "computed"}


def check_auth_fields(schema: Declarations) -> Findings:
    """Findings for each `@auth` on a field."""
    for owner, field in schema.own_fields():
        use = field.directive("auth")
        if use is None:
            continue
        for operation in use.arguments:
            if operation not in field_operations:
                listed = ", ".join(field_operations)
                yield broken(
                    use.place, f"{named(owner, field)}: @auth of a field has rules of {listed}, not {operation}"
                )
        problem = _problem(schema, owner, field)
        if problem is not None:
            yield broken(use.place, f"{named(owner, field)} has a rule and {problem}")


def _problem(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration) -> str | None:
    if field.is_required:
        return f"is required; what is hidden is null, so write {field.written_type.rstrip('!')}"
    for name, shown in _unfit.items():
        if field.directive(name) is not None:
            return f"is {shown}, which is not supported; give the type a rule"
    is_value = field.type_name not in (*schema.type_named, id_type_name, *_shapes)
    if not is_value or field.type_name in {union.name for union in schema.unions}:
        return f"is a {field.type_name}; only values have rules of their own, give the type that it refers to one"
    if any(field.name in names for names in _compared(owner)):
        return "is compared by @validate or @unique of the type, which would tell what it is; leave one of them out"
    if owner.is_interface or not any(_declares(schema, use.name, field.name) for use in owner.interfaces):
        return None
    return "comes from an interface, whose declaration counts; write the rule there"


def _compared(owner: TypeDeclaration) -> Iterator[list[str | None]]:
    """The names of fields that directives of a type compare."""
    for use in owner.directives:
        if use.name == "unique":
            yield [text_of(node) for node in list_argument(use, "fields") or ()]
        if use.name == "validate":
            operators = ("field", "lt", "le", "gt", "ge", "eq", "ne")
            named_ = [text_argument(use, name) for name in operators]
            yield [*named_, *(text_of(node) for node in list_argument(use, "requires") or ())]


def _declares(schema: Declarations, interface: str, name: str) -> bool:
    found = next((each for each in schema.types if each.name == interface), None)
    return found is not None and found.field(name) is not None
