"""What stands in braces → IR outputs.

In: the syntax of fields. Out: outputs in the order asked, and which variables get the nodes. Fields that nobody can
have are left out; keys without a value and nodes without keys are left out by the planner (`Select.is_sparse`).
Does not know: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from graphwright.bind.dql.arguments import bind_order, bind_page, ordered_by
from graphwright.bind.dql.binding import Binding, types_predicate, written_name
from graphwright.bind.dql.conditions import bind_filter
from graphwright.bind.dql.counts import bind_count_field
from graphwright.bind.dql.definitions import aggregated_kind
from graphwright.bind.dql.directives import Directives, inside, read_directives
from graphwright.bind.dql.expansions import expanded_fields
from graphwright.bind.dql.facets import BoundFacets, bind_edge_facets, bind_value_facets
from graphwright.bind.dql.functions.passwords import bind_check
from graphwright.bind.dql.groups import bind_groups
from graphwright.bind.dql.languages import bind_all_languages
from graphwright.bind.dql.mathematics import bind_math
from graphwright.bind.dql.refusals import wrong
from graphwright.ir.facets import FacetVariable
from graphwright.ir.nodes import (
    Along,
    And,
    Condition,
    Constant,
    IsNoAncestor,
    Nested,
    NodeCount,
    Output,
    Repeated,
    Select,
    TypeNames,
    Uid,
    Value,
    asked_types,
)
from graphwright.ir.relations import AggregateOf, Computed, InRelation, RelationValue
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """A selection's outputs.

    Attributes:
        defines: Variables that get its nodes (`x as uid`).
        normal: As in `ir.nodes.Select`.
        count: As in `ir.nodes.Nested`.
        is_barred: A cascade asks for what no node has.
    """

    outputs: tuple[Output, ...]
    defines: tuple[str, ...] = ()
    normal: tuple[str, ...] | None = None
    count: NodeCount | None = None
    is_barred: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked of the nodes."""
        return not self.outputs and not self.defines and self.count is None


def bind_outputs(binding: Binding, selections: Sequence[syntax.Selection], *, is_root: bool) -> Bound:
    """The outputs of a selection.

    Args:
        is_root: Of a block, where `count(uid)` stands before the nodes.

    Raises:
        ValidationError: A field means nothing, or two have one key.
    """
    outputs: dict[str, Output] = {}
    defines: list[str] = []
    aliases: list[str] = []
    count: NodeCount | None = None
    is_barred = False
    for selection in selections:
        binding.count_field(selection)
        is_barred = is_barred or _bars(binding, selection)
        match selection:
            case syntax.UidField(variable=syntax.Definition(name=name)):
                defines.append(name)
            case syntax.CountUidField(alias=alias, variable=variable):
                told = None if variable is None else variable.name
                count = NodeCount(key=alias or "count", is_first=is_root, defines=told)
        for output in _outputs(binding, selection):
            present = outputs.get(output.key)
            if present is None:
                outputs[output.key] = output
            else:
                outputs[output.key], repeated = _repeated(selection, present, output)
                outputs[repeated.key] = repeated
        aliases += aliases_of(selection)
    shown = outputs.keys() if count is None else {*outputs, count.key}
    normal = tuple(key for key in aliases if key in shown) if binding.is_normalized else None
    return Bound(tuple(outputs.values()), tuple(defines), normal, count, is_barred)


def _bars(binding: Binding, selection: syntax.Selection) -> bool:
    """Whether a cascade wants what no node has: a predicate that nobody has written."""
    if binding.cascade is None or not isinstance(selection, syntax.PredicateField):
        return False
    name = selection.predicate
    if binding.cascade and written_name(name) not in binding.cascade:
        return False
    return written_name(name) != types_predicate and binding.catalog.predicate(written_name(name)) is None


def _repeated(selection: syntax.Selection, present: Output, output: Output) -> tuple[Output, Repeated]:
    """Which of two outputs with one key is shown, and what marks the nodes that are asked for both.

    Nobody knows yet of which types nodes are; as in the reference what `expand(_all_)` stands for is an error only
    then.

    Raises:
        ValidationError: Both are asked of every node.
    """
    for expanded, plain in ((output, present), (present, output)):
        if asked_types(expanded) and not asked_types(plain):
            key = f"{output.key} twice"
            return plain, Repeated(key=key, repeated=output.key, only_on=asked_types(expanded))
    raise wrong(selection, f"{output.key:.60} is asked for twice; give one of them an alias (other: …)")


