"""Time zones where the machine has none: those of the package `tzdata`."""

from __future__ import annotations

import os
import subprocess
import sys

_script = """
import zoneinfo
from graphwright.model.time_zones import is_zone
assert zoneinfo.TZPATH == ()
print(is_zone("Europe/Berlin"), is_zone("Mars/Phobos"))
"""


def test_zones_need_no_files_of_the_machine() -> None:
    environment = {**os.environ, "PYTHONTZPATH": ""}
    done = subprocess.run([sys.executable, "-c", _script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
