"""Every block of the manual runs, and answers what the manual says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, MARKS, PAGES, ROOT, Block, blocks_of
from tests.docs.running import PageRunner, folder_with_curl, is_like, is_like_text


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


def problem_of(block: Block) -> str | None:
    """Why a block is neither run nor plainly said not to be."""
    if block.language == "" and block.mark == "":
        return "says nothing; write text shown"
    if block.language not in MARKS:
        return f"is in {block.language}, which nobody runs; the languages are {', '.join(MARKS)}"
    if block.mark not in MARKS[block.language]:
        return f"is {block.language} {block.mark!r}; the marks are {', '.join(sorted(MARKS[block.language]))}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_each_block_says_whether_it_runs(page: Path) -> None:
    found = [f"{block.place} {problem}" for block in blocks_of(page) if (problem := problem_of(block))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks_of(page)], ids=shown)
def test_the_blocks_of_a_page_run_one_after_the_other(page: Path, tmp_path: Path) -> None:
    runner = PageRunner(tmp_path)
    try:
        for block in blocks_of(page):
            runner.run(block)
        runner.settle()
    finally:
        runner.close()


def test_most_blocks_run() -> None:
    """A manual that only shows its examples would pass the rest."""
    blocks = [block for page in PAGES for block in blocks_of(page)]
    shown_only = [block for block in blocks if block.mark == "shown"]
    assert len(blocks) > 100
    assert len(shown_only) < len(blocks) / 4


def test_pages_with_curl_run_on_machines_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{folder_with_curl(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    runner = PageRunner(tmp_path)
    try:
        for block in blocks_of(DOCS / "http.md"):
            runner.run(block)
    finally:
        runner.close()


def test_a_wrong_answer_is_noticed(tmp_path: Path) -> None:
    page = DOCS / "queries.md"
    runner = PageRunner(tmp_path)
    runner.run(Block(page, 1, "graphql", "schema", "type Film { title: String! @id }"))
    runner.run(Block(page, 2, "graphql", "run", "{ queryFilm { title } }"))
    try:
        with pytest.raises(AssertionError, match=r"queries\.md:3: the answer is"):
            runner.run(Block(page, 3, "json", "answer", '{"data": {"queryFilm": [{"title": "Alien"}]}}'))
        runner.run(Block(page, 4, "graphql", "run", "{ queryFilm { titl } }"))
        with pytest.raises(AssertionError, match=r"queries\.md:4: .*titl"):
            runner.settle()
        with pytest.raises(AssertionError, match="status 3"):
            runner.run(Block(page, 5, "sh", "run", "exit 3"))
        with pytest.raises(AssertionError, match="is accepted"):
            runner.run(Block(page, 6, "graphql", "refused", "type Film { title: String! @id }"))
    finally:
        runner.close()


@pytest.mark.parametrize(
    ("given", "expected", "alike"),
    [
        ({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "…"}]}, True),
        ({"a": [1]}, {"a": [1, 2]}, False),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1.0}, {"a": 1}, False),
        ("…", "…", True),
        ({"a": "node 0x1 has it"}, {"a": "node … has it"}, True),
        ({"a": "node 0x1 has it"}, {"a": "node … had it"}, False),
    ],
)
def test_what_counts_as_the_same_answer(given: object, expected: object, alike: bool) -> None:
    assert is_like(given, expected) is alike


@pytest.mark.parametrize(
    ("given", "expected", "alike"),
    [
        ("one\ntwo\n", "one\ntwo", True),
        ("one  \ntwo", "one\ntwo\n", True),
        ("after 12 ms", "after … ms", True),
        ("a\nb\nc\nd", "a\n…\nd", True),
        ("a\nd", "a\n…\nd", True),
        ("a\nb", "a", False),
        ("a.b", "axb", False),
    ],
)
def test_what_counts_as_the_same_text(given: str, expected: str, alike: bool) -> None:
    assert is_like_text(given, expected) is alike
