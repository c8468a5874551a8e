"""What the operations of the admin API get to work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import GraphQLResolveInfo

from graphwright.records import dataclass

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminContext:
    """The store to administer, and where this server listens (`host:port`)."""

    database: Database
    address: str


AdminInfo = GraphQLResolveInfo[AdminContext]
"""What graphql-core hands to a resolver beside its arguments."""
