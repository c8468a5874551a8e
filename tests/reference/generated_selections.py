"""Random selections: fields, aliases, fragments, directives, nested lists with arguments, aggregates.

The id of a node is selected only as `id` or `id<number>`, the names that `cases.normalise` knows. Sums and averages are
selected only of fields with small numbers, because what happens beyond the limits is recorded nowhere.
"""

from typing import Final

from .api import ListOf, Named
from .generated_filters import list_arguments, outer_filter
from .generated_text import RequestText
from .model import Field, ObjectType
from .world import World

FIELDS_MAXIMUM: Final = 80
"""A request that has selected more fields follows no further references."""


class Selections:
    def __init__(self, world: World, text: RequestText) -> None:
        self.world = world
        self.text = text
        self.random = world.random
        self.schema = world.database.schema

    def of_type(self, object_type: ObjectType, depth: int) -> str:
        """`{ … }` with at least one field."""
        parts: list[str] = []
        for each in object_type.fields.values():
            if each.kind == "reference":
                parts += self._reference(each, depth)
            elif self.world.chance(0.5):
                parts.append(self._leaf(each))
        if self.world.chance(0.1):
            parts.append(self.random.choice(("__typename", f"{self.text.alias()}: __typename")))
        parts = parts or [self._leaf(next(each for each in object_type.fields.values() if each.kind != "reference"))]
        self.text.fields += len(parts)
        self.random.shuffle(parts)
        return f"{{ {' '.join(self._dressed(object_type, parts))} }}"

    def _leaf(self, each: Field) -> str:
        if not self.world.chance(0.15):
            return each.name
        return f"{self.text.alias('id' if each.kind == 'id' else 'a')}: {each.name}"

    def _dressed(self, object_type: ObjectType, parts: list[str]) -> list[str]:
        """Some fields under a directive, some moved into a fragment, a plain one repeated."""
        dressed = [
            f"{part} {self.text.directive(self.random.choice(('include', 'skip')))}"
            if part.isidentifier() and self.world.chance(0.04)
            else part
            for part in parts
        ]
        if self.world.chance(0.15):
            start = self.random.randrange(len(dressed))
            end = self.random.randint(start + 1, len(dressed))
            dressed[start:end] = [self.text.fragment(object_type.name, " ".join(dressed[start:end]))]
        plain = [part for part in parts if part.isidentifier()]
        if plain and self.world.chance(0.08):
            dressed.append(self.random.choice(plain))
        return dressed

    def _reference(self, each: Field, depth: int) -> list[str]:
        target = self.schema.types[each.type_name]
        parts: list[str] = []
        if self.text.fields > FIELDS_MAXIMUM:
            return parts
        if depth > 0 and self.world.chance(0.6):
            arguments = list_arguments(self.world, target, 0.25)
            if not each.is_list:
                arguments = {name: value for name, value in arguments.items() if name == "filter"}
            inner = self.of_type(target, depth - 1)
            parts.append(self._called(each.name, target, arguments, f"{self.cascade(target, 0.1)}{inner}"))
        if each.is_list and self.world.chance(0.25):
            arguments = {"filter": outer_filter(self.world, target)} if self.world.chance(0.3) else {}
            parts.append(self._called(f"{each.name}Aggregate", target, arguments, self.aggregate(target)))
        return parts

    def cascade(self, target: ObjectType, probability: float) -> str:
        """Now and then `@cascade`, of everything or of some fields, those perhaps in a variable."""
        if not self.world.chance(probability):
            return ""
        if self.world.chance(0.4):
            return "@cascade "
        names = self.random.sample(list(target.fields), self.random.randint(0, min(2, len(target.fields))))
        return f"@cascade(fields: {self.text.value(names, ListOf(Named('String')))}) "

    def _called(self, name: str, target: ObjectType, arguments: dict[str, object], selection: str) -> str:
        api = self.world.database.api
        declared = api.outputs["Query"][f"query{target.name}"].arguments
        alias = f"{self.text.alias()}: " if self.world.chance(0.2) else ""
        return f"{alias}{name}{self.text.arguments(arguments, declared)} {selection}"

    def aggregate(self, object_type: ObjectType) -> str:
        names = ["count"] if self.world.chance(0.7) else []
        for each in object_type.fields.values():
            if each.is_orderable:
                names += [f"{each.name}{end}" for end in ("Min", "Max") if self.world.chance(0.35)]
            if each.is_summable and not each.is_key and self.world.profile(object_type.name, each) == "small":
                names += [f"{each.name}{end}" for end in ("Sum", "Avg") if self.world.chance(0.4)]
        self.text.fields += len(names)
        parts = [f"{self.text.alias()}: {name}" if self.world.chance(0.1) else name for name in names or ["count"]]
        if self.world.chance(0.05):
            parts.append("__typename")
        return f"{{ {' '.join(parts)} }}"
