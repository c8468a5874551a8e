"""Conditions as SQL: each as a check of one row, some also as a driver that finds the rows.

In: a condition of the IR and a node. Out: SQL conditions, two-valued where it matters: a negation is
`(…) IS NOT TRUE`, so what is unknown counts as false before it and true behind it.
Does not know: languages, which database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, assert_never

from sqlalchemy import BigInteger, Select, and_, exists, false, func, literal_column, or_, select, true
from sqlalchemy.sql import ColumnElement

from graphwright.ir.existence import Exists, RefersTo
from graphwright.ir.facets import FacetTest
from graphwright.ir.nodes import (
    And,
    Between,
    Compare,
    Condition,
    Constant,
    HasTokens,
    HasType,
    HasValue,
    Hop,
    IsNoAncestor,
    Lies,
    Not,
    OneOf,
    Or,
    Param,
    Related,
    RelatedCount,
    TextTest,
    UidIn,
    UidIs,
)
from graphwright.ir.relations import RelationCondition
from graphwright.ir.subjects import refers_to_subject, speaks_of_subject
from graphwright.ir.values import BeginsWith, HasAnyType, HasCount, IsNear
from graphwright.model.catalog import ColumnHome, EdgeHome, ListHome, Predicate, ReverseHome
from graphwright.model.values import ValueKind, key_text
from graphwright.plan.comparing import comparisons
from graphwright.plan.counting import compare_count, count_check, has_any_type
from graphwright.plan.edges import lower_beginnings, lower_edge, lower_ends
from graphwright.plan.existence import check_existence, node_of_type
from graphwright.plan.facets import check_facet
from graphwright.plan.lookups import check_relation
from graphwright.plan.near import near_uids
from graphwright.plan.scope import Node, Scope
from graphwright.plan.shapes import driving_part, lies_candidates, lies_check, lies_driver
from graphwright.plan.texts import check_text
from graphwright.plan.tokens import lead_driver, tokens_check, tokens_driver
from graphwright.plan.values import is_of_type, single_value, tagged_values
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import BTree
from graphwright.storage.elements import Collated, InList, Quoted, unnest_uids
from graphwright.storage.tables import keys_table, memberships_table

_last_character: Final = "\U0010ffff"


def lower_check(node: Node, condition: Condition) -> ColumnElement[Any]:
    """Whether the node passes."""
    scope = node.scope
    match condition:
        case And(parts=parts):
            return and_(true(), *(lower_check(node, part) for part in parts))
        case Or(parts=parts):
            return or_(false(), *(lower_check(node, part) for part in parts))
        case Not(part=part):
            return lower_check(node, part).is_not(true())
        case Constant(value=value):
            return true() if value else false()
        case Compare() | OneOf() | Between():
            return _value_check(node, condition)
        case HasTokens() | TextTest() | Lies():
            return _search_check(node, condition)
        case HasValue(predicate=name, languages=languages):
            return _has(node, scope.predicate(name), languages)
        case UidIs(uid=uid):
            return node.uid == scope.parameter(uid, ValueKind.UID)
        case UidIn(uids=uids):
            return InList(node.uid, scope.list_parameter(uids), ValueKind.UID)
        case HasType(node_type=name):
            return _has_type(node, name)
        case Related() | RelatedCount():
            return _related(node, condition)
        case _:
            return _further_check(node, condition)


def _further_check(node: Node, condition: Condition) -> ColumnElement[Any]:
    """The conditions that one language only has."""
    if isinstance(condition, RelationCondition):
        return check_relation(node, condition, _any_value)
    match condition:
        case BeginsWith(predicate=name, start=start):
            return _any_value(node, node.scope.predicate(name), begins_with(node.scope, start))
        case HasCount():
            return count_check(node, condition)
        case HasAnyType():
            return has_any_type(node)
        case IsNear(nearest=nearest):
            return node.uid.in_(near_uids(node.scope, nearest, lower_check))
        case IsNoAncestor():
            return _is_no_ancestor(node)
        case FacetTest():
            return check_facet(node, condition)
        case _:  # what is left, `existence.py` knows
            return check_existence(node, condition, lower_check)  # type: ignore[arg-type]


def _is_no_ancestor(node: Node) -> ColumnElement[Any]:
    others: list[ColumnElement[Any]] = []
    above = node.outer
    while above is not None:
        others.append(node.uid != above.uid)
        above = above.outer
    return and_(true(), *others)


def _search_check(node: Node, condition: HasTokens | TextTest | Lies) -> ColumnElement[Any]:
    """What an index looks into values for."""
    match condition:
        case HasTokens():
            return tokens_check(node, condition)
        case TextTest():
            return check_text(node, condition, _any_value)
        case Lies():
            return lies_check(node, condition)
    assert_never(condition)


def _value_check(node: Node, condition: Compare | OneOf | Between) -> ColumnElement[Any]:
    """A test of a value, or of any one of a list's values."""
    predicate = node.scope.predicate(condition.predicate)
    return _any_value(node, predicate, value_test(node.scope, condition), condition.languages)


