"""Dgraph's JSON data form: nested objects that are nodes, as quads and as blocks of a load.

In: for mutations the `set` or `delete` member as orjson gives it; for loads a binary stream of one object, an array
of objects, or objects one after another. Out: the types of `quads`. Does not know: the envelope of a mutation
(`set`, `delete`, `query`, `cond`), the catalog, who blank nodes are.

The form: `"uid": "_:a"`, `"0x1f"`, 31 or `"uid(v)"`, a new node without it; `"name@en"` for a tagged value; a nested
object is an edge, or a value if it is GeoJSON; a list holds several values or edges; null means nothing in `set` and
every value in `delete`. Facets: `"friend|since"` in the object at the end of the edge, `"name|by"` beside a value,
`"alias|kind": {"0": …}` beside a list of values.

Measured as in `rdf`, films with five values and edges each: 220,000 quads per second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, NamedTuple

import orjson

from graphwright.errors import GraphwrightError, InputError, LimitError, ParseError
from graphwright.lang.json_elements import Element, read_elements
from graphwright.lang.quads import (
    BadLine,
    Block,
    Facets,
    FacetValue,
    Literal,
    NodeReference,
    Position,
    Quad,
    QuadObject,
    Row,
    Star,
    UidVariable,
    ValueVariable,
    bad_line_characters_max,
    split_language,
)
from graphwright.lang.rdf_line import facet_name_pattern
from graphwright.model.datetimes import parse_datetime
from graphwright.model.values import int64_max, int64_min
from graphwright.records import dataclass

nesting_max: Final = 100
"""Objects inside objects of one mutation or one object of a load."""
block_bytes: Final = 1024 * 1024
"""Bytes of a block by default."""

_Path = tuple[str | int, ...]
_Object = Mapping[str, Any]
_FacetsByKey = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonQuads:
    """What the `set` of a mutation says.

    Attributes:
        lists: Predicates that were given as a list: a new one of them holds several values or edges.
        objects: Predicates that were given as one object: a new one of them refers to one node.
        blanks: How many nodes have no uid.
    """

    quads: tuple[Quad, ...]
    lists: frozenset[str]
    objects: frozenset[str] = frozenset()
    blanks: int = 0


def json_set_quads(data: object, *, blank_prefix: str, blanks_before: int = 0) -> JsonQuads:
    """The quads of what a mutation sets.

    Args:
        data: An object or a list of objects.
        blank_prefix: Starts the names of nodes that have no uid: `dg.1` makes `_:dg.1.1`, `_:dg.1.2`, …
        blanks_before: How many such names other data of the request have taken.

    Raises:
        ParseError: Something that is no data, with its path.
        LimitError: Objects nested more deeply than `nesting_max`.
    """
    reader = _SetReader(variables=True)
    reader.name_blanks(blank_prefix, blanks_before)
    for path, item in _top_objects(data):
        reader.read(item, path)
    return JsonQuads(
        quads=tuple(_quad(row, reader.facets.get(index, ())) for index, row in enumerate(reader.rows)),
        lists=frozenset(reader.lists),
        objects=frozenset(reader.objects),
        blanks=reader.blanks - blanks_before,
    )


def json_delete_quads(data: object, *, nothing_is_all: bool = False) -> tuple[Quad, ...]:
    """The quads of what a mutation deletes: an object with nothing but its uid is the whole node, null every value.

    Args:
        nothing_is_all: So are "", 0 and false, as in the reference.

    Raises:
        ParseError: Something that is no data, or an object without a uid, with its path.
        LimitError: Objects nested more deeply than `nesting_max`.
    """
    reader = _DeleteReader(nothing_is_all=nothing_is_all)
    for path, item in _top_objects(data):
        reader.read(item, path)
    return tuple(reader.quads)


def parse_json_blocks(
    stream: BinaryIO, *, blank_prefix: str, start: Position | None = None, size: int = block_bytes
) -> Iterator[Block]:
    """The data of a file, block by block; an object that cannot be read stands beside them as a bad line.

    Args:
        stream: JSON as UTF-8, unpacked; it is read as it goes.
        blank_prefix: Starts the names of nodes that have no uid; the rest of the name is where their object stands
            in the file, so that a resumed load gives the same names. Files of one load need different ones.
        start: The `end` of an earlier block, to resume there; the stream must already stand at its byte.
        size: Bytes of a block; it is filled up to the end of an object.

    Raises:
        ParseError: What stands between the objects is no JSON, or the file ends too early: there is no way on.
        LimitError: One object has more than `limits.body_bytes_max` bytes.
    """
    border = start or Position()
    elements: list[Element] = []
    for element in read_elements(stream, border, size):
        elements.append(element)
        if element.end.byte - border.byte >= size:
            yield _block(border, elements, blank_prefix)
            border, elements = element.end, []
    if elements:
        yield _block(border, elements, blank_prefix)


# --- Setting


class _Field(NamedTuple):
    subject: str
    key: str
    predicate: str
    language: str


class _SetReader:
    """Collects rows, their facets, and the predicates given as lists and as single objects."""

    def __init__(self, *, variables: bool) -> None:
        self.rows: list[Row] = []
        self.facets: dict[int, Facets] = {}
        self.lists: set[str] = set()
        self.objects: set[str] = set()
        self.blanks = 0
        self._blank_prefix = ""
        self._depth = 0
        self._variables = variables

    def name_blanks(self, prefix: str, before: int = 0) -> None:
        """Nodes without a uid are `_:prefix.1` and so on from here, or go on behind those `before`."""
        self._blank_prefix, self.blanks = prefix, before

    def read(self, data: _Object, path: _Path) -> None:
        """Adds all that an object says, or nothing of it if an error is raised."""
        rows_before = len(self.rows)
        self._depth = 0
        try:
            self._read_fields(self._name(data, path), data, _facets_by_key(data, path), path)
            if _is_namespace(namespace := data.get("namespace")):
                self.rows[rows_before:] = [(*row[:6], str(namespace)) for row in self.rows[rows_before:]]
        except GraphwrightError:
            del self.rows[rows_before:]
            self.facets = {index: facets for index, facets in self.facets.items() if index < rows_before}
            raise

    def _read_fields(self, subject: str, data: _Object, facets: _FacetsByKey, path: _Path) -> None:
        for key, value in data.items():
            if not _is_field(key) or (key == "namespace" and _is_namespace(value)):
                continue
            if not facets and "@" not in key and key and (datatype := _simple_datatypes.get(type(value))):
                # Most members; what follows gives the same row, in three times the time.
                self.rows.append((subject, key, "", str(value), "", datatype, ""))
                continue
            own = facets.pop(key, {})
            if value is None:
                continue
            field = _Field(subject, key, *_predicate(key, path))
            if not isinstance(value, list):
                if isinstance(value, dict) and not _is_geometry(value):
                    self.objects.add(field.predicate)
                self._read_value(field, value, _single_facets(own, key, path), (*path, key))
                continue
            self.lists.add(field.predicate)
            for index, item in enumerate(value):
                if item is not None:
                    self._read_value(field, item, _facets_of_item(own, index, key, path), (*path, key, index))
        if facets:
            key = next(iter(facets))
            raise ParseError(f'the facets "{key}|…" belong to nothing: there is no "{key}"{_at(path)}', path=path)

    def _read_value(self, field: _Field, value: object, facets: Facets, path: _Path) -> None:
        if isinstance(value, dict) and not _is_geometry(value):
            if facets:
                reason = f'facets of an edge stand in the object at its end, as "{field.key}|…"{_at(path)}'
                raise ParseError(reason, path=path)
            self._read_edge(field, value, path)
            return
        text, datatype = _literal(value, path)
        if facets:
            self.facets[len(self.rows)] = facets
        if field.language and datatype == "string":
            datatype = ""  # as in N-Quads, where a tagged text has no datatype
        self.rows.append((field.subject, field.predicate, "", text, field.language, datatype, ""))

    def _read_edge(self, field: _Field, target: _Object, path: _Path) -> None:
        self._depth += 1
        _check_depth(self._depth, path)
        facets = _facets_by_key(target, path)
        if facets and (own := _single_facets(facets.pop(field.key, {}), field.key, path)):
            self.facets[len(self.rows)] = own
        node = self._name(target, path)
        self.rows.append((field.subject, field.predicate, node, "", field.language, "", ""))
        self._read_fields(node, target, facets, path)
        self._depth -= 1

    def _name(self, data: _Object, path: _Path) -> str:
        name = _given_name(data, path)
        if not name:
            self.blanks += 1
            return f"_:{self._blank_prefix}.{self.blanks}"
        if not self._variables and _uid_variable.fullmatch(name):
            raise ParseError(f'"{name}" stands only in the mutation of an upsert{_at(path)}', path=(*path, "uid"))
        return name


def _quad(row: Row, facets: Facets) -> Quad:
    subject, predicate, node, text, language, datatype, _ = row
    return Quad(
        subject=_reference(subject),
        predicate=predicate,
        object=_reference(node) if node else _value(text, datatype),
        language=language,
        facets=facets,
    )


# --- Deleting


class _DeleteReader:
    def __init__(self, *, nothing_is_all: bool) -> None:
        self.quads: list[Quad] = []
        self._nothing_is_all = nothing_is_all

    def read(self, data: _Object, path: _Path) -> None:
        subject = _deleted_node(data, path)
        if not any(_is_field(key) for key in data):
            self.quads.append(Quad(subject=subject, predicate=Star(), object=Star()))
        self._read_fields(subject, data, path, 0)

    def _read_fields(self, subject: NodeReference | UidVariable, data: _Object, path: _Path, depth: int) -> None:
        _check_depth(depth, path)
        for key, value in data.items():
            if not _is_field(key):
                continue
            predicate, language = _predicate(key, path)
            for at, item in _items(value, (*path, key)):
                quad_object: QuadObject
                if item is None or (self._nothing_is_all and item in _nothing):
                    quad_object = Star()
                elif isinstance(item, dict) and not _is_geometry(item):
                    quad_object = _deleted_node(item, at)
                    self._read_fields(quad_object, item, at, depth + 1)
                else:
                    quad_object = _value(*_literal(item, at))
                quad = Quad(subject=subject, predicate=predicate, object=quad_object, language=language)
                self.quads.append(quad)


def _deleted_node(data: _Object, path: _Path) -> NodeReference | UidVariable:
    name = _given_name(data, path)
    if not name or name.startswith("_:"):
        reason = f'a deleted object needs the uid of a node that exists, as "uid": "0x1f"{_at(path)}'
        raise ParseError(reason, path=path)
    return _reference(name)


def _items(value: object, path: _Path) -> Iterator[tuple[_Path, object]]:
    if not isinstance(value, list):
        yield path, value
        return
    for index, item in enumerate(value):
        if item is not None:
            yield (*path, index), item


# --- Blocks


def _block(start: Position, elements: list[Element], blank_prefix: str) -> Block:
    reader = _SetReader(variables=False)
    lines: list[int] = []
    bad_lines: list[BadLine] = []
    for element in elements:
        reader.name_blanks(f"{blank_prefix}.{element.start.byte}")
        try:
            reader.read(orjson.loads(element.data), ())
        except orjson.JSONDecodeError as error:
            column = error.colno + (element.column - 1 if error.lineno == 1 else 0)
            bad_lines.append(_bad_line(element, element.start.line + error.lineno - 1, column, error.msg))
        except GraphwrightError as error:
            bad_lines.append(_bad_line(element, element.start.line, element.column, error.message))
        lines.extend([element.start.line] * (len(reader.rows) - len(lines)))
    return Block(
        start=start,
        end=elements[-1].end,
        rows=reader.rows,
        lines=lines,
        facets=reader.facets,
        bad_lines=bad_lines,
        lists=frozenset(reader.lists),
    )


def _bad_line(element: Element, line: int, column: int, reason: str) -> BadLine:
    # A character has at most four bytes.
    text = element.data[: bad_line_characters_max * 4].decode(errors="replace")[:bad_line_characters_max]
    return BadLine(line=line, column=column, text=text, reason=reason)


# --- Keys


def _is_field(key: str) -> bool:
    return key != "uid" and "|" not in key


def _is_namespace(value: object) -> bool:
    """Whether a member `namespace` is what Dgraph's exports say of each object, and no predicate of that name."""
    return isinstance(value, str) and _namespace.fullmatch(value) is not None


def _predicate(key: str, path: _Path) -> tuple[str, str]:
    predicate, language = split_language(key)
    if not predicate:
        raise ParseError(f"a predicate without a name{_at(path)}", path=path)
    return predicate, language


_facet_name: Final = re.compile(facet_name_pattern)


def _facets_by_key(data: _Object, path: _Path) -> _FacetsByKey:
    """What `"key|facet"` members give, by key and facet."""
    found: _FacetsByKey = {}
    for member, value in data.items():
        if "|" in member and value is not None:
            key, _, facet = member.partition("|")
            if not _facet_name.fullmatch(facet):
                raise ParseError(f'"{facet}" cannot be the name of a facet{_at(path)}', path=(*path, member))
            found.setdefault(key, {})[facet] = value
    return found


def _single_facets(given: dict[str, Any], key: str, path: _Path) -> Facets:
    if not given:
        return ()
    return tuple((name, _facet_value(value, (*path, f"{key}|{name}"))) for name, value in given.items())


def _facets_of_item(given: dict[str, Any], index: int, key: str, path: _Path) -> Facets:
    """The facets of one item of a list, each given as an object of position and value."""
    own: dict[str, Any] = {}
    for name, by_position in given.items():
        if not isinstance(by_position, dict):
            reason = f'facets of a list are given by position, as "{key}|{name}": {{"0": …}}{_at(path)}'
            raise ParseError(reason, path=(*path, f"{key}|{name}"))
        if (value := by_position.get(str(index))) is not None:
            own[name] = value
    return _single_facets(own, key, path)


