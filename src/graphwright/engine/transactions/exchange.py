"""Messages between processes on a stream: each its length and its bytes; an empty one says that there is more to come.

Whoever is silent for too long counts as gone, so nobody waits for a process that hangs or a machine that was switched
off. Does not know: what the messages say.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Final

from graphwright import limits

_length: Final = struct.Struct(">Q")
_part_bytes: Final = 256 * 1024
pause_s: Final = 2.0
"""Seconds between two signs of life; a fraction of `step_silence_s_max`."""


def message_bytes_max() -> int:
    """Bytes of one message."""
    return 2 * max(limits.body_bytes_max, limits.answer_bytes_max)


async def send(writer: asyncio.StreamWriter, *messages: bytes) -> None:
    """Sends messages.

    Raises:
        OSError: The other end is gone, or has taken nothing for too long.
    """
    parts = b"".join(part for message in messages for part in (_length.pack(len(message)), message))
    if len(parts) <= _part_bytes:
        writer.write(parts)  # nobody waits for so little
        return
    for start in range(0, len(parts), _part_bytes):
        writer.write(parts[start : start + _part_bytes])
        async with asyncio.timeout(limits.step_silence_s_max):
            await writer.drain()


async def receive(reader: asyncio.StreamReader, bytes_max: int) -> bytes:
    """The next message.

    Raises:
        OSError, EOFError: The other end is gone, has sent nothing for too long, or sends too much.
    """
    async with asyncio.timeout(limits.step_silence_s_max):
        [size] = _length.unpack(await reader.readexactly(_length.size))
        if size > bytes_max:
            raise ConnectionResetError
        if size <= _part_bytes:
            return await reader.readexactly(size)
    parts: list[bytes] = []
    while size:
        async with asyncio.timeout(limits.step_silence_s_max):
            part = await reader.read(min(size, _part_bytes))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


async def receive_answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """An answer's head and data, however long they take while signs of life come."""
    head = b""
    while not head:
        head = await receive(reader, message_bytes_max())
    return head, await receive(reader, message_bytes_max())
