"""Which predicates hold the same edges, read from their two ends.

In: an `ApiSchema`. Out: for each predicate of references its inverse, and whether it shows only a part of that one's
edges: a field of an interface, or a predicate of several types, has an inverse for each type. Does not know: homes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgePair:
    """What a predicate's edges are at their other end.

    Attributes:
        inverse: The predicate that holds the same edges the other way; None also where there are several.
        part_of_type: It shows only those edges of the inverse that begin in nodes of this type; None: all.
    """

    inverse: str | None
    part_of_type: str | None


def pair_edges(api: ApiSchema) -> Mapping[str, EdgePair]:
    """Each predicate of references."""
    declared = list(_declared(api))
    inverses: dict[str, set[str | None]] = {}
    for _, member in declared:
        inverses.setdefault(member.predicate, set()).add(_inverse(api, member))
    shared = shared_edges(inverses)
    pairs: dict[str, EdgePair] = {}
    for _, member in declared:
        inverse, part = _inverse(api, member), _part(api, member, shared)
        present = pairs.get(member.predicate)
        if member.predicate in shared:
            inverse = None
        if present is None or (present.inverse is None and inverse is not None):
            pairs[member.predicate] = EdgePair(inverse=inverse, part_of_type=part)
    return pairs


def shared_edges(inverses: Mapping[str, AbstractSet[str | None]]) -> frozenset[str]:
    """The predicates of which others show a part: fields of several types have them, not all with one inverse.

    Args:
        inverses: Of each predicate those of its fields; None for a field without one.
    """
    return frozenset(name for name in inverses if _is_shared(name, inverses))


def _is_shared(name: str, inverses: Mapping[str, AbstractSet[str | None]]) -> bool:
    others = [inverse for inverse in inverses[name] if inverse is not None]
    if len(others) != 1 or None not in inverses[name]:
        return len(others) > 1
    # Where the other side has fields beside the pair too, or is this one, the pair holds for all fields of both; a
    # field of an interface knows of no inverse, and this predicate shows a part of its edges.
    return others[0] != name and inverses[others[0]] == {name}


def _declared(api: ApiSchema) -> Iterator[tuple[ApiType, ApiField]]:
    """The references, each with the type that declares it."""
    for owner in api.types.values():
        for member in owner.stored_fields:
            if member.role is Role.REFERENCE and member.declared_in in ("", owner.name):
                yield owner, member


def _other_side(api: ApiSchema, member: ApiField) -> ApiField | None:
    return None if member.inverse is None else api.types[member.type_name].fields[member.inverse]


def _inverse(api: ApiSchema, member: ApiField) -> str | None:
    other = _other_side(api, member)
    return None if other is None else other.predicate


def _part(api: ApiSchema, member: ApiField, shared: frozenset[str]) -> str | None:
    other = _other_side(api, member)
    if other is None or (other.declared_in in ("", member.type_name) and other.predicate not in shared):
        return None
    return api.types[member.type_name].node_type
