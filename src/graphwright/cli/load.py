"""`graphwright load FILE…`: RDF and JSON into a store, without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphwright.cli.options import StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.progress import Report, progress
from graphwright.cli.stores import opened
from graphwright.errors import ConfigError

if TYPE_CHECKING:
    from graphwright.transfer.load import LoadProgress

_FilesArgument = Annotated[
    list[Path] | None, typer.Argument(metavar="FILE...", help=".rdf or .json, also packed as .gz.")
]
_SchemaFlag = Annotated[str | None, typer.Option("--schema", metavar="FILE", help="GraphQL schema to apply before.")]
_TypesFlag = Annotated[
    str | None, typer.Option("--types", metavar="FILE", help="GraphQL types for data that names no dgraph.type.")
]
_OnErrorFlag = Annotated[str, typer.Option("--on-error", metavar="stop|skip", help="What a bad line does.")]
_DuplicatesFlag = Annotated[
    str, typer.Option("--duplicates", metavar="stop|keep", help="What a second value of an @id field does.")
]
_ResumeFlag = Annotated[bool, typer.Option("--resume", help="Go on with the load that was interrupted.")]
_UndoFlag = Annotated[bool, typer.Option("--undo", help="Take back the load that was interrupted.")]


def load(  # noqa: PLR0913, PLR0917 -- one parameter per flag is how typer declares them
    files: _FilesArgument = None,
    store: StoreFlag = None,
    schema: _SchemaFlag = None,
    types: _TypesFlag = None,
    on_error: _OnErrorFlag = "stop",
    duplicates: _DuplicatesFlag = "stop",
    resume: _ResumeFlag = False,
    undo: _UndoFlag = False,
) -> None:
    """Load files into a store; each batch is whole or not there at all."""
    settings = settings_from(store=store).settings
    _check(files, on_error, duplicates, resume=resume, undo=undo)
    given = read_text(schema) if schema else None
    shapes = read_text(types) if types else None
    # Here and not above: --help does without.
    from graphwright.transfer.load import LoadOptions, load_files  # noqa: PLC0415

    with opened(settings.store) as database:
        if given:
            with about(given):
                database.alter(given.content)
        options = LoadOptions(
            types=shapes.content if shapes else None,
            skips_bad_lines=on_error == "skip",
            keeps_duplicates=duplicates == "keep",
            is_resumed=resume,
            is_undone=undo,
        )
        with about(shapes), progress() as report:
            summary = load_files(database, files or [], options, lambda far: _show(far, report))
    print(summary)


def _show(far: LoadProgress, report: Report) -> None:
    # When all is read, keys and indexes are built; the bar stays full meanwhile.
    if far.phase == "reading":
        report(far.quads, far.bytes_read, far.bytes_total)


def _check(files: list[Path] | None, on_error: str, duplicates: str, *, resume: bool, undo: bool) -> None:
    if on_error not in {"stop", "skip"}:
        raise ConfigError(f"--on-error must be stop or skip, not {on_error}")
    if duplicates not in {"stop", "keep"}:
        raise ConfigError(f"--duplicates must be stop or keep, not {duplicates}")
    if resume and undo:
        raise ConfigError("--resume and --undo exclude each other")
    if not files and not resume and not undo:
        raise ConfigError("name the files to load")
    for file in files or []:
        if not file.is_file():
            raise ConfigError(f"there is no file {file}")