def value_test(scope: Scope, condition: Compare | OneOf | Between) -> Callable[[Any], ColumnElement[Any]]:
    """The test of one value; what has a language is compared as that language orders texts."""
    kind = scope.predicate(condition.predicate).kind
    languages = condition.languages if not isinstance(condition, OneOf) and condition.is_collated else ()
    match condition:
        case Compare(operator=name, value=value):
            compare, asked = comparisons[name], scope.parameter(value, kind)
            if name == "eq":
                return lambda column: compare(column, asked)
            return lambda column: compare(collated(column, languages), collated(asked, languages))
        case OneOf(values=values):
            listed = scope.list_parameter(values)
            return lambda column: InList(column, listed, kind)
        case Between(low=low, high=high):
            least, most = (collated(scope.parameter(end, kind), languages) for end in (low, high))
            return lambda column: and_(collated(column, languages) >= least, collated(column, languages) <= most)
    assert_never(condition)


def begins_with(scope: Scope, start: Param) -> Callable[[Any], ColumnElement[Any]]:
    """The test of one text, as a range, which an index finds."""
    low = scope.parameter(start, ValueKind.STRING)
    high = low.concat(Quoted(_last_character))
    return lambda column: and_(column >= low, column < high)


def collated(value: ColumnElement[Any], languages: tuple[str, ...]) -> ColumnElement[Any]:
    """A text as it is to be compared and ordered: by one language, if there is one."""
    return Collated(value, languages[0]) if len(languages) == 1 and languages[0] not in (".", "*") else value


def _any_value(node: Node, predicate: Predicate, test: Any, languages: tuple[str, ...] = ()) -> ColumnElement[Any]:
    """A test of the value, of any one of a list's values, or of any one that has a language ("*")."""
    if languages == ("*",):
        found = tagged_values(node.scope, predicate, "*")
        uid, value = found.selected_columns
        return exists(found.where(uid == node.uid, test(value)).correlate(*node.visible))
    if languages:
        return test(single_value(node, predicate, languages))  # type: ignore[no-any-return]
    match predicate.home:
        case ColumnHome() as home:
            return test(node.key(home))  # type: ignore[no-any-return]
        case ListHome(has_key=has_key):
            table = node.scope.alias(node.scope.tables.values(predicate))
            column = table.c.key if has_key else table.c.value
            return exists(
                select(1).select_from(table).where(table.c.uid == node.uid, test(column)).correlate(*node.visible)
            )
    raise AssertionError(f"{predicate.name} has no values to compare")


def _has(node: Node, predicate: Predicate, languages: tuple[str, ...]) -> ColumnElement[Any]:
    scope = node.scope
    if languages:
        return single_value(node, predicate, languages).is_not(None)
    match predicate.home:
        case ColumnHome() as home:
            return node.value(home).is_not(None)
        case ListHome():
            table = scope.alias(scope.tables.values(predicate))
            return exists(select(1).select_from(table).where(table.c.uid == node.uid).correlate(*node.visible))
        case EdgeHome() | ReverseHome():
            other, conditions = lower_edge(scope, predicate, node)
            return exists(select(1).select_from(other.source).where(*conditions).correlate(*node.visible))
    assert_never(predicate.home)


