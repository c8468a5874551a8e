"""`@custom(http: {…})` taken apart: what is asked of whom, and which values go into it.

In: the directive as written. Out: `HttpCall` with the names that stand behind `$` in its url, body and query.
Nothing is sent. Does not know: what is allowed (`rules/custom.py`, `rules/custom_fields.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from graphql import (
    ConstValueNode,
    DocumentNode,
    GraphQLSyntaxError,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    Visitor,
    parse,
    parse_value,
    visit,
)

from graphwright.records import dataclass
from graphwright.schema.arguments import text_of
from graphwright.schema.declarations import DirectiveUse, Place, place_of

_name: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_host: Final = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """A call of a remote, as written.

    Attributes:
        members: The members of `http`, those that are not texts too.
        place: Of `http`; `places` of each member.
    """

    members: dict[str, ConstValueNode]
    place: Place
    places: dict[str, Place]

    def text(self, name: str) -> str | None:
        """A member that is a text."""
        return text_of(self.members.get(name))

    @property
    def mode(self) -> str:
        """SINGLE unless written."""
        return self.text("mode") or "SINGLE"

    def path_names(self) -> tuple[str, ...]:
        """The names behind `$` that are parts of the url's path."""
        path = urlsplit(self.text("url") or "").path
        return tuple(part[1:] for part in path.split("/") if part.startswith("$"))

    def parameter_names(self) -> tuple[str, ...]:
        """The names behind `$` that are values in the url's query."""
        query = urlsplit(self.text("url") or "").query
        return tuple(value[1:] for _, value in parse_qsl(query, keep_blank_values=True) if value.startswith("$"))

    def has_good_url(self) -> bool:
        """Whether the url is complete: scheme, host, and names behind each `$`."""
        url = self.text("url") or ""
        names = (*self.path_names(), *self.parameter_names())
        return _host.match(url) is not None and all(_name.fullmatch(name) for name in names)

    def body_names(self) -> tuple[str, ...]:
        """The names behind `$` in the body.

        Raises:
            GraphQLSyntaxError: The body is no value as GraphQL writes it.
        """
        body = self.text("body")
        return () if body is None else tuple(_variables_in(parse_value(body)))

    def document(self) -> DocumentNode | None:
        """The remote's GraphQL operation.

        Raises:
            GraphQLSyntaxError: It is none.
        """
        text = self.text("graphql")
        return None if text is None else parse(text)


def read_http(use: DirectiveUse) -> HttpCall | None:
    """The `http` of `@custom`, None when it is absent or no object."""
    node = use.arguments.get("http")
    if not isinstance(node, ObjectValueNode):
        return None
    return HttpCall(
        members={field.name.value: field.value for field in node.fields},
        place=place_of(node),
        places={field.name.value: place_of(field) for field in node.fields},
    )


def used_variables(document: DocumentNode) -> tuple[str, ...]:
    """The variables that the operations of a document declare."""
    return tuple(
        definition.variable.name.value
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
        for definition in operation.variable_definitions or ()
    )


def _variables_in(value: ValueNode) -> Iterator[str]:
    found: list[str] = []

    class Collect(Visitor):
        def enter_variable(self, node: VariableNode, *_: object) -> None:
            found.append(node.name.value)

    visit(value, Collect())
    return iter(dict.fromkeys(found))


__all__ = ["GraphQLSyntaxError", "HttpCall", "read_http", "used_variables"]
