"""The directives of a block or an edge, told apart.

Does not know: what they mean for an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import assert_never

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import wrong
from graphwright.lang.dql import syntax
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What stands behind a block or an edge.

    Attributes:
        cascade: As in `ir.nodes.Select`.
        facets: To fetch and to filter.
    """

    cascade: tuple[str, ...] | None = None
    is_normalized: bool = False
    ignores_reflex: bool = False
    group: syntax.GroupBy | None = None
    recurse: syntax.Recurse | None = None
    facets: tuple[syntax.FacetFetch | syntax.FacetFilter, ...] = ()


def read_directives(modifiers: syntax.Modifiers) -> Directives:
    """The directives of a block or an edge."""
    cascade: tuple[str, ...] | None = None
    is_normalized = ignores_reflex = False
    group: syntax.GroupBy | None = None
    recurse: syntax.Recurse | None = None
    facets: list[syntax.FacetFetch | syntax.FacetFilter] = []
    for directive in modifiers.directives:
        match directive:
            case syntax.Cascade(fields=names):
                cascade = tuple(name.name for name in names)
                # The reference's own name for all of them.
                cascade = () if "__all__" in cascade else cascade
            case syntax.Normalize():
                is_normalized = True
            case syntax.IgnoreReflex():
                ignores_reflex = True
            case syntax.GroupBy():
                group = directive
            case syntax.Recurse():
                recurse = directive
            case syntax.FacetFetch() | syntax.FacetFilter():
                facets.append(directive)
            case _:
                assert_never(directive)
    return Directives(
        cascade=cascade,
        is_normalized=is_normalized,
        ignores_reflex=ignores_reflex,
        group=group,
        recurse=recurse,
        facets=tuple(facets),
    )


def refuse_directives(modifiers: syntax.Modifiers, place: str) -> None:
    """For places where nothing can be reshaped.

    Raises:
        ValidationError: There is a directive.
    """
    for directive in modifiers.directives:
        raise wrong(directive, f"{place} takes no directive; remove it")


@contextmanager
def inside(binding: Binding, directives: Directives) -> Iterator[None]:
    """What holds for everything in the braces of a block or an edge."""
    before = binding.is_normalized, binding.ignores_reflex, binding.cascade
    binding.is_normalized = binding.is_normalized or directives.is_normalized
    binding.ignores_reflex = binding.ignores_reflex or directives.ignores_reflex
    binding.cascade = binding.cascade if directives.cascade is None else directives.cascade
    try:
        yield
    finally:
        binding.is_normalized, binding.ignores_reflex, binding.cascade = before
