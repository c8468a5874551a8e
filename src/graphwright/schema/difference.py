"""What a new schema changes in an old one, for people: `graphwright schema diff`.

In: two APIs. Out: one line per change, in the order of the new schema, removals behind. Pure: what the
changes mean for stored data (index builds, refused types) is the engine's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field as attribute
from dataclasses import replace
from enum import StrEnum
from typing import Literal

from graphwright.model.api import ApiEnum, ApiField, ApiSchema, ApiType, AuthRuleText, AuthRuleTree, Permission, Role
from graphwright.records import dataclass
from graphwright.schema.difference_of_constraints import constraint_changes, set_changes
from graphwright.schema.difference_of_permissions import permission_change
from graphwright.schema.remote_difference import remote_changes

Subject = Literal[
    "type", "field", "index", "key", "constraint", "inverse", "enum", "rule", "remote", "authorization", "strictness"
]


class Action(StrEnum):
    """What happens to a subject."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaChange:
    """One change.

    Attributes:
        name: The type, enum or field, such as `Film.title`; empty for the authorization line.
        text: One line that says it, without the closing full stop.
        kind: Of an index that is built: its kind.
    """

    action: Action
    subject: Subject
    name: str
    text: str
    kind: str = attribute(default="", compare=False)


def describe_difference(old: ApiSchema | None, new: ApiSchema) -> list[SchemaChange]:
    """The changes from an old schema (None: there was none) to a new one."""
    before = old or ApiSchema(text="", types={})
    return [
        *_of_types(before, new),
        *_of_unions(before, new),
        *_of_enums(before, new),
        *(
            SchemaChange(action=Action(action), subject="remote", name=name, text=text)
            for action, name, text in remote_changes(before, new)
        ),
        *_of_authorization(before, new),
        *_of_strictness(before, new),
    ]


def _added(subject: Subject, name: str, text: str) -> SchemaChange:
    return SchemaChange(action=Action.ADDED, subject=subject, name=name, text=text)


def _removed(subject: Subject, name: str, text: str) -> SchemaChange:
    return SchemaChange(action=Action.REMOVED, subject=subject, name=name, text=text)


def _changed(subject: Subject, name: str, text: str) -> SchemaChange:
    return SchemaChange(action=Action.CHANGED, subject=subject, name=name, text=text)


def _of_types(old: ApiSchema, new: ApiSchema) -> Iterator[SchemaChange]:
    gone = set(old.types) - set(new.types)
    for name, declared in new.types.items():
        before = old.types.get(name)
        if before is None and declared.renamed_from in gone:
            gone.discard(declared.renamed_from)
            before = old.types[declared.renamed_from]
            yield _changed("type", name, f"{before.name} is renamed to {name}; its data comes along")
        word = "interface" if declared.is_interface else "type"
        if before is None:
            listed = ", ".join(declared.fields)
            yield _added("type", name, f"{word} {name} is added: {listed}")
            for field in _own_fields(declared):
                yield from _of_indexes(name, None, field)
        else:
            yield from _of_type(before, declared)
    for name in old.types:
        if name in gone:
            yield _removed("type", name, f"type {name} is removed; its data stays")


def _of_type(old: ApiType, new: ApiType) -> Iterator[SchemaChange]:
    name = new.name
    if old.is_interface != new.is_interface:
        yield _changed("type", name, f"{name} becomes {'an interface' if new.is_interface else 'a type'}")
    if old.node_type != new.node_type and new.renamed_from is None:
        yield _changed("type", name, f"nodes of {name} are marked {new.node_type}, not {old.node_type}")
    if old.interfaces != new.interfaces:
        yield _changed("type", name, f"{name} implements {_listed(new.interfaces)}, not {_listed(old.interfaces)}")
    if old.description != new.description:
        yield _changed("type", name, f"the description of {name} changes")
    yield from _of_password(old, new)
    if old.generates != new.generates:
        yield _changed("type", name, f"the operations that {name} gets change")
    for is_now, text in set_changes(old, new):
        yield (_added if is_now else _removed)("constraint", name, text)
    for operation in dict.fromkeys((*new.auth, *old.auth)):
        yield from _of_rule(old, new, operation)
    yield from _of_permissions(name, old.permissions, new.permissions)
    yield from _of_fields(old, new)


