"""The body of a request: read to its end or to the bound, unpacked.

In: ASGI's `receive`, the headers. Out: bytes. Does not know: what the bytes mean.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import Final

from starlette.types import Receive

from graphwright.errors import LimitError, RequestError
from graphwright.server.headers import Headers

_THREAD_BYTES: Final = 256 * 1024
"""Packed bodies from this size on are unpacked on a thread, so that the others do not wait."""
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS


class ClientGone(Exception):
    """The client closed the connection before its request was complete; there is nobody to answer."""


class BodyTooLarge(LimitError):
    """A body over its bound. What remains of it is not read: the connection must be closed."""


async def read_body(receive: Receive, headers: Headers, bytes_max: int) -> bytes:
    """The whole body, after `Content-Encoding: gzip`.

    Raises:
        BodyTooLarge: It is over `bytes_max`, packed or unpacked.
        RequestError: It is not packed as announced.
        ClientGone: The connection closed in between.
    """
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced) > bytes_max:
        raise _too_large(bytes_max)
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        body = await _read_rest(receive, body, bytes_max)
    if len(body) > bytes_max:
        raise _too_large(bytes_max)
    if encoding := headers.get(b"content-encoding"):
        return await _unpacked(body, encoding, bytes_max)
    return body


async def _read_rest(receive: Receive, start: bytes, bytes_max: int) -> bytes:
    body = bytearray(start)
    while True:
        if len(body) > bytes_max:
            raise _too_large(bytes_max)
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)


async def _unpacked(body: bytes, encoding: bytes, bytes_max: int) -> bytes:
    match encoding.strip().lower():
        case b"identity":
            return body
        case b"gzip" | b"x-gzip":
            if len(body) >= _THREAD_BYTES:
                return await asyncio.to_thread(_gunzip, body, bytes_max)
            return _gunzip(body, bytes_max)
        case _:
            raise RequestError("the Content-Encoding of a request must be gzip, or be left out")


def _gunzip(packed: bytes, bytes_max: int) -> bytes:
    """All members of a gzip text (RFC 1952, 2.2), never more than `bytes_max` in memory."""
    unpacked = bytearray()
    while packed:
        member = zlib.decompressobj(_GZIP_WINDOW)
        try:
            unpacked += member.decompress(packed, bytes_max + 1 - len(unpacked))
        except zlib.error as error:
            raise RequestError(f"the body is announced as gzip and is not: {error}") from error
        if len(unpacked) > bytes_max:
            raise _too_large(bytes_max)
        if not member.eof:
            raise RequestError("the body is announced as gzip and ends too early")
        packed = member.unused_data
    return bytes(unpacked)


def _too_large(bytes_max: int) -> BodyTooLarge:
    return BodyTooLarge(f"the body of the request is over {bytes_max:,} bytes (limits.body_bytes_max)")
