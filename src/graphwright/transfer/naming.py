"""Names in files → uids: explicit ones as they are, known names as the store has them, new ones the next free.

In: blocks with names by number. Out: the uid of every number, the names kept in the store: beside the data, or as
values of a predicate (`--upsert`). Does not know: quads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphwright.errors import LoadError
from graphwright.model.uids import format_uid
from graphwright.storage.bulk.names import find_by_value, find_names, has_names, keep_names, raise_lease
from graphwright.storage.writing.session import Session
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.encoding import EncodedBlock, explicit_uid
from graphwright.transfer.reading import nameless_prefix


class Uids:
    """The uids of a load.

    Attributes:
        by_number: Number of a node, as the encoder gave it, → uid.
        old: Nodes that the files name and that the load did not make.
        named: New nodes of the last batch, and the values of `upsert_predicate` that they are to have.
    """

    def __init__(self, upsert_predicate: str | None = None) -> None:
        self.by_number: list[int] = []
        self.old: set[int] = set()
        self.named: dict[int, str] = {}
        self.upsert_predicate = upsert_predicate
        self._looks_up: bool | None = None

    def name(self, session: Session, blocks: Sequence[EncodedBlock], checkpoint: Checkpoint, next_uid: int) -> range:
        """Gives every new name its uid.

        Args:
            blocks: Of one numbering: only the first may begin a new one.
            next_uid: The first uid that was never given out.

        Returns:
            The uids that are given out with this; only new nodes have them.
        """
        if blocks[0].first_number == 0:
            # Names may come again that the store knows by now, or knew before.
            self._looks_up = bool(self.by_number) or self.upsert_predicate is not None or has_names(session)
            self.by_number = []
        names = [name for block in blocks for name in block.names]
        given = {name: uid for name in names if "0" <= name[0] <= "9" and (uid := explicit_uid(name)) is not None}
        known = {**self._found(session, names, given), **given}
        self.old.update(uid for uid in known.values() if uid < next_uid and not checkpoint.is_new(uid))
        first_free = max([next_uid, *(uid + 1 for uid in given.values())])
        new = [name for name in names if name not in known] if known else names
        uids = range(first_free, first_free + len(new))
        if known:
            known.update(zip(new, uids, strict=True))
            self.by_number.extend(map(known.__getitem__, names))
        else:
            self.by_number.extend(uids)
        named = ((name, uid) for name, uid in zip(new, uids, strict=True) if not _is_nameless(name))
        if self.upsert_predicate is None:
            keep_names(session, named)
        else:
            self.named = {uid: _value_of(name) for name, uid in named}
        fresh = range(next_uid, uids.stop)
        if fresh:
            raise_lease(session, fresh.stop)
        checkpoint.take(fresh)
        checkpoint.counts.nodes += len(new) + sum(map(checkpoint.is_new, set(given.values())))
        return fresh

    def _found(self, session: Session, names: list[str], given: Mapping[str, int]) -> dict[str, int]:
        if not self._looks_up:
            return {}
        asked = [name for name in names if name not in given and not _is_nameless(name)]
        if self.upsert_predicate is None:
            return find_names(session, asked)
        return self._found_by_value(session, self.upsert_predicate, asked)

    def _found_by_value(self, session: Session, predicate: str, names: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for text, uid in find_by_value(session, session.catalog.predicates[predicate], list(map(_value_of, names))):
            if found.setdefault(text, uid) != uid:
                both = f"{format_uid(found[text])} and {format_uid(uid)}"
                raise LoadError(f'{predicate} "{text:.100}" is the value of {both}: give one of them another value')
        return {name: found[value] for name in names if (value := _value_of(name)) in found}


def _value_of(name: str) -> str:
    """A name as the value of a predicate: an IRI as it is, a blank node without its mark."""
    return name.removeprefix("_:")


def _is_nameless(name: str) -> bool:
    # Cut and compared: half the time of `startswith`, for every name of a load.
    return name[2:3] == nameless_prefix
