r"""One line of N-Quads, term by term: the careful way, which knows what is wrong and at which character.

In: a line without its line break. Out: its `Quad`, None for a blank line or a comment, or a `LineProblem`.
Also the pieces of grammar that `rdf` builds its patterns for whole blocks from. Does not know: files, blocks,
the braces around a mutation.
"""

from __future__ import annotations

import math
import re
from typing import Final

from graphwright.errors import InputError
from graphwright.lang.quads import (
    Facets,
    FacetValue,
    Literal,
    NodeReference,
    Quad,
    QuadObject,
    Star,
    UidVariable,
    ValueVariable,
    datatype_kinds,
    split_language,
)
from graphwright.model.datetimes import parse_datetime
from graphwright.model.values import int64_max, int64_min

# --- Pieces of grammar. Possessive quantifiers (++) throughout: no term needs to give characters back.

iri_pattern: Final = r'[^\x00-\x20<>"{}|^`\\]'
"""One character between < and >."""
blank_pattern: Final = r"_:[\w:·-]++(?:\.++[\w:·-]++)*+"
"""Dots only inside: the last one ends the quad."""
language_pattern: Final = r"[a-zA-Z][a-zA-Z0-9-]*+"
text_pattern: Final = r'[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+'
"""What stands between quotes, escapes unread."""
facet_name_pattern: Final = r'[^\s=,()"|@]++'
xml_schema: Final = "http://www.w3.org/2001/XMLSchema#"

