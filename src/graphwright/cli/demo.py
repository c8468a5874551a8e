"""The demo: a small film data set, in a store of the user's cache folder.

In the cache and not in the current folder, so that trying it out leaves nothing behind in a project and
works in folders that cannot be written. The name carries the version: a store of another one may differ.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graphwright.engine.database import Database

DEMO_QUERY: Final = (
    '{ getGenre(name: "Science Fiction") { films(order: { desc: rating }, first: 3) '
    "{ title year rating directors { name } } } }"
)
_ADD: Final = "mutation($films: [AddFilmInput!]!) { addFilm(input: $films) { numUids } }"


def demo_store() -> str:
    """Path of the demo's store; its folder is made if need be."""
    from importlib import metadata  # noqa: PLC0415 -- brings email and more with it: 20 ms

    folder = _cache_folder()
    return str(folder / f"demo-{metadata.version('graphwright')}.db")


def load_demo(database: Database) -> None:
    """Gives the store the demo's schema and films, unless it has a schema already."""
    if database.schema_text():
        return
    from importlib import resources  # noqa: PLC0415 -- as above

    folder = resources.files("graphwright").joinpath("demo")
    database.alter(folder.joinpath("schema.graphql").read_text(encoding="utf-8"))
    films = json.loads(folder.joinpath("films.json").read_text(encoding="utf-8"))
    answer = database.graphql(_ADD, {"films": [film_input(film) for film in films]})
    assert "errors" not in answer, answer["errors"]


def film_input(film: dict[str, Any]) -> dict[str, Any]:
    """An entry of films.json as `AddFilmInput`: names become nodes, which are made once each."""
    return film | {
        "genres": [{"name": name} for name in film["genres"]],
        "directors": [{"name": name} for name in film["directors"]],
        "roles": [{"character": character, "actor": {"name": name}} for character, name in film["roles"].items()],
    }


def _cache_folder() -> Path:
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphwright"
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # no home, or none that we may write in
        pass
    return Path(tempfile.mkdtemp(prefix="graphwright-"))
