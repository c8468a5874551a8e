"""What the parts of writing share: a connection, the catalog, statements compiled once per catalog."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from graphwright.model.bigfloats import BigFloat
from graphwright.model.catalog import Catalog, ColumnHome, EdgeHome, Predicate, ReverseHome
from graphwright.model.datetimes import DateTime
from graphwright.model.values import StoredValue
from graphwright.storage.interface import CompiledSql, Connection, SqlValue, Storage
from graphwright.storage.tables import Tables
from graphwright.storage.writing.change_log import log_forms


class Statements:
    """The compiled statements of one catalog version, made when first used."""

    def __init__(self, storage: Storage, catalog: Catalog) -> None:
        self.storage = storage
        self.catalog = catalog
        self.tables = Tables(catalog)
        self.log_forms = log_forms(catalog)
        self.type_ids = {name: node_type.id for name, node_type in catalog.node_types.items()}
        self.single_views = single_views(catalog)
        self._compiled: dict[Hashable, CompiledSql] = {}
        self._together: dict[Hashable, str | None] = {}

    def get(self, key: Hashable, build: Callable[[], Any]) -> CompiledSql:
        """The compiled statement of a key."""
        present = self._compiled.get(key)
        if present is None:
            present = self._compiled[key] = self.storage.compile(build())
        return present

    def together(self, key: Hashable, build: Callable[[], Any]) -> str | None:
        """The form of a statement for many rows at once, where the database has one."""
        if key not in self._together:
            self._together[key] = self.storage.compile_together(build())
        return self._together[key]


class Session:
    """One change set's writing."""

    def __init__(self, statements: Statements, connection: Connection) -> None:
        self.statements = statements
        self.connection = connection
        self.catalog = statements.catalog
        self.tables = statements.tables

    def many(
        self,
        key: Hashable,
        build: Callable[[], Any],
        names: Sequence[str],
        rows: Iterable[Sequence[Any]],
        refused: Callable[[], Exception] | None = None,
    ) -> None:
        """Runs a statement once per row; the row's values go to the parameters of these names.

        Args:
            refused: As of `Connection.execute_many`.
        """
        compiled = self.statements.get(key, build)
        given: Iterable[Sequence[Any]] = rows
        if compiled.names != tuple(names):
            places = [(names.index(n) if n in names else None, compiled.constants.get(n)) for n in compiled.names]
            given = [tuple(c if p is None else row[p] for p, c in places) for row in rows]
        is_several = isinstance(given, list) and len(given) > 1
        together = self.statements.together(key, build) if is_several else None
        self.connection.execute_many(compiled.text, given, together=together, refused=refused)

    def query(self, key: Hashable, build: Callable[[], Any], **values: SqlValue) -> list[tuple[Any, ...]]:
        """Runs a statement and gives its rows."""
        compiled = self.statements.get(key, build)
        return self.connection.rows(compiled.text, compiled.arguments(values))

    def ask(self, key: Hashable, build: Callable[[], Any], **values: SqlValue) -> Callable[[], list[tuple[Any, ...]]]:
        """As `query`, for rows that are needed a little later; see `Connection.ask`."""
        compiled = self.statements.get(key, build)
        return self.connection.ask(compiled.text, compiled.arguments(values))

    def uid_list(self, uids: Iterable[int]) -> SqlValue:
        """Uids as one parameter."""
        return self.statements.storage.list_argument(list(uids))


def columns_of(home: ColumnHome) -> tuple[str, ...]:
    """The columns that a single value takes."""
    return (home.column,) if home.key_column is None else (home.column, home.key_column)


def cells(value: StoredValue) -> tuple[SqlValue, ...]:
    """A value as it goes into its columns."""
    return (value.text, value.key) if isinstance(value, DateTime | BigFloat) else (value,)


def compared(value: StoredValue) -> SqlValue:
    """A value as it is compared with stored ones."""
    return value.key if isinstance(value, DateTime | BigFloat) else value


def is_one_to_one(catalog: Catalog, predicate: Predicate) -> bool:
    """Whether both ends of an inverse pair are single."""
    if predicate.inverse is None or predicate.is_list:
        return False
    return not catalog.predicates[predicate.inverse].is_list


def single_views(catalog: Catalog) -> Mapping[str, tuple[Predicate, ...]]:
    """By the predicate that holds their edges the single inverses that its home does not keep single; mostly none."""
    found: dict[str, tuple[Predicate, ...]] = {}
    for predicate in catalog.predicates.values():
        home = predicate.home
        if isinstance(home, ReverseHome) and not predicate.is_list and predicate.inverse is not None:
            is_part = home.node_type is not None
            if is_part or isinstance(catalog.predicates[home.predicate].home, EdgeHome):
                found[home.predicate] = (*found.get(home.predicate, ()), predicate)
    return found
