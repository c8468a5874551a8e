"""What the generators share while a case grows: the schema, the reference database in step with the case, the dice.

The database lets the generators aim: at values that exist, at nodes that are there, at filters that match one node.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from .api import Named
from .cases import Step, normalise, resolve
from .coercion import from_json
from .evaluator import Answer, ReferenceDatabase
from .filters import select
from .model import Field, ObjectType
from .store import Node


@dataclass(slots=True, kw_only=True)
class World:
    random: Random
    database: ReferenceDatabase
    profiles: dict[tuple[str, str], str]
    id_map: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    numbers: int = 0

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def new_number(self) -> int:
        self.numbers += 1
        return self.numbers

    def profile(self, type_name: str, each: Field) -> str:
        return self.profiles[type_name, each.name]

    def some_type(self) -> ObjectType:
        return self.random.choice(list(self.database.schema.types.values()))

    def nodes(self, type_name: str) -> list[Node]:
        return self.database.store.of_type(type_name)

    def name_of(self, node: Node) -> str | None:
        """The name by which requests know a node, once an answer has shown its id."""
        return self.id_map.get(hex(node.identifier))

    def matched(self, type_name: str, filter_value: dict[str, Any]) -> list[Node]:
        """The nodes that a filter, as written in variables, lets through now."""
        resolved = resolve(Step(query="", variables={"filter": filter_value}), self.id_map).variables["filter"]
        coerced = from_json(self.database.api, resolved, Named(f"{type_name}Filter"), ())
        return select(self.database.store, type_name, coerced, self.nodes(type_name))

    def run(self, step: Step) -> Answer:
        """Add a step to the case and run it."""
        self.steps.append(step)
        resolved = resolve(step, self.id_map)
        answer = normalise(self.database.graphql(resolved.query, resolved.variables), self.id_map)
        self.answers.append(answer)
        return answer

    def reference_to(self, object_type: ObjectType, node: Node) -> dict[str, Any] | None:
        """An object that names a known node by its id or one of its keys; None when nothing names it."""
        choices: list[dict[str, Any]] = [
            {each.name: node.values[each.name]} for each in object_type.keys if each.name in node.values
        ]
        name = self.name_of(node)
        if object_type.id_field is not None and name is not None:
            choices.append({object_type.id_field.name: name})
        return self.random.choice(choices) if choices else None
