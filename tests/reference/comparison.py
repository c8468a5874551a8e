"""Whether an answer is the expected one.

Data must be equal: objects with the same members in the same order, numbers by value (floats to 1e-9 of their size),
lists of objects in order. A list of scalars is a set in this API and has no order. Errors are compared as the replayer
of the conformance corpus does: there are some or there are none, and where paths are expected they are the same set.
One freedom is left, because the GraphQL specification leaves it: when one null in the data has several causes, the
expected answer names the first and an answer may name the others too. An error of a mutation that did not run, which is
not in data, may have a path.
"""

import json
import math
from typing import Any

Answer = dict[str, Any]
Path = tuple[str | int, ...]


def compare(expected: Answer, got: Answer) -> str | None:
    """The first difference in words, or None. An absent `data` and a null one are the same."""
    data = expected.get("data")
    difference = _different_errors(expected.get("errors") or [], got.get("errors") or [], data)
    return difference or _different(data, got.get("data"), "data")


def _different_errors(expected: list[Answer], got: list[Answer], data: Any) -> str | None:
    if bool(expected) != bool(got):
        messages = [error.get("message") for error in expected or got]
        return f"errors are {'missing' if expected else 'not expected'}: {messages}"
    paths, other = _paths(expected), _paths(got)
    nulls = {_null_place(data, path) for path in paths}
    further = {
        path
        for path in other
        if path in paths or (data is not None and (_null_place(data, path) in nulls or path[0] not in data))
    }
    if paths and (not paths <= other or other != further):
        return f"errors are at {_texts(other)}, not at {_texts(paths)}"
    return None


def _paths(errors: list[Answer]) -> set[Path]:
    return {tuple(error["path"]) for error in errors if error.get("path")}


def _null_place(data: Any, path: Path) -> Path:
    """The part of a path that leads to the null in the data."""
    for length, part in enumerate(path):
        if data is None:
            return path[:length]
        within = part in data if isinstance(data, dict) else isinstance(part, int) and part < len(data)
        data = data[part] if within else None
    return path


def _texts(paths: set[Path]) -> list[str]:
    return sorted(json.dumps(path, ensure_ascii=False) for path in paths)


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
