"""`graphwright dev schema.graphql`: a server on this machine that follows a schema file."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from graphwright.cli.options import LogFormatFlag, LogLevelFlag, PortFlag, StoreFlag, read_text, settings_from
from graphwright.cli.problems import ProblemIn, Text, told
from graphwright.cli.serving import run_server
from graphwright.cli.words import Argument
from graphwright.errors import GraphwrightError

if TYPE_CHECKING:
    from graphwright.engine.database import Database

_DEBOUNCE_MS: Final = 100
_LOOK_MS: Final = 500

_FileArgument = Annotated[Path, Argument(metavar="FILE", help="The schema file to follow.")]


def dev(
    file: _FileArgument,
    store: StoreFlag = None,
    port: PortFlag = None,
    log_level: LogLevelFlag = None,
    log_format: LogFormatFlag = None,
) -> None:
    """Serve on this machine only and apply the schema file whenever it changes."""
    settings = settings_from(store=store, port=port, log_level=log_level, log_format=log_format).settings
    settings = replace(settings, host="127.0.0.1", workers=1, schema=None)
    read_text(str(file))  # a file that is not there is a mistake; later it may come and go
    follower = Follower(file)
    run_server(settings, prepare=follower.begin, on_ready=follower.watch, on_stop=follower.stop)


class Follower:
    """Applies a schema file to an open store, now and at each change; says what it did."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._database: Database | None = None
        self._tried: str | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, database: Database) -> None:
        """Applies the file as it is; a broken one is told, and waited for."""
        self._database = database
        self.apply()

    def watch(self) -> None:
        """Follows the file from now on, on a thread."""
        print(f"Following {self._file}.", flush=True)
        self._thread = threading.Thread(target=self._follow, name="graphwright-dev", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends when nothing is being applied any more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def apply(self) -> None:
        """Applies the file, unless its text is the one that was tried last."""
        try:
            text = read_text(str(self._file))
        except GraphwrightError as error:  # editors take a file away for a moment
            if self._tried is not None:
                print(told(error), file=sys.stderr, flush=True)
            self._tried = None
            return
        if text.content == self._tried:
            return
        self._tried = text.content
        self._apply(text)

    def _apply(self, text: Text) -> None:
        assert self._database is not None, "begin comes first"
        begun = time.perf_counter()
        try:
            report = self._database.alter(text.content)
        except GraphwrightError as error:
            print(told(ProblemIn(error, text)), file=sys.stderr, flush=True)
            return
        milliseconds = (time.perf_counter() - begun) * 1000
        changes = [f"  {change}" for change in report.changes] or ["  no change"]
        print("\n".join([f"{text.name} applied in {milliseconds:.0f} ms", *changes]), flush=True)

    def _follow(self) -> None:
        from watchfiles import watch  # noqa: PLC0415 -- only this command needs it

        target = self._file.resolve()
        # The folder, for editors write a new file and give it the old one's name.
        changes = watch(
            target.parent,
            watch_filter=lambda _change, path: Path(path) == target,
            debounce=_DEBOUNCE_MS,
            step=20,
            stop_event=self._stopping,
            recursive=False,
            raise_interrupt=False,
            # Looks from time to time anyway: a change before the system began to watch is not told of, nor,
            # on some shared folders, any change at all.
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
        )
        for _ in changes:
            self.apply()
