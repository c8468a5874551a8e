"""Schema text → `Declarations`.

In: SDL text. Out: what it declares, as written, or `ParseError`, `SchemaError`, `LimitError`.
graphql-core's parser does the syntax. Does not know: which declarations are allowed.
"""

from __future__ import annotations

from graphql import (
    ConstDirectiveNode,
    DefinitionNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    GraphQLSyntaxError,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    StringValueNode,
    Token,
    TokenKind,
    TypeNode,
    UnionTypeDefinitionNode,
    parse,
)

from graphwright import limits
from graphwright.errors import LimitError, ParseError, SchemaError
from graphwright.records import dataclass
from graphwright.schema.declarations import (
    ArgumentDeclaration,
    Declarations,
    DirectiveUse,
    EnumDeclaration,
    EnumValueDeclaration,
    FieldDeclaration,
    InputDeclaration,
    NameUse,
    Place,
    TypeDeclaration,
    UnionDeclaration,
    place_of,
)
from graphwright.schema.extensions import merge_extensions


def read_declarations(text: str) -> Declarations:
    """What a schema text declares.

    Raises:
        ParseError: The text is no SDL.
        SchemaError: The text declares nothing.
        LimitError: The text or the number of its types is over the limit.
    """
    size = len(text.encode(errors="replace"))
    if size > limits.schema_bytes_max:
        raise LimitError(f"the schema has {size} bytes; the limit is {limits.schema_bytes_max} (schema_bytes_max)")
    definitions, comments = _parse(text)
    if len(definitions) > limits.schema_types_max:
        raise LimitError(
            f"the schema has {len(definitions)} definitions; the limit is {limits.schema_types_max} (schema_types_max)"
        )
    plain, others = merge_extensions(definitions)
    types: list[TypeDeclaration] = []
    enums: list[EnumDeclaration] = []
    unions: list[UnionDeclaration] = []
    inputs: list[InputDeclaration] = []
    for node in plain:
        match node:
            case ObjectTypeDefinitionNode() | InterfaceTypeDefinitionNode():
                types.append(_read_type(node))
            case EnumTypeDefinitionNode():
                enums.append(_read_enum(node))
            case UnionTypeDefinitionNode():
                unions.append(_read_union(node))
            case InputObjectTypeDefinitionNode():
                inputs.append(_read_input(node))
    return Declarations(
        text=text,
        types=tuple(one for one in types if not _is_root(one) and not one.is_remote),
        enums=tuple(enums),
        unions=tuple(one for one in unions if not _is_remote(one)),
        remote_unions=tuple(one for one in unions if _is_remote(one)),
        inputs=tuple(inputs),
        roots=tuple(one for one in types if _is_root(one)),
        remotes=tuple(one for one in types if one.is_remote and not _is_root(one)),
        others=tuple(others),
        comments=comments,
    )


def _parse(text: str) -> tuple[tuple[DefinitionNode, ...], tuple[tuple[str, Place], ...]]:
    if not any(line.strip() and not line.strip().startswith("#") for line in text.splitlines()):
        raise SchemaError("the schema declares nothing; declare at least one type", line=1, column=1)
    try:
        document = parse(text)
    except GraphQLSyntaxError as error:
        location = error.locations[0] if error.locations else None
        line, column = (location.line, location.column) if location else (1, 1)
        raise ParseError(error.message, line=line, column=column) from None
    assert document.loc is not None
    return tuple(document.definitions), tuple(_comments(document.loc.start_token))


def _comments(token: Token | None) -> list[tuple[str, Place]]:
    found = []
    while token is not None:
        if token.kind is TokenKind.COMMENT:
            found.append((token.value or "", Place(token.line, token.column)))
        token = token.next
    return found


def _is_remote(declared: UnionDeclaration) -> bool:
    return any(use.name == "remote" for use in declared.directives)


def _is_root(declared: TypeDeclaration) -> bool:
    return not declared.is_interface and declared.name in ("Query", "Mutation")


