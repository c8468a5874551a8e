"""How numbers and truth values are written, by the rules of Go, in which the reference is written.

`5.0`, `5e3` and ` 5` are no integers, though Python or JSON might read them as such. Does not know: what they are for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

integer_form: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
number_form: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
"""A number that can be stored; Go has `inf` and `nan` too."""
written_truths: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("1", "t", "T", "true", "TRUE", "True"), True),
        **dict.fromkeys(("0", "f", "F", "false", "FALSE", "False"), False),
    }
)
