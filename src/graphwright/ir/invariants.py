"""What every IR holds to, whichever language it came from and whichever passes it went through.

In: the IR and the catalog it names things of. Out: nothing, or an AssertionError that names the rule: a
broken one is a bug of ours, never a user's mistake. One walk, cheap enough for every new plan.
Does not know: syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from graphwright.ir.connections import Connection, EdgeNode, Edges
from graphwright.ir.existence import (
    CompareSubject,
    Existential,
    Exists,
    HasText,
    IsSubject,
    OrderBeyond,
    RefersTo,
    UidBeyond,
)
from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetOutput, FacetTest, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.graphs import Handed, Paths, Recursion
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.groups import Groups
from graphwright.ir.mutations import AddNodes, Mutations
from graphwright.ir.nodes import (
    Aggregate,
    AggregateItem,
    Along,
    And,
    Below,
    Between,
    ByUid,
    Compare,
    Condition,
    Constant,
    Count,
    Depth,
    Distance,
    HasTokens,
    HasType,
    HasValue,
    IsNoAncestor,
    Lies,
    Nearest,
    Nested,
    Not,
    OfType,
    OneOf,
    Or,
    Output,
    Page,
    Parent,
    Query,
    Related,
    RelatedCount,
    Repeated,
    Same,
    Select,
    ShapeList,
    ShapeMember,
    ShapeValue,
    TextTest,
    TypeName,
    TypeNames,
    Uid,
    UidIn,
    UidIs,
    Value,
    Where,
    asked_types,
)
from graphwright.ir.relations import (
    AggregateOf,
    ComparePredicateWithRelation,
    Computed,
    Level,
    OfRelations,
    RelationCondition,
    RelationValue,
    Scalars,
    ValuesOf,
    relations_read,
)
from graphwright.ir.values import (
    AllLanguages,
    BeginsWith,
    HasAnyType,
    HasCount,
    IsNear,
    Passes,
    ValueCondition,
    ValueCount,
    ValueOutput,
)
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.values import ValueKind

if TYPE_CHECKING:
    from graphwright.ir.nodes import Root

_numbers: Final = frozenset({ValueKind.INT, ValueKind.FLOAT})
_texts: Final = frozenset({ValueKind.STRING, ValueKind.DEFAULT})
_tested: Final = _texts | {ValueKind.PASSWORD}


def check_invariants(ir: Query | Mutations, catalog: Catalog) -> None:
    """Walks the IR of a request.

    Raises:
        AssertionError: It breaks a rule.
    """
    match ir:
        case Query(roots=roots):
            _check_keys(root.key for root in roots)
            _check_relations(ir, catalog)
            for output in roots:
                _check_root(output, catalog)
        case Mutations(roots=mutations):
            _check_keys(root.key for root in mutations)
            for root in mutations:
                if isinstance(root, TypeName):
                    continue
                _check_keys(item.key for item in root.payload)
                for item in root.payload:
                    if isinstance(item, Nested):
                        _check_root(item, catalog)
                if not isinstance(root, AddNodes):
                    assert not isinstance(root.select.source, Along), f"the targets of {root.key} hang on nothing"
                    _check_select(root.select, catalog)
        case _:
            assert_never(ir)


def _check_keys(keys: Iterable[str]) -> None:
    listed = list(keys)
    assert len(set(listed)) == len(listed), f"response keys are unique in their object: {listed}"


def _check_root(root: Root, catalog: Catalog) -> None:
    if isinstance(root, Scalars):
        assert all(isinstance(item, RelationValue) for item in root.items), f"{root.key} only looks into relations"
        return
    if isinstance(root, TypeName):
        assert len(root.candidates) == 1, f"the type of the root {root.key} is known"
        return
    if isinstance(root, Paths):
        for search in root.searches:
            assert len(search.weights) == len(search.select.output), "each edge of a path has a weight"
            for select in (search.select, search.target):
                _check_walk(select, catalog)
        return
    assert not isinstance(root, Handed), f"{root.key} is made by the plan"
    if isinstance(root, Recursion):
        _check_walk(root.select, catalog)
        return
    assert not isinstance(root.select.source, Along | Below | Same), f"the root {root.key} hangs on nothing"
    if isinstance(root, Connection):
        _check_connection(root, catalog)
    elif isinstance(root, Groups):
        _check_groups(root, catalog)
    else:
        _check_output(root, catalog)


def _check_walk(select: Select, catalog: Catalog) -> None:
    """What is followed has no outputs of its own: all nodes of a walk have the same."""
    assert not isinstance(select.source, Along | Below | Same), "a walk hangs on nothing"
    _check_select(select, catalog)
    for output in select.output:
        if isinstance(output, Nested):
            assert isinstance(output.select.source, Along), f"{output.key} is an edge that is followed"
            is_of_edge = all(isinstance(each, EdgeFacet | EdgeFacets) for each in output.select.output)
            assert is_of_edge, f"{output.key} has no outputs of its own but facets"


def _check_relations(query: Query, catalog: Catalog) -> None:
    """Each relation stands behind those that it reads."""
    made: set[str] = set()
    for relation in query.relations:
        read = set(relations_read(relation))
        assert read <= made, f"{relation.name} reads {read - made}, which is made later or never"
        assert relation.name not in made, f"the relation {relation.name} is made once"
        made.add(relation.name)
        if isinstance(relation, Level):
            _check_select(relation.select, catalog)
        elif isinstance(relation, ValuesOf):
            _check_output(relation.value, catalog)
    read = set(relations_read(query.roots))
    assert read <= made, f"the outputs read {read - made}, which nobody makes"


def _check_connection(connection: Connection, catalog: Catalog) -> None:
    select, members = connection.select, connection.members
    _check_keys(member.key for member in members)
    assert select.page is not None and select.page.first is not None, "a page of a connection has a size"
    for position in (connection.after, connection.before):
        assert position is None or len(position.values) == len(select.order), "a cursor has the values of its order"
    # Each key under which nodes are asked for has outputs of its own.
    _check_select(replace(select, output=()), catalog)
    end = 0
    for member in (inner for edges in members if isinstance(edges, Edges) for inner in edges.members):
        if isinstance(member, EdgeNode):
            assert member.start == end, "the outputs of nodes stand one behind the other"
            end = member.end
            _check_select(replace(select, output=select.output[member.start : end]), catalog)
    assert end == len(select.output), "all that is asked of nodes is shown"


def _check_groups(groups: Groups, catalog: Catalog) -> None:
    select = groups.select
    assert not (select.output or select.order or select.page), "groups have an order and pages, not their nodes"
    assert groups.by, "groups share something"
    assert groups.page is None or groups.page.last is None, "a page of groups is taken from the start"
    _check_select(select, catalog)
    _check_keys(output.key for output in groups.output)
    for key in groups.by:
        for hop in key.along:
            assert _predicate(hop.predicate, catalog).kind is ValueKind.UID, f"{hop.predicate} is a reference"
        if key.predicate is None:
            assert key.along and key.bucket is None, "a node that is a key is another one, and no time"
            continue
        predicate = _predicate(key.predicate, catalog)
        assert not predicate.is_list and predicate.kind is not ValueKind.UID, f"{key.predicate} is one value"
        assert key.bucket is None or predicate.kind is ValueKind.DATETIME, f"{key.predicate} is no time"
        _check_languages(predicate, key.languages)


# ---- selections -----------------------------------------------------------------------------------


def _check_select(select: Select, catalog: Catalog) -> None:
    match select.source:
        case OfType(node_type=name) | ByUid(node_type=str() as name):
            assert name in catalog.node_types, f"{name} is a type of the catalog"
        case ByUid():
            pass
        case Where(condition=condition):
            _check_condition(condition, catalog)
        case Along(predicate=name):
            assert _predicate(name, catalog).kind is ValueKind.UID, f"{name} is a reference, for it is followed"
        case Below(predicate=name):
            assert _predicate(name, catalog).kind is ValueKind.UID, f"{name} is a reference, for it is followed"
            assert select.page is None and not select.is_single, "a tree is a list without pages"
        case OfRelations():
            pass
        case Same():
            assert select.is_single and not select.order, "a node itself is one"
        case Nearest() as nearest:
            assert nearest.node_type in catalog.node_types, "a selection of the nearest is one of a type"
            _check_nearest(nearest, select, catalog)
        case _:
            assert_never(select.source)
    if select.condition is not None:
        _check_condition(select.condition, catalog)
    _check_order(select, catalog)
    if select.page is not None:
        _check_page(select, select.page)
    _check_output_keys(select.output)
    is_below = isinstance(select.source, Below)
    told = [each for each in select.output if isinstance(each, Depth | Parent) or _is_itself(each)]
    assert is_below or not told, "only the nodes below another have a depth, a parent and themselves to tell of"
    for output in select.output:
        _check_output(output, catalog)


def _check_nearest(nearest: Nearest, select: Select, catalog: Catalog) -> None:
    if nearest.visible is not None:
        _check_condition(nearest.visible, catalog)
    assert _predicate(nearest.predicate, catalog).kind is ValueKind.VECTOR, f"{nearest.predicate} holds no vectors"
    assert not select.order, "the nearest come in the order of their distances"
    if isinstance(nearest.asked, Select):
        _check_select(nearest.asked, catalog)


def _is_itself(output: Output) -> bool:
    return isinstance(output, Nested) and isinstance(output.select.source, Same)


def _check_output_keys(outputs: tuple[Output, ...]) -> None:
    """Response keys are unique in a node's object; for nodes of different types one may stand several times."""
    seen: dict[str, set[str]] = {}
    for output in outputs:
        types = asked_types(output)
        taken = seen.setdefault(output.key, set())
        is_apart = bool(types) and taken.isdisjoint(types) and "" not in taken
        assert not taken or is_apart, f"response keys are unique in their object: {output.key} for nodes of one type"
        taken.update(types or ("",))


