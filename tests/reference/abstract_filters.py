"""Filters, orders, pages and cascades over nodes of several types, naively; and random ones.

A filter of an interface knows the fields of the interface alone, and asks them of nodes of every type. Knows nothing of
`src/graphwright`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .abstract import AbstractCase, AbstractNode, Selection

Given = dict[str, Any]
Test = Callable[["AbstractNode"], bool]

# ---- evaluation


def page(
    case: AbstractCase, nodes: list[AbstractNode], arguments: Given, cascade: list[Selection] | None
) -> list[AbstractNode]:
    """Filter, cascade, order, page. Missing values come last both ways."""
    test = predicate(case, arguments.get("filter"))
    rows = [node for node in nodes if test is None or test(node)]
    rows = [node for node in rows if cascade is None or survives(case, node, cascade)]
    for direction, name in (arguments.get("order") or {}).items():
        known = sorted(
            (node for node in rows if node.values.get(name) is not None),
            key=lambda node: node.values[name],
            reverse=direction == "desc",
        )
        rows = known + [node for node in rows if node.values.get(name) is None]
    offset, first = arguments.get("offset") or 0, arguments.get("first") or 0
    return rows[offset : offset + first] if first else rows[offset:]


def survives(case: AbstractCase, node: AbstractNode, selections: list[Selection]) -> bool:
    """Fields in a fragment on a type are asked of every node: nodes of other types lack them."""
    for each in selections:
        if each.is_fragment:
            if not survives(case, node, each.children):
                return False
        elif each.name == "__typename":
            continue
        elif each.children:
            if not case.targets(node, each, cascades=True):
                return False
        elif node.values.get(each.name) is None:
            return False
    return True


def predicate(case: AbstractCase, given: Given | None) -> Test | None:
    """Conditions beside each other are joined by and; an `or` is an alternative to all of them together."""
    tests: list[Test] = []
    alternative: Test | None = None
    for key, value in (given or {}).items():
        if key == "and":
            tests += _each(case, value)
        elif key == "or":
            alternative = _any_of(_each(case, value))
        elif key == "not":
            inner = predicate(case, value)
            tests += [] if inner is None else [_not(inner)]
        elif key == "has":
            tests.append(_having(value))
        else:
            tests += _condition(case, key, value)
    if not tests:
        return alternative
    together = _all_of(tests)
    return together if alternative is None else _any_of([together, alternative])


def _each(case: AbstractCase, filters: list[Given]) -> list[Test]:
    return [test for test in (predicate(case, given) for given in filters) if test is not None]


def _all_of(tests: list[Test]) -> Test:
    return lambda node: all(test(node) for test in tests)


def _any_of(tests: list[Test]) -> Test:
    return lambda node: any(test(node) for test in tests)


def _not(test: Test) -> Test:
    return lambda node: not test(node)


def _condition(case: AbstractCase, name: str, value: Given) -> list[Test]:
    if name[0] in "rs":
        return _related(case, name, value)
    return [lambda node: node.values.get(name) is not None and _compared(node.values[name], value)]


def _compared(own: int, value: Given) -> bool:
    ((operator, operand),) = value.items()
    if operator == "between":
        return bool(operand["min"] <= own <= operand["max"])
    if operator == "in":
        return own in operand
    return bool({"eq": own == operand, "gt": own > operand, "le": own <= operand}[operator])


def _related(case: AbstractCase, name: str, value: Given) -> list[Test]:
    if not set(value) & {"some", "every", "none", "count"}:
        return [_some(case, name, value)]
    tests: list[Test] = []
    for quantifier, inner in value.items():
        if quantifier == "count":
            tests.append(_counted(case, name, inner))
        elif quantifier == "some":
            tests.append(_some(case, name, inner))
        elif quantifier == "none":
            tests.append(_not(_some(case, name, inner)))
        else:
            tests.append(_every(case, name, inner))
    return tests


def _having(names: list[str]) -> Test:
    return lambda node: all(node.values.get(name) not in (None, []) for name in names)


def _counted(case: AbstractCase, name: str, given: Given) -> Test:
    return lambda node: _compared(len(_nodes(case, node, name)), given)


def _every(case: AbstractCase, name: str, given: Given) -> Test:
    test = predicate(case, given)
    return lambda node: all(test is None or test(other) for other in _nodes(case, node, name))


def _some(case: AbstractCase, name: str, given: Given) -> Test:
    test = predicate(case, given)
    return lambda node: any(test is None or test(other) for other in _nodes(case, node, name))


def _nodes(case: AbstractCase, node: AbstractNode, name: str) -> list[AbstractNode]:
    value = node.values.get(name)
    return [case.nodes[number] for number in (value if isinstance(value, list) else [] if value is None else [value])]


# ---- generation


def random_arguments(case: AbstractCase, type_name: str, *, is_list: bool = True) -> Given:
    """A filter, and of a list an order and a page, each with some chance."""
    random = case.random
    given: Given = {}
    if random.random() < 0.7:
        given["filter"] = random_filter(case, type_name, 2)
    numbers = [name for name, to in case.schema.fields(type_name).items() if to == "Int"]
    if is_list and random.random() < 0.5:
        given["order"] = {random.choice(("asc", "desc")): random.choice(numbers)}
    if is_list and random.random() < 0.3:
        given["first"] = random.randint(1, 4)
    if is_list and random.random() < 0.2:
        given["offset"] = random.randint(0, 2)
    return given


def random_filter(case: AbstractCase, type_name: str, depth: int) -> Given:
    """A filter with at least one condition."""
    random = case.random
    given: Given = {}
    for _ in range(random.choice((1, 1, 2))):
        given |= _random_condition(case, type_name, depth)
    if depth and random.random() < 0.35:
        key = random.choice(("and", "or", "not"))
        inner = [random_filter(case, type_name, depth - 1) for _ in range(random.choice((1, 2)))]
        given[key] = inner[0] if key == "not" else inner
    return given


def _random_condition(case: AbstractCase, type_name: str, depth: int) -> Given:
    random = case.random
    fields = case.schema.fields(type_name)
    if random.random() < 0.2:
        return {"has": random.sample(list(fields), random.randint(1, min(2, len(fields))))}
    known = {name: to for name, to in fields.items() if to.strip("[]") not in case.schema.members}
    name, to = random.choice([(name, to) for name, to in known.items() if to == "Int" or depth])
    if to == "Int":
        return {name: _random_comparison(case)}
    if not to.startswith("["):
        return {name: {} if random.random() < 0.2 else random_filter(case, to, depth - 1)}
    quantifier = random.choice(("some", "every", "none", "count"))
    if quantifier == "count":
        return {name: {"count": {random.choice(("eq", "gt", "le")): random.randint(0, 2)}}}
    return {name: {quantifier: {} if random.random() < 0.2 else random_filter(case, to.strip("[]"), depth - 1)}}


def _random_comparison(case: AbstractCase) -> Given:
    random = case.random
    operator = random.choice(("eq", "in", "gt", "le", "between"))
    low, high = sorted((random.randint(0, 9), random.randint(0, 9)))
    operands: Given = {"in": [low, high], "between": {"min": low, "max": high}}
    return {operator: operands.get(operator, random.randint(0, 9))}


# ---- text


def arguments_text(arguments: Given) -> str:
    """`(filter: {…}, first: 2)`; texts are names of fields."""
    return f"({', '.join(f'{name}: {literal(value)}' for name, value in arguments.items())})" if arguments else ""


def literal(value: Any) -> str:
    """A value as a literal; the only texts in it are values of enums."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(member)}" for name, member in value.items()) + "}"
    return f"[{', '.join(map(literal, value))}]" if isinstance(value, list) else str(value)
