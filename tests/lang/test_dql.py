"""DQL's syntax: what each construct parses to, and where its nodes are said to be."""

from __future__ import annotations

from typing import Final

import pytest

from graphwright.lang.dql import parse_dql, syntax, tokenize

from .dql_trees import SEEDS, nodes_of, show


def only_block(text: str) -> syntax.Block:
    document = parse_dql(text)
    assert isinstance(document, syntax.QueryDocument)
    (block,) = document.blocks
    return block


def function_of(text: str) -> syntax.Function | None:
    block = only_block(f"{{ q(func: {text}) }}")
    assert isinstance(block, syntax.QueryBlock)
    return block.function


SELECTIONS: Final = [
    ("name", "PredicateField(predicate=<name>)"),
    ("<name> <~genre>", "PredicateField(predicate=<name>), PredicateField(predicate=<~genre>)"),
    ("<https://x.test/é>", "PredicateField(predicate=<https://x.test/é>)"),
    ("dgraph.type, age,", "PredicateField(predicate=<dgraph.type>), PredicateField(predicate=<age>)"),
    ("name@en name@fr:de:.", "PredicateField(predicate=<name@en>), PredicateField(predicate=<name@fr:de:.>)"),
    ("name@* bio@zh-Hant-TW", "PredicateField(predicate=<name@*>), PredicateField(predicate=<bio@zh-Hant-TW>)"),
    ("name @en", "PredicateField(predicate=<name@en>)"),
    ("name@es-419:.", "PredicateField(predicate=<name@es-419:.>)"),
    ("who: name", "PredicateField(alias=who, predicate=<name>)"),
    ("x as age", "PredicateField(variable=x, predicate=<age>)"),
    ("x as who: age", "PredicateField(alias=who, variable=x, predicate=<age>)"),
    ("who: x as age", "PredicateField(alias=who, variable=x, predicate=<age>)"),
    (
        "a { b { c } }",
        (
            "PredicateField(predicate=<a>, selections=[PredicateField(predicate=<b>, "
            "selections=[PredicateField(predicate=<c>)])])"
        ),
    ),
    ("uid", "UidField()"),
    ("id: uid g as UID", "UidField(alias=id), UidField(variable=g)"),
    ("<uid>", "PredicateField(predicate=<uid>)"),
    ("count(uid)", "CountUidField()"),
    ("n as total: count(uid)", "CountUidField(alias=total, variable=n)"),
    ("count(~genre)", "CountField(predicate=<~genre>)"),
    ("count(name@fr)", "CountField(predicate=<name@fr>)"),
    ("count(a @filter(has(b)))", "CountField(predicate=<a>, modifiers=Modifiers(filter=has(<b>)))"),
    ("count(a) @filter(has(b))", "CountField(predicate=<a>, modifiers=Modifiers(filter=has(<b>)))"),
    (
        "count(friend) as c",
        "CountField(predicate=<friend>), PredicateField(predicate=<as>), PredicateField(predicate=<c>)",
    ),
    ("count min", "PredicateField(predicate=<count>), PredicateField(predicate=<min>)"),
    ("val(x)", "ValueField(value=val(x))"),
    (
        "s: min(val(x)) MAX(rating)",
        ("AggregateField(alias=s, operator=min, operand=val(x)), AggregateField(operator=max, operand=<rating>)"),
    ),
    (
        "y as sum(val(x)) avg(val(x))",
        ("AggregateField(variable=y, operator=sum, operand=val(x)), AggregateField(operator=avg, operand=val(x))"),
    ),
    ("y as math(x + 1)", "MathField(variable=y, expression=(x + #1))"),
    ('ok: checkpwd(p, "s")', 'PasswordField(alias=ok, predicate=<p>, password="s")'),
    ("checkpwd(p, $s)", "PasswordField(predicate=<p>, password=$s)"),
    ("expand(_all_)", "ExpandField(scope=ExpandAll())"),
    ("expand(A, <B>) { uid }", "ExpandField(scope=ExpandTypes(types=[A, B]), selections=[UidField()])"),
    ("expand(val(x))", "ExpandField(scope=val(x))"),
    (
        "expand(_all_) @filter(type(F))",
        "ExpandField(scope=ExpandAll(), modifiers=Modifiers(filter=TypeFunction(type_name=Word(text=F))))",
    ),
    ("...who ... where", "FragmentSpread(name=who), FragmentSpread(name=where)"),
]


