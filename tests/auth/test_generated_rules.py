"""Generated rules, data and callers: what is visible is what the naive evaluator says."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphwright
from graphwright.model.caller import Caller
from tests.reference.rules import Asks, Joined, Role, Rule

_types = 6
_names = ("ann", "bob", "eve")
_keys = ("k0", "k1", "k2", "k3", "k4")
_leaves = st.one_of(
    st.builds(Role, st.just("ROLE"), st.just("eq"), st.sampled_from(["A", "B"])),
    st.builds(Role, st.just("ROLE"), st.just("in"), st.sampled_from([["A"], ["A", "B"], []])),
    st.builds(Asks, st.just("owner"), st.just("eq"), claim=st.just("USER"), far=st.integers(0, 2)),
    st.builds(Asks, st.just("size"), st.just("ge"), claim=st.just("LEVEL"), far=st.integers(0, 1)),
    st.builds(Asks, st.just("size"), st.sampled_from(["eq", "lt"]), st.integers(0, 4), far=st.integers(0, 1)),
    st.builds(Asks, st.sampled_from(["owner", "size", "key"]), far=st.integers(0, 1)),
)


def _joined(rules: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(rules, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Joined, st.just("not"), st.tuples(rules)), st.builds(Joined, st.sampled_from(["and", "or"]), several)
    )


_rules: st.SearchStrategy[Rule] = st.recursive(_leaves, _joined, max_leaves=5)
_node = st.fixed_dictionaries(
    {}, optional={"owner": st.sampled_from(_names), "size": st.integers(0, 4), "parent": st.sampled_from(_keys)}
)
_claims = st.fixed_dictionaries(
    {},
    optional={
        "USER": st.sampled_from(_names),
        "ROLE": st.sampled_from(["A", "B", "C", ["B", "C"], []]),
        "LEVEL": st.sampled_from([0, 2, 4, "no number", None]),
    },
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(
    st.lists(_rules, min_size=_types, max_size=_types),
    st.lists(_node, min_size=len(_keys), max_size=len(_keys)),
    st.lists(_claims, min_size=4, max_size=4),
)
def test_what_is_visible_is_what_the_rules_say(
    rules: list[Rule], given_nodes: list[dict[str, Any]], callers: list[dict[str, Any]]
) -> None:
    nodes = {key: {"key": key, **node} for key, node in zip(_keys, given_nodes, strict=True)}
    schema = "\n".join(
        f"type T{number} @auth(query: {rule.text(f'T{number}')}) {{ key: String! @id "
        f"owner: String @search(by: [hash]) size: Int @search parent: T{number} }}"
        for number, rule in enumerate(rules)
    )
    with graphwright.open(":memory:") as database:
        database.alter(schema)
        alone = [{"key": key} for key in _keys]
        full = [{**node, "parent": {"key": node["parent"]}} if "parent" in node else node for node in nodes.values()]
        for number in range(_types):
            for upsert, listed in (("", alone), ("upsert: true, ", full)):
                mutation = f"mutation($x: [AddT{number}Input!]!) {{ addT{number}({upsert}input: $x) {{ numUids }} }}"
                assert "errors" not in database.graphql(mutation, {"x": listed})
        roots = (
            f"T{number}: queryT{number}(order: {{asc: key}}) {{ key parent {{ key }} }}" for number in range(_types)
        )
        query = f"{{ {' '.join(roots)} }}"
        for claims in callers:
            found = database.graphql(query, caller=Caller(claims=claims))["data"]
            for number, rule in enumerate(rules):
                seen = {key for key, node in nodes.items() if rule.holds(nodes, node, _fitting(claims)) is True}
                expected = [
                    {"key": key, "parent": {"key": nodes[key]["parent"]} if nodes[key].get("parent") in seen else None}
                    for key in _keys
                    if key in seen
                ]
                assert found[f"T{number}"] == expected, (rule, claims)


def _fitting(claims: dict[str, Any]) -> dict[str, Any]:
    """A claim of another type than its variable is none."""
    return {name: value for name, value in claims.items() if not (name == "LEVEL" and not isinstance(value, int))}
