"""The listening socket, with an error that says what to do when it cannot be had."""

from __future__ import annotations

import errno
import socket
from typing import Final

from graphwright.errors import ConfigError

_BACKLOG: Final = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket; port 0 takes a free one.

    Raises:
        ConfigError: The address is not of this machine, is in use or is reserved.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise ConfigError(f"cannot listen on the host {host}: {error.strerror or error}") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else the port stays taken after a stop
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ConfigError(_reason(error, host, port)) from error
    listener.settimeout(0)
    return listener


def url_of(listener: socket.socket) -> str:
    """Where to point a browser on this machine; 0.0.0.0 and :: listen everywhere, here too."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not listened on
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _reason(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"port {port} on {host} is in use; stop the other program or choose another one with --port"
        case errno.EACCES:
            return f"port {port} needs more rights than this user has; choose one from 1024 with --port"
        case errno.EADDRNOTAVAIL:
            return f"{host} is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all"
        case _:
            return f"cannot listen on {host}, port {port}: {error.strerror}"
