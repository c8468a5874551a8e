"""What `@rename(from:)` gives other names to: predicates and values of `dgraph.type`.

In: the catalog that is, the schema that was and the one that comes. Out: which names change, and the catalog with
other names. Homes stay, so no row is touched. Pure: whether a name that is taken holds data is storage's to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from graphwright.errors import SchemaChangeRefused
from graphwright.model.api import ApiField, ApiSchema, ApiType
from graphwright.model.catalog import Catalog, Home, NodeType, Predicate, ReverseHome
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """Old names to new ones, of what the catalog has under the old one.

    Attributes:
        predicates, node_types: Old name to new name.
        places: New name to where the text says so (line, column).
    """

    predicates: Mapping[str, str]
    node_types: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(self.predicates or self.node_types)


def field_before(old: ApiSchema | None, owner: ApiType, field: ApiField) -> ApiField | None:
    """The field of the schema before that a field goes on with, under whatever name."""
    before = type_before(old, owner)
    if before is None:
        return None
    names = [field.name] if field.renamed_from is None else [field.renamed_from, field.name]
    return next((before.fields[name] for name in names if name in before.fields), None)


def type_before(old: ApiSchema | None, owner: ApiType) -> ApiType | None:
    """The type of the schema before that a type goes on with, under whatever name."""
    if old is None:
        return None
    present = old.types.get(owner.name)
    return present if present is not None or owner.renamed_from is None else old.types.get(owner.renamed_from)


def plan_renames(catalog: Catalog, old: ApiSchema | None, new: ApiSchema) -> Renames:
    """The renames that are still to be done; those done before are passed over.

    Raises:
        SchemaChangeRefused: A name is unknown, or others use what is to be renamed.
    """
    predicates: dict[str, str] = {}
    node_types: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for owner in new.types.values():
        previous = _node_type_before(old, owner)
        if previous != owner.node_type and previous in catalog.node_types:
            node_types[previous] = owner.node_type
            places[owner.node_type] = owner.line, owner.column
        elif owner.renamed_from is not None and _is_unknown(catalog, owner):
            raise SchemaChangeRefused(
                f"{owner.name} cannot be {owner.renamed_from} under a new name: the store knows neither; "
                "take @rename out, or name what it was called",
                line=owner.line,
                column=owner.column,
            )
        for field in _renamed_fields(owner):
            source = _source(catalog, old, owner, previous, field)
            if source is not None:
                predicates[source] = field.predicate
                places[field.predicate] = field.line, field.column
    _refuse_shared(new, predicates, places)
    return Renames(predicates=predicates, node_types=node_types, places=places)


def _node_type_before(old: ApiSchema | None, owner: ApiType) -> str:
    """The value of `dgraph.type` that nodes of a type have had."""
    if owner.renamed_from is None:
        return owner.node_type
    before = None if old is None else old.types.get(owner.renamed_from)
    return owner.renamed_from if before is None else before.node_type


def _is_unknown(catalog: Catalog, owner: ApiType) -> bool:
    """Whether a store that has types knows neither name; a new store may be given a schema with renames."""
    names = {owner.renamed_from, owner.name, owner.node_type}
    return bool(catalog.node_types) and names.isdisjoint(catalog.node_types)


def _renamed_fields(owner: ApiType) -> Iterator[ApiField]:
    """The fields whose predicates may have other names now: with the type's name theirs changes too."""
    for field in owner.stored_fields:
        if field.declared_in in {"", owner.name} and (owner.renamed_from is not None or field.renamed_from is not None):
            yield field


