"""Where errors about quads say that they stand, and how quads name nodes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphwright.errors import GraphwrightError, InputError
from graphwright.lang.quads import Quad
from graphwright.model.uids import parse_uid


@contextmanager
def placed(quad: Quad) -> Iterator[None]:
    """Errors say where the quad stands."""
    try:
        yield
    except GraphwrightError as error:
        at(quad, error)
        raise


def at(quad: Quad, error: GraphwrightError) -> GraphwrightError:
    """Gives the error the quad's place, unless it has one."""
    if quad.line and error.line is None:
        error.line, error.column = quad.line, quad.column
    return error


def explicit_uid(name: str) -> int:
    """The uid of a node that is named by it.

    Raises:
        InputError: The name is no uid.
    """
    try:
        uid = parse_uid(name)
    except GraphwrightError:
        uid = 0
    if not uid:
        raise InputError(f"{name[:60]} is no node: a mutation names nodes by uid (<0x1f>) or as blank nodes (_:name)")
    return uid