@pytest.mark.parametrize(("text", "expected"), SELECTIONS)
def test_selections(text: str, expected: str) -> None:
    assert show(only_block(f"{{ q(func: has(a)) {{ {text} }} }}").selections) == f"[{expected}]"


FUNCTIONS: Final = [
    ('EQ(name, "x")', 'eq(<name>, "x")'),
    ("eq(name@., $n)", "eq(<name@.>, $n)"),
    ('eq(age, [1, -2.5, 1e21, "x", true, $a])', 'eq(<age>, List[#1, #-2.5, #1e21, "x", Word(text=true), $a])'),
    ("eq(marks, -9223372036854775808)", "eq(<marks>, #-9223372036854775808)"),
    ("eq(age, val(a))", "eq(<age>, val(a))"),
    ("ge(val(a), 7)", "ge(val(a), #7)"),
    ("eq(len(v), 0)", "eq(LengthOf(variable=v), #0)"),
    ("between(count(~a), 2, 3)", "between(CountOf(predicate=<~a>), #2, #3)"),
    ("has(<~genre>)", "has(<~genre>)"),
    ("eq(count, 3)", "eq(<count>, #3)"),
    (r"regexp(t, /a\/[b]/i)", r"regexp(<t>, RegexpLiteral(pattern=a\/[b], ignores_case=True))"),
    ("regexp(t, //)", "regexp(<t>, RegexpLiteral(pattern=))"),
    ("near(loc, [-1.5, 2], 10)", "near(<loc>, List[#-1.5, #2], #10)"),
    ("within(loc, [[[0, 1]]])", "within(<loc>, List[List[List[#0, #1]]])"),
    ('similar_to(v, 2, "[1]", ef: 5)', 'similar_to(<v>, #2, "[1]", ef=#5)'),
    ("uid_in(s, [0x1, 0x2])", "uid_in(<s>, List[#0x1, #0x2])"),
    ("uid_in(s, uid(a, 0x1))", "uid_in(<s>, UidSet(members=[a, uid#0x1]))"),
    ("uid(0x1, 513, a, $b)", "UidSet(members=[uid#0x1, uid#0x201, a, $b])"),
    ("uid([0x1, a], 2)", "UidSet(members=[uid#0x1, a, uid#0x2])"),
    ("uid()", "UidSet()"),
    ("uid(0xffffffffffffffff)", "UidSet(members=[uid#0xffffffffffffffff])"),
    ("type(Film)", "TypeFunction(type_name=Word(text=Film))"),
    ('Type("Film")', 'TypeFunction(type_name="Film")'),
    ("type($t)", "TypeFunction(type_name=$t)"),
    ("anything(a)", "anything(<a>)"),
]


@pytest.mark.parametrize(("text", "expected"), FUNCTIONS)
def test_functions(text: str, expected: str) -> None:
    assert show(function_of(text)) == expected


FILTERS: Final = [
    ("has(a)", "a"),
    ("", "nothing"),
    ("has(a) AND has(b) and has(c)", "(a & b & c)"),
    ("has(a) or has(b) And has(c) OR has(d)", "(a | (b & c) | d)"),
    ("(has(a) or has(b)) and has(c)", "((a | b) & c)"),
    ("not has(a) and has(b)", "(!a & b)"),
    ("NOT (has(a) and has(b))", "!(a & b)"),
    ("not(not has(a))", "!!a"),
    ("(((has(a))))", "a"),
]


