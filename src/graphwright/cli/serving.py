"""Starting a server from settings, and what the terminal says about it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from graphwright.config import ABOUT, Settings, printable

if TYPE_CHECKING:
    from graphwright.engine.database import Database


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
    # Everything that the workers need is imported before they are forked.
    from graphwright.engine.database import Database  # noqa: PLC0415 -- --help does without
    from graphwright.server.audit import AuditLog  # noqa: PLC0415
    from graphwright.server.logs import set_up_logs  # noqa: PLC0415
    from graphwright.server.options import ServerOptions  # noqa: PLC0415
    from graphwright.server.processes import ServeTask, serve  # noqa: PLC0415
    from graphwright.storage.interface import StoreOptions  # noqa: PLC0415

    set_up_logs(settings.log_level, settings.log_format)
    AuditLog(settings.audit).check()

    def ready(url: str) -> None:
        print(announcement(settings, url, example), flush=True)
        on_ready()

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
            ),
            prepare=prepare,
            on_ready=ready,
            on_stop=on_stop,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            options=ServerOptions(
                is_strict=settings.strict_dgraph,
                logs_requests=settings.log_level == "debug",
                denies_anonymous=settings.anonymous == "deny",
                audit_path=settings.audit,
            ),
        )
    )


def announcement(settings: Settings, url: str, example: str | None) -> str:
    """What a server says when it takes requests."""
    from graphwright.server.access import RULE, is_loopback  # noqa: PLC0415 -- as above

    lines = [
        f"Graphwright serves {printable(settings.store, ABOUT['store'])} at {url}",
        "",
        f"  in a browser      {url}/",
        f"  GraphQL           {url}/graphql",
        f"  the schema        {url}/admin/schema",
        f"  health, metrics   {url}/health  {url}/metrics",
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
