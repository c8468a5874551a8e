"""Rules on what is computed elsewhere, and on federations: what they refuse, where, and in which words."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.engine.alter import check_schema
from graphwright.errors import ErrorList
from graphwright.schema.findings import Rule
from graphwright.schema.rules.custom import check_custom
from graphwright.schema.rules.custom_fields import check_custom_fields
from graphwright.schema.rules.federation import check_federation
from graphwright.schema.rules.lambda_calls import check_lambda_calls
from graphwright.schema.rules.remote_names import check_remote_names
from graphwright.schema.rules.remote_types import check_remote_types
from graphwright.schema.rules.roots import check_roots

from .rule_cases import Refused, check_refused, errors_of

TYPE: Final = "type A { id: ID! x: Int }\n"


def root(field: str, kind: str = "Query") -> str:
    """A schema whose second line has one root field."""
    return f"{TYPE}type {kind} {{ {field} }}"


def http(members: str, field: str = "q: A", kind: str = "Query") -> str:
    """A root field with `@custom(http: …)`."""
    return root(f"{field} @custom(http: {{ {members} }})", kind)


def computed(members: str, others: str = "id: ID! x: Int") -> str:
    """A field of a stored type with `@custom(http: …)`, in line 2."""
    return f"type A {{ {others}\nn: String @custom(http: {{ {members} }}) }}\ntype B {{ y: Int }}"


POST: Final = 'url: "https://x.y", method: POST'

REFUSED: Final[dict[Rule, list[Refused]]] = {
    check_roots: [
        Refused(root("a: Int"), "2:14", "Query.a has neither @custom nor @lambda"),
        Refused(http('url: "https://x.y", method: GET', "getA: A"), "2:14", "generated for A"),
        Refused(http(POST, "addA: A", "Mutation"), "2:17", "generated for A"),
        Refused(http(POST) + "\ntype Query { x: Int }", "3:6", "in line 2"),
        Refused(root('q: Int @custom(dql: "{q}") q: Int @custom(dql: "{q}")'), "2:41", "twice"),
    ],
    check_remote_types: [
        Refused("type R @remote { y: Int }\ntype A { id: ID! r: R }", "2:21", "R has @remote"),
        Refused(
            "interface I { n: Int }\ntype R implements I @remote { m: Int }\n" + TYPE, "2:19", "cannot implement I"
        ),
        Refused(TYPE.replace("x: Int", 'x: Int @remoteResponse(name: "y")'), "1:25", "@remote types only"),
        Refused(TYPE + "type R @remote { y: Int @remoteResponse }", "2:25", "say the remote's name"),
        Refused(TYPE + 'type R @remote { y: Int @custom(dql: "{q}") }', "2:18", "take @custom out"),
        Refused(TYPE + "type R @remote @withSubscription { y: Int }", "2:16", "@withSubscription would say nothing"),
        Refused(
            TYPE + 'interface R @auth(query: {rule: "{$R: {eq: 1}}"}) @remote { y: Int }',
            "2:13",
            "@auth would say nothing",
        ),
        Refused(TYPE + 'type R @remote { y: Int @default(add: {value: "1"}) }', "2:25", "take @default out"),
    ],
    check_remote_names: [
        Refused(http(POST, "q: Nope"), "2:17", "Nope of Query.q is unknown"),
        Refused(http(POST, "q(a: Nope): A"), "2:19", "Nope of Query.q(a:) is unknown"),
        Refused(http(POST, "q(a: A): A"), "2:19", "not a type"),
        Refused(TYPE + "input In { a: Inn }", "2:15", "Did you mean 'In', "),
        Refused(TYPE + "input In { a: Int }\n" + 'type Query { q: In @custom(dql: "{q}") }', "3:17", "of the input In"),
        Refused(TYPE + "union U @remote = A", "2:19", "A has to be a type with @remote"),
    ],
    check_custom: [
        Refused(root("q: A @custom"), "2:19", "exactly one of `http` and `dql`"),
        Refused(root('q: A @custom(dql: "{q}", http: {})'), "2:19", "exactly one"),
        Refused(root('q: A @custom(dql: " ")'), "2:19", "is empty"),
        Refused(root('m: A @custom(dql: "{q}")', "Mutation"), "2:22", "Query only"),
        Refused(root('q(a: [Int]): A @custom(dql: "{q}")'), "2:20", "a single scalar"),
        Refused(http("method: GET"), "2:33", "needs `url`"),
        Refused(http('url: "https://x.y"'), "2:33", "needs `method`"),
        Refused(http('url: "x.y", method: GET'), "2:35", "is incomplete"),
        Refused(http('url: "https://x.y", method: HEAD'), "2:55", "one of GET, POST"),
        Refused(http(POST + ", verb: GET"), "2:69", "no member `verb`"),
        Refused(http(POST + ", mode: BATCH"), "2:69", "take it out"),
        Refused(http(POST + ', secretHeaders: "K"'), "2:69", "list of names"),
        Refused(http('url: "https://x.y/$a", method: GET'), "2:35", "$a, which is no argument"),
        Refused(http('url: "https://x.y/$a", method: GET', "q(a: Int): A"), "2:43", "may be null"),
        Refused(http(POST + ', body: "{ b: $b }"'), "2:69", "$b, which is no argument"),
        Refused(http(POST + ', body: "{ b: $b"'), "2:69", "cannot be read"),
        Refused(http(POST + ', graphql: "query { q", skipIntrospection: true'), "2:69", "cannot be read"),
        Refused(http(POST + ', graphql: "query { q } query { p }"'), "2:69", "one query or mutation"),
        Refused(http(POST + ', graphql: "query { q p }"'), "2:69", "exactly one field"),
        Refused(http(POST + ', graphql: "query { z: q }"'), "2:69", "leave the alias out"),
        Refused(http(POST + ', graphql: "query { q { x } }"'), "2:69", "leave them out"),
        Refused(http('url: "https://x.y", method: GET, graphql: "query { q }"'), "2:68", "by POST, not by GET"),
        Refused(http(POST + ', graphql: "query { q }", body: "{ a: 1 }"'), "2:93", "take `body` out"),
    ],
    check_custom_fields: [
        Refused(computed(POST, "x: Int"), "2:11", "give A an ID or an @id field"),
        Refused(computed(POST + ', body: "{ a: $n, i: $id }"'), "2:61", "the field itself"),
        Refused(computed(POST + ', body: "{ a: $m, i: $id }"'), "2:61", "no field of A"),
        Refused(computed(POST + ', body: "{ a: $b, i: $id }"', "id: ID! b: B"), "2:61", "leads to B"),
        Refused(computed(POST + ', body: "{ a: $x }"'), "2:61", "its ID or @id field"),
        Refused(computed('url: "https://x.y/$id", method: GET, mode: BATCH'), "2:27", "cannot use $id"),
        Refused(computed('url: "https://x.y/$x?i=$id", method: GET'), "2:27", "may be null"),
        Refused(computed(POST).replace("}) }", "}) @search }"), "2:63", "take @search out"),
        Refused("type A { id: ID! x: Int l: Int @lambda @id }", "1:40", "take @id out"),
    ],
    check_lambda_calls: [Refused("type A @lambdaOnMutate { x: Int }", "1:8", "say which mutations")],
    check_federation: [
        Refused('type A @key(fields: "y") { id: ID! x: Int }', "1:8", "no field `y`"),
        Refused('type A @key(fields: "x") { id: ID! x: Int }', "1:8", "of type ID or have @id"),
        Refused('type A @key(fields: "id x") { id: ID! x: Int }', "1:8", "one field"),
        Refused("type A @extends { id: ID! x: Int }", "1:8", "say what finds it"),
        Refused("extend type A { id: ID! x: Int }", "1:1", "say what finds it"),
        Refused("type A { id: ID! x: Int @external }", "1:25", "A is ours"),
        Refused(
            'type A @key(fields: "id") @extends { id: ID! @external x: Int @external @search y: Int }',
            "1:73",
            "take @search out",
        ),
        Refused(
            'type A @key(fields: "id") @extends { id: ID! @external x: Int y: Int @requires(fields: "x") }',
            "1:70",
            "only fields with @external",
        ),
        Refused('type A { id: ID! b: B @provides(fields: "y") }\ntype B { y: Int }', "1:23", "B has none"),
        Refused(
            'type A { id: ID! b: B @provides(fields: "z") }\ntype B @key(fields: "id") { id: ID! y: Int }',
            "1:23",
            "no field of B",
        ),
    ],
}

ACCEPTED: Final = {
    "what remotes need": """
        type R @remote { y: Int @remoteResponse(name: "why") rs: [R!] i: I }
        interface I @remote { z: Int u: [U!] e: E }
        type S implements I @remote { z: Int w: A }
        union U @remote = R | S
        enum E @remote { P Q }
        input In @remote { a: Int = 3 deep: [In!] }
        type A { id: ID! x: Int! n(a: Int): String @custom(http: {url: "https://x.y/$id?x=$x", method: GET}) }
        type Query {
          q(i: In!, r: ARef): [R!]! @custom(http: {url: "https://x.y", method: POST, body: "{i: $i, c: [1, {d: $r}]}"})
          g(a: Int = 3): R @custom(http: {url: "http://x.y:9/p", method: POST, graphql: "query($a: Int) { g(a: $a) }"})
          d(a: Int): [A] @custom(dql: "query q($a: int) { q(func: eq(A.x, $a)) { uid } }") @withSubscription
        }
        extend type Mutation { m: A @custom(http: {url: "https://x.y", method: DELETE, secretHeaders: ["H:K"]}) }
        # Dgraph.Secret K "v"
        # Dgraph.Allow-Origin "https://example.com"
        """,
    "a federation": """
        type A @key(fields: "id") { id: ID! b: B @provides(fields: "k") }
        extend type B @key(fields: "k") { k: String! @id @external size: Int @external
          weight: Int @requires(fields: "size") as: [A] }
        """,
    "an extension of one's own type": 'type A { x: Int }\nextend type A @dgraph(type: "T") { y: Int }',
    "what says nothing to a store": (
        "schema { query: Q }\ndirective @mine(n: Int) on FIELD_DEFINITION\ntype Q { a(n: Int): Int @mine(n: 3) }"
    ),
}


@pytest.mark.parametrize(
    ("rule", "case"),
    [pytest.param(rule, case, id=f"{rule.__name__}: {case.says}") for rule, cases in REFUSED.items() for case in cases],
)
def test_refused(rule: Rule, case: Refused) -> None:
    check_refused(rule, case)


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(text: str) -> None:
    assert errors_of(text) == []


def test_lambdas_need_a_server() -> None:
    text = "type A @lambdaOnMutate(add: true, update: false) {\n id: ID! x: Int y: Int @lambda }"
    with pytest.raises(ErrorList) as refused:
        check_schema(text)
    assert [(error.line, error.column) for error in refused.value.errors] == [(1, 8), (2, 24)]
    assert "--lambda-url" in refused.value.message
    assert check_schema(text, lambda_url="http://127.0.0.1:8686/graphql-worker").api.types["A"].calls_lambda == ("add",)
