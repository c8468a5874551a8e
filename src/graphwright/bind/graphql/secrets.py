"""Passwords in mutation inputs: found, and put in place as hashes, before anything is written.

In: coerced inputs. Out: the same inputs with `HashedPassword`s. Hashing takes long, so it is no part of drafting,
which runs while others wait to write. Does not know: threads, what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.model.api import ApiSchema, ApiType
from graphwright.model.passwords import hash_password
from graphwright.schema.generation.names import member_field_name


class HashedPassword(str):
    """The stored form of a password: what drafting takes instead of the password itself."""

    __slots__ = ()


def find_passwords(api: ApiSchema, inputs: Iterable[tuple[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Each object of inputs that gives a password, and the name by which it does.

    Args:
        inputs: Inputs with the types that they are about.

    Raises:
        LimitError: There are too many to hash.
    """
    if all(declared.secret is None for declared in api.types.values()):
        return []
    found = [each for type_name, given in inputs for each in _find(api, type_name, given)]
    if len(found) > limits.passwords_per_mutation_max:
        raise LimitError(
            f"the mutation writes {len(found)} passwords, over the limit of {limits.passwords_per_mutation_max} "
            "(passwords_per_mutation_max); split it"
        )
    return found


def hash_passwords(found: list[tuple[dict[str, Any], str]]) -> None:
    """Puts hashes where passwords were found.

    Raises:
        InputError: A password is too short or too long.
    """
    for given, name in found:
        given[name] = HashedPassword(hash_password(given[name]))


def _find(api: ApiSchema, type_name: str, given: Any) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(given, list):
        for item in given:
            yield from _find(api, type_name, item)
        return
    api_type = api.types.get(type_name)
    if not isinstance(given, dict):
        return
    if api_type is not None:
        yield from _find_in(api, api_type, given)
    elif type_name in api.unions:
        for member in api.unions[type_name].members:
            yield from _find(api, member, given.get(member_field_name(member, "Ref")))


def _find_in(api: ApiSchema, api_type: ApiType, given: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for name, value in given.items():
        if _is_secret(api_type, name):
            if isinstance(value, str) and not isinstance(value, HashedPassword):
                yield given, name
        elif name in api_type.fields:
            yield from _find(api, api_type.fields[name].type_name, value)


def _is_secret(api_type: ApiType, name: str) -> bool:
    return api_type.secret is not None and api_type.secret.name == name