datatype_prefixes: Final = {
    "geojson": ("geo:",),
    "langString": ("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
}
"""Prefixes of the datatypes that are not XML Schema's."""
_datatypes: Final = {
    prefix + name: name
    for name in datatype_kinds
    for prefix in datatype_prefixes.get(name, ("xs:", "xsd:", xml_schema))
}

_bracketed: Final = rf"<(?P<iri>(?:{iri_pattern}|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})++)>"
_variable: Final = r"[ \t]*+(?P<{}>\w[\w.]*+)[ \t]*+"
_node: Final = (
    rf"{_bracketed}|(?P<blank>{blank_pattern})|(?P<uid>0x[0-9A-Fa-f]++)|uid\({_variable.format('uid_variable')}\)"
)
_subject_term: Final = re.compile(_node)
_predicate_term: Final = re.compile(
    rf"{_bracketed}|(?P<star>\*)|(?P<bare>~?[^\W\d][\w-]*+(?:\.++[\w-]++)*+(?:@{language_pattern})?+)(?![(:])"
)
_object_term: Final = re.compile(
    rf"{_node}|(?P<star>\*)|val\({_variable.format('value_variable')}\)"
    rf'|"(?P<text>{text_pattern})"(?:@(?P<language>{language_pattern})|\^\^<(?P<datatype>[^<>\s]*+)>)?+'
)
_label_term: Final = re.compile(rf"{_bracketed}|(?P<blank>{blank_pattern})")
_facet_term: Final = re.compile(
    rf"(?P<name>{facet_name_pattern})[ \t]*+=[ \t]*+"
    rf'(?:"(?P<text>{text_pattern})"|(?P<bare>[^\s,()"]*+))[ \t]*+(?P<end>[,)]?)'
)
_whole_iri: Final = re.compile(_bracketed)
_whole_text: Final = re.compile(f'"{text_pattern}"')
# A backslash is right only at the start of an escape.
_wrong_iri_character: Final = re.compile(r'[\x00-\x20<"{}|^`]|\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_integer: Final = re.compile(r"[+-]?[0-9]++")
_float: Final = re.compile(r"[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?")
_surrogate: Final = re.compile("[\ud800-\udfff]")
_escape: Final = re.compile(
    r"\\(?:(?P<pair>u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2})"
    r"|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|(?P<short>.))"
)
_short_escapes: Final = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip


class LineProblem(Exception):
    """What is wrong with a line, and at which of its characters (from 0)."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(offset, reason)
        self.offset = offset
        self.reason = reason


class LineReader:
    """A line without its line break; the position moves over terms and the spaces after them.

    Args:
        stars: Whether `*` may stand as object, as in a delete.
        variables: Whether uid(…) and val(…) may stand, as in an upsert.
    """

    __slots__ = ("_line", "_position", "_stars", "_variables")

    def __init__(self, line: str, *, stars: bool, variables: bool = True) -> None:
        self._line = line
        self._position = 0
        self._stars = stars
        self._variables = variables

    def quad(self, number: int, before: int = 0) -> Quad | None:
        """The quad, or None for a blank line or a comment; `before` counts the characters left of the line.

        Raises:
            LineProblem: The line is no quad.
        """
        self._move(0)
        if self._next() in {"", "#"}:
            return None
        self._refuse_surrogates()
        start = self._position
        subject = self._subject()
        predicate, tag = self._predicate()
        quad_object, language = self._object(tag)
        if isinstance(predicate, Star) and not isinstance(quad_object, Star):
            raise LineProblem(start, 'a delete with * as predicate has * as object too: "S * *"')
        label = self._label()
        facets = self.facets_to_end(self._position)
        return Quad(
            subject=subject,
            predicate=predicate,
            object=quad_object,
            language=language,
            facets=facets,
            label=label,
            line=number,
            column=before + start + 1,
        )

    def facets_to_end(self, position: int) -> Facets:
        """The facets that may start at a position, where only they, the dot and a comment may follow.

        Raises:
            LineProblem: Something else follows.
        """
        self._move(position)
        facets = self._facets() if self._next() == "(" else ()
        if not self._take("."):
            raise self._unexpected("the dot that ends a quad")
        if self._next() not in {"", "#"}:
            raise LineProblem(self._position, "only a comment may follow the dot; write the next quad on its own line")
        return facets

    def _subject(self) -> NodeReference | UidVariable:
        return self._node(self._term(_subject_term, "the subject (<0x1>, _:name or uid(variable))"))

    def _predicate(self) -> tuple[str | Star, str]:
        match = self._term(_predicate_term, "the predicate (<name>)")
        if match["star"]:
            return self._star(match), ""
        # The tag is split off before escapes are read, so that \u0040 is an @ that belongs to the name.
        name, language = split_language(match["iri"] or match["bare"])
        return _unescape_at(name, match.start() + 1), language

    def _object(self, tag: str) -> tuple[QuadObject, str]:
        match = self._term(_object_term, 'the object (<0x1>, _:name or "text")')
        if match["text"] is not None:
            if tag and match["language"]:
                raise LineProblem(match.start("language"), f"a second language tag; the predicate has @{tag}")
            return self._value(match), tag or match["language"] or ""
        if match["star"]:
            return self._star(match), tag
        if match["value_variable"]:
            self._refuse_variable(match)
            return ValueVariable(name=match["value_variable"]), tag
        return self._node(match), tag

    def _value(self, match: re.Match[str]) -> Literal:
        text = _unescape_at(match["text"], match.start("text"))
        if (given := match["datatype"]) is None:
            return Literal(text=text)
        if given not in _datatypes:
            known = ", ".join(datatype_name(name) for name in datatype_kinds)
            raise LineProblem(match.start("datatype"), f"unknown datatype <{given[:80]}>; known are {known}")
        return Literal(text=text, datatype=_datatypes[given])

    def _label(self) -> str:
        if self._next() not in {"<", "_"}:
            return ""
        match = self._term(_label_term, "the label (<name>)")
        return _unescape_at(match["iri"], match.start() + 1) if match["iri"] else match["blank"]

    def _facets(self) -> Facets:
        self._take("(")
        if self._take(")"):
            return ()
        facets: dict[str, FacetValue] = {}
        while True:
            match = self._term(_facet_term, "a facet (name=value)")
            name, _, _, end = match.groups()
            if name in facets:
                raise LineProblem(match.start(), f'the facet "{name[:80]}" is given twice')
            facets[name] = _facet_value(match)
            if end == ")":
                return tuple(facets.items())
            if not end:
                raise self._unexpected('"," or ")" after a facet')

    def _node(self, match: re.Match[str]) -> NodeReference | UidVariable:
        if match["uid_variable"]:
            self._refuse_variable(match)
            return UidVariable(name=match["uid_variable"])
        if match["iri"]:
            return NodeReference(name=_unescape_at(match["iri"], match.start() + 1))
        return NodeReference(name=match["blank"] or match["uid"])

    def _star(self, match: re.Match[str]) -> Star:
        if not self._stars:
            raise LineProblem(match.start(), "* stands for everything, and only in a delete")
        return Star()

    def _refuse_variable(self, match: re.Match[str]) -> None:
        if not self._variables:
            raise LineProblem(match.start(), "uid(…) and val(…) stand only in the mutation of an upsert")

    def _refuse_surrogates(self) -> None:
        if not self._line.isascii() and (match := _surrogate.search(self._line)):
            raise LineProblem(match.start(), "bytes that are not UTF-8; save the text in that encoding")

    def _next(self) -> str:
        return self._line[self._position : self._position + 1]

    def _take(self, character: str) -> bool:
        if self._next() != character:
            return False
        self._move(self._position + 1)
        return True

    def _term(self, pattern: re.Pattern[str], expected: str) -> re.Match[str]:
        match = pattern.match(self._line, self._position)
        if match is None:
            raise self._unexpected(expected)
        self._move(match.end())
        return match

    def _move(self, position: int) -> None:
        line = self._line
        while line.startswith((" ", "\t", "\r"), position):
            position += 1
        self._position = position

    def _unexpected(self, expected: str) -> LineProblem:
        """What is wrong at the position, where `expected` should start."""
        line, at = self._line, self._position
        match self._next():
            case "" | "#":
                return LineProblem(at, f"the line ends where {expected} should stand")
            case ".":
                return LineProblem(at, f"the dot stands where {expected} should stand")
            case "<" if not _whole_iri.match(line, at):
                return _bad_iri(line, at)
            case '"' if not _whole_text.match(line, at):
                return LineProblem(at, 'this text is not closed; write " at its end and \\n for a line break in it')
            case "@":
                return LineProblem(at, "a language tag is @ and letters, digits and -, right after the text")
            case "^":
                return LineProblem(at, "a datatype is written ^^<xs:int>, right after the text")
            case _:
                return LineProblem(at, f"expected {expected}, found {line[at : at + 20].rstrip()!r}")


def unescape(text: str) -> str:
    r"""A text with its escapes read: \n \t \r \b \f \v \" \' \\ \uXXXX \UXXXXXXXX, and surrogates in pairs.

    Raises:
        LineProblem: An escape that is none; the offset is that in `text`.
    """
    return _escape.sub(_escaped_character, text)


def datatype_name(short: str) -> str:
    """The name with prefix that Dgraph writes, such as `xs:int`, of a short name."""
    return datatype_prefixes.get(short, ("xs:",))[0] + short


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for what was no UTF-8."""
    return _surrogate.sub("\N{REPLACEMENT CHARACTER}", text)


def _escaped_character(match: re.Match[str]) -> str:
    if (short := match["short"]) is not None:
        if short not in _short_escapes:
            hint = {"u": r"\u needs four hexadecimal digits", "U": r"\U needs eight hexadecimal digits"}
            known = "known are " + " ".join(f"\\{name}" for name in _short_escapes) + r" \uXXXX \UXXXXXXXX"
            raise LineProblem(match.start(), hint.get(short, f"\\{short} is no escape; {known}"))
        return _short_escapes[short]
    if (pair := match["pair"]) is not None:
        return chr(0x10000 + ((int(pair[1:5], 16) & 0x3FF) << 10) + (int(pair[7:11], 16) & 0x3FF))
    code = int(match["four"] or match["eight"], 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise LineProblem(match.start(), f"{match[0]} is no Unicode character")
    return chr(code)


def _unescape_at(text: str, offset: int) -> str:
    if "\\" not in text:
        return text
    try:
        return unescape(text)
    except LineProblem as problem:
        raise LineProblem(offset + problem.offset, problem.reason) from None


def _facet_value(match: re.Match[str]) -> FacetValue:
    """The value by its form, as Dgraph's: "text", integer, number, true or false, date; nothing is the empty text."""
    if match["text"] is not None:
        return _unescape_at(match["text"], match.start("text"))
    bare = match["bare"]
    if bare in {"", "true", "false"}:
        return bare == "true" if bare else ""
    if _integer.fullmatch(bare):
        # A number of thousands of digits is no integer of 64 bits, whatever it is.
        if len(bare) > 100 or not int64_min <= int(bare) <= int64_max:
            raise LineProblem(match.start("bare"), f"{bare[:40]} is outside the 64-bit integers")
        return int(bare)
    if _float.fullmatch(bare):
        if not math.isfinite(number := float(bare)):
            raise LineProblem(match.start("bare"), f"{bare[:40]} is too large for a number")
        return number
    try:
        return parse_datetime(bare)
    except InputError:
        reason = f'the facet value "{bare[:40]}" is no number, true, false or date; write a text in quotes'
        raise LineProblem(match.start("bare"), reason) from None


def _bad_iri(line: str, at: int) -> LineProblem:
    """Why what starts with < at `at` is no IRI."""
    end = line.find(">", at)
    if end == -1:
        return LineProblem(at, "this < is not closed by >")
    if end == at + 1:
        return LineProblem(at, "there is nothing between < and >")
    wrong = _wrong_iri_character.search(line, at + 1, end)
    assert wrong is not None, "it would be an IRI"
    return LineProblem(wrong.start(), f"{wrong[0]!r} cannot stand between < and >")
