"""The GraphQL types that a schema declares, bound to predicates: what the generated API is made from.

In: what `schema/` read from a text. Out: frozen values. Does not know: homes, SQL, GraphQL syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graphwright.model.values import ValueKind


class Role(StrEnum):
    """What a field is."""

    ID = "id"  # the node's own id
    VALUE = "value"  # scalars and enums
    REFERENCE = "reference"  # other nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiField:
    """A field of an object or interface type.

    Attributes:
        type_name: Innermost type: a scalar, an enum or an object type, as in the schema.
        predicate: Name of the predicate, without language; empty for the ID field.
        kind: Value kind of the predicate (UID for references; INT for Int and Int64, STRING for enums).
        languages: The chain behind `@` in `@dgraph(pred: "name@en:fr")`; empty for the untagged value.
        is_key: Has `@id`. `is_interface_key`: unique over all types that implement the interface.
        searches: Index kinds, by name, defaults resolved, in the order written.
        inverse: Name of the field of `type_name` that is the other side; also set on the side that
            did not say so itself.
        declared_in: The interface that the field was first declared in, else the type's own name.
    """

    name: str
    role: Role
    type_name: str
    kind: ValueKind
    is_list: bool = False
    is_required: bool = False
    is_element_required: bool = False
    predicate: str = ""
    languages: tuple[str, ...] = ()
    is_key: bool = False
    is_interface_key: bool = False
    searches: tuple[str, ...] = ()
    inverse: str | None = None
    declared_in: str = ""
    description: str | None = None
    deprecated: str | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRuleText:
    """A leaf of `@auth`, as written: a GraphQL query or `{$CLAIM: {eq: …}}`, with its position."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRuleTree:
    """`and`, `or` or `not` over rules."""

    connective: str
    rules: tuple[AuthRuleTree | AuthRuleText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiType:
    """An object or interface type.

    Attributes:
        node_type: The value of `dgraph.type` (`@dgraph(type:)`), mostly `name`.
        fields: In the order of the schema; those of interfaces first where the type repeats them.
        auth: Rule per operation (query, add, update, delete), uncompiled.
    """

    name: str
    is_interface: bool
    node_type: str
    fields: Mapping[str, ApiField]
    interfaces: tuple[str, ...] = ()
    description: str | None = None
    auth: Mapping[str, AuthRuleTree | AuthRuleText] = field(default_factory=dict)
    line: int = 0
    column: int = 0

    @property
    def id_field(self) -> ApiField | None:
        """The field of type ID, if there is one."""
        return next((f for f in self.fields.values() if f.role is Role.ID), None)

    @property
    def key_fields(self) -> tuple[ApiField, ...]:
        """The fields with `@id`."""
        return tuple(f for f in self.fields.values() if f.is_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiEnum:
    """An enum type. `deprecated` maps values to reasons."""

    name: str
    values: tuple[str, ...]
    description: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    deprecated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthSettings:
    """The line `# Dgraph.Authorization {…}` of a schema."""

    verification_key: str = field(repr=False)
    header: str
    namespace: str
    algorithm: str
    audience: tuple[str, ...] = ()
    closed_by_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSchema:
    """A whole GraphQL schema.

    Attributes:
        text: As it was given.
        types: Objects and interfaces, in the order of the schema.
        generated: The graphql-core schema made from it (`schema.generate`); opaque here.
    """

    text: str
    types: Mapping[str, ApiType]
    enums: Mapping[str, ApiEnum] = field(default_factory=dict)
    authorization: AuthSettings | None = None
    generated: Any = field(default=None, repr=False, compare=False)

    def implementations(self, interface: str) -> tuple[ApiType, ...]:
        """The object types that implement an interface."""
        return tuple(t for t in self.types.values() if interface in t.interfaces)
