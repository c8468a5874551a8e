"""Languages stand on single strings: `pred: "name@en"`, or a chain `name@en:fr:.` that is only read."""

from __future__ import annotations

import re

from graphwright.schema.arguments import text_argument, written_predicate
from graphwright.schema.declarations import Declarations
from graphwright.schema.findings import Findings, broken, named

_tag = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


def check_languages(schema: Declarations) -> Findings:
    """Findings for each `@` in a predicate's name."""
    for owner, field in schema.own_fields():
        use = field.directive("dgraph")
        _, languages = written_predicate(field)
        if use is None or not languages:
            continue
        name = named(owner, field)
        if field.type_name != "String" or field.is_list:
            yield broken(use.place, f"{name} has the type {field.written_type}, but only a single String has languages")
        for tag in languages:
            if tag == "*":
                yield broken(use.place, f"{name}: `*` (all languages) has no one value; name languages, or `.` for any")
            elif tag != "." and not _tag.fullmatch(tag):
                written = text_argument(use, "pred")
                yield broken(use.place, f'{name}: "{written}" names no language behind `@`; write it as "name@en"')
