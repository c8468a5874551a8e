"""Where a PostgreSQL store is: the URL taken apart.

Out: `Address`. A store is a schema of a database; its name is the URL's parameter `schema`, which is
ours, everything else is libpq's (several hosts, sslmode, …). Does not know: connections.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from graphwright.errors import StoreError
from graphwright.records import dataclass

schema_default: Final = "graphwright"
"""The schema of a store whose URL names none."""
_name_bytes_max: Final = 63
"""PostgreSQL cuts longer names, so that two stores could become one."""
_form: Final = "postgresql://user:password@host:5432/database?schema=graphwright"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a store is.

    Attributes:
        parameters: libpq's connection parameters, the password among them.
        shown: The URL without password and other secrets.
    """

    schema: str
    parameters: Mapping[str, Any] = field(repr=False)
    shown: str


def parse_address(url: str) -> Address:
    """The address that a URL gives.

    Raises:
        StoreError: It is no URL that libpq understands. The message never repeats it: it may hold a password.
    """
    base, _, query = url.partition("?")
    members = parse_qsl(query, keep_blank_values=True)
    schema = next((value for name, value in reversed(members) if name == "schema"), schema_default)
    kept = urlencode([(name, value) for name, value in members if name != "schema"])
    try:
        parameters = conninfo_to_dict(f"{base}?{kept}" if kept else base)
    except psycopg.ProgrammingError:
        # Its text repeats parts of the URL.
        raise StoreError(f"the store's address is no PostgreSQL URL; write it as {_form}") from None
    if not schema or len(schema.encode()) > _name_bytes_max or "\0" in schema:
        raise StoreError(f"the schema's name in the store's address must have 1 to {_name_bytes_max} bytes")
    return Address(schema=schema, parameters=parameters, shown=_shown(parameters, schema))


def replica_address(url: str | None, store: Address) -> Address | None:
    """The address of a replica: another server with the same schema, which the URL need not repeat.

    Raises:
        StoreError: It is no PostgreSQL URL, or names another schema.
    """
    if url is None:
        return None
    if not url.startswith(("postgresql://", "postgres://")):
        raise StoreError("the address of --read-store is no PostgreSQL URL: a replica is of the store's own kind")
    found = parse_address(url)
    if "schema=" in url.partition("?")[2] and found.schema != store.schema:
        raise StoreError(
            f'--read-store names the schema "{found.schema}" and --store "{store.schema}"; a replica has the same'
        )
    return Address(schema=store.schema, parameters=found.parameters, shown=_shown(found.parameters, store.schema))


def _shown(parameters: Mapping[str, Any], schema: str) -> str:
    hosts = str(parameters.get("host") or parameters.get("hostaddr") or "").split(",")
    ports = str(parameters.get("port") or "").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    places = ",".join(_place(host, port) for host, port in zip(hosts, ports, strict=False))
    user = f"{parameters['user']}@" if parameters.get("user") else ""
    return f"postgresql://{user}{places}/{parameters.get('dbname') or ''}?schema={schema}"


def _place(host: str, port: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown
