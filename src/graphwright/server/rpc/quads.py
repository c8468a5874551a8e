"""Quads that are messages (`api.NQuad`) → quads, their values and facets in the binary forms of Dgraph's clients. Pure.

In: `NQuad`. Out: `Quad`. Formats: times as Go's `time.Time.MarshalBinary` (a version, 8 bytes of seconds since year 1,
4 of nanoseconds, 2 of minutes east of UTC; big-endian), shapes as WKB, vectors as 32-bit floats, facets' numbers in 8
bytes, both little-endian. Does not know: calls, predicates.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Iterable
from typing import Final

from pydgraph.proto import api_pb2 as api

from graphwright.errors import NotSupportedYet, RequestError
from graphwright.lang.quads import Facets, FacetValue, Literal, NodeReference, Quad, Star
from graphwright.model.datetimes import parse_datetime

_STAR: Final = "_STAR_ALL"
"""How Dgraph's clients spell `*` in a quad that is a message."""
_TIME: Final = struct.Struct(">Bqih")
_TIME_VERSIONS: Final = frozenset({1, 2})
"""The second one has seconds of the offset behind it, for places before there were time zones."""
_UTC: Final = -1
_YEAR_ONE: Final = datetime.datetime(1, 1, 1)  # noqa: DTZ001 -- the offset is written behind it


def quad_of(message: api.NQuad) -> Quad:
    """A quad that came as a message. The value's member says its type, as a datatype does in a text.

    Raises:
        RequestError, NotSupportedYet: It has no object, or one whose bytes cannot be read.
    """
    return Quad(
        subject=NodeReference(name=message.subject),
        predicate=Star() if message.predicate == _STAR else message.predicate,
        object=NodeReference(name=message.object_id) if message.object_id else _value(message.object_value),
        language=message.lang,
        facets=_facets(message.facets),
    )


def _value(message: api.Value) -> Literal | Star:
    match message.WhichOneof("val"):
        case "default_val":
            return Star() if message.default_val == _STAR else Literal(text=message.default_val)
        case "str_val":
            return Literal(text=message.str_val, datatype="string")
        case "int_val":
            return Literal(text=str(message.int_val), datatype="int")
        case "double_val":
            return Literal(text=repr(message.double_val), datatype="float")
        case "bool_val":
            return Literal(text=str(message.bool_val).lower(), datatype="boolean")
        case "password_val":
            return Literal(text=message.password_val, datatype="password")
        case "date_val":
            return Literal(text=_time(message.date_val), datatype="dateTime")
        case "datetime_val":
            return Literal(text=_time(message.datetime_val), datatype="dateTime")
        case "geo_val":
            return Literal(text=_shape(message.geo_val), datatype="geojson")
        case "vfloat32_val":
            return Literal(text=_vector(message.vfloat32_val), datatype="float32vector")
        case None:
            raise RequestError("a quad has neither object_id nor object_value")
        case kind:
            raise NotSupportedYet(f"{kind} in quads that are messages is not supported yet; send set_nquads")


def _facets(messages: Iterable[api.Facet]) -> Facets:
    return tuple((message.key, _facet(message)) for message in messages)


def _facet(message: api.Facet) -> FacetValue:
    try:
        match message.val_type:
            case api.Facet.STRING:
                return message.value.decode()
            case api.Facet.INT:
                return int(struct.unpack("<q", message.value)[0])
            case api.Facet.FLOAT:
                return float(struct.unpack("<d", message.value)[0])
            case api.Facet.BOOL:
                return message.value != b"\x00"
            case _:
                return parse_datetime(_time(message.value))
    except (struct.error, ValueError) as error:
        raise RequestError(f"the value of the facet {message.key} is not in the form of its type") from error


def _time(packed: bytes) -> str:
    """A time as RFC 3339 has it."""
    if len(packed) < _TIME.size or packed[0] not in _TIME_VERSIONS:
        raise RequestError("a date in a quad is not in the form of Go's time.MarshalBinary")
    _, seconds, nanoseconds, minutes = _TIME.unpack_from(packed)
    east = 0 if minutes == _UTC else minutes
    try:
        local = _YEAR_ONE + datetime.timedelta(seconds=seconds, minutes=east)
    except OverflowError as error:
        raise RequestError("a date in a quad is outside of the years 1 to 9999") from error
    fraction = f".{nanoseconds:09}".rstrip("0").rstrip(".") if nanoseconds else ""
    offset = "Z" if minutes == _UTC else f"{'-' if east < 0 else '+'}{abs(east) // 60:02}:{abs(east) % 60:02}"
    return f"{local.isoformat()}{fraction}{offset}"


def _shape(packed: bytes) -> str:
    import shapely  # noqa: PLC0415 -- takes long to load, and few send shapes so

    try:
        return shapely.to_geojson(shapely.from_wkb(packed))
    except shapely.errors.ShapelyError as error:
        raise RequestError("a shape in a quad is not in the form WKB") from error


def _vector(packed: bytes) -> str:
    if len(packed) % 4:
        raise RequestError("a vector in a quad is not a row of 32-bit floats")
    import numpy  # noqa: PLC0415 -- as above

    return f"[{', '.join(map(str, numpy.frombuffer(packed, dtype='<f4')))}]"
