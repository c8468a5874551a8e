"""What transactions conflict about: the keys of what they write, against those of what was committed meanwhile.

In: entries of the log of changes (`storage/writing/change_log.py`), the catalog. Out: keys. The rules are Dgraph's:
a key is (uid, predicate), with the value added for lists unless the predicate has `@count`; under `@upsert` there is
one more for each token of its indexes; `@noconflict` has none. Edges of an inverse pair have the keys of both ends,
for one write changes both. Does not know: the store, transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from zlib import crc32

from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.values import ValueKind
from graphwright.storage.writing.change_log import Entry

Key = tuple[Any, ...]
"""(uid, predicate id or what else it is about, what in particular)."""

_all: Final = "*"
_backwards: Final = "~"
_type: Final = "t"
_deleted: Final = "d"


class Keys:
    """Keys by the predicates of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._predicates = {predicate.id: predicate for predicate in catalog.predicates.values()}
        self._by_name: Mapping[str, Predicate] = catalog.predicates

    def of(self, entries: Iterable[Entry]) -> set[Key]:
        """The keys of some entries."""
        found: set[Key] = set()
        for uid, identifier, operation, *rest in entries:
            what = rest[0] if rest else None
            if not identifier:
                found.add((uid, operation, what if operation == _type else None))
                continue
            predicate = self._predicates.get(identifier)
            if predicate is not None and not predicate.has_no_conflicts:
                found.update(self._of_change(predicate, uid, what))
        return found

    def _of_change(self, predicate: Predicate, uid: int, what: Any) -> Iterable[Key]:
        if predicate.is_upsert:
            yield (uid, predicate.id, None)
            if isinstance(what, list):
                for token in what:
                    yield (None, predicate.id, token)
            return
        yield _key(predicate, uid, what)
        if predicate.kind is not ValueKind.UID or what is None:
            return
        if predicate.is_reversed and predicate.is_counted:
            yield (what, predicate.id, _backwards)
        if predicate.inverse is not None:
            yield _key(self._by_name[predicate.inverse], what, uid)


def _key(predicate: Predicate, uid: int, what: Any) -> Key:
    if predicate.is_list and not predicate.is_counted:
        return (uid, predicate.id, _all if what is None else what)
    return (uid, predicate.id, None)


def conflict(own: set[Key], others: set[Key]) -> bool:
    """Whether somebody else has changed what a transaction changes."""
    if not own.isdisjoint(others):
        return True
    deleted = {uid for uid, operation, _ in others if operation == _deleted}
    return bool(deleted) and any(uid in deleted for uid, _, _ in own)


def shown(keys: Iterable[Key]) -> tuple[str, ...]:
    """Keys as clients get them, who only hand them back."""
    return tuple(format(crc32(repr(key).encode()), "x") for key in keys)
