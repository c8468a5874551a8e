"""HTTP/1.1 answers as they arrive in pieces: status, then a body of known length or in chunks.

In: bytes of one connection, one answer under way at a time. Out: `Answer`. Does not know: sockets, time.
"""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = 1
"""`Answer.missing` while the length is not known yet: the head is incomplete, or the body comes in chunks."""


@dataclass(slots=True)
class Answer:
    """An answer, perhaps incomplete.

    Attributes:
        status: Three digits; empty while the head is incomplete.
        body: Whole once `missing` is 0, before that without meaning.
        missing: Bytes still to come; `UNKNOWN` if that cannot be said yet.
        pieces: What has arrived of an incomplete answer: of the body if its length is known, else everything.
    """

    status: bytes
    body: bytes
    missing: int
    pieces: list[bytes]

    def more(self, data: bytes) -> Answer:
        """The answer with the next piece added."""
        self.pieces.append(data)
        if not self.body:  # no length known
            if self.status and not b"".join(piece[-5:] for piece in self.pieces[-5:]).endswith(b"0\r\n\r\n"):
                return self  # the last chunk is not there
            return read_answer(b"".join(self.pieces))
        self.missing -= len(data)
        if self.missing <= 0:
            self.missing = 0
            self.body = b"".join(self.pieces)
        return self


_PARTIAL = b"(partial)"


def read_answer(data: bytes) -> Answer:
    """Reads an answer from its first byte.

    Raises:
        ValueError: Not HTTP/1.x, or a bad length.
    """
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return Answer(b"", b"", UNKNOWN, [data])
    head = data[:end].lower()
    if not head.startswith(b"http/1."):
        raise ValueError(f"not an HTTP/1.x answer: {head[:40]!r}")
    status = head[9:12]
    start = head.find(b"\r\ncontent-length:")
    if start < 0:
        return _read_chunks(data, status, head, end + 4)
    stop = head.find(b"\r\n", start + 17)
    length = int(head[start + 17 : stop if stop > 0 else end])
    missing = length - (len(data) - end - 4)
    if missing > 0:
        return Answer(status, _PARTIAL, missing, [data[end + 4 :]])
    return Answer(status, data[end + 4 :], 0, [])


def _read_chunks(data: bytes, status: bytes, head: bytes, position: int) -> Answer:
    """Reads a chunked body; any other body without a length is taken as empty."""
    if b"transfer-encoding: chunked" not in head:
        return Answer(status, b"", 0, [])
    body: list[bytes] = []
    while True:
        line_end = data.find(b"\r\n", position)
        if line_end < 0:
            return Answer(status, b"", UNKNOWN, [data])
        size = int(data[position:line_end].split(b";")[0], 16)
        position = line_end + 2 + size + 2
        if len(data) < position:
            return Answer(status, b"", UNKNOWN, [data])
        if size == 0:
            return Answer(status, b"".join(body), 0, [])
        body.append(data[line_end + 2 : position - 2])
