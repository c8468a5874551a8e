"""`@validate` → what it asks of a field's values.

Does not know: which arguments apply to which types (`rules/validate.py` has seen to that).
"""

from __future__ import annotations

from graphwright.model.constraints import Constraint
from graphwright.schema.arguments import list_argument, text_argument, text_of
from graphwright.schema.declarations import FieldDeclaration
from graphwright.schema.rules.validate import number_of


def read_constraint(declared: FieldDeclaration) -> Constraint | None:
    """What a field's values must hold to."""
    use = declared.directive("validate")
    if use is None:
        return None
    given = {name: number_of(node) for name, node in use.arguments.items()}
    lengths = {name: given.get(name) for name in ("minLength", "maxLength")}
    least, most = (None if number is None else int(number) for number in lengths.values())
    return Constraint(
        minimum=given.get("min"),
        maximum=given.get("max"),
        min_length=least,
        max_length=most,
        pattern=text_argument(use, "pattern"),
        one_of=tuple(text_of(node) or "" for node in list_argument(use, "oneOf") or ()),
        form=text_argument(use, "format"),
    )
