"""`graphwright serve` with gRPC and with certificates: which ports, who may connect, what is said when it cannot be."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from pathlib import Path

import grpc
import httpx
import pydgraph
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .test_serving import Program, Start, start

__all__ = ["start"]


def rpc_of(program: Program) -> str:
    return program.hear(r" (\S+) \(gRPC\)")[1]


def version_at(address: str, credentials: grpc.ChannelCredentials | None = None) -> str:
    with pydgraph.client_stub(address, credentials=credentials) as stub:
        return pydgraph.DgraphClient(stub).check_version(timeout=10)


def free_port() -> int:
    while True:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port: int = taken.getsockname()[1]
        if port < 60_000:
            return port


def test_the_port_of_grpc(start: Start) -> None:
    port = free_port()
    program = start("serve", "--store", "a.db", "--port", str(port))
    assert rpc_of(program) == f"127.0.0.1:{port + 1000}"
    assert version_at(f"127.0.0.1:{port + 1000}")

    again = start("serve", "--store", "b.db", "--port", "0", "--grpc-port", str(port + 1000))
    again.hear(rf"^graphwright: port {port + 1000} on 127\.0\.0\.1 is in use; .* --grpc-port$")
    assert again.process.wait(10) == 2

    without = start("serve", "--store", "c.db", "--port", "0", "--grpc-port", "0")
    assert "gRPC" not in without.hear("^  Dgraph's clients .*$")[0]
    assert program.stop() == without.stop() == 0


def test_beyond_the_last_port_there_is_no_grpc(start: Start) -> None:
    program = start("serve", "--port", "65000")
    assert "gRPC" not in program.hear("^  Dgraph's clients .*$")[0]


class Authority:
    """Makes certificates for tests."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = folder / f"{name}.crt"
        self._write(self.certificate, self._sign(self._name, self._key, is_authority=True))

    def issue(self, name: str) -> tuple[Path, Path]:
        """A certificate for 127.0.0.1 and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate, key_file = self._folder / f"{name}.crt", self._folder / f"{name}.key"
        self._write(certificate, self._sign(subject, key, is_authority=False))
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return certificate, key_file

    def _sign(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        addresses = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(addresses), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )

    @staticmethod
    def _write(path: Path, certificate: x509.Certificate) -> None:
        path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def health(url: str, roots: Path, client: tuple[Path, Path] | None = None) -> int:
    context = ssl.create_default_context(cafile=str(roots))
    if client:
        context.load_cert_chain(*client)
    with httpx.Client(verify=context, trust_env=False, timeout=10) as session:
        return session.get(f"{url}/health").status_code


@pytest.mark.parametrize("workers", ["1", "2"])
def test_encrypted(workers: str, start: Start, tmp_path: Path) -> None:
    authority = Authority(tmp_path, "root")
    certificate, key = authority.issue("server")
    words = ("--tls-cert", str(certificate), "--tls-key", str(key), "--workers", workers)
    program = start("serve", "--port", "0", *words)
    url = program.hear(r" at (https://\S+)$")[1]
    address = rpc_of(program)
    assert health(url, authority.certificate) == 200
    assert version_at(address, grpc.ssl_channel_credentials(authority.certificate.read_bytes()))
    with pytest.raises(grpc.RpcError):
        version_at(address)
    with pytest.raises(httpx.HTTPError):
        httpx.get(url.replace("https", "http") + "/health")
    assert program.stop() == 0


def test_clients_must_show_a_certificate(start: Start, tmp_path: Path) -> None:
    authority, clients = Authority(tmp_path, "root"), Authority(tmp_path, "clients")
    certificate, key = authority.issue("server")
    known, stranger = clients.issue("known"), authority.issue("stranger")
    words = ("--tls-cert", str(certificate), "--tls-key", str(key), "--tls-client-ca", str(clients.certificate))
    program = start("serve", "--port", "0", *words)
    url = program.hear(r" at (https://\S+)$")[1]
    address = rpc_of(program)
    roots = authority.certificate.read_bytes()
    assert health(url, authority.certificate, known) == 200
    assert version_at(address, grpc.ssl_channel_credentials(roots, known[1].read_bytes(), known[0].read_bytes()))
    for client in (None, stranger):
        with pytest.raises(httpx.HTTPError):
            health(url, authority.certificate, client)
        key_text, chain = (client[1].read_bytes(), client[0].read_bytes()) if client else (None, None)
        with pytest.raises(grpc.RpcError):
            version_at(address, grpc.ssl_channel_credentials(roots, key_text, chain))


def test_files_that_are_wrong_are_named(start: Start, tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path, "root").issue("server")
    _, other = Authority(tmp_path, "other").issue("other")
    (tmp_path / "empty").touch()
    for words, said in (
        (("--tls-cert", str(certificate)), "need both --tls-cert and --tls-key"),
        (("--tls-client-ca", str(certificate)), "need both --tls-cert and --tls-key"),
        (("--tls-cert", "missing.crt", "--tls-key", str(key)), "cannot read missing.crt"),
        (("--tls-cert", str(certificate), "--tls-key", str(other)), "are no certificate in PEM form with its key"),
        (("--tls-cert", str(certificate), "--tls-key", str(key), "--tls-client-ca", "empty"), "holds no certificate"),
    ):
        program = start("serve", "--port", "0", *words)
        program.hear(f"^graphwright: .*{said}")
        assert program.process.wait(10) == 2
