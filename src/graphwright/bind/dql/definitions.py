"""What a query's variables are: where each is defined, what kind of values it holds, whether all are used.

In: a document without spreads, the catalog. Out: `Definitions`. Does not know: the IR.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any, Final

from graphwright import limits
from graphwright.bind.dql.refusals import wrong
from graphwright.errors import LimitError, ValidationError
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog
from graphwright.model.values import ValueKind
from graphwright.records import dataclass

variable_kinds: Final[Mapping[str, ValueKind]] = {
    "string": ValueKind.STRING,
    "int": ValueKind.INT,
    "float": ValueKind.FLOAT,
    "bool": ValueKind.BOOL,
    "float32vector": ValueKind.VECTOR,
}
"""What a query variable holds, by its declared type."""


@dataclass(slots=True)
class Definitions:
    """The variables of a query.

    Attributes:
        nodes: What defines each, by name: a selection, a block, or the key of a facet.
        blocks: The blocks among whose fields one is defined, by its name.
        types: Of the query variables (`$a: int`), by name without the sign.
    """

    catalog: Catalog
    nodes: Mapping[str, syntax.Node]
    types: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, syntax.QueryBlock | syntax.VariableBlock] = field(default_factory=dict)
    _kinds: dict[str, ValueKind | None] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def kind(self, name: str, at: syntax.Node) -> ValueKind | None:
        """The kind of a variable's values; None: it holds nodes alone.

        Raises:
            ValidationError: It is defined by means of itself, or has several values for a node.
        """
        if name not in self._kinds:
            if name in self._begun:
                raise wrong(at, f"the variable {name:.40} is defined by means of itself; break the circle")
            self._begun.add(name)
            if len(self._begun) - len(self._kinds) > limits.variable_depth_max:
                raise LimitError(
                    f"more than {limits.variable_depth_max} variables are made of each other, one after the other "
                    "(variable_depth_max); ask in several requests",
                    line=at.line,
                    column=at.column,
                )
            self._kinds[name] = self._kind_of(self.nodes[name])
        return self._kinds[name]

    def is_facet(self, name: str) -> bool:
        """Whether a variable holds facets of edges, whose kinds nobody knows before they are read."""
        return isinstance(self.nodes[name], syntax.FacetKey)

    def _kind_of(self, node: syntax.Node) -> ValueKind | None:
        match node:
            case syntax.PredicateField(predicate=name):
                return self._kind_of_predicate(node, name)
            case syntax.CountField() | syntax.CountUidField():
                return ValueKind.INT
            case syntax.AggregateField(operator=operator, operand=operand):
                if isinstance(operand, syntax.ValueOf):
                    kind = self.kind(operand.variable, operand)
                else:
                    kind = self._kind_of_predicate(node, operand)
                return aggregated_kind(operator, kind)
            case syntax.MathField(expression=expression):
                return math_kind(expression, self._kind_in_math)
            case syntax.PasswordField():
                return ValueKind.BOOL
            case syntax.FacetKey():
                # To compute with it the numbers count, which add up over edges; others are shown and compared.
                return ValueKind.FLOAT
            case syntax.ValueField(value=value):
                return self.kind(value.variable, value)
            case _:
                return None

    def _kind_of_predicate(self, node: syntax.Node, name: syntax.Predicate) -> ValueKind | None:
        found = self.catalog.predicate(f"~{name.name}" if name.is_reverse else name.name)
        if found is None or found.kind is ValueKind.UID:
            # As in the reference: what nobody has is a variable without nodes.
            return None
        if found.is_list:
            raise wrong(node, f"{name.name:.60} is a list; a variable has one value for a node")
        return found.kind

    def _kind_in_math(self, variable: syntax.MathVariable | syntax.QueryVariable) -> ValueKind:
        if isinstance(variable, syntax.QueryVariable):
            return self.declared_kind(variable)
        return self.kind(variable.name, variable) or ValueKind.INT

    def declared_kind(self, variable: syntax.QueryVariable) -> ValueKind:
        """The kind of a query variable's value.

        Raises:
            ValidationError: It is not declared.
        """
        if variable.name not in self.types:
            raise wrong(
                variable, f"${variable.name:.40} is not declared; write query q(${variable.name:.40}: float) {{ … }}"
            )
        return variable_kinds[self.types[variable.name]]


def read_definitions(document: syntax.QueryDocument, catalog: Catalog, wanted: Collection[str]) -> Definitions:
    """The definitions of a query.

    Args:
        wanted: Names that are used outside of the query.

    Raises:
        ValidationError: A variable is defined twice, used and not defined, or defined and not used.
    """
    nodes: dict[str, syntax.Node] = {}
    blocks: dict[str, syntax.QueryBlock | syntax.VariableBlock] = {}
    used: dict[str, syntax.Node | None] = dict.fromkeys(wanted)
    for block in document.blocks:
        for owner, definition in _definitions(block):
            if not isinstance(block, syntax.ShortestBlock) and any(owner is each for each in block.selections):
                blocks[definition.name] = block
            if definition.name in nodes:
                raise wrong(definition, f"the variable {definition.name:.40} is defined twice; rename one of them")
            nodes[definition.name] = owner
        for name, place in _uses(block):
            used.setdefault(name, place)
    for name, node in used.items():
        if name not in nodes:
            message = (
                f"the variable {name:.40} is used but not defined; write {name:.40} as … where its values come from"
            )
            raise ValidationError(message) if node is None else wrong(node, message)
    for name, node in nodes.items():
        if name not in used:
            raise wrong(node, f"the variable {name:.40} is defined but not used; remove {name:.40} as")
    types = {declaration.name: declaration.type_name for declaration in document.declarations}
    definitions = Definitions(catalog, nodes, types, blocks)
    for name, node in nodes.items():
        definitions.kind(name, node)
    return definitions


def _definitions(node: Any) -> Iterator[tuple[syntax.Node, syntax.Definition]]:
    """Each definition below a node, with what it stands before."""
    if isinstance(node, tuple):
        for each in node:
            yield from _definitions(each)
    elif is_dataclass(node):
        for member in fields(node):
            value = getattr(node, member.name)
            if isinstance(value, syntax.Definition):
                assert isinstance(node, syntax.Node)
                yield node, value
            else:
                yield from _definitions(value)


def uses_variables(node: Any) -> bool:
    """Whether there is a variable in a part of a query."""
    return next(_uses(node), None) is not None


def _uses(node: Any) -> Iterator[tuple[str, syntax.Node]]:
    """Each use of a variable below a node."""
    match node:
        case syntax.ValueOf(variable=name) | syntax.LengthOf(variable=name):
            yield name, node
        case syntax.UidVariable(name=name) | syntax.MathVariable(name=name):
            yield name, node
        case tuple():
            for each in node:
                yield from _uses(each)
        case _ if is_dataclass(node):
            for member in fields(node):
                yield from _uses(getattr(node, member.name))


def aggregated_kind(operator: str, kind: ValueKind | None) -> ValueKind | None:
    """The kind of an aggregate of values of a kind: an average of whole numbers is a float."""
    return ValueKind.FLOAT if operator == "avg" and kind is not ValueKind.BIGFLOAT else kind


# ---- math -----------------------------------------------------------------------------------------


def math_kind(
    expression: syntax.MathExpression, kind_of: Callable[[syntax.MathVariable | syntax.QueryVariable], ValueKind]
) -> ValueKind:
    """The kind of what an expression gives."""
    match expression:
        case syntax.MathNumber():
            return number_kind(expression)
        case syntax.MathBoolean():
            return ValueKind.BOOL
        case syntax.MathVariable() | syntax.QueryVariable():
            return kind_of(expression)
        case syntax.MathUnary(operator=operator, operand=operand):
            return ValueKind.BOOL if operator == "!" else math_kind(operand, kind_of)
        case syntax.MathBinary(operator=operator, left=left, right=right):
            return call_kind(operator, [math_kind(left, kind_of), math_kind(right, kind_of)])
        case syntax.MathCall(name=name, arguments=arguments):
            return call_kind(name, [math_kind(argument, kind_of) for argument in arguments])


def number_kind(number: syntax.MathNumber) -> ValueKind:
    """The kind of a number as it is written."""
    return ValueKind.FLOAT if any(sign in number.text for sign in ".eE") else ValueKind.INT


_truths: Final = frozenset({"<", ">", "<=", ">=", "==", "!=", "&&", "||"})
_floats: Final = frozenset({"since", "dot"})
_functions: Final = frozenset({"sqrt", "ln", "exp", "logbase"})
"""Of a bigfloat they give one, of other numbers a float."""


def call_kind(name: str, kinds: list[ValueKind]) -> ValueKind:
    """The kind of what a function or operator gives for operands of some kinds."""
    if name in _truths:
        return ValueKind.BOOL
    if name in _floats:
        return ValueKind.FLOAT
    if name in _functions:
        return ValueKind.BIGFLOAT if ValueKind.BIGFLOAT in kinds else ValueKind.FLOAT
    if name == "cond":
        kinds = kinds[1:]
    if kinds and all(kind is kinds[0] for kind in kinds):
        return kinds[0]
    return ValueKind.BIGFLOAT if ValueKind.BIGFLOAT in kinds else ValueKind.FLOAT
