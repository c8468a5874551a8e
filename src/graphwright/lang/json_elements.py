"""A big JSON file, one object at a time.

In: a binary stream of one object, an array of objects, or objects one after another (JSON lines). Out: the bytes
of each object and where it stands. Does not know: what is in an object; orjson reads and checks that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO, Final

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.lang.quads import Position
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An object of the file. `column` counts bytes from 1, or from where a resumed read began on the same line."""

    data: bytes
    start: Position
    column: int
    end: Position


def read_elements(stream: BinaryIO, start: Position, size: int) -> Iterator[Element]:
    """The objects of a stream that stands at `start`, read `size` bytes at a time.

    Raises:
        ParseError: Something else stands between the objects, or the file ends too early.
        LimitError: An object has more than `limits.body_bytes_max` bytes.
    """
    cursor = _Cursor(stream, start, size)
    state = _State.RESUMED if start.byte else _State.START
    while character := cursor.skip_space():
        following = _transitions[state].get(character)
        if following is None:
            raise cursor.error(f"expected {_expected[state]}")
        state = following
        if character == b"{":
            yield cursor.take_element()
        else:
            cursor.move(1)
    if state in {_State.OPENED, _State.AFTER, _State.SEPARATED}:
        raise cursor.error("the file ends inside its array; it was cut off")


class _State(Enum):
    """What was read last."""

    START = auto()
    OPENED = auto()
    AFTER = auto()
    SEPARATED = auto()
    CLOSED = auto()
    OBJECTS = auto()
    RESUMED = auto()


# A resumed load stands behind an object: what comes next tells whether in an array.
_transitions: Final[dict[_State, dict[bytes, _State]]] = {
    _State.START: {b"[": _State.OPENED, b"{": _State.OBJECTS},
    _State.OPENED: {b"{": _State.AFTER, b"]": _State.CLOSED},
    _State.AFTER: {b",": _State.SEPARATED, b"]": _State.CLOSED},
    _State.SEPARATED: {b"{": _State.AFTER},
    _State.CLOSED: {},
    _State.OBJECTS: {b"{": _State.OBJECTS},
    _State.RESUMED: {b",": _State.SEPARATED, b"]": _State.CLOSED, b"{": _State.OBJECTS},
}
_expected: Final[dict[_State, str]] = {
    _State.START: "an object or an array of objects",
    _State.OPENED: "an object or the end of the array",
    _State.AFTER: '"," or "]" after an object of the array',
    _State.SEPARATED: "an object after the comma",
    _State.CLOSED: "nothing after the array",
    _State.OBJECTS: "another object or the end of the file",
    _State.RESUMED: 'another object, "," or "]"',
}
_byte_order_mark: Final = b"\xef\xbb\xbf"
_space: Final = re.compile(rb"[ \t\r\n]*+")
# Up to and with the next brace or bracket outside of texts. No match: a text is still open, or there is none.
_to_structure: Final = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]])', re.DOTALL)


class _Cursor:
    """A buffer that moves over the stream and knows where it stands."""

    def __init__(self, stream: BinaryIO, start: Position, size: int) -> None:
        self._stream = stream
        self._size = size
        self._buffer = b""
        self._position = 0
        self._buffer_byte = start.byte
        self._line = start.line
        self._line_byte = start.byte
        if start.byte:
            return
        while len(self._buffer) < len(_byte_order_mark) and self._fill():
            pass
        if self._buffer.startswith(_byte_order_mark):
            self.move(len(_byte_order_mark))
            self._line_byte = len(_byte_order_mark)

    def skip_space(self) -> bytes:
        """The next character that is no space, without moving over it; b"" at the end of the file."""
        while True:
            match = _space.match(self._buffer, self._position)
            assert match is not None, "the pattern matches the empty text"
            self.move(match.end() - self._position)
            if self._position < len(self._buffer):
                return self._buffer[self._position : self._position + 1]
            if not self._fill():
                return b""

    def take_element(self) -> Element:
        """The object that starts here, by its braces and brackets alone."""
        start, column = self._here(), self._column()
        scanned, depth = self._position, 0
        while True:
            match = _to_structure.match(self._buffer, scanned)
            if match is None:
                scanned -= self._position
                if len(self._buffer) - self._position > limits.body_bytes_max:
                    reason = f"an object has more than {limits.body_bytes_max} bytes (body_bytes_max)"
                    raise LimitError(reason, line=start.line, column=column)
                if not self._fill():
                    reason = "the file ends inside this object; it was cut off, or a quote or brace is missing"
                    raise ParseError(reason, line=start.line, column=column)
                continue
            scanned = match.end()
            depth += 1 if match[1] in b"{[" else -1
            if depth == 0:
                break
        data = self._buffer[self._position : scanned]
        self.move(len(data))
        return Element(data=data, start=start, column=column, end=self._here())

    def move(self, count: int) -> None:
        end = self._position + count
        if breaks := self._buffer.count(b"\n", self._position, end):
            self._line += breaks
            self._line_byte = self._buffer_byte + self._buffer.rfind(b"\n", self._position, end) + 1
        self._position = end

    def error(self, reason: str) -> ParseError:
        return ParseError(reason, line=self._line, column=self._column())

    def _here(self) -> Position:
        return Position(line=self._line, byte=self._buffer_byte + self._position)

    def _column(self) -> int:
        return self._buffer_byte + self._position - self._line_byte + 1

    def _fill(self) -> bool:
        data = self._stream.read(self._size)
        self._buffer = self._buffer[self._position :] + data
        self._buffer_byte += self._position
        self._position = 0
        return bool(data)
