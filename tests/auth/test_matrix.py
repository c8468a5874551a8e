"""The matrix rule × path: whatever a rule hides is as if it were not there, on every way by which data leave or change.

Does not know: SQL, how rules are written down.
"""

from __future__ import annotations

from typing import Any

import pytest

import graphwright
from graphwright.model.caller import trusted
from tests.auth.matrix import answers, every, fill, own_payloads, reads, rulings, without

_nothing: Any = {"data": {"aggregateDoc": None}}


def _as_recorded(name: str, expected: Any, found: Any) -> Any:
    """A caller whom no role lets see anything is told no aggregate at all, be it of nothing."""
    if name == "aggregate of what is there" and found == _nothing and expected["data"]["aggregateDoc"]["count"] == 0:
        return _nothing
    if name == "aggregate of an interface" and found["data"]["aggregateItem"] is None:
        return {"data": {"aggregateItem": None}} if not expected["data"]["aggregateItem"]["count"] else expected
    return expected


@pytest.mark.parametrize("ruling", rulings)
def test_what_is_hidden_is_as_if_it_were_not_there(ruling: str) -> None:
    rule = rulings[ruling]
    with graphwright.open(":memory:") as database:
        fill(database, rule.schema())
        open_answers = answers(database, reads, trusted)
        for caller, visible in rule.sees:
            with graphwright.open(":memory:") as less:
                fill(less, rule.schema())
                without(less, every - visible)
                expected = answers(less, reads, trusted)
            found = answers(database, reads, caller)
            for name in reads:
                assert found[name] == _as_recorded(name, expected[name], found[name]), (name, caller.claims)
            # None of the paths is idle: each would show something of what is hidden here.
            if ruling == "ownership" and not visible & {"a1", "b1"}:
                assert [name for name in reads if found[name] == open_answers[name]] == [], caller.claims


@pytest.mark.parametrize("ruling", ["ownership", "two hops", "not", "of an interface", "of an interface and a type"])
@pytest.mark.parametrize("path", own_payloads)
def test_mutations_find_and_show_what_may_be_seen(ruling: str, path: str) -> None:
    rule = rulings[ruling]
    mutation = f"mutation {{ {own_payloads[path]} }}"
    for caller, visible in rule.sees[:2]:
        with graphwright.open(":memory:") as database, graphwright.open(":memory:") as less:
            for each in (database, less):
                fill(each, rule.schema("query update delete"))
            without(less, every - visible)
            expected, found = less.graphql(mutation), database.graphql(mutation, caller=caller)
            assert found == expected, caller.claims
            # Nothing of what is hidden has changed.
            hidden = {"keys": sorted(every - visible)}
            query = "query($keys: [String]) { queryItem(filter: {key: {in: $keys}}) { key size ... on Doc { text } } }"
            with graphwright.open(":memory:") as untouched:
                fill(untouched, rule.schema())
                assert database.graphql(query, hidden) == untouched.graphql(query, hidden)
