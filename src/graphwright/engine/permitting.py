"""What a caller's `@permission`s say to a mutation, before it writes: which of its nodes and edges they do not allow.

In: what is asked for, in the transaction, on the state before. Out: the nodes that no permission grants, or
`RuleRefused`. Each node created is asked for with its own input, each edge with the IDs of its ends, many in one
statement; so are all nodes that an update or delete treats alike. A statement is planned once per permission, kind of
caller and shape of input.
Does not know: how permissions are written, what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from operator import itemgetter
from typing import Any, Final

from graphwright.auth.permissions import CompiledPermission, Permissions
from graphwright.auth.permitting import grants
from graphwright.bind.graphql.drafts import Draft
from graphwright.bind.graphql.patches import Patches
from graphwright.bind.graphql.trees import Binding, Leaf, Tree
from graphwright.bind.slots import Values
from graphwright.engine.catalogs import Loaded
from graphwright.engine.edge_changes import EdgeChanges, edge_changes
from graphwright.engine.ruling import Question, RuleTests, claims_slot, inputs_slot
from graphwright.errors import RuleRefused
from graphwright.ir.nodes import And, Condition, Constant, Or, Param, UidIs
from graphwright.model.api import ApiField
from graphwright.model.caller import Caller
from graphwright.model.changes import ChangeSet
from graphwright.records import dataclass
from graphwright.storage.writing.session import Session

_nobody: Final = 0
"""Stands for the node that is not there yet; no node has this uid."""
_together: Final = 32
"""Wishes in one statement: of a server the way there takes longest. Few are asked for one by one, without its plan."""
_few: Final = 8
_yes: Final = Constant(value=True)
Matching = tuple[CompiledPermission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a mutation wants to do with nodes of a type, all alike.

    Attributes:
        inputs: The scalars that it gives them; `fields`: all that it mentions.
    """

    operation: str
    type_name: str
    uids: Sequence[int] = (_nobody,)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()


def asked_of_patches(uids: Sequence[int], patches: Patches) -> Asked:
    """The update of nodes."""
    inputs = {name: value for draft in (patches.set, patches.replace) if draft for name, value in draft.values.items()}
    mentioned = [draft.mentioned for draft in patches.own]
    fields = frozenset().union(*mentioned) if mentioned else frozenset()
    return Asked(operation="UPDATE", type_name=patches.api_type.name, uids=uids, inputs=inputs, fields=fields)


def asked_of_draft(operation: str, uid: int, draft: Draft) -> Asked:
    """The creation of a node, or the update that an upsert turns out to be."""
    uids = (_nobody,) if operation == "CREATE" else (uid,)
    return Asked(
        operation=operation, type_name=draft.api_type.name, uids=uids, inputs=draft.values, fields=draft.mentioned
    )


