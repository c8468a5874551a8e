"""Which trigram of a regular expression drives: the rarest, as far as a short count can tell."""

from __future__ import annotations

import pytest

import graphwright
from graphwright import limits
from graphwright.engine.requests import GraphqlRequest
from graphwright.model.caller import trusted

_text = "query($p: String!) { queryNote(filter: {text: {regexp: $p}}) { text } }"


def test_the_rarest_trigram_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "token_probe_rows_max", 7)
    with graphwright.open(":memory:") as database:
        database.alter("type Note { text: String @search(by: [regexp]) }")
        notes = [{"text": f"abcd {number}"} for number in range(20)] + [{"text": "abcdxyz"}]
        database.graphql("mutation($n: [AddNoteInput!]!) { addNote(input: $n) { numUids } }", {"n": notes})
        request = GraphqlRequest(query=_text, variables={"p": "/abcdx.*/"})
        compiler = database.compiler
        compiled = compiler.compile(compiler.text(request), request, trusted)
        assert compiled.plan.read is not None
        statement = compiled.plan.read.statement.text
        assert "LIMIT 7" in statement
        # It is one plan for all patterns with several trigrams, and the answers are those of the text alone.
        for pattern, count in (("/abcdx.*/", 1), ("/abcd [0-9]$/", 10), ("/bcd/", 21), ("/abcdy/", 0)):
            assert len(database.graphql(_text, {"p": pattern})["data"]["queryNote"]) == count
        driver = statement.split("t2.token = ")[1].split(" AND NOT ")[0]
        assert database.storage.open_reader().rows(f"SELECT {driver}", ['["abc","bcd","cdx"]']) == [("cdx",)]
