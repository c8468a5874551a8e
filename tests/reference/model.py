"""The schema of the reference evaluator: SDL text in, types, fields and enums out.

Knows types, enums, shapes, defaults and language tags (`abstract.py`: interfaces and unions); anything else is refused
with `OutOfScope`, so that a test cannot look green because a directive was silently ignored. Deliberately knows nothing
of `src/graphwright`: a misunderstanding there should not be repeated here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import parse
from graphql.language import ast

SHAPES: Final = ("Point", "Polygon")
SCALARS: Final = ("ID", "Int", "Int64", "Float", "String", "Boolean", "DateTime")
DEFAULT_SEARCH: Final = {
    "String": "term",
    "Int": "int",
    "Int64": "int64",
    "Float": "float",
    "Boolean": "bool",
    "DateTime": "year",
    "Point": "point",
    "Polygon": "polygon",
}
SEARCHES: Final = {
    "String": ("hash", "exact", "term", "fulltext", "trigram", "regexp", "ngram"),
    "Int": ("int",),
    "Int64": ("int64",),
    "Float": ("float",),
    "Boolean": ("bool",),
    "DateTime": ("year", "month", "day", "hour"),
    "Point": ("point",),
    "Polygon": ("polygon",),
}
ENUM_SEARCHES: Final = ("hash", "exact", "trigram", "regexp")
IGNORED_DIRECTIVES: Final = ("withSubscription", "deprecated")
ORDERABLE: Final = ("Int", "Int64", "Float", "String", "DateTime")
SUMMABLE: Final = ("Int", "Int64", "Float")


class OutOfScope(Exception):
    """The schema or request uses something that the reference evaluator deliberately leaves out."""


class SchemaError(Exception):
    """The schema breaks one of the few rules that the evaluator needs for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`kind` is `id`, `scalar`, `enum`, `shape` or `reference`; `inverse` names the field at the other end.

    `reads` names the fields of which a field of several languages shows the first that has a value; it is in no input.
    """

    name: str
    kind: str
    type_name: str
    is_list: bool
    non_null: bool
    element_non_null: bool
    is_key: bool
    search: tuple[str, ...]
    inverse: str | None
    default_add: Any = None
    default_update: Any = None
    predicate: str = ""
    reads: tuple[str, ...] = ()

    @property
    def type_text(self) -> str:
        """The declared type, such as `[String!]!`."""
        inner = f"[{self.type_name}{'!' if self.element_non_null else ''}]" if self.is_list else self.type_name
        return inner + ("!" if self.non_null else "")

    @property
    def is_orderable(self) -> bool:
        return self.kind == "scalar" and not self.is_list and self.type_name in ORDERABLE and not self.reads

    @property
    def is_written(self) -> bool:
        """Whether inputs, `has` and filters know it."""
        return self.kind != "id" and not self.reads

    @property
    def is_summable(self) -> bool:
        return self.is_orderable and self.type_name in SUMMABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectType:
    """A type with its fields in the declared order."""

    name: str
    fields: dict[str, Field]

    @property
    def id_field(self) -> Field | None:
        return next((field for field in self.fields.values() if field.kind == "id"), None)

    @property
    def keys(self) -> list[Field]:
        """The fields with `@id`."""
        return [field for field in self.fields.values() if field.is_key]

    @property
    def payload_name(self) -> str:
        """The name of the list of nodes in mutation payloads: `film` for `Film`."""
        return self.name[0].lower() + self.name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    types: dict[str, ObjectType]
    enums: dict[str, tuple[str, ...]]

    def field(self, type_name: str, field_name: str) -> Field:
        return self.types[type_name].fields[field_name]


def read_schema(sdl: str) -> Schema:
    """Read SDL. Raises `OutOfScope` for what the evaluator does not know and `SchemaError` for a broken reference."""
    definitions = parse(sdl).definitions
    enums: dict[str, tuple[str, ...]] = {}
    objects: list[ast.ObjectTypeDefinitionNode] = []
    for definition in definitions:
        if isinstance(definition, ast.EnumTypeDefinitionNode):
            enums[definition.name.value] = tuple(value.name.value for value in definition.values or ())
        elif isinstance(definition, ast.ObjectTypeDefinitionNode):
            objects.append(definition)
        else:
            raise OutOfScope(f"{definition.kind} in a schema")
    names = {definition.name.value for definition in objects}
    types = {definition.name.value: _with_languages(_read_type(definition, names, enums)) for definition in objects}
    return Schema(types=_with_both_ends(types), enums=enums)


def _read_type(
    definition: ast.ObjectTypeDefinitionNode, names: set[str], enums: dict[str, tuple[str, ...]]
) -> ObjectType:
    if definition.interfaces:
        raise OutOfScope(f"type {definition.name.value} implements an interface")
    for directive in definition.directives or ():
        if directive.name.value not in IGNORED_DIRECTIVES:
            raise OutOfScope(f"@{directive.name.value} on type {definition.name.value}")
    fields = [_read_field(definition.name.value, field, names, enums) for field in definition.fields or ()]
    return ObjectType(name=definition.name.value, fields={field.name: field for field in fields})


def _read_field(
    type_name: str, node: ast.FieldDefinitionNode, names: set[str], enums: dict[str, tuple[str, ...]]
) -> Field:
    where = f"{type_name}.{node.name.value}"
    named, is_list, non_null, element_non_null = _read_type_reference(node.type, where)
    kind = _kind(named, names, enums, where)
    is_key, search, inverse = False, tuple[str, ...](), None
    predicate, defaults = f"{type_name}.{node.name.value}", {}
    for directive in node.directives or ():
        name = directive.name.value
        arguments = {argument.name.value: argument.value for argument in directive.arguments or ()}
        if name == "id" and not arguments:
            is_key = True
        elif name == "search":
            search = _read_search(arguments.get("by"), kind, named, where)
        elif name == "hasInverse":
            inverse = _text(arguments["field"])
        elif name == "dgraph":
            predicate = _text(arguments["pred"])
        elif name == "default":
            defaults = {moment: _default(value, kind, named) for moment, value in arguments.items()}
        elif name not in IGNORED_DIRECTIVES:
            raise OutOfScope(f"@{name} on {where}")
    if is_key:
        search = _key_search(search, named)
    return Field(
        name=node.name.value,
        kind=kind,
        type_name=named,
        is_list=is_list,
        non_null=non_null,
        element_non_null=element_non_null,
        is_key=is_key,
        search=search,
        inverse=inverse,
        default_add=defaults.get("add"),
        default_update=defaults.get("update"),
        predicate=predicate,
    )


def _kind(named: str, names: set[str], enums: dict[str, tuple[str, ...]], where: str) -> str:
    if named in names:
        return "reference"
    if named in enums:
        return "enum"
    if named in SHAPES:
        return "shape"
    if named not in SCALARS:
        raise OutOfScope(f"{where} has the type {named}")
    return "id" if named == "ID" else "scalar"


def _default(given: ast.ValueNode, kind: str, named: str) -> Any:
    """What `add: {value: …}` says: a text, to be read as a value of the field's type."""
    assert isinstance(given, ast.ObjectValueNode)
    text = _text(given.fields[0].value)
    if kind == "enum" or named in ("String", "DateTime"):
        return text
    return json.loads(text)


