"""What follows from the values of a batch, where it is not left for the end: token tables and keys.

In: the columns of a batch, before and after they are written. Out: tokens of ready indexes and keys of scopes that are
kept, by the difference. New nodes have no old values and cost no read. Does not know: how rows are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from graphwright.model.catalog import Index, IndexState, KeyScope, Predicate
from graphwright.records import dataclass
from graphwright.storage.bulk.keys import KeyChange, Keys, keep_scope
from graphwright.storage.bulk.undo import Images
from graphwright.storage.tables import keys_table
from graphwright.storage.writing.derived import Snapshot, read_values, token_rows, update_tokens
from graphwright.storage.writing.session import Session
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.columns import BatchColumns, Values


@dataclass(slots=True)
class Derived:
    """The derived rows of one batch: looked at before the values are written, changed after."""

    session: Session
    checkpoint: Checkpoint
    images: Images
    fresh: range
    _tokens: list[tuple[Predicate, Index, Snapshot, set[int]]] = field(default_factory=list)
    _keys: list[tuple[KeyScope, KeyChange]] = field(default_factory=list)

    def look_before(self, columns: BatchColumns) -> None:
        """Reads the values that will be written over."""
        predicates = self.session.catalog.predicates
        for name, values in columns.values.items():
            for index in predicates[name].indexes:
                if index.table is not None:
                    self._look_at_tokens(predicates[name], index, values)
        for scope in self.session.catalog.key_scopes:
            if scope.id not in self.checkpoint.scopes and (changed := _changed(scope, columns)):
                before = read_values(self.session, predicates[scope.predicate], self._stored(changed))
                self._keys.append((scope, KeyChange(before=before, changed=changed)))

    def _look_at_tokens(self, predicate: Predicate, index: Index, values: Values) -> None:
        """An index that is not ready is filled at the end; only what it has of older nodes must go now."""
        uids = set(values.uids)
        if index.state is not IndexState.READY:
            uids &= self.images.old
        if uids:
            before = read_values(self.session, predicate, self._stored(uids))
            self._tokens.append((predicate, index, before, uids))

    def _stored(self, uids: Iterable[int]) -> Iterator[int]:
        first = self.fresh.start
        return (uid for uid in uids if uid < first)

    def write(self, columns: BatchColumns) -> None:
        """Changes the derived rows; the values are written. Scopes with duplicates are left for the end."""
        for predicate, index, before, uids in self._tokens:
            after = self._after(predicate, columns.values[predicate.name], uids)
            self._keep_tokens(index, before, after)
            update_tokens(self.session, index, before, after)
        for scope, change in self._keys:
            if keep_scope(self.session, scope, change, self._keep_keys):
                self.checkpoint.scopes.append(scope.id)

    def _after(self, predicate: Predicate, values: Values, uids: set[int]) -> Snapshot:
        """The values of these nodes: known of new ones, read back of the others."""
        after = read_values(self.session, predicate, self._stored(uids))
        first = self.fresh.start
        for uid, value in zip(values.uids, values.values, strict=True):
            if uid >= first and uid in uids:
                present = after.setdefault(uid, [])
                if not predicate.is_list:
                    present.clear()
                present.append(value)
        return after

    def _keep_tokens(self, index: Index, before: Snapshot, after: Snapshot) -> None:
        old = self.images.old
        if not old:
            return
        touched: set[tuple[str, int]] = set()
        for snapshot in (before, after):
            touched.update(token_rows(index.kind, {uid: snapshot[uid] for uid in old & snapshot.keys()}))
        assert index.table is not None
        self.images.keep_rows(self.session.tables.tokens(index.table), touched)

    def _keep_keys(self, keys: Keys) -> None:
        is_new, first = self.images.is_new, self.fresh.start
        old = {(scope, text) for scope, text, uid in keys if uid < first and not is_new(uid)}
        self.images.keep_rows(keys_table, old)


def _changed(scope: KeyScope, columns: BatchColumns) -> set[int]:
    changed: set[int] = set()
    if scope.predicate in columns.values:
        changed.update(columns.values[scope.predicate].uids)
    if scope.node_type in columns.types:
        changed |= columns.types[scope.node_type]
    return changed
