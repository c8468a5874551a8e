"""Every object of an answer has its uid, as `debug=true` asks for: syntax → syntax. Pure.

In: a document as it was written. Out: the same with `uid` added to each selection of nodes that has none. What only
counts or aggregates stays as it is: its objects are no nodes. Does not know: the catalog.
"""

from __future__ import annotations

from dataclasses import replace

from graphwright.lang.dql import syntax


def show_uids(document: syntax.QueryDocument) -> syntax.QueryDocument:
    """The document with `uid` at every level."""
    showing = _Showing(document.fragments)
    operations = tuple(
        replace(operation, blocks=tuple(showing.block(block) for block in operation.blocks))
        for operation in document.operations
    )
    # A fragment stands among the selections of others, which see to the uid of their own level.
    fragments = tuple(
        replace(fragment, selections=tuple(showing.inside(selection) for selection in fragment.selections))
        for fragment in document.fragments
    )
    return replace(document, operations=operations, fragments=fragments)


class _Showing:
    def __init__(self, fragments: tuple[syntax.Fragment, ...]) -> None:
        self._fragments = {fragment.name: fragment.selections for fragment in fragments}

    def block(self, block: syntax.Block) -> syntax.Block:
        if not isinstance(block, syntax.QueryBlock) or block.function is None or _is_grouped(block.modifiers):
            return block
        return replace(block, selections=self._with_uid(block.selections, block.position))

    def inside(self, selection: syntax.Selection) -> syntax.Selection:
        """A selection with the uids of those below it."""
        if not isinstance(selection, syntax.PredicateField | syntax.ExpandField) or not selection.selections:
            return selection
        if _is_grouped(selection.modifiers):
            return selection
        return replace(selection, selections=self._with_uid(selection.selections, selection.position))

    def _with_uid(
        self, selections: tuple[syntax.Selection, ...], position: syntax.Position
    ) -> tuple[syntax.Selection, ...]:
        within = tuple(self.inside(selection) for selection in selections)
        is_count = len(selections) == 1 and isinstance(selections[0], syntax.CountUidField)
        if is_count or self._has_uid(selections, frozenset()):
            return within
        return (*within, syntax.UidField(position=position, alias=None, variable=None))

    def _has_uid(self, selections: tuple[syntax.Selection, ...], within: frozenset[str]) -> bool:
        """Whether `uid` is at this level; fragments that hold themselves are refused later."""
        for selection in selections:
            match selection:
                case syntax.UidField(alias=None):
                    return True
                case syntax.FragmentSpread(name=name) if name not in within:
                    if self._has_uid(self._fragments.get(name, ()), within | {name}):
                        return True
        return False


def _is_grouped(modifiers: syntax.Modifiers) -> bool:
    return any(isinstance(directive, syntax.GroupBy) for directive in modifiers.directives)
