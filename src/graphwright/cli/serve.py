"""`graphwright serve`: the server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from graphwright.cli.demo import DEMO_QUERY, demo_store, load_demo
from graphwright.cli.options import LogFormatFlag, LogLevelFlag, PortFlag, StoreFlag, read_text, settings_from
from graphwright.cli.problems import about
from graphwright.cli.serving import run_server
from graphwright.cli.words import Option
from graphwright.config import ABOUT, Origin

if TYPE_CHECKING:
    from graphwright.engine.database import Database

_SchemaFlag = Annotated[Path | None, Option("--schema", metavar="FILE", help=ABOUT["schema"].help)]
_HostFlag = Annotated[str | None, Option("--host", help=ABOUT["host"].help)]
_GrpcPortFlag = Annotated[int | None, Option("--grpc-port", help=ABOUT["grpc_port"].help)]
_InternalFlag = Annotated[
    str | None, Option("--internal-address", metavar="HOST:PORT", help=ABOUT["internal_address"].help)
]
_TlsCertFlag = Annotated[Path | None, Option("--tls-cert", metavar="FILE", help=ABOUT["tls_cert"].help)]
_TlsKeyFlag = Annotated[Path | None, Option("--tls-key", metavar="FILE", help=ABOUT["tls_key"].help)]
_TlsClientCaFlag = Annotated[Path | None, Option("--tls-client-ca", metavar="FILE", help=ABOUT["tls_client_ca"].help)]
_WorkersFlag = Annotated[int | None, Option("--workers", help=ABOUT["workers"].help)]
_StrictFlag = Annotated[bool | None, Option("--strict-dgraph/--no-strict-dgraph", help=ABOUT["strict_dgraph"].help)]
_LambdaFlag = Annotated[str | None, Option("--lambda-url", metavar="URL", help=ABOUT["lambda_url"].help)]
_ReadStoreFlag = Annotated[str | None, Option("--read-store", metavar="URL", help=ABOUT["read_store"].help)]
_ReadConnectionsFlag = Annotated[int | None, Option("--read-connections", help=ABOUT["read_connections"].help)]
_TimeoutFlag = Annotated[
    int | None, Option("--statement-timeout-ms", metavar="MS", help=ABOUT["statement_timeout_ms"].help)
]
_AnonymousFlag = Annotated[str | None, Option("--anonymous", metavar="allow|deny", help=ABOUT["anonymous"].help)]
_AuditFlag = Annotated[Path | None, Option("--audit", metavar="FILE", help=ABOUT["audit"].help)]
_DemoFlag = Annotated[bool, Option("--demo", help="Serve a small film data set, from a store in the user's cache.")]


def serve(  # noqa: PLR0913, PLR0917 -- one parameter per flag is how a command is declared
    store: StoreFlag = None,
    read_store: _ReadStoreFlag = None,
    read_connections: _ReadConnectionsFlag = None,
    statement_timeout_ms: _TimeoutFlag = None,
    schema: _SchemaFlag = None,
    host: _HostFlag = None,
    port: PortFlag = None,
    grpc_port: _GrpcPortFlag = None,
    internal_address: _InternalFlag = None,
    tls_cert: _TlsCertFlag = None,
    tls_key: _TlsKeyFlag = None,
    tls_client_ca: _TlsClientCaFlag = None,
    workers: _WorkersFlag = None,
    strict_dgraph: _StrictFlag = None,
    lambda_url: _LambdaFlag = None,
    anonymous: _AnonymousFlag = None,
    audit: _AuditFlag = None,
    log_level: LogLevelFlag = None,
    log_format: LogFormatFlag = None,
    demo: _DemoFlag = False,
) -> None:
    """Serve a store over HTTP and gRPC until SIGTERM or Ctrl+C."""
    resolved = settings_from(
        store=store,
        read_store=read_store,
        read_connections=read_connections,
        statement_timeout_ms=statement_timeout_ms,
        schema=schema,
        host=host,
        port=port,
        grpc_port=grpc_port,
        internal_address=internal_address,
        tls_cert=tls_cert,
        tls_key=tls_key,
        tls_client_ca=tls_client_ca,
        workers=workers,
        strict_dgraph=strict_dgraph,
        lambda_url=lambda_url,
        anonymous=anonymous,
        audit=audit,
        log_level=log_level,
        log_format=log_format,
    )
    settings = resolved.settings
    if demo and resolved.origins["store"] is Origin.DEFAULT:
        settings = replace(settings, store=demo_store())
    given = read_text(str(settings.schema)) if settings.schema else None

    def prepare(database: Database) -> None:
        if given:
            # Other servers of the store may start, and do the same, at this moment.
            database.alter(given.content, waits=True)
        if demo:
            load_demo(database)

    with about(given):
        run_server(settings, prepare=prepare, example=DEMO_QUERY if demo else None)
