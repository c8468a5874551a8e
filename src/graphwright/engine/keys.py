"""API keys of a store: made, listed, revoked; and the settings that tell callers apart, beside the schema.

In: what an administrator wants. Out: keys, and once the secret of a new one. Keys are asked for anew with each
request that carries one, so a revoked key is worth nothing anywhere from the commit on that revokes it.
Does not know: HTTP, who may do this.
"""

from __future__ import annotations

import time

from graphwright import limits
from graphwright.auth.keys import digest_of, new_id, new_secret
from graphwright.engine.catalogs import Loaded
from graphwright.engine.indexing import Altering
from graphwright.engine.writer import Lease
from graphwright.errors import InputError, LimitError
from graphwright.model.keys import ApiKey, KeyKind, checked_name
from graphwright.schema.authorization import parse_authorization
from graphwright.storage.api_keys import count_keys, forget_revoked, insert_key, revoke_key
from graphwright.storage.interface import Connection
from graphwright.storage.store_settings import authorization_setting, write_setting

_day_s = 86_400


def create(
    database: Altering, kind: KeyKind, *, name: str, expires_at: int | None, is_read_only: bool
) -> tuple[ApiKey, str]:
    """Makes a key.

    Returns:
        The key, and its secret, which is kept nowhere.

    Raises:
        InputError, LimitError: The name does not fit, or there are too many keys.
    """
    now = int(time.time())
    secret = new_secret(kind)
    key = ApiKey(
        id=new_id(),
        kind=kind,
        name=checked_name(name),
        created_at=now,
        expires_at=expires_at,
        is_read_only=is_read_only,
    )

    def write(connection: Connection, _: Lease) -> None:
        storage = database.storage
        if count_keys(storage, connection) >= limits.api_keys_max:
            raise LimitError(f"the store has {limits.api_keys_max} keys (api_keys_max); revoke those of no use")
        forget_revoked(storage, connection, now - limits.api_key_revoked_kept_days * _day_s)
        insert_key(storage, connection, key, digest_of(secret))

    database.submit(write).result()
    return key, secret


def revoke(database: Altering, identifier: str) -> ApiKey:
    """Revokes a key; one that was revoked before stays so.

    Raises:
        InputError: There is no such key.
    """

    def write(connection: Connection, _: Lease) -> ApiKey | None:
        return revoke_key(database.storage, connection, identifier, int(time.time()))

    revoked: ApiKey | None = database.submit(write).result()
    if revoked is None:
        raise InputError(f"there is no key with the id {identifier[:40]!r}; list them for their ids")
    return revoked


def set_authorization(database: Altering, text: str | None) -> None:
    """Puts settings in place of the schema's `# Dgraph.Authorization`; None gives the schema's their place back.

    Raises:
        SchemaError: They do not follow the form.
        StoreBusyError: A change of the schema is under way.
    """
    if text is not None:
        parse_authorization(text)

    def write(connection: Connection, _: Lease) -> Loaded:
        write_setting(database.storage, connection, authorization_setting, text)
        return database.assembler.load(connection, in_transaction=True)

    with database.storage.alter_lock():
        database.install(database.submit(write).result())
