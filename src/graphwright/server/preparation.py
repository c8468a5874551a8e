"""What must be done to a store once before several workers open it, in a process of its own.

In: a function. Out: its outcome; errors of users come back as the same errors. A database must not be open
when a process forks (locks and connections do not survive that), so the parent never opens one itself.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from typing import Final

from graphwright.errors import ErrorList, GraphwrightError

_Entry = tuple[type[GraphwrightError], str, int | None, int | None]

_DONE: Final = 0
_REFUSED: Final = 3


def run_apart(action: Callable[[], None]) -> None:
    """Runs the action in a child process and waits for it.

    Raises:
        GraphwrightError: The action raised it.
        SystemExit: The action met a bug of ours, whose traceback is printed already.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run_and_exit(action, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    _, status = os.waitpid(child, 0)
    match os.waitstatus_to_exitcode(status):
        case 0:
            return
        case code if code == _REFUSED:
            raise _joined(pickle.loads(sent))  # noqa: S301 -- from our own child
        case _:
            raise SystemExit(1)


def _run_and_exit(action: Callable[[], None], writing: int) -> None:
    code = 1
    try:
        action()
        code = _DONE
    except GraphwrightError as error:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(_entries(error), pipe)
        code = _REFUSED
    except KeyboardInterrupt:
        code = 1
    except BaseException:  # noqa: BLE001 -- whatever it is, this process must not return into its parent's code
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _entries(error: GraphwrightError) -> list[_Entry]:
    errors = error.errors if isinstance(error, ErrorList) else [error]
    return [(type(entry), entry.message, entry.line, entry.column) for entry in errors]


def _joined(entries: list[_Entry]) -> GraphwrightError:
    errors = [kind(message, line=line, column=column) for kind, message, line, column in entries]
    return errors[0] if len(errors) == 1 else ErrorList(errors)
