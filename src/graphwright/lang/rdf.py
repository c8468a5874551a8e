r"""RDF N-Quads in Dgraph's dialect, both ways.

In: text or a binary stream of UTF-8, one quad a line. Out: `Quad`s for mutations, `Block`s of plain tuples
for loads, and back to text. Does not know: gzip, the catalog, what a datatype's text means, who blank nodes are.

Accepted, beyond N-Quads 1.1: uids (`<0x1f>`, `<31>`, bare `0x1f`), predicates without brackets, `<name@en>` for a
tagged value, `*`, `uid(v)` and `val(v)`, the prefixes xs:, xsd:, geo: and rdf: in datatypes, facets
`(since=2006-01-02, close=true, n=1.5, s="x")` before the dot, no space where terms end by themselves. Refused, as in
Dgraph: two quads on a line, an unknown datatype, a character of a text that has no escape (a line break, half
a surrogate pair).

Two ways through. Loads match a whole block at once with one expression that knows ordinary lines; `findall` makes the
rows without a line of Python, one row a line, and a line that it does not know leaves an empty row. Only these
(facets, comments, errors) and all lines of mutations go term by term through `rdf_line`, which knows columns.

Measured, thousands of quads per second of CPU time (CPython 3.11, one core of a busy 2-core machine, best of 7, garbage
collector on): the Freebase films 840–930; plain quads and ints 1,070; the same with labels 1,000; texts that all have
escapes 340; lines that all have a comment 250; lines that all have three facets, one a date, 45; `parse_quads` 77;
`format_quad` 390. Rows are tuples because columns cost more: `zip(*rows)` half to all of the match again,
`Pattern.split` with slices 15–20 %; naming subjects by integers and grouping by predicate took the same from both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, assert_never

from graphwright import limits
from graphwright.errors import LimitError, ParseError
from graphwright.lang.quads import (
    BadLine,
    Block,
    Facets,
    FacetValue,
    Literal,
    MutationBlock,
    NodeReference,
    Position,
    Quad,
    Row,
    Star,
    UidVariable,
    ValueVariable,
    bad_line_characters_max,
    datatype_kinds,
)
from graphwright.lang.rdf_line import (
    LineProblem,
    LineReader,
    blank_pattern,
    datatype_name,
    datatype_prefixes,
    iri_pattern,
    language_pattern,
    replace_surrogates,
    text_pattern,
    unescape,
    xml_schema,
)
from graphwright.model.datetimes import DateTime

block_bytes: Final = 1024 * 1024
"""Bytes of a block by default: about 20,000 quads; larger ones are no faster and hold more memory."""


def parse_quads(text: str, *, stars: bool = True) -> list[Quad]:
    """The quads of a mutation.

    Args:
        text: N-Quads, with comments and blank lines.
        stars: Whether `*` may be an object, as in a delete.

    Raises:
        ParseError: The first line that cannot be read, with its line and column.
    """
    return _quads_between(text, 0, len(text), stars=stars)


def parse_mutation_block(text: str) -> MutationBlock:
    """The quads of `{ set { … } delete { … } }`; either part may be missing or come again.

    Raises:
        ParseError: Braces or a line that cannot be read, with line and column in `text`.
    """
    block, end = read_mutation_block(text, 0)
    _expect(text, end, "", "nothing may follow the brace that closes a mutation")
    return block


def read_mutation_block(text: str, start: int) -> tuple[MutationBlock, int]:
    """The mutation block that starts at a position inside a longer text (an upsert), and the position behind it.

    Raises:
        ParseError: As `parse_mutation_block`; line and column are those in the whole text.
    """
    sets, deletes, end = split_mutation_block(text, start)
    return MutationBlock(
        sets=tuple(quad for span in sets for quad in _quads_between(text, *span, stars=False)),
        deletes=tuple(quad for span in deletes for quad in _quads_between(text, *span, stars=True)),
    ), end


Spans = list[tuple[int, int]]
"""Parts of a text: where each starts and ends."""


def split_mutation_block(text: str, start: int) -> tuple[Spans, Spans, int]:
    """Where the bodies of `set { … }` and of `delete { … }` stand in the block that starts here, and what is behind it.

    Raises:
        ParseError: A brace is not where it belongs.
    """
    sets: Spans = []
    deletes: Spans = []
    position = _expect(text, start, "{", 'a mutation starts with "{"')
    while (operation := _operation.match(text, position)) is not None:
        body = _body.match(text, operation.end())
        assert body is not None, "the pattern matches the empty text"
        (sets if operation[1] == "set" else deletes).append((body.start(), body.end()))
        position = _expect(text, body.end(), "}", f'the "{{" of {operation[1]} is not closed')
    position = _expect(text, position, "}", 'expected "set {", "delete {" or the "}" that closes the mutation')
    return sets, deletes, position


def parse_blocks(stream: BinaryIO, *, start: Position | None = None, size: int = block_bytes) -> Iterator[Block]:
    """The quads of a file, block by block; bad lines stand beside them and stop nothing.

    Args:
        stream: N-Quads as UTF-8, unpacked.
        start: The `end` of an earlier block, to resume there; the stream must already stand at its byte.
        size: Bytes of a block; it is filled up to the end of a line.

    Raises:
        LimitError: A line longer than `limits.body_bytes_max`.
    """
    position = start or Position()
    while data := read_lines(stream, size, position.line):
        block = parse_block(data, position)
        yield block
        position = block.end


def read_lines(stream: BinaryIO, size: int, number: int) -> bytes:
    """The next `size` bytes of a stream, filled up to the end of a line; the first of them is line `number`.

    Raises:
        LimitError: As `parse_blocks`.
    """
    data = stream.read(size)
    if data and not data.endswith(b"\n"):
        tail = stream.readline(limits.body_bytes_max)
        data += tail
        if len(tail) == limits.body_bytes_max and not tail.endswith(b"\n"):
            reason = f"a line has more than {limits.body_bytes_max} bytes (body_bytes_max); is the file N-Quads?"
            raise LimitError(reason, line=number + data.count(b"\n"))
    return data


def format_quad(quad: Quad) -> str:
    """The line of a quad, with the dot and without a line break: `parse_quads(format_quad(q)) == [q]`."""
    # The tag stands at the text where it can, as in N-Quads, else at the predicate.
    at_text = isinstance(quad.object, Literal) and not quad.object.datatype
    tag = f"@{quad.language}" if quad.language and at_text else ""
    terms = [
        _format_term(quad.subject),
        _format_predicate(quad.predicate, "" if at_text else quad.language),
        _format_term(quad.object) + tag,
    ]
    if quad.label:
        terms.append(_format_term(NodeReference(name=quad.label)))
    if quad.facets:
        terms.append(format_facets(quad.facets))
    return " ".join(terms) + " ."


def format_predicate(name: str) -> str:
    """A predicate as a term of a quad."""
    return _format_predicate(name, "")


def format_facets(facets: Facets) -> str:
    """Facets as they stand before the dot."""
    return f"({', '.join(f'{name}={_format_facet(value)}' for name, value in facets)})"


# --- Patterns


def _ordinary_terms() -> str:
    """The terms of an ordinary line as the seven groups of a `Row`, up to the dot or facets."""
    # One group for both `<name>` and `_:name`: the look-arounds keep half-open brackets out.
    node = rf"<?+((?<=<){iri_pattern}++(?=>)|(?<!<){blank_pattern}(?!>))>?+"
    predicate = r'<([^\x00-\x20<>"{}|^`\\@]++)>'
    names = "|".join(re.escape(name) for name in datatype_kinds if name not in datatype_prefixes)
    datatype = rf"\^\^<(?:(?:xsd?:|{re.escape(xml_schema)})(?=(?:{names})>)|geo:(?=geojson>))([^>]++)>"
    value = rf'"({text_pattern})"(?:@({language_pattern})|{datatype})?+'
    label = rf"(?:<({iri_pattern}++)>[ \t]++)?+"
    return rf"{node}[ \t]++{predicate}[ \t]++(?:{node}|{value})[ \t]++{label}"


_terms: Final = re.compile(rf"{_ordinary_terms()}(?=[.(])")
# Any other line is a row too, of seven empty groups.
_rows_of: Final = re.compile(rf"{_ordinary_terms()}\.[ \t]*+\r?\n|[^\n]*+\n").findall
_unknown_row: Final = ("",) * 7
_byte_order_mark: Final = b"\xef\xbb\xbf"
# What "surrogateescape" makes of bytes that are no UTF-8.
_undecoded: Final = re.compile("[\udc80-\udcff]")
_surrogate: Final = re.compile("[\ud800-\udfff]")

_blank_name: Final = re.compile(blank_pattern)
_not_in_iri: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_not_in_text: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_short_escapes: Final = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\"}

_gap: Final = re.compile(r"(?:\s|#[^\n]*+)*+")
_operation: Final = re.compile(rf"{_gap.pattern}(set|delete)\s*+\{{")
# Quads up to the brace that closes them: braces in texts, IRIs and comments are none. A text that its line does not
# close takes the rest of the line with it (trying again from each quote would be quadratic); the line's reader says so.
_body: Final = re.compile(r'(?:[^{}"<#]++|"(?:[^"\\\n]|\\[^\n])*+"?+|<[^<>\n]*+>|#[^\n]*+|<)*+')


# --- Blocks


def parse_block(data: bytes, start: Position) -> Block:
    """The quads of these lines, as `parse_blocks` gives them."""
    text, is_utf8 = _decode(data, at_file_start=start.byte == 0)
    rows: list[Row] = _rows_of(text)
    end = Position(line=start.line + len(rows), byte=start.byte + len(data))
    if "\\" in text:
        _unescape_texts(rows)
    if not is_utf8:
        for index, line in enumerate(text.split("\n")[: len(rows)]):
            if _undecoded.search(line):
                rows[index] = _unknown_row
    if _unknown_row in rows:
        return _complete_block(rows, text, start, end)
    return Block(start=start, end=end, rows=rows, lines=range(start.line, end.line), facets={}, bad_lines=[])


def _decode(data: bytes, *, at_file_start: bool) -> tuple[str, bool]:
    """Text that ends in a line break, and whether it was all UTF-8; other bytes are lone surrogates in it."""
    if at_file_start:
        data = data.removeprefix(_byte_order_mark)
    try:
        text, is_utf8 = data.decode(), True
    except UnicodeDecodeError:
        text, is_utf8 = data.decode(errors="surrogateescape"), False
    return text if text.endswith("\n") else f"{text}\n", is_utf8


def _unescape_texts(rows: list[Row]) -> None:
    for index, row in enumerate(rows):
        if "\\" in row[3]:
            try:
                rows[index] = (*row[:3], unescape(row[3]), *row[4:])
            except LineProblem:
                rows[index] = _unknown_row


def _complete_block(rows: list[Row], text: str, start: Position, end: Position) -> Block:
    """The block once the lines that the pattern does not know are read, or left out as blank or bad."""
    lines = text.split("\n")
    left_out: set[int] = set()
    facets: dict[int, Facets] = {}
    bad_lines: list[BadLine] = []
    for index in _unknown_indexes(rows):
        try:
            row, own_facets = _read_line(lines[index])
        except LineProblem as problem:
            bad_lines.append(_bad_line(start.line + index, lines[index], problem))
            row, own_facets = None, ()
        if row is None:
            left_out.add(index)
            continue
        rows[index] = row
        if own_facets:
            facets[index] = own_facets
    kept: Sequence[int] = range(len(rows))
    if left_out:
        kept = [index for index in kept if index not in left_out]
        rows = [rows[index] for index in kept]
        facets = {bisect_left(kept, index): value for index, value in facets.items()}
    numbers = [start.line + index for index in kept] if left_out else range(start.line, end.line)
    return Block(start=start, end=end, rows=rows, lines=numbers, facets=facets, bad_lines=bad_lines)


def _unknown_indexes(rows: list[Row]) -> Iterator[int]:
    index = -1
    while True:
        try:
            index = rows.index(_unknown_row, index + 1)
        except ValueError:
            return
        yield index


def _bad_line(number: int, line: str, problem: LineProblem) -> BadLine:
    text = replace_surrogates(line[:bad_line_characters_max].removesuffix("\r"))
    return BadLine(line=number, column=problem.offset + 1, text=text, reason=problem.reason)


def _read_line(line: str) -> tuple[Row | None, Facets]:
    """A line that is no ordinary one; often only its end is not: facets or a comment."""
    reader = LineReader(line, stars=False, variables=False)
    if "\\" not in line and (terms := _terms.match(line)) and not _undecoded.search(line):
        row: Row = terms.groups("")  # type: ignore[assignment]  # seven groups
        return row, reader.facets_to_end(terms.end())
    quad = reader.quad(0)
    return (_row(quad), quad.facets) if quad else (None, ())


def _row(quad: Quad) -> Row:
    assert isinstance(quad.subject, NodeReference) and isinstance(quad.predicate, str), "refused by the reader"
    node, text, datatype = "", "", ""
    match quad.object:
        case NodeReference(name=node):
            pass
        case Literal(text=text, datatype=datatype):
            pass
        case UidVariable() | ValueVariable() | Star():
            raise AssertionError("refused by the reader")
        case _ as never:
            assert_never(never)
    return (quad.subject.name, quad.predicate, node, text, quad.language, datatype, quad.label)


# --- Mutations


def _quads_between(text: str, start: int, end: int, *, stars: bool) -> list[Quad]:
    quads: list[Quad] = []
    number = text.count("\n", 0, start) + 1
    before = start - (text.rfind("\n", 0, start) + 1)
    for line in text[start:end].split("\n"):
        try:
            quad = _ordinary_quad(line, number, before) or LineReader(line, stars=stars).quad(number, before)
        except LineProblem as problem:
            raise ParseError(problem.reason, line=number, column=before + problem.offset + 1) from None
        if quad is not None:
            quads.append(quad)
        number, before = number + 1, 0
    return quads


def _ordinary_quad(line: str, number: int, before: int) -> Quad | None:
    """The quad of an ordinary line: four times as fast as term by term. None where that has to be done."""
    start = len(line) - len(line.lstrip(" \t"))
    terms = _terms.match(line, start)
    if terms is None or "\\" in line or line[terms.end() :].rstrip(" \t\r") != ".":
        return None
    if not line.isascii() and _surrogate.search(line):
        return None
    subject, predicate, node, text, language, datatype, label = terms.groups()
    return Quad(
        subject=NodeReference(name=subject),
        predicate=predicate,
        object=Literal(text=text, datatype=datatype or "") if node is None else NodeReference(name=node),
        language=language or "",
        label=label or "",
        line=number,
        column=before + start + 1,
    )


def _expect(text: str, position: int, expected: str, otherwise: str) -> int:
    """The position behind `expected` ("" for the end of the text), which blanks and comments may precede."""
    at = _gap_end(text, position)
    if text.startswith(expected, at) and (expected or at == len(text)):
        return at + len(expected)
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    raise ParseError(otherwise, line=text.count("\n", 0, at) + 1, column=column)


def _gap_end(text: str, position: int) -> int:
    match = _gap.match(text, position)
    assert match is not None, "the pattern matches the empty text"
    return match.end()


# --- Writing


def _format_term(term: NodeReference | UidVariable | ValueVariable | Literal | Star) -> str:
    match term:
        case NodeReference(name=name):
            return name if _blank_name.fullmatch(name) else f"<{_not_in_iri.sub(_escaped, name)}>"
        case UidVariable(name=name):
            return f"uid({name})"
        case ValueVariable(name=name):
            return f"val({name})"
        case Literal(text=text, datatype=""):
            return _quoted(text)
        case Literal(text=text, datatype=datatype):
            return f"{_quoted(text)}^^<{datatype_name(datatype)}>"
        case Star():
            return "*"
        case _ as never:
            assert_never(never)


def _format_predicate(predicate: str | Star, tag: str) -> str:
    if isinstance(predicate, Star):
        return "*"
    # An @ of the name itself is escaped: unescaped it would start a language tag.
    name = _not_in_iri.sub(_escaped, predicate).replace("@", r"\u0040")
    return f"<{name}@{tag}>" if tag else f"<{name}>"


def _format_facet(value: FacetValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _quoted(value)
        case DateTime(text=text):
            return text
        case _ as never:
            assert_never(never)


def _quoted(text: str) -> str:
    return f'"{_not_in_text.sub(lambda match: _short_escapes.get(match[0]) or _escaped(match), text)}"'


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"
