"""`@validate` → what it asks of a field's values, or of the fields of a type together.

Does not know: which arguments apply to which types (`rules/validate.py` has seen to that).
"""

from __future__ import annotations

from graphwright.model.constraints import Constraint, FieldRule, comparisons
from graphwright.schema.arguments import list_argument, number_argument, text_argument, text_of
from graphwright.schema.declarations import FieldDeclaration, TypeDeclaration


def read_constraint(declared: FieldDeclaration) -> Constraint | None:
    """What a field's values must hold to."""
    use = declared.directive("validate")
    if use is None:
        return None
    least, most = number_argument(use, "minLength"), number_argument(use, "maxLength")
    return Constraint(
        minimum=number_argument(use, "min"),
        maximum=number_argument(use, "max"),
        min_length=None if least is None else int(least),
        max_length=None if most is None else int(most),
        pattern=text_argument(use, "pattern"),
        one_of=tuple(text_of(node) or "" for node in list_argument(use, "oneOf") or ()),
        form=text_argument(use, "format"),
    )


def read_field_rules(declared: TypeDeclaration) -> tuple[FieldRule, ...]:
    """What the fields of a type must be together."""
    found: list[FieldRule] = []
    for use in declared.directives:
        if use.name != "validate":
            continue
        field, message = text_argument(use, "field") or "", text_argument(use, "message")
        asked = [(name, text_argument(use, name)) for name in comparisons]
        asked += [("requires", text_of(node)) for node in list_argument(use, "requires") or ()]
        found += [
            FieldRule(field=field, operator=name, other=other, message=message)
            for name, other in asked
            if other is not None
        ]
    return tuple(found)
