"""What stored data say against a schema: values that do not convert, are not allowed, or are missing.

In: a `Ground`. Out: obstacles, each an error with its place, and what is lost where the change is made all the same.
Nothing is written here. Does not know: when an obstacle is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from graphwright import limits
from graphwright.engine.ground import Ground, own_fields
from graphwright.errors import SchemaChangeRefused
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.model.catalog import Catalog, KeyScope, Predicate, ReverseHome
from graphwright.model.uids import format_uid
from graphwright.model.values import ValueKind
from graphwright.records import dataclass
from graphwright.schema.difference import written_type
from graphwright.schema.renames import field_before, type_before
from graphwright.storage import converting, fitting
from graphwright.storage.fitting import Domain, Int32, Misfits, Shapes, Words

_value_characters_max = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a change is refused.

    Attributes:
        lost: What is lost where that may be, "" for nothing; None: then it is refused too.
        removed: The predicate and the values that it may hold, where others are to be taken away.
    """

    error: SchemaChangeRefused
    lost: str | None
    removed: tuple[str, Domain] | None = None


def find_obstacles(ground: Ground, *, is_strict: bool) -> Iterator[Obstacle]:
    """Everything that stored data say against a schema.

    Args:
        is_strict: Only what cannot be stored otherwise; the reference looks at no more.
    """
    fields = {found.predicate: (owner, found) for owner, found in reversed(own_fields(ground.api))}
    for name in ground.change.replaced:
        yield from _of_kind(ground, name, *fields[name])
    if is_strict:
        return
    for owner, found in own_fields(ground.api):
        yield from _of_domain(ground, owner, found)
    for api_type in ground.api.types.values():
        if not api_type.is_interface:
            yield from _of_required(ground, api_type)


def domain_of(api: ApiSchema, found: ApiField) -> Domain | None:
    """What of its kind a field may hold; None: all of it."""
    if found.type_name in api.enums:
        return Words(api.enums[found.type_name].values)
    if found.kind is ValueKind.GEO:
        return Shapes(found.type_name)
    return Int32() if found.type_name == "Int" else None


# ---- another kind ---------------------------------------------------------------------------------


def _of_kind(ground: Ground, name: str, owner: str, found: ApiField) -> Iterator[Obstacle]:
    before, after = ground.old.predicates[name], ground.change.catalog.predicates[name]
    if not ground.has_data(before):
        return
    title = f"{owner}.{found.name} cannot become {written_type(found)}"
    if before.kind is after.kind is ValueKind.UID and (before.inverse or after.inverse):
        yield _obstacle(
            found,
            f"{title} while it has an inverse and nodes have values of it: take @hasInverse out, change the field, and "
            "put it back, each in a schema of its own",
            None,
        )
        return
    if isinstance(before.home, ReverseHome):
        yield _obstacle(found, f"{title}: it shows the edges of {before.home.predicate}; use another name", None)
        return
    domain = domain_of(ground.api, found)
    misfits = converting.unconvertible(ground.session(), before, after, domain)
    if misfits.nodes:
        several = not after.is_list and before.is_list and before.kind is after.kind
        what = "several values" if several else "values that do not convert"
        rest = "keeps the first of them" if several else "drops them"
        yield _obstacle(
            found,
            f"{title}: {_nodes(misfits)} {what}, such as {_shown(misfits)}. Change these first, take another name, or "
            f"apply it with --allow-unsafe, which {rest}",
            _lost(name, misfits),
        )
    for table, what in ((before.tag_table, "values with a language"), (before.facet_table, "facets")):
        kept_table = {after.tag_table, after.facet_table}
        if table is not None and table not in kept_table and _has_rows(ground, table, what):
            yield _obstacle(
                found,
                f"{title}: nodes have {what} of it, which it could not hold. Take another name, or apply it with "
                "--allow-unsafe, which drops them",
                f"{what} of {name}",
            )


def _has_rows(ground: Ground, table: str, what: str) -> bool:
    session = ground.session()
    found = session.tables.facets(table) if what == "facets" else session.tables.tagged(table)
    return bool(session.query(("any row", table), lambda: select(found.c.uid).limit(1)))


# ---- the same kind, less of it --------------------------------------------------------------------


def _of_domain(ground: Ground, owner: str, found: ApiField) -> Iterator[Obstacle]:
    before = ground.old.predicates.get(found.predicate)
    domain = domain_of(ground.api, found)
    if before is None or domain is None or found.predicate in ground.change.replaced or found.languages:
        return
    previous = field_before(ground.old_api, ground.api.types[owner], found)
    if previous is not None:
        kept_in = ground.renames.predicates.get(previous.predicate, previous.predicate)
        previous = previous if kept_in == found.predicate else None
    if ground.old_api is not None and previous is not None and _covers(domain, domain_of(ground.old_api, previous)):
        return
    misfits = fitting.outside(ground.storage, ground.connection, ground.old, before, domain)
    if misfits.nodes:
        kind = f"enum {found.type_name}" if isinstance(domain, Words) else found.type_name
        yield _obstacle(
            found,
            f"{owner}.{found.name} cannot hold what it has as {kind}: {_nodes(misfits)} other values, such as "
            f"{_shown(misfits)}. Change these first, or apply it with --allow-unsafe, which drops them",
            _lost(found.predicate, misfits),
            (found.predicate, domain),
        )