def _check_order(select: Select, catalog: Catalog) -> None:
    for key in select.order:
        if key.relation is not None or key.facet is not None:
            continue
        predicate = _predicate(key.predicate, catalog)
        for hop in (*key.along, *((key.counted,) if key.counted else ())):
            assert _predicate(hop.predicate, catalog).kind is ValueKind.UID, f"{hop.predicate} is a reference"
        if key.counted is not None:
            continue
        assert not predicate.is_list, f"order is by single values, {key.predicate} is a list"
        assert predicate.kind is not ValueKind.UID, f"order is by values, {key.predicate} is a reference"
        _check_languages(predicate, key.languages)
    assert len(set(select.order)) == len(select.order), "an order names each key once"


def _check_page(select: Select, page: Page) -> None:
    sizes = (page.first, page.last, page.random)
    assert not select.is_single or sizes == (None, None, None), "one node has no pages"
    assert page.first is None or page.last is None, "a page is taken from the start or from the end"
    assert page.last is None or not select.order, "a page from the end goes by uid"
    parts = (page.first, page.last, page.offset, page.after, page.random)
    assert any(part is not None for part in parts), "a page without bounds is no page"


# ---- conditions -----------------------------------------------------------------------------------


def _check_condition(condition: Condition, catalog: Catalog) -> None:
    match condition:
        case And(parts=parts) | Or(parts=parts):
            assert parts, "a connective joins something; `Constant` says everything or nothing"
            for part in parts:
                _check_condition(part, catalog)
        case Not(part=part):
            _check_condition(part, catalog)
        case Compare() | OneOf() | Between():
            predicate = _predicate(condition.predicate, catalog)
            assert predicate.kind is not ValueKind.UID, f"{predicate.name} is a reference and has no value to compare"
            _check_languages(predicate, condition.languages)
        case HasTokens(predicate=name, index=index):
            kinds = [each.kind for each in _predicate(name, catalog).indexes]
            assert index in kinds, f"tokens are asked of an index: {name} has {kinds}, not {index}"
        case TextTest(predicate=name, languages=languages):
            predicate = _predicate(name, catalog)
            assert predicate.kind in _tested, f"{name} is of kind {predicate.kind} and has no text to test"
            _check_languages(predicate, languages)
        case Lies(predicate=name, index=index):
            predicate = _predicate(name, catalog)
            assert predicate.kind is ValueKind.GEO, f"{name} holds no shapes"
            assert index in [each.kind for each in predicate.indexes], f"shapes are asked of an index, {name} has none"
        case HasValue(predicate=name, languages=languages):
            _check_languages(_predicate(name, catalog), languages)
        case HasCount() | HasAnyType() | BeginsWith() | IsNear():
            _check_value_condition(condition, catalog)
        case Related(predicate=name, condition=inner) | RelatedCount(predicate=name, condition=inner):
            assert _predicate(name, catalog).kind is ValueKind.UID, f"{name} is a reference, for it is followed"
            if inner is not None:
                _check_condition(inner, catalog)
        case _:
            _check_existence(condition, catalog)


