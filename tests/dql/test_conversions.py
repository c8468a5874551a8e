"""What a literal becomes in a predicate of another kind; the reference's conversions."""

from __future__ import annotations

import pytest

from graphwright.bind.dql.mutations.conversions import stored_value
from graphwright.errors import GraphwrightError
from graphwright.lang.quads import Literal
from graphwright.model.datetimes import parse_datetime
from graphwright.model.float_texts import float_text
from graphwright.model.values import ValueKind


@pytest.mark.parametrize(
    ("kind", "text", "datatype", "value"),
    [
        (ValueKind.INT, "41", "", 41),
        (ValueKind.INT, "71.9", "float", 71),
        (ValueKind.INT, "-71.9", "float", -71),
        (ValueKind.INT, "true", "boolean", 1),
        (ValueKind.INT, "1970-01-01T00:01:00Z", "dateTime", 60),
        (ValueKind.FLOAT, "3", "int", 3.0),
        (ValueKind.FLOAT, "false", "boolean", 0.0),
        (ValueKind.FLOAT, "1970-01-01T00:00:01.5Z", "dateTime", 1.5),
        (ValueKind.BOOL, "T", "", True),
        (ValueKind.BOOL, "0", "int", False),
        (ValueKind.BOOL, "0.5", "float", True),
        (ValueKind.DATETIME, "60", "int", parse_datetime("1970-01-01T00:01:00Z")),
        (ValueKind.DATETIME, "-1.5", "float", parse_datetime("1969-12-31T23:59:58.5Z")),
        (ValueKind.STRING, "12.50", "float", "12.5"),
        (ValueKind.STRING, "3.0", "float", "3"),
        (ValueKind.STRING, "007", "int", "7"),
        (ValueKind.STRING, "1", "boolean", "true"),
        (ValueKind.DEFAULT, "2020", "dateTime", "2020-01-01T00:00:00Z"),
        (ValueKind.STRING, "12.50", "", "12.50"),
        (ValueKind.GEO, "{'type':'Point','coordinates':[1,2]}", "geojson", '{"type":"Point","coordinates":[1,2]}'),
    ],
)
def test_what_a_literal_becomes(kind: ValueKind, text: str, datatype: str, value: object) -> None:
    found = stored_value(kind, Literal(text=text, datatype=datatype))
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("kind", "text", "datatype"),
    [
        (ValueKind.INT, "71.9", ""),
        (ValueKind.INT, "5.0", ""),
        (ValueKind.INT, "5e3", "string"),
        (ValueKind.INT, " 5", ""),
        (ValueKind.INT, "1_0", ""),
        (ValueKind.FLOAT, "1_0.5", ""),
        (ValueKind.FLOAT, " 1", "float"),
        (ValueKind.INT, "1e300", "float"),
        (ValueKind.INT, "x", "int"),
        (ValueKind.STRING, "x", "int"),
        (ValueKind.BOOL, "maybe", ""),
        (ValueKind.BOOL, "yes", "string"),
        (ValueKind.DATETIME, "999999999999", "int"),
        (ValueKind.DATETIME, "someday", ""),
        (ValueKind.VECTOR, "8.0", "float"),
        (ValueKind.GEO, "1", "int"),
    ],
)
def test_what_does_not_fit(kind: ValueKind, text: str, datatype: str) -> None:
    with pytest.raises(GraphwrightError):
        stored_value(kind, Literal(text=text, datatype=datatype))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-12.5, "-12.5"),
        (0.1, "0.1"),
        (999_999.0, "999999"),
        (1_000_000.0, "1E+06"),
        (1_234_567.5, "1.2345675E+06"),
        (0.0001, "0.0001"),
        (0.00012, "0.00012"),
        (-0.00001, "-1E-05"),
        (1.5e300, "1.5E+300"),
        (5e-324, "5E-324"),
    ],
)
def test_floats_as_texts(value: float, text: str) -> None:
    assert float_text(value) == text
    assert float(text) == value