def connectives(condition: syntax.Filter | None) -> str:
    match condition:
        case syntax.And():
            return f"({' & '.join(map(connectives, condition.operands))})"
        case syntax.Or():
            return f"({' | '.join(map(connectives, condition.operands))})"
        case syntax.Not():
            return f"!{connectives(condition.operand)}"
        case syntax.FunctionCall():
            return show(condition.target).strip("<>")
        case _:
            return "nothing"


@pytest.mark.parametrize(("text", "expected"), FILTERS)
def test_filters(text: str, expected: str) -> None:
    assert connectives(only_block(f"{{ q(func: has(x)) @filter({text}) }}").modifiers.filter) == expected


MATH: Final = [
    ("a + 2 * 3 - 8 / 2", "((a + (#2 * #3)) - (#8 / #2))"),
    ("r * 60 / b % 2", "(((r * #60) / b) % #2)"),
    ("a - b - c", "((a - b) - c)"),
    ("(a + 2) * 3", "((a + #2) * #3)"),
    ("-a + 1", "((-a) + #1)"),
    ("a - -1", "(a - (-#1))"),
    ("a-1", "(a - #1)"),
    ("a<b", "(a < b)"),
    ("a<b == c>=1.5e3", "((a < b) == (c >= #1.5e3))"),
    ("a != 1 || !b && true", "((a != #1) || ((!b) && True))"),
    ("sqrt((v - w) DOT v)", "MathCall(name=sqrt, arguments=[((v - w) dot v)])"),
    ("cond(a<b,c>d, $x)", "MathCall(name=cond, arguments=[(a < b), (c > d), $x])"),
    ("a / b / c", "((a / b) / c)"),
    ("a / b * c % d", "(((a / b) * c) % d)"),
    ("a % b * c", "((a % b) * c)"),
]


@pytest.mark.parametrize(("text", "expected"), MATH)
def test_math(text: str, expected: str) -> None:
    (field,) = only_block(f"{{ q() {{ math({text}) }} }}").selections
    assert isinstance(field, syntax.MathField)
    assert show(field.expression) == expected


def test_behind_math_slashes_and_angle_brackets_are_names_again() -> None:
    fields = only_block("{ q(func: has(a)) { x as math((a) / 2) <b> @filter(regexp(c, /d/)) } }").selections
    shown = "PredicateField(predicate=<b>, modifiers=Modifiers(filter=regexp(<c>, RegexpLiteral(pattern=d))))"
    assert show(fields[1]) == shown


MODIFIERS: Final = [
    ("(first: -2, offset: $o, after: 0x1, random: 3)", "first=-2, offset=$o, after=uid#0x1, random=3"),
    ("(after: $a)", "after=$a"),
    ("()", ""),
    ("(orderasc: name@fr, orderdesc: ~b)", "order=[OrderKey(key=<name@fr>), OrderKey(key=<~b>, is_descending=True)]"),
    ("(orderdesc: val(x))", "order=[OrderKey(key=val(x), is_descending=True)]"),
    ("(orderasc: $k)", "order=[OrderKey(key=$k)]"),
    ("@filter(has(b)) (first: 1)", "first=1, filter=has(<b>)"),
    ("@CASCADE", "directives=[Cascade()]"),
    ("@cascade(b, <c>)", "directives=[Cascade(fields=[b, c])]"),
    ("@normalize", "directives=[Normalize()]"),
    (
        "@groupby(h: b, c@fr, ~d)",
        (
            "directives=[GroupBy(keys=[GroupKey(alias=h, predicate=<b>), GroupKey(predicate=<c@fr>), "
            "GroupKey(predicate=<~d>)])]"
        ),
    ),
    ("@facets", "directives=[FacetFetch()]"),
    ("@facets()", "directives=[FacetFetch()]"),
    (
        "@facets(b, h: c, w as d, not)",
        (
            "directives=[FacetFetch(keys=[FacetKey(name=b), FacetKey(name=c, alias=h), FacetKey(name=d, "
            "variable=w), FacetKey(name=not)])]"
        ),
    ),
    (
        "@facets(orderasc: b, orderdesc: c)",
        "directives=[FacetFetch(keys=[FacetOrder(name=b), FacetOrder(name=c, is_descending=True)])]",
    ),
    (
        "@facets(not has(b)) @facets(c)",
        "directives=[FacetFilter(condition=Not(operand=has(<b>))), FacetFetch(keys=[FacetKey(name=c)])]",
    ),
    ("@facets((has(b)))", "directives=[FacetFilter(condition=has(<b>))]"),
]


