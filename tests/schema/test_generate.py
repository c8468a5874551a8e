"""The generated API of small schemas: what there is, what it is bound to, what it accepts."""

from __future__ import annotations

import pytest
from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    parse_const_value,
    validate_schema,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from graphwright.errors import ErrorList
from graphwright.schema import bindings
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api

FILMS = """
enum Genre { DRAMA COMEDY }
type Film {
  id: ID!
  title: String! @search(by: [hash, term])
  year: Int
  genre: Genre @search
  seen: Boolean @search
  director: Person!
  cast: [Person!]
}
type Person { name: String! @id films: [Film] @hasInverse(field: director) }
"""


def made(text: str) -> GraphQLSchema:
    return generate_api(compile_schema(text), is_strict=True)


def shown(schema: GraphQLSchema, name: str) -> dict[str, str]:
    """The fields of a type, with their types and arguments."""
    named = schema.type_map[name]
    if isinstance(named, GraphQLInputObjectType):
        return {field_name: str(field.type) for field_name, field in named.fields.items()}
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    return {
        field_name: ", ".join(f"{arg}: {a.type}" for arg, a in field.args.items()) + f" -> {field.type}"
        for field_name, field in named.fields.items()
    }


def test_roots() -> None:
    schema = made(FILMS)
    assert shown(schema, "Query") == {
        "getFilm": "id: ID! -> Film",
        "queryFilm": "filter: FilmFilter, order: FilmOrder, first: Int, offset: Int -> [Film]",
        "aggregateFilm": "filter: FilmFilter -> FilmAggregateResult",
        "getPerson": "name: String! -> Person",
        "queryPerson": "filter: PersonFilter, order: PersonOrder, first: Int, offset: Int -> [Person]",
        "aggregatePerson": "filter: PersonFilter -> PersonAggregateResult",
    }
    assert shown(schema, "Mutation") == {
        "addFilm": "input: [AddFilmInput!]! -> AddFilmPayload",
        "updateFilm": "input: UpdateFilmInput! -> UpdateFilmPayload",
        "deleteFilm": "filter: FilmFilter! -> DeleteFilmPayload",
        "addPerson": "input: [AddPersonInput!]!, upsert: Boolean -> AddPersonPayload",
        "updatePerson": "input: UpdatePersonInput! -> UpdatePersonPayload",
        "deletePerson": "filter: PersonFilter! -> DeletePersonPayload",
    }
    assert schema.subscription_type is None


def test_object_fields() -> None:
    films = "filter: FilmFilter, order: FilmOrder, first: Int, offset: Int -> [Film]"
    people = "filter: PersonFilter, order: PersonOrder, first: Int, offset: Int -> [Person!]"
    assert shown(made(FILMS), "Film") == {
        "id": " -> ID!",
        "title": " -> String!",
        "year": " -> Int",
        "genre": " -> Genre",
        "seen": " -> Boolean",
        "director": "filter: PersonFilter -> Person!",
        "cast": people,
        "castAggregate": "filter: PersonFilter -> PersonAggregateResult",
    }
    assert shown(made(FILMS), "Person")["films"] == films


def test_inputs() -> None:
    schema = made(FILMS)
    assert shown(schema, "AddFilmInput") == {
        "title": "String!",
        "year": "Int",
        "genre": "Genre",
        "seen": "Boolean",
        "director": "PersonRef!",
        "cast": "[PersonRef!]",
    }
    optional = {
        "title": "String",
        "year": "Int",
        "genre": "Genre",
        "seen": "Boolean",
        "director": "PersonRef",
        "cast": "[PersonRef!]",
    }
    assert shown(schema, "FilmPatch") == optional
    assert shown(schema, "FilmRef") == {"id": "ID"} | optional
    assert shown(schema, "UpdateFilmInput") == {"filter": "FilmFilter!", "set": "FilmPatch", "remove": "FilmPatch"}
    assert shown(schema, "FilmFilter") == {
        "id": "[ID!]",
        "title": "StringHashFilter_StringTermFilter",
        "genre": "Genre_hash",
        "seen": "Boolean",
        "has": "[FilmHasFilter]",
        "and": "[FilmFilter]",
        "or": "[FilmFilter]",
        "not": "FilmFilter",
    }
    assert shown(schema, "StringHashFilter_StringTermFilter") == {
        "eq": "String",
        "in": "[String]",
        "allofterms": "String",
        "anyofterms": "String",
    }
    assert shown(schema, "Genre_hash") == {"eq": "Genre", "in": "[Genre]"}


