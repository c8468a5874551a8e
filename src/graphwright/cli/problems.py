"""Errors as a user of the command line sees them: one line each, and the place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphwright.errors import ConfigError, ErrorList, GraphwrightError
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a user gave, and what he calls it: a file's name."""

    name: str
    content: str


class ProblemIn(GraphwrightError):
    """An error about a text that we can show."""

    def __init__(self, error: GraphwrightError, text: Text) -> None:
        super().__init__(error.message, line=error.line, column=error.column, path=error.path)
        self.error = error
        self.text = text


@contextmanager
def about(text: Text | None) -> Iterator[None]:
    """What is raised inside, and has a position, is shown in this text."""
    try:
        yield
    except ProblemIn:
        raise
    except GraphwrightError as error:
        if text is None or all(entry.line is None for entry in _entries(error)):
            raise
        raise ProblemIn(error, text) from error


def told(error: GraphwrightError) -> str:
    """The error as lines of text."""
    if isinstance(error, ProblemIn):
        return "\n".join(_in_text(entry, error.text) for entry in _entries(error.error))
    return "\n".join(f"graphwright: {entry.message}" for entry in _entries(error))


def exit_status(error: GraphwrightError) -> int:
    """2 where the user's words or settings are wrong, else 1."""
    return 2 if isinstance(error, ConfigError) else 1


def _entries(error: GraphwrightError) -> list[GraphwrightError]:
    return error.errors if isinstance(error, ErrorList) else [error]


def _in_text(error: GraphwrightError, text: Text) -> str:
    """`films.graphql:3:9: message`, the line, and a caret under the place."""
    if error.line is None:
        return f"{text.name}: {error.message}"
    column = error.column or 1
    head = f"{text.name}:{error.line}:{column}: {error.message}"
    lines = text.content.splitlines()
    if error.line > len(lines):
        return head
    line = lines[error.line - 1]
    # Tabs stay tabs, so that the caret stands right whatever their width is.
    margin = "".join("\t" if char == "\t" else " " for char in line[: column - 1])
    return f"{head}\n  {line}\n  {margin}^"
