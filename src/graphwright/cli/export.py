"""`graphwright export`: everything of a store into files in the form of Dgraph's exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from graphwright.cli.options import StoreFlag, settings_from
from graphwright.cli.progress import Report, progress
from graphwright.cli.stores import opened
from graphwright.cli.words import Option
from graphwright.errors import ConfigError

if TYPE_CHECKING:
    from graphwright.transfer.export_forms import Format
    from graphwright.transfer.exporting import ExportProgress

_OutFlag = Annotated[Path, Option("--out", metavar="FOLDER", help="Where the export's own folder is made.")]
_FormatFlag = Annotated[str, Option("--format", metavar="rdf|json", help="How the data are written.")]


def export(
    store: StoreFlag = None,
    out: _OutFlag = Path("export"),
    format_: _FormatFlag = "rdf",
) -> None:
    """Export data and schemas as files that Dgraph loads, and graphwright load; servers go on meanwhile."""
    settings = settings_from(store=store).settings
    chosen: Format = "json" if format_ == "json" else "rdf"
    if format_ != chosen:
        raise ConfigError(f"--format must be rdf or json, not {format_}")
    # Here and not above: --help does without.
    from graphwright.transfer.exporting import export_store  # noqa: PLC0415

    with opened(settings.store, must_exist=True) as database, progress("exporting") as report:
        written = export_store(database.storage, out, chosen, lambda far: _show(far, report))
    print(written)


def _show(far: ExportProgress, report: Report) -> None:
    report(far.quads, far.uids_done, far.uids_total)
