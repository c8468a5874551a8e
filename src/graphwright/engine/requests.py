"""What goes into `Database` and what comes out. Does not know: HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


# Not frozen: a frozen instance takes 2 µs to make, and there is one of each for every request.
@dataclass(slots=True, kw_only=True)
class GraphqlRequest:
    """A GraphQL request, its envelope taken off (GraphQL over HTTP, 5.1)."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    extensions: Mapping[str, Any] | None = None
    is_read_only: bool = False
    """Refuses mutations (GET requests)."""
    is_transaction: bool = False
    """All mutations are written together, as by `@transaction`."""
    is_dry_run: bool = False
    """They are undone after they were answered, as by `@dryRun`."""


@dataclass(slots=True, kw_only=True)
class Answer:
    """An answer, encoded.

    Attributes:
        body: The whole JSON object `{"data": …, "errors": …}`.
        was_executed: False when the request was refused before it ran (syntax, validation,
            variables): such an answer has no `data`, and HTTP gives it status 400 where the
            client asked for `application/graphql-response+json`.
        position: commit_ts of the last write of the request, else None.
        cache_s: Seconds for which the answer may be kept, by `@cacheControl`; None without it or with errors.
    """

    body: bytes
    was_executed: bool = True
    position: int | None = None
    cache_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterReport:
    """What an alter did: one line per change, in words."""

    version: int
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of a store and this process.

    Attributes:
        indexing: Predicates whose indexes are being built.
        unfinished_loads: Loads that were neither finished nor undone, in words.
        uptime_s: Seconds since this process opened the store.
    """

    version: str
    store: str
    catalog_version: int
    schema_update_counter: int
    uptime_s: float
    indexing: tuple[str, ...] = ()
    unfinished_loads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counters of one process since its start; times in seconds."""

    requests: int = 0
    plan_hits: int = 0
    plan_misses: int = 0
    database_s: float = 0.0
    moved_to_thread: int = 0
    commits: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)


class CallerOutdated(Exception):
    """The way to tell callers apart changed while a request ran: who identified its caller does so again."""
