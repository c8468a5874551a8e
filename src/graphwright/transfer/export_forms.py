"""How quads are written: as N-Quads or as JSON objects, in the forms of Dgraph's exports.

In: predicates and columns. Out: parts of SQL expressions that make the text of a quad, and the text of facets. Each
quad is one line. Does not know: tables, files.

Where a form of Dgraph's loses something that its loaders read in another one, the other one is written: Booleans and
shapes in JSON as they are and not as texts, lists as lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, Protocol

import orjson
from sqlalchemy import ColumnElement

from graphwright.lang.quads import Facets
from graphwright.lang.rdf import format_facets, format_predicate
from graphwright.model.catalog import Predicate
from graphwright.model.datetimes import DateTime, parse_datetime
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.storage.elements import JsonText, Quoted
from graphwright.storage.export_elements import HexUid

Format = Literal["rdf", "json"]
type_predicate: Final = "dgraph.type"
_namespace: Final = "0x0"
"""The namespace that has everything, where there are no others."""

Parts = Sequence[ColumnElement[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quad as SQL: what stands before its facets, and the text behind them; no part may be NULL."""

    head: Parts
    tail: str


class Form(Protocol):
    """A way to write quads.

    Attributes:
        suffix: Of file names.
        first: Characters that the first quad must lose, for it separates itself from the one before.
        begin, end: Of a file.
    """

    suffix: str
    first: int
    begin: str
    end: str

    def value(self, predicate: Predicate, uid: ColumnElement[int], value: ColumnElement[Any]) -> Line:
        """A value without a language; of a list: one of its values."""

    def tagged(
        self, predicate: Predicate, uid: ColumnElement[int], language: ColumnElement[str], value: ColumnElement[str]
    ) -> Line:
        """A value with a language."""

    def edge(self, predicate: Predicate, uid: ColumnElement[int], target: ColumnElement[int]) -> Line:
        """A reference."""

    def node_type(self, uid: ColumnElement[int], name: ColumnElement[str]) -> Line:
        """A type of a node."""

    def facets(self, predicate: Predicate, facets: Facets, language: str) -> str:
        """What stands between head and tail."""


def read_facets(text: str) -> Facets:
    """Facets as the store keeps them (`model.facets`)."""
    members: Mapping[str, Any] = orjson.loads(text)
    return tuple(
        (name, parse_datetime(value["datetime"]) if isinstance(value, dict) else value)
        for name, value in members.items()
    )


class RdfForm:
    """N-Quads, with the namespace as label."""

    suffix = "rdf"
    first = 0
    begin = ""
    end = ""
    _tail = " .\n"

    def value(self, predicate: Predicate, uid: ColumnElement[int], value: ColumnElement[Any]) -> Line:
        return self._line(predicate.name, uid, _literal(predicate.kind, value))

    def tagged(
        self, predicate: Predicate, uid: ColumnElement[int], language: ColumnElement[str], value: ColumnElement[str]
    ) -> Line:
        return self._line(predicate.name, uid, [_text(value), Quoted("@"), language])

    def edge(self, predicate: Predicate, uid: ColumnElement[int], target: ColumnElement[int]) -> Line:
        return self._line(predicate.name, uid, [Quoted("<"), HexUid(target), Quoted(">")])

    def node_type(self, uid: ColumnElement[int], name: ColumnElement[str]) -> Line:
        return self._line(type_predicate, uid, _literal(ValueKind.STRING, name))

    def facets(self, predicate: Predicate, facets: Facets, language: str) -> str:  # noqa: ARG002 -- as in `Form`
        return f" {format_facets(facets)}"

    def _line(self, name: str, uid: ColumnElement[int], value: Parts) -> Line:
        head = [
            Quoted("<"),
            HexUid(uid),
            Quoted(f"> {format_predicate(name)} "),
            *value,
            Quoted(f" <{_namespace}>"),
        ]
        return Line(head=head, tail=self._tail)


