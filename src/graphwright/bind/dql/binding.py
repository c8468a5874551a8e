"""The state of binding one query, and what a predicate's name means in a catalog.

In: names from the syntax. Out: predicates; slots for the values. Does not know: functions, selections.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphwright import limits
from graphwright.bind.dql.refusals import not_yet, wrong
from graphwright.bind.slots import Slots
from graphwright.errors import LimitError
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.values import ValueKind

types_predicate = "dgraph.type"
"""The predicate that shows a node's types. It is no member of the catalog."""


@dataclass(slots=True, kw_only=True)
class Binding(Slots):
    """One binding run.

    Attributes:
        variables: Declared query variable to the slot of its value, a text.
    """

    catalog: Catalog
    variables: Mapping[str, int]
    field_count: int = 0

    def predicate(self, name: syntax.Predicate) -> Predicate | None:
        """What a name means; None when no node can have it, which is no error.

        Raises:
            NotSupportedYet, ValidationError: The predicate is not read in this way.
        """
        if "*" in name.languages:
            raise not_yet(name, "a value in all its languages (@*)", "name the languages")
        found = self.catalog.predicates.get(written_name(name))
        if found is None:
            if name.is_reverse:
                self._check_reverse(name)
            return None
        if found.kind is ValueKind.PASSWORD:
            raise wrong(name, f"{name.name} is of type password, which cannot be fetched, compared or counted")
        if name.languages and found.tag_table is None:
            raise wrong(name, f"{name.name} has no language tags; leave out @{':'.join(name.languages)}")
        return found

    def _check_reverse(self, name: syntax.Predicate) -> None:
        forward = self.catalog.predicates.get(name.name)
        if forward is None:
            return
        if forward.kind is not ValueKind.UID:
            raise wrong(name, f"{name.name} holds values, which have no reverse edges; leave out the ~")
        hint = "declare the other side by @hasInverse and ask for that"
        if forward.inverse is not None:
            hint = f"ask for {forward.inverse}, which holds the same edges"
        raise not_yet(name, f"the reverse edges ~{name.name}", hint)

    def slot_of(self, variable: syntax.QueryVariable) -> int:
        """The slot of a query variable's text."""
        slot = self.variables.get(variable.name)
        if slot is None:
            raise wrong(variable, f"${variable.name} is not declared; write query q(${variable.name}: string) {{ … }}")
        return slot

    def constant(self, value: object) -> int:
        """The slot of a value that stands in the text."""
        return self.extra(lambda _: value)

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
