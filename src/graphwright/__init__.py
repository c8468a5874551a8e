"""Graphwright: GraphQL types in, a complete database API out.

>>> import graphwright
>>> database = graphwright.open(":memory:")
>>> report = database.alter("type Film { title: String! @id  year: Int @search }")
>>> answer = database.graphql('mutation { addFilm(input: [{title: "Alien", year: 1979}]) { numUids } }')
>>> answer["data"]["addFilm"]["numUids"]
1
>>> database.close()
"""

import os
from typing import TYPE_CHECKING, Any

from graphwright.version import __version__

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from graphwright.engine.database import Database
    from graphwright.model.caller import Caller

__all__ = ["Caller", "Database", "__version__", "asgi_app", "open"]


def open(  # noqa: A001 - `graphwright.open` reads as it should
    store: "str | os.PathLike[str]", *, is_strict: bool = False
) -> "Database":
    """Opens a store: a SQLite file's path, ":memory:", or a postgresql:// URL; see `Database.open`.

    Args:
        is_strict: As `--strict-dgraph`: the API is Dgraph's, whatever the schema says.
    """
    from graphwright.engine.database import Database  # noqa: PLC0415 - see __getattr__

    return Database.open(store, is_strict=is_strict)


def asgi_app(
    database: "Database", *, denies_anonymous: bool = False, audit: "str | os.PathLike[str] | None" = None
) -> "ASGIApp":
    """The HTTP API of a database, to be mounted in Starlette, FastAPI or any ASGI server.

    Args:
        denies_anonymous: As `--anonymous deny`: a request to /graphql needs an API key or a valid token.
        audit: As `--audit`: the file of the audit log; None is standard error.
    """
    from pathlib import Path  # noqa: PLC0415

    from graphwright.server.application import build_application  # noqa: PLC0415 - the library does without it
    from graphwright.server.options import ServerOptions  # noqa: PLC0415

    options = ServerOptions(denies_anonymous=denies_anonymous, audit_path=None if audit is None else Path(audit))
    return build_application(database, options)


def __getattr__(name: str) -> Any:
    """`Database` and `Caller`, imported when they are asked for: it takes 0.5 s, which `--help` does not need."""
    if name == "Database":
        from graphwright.engine.database import Database  # noqa: PLC0415

        return Database
    if name == "Caller":
        from graphwright.model.caller import Caller  # noqa: PLC0415

        return Caller
    raise AttributeError(f"module 'graphwright' has no attribute {name!r}")
