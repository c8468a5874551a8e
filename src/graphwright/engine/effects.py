"""What each change of a schema does to a store while it is made: at once, in the background, or with a wait.

In: a `Ground` and the lines of `describe_difference`. Out: effects with the waits that they cost, estimated.
Does not know: whether the change is allowed.
"""

from __future__ import annotations

from typing import Final

from graphwright import limits
from graphwright.engine.ground import Ground
from graphwright.errors import SchemaChangeRefused
from graphwright.model.api import ApiField
from graphwright.model.catalog import ColumnHome, Index, Predicate
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.difference import Action, SchemaChange
from graphwright.search.kinds import index_kinds
from graphwright.search.structure import BTree, Spatial, Tokens
from graphwright.storage import fitting

_index_row_us: Final = 0.28
"""Microseconds per row of a native index, as measured on SQLite; a pair for order takes it twice."""
_key_row_us: Final = 2.0
_rewrite_row_us: Final = 12.0
_edge_row_us: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does while it is made.

    Attributes:
        pause_ms: Milliseconds that writers wait for it.
        is_apart: It has transactions of its own; the waits of all others add up.
    """

    text: str
    pause_ms: float = 0.0
    is_apart: bool = False


_at_once: Final = Effect(text="at once")


def effect_of(ground: Ground, change: SchemaChange) -> Effect:
    """What one change does."""
    found = _field_of(ground, change.name)
    if change.subject == "constraint" and change.action is Action.ADDED and found is None:
        return _of_unique_set(ground, change.name)
    if found is None or not ground.count(found.predicate):
        return _at_once
    count = ground.count(found.predicate)
    match change.subject:
        case "index" if change.action is Action.ADDED:
            return _of_index(ground, found, index_kinds[change.kind].stored_as or change.kind, count)
        case "key" if change.action is not Action.REMOVED:
            return _waiting(f"its {count} values are taken in", count * _key_row_us)
        case "constraint" if change.action is Action.ADDED and found.is_unique:
            return _waiting(f"its {count} values are taken in", count * _key_row_us)
        case "inverse" if any(found.predicate in pair for pair in ground.change.carried):
            return _waiting(f"{_edges(ground, found)} edges are moved", _edges(ground, found) * _edge_row_us)
        case "field" if found.predicate in ground.change.replaced and change.action is Action.CHANGED:
            return _of_rewriting(ground, found, count)
    return _at_once


def total_pause_ms(effects: list[Effect]) -> float:
    """Milliseconds of the longest wait of writers."""
    return max(sum(e.pause_ms for e in effects if not e.is_apart), *(e.pause_ms for e in effects if e.is_apart), 0.0)


def refuse_pause(effects: list[Effect]) -> None:
    """Refuses what would keep writers waiting for longer than a server lets them wait.

    Raises:
        SchemaChangeRefused: It would.
    """
    pause_ms = total_pause_ms(effects)
    if pause_ms > limits.schema_pause_ms_max:
        longest = max(effects, key=lambda effect: effect.pause_ms)
        raise SchemaChangeRefused(
            f"writers would wait about {pause_ms / 1000:.1f} s for this change, longer than "
            f"{limits.schema_pause_ms_max / 1000:.0f} s (schema_pause_ms_max); the longest of it: {longest.text}. "
            "Apply it with --allow-pause when that is all right"
        )


def _field_of(ground: Ground, name: str) -> ApiField | None:
    type_name, _, field_name = name.partition(".")
    owner = ground.api.types.get(type_name)
    found = None if owner is None else owner.fields.get(field_name)
    return found if found is not None and found.predicate and not found.is_reverse else None


def _waiting(text: str, pause_us: float, *, waiters: str = "writers", is_apart: bool = False) -> Effect:
    pause_ms = pause_us / 1000
    return Effect(text=f"{text}; {waiters} wait about {_shown(pause_ms)}", pause_ms=pause_ms, is_apart=is_apart)


def _shown(pause_ms: float) -> str:
    return f"{max(1, round(pause_ms))} ms" if pause_ms < 1000 else f"{pause_ms / 1000:.1f} s"


def _edges(ground: Ground, found: ApiField) -> int:
    sources = [source for source, target in ground.change.carried if found.predicate in {source, target}]
    return max(ground.count(source) for source in sources)


def _of_index(ground: Ground, found: ApiField, kind: str, count: int) -> Effect:
    structure = index_kinds[kind].structure
    match structure:
        case Tokens() | Spatial():
            return Effect(
                text=f"in the background: {count} values in portions of at most {limits.index_batch_ms} ms",
                is_apart=True,
            )
        case BTree():
            before = ground.old.predicates[found.predicate]
            if found.predicate not in ground.change.replaced and _has_tree(before, structure):
                return _at_once
            if ground.storage.capabilities.builds_indexes_online:
                return Effect(text=f"in the background: {count} values; nobody waits", is_apart=True)
            trees = 2 if structure.is_ordered and isinstance(before.home, ColumnHome) else 1
            return _waiting(f"built from {count} values", count * trees * _index_row_us, is_apart=True)
    return _at_once


def _has_tree(predicate: Predicate, wanted: BTree) -> bool:
    """Whether another index kind has built what this one needs."""
    return any(_serves(index, wanted) for index in predicate.indexes)


def _serves(index: Index, wanted: BTree) -> bool:
    structure = index_kinds[index.kind].structure
    return isinstance(structure, BTree) and (structure.is_ordered or not wanted.is_ordered)


def _of_rewriting(ground: Ground, found: ApiField, count: int) -> Effect:
    before = ground.old.predicates[found.predicate]
    row_us = _edge_row_us if before.kind is ValueKind.UID else _rewrite_row_us
    is_locked = ground.storage.capabilities.changes_lock_readers
    return _waiting(
        f"its {count} values are rewritten",
        count * row_us,
        waiters="readers of its type and writers" if is_locked else "writers",
    )


def _of_unique_set(ground: Ground, type_name: str) -> Effect:
    owner = ground.api.types.get(type_name)
    node_type = None if owner is None else ground.old.node_types.get(owner.node_type)
    if node_type is None:
        return _at_once
    nodes = fitting.count_nodes(ground.storage, ground.connection, ground.old, node_type)
    return _waiting(f"an index over {nodes} nodes", nodes * _key_row_us) if nodes else _at_once
