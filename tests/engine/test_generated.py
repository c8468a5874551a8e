"""A schema that comes again is not compiled again, and never mistaken for another."""

from __future__ import annotations

from typing import Any, Final

import pytest

import graphwright
from graphwright import limits
from graphwright.engine import generated
from graphwright.errors import ErrorList
from graphwright.model.dql_requests import DqlMutation, DqlRequest
from graphwright.schema import generate

SCHEMA: Final = """
type Note @auth(query: { rule: "query($USER: String!) { queryNote(filter: { owner: { eq: $USER } }) { owner } }" }) {
  owner: String! @id
  text: String @search(by: [term])
}
"""


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was generated, in a process that knows no schema yet."""
    made: list[Any] = []

    def generate_api(api: Any, *, is_strict: bool) -> Any:
        made.append((api.text, is_strict))
        return generate.generate_api(api, is_strict=is_strict)

    monkeypatch.setattr(generated, "generate_api", generate_api)
    monkeypatch.setattr(generated, "_texts", generated._Texts())
    return made


def test_an_alter_generates_once(compiled: list[Any]) -> None:
    with graphwright.open(":memory:") as database:
        database.alter(SCHEMA.replace("@search(by: [term])", ""))
        assert len(compiled) == 1
        database.graphql('mutation { addNote(input: [{owner: "Ada", text: "one two"}]) { numUids } }')
        database.alter(SCHEMA)  # builds an index, after which the catalog is put in force once more
        assert len(compiled) == 2
        database.run_dql_blocking(DqlRequest(mutations=(DqlMutation(set_rdf='_:x <unheard> "of" .'),), commits=True))
        assert len(compiled) == 2
        found = '{ queryNote(filter: {text: {anyofterms: "two"}}) { owner } }'
        assert database.graphql(found) == {"data": {"queryNote": [{"owner": "Ada"}]}}


def test_stores_with_one_schema_share_nothing_but_it(compiled: list[Any]) -> None:
    with graphwright.open(":memory:") as one, graphwright.open(":memory:") as other:
        for database in (one, other):
            database.alter(SCHEMA)
        one.graphql('mutation { addNote(input: [{owner: "Ada"}]) { numUids } }')
        assert one.graphql("{ queryNote { owner } }") == {"data": {"queryNote": [{"owner": "Ada"}]}}
        assert other.graphql("{ queryNote { owner } }") == {"data": {"queryNote": []}}
        other.alter(SCHEMA + "type Other { name: String }")
        assert "errors" in one.graphql("{ queryOther { name } }")
    assert len(compiled) == 2


def test_settings_for_tokens_and_strictness_make_another(compiled: list[Any]) -> None:
    api = generated.read_api(SCHEMA)
    plain, strict = (generated.generate(api, is_strict=is_strict) for is_strict in (False, True))
    assert (plain.rules.is_strict, strict.rules.is_strict) == (False, True)
    settings = '{"Header":"X-Token","Namespace":"https://x/","Algo":"HS256","VerificationKey":"secret"}'
    told = generated.generate(api, settings, is_strict=False)
    assert told.api is not None and told.api.authorization is not None
    assert told.api.authorization.header == "X-Token"
    assert plain.api is api and api.authorization is None
    assert generated.generate(api, is_strict=False) is plain
    assert generated.generate(api, settings, is_strict=False) is told
    assert len(compiled) == 3
    assert generated.read_api(SCHEMA) is api
    assert generated.read_api(SCHEMA, is_strict=True) is not api


def test_a_wrong_text_is_wrong_each_time(compiled: list[Any]) -> None:
    for _ in range(2):
        with pytest.raises(ErrorList, match="queryNotes"):
            generated.generate(generated.read_api(SCHEMA.replace("queryNote(", "queryNotes(")), is_strict=False)
        with pytest.raises(ErrorList):
            generated.read_api("type Note { text: Unheard }")


def test_what_is_kept_is_bounded_and_the_last_text_is_kept_always(
    compiled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"type T{number} {{ name: String }}" for number in range(4)]
    monkeypatch.setattr(limits, "schema_texts_kept_bytes_max", 2 * len(texts[0]))
    apis = [generated.read_api(text) for text in texts]
    assert [generated.read_api(text) is api for text, api in list(zip(texts, apis, strict=True))[2:]] == [True, True]
    assert generated.read_api(texts[0]) is not apis[0]
    long = texts[0] + "#" * 1_000
    api = generated.read_api(long)
    made = generated.generate(api, is_strict=False)
    assert generated.read_api(long) is api and generated.generate(api, is_strict=False) is made
    assert generated.read_api(texts[1]) is not apis[1]
    assert generated.read_api(long) is not api
    # One whose text is not kept any more serves whoever has it.
    assert generated.generate(api, is_strict=False).api is api
