"""Recorded suites are YAML, much of it: libyaml reads it eight times as fast, where it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

_loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What a file says."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_loader)
