"""Tests that a database cannot do, in steps: it gives candidates, and the statement gets what passes in Python.

In: IR behind the passes. Out: the same with `UidIn` in the place of each such test: "the node is one of those whose
value passes". As this says the same wherever it stands, tests work under every connective, in relations, aggregates and
rules, and are done before order and page. Which nodes are candidates is narrowed by what must hold beside the test: the
other conditions, the index that stands beside it, and the way on which the node is reached. Candidates may be too many,
never too few. Does not know: who runs the steps (`storage/verifying.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar

import orjson
from sqlalchemy import Integer, Select, func, literal_column, select

from graphwright import limits
from graphwright.ir.connections import Connection
from graphwright.ir.facets import FacetTest
from graphwright.ir.grouped import GroupPart
from graphwright.ir.nodes import (
    Along,
    And,
    ByUid,
    Condition,
    HasValue,
    Lies,
    Nearest,
    OfType,
    Or,
    Param,
    Related,
    RelatedCount,
    Same,
    Source,
    TextTest,
    UidIn,
    Where,
    affected_slot,
)
from graphwright.ir.nodes import Select as IrSelect
from graphwright.ir.relations import Level, ValuesOf, relations_read
from graphwright.ir.values import IsNear
from graphwright.model.catalog import ColumnHome, ListHome
from graphwright.plan.conditions import conjuncts, lower_check
from graphwright.plan.edges import lower_ends
from graphwright.plan.near_by_index import near_by_index
from graphwright.plan.preparing import Prepared, VerifiedParam, prepare
from graphwright.plan.rows import lower_rows, lower_uids, lower_value
from graphwright.plan.scope import Environment, Node, Scope
from graphwright.plan.texts import may_pass
from graphwright.plan.values import single_value, tagged_values
from graphwright.plan.vector_search import VectorSearch
from graphwright.records import dataclass
from graphwright.search.geometry import matches
from graphwright.search.text_tests import text_tests
from graphwright.storage.interface import Explored, Verified
from graphwright.storage.verifying import passing_uids

Anything = TypeVar("Anything")


def with_steps(node: Anything, environment: Environment) -> Anything:
    """A selection, or outputs, as the database can run them."""
    if environment.storage.capabilities.calls_python:
        return node
    made: Anything = _Rewriting(environment).anything(node, _nowhere)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """Where a node stands, as far as it narrows what the node can be.

    Attributes:
        start: The selection where the way begins; None: nothing is known.
        way: Predicates, each with what the nodes that it leads to pass.
        parts: What holds for the node where it matters; no tests.
    """

    start: IrSelect | None = None
    way: tuple[tuple[str, tuple[Condition, ...]], ...] = ()
    parts: tuple[Condition, ...] = ()

    def among(self, parts: Sequence[Condition]) -> _Around:
        """The same, narrowed by what the statement of candidates can look at: variables are made elsewhere."""
        plain = [part for part in parts if _is_plain(part)]
        return replace(self, parts=(*self.parts, *plain)) if plain else self

    def beyond(self, predicate: str) -> _Around:
        """Where the nodes stand to which a predicate leads from here."""
        if self.start is None or not self._is_narrow():
            return _nowhere
        if self.way:
            *before, (name, _) = self.way
            return _Around(start=self.start, way=(*before, (name, self.parts), (predicate, ())))
        return _Around(start=_joined(self.start, self.parts), way=((predicate, ()),))

    def _is_narrow(self) -> bool:
        start = self.start
        return bool(self.way or self.parts) or (
            start is not None
            and (start.condition is not None or start.page is not None or isinstance(start.source, ByUid | Where))
        )


_nowhere = _Around()


def _joined(start: IrSelect, parts: Sequence[Condition]) -> IrSelect:
    every = (*conjuncts(start.condition), *parts)
    return replace(start, condition=And(parts=every) if every else None)


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Puts steps in the place of tests."""

    environment: Environment
    levels: dict[str, _Around] = field(default_factory=dict)
    """Where the nodes of relations stand, by their names."""

    def anything(self, node: Any, around: _Around) -> Any:
        """Any node of the IR; conditions know where they stand, whatever else there is leads nowhere."""
        match node:
            case IrSelect():
                return self._select(node, around)
            case Connection(select=selection):
                # Its page begins at a cursor: what stands inside is not that of the first nodes.
                whole = self._select(replace(selection, page=None), _nowhere)
                return replace(node, select=replace(whole, page=selection.page))
            case And(parts=parts):
                return self._all(node, parts, around)
            case Or():
                return self._members(node, around)
            case TextTest() | Lies(is_rough=False) | IsNear():
                return self._steps(node, around)
            case Level() | ValuesOf():
                return self._relation(node)
            case GroupPart():
                return self._members(node, _nowhere)
            case Related(predicate=name) | RelatedCount(predicate=name):
                return self._members(node, around.beyond(name))
            case Param():
                return node
            case tuple():
                made = tuple(self.anything(each, around) for each in node)
                return node if all(new is old for new, old in zip(made, node, strict=True)) else made
            case _ if is_dataclass(node):
                return self._members(node, around)
            case _:
                return node

    def _members(self, node: Any, around: _Around) -> Any:
        """A node with what stands in it rewritten."""
        changed = {}
        for each in fields(node):
            old = getattr(node, each.name)
            new = self.anything(old, around)
            if new is not old:
                changed[each.name] = new
        return replace(node, **changed) if changed else node

    def _relation(self, relation: Level | ValuesOf) -> Any:
        """The nodes of a variable, or what is asked of them, which comes later and in a relation of its own."""
        if isinstance(relation, ValuesOf):
            return self._members(relation, self.levels.get(relation.level, _nowhere))
        level = relation
        above = _nowhere if level.above is None else self.levels.get(level.above, _nowhere)
        made = self._select(level.select, above)
        free = [part for part in conjuncts(made.condition) if _is_plain(part)]
        self.levels[level.name] = self._reached(made.source, above).among(free)
        return replace(level, select=made)

    def _select(self, selection: IrSelect, around: _Around) -> IrSelect:
        source = self._members(selection.source, _nowhere)
        here = self._reached(source, around)
        condition = self.anything(selection.condition, here)
        free = [part for part in conjuncts(selection.condition) if not has_tests(part) and _is_plain(part)]
        inside = here.among(free)
        has_page = selection.page is not None and (selection.page.first or selection.page.last) is not None
        if (
            has_page
            and _is_plain(selection.order)
            and inside.start is not None
            and not inside.way
            and len(free) == len(conjuncts(selection.condition))
        ):
            # Nothing is to be tested: these are the very rows, page and all.
            inside = replace(inside, start=replace(inside.start, order=selection.order, page=selection.page))
        if isinstance(source, Nearest):
            source = self._found(source, condition)
        return replace(
            selection,
            source=source,
            condition=condition,
            order=self.anything(selection.order, _nowhere),
            output=self.anything(selection.output, inside),
        )

    def _reached(self, source: Source, around: _Around) -> _Around:
        match source:
            case Where(condition=condition) if not _is_plain(condition):
                return _nowhere
            case OfType() | ByUid() | Where():
                return _Around(start=IrSelect(source=source, api_type=None))
            case Nearest(node_type=str() as name):
                return _Around(start=IrSelect(source=OfType(node_type=name), api_type=None))
            case Along(predicate=name):
                return around.beyond(name)
            case Same():
                return around
            case _:
                return _nowhere

    def _all(self, node: And, parts: tuple[Condition, ...], around: _Around) -> And:
        free = [part for part in parts if not has_tests(part)]
        return replace(
            node,
            parts=tuple(
                self.anything(part, around.among([each for each in free if each is not part])) for part in parts
            ),
        )

    def _steps(self, condition: TextTest | Lies | IsNear, around: _Around) -> UidIn:
        if isinstance(condition, IsNear):
            return self._near(condition.nearest)
        statement = self._candidates(condition, around)
        asked = condition.asked if isinstance(condition, TextTest) else condition.question
        test: Callable[[str, str], bool] = (
            text_tests[condition.test]
            if isinstance(condition, TextTest)
            else lambda question, shape: matches(shape, question)
        )

        def steps(values: Sequence[Any]) -> Verified:
            passes = partial(test, asked.convert(values[asked.slot]))
            return Verified(
                text=statement.text,
                arguments=statement.arguments(values),
                keep=lambda rows, _: passing_uids(rows, passes),
            )

        # Its own `convert`: parameters with the same one would become one.
        return UidIn(
            uids=VerifiedParam(slot=affected_slot, convert=lambda value: value, label="what passes", steps=steps)
        )

    def _near(self, source: Nearest) -> UidIn:
        """The nodes that are among the nearest."""
        search = self._search(source, None, lambda pairs: [uid for uid, _ in pairs])
        return UidIn(
            uids=VerifiedParam(slot=affected_slot, convert=lambda value: value, label="the nearest", steps=search)
        )

    def _found(self, source: Nearest, condition: Condition | None) -> Nearest:
        """The nearest with their distances, found by comparing with every vector that may be one of them."""
        search = self._search(source, condition, lambda pairs: orjson.dumps(pairs).decode())
        found = VerifiedParam(slot=affected_slot, convert=lambda value: value, label="the nearest", steps=search)
        return replace(source, found=found)

    def _search(
        self, source: Nearest, condition: Condition | None, give: Callable[[list[tuple[int, float]]], Any]
    ) -> Callable[[Sequence[Any]], Verified | Explored]:
        first = condition if source.filters_first else self.anything(source.visible, _nowhere)
        vectors, probe = self._vectors(source, first), partial(self._vectors, source, first, is_counted=True)
        search = VectorSearch(
            source=source,
            vectors=vectors,
            by_node=self._vector_of(source.asked, source.predicate) if isinstance(source.asked, IrSelect) else None,
            by_index=near_by_index(self.environment, source, first, probe),
            give=give,
        )
        return search.steps

    def _vectors(self, source: Nearest, first: Condition | None, *, is_counted: bool = False) -> Prepared:
        """(uid, vector) of all that may be found, or how many they are as far as it matters."""
        scope, storage = self.environment.scope(), self.environment.storage
        chosen = IrSelect(source=Where(condition=HasValue(predicate=source.predicate)), api_type=None)
        if source.filters_first or source.visible is not None:
            everything = chosen.source if source.node_type is None else OfType(node_type=source.node_type)
            chosen = IrSelect(source=everything, api_type=None, condition=first)
        node, statement = lower_rows(scope, chosen)
        home = scope.predicate(source.predicate).home
        assert isinstance(home, ColumnHome), "a vector is a single value"
        value = node.value(home)
        found = statement.order_by(None).where(value.is_not(None)).with_only_columns(node.uid, value)
        found = found.select_from(node.source)
        return prepare(storage.compile(_number_of(found) if is_counted else found), scope, storage)

    def _vector_of(self, selection: IrSelect, predicate: str) -> Prepared:
        """The vector of the node that has the one asked for."""
        scope, storage = self.environment.scope(), self.environment.storage
        home = scope.predicate(predicate).home
        assert isinstance(home, ColumnHome), "a vector is a single value"
        return prepare(storage.compile(lower_value(scope, self._select(selection, _nowhere), home)), scope, storage)

    def _tagged_candidates(self, scope: Scope, condition: TextTest) -> Prepared:
        """(uid, value) of all values in the language that is asked for."""
        found = tagged_values(scope, scope.predicate(condition.predicate), condition.languages[0])
        before, storage = may_pass(scope, condition), self.environment.storage
        kept = found if before is None else found.where(before(found.selected_columns.value))
        return prepare(storage.compile(kept), scope, storage)

    def _candidates(self, condition: TextTest | Lies, around: _Around) -> Prepared:
        """(uid, value) of the nodes that may pass."""
        scope, storage = self.environment.scope(), self.environment.storage
        predicate = scope.predicate(condition.predicate)
        languages = condition.languages if isinstance(condition, TextTest) else ()
        if isinstance(condition, Lies):
            around = around.among([replace(condition, is_rough=True)])
        has_value = HasValue(predicate=condition.predicate, languages=languages)
        if around.start is None and isinstance(condition, TextTest) and len(languages) == 1 and languages[0] != ".":
            return self._tagged_candidates(scope, condition)
        if around.start is None:
            source = Where(condition=has_value)
            around = replace(around, start=IrSelect(source=source, api_type=None))
        node, statement = _lower_around(scope, around)
        before = may_pass(scope, condition) if isinstance(condition, TextTest) else None
        if isinstance(predicate.home, ListHome) or languages == ("*",):
            table: Any = (
                tagged_values(scope, predicate, "*").subquery(scope.name("t"))
                if languages
                else scope.alias(scope.tables.values(predicate))
            )
            listed = statement.with_only_columns(node.uid, table.c.value)
            if before is not None:
                listed = listed.where(before(table.c.value))
            return prepare(
                storage.compile(listed.select_from(node.source.join(table, table.c.uid == node.uid))), scope, storage
            )
        assert isinstance(predicate.home, ColumnHome), f"{predicate.name} has no values to test"
        value = single_value(node, predicate, languages)
        kept = value.is_not(None) if before is None else before(value)
        found = statement.where(kept).with_only_columns(node.uid, value).select_from(node.source)
        return prepare(storage.compile(found), scope, storage)


