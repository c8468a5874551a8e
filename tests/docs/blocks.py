"""The fenced blocks of the manual: what each is, where it stands, and how it is marked.

In: a page's text. Out: `Block`s. `docs/index.md` tells readers what the marks mean. Does not know: how blocks run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = ROOT / "docs"
PAGES: Final = (ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted(DOCS.glob("*.md")))

MARKS: Final = {
    "python": {"run", "shown"},
    "sh": {"run", "fails", "server", "shown"},
    "graphql": {"schema", "refused", "run", "shown"},
    "dql": {"run", "shown"},
    "json": {"variables", "answer", "shown"},
    "text": {"answer", "shown"},
    "toml": {"settings", "shown"},
}
"""Per language, what may stand behind it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `line` is that of its first line of text."""

    page: Path
    line: int
    language: str
    mark: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


_fence: Final = re.compile(r"^```([^\n]*)\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def blocks_of(page: Path) -> list[Block]:
    """The blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _fence.finditer(text):
        language, _, mark = match[1].strip().partition(" ")
        found.append(Block(page, text.count("\n", 0, match.start(2)) + 1, language, mark.strip(), match[2]))
    return found


def prose_of(page: Path) -> str:
    """The page without its blocks."""
    return _fence.sub("", page.read_text(encoding="utf-8"))
