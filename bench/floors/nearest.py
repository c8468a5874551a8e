"""The nearest vectors by brute force in numpy: exact, by the cosine. What no SQL does; a floor for what does it.

In: a connection, a table. Out: uids. All vectors are kept, as numbers of 32 bits with the length 1.
"""

from __future__ import annotations

from typing import Any

import apsw
import orjson

_TOP = 10


class NearestFloor:
    """The vectors of one column, read on first use."""

    def __init__(self, connection: apsw.Connection, table: str, column: str) -> None:
        import numpy as np  # noqa: PLC0415 - after the number of its threads is set

        rows = connection.execute(f'SELECT uid, "{column}" FROM "{table}" ORDER BY uid').fetchall()
        self._uids: Any = np.array([uid for uid, _ in rows])
        vectors = np.frombuffer(b"".join(bytes(vector) for _, vector in rows), "<f4").reshape(len(rows), -1)  # type: ignore[arg-type]
        self._units: Any = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def found(self, vector: str) -> str:
        """A JSON list of the nearest uids, the nearest first."""
        import numpy as np  # noqa: PLC0415 - as above

        asked = np.array(orjson.loads(vector), "f4")
        nearness = self._units @ (asked / np.linalg.norm(asked))
        best = np.argpartition(-nearness, _TOP)[:_TOP]
        best = best[np.argsort(-nearness[best], kind="stable")]
        return orjson.dumps(self._uids[best].tolist()).decode()
