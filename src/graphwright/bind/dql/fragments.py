"""Fragments: what a spread stands for is put in its place, so that nobody behind this knows of them.

In: a query document. Out: the same without spreads. Does not know: the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graphwright import limits
from graphwright.bind.dql.refusals import wrong
from graphwright.errors import LimitError
from graphwright.lang.dql import syntax


def expand_fragments(document: syntax.QueryDocument) -> syntax.QueryDocument:
    """The document with the fields of fragments where they are spread.

    Raises:
        ValidationError: A fragment is unknown, given twice, or contains itself.
        LimitError: There are too many fields.
    """
    fragments: dict[str, syntax.Fragment] = {}
    for fragment in document.fragments:
        if fragment.name in fragments:
            raise wrong(fragment, f"the fragment {fragment.name:.40} is given twice; remove one")
        fragments[fragment.name] = fragment
    expanding = _Expanding(fragments)
    operations = tuple(
        replace(operation, blocks=tuple(expanding.inside(block, ()) for block in operation.blocks))
        for operation in document.operations
    )
    return replace(document, operations=operations, fragments=())


class _Expanding:
    def __init__(self, fragments: Mapping[str, syntax.Fragment]) -> None:
        self.fragments = fragments
        self.count = 0

    def inside(self, node: Any, around: tuple[str, ...]) -> Any:
        """A block or field with what stands in its braces."""
        selections = getattr(node, "selections", ())
        return replace(node, selections=tuple(self._all(selections, around))) if selections else node

    def _all(self, selections: Sequence[syntax.Selection], around: tuple[str, ...]) -> Iterator[syntax.Selection]:
        for selection in selections:
            self._count(selection)
            if not isinstance(selection, syntax.FragmentSpread):
                yield self.inside(selection, around)
                continue
            name = selection.name
            if name in around:
                raise wrong(selection, f"the fragment {name:.40} contains itself; break the circle")
            if name not in self.fragments:
                raise wrong(selection, f"there is no fragment {name:.40}; write fragment {name:.40} {{ … }}")
            yield from self._all(self.fragments[name].selections, (*around, name))

    def _count(self, node: syntax.Node) -> None:
        """Fragments in fragments grow fast."""
        self.count += 1
        if self.count > 2 * limits.query_fields_max:
            raise LimitError(
                f"the query asks for more than {limits.query_fields_max} fields (query_fields_max)",
                line=node.line,
                column=node.column,
            )
