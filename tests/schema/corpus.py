"""The recorded suites beside the repository, and their schemas without what a later version brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import GraphQLSchema

from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api
from tests.yaml_files import read_yaml

SUITES: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance" / "graphql" / "suites"

needs_corpus: Final = pytest.mark.skipif(
    not SUITES.is_dir(), reason=f"NOT COMPARED WITH THE REFERENCE: the recorded suites are not at {SUITES}"
)

_later: Final = (r"(?m)^.*: (Point|Polygon|MultiPolygon)( @search)?$",)
"""What the schemas of the suites use beyond this version."""


@cache
def load_suite(name: str) -> dict[str, Any]:
    """A suite, {} without the corpus (its tests are skipped then)."""
    path = SUITES / f"{name}.yaml"
    return read_yaml(path) if path.is_file() else {"cases": [], "schema": ""}


def present_schema(text: str) -> str:
    """A schema without what comes later."""
    for pattern in _later:
        text = re.sub(pattern, "", text)
    return text


@cache
def generated(suite: str) -> GraphQLSchema:
    """The strict generated schema of a suite."""
    return generate_api(compile_schema(present_schema(load_suite(suite)["schema"])), is_strict=True)


def steps(suite: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every request of a suite with the name of its case."""
    for case in load_suite(suite)["cases"]:
        for number, step in enumerate(case.get("steps") or [case]):
            yield f"{suite}/{case['name']}" + (f"/{number}" if number else ""), step
