"""Links between pages lead somewhere, headings included, and no page speaks of the machine it was written on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, PAGES, ROOT, prose_of

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
OF_THIS_MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|Users|tmp|srv|mnt)/")


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = set()
    for heading in HEADING.findall(prose_of(page)):
        words = re.sub(r"[`*]", "", heading).strip().lower()
        found.add(re.sub(r"[^\w\- ]", "", words).replace(" ", "-"))
    return found


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(prose_of(page)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        has_anchor = not anchor or (file.suffix == ".md" and file.is_file() and anchor in anchors_of(file))
        if not file.exists() or not file.is_relative_to(ROOT) or not has_anchor:
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_no_path_of_this_machine(page: Path) -> None:
    assert OF_THIS_MACHINE.findall(page.read_text(encoding="utf-8")) == []


def test_the_index_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for target in LINK.findall(prose_of(DOCS / "index.md"))}
    assert {page.name for page in DOCS.glob("*.md")} - linked == {"index.md"}


def test_a_heading_becomes_the_anchor_that_github_makes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Over one page\n## `@id`, and more: keys\n", encoding="utf-8")
    assert anchors_of(page) == {"over-one-page", "id-and-more-keys"}
