"""What a schema change starts from: the store as it is, under the names that it will have, and what is planned.

In: a connection and a compiled schema. Out: `Ground`, which alters and `schema diff` look at alike. Nothing is written.
"""

from __future__ import annotations

from dataclasses import field

from graphwright.engine.generated import read_api
from graphwright.errors import SchemaChangeRefused
from graphwright.model.api import ApiField, ApiSchema
from graphwright.model.catalog import Catalog, Predicate
from graphwright.records import dataclass
from graphwright.schema.physical import PhysicalChange, plan_physical
from graphwright.schema.renames import Renames, plan_renames, rename_catalog
from graphwright.storage import ddl, fitting
from graphwright.storage.catalog_store import read_catalog, read_state
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.writing.session import Session, Statements


@dataclass(slots=True, kw_only=True)
class Ground:
    """A schema change before anything is done.

    Attributes:
        stored: The catalog as the store has it. `old`: the same with the names that it will have.
        old_api: The schema in force; None: there is none.
    """

    storage: Storage
    connection: Connection
    stored: Catalog
    old: Catalog
    old_api: ApiSchema | None
    api: ApiSchema
    renames: Renames
    change: PhysicalChange
    _counts: dict[str, int] = field(default_factory=dict)

    def session(self) -> Session:
        """The store by its present catalog."""
        return Session(Statements(self.storage, self.old), self.connection)

    def count(self, predicate: str) -> int:
        """How many values or edges a predicate has now."""
        before = self.old.predicates.get(predicate)
        if before is None:
            return 0
        if predicate not in self._counts:
            self._counts[predicate] = fitting.count_values(self.storage, self.connection, self.old, before)
        return self._counts[predicate]

    def has_data(self, predicate: Predicate) -> bool:
        """Whether any node has a predicate of the present catalog."""
        return ddl.has_data(self.storage, self.connection, self.old, predicate)


def survey(storage: Storage, connection: Connection, api: ApiSchema) -> Ground:
    """What a schema means for a store.

    Raises:
        SchemaChangeRefused: A `@rename` cannot be.
    """
    stored, text = read_catalog(storage, connection)
    old_api = read_api(text) if text.strip() else None
    renames = _without_taken(storage, connection, stored, plan_renames(stored, old_api, api))
    old = rename_catalog(stored, renames)
    return Ground(
        storage=storage,
        connection=connection,
        stored=stored,
        old=old,
        old_api=old_api,
        api=api,
        renames=renames,
        change=plan_physical(old, api, read_state(storage, connection).next_id),
    )


def _without_taken(storage: Storage, connection: Connection, catalog: Catalog, renames: Renames) -> Renames:
    """The renames whose new name is free, or holds no data; what holds no data needs no other name.

    Raises:
        SchemaChangeRefused: Both names hold data.
    """
    predicates = {
        source: target
        for source, target in renames.predicates.items()
        if not _is_settled(
            f"{source} and {target}",
            renames.places[target],
            _has_data(storage, connection, catalog, source),
            _has_data(storage, connection, catalog, target) and target not in renames.predicates,
            is_taken=target in catalog.predicates,
        )
    }
    node_types = {
        source: target
        for source, target in renames.node_types.items()
        if not _is_settled(
            f"the types {source} and {target}",
            renames.places[target],
            _has_nodes(storage, connection, catalog, source),
            _has_nodes(storage, connection, catalog, target) and target not in renames.node_types,
            is_taken=target in catalog.node_types,
        )
    }
    _refuse_inverses(catalog, predicates, renames)
    return Renames(predicates=predicates, node_types=node_types, places=renames.places)


def _is_settled(names: str, place: tuple[int, int], has_old: bool, has_new: bool, *, is_taken: bool) -> bool:
    """Whether the new name is there already and the old one means nothing."""
    if has_old and has_new:
        raise SchemaChangeRefused(
            f"{names} both hold data, so one cannot take the other's name; move the data of one of them, or take "
            "@rename out if it is done",
            line=place[0],
            column=place[1],
        )
    return is_taken and not has_old


def _has_data(storage: Storage, connection: Connection, catalog: Catalog, name: str) -> bool:
    predicate = catalog.predicates.get(name)
    return predicate is not None and ddl.has_data(storage, connection, catalog, predicate)


def _has_nodes(storage: Storage, connection: Connection, catalog: Catalog, name: str) -> bool:
    node_type = catalog.node_types.get(name)
    return node_type is not None and fitting.count_nodes(storage, connection, catalog, node_type) > 0


def _refuse_inverses(catalog: Catalog, predicates: dict[str, str], renames: Renames) -> None:
    """An empty predicate that makes room may be half of a pair, whose other half would be left alone."""
    for source, target in predicates.items():
        taken = catalog.predicates.get(target)
        if taken is not None and target not in predicates and taken.inverse not in {None, target}:
            line, column = renames.places[target]
            raise SchemaChangeRefused(
                f"{source} cannot be renamed to {target}: that is the inverse of {taken.inverse} already; "
                "take its @hasInverse out first",
                line=line,
                column=column,
            )


def own_fields(api: ApiSchema) -> list[tuple[str, ApiField]]:
    """Type name and field, those of interfaces once."""
    return [
        (owner.name, found)
        for owner in api.types.values()
        for found in owner.stored_fields
        if found.declared_in in {"", owner.name} and not found.is_reverse
    ]
