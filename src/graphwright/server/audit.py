"""The audit log: a line of JSON for every use of an admin key.

In: what was asked, by which key, from where, and how it went. Out: lines, appended to a file or written to standard
error. Never a secret, a token, a variable or a literal: there is no member for them. All workers write to one file;
each line is one write, so lines never mix. Does not know: who writes what, and when, that is `administrative.py` and
`graphql.py`.
"""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import Any, Final

import orjson
from starlette.types import Scope

from graphwright.engine.requests import OperationWords
from graphwright.errors import ConfigError
from graphwright.records import dataclass

_FIELDS_SHOWN_MAX: Final = 20
_NAME_CHARS_MAX: Final = 200
_MODE: Final = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of an admin key, or of DQL by this machine without one.

    Attributes:
        key_id: Of the key, never its secret; None: there is no admin key yet.
        endpoint: The path.
        operation: What was asked for, where that is known.
        peer: Address of the other end of the connection.
        result: answered, refused or failed.
        enforces: It asked for the rules to hold (`X-Auth-Enforce`).
    """

    key_id: str | None
    endpoint: str
    operation: OperationWords | None
    peer: str | None
    result: str
    enforces: bool = False


class AuditLog:
    """Where lines go; None is standard error. A file that was moved away is made anew, as log rotation wants it."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file = -1
        self._identity: tuple[int, int] | None = None

    def record(self, use: Use) -> None:
        """Writes the line of a use.

        Raises:
            OSError: It cannot be written, so whoever asked must not be answered.
        """
        line = orjson.dumps(_members(use)) + b"\n"
        if self._path is None:
            sys.stderr.write(line.decode())
            sys.stderr.flush()
        else:
            os.write(self._opened(self._path), line)

    def check(self) -> None:
        """Raises ConfigError if the file cannot be written."""
        if self._path is not None:
            try:
                self._opened(self._path)
            except OSError as error:
                raise ConfigError(f"cannot write the audit log {self._path}: {error.strerror}") from error

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file, self._identity = -1, None

    def _opened(self, path: Path) -> int:
        try:
            found = os.stat(path)  # noqa: PTH116 -- this path is short: once per use
            identity = found.st_dev, found.st_ino
        except FileNotFoundError:
            identity = None
        if identity is None or identity != self._identity:
            self.close()
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
            found = os.fstat(self._file)
            self._identity = found.st_dev, found.st_ino
        return self._file


def peer_of(scope: Scope) -> str | None:
    """Address of the other end of a connection; None where it has none."""
    client = scope.get("client")
    return str(client[0]) if client else None


def _members(use: Use) -> dict[str, Any]:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    words = use.operation
    return {
        "time": now,
        "key": use.key_id,
        "endpoint": use.endpoint,
        "operation": words and words.kind,
        "name": words and words.name and words.name[:_NAME_CHARS_MAX],
        "fields": [] if words is None else [name[:_NAME_CHARS_MAX] for name in words.fields[:_FIELDS_SHOWN_MAX]],
        "peer": use.peer,
        "result": use.result,
        "enforced": use.enforces,
    }
