"""Random selections: fields, aliases, fragments, directives, nested lists with arguments, aggregates.

The id of a node is selected only as `id` or `id<number>`, the names that `cases.normalise` knows. Sums and averages are
selected only of fields with small numbers, because what happens beyond the limits is recorded nowhere.
"""

from random import Random
from typing import Final

from .api import ListOf, Named
from .generated_filters import list_arguments, outer_filter
from .generated_text import RequestText
from .model import Field, ObjectType
from .trees import identifying, tree_field, tree_name
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
                parts.append(f"{self._leaf(each)}{shape_selection(each, self.random)}")
        if self.world.chance(0.1):
            parts.append(self.random.choice(("__typename", f"{self.text.alias()}: __typename")))
        plain = [each for each in object_type.fields.values() if each.kind not in ("reference", "shape")]
        parts = parts or [self._leaf(plain[0])]
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
        repeated = [part for part in parts if part.isidentifier()]
        if repeated and self.world.chance(0.08):
            dressed.append(self.random.choice(repeated))
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
        if depth > 0 and tree_field(target, tree_name(each)) == each and self.world.chance(0.4):
            parts.append(self._tree(each, target, depth))
        if each.is_list and self.world.chance(0.25):
            arguments = {"filter": outer_filter(self.world, target)} if self.world.chance(0.3) else {}
            parts.append(self._called(f"{each.name}Aggregate", target, arguments, self.aggregate(target)))
        return parts

    def _tree(self, each: Field, target: ObjectType, depth: int) -> str:
        """Everything below a node, or above it."""
        name = tree_name(each)
        asked = list_arguments(self.world, target, 0.4).items()
        arguments = {key: value for key, value in asked if key == "filter" or (key == "order" and each.is_list)}
        if self.world.chance(0.5):
            arguments["depth"] = self.random.choice((None, 1, 2, 3))
        members = ["depth"] if self.world.chance(0.7) else []
        key_field = identifying(target)
        if each.is_list and key_field is not None and self.world.chance(0.6):
            members.append(f"{self.text.alias('id' if key_field.kind == 'id' else 'a')}: parentId")
        if not members or self.world.chance(0.8):
            members.append(f"node {self.cascade(target, 0.1)}{self.of_type(target, depth - 1)}")
        self.random.shuffle(members)
        declared = self.world.database.api.outputs[target.name][name].arguments
        alias = f"{self.text.alias()}: " if self.world.chance(0.2) else ""
        return f"{alias}{name}{self.text.arguments(arguments, declared)} {{ {' '.join(members)} }}"

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


def shape_selection(each: Field, random: Random | None = None) -> str:
    """What is asked of a shape: everything, or some of it at random; nothing of another field."""
    if each.kind != "shape":
        return ""
    point = (
        random.choice(("latitude", "y: latitude longitude", "longitude __typename")) if random else "longitude latitude"
    )
    return f" {{ {point} }}" if each.type_name == "Point" else f" {{ coordinates {{ points {{ {point} }} }} }}"
