"""The IR as text: for golden files and for a person who wants to know what a request means.

In: a query or mutations. Out: lines, stable from run to run; a parameter is shown by its slot and its
label, never by a value. Does not know: the catalog, syntax, SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

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
    Between,
    ByUid,
    Compare,
    Condition,
    Constant,
    Count,
    Distance,
    HasTokens,
    HasType,
    HasValue,
    Lies,
    Nearest,
    Nested,
    Not,
    OfType,
    OneOf,
    Or,
    OrderBy,
    Output,
    Page,
    Param,
    Query,
    Related,
    RelatedCount,
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
    affected_slot,
    asked_types,
)

Lines = Iterator[str]


def dump_ir(ir: Query | Mutations) -> str:
    """The text of a request's IR, one node per line, what belongs to a node indented under it.

    `$2 (int)` is the parameter in slot 2, which is used as an int.
    """
    lines: list[str] = []
    match ir:
        case Query(roots=roots):
            lines.append("query")
            for output in roots:
                lines += _indented(_output(output))
        case Mutations(roots=mutations):
            lines.append("mutation")
            for root in mutations:
                lines += _indented(_type_name(root) if isinstance(root, TypeName) else _mutation(root))
        case _:
            assert_never(ir)
    return "\n".join(lines) + "\n"


def dump_condition(condition: Condition) -> str:
    """The text of a condition alone."""
    return "\n".join(_condition(condition)) + "\n"


def _indented(lines: Iterable[str]) -> Lines:
    return (f"  {line}" for line in lines)


# ---- mutations ------------------------------------------------------------------------------------


def _mutation(mutation: Mutation) -> Lines:
    match mutation:
        case AddNodes(key=key, api_type=name):
            yield f"{key}: add {name}"
        case UpdateNodes(key=key, api_type=name, select=select):
            yield f"{key}: update {name}"
            yield from _indented(_targets(select))
        case DeleteNodes(key=key, api_type=name, select=select):
            yield f"{key}: delete {name}"
            yield from _indented(_targets(select))
        case _:
            assert_never(mutation)
    for item in mutation.payload:
        yield from _indented(_payload_item(item))


def _targets(select: Select) -> Lines:
    yield f"targets {_reached(select)}"
    yield from _indented(_select(select))


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
        yield from _labelled("where", _condition(select.condition))
    if select.cascade is not None:
        yield f"cascade {', '.join(select.cascade) or 'of everything'}"
    if select.order:
        yield f"order {', '.join(_order(key) for key in select.order)}"
    if select.page is not None:
        yield f"page {_page(select.page)}"
    for output in select.output:
        yield from _output(output)


def _labelled(label: str, lines: Lines) -> Lines:
    """A condition's first line behind a word, the others as they stand under it."""
    yield f"{label} {next(lines)}"
    yield from lines


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
            return f"by uid {_param(uids)}"
        case ByUid(uids=uids, node_type=name):
            return f"by uid {_param(uids)} of type {name}"
        case Where(condition=condition):
            return f"where {' '.join(_condition(condition))}"
        case Along(predicate=name):
            return f"along {name}"
        case Nearest():
            return _nearest(source)
    assert_never(source)


def _asked_node(select: Select) -> str:
    condition = "" if select.condition is None else f" where {' '.join(_condition(select.condition))}"
    return f"that of {_reached(select)}{condition}"


def _nearest(source: Nearest) -> str:
    asked = _asked_node(source.asked) if isinstance(source.asked, Select) else _param(source.asked)
    bound = "" if source.threshold is None else f" within {_param(source.threshold)}"
    when = "after" if source.filters_first else "before"
    return (
        f"of type {source.node_type}, {_param(source.count)} nearest by {source.metric} of {source.predicate} "
        f"to {asked}{bound}, chosen {when} the filter"
    )


def _order(key: OrderBy) -> str:
    path = "".join(f"{hop.predicate} / " for hop in key.along)
    value = f"number along {key.predicate}" if key.counted else _predicate(key.predicate, key.languages)
    return f"{path}{value}{' desc' if key.is_descending else ''}"


def _page(page: Page) -> str:
    parts = (("first", page.first), ("last", page.last), ("offset", page.offset), ("after", page.after))
    return ", ".join(f"{name} {_param(param)}" for name, param in parts if param is not None)


def _param(param: Param) -> str:
    slot = "affected" if param.slot == affected_slot else param.slot
    return f"${slot} ({param.label})"


def _predicate(name: str, languages: tuple[str, ...]) -> str:
    return f"{name}@{':'.join(languages)}" if languages else name


# ---- conditions -----------------------------------------------------------------------------------


