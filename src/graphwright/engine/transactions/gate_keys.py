"""A gate with a secret, a key and a certificate of its own. Apart from `gate.py`, for what makes them loads slowly.

In: an address. Out: a `Gate`. Does not know: who listens there.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from graphwright.engine.transactions.gate import Gate

_name: Final = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "graphwright")])
_from: Final = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_until: Final = datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC)
"""It ends with its server; that clocks of machines differ must not matter."""
_token_bytes: Final = 32


def new_gate(host: str, port: int) -> Gate:
    """A gate that nobody knows yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder(
            issuer_name=_name,
            subject_name=_name,
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=_from,
            not_valid_after=_until,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    return Gate(
        host=host,
        port=port,
        token=secrets.token_urlsafe(_token_bytes),
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
    )
