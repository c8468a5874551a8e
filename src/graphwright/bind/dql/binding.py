"""The state of binding one query, and what a predicate's name means in a catalog.

In: names from the syntax. Out: predicates; slots for the values. Does not know: functions, selections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from graphwright import limits
from graphwright.bind.dql.definitions import Definitions
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.slots import Slots
from graphwright.errors import LimitError
from graphwright.ir.nodes import Select
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass

types_predicate = "dgraph.type"
"""The predicate that shows a node's types. It is no member of the catalog."""


@dataclass(slots=True, kw_only=True)
class Binding(Slots):
    """One binding run.

    Attributes:
        variables: Declared query variable to the slot of its value, a text.
        definitions: What the query's own variables are.
        lifted: By the ordinal of a literal's token the slot of its text, for those that come with the request.
        used_literals: Of these slots those that were asked for; other literals of the text are part of the plan.
        nodes_of: The nodes of a block, of whom nothing is asked.
        is_normalized, ignores_reflex: Whether what is bound now stands inside such a directive.
    """

    catalog: Catalog
    variables: Mapping[str, int]
    definitions: Definitions
    lifted: Mapping[int, int] = field(default_factory=dict)
    used_literals: set[int] = field(default_factory=set)
    is_normalized: bool = False
    ignores_reflex: bool = False
    cascade: tuple[str, ...] | None = None
    nodes_of: Callable[[syntax.QueryBlock | syntax.VariableBlock], Select] | None = None
    field_count: int = 0
    expanded_count: int = 0

    def predicate(self, name: syntax.Predicate) -> Predicate | None:
        """What a field's or an order's name means; None when no node can show it, which is no error.

        Raises:
            ValidationError: The predicate is not read in this way.
        """
        found = self._known(name)
        # As in the reference a password is not shown, and nothing is said about it.
        return None if found is None or found.kind is ValueKind.PASSWORD else found

    def asked_predicate(self, name: syntax.Predicate) -> Predicate | None:
        """What a function's name means; None when no node can have it, which is no error.

        Raises:
            ValidationError: The predicate is not read in this way.
        """
        if "*" in name.languages:
            raise wrong(name, f"a function asks for one language; write {name.name:.60}@en, or @. for any")
        return self._known(name)

    def _known(self, name: syntax.Predicate) -> Predicate | None:
        if name.is_reverse:
            self._check_reverse(name)
        found = self.catalog.predicate(written_name(name))
        if found is not None and name.languages and found.tag_table is None:
            raise wrong(
                name,
                f"{name.name} has no language tags; leave out @{':'.join(name.languages)}, or add @lang to its schema",
            )
        return found

    def _check_reverse(self, name: syntax.Predicate) -> None:
        forward = self.catalog.predicates.get(name.name)
        if forward is None:
            return
        if forward.kind is not ValueKind.UID:
            raise wrong(name, f"{name.name} holds values, which have no reverse edges; leave out the ~")
        if not forward.is_reversed:
            advice = f"add it: {name.name}: {'[uid]' if forward.is_list else 'uid'} @reverse ."
            if forward.inverse is not None:
                advice = f"ask for {forward.inverse}, which holds the same edges, or {advice}"
            raise wrong(name, f"{name.name} has no @reverse, so ~{name.name} cannot be read; {advice}")

    def slot_of(self, variable: syntax.QueryVariable) -> int:
        """The slot of a query variable's text."""
        slot = self.variables.get(variable.name)
        if slot is None:
            raise wrong(variable, f"${variable.name} is not declared; write query q(${variable.name}: string) {{ … }}")
        return slot

    def literal_slot(self, node: syntax.Node, text: str) -> int:
        """The slot of a literal, as text: the plan is good for other literals in its place.

        Args:
            text: As in this query.
        """
        token = node.position.token
        slot = self.lifted.get(token)
        if slot is not None:
            self.used_literals.add(slot)
            return slot
        number = self.lifted.get(token + 1) if text.startswith("-") else None
        if number is None:
            return self.constant(text)
        # The sign is a token of its own, where the node begins.
        self.used_literals.add(number)
        return self.extra(lambda values: f"-{values[number]}")

    def constant(self, value: object) -> int:
        """The slot of a value that is part of the plan."""
        return self.extra(lambda _: value)

    def count_expanded(self, node: syntax.Node) -> None:
        """Notes that one more field is asked for by `expand`."""
        self.expanded_count += 1
        if self.expanded_count > limits.expanded_fields_max:
            raise LimitError(
                f"expand() stands for more than {limits.expanded_fields_max} fields (expanded_fields_max); name types "
                "or predicates",
                line=node.line,
                column=node.column,
            )

    def count_field(self, node: syntax.Node) -> None:
        """Notes that one more field is asked for."""
        self.field_count += 1
        if self.field_count > limits.query_fields_max:
            raise LimitError(
                f"the query asks for more than {limits.query_fields_max} fields (query_fields_max)",
                line=node.line,
                column=node.column,
            )


def written_name(predicate: syntax.Predicate) -> str:
    """A predicate's name as answers show it, without languages."""
    return f"~{predicate.name}" if predicate.is_reverse else predicate.name
