"""Tests of texts in plans: an index finds, a function of ours tests; a database that cannot call it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from graphwright import Database
from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import And, Condition, HasTokens, Param, TextTest
from graphwright.plan.conditions import lower_check, lower_driver
from graphwright.plan.scope import Environment, Node, Scope
from graphwright.storage.open import open_storage
from graphwright.storage.tables import Tables, memberships_table


@pytest.fixture
def environment() -> Iterator[Environment]:
    with Database.open(":memory:") as database:
        database.alter("type Film { title: String @search(by: [trigram]) }")
        catalog = database.newest().catalog
        yield Environment(catalog=catalog, tables=Tables(catalog), storage=open_storage(":memory:"))


def _itself(value: Any) -> Any:
    return value


_asked = Param(slot=0, convert=_itself, label="regexp")
_test = TextTest(predicate="Film.title", test="regexp", asked=_asked)
_tokens = HasTokens(predicate="Film.title", index="trigram", mode="all", lead=_asked)


def check(scope: Scope, condition: Condition) -> str:
    node = Node(scope=scope, uid=memberships_table.c.uid, base=memberships_table)
    return str(lower_check(node, condition))


def test_a_text_is_tested_by_a_function(environment: Environment) -> None:
    assert "gw_regexp" in check(environment.scope(), _test)


def test_the_index_drives_and_the_test_checks(environment: Environment) -> None:
    scope = environment.scope()
    assert lower_driver(scope, _tokens, "Film") is not None
    assert lower_driver(scope, _test, "Film") is None
    assert lower_driver(scope, And(parts=(_tokens, _test)), "Film") is None, "its parts are looked at one by one"


def test_a_database_without_functions_of_ours_refuses(environment: Environment) -> None:
    scope = environment.scope()
    scope.capabilities = replace(scope.capabilities, calls_python=False)
    with pytest.raises(NotSupportedYet, match=r"the filter of Film\.title \(regexp\) is not supported yet"):
        check(scope, _test)
