"""The stores of `tests/storages.py`, for the tests of this folder."""

from tests.storages import address, database, shared_address

__all__ = ["address", "database", "shared_address"]
