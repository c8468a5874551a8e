"""Adds and updates over the store. (A delete needs no more than `Store.delete`.)

In: coerced inputs. Out: `Change`, the nodes of the payload and the count for numUids. Raises `FieldError`; the caller
then puts the store back as it was, so nothing here cleans up after itself. Nodes get their ids as a walk meets them,
parents first, elements and fields in the given order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .filters import select
from .model import Field, ObjectType
from .store import Node, Store, stored
from .values import read_identifier


class FieldError(Exception):
    """One root field fails: it is null in the answer and the error carries its path."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    nodes: list[Node]
    count: int
    message: str = ""


Given = dict[str, Any]


class Present(dict[str, Any]):
    """An object without its nulls; `mentioned` has the names of those too."""

    mentioned: frozenset[str] = frozenset()


def change(store: Store, kind: str, object_type: ObjectType, arguments: Given) -> Change:
    if kind == "add":
        return _add(store, object_type, arguments["input"], bool(arguments.get("upsert")))
    return _update(store, object_type, arguments["input"])


def _add(store: Store, object_type: ObjectType, inputs: list[Given], upsert: bool) -> Change:
    writing = _Writing(store)
    nodes: dict[int, Node] = {}
    writing.look_ahead(object_type, inputs)
    for given in inputs:
        node = writing.top_level(object_type, _present(given), upsert)
        nodes[node.identifier] = node
    writing.finish()
    return Change(nodes=list(nodes.values()), count=writing.created)


def _update(store: Store, object_type: ObjectType, arguments: Given) -> Change:
    """An update without a patch, or that matches nothing, does nothing. Removals come before settings."""
    patch, removal = arguments.get("set") or {}, arguments.get("remove") or {}
    nodes = select(store, object_type.name, arguments["filter"], store.of_type(object_type.name))
    if not nodes or not (patch or removal):
        return Change(nodes=[], count=0)
    _check_keys(store, object_type, _present(patch), nodes)
    for node in nodes:
        for name, value in removal.items():
            _remove(store, node, object_type.fields[name], value)
    writing = _Writing(store)
    for name, value in _present(patch).items():
        each = object_type.fields[name]
        if each.kind == "reference":
            writing.look_ahead(store.schema.types[each.type_name], value if each.is_list else [value])
        targets = writing.targets(each, value) if each.kind == "reference" else []
        for node in nodes:
            for target in targets:
                store.link(node, each, target)
            if each.kind != "reference":
                _set_scalar(node, each, value)
    if patch:
        for node in nodes:
            _set_defaults(node, object_type, patch, is_new=False)
    writing.finish()
    return Change(nodes=nodes, count=len(nodes))


def _check_keys(store: Store, object_type: ObjectType, patch: Given, nodes: list[Node]) -> None:
    for each, value in _keys(object_type, patch):
        if len(nodes) > 1:
            raise FieldError(f"{each.name} identifies one node, and the filter lets {len(nodes)} through")
        holder = store.with_key(object_type.name, each.name, value)
        if holder is not None and holder is not nodes[0]:
            raise FieldError(f"{value!r} is already the {each.name} of another {object_type.name}")


# ---- removal


def _remove(store: Store, node: Node, each: Field, value: Any) -> None:
    """null clears; a value is removed where it is equal."""
    if each.kind == "reference":
        _remove_edges(store, node, each, value)
    elif value is None:
        node.values.pop(each.name, None)
        for other in store.schema.types[node.type_name].fields.values():
            if other.predicate.startswith(
                f"{each.predicate}@"
            ):  # as in Dgraph: all languages go with the untagged value
                node.values.pop(other.name, None)
    elif each.is_list:
        gone = [_stored(each, element) for element in value]
        rest = [own for own in node.values.pop(each.name, []) if own not in gone]
        if rest:
            node.values[each.name] = rest
    elif each.name in node.values and node.values[each.name] == _stored(each, value):
        del node.values[each.name]


