"""Names in files → uids: explicit ones as they are, known names as the store has them, new ones the next free.

In: blocks with names by number. Out: the uid of every number, the names kept in the store. Does not know: quads.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphwright.storage.bulk.names import find_names, has_names, keep_names, raise_lease
from graphwright.storage.writing.session import Session
from graphwright.transfer.checkpoint import Checkpoint
from graphwright.transfer.encoding import EncodedBlock, explicit_uid
from graphwright.transfer.reading import nameless_prefix

_nameless: str = f"_:{nameless_prefix}"


class Uids:
    """The uids of a load.

    Attributes:
        by_number: Number of a node, as the encoder gave it, → uid.
        old: Nodes that the files name and that the load did not make.
    """

    def __init__(self) -> None:
        self.by_number: list[int] = []
        self.old: set[int] = set()
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
        given = {name: uid for name in names if (uid := explicit_uid(name)) is not None}
        named = [name for name in names if name not in given and not name.startswith(_nameless)]
        known = find_names(session, named) if self._looks_up else {}
        self.old.update(uid for uid in (*known.values(), *given.values()) if uid < next_uid and not checkpoint.is_new(uid))
        first_free = max([next_uid, *(uid + 1 for uid in given.values())])
        end = first_free
        known.update(given)
        new: list[tuple[str, int]] = []
        for name in names:
            uid = known.get(name)
            if uid is None:
                uid = end
                end += 1
                new.append((name, uid))
            self.by_number.append(uid)
        keep_names(session, [pair for pair in new if not pair[0].startswith(_nameless)])
        fresh = range(next_uid, end)
        if fresh:
            raise_lease(session, end)
        checkpoint.take(fresh)
        checkpoint.counts.nodes += len(new) + len({uid for uid in given.values() if uid >= next_uid})
        return fresh
