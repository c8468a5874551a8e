"""The syntax trees of operations, kept while they are young.

A tree takes twice as much memory as all that is made of it, and once an operation has a plan it is asked for only now
and then: by variables or a caller of another shape, for the place of an error. Then it is read again, in 0.2 ms.
In: texts that were found valid. Out: `Document`. Does not know: the schema.
"""

from __future__ import annotations

from graphwright import limits
from graphwright.bind.graphql.documents import Document, reread_document
from graphwright.engine.plans import BoundedCache


class SyntaxTrees:
    """Those of one catalog version."""

    def __init__(self) -> None:
        self._kept: BoundedCache[str, Document] = BoundedCache(limits.syntax_trees_kept_max)

    def keep(self, text: str, document: Document) -> None:
        """Notes the tree of a text."""
        _free_tokens(document)
        self._kept.put(text, document)

    def of(self, text: str) -> Document:
        """The tree of a text that had one before."""
        document = self._kept.get(text)
        if document is None:
            document = reread_document(text)
            self.keep(text, document)
        return document


def _free_tokens(document: Document) -> None:
    """Tokens know each other both ways: a tree that is put out would wait for a full collection, which is rare."""
    token = document.syntax.loc.start_token if document.syntax.loc else None
    while token is not None:
        token.prev, token = None, token.next
