"""A slow evaluator of DQL over Python dicts, to compare answers with.

In: a world of nodes, and blocks as syntax trees of its own. Out: their text (`written`), and what must be answered
(`evaluate`). It knows levels, filters, pages, variables of nodes and values, math, aggregates, groups, cascades and
normalization, each in the plainest way. Does not know: SQL, the project's own parser.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Number = int | float
Pairs = list[tuple[int | None, int]]
"""(parent, node), in the order in which they are shown."""


@dataclass
class World:
    """Nodes: values and lists of edges by predicate."""

    types: dict[int, str] = field(default_factory=dict)
    values: dict[str, dict[int, Any]] = field(default_factory=dict)
    edges: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    facets: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    def targets(self, predicate: str, uid: int) -> list[int]:
        if predicate.startswith("~"):
            return sorted(one for one, others in self.edges[predicate[1:]].items() if uid in others)
        return sorted(self.edges[predicate].get(uid, []))

    def has(self, predicate: str, uid: int) -> bool:
        if predicate in self.values:
            return uid in self.values[predicate]
        return bool(self.targets(predicate, uid))


# ---- syntax ---------------------------------------------------------------------------------------


@dataclass
class Page:
    first: int | None = None
    offset: int | None = None
    after: int | None = None
    order: tuple[tuple[str, bool], ...] = ()
    """Predicates, or `val(x)`, and whether descending."""


@dataclass
class Value:
    predicate: str
    alias: str | None = None
    defines: str | None = None


@dataclass
class Uid:
    pass


@dataclass
class Count:
    edge: str
    where: Any = None
    defines: str | None = None


@dataclass
class Val:
    variable: str


@dataclass
class Math:
    expression: Any
    alias: str
    defines: str | None = None


@dataclass
class Aggregate:
    function: str
    variable: str
    defines: str | None = None


@dataclass
class Edge:
    predicate: str
    fields: list[Any]
    where: Any = None
    page: Page = field(default_factory=Page)
    defines: str | None = None
    facet: str | None = None
    """The facet of its edges that is fetched, or summed up where `facet_defines` is given."""
    facet_defines: str | None = None


@dataclass
class Block:
    """Attributes: root: ("uid", uids), ("has", predicate), ("type", name), ("var", names); None: no nodes."""

    name: str | None
    root: Any
    fields: list[Any]
    where: Any = None
    page: Page = field(default_factory=Page)
    defines: str | None = None
    cascade: tuple[str, ...] | None = None
    is_normalized: bool = False
    group: tuple[str, ...] = ()


# ---- text -----------------------------------------------------------------------------------------


def written(blocks: Sequence[Block]) -> str:
    """The text of a query."""
    return "{\n" + "\n".join(_block_text(block) for block in blocks) + "\n}"


def _block_text(block: Block) -> str:
    own = f"{block.defines} as " if block.defines else ""
    arguments = [] if block.root is None else [f"func: {_root_text(block.root)}"]
    arguments += _page_arguments(block.page)
    directives = f" @filter({_condition_text(block.where)})" if block.where else ""
    if block.cascade is not None:
        directives += " @cascade" + (f"({', '.join(block.cascade)})" if block.cascade else "")
    directives += " @normalize" if block.is_normalized else ""
    directives += f" @groupby({', '.join(block.group)})" if block.group else ""
    fields = _fields_text(block.fields, block.group)
    return f"  {own}{block.name or 'var'}({', '.join(arguments)}){directives} {{ {fields} }}"


def _root_text(root: Any) -> str:
    match root:
        case ("uid", uids):
            return f"uid({', '.join(hex(uid) for uid in uids)})"
        case ("var", names):
            return f"uid({', '.join(names)})"
        case (kind, name):
            return f"{kind}({name})"
    raise AssertionError(root)


def _page_arguments(page: Page) -> list[str]:
    made = [f"{'orderdesc' if is_descending else 'orderasc'}: {key}" for key, is_descending in page.order]
    made += [f"{name}: {value}" for name in ("first", "offset") if (value := getattr(page, name)) is not None]
    return [*made, f"after: {page.after:#x}"] if page.after is not None else made


def _fields_text(fields: Sequence[Any], group: Sequence[str] = ()) -> str:
    return " ".join(_told_text(each) if group else _field_text(each) for each in fields)


def _told_text(node: Aggregate) -> str:
    return "count(uid)" if node.function == "count" else f"{node.function}({node.variable})"


def _field_text(node: Any) -> str:
    own = f"{node.defines} as " if getattr(node, "defines", None) else ""
    alias = f"{node.alias}: " if getattr(node, "alias", None) else ""
    match node:
        case Uid():
            return "uid"
        case Value(predicate=name):
            return f"{own}{alias}{name}"
        case Count(edge=edge, where=where):
            return f"{own}count({edge}{f' @filter({_condition_text(where)})' if where else ''})"
        case Val(variable=name):
            return f"val({name})"
        case Math(expression=expression):
            return f"{own}{alias}math({_math_text(expression)})" if not own else f"{own}math({_math_text(expression)})"
        case Aggregate(function=function, variable=name):
            return f"{own}{function}(val({name}))"
        case Edge():
            arguments = _page_arguments(node.page)
            text = f"{own}{node.predicate}" + (f" ({', '.join(arguments)})" if arguments else "")
            if node.facet:
                text += f" @facets({f'{node.facet_defines} as ' if node.facet_defines else ''}{node.facet})"
            text += f" @filter({_condition_text(node.where)})" if node.where else ""
            return f"{text} {{ {_fields_text(node.fields)} }}"
    raise AssertionError(node)


def _condition_text(condition: Any) -> str:
    match condition:
        case ("and" | "or" as word, left, right):
            return f"({_condition_text(left)} {word} {_condition_text(right)})"
        case ("not", part):
            return f"not {_condition_text(part)}"
        case ("uid", names):
            return f"uid({', '.join(names)})"
        case ("has" | "type" as word, name):
            return f"{word}({name})"
        case ("count", operator, edge, number):
            return f"{operator}(count({edge}), {number})"
        case ("val", operator, name, value):
            return f"{operator}(val({name}), {value})"
        case ("compare", operator, predicate, value):
            return f"{operator}({predicate}, {value})"
    raise AssertionError(condition)


def _math_text(expression: Any) -> str:
    match expression:
        case str():
            return expression
        case bool() | int() | float():
            return str(expression).lower()
        case ("cond", test, one, other):
            return f"cond({_math_text(test)}, {_math_text(one)}, {_math_text(other)})"
        case (name, one) if name in ("sqrt", "floor", "ceil", "ln", "exp"):
            return f"{name}({_math_text(one)})"
        case ("min" | "max" | "pow" as name, one, other):
            return f"{name}({_math_text(one)}, {_math_text(other)})"
        case (operator, one, other):
            return f"({_math_text(one)} {operator} {_math_text(other)})"
    raise AssertionError(expression)


# ---- evaluation -----------------------------------------------------------------------------------

_comparisons: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "eq": lambda a, b: a == b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


@dataclass
class Level:
    """The nodes of a selection, as a cascade leaves them and without it.

    Attributes:
        pairs: None for nodes of a root as parents.
        above: The selections around it, the outermost first, itself last: to tell what is inside what.
    """

    pairs: Pairs
    all_pairs: Pairs
    above: tuple[int, ...]

    @property
    def nodes(self) -> list[int]:
        return list(dict.fromkeys(node for _, node in self.pairs))

    @property
    def all_nodes(self) -> list[int]:
        return list(dict.fromkeys(node for _, node in self.all_pairs))


@dataclass
class Evaluation:
    """One run.

    Attributes:
        nodes: Variables of nodes. values: Variables of values; total: those of them that are no node's.
    """

    world: World
    nodes: dict[str, set[int]] = field(default_factory=dict)
    values: dict[str, dict[int, Any]] = field(default_factory=dict)
    places: dict[str, Level | None] = field(default_factory=dict)
    wholes: set[str] = field(default_factory=set)
    """Variables of whole numbers."""
    levels: dict[int, Level] = field(default_factory=dict)

    def answer(self, blocks: Sequence[Block]) -> dict[str, Any]:
        """What blocks show, each of which uses variables of those before it only."""
        shown: dict[str, Any] = {}
        for block in blocks:
            found = self._block(block)
            if block.name is not None and found is not None:
                shown[block.name] = found
        return shown

    def _block(self, block: Block) -> Any:
        if block.root is None:
            return self._totals(block.fields)
        begins = sorted(self._begins(block.root))
        passing = [uid for uid in begins if self.passes(block.where, uid)]
        kept = [uid for uid in passing if self._survives(uid, block.fields, block.cascade)]
        pruned: Pairs = [(None, uid) for uid in self.page(kept, block.page)]
        plain: Pairs = [(None, uid) for uid in self.page(passing, block.page)]
        level = Level(pruned, plain, (id(block),))
        if block.defines:
            self.nodes[block.defines] = set(level.nodes)
        if block.group:
            found = self.groups(level.nodes, block.group, block.fields)
            return [{"@groupby": found}] if found else None
        self._define(block.fields, level, block.cascade)
        objects = [self._object(uid, block.fields, block.cascade) for uid in level.nodes]
        if block.is_normalized:
            return [row for each in level.nodes for row in self._rows(each, block.fields, block.cascade) if row]
        return [each for each in objects if each]

    def _begins(self, root: Any) -> set[int]:
        match root:
            case ("uid", uids):
                return set(uids)
            case ("var", names):
                return set().union(*(self.of_variable(name) for name in names))
            case ("has", predicate):
                return {uid for uid in self.world.types if self.world.has(predicate, uid)}
            case ("type", name):
                return {uid for uid, own in self.world.types.items() if own == name}
        raise AssertionError(root)

    def of_variable(self, name: str) -> set[int]:
        return self.nodes[name] if name in self.nodes else set(self.values[name])

    def passes(self, condition: Any, uid: int) -> bool:
        match condition:
            case None:
                return True
            case ("and", left, right):
                return self.passes(left, uid) and self.passes(right, uid)
            case ("or", left, right):
                return self.passes(left, uid) or self.passes(right, uid)
            case ("not", part):
                return not self.passes(part, uid)
            case ("uid", names):
                return any(uid in self.of_variable(name) for name in names)
            case ("has", predicate):
                return self.world.has(predicate, uid)
            case ("type", name):
                return bool(self.world.types.get(uid) == name)
            case ("count", operator, edge, number):
                return _comparisons[operator](len(self.world.targets(edge, uid)), number)
            case ("val", operator, name, value):
                found = self.values[name].get(uid)
                return found is not None and _comparisons[operator](found, value)
            case ("compare", operator, predicate, value):
                found = self.world.values[predicate].get(uid)
                return found is not None and _comparisons[operator](found, value)
        raise AssertionError(condition)

    def page(self, uids: Sequence[int], page: Page) -> list[int]:
        """The page of some nodes, which come in ascending order."""
        left = [uid for uid in uids if page.after is None or uid > page.after]
        for key, is_descending in reversed(page.order):
            values = self.values[key[4:-1]] if key.startswith("val(") else self.world.values[key]
            present = sorted((u for u in left if u in values), key=values.__getitem__, reverse=is_descending)
            # As in the reference: who has no value of a variable is left out, who has none of a predicate comes last.
            left = [*present, *(uid for uid in left if uid not in values and not key.startswith("val("))]
        if page.first is not None and page.first < 0:
            # The last ones, whatever the offset.
            return left[page.first :]
        left = left[page.offset or 0 :]
        return left if not page.first else left[: page.first]

    def children(self, uid: int, edge: Edge, cascade: tuple[str, ...] | None) -> list[int]:
        """The nodes that an edge shows of a node."""
        found = [each for each in self.world.targets(edge.predicate, uid) if self.passes(edge.where, each)]
        return self.page([each for each in found if self._survives(each, edge.fields, cascade)], edge.page)

    def _survives(self, uid: int, fields: Sequence[Any], cascade: tuple[str, ...] | None) -> bool:
        if cascade is None:
            return True
        for each in fields:
            name = getattr(each, "predicate", None)
            if name is None or (cascade and name not in cascade):
                continue
            if isinstance(each, Value) and not self.world.has(name, uid):
                return False
            if isinstance(each, Edge) and not self.children(uid, each, cascade):
                return False
        return True

    # ---- variables ------------------------------------------------------------------------------

    def _define(self, fields: Sequence[Any], level: Level, cascade: tuple[str, ...] | None) -> None:
        for each in fields:
            if isinstance(each, Edge):
                self._define_edge(each, level, cascade)
                continue
            name = getattr(each, "defines", None)
            if not isinstance(each, Math | Aggregate | Value | Count):
                continue
            found = self._defined(each, level)
            if name is not None:
                self.values[name], self.places[name] = found, level
                if self._is_whole(each):
                    self.wholes.add(name)
            self.values[f"shown {id(each)}"] = found

    def _is_whole(self, node: Any) -> bool:
        match node:
            case Value(predicate=name):
                return name == "age"
            case Math(expression=expression):
                return is_whole(expression, self.wholes)
            case Aggregate(function=function, variable=name):
                return function != "avg" and name in self.wholes
            case _:
                return isinstance(node, Count)

    def _define_edge(self, edge: Edge, level: Level, cascade: tuple[str, ...] | None) -> None:
        pruned: Pairs = [(uid, child) for uid in level.nodes for child in self.children(uid, edge, cascade)]
        plain: Pairs = [(uid, child) for uid in level.all_nodes for child in self.children(uid, edge, None)]
        inner = Level(pruned, plain, (*level.above, id(edge)))
        self.levels[id(edge)] = inner
        if edge.defines:
            self.nodes[edge.defines] = set(inner.nodes)
        if edge.facet_defines:
            sums: dict[int, Any] = {}
            for parent, child in inner.all_pairs:
                assert parent is not None
                number = self.facet(edge, parent, child)
                if isinstance(number, int | float) and not isinstance(number, bool):
                    sums[child] = sums.get(child, 0) + number
            self.values[edge.facet_defines], self.places[edge.facet_defines] = sums, inner
        self._define(edge.fields, inner, cascade)

    def facet(self, edge: Edge, parent: int, child: int) -> Any:
        assert edge.facet is not None
        ends = (child, parent) if edge.predicate.startswith("~") else (parent, child)
        return self.world.facets.get(ends, {}).get(edge.facet) if edge.predicate.strip("~") == "knows" else None

    def _defined(self, node: Any, level: Level) -> dict[int, Any]:
        match node:
            case Value(predicate=name):
                own = self.world.values[name]
                return {uid: own[uid] for uid in level.all_nodes if uid in own}
            case Count(edge=edge, where=where):
                return {
                    uid: sum(self.passes(where, each) for each in self.world.targets(edge, uid))
                    for uid in level.all_nodes
                }
            case Math(expression=expression):
                names = sorted(set(_variables(expression)))
                at = {name: self._carried(name, level) for name in names}
                uids = set().union(*at.values()) if names else set(level.all_nodes)
                given = {uid: {name: at[name].get(uid) for name in names} for uid in uids}
                computed = {uid: compute(expression, given[uid], self.wholes) for uid in uids}
                return {uid: value for uid, value in computed.items() if value is not None}
            case Aggregate(function=function, variable=name):
                place = self.places[name]
                assert place is not None
                found: dict[int, list[Any]] = {}
                for parent, child in place.all_pairs:
                    assert parent is not None
                    if child in self.values[name]:
                        found.setdefault(parent, []).append(self.values[name][child])
                return {parent: aggregate(function, values) for parent, values in found.items()}
        raise AssertionError(node)

    def _carried(self, name: str, level: Level) -> dict[int, Any]:
        """A variable's values at a level: on the way inwards they add up over edges."""
        values, place = self.values[name], self.places[name]
        if place is None or level.above[: len(place.above)] != place.above:
            return values
        for key in level.above[len(place.above) :]:
            sums: dict[int, Any] = {}
            for parent, child in self.levels[key].all_pairs:
                assert parent is not None
                if parent in values:
                    sums[child] = sums.get(child, 0) + values[parent]
            values = sums
        return values

    def _totals(self, fields: Sequence[Any]) -> list[dict[str, Any]]:
        shown = []
        for each in fields:
            assert isinstance(each, Aggregate)
            value = aggregate(each.function, list(self.values[each.variable].values()))
            shown.append({f"{each.function}(val({each.variable}))": value})
        return shown

    # ---- answers --------------------------------------------------------------------------------

    def _object(self, uid: int, fields: Sequence[Any], cascade: tuple[str, ...] | None) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for each in fields:
            match each:
                case Edge():
                    inner = []
                    for child in self.children(uid, each, cascade):
                        one = self._object(child, each.fields, cascade)
                        facet = self.facet(each, uid, child) if each.facet else None
                        if facet is not None:
                            one[f"{each.predicate}|{each.facet}"] = facet
                        if one:
                            inner.append(one)
                    if inner:
                        shown[each.predicate] = inner
                case _:
                    shown |= self._member(uid, each)
        return shown

    def _member(self, uid: int, node: Any) -> dict[str, Any]:
        match node:
            case Uid():
                return {"uid": hex(uid)}
            case Value(predicate=name):
                value = self.world.values[name].get(uid)
                return {} if value is None else {node.alias or name: value}
            case Count(edge=edge, where=where):
                return {f"count({edge})": sum(self.passes(where, each) for each in self.world.targets(edge, uid))}
            case Val(variable=name):
                value = self.values.get(name, {}).get(uid)
                return {} if value is None else {f"val({name})": value}
            case Math() | Aggregate():
                value = self.values[f"shown {id(node)}"].get(uid)
                if isinstance(node, Aggregate):
                    return {} if value is None else {f"{node.function}(val({node.variable}))": value}
                key = f"val({node.defines})" if node.defines else node.alias
                return {} if value is None else {key: value}
        raise AssertionError(node)

    def _rows(self, uid: int, fields: Sequence[Any], cascade: tuple[str, ...] | None) -> list[dict[str, Any]]:
        own = {each.alias: self._member(uid, each) for each in fields if getattr(each, "alias", None)}
        rows = [{key: value for member in own.values() for key, value in member.items()}]
        for each in fields:
            if isinstance(each, Edge):
                children = self.children(uid, each, cascade)
                branches = [row for child in children for row in self._rows(child, each.fields, cascade) if row]
                if branches:
                    rows = [row | branch for row, branch in itertools.product(rows, branches)]
        return rows

    def groups(self, uids: Sequence[int], by: Sequence[str], fields: Sequence[Any]) -> list[dict[str, Any]]:
        """Groups by what nodes share, in no order."""
        made: dict[tuple[Any, ...], list[int]] = {}
        for uid in uids:
            for key in itertools.product(*(self._shared(uid, each) for each in by)):
                made.setdefault(key, []).append(uid)
        return [
            dict(zip(by, key, strict=True)) | {name: value for each in fields for name, value in self._told(each, own)}
            for key, own in made.items()
        ]

    def _shared(self, uid: int, name: str) -> list[Any]:
        if name == "dgraph.type":
            return [self.world.types[uid]] if uid in self.world.types else []
        if name in self.world.values:
            return [self.world.values[name][uid]] if uid in self.world.values[name] else []
        return [hex(each) for each in self.world.targets(name, uid)]

    def _told(self, node: Any, uids: Sequence[int]) -> Iterator[tuple[str, Any]]:
        assert isinstance(node, Aggregate)
        if node.function == "count":
            yield "count", len(uids)
            return
        own = self.world.values[node.variable]
        present = [own[uid] for uid in uids if uid in own]
        if present:
            yield f"{node.function}({node.variable})", aggregate(node.function, present)