def _of_fields(old: ApiType, new: ApiType) -> Iterator[SchemaChange]:
    name = new.name
    was, now = {f.name: f for f in _own_fields(old)}, {f.name: f for f in _own_fields(new)}
    for field_name, field in now.items():
        before = was.get(field.renamed_from or "")
        if field_name not in was and before is not None and before.name not in now:
            del was[before.name]
            shown = f"{name}.{field_name}"
            yield _changed("field", shown, f"{name}.{before.name} is renamed to {shown}; its data comes along")
            yield from _of_field(name, replace(before, predicate=field.predicate), field)
        elif field_name not in was:
            shown = f"{name}.{field_name}"
            yield _added("field", shown, f"{shown}: {written_type(field)} is added")
            yield from _of_indexes(name, None, field)
        else:
            moved = new.renamed_from is not None or field.renamed_from == field_name
            yield from _of_field(name, _moved(was[field_name], field) if moved else was[field_name], field)
    for field_name in was:
        if field_name not in now:
            shown = f"{name}.{field_name}"
            yield _removed("field", shown, f"{shown} is removed; its data stays")


def _moved(old: ApiField, new: ApiField) -> ApiField:
    """A field whose predicate gets another name with all that it has."""
    return replace(old, predicate=new.predicate) if old.languages == new.languages else old


def _of_unions(old: ApiSchema, new: ApiSchema) -> Iterator[SchemaChange]:
    for name, declared in new.unions.items():
        before = old.unions.get(name)
        if before is None:
            yield _added("type", name, f"union {name} is added: {_listed(declared.members)}")
            continue
        if before.members != declared.members:
            yield _changed(
                "type", name, f"{name} has the members {_listed(declared.members)}, not {_listed(before.members)}"
            )
        if before.description != declared.description:
            yield _changed("type", name, f"the description of {name} changes")
    for name in old.unions:
        if name not in new.unions:
            yield _removed("type", name, f"union {name} is removed; its members and their data stay")


def _of_password(old: ApiType, new: ApiType) -> Iterator[SchemaChange]:
    before = None if old.secret is None else old.secret.predicate
    after = None if new.secret is None else new.secret.predicate
    if before == after:
        return
    name = new.name
    if after is None:
        yield _removed("field", name, f"{name} has a password no longer; the hashes stay")
    elif before is None:
        yield _added("field", name, f"{name} gets a password, {after}")
    else:
        yield _changed("field", name, f"the password of {name} is {after}, not {before}; the old hashes stay")


def _own_fields(declared: ApiType) -> Iterator[ApiField]:
    """The fields that the type declares itself; inherited ones change with their interface."""
    return (field for field in declared.fields.values() if field.declared_in == declared.name)


def _of_rule(old: ApiType, new: ApiType, operation: str) -> Iterator[SchemaChange]:
    name = new.name
    if operation not in old.auth:
        yield _added("rule", name, f"{operation} of {name} gets a rule")
    elif operation not in new.auth:
        yield _removed("rule", name, f"{operation} of {name} loses its rule and is open")
    elif _rule_text(old.auth[operation]) != _rule_text(new.auth[operation]):
        yield _changed("rule", name, f"the rule for {operation} of {name} changes")


def _of_permissions(name: str, old: tuple[Permission, ...], new: tuple[Permission, ...]) -> Iterator[SchemaChange]:
    change = permission_change(name, old, new)
    if change is not None:
        word, text = change
        yield SchemaChange(action=Action(word), subject="rule", name=name, text=text)


def _rule_text(rule: AuthRuleTree | AuthRuleText) -> str:
    """A rule without its places in the text."""
    if isinstance(rule, AuthRuleText):
        return repr(rule.text)
    return f"{rule.connective}({', '.join(_rule_text(part) for part in rule.rules)})"


def _of_field(type_name: str, old: ApiField, new: ApiField) -> Iterator[SchemaChange]:
    name = f"{type_name}.{new.name}"
    yield from _of_permissions(name, old.permissions, new.permissions)
    if written_type(old) != written_type(new):
        yield _changed("field", name, f"{name} becomes {written_type(new)}, was {written_type(old)}")
    if (old.predicate, old.languages) != (new.predicate, new.languages):
        yield _changed("field", name, f"{name} is kept in {_home(new)}, not {_home(old)}; data is not moved")
    if old.description != new.description:
        yield _changed("field", name, f"the description of {name} changes")
    if old.deprecated != new.deprecated:
        state = "is no longer deprecated" if new.deprecated is None else f"is deprecated: {new.deprecated}"
        yield _changed("field", name, f"{name} {state}")
    for operation, was, now in (
        ("add", old.default_on_add, new.default_on_add),
        ("update", old.default_on_update, new.default_on_update),
    ):
        if was != now:
            text = "has no default any more" if now is None else f"has the default {now}"
            yield _changed("field", name, f"{name} {text} in an {operation}")
    if old.inverse != new.inverse:
        yield from _of_inverse(name, old, new)
    for is_now, text in constraint_changes(name, old, new):
        yield (_added if is_now else _removed)("constraint", name, text)
    if old.metric != new.metric and None not in (old.metric, new.metric):
        yield _changed("index", name, f"the vectors of {name} are compared by {new.metric}, not by {old.metric}")
    yield from _of_indexes(type_name, old, new)


