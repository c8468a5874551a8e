"""The reader as a process of its own: parsing runs beside writing.

In: a `ReadingJob`. Out: the blocks of `read_encoded`, in order. A plain child process and not `multiprocessing`: that
would import the caller's main module again, or fork a process that has threads. The child ends when nobody reads on.
Does not know: what is in the blocks.
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, Final

from graphwright import limits
from graphwright.errors import LoadError
from graphwright.transfer.encoding import EncodedBlock
from graphwright.transfer.reading import ReadingJob, read_encoded, unpacked_size

_header_bytes: Final = 8
_message_bytes: Final = 512 * 1024
"""Bytes that are sent at once: who receives them waits for Python's lock at each part of them that comes."""
_waiting_bytes_max: Final = 24 * 1024 * 1024
"""Bytes of blocks that may wait for the writer."""


Child = subprocess.Popen[bytes]


@contextmanager
def reader_ahead(paths: Iterable[Path]) -> Iterator[Child | None]:
    """The process for `reading`, if that will need one: it starts while the caller gets ready."""
    if not _pays([path for path in paths if path.is_file()]):
        yield None
        return
    with _started() as child:
        yield child


@contextmanager
def reading(job: ReadingJob, child: Child | None = None) -> Iterator[Iterator[EncodedBlock]]:
    """The blocks of a job, read in a process of their own if that pays; `child` is one that was started before."""
    with ExitStack() as stack:
        if child is None:
            if not _pays(job.paths[job.file :]):
                yield read_encoded(job)
                return
            child = stack.enter_context(_started())
        yield _blocks(stack.enter_context(_received(job, child)))


def _pays(paths: Iterable[Path]) -> bool:
    return sum(map(unpacked_size, paths)) >= limits.load_beside_bytes_min and (os.cpu_count() or 1) >= 2


@contextmanager
def _started() -> Iterator[Child]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as child:
        try:
            yield child
        finally:
            child.kill()


class _Waiting:
    """What the reader sent and nobody took yet; None at the end of its output."""

    def __init__(self) -> None:
        self._blocks: deque[bytes | None] = deque()
        self._bytes = 0
        self._is_closed = False
        self._changed = threading.Condition()

    def put(self, data: bytes | None) -> None:
        """Waits for room."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._bytes < _waiting_bytes_max)
            self._blocks.append(data)
            self._bytes += len(data or b"")
            self._changed.notify_all()

    def get(self) -> bytes | None:
        """Waits for a block."""
        with self._changed:
            self._changed.wait_for(lambda: self._blocks)
            data = self._blocks.popleft()
            self._bytes -= len(data or b"")
            self._changed.notify_all()
        return data

    def close(self) -> None:
        """Nobody takes more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()


@contextmanager
def _received(job: ReadingJob, child: Child) -> Iterator[_Waiting]:
    """Gives a reader its job, and receives what it sends."""
    waiting = _Waiting()
    assert child.stdin is not None and child.stdout is not None
    _widen(child.stdout)
    receiver = threading.Thread(target=_receive, args=(child.stdout, waiting), daemon=True)
    try:
        with child.stdin:
            pickle.dump(job, child.stdin)
        receiver.start()
        yield waiting
    finally:
        child.kill()
        waiting.close()
        if receiver.is_alive():
            receiver.join()


def _widen(pipe: IO[bytes]) -> None:
    """Has a pipe hold a whole message, where the system lets it."""
    with suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 2 * _message_bytes)


def _blocks(waiting: _Waiting) -> Iterator[EncodedBlock]:
    while True:
        data = waiting.get()
        if data is None:
            raise LoadError("the process that reads the files ended unexpectedly; go on with --resume")
        message: list[bytes] | LoadError | None = pickle.loads(data)  # noqa: S301 - from our own child
        if message is None:
            return
        if isinstance(message, LoadError):
            raise message
        for block in message:
            yield pickle.loads(block)  # noqa: S301 - from our own child


def _receive(stream: BinaryIO, waiting: _Waiting) -> None:
    while True:
        header = stream.read(_header_bytes)
        size = int.from_bytes(header)
        data = stream.read(size)
        if len(header) < _header_bytes or len(data) < size:
            waiting.put(None)
            return
        waiting.put(data)


def serve() -> None:
    """The child: a job comes in on standard input, blocks go out on standard output, None at the end."""
    # Control-C is the parent's to handle; the child goes when it goes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing here makes cycles, and looking for them among millions of texts costs a fifth of the time.
    gc.disable()
    try:
        job: ReadingJob = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    except EOFError:  # who started it had no need of it, and is gone
        return
    out = sys.stdout.buffer
    end: LoadError | None = None
    waiting: list[bytes] = []
    size = 0
    try:
        try:
            for block in read_encoded(job):
                # At once, for it is in the processor's cache now.
                waiting.append(pickle.dumps(block, pickle.HIGHEST_PROTOCOL))
                size += len(waiting[-1])
                if size >= _message_bytes:
                    _send(out, waiting)
                    waiting, size = [], 0
        except LoadError as error:
            end = LoadError(error.message)
        _send(out, waiting)
        _send(out, end)
    except BrokenPipeError:
        os._exit(1)


def _send(out: BinaryIO, message: object) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    out.write(len(data).to_bytes(_header_bytes) + data)
    out.flush()
