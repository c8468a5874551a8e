"""A small store for tests of DQL: people with values of every kind, edges with facets.

Does not know: what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import orjson

import graphwright
from graphwright.errors import GraphwrightError
from graphwright.model.dql_requests import DqlAlter, DqlMutation, DqlRequest

SCHEMA: Final = """
name: string @index(exact) @lang .
age: int @index(int) .
big: int .
ratio: float .
ok: bool .
born: datetime .
loc: geo .
vec: float32vector .
money: bigfloat .
secret: password .
tags: [string] .
days: [datetime] .
friend: [uid] @reverse @count .
boss: uid @reverse .
type Person { name age tags friend boss secret }
type Driver { name ratio }
"""
DATA: Final = """
<0x1> <name> "Ann" .
<0x1> <name> "Anne"@de .
<0x2> <name> "Bob" .
<0x3> <name> "Cy" .
<0x4> <name> "Dee" .
<0x1> <age> "10" .
<0x2> <age> "0" .
<0x3> <age> "-7" .
<0x1> <big> "9223372036854775807" .
<0x2> <big> "-9223372036854775808" .
<0x3> <big> "5" .
<0x1> <ratio> "1e308" .
<0x2> <ratio> "-4" .
<0x3> <ratio> "0.5" .
<0x1> <ok> "true" .
<0x2> <ok> "false" .
<0x1> <born> "2000-01-01T00:00:00+02:00" .
<0x2> <born> "1999-12-31T23:00:00Z" .
<0x3> <born> "1960-05-05" .
<0x1> <loc> "{'type':'Point','coordinates':[1.0,2.0]}"^^<geo:geojson> .
<0x1> <vec> "[1.5, 2.0]" .
<0x2> <vec> "[3.0, 4.5]" .
<0x3> <vec> "[3.0]" .
<0x1> <money> "12345678901234567890.5" .
<0x2> <money> "2.25" .
<0x1> <secret> "geheim123" .
<0x1> <tags> "x" .
<0x1> <tags> "y" (kind="rare") .
<0x2> <tags> "x" .
<0x1> <days> "2001-01-01" .
<0x2> <days> "2001-01-01T00:00:00Z" .
<0x1> <friend> <0x2> (weight=1, since=2010-01-01, close=true, why="work hard") .
<0x1> <friend> <0x3> (weight=2.5, since=2005-01-01T00:00:00+02:00, close=false) .
<0x2> <friend> <0x3> .
<0x3> <friend> <0x1> (weight=7) .
<0x4> <friend> <0x1> (größe=3, x.y=4, nix="a\\"b'c") .
<0x1> <boss> <0x3> (grade=4) .
<0x2> <boss> <0x3> .
<0x1> <dgraph.type> "Person" .
<0x2> <dgraph.type> "Person" .
<0x2> <dgraph.type> "Driver" .
"""


@contextmanager
def small_store() -> Iterator[graphwright.Database]:
    """The store, in memory."""
    with graphwright.open(":memory:") as database:
        fill(database)
        yield database


def fill(database: graphwright.Database) -> None:
    """Makes an empty store the small one."""
    database.alter_dql(DqlAlter(schema=SCHEMA))
    # Uids must have been given out before they are named.
    write(database, "\n".join(f'_:n{number} <given> "x" .' for number in range(9)))
    write(database, DATA)


def write(database: graphwright.Database, rdf: str) -> None:
    """Adds N-Quads."""
    database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf=rdf),), commits=True))


def ask(database: graphwright.Database, query: str) -> Any:
    """The data of a query; of one with the block q alone, what that shows."""
    answer = database.run_dql_blocking(DqlRequest(query=query, is_read_only=True))
    data = orjson.loads(answer.data or b"null")
    return data["q"] if data.keys() == {"q"} else data


def refusal(database: graphwright.Database, query: str) -> GraphwrightError:
    """The error of a query that is refused."""
    try:
        found = ask(database, query)
    except GraphwrightError as error:
        return error
    raise AssertionError(f"answered with {found}")
