"""`@unique`: a value that a mutation in DQL sets may not be another node's, nor be set at two nodes.

In: change sets that are not applied yet. As in the reference, what the same request deletes still counts, and values
that two nodes had before `@unique` came are refused until they are put in order. Does not know: texts of mutations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from graphwright.errors import DuplicateKeyError
from graphwright.model.catalog import Catalog, Predicate
from graphwright.model.changes import ChangeSet
from graphwright.model.uids import format_uid
from graphwright.storage.writing.owners import owners_of, tag_owners_of
from graphwright.storage.writing.session import Session, compared

Wanted = dict[tuple[str, Any], int]
"""(language, value as it is compared) → the node that is to have it."""


def sets_unique(catalog: Catalog, changes: Iterable[ChangeSet]) -> bool:
    """Whether some value is set that `@unique` is about."""
    return any(catalog.predicates[name].is_unique for each in changes for name in (*each.set_values, *each.tagged))


def check_unique(session: Session, changes: Sequence[ChangeSet]) -> None:
    """Looks at every value of a `@unique` predicate that change sets set.

    Raises:
        DuplicateKeyError: Another node has it, or is to have it too.
    """
    names = dict.fromkeys(name for each in changes for name in (*each.set_values, *each.tagged))
    for name in names:
        predicate = session.catalog.predicates[name]
        if predicate.is_unique:
            _check(session, predicate, _wanted(predicate, changes))


def _wanted(predicate: Predicate, changes: Iterable[ChangeSet]) -> Wanted:
    wanted: Wanted = {}
    for each in changes:
        given = [("", compared(value), uid) for uid, value in each.set_values.get(predicate.name, ())]
        given += [(lang, text, uid) for uid, lang, text in each.tagged.get(predicate.name, ()) if text is not None]
        for language, value, uid in given:
            if wanted.setdefault((language, value), uid) != uid:
                raise DuplicateKeyError(f"{_refusal(predicate, value)}: the mutation sets it at two nodes")
    return wanted


def _check(session: Session, predicate: Predicate, wanted: Wanted) -> None:
    owners: dict[tuple[str, Any], list[int]] = defaultdict(list)
    plain = [value for language, value in wanted if not language]
    tagged = [value for language, value in wanted if language]
    for uid, value in owners_of(session, predicate, plain) if plain else ():
        owners["", value].append(uid)
    for uid, language, text in tag_owners_of(session, predicate, tagged) if tagged else ():
        owners[language, text].append(uid)
    for (language, value), uid in wanted.items():
        found = owners.get((language, value), [])
        if len(found) > 1:
            raise DuplicateKeyError(
                f"there are duplicates in existing data for predicate [{predicate.name}]: {_shown(value)} is a value "
                f"of {', '.join(map(format_uid, sorted(found)[:_shown_max]))}; alter it to be without @unique, put the "
                "data in order, and alter it back",
                owners=found,
            )
        if found and found[0] != uid:
            raise DuplicateKeyError(f"{_refusal(predicate, value)}: node {format_uid(found[0])} has it", owners=found)


_shown_max = 5


def _refusal(predicate: Predicate, value: object) -> str:
    return f"could not insert duplicate value [{_shown(value)}] for predicate [{predicate.name}]"


def _shown(value: object) -> str:
    return str(value)[:100]
