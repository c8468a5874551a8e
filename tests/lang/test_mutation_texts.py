"""Texts of mutations taken apart: every part stays on its line and at its column."""

from __future__ import annotations

import pytest

from graphwright.errors import ParseError
from graphwright.lang.mutation_texts import split_mutation_text
from graphwright.lang.rdf import parse_quads

_upsert = """# before
upsert {
  query q($a: string) {
    q(func: regexp(name, /}{2}/)) @filter(eq(<odd}>, "}")) { u as uid ...f }  # }
  }
  mutation @if(eq(len(u), 1) AND (gt(len(u), 0))) {
    set { uid(u) <a> "}" . } delete { uid(u) <b> * .
      uid(u) <c> * . # }
    }
  } fragment f { name }
  mutation { set { _:x <d> "1" . } set { _:x <e> "2" . } }
}
"""


def test_each_part_stays_where_it_stood() -> None:
    split = split_mutation_text(_upsert.replace("<odd}>", "<odd>"))
    assert split.query.split("\n")[:3] == ["", "", "  query q($a: string) {"]
    assert split.query.split("\n")[-1].rstrip() == "  } fragment f { name }".replace("}", " ", 1)
    first, second = split.mutations
    assert first.condition == "\n" * 5 + " " * 11 + "@if(eq(len(u), 1) AND (gt(len(u), 0)))"
    assert [(quad.line, quad.column) for quad in parse_quads(first.set_rdf)] == [(7, 11)]
    assert [(quad.line, quad.column) for quad in parse_quads(first.delete_rdf)] == [(7, 39), (8, 7)]
    # Two blocks on one line are two lines, for a line has one quad.
    assert [(quad.predicate, quad.line) for quad in parse_quads(second.set_rdf)] == [("d", 11), ("e", 12)]
    assert second.condition == second.delete_rdf == ""


def test_a_plain_mutation() -> None:
    split = split_mutation_text(' { delete { <0x1> <a> * . }\n set {\n<0x2> <a> "x" .\n} } # end')
    assert split.query == ""
    [mutation] = split.mutations
    assert (mutation.set_rdf, mutation.delete_rdf) == ('\n      \n<0x2> <a> "x" .\n', " " * 12 + "<0x1> <a> * . ")
    [empty] = split_mutation_text("{ set { } }").mutations
    assert empty.set_rdf.strip() == empty.condition == ""


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "a mutation is"),
        ("\n  insert { }", 2, 3, "a mutation is"),
        ("{ set { <0x1> <a> \"1\" . }", 1, 26, "the \"}\""),
        ("{ set { } } {", 1, 13, "nothing may follow"),
        ("upsert mutation", 1, 8, "an upsert is"),
        ("upsert {\n query { q(func: uid(1)) { uid }\n mutation { set { } } }", 3, 24, "expected query"),
        ("upsert { query { q(func: uid(1)) { \"x } } }", 1, 36, "not closed"),
        ("upsert { query { } mutation @if(eq(len(a), 1) { set { } } }", 1, 29, "that closes it"),
        ("upsert { query { } mutation { set { } } ", 1, 41, "expected query"),
        ("upsert { query { } }", 1, 20, "no mutation"),
        ("upsert { mutation { set { } } }", 1, 31, "no query"),
    ],
)  # fmt: skip
def test_what_is_no_mutation(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ParseError, match=message) as raised:
        split_mutation_text(text)
    assert (raised.value.line, raised.value.column) == (line, column)
