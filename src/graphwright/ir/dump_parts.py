"""What all dumps of IR are made of. Does not know: what the IR means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphwright.ir.nodes import Page, Param, affected_slot

Lines = Iterator[str]


def indented(lines: Iterable[str]) -> Lines:
    """What belongs to the line before."""
    return (f"  {line}" for line in lines)


def labelled(label: str, lines: Lines) -> Lines:
    """A condition's first line behind a word, the others as they stand under it."""
    yield f"{label} {next(lines)}"
    yield from lines


def shown_page(page: Page) -> str:
    """`first $1 (page size), offset $2 (offset)`."""
    parts = (
        ("random", page.random),
        ("first", page.first),
        ("last", page.last),
        ("offset", page.offset),
        ("after", page.after),
    )
    return ", ".join(f"{name} {shown_param(param)}" for name, param in parts if param is not None)


def shown_param(param: Param) -> str:
    """`$2 (int)`."""
    slot = "affected" if param.slot == affected_slot else param.slot
    return f"${slot} ({param.label})"


def shown_predicate(name: str, languages: tuple[str, ...]) -> str:
    """`Film.title@de:en`."""
    return f"{name}@{':'.join(languages)}" if languages else name