def _condition(condition: Condition) -> Lines:
    match condition:
        case And(parts=parts):
            yield "all of"
            for part in parts:
                yield from _indented(_condition(part))
        case Or(parts=parts):
            yield "any of"
            for part in parts:
                yield from _indented(_condition(part))
        case Not(part=part):
            yield from _labelled("not", _condition(part))
        case Related(predicate=name, node_type=node_type, condition=inner):
            yield f"some {node_type or 'node'} along {name}"
            if inner is not None:
                yield from _indented(_condition(inner))
        case RelatedCount(predicate=name, node_type=node_type, condition=inner, operator=operator, value=value):
            yield f"number of {node_type or 'node'}s along {name} {operator} {_param(value)}"
            if inner is not None:
                yield from _indented(_condition(inner))
        case _:
            yield _test(condition)


def _test(
    condition: Constant | Compare | OneOf | Between | HasTokens | TextTest | Lies | HasValue | UidIn | UidIs | HasType,
) -> str:
    match condition:
        case Constant(value=value):
            return "everything" if value else "nothing"
        case Compare(predicate=name, operator=operator, value=value, languages=languages):
            return f"{_predicate(name, languages)} {operator} {_param(value)}"
        case OneOf(predicate=name, values=values, languages=languages):
            return f"{_predicate(name, languages)} one of {_param(values)}"
        case Between(predicate=name, low=low, high=high, languages=languages):
            return f"{_predicate(name, languages)} between {_param(low)} and {_param(high)}"
        case HasTokens() | TextTest() | Lies():
            return _search(condition)
        case HasValue(predicate=name, languages=languages):
            return f"{_predicate(name, languages)} is there"
        case UidIn(uids=uids):
            return f"uid one of {_param(uids)}"
        case UidIs(uid=uid):
            return f"uid is {_param(uid)}"
        case HasType(node_type=node_type):
            return f"is of type {node_type}"
    assert_never(condition)


def _search(condition: HasTokens | TextTest | Lies) -> str:
    match condition:
        case HasTokens(predicate=name, index=index, lead=lead, tokens=None):
            return f"{name} has by {index} {_param(lead)}"
        case HasTokens(predicate=name, index=index, mode=mode, tokens=tokens):
            assert tokens is not None
            return f"{name} has {mode} by {index} of {_param(tokens)}"
        case TextTest(predicate=name, test=test, asked=asked, languages=languages):
            return f"{_predicate(name, languages)} passes {test} of {_param(asked)}"
        case Lies(predicate=name, index=index, relation=relation, question=question):
            return f"{name} {relation} by {index} {_param(question)}"
    assert_never(condition)


# ---- output ---------------------------------------------------------------------------------------


def _output(output: Output) -> Lines:
    types = asked_types(output)
    if types:
        yield f"for {' or '.join(types)}"
        yield from _indented(_unconditional(output))
    else:
        yield from _unconditional(output)


def _unconditional(output: Output) -> Lines:
    match output:
        case Value():
            yield _value(output)
        case Distance(key=key):
            yield f"{key}: distance"
        case ShapeValue(key=key, predicate=name, members=members):
            shown = f"[{output.type_name}]" if output.is_list else output.type_name
            yield f"{key}: {name}, {shown}{', required' * output.is_required}"
            for member in members:
                yield from _indented(_shape_member(member))
        case Uid(key=key):
            yield f"{key}: uid"
        case TypeNames(key=key):
            yield f"{key}: types"
        case TypeName():
            yield from _type_name(output)
        case Nested(key=key, select=select):
            yield f"{key}: {_reached(select)}{_requirements(output)}"
            yield from _indented(_select(select))
        case Aggregate(key=key, select=select, items=items, is_listed=is_listed):
            yield f"{key}: aggregate over {_reached(select)}{', in a list' if is_listed else ''}"
            yield from _indented(_select(select))
            for item in items:
                yield from _indented(_type_name(item) if isinstance(item, TypeName) else _aggregate_item(item))
        case Count(key=key, select=select):
            yield f"{key}: number of {_reached(select)}"
            yield from _indented(_select(select))
        case _:
            assert_never(output)


def _shape_member(member: ShapeMember) -> Lines:
    match member:
        case ShapeConstant(key=key, text=text):
            yield f'{key}: "{text}"'
        case ShapeNumber(key=key, position=position):
            yield f"{key}: {('longitude', 'latitude')[position]}"
        case ShapeList(key=key, members=members):
            yield f"{key}: each of"
            for inner in members:
                yield from _indented(_shape_member(inner))
        case _:
            assert_never(member)


def _value(value: Value) -> str:
    kind = f"[{value.kind}]" if value.is_list else str(value.kind)
    return f"{value.key}: {_predicate(value.predicate, value.languages)}, {kind}{', required' * value.is_required}"


def _requirements(nested: Nested) -> str:
    return ", required" * nested.is_required + ", elements required" * nested.is_element_required


def _type_name(name: TypeName) -> Lines:
    if len(name.candidates) == 1:
        yield f'{name.key}: "{name.candidates[0][0]}"'
        return
    shown = ", ".join(f'"{text}" if {node_type}' for text, node_type in name.candidates)
    yield f"{name.key}: {shown}"


def _aggregate_item(item: AggregateItem) -> Lines:
    yield f"{item.key}: {item.function}{f' of {item.predicate}' if item.predicate else ''}"
