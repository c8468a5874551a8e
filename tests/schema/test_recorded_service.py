"""Suite 34: the text of `_service`, descriptions left out of the comparison, is the recorded one."""

from __future__ import annotations

import re

from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api
from graphwright.schema.service import print_service

from .corpus import load_suite, needs_corpus

pytestmark = needs_corpus


def without_descriptions(text: str) -> str:
    return re.sub(r'"""\n.*?"""\n', "", text, flags=re.DOTALL)


def test_the_gateway_is_told_the_same() -> None:
    suite = load_suite("34_federation")
    case = next(case for case in suite["cases"] if case["name"] == "service")
    api = compile_schema(suite["schema"])
    ours = print_service(api, generate_api(api, is_strict=True))
    assert without_descriptions(ours) == without_descriptions(case["expect"]["data"]["_service"]["sdl"])