@pytest.mark.parametrize(("text", "expected"), MODIFIERS)
def test_modifiers_of_fields(text: str, expected: str) -> None:
    (field,) = only_block(f"{{ q(func: has(a)) {{ e {text} }} }}").selections
    assert isinstance(field, syntax.PredicateField)
    assert show(field.modifiers) == f"Modifiers({expected})"


BLOCKS: Final = [
    (
        "q(func: has(a), first: 1, orderasc: b) @ignorereflex",
        (
            "QueryBlock(name=q, function=has(<a>), modifiers=Modifiers(first=1, order=[OrderKey(key=<b>)], "
            "directives=[IgnoreReflex()]))"
        ),
    ),
    ("q(first: 1, func: has(a)) {}", "QueryBlock(name=q, function=has(<a>), modifiers=Modifiers(first=1))"),
    ("first() { val(x) }", "QueryBlock(name=first, selections=[ValueField(value=val(x))])"),
    ("x as q(func: uid(y))", "QueryBlock(name=q, variable=x, function=UidSet(members=[y]))"),
    ("x AS var(func: uid(y))", "VariableBlock(variable=x, function=UidSet(members=[y]))"),
    (
        "var() { m as max(val(r)) }",
        "VariableBlock(selections=[AggregateField(variable=m, operator=max, operand=val(r))])",
    ),
    (
        "q(func: uid(1)) @recurse",
        ("QueryBlock(name=q, function=UidSet(members=[uid#0x1]), modifiers=Modifiers(directives=[Recurse()]))"),
    ),
    (
        "q(func: uid(1)) @recurse(depth: $d, loop: true)",
        (
            "QueryBlock(name=q, function=UidSet(members=[uid#0x1]), "
            "modifiers=Modifiers(directives=[Recurse(depth=$d, loop=True)]))"
        ),
    ),
    (
        "shortest(from: 0x1, to: uid(a)) { road }",
        ("ShortestBlock(source=uid#0x1, target=UidSet(members=[a]), selections=[PredicateField(predicate=<road>)])"),
    ),
    (
        "p as shortest(from: 1, to: 2, numpaths: 3, depth: $d, minweight: -1.5, maxweight: $w)",
        (
            "ShortestBlock(variable=p, source=uid#0x1, target=uid#0x2, path_count=3, depth=$d, "
            "weight_min=#-1.5, weight_max=$w)"
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: str) -> None:
    assert show(only_block(f"{{ {text} }}")) == expected


DOCUMENTS: Final = [
    ("{a()}", "Operation(blocks=[QueryBlock(name=a)])"),
    ("query {a()}", "Operation(blocks=[QueryBlock(name=a)])"),
    ("query n() {a() b()}", "Operation(name=n, blocks=[QueryBlock(name=a), QueryBlock(name=b)])"),
    (
        'query n($a: string! , $b: int = -3, $c: bool=true, $d: string = "x") {a()}',
        (
            "Operation(name=n, declarations=[VariableDeclaration(name=a, type_name=string, "
            "is_required=True), VariableDeclaration(name=b, type_name=int, default=#-3), "
            "VariableDeclaration(name=c, type_name=bool, default=Word(text=true)), "
            'VariableDeclaration(name=d, type_name=string, default="x")], blocks=[QueryBlock(name=a)])'
        ),
    ),
    (
        "query a {x()} query b {y()}",
        "Operation(name=a, blocks=[QueryBlock(name=x)]), Operation(name=b, blocks=[QueryBlock(name=y)])",
    ),
    ("\ufeff# one\n{ # two { (\r\n a() #three\r}\n#four", "Operation(blocks=[QueryBlock(name=a)])"),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_documents(text: str, expected: str) -> None:
    assert show(parse_dql(text)) == f"QueryDocument(operations=[{expected}])"


def test_operations_share_blocks_and_declarations() -> None:
    document = parse_dql("fragment f { uid } query a($x: int) {p()} query b($y: int) {q() r()}")
    assert isinstance(document, syntax.QueryDocument)
    assert show(document.fragments) == "[Fragment(name=f, selections=[UidField()])]"
    assert [declaration.name for declaration in document.declarations] == ["x", "y"]
    assert [block.name for block in document.blocks if isinstance(block, syntax.QueryBlock)] == ["p", "q", "r"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schema {}", "SchemaDocument(scope=WholeSchema())"),
        ("schema { type, index }", "SchemaDocument(scope=WholeSchema(), fields=[type, index])"),
        ("schema(pred: a) {}", "SchemaDocument(scope=SchemaPredicates(names=[a]))"),
        ("schema(pred: [a, <b/c>]) {type}", "SchemaDocument(scope=SchemaPredicates(names=[a, b/c]), fields=[type])"),
        ("schema(type: [A]) {}", "SchemaDocument(scope=SchemaTypes(names=[A]))"),
    ],
)
def test_schema_queries(text: str, expected: str) -> None:
    assert show(parse_dql(text)) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ""),
        ("é 漢 🦊 # { /", "é 漢 🦊 # { /"),
        (r"\n\t\r\a\b\f\v\\\"\'\/", "\n\t\r\a\b\f\v\\\"'/"),
        (r"\u00e9\U0001F98A\x41\101", "é🦊AA"),
        (r"\ud83e\udd8a", "🦊"),
    ],
)
def test_escapes_in_texts(written: str, meant: str) -> None:
    function = function_of(f'eq(a, "{written}")')
    assert isinstance(function, syntax.FunctionCall)
    (literal,) = function.arguments
    assert isinstance(literal, syntax.StringLiteral)
    assert literal.value == meant


