"""Rows of quads → what a block states, by predicate: the one loop over all rows of a load.

In: rows as `lang` reads them. Out: `Groups` of plain lists, with nodes as numbers that are given in the order in which
their names first appear. Does not know: what a value may be, files, uids, the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from graphwright.errors import NodeIdError
from graphwright.lang.quads import Row
from graphwright.model.uids import parse_uid, uid_max
from graphwright.model.values import ValueKind
from graphwright.records import dataclass

explicit_uid_max: Final = uid_max - 2**40
"""The highest uid that a file may name: behind it there must be room for nodes that have names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPredicate:
    """What is known of a predicate before a block is read.

    Attributes:
        home: The predicate that holds the edges: another one where these are read from their other end.
        is_turned: Edges go into `home` the other way round.
        is_paired: Has an inverse (other than itself), so that each edge can be stated from two sides.
    """

    kind: ValueKind
    is_list: bool
    home: str
    is_turned: bool = False
    is_paired: bool = False


class Groups:
    """What a block states.

    Attributes:
        tagged: Nodes, languages, texts.
    """

    def __init__(self, known: Mapping[str, KnownPredicate], names: Names) -> None:
        self._names = names
        self.values = _Values()
        self.edges = _Edges(known)
        self.tagged: dict[str, tuple[list[int], list[str], list[str]]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Groups rows, 0.4 µs each.

        Raises:
            NoNodeName: A name that looks like a uid can be none.
        """
        names, values, edges, tagged = self._names, self.values, self.edges, self.tagged
        last, number = "", -1
        for subject, predicate, node, text, language, _, _ in rows:
            if subject != last:
                number = names[subject]
                last = subject
            if node:
                add_node, add_other, add_side, side = edges[predicate]
                add_node(number)
                add_other(names[node])
                if add_side is not None:
                    add_side(side)
            elif not language:
                add_node, add_text, _, _ = values[predicate]
                add_node(number)
                add_text(text)
            else:
                columns = tagged.get(predicate)
                if columns is None:
                    columns = tagged[predicate] = ([], [], [])
                columns[0].append(number)
                columns[1].append(language)
                columns[2].append(text)

    @property
    def predicates(self) -> list[str]:
        """All that there are, each once."""
        return list({**self.values, **self.edges, **self.tagged})


class Names(dict[str, int]):
    """Name of a node → its number, given when it is first asked for; `fresh` has those of the present block."""

    __slots__ = ("fresh",)

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, name: str) -> int:
        if "0" <= name[0] <= "9" and not can_be_node(name):
            raise NoNodeName
        number = self[name] = len(self)
        self.fresh.append(name)
        return number

    def forget_fresh(self) -> None:
        """Takes back the numbers of `fresh`."""
        for name in self.fresh:
            del self[name]
        self.fresh = []


class NoNodeName(Exception):
    """A name that looks like a uid and can be none."""


def explicit_uid(name: str) -> int | None:
    """The uid that a name is; None for names of other forms, and 0 for a number that can be no uid."""
    if not "0" <= name[0] <= "9":
        return None
    try:
        uid = parse_uid(name)
    except NodeIdError:
        return None
    return uid if uid <= explicit_uid_max else 0


def can_be_node(name: str) -> bool:
    """Whether a name is no number, or one that is a uid."""
    return explicit_uid(name) != 0


class _Values(dict[str, "_ValueGroup"]):
    """Predicate → the plain values that a block states, made when first asked for."""

    __slots__ = ()

    def __missing__(self, name: str) -> _ValueGroup:
        nodes: list[int] = []
        texts: list[str] = []
        group = self[name] = (nodes.append, texts.append, nodes, texts)
        return group


_ValueGroup = tuple[Callable[[int], None], Callable[[str], None], list[int], list[str]]
"""What adds a node, what adds a text, nodes, texts."""


@dataclass(slots=True)
class _EdgeLists:
    """Edges in the direction of their home; both predicates of a pair share them."""

    sources: list[int]
    targets: list[int]
    sides: bytearray


class _Edges(dict[str, "_EdgeGroup"]):
    """Predicate → the edges that a block states, made when first asked for."""

    __slots__ = ("_known", "lists")

    def __init__(self, known: Mapping[str, KnownPredicate]) -> None:
        super().__init__()
        self._known = known
        self.lists: dict[str, _EdgeLists] = {}

    def __missing__(self, name: str) -> _EdgeGroup:
        known = self._known.get(name)
        home = known.home if known is not None else name
        lists = self.lists.setdefault(home, _EdgeLists([], [], bytearray()))
        node, other = lists.sources.append, lists.targets.append
        if known is None or not known.is_paired:
            self[name] = (node, other, None, 0)
        elif known.is_turned:
            self[name] = (other, node, lists.sides.append, 1)
        else:
            self[name] = (node, other, lists.sides.append, 0)
        return self[name]


_EdgeGroup = tuple[Callable[[int], None], Callable[[int], None], Callable[[int], None] | None, int]
"""What adds the subject, what adds the object, what adds the side, the side."""
