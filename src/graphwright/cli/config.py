"""`graphwright config`: every setting, its value and where the value comes from."""

from __future__ import annotations

from graphwright.cli.options import settings_from
from graphwright.config import environment_name


def config() -> None:
    """List the settings. Order: flag, environment (GRAPHWRIGHT_...), graphwright.toml, default."""
    lines = settings_from().lines()
    names = max(len(line.name) for line in lines)
    values = max(len(line.value) for line in lines)
    for line in lines:
        print(
            f"{line.name:{names}}  {line.value:{values}}  {line.origin:11}  {environment_name(line.name)}: {line.help}"
        )
