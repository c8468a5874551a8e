"""How far a load is, without a terminal and with one."""

import io

import pytest

from graphwright.cli.progress import line_of, progress, rate_of


@pytest.mark.parametrize(
    ("quads", "read", "total", "seconds", "line"),
    [
        (0, 0, 0, 0.0, "0 quads, 0/s"),
        (1_000_000, 50, 200, 5.0, "25%: 1,000,000 quads, 200,000/s, about 15 s left"),
        (10, 0, 200, 1.0, "0%: 10 quads, 10/s"),
        (10, 200, 200, 1.0, "100%: 10 quads, 10/s"),
        (10, 300, 200, 1.0, "100%: 10 quads, 10/s"),
    ],
)
def test_a_line(quads: int, read: int, total: int, seconds: float, line: str) -> None:
    assert line_of(quads, read, total, seconds) == line


def test_rate_of_nothing() -> None:
    assert rate_of(5, 0.0) == 0.0


def test_plain_lines_come_seldom_and_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    with progress() as report:
        for step in range(1, 101):
            now = step * 0.2
            report(step * 10, step, 100)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["25%", "50%", "75%", "100%"]


def test_a_bar_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with progress() as report:
        report(500, 10, 0)
        report(1_000, 100, 100)
    assert "100%" in terminal.getvalue()
    assert "1,000 quads" in terminal.getvalue()
