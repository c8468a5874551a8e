"""Runs a mutation's root fields: each is one job of the writer, all or nothing.

In: a mutation plan and a request's values. Out: the payloads' texts. Reads of a mutation run on the
writer's connection, in the transaction, so they see its state. Does not know: threads, commits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Text, bindparam, select
from sqlalchemy import update as sql_update

from graphwright import limits
from graphwright.bind.graphql.changes import (
    Found,
    Update,
    Written,
    build_add,
    build_update,
    refuse_removed_vectors,
)
from graphwright.bind.graphql.constraints import check_values
from graphwright.bind.graphql.drafts import Draft, Drafting, Key
from graphwright.bind.graphql.patches import Patches, draft_patches, nested_patches
from graphwright.bind.graphql.secrets import find_passwords
from graphwright.engine.catalogs import Loaded
from graphwright.engine.deep_updates import Group, Resolving, read_replaced
from graphwright.engine.field_rules import check_field_rules
from graphwright.engine.governing import Governing
from graphwright.engine.permitting import Asked, asked_of_draft, asked_of_patches
from graphwright.engine.writer import Lease, NeedUids
from graphwright.errors import (
    DuplicateKeyError,
    ErrorList,
    GraphwrightError,
    InputError,
    NodeReferenceError,
    RuleRefused,
    StoreError,
)
from graphwright.ir.mutations import AddNodes, DeleteNodes, UpdateNodes
from graphwright.ir.nodes import affected_slot
from graphwright.model.changes import ChangeSet
from graphwright.model.values import ValueKind, key_text
from graphwright.plan.reading import Prepared, ReadPlan
from graphwright.plan.writing import MutationStep
from graphwright.records import dataclass
from graphwright.shape.answers import check_answer_size, payload_text
from graphwright.storage.elements import InList, insert_ignoring
from graphwright.storage.interface import Connection, OutdatedSchema
from graphwright.storage.tables import changes_table, keys_table, memberships_table, state_table
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.cascade import with_owned
from graphwright.storage.writing.change_log import log_of
from graphwright.storage.writing.session import Session

Begun = Callable[[], int]
"""Gives the commit's timestamp, or raises that the plan's catalog is no longer in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a root field answers."""

    text: str
    position: int
    errors: list[GraphwrightError] = field(default_factory=list)


@dataclass(slots=True)
class Mutating:
    """One root field, to be run by the writer."""

    loaded: Loaded
    step: MutationStep
    values: list[Any]
    governing: Governing | None
    _inputs: tuple[Any, ...] | None = None

    def inputs(self) -> tuple[Any, ...]:
        """The input of an add, or the parts of an update's: made once, for passwords in it become hashes."""
        if self._inputs is None:
            match self.step.mutation:
                case AddNodes() as add:
                    self._inputs = (add.input(self.values),)
                case UpdateNodes() as change:
                    parts = (change.set, change.remove, change.update, change.replace)
                    self._inputs = tuple(part(self.values) for part in parts)
                case _:
                    self._inputs = ()
        return self._inputs

    def passwords(self) -> list[tuple[dict[str, Any], str]]:
        """The passwords in the input, which must be hashed before it runs (`bind/graphql/secrets.py`).

        Raises:
            LimitError: There are too many.
        """
        api_type = self.step.mutation.api_type
        given = [(api_type, part) for part in self.inputs()]
        if isinstance(self.step.mutation, UpdateNodes):
            _, _, nested, _ = self.inputs()
            given = [pair for pair in given if pair[1] is not nested]
            given += nested_patches(self._api, api_type, nested)
        return find_passwords(self._api, given)

    def run(self, connection: Connection, lease: Lease) -> Outcome:
        """Writes and reads back.

        Raises:
            GraphwrightError: The mutation is refused; nothing of it stays.
            OutdatedSchema: The catalog is newer than the plan.
        """
        session = Session(self.loaded.statements, connection)
        begun = ask_to_begin(session, self.loaded.version)
        try:
            outcome = self._run(session, lease, begun)
            connection.settle()
        except DuplicateKeyError as error:
            if self.governing is not None and self._is_to_be_hidden(session, self.governing, error):
                raise RuleRefused from None
            raise
        except (StoreError, NeedUids):
            raise
        except GraphwrightError:
            begun()  # the schema in force may allow what this one does not
            raise
        return outcome

    def _is_to_be_hidden(self, session: Session, governing: Governing, error: DuplicateKeyError) -> bool:
        """Whether it may not be said who has a key; the reference never says it where there are rules."""
        if self.loaded.is_strict:
            return governing.is_ruled(self.step.mutation.api_type)
        return bool(error.owners) and governing.hides(session, error.owners)

    def _run(self, session: Session, lease: Lease, begun: Begun) -> Outcome:
        match self.step.mutation:
            case AddNodes() as add:
                return self._add(session, add, lease, begun)
            case UpdateNodes() as change:
                return self._update(session, change, lease, begun)
            case DeleteNodes():
                return self._delete(session, begun)

    # -- the three operations

    def _add(self, session: Session, mutation: AddNodes, lease: Lease, begun: Begun) -> Outcome:
        api = self._api
        drafting = Drafting(api)
        given = self.inputs()[0] or []
        for item in given:
            if item is not None:
                drafting.draft(api.types[mutation.api_type], item, is_root=True)
        check_values(drafting.drafts)
        found = self._found(session, drafting.drafts)
        position = begun()
        uids, fresh = _fresh(lease, len(drafting.drafts))
        is_upsert = bool(mutation.upsert(self.values))
        closed = self._closed(session, mutation.api_type, drafting.drafts, found) if is_upsert else None
        written = build_add(api, drafting.drafts, found, uids.__next__, fresh, upsert=closed)
        self._write_checked(session, written, position)
        if closed:
            written.roots = [uid for uid in written.roots if uid not in closed]
        return self._answer(session, written.roots, written.new_count, "", position)

    def _update(self, session: Session, mutation: UpdateNodes, lease: Lease, begun: Begun) -> Outcome:
        api = self._api
        api_type = api.types[mutation.api_type]
        given = dict(zip(("set", "remove", "update", "replace"), self.inputs(), strict=True))
        targets = self._targets(session) if any(given.values()) else []
        position = begun()
        drafting = Drafting(api)
        patches = draft_patches(drafting, api_type, given)
        if self.loaded.is_strict and patches.remove is not None:
            refuse_removed_vectors(patches.remove)
        every = list(patches.everything())
        gaining = [draft for each in every for draft in (each.set, each.replace) if draft is not None]
        check_values([*gaining, *drafting.drafts])
        if not targets:
            return self._answer(session, [], 0, "", position)
        targets = self._permitted(session, asked_of_patches(targets, patches))
        if not targets:
            return self._answer(session, [], 0, "", position)
        heads = [draft for each in every for draft in each.own]
        found = self._found(session, [*heads, *patches.names(), *drafting.drafts])
        groups = self._groups(session, Resolving(session, api, found), targets, patches)
        update = Update(groups=groups, drafts=drafting.drafts, stored=read_replaced(session, groups))
        uids, fresh = _fresh(lease, len(drafting.drafts))
        written = build_update(api, update, found, uids.__next__, fresh)
        self._write_checked(session, written, position)
        return self._answer(session, targets, len(targets), "", position)

    def _delete(self, session: Session, begun: Begun) -> Outcome:
        targets = self._targets(session)
        position = begun()
        asked = Asked(operation="DELETE", type_name=self.step.mutation.api_type, uids=targets)
        targets = self._permitted(session, asked)
        message = "Deleted" if targets else "No nodes were deleted"
        deleted = with_owned(session, targets, tuple(self.loaded.owning), partial(self._may_go, session))
        # The payload shows the nodes as they were.
        outcome = self._answer(session, targets, len(deleted), message, position)
        changes = ChangeSet(fresh=range(0))
        changes.deleted = deleted
        self._write(session, changes, position)
        return outcome

    # -- parts

    @property
    def _api(self) -> Any:
        assert self.loaded.api is not None
        return self.loaded.api

    def _found(self, session: Session, drafts: Sequence[Draft]) -> Found:
        found = look_up(session, drafts, self.loaded)
        if self.governing is not None:
            self.governing.check_keys(session, found.keys)
        return found

    def _targets(self, session: Session) -> list[int]:
        prepared = self.step.targets
        assert prepared is not None
        return [uid for (uid,) in session.connection.rows(prepared.text, prepared.arguments(self.values))]

    def _permitted(self, session: Session, asked: Asked) -> list[int]:
        """The nodes that a mutation found, without those that the caller may neither change nor see.

        Raises:
            RuleRefused: One that it may see is not its to change by the permissions of its type.
        """
        permitting = None if self.governing is None else self.governing.permitting()
        targets = list(asked.uids)
        failing = set() if permitting is None else permitting.failing(session, asked)
        if not failing:
            return targets
        assert self.governing is not None
        if failing - self.governing.failing(session, "query", {asked.type_name: failing}):
            raise RuleRefused
        return [uid for uid in targets if uid not in failing]

    def _closed(self, session: Session, type_name: str, drafts: Sequence[Draft], found: Found) -> frozenset[int]:
        """The nodes that an upsert names and that the caller may not update: as by an update, they stay as they are."""
        if self.governing is None:
            return frozenset()
        named = {found.keys[key] for draft in drafts if draft.is_root for key in draft.keys if key in found.keys}
        return frozenset(self.governing.failing(session, "update", {type_name: named}))

    def _groups(self, session: Session, resolving: Resolving, targets: list[int], patches: Patches) -> list[Group]:
        """The nodes that an update changes. Linked ones must be seen by the caller, and be its to update."""
        governing = self.governing
        children = [each.api_type.name for each in patches.everything()][1:]
        try:
            groups = list(resolving.groups(targets, patches))
        except (NodeReferenceError, InputError):
            # Also that two references lead to the same node is not said of nodes that may be hidden.
            if governing is not None and (governing.may_hide(children) or governing.hides(session, targets)):
                raise RuleRefused from None
            raise
        if governing is not None:
            permitting = governing.permitting()
            for uids, each in groups[1:]:
                governing.check(session, "query", {each.api_type.name: uids})
                governing.check(session, "update", {each.api_type.name: uids})
                if permitting is not None:
                    permitting.check(session, [asked_of_patches(uids, each)])
        return groups

    def _may_go(self, session: Session, predicate: str, uids: set[int]) -> set[int]:
        """What goes with a deleted node may be deleted by its own rule too; else it stays."""
        if self.governing is None:
            return uids
        type_name = self.loaded.owning[predicate]
        left = uids - self.governing.failing(session, "delete", {type_name: uids})
        permitting = self.governing.permitting()
        asked = Asked(operation="DELETE", type_name=type_name, uids=sorted(left))
        return left if permitting is None else left - permitting.failing(session, asked)

    def _write_checked(self, session: Session, written: Written, position: int) -> None:
        """Writes what the caller's rules allow, by the state before and the state after.

        Raises:
            RuleRefused: They do not; the writer undoes it all.
        """
        governing = self.governing
        if governing is None:
            self._write(session, written.changes, position)
            return
        own = {uid for uids in written.updated.values() for uid in uids}
        permitting = governing.permitting()
        if permitting is not None:
            permitting.check_created(session, (draft for _, draft in written.made))
            permitting.check(session, (asked_of_draft("UPDATE", uid, draft) for uid, draft in written.upserted))
            permitting.check_edges(session, written.changes, own)
        touched = governing.check_inverses(session, written.changes, own)
        governing.check_fields(session, "update", written.changes)
        try:
            self._write(session, written.changes, position)
        except ErrorList:
            # What `@validate` says of a node tells that it is there.
            if governing.hides(session, own):
                raise RuleRefused from None
            raise
        governing.check(session, "add", written.created)
        governing.check_fields(session, "add", written.changes)
        governing.check(session, "updateAfter", written.updated)
        governing.check(session, "updateAfter", touched)

    def _write(self, session: Session, changes: ChangeSet, position: int) -> None:
        apply_changes(session, changes)
        if self.loaded.ruled:
            check_field_rules(session, self.loaded.ruled, changes)
        record_commit(session, changes, position)

    def _answer(self, session: Session, uids: Sequence[int], count: int, message: str, position: int) -> Outcome:
        plan = self.step.payload
        nodes = None if plan is None else read_payload(session, plan, self.values, uids)
        query = None if plan is None else plan.query
        text, errors = payload_text(self.step.mutation.payload, count, message, nodes, query)
        return Outcome(text=text, position=position, errors=errors)


