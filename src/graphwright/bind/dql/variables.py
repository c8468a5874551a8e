"""Query variables: `query q($a: int = 3)` and what the request gives for them.

In: declarations and texts. Out: a text for each declaration; missing ones are "", as in the reference.
Does not know: where the variables are used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graphwright.bind.dql.definitions import variable_kinds
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import converter, read_any_integer
from graphwright.errors import InputError
from graphwright.lang.dql import syntax
from graphwright.model.values import ValueKind

_checks: Final[Mapping[ValueKind, Callable[[str], Any]]] = {
    ValueKind.INT: read_any_integer,
    ValueKind.FLOAT: converter(ValueKind.FLOAT),
    ValueKind.BOOL: converter(ValueKind.BOOL),
}
"""What refuses texts that are no such values; others are read where they are used."""


def check_declarations(declarations: Sequence[syntax.VariableDeclaration]) -> None:
    """Refuses types that do not exist and names given twice."""
    seen: set[str] = set()
    for declaration in declarations:
        if declaration.type_name not in variable_kinds:
            named = f"the type {declaration.type_name:.40} of ${declaration.name:.40}"
            raise wrong(declaration, f"{named} does not exist; use {', '.join(variable_kinds)}")
        if declaration.name in seen:
            raise wrong(declaration, f"${declaration.name:.40} is declared twice; remove one")
        seen.add(declaration.name)


def read_variables(declarations: Sequence[syntax.VariableDeclaration], given: Mapping[str, str]) -> list[str]:
    """The text of each declared variable, in the order of the declarations.

    Args:
        given: By names with their `$`.

    Raises:
        InputError: One is missing, unknown or of another type.
    """
    known = {f"${declaration.name}" for declaration in declarations}
    for name in given:
        if name not in known:
            hint = "" if name.startswith("$") else "; names of variables begin with $"
            raise InputError(f"the variable {name:.40} is not declared by the query{hint}")
    return [_read(declaration, given.get(f"${declaration.name}")) for declaration in declarations]


def _read(declaration: syntax.VariableDeclaration, given: str | None) -> str:
    text = given if given is not None else _default_text(declaration)
    if not text:
        if declaration.is_required:
            raise InputError(
                f"${declaration.name} is required and has no value", line=declaration.line, column=declaration.column
            )
        return ""
    check = _checks.get(variable_kinds[declaration.type_name])
    if check is None:
        return text
    try:
        check(text)
    except InputError as error:
        raise InputError(
            f"${declaration.name} is of the type {declaration.type_name}: {error.message}",
            line=declaration.line,
            column=declaration.column,
        ) from None
    return text


def _default_text(declaration: syntax.VariableDeclaration) -> str:
    match declaration.default:
        case None:
            return ""
        case syntax.StringLiteral(value=text) | syntax.NumberLiteral(text=text) | syntax.Word(text=text):
            return text
