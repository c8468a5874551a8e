"""`@custom` says completely what is asked of whom, and takes only values that are there.

What a field of a stored type may use has a rule of its own (`custom_fields.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DocumentNode, FieldNode, GraphQLSyntaxError, ListValueNode, OperationDefinitionNode, StringValueNode

from graphwright.schema.arguments import text_argument
from graphwright.schema.custom_calls import HttpCall, read_http, used_variables
from graphwright.schema.declarations import Declarations, DirectiveUse, FieldDeclaration, TypeDeclaration
from graphwright.schema.findings import Findings, broken, named, perhaps

_members = (
    "body",
    "forwardHeaders",
    "graphql",
    "introspectionHeaders",
    "method",
    "mode",
    "secretHeaders",
    "skipIntrospection",
    "url",
)
_methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
_modes = ("SINGLE", "BATCH")
_headers = ("forwardHeaders", "secretHeaders", "introspectionHeaders")


def check_custom(schema: Declarations) -> Findings:
    """Findings for each `@custom`."""
    for owner in (*schema.roots, *schema.types):
        for field in owner.fields:
            use = field.directive("custom")
            if use is None or field.declared_in != owner.name:
                continue
            yield from _check_use(schema, owner, field, use)


def _check_use(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse) -> Findings:
    name = named(owner, field)
    if len(use.arguments) != 1:
        yield broken(use.place, f"{name}: @custom takes exactly one of `http` and `dql`")
        return
    if "dql" in use.arguments:
        yield from _check_dql(schema, owner, field, use)
        return
    call = read_http(use)
    if call is None:
        yield broken(use.place, f'{name}: `http` of @custom is written {{url: "https://…", method: GET}}')
        return
    yield from _check_http(name, call)
    if owner.name in ("Query", "Mutation"):
        yield from _check_arguments(name, field, call)


def _check_dql(schema: Declarations, owner: TypeDeclaration, field: FieldDeclaration, use: DirectiveUse) -> Findings:
    name = named(owner, field)
    if owner.name != "Query":
        yield broken(
            use.place, f"{name}: `dql` of @custom reads, so it stands on fields of Query only; use `http` here"
        )
    if not (text_argument(use, "dql") or "").strip():
        yield broken(use.place, f"{name}: `dql` of @custom is empty; write a DQL query")
    for argument in field.arguments:
        if argument.is_list or argument.type_name in schema.input_named:
            yield broken(
                argument.type_place,
                f"{name}: the argument {argument.name} goes into DQL: a single scalar, not {argument.written_type}",
            )


def _check_http(name: str, call: HttpCall) -> Findings:
    for member, place in call.places.items():
        if member not in _members:
            yield broken(place, f"{name}: `http` of @custom has no member `{member}`.{perhaps(member, _members)}")
    for needed in ("url", "method"):
        if needed not in call.members:
            yield broken(call.place, f"{name}: `http` of @custom needs `{needed}`")
    if "url" in call.members and not call.has_good_url():
        yield broken(
            call.places["url"], f"{name}: the url of @custom is incomplete; it begins with https:// and a host"
        )
    if "method" in call.members and call.text("method") not in _methods:
        yield broken(call.places["method"], f"{name}: the method of @custom is one of {', '.join(_methods)}")
    if "mode" in call.members and call.mode not in _modes:
        yield broken(call.places["mode"], f"{name}: the mode of @custom is SINGLE or BATCH")
    for member in _headers:
        value = call.members.get(member)
        if value is not None and not _is_list_of_texts(value):
            yield broken(call.places[member], f"{name}: `{member}` of @custom is a list of names of headers")
    yield from _check_body(name, call)
    yield from _check_graphql(name, call)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, ListValueNode) and all(isinstance(one, StringValueNode) for one in value.values)


def _check_body(name: str, call: HttpCall) -> Findings:
    try:
        call.body_names()
    except GraphQLSyntaxError as error:
        yield broken(call.places["body"], f"{name}: the body of @custom cannot be read: {error.message}")


def _check_graphql(name: str, call: HttpCall) -> Findings:
    if "graphql" not in call.members:
        return
    place = call.places["graphql"]
    if call.text("method") not in (None, "POST"):
        yield broken(place, f"{name}: GraphQL is sent by POST, not by {call.text('method')}")
    if "body" in call.members and call.mode != "BATCH":
        yield broken(call.places["body"], f"{name}: `graphql` of @custom makes the body itself; take `body` out")
    try:
        document = call.document()
    except GraphQLSyntaxError as error:
        yield broken(place, f"{name}: the GraphQL of @custom cannot be read: {error.message}")
        return
    assert document is not None
    for message in _problems_of(document):
        yield broken(place, f"{name}: the GraphQL of @custom {message}")


def _problems_of(document: DocumentNode) -> Iterator[str]:
    operations = document.definitions
    if len(operations) != 1 or not isinstance(operations[0], OperationDefinitionNode):
        yield "has to be one query or mutation, without fragments"
        return
    fields = operations[0].selection_set.selections
    if len(fields) != 1 or not isinstance(fields[0], FieldNode):
        yield "asks for exactly one field"
    elif fields[0].alias is not None:
        yield f"gives {fields[0].name.value} the alias {fields[0].alias.value}; leave the alias out"
    elif fields[0].selection_set is not None:
        yield f"selects fields of {fields[0].name.value}; leave them out, they are what the client asks for"


def _check_arguments(name: str, field: FieldDeclaration, call: HttpCall) -> Findings:
    """What the url, the body and the query of a root field take from its arguments."""
    given = {argument.name: argument for argument in field.arguments}
    if "mode" in call.members:
        yield broken(call.places["mode"], f"{name}: `mode` of @custom says how fields of types are asked; take it out")
    for member, used in _used_by(call).items():
        for one in used:
            if one not in given:
                yield broken(call.places[member], f"{name}: the {member} uses ${one}, which is no argument")
    for one in call.path_names():
        if one in given and not given[one].is_required:
            yield broken(call.places["url"], f"{name}: the path of the url uses ${one}, which may be null; write `!`")


def _used_by(call: HttpCall) -> dict[str, tuple[str, ...]]:
    used = {"url": (*call.path_names(), *call.parameter_names()) if "url" in call.members else ()}
    try:
        used["body"] = call.body_names()
        document = call.document()
    except GraphQLSyntaxError:
        return used
    used["graphql"] = () if document is None else used_variables(document)
    return used
