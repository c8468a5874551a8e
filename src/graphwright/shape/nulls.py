"""Null propagation, worked out only when SQL met a missing required value.

The SQL writes U+0001, which no JSON text holds, where a required value is missing. Then this module
takes the answer apart, nulls what the specification says (6.4.4) and lists the errors.
Does not know: where the answer came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import orjson

from graphwright import limits
from graphwright.errors import FieldForbidden, GraphwrightError, LimitError, NonNullViolation
from graphwright.ir.connections import Connection, EdgeNode, Edges
from graphwright.ir.groups import Groups
from graphwright.ir.nodes import Aggregate, Nested, Output, Query, ShapeValue, TypeName, Value

missing_mark: Final = "\x01"
Path = tuple[str | int, ...]
_hidden: Final = {missing_mark: 0}
"""Stands, while an answer is taken apart, for a value that a rule hides; SQL writes the mark twice there."""
_hidden_text: Final = orjson.dumps(_hidden).decode()


class _Propagated(Exception):
    """A required place has no value: the surrounding object becomes null."""


def propagate_nulls(text: str, query: Query) -> tuple[dict[str, Any], list[GraphwrightError]]:
    """The answer with nulls where they belong, and the errors; at the root there is always an object."""
    data = orjson.loads(text.replace(missing_mark * 2, _hidden_text).replace(missing_mark, "null"))
    errors: list[GraphwrightError] = []
    for root in query.roots:
        if isinstance(root, Nested):
            data[root.key] = _nested(data[root.key], root, (root.key,), errors)
        elif isinstance(root, Groups):
            if data[root.key] is None:
                errors.append(_too_many_groups(root.key))
        elif isinstance(root, Connection):
            _connection(data[root.key], root, errors)
    return data, errors


def _connection(value: dict[str, Any], connection: Connection, errors: list[GraphwrightError]) -> None:
    """A node that lacks something required is null in its edge."""
    for edges in connection.members:
        if isinstance(edges, Edges):
            for number, edge in enumerate(value[edges.key]):
                for member in edges.members:
                    if isinstance(member, EdgeNode):
                        outputs = connection.select.output[member.start : member.end]
                        path = (connection.key, edges.key, number, member.key)
                        edge[member.key] = _object(edge[member.key], outputs, path, errors)


def _nested(value: Any, nested: Nested, path: Path, errors: list[GraphwrightError]) -> Any:
    if nested.select.is_single:
        completed = None if value is None else _object(value, nested.select.output, path, errors)
        if completed is None and nested.is_required:
            if value is None:
                errors.append(_violation(path))
            raise _Propagated
        return completed
    if value is None:
        errors.append(_too_many(path))
        raise _Propagated
    items = [_object(item, nested.select.output, (*path, i), errors) for i, item in enumerate(value)]
    if nested.is_element_required and None in items:
        if nested.is_required:
            raise _Propagated
        return None
    return items


def _object(value: Any, outputs: tuple[Output, ...], path: Path, errors: list[GraphwrightError]) -> Any:
    """The object, or null when a required place in it has no value. Every violation is reported."""
    is_null = False
    for output in _one_for_each_key(outputs):
        if output.key not in value:  # it is for nodes of another type
            continue
        try:
            match output:
                case Value(key=key, is_required=True) | ShapeValue(key=key, is_required=True) if value[key] is None:
                    errors.append(_violation((*path, key)))
                    raise _Propagated
                case Value(key=key) if value[key] == _hidden:
                    value[key] = None
                    errors.append(FieldForbidden(f"the rules of the schema do not show you {key}", path=(*path, key)))
                    if output.is_required:
                        raise _Propagated
                case Nested(key=key):
                    value[key] = _nested(value[key], output, (*path, key), errors)
                case Aggregate() | TypeName() | _:
                    pass
        except _Propagated:
            is_null = True
    return None if is_null else value


def _one_for_each_key(outputs: Iterable[Output]) -> Iterable[Output]:
    """Outputs of one key, for nodes of different types, as one: GraphQL's validation made sure of one shape."""
    found: dict[str, Output] = {}
    for output in outputs:
        before = found.get(output.key)
        if isinstance(before, Nested) and isinstance(output, Nested):
            both = before.select.output + output.select.output
            found[output.key] = replace(before, select=replace(before.select, output=both))
        else:
            found.setdefault(output.key, output)
    return found.values()


def _too_many(path: Path) -> GraphwrightError:
    """Of lists only trees are marked as missing."""
    return LimitError(
        f"the tree {path[-1]} has more than {limits.tree_nodes_max:,} nodes (tree_nodes_max); ask for a smaller "
        "`depth`, or leave nodes out by a `filter`",
        path=path,
    )


def _too_many_groups(key: str) -> GraphwrightError:
    return LimitError(
        f"there are more than {limits.groups_max} groups (groups_max); ask for the first ones, choose by `having`, or "
        "group by less",
        path=(key,),
    )


def _violation(path: Path) -> GraphwrightError:
    return NonNullViolation(
        f"the required field {path[-1]} has no value in the store; give it one, or make the field nullable", path=path
    )