def read_payload(session: Session, plan: ReadPlan, values: list[Any], uids: Sequence[int]) -> str:
    """The payload's nodes as JSON text.

    Raises:
        LimitError: It is too large; then nothing is written either.
    """
    prepared: Prepared = plan.statement
    # The last slot is the uids': `affected_slot` is -1.
    assert affected_slot == -1
    rows = session.connection.rows(prepared.text, prepared.arguments([*values, list(uids)]))
    text = str(rows[0][1])
    check_answer_size(text)
    return text


def begin(session: Session, version: int) -> int:
    """The commit's timestamp; checks that the plan's catalog is the one in force."""
    return ask_to_begin(session, version)()


def ask_to_begin(session: Session, version: int) -> Begun:
    """As `begin`, which a server is asked for together with what is read next."""
    rows = session.ask(
        "begin",
        lambda: (
            sql_update(state_table)
            .values(commit_ts=state_table.c.commit_ts + 1)
            .returning(state_table.c.commit_ts, state_table.c.catalog_version)
        ),
    )

    def begun() -> int:
        position, present = rows()[0]
        if present != version:
            raise OutdatedSchema(f"the catalog is at version {present}, the plan at {version}")
        return int(position)

    return begun


def _fresh(lease: Lease, count: int) -> tuple[Any, range]:
    """Uids for as many new nodes as there can be at most, and the range they are of."""
    taken = lease.take(count)
    return iter(taken), taken


