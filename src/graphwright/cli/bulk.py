"""`graphwright bulk FILE…`: RDF and JSON into a whole new store, which appears when all is there."""

from __future__ import annotations

import re
from typing import Annotated, Final

from graphwright.cli.load import (
    DuplicatesFlag,
    FilesArgument,
    OnErrorFlag,
    ResumeFlag,
    SchemaFlag,
    TypesFlag,
    apply_schemas,
    check_words,
    collect_rarely,
    show,
)
from graphwright.cli.options import StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.progress import progress
from graphwright.cli.words import Option
from graphwright.errors import ConfigError

_MemoryFlag = Annotated[str, Option("--memory", metavar="SIZE", help="Memory to take at most: 512MB, 2GB.")]
_size: Final = re.compile(r"(\d{1,6})\s*([KMGT])i?B?", re.IGNORECASE)
_units: Final = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_memory_bytes_min: Final = 128 * 2**20


def bulk(  # noqa: PLR0913, PLR0917 -- one parameter per flag is how a command is declared
    files: FilesArgument = None,
    store: StoreFlag = None,
    schema: SchemaFlag = None,
    types: TypesFlag = None,
    memory: _MemoryFlag = "1GB",
    on_error: OnErrorFlag = "stop",
    duplicates: DuplicatesFlag = "stop",
    resume: ResumeFlag = False,
) -> None:
    """Build a new store from files; it is there when all of it is, and no server may have it open."""
    settings = settings_from(store=store).settings
    check_words(files, on_error, duplicates, resume=resume, undo=False)
    shapes = read_text(types) if types else None
    # Here and not above: --help does without, and the reader starts while the rest does.
    from graphwright.transfer.process import reader_ahead  # noqa: PLC0415

    with reader_ahead([] if resume else files or []) as reader:
        from graphwright.transfer.bulk import bulk_load  # noqa: PLC0415
        from graphwright.transfer.load import LoadOptions  # noqa: PLC0415
        from graphwright.transfer.schema_files import given_files  # noqa: PLC0415

        collect_rarely()
        given = given_files(files or [], schema or [])
        options = LoadOptions(
            types=shapes.content if shapes else None,
            skips_bad_lines=on_error == "skip",
            keeps_duplicates=duplicates == "keep",
            memory_bytes=bytes_of(memory),
            is_resumed=resume,
        )
        with about(shapes), progress() as report:
            summary = bulk_load(
                settings.store,
                given.data,
                options,
                lambda database: apply_schemas(database, given.schemas),
                lambda far: show(far, report),
                reader,
            )
    print(summary)


def bytes_of(text: str) -> int:
    """A size such as 512MB.

    Raises:
        ConfigError: It is none, or too small.
    """
    match = _size.fullmatch(text.strip())
    if match is None:
        raise ConfigError(f"--memory must be a size such as 512MB or 2GB, not {text:.40}")
    size = int(match[1]) * _units[match[2].upper()]
    if size < _memory_bytes_min:
        raise ConfigError(f"--memory must be at least 128MB, not {text:.40}")
    return size
