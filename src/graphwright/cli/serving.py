"""Starting a server from settings, and what the terminal says about it."""

from __future__ import annotations

import gc
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from graphwright.config import ABOUT, Settings, printable
from graphwright.errors import ConfigError

if TYPE_CHECKING:
    from graphwright.engine.database import Database
    from graphwright.server.processes import Addresses
    from graphwright.server.tls import Tls

_RPC_DISTANCE: Final = 1000
"""The port for gRPC beyond that of HTTP, as Dgraph's 9080 beside 8080."""
_PORT_MAX: Final = 65_535


def _nothing() -> None:
    pass


def run_server(
    settings: Settings,
    *,
    prepare: Callable[[Database], None],
    on_ready: Callable[[], None] = _nothing,
    on_stop: Callable[[], None] = _nothing,
    example: str | None = None,
) -> None:
    """Serves until it is told to stop.

    Args:
        prepare: Run on the open store before anybody is served.
        example: A query to show how to ask.

    Raises:
        GraphwrightError: The port or the store cannot be had, or the store cannot be prepared.
    """
    gc.disable()  # nothing of what is imported goes away, and looking at it again and again takes a tenth of the time
    # Everything that the workers need is imported before they are forked.
    from graphwright.engine.database import Database  # noqa: PLC0415 -- --help does without
    from graphwright.server.audit import AuditLog  # noqa: PLC0415
    from graphwright.server.gates import gate_at  # noqa: PLC0415
    from graphwright.server.logs import set_up_logs  # noqa: PLC0415
    from graphwright.server.options import ServerOptions  # noqa: PLC0415
    from graphwright.server.processes import ServeTask, serve  # noqa: PLC0415
    from graphwright.storage.interface import StoreOptions  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    set_up_logs(settings.log_level, settings.log_format)
    AuditLog(settings.audit).check()

    def ready(addresses: Addresses) -> None:
        print(announcement(settings, addresses, example), flush=True)
        on_ready()

    with gate_at(settings.internal_address) as gate:
        serve(
            ServeTask(
                open_database=lambda: Database.open(
                    settings.store,
                    is_strict=settings.strict_dgraph,
                    lambda_url=settings.lambda_url,
                    options=StoreOptions(
                        read_store=settings.read_store,
                        read_connections=settings.read_connections,
                        statement_ms_max=settings.statement_timeout_ms,
                    ),
                    gate=gate,
                ),
                prepare=prepare,
                on_ready=ready,
                on_stop=on_stop,
                host=settings.host,
                port=settings.port,
                rpc_port=rpc_port_of(settings),
                tls=tls_of(settings),
                workers=settings.workers,
                options=ServerOptions(
                    is_strict=settings.strict_dgraph,
                    logs_requests=settings.log_level == "debug",
                    denies_anonymous=settings.anonymous == "deny",
                    audit_path=settings.audit,
                ),
            )
        )


def rpc_port_of(settings: Settings) -> int | None:
    """The port for gRPC, 0 for a free one; None: it is not served."""
    if settings.grpc_port is not None:
        return settings.grpc_port or None
    if settings.port == 0:
        return 0
    port = settings.port + _RPC_DISTANCE
    return port if port <= _PORT_MAX else None


def tls_of(settings: Settings) -> Tls | None:
    """How connections are encrypted; None: not at all.

    Raises:
        ConfigError: One of the files is not named.
    """
    from graphwright.server.tls import Tls  # noqa: PLC0415 -- as below

    if settings.tls_cert is None or settings.tls_key is None:
        if settings.tls_cert or settings.tls_key or settings.tls_client_ca:
            raise ConfigError("encrypted connections need both --tls-cert and --tls-key")
        return None
    return Tls(certificate=settings.tls_cert, key=settings.tls_key, client_ca=settings.tls_client_ca)


def announcement(settings: Settings, addresses: Addresses, example: str | None) -> str:
    """What a server says when it takes requests."""
    from graphwright.server.access import RULE, is_loopback  # noqa: PLC0415 -- as above

    url = addresses.url
    lines = [
        f"Graphwright serves {printable(settings.store, ABOUT['store'])} at {url}",
        "",
        f"  in a browser      {url}/",
        f"  GraphQL           {url}/graphql",
        f"  the schema        {url}/admin/schema",
        f"  health, metrics   {url}/health  {url}/metrics",
        f"  Dgraph's clients  {addresses.rpc} (gRPC)  {url} (HTTP)" if addresses.rpc else f"  Dgraph's clients  {url}",
        "",
        RULE,
    ]
    if settings.anonymous == "deny":
        lines.append("Requests to /graphql need an API key or a valid token (--anonymous deny).")
    if not is_loopback(settings.host):
        lines.append(
            f"Listening on {settings.host}: whoever reaches this machine reaches /graphql, under @auth rules only."
        )
    if example:
        lines += [
            "",
            "Try this:",
            f"  curl {url}/graphql -H 'Content-Type: application/graphql' -d {shlex.quote(example)}",
        ]
    return "\n".join(lines)