def record_commit(session: Session, changes: ChangeSet, position: int) -> None:
    """Writes the change set's log; one row per commit, the oldest ones given up now and then."""
    record_changes(session, (changes,), position)


def record_changes(session: Session, changes: Sequence[ChangeSet], position: int) -> None:
    """As `record_commit`, for several change sets of one commit."""
    statements = session.statements
    entries: Any = [entry for each in changes for entry in log_of(each, statements.log_forms, statements.type_ids)]
    if len(entries) > limits.changes_entries_max:
        entries = None
    session.many(
        "record",
        lambda: insert_ignoring(changes_table, ["commit_ts", "changes"]),
        ("v_commit_ts", "v_changes"),
        [(position, orjson.dumps(entries))],
    )
    if position % 256 == 0:
        session.query(
            "trim changes",
            lambda: changes_table.delete().where(changes_table.c.commit_ts < bindparam("v_oldest")),
            v_oldest=position - limits.changes_kept_commits,
        )


# ---- look-ups -------------------------------------------------------------------------------------


def look_up(session: Session, drafts: Sequence[Draft], loaded: Loaded) -> Found:
    """Which keys are taken by whom, and which of the uids named are of their types: two reads at most."""
    keys = {key for draft in drafts for key in draft.keys}
    found = _look_up_keys(session, keys, loaded) if keys else {}
    # What is unique over all types of an interface may be another type's.
    shared = {key: uid for key, uid in found.items() if loaded.is_shared_key(key[0], key[1])}
    wanted = {(draft.uid, draft.api_type.name) for draft in drafts if draft.uid is not None}
    wanted |= {(uid, type_name) for (type_name, _, _), uid in shared.items()}
    members = frozenset(_look_up_members(session, wanted, loaded)) if wanted else frozenset()
    foreign = frozenset(key for key, uid in shared.items() if (uid, key[0]) not in members)
    return Found(keys=found, members=members, foreign=foreign)


