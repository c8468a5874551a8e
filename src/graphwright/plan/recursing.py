"""Following edges again and again, and the answer's text of what is found: the algorithm of DQL's `@recurse`.

In: the nodes to begin with and a way to read the edges of many nodes at once. Out: groups of nodes, and the JSON text.
A group is what is reached by one path of predicates; its nodes stand in it once, however many lead to them. Does not
know: SQL, the IR, where edges come from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from operator import itemgetter
from typing import Any, Final, Protocol

from graphwright import limits
from graphwright.errors import LimitError
from graphwright.records import dataclass

Targets = Mapping[int, Sequence[int]]
"""The nodes that each node refers to, in their order; nodes without any may be missing."""
Check = Callable[[], None]


class Edges(Protocol):
    """The edges of several predicates, read when they are asked for."""

    def load(self, uids: Collection[int]) -> Sequence[Targets]:
        """For each predicate the edges of these nodes, and perhaps of others."""


@dataclass(slots=True)
class Group:
    """The nodes that one path of predicates leads to.

    Attributes:
        uids: The nodes, each once.
        targets: For each predicate where the edges of these nodes lead, as far as they were not taken before.
        below: For each predicate the group that they lead to; None where nothing is asked of it.
    """

    uids: Sequence[int]
    targets: list[dict[int, Sequence[int]]] = field(default_factory=list)
    below: list[Group | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Which edges a recursion follows, and how far.

    Attributes:
        names: The predicate of each kind of edges; two kinds of one predicate share their edges.
        depth: How many levels of nodes there are, the first ones included; None: as many as edges lead to.
        loops: Edges are taken as often as they are met, and not once.
        looks_ahead: The edges of the last level matter, whose ends are no level any more.
        check: Called now and then; raises where it takes too long.
    """

    names: Sequence[str]
    depth: int | None = None
    loops: bool = False
    looks_ahead: bool = False
    check: Check = lambda: None


def recurse(roots: Sequence[int], edges: Edges, course: Course) -> list[Group]:
    """Follows edges from some nodes.

    Returns:
        The groups level by level; the first one has the nodes to begin with.

    Raises:
        LimitError: There are too many edges.
    """
    taking = _Taking(course.names, loops=course.loops)
    first = Group(list(dict.fromkeys(roots)))
    groups = [first]
    level, depth_left = [first], course.depth
    while level and depth_left != 0:
        depth_left = None if depth_left is None else depth_left - 1
        if depth_left == 0 and not course.looks_ahead:
            break
        targets = edges.load({uid for group in level for uid in group.uids})
        following: list[Group] = []
        for group in level:
            course.check()
            for position, of_one in enumerate(targets):
                taken = taking.take(position, group.uids, of_one)
                group.targets.append(taken)
                reached = set().union(*taken.values()) if taken and depth_left != 0 else ()
                below = Group(sorted(reached)) if reached else None
                group.below.append(below)
                if below is not None:
                    following.append(below)
        groups += following
        level = following
    return groups


class _Taking:
    """Which edges are taken: without loops each one once, by the group that is first."""

    def __init__(self, names: Sequence[str], *, loops: bool) -> None:
        self._names = names
        self._loops = loops
        self._has_rivals = [names.count(name) > 1 for name in names]
        self._done: list[set[int]] = [set() for _ in names]
        self._taken: dict[str, set[tuple[int, int]]] = {name: set() for name in names}
        self._count = 0

    def take(self, position: int, uids: Sequence[int], targets: Targets) -> dict[int, Sequence[int]]:
        taken: dict[int, Sequence[int]]
        if self._loops:
            taken = {uid: targets[uid] for uid in uids if uid in targets}
        elif self._has_rivals[position]:
            taken = self._one_by_one(self._taken[self._names[position]], uids, targets)
        else:
            # All edges of a node are taken together.
            done = self._done[position]
            taken = {uid: targets[uid] for uid in uids if uid in targets and uid not in done}
            done.update(taken)
        self._count += sum(map(len, taken.values()))
        if self._count > limits.walk_edges_max:
            raise LimitError(
                f"the query follows more than {limits.walk_edges_max} edges (walk_edges_max); "
                "give a smaller depth, or filter the edges"
            )
        return taken

    def _one_by_one(
        self, taken: set[tuple[int, int]], uids: Sequence[int], targets: Targets
    ) -> dict[int, Sequence[int]]:
        found: dict[int, Sequence[int]] = {}
        for uid in uids:
            fresh = [other for other in targets.get(uid, ()) if (uid, other) not in taken]
            if fresh:
                taken.update((uid, other) for other in fresh)
                found[uid] = fresh
        return found


