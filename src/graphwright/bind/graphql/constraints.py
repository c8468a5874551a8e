"""What `@validate` asks, of the values of a mutation.

Does not know: what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphwright.bind.graphql.drafts import Draft
from graphwright.errors import ErrorList, GraphwrightError, InputError

_errors_max = 20


def check_values(drafts: Iterable[Draft]) -> None:
    """Looks at every value.

    Raises:
        ErrorList of InputError: Some do not hold to what their fields ask; each error names the field.
    """
    errors: list[GraphwrightError] = []
    for draft in drafts:
        errors += (InputError(text) for text in _problems(draft))
        if len(errors) >= _errors_max:
            break
    if errors:
        raise ErrorList(errors[:_errors_max])


def _problems(draft: Draft) -> Iterator[str]:
    for name, value in draft.values.items():
        constraint = draft.api_type.member(name).constraint
        if constraint is None:
            continue
        for item in value if isinstance(value, list) else [value]:
            problem = constraint.problem(item)
            if problem is not None:
                yield f"{draft.api_type.name}.{name} {problem} (@validate)"