def _has_type(node: Node, name: str) -> ColumnElement[Any]:
    node_type = node.scope.catalog.node_types.get(name)
    if node_type is None:
        return false()
    if node_type.table in node.families or node.has_room_for_types:
        return is_of_type(node, node_type)
    table = node.scope.alias(memberships_table)
    return exists(
        select(1)
        .select_from(table)
        .where(table.c.uid == node.uid, table.c.type_id == node_type.id)
        .correlate(*node.visible)
    )


def _related(node: Node, condition: Related | RelatedCount) -> ColumnElement[Any]:
    if isinstance(condition, RelatedCount):
        return _related_count(node, condition)
    predicate = node.scope.predicate(condition.predicate)
    if condition.condition is None:
        return _has(node, predicate, ())
    other, conditions = lower_edge(node.scope, predicate, node)
    conditions += _end_checks(other, conjuncts(condition.condition), condition.node_type)
    return exists(select(1).select_from(other.source).where(*conditions).correlate(*node.visible))


def _end_checks(end: Node, parts: Sequence[Condition], node_type: str | None) -> list[ColumnElement[Any]]:
    """Checks of the node at the other end; a key is looked up once, and not compared at each end."""
    keyed = next((part for part in parts if isinstance(part, Compare) and _is_key(end.scope, part)), None)
    found = None if keyed is None else lower_driver(end.scope, keyed, node_type)
    if found is None:
        return [lower_check(end, part) for part in parts]
    return [end.uid.in_(found), *(lower_check(end, part) for part in parts if part is not keyed)]


def _is_key(scope: Scope, condition: Compare) -> bool:
    """Whether a comparison finds one node at most of each type, by index."""
    is_equality = condition.operator == "eq" and not condition.languages
    return is_equality and bool(key_scopes(scope, scope.predicate(condition.predicate), None))


def _related_count(node: Node, condition: RelatedCount) -> ColumnElement[Any]:
    return compare_count(node.scope, count_along(node, condition), condition)


def follow(node: Node, hop: Hop | RelatedCount) -> tuple[Node, list[ColumnElement[Any]]]:
    """The nodes at the other end of an edge, and what makes them count."""
    other, conditions = lower_edge(node.scope, node.scope.predicate(hop.predicate), node)
    if hop.condition is not None:
        conditions.append(lower_check(other, hop.condition))
    return other, conditions


def count_along(node: Node, hop: Hop | RelatedCount) -> ColumnElement[int]:
    """How many nodes there are at the other end of an edge."""
    other, conditions = follow(node, hop)
    found = select(func.count()).select_from(other.source).where(*conditions)
    return found.correlate(*node.visible).scalar_subquery()


# ---- drivers --------------------------------------------------------------------------------------


def conjuncts(condition: Condition | None) -> list[Condition]:
    """The parts that all must hold."""
    match condition:
        case None:
            return []
        case And(parts=parts):
            return [inner for part in parts for inner in conjuncts(part)]
        case _:
            return [condition]


def lower_driver(scope: Scope, condition: Condition, node_type: str | None) -> Select[Any] | None:
    """The uids that pass a condition, found through an index, or None when no index serves."""
    match condition:
        case HasTokens():
            return tokens_driver(scope, condition)
        case Lies():
            return lies_driver(scope, condition)
        case Compare(languages=languages) | OneOf(languages=languages) | Between(languages=languages) if languages:
            return None
        case Compare(predicate=name):
            return _compare_driver(scope, condition, scope.predicate(name), node_type)
        case OneOf(predicate=name):
            return _one_of_driver(scope, condition, scope.predicate(name), node_type)
        case Between(predicate=name):
            predicate = scope.predicate(name)
            return _values_driver(scope, condition, predicate) if is_sought(predicate) else None
        case UidIn(uids=uids):
            asked: Any = unnest_uids(scope.list_parameter(uids), scope.name("u"))
            return select(asked.c.value)
        case UidIs(uid=uid):
            return select(scope.parameter(uid, ValueKind.UID).label("uid"))
        case Related() | RefersTo() | Exists():
            return _driver_elsewhere(scope, condition, node_type)
        case Or(parts=parts) if parts:
            drivers = [lower_driver(scope, part, node_type) for part in parts]
            if any(driver is None for driver in drivers):
                return None
            first, *rest = [driver for driver in drivers if driver is not None]
            return select(first.union(*rest).subquery(scope.name("d")).c[0]) if rest else first
        case _:
            return None


