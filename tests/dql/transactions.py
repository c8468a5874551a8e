"""What the tests of transactions share: steps of transactions by the library, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from graphwright import Database
from graphwright.model.dql_requests import DqlAlter, DqlAnswer, DqlMutation, DqlRequest


@dataclass
class Txn:
    """A transaction as its client sees it: it remembers start_ts, keys and predicates."""

    database: Database
    start_ts: int = 0
    keys: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    is_read_only: bool = False

    def _run(self, request: DqlRequest) -> DqlAnswer:
        answer = self.database.run_dql_blocking(request)
        assert self.start_ts in (0, answer.start_ts)
        self.start_ts, self.keys, self.predicates = answer.start_ts, answer.keys, answer.predicates
        return answer

    def query(self, text: str) -> Any:
        request = DqlRequest(query=text, start_ts=self.start_ts, is_read_only=self.is_read_only)
        return orjson.loads(self._run(request).data or b"null")

    def change(self, quads: str = "", *, delete: str = "", query: str = "", commits: bool = False) -> DqlAnswer:
        mutation = DqlMutation(set_rdf=quads, delete_rdf=delete)
        return self._run(DqlRequest(query=query, mutations=(mutation,), start_ts=self.start_ts, commits=commits))

    def commit(self) -> int:
        return self.database.end_dql_blocking(self.start_ts, self.keys, self.predicates)

    def abort(self) -> None:
        self.database.end_dql_blocking(self.start_ts, self.keys, self.predicates, is_abort=True)


def change(database: Database, quads: str = "", *, delete: str = "") -> DqlAnswer:
    """A mutation that is committed at once."""
    mutation = DqlMutation(set_rdf=quads, delete_rdf=delete)
    return database.run_dql_blocking(DqlRequest(mutations=(mutation,), commits=True))


def query(database: Database, text: str) -> Any:
    """A query outside of any transaction."""
    return orjson.loads(database.run_dql_blocking(DqlRequest(query=text, is_best_effort=True)).data or b"null")


def alter(database: Database, schema: str) -> None:
    """Puts a schema in DQL in force."""
    database.alter_dql(DqlAlter(schema=schema))
