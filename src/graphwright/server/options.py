"""What a server is told when it starts, and what its endpoints share."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from graphwright import limits
from graphwright.records import dataclass
from graphwright.server.audit import AuditLog
from graphwright.server.counters import Counters

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How to answer.

    Attributes:
        is_strict: As the reference does even where we know better (`--strict-dgraph`).
        address: `host:port` as the health endpoints show it.
        body_bytes_max: Bytes of a request body, after unpacking.
        logs_requests: Writes a log line per request.
        denies_anonymous: A request to /graphql needs a key or a valid token (`--anonymous deny`).
        audit_path: Where uses of admin keys are written; None is standard error.
    """

    is_strict: bool = False
    address: str = ""
    body_bytes_max: int = limits.body_bytes_max
    logs_requests: bool = False
    denies_anonymous: bool = False
    audit_path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What every endpoint gets.

    Attributes:
        awaited: What this server will serve besides and does not yet, such as gRPC in the moment after the start.
    """

    database: Database
    options: ServerOptions
    counters: Counters = field(default_factory=Counters)
    audit: AuditLog = field(default_factory=AuditLog)
    awaited: set[str] = field(default_factory=set)

    @property
    def is_strict(self) -> bool:
        """As the reference in everything: this server was started so, or the schema says so."""
        return self.options.is_strict or self.database.is_strict
