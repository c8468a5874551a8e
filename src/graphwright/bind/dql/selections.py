"""What stands in braces → IR outputs.

In: the syntax of fields. Out: outputs in the order asked. Fields that nobody can have are left out; keys
without a value and nodes without keys are left out by the planner (`Select.is_sparse`). Does not know:
blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from graphwright.bind.dql.arguments import bind_order, bind_page, refuse_directives
from graphwright.bind.dql.binding import Binding, types_predicate, written_name
from graphwright.bind.dql.conditions import bind_filter
from graphwright.bind.dql.refusals import not_yet, wrong
from graphwright.errors import NotSupportedYet
from graphwright.ir.nodes import Along, Condition, Count, Nested, Output, Select, TypeNames, Uid, Value
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind


def bind_outputs(binding: Binding, selections: Sequence[syntax.Selection]) -> tuple[Output, ...]:
    """The outputs of a selection.

    Raises:
        NotSupportedYet: A field is beyond this version.
        ValidationError: A field means nothing, or two have one key.
    """
    outputs: dict[str, Output] = {}
    for selection in selections:
        binding.count_field(selection)
        output = _output(binding, selection)
        if output is None:
            continue
        if output.key in outputs:
            raise wrong(selection, f"{output.key:.60} is asked for twice; give one of them an alias (other: …)")
        outputs[output.key] = output
    return tuple(outputs.values())


def _output(binding: Binding, selection: syntax.Selection) -> Output | None:
    refuse_definition(selection)
    match selection:
        case syntax.UidField(alias=alias):
            return Uid(key=alias or "uid")
        case syntax.PredicateField():
            return _field(binding, selection)
        case syntax.CountField():
            return _count(binding, selection)
        case _:
            raise _refusal(selection)


def refuse_definition(node: syntax.Selection | syntax.Block) -> None:
    """`x as …`: variables need more than one block."""
    match node:
        case syntax.ExpandField() | syntax.FragmentSpread():
            return
        case _ if node.variable is not None:
            raise not_yet(node.variable, f"a variable ({node.variable.name:.40} as …)")


def _refusal(selection: syntax.Selection) -> NotSupportedYet:
    match selection:
        case syntax.CountUidField():
            return not_yet(selection, "count(uid) beside other fields or below the root")
        case syntax.ValueField():
            return not_yet(selection, "val(…), a value variable,")
        case syntax.AggregateField(operator=operator):
            return not_yet(selection, f"the aggregate {operator}(…)")
        case syntax.MathField():
            return not_yet(selection, "math(…)")
        case syntax.PasswordField():
            return not_yet(selection, "checkpwd(…)")
        case syntax.ExpandField():
            return not_yet(selection, "expand(…)", "name the predicates")
        case syntax.FragmentSpread(name=name):
            return not_yet(selection, f"the fragment ...{name:.40}", "write its fields where it stands")
        case syntax.UidField() | syntax.PredicateField() | syntax.CountField():
            raise AssertionError(f"{type(selection).__name__} is supported")
    assert_never(selection)


# ---- predicates -----------------------------------------------------------------------------------


def _field(binding: Binding, field: syntax.PredicateField) -> Output | None:
    refuse_directives(field.modifiers)
    name = field.predicate
    if name.name == types_predicate and not name.is_reverse:
        return TypeNames(key=field.alias or types_predicate)
    predicate = binding.predicate(name)
    # Bound also where nobody has the predicate: what is refused does not depend on what is stored.
    inner = bind_outputs(binding, field.selections)
    if predicate is None:
        bind_condition(binding, field.modifiers)
        return None
    if predicate.kind is ValueKind.UID:
        return _edge(binding, field, predicate, inner)
    # Modifiers and fields of a value are ignored, as in the reference.
    languages = f"@{':'.join(name.languages)}" if name.languages else ""
    return Value(
        key=field.alias or written_name(name) + languages,
        predicate=predicate.name,
        kind=predicate.kind,
        is_list=predicate.is_list,
        languages=name.languages,
    )


def _edge(
    binding: Binding, field: syntax.PredicateField, predicate: Predicate, output: tuple[Output, ...]
) -> Nested | None:
    """The nodes at the other end: a list, or an object where there can be only one."""
    is_single = not predicate.is_list
    modifiers = field.modifiers
    select = Select(
        source=Along(predicate=predicate.name),
        api_type=None,
        condition=bind_condition(binding, modifiers),
        order=bind_order(binding, modifiers.order),
        page=bind_page(binding, modifiers, is_single=is_single),
        output=output,
        is_single=is_single,
        is_sparse=True,
    )
    # Without fields there is nothing to show of the nodes.
    return Nested(key=field.alias or written_name(field.predicate), select=select) if output else None


def bind_condition(binding: Binding, modifiers: syntax.Modifiers) -> Condition | None:
    """The condition of `@filter`, if there is one."""
    return None if modifiers.filter is None else bind_filter(binding, modifiers.filter)


def _count(binding: Binding, field: syntax.CountField) -> Count | None:
    modifiers = field.modifiers
    refuse_directives(modifiers)
    for cut in (modifiers.first, modifiers.offset, modifiers.after):
        if cut is not None:
            raise not_yet(cut, "a page in count(…)")
    name = field.predicate
    predicate = binding.predicate(name)
    condition = bind_condition(binding, modifiers)
    if name.name == types_predicate or (predicate is not None and predicate.kind is not ValueKind.UID):
        raise not_yet(field, f"count of values ({name.name:.60})")
    if predicate is None:
        return None
    select = Select(source=Along(predicate=predicate.name), api_type=None, condition=condition, is_sparse=True)
    return Count(key=field.alias or f"count({written_name(name)})", select=select)
