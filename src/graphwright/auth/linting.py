"""What a schema's rules leave open, or make slow: warnings for `graphwright schema lint`.

In: the API and its compiled rules. Out: warnings with places. Does not know: what is stored, who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphql import FieldNode, ObjectFieldNode, ObjectValueNode, ValueNode, VariableNode, Visitor, visit

from graphwright.auth.rules import CompiledRule, QueryLeaf, Rules, rule_leaves
from graphwright.model.api import ApiSchema, ApiType, AuthRuleText, AuthRuleTree
from graphwright.records import dataclass
from graphwright.schema.generation.auth_directive import update_after

_operations: Final = ("query", "add", "update", "delete")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWarning:
    """Something to look at; the schema is valid all the same."""

    line: int
    column: int
    text: str


def lint_rules(api: ApiSchema, rules: Rules) -> list[RuleWarning]:
    """The warnings, in the order of the schema."""
    found = [warning for api_type in api.types.values() for warning in _of_type(api, rules, api_type)]
    return sorted(found, key=lambda warning: (warning.line, warning.column))


def _of_type(api: ApiSchema, rules: Rules, api_type: ApiType) -> Iterator[RuleWarning]:
    name = api_type.name
    permitted = rules.permissions.by_type if rules.permissions is not None else {}
    if not rules.denies_the_rest and not api.implementations(name):
        unruled = [one for one in _operations if name not in rules.by_operation.get(one, {})]
        unruled = [one for one in unruled if getattr(api_type.generates, one) or one == "query"]
        if unruled and name not in permitted:
            yield _at(api_type, f"{name} has no rule for {', '.join(unruled)}: everybody may do that")
    ruled = rules.by_operation.get("update", {}).get(name)
    is_after = name in rules.by_operation.get(update_after, {})
    if ruled is not None and "update" in api_type.auth and _asks(ruled) and not is_after:
        text = f"{name} has a rule for update and none for updateAfter: who may update a node may give it away"
        yield _at(api_type, text)
    for operation, written in api_type.auth.items():
        yield from _scans(api_type, operation, written, rules)
    for member in api_type.fields.values():
        if member.declared_in in ("", name) and "query" in member.auth and "update" not in member.auth:
            text = f"{name}.{member.name} has a rule for query and none for update: who may update {name} may write it"
            yield RuleWarning(line=member.line, column=member.column, text=text)


def _at(api_type: ApiType, text: str) -> RuleWarning:
    return RuleWarning(line=api_type.line, column=api_type.column, text=text)


def _asks(rule: CompiledRule) -> bool:
    """Whether a rule asks about the node, so that an update can change what it says."""
    return any(isinstance(leaf, QueryLeaf) for leaf in rule_leaves(rule))


# ---- rules without an index -----------------------------------------------------------------------


def _scans(
    api_type: ApiType, operation: str, written: AuthRuleTree | AuthRuleText, rules: Rules
) -> Iterator[RuleWarning]:
    if isinstance(written, AuthRuleTree):
        for part in written.rules:
            yield from _scans(api_type, operation, part, rules)
        return
    leaf = rules.leaf_at(written)
    if isinstance(leaf, QueryLeaf) and operation in ("query", "update", "delete") and not _is_sought(leaf):
        text = f"no index finds what this rule for {operation} of {api_type.name} lets through: it looks at every node"
        yield RuleWarning(line=written.line, column=written.column, text=text)


def _is_sought(leaf: QueryLeaf) -> bool:
    """Whether a filter of a rule names a value, by whose index nodes are found."""
    found: list[bool] = []

    class Finder(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            found.extend(_names_value(given.value) for given in node.arguments or () if given.name.value == "filter")

    visit(leaf.document, Finder())
    return any(found)


def _names_value(node: ValueNode) -> bool:
    if isinstance(node, VariableNode):
        return True
    return isinstance(node, ObjectValueNode) and any(_is_positive(field) for field in node.fields)


def _is_positive(field: ObjectFieldNode) -> bool:
    name = field.name.value
    if name in ("has", "not", "none", "every"):
        return False
    if name == "or":
        values = getattr(field.value, "values", (field.value,))
        return all(_names_value(value) for value in values)
    if name == "and":
        values = getattr(field.value, "values", (field.value,))
        return any(_names_value(value) for value in values)
    if isinstance(field.value, ObjectValueNode) and {"some", "none", "every", "count"} & _names(field.value):
        return any(_is_positive(inner) for inner in field.value.fields if inner.name.value == "some")
    return True


def _names(node: ObjectValueNode) -> set[str]:
    return {field.name.value for field in node.fields}
