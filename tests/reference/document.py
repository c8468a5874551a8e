"""A GraphQL request made into a tree of selected fields: fragments merged, directives applied, arguments coerced.

In: the generated API, the text, the variables, the name of the operation. Out: `Prepared`. Raises `RequestError` for
all that refuses the whole request. Knows no data.
"""

import functools
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, parse
from graphql.language import ast

from .api import Api, ListOf, Named, NonNull, named_type
from .coercion import RequestError, from_json, from_literal
from .validation import ROOTS, validate, variable_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One field of the answer. `children` are in the order in which they appear in it."""

    response_name: str
    field_name: str
    arguments: dict[str, Any]
    children: tuple["Selected", ...]
    cascade: frozenset[str] | None = None
    """What nodes must have of what is selected, as `Type.field`; empty: everything; None: there is no cascade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    is_mutation: bool
    fields: tuple[Selected, ...]


def prepare(api: Api, query: str, variables: dict[str, Any] | None, operation_name: str | None) -> Prepared:
    try:
        document = _parsed(query)
    except GraphQLError as error:
        raise RequestError(error.message) from error
    messages = validate(api, document)
    if messages:
        raise RequestError("; ".join(messages))
    operation = _choose(document, operation_name)
    values = _variable_values(api, operation, variables or {})
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, ast.FragmentDefinitionNode)}
    collector = _Collector(api, fragments, values)
    root = ROOTS[operation.operation]
    return Prepared(is_mutation=root == "Mutation", fields=collector.collect([operation.selection_set], root))


@functools.lru_cache(maxsize=1000)
def _parsed(query: str) -> ast.DocumentNode:
    """A case is parsed once when it grows and once more when it is compared."""
    return parse(query)


def _choose(document: ast.DocumentNode, operation_name: str | None) -> ast.OperationDefinitionNode:
    operations = [each for each in document.definitions if isinstance(each, ast.OperationDefinitionNode)]
    if not operation_name:
        if len(operations) > 1:
            raise RequestError("an operation name is needed")
        return operations[0]
    for operation in operations:
        if operation.name and operation.name.value == operation_name:
            return operation
    raise RequestError(f"there is no operation {operation_name}")


def _variable_values(api: Api, operation: ast.OperationDefinitionNode, given: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        declared = variable_type(definition.type)
        if name in given:
            values[name] = from_json(api, given[name], declared, ("variable", name))
        elif definition.default_value is not None:
            values[name] = from_literal(api, definition.default_value, declared, {})
        elif isinstance(declared, NonNull):
            raise RequestError("must be defined", ("variable", name))
    return values


class _Collector:
    def __init__(self, api: Api, fragments: dict[str, ast.FragmentDefinitionNode], variables: dict[str, Any]) -> None:
        self.api = api
        self.fragments = fragments
        self.variables = variables

    def collect(
        self, selection_sets: list[ast.SelectionSetNode], parent: str, cascade: frozenset[str] | None = None
    ) -> tuple[Selected, ...]:
        groups: dict[str, list[ast.FieldNode]] = {}
        for selection_set in selection_sets:
            self._group(selection_set, groups)
        return tuple(self._selected(name, nodes, parent, cascade) for name, nodes in groups.items())

    def _group(self, selection_set: ast.SelectionSetNode, groups: dict[str, list[ast.FieldNode]]) -> None:
        for selection in selection_set.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, ast.FieldNode):
                name = selection.alias.value if selection.alias else selection.name.value
                groups.setdefault(name, []).append(selection)
            elif isinstance(selection, ast.FragmentSpreadNode):
                self._group(self.fragments[selection.name.value].selection_set, groups)
            elif isinstance(selection, ast.InlineFragmentNode):
                self._group(selection.selection_set, groups)

    def _included(self, selection: ast.SelectionNode) -> bool:
        for directive in selection.directives or ():
            if directive.name.value == "cascade":
                continue
            condition = (directive.arguments or ())[0].value
            value = from_literal(self.api, condition, NonNull(Named("Boolean")), self.variables)
            if value is (directive.name.value == "skip"):
                return False
        return True

    def _cascade(self, nodes: list[ast.FieldNode], parent: str, type_name: str) -> frozenset[str] | None:
        """The cascade that a field says itself. On a mutation it is one of everything in the payload."""
        for directive in (each for node in nodes for each in node.directives or () if each.name.value == "cascade"):
            value = [argument.value for argument in directive.arguments or ()]
            given = from_literal(self.api, value[0], ListOf(Named("String")), self.variables) if value else None
            names = [name for name in given or () if name is not None]
            for name in names:
                if name not in self.api.outputs[type_name]:
                    raise RequestError(f"cascade names the unknown field {name}")
            return frozenset() if parent == "Mutation" else frozenset(f"{type_name}.{name}" for name in names)
        return None

    def _selected(
        self, response_name: str, nodes: list[ast.FieldNode], parent: str, inherited: frozenset[str] | None
    ) -> Selected:
        first = nodes[0]
        if first.name.value == "__typename":
            return Selected(response_name=response_name, field_name="__typename", arguments={}, children=())
        output = self.api.outputs[parent][first.name.value]
        arguments = {
            argument.name.value: from_literal(
                self.api, argument.value, output.arguments[argument.name.value], self.variables
            )
            for argument in first.arguments or ()
        }
        _check_page(arguments)
        inner = [node.selection_set for node in nodes if node.selection_set]
        own = self._cascade(nodes, parent, named_type(output.type)) if inner else None
        cascade = inherited if own is None else own
        children = self.collect(inner, named_type(output.type), cascade) if inner else ()
        return Selected(
            response_name=response_name,
            field_name=first.name.value,
            arguments=arguments,
            children=children,
            cascade=cascade,
        )


def _check_page(arguments: dict[str, Any]) -> None:
    """The last n rows are those by id only."""
    if (arguments.get("first") or 0) < 0 and sort_keys(arguments.get("order")):
        raise RequestError("a negative first cannot be used with an order")


def sort_keys(order: dict[str, Any] | None) -> list[tuple[tuple[str, ...], bool]]:
    """(path, is descending) of an order with its `then`s, or its `by`; `asc` wins over a `desc` beside it.

    Behind a field that holds several nodes a path ends with `count`.
    """
    keys: list[tuple[tuple[str, ...], bool]] = []
    if order and order.get("by"):
        return [_related_key(element) for element in order["by"]]
    while order:
        if order.get("asc") is not None:
            keys.append(((order["asc"],), False))
        elif order.get("desc") is not None:
            keys.append(((order["desc"],), True))
        order = order.get("then")
    return keys


def _related_key(element: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
    ((name, inner),) = element.items()
    if not isinstance(inner, dict):
        return (name,), inner == "DESC"
    path, descending = _related_key(inner)
    return (name, *path), descending
