"""Generated permissions, data and callers: what is seen and what may be written is what the naive evaluator says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import graphwright
from graphwright.model.caller import Caller, anonymous
from tests.reference.permissions import Node, World, Written

_types: Final = 4
_values: Final = {
    "note": ("String", ['"a"', '"ab"', '"b a"', '""', '"Ö"']),
    "score": ("Int", ["0", "1", "2", "3"]),
    "rating": ("Float", ["0.5", "1.5", "2"]),
    "public": ("Boolean", ["true", "false"]),
    "at": ("DateTime", ['"2020-01-01T00:00:00Z"', '"2021-06-01T12:00:00Z"']),
    "kind": ("Kind", ["LOW", "HIGH"]),
}
"""Values that every type has, and some of each as literals."""
_references: Final = {
    "User": {"groups": "Group", **{f"items{n}": f"Item{n}" for n in range(_types)}},
    "Group": {"members": "User"},
    **{f"Item{n}": {"owner": "User", "group": "Group"} for n in range(_types)},
}
_single: Final = ("owner", "group")
_operators: Final = {
    "String": ("", "not", "in", "not_in", "lt", "gte", "contains", "starts_with", "ends_with", "not_contains"),
    "Boolean": ("", "not"),
    "Kind": ("", "not", "in", "not_in"),
    **dict.fromkeys(("Int", "Float", "DateTime"), ("", "not", "in", "not_in", "lt", "lte", "gt", "gte")),
}
_fields: Final = " ".join(f"{name}: {type_}" for name, (type_, _) in _values.items())
_users, _groups, _items = ("u0", "u1", "u2"), ("g0", "g1"), ("i0", "i1", "i2", "i3")


class _Writer:
    """Writes one permission of a type, noting the variables that it uses."""

    def __init__(self, random: Random, type_name: str, ids: list[str]) -> None:
        self.random, self.type_name, self.ids = random, type_name, ids
        self.used: dict[str, str] = {}
        self.sources: tuple[str, ...] = ()

    def permission(self, operation: str) -> Written:
        random = self.random
        operations = (operation, *(["DELETE"] if operation == "READ" and random.random() < 0.3 else []))
        sources = {"READ": ("node",), "DELETE": ("node",), "UPDATE": ("node", "input"), "CREATE": ("input",)}
        self.used, self.sources = {}, sources[operation]
        fields = None
        if operation in ("CREATE", "UPDATE") and random.random() < 0.3:
            fields = ("key", *random.sample([*_values, "owner"], 4))
        if random.random() < 0.1:
            return Written(operations, fields=fields, needs_user=random.random() < 0.7)
        roots = " ".join(f"r{number}: {self.root()}" for number in range(random.choice((1, 1, 2))))
        words = re.findall(r"\$\w+", roots)
        declared = ", ".join(f"${name}: {type_}" for name, type_ in self.used.items() if f"${name}" in words)
        query = f"query({declared}) {{ {roots} }}" if declared else f"{{ {roots} }}"
        return Written(operations, query, fields, needs_user=random.random() < 0.1)

    def root(self) -> str:
        random = self.random
        type_name = random.choice((self.type_name, self.type_name, "User", "Group"))
        own = self.variable("ID", "node_id") if "node" in self.sources and type_name == self.type_name else None
        inner = self.filter(type_name, 2)
        if own is not None and random.random() < 0.8:
            inner = f"{{AND: [{{id: {own}}}, {inner}]}}"
        parts = [f"filter: {inner}"]
        if random.random() < 0.2:
            parts.append(f"skip: {random.choice((0, 1, 2))}")
        if random.random() < 0.2:
            parts.append(f'{random.choice(("after", "before"))}: "{random.choice(self.ids)}"')
        if random.random() < 0.3:
            parts.append(f"orderBy: {random.choice([*_values, 'id', 'key'])}_{random.choice(('ASC', 'DESC'))}")
        if random.random() < 0.1:
            parts.append(f"{random.choice(('first', 'last'))}: {random.choice((0, 1))}")
        return f"Some{type_name}Exists({', '.join(parts)})"

    def filter(self, type_name: str, depth: int) -> str:
        random = self.random
        members = dict(self.member(type_name, depth) for _ in range(random.choice((1, 1, 2))))
        if depth and random.random() < 0.3:
            inner = ", ".join(self.filter(type_name, depth - 1) for _ in range(2))
            members[random.choice(("AND", "OR"))] = f"[{inner}]"
        return "{" + ", ".join(f"{name}: {value}" for name, value in members.items()) + "}"

    def member(self, type_name: str, depth: int) -> tuple[str, str]:
        random = self.random
        if depth and random.random() < 0.5:
            name = random.choice([*_references[type_name]])
            far = _references[type_name][name]
            if name in _single:
                return name, "null" if random.random() < 0.15 else self.filter(far, depth - 1)
            return f"{name}_{random.choice(('some', 'every', 'none'))}", self.filter(far, depth - 1)
        if random.random() < 0.4:
            operator = random.choice(("", "_not", "_in", "_not_in"))
            value = self.id_of(type_name)
            return f"id{operator}", f"[{value}]" if operator.endswith("in") else value
        name = random.choice([*_values])
        kind, literals = _values[name]
        operator = random.choice(_operators[kind])
        named = f"{name}_{operator}" if operator else name
        if operator in ("in", "not_in"):
            return named, f"[{', '.join(random.sample(literals, 2))}]"
        if random.random() < 0.15:
            return named, "null"
        if random.random() < 0.4:
            return named, self.of_variable(name, kind)
        return named, random.choice(literals)

    def of_variable(self, name: str, kind: str) -> str:
        random = self.random
        if kind == "DateTime" and random.random() < 0.3:
            return self.variable("DateTime!", "now")
        source = random.choice(self.sources)
        is_required = source == "input" and random.random() < 0.3
        return self.variable(f"{kind}!" if is_required else kind, f"{source}_{name}")

    def id_of(self, type_name: str) -> str:
        random = self.random
        if type_name == "User" and random.random() < 0.6:
            return self.variable("ID", "user_id")
        if type_name == self.type_name and "node" in self.sources:
            return self.variable("ID", "node_id")
        return f'"{random.choice(self.ids)}"'

    def variable(self, type_: str, name: str) -> str:
        self.used.setdefault(name, "ID!" if type_ == "ID" else type_)
        if name == "now":
            self.used[name] = "DateTime!"
        return f"${name}"


def _values_of(random: Random) -> dict[str, str]:
    return {name: random.choice(literals) for name, (_, literals) in _values.items() if random.random() < 0.6}


def _written(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in values.items())


def _plain(literal: str) -> Any:
    if literal.startswith('"'):
        return literal[1:-1]
    if literal in ("true", "false"):
        return literal == "true"
    return literal if literal.isalpha() else float(literal) if "." in literal else int(literal)


_schema = f"""
enum Kind {{ LOW HIGH }}
type User {{ id: ID! key: String! @id {_fields} groups: [Group] @hasInverse(field: members)
  {" ".join(f"items{n}: [Item{n}] @hasInverse(field: owner)" for n in range(_types))} }}
