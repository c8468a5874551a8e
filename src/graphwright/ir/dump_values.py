"""The dump of `ir/values.py`. Does not know: other conditions and outputs."""

from __future__ import annotations

from typing import assert_never

from graphwright.ir.dump_parts import shown_param, shown_predicate
from graphwright.ir.values import AllLanguages, BeginsWith, HasAnyType, HasCount, ValueCount


def value_test(condition: HasCount | HasAnyType | BeginsWith) -> str:
    """A condition on how many values there are, or how one begins."""
    match condition:
        case HasAnyType():
            return "has a type"
        case BeginsWith(predicate=name, start=start):
            return f"{name} begins with {shown_param(start)}"
        case HasCount(predicate=counted, operator=operator, value=value, languages=languages):
            return f"number of {_counted(counted, languages)} {operator} {shown_param(value)}"
    assert_never(condition)


def value_output(output: ValueCount | AllLanguages) -> str:
    """What is shown of all values of a predicate."""
    match output:
        case ValueCount(key=key, predicate=counted, languages=languages):
            return f"{key}: number of {_counted(counted, languages)}"
        case AllLanguages(key=key, predicate=name):
            return f"{key}: {name} in all languages"
    assert_never(output)


def _counted(name: str | None, languages: tuple[str, ...]) -> str:
    return "types" if name is None else shown_predicate(name, languages)
