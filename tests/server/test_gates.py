"""`--internal-address`: what is an address, and which stores have servers on several machines."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from graphwright.cli.serving import run_server
from graphwright.config import Settings
from graphwright.errors import ConfigError, StoreError
from graphwright.server.gates import gate_at


def test_without_an_address_there_is_no_gate() -> None:
    with gate_at(None) as gate:
        assert gate is None


@pytest.mark.parametrize(("address", "host"), [("127.0.0.1:0", "127.0.0.1"), ("localhost:0", "localhost")])
def test_a_free_port(address: str, host: str) -> None:
    """It is held while the gate is there, for the workers; each gate has its own secret."""
    with gate_at(address) as gate, gate_at(address) as other:
        assert gate is not None
        assert other is not None
        assert (gate.host, gate.shown) == (host, f"{host}:{gate.port}")
        assert gate.port != other.port
        assert gate.token != other.token
        with socket.socket() as taken, pytest.raises(OSError, match="in use"):
            taken.bind(("127.0.0.1", gate.port))


@pytest.mark.parametrize(
    "address", ["", "9700", "host", "host:", ":9700", "host:70000", "host:-1", "host:٣", "::1:9700"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ConfigError, match="must be host:port"):
        gate_at(address).__enter__()


@pytest.mark.parametrize("address", ["0.0.0.0:9700", "[::]:9700", "*:9700"])
def test_everywhere_is_no_place(address: str) -> None:
    with pytest.raises(ConfigError, match="must name one address of this machine"):
        gate_at(address).__enter__()


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"port {port} on .* is in use; .* --internal-address"):
            gate_at(f"127.0.0.1:{port}").__enter__()


def test_who_is_not_of_this_machine() -> None:
    with pytest.raises(ConfigError, match=r"not an address of this machine; --internal-address must name one"):
        gate_at("192.0.2.1:9700").__enter__()


@pytest.mark.sqlite_only
def test_a_file_has_no_servers_elsewhere(tmp_path: Path) -> None:
    """Said at the start, and not when the first step comes."""
    settings = Settings(store=str(tmp_path / "s.db"), port=0, grpc_port=0, internal_address="127.0.0.1:0")
    with pytest.raises(StoreError, match="leave --internal-address out, or use a postgresql:// store"):
        run_server(settings, prepare=lambda _: None)
