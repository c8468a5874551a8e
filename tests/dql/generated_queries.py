"""Random worlds and queries for `naive.py`, from a seed.

Blocks stand in the order of their variables here; `shuffled` gives them another one, which must not matter.
Does not know: how answers are made.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from tests.dql.naive import Aggregate, Block, Count, Edge, Math, Page, Uid, Val, Value, World

SCHEMA: Final = """
name: string @index(exact) .
age: int @index(int) .
score: float @index(float) .
ok: bool @index(bool) .
knows: [uid] @reverse @count .
owns: [uid] @reverse .
type Person { name age score ok knows owns }
type Robot { name age knows }
"""
_numbers: Final = ("age", "score")
_edges: Final = ("knows", "owns", "~knows", "~owns")
_names: Final = ("a", "b", "c", "d", "é", "Zed", "tüür")


def world(random: Random, count: int = 24) -> World:
    """Nodes 0x1 and up, with holes everywhere."""
    made = World(values={name: {} for name in ("name", "age", "score", "ok")}, edges={"knows": {}, "owns": {}})
    uids = [1 + number for number in range(count)]
    for uid in uids:
        made.types[uid] = random.choice(("Person", "Person", "Robot"))
        for name, draw in (
            ("name", lambda: random.choice(_names)),
            ("age", lambda: random.randint(-3, 40)),
            ("score", lambda: random.choice((0.0, 0.5, -1.25, 3.75, 10.5))),
            ("ok", lambda: random.random() < 0.5),
        ):
            if random.random() < 0.75:
                made.values[name][uid] = draw()
        for name in ("knows", "owns"):
            made.edges[name][uid] = random.sample(uids, random.choice((0, 0, 1, 2, 4)))
        for other in made.edges["knows"][uid]:
            if random.random() < 0.6:
                made.facets[uid, other] = {"weight": random.choice((1, 2.5, 7)), "kind": "x"}
    return made


def rdf(made: World) -> str:
    """A world as N-Quads."""
    lines = [f'<{uid:#x}> <dgraph.type> "{name}" .' for uid, name in made.types.items()]
    for predicate, values in made.values.items():
        lines += [f'<{uid:#x}> <{predicate}> "{str(value).lower() if isinstance(value, bool) else value}" .'
                  for uid, value in values.items()]  # fmt: skip
    for predicate, edges in made.edges.items():
        for uid, others in edges.items():
            for other in others:
                facets = made.facets.get((uid, other), {}) if predicate == "knows" else {}
                listed = ", ".join(f'{key}={value if key == "weight" else chr(34) + value + chr(34)}'
                                   for key, value in facets.items())  # fmt: skip
                lines.append(f"<{uid:#x}> <{predicate}> <{other:#x}>{f' ({listed})' if listed else ''} .")
    return "\n".join(lines)


class Queries:
    """One query in the making."""

    def __init__(self, random: Random, made: World) -> None:
        self.random = random
        self.uids = sorted(made.types)
        self.nodes: list[str] = []
        self.numbers: dict[str, str] = {}
        """Variables of numbers, and of which kind."""
        self.used: set[str] = set()
        self.count = 0
        self.before: list[str] = []
        """Variables of the blocks before, by which nodes are chosen."""

    def blocks(self) -> list[Block]:
        """A query's blocks, each behind those whose variables it uses."""
        random = self.random
        made = [self._defining() for _ in range(random.randint(0, 3))]
        made += [self._shown() for _ in range(random.randint(1, 2))]
        left = [name for name in (*self.nodes, *self.numbers) if name not in self.used]
        made += [Block(self._name("q"), ("var", [name]), [Uid(), Val(name)] if name in self.numbers else [Uid()])
                 for name in left]  # fmt: skip
        self.used |= set(left)
        if self.numbers and random.random() < 0.5:
            name = random.choice([*self.numbers])
            fields = [Aggregate(function, name) for function in random.sample(("min", "max", "sum", "avg"), 2)]
            made.append(Block(self._name("q"), None, fields))
        return made

    def _name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def _defining(self) -> Block:
        random = self.random
        self.before = [*self.nodes, *self.numbers]
        own = self._name("n") if random.random() < 0.5 else None
        root, where, page = self._root(), self._where(), self._page()
        cascade = random.choice((None, None, None, (), ("age",)))
        fields = self._fields(2, defines=True)
        if own:
            self.nodes.append(own)
        return Block(None, root, fields, where, page, own, cascade)

    def _shown(self) -> Block:
        random = self.random
        self.before = [*self.nodes, *self.numbers]
        root, where, page = self._root(), self._where(), self._page()
        kind = random.random()
        name = self._name("q")
        if kind < 0.15:
            by = tuple(random.sample(("name", "age", "knows", "~owns", "dgraph.type", "ok"), random.choice((1, 1, 2))))
            told = [Aggregate("count", "")]
            told += [Aggregate(function, "score") for function in random.sample(("min", "max", "sum", "avg"), 1)]
            return Block(name, root, told, where, page, group=by)
        if kind < 0.3:
            inner = Edge(random.choice(_edges), [Value("name", alias="there")], self._where(), self._page(inside=True))
            other = Edge("knows", [Value("age", alias="old"), Value("ok")])
            fields: list[Any] = [Value("name", alias="here"), Value("score"), inner]
            if inner.predicate != "knows":
                fields.append(other)
            return Block(name, root, fields, where, page, is_normalized=True)
        cascade = random.choice((None, None, (), ("age",), ("knows", "name")))
        return Block(name, root, self._fields(2, defines=False), where, page, None, cascade)

    def _fields(self, depth: int, *, defines: bool) -> list[Any]:
        random = self.random
        fields: list[Any] = [Uid()] if random.random() < 0.5 else []
        here: dict[str, str] = {}
        for predicate in random.sample(("name", "age", "score", "ok"), random.randint(1, 3)):
            name = self._name("v") if defines and predicate in _numbers and random.random() < 0.7 else None
            fields.append(Value(predicate, None, name))
            if name:
                here[name] = "int" if predicate == "age" else "float"
        if random.random() < 0.4:
            name = self._name("v") if defines and random.random() < 0.6 else None
            where = self._where() if random.random() < 0.4 else None
            fields.append(Count(random.choice(_edges), where, name))
            if name:
                here[name] = "int"
        self.numbers |= here
        if depth and random.random() < 0.7:
            fields += self._edge(depth, defines=defines)
        if self.numbers and random.random() < 0.6:
            fields.append(Val(self._use()))
        if self.numbers and random.random() < 0.5:
            name = self._name("v") if defines else None
            expression, is_whole = self._math(2 if random.random() < 0.8 else 5)
            fields.append(Math(expression, self._name("m"), name))
            if name:
                self.numbers[name] = "int" if is_whole else "float"
        shown = {each.variable: each for each in fields if isinstance(each, Val)}
        return [each for each in fields if not isinstance(each, Val) or shown[each.variable] is each]

    def _edge(self, depth: int, *, defines: bool) -> list[Any]:
        random = self.random
        before = set(self.numbers)
        own = self._name("n") if defines and random.random() < 0.4 else None
        where, page, predicate = self._where(), self._page(inside=True), random.choice(_edges)
        facet, summed = (None, None)
        if predicate.strip("~") == "knows" and random.random() < 0.4:
            facet, summed = "weight", self._name("v") if defines else None
        fields = self._fields(depth - 1, defines=defines)
        if own:
            self.nodes.append(own)
        if summed:
            self.numbers[summed] = "float"
        made: list[Any] = [Edge(predicate, fields, where, page, own, facet, summed)]
        direct = {each.defines for each in fields if isinstance(each, Value | Count) and each.defines} - before
        if direct and random.random() < 0.7:
            name = random.choice(sorted(direct))
            function = random.choice(("min", "max", "sum", "avg"))
            self.used.add(name)
            defined = self._name("v") if defines and random.random() < 0.6 else None
            made.append(Aggregate(function, name, defined))
            if defined:
                self.numbers[defined] = "float" if function == "avg" else self.numbers[name]
        return made

    def _use(self) -> str:
        name = self.random.choice([*self.numbers])
        self.used.add(name)
        return name

    def _root(self) -> Any:
        random = self.random
        choice = random.random()
        known = [*self.nodes, *self.numbers]
        if known and choice < 0.45:
            names = random.sample(known, min(len(known), random.choice((1, 1, 2))))
            self.used |= set(names)
            return ("var", names)
        if choice < 0.6:
            return ("uid", random.sample(self.uids, random.randint(1, 6)))
        if choice < 0.8:
            return ("type", random.choice(("Person", "Robot")))
        return ("has", random.choice(("name", "age", "ok", "knows", "~owns")))

    def _where(self, depth: int = 2) -> Any:
        random = self.random
        choice = random.random()
        if choice < 0.35 and depth == 2:
            return None
        if depth and choice < 0.55:
            word = random.choice(("and", "or", "not"))
            if word == "not":
                return ("not", self._where(0))
            return (word, self._where(depth - 1), self._where(0))
        kind = random.choice(("compare", "compare", "has", "count", "type", "uid", "val"))
        operator = random.choice(("eq", "lt", "le", "gt", "ge"))
        if kind == "uid" and self.before:
            name = random.choice(self.before)
            self.used.add(name)
            return ("uid", [name])
        if kind == "val" and (numbers := [name for name in self.before if name in self.numbers]):
            name = random.choice(numbers)
            self.used.add(name)
            return ("val", operator, name, random.choice((0, 1, 3, 10)))
        if kind == "has":
            return ("has", random.choice(("name", "age", "score", "knows", "~knows")))
        if kind == "count":
            return ("count", operator, random.choice(("knows", "owns", "~knows")), random.randint(0, 2))
        if kind == "type":
            return ("type", random.choice(("Person", "Robot")))
        return ("compare", operator, "age", random.randint(-3, 40))

    def _page(self, *, inside: bool = False) -> Page:
        random = self.random
        choice = random.random()
        if choice < 0.5:
            return Page()
        order: tuple[tuple[str, bool], ...] = ()
        if choice > 0.7:
            key = random.choice(("age", "score", "name"))
            numbers = [name for name in self.before if name in self.numbers]
            if numbers and random.random() < 0.3:
                name = random.choice(numbers)
                self.used.add(name)
                key = f"val({name})"
            order = ((key, random.random() < 0.5),)
        first = random.choice((None, 1, 2, 5))
        if not order and random.random() < 0.3:
            first = -random.randint(1, 3)
        offset = random.choice((None, None, 1, 2))
        after = random.choice(self.uids) if random.random() < 0.2 and (first or 0) >= 0 else None
        return Page(first, offset, after, order)

    def _math(self, depth: int) -> tuple[Any, bool]:
        """An expression, and whether it gives whole numbers."""
        random = self.random
        if depth == 0 or random.random() < 0.2:
            name = self._use()
            return name, self.numbers[name] == "int"
        choice = random.random()
        if choice < 0.15:
            inner, _ = self._math(depth - 1)
            name = random.choice(("sqrt", "floor", "ceil", "ln", "exp"))
            return (name, inner), False
        one, is_one_whole = self._math(depth - 1)
        if choice < 0.3:
            number = random.choice((2, 3, 1.5))
            return (random.choice(("+", "*", "/")), one, number), is_one_whole and isinstance(number, int)
        other, is_other_whole = self._math(depth - 1)
        is_whole = is_one_whole and is_other_whole
        if choice < 0.4:
            test = (random.choice(("<", ">=", "==")), one, other)
            return ("cond", test, one, other), is_whole
        return (random.choice(("+", "-", "*", "/", "%", "min", "max")), one, other), is_whole
