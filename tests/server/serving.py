"""A program for tests: serves a stand-in database in real processes.

Arguments: port, workers, a file to mark, and words: `slow` (each query takes a second), `fails` (the
store can be opened once only), `refuses` (it cannot be prepared), `bug` (preparing it meets a bug of ours), `rpc` (gRPC
too, whose address stands in a second line).
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from graphwright.engine.requests import Answer, GraphqlRequest, Statistics
from graphwright.errors import GraphwrightError, SchemaError, StoreError
from graphwright.model.caller import Caller
from graphwright.model.dql_requests import DqlAnswer, DqlRequest
from graphwright.server.logs import set_up_logs
from graphwright.server.processes import Addresses, ServeTask, serve
from tests.server.fakes import FakeDatabase

if TYPE_CHECKING:
    from graphwright.engine.database import Database

WORDS = set(sys.argv[4:])
MARK = Path(sys.argv[3])
"""A file that is there once the store is prepared."""


class ProcessDatabase(FakeDatabase):
    """Tells which process answers, and counts as an engine does."""

    def __init__(self) -> None:
        super().__init__()
        self.opened_in = os.getpid()
        self.delay_s = 1.0 if "slow" in WORDS else 0.0
        self.count = 0

    async def execute_graphql(self, request: GraphqlRequest, caller: Caller) -> Answer:
        if request.query == "{ die }":
            os._exit(9)
        await super().execute_graphql(request, caller)
        self.count += 1
        assert self.opened_in == os.getpid(), "the database was opened before the fork"
        return Answer(body=b'{"data":{"process":%d}}' % os.getpid())

    async def run_dql(self, request: DqlRequest, caller: Caller) -> DqlAnswer:
        if request.query == "{ die }":
            os._exit(9)
        await super().run_dql(request, caller)
        return DqlAnswer(data=b'{"process":%d}' % os.getpid(), uids=None, start_ts=1)

    def statistics(self) -> Statistics:
        return Statistics(plan_hits=self.count)

    def close(self) -> None:
        print("closed", os.getpid(), file=sys.stderr, flush=True)


def open_database() -> "Database":
    if "fails" in WORDS and MARK.exists():
        raise StoreError("the store is gone")
    return ProcessDatabase().as_database


def prepare(_database: "Database") -> None:
    MARK.touch()
    if "refuses" in WORDS:
        raise SchemaError("the type Strin is not known", line=3, column=7)
    if "bug" in WORDS:
        raise ZeroDivisionError


def ready(addresses: Addresses) -> None:
    print(addresses.url, flush=True)
    if addresses.rpc:
        print(addresses.rpc, flush=True)


if __name__ == "__main__":
    set_up_logs("info", "json")
    try:
        serve(
            ServeTask(
                open_database=open_database,
                prepare=prepare,
                on_ready=ready,
                port=int(sys.argv[1]),
                workers=int(sys.argv[2]),
                rpc_port=0 if "rpc" in WORDS else None,
            )
        )
    except GraphwrightError as error:
        print(type(error).__name__, error.message, error.line, error.column, file=sys.stderr)
        sys.exit(1)
