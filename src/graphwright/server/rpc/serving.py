"""The gRPC server of one worker process, in the event loop that serves HTTP too.

In: `Services`, an address that is reserved for us. Out: a running server to be stopped. Does not know: other workers,
which listen at the same address (SO_REUSEPORT); what is called.
"""

from __future__ import annotations

from typing import Final

import grpc
import grpc.aio
from pydgraph.proto.api_pb2_grpc import add_DgraphServicer_to_server

from graphwright.errors import ConfigError
from graphwright.server.options import Services
from graphwright.server.rpc.service import DgraphService
from graphwright.server.tls import Tls

_MESSAGE_BYTES_UNBOUNDED: Final = -1
_PING_INTERVAL_MS_MIN: Final = 10_000
"""Milliseconds that clients leave between pings; their libraries' default settings would be refused by gRPC's own."""


async def start_rpc(services: Services, address: str, tls: Tls | None) -> grpc.aio.Server:
    """Serves `api.Dgraph` at an address, for `server.stop` to end.

    Raises:
        ConfigError: The address cannot be had.
    """
    server = grpc.aio.server(
        options=[
            ("grpc.so_reuseport", 1),
            ("grpc.max_receive_message_length", services.options.body_bytes_max),
            ("grpc.max_send_message_length", _MESSAGE_BYTES_UNBOUNDED),
            ("grpc.http2.min_ping_interval_without_data_ms", _PING_INTERVAL_MS_MIN),
            ("grpc.keepalive_permit_without_calls", 1),
        ]
    )
    add_DgraphServicer_to_server(DgraphService(services), server)
    try:
        if tls is None:
            server.add_insecure_port(address)
        else:
            server.add_secure_port(address, _credentials(tls))
    except RuntimeError as error:
        raise ConfigError(f"gRPC cannot listen at {address}: {error}") from error
    await server.start()
    return server


def _credentials(tls: Tls) -> grpc.ServerCredentials:
    certificate, key, client_roots = tls.pem()
    return grpc.ssl_server_credentials(
        [(key, certificate)], root_certificates=client_roots, require_client_auth=client_roots is not None
    )
