"""Blocks of quads → columns: per predicate the nodes and their values, typed, ready for the writer.

In: blocks of tuples as `lang` reads them, and what the catalog knows of the predicates. Out: `EncodedBlock`s of plain
lists and arrays, cheap to hand to another process; nodes are numbers, given in the order in which their names first
appear. A value that does not fit its predicate becomes a bad line. Does not know: files, uids, the store.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any, Final

from graphwright.lang.quads import BadLine, Block, Facets, Position, Row, bad_line_characters_max
from graphwright.model.facets import facets_text, value_target
from graphwright.model.values import ValueKind, keyed_kinds
from graphwright.records import dataclass
from graphwright.schema.additions import NewPredicate
from graphwright.transfer.coercion import Coercer
from graphwright.transfer.grouping import Groups, KnownPredicate, Names, NoNodeName, can_be_node, explicit_uid_max
from graphwright.transfer.kinds import infer_predicate

type_predicate: Final = "dgraph.type"
_namespace: Final = re.compile("0x[0-9a-f]{1,16}")
_textual: Final = (ValueKind.STRING, ValueKind.DEFAULT)


@dataclass(slots=True)
class ValueColumn:
    """Values of a predicate: `keys` order DateTimes, which are in `values` as they are shown."""

    nodes: array[int]
    values: list[Any]
    keys: list[str] | None


@dataclass(slots=True)
class EdgeColumn:
    """Edges in the direction of their home; in pairs, `sides` has a 1 for each that the inverse stated."""

    sources: array[int]
    targets: array[int]
    sides: bytes | None


@dataclass(slots=True)
class TaggedColumn:
    """Values with language tags."""

    nodes: array[int]
    languages: list[str]
    texts: list[str]


@dataclass(slots=True)
class FacetColumn:
    """Facets, by home predicate: of the edge to a node of `others`, or, where that is -1, of the value in `targets`."""

    nodes: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class EncodedBlock:
    """A block, ready to be written.

    Attributes:
        file: Position in the list of files.
        end: Where in the file the next block starts.
        quads: Lines that say something and are right.
        first_number: Of the first of `names`; 0 also says that all numbers given before are void.
        names: Of the nodes that are numbered from here on.
        new_predicates: Those that the catalog does not know, as they shall be.
        namespace: That all quads so far are of; "" if none said so.
        bytes_read: Of the file as it lies on disk (packed, if it is).
    """

    file: int
    end: Position
    quads: int
    first_number: int
    names: list[str]
    values: dict[str, ValueColumn]
    edges: dict[str, EdgeColumn]
    tagged: dict[str, TaggedColumn]
    facets: dict[str, FacetColumn]
    types: dict[str, list[int]]
    new_predicates: list[NewPredicate]
    bad_lines: list[BadLine]
    namespace: str = ""
    bytes_read: int = 0


LineText = Callable[[int], str]
"""The text of a line of the block, for messages; "" where it is not known."""


class Encoder:
    """Encodes the blocks of a load, in order; remembers names and predicates.

    Args:
        known: The catalog's predicates; those that are met are added here.
        names_max: Names to remember; beyond it all are forgotten and come again.
        namespace: That the quads before were of; "" if none said so.
    """

    def __init__(self, known: Mapping[str, KnownPredicate], names_max: int, namespace: str = "") -> None:
        self._namespace = namespace
        self._known = dict(known)
        self._names = Names()
        self._names_max = names_max
        self._coercer = Coercer()

    def encode(self, block: Block, file: int, line_text: LineText, *, learns: bool = True) -> EncodedBlock:
        """One block as columns.

        Args:
            learns: What a predicate shall be that is not known is inferred from this block.

        Raises:
            UnknownPredicate: There is one, and this block is not to decide on it. Nothing was done.
        """
        if len(self._names) > self._names_max:
            self._names = Names()
        self._names.fresh = []
        encoder = _BlockEncoder(block, self._known, self._names, self._coercer)
        self._namespace = encoder.refuse_namespaces(self._namespace)
        groups = encoder.group()
        if not learns and not self._known.keys() | {type_predicate} >= set(groups.predicates):
            self._names.forget_fresh()
            raise UnknownPredicate
        encoded = encoder.run(groups, file, line_text)
        encoded.namespace = self._namespace
        return encoded


class UnknownPredicate(Exception):
    """A predicate has to be inferred, from more than this block."""


class _BlockEncoder:
    """One block's encoding."""

    _groups: Groups

    def __init__(self, block: Block, known: dict[str, KnownPredicate], names: Names, coercer: Coercer) -> None:
        self._block = block
        self._rows = block.rows
        self._known = known
        self._names = names
        self._coercer = coercer
        self._reasons: dict[int, str] = {}
        self._new: list[NewPredicate] = []

    def refuse_namespaces(self, namespace: str) -> str:
        """Marks quads of other namespaces than one, or than the first that is named here; gives that one."""
        labels = {row[6] for row in self._rows}
        if labels <= {"", namespace}:
            return namespace
        for index, row in enumerate(self._rows):
            label = row[6]
            if label != namespace and _namespace.fullmatch(label):
                namespace = namespace or label
                if label != namespace:
                    self._reasons[index] = (
                        f"the quad is of namespace {label}, and those before are of {namespace}; "
                        "load each namespace into a store of its own"
                    )
        return namespace

    def group(self) -> Groups:
        """The rows in groups, without those that name what can be no node."""
        groups = Groups(self._known, self._names)
        try:
            groups.add(self._right_rows() if self._reasons else self._rows)
        except NoNodeName:
            for index, row in enumerate(self._rows):
                for name in (row[0], row[2]):
                    if name and not can_be_node(name):
                        self._reasons[index] = f"{name[:40]} is no node: uids are 1 to {explicit_uid_max:#x}"
            groups = Groups(self._known, self._names)
            groups.add(self._right_rows())
        return groups

    def _right_rows(self) -> Iterator[Row]:
        return (row for index, row in enumerate(self._rows) if index not in self._reasons)

    def run(self, groups: Groups, file: int, line_text: LineText) -> EncodedBlock:
        """The block, once what does not fit is taken out of the groups."""
        self._groups = groups
        for name in groups.predicates:
            self._check(name)
        types = groups.values.pop(type_predicate, None)
        values = {name: column for name in groups.values if (column := self._value_column(name))}
        return EncodedBlock(
            file=file,
            end=self._block.end,
            quads=len(self._rows) - len(self._reasons),
            first_number=len(self._names) - len(self._names.fresh),
            names=self._names.fresh,
            values=values,
            edges=self._edge_columns(),
            tagged={name: texts for name in groups.tagged if (texts := self._tagged_column(name))},
            facets=self._facet_columns(),
            types=_by_text(types[2], types[3]) if types else {},
            new_predicates=self._new,
            bad_lines=self._bad_lines(line_text),
        )

    # -- what does not fit

    def _check(self, name: str) -> None:
        """Decides on a predicate that is not known, and takes out the groups that do not fit it."""
        if name == type_predicate:
            self._take_edges(name, "a type is a text, not a node")
            self._take_tagged(name, "a type has no language")
            self._take_empty_types()
            return
        if name not in self._known and not self._learn(name):
            return
        kind = self._known[name].kind
        if kind is ValueKind.UID:
            self._take_values(name, "it refers to nodes, and this is a value")
            self._take_tagged(name, "it refers to nodes, and this is a value")
            return
        self._take_edges(name, "it holds values, and this is a node")
        if kind not in _textual:
            self._take_tagged(name, f"only texts have languages, and this is of kind {kind}")

    def _take_empty_types(self) -> None:
        types = self._groups.values.get(type_predicate)
        if types is not None and "" in types[3]:
            _, _, nodes, texts = types
            problems = {place: "the empty text is no type" for place, text in enumerate(texts) if not text}
            self._mark_values(type_predicate, problems, is_tagged=False)
            nodes[:] = [node for node, text in zip(nodes, texts, strict=True) if text]
            texts[:] = filter(None, texts)

    def _learn(self, name: str) -> bool:
        rows = [row for index, row in enumerate(self._rows) if row[1] == name and index not in self._reasons]
        decided = infer_predicate(name, rows, is_list=name in self._block.lists)
        if isinstance(decided, str):
            self._take_values(name, decided)
            self._take_edges(name, decided)
            return False
        self._new.append(decided)
        self._known[name] = KnownPredicate(kind=decided.kind, is_list=decided.is_list, home=name)
        return True

    def _take_values(self, name: str, reason: str) -> None:
        if self._groups.values.pop(name, None) is not None:
            self._mark(name, reason, lambda row: not row[2] and not row[4])

    def _take_edges(self, name: str, reason: str) -> None:
        if self._groups.edges.pop(name, None) is not None:
            del self._groups.edges.lists[name]
            self._mark(name, reason, lambda row: bool(row[2]))

    def _take_tagged(self, name: str, reason: str) -> None:
        if self._groups.tagged.pop(name, None) is not None:
            self._mark(name, reason, lambda row: bool(row[4]))

    def _mark(self, name: str, reason: str, is_meant: Callable[[Row], bool]) -> None:
        for index, row in enumerate(self._rows):
            if row[1] == name and index not in self._reasons and is_meant(row):
                self._reasons[index] = f"{name}: {reason}"

    def _mark_values(self, name: str, problems: Mapping[int, str], *, is_tagged: bool) -> None:
        """Marks rows by their position among the values of a predicate."""
        position = 0
        for index, row in enumerate(self._rows):
            if row[1] != name or row[2] or bool(row[4]) != is_tagged or index in self._reasons:
                continue
            if position in problems:
                self._reasons[index] = f"{name}: {problems[position]}"
            position += 1

    def _bad_lines(self, line_text: LineText) -> list[BadLine]:
        found = [
            _bad_line(self._block.lines[index], self._shown(index, line_text), self._rows[index], reason)
            for index, reason in self._reasons.items()
        ]
        return sorted([*self._block.bad_lines, *found], key=lambda bad: (bad.line, bad.column))

    def _shown(self, index: int, line_text: LineText) -> str:
        """The text of a row's line, without what it says of a password."""
        name, text = self._rows[index][1], line_text(self._block.lines[index])
        known = self._known.get(name)
        if known is None or known.kind is not ValueKind.PASSWORD:
            return text
        end = text.find(name)
        return f"{text[: end + len(name)]} …" if end >= 0 else f"{name} …"

    # -- columns

    def _value_column(self, name: str) -> ValueColumn | None:
        _, _, nodes, texts = self._groups.values[name]
        kind = self._known[name].kind
        values, problems = self._coercer.column(kind, texts)
        if problems:
            self._mark_values(name, problems, is_tagged=False)
            nodes = [node for position, node in enumerate(nodes) if position not in problems]
            values = [value for position, value in enumerate(values) if position not in problems]
        if not values:
            return None
        if kind in keyed_kinds:
            return ValueColumn(array("i", nodes), [each.text for each in values], [each.key for each in values])
        return ValueColumn(array("i", nodes), values, None)

    def _tagged_column(self, name: str) -> TaggedColumn | None:
        nodes, languages, texts = self._groups.tagged[name]
        _, problems = self._coercer.column(ValueKind.STRING, texts)
        if problems:
            self._mark_values(name, problems, is_tagged=True)
            kept = [position for position in range(len(nodes)) if position not in problems]
            nodes = [nodes[position] for position in kept]
            languages, texts = [languages[position] for position in kept], [texts[position] for position in kept]
        return TaggedColumn(array("i", nodes), languages, texts) if nodes else None

    def _edge_columns(self) -> dict[str, EdgeColumn]:
        return {
            home: EdgeColumn(array("i", lists.sources), array("i", lists.targets), bytes(lists.sides) or None)
            for home, lists in self._groups.edges.lists.items()
        }

    def _facet_columns(self) -> dict[str, FacetColumn]:
        columns: dict[str, FacetColumn] = {}
        for index, facets in self._block.facets.items():
            row = self._rows[index]
            if index in self._reasons or row[1] == type_predicate:
                continue
            known = self._known[row[1]]
            self._add_facets(columns.setdefault(known.home, FacetColumn()), known, row, facets)
        return columns

    def _add_facets(self, column: FacetColumn, known: KnownPredicate, row: Row, facets: Facets) -> None:
        node, other, target = self._names[row[0]], -1, ""
        if row[2]:
            other = self._names[row[2]]
            if known.is_turned:
                node, other = other, node
        else:
            value: Any = self._coercer.column(known.kind, [row[3]])[0][0] if known.is_list else None
            target = value_target(value, row[4])
        column.nodes.append(node)
        column.others.append(other)
        column.targets.append(target)
        column.texts.append(facets_text(facets))


def _by_text(nodes: list[int], texts: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for node, text in zip(nodes, texts, strict=True):
        group = found.get(text)
        if group is None:
            group = found[text] = []
        group.append(node)
    return found


def _bad_line(number: int, text: str, row: Row, reason: str) -> BadLine:
    """Where the row's object starts: no quote can stand before that of a literal."""
    shown = text or f"{row[0]} {row[1]} {row[2] or row[3]}"
    before = text.find('"')
    if row[2]:
        before = text.find(row[2], max(text.find(row[1]), 0) + len(row[1]))
        before -= text[before - 1 : before] == "<"
    return BadLine(line=number, column=max(before, 0) + 1, text=shown[:bad_line_characters_max], reason=reason)
