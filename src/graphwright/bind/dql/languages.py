"""`name@*` → a value in all its languages. Does not know: chains of languages, which are part of a value."""

from __future__ import annotations

from graphwright.bind.dql.refusals import wrong
from graphwright.ir.values import AllLanguages
from graphwright.lang.dql import syntax
from graphwright.model.catalog import Predicate


def bind_all_languages(field: syntax.PredicateField, predicate: Predicate) -> AllLanguages:
    """The output, under keys such as `name` and `name@en`."""
    if field.variable is not None:
        raise wrong(field, f"a variable has one value for a node; name the language of {predicate.name:.60}")
    return AllLanguages(key=field.alias or predicate.name, predicate=predicate.name)
