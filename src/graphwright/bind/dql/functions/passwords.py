"""`checkpwd(secret, "…")` as a field → whether a node's password is that. Does not know: bcrypt."""

from __future__ import annotations

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import scalar_slot
from graphwright.ir.nodes import Param, TextTest
from graphwright.ir.values import Passes
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind


def bind_check(binding: Binding, field: syntax.PasswordField) -> Passes | None:
    """The output; None where nobody can have the predicate."""
    name = field.predicate.name
    predicate = binding.catalog.predicate(name)
    slot = scalar_slot(binding, field.password)
    if predicate is None:
        return None
    if predicate.kind is not ValueKind.PASSWORD:
        raise wrong(field, f"checkpwd is for passwords, and {name:.60} is of type {predicate.kind}")
    asked = Param(slot=slot, convert=str, label="password")
    return Passes(
        key=field.alias or f"checkpwd({name})",
        condition=TextTest(predicate=predicate.name, test="password", asked=asked),
        defines=None if field.variable is None else field.variable.name,
    )
