"""What a schema text declares: fields, predicates, indexes, inverses, rules, with their places."""

from __future__ import annotations

import pytest

from graphwright import limits
from graphwright.errors import ErrorList, LimitError, ParseError
from graphwright.model.api import ApiField, ApiType, AuthRuleText, AuthRuleTree, AuthSettings, Role
from graphwright.model.values import ValueKind
from graphwright.schema.compile import compile_schema


def field(text: str, name: str) -> ApiField:
    """A field by `Type.field`."""
    type_name, field_name = name.split(".")
    return compile_schema(text).types[type_name].fields[field_name]


def test_every_scalar_has_its_role_and_kind() -> None:
    fields = (
        compile_schema(
            "enum E { P }\n"
            "type A { id: ID! i: Int l: Int64 f: Float s: String b: Boolean t: DateTime e: E r: A many: [A!]! }"
        )
        .types["A"]
        .fields
    )
    assert {name: (f.role, f.kind) for name, f in fields.items()} == {
        "id": (Role.ID, ValueKind.UID),
        "i": (Role.VALUE, ValueKind.INT),
        "l": (Role.VALUE, ValueKind.INT),
        "f": (Role.VALUE, ValueKind.FLOAT),
        "s": (Role.VALUE, ValueKind.STRING),
        "b": (Role.VALUE, ValueKind.BOOL),
        "t": (Role.VALUE, ValueKind.DATETIME),
        "e": (Role.VALUE, ValueKind.STRING),
        "r": (Role.REFERENCE, ValueKind.UID),
        "many": (Role.REFERENCE, ValueKind.UID),
    }
    assert fields["id"].predicate == ""
    many = fields["many"]
    assert (many.type_name, many.is_list, many.is_required, many.is_element_required) == ("A", True, True, True)


@pytest.mark.parametrize(
    ("declared", "searches"),
    [
        ("x: Int @search", ("int",)),
        ("x: Int64 @search", ("int64",)),
        ("x: Float @search", ("float",)),
        ("x: Boolean @search", ("bool",)),
        ("x: String @search", ("term",)),
        ("x: String @search(by: [])", ("term",)),
        ("x: DateTime @search", ("year",)),
        ("x: E @search", ("hash",)),
        ('x: String @search(by: [term, "exact"])', ("term", "exact")),
        ("x: String @id", ("hash",)),
        ("x: Int @id", ("int",)),
        ("x: Int64 @id", ("int64",)),
        ("x: String @id @search(by: [term])", ("term", "hash")),
        ("x: String @id @search(by: [exact])", ("exact",)),
        ("x: Int @id @search", ("int",)),
        ("x: String", ()),
    ],
)
def test_indexes(declared: str, searches: tuple[str, ...]) -> None:
    assert field(f"enum E {{ P }}\ntype A {{ {declared} }}", "A.x").searches == searches


@pytest.mark.parametrize(
    ("text", "predicate", "languages"),
    [
        ("type A { x: String }", "A.x", ()),
        ('type A @dgraph(type: "ns.A") { x: String }', "ns.A.x", ()),
        ('type A { x: String @dgraph(pred: "p.q") }', "p.q", ()),
        ('type A { x: String @dgraph(pred: "p@en") }', "p", ("en",)),
        ('type A { x: String @dgraph(pred: "p@en:fr:.") }', "p", ("en", "fr", ".")),
        ("interface I { x: String }\ntype A implements I { y: Int }", "I.x", ()),
        ('interface I @dgraph(type: "ns.I") { x: String }\ntype A implements I { x: String y: Int }', "ns.I.x", ()),
    ],
)
def test_predicates(text: str, predicate: str, languages: tuple[str, ...]) -> None:
    found = field(text, "A.x")
    assert (found.predicate, found.languages) == (predicate, languages)


INTERFACES = """
interface Being { id: ID! name: String! @search friends: [Being] }
interface Payer { balance: Float name2: String @dgraph(pred: "payer.name") }
type Human implements Being & Payer { name: String! job: String }
"""


def test_inherited_fields_go_to_the_front_and_repeated_ones_stay() -> None:
    human = compile_schema(INTERFACES).types["Human"]
    assert list(human.fields) == ["balance", "name2", "id", "friends", "name", "job"]
    assert human.interfaces == ("Being", "Payer")
    # The interface's definition counts, its index and its predicate with it.
    assert human.fields["name"].searches == ("term",)
    assert {name: f.declared_in for name, f in human.fields.items()} == {
        "balance": "Payer",
        "name2": "Payer",
        "id": "Being",
        "friends": "Being",
        "name": "Being",
        "job": "Human",
    }


def test_implementations_of_an_interface() -> None:
    assert [t.name for t in compile_schema(INTERFACES).implementations("Being")] == ["Human"]


