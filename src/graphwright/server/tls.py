"""Certificates for HTTP and gRPC: read once, refused early.

In: paths of PEM files. Out: settings for uvicorn, bytes for gRPC, or `ConfigError` that says which file is wrong. Does
not know: who listens.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

from graphwright.errors import ConfigError
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """How connections are encrypted.

    Attributes:
        certificate: The server's certificate, with those that lead to its root behind it.
        key: Its private key, without a password.
        client_ca: Clients must show a certificate that one of these signed (mutual TLS); None: they show none.
    """

    certificate: Path
    key: Path
    client_ca: Path | None = None

    def check(self) -> None:
        """Raises ConfigError if one of the files cannot be used."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        for path in (self.certificate, self.key, self.client_ca):
            if path is not None:
                _read(path)
        try:
            context.load_cert_chain(self.certificate, self.key, password="")  # fails instead of asking for one
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"--tls-cert {self.certificate} and --tls-key {self.key} are no certificate in PEM form with its key "
                f"(without a password): {_reason(error)}"
            ) from error
        if self.client_ca is not None:
            try:
                context.load_verify_locations(self.client_ca)
            except OSError as error:
                raise ConfigError(
                    f"--tls-client-ca {self.client_ca} holds no certificate in PEM form: {_reason(error)}"
                ) from error

    def for_uvicorn(self) -> dict[str, Any]:
        """As settings of `uvicorn.Config`."""
        settings: dict[str, Any] = {"ssl_certfile": self.certificate, "ssl_keyfile": self.key}
        if self.client_ca is not None:
            settings |= {"ssl_ca_certs": str(self.client_ca), "ssl_cert_reqs": ssl.CERT_REQUIRED}
        return settings

    def pem(self) -> tuple[bytes, bytes, bytes | None]:
        """Certificate, key and the clients' roots as PEM texts."""
        return _read(self.certificate), _read(self.key), _read(self.client_ca) if self.client_ca else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", None) or error)
