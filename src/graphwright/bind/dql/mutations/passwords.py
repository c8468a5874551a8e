"""Passwords that mutations set or compare: hashed before the store is waited for, for that takes 60 ms each.

In: quads, the catalog. Out: quads with hashes. Does not know: threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphwright import limits
from graphwright.bind.dql.mutations.places import placed
from graphwright.bind.dql.mutations.reading import ReadMutation
from graphwright.errors import LimitError
from graphwright.lang.quads import Literal, Quad
from graphwright.model.catalog import Catalog
from graphwright.model.passwords import hash_password, is_password_hash
from graphwright.model.values import ValueKind

Positions = list[tuple[int, int]]
"""(mutation, quad that it sets)."""


def plain_passwords(mutations: Sequence[ReadMutation], catalog: Catalog) -> Positions:
    """The quads whose values must be hashed before they can be stored.

    Raises:
        LimitError: There are too many to hash.
    """
    names = {name for name, predicate in catalog.predicates.items() if predicate.kind is ValueKind.PASSWORD}
    names |= _new_names(mutations, catalog)
    if not names:
        return []
    found = [
        (number, position)
        for number, mutation in enumerate(mutations)
        for position, quad in enumerate(mutation.sets)
        if quad.predicate in names
        and isinstance(quad.object, Literal)
        and not quad.language  # which will be refused
        and not is_password_hash(quad.object.text)
    ]
    if len(found) > limits.passwords_per_mutation_max:
        raise LimitError(
            f"the mutation writes {len(found)} passwords, over the limit of {limits.passwords_per_mutation_max} "
            "(passwords_per_mutation_max); split it"
        )
    return found


def _new_names(mutations: Iterable[ReadMutation], catalog: Catalog) -> set[str]:
    """Predicates that are passwords once the mutations are done (`schema.inferred_kinds`)."""
    return {
        quad.predicate
        for mutation in mutations
        for quad in mutation.sets
        if isinstance(quad.object, Literal)
        and quad.object.datatype == "password"
        and isinstance(quad.predicate, str)
        and quad.predicate not in catalog.predicates
    }


def with_hashes(mutations: Sequence[ReadMutation], positions: Iterable[tuple[int, int]]) -> tuple[ReadMutation, ...]:
    """The mutations with hashes in place of the passwords at these positions.

    Raises:
        InputError: A password is too short or too long.
    """
    sets: list[list[Quad]] = [list(mutation.sets) for mutation in mutations]
    for number, position in positions:
        quad = sets[number][position]
        assert isinstance(quad.object, Literal), "found by `plain_passwords`"
        with placed(quad):
            sets[number][position] = replace(quad, object=replace(quad.object, text=hash_password(quad.object.text)))
    return tuple(replace(mutation, sets=quads) for mutation, quads in zip(mutations, sets, strict=True))