def _look_up_keys(session: Session, keys: set[Key], loaded: Loaded) -> dict[Key, int]:
    scopes = {key: loaded.key_scopes(key[0], key[1]) for key in keys}
    rows = session.query(
        "look up keys",
        lambda: select(keys_table.c.scope, keys_table.c.value, keys_table.c.uid).where(
            InList(keys_table.c.scope, _parameter("v_scopes"), ValueKind.UID),
            InList(keys_table.c.value, _parameter("v_values"), ValueKind.STRING),
        ),
        v_scopes=session.uid_list({scope.id for found in scopes.values() for scope in found}),
        v_values=session.statements.storage.list_argument([key_text(value) for _, _, value in keys]),
    )
    owners = {(scope, value): uid for scope, value, uid in rows}
    found: dict[Key, int] = {}
    for key in keys:
        for scope in scopes[key]:
            uid = owners.get((scope.id, key_text(key[2])))
            if uid is not None:
                found[key] = uid
    return found


def _look_up_members(session: Session, wanted: set[tuple[int, str]], loaded: Loaded) -> list[tuple[int, str]]:
    assert loaded.api is not None
    rows = session.query(
        "look up members",
        lambda: select(memberships_table.c.uid, memberships_table.c.type_id).where(
            InList(memberships_table.c.uid, _parameter("v_uids"), ValueKind.UID)
        ),
        v_uids=session.uid_list({uid for uid, _ in wanted}),
    )
    present = {(uid, type_id) for uid, type_id in rows}
    node_types = loaded.catalog.node_types
    return [(uid, name) for uid, name in wanted if (uid, node_types[loaded.api.types[name].node_type].id) in present]


def _parameter(name: str) -> Any:
    return bindparam(name, type_=Text())
