"""What the catalog lacks for quads that are to be set: predicates, types, tables of languages and facets.

In: quads without variables, the catalog. Out: `Additions`. Does not know: homes, tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from graphwright.bind.dql.mutations.places import at, placed
from graphwright.bind.dql.mutations.reading import type_predicate
from graphwright.errors import InputError
from graphwright.lang.quads import Literal, NodeReference, Quad
from graphwright.model.catalog import Catalog, Predicate, ReverseHome
from graphwright.model.values import ValueKind
from graphwright.schema.additions import Additions, NewPredicate
from graphwright.schema.inferred_kinds import inferred_kind


class LanguageRefused(InputError):
    """A language at a predicate that nobody knew. The reference refuses it, and knows the predicate from then on."""

    def __init__(self, message: str, predicate: NewPredicate) -> None:
        super().__init__(message)
        self.predicate = predicate


class Lacking:
    """Gathers over the mutations of a request.

    Args:
        is_strict: As the reference: a value has a language only where the schema says `@lang`.
    """

    def __init__(self, catalog: Catalog, *, is_strict: bool) -> None:
        self._catalog = catalog
        self._is_strict = is_strict
        self._unknown: dict[str, list[Quad]] = defaultdict(list)
        self._types: dict[str, None] = {}
        self._tagged: dict[str, None] = {}
        self._faceted: dict[str, None] = {}

    def see(self, quads: Iterable[Quad]) -> None:
        """Takes note of what quads need.

        Raises:
            InputError: A type that is none, or a language where there is none.
        """
        predicates = self._catalog.predicates
        for quad in quads:
            name = quad.predicate
            assert isinstance(name, str), "refused by the reader"
            if name == type_predicate:
                type_name = named_type(quad)
                if type_name not in self._catalog.node_types:
                    self._types[type_name] = None
                continue
            if name not in predicates:
                self._unknown[name].append(quad)
            if quad.language:
                refuse_language(predicates.get(name), quad)
                self._see_language(name, quad)
            if quad.facets:
                self._faceted[home_name(self._catalog, name)] = None

    def _see_language(self, name: str, quad: Quad) -> None:
        predicate = self._catalog.predicates.get(name)
        if self._is_strict and not (predicate is not None and predicate.has_languages):
            reason = f"{name} takes no language: alter it to {name}: string @lang"
            if predicate is not None:
                raise at(quad, InputError(reason))
            raise at(quad, LanguageRefused(reason, NewPredicate(name=name, kind=ValueKind.DEFAULT, is_list=False)))
        self._tagged[name] = None

    def additions(self, lists: Iterable[str], objects: Iterable[str]) -> Additions:
        """What is new.

        Args:
            lists, objects: Predicates that JSON gave as a list, and as an object.

        Raises:
            InputError: Values of one predicate that do not go together.
        """
        several, single = frozenset(lists), frozenset(objects)
        return Additions(
            predicates=[
                _new_predicate(name, stated, is_list=name in several, is_single=name in single)
                for name, stated in self._unknown.items()
            ],
            node_types=list(self._types),
            tagged=list(self._tagged),
            faceted=list(self._faceted),
        )


def _new_predicate(name: str, quads: Sequence[Quad], *, is_list: bool, is_single: bool) -> NewPredicate:
    if isinstance(quads[0].object, NodeReference):
        # RDF says nothing of how many there will be.
        return NewPredicate(name=name, kind=ValueKind.UID, is_list=is_list or not is_single)
    plain = [quad.object.datatype for quad in quads if isinstance(quad.object, Literal) and not quad.language]
    kind = inferred_kind(plain, has_languages=any(quad.language for quad in quads))
    if not isinstance(kind, ValueKind):
        raise at(quads[0], InputError(f"{name}: {kind}"))
    return NewPredicate(name=name, kind=kind, is_list=is_list)


_textual: Final = (ValueKind.STRING, ValueKind.DEFAULT)


def refuse_language(predicate: Predicate | None, quad: Quad) -> None:
    """Refuses languages of what is no text.

    Raises:
        InputError: The object is a node, or the predicate holds other values.
    """
    if not quad.language:
        return
    if isinstance(quad.object, NodeReference):
        raise at(quad, InputError(f"{quad.predicate}: only texts have languages, and this is a node"))
    if predicate is not None and predicate.kind not in _textual:
        reason = f"{predicate.name}: only texts have languages, and this is of kind {predicate.kind}"
        raise at(quad, InputError(reason))


def named_type(quad: Quad) -> str:
    """The type that a quad of `dgraph.type` names.

    Raises:
        InputError: It names none.
    """
    with placed(quad):
        if not isinstance(quad.object, Literal) or not quad.object.text or quad.language:
            raise InputError("a type is a text that is not empty")
        return quad.object.text


def home_name(catalog: Catalog, name: str) -> str:
    """The predicate with which a predicate's facets are stored."""
    predicate = catalog.predicates.get(name)
    return predicate.home.predicate if predicate is not None and isinstance(predicate.home, ReverseHome) else name
