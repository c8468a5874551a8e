"""The hoisting pass: what selections define by the way becomes relations that are made before.

In: a query whose selections, values and computed values have names for what they define, with the conditions of its
cascades and without. Out: `Query.relations`, each behind those that it reads, and roots that only look into them.
A uid variable has the nodes that a cascade leaves; values are those of all nodes, as in the reference. Last in the
pipeline: a relation is made of what rules and cascades have left. Does not know: languages, SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any

from graphwright import limits
from graphwright.errors import LimitError, ValidationError
from graphwright.ir.facets import FacetVariable
from graphwright.ir.graphs import Paths, Recursion, walked_edges, walked_relations, walked_values
from graphwright.ir.grouped import GroupedNodes, GroupItem, GroupPart
from graphwright.ir.nodes import Count, Nested, NodeCount, Output, Query, Select, Value
from graphwright.ir.relations import (
    AggregatedAbove,
    AggregateOf,
    CarriedDown,
    Computed,
    ComputedFor,
    Empty,
    FacetSums,
    Level,
    MathCall,
    MathConstant,
    MathExpression,
    MathVariable,
    NodesOf,
    OfRelations,
    Relation,
    RelationValue,
    Scalars,
    SizeOf,
    ToldOfGroups,
    Total,
    ValuesOf,
    WalkedEdges,
    relations_read,
)
from graphwright.ir.values import Passes, ValueCount
from graphwright.model.values import ValueKind
from graphwright.records import dataclass

Path = tuple[int, ...]
"""Which root, then which of its selection's outputs, and so on inwards."""


def hoist(query: Query, pruned: Query) -> Query:
    """A query whose relations stand apart.

    Args:
        query: Without the conditions of cascades.
        pruned: The same with them.

    Raises:
        ValidationError: A relation needs itself, or an aggregate has nothing to go over.
    """
    hoisting = _Hoisting()
    for position, (root, cut) in enumerate(zip(query.roots, pruned.roots, strict=True)):
        hoisting.note_root(root, cut, (position,))
    if not hoisting.has_relations and not query.wanted and not any(map(_is_hidden, pruned.roots)):
        return pruned
    roots = tuple(
        hoisting.shown(root, (position,)) for position, root in enumerate(pruned.roots) if not _is_hidden(root)
    )
    for name in query.wanted:
        hoisting.need(name)
    return replace(pruned, roots=roots, relations=tuple(hoisting.made.values()))


def _is_hidden(root: Any) -> bool:
    return isinstance(root, Nested | Scalars | Recursion | GroupedNodes) and not root.is_shown


@dataclass(frozen=True, slots=True)
class _Definition:
    """Where a relation is defined: a selection, or an output of it."""

    path: Path
    output: Any


