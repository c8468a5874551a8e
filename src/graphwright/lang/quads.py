"""Quads: what RDF and JSON data both become.

In: the readers `rdf` and `json_data`. Out: `Quad` for mutations (a frozen value, objects as types),
`Row` and `Block` for loads (plain tuples, because making 200,000 objects a second costs more than reading
them). Texts stay texts: a value is turned into its kind where the predicate is known.
Does not know: the catalog, uids of blank nodes, any store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Final

from graphwright.model.datetimes import DateTime
from graphwright.records import dataclass

datatype_kinds: Final[Mapping[str, str]] = MappingProxyType(
    {
        "int": "int",
        "integer": "int",
        "positiveInteger": "int",
        "nonNegativeInteger": "int",
        "long": "int",
        "short": "int",
        "byte": "int",
        "float": "float",
        "double": "float",
        "decimal": "bigfloat",
        "boolean": "bool",
        "dateTime": "datetime",
        "date": "datetime",
        "gYearMonth": "datetime",
        "gYear": "datetime",
        "string": "string",
        "anyURI": "string",
        "langString": "string",
        "password": "password",
        "geojson": "geo",
        "[]float32": "float32vector",
        "float32vector": "float32vector",
        "base64Binary": "binary",
    }
)
"""Every datatype that is read, by its short name (`int` of `xs:int`), and Dgraph's name of the kind it stands for.
Source: the type map of Dgraph's RDF reader, and XML Schema's other names of the same kinds."""

FacetValue = str | int | float | bool | DateTime
Facets = tuple[tuple[str, FacetValue], ...]
"""Names and values in the order given, each name once."""

Row = tuple[str, str, str, str, str, str, str]
"""(subject, predicate, node, text, language, datatype, label), "" for what is not there.

An edge has a node; a value has none and has a text, which may be "". A subject or node is named as in
`NodeReference.name`, a datatype is a key of `datatype_kinds`, a label is an IRI (Dgraph's exports put the
namespace there).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeReference:
    """A node: a uid (`0x1f`, `31`), a blank node (`_:a`) or an IRI from outside, without angle brackets."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UidVariable:
    """`uid(name)` of an upsert: every node that the query's variable holds."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueVariable:
    """`val(name)` of an upsert: the value that the query's variable holds for the subject."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A value as text; `datatype` is a key of `datatype_kinds`, or "" where none was given."""

    text: str
    datatype: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """`*` of a delete: every predicate, or every object."""


QuadObject = NodeReference | UidVariable | ValueVariable | Literal | Star


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """One statement of a mutation.

    Attributes:
        language: Tag of the value, given as `"…"@en` or as `<name@en>`; "" for none.
        label: The fourth term, "" for none.
        line, column: Where the subject starts, from 1; 0 if made otherwise. No part of equality.
    """

    subject: NodeReference | UidVariable
    predicate: str | Star
    object: QuadObject
    language: str = ""
    facets: Facets = ()
    label: str = ""
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationBlock:
    """The body of a mutation: what it sets and what it deletes, each in the order given."""

    sets: tuple[Quad, ...]
    deletes: tuple[Quad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line (of JSON: an object) that cannot be read: where, its text cut to `bad_line_characters_max`, and why.

    `line` and `column` count from 1, the column in characters. `text` never holds the bytes that are no UTF-8.
    """

    line: int
    column: int
    text: str
    reason: str


bad_line_characters_max: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A border between blocks: the number of the line that follows (from 1) and the bytes before it."""

    line: int = 1
    byte: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a file, of whole lines or objects: a load may checkpoint at `end` and resume there.

    Attributes:
        rows: What was read, in the order of the file; the block's own list, to be changed at will.
        lines: The line in the file of each row, for messages about values that do not convert.
        facets: Facets by index into `rows`; most rows have none.
        bad_lines: What could not be read; the caller decides whether to stop.
        lists: Predicates that JSON gave as a list (RDF says nothing about it).
    """

    start: Position
    end: Position
    rows: list[Row]
    lines: Sequence[int]
    facets: dict[int, Facets]
    bad_lines: list[BadLine]
    lists: frozenset[str] = frozenset()


# A tag is required, so that <http://user@host/path> stays whole.
_tagged: Final = re.compile(r"(.+)@([a-zA-Z][a-zA-Z0-9-]*)", re.DOTALL)


def split_language(name: str) -> tuple[str, str]:
    """Predicate and language of `name@en`; the language is "" where the name ends in no tag."""
    match = _tagged.fullmatch(name) if "@" in name else None
    return (match[1], match[2]) if match else (name, "")