def _source(catalog: Catalog, old: ApiSchema | None, owner: ApiType, previous: str, field: ApiField) -> str | None:
    """What a field's predicate is called in the catalog, if that is not its name already."""
    name = field.renamed_from or field.name
    candidates = [
        _predicate_in(old, owner.renamed_from, name),
        f"{previous}.{name}",
        _predicate_in(old, owner.name, name),
        f"{owner.node_type}.{name}",
        name if field.renamed_from is not None else None,
    ]
    for candidate in candidates:
        if candidate == field.predicate and candidate in catalog.predicates:
            return None
        if candidate in catalog.predicates:
            return candidate
    is_new = owner.node_type not in catalog.node_types and previous not in catalog.node_types
    if field.renamed_from is None or is_new or field.predicate in catalog.predicates:
        return None
    raise SchemaChangeRefused(
        f"{owner.name}.{field.name} cannot be {field.renamed_from} under a new name: {owner.name} never had "
        f"{field.renamed_from}; take @rename out, or name what the field was called",
        line=field.line,
        column=field.column,
    )


def _predicate_in(old: ApiSchema | None, type_name: str | None, name: str) -> str | None:
    """The predicate of a field, or of a password, in the schema before."""
    owner = None if old is None else old.types.get(type_name or "")
    if owner is None:
        return None
    if owner.secret is not None and owner.secret.name == name:
        return owner.secret.predicate
    return owner.fields[name].predicate if name in owner.fields else None


def _refuse_shared(new: ApiSchema, predicates: Mapping[str, str], places: Mapping[str, tuple[int, int]]) -> None:
    """A predicate that other fields still use cannot go."""
    for owner in new.types.values():
        for field in owner.stored_fields:
            target = predicates.get(field.predicate)
            if target is not None:
                line, column = places[target]
                raise SchemaChangeRefused(
                    f"{field.predicate} cannot be renamed to {target}: {owner.name}.{field.name} is still kept in it; "
                    "give that field the same @dgraph(pred:), or take @rename out",
                    line=line,
                    column=column,
                )


def rename_catalog(catalog: Catalog, renames: Renames) -> Catalog:
    """The catalog under other names; what had these names before, and is empty, is left out."""
    names, types = renames.predicates, renames.node_types
    kept = {name: p for name, p in catalog.predicates.items() if name not in names.values() or name in names}
    kept_types = {name: t for name, t in catalog.node_types.items() if name not in types.values() or name in types}
    predicates = [_renamed(predicate, renames) for predicate in kept.values()]
    node_types = [_renamed_type(node_type, renames) for node_type in kept_types.values()]
    return replace(
        catalog,
        predicates={predicate.name: predicate for predicate in predicates},
        node_types={node_type.name: node_type for node_type in node_types},
        key_scopes=tuple(
            replace(
                scope,
                predicate=names.get(scope.predicate, scope.predicate),
                node_type=types.get(scope.node_type or "", scope.node_type),
            )
            for scope in catalog.key_scopes
            if scope.predicate in kept and scope.node_type in {None, *kept_types}
        ),
        unique_sets=tuple(
            replace(
                unique,
                node_type=types.get(unique.node_type, unique.node_type),
                predicates=tuple(names.get(name, name) for name in unique.predicates),
            )
            for unique in catalog.unique_sets
            if unique.node_type in kept_types and kept.keys() >= set(unique.predicates)
        ),
    )


def _renamed(predicate: Predicate, renames: Renames) -> Predicate:
    names = renames.predicates
    inverse = predicate.inverse
    return replace(
        predicate,
        name=names.get(predicate.name, predicate.name),
        inverse=None if inverse is None else names.get(inverse, inverse),
        home=_renamed_home(predicate.home, renames),
    )


def _renamed_home(home: Home, renames: Renames) -> Home:
    if not isinstance(home, ReverseHome):
        return home
    node_type = home.node_type
    return ReverseHome(
        predicate=renames.predicates.get(home.predicate, home.predicate),
        node_type=None if node_type is None else renames.node_types.get(node_type, node_type),
    )


def _renamed_type(node_type: NodeType, renames: Renames) -> NodeType:
    return replace(
        node_type,
        name=renames.node_types.get(node_type.name, node_type.name),
        predicates=tuple(renames.predicates.get(name, name) for name in node_type.predicates),
    )
