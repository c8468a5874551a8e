"""The rules of the GraphQL specification that a document must keep before it runs, as far as the API can break them.

In: `Api`, a parsed document. Out: messages, none for a valid document. Introspection, subscriptions and Dgraph's own
directives are not known here: they raise `OutOfScope`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graphql.language import ast, print_ast

from .api import SCALAR_NAMES, Api, ListOf, Named, NonNull, OutputField, TypeReference, named_type, nullable, type_of
from .coercion import RequestError, from_literal
from .model import OutOfScope

ROOTS: Final = {ast.OperationType.QUERY: "Query", ast.OperationType.MUTATION: "Mutation"}
_LEFT_OUT: Final = ("cacheControl", "auth")

Definition = ast.OperationDefinitionNode | ast.FragmentDefinitionNode


@dataclass(slots=True)
class _Uses:
    """What a definition uses, without what its fragments use."""

    variables: list[tuple[str, TypeReference]] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)


def validate(api: Api, document: ast.DocumentNode) -> list[str]:
    return list(_Validator(api, document).errors())


def variable_type(node: ast.TypeNode) -> TypeReference:
    return type_of(print_ast(node))


class _Validator:
    def __init__(self, api: Api, document: ast.DocumentNode) -> None:
        self.api = api
        self.document = document
        self.operations = [each for each in document.definitions if isinstance(each, ast.OperationDefinitionNode)]
        fragments = [each for each in document.definitions if isinstance(each, ast.FragmentDefinitionNode)]
        self.fragments = {each.name.value: each for each in fragments}
        self.fragment_count = len(fragments)
        self.uses: dict[str, _Uses] = {}

    def errors(self) -> Iterator[str]:
        yield from self._definitions()
        if any(self._cyclic(name, ()) for name in self.fragments):
            yield "a fragment spreads itself"
            return
        used: set[str] = set()
        for fragment in self.fragments.values():
            condition = fragment.type_condition.name.value
            self.uses[fragment.name.value] = uses = _Uses()
            if condition not in self.api.outputs:
                yield f"unknown type {condition}"
            else:
                yield from self._selections(fragment.selection_set, condition, uses)
                yield from self._overlaps([fragment.selection_set], condition)
        for operation in self.operations:
            uses = _Uses()
            root = ROOTS.get(operation.operation)
            if root is None:
                raise OutOfScope("subscriptions")
            for directive in operation.directives or ():
                yield f"directive {directive.name.value} does not belong here"
            yield from self._selections(operation.selection_set, root, uses)
            yield from self._overlaps([operation.selection_set], root)
            reached = self._reached(uses.fragments)
            used |= reached
            usages = [*uses.variables, *(use for name in sorted(reached) for use in self.uses[name].variables)]
            yield from self._variables(operation, usages)
        yield from (f"fragment {name} is never used" for name in self.fragments if name not in used)

    def _definitions(self) -> Iterator[str]:
        if not self.operations:
            yield "there is no operation"
        if len(self.operations) + self.fragment_count != len(self.document.definitions):
            yield "a definition cannot be executed"
        if len(self.fragments) != self.fragment_count:
            yield "two fragments have one name"
        names = [operation.name.value for operation in self.operations if operation.name]
        if len(names) != len(set(names)):
            yield "two operations have one name"
        if len(names) < len(self.operations) and len(self.operations) > 1:
            yield "an anonymous operation must be alone"

    def _cyclic(self, name: str, above: tuple[str, ...]) -> bool:
        if name in above:
            return True
        if name not in self.fragments:
            return False
        return any(self._cyclic(inner, (*above, name)) for inner in _spreads(self.fragments[name].selection_set))

    def _reached(self, names: list[str]) -> set[str]:
        reached: set[str] = set()
        waiting = [name for name in names if name in self.fragments]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += [inner for inner in self.uses[name].fragments if inner in self.fragments]
        return reached

    # ---- fields

    def _selections(self, selection_set: ast.SelectionSetNode, parent: str, uses: _Uses) -> Iterator[str]:
        for selection in selection_set.selections:
            yield from self._directives(selection, uses)
            if isinstance(selection, ast.FieldNode):
                yield from self._field(selection, parent, uses)
                yield from self._cascades(selection, parent, uses)
            elif isinstance(selection, ast.FragmentSpreadNode):
                name = selection.name.value
                uses.fragments.append(name)
                fragment = self.fragments.get(name)
                if fragment is None:
                    yield f"unknown fragment {name}"
                elif fragment.type_condition.name.value != parent:
                    yield f"fragment {name} cannot be spread on {parent}"
            elif isinstance(selection, ast.InlineFragmentNode):
                condition = selection.type_condition.name.value if selection.type_condition else parent
                if condition != parent:
                    yield f"a fragment on {condition} cannot be spread on {parent}"
                else:
                    yield from self._selections(selection.selection_set, parent, uses)

    def _field(self, node: ast.FieldNode, parent: str, uses: _Uses) -> Iterator[str]:
        name = node.name.value
        if name in ("__schema", "__type"):
            raise OutOfScope("introspection")
        output = self._output(parent, name)
        if output is None:
            yield f"cannot query field {name} on {parent}"
            return
        yield from self._arguments(node, output, uses)
        inner = named_type(output.type)
        if inner not in self.api.outputs:
            if node.selection_set:
                yield f"field {name} of {inner} has no subfields"
        elif node.selection_set is None:
            yield f"field {name} of {inner} needs a selection"
        else:
            yield from self._selections(node.selection_set, inner, uses)

    def _output(self, parent: str, name: str) -> OutputField | None:
        if name == "__typename":
            return OutputField(type=NonNull(Named("String")), arguments={})
        return self.api.outputs[parent].get(name)

    def _arguments(self, node: ast.FieldNode, output: OutputField, uses: _Uses) -> Iterator[str]:
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        if len(given) != len(node.arguments or ()):
            yield f"an argument of {node.name.value} is given twice"
        for name, value in given.items():
            if name not in output.arguments:
                yield f"unknown argument {name} on {node.name.value}"
            else:
                yield from self._value(value, output.arguments[name], uses)
        for name, reference in output.arguments.items():
            if isinstance(reference, NonNull) and name not in given:
                yield f"argument {name} of {node.name.value} is required"

    def _directives(self, selection: ast.SelectionNode, uses: _Uses) -> Iterator[str]:
        for directive in selection.directives or ():
            name = directive.name.value
            if name in _LEFT_OUT:
                raise OutOfScope(f"@{name}")
            if name == "cascade" and isinstance(selection, ast.FieldNode):
                continue
            if name not in ("skip", "include"):
                yield f"unknown directive {name}"
                continue
            given = {argument.name.value: argument.value for argument in directive.arguments or ()}
            if set(given) != {"if"}:
                yield f"directive {name} takes the argument if"
            else:
                yield from self._value(given["if"], NonNull(Named("Boolean")), uses)

    def _cascades(self, node: ast.FieldNode, parent: str, uses: _Uses) -> Iterator[str]:
        """`@cascade` of a field. What names from variables say is known only when it runs."""
        output = self._output(parent, node.name.value)
        for directive in node.directives or ():
            if directive.name.value != "cascade" or output is None:
                continue
            for argument in directive.arguments or ():
                if argument.name.value != "fields":
                    yield "directive cascade takes the argument fields"
                    continue
                yield from self._value(argument.value, ListOf(Named("String")), uses)
                known = self.api.outputs.get(named_type(output.type), {})
                for name in _plain_names(argument.value):
                    if name not in known:
                        yield f"cascade names the unknown field {name}"

    # ---- values and variables

    def _value(self, node: ast.ValueNode, reference: TypeReference, uses: _Uses) -> Iterator[str]:
        self._collect_variables(node, reference, uses)
        try:
            from_literal(self.api, node, reference, None)
        except RequestError as error:
            yield error.message

    def _collect_variables(self, node: ast.ValueNode, reference: TypeReference, uses: _Uses) -> None:
        inner = nullable(reference)
        if isinstance(node, ast.VariableNode):
            uses.variables.append((node.name.value, reference))
        elif isinstance(inner, ListOf):
            for element in node.values if isinstance(node, ast.ListValueNode) else (node,):
                self._collect_variables(element, inner.of, uses)
        elif isinstance(node, ast.ObjectValueNode):
            fields = self.api.inputs.get(inner.name, {})
            for each in node.fields or ():
                if each.name.value in fields:
                    self._collect_variables(each.value, fields[each.name.value], uses)

    def _variables(
        self, operation: ast.OperationDefinitionNode, usages: list[tuple[str, TypeReference]]
    ) -> Iterator[str]:
        definitions = {each.variable.name.value: each for each in operation.variable_definitions or ()}
        if len(definitions) != len(operation.variable_definitions or ()):
            yield "two variables have one name"
        used = {name for name, _ in usages}
        for name, definition in definitions.items():
            declared = variable_type(definition.type)
            if name not in used:
                yield f"variable {name} is never used"
            if not self._is_input(named_type(declared)):
                yield f"variable {name} cannot have the type {named_type(declared)}"
            elif definition.default_value is not None:
                try:
                    from_literal(self.api, definition.default_value, declared, None)
                except RequestError as error:
                    yield error.message
        for name, position in usages:
            if name not in definitions:
                yield f"variable {name} is not defined"
                continue
            declared = variable_type(definitions[name].type)
            default = definitions[name].default_value
            if default is not None and not isinstance(default, ast.NullValueNode):
                declared = NonNull(nullable(declared))
            if not _fits(declared, position):
                yield f"variable {name} does not fit where it is used"

    def _is_input(self, name: str) -> bool:
        return name in SCALAR_NAMES or name in self.api.inputs or name in self.api.enums

    # ---- overlapping fields

    def _overlaps(self, selection_sets: list[ast.SelectionSetNode], parent: str) -> Iterator[str]:
        groups: dict[str, list[ast.FieldNode]] = {}
        for selection_set in selection_sets:
            for node in self._fields_of(selection_set):
                groups.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        for response_name, nodes in groups.items():
            first = nodes[0]
            for other in nodes[1:]:
                if other.name.value != first.name.value:
                    yield f"{response_name}: {first.name.value} and {other.name.value} are different fields"
                elif _argument_texts(other) != _argument_texts(first):
                    yield f"{response_name} has differing arguments"
            output = self._output(parent, first.name.value)
            inner = named_type(output.type) if output else ""
            if inner in self.api.outputs:
                yield from self._overlaps([node.selection_set for node in nodes if node.selection_set], inner)

    def _fields_of(self, selection_set: ast.SelectionSetNode) -> Iterator[ast.FieldNode]:
        for selection in selection_set.selections:
            if isinstance(selection, ast.FieldNode):
                yield selection
            elif isinstance(selection, ast.InlineFragmentNode):
                yield from self._fields_of(selection.selection_set)
            elif isinstance(selection, ast.FragmentSpreadNode) and selection.name.value in self.fragments:
                yield from self._fields_of(self.fragments[selection.name.value].selection_set)


def _plain_names(node: ast.ValueNode) -> Iterator[str]:
    if isinstance(node, ast.StringValueNode):
        yield node.value
    elif isinstance(node, ast.ListValueNode):
        for element in node.values:
            yield from _plain_names(element)


def _spreads(selection_set: ast.SelectionSetNode) -> Iterator[str]:
    for selection in selection_set.selections:
        if isinstance(selection, ast.FragmentSpreadNode):
            yield selection.name.value
        elif isinstance(selection, (ast.FieldNode, ast.InlineFragmentNode)) and selection.selection_set:
            yield from _spreads(selection.selection_set)


def _argument_texts(node: ast.FieldNode) -> dict[str, str]:
    return {argument.name.value: print_ast(argument.value) for argument in node.arguments or ()}


def _fits(declared: TypeReference, position: TypeReference) -> bool:
    if isinstance(position, NonNull):
        return isinstance(declared, NonNull) and _fits(declared.of, position.of)
    inner = nullable(declared)
    if isinstance(position, ListOf):
        return isinstance(inner, ListOf) and _fits(inner.of, position.of)
    return inner == position