def aggregate(function: str, values: Sequence[Any]) -> Any:
    """An aggregate; None over nothing, as sums of nothing too."""
    if not values:
        return None
    match function:
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "sum":
            return sum(values)
    return sum(values) / len(values)


# ---- math -----------------------------------------------------------------------------------------


def _variables(expression: Any) -> Iterator[str]:
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, tuple):
        for each in expression[1:]:
            yield from _variables(each)


def is_whole(expression: Any, wholes: set[str]) -> bool:
    """Whether an expression gives whole numbers, whatever its operands are for a node."""
    match expression:
        case str():
            return expression in wholes
        case ("cond", _, *ways):
            return all(is_whole(each, wholes) for each in ways)
        case ("sqrt" | "ln" | "exp", _):
            return False
        case (_, *operands):
            return all(is_whole(each, wholes) for each in operands)
    return isinstance(expression, int)


def compute(expression: Any, values: dict[str, Any], wholes: set[str]) -> Any:
    """The value of an expression; None where there is none.

    Args:
        wholes: Variables of whole numbers.
    """
    match expression:
        case str():
            return values[expression]
        case bool() | int() | float():
            return expression
        case ("cond", test, one, other):
            told = compute(test, values, wholes)
            return None if told is None else compute(one if told else other, values, wholes)
        case (name, one):
            return _unary(name, compute(one, values, wholes))
        case (operator, one, other):
            left, right = compute(one, values, wholes), compute(other, values, wholes)
            is_constant = not all(map(_has_variable, (one, other)))
            if operator in _tests:
                return None if left is None or right is None else _tests[operator](left, right)
            if left is None or right is None:
                return None if is_constant else right if left is None else left
            return _binary(operator, left, right, whole=is_whole(expression, wholes))
    raise AssertionError(expression)