def test_an_inverse_is_completed_on_the_silent_side_and_in_implementing_types() -> None:
    api = compile_schema(
        "interface I { b: B }\n"
        "type A implements I { x: Int }\n"
        "type B { all: [I] @hasInverse(field: b) friends: [B] @hasInverse(field: friends) plain: B }"
    )
    assert {f"{t.name}.{f.name}": f.inverse for t in api.types.values() for f in t.fields.values()} == {
        "I.b": "all",
        "A.b": "all",
        "A.x": None,
        "B.all": "b",
        "B.friends": "friends",
        "B.plain": None,
    }


def test_keys() -> None:
    api = compile_schema(
        "interface I { k: String! @id(interface: true) m: String @id(interface: false) }\n"
        "type A implements I { x: Int }"
    )
    assert [(f.name, f.is_key, f.is_interface_key) for f in api.types["A"].key_fields] == [
        ("k", True, True),
        ("m", True, False),
    ]
    assert api.types["A"].id_field is None


def test_descriptions_deprecations_and_places_are_kept() -> None:
    text = '"""about A"""\ntype A {\n  "about x"\n  x: Int @deprecated\n  y: Int @deprecated(reason: "gone")\n}\n'
    api = compile_schema(text + '"about E" enum E { "about P" P Q @deprecated }')
    declared = api.types["A"]
    assert (declared.description, declared.line, declared.column) == ("about A", 2, 6)
    x, y = declared.fields.values()
    assert (x.description, x.deprecated, x.line, x.column) == ("about x", "No longer supported", 4, 3)
    assert y.deprecated == "gone"
    enum = api.enums["E"]
    assert (enum.values, enum.description, enum.descriptions) == (("P", "Q"), "about E", {"P": "about P"})
    assert enum.deprecated == {"Q": "No longer supported"}
    assert api.text.startswith('"""about A"""')


def test_auth_rules_are_kept_as_text_with_their_places() -> None:
    api = compile_schema(
        'type A @auth(query: { or: [\n  { rule: "query { queryA { x } }" },\n'
        '  { not: { rule: """{$R: {eq: "a"}}""" } }\n'
        "] }) { x: Int }"
    )
    assert api.types["A"].auth == {
        "query": AuthRuleTree(
            connective="or",
            rules=(
                AuthRuleText(text="query { queryA { x } }", line=2, column=11),
                AuthRuleTree(connective="not", rules=(AuthRuleText(text='{$R: {eq: "a"}}', line=3, column=18),)),
            ),
        )
    }


def test_the_authorization_line() -> None:
    line = (
        '#   Dgraph.Authorization {"verificationkey":"k","Header":"H","Namespace":"n","Algo":"HS256",'
        '"Audience":["a","b"],"ClosedByDefault":true}'
    )
    api = compile_schema(f"type A {{ x: Int }}\n{line}")
    assert api.authorization == AuthSettings(
        verification_key="k",
        header="H",
        namespace="n",
        algorithm="HS256",
        audience=("a", "b"),
        closed_by_default=True,
    )
    assert '"k"' not in repr(api.authorization), "the key is not shown"
    assert compile_schema("type A { x: Int }").authorization is None


@pytest.mark.parametrize(("text", "place"), [("type A {", (1, 9)), ("type A {\n  x Int }", (2, 5)), ("hello", (1, 1))])
def test_a_text_that_is_no_sdl(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(ParseError) as caught:
        compile_schema(text)
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize("text", ["", " \n", "# only this\n"])
def test_a_text_that_declares_nothing(text: str) -> None:
    with pytest.raises(ErrorList, match="declares nothing"):
        compile_schema(text)


def test_limits() -> None:
    with pytest.raises(LimitError, match="schema_bytes_max"):
        compile_schema("#" * (limits.schema_bytes_max + 1))
    with pytest.raises(LimitError, match="schema_types_max"):
        compile_schema("".join(f"enum E{number} {{ P }}\n" for number in range(limits.schema_types_max + 1)))
    with pytest.raises(ParseError, match="too deeply"):
        compile_schema(f"type A {{ x: {'[' * 5_000}Int{']' * 5_000} }}")


def test_not_more_errors_are_looked_for_than_anybody_reads() -> None:
    with pytest.raises(ErrorList) as caught:
        compile_schema("type A {" + "".join(f" x{number}: Nope{number}" for number in range(1_000)) + " }")
    assert len(caught.value.errors) == limits.schema_errors_max


def test_the_text_of_a_type_does_not_change_its_meaning() -> None:
    spread = compile_schema("type A {\n\n  id: ID!\n  x: Int @search\n}").types["A"]
    packed = compile_schema("type A { id: ID!, x: Int @search(by: [int]) }").types["A"]

    def meaning(declared: ApiType) -> list[tuple[object, ...]]:
        return [(f.name, f.role, f.kind, f.searches, f.predicate) for f in declared.fields.values()]

    assert meaning(spread) == meaning(packed)
