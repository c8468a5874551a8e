"""What `@validate` on types asks of nodes that a mutation changed, looked at where all is written.

Only rules about predicates that the mutation touched are looked at, and stored values stand in for those that it leaves
alone. Does not know: inputs, what values a message may show (it shows none).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Text, bindparam, select

from graphwright.errors import ErrorList, GraphwrightError, InputError
from graphwright.model.api import ApiField, ApiSchema, ApiType
from graphwright.model.changes import ChangeSet
from graphwright.model.constraints import FieldRule
from graphwright.model.datetimes import DateTime, parse_datetime
from graphwright.model.uids import format_uid
from graphwright.records import dataclass
from graphwright.storage.elements import unnest_uids
from graphwright.storage.tables import memberships_table
from graphwright.storage.writing.derived import read_values
from graphwright.storage.writing.session import Session

_errors_max = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledType:
    """A type with rules about its fields, and the predicates that they are about."""

    declared: ApiType
    predicates: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[FieldRule, ApiField, ApiField]]:
        """Each rule with the fields that it is about."""
        for rule in self.declared.field_rules:
            yield rule, self.declared.fields[rule.field], self.declared.fields[rule.other]


def ruled_types(api: ApiSchema | None) -> tuple[RuledType, ...]:
    """The types of a schema whose fields have rules. What an interface asks goes for all that implement it."""
    ruled = [declared for declared in (api.types.values() if api is not None else ()) if declared.field_rules]
    return tuple(RuledType(declared=declared, predicates=_predicates(declared)) for declared in ruled)


def _predicates(declared: ApiType) -> tuple[str, ...]:
    names = (name for rule in declared.field_rules for name in (rule.field, rule.other))
    return tuple(dict.fromkeys(declared.fields[name].predicate for name in names))


def check_field_rules(session: Session, ruled: Sequence[RuledType], changes: ChangeSet) -> None:
    """Looks at every node that a change set, which is applied already, gave or took something that a rule is about.

    Raises:
        ErrorList of InputError: Some rules do not hold; each error names the fields.
    """
    problems = chain.from_iterable(_problems_of_type(session, each, changes) for each in ruled)
    errors: list[GraphwrightError] = [InputError(text) for text in islice(problems, _errors_max)]
    if errors:
        raise ErrorList(errors)


def _problems_of_type(session: Session, ruled: RuledType, changes: ChangeSet) -> Iterator[str]:
    touched = _touched(changes, ruled.predicates)
    uids = _of_type(session, ruled.declared.node_type, touched, changes) if touched else []
    return _problems(session, ruled, uids, changes)


def _touched(changes: ChangeSet, predicates: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for name in predicates:
        found.update(changes.clear.get(name, ()))
        for group in (changes.set_values, changes.remove_values):
            found.update(uid for uid, _ in group.get(name, ()))
    return found


def _of_type(session: Session, node_type: str, uids: set[int], changes: ChangeSet) -> list[int]:
    """Those that have a type; what the change set gave it to need not be asked for."""
    new = {uid for uid, name in changes.types if name == node_type} & uids
    others = {uid for uid in uids - new if uid not in changes.fresh}
    if others:
        rows = session.query(
            ("members of", node_type),
            lambda: select(memberships_table.c.uid).where(
                memberships_table.c.type_id == session.catalog.node_types[node_type].id,
                memberships_table.c.uid.in_(select(unnest_uids(bindparam("v_uids", type_=Text()), "asked").c.value)),
            ),
            v_uids=session.uid_list(others),
        )
        new |= {uid for (uid,) in rows}
    return sorted(new)


def _problems(session: Session, ruled: RuledType, uids: list[int], changes: ChangeSet) -> Iterator[str]:
    if not uids:
        return
    present = {name: read_values(session, session.catalog.predicates[name], uids) for name in ruled.predicates}
    for uid in uids:
        for rule, field, other in ruled.pairs():
            value, beside = (_compared(present[each.predicate].get(uid)) for each in (field, other))
            if not rule.holds(value, beside):
                # An ID that goes when the mutation is undone would only lead astray.
                where = "" if uid in changes.fresh else f"; node {format_uid(uid)} would break it"
                yield f"{rule.told(ruled.declared.name)}{where}"


def _compared(values: list[Any] | None) -> Any:
    """A single value as it is compared; of a list only whether there is something counts."""
    if not values:
        return None
    value = values[0]
    return parse_datetime(value.text).key if isinstance(value, DateTime) else value
