"""`export_store`: all data and schemas of one state of a store, as files in the form of Dgraph's exports.

In: a storage and a folder. Out: a folder `dgraph.r<commit>.u<date>` with `g01.rdf.gz` (or `g01.json.gz`),
`g01.schema.gz` and `g01.gql_schema.gz`; it has its name only when it is whole. Writers are not held up. What SQL makes
of a range of nodes is text already; Python counts lines and packs them. Does not know: how quads are written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson

from graphwright import limits
from graphwright.errors import GraphwrightError
from graphwright.model.catalog import Catalog
from graphwright.model.facets import value_target
from graphwright.records import dataclass
from graphwright.schema.compile import compile_schema
from graphwright.schema.dql_printing import print_dql_schema
from graphwright.storage.bulk.scanning import Scan, snapshot_scan
from graphwright.storage.interface import CompiledSql, Storage
from graphwright.transfer.export_files import PackedFile, export_folder
from graphwright.transfer.export_forms import Form, Format, forms, read_facets
from graphwright.transfer.export_statements import ExportStatement, export_statements, scanned_columns

_rows_joined: Final = 100
"""Rows whose texts are joined at once; of large values no more are in memory."""
_piece_characters: Final = 500_000
"""What goes to the packer in one piece, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportProgress:
    """How far an export is.

    Attributes:
        uids_done, uids_total: Of the numbers of nodes, which an export goes through in order.
    """

    quads: int
    uids_done: int
    uids_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote.

    Attributes:
        position: The commit whose state it shows.
    """

    folder: Path
    quads: int
    position: int
    seconds: float

    def __str__(self) -> str:
        return f"exported {self.quads:,} quads in {self.seconds:,.1f} s: {self.folder}"


OnProgress = Callable[[ExportProgress], None]


def export_store(
    storage: Storage, folder: Path, format_: Format = "rdf", on_progress: OnProgress | None = None
) -> ExportReport:
    """Exports everything into a new folder.

    Args:
        folder: Where the new folder is made.
        on_progress: Called in this thread after each range of nodes.

    Raises:
        ExportError: The files cannot be written; there is no new folder then.
        StoreError: The store failed.
    """
    began = time.monotonic()
    with snapshot_scan(storage) as scan, export_folder(folder, scan.state.commit_ts) as (place, final):
        form: Form = forms[format_]()
        _write(place / "g01.schema.gz", [print_dql_schema(_with_api(scan)).encode()])
        _write(place / "g01.gql_schema.gz", [_graphql_schema(scan.schema)])
        export = _Export(scan, form, on_progress or (lambda _: None))
        _write(place / f"g01.{form.suffix}.gz", export.pieces())
    return ExportReport(
        folder=final, quads=export.quads, position=scan.state.commit_ts, seconds=time.monotonic() - began
    )


def _with_api(scan: Scan) -> Catalog:
    """The catalog with the GraphQL schema, compiled if it can be: metrics of vectors are asked of it."""
    for is_strict in (False, True):
        with suppress(GraphwrightError):
            return replace(scan.catalog, api=compile_schema(scan.schema, is_strict=is_strict))
    return scan.catalog


def _graphql_schema(text: str) -> bytes:
    """As Dgraph writes it: a list with a schema for each namespace; empty where there is none."""
    return orjson.dumps([{"namespace": 0, "schema": text}]) if text else b""


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with PackedFile(path) as file:
        for piece in pieces:
            file.write(piece)


class _Export:
    """The quads of a snapshot, as pieces of a file.

    Attributes:
        quads: Written so far.
    """

    def __init__(self, scan: Scan, form: Form, tell: OnProgress) -> None:
        self._scan = scan
        self._form = form
        self._tell = tell
        self.quads = 0

    def pieces(self) -> Iterator[bytes]:
        """All of the file."""
        waiting, characters, first = [self._form.begin], 0, self._form.first
        for text in self._texts():
            waiting.append(text[first:])
            characters += len(text)
            first = 0
            if characters >= _piece_characters:
                yield "".join(waiting).encode()
                waiting, characters = [], 0
        yield "".join([*waiting, self._form.end]).encode()

    def _texts(self) -> Iterator[str]:
        scan = self._scan
        catalog, tables = scan.catalog, scan.tables
        statements = [
            (statement, scan.compile(statement.select)) for statement in export_statements(tables, self._form)
        ]
        total = scan.state.next_uid
        for after, end in scan.ranges(scanned_columns(catalog, tables), limits.export_range_rows):
            for statement, compiled in statements:
                rows = scan.rows(compiled, after, end)
                lines: Iterator[str] = (text for (text,) in rows)
                if statement.faceted is not None:
                    lines = self._faceted(statement, rows, after, end)
                while group := list(islice(lines, _rows_joined)):
                    text = "".join(group)  # nodes without values give none
                    self.quads += text.count("\n")
                    if text:
                        yield text
            self._tell(ExportProgress(quads=self.quads, uids_done=min(end, total), uids_total=total))

    def _faceted(
        self, statement: ExportStatement, rows: Iterator[tuple[Any, ...]], after: int, end: int
    ) -> Iterator[str]:
        """Lines of a predicate that has facets."""
        predicate, tail = statement.faceted, statement.tail
        assert predicate is not None
        if statement.listed is None:
            for head, facets, language in rows:
                given = "" if facets is None else self._form.facets(predicate, read_facets(facets), language)
                yield f"{head}{given}{tail}"
            return
        waiting: Sequence[tuple[Any, ...]] = list(rows)  # one statement at a time
        compiled: CompiledSql = self._scan.compile(statement.listed)
        found = {(uid, target): facets for uid, target, facets in self._scan.rows(compiled, after, end)}
        for head, uid, value in waiting:
            facets = found.get((uid, value_target(value, "")))
            given = "" if facets is None else self._form.facets(predicate, read_facets(facets), "")
            yield f"{head}{given}{tail}"
