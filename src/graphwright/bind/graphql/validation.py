"""The rules of the GraphQL specification (5) for documents, by graphql-core, in our words where our limits speak.

In: a generated schema, a syntax tree. Out: nothing, or errors with positions. Does not know: plans, variables' values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    SelectionSetNode,
    ValidationRule,
    specified_rules,
    validate,
)

from graphwright import limits
from graphwright.bind.graphql.rule_walk import Walker
from graphwright.errors import ErrorList, GraphwrightError, LimitError, ValidationError

_of_limits: Final[Mapping[str, str]] = {
    "Too many validation errors, error limit reached. Validation aborted.": (
        f"there are more errors than the first {limits.validation_errors_max}, which are listed (validation_errors_max)"
    ),
    "Validation aborted.": (
        f"fields of equal names meet more than {limits.field_comparisons_max:,} times (field_comparisons_max), or "
        f"fragments nest far deeper than {limits.query_depth_max} (query_depth_max): write repeated fields once"
    ),
    "Maximum introspection depth exceeded": (
        f"introspection may go through {limits.introspection_lists_max} lists of types or fields inside one another, "
        "not more (introspection_lists_max): ask for the types one by one with __type"
    ),
}
"""What graphql-core says when a bound is met, and what we say."""
_no_string: Final = "String cannot represent a non string value"


class _NotEmpty(ValidationRule):
    """`{ }` is none of the specification's selections; graphql-core lets it pass."""

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:
        if not node.selections:
            self.report_error(GraphQLError("Selections between braces must name at least one field.", node))


_rules: Final = (*specified_rules, _NotEmpty)
_walker: Final = Walker(_rules)


def check_document(schema: GraphQLSchema, syntax: DocumentNode) -> None:
    """Raises what is wrong with a document.

    Raises:
        ErrorList: Of ValidationError where it breaks rules of the specification, of LimitError where it is too much.
    """
    if _walker.is_valid(schema, syntax):
        return
    found = validate(schema, syntax, _rules, max_errors=limits.validation_errors_max)
    if found:
        raise ErrorList([_as_ours(error) for error in found])


def _as_ours(error: GraphQLError) -> GraphwrightError:
    where = error.locations[0] if error.locations else None
    line, column = (where.line, where.column) if where else (None, None)
    if (message := _of_limits.get(error.message)) is not None:
        return LimitError(message, line=line, column=column)
    message = error.message.replace("not to be None", "not to be null")
    if message.startswith(_no_string):
        message = _no_string  # without the value, which may be a password
    return ValidationError(message, line=line, column=column)
