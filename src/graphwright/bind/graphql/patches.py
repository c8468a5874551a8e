"""What an update asks for → patches: of the nodes that its filter finds, and of nodes linked with them, at any depth.

In: coerced inputs of `UpdateXInput` (`set`, `remove`, `update`, `replace`) and the types. Out: `Patches`, whose
drafts still have to be looked up. `set` and `remove` are Dgraph's; the other two are ours. Pure.
Does not know: what is stored; which nodes are linked (`engine/deep_updates.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphwright import limits
from graphwright.bind.graphql.drafts import Draft, Drafting
from graphwright.errors import InputError, LimitError
from graphwright.model.api import ApiField, ApiSchema, ApiType, Role
from graphwright.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A linked node that is to be changed.

    Attributes:
        named: Its ID or keys; None for whatever a single reference leads to.
        path: Where the input has it, for messages.
    """

    named: Draft | None
    patches: Patches
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """The nodes to be changed that one field leads to."""

    owner: ApiType
    field: ApiField
    items: Sequence[Child]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patches:
    """What becomes of nodes, all alike.

    Attributes:
        set, remove: As in Dgraph.
        replace: Its fields become exactly what it gives; those it only mentions become empty.
        children: Linked nodes with changes of their own.
    """

    api_type: ApiType
    set: Draft | None = None
    remove: Draft | None = None
    replace: Draft | None = None
    children: Sequence[Children] = ()

    @property
    def own(self) -> tuple[Draft, ...]:
        """What changes the nodes themselves."""
        return tuple(draft for draft in (self.set, self.remove, self.replace) if draft is not None)

    def everything(self) -> Iterator[Patches]:
        """These, and those of linked nodes."""
        yield self
        for child in self.children_of_all():
            yield from child.patches.everything()

    def children_of_all(self) -> Iterator[Child]:
        for children in self.children:
            yield from children.items

    def names(self) -> Iterator[Draft]:
        """What names the linked nodes."""
        for patches in self.everything():
            yield from (child.named for child in patches.children_of_all() if child.named is not None)


def draft_patches(drafting: Drafting, api_type: ApiType, given: Mapping[str, Any], path: str = "input") -> Patches:
    """The patches of an update's input, or of an object in its `update`.

    Raises:
        InputError, LimitError: It cannot be carried out, whatever is stored.
    """
    setting, removing, replacing = (given.get(part) for part in ("set", "remove", "replace"))
    _check_parts(api_type, replacing, {"set": setting, "remove": removing}, path)
    return Patches(
        api_type=api_type,
        set=drafting.patch(api_type, setting, is_removal=False) if setting else None,
        remove=drafting.patch(api_type, removing, is_removal=True) if removing else None,
        replace=_draft_replacement(drafting, api_type, replacing, path) if replacing else None,
        children=tuple(_draft_children(drafting, api_type, given.get("update") or {}, f"{path}.update")),
    )


def _check_parts(
    api_type: ApiType, replacing: Mapping[str, Any] | None, others: Mapping[str, Mapping[str, Any] | None], path: str
) -> None:
    for part, given in others.items():
        for name in replacing or ():
            if given and name in given:
                raise InputError(
                    f"{path}: {api_type.name}.{name} is both in `replace` and in `{part}`; "
                    "`replace` says all that it becomes"
                )


def _draft_replacement(drafting: Drafting, api_type: ApiType, given: Mapping[str, Any], path: str) -> Draft:
    for name, value in given.items():
        member = api_type.member(name)
        if value is None and member.is_required and not member.is_list:
            raise InputError(f"{path}.replace: {api_type.name}.{name} is required, so it cannot become null")
    return drafting.patch(api_type, given, is_removal=False)


def _draft_children(drafting: Drafting, api_type: ApiType, given: Mapping[str, Any], path: str) -> Iterator[Children]:
    if drafting.depth > limits.mutation_depth_max:
        raise LimitError(f"{path} nests deeper than {limits.mutation_depth_max} (mutation_depth_max); update in steps")
    for name, items in given.items():
        if items is None:
            continue
        member = api_type.member(name)
        drafting.depth += 1
        if member.is_list:
            drafted = [_draft_child(drafting, member, item, f"{path}.{name}[{i}]") for i, item in enumerate(items)]
        else:
            drafted = [_draft_child(drafting, member, items, f"{path}.{name}")]
        drafting.depth -= 1
        yield Children(owner=api_type, field=member, items=drafted)


def _draft_child(drafting: Drafting, member: ApiField, given: Mapping[str, Any], path: str) -> Child:
    target = drafting.api.types[member.type_name]
    named = _draft_name(drafting, target, given, path)
    if named is None and member.is_list:
        known = " or ".join(f.name for f in (target.id_field, *target.key_fields) if f is not None)
        raise InputError(f"{path} does not say which {target.name} is meant; give its {known}")
    return Child(named=named, patches=draft_patches(drafting, target, given, path), path=path)


def _draft_name(drafting: Drafting, target: ApiType, given: Mapping[str, Any], path: str) -> Draft | None:
    """What names a node: the ID, or keys. It is no draft of the mutation: nothing is made of it."""
    naming = [f for f in (target.id_field, *target.key_fields) if f is not None and given.get(f.name) is not None]
    if not naming:
        return None
    if len(naming) > 1 and naming[0].role is Role.ID:
        raise InputError(f"{path} names its node by {' and '.join(f.name for f in naming)}; one is enough")
    drafting.count_child()
    apart = Drafting(drafting.api)
    try:
        return apart.draft(target, {f.name: given[f.name] for f in naming})
    except InputError as error:
        raise InputError(f"{path}: {error.message}") from None


def nested_patches(api: ApiSchema, type_name: str, update: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The `set`s, `remove`s and `replace`s inside the `update` of an input, each with the type that it is about."""
    for name, items in (update or {}).items():
        target = api.types[type_name].member(name).type_name
        for item in items if isinstance(items, list) else [items]:
            if item is not None:
                yield from ((target, item[part]) for part in ("set", "remove", "replace") if item.get(part))
                yield from nested_patches(api, target, item.get("update"))
