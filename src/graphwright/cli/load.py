"""`graphwright load FILE…`: RDF and JSON into a store, whether servers are running on it or not."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from graphwright.cli.options import StoreFlag, read_text, settings_from
from graphwright.cli.problems import Text, about
from graphwright.cli.progress import Report, progress
from graphwright.cli.stores import opened
from graphwright.cli.words import Argument, Option
from graphwright.errors import ConfigError

if TYPE_CHECKING:
    from graphwright.engine.database import Database
    from graphwright.transfer.load import LoadProgress

FilesArgument = Annotated[
    list[Path] | None,
    Argument(metavar="FILE...", help=".rdf or .json, also packed as .gz, or the folder of an export."),
]
SchemaFlag = Annotated[
    list[Path] | None,
    Option("--schema", metavar="FILE", help="Schema to apply before, in GraphQL or DQL; may be given again."),
]
TypesFlag = Annotated[
    str | None, Option("--types", metavar="FILE", help="GraphQL types for data that names no dgraph.type.")
]
OnErrorFlag = Annotated[str, Option("--on-error", metavar="stop|skip", help="What a bad line does.")]
_UpsertFlag = Annotated[
    str | None,
    Option("--upsert", metavar="PREDICATE", help="Find nodes by their values of this predicate."),
]
DuplicatesFlag = Annotated[
    str, Option("--duplicates", metavar="stop|keep", help="What a second value of an @id field does.")
]
ResumeFlag = Annotated[bool, Option("--resume", help="Go on with the load that was interrupted.")]
_UndoFlag = Annotated[bool, Option("--undo", help="Take back the load that was interrupted.")]


def load(  # noqa: PLR0913, PLR0917 -- one parameter per flag is how a command is declared
    files: FilesArgument = None,
    store: StoreFlag = None,
    schema: SchemaFlag = None,
    types: TypesFlag = None,
    upsert: _UpsertFlag = None,
    on_error: OnErrorFlag = "stop",
    duplicates: DuplicatesFlag = "stop",
    resume: ResumeFlag = False,
    undo: _UndoFlag = False,
) -> None:
    """Load files into a store; each batch is whole or not there at all."""
    settings = settings_from(store=store).settings
    check_words(files, on_error, duplicates, resume=resume, undo=undo)
    shapes = read_text(types) if types else None
    # Here and not above: --help does without, and the reader starts while the rest does.
    from graphwright.transfer.process import reader_ahead  # noqa: PLC0415

    with reader_ahead([] if resume or undo else files or []) as reader:
        from graphwright.transfer.load import LoadOptions, load_files  # noqa: PLC0415
        from graphwright.transfer.schema_files import given_files  # noqa: PLC0415

        collect_rarely()
        given = given_files(files or [], schema or [])
        with opened(settings.store) as database:
            if not resume and not undo:
                apply_schemas(database, given.schemas)
            options = LoadOptions(
                types=shapes.content if shapes else None,
                skips_bad_lines=on_error == "skip",
                upsert_predicate=upsert,
                keeps_duplicates=duplicates == "keep",
                is_resumed=resume,
                is_undone=undo,
            )
            with about(shapes), progress() as report:
                summary = load_files(database, given.data, options, lambda far: show(far, report), reader)
    print(summary)


def collect_rarely() -> None:
    """Has Python look for cycles rarely: a load makes millions of tuples and hardly any."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def apply_schemas(database: Database, paths: list[Path]) -> None:
    """Puts the schemas of files in force."""
    from graphwright.transfer.schema_files import apply_schema, read_schema_files  # noqa: PLC0415

    for found in read_schema_files(paths):
        with about(Text(str(found.path), found.text)):
            apply_schema(database, found)


def show(far: LoadProgress, report: Report) -> None:
    """Shows how far a load is."""
    # When all is read, keys and indexes are built; the bar stays full meanwhile.
    if far.phase == "reading":
        report(far.quads, far.bytes_read, far.bytes_total)


def check_words(files: list[Path] | None, on_error: str, duplicates: str, *, resume: bool, undo: bool) -> None:
    """Refuses words that do not fit.

    Raises:
        ConfigError: One does not.
    """
    if on_error not in {"stop", "skip"}:
        raise ConfigError(f"--on-error must be stop or skip, not {on_error}")
    if duplicates not in {"stop", "keep"}:
        raise ConfigError(f"--duplicates must be stop or keep, not {duplicates}")
    if resume and undo:
        raise ConfigError("--resume and --undo exclude each other")
    if not files and not resume and not undo:
        raise ConfigError("name the files to load")
    for file in files or []:
        if not file.exists():
            raise ConfigError(f"there is no file {file}")
