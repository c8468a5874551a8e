"""The text of a generated schema."""

from __future__ import annotations

import json
import re
from typing import Any

from graphql import GraphQLSchema, build_schema, introspection_from_schema

from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api
from graphwright.schema.printing import print_generated

from .corpus import load_suite, needs_corpus

TEXT = '''
"""Somebody
who writes"""
interface Being @dgraph(type: "ns.Being") { id: ID! name: String! @id @search(by: [exact]) }
type Author implements Being {
  "the \\"pen\\" name"
  alias: String @deprecated(reason: "say \\"name\\"")
  books: [Book!] @hasInverse(field: author)
}
type Book { title: String! @search(by: [hash, term]) author: Author kind: Kind @search }
enum Kind { "made up" FICTION TRUE_STORY @deprecated }
'''


@needs_corpus
def test_a_small_schema_is_printed_as_recorded_but_for_our_descriptions() -> None:
    case = next(
        case
        for case in load_suite("70_admin_schema")["cases"]
        if case["name"] == "the generated schema of a small type"
    )
    recorded = case["steps"][1]["expect"]["data"]["getGQLSchema"]["generatedSchema"]

    def without_descriptions(text: str) -> str:
        return re.sub(r'"""\n.*?"""\n', "", text, flags=re.DOTALL)

    ours = print_generated(compile_schema(case["steps"][0]["request"]["body"]), is_strict=True)
    assert without_descriptions(ours) == without_descriptions(recorded)
    assert ours.count('"""') == recorded.count('"""')


def described(schema: GraphQLSchema) -> Any:
    """All that introspection says, in no order, with absent descriptions alike."""

    def sorted_and_told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: sorted_and_told(part) or "" for key, part in value.items()}
        if isinstance(value, list):
            return sorted((sorted_and_told(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
        return value

    return sorted_and_told(introspection_from_schema(schema)["__schema"]["types"])


def test_the_text_read_again_is_the_generated_schema() -> None:
    api = compile_schema(TEXT)
    read = build_schema(print_generated(api), assume_valid_sdl=True)
    assert described(read) == described(generate_api(api))


def test_what_was_completed_and_inherited_is_shown() -> None:
    text = print_generated(compile_schema(TEXT))
    assert 'interface Being @dgraph(type: "ns.Being") {\n\tid: ID!\n' in text
    assert "type Author implements Being {\n\tid: ID!\n\tname: String! @id @search(by: [exact])\n" in text
    assert "\tauthor(filter: AuthorFilter): Author @hasInverse(field: books)\n" in text
    assert "\tbooksAggregate(filter: BookFilter): BookAggregateResult\n" in text
    assert '\t"""\n\tmade up\n\t"""\n\tFICTION\n\tTRUE_STORY @deprecated\n' in text
    assert "input StringHashFilter_StringTermFilter {\n\teq: String\n\tin: [String]\n\tallofterms: String\n" in text
