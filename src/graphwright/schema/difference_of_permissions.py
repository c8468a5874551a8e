"""What changes in the permissions of a type or an edge field.

In: those before and those after. Out: a word and a text, or None where nothing changes. Does not know: other changes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from graphwright.model.api import Permission


def permission_change(
    name: str, old: tuple[Permission, ...], new: tuple[Permission, ...]
) -> tuple[Literal["added", "removed", "changed"], str] | None:
    """Whether permissions come, go or change, and how to say it."""
    if [_without_place(each) for each in old] == [_without_place(each) for each in new]:
        return None
    if not old:
        return "added", f"{name} gets permissions; what none of them grants is denied"
    if not new:
        return "removed", f"{name} loses its permissions and is open"
    return "changed", f"the permissions of {name} change"


def _without_place(permission: Permission) -> Permission:
    return replace(permission, line=0, column=0)
