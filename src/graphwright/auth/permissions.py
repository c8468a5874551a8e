"""`@permission`: permission queries, compiled at alter, turned into conditions where one is asked.

A permission query grants iff all its top-level fields are true. Its variables are values of the node that it is about,
claims, values of an input, the IDs of the two ends of an edge, and the time; a query that uses another one, or one that
its operation does not have, is refused with its place. Does not know: SQL, tokens, how mutations run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from graphql import (
    ArgumentNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLError,
    IntValueNode,
    NamedTypeNode,
    NonNullTypeNode,
    NullValueNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    specified_rules,
    validate,
    visit,
)

from graphwright import limits
from graphwright.auth.permission_filters import Filtering, OfSubject, both, no, yes
from graphwright.bind.graphql.inputs import InputTypes
from graphwright.bind.graphql.trees import Binding, Fields, Leaf, Many, Null
from graphwright.errors import ErrorList, GraphwrightError, InputError, SchemaError
from graphwright.ir.existence import Exists
from graphwright.ir.nodes import And, Condition
from graphwright.ir.subjects import speaks_of_subject
from graphwright.model.api import ApiField, ApiSchema, ApiType, Permission, Role
from graphwright.model.datetimes import parse_datetime
from graphwright.model.uids import parse_uid
from graphwright.records import dataclass
from graphwright.schema.permission_schema import PermissionSchema, is_filtered, permission_schema

ReadBy = Literal["node", "input", "end", "user", "now"]
_without_node: Final = frozenset({"CREATE", "CONNECT", "DISCONNECT"})
_cursors: Final = ("after", "before")
_with_input: Final = frozenset({"CREATE", "UPDATE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a variable of a permission query is.

    Attributes:
        field: Of the node or the input; None: its ID.
        end: Of an edge: 0 for the node that has the field, 1 for the one that it refers to.
        is_required: Without a value nothing is granted.
    """

    name: str
    source: ReadBy
    type_name: str
    field: ApiField | None = None
    end: int = 0
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPermission:
    """A permission whose query is understood.

    Attributes:
        type_name: Whose nodes it is about; of an edge, the type that has the field.
        roots: The top-level fields of the query.
        variables: Those that the query declares.
    """

    permission: Permission
    type_name: str
    roots: tuple[FieldNode, ...] = ()
    variables: tuple[Variable, ...] = ()

    def reads(self, source: ReadBy) -> bool:
        """Whether the query has a variable of a kind."""
        return any(variable.source == source for variable in self.variables)

    def is_about(self, fields: frozenset[str]) -> bool:
        """Whether all of what is written is covered."""
        covered = self.permission.fields
        return covered is None or fields <= frozenset(covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """All the permissions of a schema.

    Attributes:
        by_type: For each type with any; `by_edge`: for each edge field with any, by the type that declares it.
        user_claim: The claim that is `$user_id`.
    """

    api: ApiSchema
    schema: PermissionSchema
    by_type: Mapping[str, tuple[CompiledPermission, ...]]
    by_edge: Mapping[tuple[str, str], tuple[CompiledPermission, ...]]
    user_claim: str

    def granted(self, permission: CompiledPermission, binding: Binding, values: Mapping[str, Any]) -> Condition:
        """What the node that a permission is about must pass.

        Args:
            values: A tree for each variable that is not of the node.
        """
        # `OfSubject` is a leaf that the filters of `permission_filters.py` alone know.
        trees: dict[str, Any] = {
            each.name: OfSubject(each.field) for each in permission.variables if each.source == "node"
        }
        inner = Binding(
            variables={**trees, **values},
            literal_slots={},
            values=binding.values,
            types=binding.types,
            api=self.api,
            extras=binding.extras,
            guards=binding.guards,
        )
        parts = [self._exists(permission.type_name, root, inner) for root in permission.roots]
        if no in parts:
            return no
        rest = tuple(part for part in parts if part != yes)
        return And(parts=rest) if len(rest) > 1 else rest[0] if rest else yes

    def _exists(self, owner: str, root: FieldNode, binding: Binding) -> Condition:
        type_name = self.schema.roots[root.name.value]
        given = {argument.name.value: argument.value for argument in root.arguments or ()}
        if any(_whole(given.get(name)) == 0 for name in ("first", "last")):
            return no
        skip = _whole(given.get("skip")) or 0
        assert self.schema.schema.query_type is not None
        types = self.schema.schema.query_type.fields[root.name.value].args
        tree: Any = binding.tree(given["filter"], types["filter"].type) if "filter" in given else Null()
        rest = _without_id(tree, self.api.types[type_name]) if type_name == owner else None
        after, before = (binding.tree(given[name], types[name].type) if name in given else Null() for name in _cursors)
        filtering = Filtering(schema=self.schema, binding=binding, is_own=rest is not None)
        order = given.get("orderBy")
        pages = filtering.beyond(type_name, order.value if isinstance(order, EnumValueNode) else None, after, before)
        condition = both(filtering.condition(type_name, tree if rest is None else rest), pages)
        if rest is None:
            return Exists(node_type=self.api.types[type_name].node_type, condition=condition, offset=skip)
        if skip:
            return no
        return Exists(node_type=None, condition=condition) if speaks_of_subject(condition) else condition


def _without_id(tree: Any, api_type: ApiType) -> Any:
    """The rest of a filter that asks for the subject itself; None for one that does not."""
    id_field = api_type.id_field
    if not isinstance(tree, Fields) or id_field is None:
        return None
    members: dict[str, Any] = dict(tree.members)
    if members.get(id_field.name) == OfSubject(None):
        return Fields({name: member for name, member in members.items() if name != id_field.name})
    listed = members.get("AND")
    if "AND" in api_type.fields or not isinstance(listed, Many):
        return None
    for position, item in enumerate(listed.items):
        rest = _without_id(item, api_type)
        if rest is not None:
            others = (*listed.items[:position], rest, *listed.items[position + 1 :])
            return Fields({**members, "AND": Many(others)})
    return None


def _whole(node: ValueNode | None) -> int | None:
    return int(node.value) if isinstance(node, IntValueNode) else None


# ---- compiling ------------------------------------------------------------------------------------


def compile_permissions(api: ApiSchema) -> Permissions | None:
    """The permissions of a schema; None where it has none.

    Raises:
        ErrorList: A permission is not understood; errors carry its place in the schema.
    """
    edges = {
        (owner.name, field.name): (owner, field)
        for owner in api.types.values()
        for field in owner.fields.values()
        if field.permissions and field.declared_in == owner.name
    }
    if not edges and not any(owner.permissions for owner in api.types.values()):
        return None
    schema = permission_schema(api)
    errors: list[GraphwrightError] = []
    by_type: dict[str, tuple[CompiledPermission, ...]] = {}
    by_edge: dict[tuple[str, str], tuple[CompiledPermission, ...]] = {}
    for owner in api.types.values():
        if owner.permissions:
            _check_number(owner.permissions, owner.name, errors)
            known = {each: _node_variables(api, owner, each) for each in ("node", "input")}
            by_type[owner.name] = _compile_all(_Compiling(schema, owner, owner.name, known), owner.permissions, errors)
    for place, (owner, field) in edges.items():
        where = f"{owner.name}.{field.name}"
        _check_number(field.permissions, where, errors)
        compiling = _Compiling(schema, owner, where, {"end": _end_variables(owner, field)})
        by_edge[place] = _compile_all(compiling, field.permissions, errors)
    claim = "sub" if api.authorization is None else api.authorization.user_claim
    permissions = Permissions(api=api, schema=schema, by_type=by_type, by_edge=by_edge, user_claim=claim)
    every = [*by_type.items(), *((f"{name}.{field}", given) for (name, field), given in by_edge.items())]
    for where, given in every:
        for each in given:
            _try(permissions, each, where, errors)
    if errors:
        raise ErrorList(errors)
    return permissions


def _try(permissions: Permissions, permission: CompiledPermission, where: str, errors: list[GraphwrightError]) -> None:
    """Makes the condition once, so that what cannot be carried out is refused now and not with each request."""
    binding = Binding(variables={}, literal_slots={}, values=[], types=InputTypes(), api=permissions.api)
    given = {each.name: Leaf(binding.extra(lambda _: "")) for each in permission.variables if each.source != "node"}
    try:
        permissions.granted(permission, binding, given)
    except GraphwrightError as problem:
        line, column = permission.permission.line, permission.permission.column
        errors.append(SchemaError(f"@permission on {where}: {problem.message}", line=line, column=column))


def _check_number(given: tuple[Permission, ...], where: str, errors: list[GraphwrightError]) -> None:
    if len(given) > limits.permissions_max:
        last = given[limits.permissions_max]
        errors.append(
            SchemaError(
                f"{where} has more than {limits.permissions_max} permissions (permissions_max); join some by OR",
                line=last.line,
                column=last.column,
            )
        )


def _node_variables(api: ApiSchema, owner: ApiType, prefix: str) -> dict[str, Variable]:
    """`$node_title`, `$input_title`: the ID and each scalar of a node."""
    source: ReadBy = "node" if prefix == "node" else "input"
    found: dict[str, Variable] = {}
    for field in owner.fields.values():
        if field.role is Role.REFERENCE or not is_filtered(api, field):
            continue
        if field.role is Role.ID:
            if source == "node":
                names = (field.name, *(("id",) if "id" not in owner.fields else ()))
                for name in names:
                    found[f"node_{name}"] = Variable(
                        name=f"node_{name}", source=source, type_name="ID", is_required=True
                    )
            continue
        name = f"{prefix}_{field.name}"
        found[name] = Variable(
            name=name, source=source, type_name=field.type_name, field=field, is_required=field.is_required
        )
    return found


def _end_variables(owner: ApiType, field: ApiField) -> dict[str, Variable]:
    """`$postsPost_id`, `$authorUser_id`: the nodes that an edge joins, each by the field that refers to it."""
    far = f"{field.name}{field.type_name}_id"
    near = "node_id" if field.inverse is None else f"{field.inverse}{owner.name}_id"
    # A field that is its own other side names one end; the other is the node.
    names = {"node_id" if near == far else near: 0, far: 1}
    return {
        name: Variable(name=name, source="end", type_name="ID", end=end, is_required=True)
        for name, end in names.items()
    }


def _compile_all(
    compiling: _Compiling, given: tuple[Permission, ...], errors: list[GraphwrightError]
) -> tuple[CompiledPermission, ...]:
    found: list[CompiledPermission] = []
    for permission in given:
        try:
            found.append(compiling.compile(permission))
        except ErrorList as problems:
            errors += problems.errors
        except GraphwrightError as problem:
            errors.append(problem)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Compiling:
    """The permissions of one place, with the variables that are known there."""

    schema: PermissionSchema
    owner: ApiType
    where: str
    known: Mapping[str, Mapping[str, Variable]]

    def compile(self, permission: Permission) -> CompiledPermission:
        if permission.query is None:
            return CompiledPermission(permission=permission, type_name=self.owner.name)
        try:
            document = parse(permission.query)
        except GraphQLError as error:
            raise self._wrong(permission, f"the query is no GraphQL: {error.message}", error) from None
        except RecursionError:
            raise self._wrong(permission, "the query nests too deep", None) from None
        operation = self._operation(permission, document)
        problems = validate(self.schema.schema, document, specified_rules)
        variables = tuple(self._variable(permission, definition) for definition in operation.variable_definitions or ())
        if problems:
            raise ErrorList([self._wrong(permission, problem.message, problem) for problem in problems])
        roots = tuple(self._root(permission, node) for node in operation.selection_set.selections)
        self._check_literals(permission, document)
        return CompiledPermission(permission=permission, type_name=self.owner.name, roots=roots, variables=variables)

    def _operation(self, permission: Permission, document: DocumentNode) -> OperationDefinitionNode:
        definitions = document.definitions
        first = definitions[0]
        if len(definitions) != 1 or not isinstance(first, OperationDefinitionNode):
            raise self._wrong(permission, "a permission query is one query without fragments", None)
        if first.operation is not OperationType.QUERY or first.directives:
            raise self._wrong(permission, "a permission query is a query, without directives", None)
        return first

    def _root(self, permission: Permission, node: Any) -> FieldNode:
        name = node.name.value if isinstance(node, FieldNode) else ""
        if name not in self.schema.roots or node.directives:
            raise self._wrong(permission, "a permission query asks Some…Exists, without fragments and directives", node)
        for argument in node.arguments or ():
            if argument.name.value in _cursors:
                self._check_cursor(permission, argument)
            if argument.name.value in ("skip", "first", "last"):
                number = _whole(argument.value)
                if number is None or number < 0:
                    text = f"`{argument.name.value}` of a permission query is a number that is not negative"
                    raise self._wrong(permission, text, argument)
        return node  # type: ignore[no-any-return]

    def _check_cursor(self, permission: Permission, argument: ArgumentNode) -> None:
        """`after` and `before` are IDs."""
        if not isinstance(argument.value, StringValueNode | NullValueNode):
            raise self._wrong(
                permission, f"`{argument.name.value}` of a permission query is an ID, as a string", argument
            )

    def _variable(self, permission: Permission, definition: VariableDefinitionNode) -> Variable:
        name = definition.variable.name.value
        found = self._known(permission, name, definition)
        written = definition.type
        is_required = isinstance(written, NonNullTypeNode)
        named = written.type if isinstance(written, NonNullTypeNode) else written
        allowed = ("ID", "String") if found.source == "user" else (found.type_name,)
        if not isinstance(named, NamedTypeNode) or named.name.value not in allowed:
            text = f"${name} is of type {' or '.join(allowed)}, not {print_ast(written)}"
            raise self._wrong(permission, text, definition)
        if is_required and found.source == "node" and not found.is_required:
            text = f"${name} may be missing; declare it as {found.type_name}"
            raise self._wrong(permission, text, definition)
        if definition.default_value is not None:
            raise self._wrong(permission, f"${name} has its value from the operation, and takes no default", definition)
        needs_value = is_required or found.source == "user"
        return Variable(
            name=name,
            source=found.source,
            type_name=named.name.value,
            field=found.field,
            end=found.end,
            is_required=needs_value,
        )

    def _known(self, permission: Permission, name: str, definition: VariableDefinitionNode) -> Variable:
        """What a variable is for every operation that the permission is about."""
        if name == "user_id":
            return Variable(name=name, source="user", type_name="ID")
        if name == "now":
            return Variable(name=name, source="now", type_name="DateTime")
        for source, variables in self.known.items():
            if name not in variables:
                continue
            for operation in permission.operations:
                if source == "node" and operation in _without_node:
                    text = f"{operation} has no ${name}, for the node is not there yet"
                    raise self._wrong(permission, text, definition)
                if source == "input" and operation not in _with_input:
                    raise self._wrong(permission, f"{operation} has no ${name}, for it has no input", definition)
            return variables[name]
        every = ["user_id", "now", *(each for variables in self.known.values() for each in variables)]
        raise self._wrong(permission, f"there is no variable ${name}; here are ${', $'.join(every)}", definition)

    def _check_literals(self, permission: Permission, document: DocumentNode) -> None:
        """Values that no type of GraphQL's looks into."""
        for node, type_name in _typed_texts(document, self.schema):
            try:
                if type_name == "ID":
                    parse_uid(node.value)
                else:
                    parse_datetime(node.value)
            except (InputError, ValueError) as error:
                raise self._wrong(permission, str(error), node) from None

    def _wrong(self, permission: Permission, message: str, node: Any) -> SchemaError:
        line, column = _place(permission, node)
        return SchemaError(f"@permission on {self.where}: {message}", line=line, column=column)


def _typed_texts(document: DocumentNode, schema: PermissionSchema) -> Iterator[tuple[StringValueNode, str]]:
    info = TypeInfo(schema.schema)
    found: list[tuple[StringValueNode, str]] = []

    class Finder(Visitor):
        def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
            type_ = get_named_type(info.get_input_type())
            if type_ is not None and type_.name in ("ID", "DateTime"):
                found.append((node, type_.name))

    visit(document, TypeInfoVisitor(info, Finder()))
    return iter(found)


def _place(permission: Permission, at: Any) -> tuple[int, int]:
    """Where in the schema something of a permission query stands: a node, or an error with locations."""
    if isinstance(at, GraphQLError):
        line, column = (at.locations[0].line, at.locations[0].column) if at.locations else (1, 1)
    elif at is not None and at.loc is not None:
        line, column = at.loc.start_token.line, at.loc.start_token.column
    else:
        line, column = 1, 1
    return permission.line + line - 1, column if line > 1 else permission.column + column - 1