# Positions


def test_nodes_point_at_their_first_token() -> None:
    text = "query n($a: int) {\n  q(func: eq(name@en, $a), first: 2)\n    @filter(not has(b)) {\n  é: x as c } }"
    text = text.replace("é", "y")
    found = {(type(node).__name__, node.line, node.column) for node in nodes_of(parse_dql(text))}
    assert found >= {
        ("VariableDeclaration", 1, 9),
        ("QueryBlock", 2, 3),
        ("FunctionCall", 2, 11),
        ("Predicate", 2, 14),
        ("QueryVariable", 2, 23),
        ("IntegerLiteral", 2, 35),
        ("Not", 3, 13),
        ("FunctionCall", 3, 17),
        ("PredicateField", 4, 3),
        ("Definition", 4, 6),
        ("Predicate", 4, 11),
    }


@pytest.mark.parametrize("text", SEEDS)
def test_every_node_starts_where_a_token_starts(text: str) -> None:
    tokens = list(tokenize(text))
    for node in nodes_of(parse_dql(text)):
        token = tokens[node.position.token]
        assert token.position == node.position
        assert text.startswith(token.text, token.start)
        assert node.column == token.start + 1


def test_token_ordinals_do_not_depend_on_literals() -> None:
    one = parse_dql('{ q(func: eq(a, "x"), first: 5) { b } }')
    other = parse_dql('{ q(func: eq(a, "another text"),\n first: 500) { b } }')
    assert [node.position.token for node in nodes_of(one)] == [node.position.token for node in nodes_of(other)]
