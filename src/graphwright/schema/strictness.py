"""The line `# Graphwright.Strict true` of a schema: exactly as the reference, without our additions.

In: declarations. Out: whether it says so. Dgraph reads the line as a comment. Does not know: `--strict-dgraph`, which
has the same effect whatever the schema says.
"""

from __future__ import annotations

import re
from typing import Final

from graphwright.schema.declarations import Declarations, Place
from graphwright.schema.findings import Findings, broken

_setting: Final = re.compile(r"Graphwright\.\w+")
_form: Final = re.compile(r"Graphwright\.Strict\s+(true|false)")


def read_strictness(schema: Declarations) -> bool:
    """Whether the schema wants the reference's API and nothing more."""
    return any(match[1] == "true" for text, _ in _lines(schema) if (match := _form.fullmatch(text)))


def check_strictness(schema: Declarations) -> Findings:
    """Findings for each line that is no such setting, and for a second one."""
    lines = _lines(schema)
    for text, place in lines:
        if _form.fullmatch(text) is None:
            yield broken(place, f"{text[:40]} is no setting; there is one: # Graphwright.Strict true (or false)")
    for _, place in lines[1:]:
        yield broken(place, f"Graphwright.Strict stands in line {lines[0][1].line} already; keep one")


def _lines(schema: Declarations) -> list[tuple[str, Place]]:
    found = ((text.strip(), place) for text, place in schema.comments)
    return [(text, place) for text, place in found if _setting.match(text)]
