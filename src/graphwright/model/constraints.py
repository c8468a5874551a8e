"""What `@validate` asks of a field's values, and of the fields of a node together.

Out: `Constraint` and what is wrong with a value, in words. Pure. Does not know: fields, requests.
"""

from __future__ import annotations

import ipaddress
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import re2  # type: ignore[import-untyped]

from graphwright.model.values import StoredValue
from graphwright.records import dataclass

_patterns_kept_max: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Bounds of a value; None and empty mean that there is none.

    Attributes:
        pattern: RE2, which must match somewhere in the text; `^…$` asks for all of it.
        one_of: The only texts allowed.
        form: A name of `forms`.
    """

    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    one_of: tuple[str, ...] = ()
    form: str | None = None

    def problem(self, value: StoredValue) -> str | None:
        """What is wrong with a value, such as `is 3, the least allowed is 5`; None if nothing is."""
        if isinstance(value, int | float):
            return self._number_problem(value)
        return self._text_problem(value) if isinstance(value, str) else None

    def _number_problem(self, value: float) -> str | None:
        if self.minimum is not None and value < self.minimum:
            return f"is {value}, the least allowed is {_plain(self.minimum)}"
        if self.maximum is not None and value > self.maximum:
            return f"is {value}, the most allowed is {_plain(self.maximum)}"
        return None

    def _text_problem(self, value: str) -> str | None:
        if self.min_length is not None and len(value) < self.min_length:
            return f"has {len(value)} characters, the least allowed is {self.min_length}"
        if self.max_length is not None and len(value) > self.max_length:
            return f"has {len(value)} characters, the most allowed is {self.max_length}"
        if self.one_of and value not in self.one_of:
            return f"is {value!r:.100}, allowed are {', '.join(self.one_of)}"
        if self.pattern is not None and compiled(self.pattern).search(value) is None:
            return f"is {value!r:.100}, which does not match the pattern {self.pattern}"
        if self.form is not None and not forms[self.form](value):
            return f"is {value!r:.100}, which is no {self.form}"
        return None


comparisons: Final[Mapping[str, tuple[Callable[[Any, Any], bool], str]]] = {
    "lt": (operator.lt, "less than"),
    "le": (operator.le, "at most"),
    "gt": (operator.gt, "greater than"),
    "ge": (operator.ge, "at least"),
    "eq": (operator.eq, "equal to"),
    "ne": (operator.ne, "different from"),
}
"""What a field can be in comparison with another, and how that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """What `@validate` on a type asks of two of its fields.

    Attributes:
        operator: One of `comparisons`, which holds where one of the values is missing; or `requires`: where the field
            has a value the other has one too.
        message: What the schema wants to be said when it does not hold.
    """

    field: str
    operator: str
    other: str
    message: str | None = None

    def holds(self, value: Any, other: Any) -> bool:
        """Whether the values, None for a missing one, keep to it."""
        if self.operator == "requires":
            return value is None or other is not None
        return value is None or other is None or comparisons[self.operator][0](value, other)

    def told(self, type_name: str) -> str:
        """The rule in words."""
        asked = f"{type_name}.{self.other}"
        if self.operator == "requires":
            said = f"{type_name}.{self.field} needs {asked} beside it"
        else:
            said = f"{type_name}.{self.field} must be {comparisons[self.operator][1]} {asked}"
        return f"{said} (@validate)" if self.message is None else f"{self.message}: {said} (@validate)"


def _plain(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


@lru_cache(maxsize=_patterns_kept_max)
def compiled(pattern: str) -> Any:
    """A compiled pattern.

    Raises:
        re2.error: It is none.
    """
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: compiled(pattern).fullmatch(value) is not None


def _parses(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    def is_right(value: str) -> bool:
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return is_right


_label: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_host: Final = rf"{_label}(?:\.{_label})*"

forms: Final[Mapping[str, Callable[[str], bool]]] = {
    # As HTML's <input type=email> takes it.
    "email": _matches(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_host}"),
    "url": _matches(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]+[^\s]*"),
    "uuid": _matches(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "hostname": _matches(_host),
    "ipv4": _parses(ipaddress.IPv4Address),
    "ipv6": _parses(ipaddress.IPv6Address),
    "slug": _matches(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
}
"""What `format` can ask for, and how it is tested."""
