"""Names in files → uids: explicit ones as they are, known names as the store has them, new ones the next free.

In: blocks with names by number. Out: the uid of every number, the names kept in the store: beside the data, or as
values of a predicate (`--upsert`). Does not know: quads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from graphwright.errors import LoadError
from graphwright.model.uids import format_uid
from graphwright.storage.bulk.names import find_by_value, find_names, has_names, keep_names, raise_lease
from graphwright.storage.writing.session import Session
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.encoding import EncodedBlock
from graphwright.transfer.grouping import explicit_uid
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
            self._looks_up = bool(self.by_number) or has_names(session)
            self.by_number = []
        names = [name for block in blocks for name in block.names]
        given = {name: uid for name in names if "0" <= name[0] <= "9" and (uid := explicit_uid(name)) is not None}
        first_free = max([next_uid, *(uid + 1 for uid in given.values())])
        if self.upsert_predicate is None:
            uids, stop = self._by_name(session, names, given, first_free)
        else:
            uids, stop = self._by_value(session, blocks, names, given, first_free)
        fresh = range(next_uid, stop)
        if fresh:
            raise_lease(session, fresh.stop)
        self.old.update(uid for uid in uids if uid < next_uid and not checkpoint.is_new(uid))
        self.by_number.extend(uids)
        checkpoint.take(fresh)
        checkpoint.counts.nodes += stop - first_free + sum(map(checkpoint.is_new, set(given.values())))
        return fresh

    def _by_name(
        self, session: Session, names: list[str], given: Mapping[str, int], first_free: int
    ) -> tuple[Sequence[int], int]:
        """The uids of names, those of new ones from `first_free` on, and the first that is free then."""
        known = {**self._found(session, names, given), **given}
        new = [name for name in names if name not in known] if known else names
        uids = range(first_free, first_free + len(new))
        named = zip(new, uids, strict=True)
        # Of RDF there are none without a name, and looking at each costs a tenth of the batch.
        has_nameless = nameless_prefix in "".join(new)
        keep_names(session, (pair for pair in named if not _is_nameless(pair[0])) if has_nameless else named)
        if not known:
            return uids, uids.stop
        known.update(zip(new, uids, strict=True))
        return list(map(known.__getitem__, names)), uids.stop

    def _by_value(
        self,
        session: Session,
        blocks: Sequence[EncodedBlock],
        names: list[str],
        given: Mapping[str, int],
        first_free: int,
    ) -> tuple[Sequence[int], int]:
        """As `_by_name`: a node is known by the value that these blocks state of it, or else by its name."""
        base = len(self.by_number)
        stated = self._stated(blocks)
        values = [
            "" if name in given else stated.get(number) or _value_of(name) for number, name in enumerate(names, base)
        ]
        late = {number: text for number, text in stated.items() if number < base}
        found = self._found_by_value(session, {*values, *late.values()} - {""})
        self._refuse_late(late, found)
        self.named = {}
        uids, free = [], first_free
        for name, value in zip(names, values, strict=True):
            uid = given.get(name) or found.get(value)
            if uid is None:
                uid, free = free, free + 1
                if value:
                    found[value] = uid
                    self.named[uid] = value
            uids.append(uid)
        return uids, free

    def _stated(self, blocks: Sequence[EncodedBlock]) -> dict[int, str]:
        """The values of `upsert_predicate` that blocks give to nodes, by number."""
        found: dict[int, str] = {}
        for block in blocks:
            column = block.values.get(self.upsert_predicate or "")
            if column is not None:
                found.update(zip(column.nodes, column.values, strict=True))
        return found

    def _refuse_late(self, late: Mapping[int, str], found: Mapping[str, int]) -> None:
        """A node that was taken for a new one before its value came must not be one that is there."""
        for number, text in late.items():
            own, other = self.by_number[number], found.get(text)
            if other is not None and other != own:
                raise LoadError(
                    f'{self.upsert_predicate} "{text:.100}" comes long after the first line of its node, which was '
                    f"taken for another one ({format_uid(own)}) than the one that has it ({format_uid(other)}); let "
                    "the lines that give it stand first in the files"
                )

    def _found(self, session: Session, names: list[str], given: Mapping[str, int]) -> dict[str, int]:
        if not self._looks_up:
            return {}
        asked = [name for name in names if name not in given] if given else names
        return find_names(session, asked)

    def _found_by_value(self, session: Session, values: AbstractSet[str]) -> dict[str, int]:
        predicate = self.upsert_predicate
        if not values or predicate is None:
            return {}
        found: dict[str, int] = {}
        for text, uid in find_by_value(session, session.catalog.predicates[predicate], list(values)):
            if found.setdefault(text, uid) != uid:
                both = f"{format_uid(found[text])} and {format_uid(uid)}"
                raise LoadError(f'{predicate} "{text:.100}" is the value of {both}: give one of them another value')
        return found


def _value_of(name: str) -> str:
    """A name as the value of a predicate: an IRI as it is, a blank node without its mark; "" for none."""
    return "" if _is_nameless(name) else name.removeprefix("_:")


def _is_nameless(name: str) -> bool:
    # Cut and compared: half the time of `startswith`, for every name of a load.
    return name[2:3] == nameless_prefix
