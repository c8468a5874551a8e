"""Graphwright: GraphQL types in, a complete database API out.

>>> import graphwright
>>> database = graphwright.open(":memory:")
>>> report = database.alter("type Film { title: String! @id  year: Int @search }")
>>> answer = database.graphql('mutation { addFilm(input: [{title: "Alien", year: 1979}]) { numUids } }')
>>> answer["data"]["addFilm"]["numUids"]
1
>>> database.close()
"""

from graphwright.engine.database import Database
from graphwright.engine.database import program_version as __version__

__all__ = ["Database", "__version__", "open"]


def open(store: str) -> Database:  # noqa: A001 - `graphwright.open` reads as it should
    """Opens a store: a SQLite file's path, ":memory:", or a postgresql:// URL; see `Database.open`."""
    return Database.open(store)