# ---- cascade --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """What a node must have to be left.

    Attributes:
        lacking: The nodes that lack a value.
        edges: For the position of each kind of edges of which a node needs one the nodes that need none.
        page: What is taken of the nodes that are left, in their order; None: all.
    """

    lacking: Collection[int]
    edges: Mapping[int, Collection[int]]
    page: slice | None = None

    def taken(self, uids: Sequence[int]) -> Sequence[int]:
        """Of the nodes that are left those of the page."""
        return uids if self.page is None else uids[self.page]


def prune(groups: Sequence[Group], needs: Sequence[Need | None]) -> list[Group]:
    """The groups without the nodes that lack something they are asked for.

    Args:
        needs: Of the nodes to begin with, and of those that each kind of edges leads to; None: all are left.
    """
    ways = {id(below): edge for group in groups for edge, below in enumerate(group.below)}
    left: dict[int, Group] = {}
    for group in reversed(groups):
        below = [None if each is None else left[id(each)] for each in group.below]
        targets = [
            of_one if inner is None else _kept(of_one, set(inner.uids), needs[edge + 1])
            for edge, (of_one, inner) in enumerate(zip(group.targets, below, strict=True))
        ]
        need = needs[ways[id(group)] + 1 if id(group) in ways else 0]
        uids = group.uids
        if need is not None:
            edges = [(targets[edge], others) for edge, others in need.edges.items()] if targets else []
            uids = [
                uid
                for uid in uids
                if uid not in need.lacking and all(uid in of_one or uid in others for of_one, others in edges)
            ]
        left[id(group)] = Group(uids, targets, below)
    return [left[id(group)] for group in groups]


def _kept(targets: Mapping[int, Sequence[int]], left: Collection[int], need: Need | None) -> dict[int, Sequence[int]]:
    kept: dict[int, Sequence[int]] = {}
    for uid, others in targets.items():
        found: Sequence[int] = [other for other in others if other in left]
        if need is not None:
            found = need.taken(found)
        if found:
            kept[uid] = found
    return kept


# ---- text -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeMember:
    """The member of an object that has the nodes below.

    Attributes:
        position: Which of the kinds of edges.
        opening: `,"child":[` or, where there is at most one node, `,"mentor":`.
        facets: Of (node, node below): `,"child|since":…` for the object below.
    """

    position: int
    opening: str
    closing: str
    facets: Mapping[tuple[int, int], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMember:
    """Members of an object that have values: for each node that has some an object with nothing else."""

    texts: Mapping[int, str]


Member = EdgeMember | TextMember
_braces: Final = 2
_objects_between_checks: Final = 200


Above = tuple[int, Any] | None
"""A node, and those above it."""


def written(
    groups: Sequence[Group],
    roots: Iterable[int],
    members: Sequence[Member],
    check: Check = lambda: None,
    *,
    ignores_reflex: bool = False,
) -> str:
    """The JSON list of the nodes to begin with; a node without members is left out.

    Args:
        ignores_reflex: A node is not shown below itself.

    Raises:
        LimitError: The text is too long.
    """
    return _Writing(groups, members, check, ignores_reflex=ignores_reflex).text(roots)


class _Writing:
    """First how long each object is, from the last groups to the first one, then the text in one go.

    A node that several lead to is written for each of them, so that the text may be far longer than the groups.
    """

    def __init__(
        self, groups: Sequence[Group], members: Sequence[Member], check: Check, *, ignores_reflex: bool
    ) -> None:
        self._ignores_reflex = ignores_reflex
        self._groups = groups
        self._members = members
        self._check = check
        self._edges = [member for member in members if isinstance(member, EdgeMember)]
        self._texts = [member.texts for member in members if isinstance(member, TextMember)]
        self._leaves = self._leaf_texts()
        self._lengths = dict(zip(self._leaves, map(len, self._leaves.values()), strict=True))
        self._sizes: dict[int, Mapping[int, int]] = {}
        # Mostly every node has a value: then no edge has to be looked at twice.
        self._shows_all = all(map(self._leaves.keys().__ge__, (set(group.uids) for group in groups)))

    def text(self, roots: Iterable[int]) -> str:
        for group in reversed(self._groups):
            self._check()
            self._sizes[id(group)] = self._measured(group)
        first = self._groups[0]
        sizes = self._sizes[id(first)]
        shown = [uid for uid in roots if uid in sizes]
        _check_size(sum(sizes[uid] for uid in shown))
        return "[" + ",".join("".join(self._pieces(first, uid)) for uid in shown) + "]"

    def _leaf_texts(self) -> Mapping[int, str]:
        """The objects of all nodes as they are without anything below."""
        if len(self._texts) == 1:
            return self._texts[0]
        leaves: dict[int, str] = {}
        for texts in self._texts:
            for uid, text in texts.items():
                before = leaves.get(uid)
                leaves[uid] = text if before is None else f"{before[:-1]},{text[1:]}"
        return leaves

    def _measured(self, group: Group) -> Mapping[int, int]:
        """The length of each object that has members; nearly, for commas and facets are counted roughly."""
        if not any(group.below):
            return self._lengths
        lengths = self._lengths
        sizes = {uid: lengths[uid] for uid in group.uids if uid in lengths}
        for edge in self._edges:
            below = group.below[edge.position]
            if below is None:
                continue
            inner = self._sizes[id(below)]
            for uid, others in group.targets[edge.position].items():
                shown = others if self._shows_all else [other for other in others if other in inner]
                if shown:
                    size = sum(map(inner.__getitem__, shown)) + len(shown) + len(edge.opening)
                    sizes[uid] = sizes.get(uid, _braces) + size
                    _check_size(size)
        return sizes

    def _pieces(self, group: Group, uid: int) -> Iterator[str]:
        """The texts that one object is made of, without recursion: edges may lead as deep as they like."""
        waiting: list[str | tuple[Group, int, str, Above]] = [(group, uid, "", None)]
        objects = 0
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, str):
                yield piece
                continue
            objects += 1
            if objects % _objects_between_checks == 0:
                self._check()
            at, node, facets, above = piece
            made = self._object(at, node, (node, above) if self._ignores_reflex else None)
            opening = made[0]
            assert isinstance(opening, str)
            yield "{" + opening[1:]
            waiting.append(facets + "}")
            waiting.extend(reversed(made[1:]))

    def _object(self, group: Group, uid: int, above: Above) -> list[str | tuple[Group, int, str, Above]]:
        """The members of an object, each beginning with a comma; the objects below still to be made."""
        made: list[str | tuple[Group, int, str, Above]] = []
        for member in self._members:
            if isinstance(member, TextMember):
                text = member.texts.get(uid)
                if text is not None:
                    made.append(f",{text[1:-1]}")
                continue
            below = group.below[member.position] if group.below else None
            others = group.targets[member.position].get(uid) if below is not None else None
            if below is not None and others:
                made += self._list(member, below, uid, others, above)
        return made

    def _list(
        self, member: EdgeMember, below: Group, uid: int, others: Sequence[int], above: Above
    ) -> list[str | tuple[Group, int, str, Above]]:
        sizes, facets = self._sizes[id(below)], member.facets
        shown = others if self._shows_all else [other for other in others if other in sizes]
        if self._ignores_reflex:
            shown = [other for other in shown if self._shows(below, other, above)]
        if not shown:
            return []
        if facets is None and not any(below.below):
            # Nothing below these: their objects are at hand.
            texts = itemgetter(*shown)(self._leaves) if len(shown) > 1 else (self._leaves[shown[0]],)
            return [member.opening + ",".join(texts) + member.closing]
        made: list[str | tuple[Group, int, str, Above]] = []
        opening = member.opening
        for other in shown:
            made.append(opening)
            made.append((below, other, "" if facets is None else facets.get((uid, other), ""), above))
            opening = ","
        made.append(member.closing)
        return made

    def _shows(self, group: Group, uid: int, above: Above) -> bool:
        """Whether anything is shown of a node where no node is shown below itself."""
        waiting = [(group, uid, above)]
        while waiting:
            at, node, before = waiting.pop()
            if _is_above(node, before):
                continue
            if node in self._leaves:
                return True
            for edge in self._edges if at.below else ():
                below = at.below[edge.position]
                if below is not None:
                    waiting += [(below, other, (node, before)) for other in at.targets[edge.position].get(node, ())]
        return False


def _is_above(uid: int, above: Above) -> bool:
    while above is not None:
        node, above = above
        if node == uid:
            return True
    return False


def _check_size(size: int) -> None:
    if size > limits.answer_bytes_max:
        raise LimitError(
            f"the answer would be longer than {limits.answer_bytes_max} bytes (answer_bytes_max), for nodes that "
            "several edges lead to are shown for each; give a smaller depth, or ask for less"
        )
