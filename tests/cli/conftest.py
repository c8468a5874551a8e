"""The command line in this process, in an empty folder, without the settings of whoever runs the tests."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphwright.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command said; `status` is its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("GRAPHWRIGHT_"):
            monkeypatch.delenv(name)

    def run_words(*words: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["graphwright", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return Ran(status, said.out, said.err)

    return run_words
