"""Graphwright: GraphQL types in, a complete database API out.

>>> import graphwright
>>> database = graphwright.open(":memory:")
>>> report = database.alter("type Film { title: String! @id  year: Int @search }")
>>> answer = database.graphql('mutation { addFilm(input: [{title: "Alien", year: 1979}]) { numUids } }')
>>> answer["data"]["addFilm"]["numUids"]
1
>>> database.close()
"""

from typing import TYPE_CHECKING

from graphwright.engine.database import Database
from graphwright.engine.database import program_version as __version__

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Database", "__version__", "asgi_app", "open"]


def open(store: str) -> Database:  # noqa: A001 - `graphwright.open` reads as it should
    """Opens a store: a SQLite file's path, ":memory:", or a postgresql:// URL; see `Database.open`."""
    return Database.open(store)


def asgi_app(database: Database) -> "ASGIApp":
    """The HTTP API of a database, to be mounted in Starlette, FastAPI or any ASGI server."""
    # Not at the top: the library does without the server's packages.
    from graphwright.server.application import build_application  # noqa: PLC0415

    return build_application(database)