@dataclass(frozen=True, slots=True)
class Permitting:
    """The permissions of one caller.

    Attributes:
        tests: What was planned so far for this version of the catalog.
    """

    loaded: Loaded
    permissions: Permissions
    caller: Caller
    tests: RuleTests = field(repr=False)

    def failing(self, session: Session, asked: Asked) -> set[int]:
        """Those of the nodes for which no permission grants what is asked."""
        found: set[int] = set()
        for type_name, matching in self._matching(asked) if asked.uids else ():
            given = _given(matching, _named(asked.inputs))
            bind = partial(self._bind, matching, tuple(given))
            question = Question(key=("nodes", type_name, *map(id, matching)), type_name=type_name, bind=bind)
            found |= self.tests.failing(session, question, self.caller, asked.uids, given)
        return found

    def _matching(self, asked: Asked) -> Iterator[tuple[str, Matching]]:
        """The permissions that are about what is asked for, by each type that the nodes can be of."""
        for type_name in self.loaded.rules.concerned(asked.type_name):
            given = self.permissions.by_type.get(type_name)
            if given is not None:
                operation, fields = asked.operation, asked.fields
                yield type_name, tuple(e for e in given if operation in e.permission.operations and e.is_about(fields))

    def _bind(self, matching: Matching, names: tuple[str, ...], binding: Binding) -> Condition | None:
        trees: dict[str, Tree] = {name: _leaf(binding, itemgetter(name)) for name in names}
        granted = self._granted(matching, binding, trees)
        return None if granted == _yes else granted

    def _granted(self, matching: Matching, binding: Binding, trees: Mapping[str, Tree]) -> Condition:
        """What a node must pass for one of the permissions to grant."""
        parts = [grants(self.permissions, each, self.caller, binding, claims_slot, trees) for each in matching]
        return _yes if _yes in parts else Or(parts=tuple(parts))

    def check(self, session: Session, asked: Iterable[Asked]) -> None:
        """Lets a mutation go on.

        Raises:
            RuleRefused: Something that it wants to do is not granted.
        """
        for each in asked:
            if self.failing(session, each):
                raise RuleRefused

    def check_created(self, session: Session, drafts: Iterable[Draft]) -> None:
        """Lets nodes be made, each by its own input.

        Raises:
            RuleRefused: One of them is not granted.
        """
        asked = (asked_of_draft("CREATE", _nobody, draft) for draft in drafts)
        self._check_all(
            session, ((matching, _named(each.inputs)) for each in asked for _, matching in self._matching(each))
        )

    def check_edges(self, session: Session, changes: ChangeSet, own: set[int]) -> None:
        """Checks what becomes of edges: by permissions of their own, else as an update of the node at the far end.

        Args:
            own: Nodes whose update is granted already.

        Raises:
            RuleRefused: Something is not granted.
        """
        assert self.loaded.api is not None
        for change in edge_changes(session, self.loaded.api, changes, self._is_asked):
            given = self._of_edge(change)
            if any(given):
                self._check_ends(session, "CONNECT", given, change.linked)
                self._check_ends(session, "DISCONNECT", given, change.unlinked)
            else:
                self.check(session, _far_ends(change, own | set(changes.fresh)))

    def _is_asked(self, owner: str, member: ApiField) -> bool:
        places = self.permissions.by_edge
        known = {(member.declared_in or owner, member.name), self._other_side(member)}
        by_type = self.permissions.by_type
        return not known.isdisjoint(places) or (
            member.inverse is not None and any(name in by_type for name in self._reached(owner, member))
        )

    def _reached(self, owner: str, member: ApiField) -> Iterator[str]:
        yield from self.loaded.rules.concerned(owner)
        yield from self.loaded.rules.concerned(member.type_name)

    def _of_edge(self, change: EdgeChanges) -> tuple[tuple[CompiledPermission, ...], tuple[CompiledPermission, ...]]:
        """The permissions of an edge, as seen from its field and from the other one."""
        places, member = self.permissions.by_edge, change.member
        other = self._other_side(member)
        there = () if other is None else places.get(other, ())
        return places.get((member.declared_in or change.near_type, member.name), ()), there

    def _other_side(self, member: ApiField) -> tuple[str, str] | None:
        """The inverse of a field, by the type that declares it."""
        assert self.loaded.api is not None
        if member.inverse is None:
            return None
        inverse = self.loaded.api.types[member.type_name].fields[member.inverse]
        return inverse.declared_in or member.type_name, inverse.name

    def _check_ends(
        self,
        session: Session,
        operation: str,
        given: tuple[tuple[CompiledPermission, ...], tuple[CompiledPermission, ...]],
        pairs: Iterable[tuple[int, int]],
    ) -> None:
        here, there = (tuple(each for each in side if operation in each.permission.operations) for side in given)
        wishes: list[tuple[Matching, Mapping[str, Any]]] = []
        for near, far in pairs:
            inputs = {variable.name: (near, far)[variable.end] for each in here for variable in each.variables}
            inputs |= {variable.name: (far, near)[variable.end] for each in there for variable in each.variables}
            wishes.append((here + there, inputs))
        self._check_all(session, wishes)

    # -- wishes about no node that is there

    def _check_all(self, session: Session, wishes: Iterable[tuple[Matching, Mapping[str, Any]]]) -> None:
        """Asks for each by its own inputs: once for those that are the same, in one statement for many."""
        alike: dict[Hashable, tuple[Matching, dict[tuple[Any, ...], Mapping[str, Any]]]] = {}
        for matching, inputs in wishes:
            given = _given(matching, inputs)
            _, distinct = alike.setdefault((*map(id, matching), tuple(given)), (matching, {}))
            distinct[tuple(given.values())] = given
        for matching, distinct in alike.values():
            rows = list(distinct.values())
            size = _together if len(rows) > _few else 1
            for start in range(0, len(rows), size):
                self._check_some(session, matching, rows[start : start + size], size)

    def _check_some(self, session: Session, matching: Matching, rows: list[Mapping[str, Any]], size: int) -> None:
        names = tuple(rows[0])
        # Always as many, so that there are few plans: the last is asked for again.
        filled = [*rows, *[rows[-1]] * (size - len(rows))]
        bind = partial(self._bind_some, matching, names, size)
        question = Question(key=("wishes", size, names, *map(id, matching)), type_name=None, bind=bind)
        if self.tests.failing(session, question, self.caller, range(size), {"rows": filled}):
            raise RuleRefused

    def _bind_some(self, matching: Matching, names: tuple[str, ...], size: int, binding: Binding) -> Condition | None:
        """The numbers of the rows stand for nodes: that of a row passes by the row's inputs."""
        parts: list[Condition] = []
        for number in range(size):
            trees: dict[str, Tree] = {name: _leaf(binding, partial(_of_row, number, name)) for name in names}
            granted = self._granted(matching, binding, trees)
            if granted == _yes:  # decided by the caller and by which inputs there are, so for all of them
                return None
            row = Param(slot=binding.extra(partial(_constant, number)), convert=_itself, label="row")
            parts.append(And(parts=(UidIs(uid=row), granted)))
        return Or(parts=tuple(parts))


def _itself(value: Any) -> Any:
    return value


def _constant(value: int, _: Values) -> int:
    return value


def _of_row(number: int, name: str, inputs: Mapping[str, Any]) -> Any:
    return inputs["rows"][number][name]


def _named(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {f"input_{name}": value for name, value in inputs.items()}


def _given(matching: Matching, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that the permissions use, without those that are missing."""
    used = {each.name for one in matching for each in one.variables if each.source in ("input", "end")}
    return {name: inputs[name] for name in sorted(used) if inputs.get(name) is not None}


def _leaf(binding: Binding, read: Callable[[Any], Any]) -> Leaf:
    return Leaf(binding.extra(lambda values: read(values[inputs_slot])))


def _far_ends(change: EdgeChanges, own: set[int]) -> Iterator[Asked]:
    """The nodes whose references change from their other side."""
    if change.member.inverse is None:
        return
    yield Asked(
        operation="UPDATE",
        type_name=change.far_type,
        uids=sorted(change.far_ends - own),
        fields=frozenset({change.member.inverse}),
    )
    yield Asked(
        operation="UPDATE",
        type_name=change.near_type,
        uids=sorted(change.former_partners - own),
        fields=frozenset({change.member.name}),
    )
