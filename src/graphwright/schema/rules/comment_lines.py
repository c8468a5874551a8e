"""Comments that begin with `# Dgraph.` are settings, and follow their form."""

from __future__ import annotations

import re

from graphwright.errors import GraphwrightError
from graphwright.schema.authorization import authorization_lines, read_authorization
from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken

_secret = re.compile(r'\s*Dgraph\.Secret\s+\S+\s+"[^"]*"\s*')
_origin = re.compile(r'\s*Dgraph\.Allow-Origin\s+"[^"]*"\s*')


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
        setting = text.strip()
        if setting.startswith("Dgraph.Secret"):
            if not _secret.fullmatch(text):
                yield broken(place, 'write a secret as # Dgraph.Secret name "value"')
        elif setting.startswith("Dgraph.Allow-Origin"):
            if not _origin.fullmatch(text):
                yield broken(place, 'write an origin as # Dgraph.Allow-Origin "https://example.com"')
