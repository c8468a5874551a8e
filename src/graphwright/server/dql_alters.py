"""An operation of `/alter` or of gRPC's `Alter`, out of its members. Pure.

In: the members of Dgraph's `api.Operation`. Out: `DqlAlter`, or `RequestError`. Does not know: schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphwright.errors import RequestError
from graphwright.model.dql_requests import DqlAlter

_NAMES: Final = ("schema", "drop_attr", "drop_op", "drop_value")
_SWITCHES: Final = ("drop_all", "run_in_background")
MEMBERS: Final[Mapping[str, str]] = {
    spelling: name
    for name in (*_NAMES, *_SWITCHES)
    for spelling in (name, "".join(part if not i else part.title() for i, part in enumerate(name.split("_"))))
}
"""Both spellings of each member (`drop_attr`, `dropAttr`) → the first one."""
_OPERATIONS: Final = ("NONE", "ALL", "DATA", "ATTR", "TYPE")
"""The members of `api.Operation.DropOp`, at their numbers."""


def alter_of(document: Mapping[str, Any], *, is_strict: bool = False) -> DqlAlter:
    """The operation that members describe; empty ones count as absent.

    Args:
        is_strict: As the reference, of several operations the most thorough is carried out; else they are refused.

    Raises:
        RequestError: It does nothing, or several things, or a member does not fit.
    """
    given = _checked(document)
    operation = given.get("drop_op", "NONE")
    if operation == "ALL":
        given["drop_all"] = True
    asked: list[str] = [name for name in ("drop_all", "drop_attr", "schema") if name in given]
    if operation not in {"NONE", "ALL"}:
        asked.insert(1 if "drop_all" in given else 0, "drop_op")
    if not asked:
        raise RequestError('the operation does nothing; send a schema, {"drop_all": true} or another drop')
    if len(asked) > 1 and not is_strict:
        raise RequestError(f"{asked[0]} stands alone; send the other operation by itself")
    is_background = given.get("run_in_background", False)
    match asked[0]:
        case "drop_all":
            return DqlAlter(drops_all=True)
        case "drop_op":
            return _dropping(operation, given.get("drop_value", ""))
        case "drop_attr":
            return DqlAlter(drop_predicate=given["drop_attr"])
        case _:
            return DqlAlter(schema=given["schema"], is_background=is_background)


def _dropping(operation: str, value: str) -> DqlAlter:
    if operation == "DATA":
        if value:
            raise RequestError("drop_op DATA takes no drop_value: it drops the data of all predicates")
        return DqlAlter(drops_data=True)
    if not value:
        raise RequestError(f"drop_op {operation} needs the name of what to drop in drop_value")
    return DqlAlter(drop_predicate=value) if operation == "ATTR" else DqlAlter(drop_type=value)


def _checked(document: Mapping[str, Any]) -> dict[str, Any]:
    """The members that say something, each of its type."""
    if unknown := document.keys() - MEMBERS.keys():
        raise RequestError(f"{min(unknown)} is not a member of an alter operation")
    given = {MEMBERS[name]: value for name, value in document.items() if value}
    for name in _SWITCHES:
        if not isinstance(given.get(name, True), bool):
            raise RequestError(f"{name} must be true or false")
    operation = given.get("drop_op")
    if type(operation) is int and operation in range(len(_OPERATIONS)):
        given["drop_op"] = _OPERATIONS[operation]
    for name in _NAMES:
        if not isinstance(given.get(name, ""), str):
            raise RequestError(f"{name} must be a string")
    if given.get("drop_op", "NONE") not in _OPERATIONS:
        raise RequestError(f"drop_op must be one of {', '.join(_OPERATIONS[1:])}")
    return given
