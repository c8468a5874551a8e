"""A statement that writes one row, made one that writes all rows of a mutation at once.

In: an INSERT or DELETE with a parameter for each value. Out: the same over `unnest` of arrays, one for each parameter:
one text whatever the number of rows, so it is prepared once. Does not know: what is written.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ARRAY, BindParameter, Delete, Insert, bindparam, cast, func, select, true
from sqlalchemy import column as sql_column
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql import ClauseElement, ColumnElement, visitors
from sqlalchemy.types import NullType, TypeEngine

_alias: Final = "gw_rows"


def over_rows(statement: ClauseElement) -> ClauseElement | None:
    """The statement for all rows at once, its parameters named as before; None where there is no such form."""
    match statement:
        case Insert(select=None) if _is_of_parameters(statement):
            return _insert_over_rows(statement)
        case Delete() if statement.whereclause is not None:
            return _delete_over_rows(statement)
        case _:
            return None


def _is_of_parameters(statement: Any) -> bool:
    values = statement._values  # noqa: SLF001 - there is no other way to read them
    return bool(values) and all(isinstance(value, BindParameter) for value in values.values())


def _insert_over_rows(statement: Any) -> ClauseElement:
    given = {getattr(target, "name", target): value for target, value in statement._values.items()}  # noqa: SLF001
    # In the order of the table, as the library writes them.
    values = {column.name: given[column.name] for column in statement.table.c if column.name in given}
    types = {value.key: statement.table.c[name].type for name, value in values.items()}
    rows = _rows(types)
    chosen = select(*(rows.c[value.key] for value in values.values())).where(true())
    made = insert(statement.table).from_select(list(values), chosen)
    made._post_values_clause = statement._post_values_clause  # noqa: SLF001 - what is done where a key is there
    return made


def _delete_over_rows(statement: Delete) -> ClauseElement | None:
    condition: Any = statement.whereclause
    parameters = {one.key: one.type for one in visitors.iterate(condition) if isinstance(one, BindParameter)}
    if any(isinstance(kind, NullType) for kind in parameters.values()) or not parameters:
        return None
    rows = _rows(parameters)

    def replaced(element: Any, **_: Any) -> ColumnElement[Any] | None:
        return rows.c[element.key] if isinstance(element, BindParameter) else None

    made = visitors.replacement_traverse(condition, {}, replaced)
    return Delete(statement.table).where(made)


def _rows(types: dict[str, TypeEngine[Any]]) -> Any:
    arrays = [cast(bindparam(name), ARRAY(kind)) for name, kind in types.items()]
    columns = [sql_column(name, kind) for name, kind in types.items()]
    return func.unnest(*arrays).table_valued(*columns).render_derived(name=_alias)
