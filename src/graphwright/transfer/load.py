"""`load_files`: RDF and JSON files into a store, in batches that are whole or not there at all.

In: a database, files, options. Out: a `LoadReport`. A load that ends early, however it does, is shown by `health` and
is continued or taken back; another one is refused until then. One load or schema change at a time over all processes;
requests are served meanwhile. Does not know: formats, tables.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.engine.writer import Lease
from graphwright.errors import LoadError, StoreBusyError
from graphwright.model.catalog import Catalog, ReverseHome
from graphwright.storage.interface import Connection, Storage
from graphwright.storage.loads import LoadRow, LoadState, unfinished_load
from graphwright.storage.turns import alter_lock_in_turn
from graphwright.storage.writing.session import Session, Statements
from graphwright.transfer.batch import Load, write_batch
from graphwright.transfer.checkpoint import Checkpoint, check_unchanged, look_at, read_checkpoint
from graphwright.transfer.encoding import EncodedBlock
from graphwright.transfer.finishing import finish_load
from graphwright.transfer.grouping import KnownPredicate
from graphwright.transfer.inference import infer_types
from graphwright.transfer.process import Child, reading
from graphwright.transfer.reading import ReadingJob, check_format, unpacked_size
from graphwright.transfer.requests import LoadOptions, LoadProgress, LoadReport
from graphwright.transfer.starting import begin_load, reopen_load
from graphwright.transfer.undoing import undo_load
from graphwright.transfer.upserting import check_upsert

__all__ = ["LoadOptions", "LoadProgress", "LoadReport", "load_files"]

OnProgress = Callable[[LoadProgress], None]
_lock_wait_s: Final = 5.0


def load_files(
    database: Database,
    files: Sequence[Path],
    options: LoadOptions,
    on_progress: OnProgress | None = None,
    reader: Child | None = None,
) -> LoadReport:
    """Loads files, goes on with a load, or takes one back.

    Args:
        files: To load, in this order; to go on with a load they may be left out.
        on_progress: Called in this thread, some times a second.
        reader: A process of `reader_ahead`, to read with.

    Raises:
        LoadError: A bad line, duplicates of `@id` values, a file that cannot be read, an unfinished load in the way,
            none to go on with. What was committed stays and can be continued or taken back.
        GraphwrightError: `options.types` is no schema or cannot be applied.
        StoreBusyError: Another load or a schema change is under way.
    """
    began = time.monotonic()
    progress = _Progress(on_progress)
    if options.is_undone:
        with _alone(database.storage):
            checkpoint = undo_load(database, _unfinished(database))
        return _report(checkpoint, began, (), is_undone=True)
    changes: Sequence[str] = ()
    if not options.is_resumed:
        _refuse_second(database)
        for path in files:
            check_format(path)
        if options.types is not None:
            changes = database.alter(options.types).changes
    with _alone(database.storage):
        if options.is_resumed:
            load = _reopened(database, files, options)
        else:
            _refuse_second(database)
            load = _begun(database, files, options)
        progress.begin(load.checkpoint)
        if load.state is LoadState.LOADING:
            _run(database, load, options, progress, reader)
        finish_load(database, load, progress.enter, options.way_back)
    return _report(load.checkpoint, began, changes, is_undone=False)


# ---- beginnings -----------------------------------------------------------------------------------


@contextmanager
def _alone(storage: Storage) -> Iterator[None]:
    """Holds off schema changes and other loads, and waits a little for one that is about to end."""
    with ExitStack() as stack:
        try:
            stack.enter_context(alter_lock_in_turn(storage, _lock_wait_s))
        except StoreBusyError:
            raise StoreBusyError("a load or a schema change is under way; try again when it is done") from None
        yield


def _unfinished(database: Database) -> LoadRow:
    row = _unfinished_or_none(database)
    if row is None:
        raise LoadError(f"there is no unfinished load in {database.storage.describe()}")
    _refuse_copy(row)
    return row


def _unfinished_or_none(database: Database) -> LoadRow | None:
    found: LoadRow | None = database.submit(lambda c, _: unfinished_load(database.storage, c)).result()
    return found


def _refuse_copy(row: LoadRow) -> None:
    if row.state is LoadState.COPYING:
        raise LoadError(
            f"{row.description} is being copied into this store: let it end, or run the same graphwright copy again"
        )


def _refuse_second(database: Database) -> None:
    row = _unfinished_or_none(database)
    if row is not None:
        _refuse_copy(row)
        raise LoadError(
            f"load {row.id} of {row.description} is not finished: let it end if it still runs, go on with it "
            "(--resume), or take it back (--undo)"
        )


def _begun(database: Database, files: Sequence[Path], options: LoadOptions) -> Load:
    if options.upsert_predicate is not None:
        check_upsert(database.newest().catalog, options.upsert_predicate)
    checkpoint = Checkpoint(files=[look_at(path) for path in files], upsert_predicate=options.upsert_predicate)
    api = database.newest().api
    if options.types is not None and api is not None:
        inference = infer_types(api)
        checkpoint.subject_types, checkpoint.object_types = inference.subjects, inference.objects
    size = sum(unpacked_size(path) for path in files)
    is_large = size >= limits.load_beside_bytes_min
    return begin_load(database, checkpoint, keeps_duplicates=options.keeps_duplicates, is_large=is_large)


def _reopened(database: Database, files: Sequence[Path], options: LoadOptions) -> Load:
    row = _unfinished(database)
    if row.state is LoadState.UNDOING:
        raise LoadError(f"load {row.id} of {row.description} is being taken back; end that with --undo")
    checkpoint = read_checkpoint(row.checkpoint)
    before = [file.path for file in checkpoint.files]
    if files and [str(path.absolute()) for path in files] != before:
        raise LoadError(f"the unfinished load is of other files: {', '.join(before)}; name these, or none")
    if row.state is LoadState.LOADING:
        check_unchanged(checkpoint)
    return reopen_load(database, row, checkpoint, keeps_duplicates=options.keeps_duplicates)


# ---- the batches ----------------------------------------------------------------------------------


def _run(database: Database, load: Load, options: LoadOptions, progress: _Progress, reader: Child | None) -> None:
    """Reads to the end of the last file, a transaction per batch."""
    job = ReadingJob(
        paths=tuple(Path(file.path) for file in load.checkpoint.files),
        file=load.checkpoint.file,
        start=load.checkpoint.position,
        known=known_predicates(load.statements.catalog),
        names_max=options.names_max,
        namespace=load.checkpoint.namespace,
    )
    waiting: list[EncodedBlock] = []
    quads = 0
    with reading(job, reader) as blocks:
        for block in _until_damage(blocks, load.checkpoint, options):
            is_bad = bool(block.bad_lines) and not options.skips_bad_lines
            if waiting and (is_bad or block.first_number == 0 or quads >= options.batch_quads):
                _commit(database, load, waiting)
                waiting, quads = [], 0
            if is_bad:
                raise _bad_line_error(load.checkpoint, block, options)
            waiting.append(block)
            quads += block.quads
            progress.read(block)
    if waiting:
        _commit(database, load, waiting)


def _until_damage(
    blocks: Iterator[EncodedBlock], checkpoint: Checkpoint, options: LoadOptions
) -> Iterator[EncodedBlock]:
    """The blocks; where a file cannot be read on, the error says what can be done."""
    try:
        yield from blocks
    except LoadError as error:
        raise LoadError(
            f"{error.message}\n{checkpoint.counts.quads:,} quads are loaded so far; if a file has to be mended, "
            f"{options.way_back}, and load it anew"
        ) from error


def _commit(database: Database, load: Load, blocks: Sequence[EncodedBlock]) -> None:
    before = load.statements
    load.statements = _written(database, load, blocks)
    if load.statements is not before:
        # So that requests of this process see what is new.
        database.newest()


def _written(database: Database, load: Load, blocks: Sequence[EncodedBlock]) -> Statements:
    """Writes a batch; while other writers have the store, waits for it again and again."""
    has_begun = False

    def write(connection: Connection, _: Lease) -> Statements:
        nonlocal has_begun
        has_begun = True
        return write_batch(Session(load.statements, connection), load, blocks)

    for tries_left in reversed(range(limits.load_busy_tries_max)):
        try:
            written: Statements = database.submit(write).result()
            return written
        except StoreBusyError:
            # What has begun has moved the load on in memory: it can only be taken up from its checkpoint.
            if has_begun or not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def _bad_line_error(checkpoint: Checkpoint, block: EncodedBlock, options: LoadOptions) -> LoadError:
    bad = block.bad_lines[0]
    path = checkpoint.files[block.file].path
    return LoadError(
        f"{path}:{bad.line}:{bad.column}: {bad.reason}\n  {bad.text}\n"
        f"{checkpoint.counts.quads:,} quads before it are loaded. Mend the line and go on with --resume, leave it out "
        f"with --resume --on-error skip, or {options.way_back}"
    )


def known_predicates(catalog: Catalog) -> dict[str, KnownPredicate]:
    """What the reader must know of a catalog."""
    return {
        name: KnownPredicate(
            kind=predicate.kind,
            is_list=predicate.is_list,
            home=predicate.home.predicate if isinstance(predicate.home, ReverseHome) else name,
            is_turned=isinstance(predicate.home, ReverseHome),
            is_paired=predicate.inverse is not None and predicate.inverse != name,
        )
        for name, predicate in catalog.predicates.items()
    }


# ---- telling --------------------------------------------------------------------------------------


class _Progress:
    """Tells the caller how far the load is."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._quads = 0
        self._sizes: list[int] = []
        self._bytes = 0

    def begin(self, checkpoint: Checkpoint) -> None:
        self._quads = checkpoint.counts.quads
        self._sizes = [file.size for file in checkpoint.files]

    def read(self, block: EncodedBlock) -> None:
        self._quads += block.quads
        self._bytes = sum(self._sizes[: block.file]) + block.bytes_read
        self._tell("reading")

    def enter(self, phase: str) -> None:
        self._bytes = sum(self._sizes)
        self._tell(phase)

    def _tell(self, phase: str) -> None:
        if self._on_progress is not None:
            total = sum(self._sizes)
            self._on_progress(LoadProgress(quads=self._quads, bytes_read=self._bytes, bytes_total=total, phase=phase))


def _report(checkpoint: Checkpoint, began: float, changes: Sequence[str], *, is_undone: bool) -> LoadReport:
    counts = checkpoint.counts
    return LoadReport(
        files=[file.path for file in checkpoint.files],
        seconds=time.monotonic() - began,
        quads=counts.quads,
        nodes=counts.nodes,
        schema_changes=changes,
        new_predicates=checkpoint.new_predicates,
        new_types=checkpoint.new_types,
        completed_edges={name: count for name, count in counts.completed.items() if count > 0},
        reference_conflicts=counts.conflicts,
        bad_line_count=counts.bad_lines,
        bad_lines=checkpoint.bad_lines,
        duplicate_count=counts.duplicates,
        duplicates=checkpoint.duplicates,
        is_undone=is_undone,
    )
