"""Mutations in DQL against the store: bound in a transaction, and applied in it, or later in another.

`bind_mutations` reads what the mutations ask of the store (variables of the query, types of nodes that lose all) and
gives new nodes their uids; `apply_mutations` writes. Between them stands `Bound`, which holds nothing of the request's
texts any more: a transaction that stays open keeps it until its commit.
Does not know: threads, commits, the form of requests and answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from sqlalchemy import select

from graphwright.bind.dql.mutations.additions import Lacking
from graphwright.bind.dql.mutations.changes import GroundMutation, Named, build_changes, named_nodes
from graphwright.bind.dql.mutations.conditions import holds
from graphwright.bind.dql.mutations.places import at
from graphwright.bind.dql.mutations.reading import ReadMutation, check_count, type_predicate
from graphwright.bind.dql.mutations.variables import Held, put_in
from graphwright.engine.catalogs import Assembler, Loaded
from graphwright.engine.uniqueness import check_unique, sets_unique
from graphwright.engine.writer import Lease
from graphwright.errors import InputError
from graphwright.model.changes import ChangeSet
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.schema.additions import Additions, plan_additions
from graphwright.storage import ddl
from graphwright.storage.catalog_store import read_state, write_catalog
from graphwright.storage.interface import Connection
from graphwright.storage.tables import state_table
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.derived import types_of
from graphwright.storage.writing.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What mutations write, in terms of nodes and values.

    Attributes:
        mutations: Those whose conditions hold.
        uids: Of the new nodes, by their names without `_:`.
        fresh: The uids that are new.
        additions: What the catalog lacked for them when they were bound.
        types: Of the nodes that lose all.
    """

    mutations: tuple[GroundMutation, ...]
    uids: Mapping[str, int]
    fresh: range
    additions: Additions
    types: Mapping[int, Sequence[str]] = field(default_factory=dict)


def bind_mutations(
    session: Session, loaded: Loaded, mutations: Iterable[ReadMutation], held: Held, lease: Lease
) -> Bound:
    """Puts variables in, looks at the nodes that are named, and gives new ones their uids.

    Args:
        held: What the variables hold that the mutations use.

    Raises:
        GraphwrightError: A mutation is refused.
        NeedUids: The lease has too few.
    """
    lengths = {name: rows.length for name, rows in held.items()}
    running = [mutation for mutation in mutations if holds(mutation.condition, lengths)]
    ground = tuple(
        GroundMutation(deletes=put_in(each.deletes, held, is_set=False), sets=put_in(each.sets, held, is_set=True))
        for each in running
    )
    check_count(sum(len(each.sets) + len(each.deletes) for each in ground))
    named = named_nodes(ground)
    _refuse_beyond(session, named, lease)
    lacking = Lacking(loaded.catalog, is_strict=loaded.is_strict)
    for each in ground:
        lacking.see(each.sets)
    lists = [name for each in running for name in each.lists]
    objects = [name for each in running for name in each.objects]
    fresh = lease.take(len(named.blanks))
    return Bound(
        mutations=ground,
        uids=dict(zip(named.blanks, fresh, strict=True)),
        fresh=fresh,
        additions=lacking.additions(lists, objects),
        types=_types(session, named.losing) if named.losing else {},
    )


def _refuse_beyond(session: Session, named: Named, lease: Lease) -> None:
    """Refuses uids that were never given to a node: one day a new node would get them."""
    greatest = max(named.uids, default=0)
    if greatest < lease.known_end:
        return
    rows = session.query("next uid", lambda: select(state_table.c.next_uid))
    if greatest >= rows[0][0]:
        raise at(
            named.uids[greatest],
            InputError(
                f"{format_uid(greatest)} was never given to a node: a uid cannot be greater than lease "
                f"({format_uid(rows[0][0] - 1)}); name new nodes _:name"
            ),
        )


def _types(session: Session, uids: Iterable[int]) -> dict[int, list[str]]:
    names = {node_type.id: name for name, node_type in session.catalog.node_types.items()}
    found = types_of(session, sorted(uids))
    return {uid: sorted(names[identifier] for identifier in types) for uid, types in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was written.

    Attributes:
        changes: For the log, and for what conflicts.
        grown: The catalog that has what the mutations brought along; None if nothing was new.
        was_unique: A value was set that `@unique` is about.
    """

    changes: Sequence[ChangeSet]
    grown: Loaded | None
    was_unique: bool


def apply_mutations(assembler: Assembler, session: Session, loaded: Loaded, bound: Bound) -> Applied:
    """Writes what was bound; the caller begins, records and commits.

    Args:
        loaded: The catalog in force in this transaction.

    Raises:
        GraphwrightError: A value does not fit, or is another node's; the caller undoes everything.
    """
    grown = grow_catalog(assembler, session.connection, loaded, bound.additions)
    if grown is not None:
        session = Session(grown.statements, session.connection)
    changes = build_changes(bound.mutations, session.catalog, bound.uids, bound.fresh, bound.types)
    was_unique = sets_unique(session.catalog, changes)
    if was_unique:
        check_unique(session, changes)
    for each in changes:
        apply_changes(session, each)
    return Applied(changes=changes, grown=grown, was_unique=was_unique)


def predicates_of(changes: Iterable[ChangeSet]) -> tuple[str, ...]:
    """The predicates that change sets touch, as clients of the reference get them: group, namespace, name."""
    names: set[str] = set()
    for each in changes:
        names |= each.predicates()
        if each.types or each.remove_types:
            names.add(type_predicate)
    return tuple(f"1-0-{name}" for name in sorted(names))


def grow_catalog(assembler: Assembler, connection: Connection, loaded: Loaded, additions: Additions) -> Loaded | None:
    """Makes known what is new, in this transaction; None when nothing is."""
    if not any((additions.predicates, additions.node_types, additions.tagged, additions.faceted)):
        return None
    old, storage = loaded.catalog, assembler.storage
    new, next_id = plan_additions(old, additions, read_state(storage, connection).next_id)
    if new is old:
        return None
    ddl.create_missing(storage, connection, old, new)
    write_catalog(storage, connection, new, next_id)
    return assembler.assemble(new, loaded.text, old.api)