def _check_value_condition(condition: ValueCondition, catalog: Catalog) -> None:
    match condition:
        case HasCount(predicate=str() as name, languages=languages):
            predicate = _predicate(name, catalog)
            assert predicate.kind is not ValueKind.UID, f"{name} is a reference, whose ends are counted"
            _check_languages(predicate, languages)
        case BeginsWith(predicate=name):
            assert _predicate(name, catalog).kind in _texts, f"{name} has no text to begin with"
        case IsNear(nearest=nearest):
            _check_nearest(nearest, Select(source=nearest, api_type=None), catalog)
        case HasCount() | HasAnyType():
            pass
        case _:
            assert_never(condition)


def _check_relation(condition: RelationCondition, catalog: Catalog) -> None:
    """What DQL asks of variables."""
    if isinstance(condition, ComparePredicateWithRelation):
        _check_languages(_predicate(condition.predicate, catalog), condition.languages)


def _check_existence(
    condition: Constant | UidIn | UidIs | HasType | Existential | RelationCondition | FacetTest | IsNoAncestor,
    catalog: Catalog,
) -> None:
    if isinstance(condition, RelationCondition):
        _check_relation(condition, catalog)
        return
    match condition:
        case Exists(node_type=name, condition=inner):
            assert name is None or name in catalog.node_types, f"{name} is a type of the catalog"
            _check_condition(inner, catalog)
        case RefersTo(predicate=name):
            assert _predicate(name, catalog).kind is ValueKind.UID, f"{name} is a reference"
        case CompareSubject(predicate=name, operator=operator, of=other, is_denied=is_denied):
            mine, theirs = _predicate(name, catalog), _predicate(other, catalog)
            assert mine.kind is theirs.kind, f"{name} and {other} can be compared"
            assert not is_denied or operator in ("contains", "starts", "ends"), "others are denied from outside"
        case HasText(predicate=name):
            assert _predicate(name, catalog).kind in _texts, f"{name} has texts"
        case OrderBeyond(node_type=name, predicate=ordered, languages=languages):
            assert name in catalog.node_types, f"{name} is a type of the catalog"
            if ordered is not None:
                _check_languages(_predicate(ordered, catalog), languages)
        case FacetTest() | IsNoAncestor() | IsSubject() | UidBeyond() | Constant() | UidIn() | UidIs() | HasType():
            pass
        case _:
            assert_never(condition)


