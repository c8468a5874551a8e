"""One version, said in two places."""

import tomllib
from pathlib import Path

from graphwright.version import __version__


def test_the_package_and_its_description_agree() -> None:
    description = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    assert description["project"]["version"] == __version__
