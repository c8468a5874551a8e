"""How errors look in a terminal."""

import pytest

from graphwright.cli.problems import ProblemIn, Text, about, exit_status, told
from graphwright.errors import ConfigError, ErrorList, GraphwrightError, SchemaError, StoreError

TEXT = Text("films.graphql", "type Film {\n\ttitle: Strin\n}")


def test_one_line() -> None:
    assert told(StoreError("the disk is full")) == "graphwright: the disk is full"


def test_several_errors_are_several_lines() -> None:
    assert told(ErrorList([SchemaError("one"), SchemaError("two")])) == "graphwright: one\ngraphwright: two"


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        (2, 9, "films.graphql:2:9: wrong\n  \ttitle: Strin\n  \t       ^"),
        (1, 1, "films.graphql:1:1: wrong\n  type Film {\n  ^"),
        (1, None, "films.graphql:1:1: wrong\n  type Film {\n  ^"),
        (9, 3, "films.graphql:9:3: wrong"),
        (None, None, "films.graphql: wrong"),
    ],
)
def test_the_place_in_a_text(line: int | None, column: int | None, shown: str) -> None:
    assert told(ProblemIn(SchemaError("wrong", line=line, column=column), TEXT)) == shown


def test_every_error_of_a_list_has_its_place() -> None:
    errors = ErrorList([SchemaError("one", line=1, column=1), SchemaError("two", line=2, column=2)])
    with pytest.raises(ProblemIn) as raised, about(TEXT):
        raise errors
    assert told(raised.value).count("^") == 2


def test_an_error_that_is_not_about_the_text_stays_as_it_is() -> None:
    with pytest.raises(StoreError), about(TEXT):
        raise StoreError("the disk is full")
    with pytest.raises(SchemaError), about(None):
        raise SchemaError("wrong", line=1, column=1)


@pytest.mark.parametrize(("error", "status"), [(ConfigError("x"), 2), (StoreError("x"), 1), (SchemaError("x"), 1)])
def test_exit_status(error: GraphwrightError, status: int) -> None:
    assert exit_status(error) == status
