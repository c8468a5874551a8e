"""The permission schema of the API in force, ready to be asked: `SomeXExists` with resolvers.

In: a database. Out: a graphql-core schema, made once per version of the catalog. Does not know: HTTP.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from graphql import GraphQLSchema

from graphwright.admin.context import AdminInfo
from graphwright.errors import RequestError
from graphwright.schema.permission_schema import PermissionSchema, permission_schema

if TYPE_CHECKING:
    from graphwright.engine.catalogs import Loaded
    from graphwright.engine.database import Database

_made: WeakKeyDictionary[Database, tuple[Loaded, GraphQLSchema]] = WeakKeyDictionary()


def permission_queries(database: Database) -> GraphQLSchema:
    """The permission schema.

    Raises:
        RequestError: There is no schema with types yet.
        SchemaError: A name of the schema is one of the permission schema's.
    """
    loaded = database.newest()
    known = _made.get(database)
    if known is not None and known[0] is loaded:
        return known[1]
    if loaded.api is None or not loaded.api.types:
        raise RequestError("there is no permission schema, for no schema declares types yet; give one to /admin/schema")
    made = permission_schema(loaded.api)
    query = made.schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        field.resolve = _resolver(loaded, made, made.roots[name])
    _made[database] = loaded, made.schema
    return made.schema


def _resolver(loaded: Loaded, schema: PermissionSchema, type_name: str) -> Callable[..., Awaitable[bool]]:
    async def resolve(_: object, info: AdminInfo, **arguments: Any) -> bool:
        return await info.context.database.some_exists(loaded, schema, type_name, arguments)

    return resolve
