"""Values, arguments and selections as GraphQL text, with literals and variables mixed at random.

`RequestText` gathers the variables and fragments of one request and puts the document together.
"""

import json
from typing import Any

from .api import ListOf, Named, NonNull, TypeReference, nullable
from .cases import Step
from .world import World


def type_text(reference: TypeReference) -> str:
    if isinstance(reference, NonNull):
        return f"{type_text(reference.of)}!"
    return f"[{type_text(reference.of)}]" if isinstance(reference, ListOf) else reference.name


class RequestText:
    def __init__(self, world: World) -> None:
        self.world = world
        self.random = world.random
        self.variables: dict[str, Any] = {}
        self.definitions: list[str] = []
        self.fragments: list[str] = []
        self.aliases = 0
        self.fields = 0
        self.variable_rate = self.random.choice((0.0, 0.0, 0.15, 0.3, 1.0))
        """How often a value becomes a variable: never, here and there, or always the whole argument."""

    def step(self, operation: str, roots: list[str]) -> Step:
        """The request. A query without variables may leave out the word `query`."""
        variables = f"({', '.join(self.definitions)})" if self.definitions else ""
        name = self.random.choice(("", " Request"))
        head = f"{operation}{name}{variables} "
        if operation == "query" and not variables and not name and self.world.chance(0.5):
            head = ""
        text = head + "{ " + " ".join(roots) + " }" + "".join(f" {fragment}" for fragment in self.fragments)
        return Step(query=text, variables=self.variables)

    def alias(self, prefix: str = "a") -> str:
        self.aliases += 1
        return f"{prefix}{self.aliases}"

    def arguments(self, given: dict[str, Any], declared: dict[str, TypeReference]) -> str:
        texts = [f"{name}: {self.value(value, declared[name])}" for name, value in given.items()]
        return f"({', '.join(texts)})" if texts else ""

    # ---- values

    def value(self, value: Any, reference: TypeReference) -> str:
        if self.world.chance(self.variable_rate):
            return self.variable(value, reference)
        return self.literal(value, reference)

    def variable(self, value: Any, reference: TypeReference) -> str:
        """A new variable that has the value, given or by default."""
        name = f"v{len(self.definitions) + 1}"
        declared = reference
        if not isinstance(reference, NonNull) and value is not None and self.world.chance(0.2):
            declared = NonNull(reference)
        definition = f"${name}: {type_text(declared)}"
        if value is not None and not isinstance(declared, NonNull) and self.world.chance(0.15):
            definition += f" = {self.plain_literal(value, reference)}"
        else:
            self.variables[name] = value
        self.definitions.append(definition)
        return f"${name}"

    def plain_literal(self, value: Any, reference: TypeReference) -> str:
        """A literal without variables in it."""
        rate, self.variable_rate = self.variable_rate, 0.0
        text = self.literal(value, reference)
        self.variable_rate = rate
        return text

    def literal(self, value: Any, reference: TypeReference) -> str:
        if value is None:
            return "null"
        inner = nullable(reference)
        if isinstance(inner, ListOf):
            if not isinstance(value, list):
                return self.literal(value, inner.of)
            if len(value) == 1 and value[0] is not None and self.world.chance(0.1):
                return self.literal(value[0], inner.of)
            return f"[{', '.join(self.value(element, inner.of) for element in value)}]"
        if inner.name in self.world.database.api.inputs:
            fields = self.world.database.api.inputs[inner.name]
            texts = [f"{key}: {self.value(element, fields[key])}" for key, element in value.items()]
            return f"{{{', '.join(texts)}}}"
        return self._scalar_literal(value, inner)

    def _scalar_literal(self, value: Any, reference: Named) -> str:
        if reference.name in self.world.database.api.enums:
            return str(value)
        if isinstance(value, str):
            return json.dumps(value, ensure_ascii=self.world.chance(0.3))
        if reference.name == "Int64" and self.world.chance(0.1):
            return f'"{value}"'
        if isinstance(value, float) and value.is_integer() and abs(value) < 1000 and self.world.chance(0.3):
            return str(int(value))
        return json.dumps(value)

    # ---- selections

    def fragment(self, type_name: str, inner: str) -> str:
        """A piece of a selection as an inline or a named fragment, or under `@include`."""
        shape = self.random.choice(("inline", "typed", "named", "include", "skip"))
        if shape == "named":
            name = f"F{len(self.fragments) + 1}"
            self.fragments.append(f"fragment {name} on {type_name} {{ {inner} }}")
            return f"...{name}"
        if shape == "typed":
            return f"... on {type_name} {{ {inner} }}"
        directive = "" if shape == "inline" else f" {self.directive(shape)}"
        return f"...{directive} {{ {inner} }}"

    def directive(self, name: str) -> str:
        condition = self.value((name == "include") == self.world.chance(0.7), NonNull(Named("Boolean")))
        return f"@{name}(if: {condition})"
