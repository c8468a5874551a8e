"""ARCHITECTURE.md speaks of files, functions and rooms that are there."""

from __future__ import annotations

import re

from tests.docs.blocks import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src/graphwright"
FILES = {file.relative_to(SOURCE).as_posix(): file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py")}
CODE = re.findall(r"`([^`\n]+)`", TEXT)


def test_the_files_are_there() -> None:
    named = [code.partition(":")[0] for code in CODE if ".py" in code]
    missing = [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in FILES)]
    assert len(named) > 60
    assert not missing


def test_the_functions_are_there() -> None:
    """`plan_read`, `Database.execute_graphql`, `alter.py: alter_schema`: words that only code has."""
    text = "\n".join(FILES.values())
    codes = [code for code in CODE if ".py" in code or "/" not in code]  # folders are no functions
    names = {name for code in codes for name in re.findall(r"\b(?:_?[a-z]+(?:_[a-z]+)+|[A-Z][a-z]+[A-Z]\w+)\b", code)}
    missing = [name for name in sorted(names) if not re.search(rf"\b{name}\b", text)]
    assert len(names) > 40
    assert not missing


def test_every_room_has_its_section() -> None:
    rooms = {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file()}
    sections = set(re.findall(r"^### `(\w+)/`$", TEXT, re.MULTILINE))
    assert sections == rooms
