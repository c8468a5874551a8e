"""What a predicate must be for `--upsert`: nodes are found by it, by millions.

Does not know: names, files.
"""

from __future__ import annotations

from graphwright.errors import LoadError
from graphwright.model.catalog import Catalog, ColumnHome, IndexState, Predicate
from graphwright.model.values import ValueKind


def check_upsert(catalog: Catalog, name: str) -> Predicate:
    """The predicate of that name.

    Raises:
        LoadError: Nodes cannot be found by it.
    """
    predicate = catalog.predicates.get(name)
    if predicate is None:
        raise LoadError(
            f"--upsert: there is no predicate {name}; give a schema that has it, such as {name}: string "
            "@index(hash) @upsert ."
        )
    if predicate.kind is not ValueKind.STRING or not isinstance(predicate.home, ColumnHome):
        shown = f"[{predicate.kind}]" if predicate.is_list else predicate.kind
        raise LoadError(f"--upsert: {name} is of the type {shown}; nodes are found by a string")
    is_indexed = any(index.table is None and index.state is IndexState.READY for index in predicate.indexes)
    is_key = any(scope.predicate == name for scope in catalog.key_scopes)
    if not is_indexed and not is_key:
        raise LoadError(
            f"--upsert: nodes cannot be found by {name} without an index: @index(hash) in DQL, @id in GraphQL"
        )
    return predicate
