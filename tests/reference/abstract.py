"""Interfaces and unions, generated and evaluated naively.

The type of each node is known, and the specification's CollectFields runs for that type over what was generated.

Out: `generate_abstract_case`: a schema, its nodes, requests and the answers that are meant. Knows nothing of
`src/graphwright`. Filters, orders, pages and cascades are in `abstract_filters.py`. Not here: keys, inverses, missing
required values (`generator.py` has them for object types).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from .abstract_filters import arguments_text, page, random_arguments

Fields = dict[str, str]
"""Field name to what it leads to: `Int`, or the name of an interface, a union or a type, in brackets for a list."""

NAMES: Final = ("I", "J", "A", "B", "C", "D", "U", "V")
_depth_max: Final = 3


@dataclass(slots=True, kw_only=True)
class AbstractSchema:
    """`own` has the fields that a type or interface declares itself; `interfaces` and `members` name others."""

    own: dict[str, Fields] = field(default_factory=dict)
    interfaces: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    def fields(self, name: str) -> Fields:
        """The fields of a type with those of its interfaces; a union has none."""
        found: Fields = {}
        for interface in self.interfaces.get(name, []):
            found |= self.own[interface]
        return found | self.own.get(name, {})

    def possible(self, name: str) -> list[str]:
        """The object types that a node reached as `name` may have."""
        if name in self.members:
            return self.members[name]
        return [name] if name in self.interfaces else [t for t, i in self.interfaces.items() if name in i]

    def sdl(self) -> str:
        blocks = []
        for name, own in self.own.items():
            implemented = self.interfaces.get(name)
            head = f"interface {name}" if implemented is None else f"type {name}"
            head += f" implements {' & '.join(implemented)}" if implemented else ""
            lines = [f"{each}: {to}{' @search' if to == 'Int' else ''}" for each, to in own.items()]
            lines = ["id: ID!", *lines] if implemented is None or not implemented else lines
            blocks.append(f"{head} {{\n  " + "\n  ".join(lines) + "\n}")
        blocks += [f"union {name} = {' | '.join(members)}" for name, members in self.members.items()]
        return "\n".join(blocks)


@dataclass(slots=True, kw_only=True)
class AbstractNode:
    number: int
    type_name: str
    values: dict[str, Any] = field(default_factory=dict)
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """A field, or a fragment on `name` when `is_fragment`."""

    name: str
    key: str
    children: list[Selection]
    is_fragment: bool = False
    member_types: list[str] | None = None
    greater: dict[str, int] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    cascades: bool = False

    def text(self) -> str:
        inner = f" {{ {' '.join(child.text() for child in self.children)} }}" if self.children else ""
        if self.is_fragment:
            return f"... on {self.name}{inner}"
        alias = "" if self.key == self.name else f"{self.key}: "
        parts = [] if self.member_types is None else [f"memberTypes: [{', '.join(self.member_types)}]"]
        parts += [f"{name[0].lower()}{name[1:]}Filter: {{n{name}: {{gt: {n}}}}}" for name, n in self.greater.items()]
        given = f"(filter: {{{','.join(parts)}}})" if parts else arguments_text(self.arguments)
        return f"{alias}{self.name}{given}{' @cascade' if self.cascades else ''}{inner}"


@dataclass(slots=True)
class AbstractCase:
    random: Random
    schema: AbstractSchema
    nodes: list[AbstractNode] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    # ---- evaluation

    def answer(
        self, root: str, selections: list[Selection], arguments: dict[str, Any] | None = None, *, cascades: bool = False
    ) -> list[dict[str, Any]]:
        """What `queryX` answers; without an order the nodes come in the order in which they were added."""
        nodes = page(self, self.of(root), arguments or {}, selections if cascades else None)
        return [self._object(node, selections, cascades=cascades) for node in nodes]

    def of(self, name: str) -> list[AbstractNode]:
        """The nodes of a type, an interface or a union."""
        possible = self.schema.possible(name)
        return [node for node in self.nodes if node.type_name in possible and not node.is_deleted]

    def answer_of(self, node: AbstractNode, selections: list[Selection]) -> dict[str, Any]:
        """What is answered of one node."""
        return self._object(node, selections)

    def delete(self, node: AbstractNode) -> None:
        """A node goes, with every edge to it."""
        node.is_deleted = True
        for other in self.nodes:
            for name, value in list(other.values.items()):
                if isinstance(value, list):
                    other.values[name] = [number for number in value if number != node.number]
                elif name[0] in "rs" and value == node.number:
                    other.values[name] = None

    def _object(self, node: AbstractNode, selections: list[Selection], *, cascades: bool = False) -> dict[str, Any]:
        grouped: dict[str, list[Selection]] = {}
        self._collect(node.type_name, selections, grouped)
        return {key: self._value(node, same, cascades=cascades) for key, same in grouped.items()}

    def _collect(self, type_name: str, selections: list[Selection], grouped: dict[str, list[Selection]]) -> None:
        for each in selections:
            if not each.is_fragment:
                grouped.setdefault(each.key, []).append(each)
            elif type_name in self.schema.possible(each.name):
                self._collect(type_name, each.children, grouped)

    def targets(self, node: AbstractNode, selection: Selection, *, cascades: bool = False) -> list[AbstractNode]:
        """The nodes that a reference leads to, as far as its arguments and cascades let them through."""
        value = node.values.get(selection.name)
        numbers = [] if value is None else sorted(value) if isinstance(value, list) else [value]
        found = [self.nodes[number] for number in numbers if _passes(self.nodes[number], selection)]
        within = cascades or selection.cascades
        return page(self, found, selection.arguments, selection.children if within else None)

    def _value(self, node: AbstractNode, same: list[Selection], *, cascades: bool = False) -> Any:
        first = same[0]
        if first.name == "__typename":
            return node.type_name
        value = node.values.get(first.name)
        to = self.schema.fields(node.type_name)[first.name]
        if to == "Int":
            return value
        children = [child for each in same for child in each.children]
        within = cascades or first.cascades
        merged = Selection(first.name, first.key, children, False, first.member_types, first.greater)
        merged = replace(merged, arguments=first.arguments, cascades=first.cascades)
        found = [
            self._object(target, children, cascades=within) for target in self.targets(node, merged, cascades=cascades)
        ]
        return found if to.startswith("[") else found[0] if found else None

    # ---- generation

    def selections(self, type_name: str, depth: int) -> list[Selection]:
        """At least one field or fragment on a type, interface or union."""
        made: list[Selection] = []
        for name, to in self.schema.fields(type_name).items():
            for _ in range(self.random.choice((0, 0, 1, 1, 2))):
                if to == "Int":
                    made.append(self._leaf(name))
                elif depth:
                    made.append(self._reference(name, to, depth))
        if self.random.random() < 0.4 or not made:
            made.append(self._leaf("__typename"))
        if depth:
            made += [self._fragment(type_name, depth) for _ in range(self.random.choice((0, 1, 2, 3)))]
        self.random.shuffle(made)
        return made

    def _leaf(self, name: str) -> Selection:
        """Under its own name or one of two others; a key means one field, whichever type is asked."""
        key = self.random.choice((name, name, f"{name}_x"))
        return Selection(name, key, [])

    def _fragment(self, type_name: str, depth: int) -> Selection:
        mine = set(self.schema.possible(type_name))
        options = [name for name in (*self.schema.own, *self.schema.members) if mine & set(self.schema.possible(name))]
        name = self.random.choice(options)
        return Selection(name, "", self.selections(name, depth - 1), is_fragment=True)

    def _reference(self, name: str, to: str, depth: int) -> Selection:
        """A filter makes the key its own: one key with two filters would be refused."""
        target = to.strip("[]")
        children = self.selections(target, depth - 1)
        if target not in self.schema.members and self.random.random() < 0.5:
            arguments = random_arguments(self, target, is_list=to.startswith("["))
            cascades = self.random.random() < 0.15
            key = f"{name}_{self.random.getrandbits(40):x}"
            return Selection(name, key, children, arguments=arguments, cascades=cascades)
        if target not in self.schema.members or not to.startswith("[") or self.random.random() < 0.5:
            return Selection(name, name, children)
        members = self.schema.members[target]
        types = self.random.sample(members, self.random.randint(0, len(members)))
        greater = {each: self.random.randint(0, 9) for each in members if self.random.random() < 0.4}
        key = f"{name}_{self.random.getrandbits(40):x}"
        return Selection(name, key, children, False, types if self.random.random() < 0.6 else None, greater)


def _passes(node: AbstractNode, selection: Selection) -> bool:
    if selection.member_types is not None and node.type_name not in selection.member_types:
        return False
    bound = selection.greater.get(node.type_name)
    value = node.values.get(f"n{node.type_name}")
    return bound is None or (value is not None and value > bound)


def generate_abstract_case(random: Random) -> AbstractCase:
    """A schema of two interfaces, four types and two unions, with values of single fields; edges come later."""
    schema = AbstractSchema()
    targets = ["I", "J", "A", "B", "U", "V"]
    for interface in ("I", "J"):
        schema.own[interface] = {f"n{interface}": "Int"}
    for name in ("A", "B", "C", "D"):
        schema.interfaces[name] = random.choice(([], ["I"], ["J"], ["I", "J"], ["I"]))
        schema.own[name] = {f"n{name}": "Int", f"m{name}": "Int"}
    schema.interfaces["A"] = ["I"]
    schema.interfaces["B"] = ["I", "J"]
    for union in ("U", "V"):
        schema.members[union] = random.sample(["A", "B", "C", "D"], random.randint(1, 4))
    for owner, own in schema.own.items():
        for number in range(random.randint(1, 2)):
            target = random.choice(targets)
            own[f"{random.choice('rs')}{number}{owner}"] = f"[{target}]" if random.random() < 0.6 else target
    case = AbstractCase(random, schema)
    for number in range(random.randint(6, 14)):
        name = random.choice(("A", "B", "C", "D"))
        values = {
            f: random.randint(0, 9) for f, to in schema.fields(name).items() if to == "Int" and random.random() < 0.8
        }
        case.nodes.append(AbstractNode(number=number, type_name=name, values=values))
    for node in case.nodes:
        for name, to in schema.fields(node.type_name).items():
            options = [each.number for each in case.nodes if each.type_name in schema.possible(to.strip("[]"))]
            if to == "Int" or not options:
                continue
            chosen = random.sample(options, random.randint(0, min(3, len(options))))
            if to.startswith("["):
                node.values[name] = chosen
            elif chosen:
                node.values[name] = chosen[0]
    return case
