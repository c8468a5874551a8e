"""One use of a function on a predicate, and what is refused of it, as the reference refuses it.

Does not know: what single functions mean.
"""

from __future__ import annotations

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.values import scalar_of, scalar_slot
from graphwright.errors import ValidationError
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass

texts = frozenset({ValueKind.STRING, ValueKind.DEFAULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A function, what it is asked of, and where.

    Attributes:
        is_root: It finds the nodes that a block begins with, for which the reference wants an index.
    """

    binding: Binding
    call: syntax.FunctionCall
    target: syntax.Predicate
    predicate: Predicate
    is_root: bool

    @property
    def languages(self) -> tuple[str, ...]:
        return self.target.languages

    def arguments(self) -> tuple[syntax.Argument, ...]:
        """Its values; `eq(name, "a", "b")` and `eq(name, ["a", "b"])` say the same."""
        return listed(self.call)

    def slot(self, position: int) -> int:
        """The slot of a single value."""
        return scalar_slot(self.binding, scalar_of(self.call.arguments[position]))

    def wrong(self, message: str) -> ValidationError:
        return wrong(self.call, message)

    def need_index(self, kind: str) -> None:
        """Refuses a function that looks into an index which is not there.

        Raises:
            ValidationError: Says how to declare it.
        """
        if self.predicate.index(kind) is None:
            raise self.wrong(
                f"{self.predicate.name} has no index {kind}, which {self.call.name} needs; "
                f"add @search(by: [{kind}]) in GraphQL, or @index({kind}) in DQL"
            )

    def need_text(self) -> None:
        """Refuses a function of texts on other values."""
        if self.predicate.kind not in texts:
            raise self.wrong(
                f"{self.call.name} is for texts, and {self.predicate.name} is of type {self.predicate.kind}"
            )

    def need_value(self) -> None:
        """Refuses a comparison of what has no value."""
        kind, name = self.predicate.kind, self.predicate.name
        if kind is ValueKind.UID:
            raise self.wrong(f"{name} leads to nodes and has no values; compare what those nodes have")
        if kind is ValueKind.PASSWORD:
            raise self.wrong(f"{name} is of type password, which cannot be compared; ask for checkpwd({name}, …)")


def listed(call: syntax.FunctionCall) -> tuple[syntax.Argument, ...]:
    match call.arguments:
        case (syntax.ListLiteral(values=values),):
            return values
        case arguments:
            return arguments
