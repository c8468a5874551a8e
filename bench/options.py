"""What one run of the bench is to do. Does not know: arguments, how it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.rounds import Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to run.

    Attributes:
        only: Globs over the names of workloads and groups, with commas between.
        directory: Keeps data, stores and logs.
        graphwright: The command.
        store: A loaded store of this scale, to be copied instead of loading one.
        postgres: The URL of a database to measure as well, or `private` for a server of the run's own.
    """

    scale: float
    only: str
    effort: Effort
    workers: int
    peer: str | None
    ten_times: bool
    directory: Path
    graphwright: Path
    store: Path | None = None
    postgres: str | None = None
