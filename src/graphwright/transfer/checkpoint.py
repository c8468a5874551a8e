"""What a load must remember to be continued or undone: one JSON text, written with each batch.

Does not know: the store.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, Final

import orjson

from graphwright import limits
from graphwright.errors import LoadError
from graphwright.lang.quads import BadLine, Position
from graphwright.records import dataclass
from graphwright.storage.bulk.keys import Duplicate, Duplicates

_head_bytes: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFile:
    """A file of a load; `head` is the checksum of its first bytes, as they lie on disk."""

    path: str
    size: int
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBadLine:
    """A bad line and the file that it is in."""

    path: str
    line: int
    column: int
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.reason}"


@dataclass(slots=True, kw_only=True)
class Counts:
    """What a load did so far.

    Attributes:
        nodes: Nodes that are new.
        conflicts: Single references of inverse pairs that were given twice; the last one stands.
        completed: Edges of inverse pairs by their home, of which the files state one side only.
        bad_lines: All of them; the first few are in the checkpoint.
        duplicates: `@id` values that several nodes have.
    """

    quads: int = 0
    nodes: int = 0
    conflicts: int = 0
    completed: dict[str, int] = field(default_factory=dict)
    bad_lines: int = 0
    duplicates: int = 0


@dataclass(slots=True, kw_only=True)
class Checkpoint:
    """Where a load is.

    Attributes:
        file, line, byte: Where to go on reading.
        namespace: That the quads are of, if any said so.
        ranges: Uids that are this load's: from, up to.
        aside: Predicates whose indexes were put aside.
        scopes: Key scopes, by id, whose values are taken when all is read.
        sides: Homes of inverse pairs → which sides were stated: 1 the home's, 2 its inverse's, 3 both.
        subject_types, object_types: What a predicate tells of the nodes at its ends (`inference`).
        new_predicates, new_types: What the load made known.
        upsert_predicate: See `LoadOptions`.
    """

    files: list[LoadedFile]
    upsert_predicate: str | None = None
    file: int = 0
    line: int = 1
    byte: int = 0
    namespace: str = ""
    ranges: list[tuple[int, int]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    scopes: list[int] = field(default_factory=list)
    sides: dict[str, int] = field(default_factory=dict)
    subject_types: dict[str, list[str]] = field(default_factory=dict)
    object_types: dict[str, list[str]] = field(default_factory=dict)
    new_predicates: list[str] = field(default_factory=list)
    new_types: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    bad_lines: list[FileBadLine] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)

    @property
    def position(self) -> Position:
        """Where to go on in the file."""
        return Position(line=self.line, byte=self.byte)

    def move(self, file: int, position: Position) -> None:
        """Goes on to a place."""
        self.file, self.line, self.byte = file, position.line, position.byte

    def take(self, uids: range) -> None:
        """Notes uids as this load's."""
        if not uids:
            return
        if self.ranges and self.ranges[-1][1] == uids.start:
            self.ranges[-1] = (self.ranges[-1][0], uids.stop)
        else:
            self.ranges.append((uids.start, uids.stop))

    def is_new(self, uid: int) -> bool:
        """Whether a node was made by this load."""
        return any(first <= uid < end for first, end in self.ranges)

    def note_bad_lines(self, path: str, found: Sequence[BadLine]) -> None:
        """Counts bad lines and keeps the first."""
        self.counts.bad_lines += len(found)
        for bad in found[: max(0, limits.bad_lines_shown_max - len(self.bad_lines))]:
            self.bad_lines.append(
                FileBadLine(path=path, line=bad.line, column=bad.column, text=bad.text, reason=bad.reason)
            )

    def note_duplicates(self, found: Duplicates) -> None:
        """Counts duplicates and keeps the first."""
        self.counts.duplicates += found.count
        self.duplicates += found.shown[: max(0, limits.duplicates_shown_max - len(self.duplicates))]

    def text(self) -> str:
        """As JSON."""
        return orjson.dumps(asdict(self)).decode()


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that `Checkpoint.text` gave."""
    members: dict[str, Any] = orjson.loads(text)
    members["files"] = [LoadedFile(**file) for file in members["files"]]
    members["ranges"] = [(first, end) for first, end in members["ranges"]]
    members["counts"] = Counts(**members["counts"])
    members["bad_lines"] = [FileBadLine(**bad) for bad in members["bad_lines"]]
    members["duplicates"] = [Duplicate(**duplicate) for duplicate in members["duplicates"]]
    return Checkpoint(**members)


def look_at(path: Path) -> LoadedFile:
    """A file as it is now."""
    with path.open("rb") as file:
        head = zlib.crc32(file.read(_head_bytes))
    return LoadedFile(path=str(path.absolute()), size=path.stat().st_size, head=head)


def check_unchanged(checkpoint: Checkpoint) -> None:
    """Sees that the files of a load are those that it began with, as far as they were read.

    A file may have been mended behind the checkpoint; its beginning must be the same.

    Raises:
        LoadError: One is gone or another one.
    """
    for index, before in enumerate(checkpoint.files):
        if index < checkpoint.file:
            continue
        path = Path(before.path)
        if not path.is_file():
            raise LoadError(f"{path} of the unfinished load is gone; put it back, or take the load back with --undo")
        if index == checkpoint.file and checkpoint.byte > 0 and look_at(path).head != before.head:
            raise LoadError(f"{path} is not the file that the load began with; put it back, or use --undo")
