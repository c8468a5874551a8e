"""What a server is told when it starts, and what its endpoints share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphwright import limits
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
    """

    is_strict: bool = False
    address: str = ""
    body_bytes_max: int = limits.body_bytes_max
    logs_requests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What every endpoint gets."""

    database: Database
    options: ServerOptions
    counters: Counters = field(default_factory=Counters)
