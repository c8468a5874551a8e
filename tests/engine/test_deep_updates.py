"""`update` and `replace` in `updateX`: linked nodes changed and lists set, on both databases. Dgraph has neither."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import graphwright
from graphwright.engine.database import Database
from graphwright.engine.requests import GraphqlRequest
from graphwright.errors import ErrorList
from graphwright.model.caller import Caller, trusted

SCHEMA = """
interface Being { name: String! @id(interface: true) age: Int }
type Actor implements Being {
  born: Int @validate(min: 1800)
  agent: Agent @hasInverse(field: clients)
  roles: [Role!] @hasInverse(field: actor)
  spouse: Actor @hasInverse(field: spouse)
}
type Agent { id: ID! title: String! clients: [Actor!] changed: String @default(update: {value: "yes"}) door: Door }
type Door @secret(field: "code") { number: Int! @id }
type Role { id: ID! character: String actor: Actor film: Film @hasInverse(field: roles) scenes: [Scene] @cascadeDelete }
type Scene { id: ID! place: String }
type Film { title: String! @id year: Int tags: [String!] roles: [Role!] beings: [Being!] lead: Being! seen: [Thing!] }
union Thing = Scene | Film
"""
DATA = """mutation {
  addFilm(input: [
    {title: "Alien", tags: ["a", "b"], lead: {name: "Jones"}, roles: [
      {character: "Dallas", actor: {name: "Tom", born: 1933}}
      {character: "Ripley", scenes: [{place: "bridge"}], actor: {
        name: "Sigourney", born: 1949, agent: {title: "Big", door: {number: 1, code: "secret1"}}}}
    ]}
    {title: "Jaws", lead: {name: "Jones"}, roles: [{character: "Brody", actor: {name: "Roy", born: 1932}}]}
  ]) { numUids }
}"""
UPDATE = """mutation($input: UpdateFilmInput!) { updateFilm(input: $input) { numUids film {
  title tags roles(order: {asc: character}) { character actor { name born age agent { title changed } } } } } }"""


@pytest.fixture
def films(database: Database) -> Database:
    database.alter(SCHEMA)
    assert "errors" not in database.graphql('mutation { addActor(input: {name: "Jones"}) { numUids } }')
    assert "errors" not in database.graphql(DATA)
    return database


def update(database: Database, title: str, **parts: Any) -> dict[str, Any]:
    return database.graphql(UPDATE, {"input": {"filter": {"title": {"eq": title}}, **parts}})


def ids(database: Database) -> dict[str, str]:
    roles = database.graphql("{ queryRole { id character } }")["data"]["queryRole"]
    return {role["character"]: role["id"] for role in roles}


def everything(database: Database) -> Any:
    return database.graphql(
        "{ queryFilm { title year tags lead { name } beings { name } roles { character } seen { __typename } }"
        " queryRole { id character film { title } actor { name } scenes { place } }"
        " queryBeing { name age } queryActor { born agent { title } roles { character } spouse { name } }"
        " queryAgent { title changed clients { name } } queryScene { place } }"
    )["data"]


def message(answer: dict[str, Any]) -> str:
    [error] = answer["errors"]
    assert answer["data"] == {"updateFilm": None}
    assert error["path"] == ["updateFilm"]
    return str(error["message"])


def test_linked_nodes_are_changed_with_their_own_fields_at_any_depth(films: Database) -> None:
    ripley = ids(films)["Ripley"]
    deep = {"set": {"title": "Bigger"}, "update": {"door": {"number": 1, "set": {"code": "secret2"}}}}
    actor = {"name": "Sigourney", "set": {"age": 30}, "remove": {"born": None}, "update": {"agent": deep}}
    answer = update(
        films, "Alien", update={"roles": [{"id": ripley, "set": {"character": "Ellen"}, "update": {"actor": actor}}]}
    )
    # `numUids` is what the filter found; what is not mentioned is as it was; `@default` is for linked nodes too.
    agent = {"title": "Bigger", "changed": "yes"}
    assert answer["data"]["updateFilm"] == {
        "numUids": 1,
        "film": [
            {
                "title": "Alien",
                "tags": ["a", "b"],
                "roles": [
                    {"character": "Dallas", "actor": {"name": "Tom", "born": 1933, "age": None, "agent": None}},
                    {"character": "Ellen", "actor": {"name": "Sigourney", "born": None, "age": 30, "agent": agent}},
                ],
            }
        ],
    }
    check = '{ checkDoorPassword(number: 1, code: "secret2") { number } }'
    assert films.graphql(check) == {"data": {"checkDoorPassword": {"number": 1}}}


def test_a_single_reference_needs_no_name_and_follows_each_node_found(films: Database) -> None:
    parts = {"filter": {}, "update": {"lead": {"set": {"age": 9}}}, "set": {"year": 1}}
    assert films.graphql(UPDATE, {"input": parts})["data"]["updateFilm"]["numUids"] == 2
    seen = everything(films)
    assert {being["name"]: being["age"] for being in seen["queryBeing"]}["Jones"] == 9
    assert {film["year"] for film in seen["queryFilm"]} == {1}


def test_what_is_not_linked_is_an_error_that_names_it_and_nothing_is_done(films: Database) -> None:
    known, before = ids(films), everything(films)
    brody = {"id": known["Brody"], "set": {"character": "x"}}
    fine = {"id": known["Dallas"], "set": {"character": "y"}}
    text = message(update(films, "Alien", set={"year": 1}, update={"roles": [fine, brody]}))
    assert text.startswith(
        f"input.update.roles[1]: the Role with ID {known['Brody']} is not linked by Film.roles of 0x"
    )
    # It must be linked with each node that the filter finds.
    assert "is not linked" in message(films.graphql(UPDATE, {"input": {"filter": {}, "update": {"roles": [fine]}}}))
    inner = {"id": known["Dallas"], "update": {"actor": {"name": "Roy", "set": {"born": 1900}}}}
    text = message(update(films, "Alien", update={"roles": [inner]}))
    assert text.startswith("input.update.roles[0].update.actor: the Actor with name 'Roy' is not linked by Role.actor")
    inner = {"id": known["Dallas"], "update": {"actor": {"update": {"agent": {"set": {"title": "x"}}}}}}
    assert "update.actor.update.agent: Actor 0x" in message(update(films, "Alien", update={"roles": [inner]}))
    for wrong in ({"id": "0x999999"}, {"id": known["Dallas"][:-1] + "g"}):
        assert "errors" in update(films, "Alien", update={"roles": [wrong]})
    assert everything(films) == before


def test_requests_that_contradict_themselves_are_refused(films: Database) -> None:
    known, before = ids(films), everything(films)
    twice = [{"id": known["Dallas"], "set": {"character": name}} for name in "xy"]
    assert "is changed by input.update.roles[0] already" in message(update(films, "Alien", update={"roles": twice}))
    nameless = message(update(films, "Alien", update={"roles": [{"set": {"character": "x"}}]}))
    assert nameless == "input.update.roles[0] does not say which Role is meant; give its id"
    for part in ("set", "remove"):
        both = {part: {"tags": ["x"]}, "replace": {"tags": ["y"]}}
        assert f"both in `replace` and in `{part}`" in message(update(films, "Alien", **both))
    assert "is required" in message(update(films, "Alien", replace={"lead": None}))
    young = {"id": known["Brody"], "update": {"actor": {"set": {"born": 1700}}}}
    assert "Actor.born is 1700" in message(update(films, "Jaws", update={"roles": [young]}))
    taken = {"id": known["Brody"], "update": {"actor": {"set": {"name": "Tom"}}}}
    assert "already exists" in message(update(films, "Jaws", update={"roles": [taken]}))
    assert everything(films) == before


def test_replace_makes_lists_exactly_what_is_given(films: Database) -> None:
    known = ids(films)
    kane = {"character": "Kane", "actor": {"name": "John", "born": 1940}}
    parts = {"tags": ["c"], "roles": [{"id": known["Dallas"]}, {"id": known["Brody"]}, kane], "seen": []}
    answer = update(films, "Alien", replace=parts)["data"]["updateFilm"]
    assert answer["numUids"] == 1
    assert answer["film"][0]["tags"] == ["c"]
    assert [role["character"] for role in answer["film"][0]["roles"]] == ["Brody", "Dallas", "Kane"]
    seen = everything(films)
    # The other ends agree; what is no longer linked is there still, and what it owns.
    assert {role["character"]: (role["film"] or {}).get("title") for role in seen["queryRole"]} == {
        "Dallas": "Alien", "Brody": "Alien", "Kane": "Alien", "Ripley": None,
    }  # fmt: skip
    assert [film["roles"] for film in seen["queryFilm"] if film["title"] == "Jaws"] == [[]]
    assert seen["queryScene"] == [{"place": "bridge"}]
    # Null and an empty list empty a field; what is not mentioned stays.
    update(films, "Alien", replace={"roles": None, "tags": [], "seen": [{"filmRef": {"title": "Jaws"}}]})
    [alien] = [film for film in everything(films)["queryFilm"] if film["title"] == "Alien"]
    assert (alien["roles"], alien["tags"], alien["lead"], alien["seen"]) == (
        [], [], {"name": "Jones"}, [{"__typename": "Film"}],
    )  # fmt: skip


def test_replaced_single_references_keep_inverses_and_old_partners_let_go(films: Database) -> None:
    text = "mutation($i: UpdateActorInput!) { updateActor(input: $i) { actor { name } } }"

    def change(name: str, **parts: Any) -> None:
        assert "errors" not in films.graphql(text, {"i": {"filter": {"name": {"eq": name}}, **parts}})

    def spouses() -> dict[str, str]:
        actors = films.graphql("{ queryActor { name spouse { name } } }")["data"]["queryActor"]
        return {actor["name"]: actor["spouse"]["name"] for actor in actors if actor["spouse"]}

    change("Tom", replace={"spouse": {"name": "Roy"}})
    assert spouses() == {"Tom": "Roy", "Roy": "Tom"}
    change(
        "Sigourney", update={"agent": {"replace": {"clients": [{"name": "Tom"}]}}}, replace={"spouse": {"name": "Roy"}}
    )
    assert spouses() == {"Sigourney": "Roy", "Roy": "Sigourney"}
    assert films.graphql("{ queryAgent { clients { name } } }")["data"]["queryAgent"] == [
        {"clients": [{"name": "Tom"}]}
    ]
    change("Roy", replace={"spouse": None})
    assert spouses() == {}


def test_edges_that_stay_are_not_written(films: Database) -> None:
    """So what else is known of them, their facets, stays too; the log has only what changed."""
    known = ids(films)
    roles = [{"id": known["Dallas"]}, {"id": known["Ripley"]}]
    update(films, "Alien", replace={"roles": roles})
    connection = films.storage.open_reader()
    [(log,)] = connection.rows("SELECT changes FROM gw_changes ORDER BY commit_ts DESC LIMIT 1")
    connection.close()
    assert bytes(log) == b"[]"


@pytest.mark.parametrize("directive", ["@transaction", "@dryRun"])
def test_it_is_part_of_transactions(films: Database, directive: str) -> None:
    before, ripley = everything(films), ids(films)["Ripley"]
    fine = (
        'first: updateFilm(input: {filter: {title: {eq: "Alien"}}, replace: {tags: ["z"]}, '
        f'update: {{roles: [{{id: "{ripley}", set: {{character: "z"}}}}]}}}}) '
        "{ film { tags roles { character } } }"
    )
    wrong = (
        'second: updateFilm(input: {filter: {title: {eq: "Jaws"}}, '
        f'update: {{roles: [{{id: "{ripley}"}}]}}}}) {{ numUids }}'
    )
    answer = films.graphql(f"mutation {directive} {{ {fine} {wrong if directive == '@transaction' else ''} }}")
    if directive == "@dryRun":
        [film] = answer["data"]["first"]["film"]
        assert film["tags"] == ["z"] and {"character": "z"} in film["roles"]
    assert everything(films) == before


def test_concurrent_updates_of_one_child_leave_one_of_them(films: Database) -> None:
    ripley = ids(films)["Ripley"]

    async def run() -> list[bytes]:
        requests = [
            films.execute_graphql(
                GraphqlRequest(
                    query=UPDATE,
                    variables={
                        "input": {
                            "filter": {"title": {"eq": "Alien"}},
                            "replace": {"tags": [str(number)]},
                            "update": {"roles": [{"id": ripley, "set": {"character": f"z{number}"}}]},
                        }
                    },
                    operation_name=None,
                ),
                trusted,
            )
            for number in range(8)
        ]
        return [answer.body for answer in await asyncio.gather(*requests)]

    for number, body in enumerate(asyncio.run(run())):
        assert b"errors" not in body and b'"tags":["%d"]' % number in body and b"z%d" % number in body
    [alien] = [film for film in everything(films)["queryFilm"] if film["title"] == "Alien"]
    [tag] = alien["tags"]
    assert {"character": f"z{tag}"} in alien["roles"]


# ---- the generated schema ------------------------------------------------------------------------


def test_strict_mode_has_neither() -> None:
    with Database.open(":memory:", is_strict=True) as database:
        database.alter("type A { id: ID! bs: [A] }")
        answer = database.graphql("mutation { updateA(input: {filter: {}, replace: {bs: []}}) { numUids } }")
        assert "replace" in answer["errors"][0]["message"]
        assert "ChildInput" not in database.generated_schema_text()


def test_clashes_are_refused_at_upload() -> None:
    with graphwright.open(":memory:") as database:
        for schema, text in (
            ("type A { set: String! @id bs: [A] }", "A.set: `set` has a meaning where an update names its nodes"),
            ("type A { n: String! @id a: A } type AChildInput { n: String! @id }", "AChildInput is generated"),
        ):
            with pytest.raises(ErrorList, match=text.replace("[", r"\[")) as caught:
                database.validate_schema(schema)
            assert caught.value.errors[0].line == 1


# ---- rules ---------------------------------------------------------------------------------------

RULED = """
interface Box { id: ID! n: Int }
interface Own @auth(%s: { rule: "query ($USER: String!) { queryOwn(filter: {key: {eq: $USER}}) { key } }" }) {
  key: String! @id
}
type Safe implements Box & Own { x: Int }
type Open { name: String! @id m: Int safes: [Safe] boxes: [Box] owns: [Own] one: Safe two: Safe }
"""


@pytest.mark.parametrize("operation", ["query", "update"])
def test_rules_hold_for_linked_nodes_however_they_are_reached(operation: str) -> None:
    """A node that is hidden, or not to be updated, is not changed; whether it is linked, or there, is not said."""
    with graphwright.open(":memory:") as database:
        database.alter(RULED % operation)
        linked = "owns: [{key: $k}], boxes: [{id: $i}], safes: [{key: $k}], one: {key: $k}, two: {key: $k}"
        made = database.graphql('mutation { addSafe(input: [{key: "ann"}, {key: "bob"}]) { safe { id } } }')
        ids = [safe["id"] for safe in made["data"]["addSafe"]["safe"]]
        for key, id_ in zip(("ann", "bob"), ids, strict=True):
            given = linked.replace("$k", f'"{key}"').replace("$i", f'"{id_}"')
            text = f'mutation {{ addOpen(input: [{{name: "{key}", {given}}}]) {{ numUids }} }}'
            assert "errors" not in database.graphql(text, caller=trusted)
        ann = Caller(claims={"USER": "ann"})

        def try_(name: str, children: str) -> dict[str, Any]:
            where = f'filter: {{name: {{eq: "{name}"}}}}'
            mutation = f"mutation {{ updateOpen(input: {{{where}, update: {{{children}}}}}) {{ numUids }} }}"
            return database.graphql(mutation, caller=ann)

        def stored() -> Any:
            return database.graphql("{ queryBox { n ... on Safe { x key } } }", caller=trusted)

        changes = (
            'owns: [{key: "NAME", set: {}}], safes: [{key: "NAME", set: {x: 7}}]',
            'boxes: [{id: "ID", set: {n: 7}}]',
            "one: {set: {x: 8}}",
        )
        for change in changes:
            assert "errors" not in try_("ann", change.replace("NAME", "ann").replace("ID", ids[0]))
        before = stored()
        hidden = [change.replace("NAME", "bob").replace("ID", ids[1]) for change in changes]
        unlinked = [
            'safes: [{key: "nobody"}]',
            f'boxes: [{{id: "{ids[0]}"}}]',
            "one: {set: {x: 8}}, two: {set: {x: 9}}",
        ]
        for change in (*hidden, *unlinked):
            [error] = try_("bob", change)["errors"]
            if operation == "query" or change in hidden:
                assert error["message"] == "the rules of the schema do not allow this; nothing was changed"
        assert stored() == before
