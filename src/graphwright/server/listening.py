"""Listening sockets, with an error that says what to do when they cannot be had.

Several workers that accept from one socket share badly: whoever wakes first takes all that wait, and of 16
connections opened at once one worker of two had all 16 in two runs of five. On Linux each therefore has a
socket of its own on the same port, among which the kernel divides (SO_REUSEPORT). Elsewhere the kernel does
not divide, so there they share.
"""

from __future__ import annotations

import errno
import socket
import sys
from typing import Final

from graphwright.errors import ConfigError

_BACKLOG: Final = 2048


def listen_for(workers: int, host: str, port: int) -> list[socket.socket]:
    """Listening TCP sockets on one port: one for each worker, or one for all; port 0 takes a free one.

    Raises:
        ConfigError: The address is not of this machine, is in use or is reserved.
    """
    first = listen(host, port)
    if workers == 1 or sys.platform != "linux":
        return [first]
    # The first, which shares with nobody, has shown that the port is free: with SO_REUSEPORT a second server
    # of the same user would get it too and take half of the requests.
    port = first.getsockname()[1]
    first.close()
    listeners: list[socket.socket] = []
    try:
        for _ in range(workers):
            listeners.append(listen(host, port, is_divided=True))  # noqa: PERF401 -- closed below if one fails
    except ConfigError:
        for listener in listeners:
            listener.close()
        raise
    return listeners


def listen(
    host: str, port: int, *, is_divided: bool = False, is_listening: bool = True, flag: str = "--port"
) -> socket.socket:
    """A listening TCP socket; port 0 takes a free one.

    Args:
        is_divided: Others of ours listen on the same port, and the kernel divides the connections.
        is_listening: Else it only holds the address.
        flag: With which the user chose the port.

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
        if is_divided:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address)
        if is_listening:
            listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ConfigError(_reason(error, host, port, flag)) from error
    listener.settimeout(0)
    return listener


def reserve(host: str, port: int, flag: str) -> socket.socket:
    """An address for others of ours to listen on with SO_REUSEPORT, ours as long as this socket is open.

    It does not listen, so the kernel gives it no connections.

    Args:
        flag: With which the user chose the port.

    Raises:
        ConfigError: The address is not of this machine, is in use or is reserved.
    """
    first = listen(host, port, flag=flag)  # shares with nobody: shows that the port is free
    port = first.getsockname()[1]
    first.close()
    return listen(host, port, is_divided=True, is_listening=False, flag=flag)


def address_of(listener: socket.socket, *, is_reachable: bool = False) -> str:
    """`host:port` of a socket.

    Args:
        is_reachable: As one on this machine reaches it; 0.0.0.0 and :: listen everywhere, here too.
    """
    host, port = listener.getsockname()[:2]
    if is_reachable:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not listened on
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def url_of(listener: socket.socket, *, is_encrypted: bool = False) -> str:
    """Where to point a browser on this machine."""
    return f"{'https' if is_encrypted else 'http'}://{address_of(listener, is_reachable=True)}"


def _reason(error: OSError, host: str, port: int, flag: str) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"port {port} on {host} is in use; stop the other program or choose another one with {flag}"
        case errno.EACCES:
            return f"port {port} needs more rights than this user has; choose one from 1024 with {flag}"
        case errno.EADDRNOTAVAIL:
            return f"{host} is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all"
        case _:
            return f"cannot listen on {host}, port {port}: {error.strerror}"
