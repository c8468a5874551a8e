"""Which rules let a caller's nodes through: what `graphwright auth explain` counts.

In: a request, the claims of a caller. Out: for each type that the request reaches, and each rule about it, how many of
the type's nodes it lets through and how many it stops; the rest is unknown, which denies. Nothing of the request itself
is run. Does not know: how it is shown.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import orjson
from graphql import print_ast

from graphwright.auth.rules import CompiledRule, Connected, QueryLeaf, RoleLeaf, Rules
from graphwright.bind.graphql.trees import Binding
from graphwright.engine.catalogs import Loaded
from graphwright.engine.execution import Compute, Engine, Read, Write, checked_text, read_row
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import NoSchemaError
from graphwright.ir.nodes import Aggregate, AggregateItem, Condition, Hop, OfType, Query, Related, RelatedCount, Select
from graphwright.model.caller import Caller, trusted
from graphwright.plan.reading import ReadPlan, plan_read
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRule:
    """What one rule, or a part of one, says of the nodes of a type.

    Attributes:
        depth: How many connectives it stands in.
        passing, stopped: Nodes for which it is true, and false.
        total: All nodes of the type.
    """

    type_name: str
    operation: str
    depth: int
    text: str
    passing: int = 0
    stopped: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """A planned count of rules: its values, and what its numbers are of."""

    plan: ReadPlan
    values: list[Any]
    rules: tuple[ExplainedRule, ...]

    def filled(self, text: str) -> list[ExplainedRule]:
        """The rules with the numbers that the database found."""
        data: Mapping[str, Any] = orjson.loads(text)
        counts = [data[f"r{number}"]["count"] for number in range(3 * len(self.rules))]
        return [_with(rule, counts[3 * position :]) for position, rule in enumerate(self.rules)]


def _with(rule: ExplainedRule, counts: Sequence[int]) -> ExplainedRule:
    return ExplainedRule(
        type_name=rule.type_name,
        operation=rule.operation,
        depth=rule.depth,
        text=rule.text,
        passing=counts[0],
        stopped=counts[1],
        total=counts[2],
    )


def execute_explanation(
    engine: Engine, request: GraphqlRequest, caller: Caller
) -> Generator[Read | Write | Compute, Any, list[ExplainedRule]]:
    """Counts what the rules say, for a request as it was sent.

    Raises:
        GraphwrightError: The request could not run.
    """
    compiler = engine.compiler
    if compiler.loaded.schema is None:
        raise NoSchemaError("there is no GraphQL schema yet; run `graphwright schema apply`")
    plan = compiler.compile(compiler.text(request), request, trusted).plan
    asked: Any = plan.read and plan.read.query
    if plan.write is not None:
        asked = [getattr(step, "mutation", None) for step in plan.write.steps]
    explaining = plan_explanation(compiler.loaded, asked, caller)
    row = yield from read_row(compiler.choices, explaining.plan, explaining.values)
    return explaining.filled(checked_text(compiler, row))


def reached(ir: object) -> dict[tuple[str, str], None]:
    """The types that a request reaches, each with what is done to its nodes."""
    return dict.fromkeys(_reached(ir))


def _reached(ir: object) -> Iterator[tuple[str, str]]:
    match ir:
        case Select(api_type=str() as name, operation=operation):
            yield name, operation
        case Related(node_type=str() as name) | RelatedCount(node_type=str() as name) | Hop(node_type=name):
            yield name, "query"
    if isinstance(ir, tuple | list):
        for each in ir:
            yield from _reached(each)
    elif is_dataclass(ir):
        for member in fields(ir):
            yield from _reached(getattr(ir, member.name))


def plan_explanation(loaded: Loaded, ir: object, caller: Caller) -> Explaining:
    """Plans the counts for a request's IR, which no rule has touched."""
    api, rules = loaded.api, loaded.rules
    assert api is not None
    values: list[Any] = [caller.claims]
    binding = Binding(variables={}, literal_slots={}, values=values, types=loaded.input_types, api=api)
    explained: list[ExplainedRule] = []
    conditions: list[tuple[str, Condition | None]] = []
    for name, operation in _ruled(rules, reached(ir)):
        for depth, rule in _parts(rules.by_operation[operation][name], 0):
            is_true, is_false = rules.truth(rule, caller, binding, 0)
            explained.append(ExplainedRule(type_name=name, operation=operation, depth=depth, text=rule_text(rule)))
            conditions += [(name, is_true), (name, is_false), (name, None)]
    roots = tuple(
        Aggregate(
            key=f"r{number}",
            select=Select(source=OfType(node_type=api.types[name].node_type), api_type=name, condition=condition),
            items=(AggregateItem(key="count", function="count"),),
        )
        for number, (name, condition) in enumerate(conditions)
    )
    binding.extra(lambda _: None)  # a statement's own constants look at the last slot
    return Explaining(plan=plan_read(Query(roots=roots), loaded.environment), values=values, rules=tuple(explained))


def _ruled(rules: Rules, asked: Mapping[tuple[str, str], None]) -> dict[tuple[str, str], None]:
    found: dict[tuple[str, str], None] = {}
    for name, operation in asked:
        for concerned in rules.concerned(name):
            if concerned in rules.by_operation.get(operation, {}):
                found[concerned, operation] = None
    return found


def _parts(rule: CompiledRule, depth: int) -> Iterator[tuple[int, CompiledRule]]:
    yield depth, rule
    if isinstance(rule, Connected):
        for part in rule.parts:
            yield from _parts(part, depth + 1)


def rule_text(rule: CompiledRule) -> str:
    """A rule on one line, without what is inside a connective."""
    match rule:
        case RoleLeaf(claim=claim, operator=operator, operand=operand):
            shown = getattr(operand, "pattern", operand)
            return f"{{${claim}: {{{operator}: {orjson.dumps(shown).decode()}}}}}"
        case QueryLeaf(document=document):
            return " ".join(print_ast(document).split())
        case Connected(connective="or", parts=()):
            return "nobody (DenyByDefault)"
        case Connected(connective=connective):
            return connective
        case _:
            return "@permission"