def aliases_of(selection: syntax.Selection) -> Iterator[str]:
    """The keys that a selection gives by its own words."""
    if isinstance(selection, syntax.NamedSelection) and selection.alias is not None:
        yield selection.alias
    if isinstance(selection, syntax.PredicateField):
        yield from _facet_aliases(selection)


def _facet_aliases(field: syntax.PredicateField) -> Iterator[str]:
    for directive in field.modifiers.directives:
        if isinstance(directive, syntax.FacetFetch):
            yield from (key.alias for key in directive.keys if isinstance(key, syntax.FacetKey) and key.alias)


def _outputs(binding: Binding, selection: syntax.Selection) -> Iterator[Output]:
    match selection:
        case syntax.PredicateField():
            yield from _field(binding, selection)
        case syntax.ExpandField():
            for field, types in expanded_fields(selection, binding.catalog):
                binding.count_expanded(field)
                for output in _field(binding, field):
                    yield replace(output, only_on=types) if types else output
        case syntax.CountUidField():
            return
        case _:
            found = _output(binding, selection)
            if found is not None:
                yield found


def _output(
    binding: Binding,
    selection: syntax.UidField
    | syntax.CountField
    | syntax.ValueField
    | syntax.MathField
    | syntax.AggregateField
    | syntax.PasswordField
    | syntax.FragmentSpread,
) -> Output | None:
    match selection:
        case syntax.UidField(alias=alias):
            return Uid(key=alias or "uid")
        case syntax.CountField():
            return bind_count_field(binding, selection, _count_condition(binding, selection))
        case syntax.ValueField() | syntax.MathField() | syntax.AggregateField():
            return bind_computed(binding, selection)
        case syntax.PasswordField():
            return bind_check(binding, selection)
        case syntax.FragmentSpread():
            raise AssertionError("fragments are expanded, `fragments.py`")
    assert_never(selection)


def _defined(selection: syntax.NamedSelection) -> str | None:
    return None if selection.variable is None else selection.variable.name


# ---- variables ------------------------------------------------------------------------------------


def bind_computed(
    binding: Binding, selection: syntax.ValueField | syntax.MathField | syntax.AggregateField
) -> RelationValue | Computed | AggregateOf:
    """What is read from variables: `val(x)`, `math(…)`, `max(val(x))`."""
    match selection:
        case syntax.ValueField(value=value):
            if selection.variable is not None:
                raise wrong(
                    selection, f"val({value.variable:.40}) has a name already; remove {selection.variable.name:.40} as"
                )
            kind = binding.definitions.kind(value.variable, value) or ValueKind.INT
            return RelationValue(key=selection.alias or f"val({value.variable})", relation=value.variable, kind=kind)
        case syntax.MathField(expression=expression):
            defines = _defined(selection)
            if selection.alias is None and defines is None:
                raise wrong(
                    selection, "math(…) needs a name: write x: math(…) to show it, or x as math(…) to go on with it"
                )
            return Computed(
                key=selection.alias or f"val({defines})", expression=bind_math(binding, expression), defines=defines
            )
        case syntax.AggregateField(operator=operator, operand=operand):
            if isinstance(operand, syntax.Predicate):
                advice = f"write x as {operand.name:.60} further inside and {operator}(val(x))"
                raise wrong(selection, f"{operator} goes over a variable; {advice}")
            name = operand.variable
            kind = binding.definitions.kind(name, operand) or ValueKind.INT
            return AggregateOf(
                key=selection.alias or f"{operator}(val({name}))",
                function=operator,
                relation=name,
                kind=aggregated_kind(operator, kind) or ValueKind.INT,
                defines=_defined(selection),
            )
    assert_never(selection)


# ---- predicates -----------------------------------------------------------------------------------


