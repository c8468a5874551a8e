"""The IR as text: for golden files and for a person who wants to know what a request means.

In: a query or mutations. Out: lines, stable from run to run; a parameter is shown by its slot and its
label, never by a value. Does not know: the catalog, syntax, SQL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from graphwright.ir.connections import (
    Connection,
    ConnectionMember,
    EdgeCursor,
    EdgeMember,
    EdgeNode,
    Edges,
    PageFacts,
    TotalCount,
)
from graphwright.ir.dump_graphs import dump_walks
from graphwright.ir.dump_groups import dump_groups
from graphwright.ir.dump_parts import Lines, indented, labelled, shown_page, shown_param, shown_predicate
from graphwright.ir.dump_relations import (
    dump_facet,
    dump_grouped,
    dump_look_up,
    dump_relation,
    dump_scalars,
    relation_test,
)
from graphwright.ir.dump_values import value_output, value_test
from graphwright.ir.existence import CompareSubject, Exists, HasText, IsSubject, OrderBeyond, RefersTo, UidBeyond
from graphwright.ir.facets import EdgeFacet, EdgeFacets, FacetTest, FacetVariable, ValueFacet, ValueFacets
from graphwright.ir.graphs import Handed, Paths, Recursion
from graphwright.ir.grouped import GroupedNodes
from graphwright.ir.groups import Groups
from graphwright.ir.mutations import (
    AddNodes,
    DeleteNodes,
    Mutation,
    Mutations,
    PayloadItem,
    PayloadNumber,
    PayloadText,
    UpdateNodes,
)
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
    OrderBy,
    Output,
    Parent,
    Query,
    Related,
    RelatedCount,
    Repeated,
    Same,
    Select,
    ShapeConstant,
    ShapeList,
    ShapeMember,
    ShapeNumber,
    ShapeValue,
    Source,
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
from graphwright.ir.relations import AggregateOf, Computed, OfRelations, RelationCondition, RelationValue, Scalars
from graphwright.ir.values import AllLanguages, BeginsWith, HasAnyType, HasCount, IsNear, Passes, ValueCount

if TYPE_CHECKING:
    from graphwright.ir.facets import FacetOutput
    from graphwright.ir.nodes import Root
    from graphwright.ir.values import ValueOutput


def dump_ir(ir: Query | Mutations) -> str:
    """The text of a request's IR, one node per line, what belongs to a node indented under it.

    `$2 (int)` is the parameter in slot 2, which is used as an int.
    """
    lines: list[str] = []
    match ir:
        case Query(roots=roots):
            lines.append("query")
            for relation in ir.relations:
                lines += indented(dump_relation(relation, _reached, _select, _output))
            for output in roots:
                lines += indented(_root(output))
        case Mutations(roots=mutations):
            lines.append("mutation")
            for root in mutations:
                lines += indented(_type_name(root) if isinstance(root, TypeName) else _mutation(root))
        case _:
            assert_never(ir)
    return "\n".join(lines) + "\n"


def _root(root: Root) -> Lines:
    match root:
        case Recursion() | Paths() | Handed():
            return dump_walks(root, _reached, _select)
        case Scalars():
            return dump_scalars(root)
        case Connection():
            return _connection(root)
        case Groups():
            return dump_groups(root, _reached(root.select), _select)
        case _:
            return _output(root)


def dump_condition(condition: Condition) -> str:
    """The text of a condition alone."""
    return "\n".join(_condition(condition)) + "\n"


# ---- mutations ------------------------------------------------------------------------------------


def _mutation(mutation: Mutation) -> Lines:
    match mutation:
        case AddNodes(key=key, api_type=name):
            yield f"{key}: add {name}"
        case UpdateNodes(key=key, api_type=name, select=select):
            yield f"{key}: update {name}"
            yield from indented(_targets(select))
        case DeleteNodes(key=key, api_type=name, select=select):
            yield f"{key}: delete {name}"
            yield from indented(_targets(select))
        case _:
            assert_never(mutation)
    for item in mutation.payload:
        yield from indented(_payload_item(item))


def _connection(connection: Connection) -> Lines:
    select = connection.select
    yield f"{connection.key}: {'last' if connection.is_backward else 'first'} page of {_reached(select)}"
    for name, position in (("after", connection.after), ("before", connection.before)):
        if position is not None:
            place = ", ".join(shown_param(param) for param in (*position.values, position.uid))
            yield f"  {name} {place}{', which lacks the first value' if position.lacks_first else ''}"
    yield from indented(_select(replace(select, output=())))
    for member in connection.members:
        yield from indented(_connection_member(member, select))


def _connection_member(member: ConnectionMember, select: Select) -> Lines:
    match member:
        case TotalCount(key=key):
            yield f"{key}: number on all pages"
        case TypeName():
            yield from _type_name(member)
        case PageFacts(key=key, members=facts):
            yield f"{key}: of the page"
            for fact in facts:
                yield from indented(_type_name(fact) if isinstance(fact, TypeName) else [f"{fact.key}: {fact.fact}"])
        case Edges(key=key, members=inner):
            yield f"{key}: edges"
            for each in inner:
                yield from indented(_edge_member(each, select))
        case _:
            assert_never(member)


def _edge_member(member: EdgeMember, select: Select) -> Lines:
    match member:
        case EdgeCursor(key=key):
            yield f"{key}: cursor"
        case TypeName():
            yield from _type_name(member)
        case EdgeNode(key=key, start=start, end=end):
            yield f"{key}: node"
            for output in select.output[start:end]:
                yield from indented(_output(output))
        case _:
            assert_never(member)


def _targets(select: Select) -> Lines:
    yield f"targets {_reached(select)}"
    yield from indented(_select(select))


def _payload_item(item: PayloadItem) -> Lines:
    match item:
        case PayloadNumber(key=key):
            yield f"{key}: number of nodes"
        case PayloadText(key=key):
            yield f"{key}: message"
        case TypeName():
            yield from _type_name(item)
        case Nested():
            yield from _output(item)
        case _:
            assert_never(item)


# ---- selections -----------------------------------------------------------------------------------


def _select(select: Select) -> Lines:
    """What is said of a selection below its own line."""
    if select.condition is not None:
        yield from labelled("where", _condition(select.condition))
    if select.operation != "query":
        yield f"rules of {select.operation}"
    if select.cascade is not None:
        yield f"cascade {', '.join(select.cascade) or 'of everything'}"
    if select.order:
        yield f"order {', '.join(_order(key) for key in select.order)}"
    if select.normal is not None:
        yield f"flattened, keeping {', '.join(select.normal) or 'nothing'}"
    if select.page is not None:
        yield f"page {shown_page(select.page)}"
    for output in select.output:
        yield from _output(output)


def _reached(select: Select) -> str:
    """`[Film] of type Film`: what a selection is read as, and where it comes from."""
    name = select.api_type or "node"
    shown = name if select.is_single else f"[{name}]"
    return f"{shown} {_source(select.source)}{', sparse' if select.is_sparse else ''}"


def _source(source: Source) -> str:
    match source:
        case OfType(node_type=name):
            return f"of type {name}"
        case ByUid(uids=uids, node_type=None):
            return f"by uid {shown_param(uids)}"
        case ByUid(uids=uids, node_type=name):
            return f"by uid {shown_param(uids)} of type {name}"
        case Where(condition=condition):
            return f"where {' '.join(_condition(condition))}"
        case Along(predicate=name):
            return f"along {name}"
        case Nearest():
            return _nearest(source)
        case Below(predicate=name, depth=depth):
            return f"below, by {name}, {shown_param(depth)} deep"
        case Same():
            return "itself"
        case OfRelations(relations=names, uids=uids):
            return f"of {' and '.join(names)}{'' if uids is None else f' and by uid {shown_param(uids)}'}"
    assert_never(source)


def _asked_node(select: Select) -> str:
    condition = "" if select.condition is None else f" where {' '.join(_condition(select.condition))}"
    return f"that of {_reached(select)}{condition}"


def _nearest(source: Nearest) -> str:
    asked = _asked_node(source.asked) if isinstance(source.asked, Select) else shown_param(source.asked)
    bound = "" if source.threshold is None else f" within {shown_param(source.threshold)}"
    bound += "" if source.effort is None else f" among {shown_param(source.effort)}"
    when = "after" if source.filters_first else "before"
    visible = "" if source.visible is None else f", among those where {' '.join(_condition(source.visible))}"
    nodes = "any type" if source.node_type is None else f"type {source.node_type}"
    return (
        f"of {nodes}, {shown_param(source.count)} nearest by {source.metric} of {source.predicate} "
        f"to {asked}{bound}, chosen {when} the filter{visible}"
    )


def _order(key: OrderBy) -> str:
    if key.facet is not None:
        return f"facet {key.facet}{' desc' if key.is_descending else ''}"
    if key.relation is not None:
        return f"value in {key.relation}{' desc' if key.is_descending else ''}"
    path = "".join(f"{hop.predicate} / " for hop in key.along)
    value = f"number along {key.predicate}" if key.counted else shown_predicate(key.predicate, key.languages)
    return f"{path}{value}{' desc' if key.is_descending else ''}"


# ---- conditions -----------------------------------------------------------------------------------


def _condition(condition: Condition) -> Lines:
    if isinstance(condition, RelationCondition):
        yield relation_test(condition)
        return
    match condition:
        case And(parts=parts) | Or(parts=parts):
            yield "all of" if isinstance(condition, And) else "any of"
            for part in parts:
                yield from indented(_condition(part))
        case Not(part=part):
            yield from labelled("not", _condition(part))
        case Related(predicate=name, node_type=node_type, condition=inner):
            yield f"some {node_type or 'node'} along {name}"
            if inner is not None:
                yield from indented(_condition(inner))
        case RelatedCount(predicate=name, node_type=node_type, condition=inner, operator=operator, value=value):
            yield f"number of {node_type or 'node'}s along {name} {operator} {shown_param(value)}"
            if inner is not None:
                yield from indented(_condition(inner))
        case Exists(node_type=node_type, condition=inner, offset=offset):
            count = f"more than {offset}" if offset else "some"
            yield "is the subject that" if node_type is None else f"there is {count} {node_type} that"
            yield from indented(_condition(inner))
        case IsSubject() | RefersTo() | CompareSubject() | HasText() | UidBeyond() | OrderBeyond():
            yield _about_subject(condition)
        case IsNear() | IsNoAncestor() | FacetTest():
            yield _about_way(condition)
        case _:
            yield _test(condition)


def _about_way(condition: IsNear | IsNoAncestor | FacetTest) -> str:
    match condition:
        case IsNear(nearest=nearest):
            return f"one {_nearest(nearest)}"
        case IsNoAncestor():
            return "is none of those on the way"
        case FacetTest(name=name, operator=operator, asked=asked):
            return f"facet {name} {operator} {shown_param(asked)}"
    assert_never(condition)


def _about_subject(condition: IsSubject | RefersTo | CompareSubject | HasText | UidBeyond | OrderBeyond) -> str:
    match condition:
        case IsSubject():
            return "is the subject"
        case UidBeyond(uid=uid, is_after=is_after):
            return f"uid {'after' if is_after else 'before'} {shown_param(uid)}"
        case OrderBeyond(uid=uid, is_after=is_after, is_descending=is_descending):
            place = f"{'after' if is_after else 'before'} {condition.node_type} {shown_param(uid)}"
            name, down = condition.predicate, " desc" if is_descending else ""
            order = f"uid{down}" if name is None else f"{shown_predicate(name, condition.languages)}{down}, uid"
            return f"{place} by {order}"
        case RefersTo(predicate=name, uid=uid):
            return f"{name} refers to {'the subject' if uid is None else shown_param(uid)}"
        case CompareSubject(predicate=name, operator=operator, of=of, matches_missing=matches, is_denied=is_denied):
            said = f"not {operator}" if is_denied else operator
            return f"{name} {said} the subject's {of}{', missing ones too' if matches else ''}"
        case HasText(predicate=name, mode=mode, text=text, languages=languages):
            return f"{shown_predicate(name, languages)} {mode} {shown_param(text)}"
    assert_never(condition)


def _test(
    condition: Constant
    | Compare
    | OneOf
    | Between
    | HasTokens
    | TextTest
    | Lies
    | HasValue
    | UidIn
    | UidIs
    | HasType
    | HasAnyType
    | HasCount
    | BeginsWith,
) -> str:
    match condition:
        case Constant(value=value):
            return "everything" if value else "nothing"
        case Compare(predicate=name, operator=operator, value=value, languages=languages):
            return f"{shown_predicate(name, languages)} {operator} {shown_param(value)}"
        case OneOf(predicate=name, values=values, languages=languages):
            return f"{shown_predicate(name, languages)} one of {shown_param(values)}"
        case Between(predicate=name, low=low, high=high, languages=languages):
            return f"{shown_predicate(name, languages)} between {shown_param(low)} and {shown_param(high)}"
        case HasTokens() | TextTest() | Lies():
            return _search(condition)
        case HasValue(predicate=name, languages=languages):
            return f"{shown_predicate(name, languages)} is there"
        case UidIn(uids=uids):
            return f"uid one of {shown_param(uids)}"
        case UidIs(uid=uid):
            return f"uid is {shown_param(uid)}"
        case HasType(node_type=node_type):
            return f"is of type {node_type}"
        case HasAnyType() | BeginsWith() | HasCount():
            return value_test(condition)
    assert_never(condition)


def _search(condition: HasTokens | TextTest | Lies) -> str:
    match condition:
        case HasTokens(predicate=name, index=index, lead=lead, tokens=None):
            return f"{name} has by {index} {shown_param(lead)}"
        case HasTokens(predicate=name, index=index, mode=mode, tokens=tokens):
            assert tokens is not None
            return f"{name} has {mode} by {index} of {shown_param(tokens)}"
        case TextTest(predicate=name, test=test, asked=asked, languages=languages):
            return f"{shown_predicate(name, languages)} passes {test} of {shown_param(asked)}"
        case Lies(predicate=name, index=index, relation=relation, question=question):
            return f"{name} {relation} by {index} {shown_param(question)}"
    assert_never(condition)


# ---- output ---------------------------------------------------------------------------------------


def _output(output: Output) -> Lines:
    types = asked_types(output)
    if types:
        yield f"for {' or '.join(types)}"
        yield from indented(_unconditional(output))
    else:
        yield from _unconditional(output)


def _unconditional(output: Output) -> Lines:
    match output:
        case Value():
            yield from _value_lines(output)
        case Distance() | Depth() | Parent():
            yield f"{output.key}: {_place(output)}"
        case ShapeValue(key=key, predicate=name, members=members):
            shown = f"[{output.type_name}]" if output.is_list else output.type_name
            yield f"{key}: {name}, {shown}{', required' * output.is_required}"
            for member in members:
                yield from indented(_shape_member(member))
        case Uid(key=key):
            yield f"{key}: uid"
        case TypeNames(key=key):
            yield f"{key}: types"
        case TypeName():
            yield from _type_name(output)
        case Nested(key=key, select=select):
            counted = f", {output.count.key} {'before' if output.count.is_first else 'behind'}" if output.count else ""
            yield f"{key}: {_reached(select)}{_requirements(output)}{counted}"
            yield from indented(_select(select))
        case Aggregate(key=key, select=select, items=items, is_listed=is_listed):
            yield f"{key}: aggregate over {_reached(select)}{', in a list' if is_listed else ''}"
            yield from indented(_select(select))
            for item in items:
                yield from indented(_type_name(item) if isinstance(item, TypeName) else _aggregate_item(item))
        case Count(key=key, select=select):
            yield f"{key}: number of {_reached(select)}"
            yield from indented(_select(select))
        case _:
            yield from _of_dql(output)


def _of_dql(
    output: RelationValue | Computed | AggregateOf | FacetOutput | ValueOutput | GroupedNodes | Repeated,
) -> Lines:
    """What only DQL asks for."""
    match output:
        case Repeated(repeated=key):
            yield f"{key}: asked for twice"
        case ValueCount() | AllLanguages():
            yield value_output(output)
        case RelationValue() | Computed() | AggregateOf():
            yield from dump_look_up(output)
        case GroupedNodes():
            yield from dump_grouped(output, _reached, _select)
        case EdgeFacet() | EdgeFacets() | FacetVariable() | ValueFacet() | ValueFacets():
            yield dump_facet(output)
        case Passes(key=key, condition=condition):
            yield from labelled(f"{key}: whether", _condition(condition))
        case _:
            assert_never(output)


def _value_lines(value: Value) -> Lines:
    yield _value(value)
    if value.visible is not None:
        yield "  shown where"
        yield from (f"    {line}" for line in _condition(value.visible))


def _place(output: Distance | Depth | Parent) -> str:
    """Where a node is among others."""
    match output:
        case Parent(predicate=name):
            return f"{name or 'uid'} of the parent"
        case _:
            return type(output).__name__.lower()


def _shape_member(member: ShapeMember) -> Lines:
    match member:
        case ShapeConstant(key=key, text=text):
            yield f'{key}: "{text}"'
        case ShapeNumber(key=key, position=position):
            yield f"{key}: {('longitude', 'latitude')[position]}"
        case ShapeList(key=key, members=members):
            yield f"{key}: each of"
            for inner in members:
                yield from indented(_shape_member(inner))
        case _:
            assert_never(member)


def _value(value: Value) -> str:
    kind = f"[{value.kind}]" if value.is_list else str(value.kind)
    return f"{value.key}: {shown_predicate(value.predicate, value.languages)}, {kind}{', required' * value.is_required}"


def _requirements(nested: Nested) -> str:
    return ", required" * nested.is_required + ", elements required" * nested.is_element_required


def _type_name(name: TypeName) -> Lines:
    if len(name.candidates) == 1:
        yield f'{name.key}: "{name.candidates[0][0]}"'
        return
    shown = ", ".join(f'"{text}" if {node_type}' for text, node_type in name.candidates)
    yield f"{name.key}: {shown}"


def _aggregate_item(item: AggregateItem) -> Lines:
    of = f" of {shown_predicate(item.predicate, item.languages)}" if item.predicate else ""
    yield f"{item.key}: {item.function}{of}"
