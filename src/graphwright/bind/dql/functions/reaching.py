"""`has(name)` and `uid_in(friend, 0x1)` → conditions. Does not know: other functions."""

from __future__ import annotations

from collections.abc import Sequence

from graphwright.bind.dql.functions.asking import Asked
from graphwright.bind.dql.refusals import wrong
from graphwright.bind.dql.variable_conditions import uid_condition
from graphwright.errors import NodeIdError
from graphwright.ir.nodes import Condition, HasValue, Related
from graphwright.lang.dql import syntax
from graphwright.model.uids import parse_uid
from graphwright.model.values import ValueKind


def bind_has(asked: Asked) -> Condition:
    """Without a tag it is the untagged value that counts."""
    return HasValue(predicate=asked.predicate.name, languages=asked.languages)


def bind_uid_in(asked: Asked) -> Condition:
    """That an edge leads to one of some nodes: `uid_in(friend, 0x1)`, `uid_in(friend, [0x1, 0x2])`, of a variable."""
    if asked.is_root:
        raise asked.wrong("uid_in cannot stand at the root; begin with has or type and use @filter(uid_in(…))")
    if asked.predicate.kind is not ValueKind.UID:
        raise asked.wrong(f"{asked.predicate.name} holds values and leads to no nodes; compare it with eq")
    return Related(predicate=asked.predicate.name, node_type=None, condition=_ends(asked))


def _ends(asked: Asked) -> Condition:
    match asked.call.arguments:
        case (syntax.UidSet(members=members),):
            return uid_condition(asked.binding, members)
    return uid_condition(asked.binding, _uids(asked.arguments()))


def _uids(arguments: Sequence[syntax.Argument]) -> list[syntax.UidMember]:
    members: list[syntax.UidMember] = []
    for argument in arguments:
        match argument:
            case syntax.NumberLiteral(text=text) | syntax.StringLiteral(value=text):
                members.append(syntax.UidLiteral(position=argument.position, value=_uid(argument, text), text=text))
            case syntax.QueryVariable():
                members.append(argument)
            case syntax.UidSet(members=inner):
                members += inner
            case _:
                raise wrong(argument, "uid_in takes uids such as 0x101, a list of them, or uid(x) of a variable")
    return members


def _uid(node: syntax.Node, text: str) -> int:
    try:
        return parse_uid(text)
    except NodeIdError:
        raise wrong(node, f'"{text:.40}" is no uid; write it as 0x101') from None
