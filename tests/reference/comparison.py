"""Whether an answer is the expected one.

Data must be equal: objects with the same members in the same order, numbers by value (floats to 1e-9 of their size),
lists of objects in order. A list of scalars is a set in this API and has no order. Errors are compared as the replayer
of the conformance corpus does: there are some or there are none, and where paths are expected they are the same set.
"""

import json
import math
from typing import Any

Answer = dict[str, Any]


def compare(expected: Answer, got: Answer) -> str | None:
    """The first difference in words, or None. An absent `data` and a null one are the same."""
    difference = _different_errors(expected.get("errors") or [], got.get("errors") or [])
    return difference or _different(expected.get("data"), got.get("data"), "data")


def _different_errors(expected: list[Answer], got: list[Answer]) -> str | None:
    if bool(expected) != bool(got):
        messages = [error.get("message") for error in expected or got]
        return f"errors are {'missing' if expected else 'not expected'}: {messages}"
    paths, other = _paths(expected), _paths(got)
    if paths and paths != other:
        return f"errors are at {sorted(other)}, not at {sorted(paths)}"
    return None


def _paths(errors: list[Answer]) -> set[str]:
    return {json.dumps(error["path"]) for error in errors if error.get("path")}


def _different(expected: Any, got: Any, where: str) -> str | None:
    if isinstance(expected, dict) and isinstance(got, dict):
        return _different_objects(expected, got, where)
    if isinstance(expected, list) and isinstance(got, list):
        return _different_lists(expected, got, where)
    return None if _same_scalar(expected, got) else f"{where} is {got!r}, not {expected!r}"


def _different_objects(expected: Answer, got: Answer, where: str) -> str | None:
    if set(expected) != set(got):
        return f"{where} has the members {list(got)}, not {list(expected)}"
    if list(expected) != list(got):
        return f"{where} has its members in the order {list(got)}, not {list(expected)}"
    for key, value in expected.items():
        difference = _different(value, got[key], f"{where}.{key}")
        if difference is not None:
            return difference
    return None


def _different_lists(expected: list[Any], got: list[Any], where: str) -> str | None:
    if len(expected) != len(got):
        return f"{where} has {len(got)} elements, not {len(expected)}"
    if not any(isinstance(element, (dict, list)) for element in (*expected, *got)):
        expected, got = sorted(expected, key=_sort_key), sorted(got, key=_sort_key)
    for index, (element, other) in enumerate(zip(expected, got, strict=True)):
        difference = _different(element, other, f"{where}[{index}]")
        if difference is not None:
            return difference
    return None


def _sort_key(value: Any) -> tuple[str, float, str]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number", float(value), f"{value:030d}" if isinstance(value, int) else ""
    return type(value).__name__, 0.0, str(value)


def _same_scalar(expected: Any, got: Any) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or got is None:
        return expected is got
    if isinstance(expected, int) and isinstance(got, int):
        return expected == got
    if isinstance(expected, (int, float)) and isinstance(got, (int, float)):
        return math.isclose(expected, got, rel_tol=1e-9)
    return type(expected) is type(got) and bool(expected == got)
