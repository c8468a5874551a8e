"""Where a server takes steps from servers of its store on other machines, and how those know that it is the one.

Each server makes a secret, a key and a certificate when it starts, and writes address, secret and certificate into the
store, where servers of that store can read them and nobody else. Who asks trusts this one certificate and no other, so
what goes over the network is encrypted and comes to the server that wrote it; who is asked wants to hear the secret.
All of it is worth nothing as soon as the server has ended. Does not know: sockets, steps.
"""

from __future__ import annotations

import ssl
import tempfile
from dataclasses import field
from pathlib import Path

import orjson

from graphwright.engine.transactions.passing import other_version, version
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """That of one server, for all its processes (`gate_keys.new_gate` makes it).

    Attributes:
        host, port: As other machines reach it; each process listens there.
        certificate, key: PEM.
    """

    host: str
    port: int
    token: str = field(repr=False)
    certificate: str = field(repr=False)
    key: str = field(repr=False)

    @property
    def shown(self) -> str:
        """`host:port`."""
        return _shown(self.host, self.port)

    def notice(self) -> str:
        """What the other servers of the store are to read."""
        members = {"host": self.host, "port": self.port, "token": self.token, "certificate": self.certificate}
        return orjson.dumps({"version": version, **members}).decode()

    def listening(self) -> ssl.SSLContext:
        """How connections to it are encrypted."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        with tempfile.TemporaryDirectory() as folder:  # of this user alone; OpenSSL takes keys from files only
            file = Path(folder) / "gate.pem"
            file.touch(mode=0o600)
            file.write_text(self.key + self.certificate, encoding="ascii")
            context.load_cert_chain(file)
        return context


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The gate of another server, as its notice tells.

    Attributes:
        asking: How connections to it are encrypted.
    """

    notice: str = field(repr=False)
    host: str
    port: int
    token: str = field(repr=False)
    asking: ssl.SSLContext = field(repr=False)

    @property
    def shown(self) -> str:
        """`host:port`."""
        return _shown(self.host, self.port)


def read_notice(notice: str) -> Elsewhere:
    """The gate that another server has made known.

    Raises:
        AbortedError: It is of another version.
    """
    members = orjson.loads(notice)
    if members["version"] != version:
        raise other_version(f"version {members['version']}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # this certificate and no other; names say less
    context.load_verify_locations(cadata=members["certificate"])
    return Elsewhere(notice, members["host"], members["port"], members["token"], context)


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
