"""The step from format 3 to 4: behind the cell of a Point stands where it lies, so that nearness is told by the index.

Describes the tables by itself, for it stays as it is when they change. The position in the cell's name is that of
`search.geometry.digits_of`: whoever changes it gives this step its own.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from sqlalchemy import BigInteger, Integer, Text, bindparam, column, delete, func, insert, select, table, tuple_

from graphwright.search.geometry import cells_of_shape, point_start
from graphwright.storage.interface import Connection, Storage

_predicates: Final = table("gw_predicates", column("definition", Text))
_cell_digits: Final = 24
"""Of a Point's cell, the smallest."""
_rows_at_once: Final = 5_000


def add_positions(storage: Storage, connection: Connection) -> None:
    """Writes the cells of Points anew."""
    found = storage.compile(select(_predicates.c.definition))
    for (definition,) in connection.rows(found.text, found.arguments({})):
        document = orjson.loads(definition)
        if document["kind"] == "geo":
            home = document["home"]
            for index in document["indexes"]:
                if index["table"] is not None:
                    _rewrite(storage, connection, index["table"], home["table"], home.get("column", "value"))


def _rewrite(storage: Storage, connection: Connection, cells: str, home: str, shape: str) -> None:
    tokens = table(cells, column("token", Text), column("uid", BigInteger))
    shapes = table(home, column("uid", BigInteger), column(shape, Text))
    after = tuple_(bindparam("v_token", type_=Text), bindparam("v_uid", type_=BigInteger))
    some = (
        select(tokens.c.token, tokens.c.uid)
        .where(
            func.length(tokens.c.token) == bindparam("v_digits", type_=Integer),
            tuple_(tokens.c.token, tokens.c.uid) > after,
        )
        .order_by(tokens.c.token, tokens.c.uid)
        .limit(bindparam("v_count", type_=Integer))
        .subquery("s")
    )
    found = storage.compile(
        select(some.c.token, some.c.uid, shapes.c[shape])
        .select_from(some.outerjoin(shapes, shapes.c.uid == some.c.uid))
        .order_by(some.c.token, some.c.uid)
    )
    last: tuple[str, int] = ("", 0)
    while True:
        values: dict[str, str | int] = {
            "v_token": last[0],
            "v_uid": last[1],
            "v_digits": _cell_digits,
            "v_count": _rows_at_once,
        }
        rows = connection.rows(found.text, found.arguments(values))
        if not rows:
            return
        last = rows[-1][:2]
        _replace(storage, connection, tokens, rows)


def _replace(storage: Storage, connection: Connection, tokens: Any, rows: list[tuple[str, int, str | None]]) -> None:
    kept = {(token, uid) for token, uid, shape in rows if shape is not None and not shape.startswith(point_start)}
    gone = {(token, uid) for token, uid, _ in rows} - kept
    come = {
        (cell, uid)
        for token, uid, shape in rows
        if shape is not None and shape.startswith(point_start)
        for cell in cells_of_shape(shape)
        if cell.startswith(token)
    }
    token, uid = bindparam("v_token", type_=Text), bindparam("v_uid", type_=BigInteger)
    removed = storage.compile(delete(tokens).where(tokens.c.token == token, tokens.c.uid == uid))
    added = storage.compile(insert(tokens).values(token=token, uid=uid))
    for statement, pairs in ((removed, gone), (added, come)):
        arguments = [statement.arguments({"v_token": name, "v_uid": node}) for name, node in sorted(pairs)]
        connection.execute_many(statement.text, arguments)
