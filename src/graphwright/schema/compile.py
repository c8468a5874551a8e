"""Schema text → the API that it declares.

In: SDL text. Out: `ApiSchema`, or all the errors that were found, each with its place.
Pure. Does not know: what is stored, the generated API.
"""

from __future__ import annotations

from itertools import chain, islice

from graphwright import limits
from graphwright.errors import ErrorList, GraphwrightError, SchemaError
from graphwright.model.api import ApiSchema
from graphwright.schema.assembly import assemble_api
from graphwright.schema.authorization import read_authorization
from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Rule
from graphwright.schema.graphcool import read_graphcool
from graphwright.schema.inheritance import inherit_fields
from graphwright.schema.reading import read_declarations
from graphwright.schema.rules import rules_as_written, rules_of_fields, rules_of_interfaces, rules_of_predicates
from graphwright.schema.rules.beyond_reference import check_no_own_directives
from graphwright.schema.rules.refused_by_reference import check_refused_by_reference
from graphwright.schema.strictness import read_strictness


def compile_schema(text: str, *, is_strict: bool = False) -> ApiSchema:
    """The API that a schema text declares.

    Args:
        is_strict: What the reference does not have, or refuses, is refused.

    Raises:
        ParseError: The text is no SDL.
        ErrorList: The text breaks rules (`SchemaError`) or uses what is not there yet (`NotSupportedYet`);
            in the order of the text.
        LimitError: The text is too large.
    """
    try:
        written = read_declarations(text)
        is_strict = is_strict or read_strictness(written)
        written = written if is_strict else read_graphcool(written)
    except SchemaError as error:
        raise ErrorList([error]) from None
    if is_strict:
        _check(written, (check_no_own_directives,))
    _check(written, rules_as_written)
    if is_strict:
        _check(written, (check_refused_by_reference,))
    _check(written, rules_of_interfaces)
    declared = inherit_fields(written)
    _check(declared, rules_of_fields)
    _check(declared, rules_of_predicates)
    return assemble_api(declared, read_authorization(declared))


def _check(schema: Declarations, rules: tuple[Rule, ...]) -> None:
    found = list(islice(chain.from_iterable(rule(schema) for rule in rules), limits.schema_errors_max))
    if found:
        raise ErrorList(sorted(found, key=_place))


def _place(error: GraphwrightError) -> tuple[int, int]:
    return error.line or 0, error.column or 0
