"""The reader in a process of its own gives what it gives in this one."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest

from graphwright import limits
from graphwright.errors import LoadError
from graphwright.lang.quads import Position
from graphwright.model.values import ValueKind
from graphwright.transfer.grouping import KnownPredicate
from graphwright.transfer.process import reader_ahead, reading
from graphwright.transfer.reading import ReadingJob, read_encoded
from tests.transfer.loading import small_blocks, write


def job_of(*paths: Path, names_max: int = 1_000, start: Position = Position()) -> ReadingJob:  # noqa: B008 - frozen
    return ReadingJob(paths=paths, file=0, start=start, known={}, names_max=names_max)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path, [*(f'_:n{number} <p> "{number}" (n=1) .' for number in range(200)), "nonsense"])


@pytest.fixture
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "load_beside_bytes_min", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.usefixtures("_beside")
def test_a_process_of_its_own_reads_the_same(file: Path) -> None:
    before = threading.active_count()
    with reading(job_of(file)) as blocks:
        found = list(blocks)
    assert found == list(read_encoded(job_of(file)))
    assert found[0].quads == 200
    assert threading.active_count() == before


@pytest.mark.usefixtures("_beside")
def test_leaving_early_ends_the_process(file: Path) -> None:
    before = threading.active_count()
    with reading(job_of(*[file] * 100)) as blocks:
        next(blocks)
    assert threading.active_count() == before


@pytest.mark.usefixtures("_beside")
def test_errors_come_over(tmp_path: Path) -> None:
    broken = write(tmp_path, '[{"p": 1},', "a.json")
    with pytest.raises(LoadError, match=r"a\.json:1:"), reading(job_of(broken)) as blocks:
        list(blocks)


@pytest.mark.usefixtures("_beside")
def test_a_process_may_start_before_its_job_is_known(file: Path) -> None:
    with reader_ahead([file]) as child:
        assert child is not None
        with reading(job_of(file), child) as blocks:
            assert list(blocks) == list(read_encoded(job_of(file)))
    assert child.poll() is not None
    with reader_ahead([file]) as unused:
        assert unused is not None and unused.poll() is None
    assert unused.poll() is not None


def test_a_small_file_needs_no_process(file: Path) -> None:
    with reader_ahead([file, file.parent / "none.rdf"]) as child:
        assert child is None


def test_a_new_predicate_is_inferred_from_more_than_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphwright.transfer.reading._part_bytes", 100)
    lines = [f'_:n{number} <known> "{number}" .' for number in range(20)]
    lines += [f'_:n{number} <new> "{number}"^^<xs:int> .' for number in range(20)]
    path = write(tmp_path, [*lines, '_:m <new> "1.5"^^<xs:float> .', *lines])
    known = {"known": KnownPredicate(kind=ValueKind.STRING, is_list=False, home="known")}
    job = ReadingJob(paths=(path,), file=0, start=Position(), known=known, names_max=1_000)
    blocks = list(read_encoded(job))
    assert blocks[0].quads < 10, "small parts while all is known"
    [new] = [predicate for block in blocks for predicate in block.new_predicates]
    assert (new.name, new.kind) == ("new", ValueKind.FLOAT)
    assert sum(block.quads for block in blocks) == 81 and not any(block.bad_lines for block in blocks)
    assert [name for block in blocks for name in block.names] == [*(f"_:n{number}" for number in range(20)), "_:m"]
    for before, block in itertools.pairwise(blocks):
        assert block.first_number == before.first_number + len(before.names)


def test_reading_goes_on_from_the_end_of_any_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 200)
    for name in ("a.rdf", "a.rdf.gz", "a.json"):
        path = _data(tmp_path, name)
        whole = list(read_encoded(job_of(path)))
        assert len(whole) > 3
        for index, block in enumerate(whole[:-1]):
            rest = list(read_encoded(job_of(path, start=block.end)))
            assert [b.end for b in rest] == [b.end for b in whole[index + 1 :]]
            assert [b.values for b in rest][1:] != [] or index == len(whole) - 2
            assert sum(b.quads for b in rest) == sum(b.quads for b in whole[index + 1 :])


def _data(folder: Path, name: str) -> Path:
    import gzip  # noqa: PLC0415

    if name.endswith(".json"):
        return write(folder, "[" + ",\n".join(f'{{"p": {number}}}' for number in range(100)) + "]", name)
    text = "".join(f'_:n{number} <p> "{number}" .\n' for number in range(100))
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def test_names_that_are_forgotten_come_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 50)
    path = write(tmp_path, ["_:a <p> _:b ."] * 20)
    blocks = list(read_encoded(job_of(path, names_max=0)))
    assert [block.names for block in blocks] == [["_:a", "_:b"]] * len(blocks)
    assert {block.first_number for block in blocks} == {0}
