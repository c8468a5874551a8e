"""Tests of a text that SQL has no words for: the database calls a function of ours.

Does not know: what the tests do (`search/text_tests.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Integer, func
from sqlalchemy.sql import ColumnElement

from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import TextTest
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node
from graphwright.search.text_tests import function_name

AnyValue = Callable[[Node, Predicate, Callable[[Any], Any], tuple[str, ...]], ColumnElement[Any]]


def check_text(node: Node, condition: TextTest, any_value: AnyValue) -> ColumnElement[Any]:
    """Whether the text, or any one of a list's, passes.

    Raises:
        NotSupportedYet: The database cannot call our functions.
    """
    scope = node.scope
    if not scope.capabilities.calls_python:
        raise NotSupportedYet(
            f"the filter of {condition.predicate} ({condition.test}) is not supported yet on this database; "
            "it is on SQLite"
        )
    asked = scope.parameter(condition.asked, ValueKind.STRING)
    test = getattr(func, function_name(condition.test))

    def passes(text: Any) -> ColumnElement[Any]:
        return test(asked, text, type_=Integer) == 1  # type: ignore[no-any-return]

    return any_value(node, scope.predicate(condition.predicate), passes, condition.languages)