def test_a_single_key_is_required_in_a_reference() -> None:
    assert shown(made("type Tag { word: String! @id }"), "TagRef") == {"word": "String!"}
    assert shown(made("type Tag { word: String }"), "TagRef") == {"word": "String"}


def test_an_interface_has_no_add_and_only_names_nodes_in_references() -> None:
    schema = made("interface I { id: ID! k: String @id n: Int }\ntype A implements I { i: I }")
    assert list(shown(schema, "Mutation")) == ["updateI", "deleteI", "addA", "updateA", "deleteA"]
    assert shown(schema, "IRef") == {"id": "ID", "k": "String"}
    assert shown(schema, "Query")["getI"] == "id: ID, k: String -> I"
    query = schema.query_type
    assert query is not None
    assert query.fields["getI"].deprecation_reason is not None
    assert query.fields["getA"].deprecation_reason is None


def test_what_cannot_be_referred_to_is_left_out_of_inputs() -> None:
    schema = made(
        "interface I { n: Int }\ntype A implements I { x: Int i: I }\ntype B { i: I }\ntype C { b: B y: Int }"
    )
    assert "IRef" not in schema.type_map
    assert shown(schema, "AddAInput") == {"n": "Int", "x": "Int"}
    # B has nothing that could be given, so it cannot be added, updated or referred to.
    assert {"AddBInput", "BPatch", "BRef", "UpdateBPayload"}.isdisjoint(schema.type_map)
    assert shown(schema, "AddCInput") == {"y": "Int"}
    assert [name for name in shown(schema, "Mutation") if name.endswith("B")] == ["deleteB"]
    assert validate_schema(GraphQLSchema(schema.query_type, schema.mutation_type)) == []


def test_an_interface_of_an_id_alone_can_be_deleted_and_filtered_by_it() -> None:
    schema = made("interface Node { id: ID! }\ntype A implements Node { x: Int }")
    assert shown(schema, "NodeFilter") == {"id": "[ID!]", "not": "NodeFilter"}
    assert [name for name in shown(schema, "Mutation") if name.endswith("Node")] == ["deleteNode"]
    assert shown(schema, "Query")["queryNode"] == "filter: NodeFilter, first: Int, offset: Int -> [Node]"


def test_languages_several_are_read_only_and_one_is_a_field_like_any() -> None:
    schema = made(
        'type A { de: String @dgraph(pred: "p@de") some: String @dgraph(pred: "p@de:fr") '
        'any: String @dgraph(pred: "p@.") }'
    )
    assert list(shown(schema, "AddAInput")) == ["de"]
    assert list(shown(schema, "A")) == ["de", "some", "any"]
    assert "someMin" not in shown(schema, "AAggregateResult")


def test_every_field_says_what_it_means() -> None:
    schema = made(FILMS)
    api = compile_schema(FILMS)
    film = api.types["Film"].fields

    def binding(type_name: str, field_name: str) -> object:
        named = schema.type_map[type_name]
        assert isinstance(named, GraphQLObjectType)
        return named.fields[field_name].extensions["binding"]

    assert binding("Query", "getFilm") == bindings.GetRoot("Film")
    assert binding("Query", "queryFilm") == bindings.QueryRoot("Film")
    assert binding("Query", "aggregateFilm") == bindings.AggregateRoot("Film")
    assert binding("Mutation", "addFilm") == bindings.AddRoot("Film")
    assert binding("Mutation", "updateFilm") == bindings.UpdateRoot("Film")
    assert binding("Mutation", "deleteFilm") == bindings.DeleteRoot("Film")
    assert binding("Film", "id") == bindings.IdField(film["id"])
    assert binding("Film", "genre") == bindings.ValueField(film["genre"])
    assert binding("Film", "director") == bindings.ReferenceField(film["director"])
    assert binding("Film", "castAggregate") == bindings.AggregateField(film["cast"])
    assert binding("AddFilmPayload", "film") == bindings.PayloadNodes("Film")
    assert binding("DeleteFilmPayload", "numUids") == bindings.PayloadNumUids()
    assert binding("DeleteFilmPayload", "msg") == bindings.PayloadMessage()
    assert binding("FilmAggregateResult", "count") == bindings.AggregateCount()
    assert binding("FilmAggregateResult", "titleMin") == bindings.AggregateOf(film["title"], "min")
    assert binding("FilmAggregateResult", "yearAvg") == bindings.AggregateOf(film["year"], "avg")


