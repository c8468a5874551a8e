"""A document and its operations: parsed, validated, its variables read, bound to IR.

In: text, the generated schema, a request's variables. Out: `Bound` — the IR and where its values come
from. A document is parsed and validated once for all texts with the same skeleton.
Does not know: plans, SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_nullable_type,
    type_from_ast,
    value_from_ast,
)

from graphwright.bind.graphql.caching import cache_control
from graphwright.bind.graphql.entities import EntitiesError, EntityRoot, no_entities
from graphwright.bind.graphql.inputs import Coerce, InputTypes
from graphwright.bind.graphql.mutations import bind_mutation
from graphwright.bind.graphql.selections import Selecting, position_of
from graphwright.bind.graphql.transactions import dry_run, transaction
from graphwright.bind.graphql.trees import Binding, Tree, grow, scalar_shape, slot_coercion
from graphwright.bind.graphql.validation import check_document
from graphwright.bind.slots import Values
from graphwright.errors import GraphwrightError, InputError, NotSupportedYet, ParseError, ValidationError
from graphwright.ir.connections import Connection
from graphwright.ir.groups import Groups
from graphwright.ir.mutations import Mutation, Mutations
from graphwright.ir.nodes import Aggregate, Nested, PasswordCheck, Query, TypeName
from graphwright.lang.graphql import Lifted, lift_literals, parse_document
from graphwright.model.api import ApiSchema
from graphwright.records import dataclass

introspection_fields: Final = ("__schema", "__type", "_service")
"""What depends on the schema alone; graphql-core answers it."""
read_elsewhere: Final = frozenset({cache_control, transaction, dry_run})
"""Directives of operations that change nothing in the meaning of their fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of a document."""

    node: OperationDefinitionNode
    kind: OperationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A valid document."""

    syntax: DocumentNode
    operations: Mapping[str | None, Operation]
    fragments: Mapping[str, FragmentDefinitionNode]
    offsets: tuple[int, ...]

    def operation(self, name: str | None) -> Operation:
        """The operation that a request names, or the only one.

        Raises:
            ValidationError: There is no such operation, or several and no name.
        """
        if name:
            if name not in self.operations:
                raise ValidationError(f'Unknown operation named "{name}".')
            return self.operations[name]
        if len(self.operations) != 1:
            raise ValidationError("Must provide operation name if query contains multiple operations.")
        return next(iter(self.operations.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An operation as IR.

    Attributes:
        failed: Errors of root fields that cannot run, by their response keys.
        checks: Passwords to compare before it runs.
        entities: Lists to put in order when it has run.
    """

    ir: Query | Mutations
    failed: Mapping[str, GraphwrightError] = field(default_factory=dict)
    checks: tuple[PasswordCheck, ...] = ()
    entities: tuple[EntityRoot, ...] = ()


def read_document(text: str, lifted: Lifted, schema: GraphQLSchema) -> Document:
    """Parses and validates a document.

    Raises:
        ParseError, LimitError: The text is no document.
        ErrorList: It breaks rules of the specification.
    """
    syntax = parse_document(text)
    check_document(schema, syntax)
    document = _document(syntax, lifted)
    if not document.operations:
        raise ParseError("the document has no operation, only fragments")
    return document


def reread_document(text: str) -> Document:
    """Parses a document that `read_document` has read before."""
    return _document(parse_document(text), lift_literals(text))


def _document(syntax: DocumentNode, lifted: Lifted) -> Document:
    operations: dict[str | None, Operation] = {}
    fragments: dict[str, FragmentDefinitionNode] = {}
    for definition in syntax.definitions:
        match definition:
            case OperationDefinitionNode(name=name):
                operations[name.value if name else None] = Operation(node=definition, kind=definition.operation)
            case FragmentDefinitionNode(name=name):
                fragments[name.value] = definition
    return Document(syntax=syntax, operations=operations, fragments=fragments, offsets=lifted.offsets)


def root_keys(document: Document, operation: Operation) -> dict[str, str]:
    """Response key to field name of an operation's root fields, in order, fragments expanded."""
    return _root_keys(operation.node.selection_set, document.fragments)


def _root_keys(selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for node in selection_set.selections:
        match node:
            case FieldNode():
                keys.setdefault(node.alias.value if node.alias else node.name.value, node.name.value)
            case InlineFragmentNode(selection_set=inner):
                keys |= _new(keys, inner, fragments)
            case FragmentSpreadNode():
                inner = fragments[node.name.value].selection_set
                keys |= _new(keys, inner, fragments)
    return keys


def _new(
    keys: Mapping[str, str], inner: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> dict[str, str]:
    return {key: name for key, name in _root_keys(inner, fragments).items() if key not in keys}


# ---- variables ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableReader:
    """Reads the variables of one operation, once compiled."""

    variables: tuple[_Variable, ...]
    types: InputTypes

    def read(self, given: Mapping[str, Any], values: Values) -> tuple[dict[str, Tree], tuple[Any, ...]]:
        """The trees by name and the shape of all; leaves are appended to `values`.

        Raises:
            InputError: A variable is missing or does not fit; its path is as the reference gives it.
        """
        trees: dict[str, Tree] = {}
        shapes: list[Any] = []
        for variable in self.variables:
            value = variable.value(given)
            if value is _absent:
                shapes.append("-")
                continue
            trees[variable.name], shape = grow(value, variable.type_, values, self.types)
            shapes.append(shape)
        return trees, tuple(shapes)

    def shape(self, given: Mapping[str, Any], values: Values) -> tuple[Any, ...]:
        """As `read`, without the trees, for who has a plan."""
        shapes: list[Any] = []
        for variable in self.variables:
            coerce = variable.scalar
            if coerce is not None and (raw := given.get(variable.name)) is not None:
                values.append(coerce(raw, variable.path))
                shapes.append(scalar_shape)
                continue
            value = variable.value(given)
            shapes.append("-" if value is _absent else grow(value, variable.type_, values, self.types)[1])
        return tuple(shapes)


_absent: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variable:
    """A variable of an operation.

    Attributes:
        scalar: Checks and coerces a value that is not null; None unless the type is a scalar whose values are slots.
    """

    name: str
    path: tuple[str, str]
    type_: Any
    coerce: Coerce
    scalar: Coerce | None
    default: Any
    is_required: bool

    def value(self, given: Mapping[str, Any]) -> Any:
        """The coerced value, or `_absent`."""
        if self.name in given:
            return self.coerce(given[self.name], self.path)
        if self.is_required:
            raise InputError(f"Variable ${self.name} of required type {self.type_} was not provided.", path=self.path)
        return self.default


def variable_reader(operation: Operation, schema: GraphQLSchema, types: InputTypes) -> VariableReader:
    """Compiles the variable definitions of an operation."""
    variables = []
    for definition in operation.node.variable_definitions or ():
        type_: Any = type_from_ast(schema, definition.type)
        default = _absent
        if definition.default_value is not None:
            default = value_from_ast(definition.default_value, type_)
        name = definition.variable.name.value
        variables.append(
            _Variable(
                name=name,
                path=("variable", name),
                type_=type_,
                coerce=types.coercion(type_),
                scalar=slot_coercion(get_nullable_type(type_)),
                default=default,
                is_required=default is _absent and str(type_).endswith("!"),
            )
        )
    return VariableReader(variables=tuple(variables), types=types)


# ---- binding --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BindRequest:
    """What one binding run works on.

    Attributes:
        values: Raw literals first, then the leaves of the variables.
    """

    document: Document
    operation: Operation
    trees: Mapping[str, Tree]
    values: Values
    types: InputTypes


def bind_operation(request: BindRequest, api: ApiSchema, schema: GraphQLSchema) -> tuple[Bound, Binding]:
    """The IR of an operation, and the slots of its plan, to which rules will add theirs.

    Raises:
        GraphwrightError: The operation as a whole cannot run. What is wrong with one root field alone
            is in `Bound.failed`.
    """
    binding = Binding(
        variables=request.trees,
        literal_slots={offset: slot for slot, offset in enumerate(request.document.offsets)},
        values=request.values,
        types=request.types,
        api=api,
    )
    for directive in request.operation.node.directives or ():
        if directive.name.value in read_elsewhere:
            continue
        raise NotSupportedYet(f"@{directive.name.value} is not supported yet by this version", **position_of(directive))
    selecting = Selecting(api=api, schema=schema, binding=binding, fragments=request.document.fragments)
    failed: dict[str, GraphwrightError] = {}
    if request.operation.kind is OperationType.MUTATION:
        ir: Query | Mutations = _bind_mutations(selecting, request.operation, schema)
    else:
        ir = _bind_query(selecting, request.operation, schema, failed)
    return Bound(ir=ir, failed=failed, checks=tuple(selecting.checks), entities=tuple(selecting.entities)), binding


def _bind_query(
    selecting: Selecting, operation: Operation, schema: GraphQLSchema, failed: dict[str, GraphwrightError]
) -> Query:
    # A subscription that is sent as a request is answered once, like a query.
    parent = schema.subscription_type if operation.kind is OperationType.SUBSCRIPTION else schema.query_type
    assert isinstance(parent, GraphQLObjectType)
    roots: list[Nested | Aggregate | Connection | Groups | TypeName] = []
    for key, nodes in selecting.collect(parent, [operation.node.selection_set]).items():
        if nodes[0].name.value in introspection_fields:
            continue
        try:
            roots.append(selecting.query_root(parent, key, nodes))
        except InputError as error:
            if error.path is not None and error.path[:1] == ("variable",):
                raise
            failed[key] = failed_root(error, key, nodes[0])
            if isinstance(error, EntitiesError):
                roots.append(no_entities(selecting, key))
    return Query(roots=tuple(roots))


def failed_root(error: GraphwrightError, key: str, node: FieldNode | None) -> GraphwrightError:
    """An error with the root field's path and position."""
    error.path = (key,)
    if node is not None and error.line is None:
        where = position_of(node)
        error.line, error.column = where.get("line"), where.get("column")
    return error


def _bind_mutations(selecting: Selecting, operation: Operation, schema: GraphQLSchema) -> Mutations:
    parent = schema.mutation_type
    assert isinstance(parent, GraphQLObjectType)
    roots: list[Mutation | TypeName] = []
    for key, nodes in selecting.collect(parent, [operation.node.selection_set]).items():
        roots.append(bind_mutation(selecting, parent, key, nodes))
    return Mutations(roots=tuple(roots))
