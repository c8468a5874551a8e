"""Comments that begin with `# Dgraph.` or `# Graphwright.` are settings, and follow their form."""

from __future__ import annotations

import re

from graphwright.errors import GraphwrightError
from graphwright.schema.authorization import authorization_lines, read_authorization
from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken
from graphwright.schema.strictness import check_strictness

_forms = (
    (
        "Dgraph.Secret",
        re.compile(r'\s*Dgraph\.Secret\s+\S+\s+"[^"]*"\s*'),
        'write a secret as # Dgraph.Secret name "value"',
    ),
    (
        "Dgraph.Allow-Origin",
        re.compile(r'\s*Dgraph\.Allow-Origin\s+"[^"]*"\s*'),
        'write an origin as # Dgraph.Allow-Origin "https://example.com"',
    ),
)


def check_comment_lines(schema: Declarations) -> Findings:
    """Findings for each comment that is a setting."""
    lines = authorization_lines(schema)
    for _, place in lines[1:]:
        yield broken(place, f"Dgraph.Authorization stands in line {lines[0][1].line} already; keep one")
    try:
        read_authorization(schema)
    except GraphwrightError as error:
        yield error
    for text, place in schema.comments:
        for prefix, form, wanted in _forms:
            if text.strip().startswith(prefix) and not form.fullmatch(text):
                yield broken(place, wanted)
    yield from check_strictness(schema)