_tag_places = ("it", "fr", "de")
"""Tags of generated schemas in the order in which "any language" looks at them: the recorded reference's, by a hash."""


def _with_languages(object_type: ObjectType) -> ObjectType:
    """`pred@de:fr` and `pred@de:.` show other fields: `pred@de`, `pred@fr`; `pred`, or else that of the first tag."""
    by_predicate = {each.predicate: each.name for each in object_type.fields.values()}
    fields: dict[str, Field] = {}
    for each in object_type.fields.values():
        base, _, tags = each.predicate.partition("@")
        found: list[str] = []
        for tag in tags.split(":") if ":" in tags or tags == "." else ():
            own = [p for p in by_predicate if re.fullmatch(rf"{re.escape(base)}@\w+", p)]
            tagged = [by_predicate[p] for p in sorted(own, key=lambda p: _tag_places.index(p.partition("@")[2]))]
            wanted = [by_predicate.get(base), *tagged] if tag == "." else [by_predicate.get(f"{base}@{tag}")]
            found += [name for name in wanted if name is not None and name != each.name]
        is_read_only = ":" in tags or tags == "."
        fields[each.name] = replace(each, reads=tuple(dict.fromkeys(found)) or ("",)) if is_read_only else each
    return replace(object_type, fields=fields)


