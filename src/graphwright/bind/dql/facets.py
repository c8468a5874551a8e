"""`@facets(…)` → what is asked of the facets of an edge or a value, what they must pass, how they order.

Does not know: the fields that the facets belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, get_args

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot
from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetOutput, FacetTest, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.nodes import And, Condition, Not, Or, OrderBy, Param
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.model.catalog import Predicate
from graphwright.model.facets import FacetOperator, asked_facet
from graphwright.search.term import tokenize_terms

_operators: Final[tuple[FacetOperator, ...]] = get_args(FacetOperator)


@dataclass(frozen=True, slots=True)
class BoundFacets:
    """What a field asks of facets.

    Attributes:
        outputs: Of an edge they belong to the nodes that it leads to.
    """

    outputs: tuple[FacetOutput, ...] = ()
    condition: Condition | None = None
    order: tuple[OrderBy, ...] = ()


def bind_edge_facets(binding: Binding, directives: Sequence[syntax.Directive], prefix: str) -> BoundFacets:
    """What an edge asks of its facets.

    Args:
        prefix: The key of the edge.

    Raises:
        ValidationError: A test is none that facets have.
    """
    outputs: dict[str, FacetOutput] = {}
    order: list[OrderBy] = []
    condition: Condition | None = None
    for directive in directives:
        match directive:
            case syntax.FacetFilter(condition=asked):
                condition = _condition(binding, asked)
            case syntax.FacetFetch(keys=()):
                outputs[""] = EdgeFacets(key=f"{prefix}|")
            case syntax.FacetFetch(keys=keys):
                for key in keys:
                    output = _edge_output(key, prefix)
                    outputs.setdefault(output.key, output)
                    if isinstance(key, syntax.FacetKey) and key.variable is not None:
                        name = key.variable.name
                        outputs[f"{name} as"] = FacetVariable(key=f"{name} as", name=key.name, defines=name)
                    if isinstance(key, syntax.FacetOrder):
                        order.append(OrderBy(predicate="", is_descending=key.is_descending, facet=key.name))
            case _:
                pass
    return BoundFacets(tuple(outputs.values()), condition, tuple(order))


def _edge_output(key: syntax.FacetKey | syntax.FacetOrder, prefix: str) -> EdgeFacet:
    alias = key.alias if isinstance(key, syntax.FacetKey) else None
    return EdgeFacet(key=alias or f"{prefix}|{key.name}", name=key.name)


def bind_value_facets(
    directives: Sequence[syntax.Directive], predicate: Predicate, languages: Sequence[str], prefix: str
) -> tuple[ValueFacet | ValueFacets, ...]:
    """What a value asks of its facets.

    Args:
        prefix: The key of the value.

    Raises:
        ValidationError: They are asked to filter or order, or to be a variable.
    """
    outputs: list[ValueFacet | ValueFacets] = []
    language = languages[0] if languages and languages[0] != "." else ""
    for directive in directives:
        match directive:
            case syntax.FacetFilter():
                raise wrong(directive, f"{predicate.name} holds values; facets filter edges")
            case syntax.FacetFetch(keys=()):
                outputs.append(ValueFacets(key=f"{prefix}|", predicate=predicate.name, language=language))
            case syntax.FacetFetch(keys=keys):
                for key in keys:
                    if isinstance(key, syntax.FacetOrder) or key.variable is not None:
                        raise wrong(key, f"{predicate.name} holds values; facets of edges order and are variables")
                    shown = key.alias or f"{prefix}|{key.name}"
                    outputs.append(ValueFacet(key=shown, predicate=predicate.name, name=key.name, language=language))
            case _:
                pass
    return tuple(outputs)


# ---- conditions -----------------------------------------------------------------------------------


def _condition(binding: Binding, node: syntax.Filter) -> Condition:
    match node:
        case syntax.And(operands=operands):
            return And(parts=tuple(_condition(binding, operand) for operand in operands))
        case syntax.Or(operands=operands):
            return Or(parts=tuple(_condition(binding, operand) for operand in operands))
        case syntax.Not(operand=operand):
            return Not(part=_condition(binding, operand))
        case syntax.FunctionCall(target=syntax.Predicate(name=name)):
            return _test(binding, node, name)
        case _:
            raise wrong(node, "facets are compared by eq, le, lt, ge, gt, anyofterms and allofterms")


def _test(binding: Binding, call: syntax.FunctionCall, name: str) -> Condition:
    operator = next((each for each in _operators if each == call.name), None)
    if operator is None:
        raise wrong(call, f"facets know no function {call.name:.40}; {suggest(call.name, set(_operators))}")
    values: Sequence[syntax.Argument] = call.arguments
    match call.arguments:
        case (syntax.ListLiteral(values=listed),):
            values = listed
    if not values or (len(values) > 1 and operator != "eq"):
        raise wrong(call, f"{operator} takes a facet and one value, not {len(values)}")
    tests = tuple(_one_test(binding, name, operator, value) for value in values)
    return tests[0] if len(tests) == 1 else Or(parts=tests)


def _one_test(binding: Binding, name: str, operator: FacetOperator, value: syntax.Argument) -> FacetTest:
    slot = scalar_slot(binding, scalar_of(value))
    convert = _asked_terms if operator.endswith("ofterms") else partial(asked_facet, terms=())
    return FacetTest(name=name, operator=operator, asked=Param(slot=slot, convert=convert, label="facet"))


def _asked_terms(text: str) -> str:
    return asked_facet(text, tokenize_terms(text))
