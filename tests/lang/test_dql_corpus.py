"""DQL's parser against the recorded requests beside the repository (`../shared/conformance/dql`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from graphwright.errors import ParseError
from graphwright.lang.dql import parse_dql
from tests.yaml_files import read_yaml

CORPUS: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance" / "dql"

REFUSED: Final = {
    "count": {"count_of_nothing", "count_two_predicates", "count_with_children"},
    "errors_and_forms": {
        "bad_uid",
        "empty_body",
        "eq_empty_list",
        "filter_dangling_and",
        "filter_unbalanced",
        "filter_without_parentheses",
        "mutation_in_query",
        "syntax_extra_brace",
        "syntax_garbage",
        "syntax_missing_colon",
        "syntax_missing_func_paren",
        "syntax_unclosed_brace",
        "syntax_unclosed_string",
        "two_functions",
        "type_without_argument",
        "uid_too_large",
        "unknown_directive",
        "unknown_directive_on_edge_is_a_language",
        "unknown_root_argument",
        "val_without_variable",
    },
    "facets": {"facets_at_root", "facets_twice_plain", "facets_two_filters"},
    "filters": {"repeated_root_filter"},
    "groupby": {"group_without_arguments"},
    "languages": {"eq_with_tag_list", "order_by_tag_list", "star_mixed_with_tags"},
    "ordering": {"same_key_twice", "val_among_several_keys"},
    "pagination": {"duplicate_first", "first_not_a_number"},
    "query_variables": {
        "cascade_variable",
        "required_with_default",
        "shortest_variables",
        "unnamed_query_with_variables",
    },
    "recurse": {"recurse_bad_key"},
    "reverse_expand_fragments": {"expand_unknown_forward"},
    "root_functions": {"id_in_query_root_without_func"},
    "schema_queries": {"schema_pred_and_type", "schema_with_query"},
    "shortest": {"shortest_missing_to"},
    "value_vars_math": {"math_unbalanced"},
}
"""The recorded errors that are a matter of syntax; the others are the binder's, the store's or the server's."""

PLACEHOLDER: Final = re.compile(r"\$uid\([^()]*(\([^()]*\))?\)")
"""What stands for a uid that the server made up."""

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS} (nothing of it was checked)"
)


def is_refused(text: str) -> bool:
    try:
        parse_dql(text)
    except ParseError:
        return True
    return False


@needs_corpus
def test_the_corpus_parses_and_only_its_syntax_errors_are_refused() -> None:
    refused: dict[str, set[str]] = {}
    count = 0
    for file in sorted((CORPUS / "queries").glob("*.yaml")):
        for case in read_yaml(file)["cases"]:
            count += 1
            if is_refused(case["query"]):
                refused.setdefault(file.stem, set()).add(case["name"])
                assert "expect" not in case, f"{file.stem}/{case['name']} must parse"
    assert count > 700
    assert refused == REFUSED


@needs_corpus
def test_queries_between_recorded_mutations_parse() -> None:
    count = 0
    for file in sorted((CORPUS / "mutations").glob("*.yaml")):
        for sequence in read_yaml(file)["sequences"]:
            for step in sequence["steps"]:
                if step["do"] == "query" and "expect" in step:
                    assert not is_refused(PLACEHOLDER.sub("0x1", step["query"])), step["query"]
                    count += 1
    assert count > 200
