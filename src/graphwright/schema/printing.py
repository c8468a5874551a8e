"""The generated API as SDL text, laid out as the reference lays it out.

In: an `ApiSchema`. Out: the user's types with what was added to their fields, the fixed definitions, then
generated types, enums, inputs, queries and mutations, each sorted by name.
Does not know: stores; texts with comments (the schema as given is `ApiSchema.text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    StringValueNode,
    Undefined,
    ast_from_value,
    is_introspection_type,
    is_specified_scalar_type,
    print_ast,
)

from graphwright.model.api import ApiSchema
from graphwright.schema.declarations import (
    Declarations,
    DirectiveUse,
    EnumDeclaration,
    NamedDeclaration,
    TypeDeclaration,
)
from graphwright.schema.generate import generate_api
from graphwright.schema.generation.definitions import definitions_text
from graphwright.schema.generation.federation import federation_types
from graphwright.schema.generation.prelude import load_prelude
from graphwright.schema.graphcool import read_graphcool
from graphwright.schema.inheritance import inherit_fields
from graphwright.schema.inverses import complete_inverses
from graphwright.schema.reading import read_declarations

_rule: Final = "#######################"
_tab: Final = "\t"


def print_generated(api: ApiSchema, *, is_strict: bool = False) -> str:
    """The text of the generated schema."""
    declared = inherit_fields(read_graphcool(read_declarations(api.text)))
    schema = generate_api(api, is_strict=is_strict)
    made = generated_types(api, schema)
    roots = {"Query", "Mutation"}
    sections = (
        ("Input Schema", _print_declared(declared, schema)),
        ("Extended Definitions", [definitions_text]),
        ("Generated Types", (print_type(t) for t in made if isinstance(t, GraphQLObjectType) and t.name not in roots)),
        ("Generated Enums", (print_type(t) for t in made if isinstance(t, GraphQLEnumType))),
        ("Generated Inputs", (print_type(t) for t in made if isinstance(t, GraphQLInputObjectType))),
        ("Generated Query", (print_type(t) for t in made if t.name == "Query")),
        ("Generated Mutations", (print_type(t) for t in made if t.name == "Mutation")),
    )
    return "".join(print_section(title, list(parts)) for title, parts in sections)


def generated_types(api: ApiSchema, schema: GraphQLSchema) -> list[GraphQLNamedType]:
    """The types that a text does not declare and that depend on it, by name; those of federations left out."""
    own = {*api.types, *api.enums, *api.unions, *api.remote_types, *api.remote_unions, *api.inputs, *federation_types}
    return [
        named
        for name, named in sorted(schema.type_map.items())
        if name not in own and name not in load_prelude().types and not _is_built_in(named)
    ]


def _is_built_in(named: GraphQLNamedType) -> bool:
    return is_introspection_type(named) or is_specified_scalar_type(named)


def print_section(title: str, parts: list[str]) -> str:
    """A part of the text under its title; nothing for no parts."""
    return f"{_rule}\n# {title}\n{_rule}\n\n" + "".join(f"{part}\n" for part in parts) if parts else ""


def _print_declared(declared: Declarations, schema: GraphQLSchema) -> Iterator[str]:
    inverses = complete_inverses(declared)
    for one in declared.all_named:
        named = schema.type_map[one.name]
        yield print_type(named, type_directives(one), field_directives(one, inverses))


def type_directives(declared: NamedDeclaration, hidden: frozenset[str] = frozenset()) -> str:
    """What stands behind a type's name."""
    return _print_uses(declared.directives, hidden)


def field_directives(
    declared: NamedDeclaration, inverses: Mapping[tuple[str, str], str], hidden: frozenset[str] = frozenset()
) -> dict[str, str]:
    """What stands behind each field or value, completed inverses included."""
    if isinstance(declared, EnumDeclaration):
        return {value.name: _print_uses(value.directives, hidden) for value in declared.values}
    if not isinstance(declared, TypeDeclaration):
        return {}
    found = {}
    for field in declared.fields:
        found[field.name] = _print_uses(field.directives, hidden)
        inverse = inverses.get((field.declared_in, field.name))
        if inverse is not None and field.directive("hasInverse") is None:
            found[field.name] += f" @hasInverse(field: {inverse})"
    return found


def _print_uses(uses: tuple[DirectiveUse, ...], hidden: frozenset[str]) -> str:
    return "".join(f" {print_ast(use.node)}" for use in uses if use.name not in hidden)


def print_type(named: GraphQLNamedType, directives: str = "", behind: Mapping[str, str] | None = None) -> str:
    """A type; `behind` gives what stands behind each field where that is not the deprecation alone."""
    match named:
        case GraphQLUnionType(types=members):
            listed = " | ".join(member.name for member in members)
            return f"{_print_description(named.description)}union {named.name}{directives} = {listed}\n"
        case GraphQLObjectType() | GraphQLInterfaceType():
            word = "type" if isinstance(named, GraphQLObjectType) else "interface"
            implements = " & ".join(interface.name for interface in named.interfaces)
            head = f"{word} {named.name}" + (f" implements {implements}" if implements else "")
            lines = [_print_field(name, field, behind) for name, field in named.fields.items()]
        case GraphQLInputObjectType():
            head = f"input {named.name}"
            lines = [
                f"{_print_description(field.description, _tab)}\t{name}: {field.type}"
                f"{_print_default(field.default_value, field.type)}\n"
                for name, field in named.fields.items()
            ]
        case GraphQLEnumType():
            head = f"enum {named.name}"
            lines = [
                f"{_print_description(value.description, _tab)}\t{name}{(behind or {}).get(name, '')}\n"
                for name, value in named.values.items()
            ]
        case _:
            raise AssertionError(f"no {type(named).__name__} is generated")
    return f"{_print_description(named.description)}{head}{directives} {{\n{''.join(lines)}}}\n"


def _print_field(name: str, field: GraphQLField, behind: Mapping[str, str] | None) -> str:
    arguments = ", ".join(_print_argument(argument, one) for argument, one in field.args.items())
    if behind is not None and name in behind:
        directives = behind[name]
    elif field.deprecation_reason is not None:
        directives = f" @deprecated(reason: {print_ast(StringValueNode(value=field.deprecation_reason))})"
    else:
        directives = ""
    shown = f"({arguments})" if arguments else ""
    return f"{_print_description(field.description, _tab)}\t{name}{shown}: {field.type}{directives}\n"


def _print_argument(name: str, argument: GraphQLArgument) -> str:
    return f"{name}: {argument.type}{_print_default(argument.default_value, argument.type)}"


def _print_default(default: Any, type_: GraphQLInputType) -> str:
    node = None if default is Undefined else ast_from_value(default, type_)
    return "" if node is None else f" = {print_ast(node)}"


def _print_description(description: str | None, indent: str = "") -> str:
    """A block string of its own lines."""
    if not description:
        return ""
    quoted = description.replace('"""', '\\"""')
    lines = ('"""', *quoted.split("\n"), '"""')
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)
