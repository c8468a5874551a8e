"""Random groups: what to group by, which groups, in which order, and what is shown of them.

Sums and averages are asked only of fields with small numbers, time zones only of fields whose values lie within the
calendar everywhere.
"""

from typing import Any, Final

from .cases import Step
from .generated_filters import outer_filter
from .generated_text import RequestText
from .generated_values import random_scalar
from .groups import BUCKETS, aggregate_names, groupable
from .model import Field, ObjectType
from .world import World

ZONES: Final = ("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata")
Path = tuple[str, ...]


def groups_step(world: World) -> Step | None:
    """A request for groups of some type; None where there is nothing to group by."""
    object_type = world.some_type()
    if f"groupBy{object_type.name}" not in world.database.api.operations:
        return None
    text = RequestText(world)
    return text.step("query", [_Asking(world, object_type, text).root()])


class _Asking:
    def __init__(self, world: World, object_type: ObjectType, text: RequestText) -> None:
        self.world = world
        self.random = world.random
        self.schema = world.database.schema
        self.object_type = object_type
        self.text = text
        self.paths: dict[Path, Field] = {}
        self.by: list[dict[str, Any]] = []

    def root(self) -> str:
        for _ in range(self.random.choice((1, 1, 2, 3))):
            self._add_key()
        arguments: dict[str, Any] = {"by": self.by}
        if self.world.chance(0.4):
            arguments["filter"] = outer_filter(self.world, self.object_type)
        if self.world.chance(0.4):
            arguments["having"] = self._having(2)
        if self.world.chance(0.6):
            arguments["order"] = [self._order() for _ in range(self.random.choice((1, 1, 2)))]
        if self.world.chance(0.4):
            arguments["first"] = self.random.choice((None, 0, 1, 2, 5))
        if self.world.chance(0.3):
            arguments["offset"] = self.random.choice((0, 1, 2))
        name = f"groupBy{self.object_type.name}"
        declared = self.world.database.api.outputs["Query"][name].arguments
        return f"{self.text.alias('r')}: {name}{self.text.arguments(arguments, declared)} {self._selection()}"

    # -- keys

    def _add_key(self) -> None:
        object_type = self.object_type
        steps: list[str] = []
        while True:
            each = self.random.choice(groupable(self.schema, object_type))
            if each.kind != "reference" or len(steps) == 2 or self.world.chance(0.5):
                break
            if not groupable(self.schema, self.schema.types[each.type_name]):
                break
            steps.append(each.name)
            object_type = self.schema.types[each.type_name]
        path: Path = (*steps, each.name)
        if any(other[: len(path)] == path or path[: len(other)] == other for other in self.paths):
            return
        self.paths[path] = each
        element: dict[str, Any] = {"field": each.name, **self._period(object_type, each)}
        for name in reversed(steps):
            element = {name: element}
        self.by.append(element)

    def _period(self, object_type: ObjectType, each: Field) -> dict[str, Any]:
        if each.type_name != "DateTime" or not self.world.chance(0.7):
            return {}
        given: dict[str, Any] = {"bucket": self.random.choice(BUCKETS)}
        values = [str(node.values.get(each.name, "2000")) for node in self.world.nodes(object_type.name)]
        if self.world.chance(0.6):
            is_inside = all("0002" < value < "9999" for value in values)
            given["timeZone"] = self.random.choice(ZONES) if is_inside else "UTC"
        return given

    # -- choosing

    def _aggregates(self) -> dict[str, str]:
        def is_known(name: str) -> bool:
            each = self.object_type.fields[name[:-3]]
            is_small = not each.is_key and self.world.profile(self.object_type.name, each) == "small"
            return name[-3:] in ("Min", "Max") or is_small

        found = aggregate_names(self.object_type)
        return {"count": "Int", **{name: found[name] for name in found if is_known(name)}}

    def _having(self, depth: int) -> dict[str, Any]:
        given: dict[str, Any] = {}
        if depth and self.world.chance(0.2):
            given["not"] = self._having(depth - 1)
        for name in ("and", "or"):
            if depth and self.world.chance(0.2):
                given[name] = [self._having(depth - 1) for _ in range(self.random.choice((1, 2)))]
        aggregates = self._aggregates()
        name = self.random.choice(["count", *aggregates])
        # Averages are not exact: what is equal to one is not asked.
        operator = self.random.choice(("eq", "in", "le", "lt", "ge", "gt", "between"))
        if name.endswith("Avg") or aggregates[name] == "Float":
            operator = self.random.choice(("le", "ge"))
        given[name] = {operator: self._operand(name, operator)}
        return given

    def _operand(self, name: str, operator: str) -> Any:
        def one() -> Any:
            if name == "count" or name[-3:] in ("Sum", "Avg"):
                return self.random.randint(0, 4)
            each = self.object_type.fields[name[:-3]]
            return random_scalar(self.random, self.schema, each, self.world.profile(self.object_type.name, each))

        if operator == "in":
            return [one() for _ in range(self.random.choice((0, 1, 2)))]
        return {"min": one(), "max": one()} if operator == "between" else one()

    def _order(self) -> dict[str, Any]:
        direction = self.random.choice(("ASC", "DESC"))
        if self.world.chance(0.5):
            exact = [name for name, kind in self._aggregates().items() if kind != "Float"]
            return {self.random.choice(exact): direction}
        path, each = self.random.choice(list(self.paths.items()))
        if each.kind == "reference":
            target = self.schema.types[each.type_name]
            usable = [own for own in groupable(self.schema, target) if own.kind != "reference"]
            own = self.random.choice([*usable, *([target.id_field] if target.id_field else [])])
            path = (*path, own.name)
        element: Any = direction
        for name in reversed(path):
            element = {name: element}
        return {"key": element}

    # -- showing

    def _selection(self) -> str:
        aggregates = self._aggregates()
        names = self.random.sample(list(aggregates), self.random.randint(0, min(4, len(aggregates))))
        parts = [f"key {self._keys(list(self.paths))}", *names]
        if self.world.chance(0.1):
            parts.append("__typename")
        self.random.shuffle(parts)
        self.text.fields += len(parts)
        return f"{{ {' '.join(parts)} }}"

    def _keys(self, paths: list[Path], start: int = 0) -> str:
        """All that is grouped by, or the most of it."""
        parts: list[str] = []
        for name in dict.fromkeys(path[start] for path in paths):
            own = [path for path in paths if path[start] == name]
            whole = next((path for path in own if len(path) == start + 1), None)
            if whole is None:
                parts.append(f"{name} {self._keys(own, start + 1)}")
            elif self.paths[whole].kind == "reference":
                parts.append(f"{name} {self._node(self.schema.types[self.paths[whole].type_name], 1)}")
            else:
                parts.append(name)
        return f"{{ {' '.join(parts)} }}"

    def _node(self, target: ObjectType, depth: int) -> str:
        parts = [target.id_field.name] if target.id_field else []
        for each in groupable(self.schema, target):
            if each.kind != "reference":
                parts += [each.name] if self.world.chance(0.5) else []
            elif depth and self.world.chance(0.3):
                parts.append(f"{each.name} {self._node(self.schema.types[each.type_name], depth - 1)}")
        return f"{{ {' '.join(parts or ['__typename'])} }}"
