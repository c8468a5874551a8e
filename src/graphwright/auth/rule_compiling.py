"""`@auth` rules: compiled at alter.

In: the schema's rule texts, its permissions. Out: `Rules`. Does not know: callers, conditions, SQL.
"""

from __future__ import annotations

import re
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLID,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    parse_value,
    type_from_ast,
    validate,
    value_from_ast_untyped,
    visit,
)
from graphql.error import GraphQLError

from graphwright.auth.permissions import Permissions, compile_permissions
from graphwright.auth.readable_fields import check_readable_fields, readable_fields
from graphwright.auth.rules import (
    CompiledRule,
    Connected,
    PermissionLeaf,
    QueryLeaf,
    RoleLeaf,
    Rules,
    nobody,
    rule_leaves,
)
from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiSchema, ApiType, AuthRuleText, AuthRuleTree
from graphwright.schema.bindings import TreeField


def compile_rules(api: ApiSchema | None, schema: GraphQLSchema | None, *, is_strict: bool = False) -> Rules:
    """Compiles the rules of a schema.

    Args:
        is_strict: A role of a claim that is missing is not held, as in the reference, instead of unknown.

    Raises:
        ErrorList: A rule is not understood; errors carry the rule's place in the schema.
    """
    if api is None or schema is None:
        return Rules()
    errors: list[GraphwrightError] = []
    own: dict[tuple[str, str], CompiledRule] = {}
    for api_type in api.types.values():
        for operation, rule in api_type.auth.items():
            try:
                own[operation, api_type.name] = _compile(rule, api_type, schema)
            except ErrorList as found:
                errors += found.errors
    by_field = _compile_field_rules(api, schema, errors)
    permissions = _compile_permissions(api, errors)
    if errors:
        raise ErrorList(errors)
    if permissions is not None:
        _join_readable(own, by_field, permissions)
    by_operation: dict[str, dict[str, CompiledRule]] = {} if permissions is None else {"query": {}}
    for operation in dict.fromkeys(operation for operation, _ in own):
        for api_type in api.types.values():
            concerned = [own[operation, name] for name in _ruling(api_type, operation) if (operation, name) in own]
            if concerned:
                joined = Connected(connective="and", parts=tuple(concerned))
                by_operation.setdefault(operation, {})[api_type.name] = concerned[0] if len(concerned) == 1 else joined
    if api.authorization is not None and api.authorization.deny_by_default:
        _deny_the_rest(by_operation, api, permissions)
    of_fields = [rule for ruled in by_field.values() for rule in ruled.values()]
    leaves = [leaf for rule in (*own.values(), *of_fields) for leaf in rule_leaves(rule)]
    asked = [claim for leaf in leaves if isinstance(leaf, QueryLeaf) for claim in leaf.claims]
    if permissions is not None:
        asked.append((permissions.user_claim, GraphQLID))
    claims = {(name, str(type_)): (name, type_) for name, type_ in asked}
    return Rules(
        by_operation=by_operation,
        by_field=by_field,
        api=api,
        schema=schema,
        _roles=tuple(leaf for leaf in leaves if isinstance(leaf, RoleLeaf)),
        _claims=tuple(claims.values()),
        is_strict=is_strict,
        permissions=permissions,
    )


def _compile_field_rules(
    api: ApiSchema, schema: GraphQLSchema, errors: list[GraphwrightError]
) -> dict[str, dict[str, CompiledRule]]:
    """The rules on fields by predicate: also where another field reads it."""
    found: dict[str, dict[str, CompiledRule]] = {}
    for api_type in api.types.values():
        for member in api_type.fields.values():
            for operation, rule in member.auth.items() if member.declared_in in ("", api_type.name) else ():
                try:
                    compiled = _compile(rule, api_type, schema)
                except ErrorList as wrong:
                    errors += wrong.errors
                    continue
                ruled = found.setdefault(operation, {})
                before = ruled.get(member.predicate)
                both = compiled if before is None else Connected(connective="and", parts=(before, compiled))
                ruled[member.predicate] = both
    return found


def _compile_permissions(api: ApiSchema, errors: list[GraphwrightError]) -> Permissions | None:
    try:
        permissions = compile_permissions(api)
        if permissions is not None:
            errors += check_readable_fields(permissions)
        return permissions
    except ErrorList as found:
        errors += found.errors
    except SchemaError as found:
        errors.append(found)
    return None


def _join_readable(
    own: dict[tuple[str, str], CompiledRule], by_field: dict[str, dict[str, CompiledRule]], permissions: Permissions
) -> None:
    """What READ permissions say, as a rule: one of them must grant, beside the type's own rule."""
    for name, given in permissions.by_type.items():
        leaves = tuple(PermissionLeaf(permission=each) for each in given if "READ" in each.permission.operations)
        readable = Connected(connective="or", parts=leaves)
        rule = own.get(("query", name))
        own["query", name] = readable if rule is None else Connected(connective="and", parts=(rule, readable))
        # What checks a password shows the node too.
        if permissions.api.types[name].secret is not None:
            rule = own.get(("password", name))
            own["password", name] = readable if rule is None else Connected(connective="and", parts=(rule, readable))
    for predicate, given in readable_fields(permissions).items():
        shown = Connected(connective="or", parts=tuple(PermissionLeaf(permission=each) for each in given))
        ruled = by_field.setdefault("query", {})
        rule = ruled.get(predicate)
        ruled[predicate] = shown if rule is None else Connected(connective="and", parts=(rule, shown))


