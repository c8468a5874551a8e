"""The processes that have a store open: each has a number, and takes steps of its transactions from the others.

Those of this machine meet in a folder that only this user may enter, beside the store's file, or for a store on a
server in the system's folder for such things. Those of other machines are found by what they have written into the
store, if their server has a gate (`gate.py`); to whichever process of that server a step comes, it goes on to the right
one. Does not know: what steps do.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

from graphwright import limits
from graphwright.engine.transactions.asking import Elsewheres, Frames, NotReached, ask_gate, ask_here
from graphwright.engine.transactions.gate import Gate, read_notice
from graphwright.engine.transactions.listener import Listener
from graphwright.engine.transactions.loops import LoopThread
from graphwright.engine.transactions.open import owner_of
from graphwright.engine.transactions.passing import (
    Step,
    StepRefused,
    decode_result,
    encode_error,
    encode_result,
    other_version,
)
from graphwright.errors import AbortedError, GraphwrightError, RequestError, StoreError
from graphwright.storage.interface import Storage

_threads_max: Final = 16
_watch_s: Final = 5.0
"""Seconds between two looks at whether the number is still this process's own."""
_fallback: Final = "/tmp"  # noqa: S108 - what is made in it is checked to be this user's own
_path_bytes_max: Final = 100
"""Bytes of a socket's path; systems end at 104 to 108."""


