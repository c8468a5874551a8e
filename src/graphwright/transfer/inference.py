"""Types for data that state none: what a predicate tells of the nodes at its ends.

In: a schema. Out: predicate → types of its subjects, and of its objects. The rule: a predicate that belongs to exactly
one object type makes every node that has it a node of that type, and of the interfaces of that type; if it is a
reference, every node that it refers to is of the field's type. It is read off each quad by itself, so that the order
of the data does not matter; types that the data do state are kept beside it. Does not know: data, the store.
"""

from __future__ import annotations

from collections import defaultdict

from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.records import dataclass

TypesByPredicate = dict[str, list[str]]
"""Predicate → values of `dgraph.type`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """What predicates tell of nodes."""

    subjects: TypesByPredicate
    objects: TypesByPredicate


def infer_types(api: ApiSchema) -> Inference:
    """Reads the rule off a schema."""
    fields: dict[str, dict[str, tuple[ApiType, ApiField]]] = defaultdict(dict)
    for api_type in api.types.values():
        for field in () if api_type.is_interface else api_type.stored_fields:
            fields[field.predicate][api_type.node_type] = (api_type, field)
    subjects: TypesByPredicate = {}
    objects: TypesByPredicate = {}
    for predicate, owners in fields.items():
        if len(owners) != 1:
            continue
        owner, field = next(iter(owners.values()))
        subjects[predicate] = _node_types(api, owner)
        if field.role is Role.REFERENCE and (target := _object_type(api, field.type_name)) is not None:
            objects[predicate] = _node_types(api, target)
    return Inference(subjects=subjects, objects=objects)


def _node_types(api: ApiSchema, api_type: ApiType) -> list[str]:
    return [api_type.node_type, *(api.types[name].node_type for name in api_type.interfaces)]


def _object_type(api: ApiSchema, name: str) -> ApiType | None:
    """The type itself; of an interface its only implementation, of a union its only member."""
    found = api.possible_types(name)
    return found[0] if len(found) == 1 else None