def _deny_the_rest(
    by_operation: dict[str, dict[str, CompiledRule]], api: ApiSchema, permissions: Permissions | None
) -> None:
    """Types without a rule for an operation get one that nobody passes; what has permissions is ruled by them."""
    ruled = {} if permissions is None else permissions.by_type
    for operation in ("query", "add", "update", "delete", "password"):
        governed = by_operation.setdefault(operation, {})
        for name, api_type in api.types.items():
            # Nodes of an interface are ruled as what they are.
            is_ruled = name in governed or name in ruled or bool(api.implementations(name))
            if not is_ruled and (operation != "password" or api_type.secret is not None):
                governed[name] = nobody


def _ruling(api_type: ApiType, operation: str) -> tuple[str, ...]:
    """Whose rules are joined for nodes of a type. A password is a type's own, as its rule."""
    return (api_type.name,) if operation == "password" else (api_type.name, *api_type.interfaces)


def _compile(rule: AuthRuleTree | AuthRuleText, owner: ApiType, schema: GraphQLSchema) -> CompiledRule:
    if isinstance(rule, AuthRuleTree):
        return Connected(connective=rule.connective, parts=tuple(_compile(part, owner, schema) for part in rule.rules))
    if rule.text.lstrip().startswith("{"):
        return _compile_role(rule)
    return _compile_query(rule, owner, schema)


def _wrong(rule: AuthRuleText, message: str) -> ErrorList:
    return ErrorList([SchemaError(f"@auth: {message}", line=rule.line, column=rule.column)])


def _compile_role(rule: AuthRuleText) -> RoleLeaf:
    """`{$CLAIM: {eq | in: …}}`, a GraphQL-like value."""
    text = rule.text.strip()
    name, separator, rest = text[1:].lstrip().partition(":")
    if not name.startswith("$") or not separator:
        raise _wrong(rule, 'a role rule is written {$CLAIM: {eq: "value"}}')
    try:
        value = value_from_ast_untyped(parse_value(rest.rstrip().removesuffix("}")))
    except GraphQLError as error:
        raise _wrong(rule, f"the role rule cannot be read: {error.message}") from None
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in ("eq", "in", "regexp"):
        raise _wrong(rule, "a role rule takes one operator: eq, in or regexp")
    operator, operand = next(iter(value.items()))
    if operator == "in" and not isinstance(operand, list):
        raise _wrong(rule, "the operator `in` takes a list")
    if operator == "regexp":
        operand = _read_regexp(rule, operand)
    return RoleLeaf(claim=name.strip()[1:], operator=operator, operand=operand)


def _read_regexp(rule: AuthRuleText, operand: Any) -> re.Pattern[str]:
    if not isinstance(operand, str):
        raise _wrong(rule, "the operator `regexp` takes a string")
    try:
        return re.compile(operand)
    except re.error as error:
        raise _wrong(rule, f"the regular expression {operand!r} cannot be read: {error}") from None


def _compile_query(rule: AuthRuleText, owner: ApiType, schema: GraphQLSchema) -> QueryLeaf:
    try:
        document = parse(rule.text)
    except GraphQLError as error:
        raise _wrong(rule, f"the rule is no GraphQL query: {error.message}") from None
    found = validate(schema, document)
    if found:
        raise _wrong(rule, found[0].message)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1 or len(document.definitions) != 1:
        raise _wrong(rule, "a rule is one query without fragments")
    operation = operations[0]
    roots = operation.selection_set.selections
    if len(roots) != 1 or not isinstance(roots[0], FieldNode) or roots[0].name.value != f"query{owner.name}":
        raise _wrong(rule, f"a rule of {owner.name} asks query{owner.name} and nothing else")
    tree = _tree_in(document, schema)
    if tree is not None:
        raise _wrong(rule, f"{tree} is a tree, which cannot stand in a rule; ask for the references themselves")
    claims = tuple(
        (definition.variable.name.value, type_from_ast(schema, definition.type))
        for definition in operation.variable_definitions or ()
    )
    return QueryLeaf(
        document=document, operation=operation, claims=claims, type_name=owner.name, place=(rule.line, rule.column)
    )


def _tree_in(document: DocumentNode, schema: GraphQLSchema) -> str | None:
    """The name of a field asked for that follows a reference again and again."""
    info = TypeInfo(schema)
    finder = _TreeFinder(info)
    visit(document, TypeInfoVisitor(info, finder))
    return finder.found[0] if finder.found else None


class _TreeFinder(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        definition = self._info.get_field_def()
        if definition is not None and isinstance(definition.extensions.get("binding"), TreeField):
            self.found.append(node.name.value)
