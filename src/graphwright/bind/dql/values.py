"""Values of a query → what columns are compared with.

DQL's values are texts until the predicate that they are compared with says what they are; literals and
variables are read alike, by the rules of Go, as the reference. Does not know: functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graphwright.bind.dql.binding import Binding
from graphwright.bind.dql.refusals import placed, wrong
from graphwright.bind.dql.written_forms import integer_form, number_form, written_truths
from graphwright.errors import InputError
from graphwright.ir.nodes import Param
from graphwright.lang.dql import syntax
from graphwright.model.bigfloats import BigFloat
from graphwright.model.datetimes import DateTime
from graphwright.model.uids import parse_uid, uid_max
from graphwright.model.values import ValueKind, coerce_value

Scalar = syntax.StringLiteral | syntax.NumberLiteral | syntax.Word | syntax.QueryVariable


def value_param(binding: Binding, argument: syntax.Argument, kind: ValueKind) -> Param:
    """A parameter for one value."""
    scalar = scalar_of(argument)
    return Param(slot=scalar_slot(binding, scalar), convert=placed(converter(kind), scalar), label=str(kind))


def values_param(binding: Binding, arguments: Sequence[syntax.Argument], kind: ValueKind) -> Param:
    """One parameter for several values."""
    scalars = [scalar_of(argument) for argument in arguments]
    slots = [scalar_slot(binding, scalar) for scalar in scalars]
    converts = [placed(converter(kind), scalar) for scalar in scalars]
    return Param(
        slot=binding.extra(lambda values: [values[slot] for slot in slots]),
        convert=lambda texts: [convert(text) for convert, text in zip(converts, texts, strict=True)],
        label=f"{kind} values",
    )


def scalar_of(argument: syntax.Argument) -> Scalar:
    """An argument that must be a single value."""
    match argument:
        case syntax.ListLiteral():
            raise wrong(argument, "one value is asked for here, not a list")
        case syntax.RegexpLiteral():
            raise wrong(argument, "a regular expression is for regexp(…) alone; quote a text")
        case syntax.ValueOf(variable=name):
            raise wrong(argument, f"val({name:.40}) stands alone in eq, le, lt, ge and gt, and nowhere else")
        case syntax.UidSet():
            raise wrong(argument, "uid(…) is no value; it is for uid_in(…) alone")
        case _:
            return argument


def scalar_slot(binding: Binding, scalar: Scalar) -> int:
    """The slot of a value's text."""
    match scalar:
        case syntax.StringLiteral(value=text) | syntax.NumberLiteral(text=text) | syntax.Word(text=text):
            return binding.literal_slot(scalar, text)
        case syntax.QueryVariable():
            return binding.slot_of(scalar)


def converter(kind: ValueKind) -> Callable[[Any], Any]:
    """From a text to the value that columns of a kind are compared with.

    Raises:
        InputError: The text is no such value.
    """

    def convert(text: str) -> Any:
        prepare = _forms.get(kind)
        stored = coerce_value(kind, text if prepare is None else prepare(text))
        return stored.key if isinstance(stored, DateTime | BigFloat) else stored

    return convert


_hexadecimal: Final = re.compile(r"[+-]?0[xX][0-9a-fA-F]+", re.ASCII)
_digits_max: Final = 25


def read_integer(text: str) -> int:
    """A 64-bit integer.

    Raises:
        InputError: The text is none.
    """
    number = coerce_value(ValueKind.INT, _checked_integer(text))
    assert isinstance(number, int)
    return number


def read_any_integer(text: str) -> int:
    """A 64-bit integer, also in hexadecimal, where Go reads one in any base.

    Raises:
        InputError: The text is none.
    """
    if not _hexadecimal.fullmatch(text) or len(text) > _digits_max:
        return read_integer(text)
    number = coerce_value(ValueKind.INT, int(text, 16))
    assert isinstance(number, int)
    return number


def _checked_integer(text: str) -> str:
    # Python refuses to convert thousands of digits with an error of its own.
    if not integer_form.fullmatch(text) or len(text) > _digits_max:
        raise InputError(f'"{text[:100]}" is no 64-bit integer')
    return text


def _checked_number(text: str) -> str:
    if not number_form.fullmatch(text):
        raise InputError(f'"{text[:100]}" is no number')
    return text


def _truth(text: str) -> bool:
    if text not in written_truths:
        raise InputError(f'"{text[:100]}" is neither true nor false')
    return written_truths[text]


_forms: Final[Mapping[ValueKind, Callable[[str], str | bool]]] = {
    ValueKind.INT: _checked_integer,
    ValueKind.FLOAT: _checked_number,
    ValueKind.BOOL: _truth,
}


# ---- uids -----------------------------------------------------------------------------------------


def uids_param(binding: Binding, members: Sequence[syntax.UidMember]) -> Param:
    """One parameter for the uids of `uid(…)`, each once. 0 and what is beyond 2^63 is no node."""
    slots = [_uid_slot(binding, member) for member in members]
    converts = [placed(_uids_of, member) for member in members]

    def convert(values: Sequence[Any]) -> list[int]:
        found = {uid for read, value in zip(converts, values, strict=True) for uid in read(value)}
        return sorted(uid for uid in found if 0 < uid <= uid_max)

    return Param(slot=binding.extra(lambda values: [values[slot] for slot in slots]), convert=convert, label="uids")


def _uid_slot(binding: Binding, member: syntax.UidMember) -> int:
    match member:
        case syntax.UidLiteral(text=text):
            return binding.literal_slot(member, text)
        case syntax.QueryVariable():
            return binding.slot_of(member)
        case syntax.UidVariable(name=name):
            raise AssertionError(f"uid({name}) is a relation, `variable_conditions.py`")


def _uids_of(text: str) -> list[int]:
    """A literal's uid, or those of a variable: `0x1`, or `[0x1, 0x2]`."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [parse_uid(part.strip()) for part in text[1:-1].split(",")]
    return [parse_uid(text)]


def after_param(binding: Binding, node: syntax.UidLiteral | syntax.QueryVariable) -> Param:
    """The parameter of `after:`."""
    slot = _uid_slot(binding, node)
    return Param(slot=slot, convert=placed(_last_uid, node), label="after uid")


def _last_uid(text: str) -> int:
    uid = parse_uid(text)
    # Beyond 2^63 nothing follows; there parse_uid gives the 0 that no node has.
    return uid if uid or not text.strip("0xX") else uid_max
