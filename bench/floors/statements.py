"""The floors' SQL: one file for each workload in bench/floors/sql, hand-written.

In: `sql/<workload>.sql`. Out: `Floor`s. Does not know: HTTP, how statements are run.

A file holds SQL comments, then one or more statements, each ended by `;`. Named parameters (`:id`) are the members of
the request's JSON body. The one row with one column that the last statement gives is the answer, text, byte for byte.
A file with several statements, or with the line `-- write`, is a write: it runs in one BEGIN IMMEDIATE … COMMIT.
`-- nearest: table.column` has the uids of the vectors nearest to `:vector` put into `:found` (see nearest.py).
`-- walk: recurse` is not carried out as SQL: numpy walks over edges in memory (see walks.py).
The line `-- uids: 100` lets it use `:uid`, the first of 100 uids that nobody else has; `:mark` numbers the write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import complete_statement

DIRECTORY = Path(__file__).parent / "sql"
_UIDS = re.compile(r"^--\s*uids:\s*(\d+)\s*$", re.MULTILINE)
_NEAREST = re.compile(r"^--\s*nearest:\s*(\w+)\.(\w+)\s*$", re.MULTILINE)
_WALK = re.compile(r"^--\s*walk:\s*(\w+)\s*$", re.MULTILINE)
_WRITE = re.compile(r"^--\s*write\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The statements of one workload.

    Attributes:
        uids: Uids that one call uses up.
        nearest: The table and column of the vectors that are searched first, if any.
        walk: What `walks.py` does in the place of the statement, if anything.
    """

    name: str
    statements: tuple[str, ...]
    is_write: bool
    uids: int
    nearest: tuple[str, str] | None = None
    walk: str | None = None


def read_floor(name: str, text: str) -> Floor:
    """Reads the text of a file.

    Raises:
        ValueError: No statement, or a last statement without `;`.
    """
    statements: list[str] = []
    part = ""
    for line in text.splitlines(keepends=True):
        if not part and (not line.strip() or line.lstrip().startswith("--")):
            continue
        part += line
        if complete_statement(part):
            statements.append(part.strip())
            part = ""
    if part or not statements:
        raise ValueError(f"{name}.sql: the last statement does not end with ';'")
    uids, nearest, walk = _UIDS.search(text), _NEAREST.search(text), _WALK.search(text)
    return Floor(
        name=name,
        statements=tuple(statements),
        is_write=len(statements) > 1 or _WRITE.search(text) is not None,
        uids=int(uids[1]) if uids else 0,
        nearest=(nearest[1], nearest[2]) if nearest else None,
        walk=walk[1] if walk else None,
    )


def read_floors(directory: Path = DIRECTORY) -> dict[str, Floor]:
    """All floors that are there, by workload."""
    return {path.stem: read_floor(path.stem, path.read_text()) for path in sorted(directory.glob("*.sql"))}
