"""pgvector's words: the type `vector`, its distances and the access method `hnsw`.

Vectors stay stored as bytes, so a store needs the extension for its indexes only; `gw_vector` makes the extension's
type of them. In: SQL expressions. Out: SQL expressions. Does not know: the catalog, connections.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphwright.model.vectors import Metric
from graphwright.storage.vector_elements import VectorDistance, VectorKey

extension: Final = "vector"
numbers_max: Final = 2_000
"""pgvector indexes no longer ones."""

_operators: Final[Mapping[Metric, str]] = {"euclidean": "<->", "cosine": "<=>", "dotproduct": "<#>"}
_classes: Final[Mapping[Metric, str]] = {
    "euclidean": "vector_l2_ops",
    "cosine": "vector_cosine_ops",
    "dotproduct": "vector_ip_ops",
}
_number: Final = """\
CASE WHEN h & 32640 = 0 THEN 0 ELSE CAST(
      (1 - 2 * (h >> 15)) * (get_byte(v, i) + 256 * get_byte(v, i + 1) + 65536 * (h & 127) + 8388608)
      * power(2::float8, least((h >> 7) & 255, 254) - 150) AS real) END"""
"""A number out of its bytes, of which `h` has sign and exponent. Of the least numbers it makes 0 and of infinite ones
the greatest power of two: an index must never refuse a value, and what it finds is compared as it is stored."""


def vector_distance(element: VectorDistance, stored: str, asked: str) -> str:
    """Of two SQL expressions that give bytes."""
    operator = f"OPERATOR({element.schema}.{_operators[element.metric]})"
    return f"{_converted(element, stored)} {operator} gw_vector({asked})"


def vector_key(element: VectorKey, stored: str) -> str:
    """The key of an index and its operator class."""
    return f"({_converted(element, stored)}) {element.schema}.{_classes[element.metric]}"


def vector_numbers(stored: str, numbers: int) -> str:
    """Whether the bytes are of a vector of a length."""
    return f"octet_length({stored}) = {4 * numbers}"


def _converted(element: VectorDistance | VectorKey, stored: str) -> str:
    # An index needs to know the length.
    return f"CAST(gw_vector({stored}) AS {element.schema}.vector({element.numbers}))"


def conversion(schema: str) -> str:
    """The statement that makes `gw_vector`, which takes 0.3 µs per number.

    Its body is bound where it is made, so that a moved extension or another search path does it no harm. The cost says
    that comparing all vectors by it is the last resort.

    Args:
        schema: Where the extension is, as SQL writes it.
    """
    # Without the OFFSET the planner would write `h` out wherever it is used.
    high = "get_byte(v, i + 2) + 256 * get_byte(v, i + 3)"
    rows = f"(SELECT i, {high} AS h FROM generate_series(0, octet_length(v) - 1, 4) AS i OFFSET 0) AS gw_numbers"  # noqa: S608
    numbers = f"ARRAY(SELECT {_number} FROM {rows})"  # noqa: S608
    return (
        f"CREATE OR REPLACE FUNCTION gw_vector(v bytea) RETURNS {schema}.vector "
        "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 "
        f"RETURN CAST({numbers} AS {schema}.vector)"
    )


look: Final = """
SELECT quote_ident(n.nspname), set_config('hnsw.ef_search', $3, true),
  CASE WHEN CAST(string_to_array(e.extversion, '.') AS int[]) >= ARRAY[0, 8]
    THEN set_config('hnsw.iterative_scan', 'strict_order', true) || set_config('hnsw.max_scan_tuples', $4, true) END
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace s ON s.oid = c.relnamespace AND s.nspname = current_schema()
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_proc p ON p.pronamespace = c.relnamespace AND p.proname = 'gw_vector'
JOIN pg_type y ON y.oid = p.prorettype
JOIN pg_namespace n ON n.oid = y.typnamespace
LEFT JOIN pg_extension e ON e.extname = 'vector'
WHERE t.relname = $1 AND starts_with(c.relname, $2) AND i.indisvalid
LIMIT 1
"""
"""Since 0.8 a search goes on while what it finds does not pass a filter, up to a number of vectors."""
find_extension: Final = """
SELECT quote_ident(n.nspname)
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = $1 AND EXISTS (SELECT FROM pg_am WHERE amname = 'hnsw')
"""
