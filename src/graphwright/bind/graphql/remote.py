"""Fields that are computed elsewhere: known, and refused until they are carried out.

In: the field as declared. Out: the error. Does not know: remotes.
"""

from __future__ import annotations

from typing import Final

from graphwright.errors import NotSupportedYet
from graphwright.model.remote import RemoteField

_whose: Final = {
    "custom": "is computed by @custom",
    "lambda": "is computed by @lambda",
    "external": "is another service's (@external)",
    "remote": "is given by a remote",
}


def refuse_remote(
    owner: str, field: RemoteField, *, line: int | None = None, column: int | None = None
) -> NotSupportedYet:
    """The error of asking for a remote field."""
    return NotSupportedYet(
        f"{owner}.{field.name} {_whose[field.source]}, which is not supported yet by this version; leave it out",
        line=line,
        column=column,
    )
