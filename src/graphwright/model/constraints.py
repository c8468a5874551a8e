"""What `@validate` asks of a field's values.

Out: `Constraint` and what is wrong with a value, in words. Pure. Does not know: fields, requests.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import re2  # type: ignore[import-untyped]

from graphwright.model.values import StoredValue

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