def _read_type_reference(node: ast.TypeNode, where: str) -> tuple[str, bool, bool, bool]:
    """(name, is a list, non-null, its elements are non-null)"""
    non_null = isinstance(node, ast.NonNullTypeNode)
    inner = node.type if isinstance(node, ast.NonNullTypeNode) else node
    if isinstance(inner, ast.NamedTypeNode):
        return inner.name.value, False, non_null, False
    assert isinstance(inner, ast.ListTypeNode)
    element = inner.type
    element_non_null = isinstance(element, ast.NonNullTypeNode)
    if isinstance(element, ast.NonNullTypeNode):
        element = element.type
    if not isinstance(element, ast.NamedTypeNode):
        raise SchemaError(f"{where}: nested lists are invalid")
    return element.name.value, True, non_null, element_non_null


def _read_search(by: ast.ValueNode | None, kind: str, named: str, where: str) -> tuple[str, ...]:
    allowed = ENUM_SEARCHES if kind == "enum" else SEARCHES.get(named, ())
    given = tuple(_text(value) for value in by.values) if isinstance(by, ast.ListValueNode) else ()
    for search in given:
        if search not in allowed:
            raise OutOfScope(f"@search(by: [{search}]) on {where}")
    if not given and not allowed:
        raise SchemaError(f"{where}: fields of type {named} cannot have @search")
    return given or (("hash",) if kind == "enum" else (DEFAULT_SEARCH[named],))


def _key_search(search: tuple[str, ...], named: str) -> tuple[str, ...]:
    """A field with `@id` can always be found by its value."""
    if named != "String":
        return (DEFAULT_SEARCH[named],)
    return search if "hash" in search or "exact" in search else ("hash", *search)


def _text(node: ast.ValueNode) -> str:
    assert isinstance(node, (ast.EnumValueNode, ast.StringValueNode))
    return node.value


def _with_both_ends(types: dict[str, ObjectType]) -> dict[str, ObjectType]:
    """`@hasInverse` written at one end holds at both."""
    inverses: dict[tuple[str, str], str] = {}
    for type_name, field in _references(types):
        if field.inverse is None:
            continue
        other = types[field.type_name].fields.get(field.inverse)
        if other is None or other.kind != "reference" or other.type_name != type_name:
            raise SchemaError(f"{type_name}.{field.name}: the inverse field {field.inverse} does not fit")
        for end, inverse in (((type_name, field.name), other.name), ((field.type_name, other.name), field.name)):
            if inverses.setdefault(end, inverse) != inverse:
                raise SchemaError(f"{type_name}.{field.name}: @hasInverse is not consistent")
    return {
        name: replace(
            object_type,
            fields={
                field.name: replace(field, inverse=inverses.get((name, field.name)))
                for field in object_type.fields.values()
            },
        )
        for name, object_type in types.items()
    }


def _references(types: dict[str, ObjectType]) -> Iterator[tuple[str, Field]]:
    for type_name, object_type in types.items():
        for field in object_type.fields.values():
            if field.kind == "reference":
                yield type_name, field
