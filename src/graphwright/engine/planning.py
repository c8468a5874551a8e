"""What an alter would do, for people: `graphwright schema diff`. Nothing is written, nobody waits.

In: a compiled schema and a reader. Out: each change with its effect, and every reason for which it would be refused.
Does not know: terminals.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import func, select

from graphwright.engine.effects import effect_of, refuse_pause, total_pause_ms
from graphwright.engine.ground import Ground, survey
from graphwright.engine.obstacles import doubled_text, find_obstacles, inverse_text, new_single_inverses, refused
from graphwright.engine.requests import AlterOptions, PlannedChange, SchemaPlan
from graphwright.errors import GraphwrightError, SchemaChangeRefused
from graphwright.model.api import ApiSchema
from graphwright.model.catalog import ReverseHome
from graphwright.schema.difference import describe_difference
from graphwright.storage import backfill, ddl, fitting
from graphwright.storage.interface import Storage
from graphwright.storage.unique_sets import refuse_duplicates


def plan_schema(storage: Storage, api: ApiSchema, options: AlterOptions, *, is_strict: bool) -> SchemaPlan:
    """What putting a schema in force would do now."""
    connection = storage.open_reader()
    try:
        with connection.read_transaction():
            try:
                ground = survey(storage, connection, api)
            except SchemaChangeRefused as error:
                return SchemaPlan(changes=(), refusals=(error,))
            return _plan(ground, options, is_strict=is_strict)
    finally:
        connection.close()


def _plan(ground: Ground, options: AlterOptions, *, is_strict: bool) -> SchemaPlan:
    changes = describe_difference(ground.old_api, ground.api)
    effects = [effect_of(ground, change) for change in changes]
    obstacles = list(find_obstacles(ground, is_strict=is_strict))
    refusals: list[GraphwrightError] = [
        each.error for each in obstacles if each.lost is None or not options.allow_unsafe
    ]
    refusals += _doubled(ground)
    refusals += _contradicted(ground)
    if not options.allow_pause:
        try:
            refuse_pause(effects)
        except SchemaChangeRefused as error:
            refusals.append(error)
    return SchemaPlan(
        changes=tuple(
            PlannedChange(text=change.text, effect=effect.text, pause_ms=effect.pause_ms)
            for change, effect in zip(changes, effects, strict=True)
        ),
        refusals=tuple(refusals),
        lost=tuple(each.lost for each in obstacles if each.lost) if options.allow_unsafe else (),
        pause_ms=total_pause_ms(effects),
    )


def _doubled(ground: Ground) -> Iterator[GraphwrightError]:
    """Values that two nodes have and that are to be unique."""
    new, untouched = ground.change.catalog, set(ground.old.predicates) - set(ground.change.replaced)
    for scope in new.key_scopes:
        is_known = scope.node_type is None or scope.node_type in ground.old.node_types
        if scope in ground.old.key_scopes or scope.predicate not in untouched or not is_known:
            continue
        doubled = backfill.doubled_values(ground.storage, ground.connection, new, scope)
        if doubled:
            yield refused(doubled_text(new, scope, doubled), ground.api, scope.predicate)
    for unique in new.unique_sets:
        if unique in ground.old.unique_sets or unique.node_type not in ground.old.node_types:
            continue
        if untouched >= set(unique.predicates):
            try:
                refuse_duplicates(ground.storage, ground.connection, new, unique)
            except SchemaChangeRefused as error:
                yield error


def _counting(rows: Any) -> Any:
    return select(func.count()).select_from(rows)


def _contradicted(ground: Ground) -> Iterator[GraphwrightError]:
    """Inverses whose single side would have two."""
    session = ground.session()
    for source, target in ground.change.carried:
        before, after = ground.old.predicates[source], ground.change.catalog.predicates[target]
        if after.is_list or target not in ground.old.predicates or ground.old.predicates[target].inverse == source:
            continue
        edges = ddl.edges_seen(ground.old, before, ground.old.predicates[target])
        several: Any = select(edges.c.dst).group_by(edges.c.dst).having(func.count() > 1).subquery()
        [(nodes,)] = session.query(("several", source), partial(_counting, several))
        if nodes:
            yield refused(inverse_text(source, target, nodes), ground.api, target)
    for source, view in new_single_inverses(ground):
        home = view.home
        assert isinstance(home, ReverseHome)
        held = ground.change.catalog.predicates[source].home == ground.old.predicates[source].home
        if held and (home.node_type is None or home.node_type in ground.old.node_types):
            nodes = fitting.doubled_in_view(ground.storage, ground.connection, ground.change.catalog, view)
            if nodes:
                yield refused(inverse_text(source, view.name, nodes), ground.api, view.name)