_datatypes: Final[Mapping[ValueKind, str]] = {
    ValueKind.STRING: "xs:string",
    ValueKind.INT: "xs:int",
    ValueKind.FLOAT: "xs:float",
    ValueKind.BOOL: "xs:boolean",
    ValueKind.DATETIME: "xs:dateTime",
    ValueKind.GEO: "geo:geojson",
    ValueKind.PASSWORD: "xs:password",
    ValueKind.VECTOR: "xs:[]float32",
    ValueKind.BIGFLOAT: "xs:decimal",
}


def _literal(kind: ValueKind, value: ColumnElement[Any]) -> Parts:
    """A value in quotes, with the datatype of its kind."""
    if kind is ValueKind.DEFAULT:
        return [_text(value)]
    datatype = f"^^<{_datatypes[kind]}>"
    if kind in (ValueKind.INT, ValueKind.FLOAT, ValueKind.BOOL, ValueKind.VECTOR, ValueKind.BIGFLOAT):
        return [Quoted('"'), JsonText(value, kind), Quoted(f'"{datatype}')]
    return [_text(value), Quoted(datatype)]


def _text(value: ColumnElement[Any]) -> ColumnElement[str]:
    """A text in quotes, escaped: what JSON escapes, N-Quads read."""
    return JsonText(value, ValueKind.STRING)


class JsonForm:
    """A list of objects, each with one quad."""

    suffix = "json"
    first = 1
    begin = "["
    end = "\n]\n"

    def value(self, predicate: Predicate, uid: ColumnElement[int], value: ColumnElement[Any]) -> Line:
        name = predicate.name
        if not predicate.is_list:
            return self._line(name, uid, _json_value(predicate.kind, value), "}")
        return self._line(name, uid, [Quoted("["), *_json_value(predicate.kind, value), Quoted("]")], "}")

    def tagged(
        self, predicate: Predicate, uid: ColumnElement[int], language: ColumnElement[str], value: ColumnElement[str]
    ) -> Line:
        member = [*_begin(uid), Quoted(f',"{_escaped(predicate.name)}@'), language, Quoted('":'), _text(value)]
        return Line(head=member, tail="}")

    def edge(self, predicate: Predicate, uid: ColumnElement[int], target: ColumnElement[int]) -> Line:
        before, behind = ('[{"uid":', "}]}") if predicate.is_list else ('{"uid":', "}}")
        return self._line(predicate.name, uid, [Quoted(before), JsonText(target, ValueKind.UID)], behind)

    def node_type(self, uid: ColumnElement[int], name: ColumnElement[str]) -> Line:
        return self._line(type_predicate, uid, [Quoted("["), _text(name), Quoted("]")], "}")

    def facets(self, predicate: Predicate, facets: Facets, language: str) -> str:
        name = f"{predicate.name}@{language}" if language else predicate.name
        is_listed = predicate.is_list and predicate.kind is not ValueKind.UID
        members = {f"{name}|{facet}": _listed(_json_facet(value), is_listed) for facet, value in facets}
        return f",{orjson.dumps(members).decode()[1:-1]}"

    def _line(self, name: str, uid: ColumnElement[int], value: Parts, tail: str) -> Line:
        return Line(head=[*_begin(uid), Quoted(f',"{_escaped(name)}":'), *value], tail=tail)


def _begin(uid: ColumnElement[int]) -> Parts:
    return [Quoted(',\n{"uid":'), JsonText(uid, ValueKind.UID), Quoted(f',"namespace":"{_namespace}"')]


def _escaped(name: str) -> str:
    return orjson.dumps(name).decode()[1:-1]


def _json_value(kind: ValueKind, value: ColumnElement[Any]) -> Parts:
    if kind in (ValueKind.INT, ValueKind.FLOAT, ValueKind.BOOL, ValueKind.GEO):
        return [JsonText(value, kind)]
    if kind in (ValueKind.VECTOR, ValueKind.BIGFLOAT):
        # Both are read from texts: a list would be several values, and a number a float.
        return [Quoted('"'), JsonText(value, kind), Quoted('"')]
    return [_text(value)]


def _json_facet(value: Any) -> Any:
    return value.text if isinstance(value, DateTime) else value


def _listed(value: Any, is_listed: bool) -> Any:
    return {"0": value} if is_listed else value


forms: Final[Mapping[Format, type[RdfForm | JsonForm]]] = {"rdf": RdfForm, "json": JsonForm}
