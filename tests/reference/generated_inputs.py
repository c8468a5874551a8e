"""Random objects for add and update: nested new objects, references to known nodes, nulls, empty lists.

One `Inputs` serves one request. It keeps references unambiguous: within a request a node is linked at most once through
fields with an inverse, so that no answer depends on which of two contradicting links comes last. Fields come in the
order of the schema, so that the ids of new nodes follow from it.
"""

from typing import Any

from .generated_values import fresh_key, random_value
from .model import Field, ObjectType
from .store import Node
from .world import World

Given = dict[str, Any]


class Inputs:
    def __init__(self, world: World) -> None:
        self.world = world
        self.random = world.random
        self.schema = world.database.schema
        self.claimed: set[int] = set()
        self.fresh: list[tuple[str, Given]] = []
        self.size = 0

    def add_object(self, object_type: ObjectType, depth: int = 2) -> Given:
        """An element of the input of an add."""
        return self._object(object_type, depth, None)

    def upsert_object(self, object_type: ObjectType, node: Node) -> Given:
        """An element of the input of an upsert that means a known node; claim it first."""
        given = self.add_object(object_type, depth=1)
        for each in object_type.fields.values():
            if each.is_key and each.name in node.values:
                given[each.name] = node.values[each.name]
        return given

    def claim(self, nodes: list[Node]) -> None:
        """Keep nodes that the request changes itself from being linked by it."""
        self.claimed |= {node.identifier for node in nodes}

    def patch(self, object_type: ObjectType, nodes: list[Node]) -> Given:
        """What an update of these nodes may set: something, where defaults hold for updates that set something."""
        given: Given = {}
        has_defaults = any(each.default_update is not None for each in object_type.fields.values())
        for each in object_type.fields.values():
            if not each.is_written or not self.world.chance(0.35):
                continue
            if each.is_key:
                if len(nodes) == 1:
                    own = nodes[0].values.get(each.name)
                    given[each.name] = own if own is not None and self.world.chance(0.3) else self._fresh(each)
            elif each.kind != "reference":
                given[each.name] = None if self.world.chance(0.1) else self._scalar(object_type, each)
            elif len(nodes) == 1 or not self._single_inverse(each):
                given[each.name] = self._reference(each, 1)
        if has_defaults and all(value is None for value in given.values()):
            given |= self._something(object_type)
        return given

    def removal(self, object_type: ObjectType, nodes: list[Node], patch: Given) -> Given:
        """What an update of these nodes may remove; nothing that it also sets."""
        given: Given = {}
        for each in object_type.fields.values():
            if not each.is_written or each.name in patch or not self.world.chance(0.3):
                continue
            if each.is_key and len(nodes) != 1:
                continue
            if each.is_key and self.world.chance(0.7):
                continue
            given[each.name] = self._removed(object_type, each, nodes)
        return given

    # ---- removal

    def _removed(self, object_type: ObjectType, each: Field, nodes: list[Node]) -> Any:
        if self.world.chance(0.35):
            return None
        stored = [node.values[each.name] for node in nodes if each.name in node.values]
        if each.kind == "reference":
            return self._removed_reference(each, nodes)
        value = self._scalar(object_type, each)
        if stored and self.world.chance(0.6):
            value = self.random.choice(stored)
            if each.type_name == "DateTime":
                value = [str(element) for element in value] if each.is_list else str(value)
            if each.is_list:
                value = self.random.sample(value, self.random.randint(0, len(value)))
        return value

    def _removed_reference(self, each: Field, nodes: list[Node]) -> Any:
        target_type = self.schema.types[each.type_name]
        linked = [target for node in nodes for target in self.world.database.store.targets(node, each)]
        others = linked if linked and self.world.chance(0.7) else self.world.nodes(each.type_name)
        target = self.random.choice(others) if others else None
        reference = None if target is None else self.world.reference_to(target_type, target)
        if each.is_list:
            return [] if reference is None else [reference]
        return reference

    # ---- objects

    def _object(self, object_type: ObjectType, depth: int, source: Field | None) -> Given:
        self.size += 1
        given: Given = {}
        sloppy = source is not None and not object_type.keys and self.world.chance(0.15)
        for each in object_type.fields.values():
            required = each.non_null and not sloppy and each.default_add is None
            if source is not None and source.inverse == each.name:
                given |= self._back_reference(each)
                continue
            if not each.is_written:
                continue
            if each.is_key:
                if required or self.world.chance(0.6):
                    given[each.name] = self._fresh(each)
                    self.fresh.append((object_type.name, {each.name: given[each.name]}))
            elif each.kind == "reference":
                if required or (depth > 0 and self.size < 12 and self.world.chance(0.35)):
                    given[each.name] = self._reference(each, depth - 1, required=required)
            elif required or self.world.chance(0.65):
                null = not each.non_null and self.world.chance(0.1)
                given[each.name] = None if null else self._scalar(object_type, each)
        if all(value is None for value in given.values()):
            given |= self._something(object_type)
        return given

    def _back_reference(self, each: Field) -> Given:
        """A single reference back is replaced by the parent, whatever it says."""
        nodes = self.world.nodes(each.type_name)
        if each.is_list or not nodes or not self.world.chance(0.1):
            return {}
        known = self.world.reference_to(self.schema.types[each.type_name], self.random.choice(nodes))
        return {each.name: known} if known else {}

    def _something(self, object_type: ObjectType) -> Given:
        """An object always says something."""
        scalars = [
            each
            for each in object_type.fields.values()
            if each.kind in ("scalar", "enum") and each.is_written and not each.is_key
        ]
        each = self.random.choice(scalars)
        return {each.name: self._scalar(object_type, each)}

    def _fresh(self, each: Field) -> Any:
        return fresh_key(self.random, each, self.world.new_number())

    def _scalar(self, object_type: ObjectType, each: Field) -> Any:
        if each.is_key:
            return self._fresh(each)
        return random_value(self.random, self.schema, each, self.world.profile(object_type.name, each))

    # ---- references

    def _single_inverse(self, each: Field) -> bool:
        return each.inverse is not None and not self.schema.field(each.type_name, each.inverse).is_list

    def _reference(self, each: Field, depth: int, *, required: bool = False) -> Any:
        if not required and not each.non_null and self.world.chance(0.08):
            return None
        if each.is_list:
            count = self.random.choice((0, 1, 1, 2, 3)) if depth >= 0 else 0
            return [self._target(each, depth) for _ in range(count)]
        return self._target(each, depth)

    def _target(self, each: Field, depth: int) -> Given:
        """A known node, a node that this request adds elsewhere, or a new one."""
        target_type = self.schema.types[each.type_name]
        if each.inverse is None and self.world.chance(0.1):
            again = [given for name, given in self.fresh if name == each.type_name]
            if again:
                return dict(self.random.choice(again))
        if self.world.chance(0.6) or depth < 0:
            known = self._known(each, target_type)
            if known is not None:
                return known
        return self._object(target_type, depth, each)

    def _known(self, each: Field, target_type: ObjectType) -> Given | None:
        candidates = [node for node in self.world.nodes(each.type_name) if node.identifier not in self.claimed]
        if not candidates:
            return None
        node = self.random.choice(candidates)
        reference = self.world.reference_to(target_type, node)
        if reference is not None and each.inverse is not None:
            self.claimed.add(node.identifier)
        if reference is not None and self.world.chance(0.15):
            reference |= self._ignored(target_type, reference)
        return reference

    def _ignored(self, object_type: ObjectType, reference: Given) -> Given:
        """Fields beside the id or key of a known node, which count for nothing."""
        scalars = [
            each
            for each in object_type.fields.values()
            if each.kind in ("scalar", "enum") and each.is_written and not each.is_key
        ]
        each = self.random.choice(scalars)
        return {} if each.name in reference else {each.name: self._scalar(object_type, each)}
