"""Passwords as Dgraph keeps them: bcrypt (cost 10, written `$2a$10$…`), so exports and loads carry them over.

In: a password as it was typed. Out: its hash, or whether it fits one. Both take about 60 ms on purpose, so who calls
them does it outside of the event loop and of write transactions. Does not know: predicates, requests.
"""

from __future__ import annotations

import re
from typing import Final

import bcrypt

from graphwright import limits
from graphwright.errors import InputError

_rounds: Final = 10
"""Dgraph's cost (2^10), Go's default."""
_hash_form: Final = re.compile(r"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}")


def hash_password(password: str) -> str:
    """The stored form of a password.

    Raises:
        InputError: It is too short or too long; the message never shows it.
    """
    text = _bytes(password)
    if len(text) < limits.password_bytes_min:
        raise InputError(f"the password is too short; it needs at least {limits.password_bytes_min} bytes")
    if len(text) > limits.password_bytes_max:
        raise InputError(
            f"the password has {len(text)} bytes; bcrypt takes no more than {limits.password_bytes_max} "
            "(password_bytes_max)"
        )
    return bcrypt.hashpw(text, bcrypt.gensalt(_rounds, b"2a")).decode("ascii")


def fits_password(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed."""
    text = _bytes(password)
    if not limits.password_bytes_min <= len(text) <= limits.password_bytes_max or not is_password_hash(stored):
        return False
    return bcrypt.checkpw(text, stored.encode("ascii"))


def is_password_hash(text: str) -> bool:
    """Whether a text is a hash and not a password: what a load of exported data brings."""
    return _hash_form.fullmatch(text) is not None


def _bytes(password: str) -> bytes:
    if "\0" in password:
        raise InputError("the password holds the character U+0000, which bcrypt cannot take")
    try:
        return password.encode()
    except UnicodeEncodeError:
        raise InputError("the password holds half of a surrogate pair, which is no Unicode character") from None
