"""`@validate` asks of a field what its type has: bounds of numbers, forms of texts."""

from __future__ import annotations

import re2  # type: ignore[import-untyped]

from graphwright.model.constraints import compiled, forms
from graphwright.schema.arguments import list_argument, number_argument, text_argument
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, perhaps
from graphwright.schema.rules.validate_fields import of_types

_of_numbers = ("min", "max")
_of_texts = ("minLength", "maxLength", "pattern", "oneOf", "format")
_applying = {"Int": _of_numbers, "Int64": _of_numbers, "Float": _of_numbers, "String": _of_texts}


def check_validate(schema: Declarations) -> Findings:
    """Findings for each use."""
    for owner, field in schema.own_fields():
        uses = [use for use in field.directives if use.name == "validate"]
        for use in uses[:1]:
            yield from _check_use(owner, field, use)
        for use in uses[1:]:
            yield broken(use.place, f"@validate stands twice on {named(owner, field)}; give all arguments to one")


def _check_use(owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse) -> Findings:
    applying = () if field.directive("embedding") is not None else _applying.get(field.type_name, ())
    if not applying:
        yield broken(use.place, f"{named(owner, field)} is {field.written_type}; @validate stands on numbers and texts")
        return
    if not use.arguments:
        yield broken(use.place, f"@validate on {named(owner, field)} asks nothing; give {', '.join(applying)}")
    for name in use.arguments:
        if name in of_types:
            yield broken(use.place, f"`{name}` of @validate stands on a type, not on {named(owner, field)}")
        elif name in (*_of_numbers, *_of_texts) and name not in applying:
            yield broken(
                use.place,
                f"{named(owner, field)} is {field.written_type}, to which `{name}` does not apply; "
                f"use {', '.join(applying)}",
            )
    yield from _check_values(owner, field, use)


def _check_values(owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse) -> Findings:
    for low, high in (("min", "max"), ("minLength", "maxLength")):
        least, most = number_argument(use, low), number_argument(use, high)
        if least is not None and most is not None and least > most:
            yield broken(use.place, f"`{low}` of @validate on {named(owner, field)} is above `{high}`")
    pattern, form = text_argument(use, "pattern"), text_argument(use, "format")
    if pattern is not None and (problem := _pattern_problem(pattern)) is not None:
        yield broken(use.place, f"the pattern of {named(owner, field)} is none of RE2: {problem}")
    if form is not None and form not in forms:
        yield broken(use.place, f"the format {form} is unknown; use {', '.join(forms)}.{perhaps(form, forms)}")
    if list_argument(use, "oneOf") == ():
        yield broken(use.place, f"`oneOf` of @validate on {named(owner, field)} allows nothing; name texts")


def _pattern_problem(pattern: str) -> str | None:
    try:
        compiled(pattern)
    except re2.error as error:
        cause = error.args[0]
        return cause.decode(errors="replace") if isinstance(cause, bytes) else str(cause)
    return None