# ---- output ---------------------------------------------------------------------------------------


def _check_output(output: Output, catalog: Catalog) -> None:
    for name in asked_types(output):
        assert name in catalog.node_types, f"{output.key} is asked of {name}, a type of the catalog"
    match output:
        case Value():
            _check_value(output, catalog)
        case ShapeValue(key=key, members=members):
            predicate = _predicate(output.predicate, catalog)
            assert predicate.kind is ValueKind.GEO, f"{key} shows {predicate.name}, which holds no shapes"
            assert predicate.is_list == output.is_list, f"{key} shows {predicate.name} as a list if it is one"
            _check_shape_members(members)
        case Nested(select=select):
            assert not (select.is_single and output.is_element_required), f"{output.key} is one node, not a list"
            _check_select(select, catalog)
        case Aggregate(key=key, select=select, items=items):
            assert not select.output, f"{key} asks for aggregates, not for nodes"
            _check_keys(item.key for item in items)
            _check_select(select, catalog)
            for item in items:
                if isinstance(item, AggregateItem):
                    _check_aggregate(item, select, catalog)
        case Count(key=key, select=select):
            assert not select.output, f"{key} is a number"
            _check_select(select, catalog)
        case TypeName(key=key, candidates=candidates):
            assert candidates, f"{key} has a type to show"
        case Parent(predicate=str() as name):
            assert _predicate(name, catalog).kind is output.kind, f"{output.key} shows {name} as what it is"
        case Uid() | TypeNames() | Distance() | Depth() | Parent():
            pass
        case _:
            _check_of_dql(output, catalog)