@dataclass(slots=True)
class _Hoisting:
    """Relations in the making.

    Attributes:
        made: By name, each behind those that it reads.
    """

    made: dict[str, Relation] = field(default_factory=dict)
    has_relations: bool = False
    _definitions: dict[str, _Definition] = field(default_factory=dict)
    _walked: dict[str, tuple[Relation, ...]] = field(default_factory=dict)
    _followed: dict[Path, WalkedEdges] = field(default_factory=dict)
    _plain: dict[Path, Select] = field(default_factory=dict)
    _pruned: dict[Path, Select] = field(default_factory=dict)
    _levels: dict[tuple[Path, bool], str] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _count: int = 0
    _depth: int = 0

    # ---- what is there ----------------------------------------------------------------------------

    def note_root(self, root: Any, cut: Any, path: Path) -> None:
        """Notes the definitions below a root."""
        if isinstance(root, Scalars):
            self.has_relations = True
            for item in root.items:
                if not isinstance(item, RelationValue) and item.defines is not None:
                    self._definitions[item.defines] = _Definition(path, item)
            return
        if isinstance(cut, Recursion | Paths):
            self._note_walks(cut, path)
            return
        if isinstance(root, GroupedNodes):
            self._note_groups(root, cut, path)
            return
        select = getattr(root, "select", None)
        if isinstance(root, Nested):
            self._note_count(root, path)
        if isinstance(select, Select):
            self._note(select, cut.select if isinstance(cut, type(root)) else select, path)

    def _note_walks(self, root: Recursion | Paths, path: Path) -> None:
        """Notes what walks define: a step finds it, and no level of selections."""
        place = f"walk {path[0]}"
        self._walked.update(walked_relations(root, place))
        self.has_relations = self.has_relations or bool(self._walked) or any(True for _ in relations_read(root))
        if isinstance(root, Recursion):
            self._note_levels(root, path, place)

    def _note_levels(self, root: Recursion, path: Path, place: str) -> None:
        """Notes what a recursion defines of nodes: its levels are one level here, its edges one inside of that."""
        every = walked_values(root, place)
        self._walked[every.name] = (every,)
        source = OfRelations(relations=(every.name,))
        self._plain[path] = self._pruned[path] = Select(source=source, api_type=None, is_sparse=True)
        edges = 0
        for position, output in enumerate(root.select.output):
            if not isinstance(output, Nested):
                self._note_output(output, output, (*path, position))
                continue
            inside = (*path, position)
            self._plain[inside] = self._pruned[inside] = _level_select(output.select)
            self._followed[inside] = walked_edges(root, edges, place)
            edges += 1
            for each in output.select.output:
                self._note_output(each, each, (*inside, 0))

    def _note_groups(self, groups: GroupedNodes, cut: Any, path: Path) -> None:
        self._note(groups.select, cut.select, path)
        for item in groups.items:
            if item.defines is not None:
                self._define(item.defines, path, (groups.by[0], item))

    def _note(self, select: Select, cut: Select, path: Path) -> None:
        self._plain[path], self._pruned[path] = _level_select(select), _level_select(cut)
        for name in select.defines:
            self._define(name, path, None)
        if not self.has_relations and any(True for _ in relations_read(replace(select, output=()))):
            self.has_relations = True
        for position, (output, pruned) in enumerate(zip(select.output, cut.output, strict=True)):
            self._note_output(output, pruned, (*path, position))

    def _note_output(self, output: Output, pruned: Output, place: Path) -> None:
        """Notes what an output defines.

        Args:
            place: The path of its selection, and its own position in it.
        """
        path = place[:-1]
        match output:
            case Nested(select=inner):
                assert isinstance(pruned, Nested), "cascades change conditions alone"
                self._note_count(output, place)
                self._note(inner, pruned.select, place)
            case (
                Value(defines=str() as name)
                | Count(defines=str() as name)
                | ValueCount(defines=str() as name)
                | Passes(defines=str() as name)
            ):
                self._define(name, path, output)
            case GroupedNodes():
                self._note_groups(output, pruned, place)
            case FacetVariable(defines=name):
                self._define(name, path, output)
            case Computed() | AggregateOf():
                self.has_relations = True
                if output.defines is not None:
                    self._define(output.defines, path, output)
            case RelationValue():
                self.has_relations = True
            case _:
                pass

    def _note_count(self, nested: Nested, path: Path) -> None:
        if nested.count is not None and nested.count.defines is not None:
            self._define(nested.count.defines, path, nested.count)

    def _define(self, name: str, path: Path, output: Any) -> None:
        self.has_relations = True
        self._definitions[name] = _Definition(path, output)

    # ---- relations --------------------------------------------------------------------------------

    def need(self, name: str) -> None:
        """Makes a relation, and before it those that it reads."""
        if name in self.made:
            return
        definition = self._definitions.get(name)
        walked = self._walked.get(name, ())
        if definition is None and not walked:
            self._make(Empty(name=name))
            return
        if name in self._begun:
            raise ValidationError(f"the variable {name:.40} is defined by means of itself; break the circle")
        self._begun.add(name)
        self._depth += 1
        if self._depth > limits.variable_depth_max:
            raise LimitError(
                f"more than {limits.variable_depth_max} variables are made of each other, one after the other "
                "(variable_depth_max); ask in several requests"
            )
        for relation in walked:
            if relation.name not in self.made:
                self._need_all(relation)
                self._make(relation)
        if definition is not None:
            self._make(self._relation(name, definition))
        self._depth -= 1

    def _make(self, relation: Relation) -> None:
        self.made[relation.name] = relation

    def _need_all(self, node: Any) -> None:
        for name in relations_read(node):
            self.need(name)

    def _relation(self, name: str, definition: _Definition) -> Relation:
        path = definition.path
        match definition.output:
            case None:
                return NodesOf(name=name, level=self._level(path, is_pruned=True))
            case Value(kind=kind) as value:
                self._need_all(value)
                return ValuesOf(name=name, level=self._level(path), value=replace(value, defines=None), kind=kind)
            case NodeCount():
                return SizeOf(name=name, level=self._level(path, is_pruned=True))
            case (GroupPart() as part, GroupItem() as item):
                return ToldOfGroups(name=name, level=self._level(path), by=part, item=item)
            case FacetVariable(name=facet):
                return FacetSums(name=name, level=self._level(path), facet=facet)
            case Count() | ValueCount() as count:
                self._need_all(count)
                counted = replace(count, defines=None)
                return ValuesOf(name=name, level=self._level(path), value=counted, kind=ValueKind.INT)
            case Passes() as passes:
                self._need_all(passes)
                passed = replace(passes, defines=None)
                return ValuesOf(name=name, level=self._level(path), value=passed, kind=ValueKind.BOOL)
            case Computed(expression=expression):
                return self._computed(name, expression, path)
            case AggregateOf() as aggregate:
                return self._aggregated(name, aggregate, path)
        raise AssertionError(f"{type(definition.output).__name__} defines nothing")

    def _level(self, path: Path, *, is_pruned: bool = False) -> str:
        """The name of the level of a selection, which is made here."""
        followed = self._followed.get(path)
        if followed is not None:
            if followed.name not in self.made:
                self._need_all(followed)
                self._make(followed)
            return followed.name
        same = self._pruned[path] == self._plain[path] and (len(path) == 1 or self._is_same(path[:-1]))
        key = (path, is_pruned and not same)
        name = self._levels.get(key)
        if name is None:
            select = (self._pruned if key[1] else self._plain)[path]
            above = self._level(path[:-1], is_pruned=key[1]) if len(path) > 1 else None
            self._count += 1
            name = self._levels[key] = f"level {self._count}"
            self._need_all(select)
            self._make(Level(name=name, above=above, select=select))
        elif name not in self.made:
            raise ValidationError("a variable is defined by means of itself; break the circle")
        return name

    def _is_same(self, path: Path) -> bool:
        return all(self._pruned[path[:end]] == self._plain[path[:end]] for end in range(1, len(path) + 1))

    def _computed(self, name: str, expression: MathExpression, path: Path) -> ComputedFor:
        made = self._expression(expression, path)
        has_nodes = any(isinstance(part, MathVariable) and not part.is_scalar for part in _parts(made))
        level = None if has_nodes or path not in self._plain else self._level(path)
        return ComputedFor(name=name, expression=made, level=level)

    def _expression(self, expression: MathExpression, path: Path) -> MathExpression:
        match expression:
            case MathConstant():
                return expression
            case MathCall(operands=operands):
                return replace(expression, operands=tuple(self._expression(each, path) for each in operands))
            case MathVariable(relation=name):
                self.need(name)
                definition = self._definitions.get(name)
                if self._is_scalar(name, definition):
                    return replace(expression, is_scalar=True)
                return replace(expression, relation=self._carried(name, expression.kind, definition, path))

    def _is_scalar(self, name: str, definition: _Definition | None) -> bool:
        """Whether a relation has one value, which is no node's."""
        is_above_all = definition is not None and definition.path not in self._plain
        return is_above_all or isinstance(self.made[name], SizeOf)

    def _carried(self, name: str, kind: ValueKind, definition: _Definition | None, path: Path) -> str:
        """The relation whose values stand at a selection: those of a selection around it are summed up on the way."""
        if definition is None or definition.output is None or path[: len(definition.path)] != definition.path:
            return name
        for end in range(len(definition.path), len(path)):
            if kind not in (ValueKind.INT, ValueKind.FLOAT):
                raise ValidationError(
                    f"{definition.output.defines:.40} is of kind {kind} and used further inside than where it is "
                    "defined, where values are summed up; only numbers can be"
                )
            level = self._level(path[: end + 1])
            carried = f"{name} in {level}"
            if carried not in self.made:
                self._make(CarriedDown(name=carried, relation=name, level=level, kind=kind))
            name = carried
        return name

    def _aggregated(self, name: str, aggregate: AggregateOf, path: Path) -> AggregatedAbove | Total | Empty:
        self.need(aggregate.relation)
        function, over, kind = aggregate.function, aggregate.relation, aggregate.kind
        if path not in self._plain:
            return Total(name=name, function=function, relation=over, kind=kind)
        if isinstance(self.made[over], Empty):
            # A variable of what nobody has, wherever that stands.
            return Empty(name=name)
        definition = self._definitions.get(over)
        if definition is None or definition.path[:-1] != path:
            raise ValidationError(
                f"{function}(val({over:.40})) goes over the nodes of a neighbour: define {over:.40} as a value in the "
                "braces of an edge that stands beside it, or aggregate in a block of its own without func:"
            )
        level = self._level(definition.path)
        return AggregatedAbove(name=name, function=function, relation=over, level=level, kind=kind)

    # ---- roots ------------------------------------------------------------------------------------

    def shown(self, root: Any, path: Path) -> Any:
        """A root, or an output, that only looks into relations."""
        match root:
            case Scalars(items=items):
                return replace(root, items=tuple(self._looked_up(item, path) for item in items))
            case Recursion(select=select):
                shown = tuple(
                    each if isinstance(each, Nested) else self._looked_up(each, path) for each in select.output
                )
                edges = tuple(map(_shown_edge, shown))
                looking = replace(root, select=replace(select, output=edges))
                self._need_all(looking)
                return looking
            case Nested(select=select):
                output = tuple(
                    self.shown(each, (*path, position)) if isinstance(each, Nested) else self._looked_up(each, path)
                    for position, each in enumerate(select.output)
                    if not isinstance(each, FacetVariable)
                )
                made = replace(select, output=output, defines=())
                self._need_all(replace(made, output=()))
                return replace(root, select=made)
            case _:
                self._need_all(root)
                return root

    def _looked_up(self, output: Any, path: Path) -> Any:
        match output:
            case Computed(key=key, expression=expression, defines=name):
                return RelationValue(key=key, relation=self._named(name, output, path), kind=expression.kind)
            case AggregateOf(key=key, kind=kind, defines=name):
                return RelationValue(key=key, relation=self._named(name, output, path), kind=kind)
            case Value() | Count() | ValueCount() | Passes():
                self._need_all(output)
                return replace(output, defines=None)
            case _:
                self._need_all(output)
                return output

    def _named(self, name: str | None, output: Any, path: Path) -> str:
        if name is None:
            self._count += 1
            name = f"value {self._count}"
            self._definitions[name] = _Definition(path, output)
        self.need(name)
        return name


def _shown_edge(output: Output) -> Output:
    """An edge of a recursion without the variables of its facets."""
    if not isinstance(output, Nested):
        return output
    shown = tuple(each for each in output.select.output if not isinstance(each, FacetVariable))
    return replace(output, select=replace(output.select, output=shown))


def _level_select(select: Select) -> Select:
    return replace(select, output=(), cascade=None, defines=())


def _parts(expression: MathExpression) -> Iterator[MathExpression]:
    yield expression
    if isinstance(expression, MathCall):
        for operand in expression.operands:
            yield from _parts(operand)
