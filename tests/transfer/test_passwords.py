"""Passwords in loads: hashes stay, anything else is hashed, and no message shows one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphwright import Database
from graphwright.errors import LoadError
from graphwright.model import passwords
from tests.transfer.loading import asked, load, write


def test_loaded_passwords_are_checked(database: Database, tmp_path: Path) -> None:
    database.alter('type U @secret(field: "pwd") { name: String! @id }')
    hashed = passwords.hash_password("from elsewhere")
    lines = [
        '_:a <dgraph.type> "U" .',
        '_:a <U.name> "ann" .',
        '_:a <U.pwd> "open sesame" .',
        '_:b <dgraph.type> "U" .',
        '_:b <U.name> "bob" .',
        f'_:b <U.pwd> "{hashed}"^^<xs:password> .',
    ]
    load(database, write(tmp_path, lines))
    for name, password in (("ann", "open sesame"), ("bob", "from elsewhere")):
        query = f'{{ checkUPassword(name: "{name}", pwd: "{password}") {{ name }} }}'
        assert asked(database, query) == {"checkUPassword": {"name": name}}


def test_a_bad_password_is_not_shown(database: Database, tmp_path: Path) -> None:
    database.alter('type U @secret(field: "pwd") { name: String! @id }')
    path = write(tmp_path, ['_:a <U.pwd> "tiny" .'])
    with pytest.raises(LoadError) as raised:
        load(database, path)
    assert "too short" in raised.value.message
    assert "tiny" not in raised.value.message
