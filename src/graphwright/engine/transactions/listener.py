"""Takes steps from other processes: of this machine at a socket in a folder, of other machines at the server's gate.

In: what carries a step out. Out: answers, and a sign of life every two seconds until there is one. Does not know: what
steps do.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from graphwright import limits
from graphwright.engine.transactions.exchange import message_bytes_max, pause_s, receive, send
from graphwright.engine.transactions.gate import Gate
from graphwright.engine.transactions.loops import LoopThread
from graphwright.engine.transactions.passing import (
    Step,
    StepRefused,
    check_greeting,
    decode_step,
    encode_refusal,
)
from graphwright.errors import StoreError

Handle = Callable[[Step], Awaitable[tuple[bytes, bytes] | None]]
"""From a step to the head and the data of its answer; None: there will be none."""

_grace_s: Final = 10.0
"""Seconds that steps get to finish when the process ends."""
_backlog: Final = 128


class Listener:
    """That of one process.

    Args:
        path: Of its socket.
        handle: Does a step from this machine.
        handle_elsewhere: The same for one from another machine, for whichever process of this server it is.

    Raises:
        StoreError: There can be no socket at the path.
        OSError: The gate's address cannot be had.
    """

    def __init__(
        self, loop: LoopThread, path: Path, gate: Gate | None, handle: Handle, handle_elsewhere: Handle
    ) -> None:
        self._loop = loop
        self._path = path
        self._gate = gate
        self._handle = handle
        self._handle_elsewhere = handle_elsewhere
        self._inode = 0
        self._servers: list[asyncio.Server] = []
        self._waiting: set[asyncio.Task[None]] = set()
        self._busy: set[asyncio.Task[None]] = set()
        try:
            loop.run(self._open())
        except BaseException:
            self.close()
            raise

    async def _open(self) -> None:
        own = _socket_at(self._path)
        self._inode = self._path.stat().st_ino
        self._servers.append(await asyncio.start_unix_server(self._answer_here, sock=own))
        if self._gate is not None:
            self._servers.append(
                await asyncio.start_server(
                    self._answer_elsewhere,
                    self._gate.host,
                    self._gate.port,
                    reuse_port=True,  # the other processes of this server listen there too
                    backlog=_backlog,
                    ssl=self._gate.listening(),
                    ssl_handshake_timeout=limits.step_connect_s_max,
                )
            )

    async def _answer_here(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "", self._handle)

    async def _answer_elsewhere(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert self._gate is not None
        await self._attend(reader, writer, self._gate.token, self._handle_elsewhere)

    async def _attend(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str, handle: Handle
    ) -> None:
        """One connection: one step."""
        task = asyncio.current_task()
        assert task is not None
        self._waiting.add(task)
        try:
            # Who asked may be gone, or never meant to ask.
            with suppress(OSError, EOFError):
                async with asyncio.timeout(limits.step_connect_s_max):
                    greeting = await receive(reader, limits.step_greeting_bytes_max)
                try:
                    check_greeting(greeting, token)
                except StepRefused as refused:
                    await send(writer, encode_refusal(refused), b"")
                    return
                step = decode_step(await receive(reader, message_bytes_max()))
                self._waiting.discard(task)
                self._busy.add(task)
                await _answer(writer, handle(step))
        finally:
            self._waiting.discard(task)
            self._busy.discard(task)
            writer.close()

    def close(self) -> None:
        """Takes no more; what runs is finished."""
        with suppress(FileNotFoundError):
            if self._path.stat().st_ino == self._inode:  # else another process has the number by now
                self._path.unlink()
        self._loop.run(self._finish())
        with suppress(OSError):  # others are there
            self._path.parent.rmdir()

    async def _finish(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._waiting:
            task.cancel()
        if self._busy:
            await asyncio.wait(self._busy, timeout=_grace_s)


async def _answer(writer: asyncio.StreamWriter, work: Awaitable[tuple[bytes, bytes] | None]) -> None:
    """Sends what a step gives, and before that signs of life."""
    working = asyncio.ensure_future(work)
    while not (await asyncio.wait({working}, timeout=pause_s))[0]:
        await send(writer, b"")
    answer = working.result()
    if answer is not None:
        await send(writer, *answer)


def _socket_at(path: Path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.unlink(missing_ok=True)  # of a process that had the number before
        made.bind(str(path))
        made.listen(_backlog)
    except OSError as error:
        made.close()
        raise StoreError(f"no socket can be made at {path} ({error.strerror or error}): it must be writable") from error
    return made
