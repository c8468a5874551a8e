"""Hands a step to another process and waits for its answer: at its socket on this machine, or at another server's gate.

Out: the answer's head and data as they came, or `NotReached` when the step was certainly not looked at. Does not know:
which process has which transaction.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from graphwright import limits
from graphwright.engine.transactions.exchange import receive_answer, send
from graphwright.engine.transactions.gate import Elsewhere, read_notice
from graphwright.engine.transactions.passing import Step, StepRefused, encode_greeting, encode_step, read_refusal
from graphwright.errors import AbortedError, StoreError
from graphwright.storage.interface import Storage

Frames = tuple[bytes, bytes]
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class NotReached(Exception):
    """Nobody took the step.

    Attributes:
        shown: Where it was tried on another machine.
    """

    def __init__(self, shown: str = "") -> None:
        super().__init__(shown)
        self.shown = shown


async def ask_here(path: Path, step: Step) -> Frames:
    """Hands a step to a process of this machine.

    Raises:
        NotReached: There is none.
        AbortedError, StoreError: It went away meanwhile.
        StepRefused: It is of a program with other messages.
    """
    try:
        stream = await asyncio.open_unix_connection(path)
    except OSError:
        raise NotReached from None
    return await _exchange(stream, "", step)


async def ask_gate(gate: Elsewhere, step: Step) -> Frames:
    """Hands a step to a server on another machine; as `ask_here`."""
    try:
        async with asyncio.timeout(limits.step_connect_s_max):
            stream = await _connect(gate)
    except OSError:
        raise NotReached(gate.shown) from None
    return await _exchange(stream, gate.token, step)


async def _connect(gate: Elsewhere) -> Stream:
    try:
        return await asyncio.open_connection(gate.host, gate.port, ssl=gate.asking)
    except ConnectionError:
        # The process that got the connection has just ended; the others of the server are there.
        return await asyncio.open_connection(gate.host, gate.port, ssl=gate.asking)


async def _exchange(stream: Stream, token: str, step: Step) -> Frames:
    reader, writer = stream
    try:
        await send(writer, encode_greeting(token), encode_step(step))
        head, data = await receive_answer(reader)
    except (OSError, EOFError) as error:
        raise _lost(step) from error
    finally:
        # At once: it has said all, and this loop may end.
        writer.transport.abort()
    refusal = read_refusal(head)
    if refusal is not None:
        raise StepRefused(refusal)
    return head, data


def _lost(step: Step) -> Exception:
    """The process was there when the step was sent, and is not now."""
    if not step.may_commit:
        return AbortedError()
    return StoreError(
        "the process that has the transaction ended while it committed: look whether the change is there before you "
        "send it again"
    )


class Elsewheres:
    """The gates of other servers by the numbers of their processes, as the store tells; kept while they are right."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: dict[int, Elsewhere] = {}

    async def ask(self, number: int, step: Step) -> Frames:
        """Hands a step to the server of a process.

        Raises:
            NotReached: It has no gate, or is not reached there.
            AbortedError, StoreError: It went away meanwhile, or is of another version.
        """
        before = self._known.get(number)
        if before is not None:
            try:
                return await ask_gate(before, step)
            except (NotReached, StepRefused):
                self._known.pop(number, None)  # another server may have the number by now
        present = await asyncio.to_thread(self._read, number)
        if present is None:
            raise NotReached
        if before is not None and present.notice == before.notice:
            raise NotReached(present.shown)
        found = await ask_gate(present, step)
        self._known[number] = present
        return found

    def _read(self, number: int) -> Elsewhere | None:
        notice = self._storage.announced().get(number)
        return None if notice is None else read_notice(notice)
