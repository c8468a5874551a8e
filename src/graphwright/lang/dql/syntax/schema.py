"""Nodes of a schema in DQL: predicates and types as `/alter` takes them.

Does not know: which kinds and indexes there are, what goes together.
"""

from __future__ import annotations

from graphwright.lang.dql.syntax.values import Name, Node
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOption(Node):
    """`metric: "cosine"`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenizer(Node):
    """`term`, or `hnsw(metric: "cosine")`."""

    name: str
    options: tuple[IndexOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaDirective(Node):
    """`@reverse`, or `@index(term, exact)`.

    Attributes:
        tokenizers: What stands in the parentheses.
    """

    name: str
    tokenizers: tuple[Tokenizer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateDefinition(Node):
    """`name: [string] @index(term) .`, with its dot.

    Attributes:
        kind: The word between the colon and the directives, where it stands.
    """

    name: str
    kind: Name
    is_list: bool
    directives: tuple[SchemaDirective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDefinition(Node):
    """`type Film { title <~directed> }`; types beside its fields, an older form, mean nothing."""

    name: str
    fields: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaText(Node):
    """A whole schema."""

    predicates: tuple[PredicateDefinition, ...]
    types: tuple[TypeDefinition, ...]
