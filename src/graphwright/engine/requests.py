"""What goes into `Database` and what comes out. Does not know: HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from graphwright.errors import GraphwrightError
from graphwright.records import dataclass


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
    may_write: bool = True
    """False: whoever asks may only read (a read-only key), so mutations are refused."""
    is_transaction: bool = False
    """All mutations are written together, as by `@transaction`."""
    is_dry_run: bool = False
    """They are undone after they were answered, as by `@dryRun`."""
    position: int = 0
    """The commit that its reads must see at least, where replicas are asked."""


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
class OperationWords:
    """What an operation is about, without any value.

    Attributes:
        kind: query, mutation or subscription.
        name: As its author named it.
        fields: Its root fields.
    """

    kind: str
    name: str | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterOptions:
    """What an alter may do that is refused otherwise.

    Attributes:
        allow_unsafe: Drop stored values that the new schema cannot hold.
        allow_pause: Keep writers waiting for longer than `limits.schema_pause_ms_max`.
        waits: Wait for another schema change rather than be refused because of it.
    """

    allow_unsafe: bool = False
    allow_pause: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterReport:
    """What an alter did: one line per change, in words.

    Attributes:
        lost: What became of stored values that the schema cannot hold (`allow_unsafe`), a line each.
    """

    version: int
    changes: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """A change that an alter would make.

    Attributes:
        effect: What it does meanwhile: at once, in the background, or who waits.
        pause_ms: Milliseconds that writers wait for it, estimated.
    """

    text: str
    effect: str
    pause_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPlan:
    """What an alter would do.

    Attributes:
        refusals: Why it would be refused; empty: it would not.
        lost: What stored values would be lost (`allow_unsafe`), a line each.
        pause_ms: Milliseconds of the longest wait of writers, estimated.
    """

    changes: tuple[PlannedChange, ...]
    refusals: tuple[GraphwrightError, ...] = ()
    lost: tuple[str, ...] = ()
    pause_ms: float = 0.0


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
