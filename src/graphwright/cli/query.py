"""`graphwright query`: runs a query on a store, without a server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

from graphwright.cli.options import STANDARD_INPUT, StoreFlag, read_text, settings_from
from graphwright.cli.problems import Text
from graphwright.cli.stores import opened
from graphwright.cli.words import Argument, Option
from graphwright.errors import ConfigError

QueryArgument = Annotated[
    str, Argument(metavar="QUERY|FILE", help="The query, a file that holds it, or - for standard input.")
]


def query(
    query: QueryArgument = STANDARD_INPUT,
    variables: Annotated[str | None, Option("--variables", metavar="JSON", help="A JSON object.")] = None,
    operation: Annotated[str | None, Option("--operation", help="Which operation, if there are several.")] = None,
    dql: Annotated[bool, Option("--dql", help="The query is in DQL.")] = False,
    store: StoreFlag = None,
) -> None:
    """Run a query or mutation and print the answer as JSON. Exit status 1 if it has errors.

    It passes @auth rules, as everything that reads the store itself.
    """
    settings = settings_from(store=store).settings
    text = text_of(query).content
    values = None if variables is None else json_object_of("--variables", variables)
    with opened(settings.store, must_exist=True) as database:
        answer = database.dql(text, values) if dql else database.graphql(text, values, operation)
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    if "errors" in answer:
        sys.exit(1)


def text_of(argument: str) -> Text:
    """A query that is given itself, as a file, or as standard input."""
    if argument == STANDARD_INPUT or _is_file(argument):
        return read_text(argument)
    return Text("query", argument)


def _is_file(argument: str) -> bool:
    try:
        return Path(argument).is_file()
    except (OSError, ValueError):  # a query is rarely a possible name of a file
        return False


def json_object_of(flag: str, text: str) -> dict[str, Any]:
    """The JSON object that a flag gives.

    Raises:
        ConfigError: It is something else.
    """
    try:
        values = json.loads(text)
    except ValueError as error:
        raise ConfigError(f"{flag} is not valid JSON: {error}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{flag} must be a JSON object")
    return values
