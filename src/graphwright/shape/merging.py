"""Remote values put into the text that the database wrote.

SQL leaves a placeholder, framed by U+0002, which no JSON text holds, where a value from another server
belongs. Does not know: where the values came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

mark: Final = "\x02"
_pattern: Final = re.compile(f"{mark}([^{mark}:]*):(\\d+){mark}")


def placeholder_text(name: str) -> str:
    """What comes before the uid in a placeholder; `mark` closes it behind the uid."""
    assert mark not in name
    assert ":" not in name
    return f"{mark}{name}:"


def merge_remote(text: str, values: Mapping[str, Mapping[int, str]]) -> str:
    """The text with every placeholder replaced by its JSON text; null where the remote gave nothing."""
    if mark not in text:
        return text
    return _pattern.sub(lambda match: values.get(match[1], {}).get(int(match[2]), "null"), text)
