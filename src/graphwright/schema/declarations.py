"""What a schema text declares, as written: types, fields, enums, directives, each with its place.

In: syntax nodes of graphql-core. Out: frozen values that rules look at and `assembly` turns into the API.
Does not know: what is allowed (that is `rules/`), predicates, the generated API.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from graphql import ConstDirectiveNode, ConstValueNode, DefinitionNode, Node

from graphwright.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the text, both from 1."""

    line: int
    column: int


def place_of(node: Node) -> Place:
    """Where a syntax node begins."""
    assert node.loc is not None, "schemas are parsed with locations"
    return Place(node.loc.start_token.line, node.loc.start_token.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveUse:
    """A directive on a type, field, enum or value."""

    name: str
    arguments: Mapping[str, ConstValueNode]
    node: ConstDirectiveNode
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """A type's name where it is referred to."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentDeclaration:
    """An argument of a field, as written; `default` is its syntax."""

    name: str
    type_name: str
    written_type: str
    type_place: Place
    is_list: bool
    is_required: bool
    default: ConstValueNode | None
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDeclaration:
    """A field, as written.

    Attributes:
        declared_in: The type that it is written in; after inheritance, the interface it comes from.
        written_type: The type as in the text, such as `[Film!]!`.
        arguments: What it takes, which only remote fields serve.
    """

    name: str
    declared_in: str
    type_name: str
    written_type: str
    type_place: Place
    is_list: bool
    is_nested_list: bool
    is_required: bool
    is_element_required: bool
    arguments: tuple[ArgumentDeclaration, ...]
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place

    def directive(self, name: str) -> DirectiveUse | None:
        """The first use of a directive."""
        return next((use for use in self.directives if use.name == name), None)

    @property
    def is_remote(self) -> bool:
        """Computed elsewhere: it has `@custom` or `@lambda`, and nothing of it is stored."""
        return any(use.name in ("custom", "lambda") for use in self.directives)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDeclaration:
    """An object or interface type; `fields` are its own until `inheritance` adds those of interfaces."""

    name: str
    is_interface: bool
    interfaces: tuple[NameUse, ...]
    fields: tuple[FieldDeclaration, ...]
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place

    def directive(self, name: str) -> DirectiveUse | None:
        """The first use of a directive."""
        return next((use for use in self.directives if use.name == name), None)

    @property
    def is_remote(self) -> bool:
        """Stands for data elsewhere (`@remote`): nothing of it is stored or generated."""
        return self.directive("remote") is not None

    def field(self, name: str) -> FieldDeclaration | None:
        """The field of a name."""
        return next((declared for declared in self.fields if declared.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValueDeclaration:
    """A value of an enum."""

    name: str
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumDeclaration:
    """An enum type."""

    name: str
    values: tuple[EnumValueDeclaration, ...]
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionDeclaration:
    """A union."""

    name: str
    members: tuple[NameUse, ...]
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDeclaration:
    """An input type, for the arguments of remote fields."""

    name: str
    fields: tuple[ArgumentDeclaration, ...]
    directives: tuple[DirectiveUse, ...]
    description: str | None
    place: Place


NamedDeclaration = TypeDeclaration | EnumDeclaration | UnionDeclaration | InputDeclaration


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """A whole schema text.

    Attributes:
        types: Stored objects and interfaces in the order of the text; names may still repeat.
        roots: `Query` and `Mutation` with the fields that the text gives them.
        remotes: Objects and interfaces with `@remote`, of which nothing is stored. `remote_unions`: unions with it.
        others: Definitions of other kinds: scalars, extensions of nothing, the schema block, ….
        comments: The text of each comment behind its `#`, with its place.
    """

    text: str
    types: tuple[TypeDeclaration, ...]
    enums: tuple[EnumDeclaration, ...]
    unions: tuple[UnionDeclaration, ...] = ()
    inputs: tuple[InputDeclaration, ...] = ()
    roots: tuple[TypeDeclaration, ...] = ()
    remotes: tuple[TypeDeclaration, ...] = ()
    remote_unions: tuple[UnionDeclaration, ...] = ()
    others: tuple[DefinitionNode, ...] = ()
    comments: tuple[tuple[str, Place], ...] = field(default=())

    @cached_property
    def type_named(self) -> Mapping[str, TypeDeclaration]:
        """The types by name; the first one where a name repeats."""
        return {declared.name: declared for declared in reversed(self.types)}

    @cached_property
    def enum_named(self) -> Mapping[str, EnumDeclaration]:
        """The enums by name; the first one where a name repeats."""
        return {declared.name: declared for declared in reversed(self.enums)}

    @cached_property
    def union_named(self) -> Mapping[str, UnionDeclaration]:
        """The unions by name; the first one where a name repeats."""
        return {declared.name: declared for declared in reversed(self.unions)}

    @cached_property
    def input_named(self) -> Mapping[str, InputDeclaration]:
        """The input types by name; the first one where a name repeats."""
        return {declared.name: declared for declared in reversed(self.inputs)}

    @cached_property
    def remote_named(self) -> Mapping[str, TypeDeclaration]:
        """The remote types by name; the first one where a name repeats."""
        return {declared.name: declared for declared in reversed(self.remotes)}

    @cached_property
    def all_named(self) -> tuple[NamedDeclaration, ...]:
        """All but the roots that has a name of its own, in the order of the text."""
        declared: list[NamedDeclaration] = [*self.types, *self.enums, *self.unions, *self.inputs]
        declared += (*self.remotes, *self.remote_unions)
        return tuple(sorted(declared, key=lambda one: (one.place.line, one.place.column)))

    @cached_property
    def types_and_enums(self) -> tuple[TypeDeclaration | EnumDeclaration | UnionDeclaration, ...]:
        """All that has a type's name, in the order of the text."""
        declared: list[TypeDeclaration | EnumDeclaration | UnionDeclaration] = [*self.types, *self.enums, *self.unions]
        return tuple(sorted(declared, key=lambda one: (one.place.line, one.place.column)))

    def all_fields(self) -> Iterator[tuple[TypeDeclaration, FieldDeclaration]]:
        """Every field of a stored type with the type that has it."""
        for owner in self.types:
            for declared in owner.fields:
                yield owner, declared

    def own_fields(self) -> Iterator[tuple[TypeDeclaration, FieldDeclaration]]:
        """Every field with the type that it is declared in, inherited ones left out."""
        for owner, declared in self.all_fields():
            if declared.declared_in == owner.name:
                yield owner, declared

    def stored_fields(self) -> Iterator[tuple[TypeDeclaration, FieldDeclaration]]:
        """As `own_fields`, without those that are computed elsewhere."""
        for owner, declared in self.own_fields():
            if not declared.is_remote:
                yield owner, declared
