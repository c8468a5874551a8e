"""`graphwright copy --from STORE --to STORE`: everything of a store into an empty one, on whatever databases."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from graphwright.cli.progress import Report, progress
from graphwright.cli.words import Option
from graphwright.errors import StoreError

if TYPE_CHECKING:
    from graphwright.transfer.copying import CopyProgress

_FromFlag = Annotated[str, Option("--from", metavar="PATH|URL", help="The store to copy; nobody should write.")]
_ToFlag = Annotated[str, Option("--to", metavar="PATH|URL", help="An empty store, or one that is not there yet.")]


def copy(source: _FromFlag, target: _ToFlag) -> None:
    """Copy a store into an empty one; run it again to go on with a copy that was interrupted."""
    if "://" not in source and not Path(source).is_file():
        raise StoreError(f"there is no store {source}; name the one to copy with --from")
    # Here and not above: --help does without.
    from graphwright.storage.open import open_storage  # noqa: PLC0415
    from graphwright.transfer.copying import copy_store  # noqa: PLC0415

    with (
        closing(open_storage(source)) as from_store,
        closing(open_storage(target)) as to_store,
        progress("copying", "rows") as report,
    ):
        copied = copy_store(from_store, to_store, lambda far: _show(far, report))
    print(copied)


def _show(far: CopyProgress, report: Report) -> None:
    # When all rows are there, indexes are built and everything is compared; the bar stays full meanwhile.
    if far.phase == "rows":
        report(far.rows, far.rows, far.rows_total)
