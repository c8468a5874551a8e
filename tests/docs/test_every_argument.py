"""Each directive with each of its arguments, and each argument of the generated API, stands in a block that runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, get_args

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLDirective,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    ObjectValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    value_from_ast_untyped,
    visit,
)

from graphwright.model.api import ApiSchema, Role
from graphwright.schema.bindings import Binding, RemoteValue
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api
from graphwright.schema.generation import names
from graphwright.schema.generation.introspection import request_directives
from graphwright.schema.generation.own_directives import own_directives
from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.rules.directives import known_directives, supported_directives
from tests.docs.blocks import PAGES, Block, blocks_of

Word = tuple[str, ...]

# ---- directives -----------------------------------------------------------------------------------

DIRECTIVES: Final[dict[str, GraphQLDirective]] = {
    **{name: known_directives()[name] for name in supported_directives},
    **{directive.name: directive for directive in (*load_prelude().directives, *request_directives, *own_directives)},
}


def words_of(directive: GraphQLDirective) -> Iterator[Word]:
    """The directive, its arguments, and the members of these."""
    yield (f"@{directive.name}",)
    for name, argument in directive.args.items():
        yield f"@{directive.name}", name
        yield from members_of(get_named_type(argument.type), set())


def members_of(type_: Any, seen: set[str]) -> Iterator[Word]:
    """`(AuthRule, and)`: once for all arguments of a type."""
    if isinstance(type_, GraphQLInputObjectType) and type_.name not in seen:
        seen.add(type_.name)
        for name, member in type_.fields.items():
            yield type_.name, name
            yield from members_of(get_named_type(member.type), seen)


def used_words(document: DocumentNode) -> set[Word]:
    """The directives of a document with their arguments and the members of these."""
    found: set[Word] = set()

    class Finder(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            found.add((f"@{node.name.value}",))
            known = DIRECTIVES.get(node.name.value)
            for argument in node.arguments or ():
                found.add((f"@{node.name.value}", argument.name.value))
                definition = None if known is None else known.args.get(argument.name.value)
                if definition is not None:
                    add(argument.value, get_named_type(definition.type))

    def add(value: Any, type_: Any) -> None:
        for each in getattr(value, "values", None) or (value,):
            for member in each.fields if isinstance(each, ObjectValueNode) else ():
                found.add((type_.name, member.name.value))
                if member.name.value in type_.fields:
                    add(member.value, get_named_type(type_.fields[member.name.value].type))

    visit(document, Finder())
    return found


def written_words(text: str) -> set[Word]:
    """The same, roughly, of a text in a shell or in Python: every `name:` in the brackets behind a directive."""
    found: set[Word] = set()
    for match in re.finditer(r"@(\w+)", text):
        name, rest = f"@{match[1]}", text[match.end() :]
        found.add((name,))
        if rest.startswith("("):
            found.update((name, each) for each in re.findall(r"(\w+):", rest[: _closing(rest)]))
    return found


def _closing(text: str) -> int:
    """Where the bracket closes with which a text begins."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place
    return len(text)


RUNNING: Final = [block for page in PAGES for block in blocks_of(page) if block.mark not in ("shown", "answer")]


def parsed(block: Block) -> DocumentNode | None:
    """The document of a block; None for one that is refused because it is none."""
    return document_of(block.text) if block.language == "graphql" else None


def document_of(text: str) -> DocumentNode | None:
    """The document that a text is, if it is one."""
    try:
        return parse(text)
    except GraphQLError:
        return None


def test_each_directive_and_each_of_its_arguments_is_in_a_block_that_runs() -> None:
    used: set[Word] = set()
    for block in RUNNING:
        document = parsed(block)
        used |= written_words(block.text) if document is None else used_words(document)
    missing = {" ".join(word) for each in DIRECTIVES.values() for word in words_of(each) if word not in used}
    assert not missing, "\n".join(sorted(missing))


# ---- the generated API ----------------------------------------------------------------------------