def _of_inverse(name: str, old: ApiField, new: ApiField) -> Iterator[SchemaChange]:
    if new.inverse is None:
        yield _removed("inverse", name, f"{name} is no longer the inverse of {old.type_name}.{old.inverse}")
    elif old.inverse is None:
        yield _added("inverse", name, f"{name} becomes the inverse of {new.type_name}.{new.inverse}")
    else:
        yield _changed("inverse", name, f"{name} becomes the inverse of {new.type_name}.{new.inverse}")


def _of_indexes(type_name: str, old: ApiField | None, new: ApiField) -> Iterator[SchemaChange]:
    name = f"{type_name}.{new.name}"
    if new.is_key and (old is None or not old.is_key):
        yield _added("key", name, f"values of {name} become unique")
    elif old is not None and old.is_key and not new.is_key:
        yield _removed("key", name, f"values of {name} need no longer be unique")
    elif old is not None and old.is_interface_key != new.is_interface_key:
        scope = f"over all types of {type_name}" if new.is_interface_key else "within each type"
        yield _changed("key", name, f"values of {name} are unique {scope}")
    was = () if old is None else old.searches
    for kind in new.searches:
        if kind not in was:
            yield SchemaChange(
                action=Action.ADDED, subject="index", name=name, text=f"index {kind} on {name} is built", kind=kind
            )
    for kind in was:
        if kind not in new.searches:
            yield _removed("index", name, f"index {kind} on {name} is dropped")


def _of_enums(old: ApiSchema, new: ApiSchema) -> Iterator[SchemaChange]:
    for name, declared in new.enums.items():
        before = old.enums.get(name)
        if before is None:
            yield _added("enum", name, f"enum {name} is added: {', '.join(declared.values)}")
        else:
            yield from _of_enum(before, declared)
    for name in old.enums:
        if name not in new.enums:
            yield _removed("enum", name, f"enum {name} is removed")


def _of_enum(old: ApiEnum, new: ApiEnum) -> Iterator[SchemaChange]:
    for value in new.values:
        if value not in old.values:
            yield _added("enum", new.name, f"{new.name} gets the value {value}")
    for value in old.values:
        if value not in new.values:
            yield _removed("enum", new.name, f"{new.name} loses the value {value}")
    if (old.descriptions, old.description, old.deprecated) != (new.descriptions, new.description, new.deprecated):
        yield _changed("enum", new.name, f"descriptions or deprecations of {new.name} change")


def _of_authorization(old: ApiSchema, new: ApiSchema) -> Iterator[SchemaChange]:
    if old.authorization == new.authorization:
        return
    if new.authorization is None:
        yield _removed("authorization", "", "tokens are no longer read")
    elif old.authorization is None:
        yield _added("authorization", "", f"tokens are read from the header {new.authorization.header}")
    else:
        yield _changed("authorization", "", "how tokens are read and checked changes")


def _of_strictness(old: ApiSchema, new: ApiSchema) -> Iterator[SchemaChange]:
    if new.is_strict and not old.is_strict:
        yield _added("strictness", "", "the API becomes Dgraph's, without our additions (# Graphwright.Strict)")
    elif old.is_strict and not new.is_strict:
        yield _removed("strictness", "", "the API gets our additions to Dgraph's (no # Graphwright.Strict any more)")


def written_type(field: ApiField) -> str:
    """The type of a field as in the schema, such as `[Film!]!`."""
    inner = field.type_name
    if field.is_list:
        inner = f"[{inner}{'!' if field.is_element_required else ''}]"
    return f"{inner}{'!' if field.is_required else ''}"


def _home(field: ApiField) -> str:
    if field.role is Role.ID:
        return "the node's id"
    return field.predicate + (f"@{':'.join(field.languages)}" if field.languages else "")


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(names) or "nothing"