def _check_of_dql(
    output: RelationValue | Computed | AggregateOf | FacetOutput | ValueOutput | GroupedNodes | Repeated,
    catalog: Catalog,
) -> None:
    """What only DQL asks for."""
    match output:
        case ValueCount() | AllLanguages() | Passes():
            _check_value_output(output, catalog)
        case GroupedNodes():
            _check_select(output.select, catalog)
        case ValueFacet(predicate=name) | ValueFacets(predicate=name):
            _predicate(name, catalog)
        case FacetVariable() | Computed() | AggregateOf():
            raise AssertionError(f"{output.key} is a relation by now")
        case RelationValue() | EdgeFacet() | EdgeFacets() | Repeated():
            pass
        case _:
            assert_never(output)


def _check_value_output(output: ValueOutput, catalog: Catalog) -> None:
    match output:
        case ValueCount(key=key, predicate=str() as name, languages=languages):
            predicate = _predicate(name, catalog)
            assert predicate.kind is not ValueKind.UID, f"{key} counts values, {name} is a reference"
            _check_languages(predicate, languages)
        case AllLanguages(key=key, predicate=name):
            predicate = _predicate(name, catalog)
            assert not predicate.is_list and predicate.kind in _texts, f"{key} shows {name}, which has no languages"
        case Passes(condition=condition):
            _check_condition(condition, catalog)
        case ValueCount():
            pass
        case _:
            assert_never(output)


def _check_shape_members(members: tuple[ShapeMember, ...]) -> None:
    # There may be none: @skip and @include can leave out all that is selected of a shape.
    _check_keys(member.key for member in members)
    for member in members:
        if isinstance(member, ShapeList):
            _check_shape_members(member.members)


def _check_value(value: Value, catalog: Catalog) -> None:
    predicate = _predicate(value.predicate, catalog)
    if value.visible is not None:
        _check_condition(value.visible, catalog)
    assert predicate.kind is value.kind is not ValueKind.UID, f"{value.key} shows {predicate.name} as what it is"
    assert predicate.is_list == value.is_list, f"{value.key} shows {predicate.name} as a list if it is one"
    _check_languages(predicate, value.languages)


def _check_aggregate(item: AggregateItem, select: Select, catalog: Catalog) -> None:
    if item.predicate is None:
        assert item.function == "count", f"{item.key}: the {item.function} is one of something"
        return
    assert select.page is None, f"{item.key}: of a page only the number of nodes can be asked"
    predicate = _predicate(item.predicate, catalog)
    assert not predicate.is_list, f"{item.key}: {predicate.name} is a list and has no {item.function}"
    assert predicate.kind is not ValueKind.UID, f"{item.key}: {predicate.name} is a reference"
    is_sum = item.function in ("sum", "avg")
    assert not is_sum or predicate.kind in _numbers, f"{item.key}: {predicate.name} is no number"
    _check_languages(predicate, item.languages)


def _check_languages(predicate: Predicate, languages: tuple[str, ...]) -> None:
    assert not languages or predicate.tag_table is not None, f"{predicate.name} has no values with language tags"


def _predicate(name: str, catalog: Catalog) -> Predicate:
    found = catalog.predicate(name)
    assert found is not None, f"{name} is a predicate of the catalog"
    return found