def _remove_edges(store: Store, node: Node, each: Field, value: Any) -> None:
    if value is None:
        store.unlink_all(node, each)
        return
    for given in value if each.is_list else [value]:
        object_type = store.schema.types[each.type_name]
        names = {key.name for key in object_type.keys} | (
            {object_type.id_field.name} if object_type.id_field else set()
        )
        if not names & _present(given).keys():
            raise FieldError(f"what is removed from {each.name} is not named")
        known = _known(store, object_type, _present(given))
        if known is not None:
            store.unlink(node, each, known)


# ---- setting


@dataclass(slots=True, kw_only=True)
class _New:
    """A node of a type with keys that this mutation adds, with the object that says most about it."""

    node: Node
    object_type: ObjectType
    definition: Given
    excluded: str | None


class _Writing:
    """One mutation: finds or makes the node that each object stands for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.start = store.last_identifier
        self.top_keys: set[tuple[str, str, Any]] = set()
        self.new: list[_New] = []
        self.mentioned: dict[int, tuple[Node, ObjectType, frozenset[str]]] = {}
        self.keys_beside: dict[tuple[str, str, Any], Given] = {}

    def look_ahead(self, object_type: ObjectType, inputs: Sequence[Given | None]) -> None:
        """Notes the keys of objects that have several: one of them alone means the same node, also before."""
        for given in (_present(each) for each in inputs if each is not None):
            keys = {each.name: given[each.name] for each in object_type.keys if each.name in given}
            if len(keys) > 1:
                for name, value in keys.items():
                    self.keys_beside.setdefault((object_type.name, name, value), {}).update(keys)
            for name, value in given.items():
                each = object_type.fields[name]
                if each.kind == "reference":
                    self.look_ahead(self.store.schema.types[each.type_name], value if each.is_list else [value])

    @property
    def created(self) -> int:
        return self.store.last_identifier - self.start

    def top_level(self, object_type: ObjectType, given: Present, upsert: bool) -> Node:
        for each, value in _keys(object_type, given):
            if (object_type.name, each.name, value) in self.top_keys:
                raise FieldError(f"{each.name} {value!r} is given twice")
            self.top_keys.add((object_type.name, each.name, value))
        holders = self._holders(object_type, given)
        if holders and not upsert:
            raise FieldError(f"a {object_type.name} with this key exists already")
        if len(holders) > 1:
            raise FieldError("the keys belong to several nodes")
        if holders:
            self._fill(holders[0], object_type, given)
            _set_defaults(holders[0], object_type, given.mentioned, is_new=False)
            return holders[0]
        return self._new_node(object_type, given, None)

    def targets(self, each: Field, value: Any) -> list[Node]:
        """The nodes that the value of a reference names or describes."""
        if each.is_list and None in value:
            raise FieldError(f"a null in the list {each.name}")
        return [self._nested(each, _present(given)) for given in (value if each.is_list else [value])]

    def _nested(self, each: Field, given: Present) -> Node:
        """Fields beside the id or key of a known node are ignored."""
        object_type = self.store.schema.types[each.type_name]
        identifier = object_type.id_field.name if object_type.id_field else ""
        if identifier in given:
            return _by_identifier(self.store, object_type, given[identifier])
        holders = self._holders(object_type, given)
        if len(holders) > 1:
            raise FieldError("the keys belong to several nodes")
        return holders[0] if holders else self._new_node(object_type, given, each)

    def _holders(self, object_type: ObjectType, given: Given) -> list[Node]:
        """The nodes from before this mutation that have one of the keys."""
        holders = _holders(self.store, object_type, given)
        return [node for node in holders if node.identifier <= self.start]

    def _new_node(self, object_type: ObjectType, present: Present, source: Field | None) -> Node:
        """A new node, or the one that this mutation adds already under the same key.

        The back reference of an object is replaced by its parent. Only one of several objects with one key may say
        more than the key, unless they say the same.
        """
        excluded = _single_inverse(self.store, source)
        inverse = source.inverse if source else None
        given = {name: value for name, value in present.items() if name != excluded}
        known = self._same_key(object_type, given)
        if known is None:
            node = self.store.create(object_type.name)
            if object_type.keys:
                for each, value in _keys(object_type, given):
                    node.values |= {each.name: value} | self.keys_beside.get((object_type.name, each.name, value), {})
                self.new.append(_New(node=node, object_type=object_type, definition=given, excluded=inverse))
        else:
            node = known.node
            if len(given) <= 1 or given == known.definition:
                return node
            if len(known.definition) > 1:
                raise FieldError(f"two different {object_type.name} objects have one key")
            known.definition, known.excluded = given, inverse
        self.mentioned[node.identifier] = (node, object_type, present.mentioned)
        self._fill(node, object_type, given)
        return node

    def _same_key(self, object_type: ObjectType, given: Given) -> _New | None:
        for each, value in _keys(object_type, given):
            for new in self.new:
                if new.object_type.name == object_type.name and new.node.values.get(each.name) == value:
                    return new
        return None

    def _fill(self, node: Node, object_type: ObjectType, given: Given) -> None:
        for name, value in given.items():
            each = object_type.fields[name]
            if each.kind == "reference":
                for target in self.targets(each, value):
                    self.store.link(node, each, target)
            else:
                _set_scalar(node, each, value)

    def finish(self) -> None:
        """Defaults, then what is missing."""
        for node, object_type, mentioned in self.mentioned.values():
            _set_defaults(node, object_type, mentioned, is_new=True)
        self.check_required()

    def check_required(self) -> None:
        """Nested new nodes are checked only when their type has keys; the input types check the others."""
        for new in self.new:
            for each in new.object_type.fields.values():
                if (
                    each.default_add is None
                    and each.non_null
                    and each.kind != "id"
                    and each.name not in (*new.definition, new.excluded)
                ):
                    raise FieldError(f"{new.object_type.name} needs a value for {each.name}")


def _set_defaults(node: Node, object_type: ObjectType, mentioned: Iterable[str], *, is_new: bool) -> None:
    """An explicit null suppresses a default."""
    for each in object_type.fields.values():
        default = each.default_add if is_new else each.default_update
        if default is not None and each.name not in mentioned:
            node.values[each.name] = _stored(each, default)


def _set_scalar(node: Node, each: Field, value: Any) -> None:
    if not each.is_list:
        node.values[each.name] = _stored(each, value)
        return
    if None in value:
        raise FieldError(f"a null in the list {each.name}")
    own = list(node.values.get(each.name, []))
    for element in value:
        if (converted := _stored(each, element)) not in own:
            own.append(converted)
    if own:
        node.values[each.name] = own


# ---- finding


def _known(store: Store, object_type: ObjectType, given: Given) -> Node | None:
    identifier = object_type.id_field.name if object_type.id_field else ""
    if identifier in given:
        return _by_identifier(store, object_type, given[identifier])
    holders = _holders(store, object_type, given)
    return holders[0] if holders else None


def _by_identifier(store: Store, object_type: ObjectType, text: str) -> Node:
    try:
        node = store.nodes.get(read_identifier(text))
    except ValueError as error:
        raise FieldError(str(error)) from error
    if node is None or node.type_name != object_type.name:
        raise FieldError(f"{text} is not a {object_type.name}")
    return node


def _holders(store: Store, object_type: ObjectType, given: Given) -> list[Node]:
    found: dict[int, Node] = {}
    for each, value in _keys(object_type, given):
        node = store.with_key(object_type.name, each.name, value)
        if node is not None:
            found[node.identifier] = node
    return list(found.values())


def _keys(object_type: ObjectType, given: Given) -> Iterator[tuple[Field, Any]]:
    for each in object_type.keys:
        if each.name in given:
            if given[each.name] == "":
                raise FieldError(f"the key {each.name} is empty")
            yield each, given[each.name]


def _single_inverse(store: Store, source: Field | None) -> str | None:
    if source is None or source.inverse is None:
        return None
    return None if store.schema.field(source.type_name, source.inverse).is_list else source.inverse


def _present(given: Given) -> Present:
    """A null in a set or an add is as good as nothing, but for defaults."""
    present = Present({name: value for name, value in given.items() if value is not None})
    present.mentioned = frozenset(given)
    return present


def _stored(each: Field, value: Any) -> Any:
    try:
        return stored(each, value)
    except ValueError as error:
        raise FieldError(str(error)) from error
