"""The texts of a request's mutations → quads and conditions.

In: `DqlMutation`s. Out: `ReadMutation`s, and which variables of the query they use. Does not know: the catalog, what
variables hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

import orjson

from graphwright import limits
from graphwright.bind.dql.mutations.conditions import lengths_in
from graphwright.errors import InputError, LimitError, ParseError
from graphwright.lang.dql import syntax
from graphwright.lang.dql.conditions import parse_condition
from graphwright.lang.json_data import json_delete_quads, json_set_quads
from graphwright.lang.quads import Quad, UidVariable, ValueVariable
from graphwright.lang.rdf import parse_quads
from graphwright.model.dql_requests import DqlMutation
from graphwright.records import dataclass

type_predicate = "dgraph.type"
_reserved = "dgraph."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMutation:
    """One mutation.

    Attributes:
        condition: None: it always runs.
        lists: Predicates that JSON gave as a list: a new one of them holds several values or edges.
        objects: Predicates that JSON gave as an object: a new one of them refers to one node.
    """

    sets: Sequence[Quad]
    deletes: Sequence[Quad]
    condition: syntax.Filter | None = None
    lists: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedVariables:
    """The variables of the query that mutations use, in the order in which they come."""

    uids: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys((*self.uids, *self.values, *self.lengths)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMutations:
    """All mutations of a request."""

    mutations: tuple[ReadMutation, ...]
    used: UsedVariables = field(default_factory=UsedVariables)


def read_mutations(mutations: Iterable[DqlMutation], blank_prefix: str, *, is_strict: bool) -> ReadMutations:
    """Reads what a request writes.

    Args:
        blank_prefix: Starts the names of JSON's nodes that have no uid.
        is_strict: What is deleted means what it means to the reference: "", 0 and false in JSON are all values, and
            names that cannot be stored are names of nothing.

    Raises:
        ParseError, InputError: Something cannot be read or meant; with its line, or its path in JSON.
        LimitError: There are too many quads.
    """
    reader = _Reader(blank_prefix, is_strict=is_strict)
    read = tuple(reader.read(mutation) for mutation in mutations)
    return ReadMutations(mutations=read, used=_used(read))


class _Reader:
    """Counts JSON's nodes without uid, and quads, over all mutations of a request."""

    def __init__(self, blank_prefix: str, *, is_strict: bool) -> None:
        self._blank_prefix = blank_prefix
        self._is_strict = is_strict
        self._blanks = 0
        self._quads = 0

    def read(self, mutation: DqlMutation) -> ReadMutation:
        condition = parse_condition(mutation.condition) if mutation.condition else None
        sets = list(parse_quads(mutation.set_rdf, stars=False)) if mutation.set_rdf else []
        deletes = list(parse_quads(mutation.delete_rdf)) if mutation.delete_rdf else []
        lists, objects = frozenset[str](), frozenset[str]()
        if mutation.set_json:
            given = json_set_quads(
                _decoded(mutation.set_json), blank_prefix=self._blank_prefix, blanks_before=self._blanks
            )
            self._blanks += given.blanks
            sets += given.quads
            lists, objects = given.lists, given.objects
        if mutation.delete_json:
            deletes += json_delete_quads(_decoded(mutation.delete_json), nothing_is_all=self._is_strict)
        self._quads += len(sets) + len(deletes)
        check_count(self._quads)
        for quad in sets if self._is_strict else (*sets, *deletes):
            _check_predicate(quad)
        return ReadMutation(sets=sets, deletes=deletes, condition=condition, lists=lists, objects=objects)


def check_count(quads: int) -> None:
    """Bounds the quads of a request.

    Raises:
        LimitError: There are too many.
    """
    if quads > limits.mutation_quads_max:
        raise LimitError(
            f"the mutations have {quads} quads, variables put in, over the limit of {limits.mutation_quads_max} "
            "(mutation_quads_max); send them in several requests"
        )


def _decoded(data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        reason = f"the JSON of a mutation is not valid: {error.msg}"
        raise ParseError(reason, line=error.lineno, column=error.colno) from None


def _check_predicate(quad: Quad) -> None:
    name = quad.predicate
    if not isinstance(name, str):
        return
    if name.startswith("~"):
        reason = f"{name[:100]} is an edge seen from its other end; write {name[1:100]} from the node that it starts at"
    elif name.startswith(_reserved) and name != type_predicate:
        reason = f"{name[:100]} cannot be stored: names that start with {_reserved} are reserved"
    elif any(character.isspace() for character in name):
        reason = f'"{name[:100]}" cannot be stored: the names of predicates hold no spaces'
    else:
        return
    raise InputError(reason, line=quad.line or None, column=quad.column if quad.line else None)


def _used(mutations: Iterable[ReadMutation]) -> UsedVariables:
    uids: dict[str, None] = {}
    values: dict[str, None] = {}
    lengths: dict[str, None] = {}
    for mutation in mutations:
        for term in _terms(mutation):
            if isinstance(term, UidVariable):
                uids[term.name] = None
            elif isinstance(term, ValueVariable):
                values[term.name] = None
        lengths.update(dict.fromkeys(lengths_in(mutation.condition)))
    return UsedVariables(uids=tuple(uids), values=tuple(values), lengths=tuple(lengths))


def _terms(mutation: ReadMutation) -> Iterator[object]:
    for quad in (*mutation.sets, *mutation.deletes):
        yield quad.subject
        yield quad.object