_tests: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
}


def _has_variable(expression: Any) -> bool:
    return any(True for _ in _variables(expression))


def _unary(name: str, value: Any) -> Any:
    if value is None:
        return None
    match name:
        case "sqrt":
            return math.sqrt(value) if value >= 0 else None
        case "ln":
            return math.log(value) if value > 0 else None
        case "exp":
            return math.exp(value) if value < 709 else None
        case "floor":
            return math.floor(value)
        case "ceil":
            return math.ceil(value)
    raise AssertionError(name)


def _binary(  # noqa: C901 - one case each
    operator: str, left: Number, right: Number, *, whole: bool
) -> Number | None:
    try:
        match operator:
            case "+":
                made: Number = left + right
            case "-":
                made = left - right
            case "*":
                made = left * right
            case "/":
                if right == 0:
                    return None
                made = math.trunc(left / right) if whole else left / right
            case "%":
                if right == 0:
                    return None
                made = int(math.fmod(left, right)) if whole else math.fmod(left, right)
            case "min":
                return min(left, right)
            case "max":
                return max(left, right)
            case "pow":
                if (left == 0 and right < 0) or (left < 0 and right != math.floor(right)):
                    return None
                power = math.pow(left, right)
                made = int(power) if whole else power
            case _:
                raise AssertionError(operator)
    except OverflowError:
        return None
    if whole and not -(2**63) <= made < 2**63:
        return None
    return None if math.isinf(made) else made