def _lower_around(scope: Scope, around: _Around) -> tuple[Node, Select[Any]]:
    """The node that stands there, and its statement without columns."""
    assert around.start is not None
    if not around.way:
        node, statement = lower_rows(scope, _joined(around.start, around.parts))
        return node, statement.order_by(None) if around.start.page is None else statement
    uids = lower_uids(scope, around.start)
    *before, (last, _) = around.way
    for predicate, parts in before:
        node = _end(scope, predicate, uids)
        checks = [lower_check(node, part) for part in parts]
        uids = select(node.uid).select_from(node.source).where(*checks)
    node = _end(scope, last, uids)
    return node, select().where(*[lower_check(node, part) for part in around.parts])


def _end(scope: Scope, predicate: str, beginnings: Select[Any]) -> Node:
    """The nodes to which a predicate leads, each once."""
    base: Any = lower_ends(scope, scope.predicate(predicate), beginnings).distinct().subquery(scope.name("d"))
    return Node(scope=scope, uid=base.c[0], base=base)


def _number_of(found: Select[Any]) -> Select[Any]:
    bound = literal_column(str(limits.nearest_compared_max + 1), Integer())
    rows = found.with_only_columns(literal_column("1", Integer())).limit(bound)
    return select(func.count()).select_from(rows.subquery("found"))


def _is_plain(node: Any) -> bool:
    """Whether nothing in a node of the IR looks into a variable's relation, or at the edge by which it was reached."""
    return next(iter(relations_read(node)), None) is None and not _has_facet_tests(node)


def _has_facet_tests(node: Any) -> bool:
    match node:
        case FacetTest():
            return True
        case Related() | RelatedCount() | Param():
            # These follow their edges themselves.
            return False
        case tuple():
            return any(map(_has_facet_tests, node))
        case _:
            return is_dataclass(node) and any(_has_facet_tests(getattr(node, each.name)) for each in fields(node))


def has_tests(node: Any) -> bool:
    """Whether something in a node of the IR is a test that needs steps."""
    match node:
        case TextTest() | Lies(is_rough=False) | IsNear():
            return True
        case Param():
            return False
        case tuple():
            return any(map(has_tests, node))
        case _:
            return is_dataclass(node) and any(has_tests(getattr(node, each.name)) for each in fields(node))
