"""How the tables of rules are run: a schema, the rule, where it finds something and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.schema.compile import compile_schema
from graphwright.schema.findings import Rule
from graphwright.schema.inheritance import inherit_fields
from graphwright.schema.reading import read_declarations
from graphwright.schema.rules import rules_as_written, rules_of_interfaces


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that a rule refuses: at `line:column`, saying `says`."""

    text: str
    place: str
    says: str
    error: type[GraphwrightError] = SchemaError


def check_refused(rule: Rule, case: Refused) -> None:
    """The rule itself finds it, and so does the whole."""
    schema = read_declarations(case.text)
    if rule not in (*rules_as_written, *rules_of_interfaces):
        schema = inherit_fields(schema)
    expected = (case.error, case.place)
    by_rule = {(type(e), f"{e.line}:{e.column}"): e.message for e in rule(schema)}
    assert case.says in by_rule.get(expected, ""), by_rule
    by_all = {(type(e), f"{e.line}:{e.column}") for e in errors_of(case.text)}
    assert expected in by_all


def errors_of(text: str) -> list[GraphwrightError]:
    """All that is found in a text, in order."""
    try:
        compile_schema(text)
    except ErrorList as found:
        return found.errors
    return []
