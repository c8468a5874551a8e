"""Whether a document breaks a rule of graphql-core: the rules themselves, led through it by a shorter way.

graphql-core's own way (`validate`) can change documents as it goes, keeps paths, and looks up for each document which
rule is about which kind of nodes; that was two thirds of its time. Here this is looked up once, and the first error
ends the walk: what the errors are is then asked of `validate`. In: rules, a generated schema, a syntax tree. Out: yes
or no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    ValidationContext,
    VariableNode,
    assert_valid_schema,
)
from graphql.language import BREAK, SKIP, ast
from graphql.language.ast import QUERY_DOCUMENT_KEYS
from graphql.validation.validate import FragmentNestingVisitor
from graphql.validation.validation_context import NodeWithSelectionSet, VariableUsage

_Visit = Callable[..., Any]

_unvisited: Final = {"description", "name", "alias"}
"""Members of nodes that no rule and no type information is about: names have no directives."""
_kinds: Final = {each.kind for each in vars(ast).values() if isinstance(each, type) and issubclass(each, Node)}
_members: Final = {
    kind: tuple(member for member in QUERY_DOCUMENT_KEYS.get(kind, ()) if member not in _unvisited) for kind in _kinds
}


class _Broken(Exception):
    """A rule is broken."""


class Walker:
    """Knows which rules are about which kinds of nodes."""

    def __init__(self, rules: Sequence[type[ASTValidationRule]]) -> None:
        self._rules: tuple[type[ASTValidationRule], ...] = tuple(rules)
        self._enter = {kind: _visits(self._rules, "enter", kind) for kind in _members}
        self._leave = {kind: _visits(self._rules, "leave", kind) for kind in _members}

    def is_valid(self, schema: GraphQLSchema, document: DocumentNode) -> bool:
        """Whether no rule is broken, and no bound of graphql-core met."""
        assert_valid_schema(schema)
        context = _Context(schema, document)
        made: list[Any] = [rule(context) for rule in self._rules]
        walk = _Walk(context.type_info, self._enter, self._leave, made)
        try:
            _check_nesting(document)
            walk.visit(document, None)
        except (_Broken, GraphQLError, RecursionError):
            return False
        return True


def _check_nesting(document: DocumentNode) -> None:
    """Raises RecursionError where fragments nest deeper than rules may follow, as graphql-core does at first."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    if fragments:
        nesting = FragmentNestingVisitor(fragments)
        for definition in document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                nesting.enter_fragment_definition(definition)
            elif isinstance(definition, OperationDefinitionNode):
                nesting.enter_operation_definition(definition)


def _break(_error: GraphQLError) -> NoReturn:
    raise _Broken


def _visits(rules: Sequence[type[ASTValidationRule]], moment: str, kind: str) -> tuple[tuple[int, _Visit], ...]:
    """The number of each rule that is about a kind of nodes, and its function."""
    about_any = ((rule, getattr(rule, moment, None)) for rule in rules)
    found = enumerate(getattr(rule, f"{moment}_{kind}", function) for rule, function in about_any)
    return tuple((number, function) for number, function in found if function is not None)


_over: Final = (BREAK, True)
"""What a rule says that has done with the whole document."""


class _Walk:
    """One walk through one document."""

    __slots__ = ("_ancestors", "_enter", "_leave", "_made", "_skipped", "_skips", "_types")

    def __init__(self, types: TypeInfo, enter: Any, leave: Any, made: Sequence[Any]) -> None:
        self._types = types
        self._enter = enter
        self._leave = leave
        self._made = made
        self._skips = [False] * len(made)
        self._skipped: list[tuple[Node, int]] = []
        self._ancestors: list[Any] = []

    def visit(self, node: Node, parent: object) -> None:
        """Rules get what graphql-core gives them, but for key and path, which none asks for."""
        kind = node.kind
        skips, made, ancestors = self._skips, self._made, self._ancestors
        _enter_types(self._types, node, kind)
        for number, function in self._enter[kind]:
            if not skips[number]:
                said = function(made[number], node, None, parent, None, ancestors)
                if said is not None:
                    skips[number] = True
                    if said is SKIP or said is False:  # until this node is left; otherwise for good
                        self._skipped.append((node, number))
        self._visit_inner(node, parent)
        for number, function in self._leave[kind]:
            # What is left cannot be skipped: a rule that says SKIP of one node is asked about the next all the same.
            if not skips[number] and function(made[number], node, None, parent, None, ancestors) in _over:
                skips[number] = True
        while self._skipped and self._skipped[-1][0] is node:
            skips[self._skipped.pop()[1]] = False
        _leave_types(self._types, kind)

    def _visit_inner(self, node: Node, parent: object) -> None:
        ancestors = self._ancestors
        if parent is not None:
            ancestors.append(parent)
        for member in _members[node.kind]:
            value = getattr(node, member)
            if value.__class__ is tuple:
                ancestors.append(node)
                for each in value:
                    self.visit(each, value)
                ancestors.pop()
            elif value is not None:
                self.visit(value, node)
        if parent is not None:
            ancestors.pop()


class _Context(ValidationContext):
    """Finds the variables that a definition uses by a shorter way, too."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.type_info = TypeInfo(schema)
        super().__init__(schema, document, self.type_info, _break)
        self._usages: dict[int, list[VariableUsage]] = {}
        self._is_single = not any(isinstance(each, FragmentDefinitionNode) for each in document.definitions)

    def get_recursive_variable_usages(self, operation: OperationDefinitionNode) -> list[VariableUsage]:
        """As graphql-core's, which hashes all of the operation to remember them."""
        if self._is_single:
            return self.get_variable_usages(operation)
        return super().get_recursive_variable_usages(operation)

    def get_variable_usages(self, node: NodeWithSelectionSet) -> list[VariableUsage]:
        """As graphql-core's; fragments cannot have variables of their own here."""
        usages = self._usages.get(id(node))
        if usages is None:
            usages = self._usages[id(node)] = []
            self._collect(node, usages)
        return usages

    def _collect(self, node: Node, usages: list[VariableUsage]) -> None:
        kind = node.kind
        types = self.type_info
        _enter_types(types, node, kind)
        if isinstance(node, VariableNode):
            of_type, of_parent = types.get_input_type(), types.get_parent_input_type()
            usages.append(VariableUsage(node, of_type, of_parent, types.get_default_value(), None))
        for member in _members[kind]:
            if member == "variable_definitions":
                continue
            value = getattr(node, member)
            if value.__class__ is tuple:
                for each in value:
                    self._collect(each, usages)
            elif value is not None:
                self._collect(value, usages)
        _leave_types(types, kind)


def _enter_types(types: TypeInfo, node: Node, kind: str) -> None:
    function = _types_enter[kind]
    if function is not None:
        function(types, node)


def _leave_types(types: TypeInfo, kind: str) -> None:
    function = _types_leave[kind]
    if function is not None:
        function(types)


_types_enter: Final[dict[str, _Visit | None]] = {kind: getattr(TypeInfo, f"enter_{kind}", None) for kind in _members}
_types_leave: Final[dict[str, _Visit | None]] = {kind: getattr(TypeInfo, f"leave_{kind}", None) for kind in _members}
