"""The listening socket, and what is said when it cannot be had."""

import errno
import os
import socket

import pytest

from graphwright.errors import ConfigError
from graphwright.server.listening import address_of, listen, reserve, url_of


def test_a_free_port() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert url_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("localhost", None)])
def test_the_url_can_be_opened_from_here(host: str, shown: str | None) -> None:
    with listen(host, 0) as listener:
        assert shown is None or url_of(listener).startswith(f"http://{shown}:")
        port = listener.getsockname()[1]
        with socket.create_connection((host if shown is None else shown, port), timeout=2):
            pass


def test_a_port_in_use() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} on 127.0.0.1 is in use"):
            listen("127.0.0.1", port)


def test_a_reserved_port(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:  # whoever runs the tests as root may have any port

        def bind(_self: socket.socket, _address: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(ConfigError, match="port 80 needs more rights"):
        listen("127.0.0.1", 80)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine(host: str) -> None:
    with pytest.raises(ConfigError, match=host):
        listen(host, 0)


def test_a_reserved_address_is_for_those_who_share_it() -> None:
    with reserve("127.0.0.1", 0, "--grpc-port") as reserved:
        port = reserved.getsockname()[1]
        assert address_of(reserved) == f"127.0.0.1:{port}"
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        with listen("127.0.0.1", port, is_divided=True) as listener:
            with pytest.raises(ConfigError, match=f"port {port} .* is in use; .* --grpc-port$"):
                reserve("127.0.0.1", port, "--grpc-port")
            for _ in range(20):  # none is given to the one that does not listen
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
            listener.settimeout(5)
            for _ in range(20):
                listener.accept()[0].close()


def test_addresses_as_one_reaches_them_here() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        port = everywhere.getsockname()[1]
        assert address_of(everywhere) == f"0.0.0.0:{port}"
        assert address_of(everywhere, is_reachable=True) == f"127.0.0.1:{port}"
        assert url_of(everywhere, is_encrypted=True) == f"https://127.0.0.1:{port}"
