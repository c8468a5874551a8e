"""Tests of a text that SQL has no words for: the database calls a function of ours.

Where it cannot, `verifying.py` has put what passes in the place of the test.

Does not know: what the tests do (`search/text_tests.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Integer, case, false, func
from sqlalchemy.sql import ColumnElement

from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import TextTest
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind
from graphwright.plan.scope import Node, Scope
from graphwright.search.text_tests import function_name, slow_tests
from graphwright.storage.elements import Holds, MayHold

AnyValue = Callable[[Node, Predicate, Callable[[Any], Any], tuple[str, ...]], ColumnElement[Any]]


def check_text(node: Node, condition: TextTest, any_value: AnyValue) -> ColumnElement[Any]:
    """Whether the text, or any one of a list's, passes.

    Raises:
        NotSupportedYet: The database cannot call our functions, and nobody took the test out (`verifying.py`).
    """
    scope = node.scope
    return any_value(node, scope.predicate(condition.predicate), text_test(scope, condition), condition.languages)


def text_test(scope: Scope, condition: TextTest) -> Callable[[Any], ColumnElement[Any]]:
    """The test of one text; the database looks itself before for what passing texts hold, if that is known.

    Raises:
        NotSupportedYet: As `check_text`.
    """
    refuse_test(scope, condition.predicate, condition.test)
    scope.is_slow = scope.is_slow or condition.test in slow_tests
    asked = scope.parameter(condition.asked, ValueKind.STRING)
    function, before = getattr(func, function_name(condition.test)), may_pass(scope, condition)

    def test(text: Any) -> ColumnElement[Any]:
        passes: ColumnElement[Any] = function(asked, text, type_=Integer) == 1
        # In this order: a call costs much more.
        return passes if before is None else case((before(text), passes), else_=false())

    return test


def may_pass(scope: Scope, condition: TextTest) -> Callable[[Any], ColumnElement[Any]] | None:
    """What a text that passes holds, which is looked for before the test is done; None: nothing is known."""
    if condition.run is not None:
        run = scope.parameter(condition.run, ValueKind.STRING)
        return lambda text: Holds(text, run)
    if not condition.holds:
        return None
    parts = [scope.parameter(part, ValueKind.STRING) for part in condition.holds]
    return lambda text: MayHold(text, parts)


def refuse_test(scope: Scope, predicate: str, test: str) -> None:
    """Refuses a test that the database would have to call Python for and cannot."""
    if not scope.capabilities.calls_python:
        raise NotSupportedYet(
            f"the filter of {predicate} ({test}) is not supported yet in this place on this database; it is on SQLite"
        )
