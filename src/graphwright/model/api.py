"""The GraphQL types that a schema declares, bound to predicates: what the generated API is made from.

In: what `schema/` read from a text. Out: frozen values. Does not know: homes, SQL, GraphQL syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from graphwright.model.constraints import Constraint, FieldRule
from graphwright.model.remote import LambdaUse, RemoteField, RemoteInput, RemoteType, RemoteUnion
from graphwright.model.values import ValueKind
from graphwright.model.vectors import Metric
from graphwright.records import dataclass


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
        is_unique: Has `@unique`: no two nodes of the declaring type have the same value.
        cascades_delete: Has `@cascadeDelete`: what it refers to goes with the node.
        constraint: What `@validate` asks.
        searches: Index kinds, by name, defaults resolved, in the order written.
        inverse: Name of the field of `type_name` that is the other side; also set on the side that
            did not say so itself.
        declared_in: The interface that the field was first declared in, else the type's own name.
        metric: Of an embedding, what its search goes by; None for other fields.
        index_options: Of an embedding, what `hnsw` says in parentheses, as written.
        default_on_add, default_on_update: `@default`, as written; `$now` is the time of the mutation.
        auth: Rule per operation (query, add, update), uncompiled.
        renamed_from: What the field was called before (`@rename`).
        permissions: Of an edge field: who may connect and disconnect.
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
    is_unique: bool = False
    cascades_delete: bool = False
    constraint: Constraint | None = None
    searches: tuple[str, ...] = ()
    inverse: str | None = None
    declared_in: str = ""
    metric: Metric | None = None
    index_options: tuple[tuple[str, str], ...] = ()
    default_on_add: str | None = None
    default_on_update: str | None = None
    description: str | None = None
    deprecated: str | None = None
    auth: Mapping[str, AuthRuleTree | AuthRuleText] = field(default_factory=dict)
    renamed_from: str | None = None
    permissions: tuple[Permission, ...] = ()
    line: int = 0
    column: int = 0

    @property
    def is_embedding(self) -> bool:
        """Whether the list of numbers is one value, a vector."""
        return self.kind is ValueKind.VECTOR

    @property
    def holds_many(self) -> bool:
        """Whether a node has several values of it: a list, unless that is a vector."""
        return self.is_list and not self.is_embedding

    @property
    def is_reverse(self) -> bool:
        """Reads the edges of another predicate from their other end (`@dgraph(pred: "~…")`)."""
        return self.predicate.startswith("~")


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
class Permission:
    """A `@permission`, as written: on a type, or on an edge field.

    Attributes:
        operations: READ, CREATE, UPDATE, DELETE; of an edge field CONNECT, DISCONNECT.
        fields: Those that it is about; None: all.
        needs_user: It grants nothing to a caller without a valid token.
        query: The permission query; None where it grants without one.
        line, column: Where the query begins; else where the directive stands.
    """

    operations: tuple[str, ...]
    fields: tuple[str, ...] | None = None
    needs_user: bool = False
    query: str | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Generates:
    """Which operations a type gets (`@generate`); `subscription` also by `@withSubscription`."""

    get: bool = True
    query: bool = True
    password: bool = True
    aggregate: bool = True
    add: bool = True
    update: bool = True
    delete: bool = True
    subscription: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiType:
    """An object or interface type.

    Attributes:
        node_type: The value of `dgraph.type` (`@dgraph(type:)`), mostly `name`.
        fields: In the order of the schema; those of interfaces first where the type repeats them.
        auth: Rule per operation (query, add, update, delete), uncompiled.
        unique_sets: Names of fields whose values together no two nodes have (`@unique(fields:)`).
        field_rules: What its fields must be together (`@validate(field:)`).
        secret: The password of `@secret`, which is written and checked, but never read: no member of `fields`.
        remote_fields: Fields of which nothing is stored: no members of `fields`. `field_order` names both.
        entity_key: The field of `@key`, by which a federation finds nodes of the type.
        is_extension: It belongs to another service of a federation (`@extends`).
        calls_lambda: Mutations tell the lambda server (`@lambdaOnMutate`): add, update, delete.
        renamed_from: What the type was called before (`@rename`).
        permissions: Who may read, create, update and delete its nodes.
    """

    name: str
    is_interface: bool
    node_type: str
    fields: Mapping[str, ApiField]
    interfaces: tuple[str, ...] = ()
    description: str | None = None
    auth: Mapping[str, AuthRuleTree | AuthRuleText] = field(default_factory=dict)
    unique_sets: tuple[tuple[str, ...], ...] = ()
    field_rules: tuple[FieldRule, ...] = ()
    generates: Generates = field(default_factory=Generates)
    secret: ApiField | None = None
    remote_fields: Mapping[str, RemoteField] = field(default_factory=dict)
    field_order: tuple[str, ...] = ()
    entity_key: str | None = None
    is_extension: bool = False
    calls_lambda: tuple[str, ...] = ()
    renamed_from: str | None = None
    permissions: tuple[Permission, ...] = ()
    line: int = 0
    column: int = 0

    def member(self, name: str) -> ApiField:
        """What an input calls by a name: a field, or the password."""
        return self.secret if self.secret is not None and self.secret.name == name else self.fields[name]

    @property
    def stored_fields(self) -> tuple[ApiField, ...]:
        """Everything that has a predicate: the fields but the ID, and the password."""
        stored = tuple(f for f in self.fields.values() if f.predicate and not f.is_reverse)
        return stored if self.secret is None else (*stored, self.secret)

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
class ApiUnion:
    """A union of object types.

    Attributes:
        members: Their names, in the order of the schema.
    """

    name: str
    members: tuple[str, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthSettings:
    """The line `# Dgraph.Authorization {…}` of a schema.

    Attributes:
        verification_key: A secret, or the PEM of a public key; empty where `jwk_urls` tell the keys.
        namespace: The claim that holds the claims of the application.
        issuer: What `iss` of its tokens says; None where it may say anything.
        leeway_s: For how long clocks may differ.
        closed_by_default: Who sends no valid token is answered nothing.
        deny_by_default: A type without a rule for an operation allows it to nobody.
        user_claim: The claim that says who the user is, for permission queries.
        others: Further issuers, whose tokens come in the same header.
    """

    verification_key: str = field(default="", repr=False)
    header: str
    namespace: str
    algorithm: str = ""
    audience: tuple[str, ...] = ()
    issuer: str | None = None
    jwk_urls: tuple[str, ...] = ()
    leeway_s: int = 0
    closed_by_default: bool = False
    deny_by_default: bool = False
    user_claim: str = "sub"
    others: tuple[AuthSettings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSchema:
    """A whole GraphQL schema.

    Attributes:
        text: As it was given.
        types: Objects and interfaces, in the order of the schema.
        remote_types: Types with `@remote`; `remote_unions`: unions with it; `inputs`: input types of the text.
        queries: The fields that the text gives `Query`; `mutations`: those of `Mutation`.
        lambdas: Where the lambda server is needed.
        forwarded_headers: Headers of clients that calls of remotes pass on.
        is_strict: It says that the API is to be the reference's (`# Graphwright.Strict true`).
        generated: The graphql-core schema made from it (`schema.generate`); opaque here.
    """

    text: str
    types: Mapping[str, ApiType]
    enums: Mapping[str, ApiEnum] = field(default_factory=dict)
    unions: Mapping[str, ApiUnion] = field(default_factory=dict)
    remote_types: Mapping[str, RemoteType] = field(default_factory=dict)
    remote_unions: Mapping[str, RemoteUnion] = field(default_factory=dict)
    inputs: Mapping[str, RemoteInput] = field(default_factory=dict)
    queries: Mapping[str, RemoteField] = field(default_factory=dict)
    mutations: Mapping[str, RemoteField] = field(default_factory=dict)
    lambdas: tuple[LambdaUse, ...] = ()
    forwarded_headers: tuple[str, ...] = ()
    authorization: AuthSettings | None = None
    is_strict: bool = False
    generated: Any = field(default=None, repr=False, compare=False)

    @property
    def has_operations(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self.types or self.queries or self.mutations)

    def implementations(self, interface: str) -> tuple[ApiType, ...]:
        """The object types that implement an interface."""
        return tuple(t for t in self.types.values() if interface in t.interfaces)

    def seen_from(self, owner: ApiType, member: ApiField) -> ApiField:
        """A reference that a type has from an interface, with the inverse that it has in this type alone."""
        if member.inverse is not None or member.declared_in in ("", owner.name) or member.type_name not in self.types:
            return member
        for other in self.types[member.type_name].fields.values():
            if other.inverse == member.name and other.type_name == owner.name:
                return replace(member, inverse=other.name)
        return member

    def possible_types(self, name: str) -> tuple[ApiType, ...]:
        """The object types that something of a type is one of: itself, implementations, members of a union."""
        union = self.unions.get(name)
        if union is not None:
            return tuple(self.types[member] for member in union.members)
        declared = self.types[name]
        return self.implementations(name) if declared.is_interface else (declared,)
