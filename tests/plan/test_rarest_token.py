"""Which tokens drive: of a regular expression the rarest trigrams, as far as a few of their texts can tell."""

from __future__ import annotations

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import trusted

_text = "query($p: String!) { queryNote(filter: {text: {regexp: $p}}) { text } }"


_add = "mutation($n: [AddNoteInput!]!) { addNote(input: $n) { numUids } }"


def test_the_rarest_trigrams_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "token_probe_rows_max", 7)
    with graphwright.open(":memory:") as database:
        database.alter("type Note { text: String @search(by: [regexp]) }")
        # "bcd" is in all, "cde" in every second, "def" in one of four; all of them more often than is looked at.
        notes = [{"text": "abcd" + "e" * (number % 2 == 0) + "f" * (number % 4 == 0)} for number in range(80)]
        database.graphql(_add, {"n": [*notes, {"text": "abcdxyz"}, {"text": "bcde and def"}]})
        request = GraphqlRequest(query=_text, variables={"p": "/abcdx.*/"})
        compiler = database.compiler
        compiled = compiler.compile(compiler.text(request), request, trusted)
        assert compiled.plan.read is not None
        statement = compiled.plan.read.statement.text
        assert "LIMIT 1 OFFSET 7" in statement
        # It is one plan for all patterns with several trigrams, and the answers are those of the text alone.
        patterns = (
            ("/abcdx.*/", 1),
            ("/abcdef/", 20),
            ("/abcde$/", 20),
            ("/bcd/", 82),
            ("/abcdy/", 0),
            ("/BCDE/i", 41),
        )
        for pattern, count in (*patterns, ("/abc.*xyz/", 1), ("/zbcdefghijklm/", 0)):
            assert len(database.graphql(_text, {"p": pattern})["data"]["queryNote"]) == count
        chosen = statement.split("AS MATERIALIZED")[1].split("SELECT (SELECT")[0].strip().strip("()")
        reader = database.storage.open_reader()
        rows = reader.rows(chosen, ['["abc","bcd","cde","def","cdx"]'])
        reader.close()
        assert [token for (token,) in rows] == ["cdx", "def", "cde", "abc"]


def test_each_of_several_words_is_asked_for() -> None:
    with graphwright.open(":memory:") as database:
        database.alter("type Note { text: String @search(by: [term]) }")
        words = ("one", "two", "three", "four")
        texts = [" ".join(word for at, word in enumerate(words) if number >> at & 1) for number in range(16)]
        database.graphql(_add, {"n": [{"text": text} for text in texts]})
        query = "query($t: String!) { queryNote(filter: {text: {allofterms: $t}}) { text } }"
        without = "query($t: String!) { queryNote(filter: {not: {text: {allofterms: $t}}}) { text } }"
        for asked in ("one two", "three one four", "four three two one", "one one", "one five"):
            wanted = [text for text in texts if set(asked.split()) <= set(text.split())]
            found = database.graphql(query, {"t": asked})["data"]["queryNote"]
            assert [note["text"] for note in found] == wanted
            others = database.graphql(without, {"t": asked})["data"]["queryNote"]
            assert [note["text"] for note in others] == [text for text in texts if text not in wanted]
