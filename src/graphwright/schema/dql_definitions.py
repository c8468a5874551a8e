"""A schema in DQL → what it defines; every rule that needs only the text.

In: the syntax tree. Out: `Definitions`. Does not know: the catalog, data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Final

from graphwright.errors import ErrorList, GraphwrightError, NotSupportedYet, SchemaError
from graphwright.lang.dql.cursor import suggest
from graphwright.lang.dql.schema import parse_schema_text
from graphwright.lang.dql.syntax import Name, Node
from graphwright.lang.dql.syntax.schema import PredicateDefinition, SchemaDirective, Tokenizer, TypeDefinition
from graphwright.model.values import ValueKind
from graphwright.model.vectors import metrics
from graphwright.records import dataclass
from graphwright.search.tokenizers import (
    hnsw_options,
    keeping_apart,
    sortable,
    tokenizers,
    tokenizers_of,
)

reserved_prefix: Final = "dgraph."
_kinds: Final = {kind.value: kind for kind in ValueKind}
_never_listed: Final = frozenset({ValueKind.BOOL, ValueKind.PASSWORD, ValueKind.VECTOR})
directive_names: Final = ("index", "reverse", "count", "upsert", "unique", "lang", "noconflict")
_written_otherwise: Final = "list"
_own_prefixes: Final = (
    "dgraph.type",
    "dgraph.xid",
    "dgraph.password",
    "dgraph.user.",
    "dgraph.rule.",
    "dgraph.acl.",
    "dgraph.cors",
    "dgraph.drop.op",
    "dgraph.graphql",
    "dgraph.namespace",
)
"""What the reference defines for itself, and writes into its exports: there is nothing to do for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedIndex:
    """An index, by its kind (`search.index_kinds`), with the options as shown."""

    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedPredicate:
    """A predicate as a schema in DQL defines it, whole: what it leaves out is not there afterwards."""

    name: str
    kind: ValueKind
    is_list: bool
    node: Node
    indexes: tuple[DefinedIndex, ...] = ()
    is_reversed: bool = False
    is_counted: bool = False
    is_upsert: bool = False
    is_unique: bool = False
    has_languages: bool = False
    has_no_conflicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedType:
    """A type: the names of its predicates, in order."""

    name: str
    fields: tuple[Name, ...]
    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """What a schema in DQL defines."""

    predicates: tuple[DefinedPredicate, ...]
    types: tuple[DefinedType, ...]


def define(text: str) -> Definitions:
    """What a schema's text defines.

    Raises:
        ParseError, LimitError: It does not follow the grammar, or is too large.
        SchemaError, NotSupportedYet, ErrorList: It breaks a rule.
    """
    syntax = parse_schema_text(text)
    findings = _Findings()
    findings.refuse_doubled(syntax.predicates, "the predicate")
    findings.refuse_doubled(syntax.types, "the type")
    predicates = [_predicate(findings, each) for each in syntax.predicates if not _is_theirs(findings, each)]
    types = [_type(findings, each) for each in syntax.types if not _is_theirs(findings, each)]
    findings.raise_any()
    return Definitions(predicates=tuple(each for each in predicates if each is not None), types=tuple(types))


@dataclass(slots=True)
class _Findings:
    """The broken rules, while they are collected."""

    errors: list[GraphwrightError] = field(default_factory=list)

    def add(self, node: Node, message: str) -> None:
        self.errors.append(SchemaError(message, line=node.line, column=node.column))

    def refuse_doubled(self, definitions: Iterable[PredicateDefinition | TypeDefinition], what: str) -> None:
        seen: set[str] = set()
        for each in definitions:
            if each.name in seen:
                self.add(each, f"{what} {each.name} is defined more than once; keep one definition")
            seen.add(each.name)

    def raise_any(self) -> None:
        if len(self.errors) == 1:
            raise self.errors[0]
        if self.errors:
            raise ErrorList(self.errors)


def is_reserved(name: str) -> bool:
    """Whether a name is the reference's own, which nobody defines."""
    return name.startswith(reserved_prefix)


def _is_theirs(findings: _Findings, definition: PredicateDefinition | TypeDefinition) -> bool:
    """Whether a definition is to be passed over."""
    if not is_reserved(definition.name):
        return False
    if not definition.name.startswith(_own_prefixes):
        findings.add(
            definition,
            f"{definition.name} begins with {reserved_prefix}, which is kept for the system; take another name",
        )
    return True


# ---- predicates -----------------------------------------------------------------------------------


def _predicate(findings: _Findings, definition: PredicateDefinition) -> DefinedPredicate | None:
    kind = _kind(findings, definition)
    if kind is None:
        return None
    if definition.name == "uid" or definition.name.startswith("~"):
        findings.add(definition, f"a predicate cannot be called {definition.name}; take another name")
    uses: dict[str, SchemaDirective] = {}
    for use in definition.directives:
        if use.name == _written_otherwise:
            findings.add(use, f"lists are written by their type: {definition.name}: [{kind}] .")
        elif use.name not in directive_names:
            findings.add(use, f"there is no directive @{use.name:.40}; {suggest(use.name, directive_names)}")
        elif use.name in uses:
            findings.add(use, f"@{use.name} stands twice on {definition.name}; keep one")
        elif use.tokenizers and use.name != "index":
            findings.add(use, f"@{use.name} takes nothing in parentheses")
        uses[use.name] = use
    _check_directives(findings, definition, kind, uses)
    indexes = _indexes(findings, definition, kind, uses["index"]) if "index" in uses else ()
    _check_indexed(findings, definition, kind, uses, indexes)
    return DefinedPredicate(
        name=definition.name,
        kind=kind,
        is_list=definition.is_list,
        node=definition,
        indexes=indexes,
        is_reversed="reverse" in uses,
        is_counted="count" in uses,
        # What is unique is looked for before it is written.
        is_upsert="upsert" in uses or "unique" in uses,
        is_unique="unique" in uses,
        has_languages="lang" in uses,
        has_no_conflicts="noconflict" in uses,
    )