class Members:
    """This process among those of its store.

    Args:
        carry_out: Does a step that another process hands over.
        gate: Where other machines reach this server; None: they do not.
    """

    def __init__(self, storage: Storage, carry_out: Callable[[Step], Any], gate: Gate | None = None) -> None:
        self._storage = storage
        self._carry_out = carry_out
        self._gate = gate
        self._elsewheres = Elsewheres(storage)
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._loop = LoopThread("graphwright-steps")
        self._threads = ThreadPoolExecutor(_threads_max, thread_name_prefix="graphwright-step")
        self._watching: asyncio.Task[None] | None = None
        self._is_closed = False
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
        with ExitStack() as stack:
            number = stack.enter_context(self._storage.claim_number())
            place = self._storage.meeting_place()
            if place is not None:
                self._folder = _private_folder(place)
                stack.callback(self._listen(self._folder / str(number)).close)
                self._loop.run(self._begin_to_watch())
            # Also where there is no gate: a process that had the number before may have had one.
            self._storage.announce(number, None if self._gate is None else self._gate.notice())
            if self._gate is not None:
                stack.callback(self._withdraw, number)
            self._stack = stack.pop_all()
        return number

    def _listen(self, path: Path) -> Listener:
        try:
            return Listener(self._loop, path, self._gate, self._do, self._do_for_others)
        except OSError as error:
            assert self._gate is not None
            raise StoreError(f"cannot listen on {self._gate.shown} (--internal-address): {error.strerror}") from error

    def keep_number(self) -> None:
        """Takes another number if the database has given this one to somebody else, or may do so at any time.

        Transactions by the old one are over: what they looked at is lost with the connections, as the number was.
        """
        number = self._number
        if number is not None and self._storage.holds_number(number):
            return
        with self._lock:
            if not self._is_closed:
                self._number = None
                self._stack.close()
                self._number = self._join()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_watch_s)
            with suppress(GraphwrightError):  # the store is away: nobody else gets a number there meanwhile
                await asyncio.to_thread(self.keep_number)

    async def _begin_to_watch(self) -> None:
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())

    def _withdraw(self, number: int) -> None:
        with suppress(StoreError):  # nobody can be reached by what is left there
            if self._storage.holds_number(number):
                self._storage.announce(number, None)

    # -- asking others

    def pass_on(self, step: Step) -> Any:
        """Hands a step to the process that has its transaction; gives what it gave.

        Raises:
            AbortedError: That process is gone, or cannot be reached.
            StoreError: It went away while it may have committed.
        """
        return self._loop.run(self.pass_on_async(step))

    async def pass_on_async(self, step: Step) -> Any:
        """As `pass_on`, for an event loop."""
        owner = _owner(step)
        try:
            return decode_result(*await self._ask(owner, step))
        except StepRefused as refused:
            raise other_version(refused) from None
        except NotReached as error:
            raise await asyncio.to_thread(self._unreached, owner, error.shown) from None

    async def _ask(self, owner: int, step: Step) -> Frames:
        try:
            return await self._ask_here(owner, step)
        except NotReached:
            return await self._elsewheres.ask(owner, step)

    async def _ask_here(self, owner: int, step: Step) -> Frames:
        if self._folder is None:
            raise NotReached
        return await ask_here(self._folder / str(owner), step)

    def _unreached(self, number: int, shown: str) -> AbortedError:
        """Why nobody took a step."""
        if not self._storage.is_elsewhere(number):
            return AbortedError()
        if shown:
            reason = f"the server that has it is not reached at {shown}, its --internal-address"
        else:
            reason = (
                "a server on another machine has it, which takes no steps from others; start all servers with "
                "--internal-address, or let all steps of a client come to one server"
            )
        return AbortedError(f"{AbortedError().message}: {reason}")

    def tell_all(self, step: Step) -> list[Any]:
        """Hands a step to every other process that is there, on whatever machine; gives what each gave."""
        sockets = self._other_sockets()
        own = None if self._gate is None else self._gate.notice()
        notices = set(self._storage.announced().values()) - {own}
        return self._loop.run(_tell(sockets, notices, step)) if sockets or notices else []

    def _other_sockets(self) -> list[Path]:
        folder = self._folder
        if folder is None:
            place = self._storage.meeting_place()
            folder = None if place is None else _folder_of(place)
        if folder is None or not folder.is_dir():
            return []
        return [path for path in sorted(folder.iterdir()) if path.name != str(self._number) and path.is_socket()]

    # -- asked by others

    def _do(self, step: Step) -> asyncio.Future[Frames | None]:
        """A step from this machine."""
        return asyncio.get_running_loop().run_in_executor(self._threads, self._answer, step)

    def _answer(self, step: Step) -> Frames | None:
        try:
            return encode_result(self._carry_out(step))
        except Exception as error:  # noqa: BLE001 - it is the asker's
            return encode_error(error), b""
        except BaseException:  # noqa: BLE001 - the process ends
            return None

    async def _do_for_others(self, step: Step) -> Frames | None:
        """A step from another machine, for any process of this server."""
        if step.aborts:
            told = await _tell(self._other_sockets(), (), step)
            own = await self._do(step)
            return encode_result(any(told)) if any(told) else own
        owner = _owner(step)
        if step.is_first:
            return encode_error(RequestError("a step of no transaction is not passed on")), b""
        if owner == self._number:
            return await self._do(step)
        try:
            return await self._ask_here(owner, step)
        except (NotReached, StepRefused):
            return encode_error(AbortedError()), b""
        except GraphwrightError as error:
            return encode_error(error), b""

    def close(self) -> None:
        """Leaves; transactions of this process are over for others from now on."""
        with self._lock:
            self._is_closed = True
            self._stack.close()
        self._threads.shutdown()
        self._loop.close()


def _owner(step: Step) -> int:
    return owner_of(step.start_ts if step.request is None else step.request.start_ts)


async def _tell(sockets: Iterable[Path], notices: Iterable[str], step: Step) -> list[Any]:
    """What those give who are there and understand."""
    asked = [ask_here(path, step) for path in sockets] + [_ask_notice(notice, step) for notice in notices]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    return [decode_result(*answer) for answer in answers if not isinstance(answer, BaseException)]


async def _ask_notice(notice: str, step: Step) -> Frames:
    return await ask_gate(read_notice(notice), step)


# ---- folders --------------------------------------------------------------------------------------


def _folder_of(place: Path | str) -> Path:
    """The folder of a store's sockets."""
    if isinstance(place, Path) and len(os.fsencode(place)) < _path_bytes_max:
        return place
    name = f"graphwright-{os.geteuid()}-{hashlib.blake2b(os.fsencode(place), digest_size=8).hexdigest()}"
    longest = Path(name) / str(limits.processes_max)
    bases = [Path(base) for base in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), _fallback) if base]
    return next((base for base in bases if len(os.fsencode(base / longest)) <= _path_bytes_max), Path(_fallback)) / name


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