def _facet_value(value: object, path: _Path) -> FacetValue:
    match value:
        case bool() | float():
            return value
        case int() if int64_min <= value <= int64_max:
            return value
        case str():
            # Dgraph takes years and months alone for dates too; a text of four digits is more often none.
            if len(value) < len("2006-01-02"):
                return value
            try:
                return parse_datetime(value)
            except InputError:
                return value
        case _:
            raise ParseError(f"a facet is a text, a number of 64 bits, true or false{_at(path)}", path=path)


# --- Values


_geometries: Final = frozenset({"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"})
_namespace: Final = re.compile(r"0x[0-9a-f]{1,16}")
_uid: Final = re.compile(r"0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20}")
_uid_variable: Final = re.compile(r"uid\(\s*(\w[\w.]*)\s*\)")
_value_variable: Final = re.compile(r"val\(\s*(\w[\w.]*)\s*\)")


_nothing: Final = ("", 0, False)
_simple_datatypes: Final[dict[type, str]] = {str: "string", int: "int", float: "float"}


def _literal(value: object, path: _Path) -> tuple[str, str]:
    """Text and datatype of a value, as they would stand in N-Quads."""
    match value:
        case str():
            return value, "string"
        case bool():
            return ("true" if value else "false"), "boolean"
        case int():
            return str(value), "int"
        case float():
            return repr(value), "float"
        case dict():
            return orjson.dumps(value).decode(), "geojson"
        case list():
            raise ParseError(f"a list cannot stand in a list{_at(path)}", path=path)
        case _:
            raise ParseError(f"{value!r:.40} is no value{_at(path)}", path=path)


