"""Filters of permission queries → conditions.

In: a filter as a tree whose leaves are slots, or values of the node that the permission is about. Out: IR conditions.
Null asks for a missing value; compared by anything but equality it lets nothing through. Does not know: SQL, who asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Literal

from graphwright import limits
from graphwright.bind.graphql.filters import value_converter
from graphwright.bind.graphql.trees import Binding, Fields, Fixed, Leaf, LeafList, Many, Null
from graphwright.errors import InputError, LimitError
from graphwright.ir.existence import (
    CompareSubject,
    HasText,
    IsSubject,
    OrderBeyond,
    RefersTo,
    TextMode,
    UidBeyond,
)
from graphwright.ir.nodes import (
    And,
    Compare,
    Comparison,
    Condition,
    Constant,
    HasValue,
    Not,
    OneOf,
    Or,
    Related,
    UidIn,
    UidIs,
)
from graphwright.model.api import ApiField, Role
from graphwright.model.uids import parse_uid
from graphwright.records import dataclass
from graphwright.schema.permission_schema import FilterMember, PermissionSchema

yes: Final = Constant(value=True)
no: Final = Constant(value=False)
_comparisons: Final[Mapping[str, Comparison]] = {"": "eq", "lt": "lt", "lte": "le", "gt": "gt", "gte": "ge"}
_modes: Final[Mapping[str, TextMode]] = {"contains": "contains", "starts_with": "starts", "ends_with": "ends"}
_negated: Final = {
    "not": "",
    "not_in": "in",
    "not_contains": "contains",
    "not_starts_with": "starts_with",
    "not_ends_with": "ends_with",
    "none": "some",
}


@dataclass(frozen=True, slots=True)
class OfSubject:
    """A variable that is a value of the node that the permission is about; None: its ID."""

    field: ApiField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtering:
    """Turns the filters of one permission query into conditions.

    Attributes:
        is_own: The node that is looked for is the subject: what finds the nodes may find subjects.
    """

    schema: PermissionSchema
    binding: Binding
    is_own: bool = False

    def condition(self, type_name: str, tree: Any, depth: int = 0) -> Condition:
        """What a filter asks of a node of a type; all that it says must hold."""
        if isinstance(tree, Null):
            return yes
        if depth > limits.filter_depth_max:
            raise LimitError(f"filters nest deeper than {limits.filter_depth_max} (filter_depth_max)")
        assert isinstance(tree, Fields), "validation made sure of an object"
        members = self.schema.members[type_name]
        parts: list[Condition] = []
        for name, value in tree.members.items():
            if name in members:
                parts.append(self._member(members[name], value, depth))
            elif not isinstance(value, Null):
                items = value.items if isinstance(value, Many) else (value,)
                inner = tuple(self.condition(type_name, item, depth + 1) for item in items)
                parts.append(_all(inner) if name == "AND" else _any(inner))
        return _all(tuple(parts))

    def beyond(self, type_name: str, order: str | None, after: Any, before: Any) -> Condition:
        """What a page asks of a node: it comes after a node of an ID, and before one.

        Args:
            order: As `orderBy` writes it, `title_DESC`; None: the order is that of IDs.
        """
        places = ((tree, is_after) for tree, is_after in ((after, True), (before, False)) if not isinstance(tree, Null))
        return _all(tuple(self._beyond(type_name, order, tree, is_after=is_after) for tree, is_after in places))

    def _beyond(self, type_name: str, order: str | None, tree: Any, *, is_after: bool) -> Condition:
        uid = self.binding.param(tree, _uid, "uid")
        if order is None:
            return UidBeyond(uid=uid, is_after=is_after)
        declared = self.binding.api.types[type_name]
        name, _, direction = order.rpartition("_")
        field, is_descending = declared.fields[name], direction == "DESC"
        return OrderBeyond(
            node_type=declared.node_type,
            predicate=None if field.role is Role.ID else field.predicate,
            uid=uid,
            is_after=is_after,
            is_descending=is_descending,
            languages=field.languages,
        )

    def _member(self, member: FilterMember, tree: Any, depth: int) -> Condition:
        if member.operator in _negated:
            positive = FilterMember(field=member.field, operator=_negated[member.operator])
            if isinstance(tree, Null) and member.operator not in ("not", "none"):
                return no
            denied = self._member(positive, tree, depth)
            if isinstance(denied, CompareSubject) and positive.operator in _modes:
                # Nothing is said of a text that the subject does not have, as of one that an input lacks.
                return replace(denied, is_denied=True)
            return _not(denied)
        if member.field.role is Role.REFERENCE:
            return self._reference(member, tree, depth)
        return self._id(member, tree) if member.field.role is Role.ID else self._value(member, tree)

    def _reference(self, member: FilterMember, tree: Any, depth: int) -> Condition:
        field = member.field
        if isinstance(tree, Null) and not field.is_list:
            return Not(part=Related(predicate=field.predicate, node_type=field.type_name, condition=None))
        inner = self.condition(field.type_name, tree, depth + 1)
        if member.operator == "every":
            return yes if inner == yes else Not(part=self._some(field, _not(inner)))
        return self._some(field, inner)

    def _some(self, field: ApiField, condition: Condition) -> Condition:
        match condition:
            case Constant(value=False):
                return no
            case IsSubject():
                return RefersTo(predicate=field.predicate, uid=None)
            case UidIs(uid=uid) if not self.is_own:
                return RefersTo(predicate=field.predicate, uid=uid)
        inner = None if condition == yes else condition
        return Related(predicate=field.predicate, node_type=field.type_name, condition=inner)

    # -- values

    def _id(self, member: FilterMember, tree: Any) -> Condition:
        match tree:
            case Null():
                return no
            case OfSubject():
                return IsSubject()
            case Leaf() | Fixed():
                return UidIs(uid=self.binding.param(tree, _uid, "uid"))
            case LeafList():
                return UidIn(uids=self.binding.list_param(tree, _uid, "uids"))
        assert isinstance(tree, Many), "validation made sure of a list"
        return _any(tuple(self._id(member, item) for item in tree.items))

    def _value(self, member: FilterMember, tree: Any) -> Condition:
        field, operator = member.field, member.operator
        match tree:
            case Null():
                return Not(part=HasValue(predicate=field.predicate, languages=field.languages)) if not operator else no
            case OfSubject(field=other):
                assert other is not None, "an ID is no value"
                return self._of_subject(field, operator, other)
            case LeafList():
                values = self.binding.list_param(tree, value_converter(field.kind), f"{field.kind} values")
                return OneOf(predicate=field.predicate, values=values, languages=field.languages)
            case Many(items=items):
                equality = FilterMember(field=field, operator="")
                return _any(tuple(self._value(equality, item) for item in items))
        assert isinstance(tree, Leaf | Fixed)
        param = self.binding.param(tree, value_converter(field.kind), str(field.kind))
        if operator in _modes:
            mode = _modes[operator]
            return HasText(predicate=field.predicate, mode=mode, text=param, languages=field.languages)
        return Compare(
            predicate=field.predicate, operator=_comparisons[operator], value=param, languages=field.languages
        )

    def _of_subject(self, field: ApiField, operator: str, other: ApiField) -> Condition:
        if field.languages or other.languages:
            raise InputError(f"{field.name} or {other.name} has language tags, and is compared with values only")
        compared: Comparison | Literal["contains", "starts", "ends"] = (
            _modes[operator] if operator in _modes else _comparisons[operator]
        )
        return CompareSubject(
            predicate=field.predicate,
            operator=compared,
            of=other.predicate,
            matches_missing=compared == "eq" and not (field.is_required and other.is_required),
        )


def _uid(value: Any) -> int:
    """The uid that a text names; 0, which no node has, where it names none."""
    try:
        return parse_uid(str(value))
    except InputError:
        return 0


def both(one: Condition, other: Condition) -> Condition:
    """`and` of two."""
    return _all((one, other))


def _all(parts: tuple[Condition, ...]) -> Condition:
    if no in parts:
        return no
    rest = tuple(part for part in parts if part != yes)
    return And(parts=rest) if len(rest) > 1 else rest[0] if rest else yes


def _any(parts: tuple[Condition, ...]) -> Condition:
    if yes in parts:
        return yes
    rest = tuple(part for part in parts if part != no)
    return Or(parts=rest) if len(rest) > 1 else rest[0] if rest else no


def _not(part: Condition) -> Condition:
    match part:
        case Constant(value=value):
            return no if value else yes
        case _:
            return Not(part=part)
