"""Blocks of quads → columns: per predicate the nodes and their values, typed, ready for the writer.

In: blocks of tuples as `lang` reads them, and what the catalog knows of the predicates. Out: `EncodedBlock`s of plain
lists and arrays, cheap to hand to another process; nodes are numbers, given in the order in which their names first
appear. A value that does not fit its predicate becomes a bad line. Does not know: files, uids, the store.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

from graphwright.lang.quads import BadLine, Block, Facets, Position, Row
from graphwright.model.facets import facets_text, value_target
from graphwright.model.uids import parse_uid, uid_max
from graphwright.model.values import StoredValue, ValueKind
from graphwright.transfer.coercion import Coercer
from graphwright.transfer.kinds import NewPredicate, Refused, infer_kind

type_predicate: Final = "dgraph.type"
explicit_uid_max: Final = uid_max - 2**40
"""The highest uid that a file may name: behind it there must be room for nodes that have names."""

Numbers = array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPredicate:
    """What is known of a predicate before a block is read.

    Attributes:
        home: The predicate that holds the edges: another one where these are read from their other end.
        is_turned: Edges go into `home` the other way round.
        is_paired: Has an inverse, so that each edge can be stated from two sides.
    """

    kind: ValueKind
    is_list: bool
    home: str
    is_turned: bool = False
    is_paired: bool = False


@dataclass(slots=True)
class ValueColumn:
    """Values of a predicate: `keys` order DateTimes, which are in `values` as they are shown."""

    nodes: Numbers
    values: list[int] | list[float] | list[str] | list[bool]
    keys: list[str] | None = None


@dataclass(slots=True)
class EdgeColumn:
    """Edges in the direction of their home; `sides` has a 1 for each that its inverse stated, in paired ones."""

    sources: Numbers
    targets: Numbers
    sides: bytes | None = None


@dataclass(slots=True)
class TaggedColumn:
    """Values with language tags."""

    nodes: Numbers
    languages: list[str]
    texts: list[str]


@dataclass(slots=True)
class FacetColumn:
    """Facets by home predicate: of an edge to `others`, or (-1) of the value that `targets` names."""

    nodes: Numbers
    others: Numbers
    targets: list[str]
    texts: list[str]


@dataclass(slots=True, kw_only=True)
class EncodedBlock:
    """A block, ready to be written.

    Attributes:
        end: Where in the file the next block starts.
        quads: Lines that say something and are right.
        names: The names of the nodes that were not numbered before; the first has `first_number`.
        new_predicates: Those that the catalog does not know, as they shall be.
        bytes_read: Of the file as it lies on disk (packed, if it is).
    """

    file: int
    end: Position
    quads: int
    first_number: int
    names: list[str]
    values: dict[str, ValueColumn] = field(default_factory=dict)
    edges: dict[str, EdgeColumn] = field(default_factory=dict)
    tagged: dict[str, TaggedColumn] = field(default_factory=dict)
    facets: dict[str, FacetColumn] = field(default_factory=dict)
    types: dict[str, Numbers] = field(default_factory=dict)
    new_predicates: list[NewPredicate] = field(default_factory=list)
    bad_lines: list[BadLine] = field(default_factory=list)
    bytes_read: int = 0


LineText = Callable[[int], str]
"""The text of a line of the block, for messages; "" where it is not known."""


class Encoder:
    """Encodes the blocks of a load, in order; remembers names and predicates.

    Args:
        known: The catalog's predicates; grows by those that are met.
        names_max: Names to remember; beyond it all are forgotten and come again.
    """

    def __init__(self, known: Mapping[str, KnownPredicate], names_max: int) -> None:
        self._known = dict(known)
        self._names = Names()
        self._names_max = names_max
        self._coercer = Coercer()

    def encode(self, block: Block, file: int, line_text: LineText) -> EncodedBlock:
        """One block as columns."""
        if len(self._names) > self._names_max:
            self._names = Names()
        names = self._names
        names.fresh = []
        first = len(names)
        return _BlockEncoder(block, file, self._known, names, self._coercer).run(first, line_text)


class Names(dict[str, int]):
    """Name of a node → its number, given when it is first asked for."""

    __slots__ = ("fresh",)
    fresh: list[str]

    def __missing__(self, name: str) -> int:
        if name[0].isdigit() and _is_no_node(name):
            raise _NoNode
        number = self[name] = len(self)
        self.fresh.append(name)
        return number


class _NoNode(Exception):
    """A name that looks like a uid and can be none."""


def explicit_uid(name: str) -> int | None:
    """The uid that a name is, or None for a name that is none."""
    if not name[0].isdigit():
        return None
    try:
        return parse_uid(name)
    except ValueError:
        return None


def _is_no_node(name: str) -> bool:
    uid = explicit_uid(name)
    return uid is not None and not 0 < uid <= explicit_uid_max


class _Literals:
    """The literals of one predicate as they stand in a block."""

    __slots__ = ("add_node", "add_text", "nodes", "texts")

    def __init__(self) -> None:
        self.nodes: list[int] = []
        self.texts: list[str] = []
        self.add_node = self.nodes.append
        self.add_text = self.texts.append


class _Edges:
    """The edges that one predicate states in a block; both directions of a pair share the lists of their home."""

    __slots__ = ("add_source", "add_target", "marks", "side", "sources", "targets")

    def __init__(self, sources: list[int], targets: list[int], marks: bytearray | None, side: int) -> None:
        self.sources, self.targets, self.marks, self.side = sources, targets, marks, side
        self.add_source = sources.append
        self.add_target = targets.append


class _BlockEncoder:
    """One block's encoding."""

    def __init__(
        self, block: Block, file: int, known: dict[str, KnownPredicate], names: Names, coercer: Coercer
    ) -> None:
        self.block = block
        self.file = file
        self.known = known
        self.names = names
        self.coercer = coercer
        self.rows = block.rows
        self.lines = block.lines
        self.facets = block.facets
        self.bad: dict[int, str] = {}
        self.new: list[NewPredicate] = []

    def run(self, first: int, line_text: LineText) -> EncodedBlock:
        self._learn()
        if self.bad:
            self._leave_out(line_text)
        literals, edges, tagged = self._grouped()
        result = EncodedBlock(
            file=self.file, end=self.block.end, quads=0, first_number=first, names=[], new_predicates=self.new
        )
        for name, group in literals.items():
            if name == type_predicate:
                result.types = _by_text(group)
            else:
                result.values[name] = self._column(name, group)
        result.edges = edges
        for name, (nodes, languages, texts) in tagged.items():
            result.tagged[name] = self._tagged_column(name, nodes, languages, texts)
        for index, facets in self.facets.items():
            if index not in self.bad:
                self._add_facets(result, self.rows[index], facets)
        result.quads = len(self.rows) - len(self.bad)
        result.names = self.names.fresh
        result.bad_lines = [*self.block.bad_lines, *self._bad_lines(line_text)]
        return result

    # -- what is not as expected, found before anything is grouped

    def _learn(self) -> None:
        """Decides on the predicates that are not known, and finds rows that do not fit theirs in form."""
        for name in {row[1] for row in self.rows}:
            if name == type_predicate:
                self._refuse(name, lambda row: "a type is a text, not a node" if row[2] or row[4] else "")
                continue
            if name not in self.known:
                self._decide(name)
            known = self.known.get(name)
            if known is None:
                continue
            if known.kind is ValueKind.UID:
                self._refuse(name, lambda row: "" if row[2] else "the predicate refers to nodes, this is a value")
            elif known.kind in _textual:
                self._refuse(name, lambda row: "the predicate holds values, this is a node" if row[2] else "")
            else:
                self._refuse(name, lambda row, kind=known.kind: _why_no_plain_value(row, kind))

    def _decide(self, name: str) -> None:
        rows = [row for row in self.rows if row[1] == name]
        decided = infer_kind(name, rows, is_list=name in self.block.lists)
        if isinstance(decided, Refused):
            self._refuse(name, lambda _: decided.reason)
            return
        self.new.append(decided)
        self.known[name] = KnownPredicate(kind=decided.kind, is_list=decided.is_list, home=name)

    def _refuse(self, name: str, why_not: Callable[[Row], str]) -> None:
        for index, row in enumerate(self.rows):
            if row[1] == name and (reason := why_not(row)):
                self.bad[index] = f"{name}: {reason}"

    def _leave_out(self, line_text: LineText) -> None:
        """Takes the bad rows out, so that what follows need not look at them."""
        self.block.bad_lines.extend(self._bad_lines(line_text))
        kept = [index for index in range(len(self.rows)) if index not in self.bad]
        places = {index: place for place, index in enumerate(kept)}
        self.facets = {places[index]: facets for index, facets in self.facets.items() if index in places}
        self.lines = [self.lines[index] for index in kept]
        self.rows = [self.rows[index] for index in kept]
        self.bad = {}

    def _bad_lines(self, line_text: LineText) -> list[BadLine]:
        return [
            _bad_line(self.lines[index], line_text(self.lines[index]), self.rows[index], reason)
            for index, reason in sorted(self.bad.items())
        ]
