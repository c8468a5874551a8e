"""`@default` stands on single values that nobody is identified by, and gives what the field can hold."""

from __future__ import annotations

from graphwright.errors import GraphwrightError
from graphwright.model.values import ValueKind, coerce_value
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, Place, place_of
from graphwright.schema.defaults import default_node, default_text, now_text
from graphwright.schema.findings import Findings, broken, named
from graphwright.schema.scalars import id_type_name, scalars


def check_defaults(schema: Declarations) -> Findings:
    """Findings for each `@default`."""
    for owner, field in schema.own_fields():
        use = field.directive("default")
        if use is None:
            continue
        name = named(owner, field)
        problem = _misplaced(schema, field)
        if problem is not None:
            yield broken(use.place, f"{name}: @default {problem}")
            continue
        for operation in ("add", "update"):
            yield from _check_value(schema, field, use, operation, name)


def _misplaced(schema: Declarations, field: FieldDeclaration) -> str | None:
    if field.type_name == id_type_name:
        return "cannot stand on the ID, which the store gives"
    if field.is_list:
        return f"cannot stand on a list ({field.written_type}); give it in each mutation"
    if field.directive("id") is not None:
        return "cannot stand on an @id field: no two nodes may have the same value"
    if field.type_name in schema.enum_named:
        return None
    if field.type_name not in scalars or scalars[field.type_name].kind not in _kinds:
        return f"gives a single value, and {field.type_name} is none"
    return None


_kinds = (ValueKind.INT, ValueKind.FLOAT, ValueKind.STRING, ValueKind.BOOL, ValueKind.DATETIME)


def _check_value(
    schema: Declarations, field: FieldDeclaration, use: DirectiveUse, operation: str, name: str
) -> Findings:
    given = use.arguments.get(operation)
    if given is None:
        return
    text, node = default_text(use, operation), default_node(use, operation)
    place = place_of(node or given)
    if text is None:
        yield broken(place, f'{name}: @default({operation}:) needs a value, such as {{value: "1"}}')
        return
    enum = schema.enum_named.get(field.type_name)
    if enum is not None:
        if text not in (value.name for value in enum.values):
            yield broken(place, f"{name}: the default {text!r:.60} is no value of the enum {enum.name}")
    elif text == now_text:
        if field.type_name not in ("DateTime", "String"):
            yield broken(place, f"{name}: {now_text} is a time, which {field.type_name} cannot hold; use DateTime")
    else:
        yield from _check_scalar(field, text, place, name)


def _check_scalar(field: FieldDeclaration, text: str, place: Place, name: str) -> Findings:
    try:
        coerce_value(scalars[field.type_name].kind, text)
    except GraphwrightError as error:
        yield broken(place, f"{name}: the default {text!r:.60} does not fit {field.type_name}: {error.message}")
