"""`graphwright copy --from … --to …` as its user sees it: the summary, what is refused, exit statuses."""

from __future__ import annotations

from pathlib import Path

from graphwright import Database
from tests.cli.conftest import Run


def test_a_store_is_copied_once(run: Run, tmp_path: Path) -> None:
    with Database.open(tmp_path / "films.db") as database:
        database.alter("type Film { title: String! @id }")
        database.graphql('mutation { addFilm(input: [{title: "Alien"}]) { numUids } }')
    ran = run("copy", "--from", "films.db", "--to", "copy.db")
    assert ran.status == 0
    assert ran.out.startswith("copied ")
    assert "counts and checksums agree" in ran.out
    assert "100%" in ran.err
    assert '"Alien"' in run("query", "--store", "copy.db", "{ queryFilm { title } }").out
    again = run("copy", "--from", "films.db", "--to", "copy.db")
    assert again.status == 1
    assert "the store copy.db is not empty" in again.err


def test_what_is_not_there_cannot_be_copied(run: Run, tmp_path: Path) -> None:
    ran = run("copy", "--from", "nothing.db", "--to", "copy.db")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no store nothing.db" in ran.err
    assert not (tmp_path / "copy.db").exists()
    assert run("copy", "--from", "nothing.db").status == 2
