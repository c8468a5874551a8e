"""Where the real data sets are; they are not part of the repository."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


def data_file(name: str) -> Path:
    """A file of real data; the test is skipped, and says so loudly, where it is not there."""
    file = DATA / name
    if not file.is_file():
        pytest.skip(f"REAL DATA MISSING: THERE IS NO {name} IN ../shared/data, SO THIS DATA SET IS NOT TESTED")
    return file


def example(path: str) -> ModuleType:
    """A script of examples/, which is no package."""
    file = ROOT / "examples" / path
    name = "example_" + path.removesuffix(".py").replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
