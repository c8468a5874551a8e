"""`@validate` → what it asks of a field's values.

Does not know: which arguments apply to which types (`rules/validate.py` has seen to that).
"""

from __future__ import annotations

from graphwright.model.constraints import Constraint
from graphwright.schema.arguments import list_argument, number_argument, text_argument, text_of
from graphwright.schema.declarations import FieldDeclaration


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