def test_every_generated_object_and_input_is_marked() -> None:
    schema = made(FILMS)
    for name in (
        "FilmFilter",
        "FilmOrder",
        "FilmRef",
        "FilmPatch",
        "AddFilmInput",
        "UpdateFilmInput",
        "AddFilmPayload",
    ):
        assert schema.type_map[name].extensions["type"] == "Film"
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        assert all("binding" in field.extensions for field in root.fields.values())


def scalar(name: str) -> GraphQLScalarType:
    named = made(FILMS).type_map[name]
    assert isinstance(named, GraphQLScalarType)
    return named


@pytest.mark.parametrize(
    ("value", "expected"), [(5, 5), ("5", 5), (-(2**63), -(2**63)), ("9223372036854775807", 2**63 - 1), (7.0, 7)]
)
def test_int64_takes_numbers_and_digits(value: object, expected: int) -> None:
    assert scalar("Int64").coerce_input_value(value) == expected


@pytest.mark.parametrize("value", [2**63, "9223372036854775808", 1.5, True, "x", None, "1" * 5_000])
def test_int64_refuses(value: object) -> None:
    with pytest.raises(GraphQLError):
        scalar("Int64").coerce_input_value(value)


@pytest.mark.parametrize(
    ("name", "text"), [("Int64", "1.5"), ("Int64", "true"), ("DateTime", "2006"), ("DateTime", "P")]
)
def test_literals_of_another_kind_are_refused(name: str, text: str) -> None:
    from_literal = scalar(name).coerce_input_literal
    assert from_literal is not None
    with pytest.raises(GraphQLError):
        from_literal(parse_const_value(text))


def test_a_datetime_is_any_string_until_it_is_used() -> None:
    assert scalar("DateTime").coerce_input_value("yesterday") == "yesterday"
    with pytest.raises(GraphQLError):
        scalar("DateTime").coerce_input_value(2006)


def test_descriptions_are_empty_where_there_are_none() -> None:
    schema = made('type A { "about x" x: String y: [A] }')
    named = schema.type_map["A"]
    assert isinstance(named, GraphQLObjectType)
    assert (named.description, named.fields["x"].description, named.fields["y"].description) == ("", "about x", "")
    assert all(argument.description == "" for argument in named.fields["y"].args.values())
    patch = schema.type_map["APatch"]
    assert isinstance(patch, GraphQLInputObjectType)
    assert patch.fields["x"].description == "about x"


TYPES = (
    "ID!",
    "Int",
    "Int64!",
    "Float",
    "String",
    "Boolean",
    "DateTime",
    "E",
    "A",
    "B",
    "I",
    "[Int!]!",
    "[E]",
    "[A!]",
    "[I]",
)
DIRECTIVES = ("", "@id", "@search", "@search(by: [exact, term])", "@hasInverse(field: f0)", '@dgraph(pred: "p@en:fr")')
FIELDS = st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(DIRECTIVES)), min_size=1, max_size=4)


@given(FIELDS, FIELDS, FIELDS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_accepted_schema_makes_a_valid_api(
    of_i: list[tuple[str, str]], of_a: list[tuple[str, str]], of_b: list[tuple[str, str]], implements: bool
) -> None:
    def body(prefix: str, fields: list[tuple[str, str]]) -> str:
        return " ".join(f"{prefix}{number}: {type_} {use}" for number, (type_, use) in enumerate(fields))

    text = (
        f"enum E {{ P Q }}\ninterface I {{ {body('i', of_i)} }}\n"
        f"type A {'implements I' if implements else ''} {{ {body('f', of_a)} }}\ntype B {{ {body('f', of_b)} }}"
    )
    try:
        api = compile_schema(text)
    except ErrorList:
        return
    schema = generate_api(api)
    checked = GraphQLSchema(
        schema.query_type, schema.mutation_type, types=tuple(schema.type_map.values()), directives=schema.directives
    )
    assert validate_schema(checked) == []
