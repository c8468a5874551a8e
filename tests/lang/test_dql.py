"""DQL's syntax: what each construct parses to, where errors point, that nothing else is ever raised."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from graphwright.errors import LimitError, ParseError
from graphwright.lang.dql import ParseLimits, TokenKind, parse_dql, syntax, tokenize

CORPUS: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance"


# How trees are shown: class names and whatever is not empty; leaves in DQL's own words.


def show(node: object) -> str:
    match node:
        case syntax.Predicate():
            tags = f"@{':'.join(node.languages)}" if node.languages else ""
            return f"<{'~' * node.is_reverse}{node.name}{tags}>"
        case syntax.QueryVariable():
            return f"${node.name}"
        case syntax.StringLiteral():
            return json.dumps(node.value)
        case syntax.NumberLiteral() | syntax.MathNumber():
            return f"#{node.text}"
        case syntax.IntegerLiteral() | syntax.BooleanLiteral() | syntax.MathBoolean():
            return str(node.value)
        case syntax.UidLiteral():
            return f"uid#{node.value:#x}"
        case syntax.ValueOf():
            return f"val({node.variable})"
        case syntax.MathUnary():
            return f"({node.operator}{show(node.operand)})"
        case syntax.MathBinary():
            return f"({show(node.left)} {node.operator} {show(node.right)})"
        case syntax.MathVariable() | syntax.UidVariable() | syntax.Name() | syntax.Definition():
            return node.name
        case tuple():
            return f"[{', '.join(map(show, node))}]"
        case syntax.Node():
            parts = {name: show(value) for name, value in fields_of(node) if value not in (None, (), False)}
            parts.pop("modifiers") if parts.get("modifiers") == "Modifiers()" else None
            return f"{type(node).__name__}({', '.join(f'{name}={part}' for name, part in parts.items())})"
        case _:
            return str(node)


def fields_of(node: syntax.Node) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(node, field.name)) for field in dataclasses.fields(node) if field.name != "position")


def nodes_of(value: object) -> Iterator[syntax.Node]:
    if isinstance(value, tuple):
        for item in value:
            yield from nodes_of(item)
    if isinstance(value, syntax.Node):
        yield value
        for _, child in fields_of(value):
            yield from nodes_of(child)


def only_block(text: str) -> syntax.Block:
    document = parse_dql(text)
    assert isinstance(document, syntax.QueryDocument)
    (block,) = document.blocks
    return block


def function_of(text: str) -> syntax.Function | None:
    block = only_block(f"{{ q(func: {text}) }}")
    assert isinstance(block, syntax.QueryBlock)
    return block.function


def refusal(text: str, **bounds: int) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse_dql(text, limits=ParseLimits(**bounds))
    return caught.value


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
    ("a { b { c } }", "PredicateField(predicate=<a>, selections=[PredicateField(predicate=<b>, "
     "selections=[PredicateField(predicate=<c>)])])"),
    ("uid", "UidField()"),
    ("id: uid g as UID", "UidField(alias=id), UidField(variable=g)"),
    ("<uid>", "PredicateField(predicate=<uid>)"),
    ("count(uid)", "CountUidField()"),
    ("n as total: count(uid)", "CountUidField(alias=total, variable=n)"),
    ("count(~genre)", "CountField(predicate=<~genre>)"),
    ("count(name@fr)", "CountField(predicate=<name@fr>)"),
    ("count(a @filter(has(b)))", "CountField(predicate=<a>, modifiers=Modifiers(filter=FunctionCall(name=has, target=<b>)))"),
    ("count(a) @filter(has(b))", "CountField(predicate=<a>, modifiers=Modifiers(filter=FunctionCall(name=has, target=<b>)))"),
    ("count(friend) as c", "CountField(predicate=<friend>), PredicateField(predicate=<as>), PredicateField(predicate=<c>)"),
    ("count min", "PredicateField(predicate=<count>), PredicateField(predicate=<min>)"),
    ("val(x)", "ValueField(value=val(x))"),
    ("s: min(val(x)) MAX(rating)", "AggregateField(alias=s, operator=min, operand=val(x)), "
     "AggregateField(operator=max, operand=<rating>)"),
    ("y as sum(val(x)) avg(val(x))", "AggregateField(variable=y, operator=sum, operand=val(x)), "
     "AggregateField(operator=avg, operand=val(x))"),
    ("y as math(x + 1)", "MathField(variable=y, expression=(x + #1))"),
    ('ok: checkpwd(p, "s")', 'PasswordField(alias=ok, predicate=<p>, password="s")'),
    ("checkpwd(p, $s)", "PasswordField(predicate=<p>, password=$s)"),
    ("expand(_all_)", "ExpandField(scope=ExpandAll())"),
    ("expand(A, <B>) { uid }", "ExpandField(scope=ExpandTypes(types=[A, B]), selections=[UidField()])"),
    ("expand(val(x))", "ExpandField(scope=val(x))"),
    ("expand(_all_) @filter(type(F))", "ExpandField(scope=ExpandAll(), "
     "modifiers=Modifiers(filter=TypeFunction(type_name=Word(text=F))))"),
    ("...who ... where", "FragmentSpread(name=who), FragmentSpread(name=where)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SELECTIONS)
def test_selections(text: str, expected: str) -> None:
    assert show(only_block(f"{{ q(func: has(a)) {{ {text} }} }}").selections) == f"[{expected}]"


FUNCTIONS: Final = [
    ("EQ(name, \"x\")", 'FunctionCall(name=eq, target=<name>, arguments=["x"])'),
    ("eq(name@., $n)", "FunctionCall(name=eq, target=<name@.>, arguments=[$n])"),
    ("eq(age, [1, -2.5, 1e21, \"x\", true, $a])", "FunctionCall(name=eq, target=<age>, arguments=[ListLiteral("
     'values=[#1, #-2.5, #1e21, "x", Word(text=true), $a])])'),
    ("eq(marks, -9223372036854775808)", "FunctionCall(name=eq, target=<marks>, arguments=[#-9223372036854775808])"),
    ("eq(age, val(a))", "FunctionCall(name=eq, target=<age>, arguments=[val(a)])"),
    ("ge(val(a), 7)", "FunctionCall(name=ge, target=val(a), arguments=[#7])"),
    ("eq(len(v), 0)", "FunctionCall(name=eq, target=LengthOf(variable=v), arguments=[#0])"),
    ("between(count(~a), 2, 3)", "FunctionCall(name=between, target=CountOf(predicate=<~a>), arguments=[#2, #3])"),
    ("has(<~genre>)", "FunctionCall(name=has, target=<~genre>)"),
    ("eq(count, 3)", "FunctionCall(name=eq, target=<count>, arguments=[#3])"),
    (r"regexp(t, /a\/[b]/i)", r"FunctionCall(name=regexp, target=<t>, arguments=[RegexpLiteral(pattern=a\/[b], ignores_case=True)])"),
    ("regexp(t, //)", "FunctionCall(name=regexp, target=<t>, arguments=[RegexpLiteral(pattern=)])"),
    ("near(loc, [-1.5, 2], 10)", "FunctionCall(name=near, target=<loc>, arguments=[ListLiteral(values=[#-1.5, #2]), #10])"),
    ("within(loc, [[[0, 1]]])", "FunctionCall(name=within, target=<loc>, arguments=[ListLiteral(values="
     "[ListLiteral(values=[ListLiteral(values=[#0, #1])])])])"),
    ("similar_to(v, 2, \"[1]\", ef: 5)", 'FunctionCall(name=similar_to, target=<v>, arguments=[#2, "[1]"], '
     "options=[Option(name=ef, value=#5)])"),
    ("uid_in(s, [0x1, 0x2])", "FunctionCall(name=uid_in, target=<s>, arguments=[ListLiteral(values=[#0x1, #0x2])])"),
    ("uid_in(s, uid(a, 0x1))", "FunctionCall(name=uid_in, target=<s>, arguments=[UidSet(members=[a, uid#0x1])])"),
    ("uid(0x1, 513, a, $b)", "UidSet(members=[uid#0x1, uid#0x201, a, $b])"),
    ("uid([0x1, a], 2)", "UidSet(members=[uid#0x1, a, uid#0x2])"),
    ("uid()", "UidSet()"),
    ("uid(0xffffffffffffffff)", "UidSet(members=[uid#0xffffffffffffffff])"),
    ("type(Film)", "TypeFunction(type_name=Word(text=Film))"),
    ("type(<a b>)", None),
    ('Type("Film")', 'TypeFunction(type_name="Film")'),
    ("type($t)", "TypeFunction(type_name=$t)"),
    ("anything(a)", "FunctionCall(name=anything, target=<a>)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FUNCTIONS)
def test_functions(text: str, expected: str | None) -> None:
    if expected is None:
        refusal(f"{{ q(func: {text}) }}")
    else:
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
]


@pytest.mark.parametrize(("text", "expected"), MATH)
def test_math(text: str, expected: str) -> None:
    (field,) = only_block(f"{{ q() {{ math({text}) }} }}").selections
    assert isinstance(field, syntax.MathField)
    assert show(field.expression) == expected


def test_behind_math_slashes_and_angle_brackets_are_names_again() -> None:
    fields = only_block("{ q(func: has(a)) { x as math((a) / 2) <b> @filter(regexp(c, /d/)) } }").selections
    assert show(fields[1]).startswith(
        "PredicateField(predicate=<b>, modifiers=Modifiers(filter=FunctionCall(name=regexp"
    )


MODIFIERS: Final = [
    ("(first: -2, offset: $o, after: 0x1, random: 3)", "first=-2, offset=$o, after=uid#0x1, random=3"),
    ("(after: $a)", "after=$a"),
    ("()", ""),
    ("(orderasc: name@fr, orderdesc: ~b)", "order=[OrderKey(key=<name@fr>), OrderKey(key=<~b>, is_descending=True)]"),
    ("(orderdesc: val(x))", "order=[OrderKey(key=val(x), is_descending=True)]"),
    ("(orderasc: $k)", "order=[OrderKey(key=$k)]"),
    ("@filter(has(b)) (first: 1)", "first=1, filter=FunctionCall(name=has, target=<b>)"),
    ("@CASCADE", "directives=[Cascade()]"),
    ("@cascade(b, <c>)", "directives=[Cascade(fields=[b, c])]"),
    ("@normalize", "directives=[Normalize()]"),
    ("@groupby(h: b, c@fr, ~d)", "directives=[GroupBy(keys=[GroupKey(alias=h, predicate=<b>), "
     "GroupKey(predicate=<c@fr>), GroupKey(predicate=<~d>)])]"),
    ("@facets", "directives=[FacetFetch()]"),
    ("@facets()", "directives=[FacetFetch()]"),
    ("@facets(b, h: c, w as d, not)", "directives=[FacetFetch(keys=[FacetKey(name=b), FacetKey(name=c, alias=h), "
     "FacetKey(name=d, variable=w), FacetKey(name=not)])]"),
    ("@facets(orderasc: b, orderdesc: c)", "directives=[FacetFetch(keys=[FacetOrder(name=b), "
     "FacetOrder(name=c, is_descending=True)])]"),
    ("@facets(not has(b)) @facets(c)", "directives=[FacetFilter(condition=Not(operand=FunctionCall(name=has, "
     "target=<b>))), FacetFetch(keys=[FacetKey(name=c)])]"),
    ("@facets((has(b)))", "directives=[FacetFilter(condition=FunctionCall(name=has, target=<b>))]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MODIFIERS)
def test_modifiers_of_fields(text: str, expected: str) -> None:
    (field,) = only_block(f"{{ q(func: has(a)) {{ e {text} }} }}").selections
    assert isinstance(field, syntax.PredicateField)
    assert show(field.modifiers) == f"Modifiers({expected})"


BLOCKS: Final = [
    ("q(func: has(a), first: 1, orderasc: b) @ignorereflex", "QueryBlock(name=q, function=FunctionCall(name=has, "
     "target=<a>), modifiers=Modifiers(first=1, order=[OrderKey(key=<b>)], directives=[IgnoreReflex()]))"),
    ("q(first: 1, func: has(a)) {}", "QueryBlock(name=q, function=FunctionCall(name=has, target=<a>), modifiers=Modifiers(first=1))"),
    ("first() { val(x) }", "QueryBlock(name=first, selections=[ValueField(value=val(x))])"),
    ("x as q(func: uid(y))", "QueryBlock(name=q, variable=x, function=UidSet(members=[y]))"),
    ("x AS var(func: uid(y))", "VariableBlock(variable=x, function=UidSet(members=[y]))"),
    ("var() { m as max(val(r)) }", "VariableBlock(selections=[AggregateField(variable=m, operator=max, operand=val(r))])"),
    ("q(func: uid(1)) @recurse", "QueryBlock(name=q, function=UidSet(members=[uid#0x1]), "
     "modifiers=Modifiers(directives=[Recurse()]))"),
    ("q(func: uid(1)) @recurse(depth: $d, loop: true)", "QueryBlock(name=q, function=UidSet(members=[uid#0x1]), "
     "modifiers=Modifiers(directives=[Recurse(depth=$d, loop=True)]))"),
    ("shortest(from: 0x1, to: uid(a)) { road }", "ShortestBlock(source=uid#0x1, target=UidSet(members=[a]), "
     "selections=[PredicateField(predicate=<road>)])"),
    ("p as shortest(from: 1, to: 2, numpaths: 3, depth: $d, minweight: -1.5, maxweight: $w)", "ShortestBlock(variable=p, "
     "source=uid#0x1, target=uid#0x2, path_count=3, depth=$d, weight_min=#-1.5, weight_max=$w)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: str) -> None:
    assert show(only_block(f"{{ {text} }}")) == expected


DOCUMENTS: Final = [
    ("{a()}", "Operation(blocks=[QueryBlock(name=a)])"),
    ("query {a()}", "Operation(blocks=[QueryBlock(name=a)])"),
    ("query n() {a() b()}", "Operation(name=n, blocks=[QueryBlock(name=a), QueryBlock(name=b)])"),
    ('query n($a: string! , $b: int = -3, $c: bool=true, $d: string = "x") {a()}', "Operation(name=n, declarations=["
     "VariableDeclaration(name=a, type_name=string, is_required=True), "
     "VariableDeclaration(name=b, type_name=int, default=#-3), "
     "VariableDeclaration(name=c, type_name=bool, default=Word(text=true)), "
     'VariableDeclaration(name=d, type_name=string, default="x")], blocks=[QueryBlock(name=a)])'),
    ("query a {x()} query b {y()}", "Operation(name=a, blocks=[QueryBlock(name=x)]), "
     "Operation(name=b, blocks=[QueryBlock(name=y)])"),
    ("\ufeff# one\n{ # two { (\r\n a() #three\r}\n#four", "Operation(blocks=[QueryBlock(name=a)])"),
]  # fmt: skip


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


ERRORS: Final = [
    ("", 1, 1, "Found the end of the text, expected a query"),
    ("  what is", 1, 3, "expected '{', query, fragment or schema"),
    ("querry { a() }", 1, 1, "did you mean query?"),
    ("{ }", 1, 3, "expected a block"),
    ("fragment f { uid }", 1, 19, "expected a query"),
    ("{ q() } }", 1, 9, "closes nothing"),
    ("{ q(func: has(a)) { b ", 1, 23, "the '{' of line 1, column 19 is still open"),
    ("{ q(func: has(a) { b } }", 1, 18, "the '(' of line 1, column 4 is still open"),
    ("{\n\n  q(func: has(a)) { b\r\n{ !", 4, 3, "Found '!'"),
    ("{ q(func eq(a)) }", 1, 10, "write func:"),
    ("{ q }", 1, 5, "write q(func: …)"),
    ("{ set { <1> <a> 2 . } }", 1, 7, "send it to /mutate"),
    ("upsert { }", 1, 1, "send it to /mutate"),
    ("{ q(func: has(a), limit: 3) }", 1, 19, "write first:"),
    ("{ q(func: has(a), frist: 3) }", 1, 19, "did you mean first?"),
    ("{ q(func: has(a), first: 1, first: 2) }", 1, 29, "first a second time"),
    ("{ q(func: has(a), func: has(b)) }", 1, 19, "func a second time"),
    ("{ q(func: has(a), first: x) }", 1, 26, "whole number"),
    ("{ q(func: has(a), first: 9223372036854775808) }", 1, 26, "64-bit"),
    ("{ q(func: has(a), first: 1,) }", 1, 28, "after the comma"),
    ("{ q(func: has(a)) @filter has(b) }", 1, 27, "expected '('"),
    ("{ q(func: has(a)) @filter(has(b) AND) }", 1, 37, "expected a function"),
    ("{ q(func: has(a)) @filter(has(b) has(c)) }", 1, 34, "AND, OR or ')'"),
    ("{ q(func: has(a)) @filter(has(b)) @filter(has(c)) }", 1, 36, "@filter a second time"),
    ("{ q(func: has(a)) @flter(has(b)) }", 1, 20, "did you mean filter?"),
    ("{ q(func: has(a)) @facets }", 1, 20, "put it behind a field"),
    ("{ q(func: has(a)) { b @recurse { c } } }", 1, 24, "behind the block's parentheses"),
    ("{ q(func: has(a)) { b @flter(has(c)) } }", 1, 29, "did you mean filter?"),
    ("{ q(func: has(a)) { b @sparkle { c } } }", 1, 32, "no directive"),
    ("{ q(func: has(a)) { b @facets(c) @facets } }", 1, 35, "@facets with what to fetch a second time"),
    ("{ q(func: has(a)) { b@fr:* } }", 1, 22, "stands alone"),
    ("{ q(func: has(a)) { b (first: 1) (first: 2) } }", 1, 34, "one pair"),
    ("{ q(func: has(a)) { x as y as b } }", 1, 31, "one variable"),
    ("{ q(func: has(a)) { count() } }", 1, 27, "count(uid)"),
    ("{ q(func: has(a)) { count(b, c) } }", 1, 28, "one predicate"),
    ("{ q(func: has(a)) { count(b) { c } } }", 1, 30, "a count has no fields"),
    ("{ q(func: has(a)) { val() } }", 1, 25, "expected a variable"),
    ("{ q(func: has(a)) { expand(_reverse_) } }", 1, 28, "expand(_all_)"),
    ("{ q(func: has(a)) { x: expand(_all_) } }", 1, 24, "alias"),
    ("{ q(func: has(a)) { math(1 +) } }", 1, 29, "expected a number"),
    ("{ q(func: has(a)) { math((1 + 2) } }", 1, 34, "the '(' of line 1, column 25"),
    ("{ q(func: has(a)) { naïve } }", 1, 23, "<name>"),
    ("{ q(func: has(a), orderasc: b@fr:de) }", 1, 30, "expected one"),
    ("{ q(func: has(a), orderasc: b, orderdesc: b) }", 1, 32, "order by b a second time"),
    ("{ q(func: has(a), orderasc: val(b), orderdesc: c) }", 1, 37, "val(…) among several"),
    ("{ q(func: eq(a@fr:de, 1)) }", 1, 15, "expected one"),
    ("{ q(func: eq(a, [])) }", 1, 18, "at least one value"),
    ("{ q(func: eq(a, 'b')) }", 1, 17, "double quotes"),
    ('{ q(func: eq(a, "b)) }', 1, 17, "not closed"),
    ('{ q(func: eq(a, "b\n")) }', 1, 17, "not closed"),
    (r'{ q(func: eq(a, "é\q")) }', 1, 19, r"escape \q"),
    (r'{ q(func: eq(a, "\ud800")) }', 1, 18, r"escape \ud800"),
    (r'{ q(func: eq(a, "\U99999999")) }', 1, 18, "escape"),
    ("{ q(func: eq(a, 12ab)) }", 1, 17, "followed by letters"),
    ("{ q(func: eq(a, f(b))) }", 1, 17, "val(…) and uid(…)"),
    ("{ q(func: eq(min(a), 1)) }", 1, 14, "count(…), val(…) and len(…)"),
    ("{ q(func: f(a, x: 1, 2)) }", 1, 22, "named argument"),
    ("{ q(func: regexp(a, /b/g)) }", 1, 21, "flags 'g'"),
    ("{ q(func: regexp(a, /b)) }", 1, 21, "not closed"),
    ("{ q(func: uid(0x10000000000000000)) }", 1, 15, "too large"),
    (f"{{ q(func: uid({'9' * 5000})) }}", 1, 15, "too large"),
    ("{ q(func: uid(z!)) }", 1, 16, "',' or ')'"),
    ("{ q(func: type()) }", 1, 16, "type(Film)"),
    ("{ q(func: uid(1)) @recurse(deep: 3) }", 1, 28, "did you mean depth?"),
    ("{ q(func: uid(1)) @groupby() }", 1, 28, "predicate to group by"),
    ("{ q(func: uid(1)) @cascade($f) }", 1, 28, "variables cannot stand here"),
    ("{ shortest(from: 1) }", 1, 11, "both ends"),
    ("{ shortest(from: $a, to: 2) }", 1, 18, "from: uid(x)"),
    ("query ($a: int) { q() }", 1, 7, "named query"),
    ('query q($a: int! = "b") { q() }', 1, 18, "no default"),
    ("schema(pred: a, type: b) {}", 1, 15, "two requests"),
    ("schema {} { q() }", 1, 11, "send it alone"),
    ("{ q() } schema {}", 1, 9, "send it alone"),
    ("{ q() } \x00", 1, 9, "no meaning"),
    ("{ q() }\n \ud800", 2, 2, "surrogate"),
]


@pytest.mark.parametrize(("text", "line", "column", "part"), ERRORS)
def test_errors_say_where_and_what(text: str, line: int, column: int, part: str) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert part in error.message


def test_messages_stay_short_whatever_was_sent() -> None:
    for text in (
        "{ q(func: {}) }",
        "{ {}(func: has(a)) !",
        "{ q({}: 1) }",
        "{ q(func: has(a)) @{} }",
        "{ q() { math({}() } }",
    ):
        assert len(refusal(text.replace("{}", "a" * 5000)).message) < 300


# Limits


DEEP: Final = [
    ("{ q() " + "{ a " * 4 + "}" * 5, "query_depth_max", {"selection_depth_max": 3}),
    ("{ q() @filter(((not has(a)))) }", "filter_depth_max", {"filter_depth_max": 2}),
    ("{ q(func: near(a, [[[1]]])) }", "filter_depth_max", {"filter_depth_max": 2}),
    ("{ q() { math(1 + 2 + 3) } }", "math_depth_max", {"math_depth_max": 2}),
    ("{ q() { math((((1)))) } }", "math_depth_max", {"math_depth_max": 3}),
    ("{ q() { math(---1) } }", "math_depth_max", {"math_depth_max": 3}),
    ("{ q() { a b c } }", "tokens_max", {"tokens_max": 9}),
    ("{ q() { é } }", "query_text_bytes_max", {"text_bytes_max": 13}),
]


@pytest.mark.parametrize(("text", "bound", "bounds"), DEEP)
def test_limits_refuse_one_step_too_many(text: str, bound: str, bounds: dict[str, int]) -> None:
    with pytest.raises(LimitError, match=bound) as caught:
        parse_dql(text, limits=ParseLimits(**bounds))
    assert caught.value.line == 1
    one_more = {name: value + 1 for name, value in bounds.items()}
    if "é" not in text:  # this one is no query, only larger
        parse_dql(text, limits=ParseLimits(**one_more))


@pytest.mark.parametrize(
    "piece", ["a{", "a(", "(", "[", "not ", "-", "!", "a as ", "a:", "@", "math(", "...", '"\\', "/", "<", "~"]
)
@pytest.mark.parametrize("start", ["", "{q(func:has(a)){", "{q(func:eq(a,", "{q()@filter(", "{q(){math("])
def test_endless_repetition_is_refused(start: str, piece: str) -> None:
    with pytest.raises((ParseError, LimitError)):
        parse_dql(start + piece * 20_000)


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


SEEDS: Final = [
    'query t($n: string = "x", $d: int! ) { v as var(func: eq(name@en:., [1, -2.5e3, "é\\n"])) @filter(a(b) AND NOT (c(d) or e(f))) { x as g } }',
    "{ q(func: uid(0x1, v), first: -2, orderasc: val(x)) @recurse(depth: 3, loop: true) { uid n: name@fr:de ~e @facets(w as k, orderasc: z) } }",
    "{ q() { math(a<b && -c*2/(d dot e) >= cond(f, 1, 2.5)) min(val(x)) count(y @filter(regexp(z, /a\\/b/i))) expand(_all_) { ...f } } } fragment f { uid }",
    "{ p as shortest(from: 0x1, to: uid(a), numpaths: 2) { r @facets(eq(k, 1)) @facets(k) } t(func: within(l, [[[1, 2]]])) @groupby(h: s) @cascade(a) }",
    "schema(pred: [name, <a/b>]) { type index } # done",
]  # fmt: skip


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


# Any text


def parses_or_is_refused(text: str) -> None:
    try:
        document = parse_dql(text)
    except (ParseError, LimitError) as error:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert error.line is not None
        assert error.column is not None
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert error.message
    else:
        assert list(nodes_of(document))


@given(st.text())
@example('{ q(func: eq(a, "\\\r")) }')
@example("\r{\x00")
def test_any_text(text: str) -> None:
    parses_or_is_refused(text)


PIECES: Final = sorted({token.text for seed in SEEDS for token in tokenize(seed) if token.kind is not TokenKind.END})


@given(st.lists(st.sampled_from([*PIECES, "as", "not", "and", "math", "\n", "#", '"', "/", "<"]), max_size=40))
def test_any_sequence_of_tokens(pieces: list[str]) -> None:
    parses_or_is_refused(" ".join(pieces))


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False), st.integers(1, 3))
def test_damaged_queries(seed: str, source: random.Random, edits: int) -> None:
    text = seed
    for _ in range(edits):
        at, length = source.randrange(len(text) + 1), source.randrange(4)
        text = text[:at] + source.choice(["", *PIECES, *"\"'/<>{}()[]@:,.~$#\\é\r\n"]) + text[at + length :]
    parses_or_is_refused(text)


# The corpus beside the repository


REFUSED: Final = {
    "count": {"count_of_nothing", "count_two_predicates", "count_with_children"},
    "errors_and_forms": {
        "bad_uid",
        "empty_body",
        "eq_empty_list",
        "filter_dangling_and",
        "filter_unbalanced",
        "filter_without_parentheses",
        "mutation_in_query",
        "syntax_extra_brace",
        "syntax_garbage",
        "syntax_missing_colon",
        "syntax_missing_func_paren",
        "syntax_unclosed_brace",
        "syntax_unclosed_string",
        "two_functions",
        "type_without_argument",
        "uid_too_large",
        "unknown_directive",
        "unknown_directive_on_edge_is_a_language",
        "unknown_root_argument",
        "val_without_variable",
    },
    "facets": {"facets_at_root", "facets_twice_plain", "facets_two_filters"},
    "filters": {"repeated_root_filter"},
    "groupby": {"group_without_arguments"},
    "languages": {"eq_with_tag_list", "order_by_tag_list", "star_mixed_with_tags"},
    "ordering": {"same_key_twice", "val_among_several_keys"},
    "pagination": {"duplicate_first", "first_not_a_number"},
    "query_variables": {
        "cascade_variable",
        "required_with_default",
        "shortest_variables",
        "unnamed_query_with_variables",
    },
    "recurse": {"recurse_bad_key"},
    "reverse_expand_fragments": {"expand_unknown_forward"},
    "root_functions": {"id_in_query_root_without_func"},
    "schema_queries": {"schema_pred_and_type", "schema_with_query"},
    "shortest": {"shortest_missing_to"},
    "value_vars_math": {"math_unbalanced"},
}
"""The recorded errors that are a matter of syntax; the others are the binder's, the store's or the server's."""

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"THE CONFORMANCE CORPUS IS MISSING: {CORPUS} (nothing of it was checked)"
)


def is_refused(text: str) -> bool:
    try:
        parse_dql(text)
    except ParseError:
        return True
    return False


@needs_corpus
def test_the_corpus_parses_and_only_its_syntax_errors_are_refused() -> None:
    refused: dict[str, set[str]] = {}
    count = 0
    for file in sorted((CORPUS / "dql" / "queries").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            count += 1
            if is_refused(case["query"]):
                refused.setdefault(file.stem, set()).add(case["name"])
                assert "expect" not in case, f"{file.stem}/{case['name']} must parse"
    assert count > 700
    assert refused == REFUSED


@needs_corpus
def test_queries_between_recorded_mutations_parse() -> None:
    count = 0
    for file in sorted((CORPUS / "dql" / "mutations").glob("*.yaml")):
        for sequence in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            for step in sequence["steps"]:
                if step["do"] == "query" and "expect" in step:
                    assert not is_refused(step["query"].replace("$uid(", "uid(").replace("uid(uid(", "((")), step[
                        "query"
                    ]
                    count += 1
    assert count > 200
