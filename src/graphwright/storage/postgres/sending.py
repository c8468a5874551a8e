"""Arguments as they are sent to the server.

In: values of a statement. Out: bytes, by psycopg's own ways but for lists. Does not know: connections.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from psycopg import DataError, abc
from psycopg.adapt import PyFormat

from graphwright.storage.interface import SqlValue
from graphwright.storage.postgres.arrays import array_text

_reads: Final = ("SELECT", "WITH", "DECLARE")


def dump(transformer: abc.Transformer, text: str, arguments: Sequence[SqlValue]) -> Sequence[Any]:
    """The arguments of a statement; the transformer then has their types and formats.

    The server knows no U+0000. No stored text holds it, so a read that asks for it asks for NULL, which nothing equals.

    Raises:
        psycopg.DataError: What is to be written holds U+0000.
    """
    given = [array_text(value) if type(value) is list else value for value in arguments]
    formats = [PyFormat.AUTO] * len(given)
    try:
        return transformer.dump_sequence(given, formats)
    except DataError:
        if not text.startswith(_reads):
            raise
        return transformer.dump_sequence([_without_zero(value) for value in arguments], formats)


def _without_zero(value: Any) -> Any:
    if isinstance(value, list):
        return array_text([_without_zero(each) for each in value])
    return None if isinstance(value, str) and "\0" in value else value
