"""`graphwright auth explain --claims JSON QUERY`: which rules let a caller's nodes through."""

from __future__ import annotations

from typing import Annotated

from graphwright.cli.options import STANDARD_INPUT, StoreFlag, settings_from
from graphwright.cli.query import QueryArgument, json_object_of, text_of
from graphwright.cli.stores import opened
from graphwright.cli.words import Option


def explain(
    query: QueryArgument = STANDARD_INPUT,
    claims: Annotated[str, Option("--claims", metavar="JSON", help="The claims of the caller, an object.")] = "{}",
    variables: Annotated[str | None, Option("--variables", metavar="JSON", help="A JSON object.")] = None,
    operation: Annotated[str | None, Option("--operation", help="Which operation, if there are several.")] = None,
    store: StoreFlag = None,
) -> None:
    """Count how many nodes each rule that a request meets lets through and stops; nothing is changed."""
    from graphwright.model.caller import Caller  # noqa: PLC0415 -- --help does without

    settings = settings_from(store=store).settings
    text = text_of(query).content
    caller = Caller(claims=json_object_of("--claims", claims))
    with opened(settings.store, must_exist=True) as database:
        values = None if variables is None else json_object_of("--variables", variables)
        found = database.explain_rules(text, values, operation, caller=caller)
    last = None
    for rule in found:
        if (rule.type_name, rule.operation) != last:
            last = rule.type_name, rule.operation
            print(f"{rule.operation} of {rule.type_name}, {rule.total} nodes:")
        unknown = rule.total - rule.passing - rule.stopped
        shown = f"lets {rule.passing} through, stops {rule.stopped}" + (f", unknown for {unknown}" if unknown else "")
        print(f"{'  ' * (rule.depth + 1)}{rule.text}: {shown}")
    if not found:
        print("the request meets no rule")