class Generated:
    """A schema of the manual, and what its fields and inputs are called whatever the types are called."""

    def __init__(self, text: str) -> None:
        self.api: ApiSchema = compile_schema(text)
        self.schema: GraphQLSchema = generate_api(self.api)
        self._inputs = {}
        for name in self.api.types:
            self._inputs[names.order_name(name)] = "order"
            self._inputs[names.input_name("Update", name)] = "input of updateX"
            self._inputs[names.relation_filter_name(name)] = "filter of a list"

    def argument(self, definition: GraphQLField, name: str) -> Word:
        """`(QueryRoot, filter)`; what is named after a field of the schema goes by what that field is."""
        binding = definition.extensions.get("binding")
        owner = self.api.types.get(getattr(binding, "type_name", ""))
        is_of_nodes = type(binding).__name__ in ("GetRoot", "CheckPasswordRoot", "SimilarRoot")
        member = None
        if (
            owner is not None
            and is_of_nodes
            and name in {*owner.fields, *([owner.secret.name] if owner.secret else ())}
        ):
            member = owner.member(name)
        if member is not None:
            name = "an ID" if member.role is Role.ID else "an @id value" if member.is_key else "a password"
        return type(binding).__name__, name

    def arguments(self) -> Iterator[Word]:
        """All that can be given."""
        for type_ in self.schema.type_map.values():
            if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not type_.name.startswith("__"):
                for definition in type_.fields.values():
                    if is_ours(definition):
                        yield from (self.argument(definition, name) for name in definition.args)
            elif isinstance(type_, GraphQLInputObjectType) and type_.name in self._inputs:
                yield from ((self._inputs[type_.name], name) for name in type_.fields)

    def used(self, document: DocumentNode, variables: dict[str, Any]) -> Iterator[Word]:
        """All that a request gives."""
        info = TypeInfo(self.schema)
        found: list[Word] = []

        class Finder(Visitor):
            def enter_field(this, node: FieldNode, *_: Any) -> None:  # noqa: N805 - `self` is the schema
                definition = info.get_field_def()
                if definition is None or not is_ours(definition):
                    return
                for given in node.arguments or ():
                    found.append(self.argument(definition, given.name.value))
                    argument = definition.args[given.name.value]
                    found.extend(self._members(value_from_ast_untyped(given.value, variables), argument.type))

        visit(document, TypeInfoVisitor(info, Finder()))
        return iter(found)

    def _members(self, value: Any, type_: Any) -> Iterator[Word]:
        named = get_named_type(type_)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and isinstance(named, GraphQLInputObjectType):
                for name, member in each.items():
                    if named.name in self._inputs:
                        yield self._inputs[named.name], name
                    if name in named.fields:
                        yield from self._members(member, named.fields[name].type)


def is_ours(definition: GraphQLField) -> bool:
    """Whether we gave a field its arguments, and not the schema or GraphQL."""
    binding = (definition.extensions or {}).get("binding")
    return binding is not None and not isinstance(binding, RemoteValue)


def test_each_argument_of_the_generated_api_is_in_a_block_that_runs() -> None:
    there: set[Word] = set()
    used: set[Word] = set()
    bound: set[str] = set()
    for page in PAGES:
        generated, variables = None, {}
        for block in blocks_of(page):
            document = parsed(block)
            if block.mark == "schema":
                generated = Generated(block.text)
                there.update(generated.arguments())
                bound.update(bindings_of(generated.schema))
            elif block.mark == "variables":
                variables = json.loads(block.text)
            elif block.mark == "run" and document is not None and generated is not None:
                used.update(generated.used(document, variables))
                variables = {}
    assert there <= used, "\n".join(sorted(" ".join(word) for word in there - used))
    nowhere = {kind.__name__ for kind in get_args(Binding)} - bound
    assert not nowhere, f"no schema of the manual has such a field: {nowhere}"


def bindings_of(schema: GraphQLSchema) -> Iterator[str]:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for definition in type_.fields.values():
                yield type((definition.extensions or {}).get("binding")).__name__