def _read_type(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) -> TypeDeclaration:
    name = node.name.value
    return TypeDeclaration(
        name=name,
        is_interface=isinstance(node, InterfaceTypeDefinitionNode),
        interfaces=tuple(NameUse(name=use.name.value, place=place_of(use)) for use in node.interfaces or ()),
        fields=tuple(_read_field(field, name) for field in node.fields or ()),
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


def _read_field(node: FieldDefinitionNode, owner: str) -> FieldDeclaration:
    shape = _read_shape(node.type)
    return FieldDeclaration(
        name=node.name.value,
        declared_in=owner,
        type_name=shape.name,
        written_type=_write_type(node.type),
        type_place=shape.place,
        is_list=shape.is_list,
        is_nested_list=shape.is_nested_list,
        is_required=shape.is_required,
        is_element_required=shape.is_element_required,
        arguments=tuple(_read_argument(argument) for argument in node.arguments or ()),
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


def _read_argument(node: InputValueDefinitionNode) -> ArgumentDeclaration:
    shape = _read_shape(node.type)
    return ArgumentDeclaration(
        name=node.name.value,
        type_name=shape.name,
        written_type=_write_type(node.type),
        type_place=shape.place,
        is_list=shape.is_list,
        is_required=shape.is_required,
        default=node.default_value,
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A type as it is written, taken apart."""

    name: str
    place: Place
    is_list: bool
    is_nested_list: bool
    is_required: bool
    is_element_required: bool


def _read_shape(node: TypeNode) -> _Shape:
    outer, is_required = _without_non_null(node)
    element, is_element_required = outer, False
    is_nested_list = False
    if isinstance(outer, ListTypeNode):
        element, is_element_required = _without_non_null(outer.type)
    while isinstance(element, ListTypeNode):
        is_nested_list = True
        element, _ = _without_non_null(element.type)
    assert isinstance(element, NamedTypeNode)
    return _Shape(
        name=element.name.value,
        place=place_of(element),
        is_list=isinstance(outer, ListTypeNode),
        is_nested_list=is_nested_list,
        is_required=is_required,
        is_element_required=is_element_required,
    )


def _write_type(node: TypeNode) -> str:
    match node:
        case NonNullTypeNode():
            return f"{_write_type(node.type)}!"
        case ListTypeNode():
            return f"[{_write_type(node.type)}]"
        case NamedTypeNode():
            return node.name.value
    raise AssertionError(f"{node.kind} is no type")


def _without_non_null(node: TypeNode) -> tuple[TypeNode, bool]:
    return (node.type, True) if isinstance(node, NonNullTypeNode) else (node, False)


def _read_enum(node: EnumTypeDefinitionNode) -> EnumDeclaration:
    return EnumDeclaration(
        name=node.name.value,
        values=tuple(
            EnumValueDeclaration(
                name=value.name.value,
                directives=_read_directives(value.directives),
                description=_read_description(value.description),
                place=place_of(value.name),
            )
            for value in node.values or ()
        ),
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


def _read_union(node: UnionTypeDefinitionNode) -> UnionDeclaration:
    return UnionDeclaration(
        name=node.name.value,
        members=tuple(NameUse(name=use.name.value, place=place_of(use)) for use in node.types or ()),
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


def _read_input(node: InputObjectTypeDefinitionNode) -> InputDeclaration:
    return InputDeclaration(
        name=node.name.value,
        fields=tuple(_read_argument(field) for field in node.fields or ()),
        directives=_read_directives(node.directives),
        description=_read_description(node.description),
        place=place_of(node.name),
    )


def _read_directives(nodes: tuple[ConstDirectiveNode, ...] | None) -> tuple[DirectiveUse, ...]:
    return tuple(
        DirectiveUse(
            name=node.name.value,
            arguments={argument.name.value: argument.value for argument in node.arguments or ()},
            node=node,
            place=place_of(node),
        )
        for node in nodes or ()
    )


def _read_description(node: StringValueNode | None) -> str | None:
    return None if node is None else node.value
