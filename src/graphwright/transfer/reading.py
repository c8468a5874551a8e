"""Files → encoded blocks, from a given place on.

In: files and what is known of predicates. Out: `EncodedBlock`s in the order of the files. Runs in this process or, for
large files, in one beside it (`process.py`): parsing and writing each fill a core. Does not know: the store.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from graphwright.errors import GraphwrightError, LoadError
from graphwright.lang.json_data import parse_json_blocks
from graphwright.lang.quads import Position
from graphwright.lang.rdf import parse_block, read_lines
from graphwright.records import dataclass
from graphwright.transfer.encoding import EncodedBlock, Encoder, UnknownPredicate
from graphwright.transfer.grouping import KnownPredicate

_rdf_suffixes: Final = (".rdf", ".nq", ".nt")
_json_suffixes: Final = (".json", ".jsonl", ".ndjson")
_block_bytes: Final = 2 * 1024 * 1024
_part_bytes: Final = 48 * 1024
"""Lines that are made rows, columns and bytes at a time. Of more the rows leave the processor's cache before they are
columns, which takes a third longer; of less a new predicate would be inferred from little."""
_sniffed_bytes: Final = 4096
_packed_times: Final = 8

nameless_prefix: Final = "\0"
"""Starts the names (behind `_:`) of JSON objects without a uid; no file can hold such a name, and none is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingJob:
    """What to read.

    Attributes:
        file: The first to read, from `start` on.
        names_max, namespace: See `Encoder`.
    """

    paths: tuple[Path, ...]
    file: int
    start: Position
    known: Mapping[str, KnownPredicate]
    names_max: int
    namespace: str = ""


def check_format(path: Path) -> None:
    """Refuses a file that is neither RDF nor JSON by its name.

    Raises:
        LoadError: The name says so, or there is no such file.
    """
    if not path.is_file():
        raise LoadError(f"there is no file {path}")
    bare = path.with_suffix("") if path.suffix == ".gz" else path
    if path.suffix != ".gz" and bare.suffix not in (*_rdf_suffixes, *_json_suffixes):
        raise LoadError(
            f"{path} is neither RDF nor JSON by its name; it must end in .rdf, .nq, .json, or these and .gz"
        )


def unpacked_size(path: Path) -> int:
    """About how many bytes a file has; of packed ones by experience."""
    return path.stat().st_size * (_packed_times if path.suffix == ".gz" else 1)


def read_encoded(job: ReadingJob) -> Iterator[EncodedBlock]:
    """The blocks of all files.

    Raises:
        LoadError: A file cannot be read, is damaged, or is JSON that breaks off.
    """
    encoder = Encoder(job.known, job.names_max, job.namespace)
    for index in range(job.file, len(job.paths)):
        path = job.paths[index]
        start = job.start if index == job.file else Position()
        try:
            yield from _read_file(path, index, start, encoder)
        except (OSError, EOFError, zlib.error) as error:
            raise LoadError(f"{path} cannot be read: {error}") from error
        except LoadError:
            raise
        except GraphwrightError as error:
            where = f":{error.line}:{error.column or 1}" if error.line else ""
            raise LoadError(f"{path}{where}: {error.message}") from error


def _read_file(path: Path, index: int, start: Position, encoder: Encoder) -> Iterator[EncodedBlock]:
    with _opened(path) as (raw, unpacked):
        if start.byte:
            unpacked.seek(start.byte)
        if _is_json(path):
            for encoded in _read_json(unpacked, index, start, encoder):
                encoded.bytes_read = raw.tell()
                yield encoded
        else:
            yield from _read_rdf(raw, unpacked, index, start, encoder)


def _read_json(unpacked: BinaryIO, index: int, start: Position, encoder: Encoder) -> Iterator[EncodedBlock]:
    prefix = f"{nameless_prefix}{index}"
    stream = _Recorder(unpacked)
    for block in parse_json_blocks(cast("BinaryIO", stream), blank_prefix=prefix, start=start, size=_block_bytes):
        data = stream.taken()
        # It reads ahead: mostly the lines stay unknown.
        is_whole = len(data) == block.end.byte - block.start.byte
        yield encoder.encode(block, index, _LineTexts(block.start.line, data if is_whole else b""))


def _read_rdf(
    raw: BinaryIO, unpacked: BinaryIO, index: int, start: Position, encoder: Encoder
) -> Iterator[EncodedBlock]:
    position, bytes_read = start, raw.tell()
    while data := read_lines(unpacked, _block_bytes, position.line):
        end = position.byte + len(data)
        for encoded in _encoded_lines(data, index, position, encoder):
            position = encoded.end
            encoded.bytes_read = bytes_read = raw.tell() if position.byte == end else bytes_read
            yield encoded


def _encoded_lines(data: bytes, index: int, start: Position, encoder: Encoder) -> Iterator[EncodedBlock]:
    """Lines part by part; from where a predicate is met that is not known, all of them at once."""
    position, place, size = start, 0, _part_bytes
    while place < len(data):
        end = data.find(b"\n", place + size) + 1 or len(data)
        part = data[place:end]
        try:
            encoded = encoder.encode(
                parse_block(part, position), index, _LineTexts(position.line, part), learns=end == len(data)
            )
        except UnknownPredicate:
            size = len(data)
            continue
        yield encoded
        position, place = encoded.end, end


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The file as it lies on disk, and unpacked."""
    with path.open("rb") as raw:
        if path.suffix != ".gz":
            yield raw, raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield raw, cast("BinaryIO", unpacked)


def _is_json(path: Path) -> bool:
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix in (*_rdf_suffixes, *_json_suffixes):
        return suffix in _json_suffixes
    with gzip.open(path) as unpacked:
        return unpacked.read(_sniffed_bytes).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


class _Recorder:
    """A stream that keeps what was read of it since it was last asked."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._parts: list[bytes] = []

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._parts.append(data)
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._stream.readline(size)
        self._parts.append(data)
        return data

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


class _LineTexts:
    """The lines of a block, split when the first is asked for."""

    def __init__(self, first: int, data: bytes) -> None:
        self._first = first
        self._data = data
        self._lines: list[bytes] | None = None

    def __call__(self, number: int) -> str:
        if self._lines is None:
            self._lines = self._data.split(b"\n")
        index = number - self._first
        return self._lines[index].decode(errors="replace") if index < len(self._lines) else ""
