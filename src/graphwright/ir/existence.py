"""Conditions about whether some node exists, which permission queries ask.

The nodes looked for may be compared with the node for which they are looked for, whatever type these are of.

The *subject* is the node that an `Exists` is a condition of. Does not know: rules, SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.ir.nodes import Comparison, Condition, Param

TextMode = Literal["contains", "starts", "ends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exists:
    """Some node of a type passes a condition, which may speak of the subject.

    Attributes:
        node_type: None: the subject itself is the only one looked at.
        offset: How many others must pass too.
    """

    node_type: str | None
    condition: Condition
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IsSubject:
    """The node is the subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefersTo:
    """The node refers to a certain one.

    Attributes:
        uid: None: to the subject.
    """

    predicate: str
    uid: Param | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSubject:
    """A predicate's single value compared with one of the subject's.

    Attributes:
        of: The subject's predicate.
        matches_missing: For "eq": two missing values are equal.
        is_denied: For texts: the subject has one, and the node's does not contain it, begin or end with it.
    """

    predicate: str
    operator: Comparison | TextMode
    of: str
    matches_missing: bool = False
    is_denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HasText:
    """A text contains another, begins or ends with it, letter for letter."""

    predicate: str
    mode: TextMode
    text: Param
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UidBeyond:
    """The node comes after another one in the order of uids, or before it."""

    uid: Param
    is_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBeyond:
    """The node comes after another one of a type, or before it: by a predicate's values, missing ones last, then uids.

    Attributes:
        predicate: None: the order is that of uids.
        uid: Of the other node. If there is no such node, nothing comes after or before it.
    """

    node_type: str
    predicate: str | None
    uid: Param
    is_after: bool
    is_descending: bool = False
    languages: tuple[str, ...] = ()


Existential = UidBeyond | OrderBeyond | Exists | IsSubject | RefersTo | CompareSubject | HasText