def _is_geometry(value: _Object) -> bool:
    return value.get("type") in _geometries and isinstance(value.get("coordinates"), list)


def _given_name(data: _Object, path: _Path) -> str:
    """The node that `uid` names, as `NodeReference.name` or `uid(v)`; "" where there is none, or it is zero."""
    given = data.get("uid")
    match given:
        case None | "":
            return ""
        case str() if given.startswith("_:") and len(given) > 2:
            return given
        case str() if _uid.fullmatch(given):
            number = int(given, 16 if given[:2] in {"0x", "0X"} else 10)
        case str() if _uid_variable.fullmatch(given):
            return given
        case int() if not isinstance(given, bool) and given >= 0:
            number = given
        case _:
            path = (*path, "uid")
            reason = f'{given!r:.60} is no uid; write "0x1f", or "_:name" for a new node{_at(path)}'
            raise ParseError(reason, path=path)
    return hex(number) if number else ""


def _reference(name: str) -> NodeReference | UidVariable:
    variable = _uid_variable.fullmatch(name)
    return UidVariable(name=variable[1]) if variable else NodeReference(name=name)


def _value(text: str, datatype: str) -> Literal | ValueVariable | UidVariable:
    if text.endswith(")") and datatype in {"string", ""}:
        if variable := _value_variable.fullmatch(text):
            return ValueVariable(name=variable[1])
        if variable := _uid_variable.fullmatch(text):
            return UidVariable(name=variable[1])
    return Literal(text=text, datatype=datatype)


def _top_objects(data: object) -> Iterator[tuple[_Path, _Object]]:
    for path, item in _items(data, ()):
        if not isinstance(item, dict):
            raise ParseError(f"{item!r:.40} is no object; data is objects that are nodes{_at(path)}", path=path)
        yield path, item


def _check_depth(depth: int, path: _Path) -> None:
    if depth > nesting_max:
        raise LimitError(f"objects are nested more deeply than {nesting_max} (nesting_max)", path=path)


def _at(path: _Path) -> str:
    """Where, for messages: ` (at friend[0].uid)`."""
    if not path:
        return ""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f" (at {text.removeprefix('.')[:200]})"
