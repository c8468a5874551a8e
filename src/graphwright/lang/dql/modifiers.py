"""Tokens → modifiers: arguments in parentheses (`first: 2`) and directives (`@filter(…)`).

In: a cursor, and a `ModifiersReader` that gathers what it reads. Out: one `Modifiers` node. Does not
know: which combinations make sense.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Final

from graphwright.lang.dql import syntax
from graphwright.lang.dql.cursor import Cursor, suggest
from graphwright.lang.dql.filters import parse_filter
from graphwright.lang.dql.lexer import Token, TokenKind
from graphwright.lang.dql.values import (
    at_name,
    at_uid,
    parse_boolean,
    parse_integer,
    parse_name,
    parse_predicate,
    parse_query_variable,
    parse_uid,
    parse_value_of,
)
from graphwright.records import dataclass

Integer = syntax.IntegerLiteral | syntax.QueryVariable

block_directives: Final = frozenset({"filter", "cascade", "normalize", "ignorereflex", "groupby", "recurse"})
"""What can stand behind a block."""
field_directives: Final = frozenset({"filter", "cascade", "normalize", "groupby", "facets"})
"""What can stand behind a field."""
argument_names: Final = frozenset({"first", "offset", "after", "random", "orderasc", "orderdesc"})
"""What can stand in the parentheses of a field."""


@dataclass(slots=True, kw_only=True)
class ModifiersReader:
    """Reads the modifiers of one block or field and refuses repetitions.

    Attributes:
        position: Where the modifiers start.
        directives: The directives that can stand here.
    """

    position: syntax.Position
    directives: frozenset[str]
    _numbers: dict[str, Integer] = field(default_factory=dict)
    _after: syntax.UidLiteral | syntax.QueryVariable | None = None
    _order: list[syntax.OrderKey] = field(default_factory=list)
    _filter: syntax.Filter | None = None
    _found: list[syntax.Directive] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def finish(self) -> syntax.Modifiers:
        """What was read."""
        return syntax.Modifiers(
            position=self.position,
            first=self._numbers.get("first"),
            offset=self._numbers.get("offset"),
            after=self._after,
            random=self._numbers.get("random"),
            order=tuple(self._order),
            filter=self._filter,
            directives=tuple(self._found),
        )

    def read_all(self, cursor: Cursor) -> None:
        """`(…)` and directives, in any order."""
        while True:
            if cursor.at("("):
                if "(" in self._seen:
                    raise cursor.unexpected(
                        "'{' or the next field", hint="put all arguments into one pair of parentheses"
                    )
                self._seen.add("(")
                read_arguments(cursor, self.read_argument)
            elif cursor.at("@"):
                self.read_directive(cursor)
            else:
                return

    def read_argument(self, cursor: Cursor, key: Token) -> None:
        """The value of an argument, whose key and colon are taken."""
        if key.text in ("orderasc", "orderdesc"):
            self._read_order(cursor, key)
            return
        if key.text not in argument_names:
            raise cursor.error(key, f"Found the unknown argument '{key.text:.40}'; {suggest(key.text, argument_names)}")
        self.refuse_repetition(cursor, key, key.text)
        if key.text == "after":
            self._after = _parse_after(cursor)
        else:
            self._numbers[key.text] = parse_integer(cursor, f"a number after {key.text}:")

    def refuse_repetition(self, cursor: Cursor, token: Token, what: str) -> None:
        """Notes that something was given; it can be given once."""
        if what in self._seen:
            raise cursor.error(token, f"Found {what:.60} a second time; it can be given once, remove one of the two")
        self._seen.add(what)

    def read_directive(self, cursor: Cursor) -> None:
        """One directive."""
        at_sign = cursor.advance()
        name = cursor.take_name("a directive", hint=f"known are {', '.join(sorted(self.directives))}")
        word = name.text.lower()
        if word not in self.directives:
            raise cursor.error(name, _explain_directive(word, self.directives))
        if word == "filter":
            self.refuse_repetition(cursor, name, "@filter")
            self._filter = parse_filter(cursor)
            return
        directive = _directive_parsers[word](cursor, at_sign.position)
        self.refuse_repetition(cursor, name, _once_per_field(directive))
        self._found.append(directive)

    def _read_order(self, cursor: Cursor, direction: Token) -> None:
        key = _parse_order_key(cursor)
        if isinstance(key, syntax.Predicate):
            predicate = f"{'~' if key.is_reverse else ''}{key.name}@{':'.join(key.languages)}"
            self.refuse_repetition(cursor, direction, f"the order by {predicate.removesuffix('@')}")
        if self._order and any(isinstance(other, syntax.ValueOf) for other in (key, self._order[0].key)):
            raise cursor.error(
                direction, "Found val(…) among several order keys; order by val(…) alone or by predicates"
            )
        self._order.append(
            syntax.OrderKey(position=direction.position, key=key, is_descending=direction.text == "orderdesc")
        )


def no_modifiers(position: syntax.Position) -> syntax.Modifiers:
    """What most fields have."""
    return syntax.Modifiers(
        position=position,
        first=None,
        offset=None,
        after=None,
        random=None,
        order=(),
        filter=None,
        directives=(),
    )


def read_arguments(cursor: Cursor, read: Callable[[Cursor, Token], None]) -> None:
    """`(key: …, key: …)`; `read` is called at each value with the key."""
    opening = cursor.expect("(")
    if cursor.accept(")"):
        return
    for _ in cursor.separated(opening, "an argument"):
        key = cursor.take_name("an argument such as first: 10")
        cursor.expect(":", hint=f"write {key.text:.40}: and its value")
        read(cursor, key)


def _parse_after(cursor: Cursor) -> syntax.UidLiteral | syntax.QueryVariable:
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    if not at_uid(cursor):
        raise cursor.unexpected("a uid after after:", hint="write a uid such as 0x101 or a variable such as $uid")
    return parse_uid(cursor)


def _parse_order_key(cursor: Cursor) -> syntax.Predicate | syntax.ValueOf | syntax.QueryVariable:
    if cursor.current.kind is TokenKind.VARIABLE:
        return parse_query_variable(cursor)
    if cursor.at_word("val") and cursor.following.text == "(":
        return parse_value_of(cursor)
    return parse_predicate(cursor, "a predicate or val(…) to order by", is_single_language=True)


def _explain_directive(word: str, allowed: frozenset[str]) -> str:
    if word in block_directives:
        return f"Found @{word} behind a field; it holds for a whole block, so put it behind the block's parentheses"
    if word in field_directives:
        return f"Found @{word} behind a block; it belongs to an edge, so put it behind a field"
    return f"Found the unknown directive @{word:.40}; {suggest(word, allowed)}"


def _once_per_field(directive: syntax.Directive) -> str:
    """What of a directive can be given once, as a message says it."""
    match directive:
        case syntax.FacetFilter():
            return "a filter in @facets"
        case syntax.FacetFetch():
            return "@facets with what to fetch"
        case _:
            return f"@{type(directive).__name__.lower()}"


# Directives


def _parse_cascade(cursor: Cursor, position: syntax.Position) -> syntax.Cascade:
    fields: tuple[syntax.Name, ...] = ()
    if cursor.at("("):
        opening = cursor.advance()
        hint = "write @cascade, or @cascade(name, genre); variables cannot stand here"
        fields = tuple(parse_name(cursor, "a predicate", hint=hint) for _ in cursor.separated(opening, "a predicate"))
    return syntax.Cascade(position=position, fields=fields)


def _parse_normalize(cursor: Cursor, position: syntax.Position) -> syntax.Normalize:
    del cursor
    return syntax.Normalize(position=position)


def _parse_ignore_reflex(cursor: Cursor, position: syntax.Position) -> syntax.IgnoreReflex:
    del cursor
    return syntax.IgnoreReflex(position=position)


def _parse_group_by(cursor: Cursor, position: syntax.Position) -> syntax.GroupBy:
    opening = cursor.expect("(", hint="write @groupby(predicate)")
    keys = tuple(_parse_group_key(cursor) for _ in cursor.separated(opening, "a predicate"))
    return syntax.GroupBy(position=position, keys=keys)


def _parse_group_key(cursor: Cursor) -> syntax.GroupKey:
    position = cursor.current.position
    alias = None
    if at_name(cursor) and cursor.following.text == ":":
        alias = parse_name(cursor, "an alias").name
        cursor.advance()
    predicate = parse_predicate(cursor, "a predicate to group by", is_single_language=True)
    return syntax.GroupKey(position=position, alias=alias, predicate=predicate)


def _parse_recurse(cursor: Cursor, position: syntax.Position) -> syntax.Recurse:
    depth: Integer | None = None
    loop: syntax.BooleanLiteral | syntax.QueryVariable | None = None

    def read(cursor: Cursor, key: Token) -> None:
        nonlocal depth, loop
        if key.text == "depth" and depth is None:
            depth = parse_integer(cursor, "a number after depth:")
        elif key.text == "loop" and loop is None:
            loop = parse_boolean(cursor, "true or false after loop:")
        else:
            raise cursor.unexpected("depth: or loop:, each once", found=key, hint=suggest(key.text, ("depth", "loop")))

    if cursor.at("("):
        read_arguments(cursor, read)
    return syntax.Recurse(position=position, depth=depth, loop=loop)


def _parse_facets(cursor: Cursor, position: syntax.Position) -> syntax.FacetFetch | syntax.FacetFilter:
    if not cursor.at("("):
        return syntax.FacetFetch(position=position, keys=())
    if _at_facet_filter(cursor):
        condition = parse_filter(cursor)
        assert condition is not None, "empty parentheses are no facet filter"
        return syntax.FacetFilter(position=position, condition=condition)
    opening = cursor.advance()
    if cursor.accept(")"):
        return syntax.FacetFetch(position=position, keys=())
    keys = tuple(_parse_facet_key(cursor) for _ in cursor.separated(opening, "a facet"))
    return syntax.FacetFetch(position=position, keys=keys)


def _at_facet_filter(cursor: Cursor) -> bool:
    """Whether what stands in the parentheses ahead is a condition, not names of facets."""
    first, second = cursor.peek(1), cursor.peek(2)
    if first.text == "(":
        return True
    is_negation = first.text.lower() == "not" and second.kind is TokenKind.NAME
    return first.kind is TokenKind.NAME and (is_negation or second.text == "(")


def _parse_facet_key(cursor: Cursor) -> syntax.FacetKey | syntax.FacetOrder:
    start = cursor.current
    alias: str | None = None
    variable: syntax.Definition | None = None
    while True:
        name = parse_name(cursor, "a facet", hint="write @facets(since), or a condition such as eq(since, …)")
        if cursor.at(":") and name.name in ("orderasc", "orderdesc"):
            cursor.advance()
            key = parse_name(cursor, "a facet to order by")
            return syntax.FacetOrder(position=start.position, name=key.name, is_descending=name.name == "orderdesc")
        if cursor.at(":") and alias is None:
            cursor.advance()
            alias = name.name
        elif cursor.at_word("as") and variable is None:
            cursor.advance()
            variable = syntax.Definition(position=name.position, name=name.name)
        else:
            return syntax.FacetKey(position=start.position, name=name.name, alias=alias, variable=variable)


_directive_parsers: Final[dict[str, Callable[[Cursor, syntax.Position], syntax.Directive]]] = {
    "cascade": _parse_cascade,
    "normalize": _parse_normalize,
    "ignorereflex": _parse_ignore_reflex,
    "groupby": _parse_group_by,
    "recurse": _parse_recurse,
    "facets": _parse_facets,
}
