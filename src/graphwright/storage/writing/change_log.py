"""What a commit changed, as rows of `gw_changes` tell it: for caches, and for what conflicts with it.

In: change sets. Out: entries [uid, predicate id, operation] — predicate 0 is the node itself — and, where
transactions that change the same predicate of the same node need not conflict, or others must, a fourth member: the
edge's target, the fingerprint of a value of a list, the type, or with `@upsert` the fingerprints of what the indexes
hold of the value. Does not know: commits, what conflicts (`engine/transactions/conflicts.py`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphwright.model.bigfloats import BigFloat
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.datetimes import DateTime
from graphwright.model.values import StoredValue, ValueKind
from graphwright.records import dataclass
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import Spatial, Tokens

Entry = Sequence[Any]


@dataclass(frozen=True, slots=True)
class LogForm:
    """How changes of a predicate are told.

    Attributes:
        has_targets: Its edges have their target, its values a fingerprint.
        indexed: `@upsert`: the kinds of its indexes.
    """

    id: int
    has_targets: bool
    indexed: tuple[str, ...] | None


def log_forms(catalog: Catalog) -> dict[str, LogForm]:
    """How changes of each predicate are told."""
    return {name: _form(predicate) for name, predicate in catalog.predicates.items()}


def _form(predicate: Predicate) -> LogForm:
    has_other_end = predicate.kind is ValueKind.UID and (predicate.inverse is not None or predicate.is_reversed)
    indexed = tuple(index.kind for index in predicate.indexes) if predicate.is_upsert else None
    return LogForm(predicate.id, predicate.is_list or has_other_end, indexed)


def log_of(changes: ChangeSet, forms: Mapping[str, LogForm], type_ids: Mapping[str, int]) -> list[Entry]:
    """The entries of a change set."""
    entries: list[Entry] = [(uid, 0, "t", type_ids[name]) for uid, name in changes.types]
    entries += [(uid, 0, "t", type_ids.get(name)) for uid, name in changes.remove_types]
    entries += [(uid, 0, "d") for uid in changes.deleted]
    for values, operation in ((changes.set_values, "s"), (changes.remove_values, "r")):
        for name, pairs in values.items():
            entries += _of_values(forms[name], pairs, operation)
    for edges, operation in ((changes.set_edges, "s"), (changes.remove_edges, "r")):
        for name, ends in edges.items():
            form = forms[name]
            if form.has_targets:
                entries += [(src, form.id, operation, dst) for src, dst in ends]
            else:
                entries += [(src, form.id, operation) for src, _ in ends]
    for name, uids in changes.clear.items():
        entries += [(uid, forms[name].id, "r") for uid in uids]
    for name, removed in changes.remove_tagged.items():
        entries += [(uid, forms[name].id, "r") for uid, _, _ in removed]
    for name, rows in changes.tagged.items():
        form = forms[name]
        if form.indexed is None:
            entries += [(uid, form.id, "s") for uid, _, _ in rows]
        else:
            entries += [(uid, form.id, "s", _tokens(form.indexed, text)) for uid, _, text in rows]
    return entries


def _of_values(form: LogForm, pairs: Iterable[tuple[int, StoredValue]], operation: str) -> list[Entry]:
    if form.indexed is not None:
        return [(uid, form.id, operation, _tokens(form.indexed, value)) for uid, value in pairs]
    if form.has_targets:
        return [(uid, form.id, operation, _fingerprint(value)) for uid, value in pairs]
    return [(uid, form.id, operation) for uid, _ in pairs]


def _fingerprint(value: StoredValue) -> int:
    """A number that tells values apart, nearly always: where it does not, a transaction is given up needlessly."""
    shown = value.key if isinstance(value, DateTime | BigFloat) else value
    return zlib.crc32(shown if isinstance(shown, bytes) else str(shown).encode())


def _tokens(kinds: Iterable[str], value: StoredValue | None) -> list[int]:
    """The fingerprints of what indexes hold of a value."""
    if value is None:
        return []
    found: dict[int, None] = {}
    for kind in kinds:
        structure = index_kinds[kind].structure
        if isinstance(structure, Tokens | Spatial):
            found.update((zlib.crc32(f"{kind} {token}".encode()), None) for token in structure.tokenize(value))
        else:
            found[_fingerprint(value)] = None
    return list(found)
