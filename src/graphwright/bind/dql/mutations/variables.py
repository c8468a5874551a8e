"""`uid(v)` and `val(v)` in quads → quads that name nodes and values, one for each combination.

In: quads, and what the query's variables hold. Out: quads without variables. As in the reference: what is set at
`uid(v)` of a variable without nodes is set at one new node, named `uid(v)`; what is deleted there is nothing; `val(v)`
is the value for the subject, and a subject without one is left out. Does not know: how the query was run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from graphwright.bind.dql.mutations.reading import check_count
from graphwright.lang.quads import Literal, NodeReference, Quad, QuadObject, UidVariable, ValueVariable
from graphwright.model.uids import format_uid
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableRows:
    """What a variable holds.

    Attributes:
        uids: Of a uid variable its nodes, of a value variable those that have a value; ascending.
        values: By node.
        total: The one value of an aggregate over everything, which is no node's; None: there is none.
    """

    uids: Sequence[int] = ()
    values: Mapping[int, Literal] = field(default_factory=dict)
    total: Literal | None = None
    is_total: bool = False

    @property
    def length(self) -> int:
        """What `len(v)` is."""
        return int(self.total is not None) if self.is_total else len(self.uids)

    def value_for(self, subject: NodeReference) -> Literal | None:
        """The value that a subject gets; None: none."""
        if self.is_total:
            return self.total
        return None if subject.name.startswith("_:") else self.values.get(int(subject.name, 0))


Held = Mapping[str, VariableRows]


def put_in(quads: Iterable[Quad], held: Held, *, is_set: bool) -> list[Quad]:
    """The quads with what their variables hold.

    Raises:
        LimitError: There are too many.
    """
    found: list[Quad] = []
    for quad in quads:
        if type(quad.subject) is NodeReference and type(quad.object) not in (UidVariable, ValueVariable):
            found.append(quad)
            continue
        for ground in _expanded(quad, held, is_set=is_set):
            found.append(ground)
            if not len(found) % _counted_every:
                check_count(len(found))
    check_count(len(found))
    return found


_counted_every = 10_000


def _expanded(quad: Quad, held: Held, *, is_set: bool) -> Iterator[Quad]:
    objects = _nodes(quad.object, held, is_set=is_set) if isinstance(quad.object, UidVariable) else None
    for subject in _nodes(quad.subject, held, is_set=is_set):
        ground: QuadObject
        if objects is not None:
            for ground in objects:
                yield replace(quad, subject=subject, object=ground)
            continue
        ground = quad.object
        if isinstance(ground, ValueVariable):
            value = held[ground.name].value_for(subject)
            if value is None:
                continue
            ground = value
        yield replace(quad, subject=subject, object=ground)


def _nodes(term: NodeReference | UidVariable, held: Held, *, is_set: bool) -> list[NodeReference]:
    if isinstance(term, NodeReference):
        return [term]
    uids = held[term.name].uids
    if not uids:
        return [NodeReference(name=f"_:uid({term.name})")] if is_set else []
    return [NodeReference(name=format_uid(uid)) for uid in uids]