type Group {{ id: ID! key: String! @id {_fields} members: [User] }}
"""
_item = f"{{ id: ID! key: String! @id {_fields} owner: User group: Group }}"


def _fill(database: graphwright.Database, random: Random) -> World:
    """The data, and the same as dicts."""
    nodes: dict[str, Node] = {}

    def add(type_name: str, key: str, edges: Mapping[str, str]) -> None:
        values = _values_of(random)
        linked = "".join(f', {name}: {{key: "{end}"}}' for name, end in edges.items())
        text = f'{{key: "{key}", {_written(values)}{linked}}}'.replace(", ,", ",")
        answer = database.graphql(
            f"mutation {{ add{type_name}(input: {text}) {{ {type_name[0].lower()}{type_name[1:]} {{ id }} }} }}"
        )
        [made] = next(iter(answer["data"].values()))[f"{type_name[0].lower()}{type_name[1:]}"]
        ends = {name: next(each["id"] for each in nodes.values() if each["key"] == end) for name, end in edges.items()}
        stored = {name: _plain(literal) for name, literal in values.items()}
        nodes[made["id"]] = {"id": made["id"], "type": type_name, "key": key, **stored, **ends}

    for key in _users:
        add("User", key, {})
    for key in _groups:
        add("Group", key, {})
    for number in range(_types):
        for key in _items:
            edges = {"owner": random.choice(_users), "group": random.choice(_groups)}
            add(f"Item{number}", f"{number}{key}", {n: end for n, end in edges.items() if random.random() < 0.7})
    for group in [node for node in nodes.values() if node["type"] == "Group"]:
        members = [user for user in nodes.values() if user["type"] == "User" and random.random() < 0.5]
        keys = ", ".join(f'{{key: "{user["key"]}"}}' for user in members)
        update = f'updateGroup(input: {{filter: {{key: {{eq: "{group["key"]}"}}}}, set: {{members: [{keys}]}}}})'
        assert "errors" not in database.graphql(f"mutation {{ {update} {{ numUids }} }}")
        group["members"] = [user["id"] for user in members]
        for user in members:
            user.setdefault("groups", []).append(group["id"])
    for node in [*nodes.values()]:
        if "owner" in node:
            nodes[node["owner"]].setdefault(f"items{node['type'][-1]}", []).append(node["id"])
    return World(nodes, _references)


class _Asking:
    """One type's permissions, asked for by one caller, beside what the evaluator says."""

    def __init__(self, world: World, written: list[Written], type_name: str, user: str | None) -> None:
        self.world, self.written, self.type_name, self.user = world, written, type_name, user
        self.nodes = [node for node in world.nodes.values() if node["type"] == type_name]

    def allows(self, operation: str, node: Node | None, values: Mapping[str, str], *mentioned: str) -> bool:
        variables: dict[str, Any] = {"user_id": self.user, "now": "2026-01-01T00:00:00Z"}
        if node is not None:
            variables |= {f"node_{name}": node.get(name) for name in ("id", "key", *_values)}
        variables |= {f"input_{name}": _plain(literal) for name, literal in values.items()}
        fields = frozenset((*values, *mentioned))
        return any(
            self.world.grants(each, operation, fields, variables, is_somebody=self.user is not None)
            for each in self.written
        )

    def seen(self) -> list[str]:
        return [node["key"] for node in self.nodes if self.allows("READ", node, {})]

    def changed(self, operation: str, keys: list[str], values: Mapping[str, str]) -> int | None:
        """How many nodes an update or delete is about; None where it is refused."""
        asked = [node for node in self.nodes if node["key"] in keys]
        failing = [node for node in asked if not self.allows(operation, node, values)]
        if any(self.allows("READ", node, {}) for node in failing):
            return None
        return len(asked) - len(failing)


