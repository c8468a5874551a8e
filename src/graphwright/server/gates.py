"""The address at which servers on other machines hand over steps of transactions, held for the workers.

In: `--internal-address`. Out: a `Gate`, or `ConfigError` that says what is wrong with the address. Does not know:
stores.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from graphwright.errors import ConfigError
from graphwright.server.listening import reserve

if TYPE_CHECKING:
    from graphwright.engine.transactions.gate import Gate

FLAG: Final = "--internal-address"
_port_max: Final = 65_535
_everywhere: Final = ("0.0.0.0", "::", "*")  # noqa: S104 -- refused


@contextmanager
def gate_at(address: str | None) -> Iterator[Gate | None]:
    """A gate with a new secret; None where there is no address. Port 0 takes a free one.

    Raises:
        ConfigError: It is no address, or none that can be had.
    """
    if address is None:
        yield None
        return
    from graphwright.engine.transactions.gate_keys import new_gate  # noqa: PLC0415 - loads slowly, and few need it

    host, port = _parts(address)
    reserved = _reserved(host, port)
    try:
        yield new_gate(host, reserved.getsockname()[1])
    finally:
        reserved.close()


def _reserved(host: str, port: int) -> socket.socket:
    try:
        return reserve(host, port, FLAG)
    except ConfigError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EADDRNOTAVAIL:
            raise ConfigError(
                f"{host} is not an address of this machine; {FLAG} must name one at which it listens and which the "
                "other servers of the store reach"
            ) from error
        raise


def _parts(address: str) -> tuple[str, int]:
    """Host and port of `host:port` or `[host]:port`."""
    host, _, port = address.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        host = ""
    if not host or not (port.isascii() and port.isdigit()) or int(port) > _port_max:
        raise ConfigError(f"{FLAG} must be host:port, with an IPv6 host in brackets, not {address!r}")
    if host in _everywhere:
        raise ConfigError(
            f"{FLAG} must name one address of this machine, where the other servers of the store reach it, not {host}"
        )
    return host, int(port)