def _covers(domain: Domain, previous: Domain | None) -> bool:
    """Whether a field could hold nothing else before either."""
    if isinstance(domain, Words) and isinstance(previous, Words):
        return set(previous.words) <= set(domain.words)
    return domain == previous


# ---- required -------------------------------------------------------------------------------------


def _of_required(ground: Ground, api_type: ApiType) -> Iterator[Obstacle]:
    node_type = ground.old.node_types.get(api_type.node_type)
    if node_type is None:
        return
    for found in api_type.fields.values():
        previous = field_before(ground.old_api, api_type, found)
        is_new = type_before(ground.old_api, api_type) is not None and (previous is None or not previous.is_required)
        if not found.is_required or found.is_list or found.role is Role.ID or found.languages or found.is_reverse:
            continue
        if not is_new:
            continue
        before = ground.old.predicates.get(found.predicate)
        misfits = fitting.lacking(ground.storage, ground.connection, ground.old, node_type, before)
        if misfits.nodes:
            title = f"{api_type.name}.{found.name}"
            yield _obstacle(
                found,
                f"{title} cannot be required ({written_type(found)}): {_nodes(misfits)} no value, such as "
                f"{_shown(misfits)}. Leave the ! out, give them one, and add it then; or apply it with --allow-unsafe, "
                "and queries answer null and an error for them",
                "",
            )


# ---- words ----------------------------------------------------------------------------------------


def _obstacle(found: ApiField, message: str, lost: str | None, removed: tuple[str, Domain] | None = None) -> Obstacle:
    error = SchemaChangeRefused(message, line=found.line or None, column=found.column or None)
    return Obstacle(error=error, lost=lost, removed=removed)


def _lost(name: str, misfits: Misfits) -> str:
    count = "1 node" if misfits.nodes == 1 else f"{misfits.nodes} nodes"
    return f"values of {name} of {count}, such as {_shown(misfits)}"


def shown_misfits(misfits: Misfits, what: str = "values") -> str:
    """`2 nodes have values, such as 0x1f ("thirty"),`: how many nodes and some of them."""
    return f"{_nodes(misfits)} {what}, such as {_shown(misfits)},"


def _nodes(misfits: Misfits) -> str:
    return "1 node has" if misfits.nodes == 1 else f"{misfits.nodes} nodes have"


def _shown(misfits: Misfits) -> str:
    return ", ".join(_example(uid, value) for uid, value in misfits.examples)


def _example(uid: int, value: Any) -> str:
    """`0x1f ("thirty")`."""
    if value is None:
        return format_uid(uid)
    text = f'"{value}"' if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else value
    shown = str(text)
    short = shown if len(shown) <= _value_characters_max else f"{shown[:_value_characters_max]}…"
    return f"{format_uid(uid)} ({short})"


def refused(message: str, api: ApiSchema | None, predicate: str) -> SchemaChangeRefused:
    """The refusal of a change, with the place where the text declares the predicate, with preference its `@id`."""
    found = [
        field
        for api_type in (api.types.values() if api is not None else ())
        for field in api_type.fields.values()
        if field.predicate == predicate and field.declared_in == api_type.name
    ]
    found.sort(key=lambda field: (not field.is_key, field.line, field.column))
    return SchemaChangeRefused(
        message, line=found[0].line if found else None, column=found[0].column if found else None
    )


def doubled_text(catalog: Catalog, scope: KeyScope, doubled: Sequence[tuple[str, int, int]]) -> str:
    """Which nodes share values that are to be unique."""
    types = () if catalog.api is None else catalog.api.types.values()
    fields = [f for api_type in types for f in api_type.fields.values() if f.predicate == scope.predicate]
    wanted = "@id" if any(field.is_key for field in fields) else "@unique"
    examples = "; ".join(
        f"nodes 0x{first:x} and 0x{second:x} both have the value {value!r:.100}"
        for value, first, second in doubled[: limits.schema_duplicates_shown_max]
    )
    left = len(doubled) - limits.schema_duplicates_shown_max
    more = f", and {left} more values are there twice" if left > 0 else ""
    return f"{scope.predicate} cannot become {wanted}: {examples}{more}"


def new_single_inverses(ground: Ground) -> Iterator[tuple[str, Predicate]]:
    """Single inverses that come to show edges which are there already, with the predicate that holds these."""
    for view in ground.change.catalog.predicates.values():
        home = view.home
        if not isinstance(home, ReverseHome) or view.is_list or view.inverse is None:
            continue
        before = ground.old.predicates.get(view.name)
        is_new = before is None or (before.home, before.inverse) != (home, view.inverse)
        if is_new and home.predicate in ground.old.predicates:
            yield home.predicate, view


def inverse_text(source: str, target: str, nodes: int) -> str:
    """Why two fields cannot become inverses."""
    return (
        f"{source} and {target} cannot become inverses: {nodes} nodes would refer to two others by a "
        "single reference; clear one of them first"
    )
