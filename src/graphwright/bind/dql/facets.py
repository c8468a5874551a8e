"""`@facets(…)` → what is asked of the facets of an edge or a value, what they must pass, how they order.

Does not know: the fields that the facets belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, get_args

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.functions.asking import listed
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.terms import bind_terms
from graphwright.bind.dql.values import scalar_of, scalar_slot
from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetOutput, FacetTest, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.nodes import Condition, OrderBy, Param
from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import suggest
from graphwright.model.catalog import Predicate
from graphwright.model.facets import FacetOperator, asked_facet
from graphwright.records import dataclass
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
    for directive in directives:
        match directive:
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
    return BoundFacets(tuple(outputs.values()), _passed(binding, directives), tuple(order))


def _edge_output(key: syntax.FacetKey | syntax.FacetOrder, prefix: str) -> EdgeFacet:
    alias = key.alias if isinstance(key, syntax.FacetKey) else None
    return EdgeFacet(key=alias or f"{prefix}|{key.name}", name=key.name)


def bind_value_facets(
    binding: Binding,
    directives: Sequence[syntax.Directive],
    predicate: Predicate,
    languages: Sequence[str],
    prefix: str,
) -> tuple[tuple[ValueFacet | ValueFacets, ...], Condition | None]:
    """What a value asks of its facets, and what these must pass for it to be shown.

    Args:
        prefix: The key of the value.

    Raises:
        ValidationError: A test is none that facets have.
    """
    outputs: list[ValueFacet | ValueFacets] = []
    language = languages[0] if languages and languages[0] != "." else ""
    passed = _passed(binding, directives)
    for directive in directives:
        match directive:
            case syntax.FacetFetch(keys=()):
                outputs.append(
                    ValueFacets(key=f"{prefix}|", predicate=predicate.name, language=language, facets=passed)
                )
            case syntax.FacetFetch(keys=keys):
                for key in keys:
                    # Values have no order and lead to no node that a variable could be of; as in the reference
                    # both are ignored.
                    alias = key.alias if isinstance(key, syntax.FacetKey) else None
                    shown = alias or f"{prefix}|{key.name}"
                    outputs.append(
                        ValueFacet(key=shown, predicate=predicate.name, name=key.name, language=language, facets=passed)
                    )
            case _:
                pass
    return tuple(outputs), passed


# ---- conditions -----------------------------------------------------------------------------------


def _passed(binding: Binding, directives: Sequence[syntax.Directive]) -> Condition | None:
    """What facets must pass; the parser lets one directive ask for it."""
    for directive in directives:
        if isinstance(directive, syntax.FacetFilter):
            return bind_terms(directive.condition, partial(_bind_function, binding))
    return None


def _bind_function(binding: Binding, function: syntax.Function) -> Condition:
    match function:
        case syntax.FunctionCall(target=syntax.Predicate(name=name)):
            return _test(binding, function, name)
        case _:
            raise wrong(function, "facets are compared by eq, le, lt, ge, gt, anyofterms and allofterms")


def _test(binding: Binding, call: syntax.FunctionCall, name: str) -> Condition:
    operator = next((each for each in _operators if each == call.name), None)
    if operator is None:
        raise wrong(call, f"facets know no function {call.name:.40}; {suggest(call.name, set(_operators))}")
    values = listed(call)
    if len(values) != 1:
        # As in the reference, eq too.
        raise wrong(call, f"{operator} takes a facet and one value, not {len(values)}; join several by or")
    return _one_test(binding, name, operator, values[0])


def _one_test(binding: Binding, name: str, operator: FacetOperator, value: syntax.Argument) -> FacetTest:
    slot = scalar_slot(binding, scalar_of(value))
    convert = _asked_terms if operator.endswith("ofterms") else partial(asked_facet, terms=())
    return FacetTest(name=name, operator=operator, asked=Param(slot=slot, convert=convert, label="facet"))


def _asked_terms(text: str) -> str:
    return asked_facet(text, tokenize_terms(text))
