"""The catalog in force in this process, and what is compiled from it once.

In: a store. Out: `Loaded`, immutable, replaced as a whole when another version is seen.
Does not know: requests.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import field, replace

from graphql import GraphQLSchema

from graphwright.auth.rules import Rules
from graphwright.bind.graphql.inputs import InputTypes
from graphwright.engine.field_rules import RuledType
from graphwright.engine.generated import generate, read_api
from graphwright.model.api import ApiSchema, AuthSettings
from graphwright.model.catalog import Catalog, KeyScope
from graphwright.plan.scope import Environment
from graphwright.records import dataclass
from graphwright.storage.catalog_store import read_catalog
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.writing.session import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One version of the catalog with everything that follows from it.

    Attributes:
        schema: The generated GraphQL schema; None before any schema was given.
        ruled: The types whose fields `@validate` compares.
        owning: The predicates whose targets are deleted with the node (`@cascadeDelete`), with the targets' type.
        is_strict: What the reference refuses is refused (`--strict-dgraph`, or the schema's own setting).
    """

    catalog: Catalog
    api: ApiSchema | None
    schema: GraphQLSchema | None
    input_types: InputTypes
    environment: Environment
    statements: Statements
    rules: Rules
    text: str = field(default="")
    is_strict: bool = False
    ruled: tuple[RuledType, ...] = ()
    owning: Mapping[str, str] = field(default_factory=dict)
    _scopes: dict[tuple[str, str], tuple[KeyScope, ...]] = field(default_factory=dict, repr=False)

    def key_scopes(self, type_name: str, field_name: str) -> tuple[KeyScope, ...]:
        """The scopes in which an `@id` value is looked for: its type's, or for an interface its implementations'."""
        present = self._scopes.get((type_name, field_name))
        if present is None:
            assert self.api is not None
            api_type = self.api.types[type_name]
            predicate = api_type.fields[field_name].predicate
            names = {api_type.node_type, None, *(t.node_type for t in self.api.implementations(type_name))}
            present = tuple(s for s in self.catalog.key_scopes if s.predicate == predicate and s.node_type in names)
            self._scopes[type_name, field_name] = present
        return present

    def is_shared_key(self, type_name: str, field_name: str) -> bool:
        """Whether an `@id` value identifies nodes of other types too: the field is an interface's, unique over all."""
        return any(scope.node_type is None for scope in self.key_scopes(type_name, field_name))

    @property
    def authorization(self) -> AuthSettings | None:
        """How callers are told apart."""
        return None if self.api is None else self.api.authorization

    @property
    def version(self) -> int:
        return self.catalog.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembler:
    """Compiles what follows from a catalog, in one way for the whole process.

    Attributes:
        is_strict: As the reference (`--strict-dgraph`), whatever the schema says.
        lambda_url: Where `@lambda` is computed; None refuses schemas that use it.
    """

    storage: Storage
    is_strict: bool = False
    lambda_url: str | None = None

    def load(self, connection: Connection, *, in_transaction: bool = False) -> Loaded:
        """Reads the catalog of a store and compiles what follows from it.

        Args:
            in_transaction: The caller has begun one, and what it wrote is seen.
        """
        with nullcontext() if in_transaction else connection.read_transaction():
            catalog, text = read_catalog(self.storage, connection)
        return self.assemble(catalog, text, read_api(text) if text.strip() else None)

    def assemble(self, catalog: Catalog, text: str, api: ApiSchema | None) -> Loaded:
        """What follows from a catalog and a compiled schema."""
        return _assemble(self, catalog, text, api)


def _assemble(assembler: Assembler, catalog: Catalog, text: str, api: ApiSchema | None) -> Loaded:
    is_strict = assembler.is_strict or (api is not None and api.is_strict)
    made = generate(api, catalog.authorization, is_strict=is_strict)
    catalog = replace(catalog, api=made.api)
    storage = assembler.storage
    statements = Statements(storage, catalog)
    return Loaded(
        catalog=catalog,
        api=made.api if made.schema is not None else None,
        schema=made.schema,
        input_types=InputTypes(is_strict=is_strict),
        environment=Environment(catalog, statements.tables, storage),
        statements=statements,
        rules=made.rules,
        text=text,
        is_strict=is_strict,
        ruled=made.ruled,
        owning=made.owning,
    )


class CurrentCatalog:
    """The version in force; threads may ask at any time."""

    def __init__(self, assembler: Assembler, connection: Connection) -> None:
        self._assembler = assembler
        self._loaded = assembler.load(connection)
        self._lock = threading.Lock()

    @property
    def loaded(self) -> Loaded:
        return self._loaded

    def refresh(self, connection: Connection, seen: int) -> Loaded:
        """The newest version, read anew unless somebody else has done so already."""
        with self._lock:
            if self._loaded.version == seen:
                self._loaded = self._assembler.load(connection)
            return self._loaded

    def replace(self, loaded: Loaded) -> None:
        """Puts a version in force that this process has just written."""
        with self._lock:
            if loaded.version > self._loaded.version:
                self._loaded = loaded
