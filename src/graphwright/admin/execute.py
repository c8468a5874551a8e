"""Runs a request of the admin API: graphql-core with our limits and our errors.

In: `GraphqlRequest`, `AdminContext`. Out: `Answer`. Does not know: what the operations do.
"""

from __future__ import annotations

from inspect import isawaitable
from typing import Any

import orjson
from graphql import DocumentNode, FieldNode, GraphQLError, GraphQLSchema, OperationType, execute, validate
from graphql.utilities import get_operation_ast

from graphwright.admin.context import AdminContext
from graphwright.admin.operations import ADMIN_SCHEMA
from graphwright.engine.requests import Answer, GraphqlRequest, OperationWords
from graphwright.errors import AccessError, ErrorList, GraphwrightError, NotSupportedYet, RequestError, ValidationError
from graphwright.lang.graphql import parse_document


async def execute_admin(request: GraphqlRequest, context: AdminContext, schema: GraphQLSchema = ADMIN_SCHEMA) -> Answer:
    """The answer to a request on `/admin`; never raises for what a user did wrong."""
    try:
        document = _checked(request, schema)
    except GraphwrightError as error:
        entries = [entry.as_graphql() for entry in _flattened(error)]
        return Answer(body=orjson.dumps({"errors": entries}), was_executed=False)
    result = execute(
        schema,
        document,
        context_value=context,
        variable_values=dict(request.variables or {}),
        operation_name=request.operation_name,
    )
    if isawaitable(result):
        result = await result
    return _answer(result.data, result.errors or [])


def _checked(request: GraphqlRequest, schema: GraphQLSchema) -> DocumentNode:
    """The document of a request that may run.

    Raises:
        GraphwrightError: Grammar, rules of the specification, our limits, or a mutation over GET.
    """
    if not request.query:
        raise NotSupportedYet("persisted queries are not supported yet on /admin; send the query itself")
    document = parse_document(request.query)
    if problems := validate(schema, document):
        raise ErrorList(
            [ValidationError(problem.message, line=_line(problem), column=_column(problem)) for problem in problems]
        )
    operation = get_operation_ast(document, request.operation_name)
    if operation is None:
        raise ValidationError("operationName must name one of the operations of the request, as it has several")
    if operation.operation is not OperationType.QUERY:
        if request.is_read_only:
            raise RequestError("a GET request may only query; send mutations by POST")
        if not request.may_write:
            raise AccessError("this key may only read; send mutations with a key that may write")
    return document


def words_of(request: GraphqlRequest) -> OperationWords | None:
    """What a request on `/admin` is about, without its values; None for one without an operation."""
    try:
        document = parse_document(request.query or "")
    except GraphwrightError:
        return None
    operation = get_operation_ast(document, request.operation_name)
    if operation is None:
        return None
    fields = (node.name.value for node in operation.selection_set.selections if isinstance(node, FieldNode))
    name = operation.name.value if operation.name else None
    return OperationWords(kind=operation.operation.value, name=name, fields=tuple(fields))


def _answer(data: dict[str, Any] | None, errors: list[GraphQLError]) -> Answer:
    answer: dict[str, Any] = {}
    if errors:
        answer["errors"] = [entry for error in errors for entry in _entries(error)]
    was_executed = data is not None or any(error.path for error in errors)
    if was_executed:
        answer["data"] = data
    return Answer(body=orjson.dumps(answer), was_executed=was_executed)


def _entries(error: GraphQLError) -> list[dict[str, Any]]:
    """The members of `errors` for one failure; a refused schema may have several."""
    entry: dict[str, Any] = {"message": error.message}
    if error.locations:
        entry["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        entry["path"] = error.path
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return [entry | {"extensions": {"code": ValidationError.code}}]
    if not isinstance(cause, GraphwrightError):
        raise cause  # a bug of ours: the server's last handler logs it
    return [entry | _of_schema(part) for part in _flattened(cause)]


def _of_schema(error: GraphwrightError) -> dict[str, Any]:
    """An error about a schema: `locations` speak of the request, so the place in the schema stands in `extensions`."""
    extensions: dict[str, Any] = {"code": error.code}
    if error.line is not None:
        extensions["schemaLocation"] = {"line": error.line, "column": error.column or 1}
    return {"message": error.message, "extensions": extensions}


def _flattened(error: GraphwrightError) -> list[GraphwrightError]:
    return error.errors if isinstance(error, ErrorList) else [error]


def _line(error: GraphQLError) -> int | None:
    return error.locations[0].line if error.locations else None


def _column(error: GraphQLError) -> int | None:
    return error.locations[0].column if error.locations else None
