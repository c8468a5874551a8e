"""Filters: a coerced filter argument becomes a predicate over nodes, or None when it has no condition.

Dgraph's quirks: fields of one filter are joined by and, an `or` beside them is an alternative to all of them together;
`{}`, `and: []`, `or: []`, `year: {}` and `year: null` are no condition, wherever they stand; `eq: null` matches
nothing.
Every condition is true or false, so that `not` includes the nodes without a value. A filter on a single reference asks
that there is a node which passes, also `{}`; `every` holds when there is none.
"""

from collections.abc import Callable
from typing import Any

from .coercion import RequestError
from .model import Field
from .shapes import shape_test
from .store import Node, Store, stored
from .values import pattern, read_identifier, stems, terms

Predicate = Callable[[Node], bool]


def predicate(store: Store, type_name: str, given: dict[str, Any] | None) -> Predicate | None:
    """Raises `RequestError` for a text that is not a DateTime."""
    conjuncts: list[Predicate] = []
    alternative: Predicate | None = None
    for key, value in (given or {}).items():
        if value is None:
            continue
        if key == "and":
            conjuncts += _each(store, type_name, value)
        elif key == "or":
            alternative = _any_of(_each(store, type_name, value))
        elif key == "not":
            inner = predicate(store, type_name, value)
            if inner is not None:
                conjuncts.append(_negation(inner))
        elif key == "has":
            conjuncts.append(_having(value))
        elif store.schema.field(type_name, key).kind == "reference":
            conjuncts += related(store, store.schema.field(type_name, key), value)
        else:
            condition = _condition(store.schema.field(type_name, key), value)
            if condition is not None:
                conjuncts.append(condition)
    if not conjuncts:
        return alternative
    both = _all_of(conjuncts)
    return both if alternative is None else _any_of([both, alternative])


def select(store: Store, type_name: str, given: dict[str, Any] | None, nodes: list[Node]) -> list[Node]:
    """The nodes that a filter lets through."""
    test = predicate(store, type_name, given)
    return nodes if test is None else [node for node in nodes if test(node)]


def _each(store: Store, type_name: str, filters: list[dict[str, Any] | None]) -> list[Predicate]:
    built = [predicate(store, type_name, given) for given in filters]
    return [each for each in built if each is not None]


def _all_of(predicates: list[Predicate]) -> Predicate:
    return lambda node: all(each(node) for each in predicates)


def _any_of(predicates: list[Predicate]) -> Predicate | None:
    return (lambda node: any(each(node) for each in predicates)) if predicates else None


def _negation(inner: Predicate) -> Predicate:
    return lambda node: not inner(node)


def _having(names: list[str | None]) -> Predicate:
    return lambda node: all(name in node.values for name in names if name is not None)


def related(store: Store, each: Field, value: dict[str, Any]) -> list[Predicate]:
    """What a filter asks of the nodes that a reference leads to."""
    if not each.is_list:
        return [_some(store, each, value)]
    conditions: list[Predicate] = []
    for name, inner in value.items():
        if inner is None:
            continue
        if name == "some":
            conditions.append(_some(store, each, inner))
        elif name == "none":
            conditions.append(_negation(_some(store, each, inner)))
        elif name == "every":
            conditions.append(_every(store, each, inner))
        elif inner:
            conditions.append(_counted(store, each, inner))
    return conditions


def _some(store: Store, each: Field, given: dict[str, Any]) -> Predicate:
    test = predicate(store, each.type_name, given)
    return lambda node: any(test is None or test(target) for target in store.targets(node, each))


def _every(store: Store, each: Field, given: dict[str, Any]) -> Predicate:
    test = predicate(store, each.type_name, given)
    return lambda node: all(test is None or test(target) for target in store.targets(node, each))


def _counted(store: Store, each: Field, given: dict[str, Any]) -> Predicate:
    ((operator, operand),) = given.items()
    test = _value_test(each, operator, operand)
    return lambda node: test(len(store.targets(node, each)))


def _condition(each: Field, value: Any) -> Predicate | None:
    if each.kind == "id":
        identifiers = {_identifier(text) for text in value}
        return lambda node: node.identifier in identifiers
    if each.type_name == "Boolean":
        return lambda node: node.values.get(each.name) is value
    if not value:
        return None
    ((operator, operand),) = value.items()
    if each.kind == "shape":
        meets = shape_test(operator, operand)
        return lambda node: each.name in node.values and meets(node.values[each.name])
    if operator in ("allofterms", "anyofterms", "alloftext", "anyoftext"):
        return _terms_test(each, operator, operand)
    test = _value_test(each, operator, operand)
    return lambda node: any(test(own) for own in _values(node, each))


def _values(node: Node, each: Field) -> list[Any]:
    value = node.values.get(each.name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _terms_test(each: Field, operator: str, operand: str | None) -> Predicate:
    """The terms of a list of texts count together."""
    split = stems if operator.endswith("text") else terms
    wanted = set(split(operand or ""))

    def test(node: Node) -> bool:
        own = {term for text in _values(node, each) for term in split(text)}
        return bool(wanted) and (wanted <= own if operator.startswith("all") else bool(wanted & own))

    return test


def _value_test(each: Field, operator: str, operand: Any) -> Callable[[Any], bool]:
    if operand is None:
        return lambda own: False
    if operator == "ngram":
        return _phrase_test(operand)
    if operator == "regexp":
        return _regexp_test(operand)
    if operator == "between":
        minimum, maximum = _operand(each, operand["min"]), _operand(each, operand["max"])
        return lambda own: bool(minimum <= own <= maximum)
    if operator == "in":
        values = [_operand(each, value) for value in operand if value is not None]
        return lambda own: own in values
    value = _operand(each, operand)
    comparisons: dict[str, Callable[[Any], bool]] = {
        "eq": lambda own: own == value,
        "le": lambda own: own <= value,
        "lt": lambda own: own < value,
        "ge": lambda own: own >= value,
        "gt": lambda own: own > value,
    }
    return comparisons[operator]


def _phrase_test(operand: str) -> Callable[[Any], bool]:
    wanted = stems(operand)
    size = len(wanted)

    def test(own: Any) -> bool:
        found = stems(own)
        return bool(wanted) and any(found[start : start + size] == wanted for start in range(len(found)))

    return test


def _regexp_test(operand: str) -> Callable[[Any], bool]:
    try:
        found = pattern(operand)
    except ValueError as error:
        raise RequestError(str(error)) from error
    return lambda own: found.search(own) is not None


def _operand(each: Field, value: Any) -> Any:
    try:
        return stored(each, value)
    except ValueError as error:
        raise RequestError(str(error)) from error


def _identifier(text: str) -> int:
    """An id that cannot be read belongs to no node."""
    try:
        return read_identifier(text)
    except ValueError:
        return 0
