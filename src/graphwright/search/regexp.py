"""`regexp`: another name for `trigram`; a schema may use either, and a field has one index for both."""

from __future__ import annotations

from typing import Final

from graphwright.model.values import ValueKind
from graphwright.search.structure import IndexKind
from graphwright.search.trigram import trigram_kind

regexp_kind: Final = IndexKind(
    name="regexp",
    structure=trigram_kind.structure,
    kinds=frozenset({ValueKind.STRING, ValueKind.DEFAULT}),
    operators=("regexp",),
    filter_input="RegExp",
    stored_as="trigram",
    takes_texts=True,
)
