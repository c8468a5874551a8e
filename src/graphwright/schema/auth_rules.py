"""`@auth` of a type or field → its rule trees, uncompiled.

In: a type or field whose `@auth` has kept `rules/auth_shape.py`. Out: per operation a tree whose leaves are rule
texts with their places. Does not know: what a rule text says (`auth/` compiles it).
"""

from __future__ import annotations

from collections.abc import Mapping

from graphql import ConstValueNode, ListValueNode, ObjectValueNode, StringValueNode

from graphwright.model.api import AuthRuleText, AuthRuleTree
from graphwright.schema.declarations import FieldDeclaration, TypeDeclaration, place_of

connectives = ("and", "or", "not")


def read_auth_rules(declared: TypeDeclaration | FieldDeclaration) -> Mapping[str, AuthRuleTree | AuthRuleText]:
    """The rule of each operation that `@auth` names."""
    use = declared.directive("auth")
    return {} if use is None else {operation: _read_rule(node) for operation, node in use.arguments.items()}


def _read_rule(node: ConstValueNode) -> AuthRuleTree | AuthRuleText:
    assert isinstance(node, ObjectValueNode) and len(node.fields) == 1, "rules/auth_shape.py checks it"
    name, value = node.fields[0].name.value, node.fields[0].value
    if name == "rule":
        assert isinstance(value, StringValueNode)
        place = place_of(value)
        return AuthRuleText(text=value.value, line=place.line, column=place.column)
    elements = value.values if isinstance(value, ListValueNode) else (value,)
    return AuthRuleTree(connective=name, rules=tuple(_read_rule(element) for element in elements))