def best_driver(
    scope: Scope, parts: Sequence[Condition], node_type: str | None
) -> tuple[Condition, Select[Any]] | None:
    """The most selective part that an index can drive, and its driver.

    Where only the cells of shapes drive, that is a part of its own: the test of the shape itself stays a check.
    """
    for ranked in sorted(filter(driver_rank, parts), key=driver_rank, reverse=True):
        part = driving_part(scope, ranked) if isinstance(ranked, Lies) else ranked
        # A database that chooses finds a column's own index without being told.
        if scope.capabilities.chooses_plans and not is_kept_aside(scope, part):
            continue
        driver = lower_driver(scope, part, node_type)
        if driver is not None:
            return part, driver
    return None


def driver_rank(condition: Condition) -> float:
    match condition:
        case UidIn() | UidIs():
            return 5
        case Compare(operator="eq"):
            return 4
        case RefersTo(uid=uid) if uid is not None:
            return 4
        case Exists(condition=inner) if refers_to_subject(inner) is not None:
            return max(map(driver_rank, conjuncts(inner)), default=0) - 0.5
        case HasTokens() | Lies():
            return 3
        case OneOf():
            return 2
        case Compare() | Between() | Or():
            return 1
        case Related(condition=inner) if inner is not None:
            # Beside a condition of the node's own that is as selective, the detour is not worth it.
            return max(map(driver_rank, conjuncts(inner)), default=0) - 0.5
        case _:
            return 0


def _driver_elsewhere(
    scope: Scope, condition: Related | RefersTo | Exists, node_type: str | None
) -> Select[Any] | None:
    """The same, where the index is one of other nodes."""
    match condition:
        case Related(condition=inner):
            return None if inner is None else _related_driver(scope, condition, inner)
        case RefersTo(predicate=name, uid=uid):
            if uid is None:
                return None
            return lower_beginnings(scope, scope.predicate(name), select(scope.parameter(uid, ValueKind.UID)))
        case Exists():
            return _exists_driver(scope, condition, node_type)


def _related_driver(scope: Scope, condition: Related, inner: Condition) -> Select[Any] | None:
    """From what drives the other end back along the edge."""
    if speaks_of_subject(inner):
        return None
    ends = driven_ends(scope, conjuncts(inner), condition.node_type)
    return None if ends is None else lower_beginnings(scope, scope.predicate(condition.predicate), ends)


def driven_ends(scope: Scope, parts: Sequence[Condition], node_type: str | None) -> Select[Any] | None:
    """The nodes that pass all of some conditions, of which one drives."""
    found = best_driver(scope, parts, node_type)
    if found is None:
        return None
    driving, ends = found
    rest = [part for part in parts if part is not driving]
    if rest:
        base = ends.subquery(scope.name("d"))
        node = Node(scope=scope, uid=base.c[0], base=base)
        checks = [lower_check(node, part) for part in rest]
        ends = select(node.uid).select_from(node.source).where(*checks)
    return ends


def _exists_driver(scope: Scope, condition: Exists, node_type: str | None) -> Select[Any] | None:
    """The subjects to which what is looked for refers, from what drives that; of what is for all alike all or none."""
    reference = refers_to_subject(condition.condition)
    rest = [part for part in conjuncts(condition.condition) if part is not reference]
    if condition.node_type is None or condition.offset or any(map(speaks_of_subject, rest)):
        return None
    if reference is None:
        if node_type is None:
            return None
        any_node, conditions = node_of_type(scope, node_type)
        return select(any_node.uid).select_from(any_node.source).where(*conditions, lower_check(any_node, condition))
    found = best_driver(scope, rest, condition.node_type)
    if found is None:
        return None
    driving, ends = found
    other, conditions = node_of_type(scope, condition.node_type)
    checks = [lower_check(other, part) for part in rest if part is not driving]
    beginnings = select(other.uid).select_from(other.source).where(*conditions, other.uid.in_(ends), *checks)
    return lower_ends(scope, scope.predicate(reference.predicate), beginnings)


