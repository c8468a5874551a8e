"""The tests of texts as SQL functions of one connection.

Does not know: what they test (`search/text_tests.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import apsw

from graphwright.search.collation import collation_key
from graphwright.search.patterns import tester
from graphwright.search.text_tests import function_name, text_tests


def add_text_functions(raw: apsw.Connection) -> None:
    """Makes each test callable: (what is asked, text) → 1, 0, or null for no text."""
    for name, test in text_tests.items():
        function = _regexp_test() if name == "regexp" else _nullable(test)
        raw.create_scalar_function(function_name(name), function, 2, deterministic=True)
    key: Any = _collation_key_or_none  # what SQL gives it is only known when it is called
    raw.create_scalar_function("gw_collation_key", key, 2, deterministic=True)


def _collation_key_or_none(language: str, text: str | None) -> str | None:
    return None if text is None else collation_key(language, text)


def _nullable(test: Callable[[str, str], bool]) -> Callable[..., int | None]:
    def tested(asked: str, text: str | None) -> int | None:
        return None if text is None else int(test(asked, text))

    return tested


def _regexp_test() -> Callable[..., bool | None]:
    """`matches_regexp` for many texts in turn: the expression is looked up when it changes."""
    last: str | None = None
    search = tester("")

    def tested(asked: str, text: str | None) -> bool | None:
        nonlocal last, search
        if text is None:
            return None
        if asked != last:
            search = tester(asked)
            last = asked
        return search(text.encode()) is not None

    return tested
