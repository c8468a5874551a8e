"""The processes that have a store open on this machine: each has a number, and a socket where others hand it steps.

The sockets are in a folder that only this user may enter, beside the store's file, or for a store on a server in the
system's folder for such things. Servers on other machines are not reached: a step for a transaction of theirs is
refused as if its process had died, and the answer says why. Does not know: what steps do.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import socket
import stat
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

from graphwright import limits
from graphwright.engine.transactions.open import owner_of
from graphwright.engine.transactions.passing import (
    Step,
    decode_result,
    decode_step,
    encode_error,
    encode_result,
    encode_step,
)
from graphwright.errors import AbortedError, StoreError
from graphwright.storage.interface import Storage

_threads_max: Final = 16
_path_bytes_max: Final = 100
"""Bytes of a socket's path; systems end at 104 to 108."""
_length: Final = struct.Struct(">Q")


class Members:
    """This process among those of its store.

    Args:
        carry_out: Does a step that another process hands over.
    """

    def __init__(self, storage: Storage, carry_out: Callable[[Step], Any]) -> None:
        self._storage = storage
        self._carry_out = carry_out
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._number: int | None = None
        self._folder: Path | None = None

    @property
    def is_known(self) -> bool:
        """Whether this process has its number by now."""
        return self._number is not None

    @property
    def number(self) -> int:
        """This process's number; from then on it listens for steps.

        Raises:
            StoreError: It can have none, or cannot listen.
        """
        if self._number is None:
            with self._lock:
                if self._number is None:
                    self._number = self._join()
        return self._number

    def _join(self) -> int:
        number = self._stack.enter_context(self._storage.claim_number())
        place = self._storage.meeting_place()
        if place is not None:
            self._folder = _private_folder(place)
            listener = _Listener(self._folder / str(number), self._carry_out)
            self._stack.callback(listener.close)
        return number

    def pass_on(self, step: Step) -> Any:
        """Hands a step to the process that has its transaction; gives what it gave.

        Raises:
            AbortedError: That process is gone.
        """
        try:
            connection = self._connect(_owner(step))
        except OSError:
            raise self._unreached(_owner(step)) from None
        try:
            with connection:
                _send(connection, encode_step(step))
                head, data = _receive(connection), _receive(connection)
        except OSError as error:
            raise _lost(step) from error
        return decode_result(head, data)

    async def pass_on_async(self, step: Step) -> Any:
        """As `pass_on`, for an event loop."""
        owner = _owner(step)
        path = self._path(owner)
        if path is None:
            raise AbortedError
        try:
            reader, writer = await asyncio.open_unix_connection(path)
        except OSError:
            raise await asyncio.get_running_loop().run_in_executor(None, self._unreached, owner) from None
        try:
            text = encode_step(step)
            writer.write(_length.pack(len(text)) + text)
            await writer.drain()
            head, data = await _receive_async(reader), await _receive_async(reader)
        except (OSError, EOFError) as error:
            raise _lost(step) from error
        finally:
            writer.close()
        return decode_result(head, data)

    def tell_all(self, step: Step) -> Iterator[Any]:
        """Hands a step to every other process that is there; gives what each gave."""
        place = self._storage.meeting_place()
        if place is None:
            return
        folder = _folder_of(place)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name == str(self._number) or not path.is_socket():
                continue
            with suppress(OSError), _connected(path) as connection:
                _send(connection, encode_step(step))
                head, data = _receive(connection), _receive(connection)
                yield decode_result(head, data)

    def _unreached(self, number: int) -> AbortedError:
        """Why nobody listens at a number."""
        if not self._storage.is_elsewhere(number):
            return AbortedError()
        return AbortedError(
            f"{AbortedError().message}: a server on another machine has it, and steps are passed on within a machine "
            "only; let all steps of a client come to one server"
        )

    def _path(self, number: int) -> str | None:
        return None if self._folder is None else str(self._folder / str(number))

    def _connect(self, number: int) -> socket.socket:
        path = self._path(number)
        if path is None:
            raise ConnectionRefusedError
        return _connected(Path(path))

    def close(self) -> None:
        """Leaves; transactions of this process are over for others from now on."""
        self._stack.close()


def _owner(step: Step) -> int:
    return owner_of(step.start_ts if step.request is None else step.request.start_ts)


def _lost(step: Step) -> Exception:
    """The process was there when the step was sent, and is not now."""
    if not step.may_commit:
        return AbortedError()
    return StoreError(
        "the process that has the transaction ended while it committed: look whether the change is there before you "
        "send it again"
    )


class _Listener:
    """Takes steps from other processes."""

    def __init__(self, path: Path, carry_out: Callable[[Step], Any]) -> None:
        self._path = path
        self._carry_out = carry_out
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            path.unlink(missing_ok=True)  # of a process that had the number before
            self._socket.bind(str(path))
            self._socket.listen(128)
        except OSError as error:
            self._socket.close()
            raise StoreError(f"no socket can be made at {path} ({error.strerror}): it must be writable") from error
        self._pool = ThreadPoolExecutor(_threads_max, thread_name_prefix="graphwright-steps")
        self._thread = threading.Thread(target=self._accept, name="graphwright-steps", daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with suppress(OSError, RuntimeError):  # closed
            while True:
                connection, _ = self._socket.accept()
                self._pool.submit(self._answer, connection)

    def _answer(self, connection: socket.socket) -> None:
        # Who asked may be gone.
        with connection, suppress(OSError):
            step = decode_step(_receive(connection))
            try:
                head, data = encode_result(self._carry_out(step))
            except Exception as error:  # noqa: BLE001 - it is the asker's
                head, data = encode_error(error), b""
            _send(connection, head)
            _send(connection, data)

    def close(self) -> None:
        """Takes no more."""
        self._path.unlink(missing_ok=True)
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        self._pool.shutdown()
        with suppress(OSError):  # others are there
            self._path.parent.rmdir()


# ---- bytes ----------------------------------------------------------------------------------------


def _connected(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, text: bytes) -> None:
    connection.sendall(_length.pack(len(text)) + text)


def _receive(connection: socket.socket) -> bytes:
    [size] = _length.unpack(_exactly(connection, _length.size))
    _check_size(size)
    return _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            raise ConnectionResetError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


async def _receive_async(reader: asyncio.StreamReader) -> bytes:
    [size] = _length.unpack(await reader.readexactly(_length.size))
    _check_size(size)
    return await reader.readexactly(size)


def _check_size(size: int) -> None:
    if size > 2 * max(limits.body_bytes_max, limits.answer_bytes_max):
        raise ConnectionResetError


# ---- folders --------------------------------------------------------------------------------------


def _folder_of(place: Path | str) -> Path:
    """The folder of a store's sockets."""
    if isinstance(place, Path) and len(os.fsencode(place)) < _path_bytes_max:
        return place
    name = hashlib.blake2b(os.fsencode(place), digest_size=8).hexdigest()
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(base) / f"graphwright-{os.geteuid()}-{name}"


def _private_folder(place: Path | str) -> Path:
    """The folder, made if need be, into which nobody else can put anything.

    Raises:
        StoreError: Somebody else has it.
    """
    folder = _folder_of(place)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise StoreError(f"{folder} must be a folder of this user alone (mode 700); remove it, or give it to the user")
    return folder