def _field(binding: Binding, field: syntax.PredicateField) -> Iterator[Output]:
    directives = read_directives(field.modifiers)
    name = field.predicate
    if name.name == types_predicate and not name.is_reverse:
        yield TypeNames(key=field.alias or types_predicate)
        return
    predicate = binding.predicate(name)
    if directives.group is not None and predicate is not None and predicate.kind is ValueKind.UID:
        yield from _grouped(binding, field, predicate, directives)
        return
    # Bound also where nobody has the predicate: what is refused does not depend on what is stored.
    with inside(binding, directives):
        inner = bind_outputs(binding, field.selections, is_root=False)
    if predicate is None:
        bind_condition(binding, field.modifiers)
    elif predicate.kind is ValueKind.UID:
        yield from _edge(binding, field, predicate, directives, inner)
    elif name.languages == ("*",):
        yield bind_all_languages(field, predicate)
    else:
        # Filters, pages and fields of a value are ignored, as in the reference.
        languages = f"@{':'.join(name.languages)}" if name.languages else ""
        key = field.alias or written_name(name) + languages
        facets, passed = bind_value_facets(binding, directives.facets, predicate, name.languages, key)
        yield Value(
            key=key,
            predicate=predicate.name,
            kind=predicate.kind,
            is_list=predicate.is_list,
            facets=passed,
            languages=name.languages,
            defines=_defined(field),
        )
        yield from facets


def _edge(
    binding: Binding, field: syntax.PredicateField, predicate: Predicate, directives: Directives, inner: Bound
) -> Iterator[Nested]:
    """The nodes at the other end: a list, or an object where there can be only one."""
    key = field.alias or written_name(field.predicate)
    own = _defined(field)
    facets = bind_edge_facets(binding, directives.facets, key)
    select = bind_edge_select(binding, field.modifiers, predicate, directives, facets)
    if inner.is_barred:
        select = replace(select, condition=Constant(value=False))
    for shown in facets.outputs:
        if any(shown.key == output.key for output in inner.outputs):
            raise wrong(field, f"{shown.key} is asked for twice; give the facet another name")
    select = replace(
        select,
        output=(*inner.outputs, *facets.outputs),
        defines=inner.defines if own is None else (own, *inner.defines),
        normal=None if inner.normal is None else (*inner.normal, *_facet_aliases(field)),
        # The number of nodes stands in a list.
        is_single=select.is_single and inner.count is None,
    )
    # Without fields there is nothing to show of the nodes, but a cascade wants them.
    is_wanted = binding.cascade is not None or any(isinstance(each, FacetVariable) for each in facets.outputs)
    if not inner.is_empty or own is not None or is_wanted:
        yield Nested(key=key, select=select, count=inner.count)


def bind_edge_select(
    binding: Binding,
    modifiers: syntax.Modifiers,
    predicate: Predicate,
    directives: Directives,
    facets: BoundFacets,
) -> Select:
    """The nodes that an edge leads to, of whom nothing is asked yet."""
    is_single = not predicate.is_list
    if facets.order and modifiers.order:
        raise wrong(
            modifiers.order[0], f"{predicate.name} is ordered by its facets and by what its nodes have; leave one out"
        )
    parts = [bind_condition(binding, modifiers), facets.condition, *valued(modifiers)]
    if binding.ignores_reflex:
        parts.append(IsNoAncestor())
    return Select(
        source=Along(predicate=predicate.name),
        api_type=None,
        condition=all_of(parts),
        order=(*facets.order, *bind_order(binding, modifiers.order)),
        page=bind_page(binding, modifiers, is_single=is_single),
        is_single=is_single,
        is_sparse=True,
        cascade=directives.cascade,
    )


def valued(modifiers: syntax.Modifiers) -> list[Condition | None]:
    """What an order by variables asks of nodes."""
    return [InRelation(relations=(name,)) for name in ordered_by(modifiers.order)]


def all_of(parts: Sequence[Condition | None]) -> Condition | None:
    """What all of some parts say."""
    present = tuple(part for part in parts if part is not None)
    return And(parts=present) if len(present) > 1 else present[0] if present else None


def _grouped(
    binding: Binding, field: syntax.PredicateField, predicate: Predicate, directives: Directives
) -> Iterator[Output]:
    assert directives.group is not None
    facets = bind_edge_facets(binding, directives.facets, "")
    select = replace(bind_edge_select(binding, field.modifiers, predicate, directives, facets), is_single=False)
    key = field.alias or written_name(field.predicate)
    yield bind_groups(binding, key, select, directives.group, field.selections)


def _count_condition(binding: Binding, field: syntax.CountField) -> Condition | None:
    directives = read_directives(field.modifiers)
    return all_of(
        [bind_condition(binding, field.modifiers), bind_edge_facets(binding, directives.facets, "").condition]
    )


def bind_condition(binding: Binding, modifiers: syntax.Modifiers) -> Condition | None:
    """The condition of `@filter`, if there is one."""
    return None if modifiers.filter is None else bind_filter(binding, modifiers.filter)
