"""Another process on a store: keeps its connections, does what it is told on a line of JSON, answers on another.

`python -m tests.engine.worker STORE`; ends when its input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from graphwright import Database


def main(store: str) -> None:
    with Database.open(store) as database:
        _answer("ready")
        for line in sys.stdin:
            order = json.loads(line)
            match order["do"]:
                case "ask":
                    _answer(_ask(database, order))
                case "add":
                    _answer([database.graphql(order["query"], {"key": key}) for key in order["keys"]])
                case "hold the alter lock":
                    with database.storage.alter_lock():
                        _answer("held")
                        sys.stdin.readline()
                    _answer("given back")
                case other:
                    raise AssertionError(other)


def _ask(database: Database, order: dict[str, Any]) -> list[str]:
    """The different answers to a request, sent many times, alternately by the blocking and the asynchronous way."""
    answers = set()

    async def ask() -> Any:
        return await database.graphql_async(order["query"], order.get("variables"))

    with asyncio.Runner() as runner:
        for number in range(order["times"]):
            # Half of the processes begin with the one way, half with the other: the first sees the change first.
            is_blocking = (number + order.get("first", 0)) % 2
            answer = database.graphql(order["query"], order.get("variables")) if is_blocking else runner.run(ask())
            answers.add(json.dumps(answer))
    return sorted(answers)


def _answer(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