def _number(answer: Mapping[str, Any]) -> int | None:
    if "errors" in answer:
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"], answer
        return None
    return int(next(iter(answer["data"].values()))["numUids"])


@pytest.fixture(scope="module")
def stores(kind_of_stores: str) -> str:
    return kind_of_stores


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
    phases=(Phase.generate,),  # a smaller seed is no smaller case
)
@given(seed=st.integers(0, 1 << 32))
def test_what_is_seen_and_written_is_what_the_permissions_say(stores: str, seed: int) -> None:
    random = Random(seed)
    with graphwright.open(":memory:") as database:
        names = [f"Item{number}" for number in range(_types)]
        database.alter(_schema + "\n".join(f"type {name} {_item}" for name in names))
        world = _fill(database, random)
        ids = [*world.nodes, "0xfffff"]
        written = {name: _permissions(random, name, ids) for name in names}
        ruled = (f"type {name} {' '.join(each.text() for each in written[name])} {_item}" for name in names)
        database.alter(_schema + "\n".join(ruled))
        users = [node["id"] for node in world.nodes.values() if node["type"] == "User"]
        for user in (None, *users[:2], "0xfffff"):
            caller = anonymous if user is None else Caller(claims={"sub": user})
            for name in names:
                _compare_with(database, caller, _Asking(world, written[name], name, user), random)


def _permissions(random: Random, type_name: str, ids: list[str]) -> list[Written]:
    operations = ["READ", "CREATE", "UPDATE", *random.choices(["READ", "CREATE", "UPDATE", "DELETE"], k=3)]
    return [_Writer(random, type_name, ids).permission(operation) for operation in operations]


def _compare_with(database: graphwright.Database, caller: Caller, asking: _Asking, random: Random) -> None:
    name, number, said = asking.type_name, asking.type_name[-1], [each.text() for each in asking.written]
    seen = asking.seen()
    order = random.choice(("", "order: {asc: key}, first: 9"))
    listed = f"({order})" if order else ""
    data = database.graphql(
        f"{{ query{name}{listed} {{ key }} aggregate{name} {{ count }} queryUser {{ items{number} {{ key }} }} }}",
        caller=caller,
    )["data"]
    assert sorted(node["key"] for node in data[f"query{name}"]) == sorted(seen), (said, caller.claims)
    assert (data[f"aggregate{name}"] or {"count": 0})["count"] == len(seen), said
    owned = [node["key"] for node in asking.nodes if "owner" in node and node["key"] in seen]
    assert sorted(node["key"] for user in data["queryUser"] for node in user[f"items{number}"]) == sorted(owned), said

    def run(mutation: str) -> int | None:
        return _number(database.graphql(f"mutation @dryRun {{ {mutation} {{ numUids }} }}", caller=caller))

    for _ in range(2):
        values, has_owner = _values_of(random), random.random() < 0.5
        owner = f', owner: {{key: "{random.choice(_users)}"}}' if has_owner else ""
        made = run(f'add{name}(input: {{key: "new", {_written(values)}{owner}}})'.replace(", ,", ","))
        mentioned = ("key", "owner") if has_owner else ("key",)
        # The variables of an input are given for the key too.
        allowed = asking.allows("CREATE", None, {**values, "key": '"new"'}, *mentioned)
        assert made == (1 if allowed else None), (said, caller.claims, values, owner)
        values = _values_of(random)
        keys = [node["key"] for node in random.sample(asking.nodes, 2)]
        found = f'filter: {{key: {{in: ["{keys[0]}", "{keys[1]}"]}}}}'
        if values:
            changed = run(f"update{name}(input: {{{found}, set: {{{_written(values)}}}}})")
            assert changed == asking.changed("UPDATE", keys, values), (said, caller.claims, keys, values)
        deleted = run(f"delete{name}({found})")
        assert deleted == asking.changed("DELETE", keys, {}), (said, caller.claims, keys)