def _kind(findings: _Findings, definition: PredicateDefinition) -> ValueKind | None:
    written = definition.kind
    kind = _kinds.get(written.name.lower())
    if kind is None and written.name.lower() == "binary":
        message = f"{definition.name} has the type binary, which is not supported yet; keep it as a string in base64"
        findings.errors.append(NotSupportedYet(message, line=written.line, column=written.column))
    elif kind is None:
        findings.add(written, f"there is no type {written.name:.40}; {suggest(written.name, _kinds)}")
    elif definition.is_list and kind in _never_listed:
        findings.add(written, f"there are no lists of {kind}; write {definition.name}: {kind} .")
        return None
    return kind


def _check_directives(
    findings: _Findings, definition: PredicateDefinition, kind: ValueKind, uses: dict[str, SchemaDirective]
) -> None:
    name = definition.name
    if "reverse" in uses and kind is not ValueKind.UID:
        findings.add(uses["reverse"], f"{name} is of type {kind}; only edges (uid, [uid]) have @reverse")
    if "lang" in uses and (kind is not ValueKind.STRING or definition.is_list):
        findings.add(uses["lang"], f"only single strings have @lang, and {name} is {_written(definition, kind)}")


def _written(definition: PredicateDefinition, kind: ValueKind) -> str:
    return f"[{kind}]" if definition.is_list else str(kind)


def _indexes(
    findings: _Findings, definition: PredicateDefinition, kind: ValueKind, use: SchemaDirective
) -> tuple[DefinedIndex, ...]:
    name, allowed = definition.name, tokenizers_of.get(kind, {})
    if not allowed:
        findings.add(use, f"{name} is of type {kind}, which has no index; take @index out")
        return ()
    if not use.tokenizers:
        findings.add(use, f"@index of {name} says by what: write @index({next(iter(allowed))}); {_of_kind(kind)}")
    found: dict[str, DefinedIndex] = {}
    for tokenizer in use.tokenizers:
        written = tokenizer.name.lower()
        if written not in tokenizers:
            findings.add(tokenizer, f"there is no tokenizer {tokenizer.name:.40}; {suggest(written, allowed)}")
        elif written not in allowed:
            findings.add(tokenizer, f"the tokenizer {written} is not for {kind}, which {name} is; {_of_kind(kind)}")
        elif written in found:
            findings.add(tokenizer, f"@index of {name} names {written} twice; keep one")
        else:
            if written in sortable and not sortable.isdisjoint(found):
                other = next(iter(sortable.intersection(found)))
                findings.add(tokenizer, f"{name} is ordered by {other} already; keep one of {other} and {written}")
            options = _options(findings, tokenizer, written)
            found[written] = DefinedIndex(kind=allowed[written], options=options)
    return tuple(found.values())


def _of_kind(kind: ValueKind) -> str:
    return f"{kind} takes {', '.join(tokenizers_of[kind])}"


def _options(findings: _Findings, tokenizer: Tokenizer, written: str) -> tuple[tuple[str, str], ...]:
    """Checked, and in the order in which they are shown."""
    given: dict[str, str] = {}
    for option in tokenizer.options:
        known = hnsw_options if written == "hnsw" else ()
        if option.name not in known:
            rest = suggest(option.name, known) if known else "leave the parentheses out"
            findings.add(option, f"{written} has no option {option.name:.40}; {rest}")
        elif option.name in given:
            findings.add(option, f"the option {option.name} stands twice; keep one")
        elif option.name == "metric" and option.value not in metrics:
            findings.add(option, f"the metric {option.value:.40} is unknown; {suggest(option.value, metrics)}")
        elif option.name != "metric" and not (option.value.isascii() and option.value.isdigit()):
            findings.add(option, f'{option.name} is a number in quotes, such as "16"')
        given[option.name] = option.value
    return tuple((name, given[name]) for name in hnsw_options if name in given)


def _check_indexed(
    findings: _Findings,
    definition: PredicateDefinition,
    kind: ValueKind,
    uses: dict[str, SchemaDirective],
    indexes: tuple[DefinedIndex, ...],
) -> None:
    """`@upsert` and `@unique` look values up."""
    name = definition.name
    has_index = "index" in uses
    if "unique" in uses and not any(index.kind in keeping_apart for index in indexes):
        fitting = [each for each in tokenizers_of.get(kind, {}) if each in keeping_apart]
        if not fitting:
            findings.add(uses["unique"], f"{name} is of type {kind}, which cannot be unique; take @unique out")
        elif not has_index or indexes:
            findings.add(uses["unique"], f"@unique of {name} needs an index: {' or '.join(fitting)}")
    elif "upsert" in uses and not has_index:
        findings.add(uses["upsert"], f"@upsert of {name} needs an index; add @index(…)")


# ---- types ----------------------------------------------------------------------------------------


def _type(findings: _Findings, definition: TypeDefinition) -> DefinedType:
    seen: set[str] = set()
    for each in definition.fields:
        if each.name in seen:
            findings.add(each, f"the type {definition.name} names {each.name} twice; keep one")
        seen.add(each.name)
    return DefinedType(name=definition.name, fields=definition.fields, node=definition)
