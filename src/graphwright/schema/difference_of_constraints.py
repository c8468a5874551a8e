"""What a new schema changes in the constraints of an old one, in words.

Does not know: the other changes (`difference.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from graphwright.model.api import ApiField, ApiType

Changes = Iterator[tuple[bool, str]]
"""(whether it is there now, the line that says so)."""


def constraint_changes(name: str, old: ApiField, new: ApiField) -> Changes:
    """The changes of a field's own constraints."""
    if old.is_unique != new.is_unique and not new.is_key:
        yield new.is_unique, f"values of {name} {'become unique' if new.is_unique else 'need no longer be unique'}"
    if old.cascades_delete != new.cascades_delete:
        verb = "are deleted with it" if new.cascades_delete else "are no longer deleted with it"
        yield new.cascades_delete, f"the nodes of {name} {verb}"
    if old.constraint != new.constraint:
        is_now = new.constraint is not None
        yield is_now, f"{name} {'is validated from now on, not what is stored' if is_now else 'is no longer validated'}"


def set_changes(old: ApiType, new: ApiType) -> Changes:
    """The changes of what is asked of several fields of a type; `fields` are named as in the schema."""
    for fields in new.unique_sets:
        if fields not in old.unique_sets:
            # A native index: on SQLite writers wait while it is built.
            yield True, f"{' and '.join(fields)} of {new.name} become unique together; writes wait for its index"
    for fields in old.unique_sets:
        if fields not in new.unique_sets:
            yield False, f"{' and '.join(fields)} of {new.name} need no longer be unique together"
    for rule in new.field_rules:
        if rule not in old.field_rules:
            yield True, f"{rule.told(new.name)} from now on; what is stored is not looked at"
    for rule in old.field_rules:
        if rule not in new.field_rules:
            yield False, f"no longer: {rule.told(new.name)}"
