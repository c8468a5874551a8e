"""Recursions and shortest paths in numpy, over edges that stay in memory: floors for what no SQL says.

In: a connection. Out: JSON texts, byte for byte as ours. The names of tables are those of the bench's store.
"""

from __future__ import annotations

from typing import Any, Final

import apsw
import orjson

_levels: Final = 4


class WalkFloor:
    """The graph of `bench/graph.py`, read on first use: the edges of each stop side by side (compressed rows)."""

    def __init__(self, connection: apsw.Connection) -> None:
        import numpy as np  # noqa: PLC0415 - after the number of its threads is set

        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        [edges] = [name for name in tables if str(name).startswith("edges_")]
        [facets] = [name for name in tables if str(name).startswith("facets_")]
        rows = connection.execute(
            f"SELECT e.src, e.dst, f.facets ->> '$.km' FROM \"{edges}\" AS e"
            f' JOIN "{facets}" AS f ON f.uid = e.src AND f.target = CAST(e.dst AS TEXT) ORDER BY 1, 2'
        ).fetchall()
        keys: Any = connection.execute("SELECT uid, value FROM gw_keys").fetchall()
        self._uids: dict[str, int] = {value: uid for uid, value in keys}
        self._keys: dict[int, str] = dict(keys)
        size = max(self._keys) + 1
        source = np.array([row[0] for row in rows])
        self._targets: Any = np.array([row[1] for row in rows])
        self._weights: Any = np.array([float(str(row[2])) for row in rows])
        self._starts: Any = np.searchsorted(source, np.arange(size + 1))
        self._size = size

    def run(self, name: str, parameters: Any) -> str:
        """The answer's text."""
        found = self._recursion(parameters) if name == "recurse" else self._path(parameters)
        return f'{{"data":{{{found}}}}}'

    def _edges(self, level: Any) -> tuple[Any, Any]:
        """Of the edges of some stops: which stop of the level each is of, and which edge it is."""
        import numpy as np  # noqa: PLC0415 - as above

        counts = self._starts[level + 1] - self._starts[level]
        before = np.cumsum(counts) - counts
        places = np.repeat(self._starts[level] - before, counts) + np.arange(counts.sum())
        return np.repeat(np.arange(len(level)), counts), places

    def _recursion(self, parameters: Any) -> str:
        import numpy as np  # noqa: PLC0415 - as above

        level = np.array([self._uids[parameters["from"]]])
        done = np.zeros(self._size, bool)
        steps = []
        for _ in range(_levels - 1):
            fresh = level[~done[level]]
            done[fresh] = True
            _, places = self._edges(fresh)
            ends = self._targets[places]
            steps.append((fresh, ends))
            level = np.unique(ends)
        texts = {uid: f'{{"Stop.key":"{self._keys[uid]}"}}' for uid in level.tolist()}
        before: Any = level
        for fresh, ends in reversed(steps):
            # Who was followed before is shown without what lies below.
            above = {uid: f'{{"Stop.key":"{self._keys[uid]}"}}' for uid in self._met(steps, fresh)}
            counts = (self._starts[fresh + 1] - self._starts[fresh]).tolist()
            others, place = ends.tolist(), 0
            for uid, count in zip(fresh.tolist(), counts, strict=True):
                inner = ",".join([texts[other] for other in others[place : place + count]])
                above[uid] = f'{{"Stop.key":"{self._keys[uid]}","Stop.roads":[{inner}]}}'
                place += count
            texts, before = above, fresh
        return f'"q":[{texts[before.tolist()[0]]}]'

    def _met(self, steps: Any, fresh: Any) -> list[int]:
        """All stops of a level, those that were followed before among them."""
        for position, (followed, _) in enumerate(steps):
            if followed is fresh:
                return fresh.tolist() if position == 0 else sorted(set(steps[position - 1][1].tolist()))
        raise AssertionError("a level of these steps")

    def _path(self, parameters: Any) -> str:
        """Bellman and Ford's algorithm, by levels: only what became nearer is looked at again."""
        import numpy as np  # noqa: PLC0415 - as above

        source, target = self._uids[parameters["from"]], self._uids[parameters["to"]]
        weights = np.full(self._size, np.inf)
        before = np.zeros(self._size, np.int64)
        weights[source] = 0.0
        level = np.array([source])
        while len(level):
            owners, places = self._edges(level)
            ends, reached = self._targets[places], weights[level][owners] + self._weights[places]
            nearer = reached < np.minimum(weights[ends], weights[target])
            ends, reached, owners = ends[nearer], reached[nearer], owners[nearer]
            order = np.lexsort((reached, ends))
            first = np.ones(len(order), bool)
            first[1:] = ends[order][1:] != ends[order][:-1]
            best = order[first]
            weights[ends[best]] = reached[best]
            before[ends[best]] = level[owners[best]]
            level = ends[best]
        return self._shown(source, target, before)

    def _shown(self, source: int, target: int, before: Any) -> str:
        inner, uid = "", target
        lengths: list[float] = []
        while uid != source:
            above = int(before[uid])
            [place] = [at for at in range(self._starts[above], self._starts[above + 1]) if self._targets[at] == uid]
            km = float(self._weights[place])
            lengths.append(km)
            inner = f'"Stop.roads":{{{inner}"uid":"0x{uid:x}","Stop.roads|km":{orjson.dumps(km).decode()}}},'
            uid = above
        total = 0.0
        for km in reversed(lengths):
            total += km
        return f'"_path_":[{{{inner}"uid":"0x{source:x}","_weight_":{orjson.dumps(total).decode()}}}]'