def is_kept_aside(scope: Scope, condition: Condition) -> bool:
    """Whether what finds the nodes stands in a table of its own: tokens, keys."""
    match condition:
        case HasTokens() | Lies():
            return True
        case OneOf(predicate=name) | Compare(predicate=name, operator="eq"):
            return any(key_scope.predicate == name for key_scope in scope.catalog.key_scopes)
        case Or(parts=parts):
            return any(is_kept_aside(scope, part) for part in parts)
        case Related(condition=inner) | Exists(condition=inner):
            return any(is_kept_aside(scope, part) for part in conjuncts(inner))
        case _:
            return False


def is_ordered(predicate: Predicate) -> bool:
    """Whether an index has the nodes in the order of the predicate's values."""
    structures = [index_kinds[index.kind].structure for index in predicate.indexes if index.state == "ready"]
    return any(isinstance(structure, BTree) and structure.is_ordered for structure in structures)


def is_sought(predicate: Predicate) -> bool:
    """Whether an index finds nodes by the predicate's value."""
    return any(index.table is None and index.state == "ready" for index in predicate.indexes)


def _compare_driver(
    scope: Scope, condition: Compare, predicate: Predicate, node_type: str | None
) -> Select[Any] | None:
    scopes = key_scopes(scope, predicate, node_type)
    if scopes and condition.operator == "eq":
        value = scope.parameter(_as_key(condition.value), ValueKind.STRING)
        return _keys_select(scopes, lambda column: column == value)
    if not is_sought(predicate) or predicate.kind is ValueKind.BOOL:
        return None
    return _values_driver(scope, condition, predicate)


def _one_of_driver(scope: Scope, condition: OneOf, predicate: Predicate, node_type: str | None) -> Select[Any] | None:
    scopes = key_scopes(scope, predicate, node_type)
    if scopes:
        keys = scope.list_parameter(_as_keys(condition.values))
        return _keys_select(scopes, lambda column: InList(column, keys, ValueKind.STRING))
    return _values_driver(scope, condition, predicate) if is_sought(predicate) else None


def key_scopes(scope: Scope, predicate: Predicate, node_type: str | None) -> list[int]:
    """Ids of the scopes in which a predicate's values identify nodes of a type; of any type for None."""
    found = [s for s in scope.catalog.key_scopes if s.predicate == predicate.name]
    exact = [s for s in found if s.node_type in (node_type, None)]
    return [s.id for s in exact or found]


def _keys_select(scopes: list[int], test: Any) -> Select[Any]:
    table = keys_table
    return select(table.c.uid).where(table.c.scope.in_([literal_column(str(i)) for i in scopes]), test(table.c.value))


def _as_key(param: Param) -> Param:
    return replace(param, convert=lambda value: key_text(param.convert(value)))


def _as_keys(param: Param) -> Param:
    return replace(param, convert=lambda values: [key_text(value) for value in param.convert(values)])


def _values_driver(scope: Scope, condition: Compare | OneOf | Between, predicate: Predicate) -> Select[Any] | None:
    match predicate.home:
        case ColumnHome(table=name):
            table = scope.alias(scope.tables.family(name))
            node = Node(scope=scope, uid=table.c.uid, base=table, families={name: table})
            return select(table.c.uid).where(lower_check(node, condition))
        case ListHome(has_key=has_key):
            table = scope.alias(scope.tables.values(predicate))
            column = table.c.key if has_key else table.c.value
            if isinstance(condition, OneOf):
                asked = scope.list_parameter(condition.values)
                return select(table.c.uid).where(InList(column, asked, predicate.kind))
            if isinstance(condition, Compare) and condition.operator == "eq":
                return select(table.c.uid).where(column == scope.parameter(condition.value, predicate.kind))
    return None


def lower_probe(scope: Scope, condition: Condition, driver: Select[Any], limit: int) -> Select[Any]:
    """How many rows a driver finds, not counting beyond a bound; of several tokens the first one's, which is enough."""
    if isinstance(condition, HasTokens) and condition.tokens is not None and condition.mode == "all":
        driver = lead_driver(scope, condition)
    elif isinstance(condition, Lies):
        driver = lies_candidates(scope, condition)
    bound = literal_column(str(limit), BigInteger())
    return select(func.count()).select_from(driver.limit(bound).subquery("probe"))
