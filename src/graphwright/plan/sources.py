"""Where the nodes of a selection come from: the FROM clause and its conditions.

In: a source of the IR. Out: a `Node` and SQL conditions. Does not know: outputs, order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from sqlalchemy import Integer, Select, literal, literal_column, select, union
from sqlalchemy.sql import ColumnElement

from graphwright.ir.nodes import (
    Along,
    Below,
    Between,
    ByUid,
    Compare,
    Condition,
    HasType,
    HasValue,
    Nearest,
    OfType,
    OneOf,
    Or,
    RelatedCount,
    Same,
    Source,
    TextTest,
    Where,
)
from graphwright.ir.relations import ComparePredicateWithRelation, OfRelations
from graphwright.ir.values import BeginsWith, HasAnyType, HasCount, IsNear
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.plan.conditions import (
    conjuncts,
    driver_rank,
    is_sought,
    lower_check,
    lower_driver,
    value_test,
)
from graphwright.plan.counting import count_driver
from graphwright.plan.edges import Conditions, lower_edge
from graphwright.plan.existence import node_of_type
from graphwright.plan.lookups import lower_relations_source
from graphwright.plan.near import near_uids
from graphwright.plan.scope import Node, Scope
from graphwright.plan.texts import text_test
from graphwright.plan.values import tagged_values
from graphwright.storage.elements import InList, unnest_uids
from graphwright.storage.tables import memberships_table


def lower_source(scope: Scope, source: Source, outer: Node | None) -> tuple[Node, Conditions]:
    """The node of a selection and what makes it belong to the source."""
    match source:
        case OfType(node_type=name):
            return node_of_type(scope, name)
        case ByUid(uids=uids, node_type=None):
            table: Any = unnest_uids(scope.list_parameter(uids), scope.name("u"))
            return Node(scope=scope, uid=table.c.value, base=table), []
        case ByUid(uids=uids, node_type=name):
            assert name is not None
            node, conditions = node_of_type(scope, name)
            return node, [*conditions, InList(node.uid, scope.list_parameter(uids), ValueKind.UID)]
        case Where(condition=condition):
            return _where(scope, condition)
        case Along(predicate=name):
            assert outer is not None, "only a selection inside another follows an edge"
            return lower_edge(scope, scope.predicate(name), outer)
        case OfRelations():
            return lower_relations_source(scope, source), []
        case Nearest() | Below() | Same():
            raise AssertionError(f"{type(source).__name__} is lowered with its conditions, `selecting.py`")
    assert_never(source)


def _where(scope: Scope, condition: Condition) -> tuple[Node, Conditions]:
    """Every node that passes: what an index finds, else every node that has a value, with the rest as checks."""
    parts = conjuncts(condition)
    for part in sorted(parts, key=driver_rank, reverse=True):
        found = _driven(scope, part)
        if found is not None:
            node, conditions = found
            return node, [*conditions, *(lower_check(node, other) for other in parts if other is not part)]
    node, conditions = _holding(scope, parts[0])
    return node, [*conditions, *(lower_check(node, part) for part in parts)]


def _driven(scope: Scope, condition: Condition) -> tuple[Node, Conditions] | None:
    """The nodes that pass, found by what the store keeps of such values; None where it keeps nothing."""
    match condition:
        case Compare() | OneOf() | Between():
            return _compared(scope, condition)
        case HasValue(predicate=name, languages=languages):
            predicate = scope.predicate(name)
            if isinstance(predicate.home, ColumnHome) and not languages:
                return _family_rows(scope, predicate.home, condition)
            return _gathered(scope, _holders(scope, predicate, languages)), []
        case BeginsWith(predicate=name):
            home = scope.predicate(name).home
            return _family_rows(scope, home, condition) if isinstance(home, ColumnHome) else None
        case ComparePredicateWithRelation(predicate=name, languages=()):
            home = scope.predicate(name).home
            return _family_rows(scope, home, condition) if isinstance(home, ColumnHome) else None
        case HasCount() | RelatedCount():
            found = count_driver(scope, condition)
        case TextTest(languages=(language,)) if language != ".":
            found = _tagged(scope, condition.predicate, language, text_test(scope, condition))
        case HasType(node_type=name) if name in scope.catalog.node_types:
            return node_of_type(scope, name)
        case Or(parts=parts):
            found = select(union(*(_uids_where(scope, part) for part in parts)).subquery(scope.name("d")).c[0])
        case HasAnyType():
            found = select(scope.alias(memberships_table).c.uid)
        case IsNear(nearest=nearest):
            found = near_uids(scope, nearest, lower_check)
        case _:
            found = lower_driver(scope, condition, None)
    return None if found is None else (_gathered(scope, found), [])


def _uids_where(scope: Scope, condition: Condition) -> Select[Any]:
    node, conditions = _where(scope, condition)
    return select(node.uid).select_from(node.source).where(*conditions)


def _compared(scope: Scope, condition: Compare | OneOf | Between) -> tuple[Node, Conditions] | None:
    """A family has one row for each node; elsewhere the uids are gathered first."""
    predicate = scope.predicate(condition.predicate)
    if len(condition.languages) == 1 and condition.languages[0] != ".":
        test = value_test(scope, condition)
        return _gathered(scope, _tagged(scope, predicate.name, condition.languages[0], test)), []
    home = predicate.home if not condition.languages else None
    if not (isinstance(home, ColumnHome) and is_sought(predicate)):
        driver = lower_driver(scope, condition, None)
        if driver is not None:
            return _gathered(scope, driver), []
    return _family_rows(scope, home, condition) if isinstance(home, ColumnHome) else None


def _family_rows(scope: Scope, home: ColumnHome, condition: Condition) -> tuple[Node, Conditions]:
    table = scope.alias(scope.tables.family(home.table))
    node = Node(scope=scope, uid=table.c.uid, base=table, families={home.table: table})
    return node, [lower_check(node, condition)]


def _gathered(scope: Scope, found: Select[Any]) -> Node:
    """Nodes by their uids, each once."""
    base = found.distinct().subquery(scope.name("d"))
    return Node(scope=scope, uid=base.c[0], base=base)


def _holding(scope: Scope, condition: Condition) -> tuple[Node, Conditions]:
    """Every node that has what a condition is about."""
    match condition:
        case ComparePredicateWithRelation():
            held = HasValue(predicate=condition.predicate, languages=condition.languages)
            found = _driven(scope, held)
            assert found is not None, "whatever has a value is found"
            return found
        case Compare() | OneOf() | Between() | TextTest() | HasCount(predicate=str()) | RelatedCount() | BeginsWith():
            assert condition.predicate is not None
            languages = () if isinstance(condition, RelatedCount | BeginsWith) else condition.languages
            held = HasValue(predicate=condition.predicate, languages=languages)
            found = _driven(scope, held)
            assert found is not None, "whatever has a value is found"
            return found
    raise AssertionError(f"a root begins with values, not with {type(condition).__name__}")


def _tagged(scope: Scope, name: str, language: str, test: Callable[[Any], ColumnElement[Any]]) -> Select[Any]:
    """The nodes whose value in a language, or in any one ("*"), passes a test."""
    found = tagged_values(scope, scope.predicate(name), language)
    uid, value = found.selected_columns
    return found.where(test(value)).with_only_columns(uid)


def _holders(scope: Scope, predicate: Predicate, languages: tuple[str, ...]) -> Select[Any]:
    """The uids that have any value or edge of a predicate, perhaps several times."""
    match predicate.home:
        case ColumnHome(table=name, column=column):
            return _tagged_holders(scope, predicate, languages) if languages else _filled(scope, name, column)
        case ListHome():
            return select(scope.alias(scope.tables.values(predicate)).c.uid)
        case EdgeHome(table=name):
            return select(scope.alias(scope.tables.edges(name)).c.src)
        case ReverseHome(predicate=name, node_type=type_name):
            return _referred(scope, scope.predicate(name), type_name)
    assert_never(predicate.home)


def _filled(scope: Scope, name: str, column: str) -> Select[Any]:
    family = scope.alias(scope.tables.family(name))
    return select(family.c.uid).where(family.c[column].is_not(None))


def _tagged_holders(scope: Scope, predicate: Predicate, languages: tuple[str, ...]) -> Select[Any]:
    assert isinstance(predicate.home, ColumnHome)
    assert predicate.tag_table is not None, f"{predicate.name} has no language tags"
    table = scope.alias(scope.tables.tagged(predicate.tag_table))
    tagged = select(table.c.uid)
    if languages == ("*",):
        return tagged
    if "." not in languages:
        return tagged.where(table.c.lang.in_([literal(language) for language in languages]))
    untagged = _filled(scope, predicate.home.table, predicate.home.column)
    return select(untagged.union(tagged).subquery(scope.name("d")).c[0])


def _referred(scope: Scope, predicate: Predicate, type_name: str | None) -> Select[Any]:
    """The nodes that a predicate's edges lead to, those of a type alone where one is given."""
    match predicate.home:
        case EdgeHome(table=name):
            edges = scope.alias(scope.tables.edges(name))
            return select(edges.c.dst).where(*_members(scope, edges.c.src, type_name))
        case ColumnHome(table=name, column=column):
            family = scope.alias(scope.tables.family(name))
            target = family.c[column]
            return select(target).where(target.is_not(None), *_members(scope, family.c.uid, type_name))
    raise AssertionError(f"{predicate.name} has no home of its own to read backwards")


def _members(scope: Scope, uid: ColumnElement[Any], type_name: str | None) -> Conditions:
    if type_name is None:
        return []
    table = scope.alias(memberships_table)
    type_id = literal_column(str(scope.catalog.node_types[type_name].id), Integer())
    return [uid.in_(select(table.c.uid).where(table.c.type_id == type_id))]
