"""A predicate's values in all languages as members of a JSON object.

Does not know: other outputs.
"""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.sql import ColumnElement

from graphwright.ir.values import AllLanguages
from graphwright.model.catalog import ColumnHome
from graphwright.plan.scope import Node
from graphwright.storage.elements import Concat, JoinedTexts, JsonText, LanguagePlace, Quoted


def all_languages(node: Node, output: AllLanguages) -> ColumnElement[str]:
    """`,"name@en":"…","name":"…"`: those with a tag, then the one without; nothing where there is none."""
    scope, predicate = node.scope, node.scope.predicate(output.predicate)
    assert isinstance(predicate.home, ColumnHome), f"{predicate.name} is no single value"
    key = orjson.dumps(output.key).decode()
    untagged = func.nullif(JsonText(node.value(predicate.home), predicate.kind), Quoted("null"))
    own: Any = func.coalesce(Quoted(f",{key}:").concat(untagged), Quoted(""))
    if predicate.tag_table is None:
        return own  # type: ignore[no-any-return]
    table = scope.alias(scope.tables.tagged(predicate.tag_table))
    member = Concat([Quoted(f",{key[:-1]}@"), table.c.lang, Quoted('":'), JsonText(table.c.value, predicate.kind)])
    rows = (
        select(member.label("j"))
        .where(table.c.uid == node.uid)
        .order_by(LanguagePlace(table.c.lang).asc().nulls_last(), table.c.lang)
        .correlate(*node.visible)
        .subquery(scope.name("s"))
    )
    tagged = select(JoinedTexts(rows.c.j)).select_from(rows).scalar_subquery()
    return Concat([func.coalesce(tagged, Quoted("")), own])
