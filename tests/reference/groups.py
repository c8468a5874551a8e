"""Groups: `groupByX`, over lists of nodes, in plain loops; what of the API it needs.

Out: the answer of one root field. A period is found by trying instants, not by arithmetic with offsets.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from .api import Api, Named, NonNull, Operation, OutputField, TypeReference, type_of
from .document import Selected
from .filters import select
from .model import Field, ObjectType, Schema
from .store import Node, Store, stored
from .values import Moment

BUCKETS: Final = ("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR")
Path = tuple[str, ...]
_SECOND: Final = 1_000_000_000


# ---- the API


def groupable(schema: Schema, object_type: ObjectType) -> list[Field]:
    """What nodes can be grouped by: single values, and nodes that a single reference leads to."""
    return [
        each
        for each in object_type.fields.values()
        if not each.is_list
        and (each.kind in ("scalar", "enum") or (each.kind == "reference" and is_shown(schema, each)))
    ]


def is_shown(schema: Schema, reference: Field) -> bool:
    """Whether something of the nodes can be shown."""
    fields = schema.types[reference.type_name].fields.values()
    return any(each.kind in ("id", "scalar", "enum") and not each.is_list for each in fields)


def aggregate_names(object_type: ObjectType) -> dict[str, str]:
    """Names of aggregates to the types of their values."""
    found: dict[str, str] = {}
    for each in object_type.fields.values():
        if each.is_orderable:
            found |= {f"{each.name}{end}": each.type_name for end in ("Min", "Max")}
        if each.is_summable:
            found |= {f"{each.name}Sum": each.type_name, f"{each.name}Avg": "Float"}
    return found


def add_groups(api: Api, schema: Schema) -> None:
    api.enums.update({"OrderDirection": ("ASC", "DESC"), "GroupByBucket": BUCKETS})
    for object_type in schema.types.values():
        _add_keys(api, schema, object_type)
    for object_type in schema.types.values():
        name = object_type.name
        if f"{name}GroupBy" in api.inputs:
            _add_results(api, object_type)
            api.operations[f"groupBy{name}"] = Operation(kind="groupBy", type_name=name)


def _add_keys(api: Api, schema: Schema, object_type: ObjectType) -> None:
    name = object_type.name
    keys: dict[str, OutputField] = {}
    orders: dict[str, TypeReference] = {}
    members: dict[str, TypeReference] = {}
    usable = groupable(schema, object_type)
    for each in object_type.fields.values():
        if each in usable and each.kind == "reference":
            keys[each.name] = OutputField(type=Named(f"{each.type_name}GroupByKey"), arguments={})
            orders[each.name] = Named(f"{each.type_name}GroupByKeyOrder")
            members[each.name] = Named(f"{each.type_name}GroupBy")
        elif each in usable or each.kind == "id":
            keys[each.name] = OutputField(type=Named(each.type_name), arguments={})
            orders[each.name] = Named("OrderDirection")
    if keys:
        api.outputs[f"{name}GroupByKey"] = keys
        api.inputs[f"{name}GroupByKeyOrder"] = orders
    if usable:
        api.enums[f"{name}GroupByField"] = tuple(each.name for each in usable)
        own: dict[str, TypeReference] = {"field": Named(f"{name}GroupByField")}
        if any(each.type_name == "DateTime" for each in usable):
            own |= {"bucket": Named("GroupByBucket"), "timeZone": Named("String")}
        api.inputs[f"{name}GroupBy"] = own | members


def _add_results(api: Api, object_type: ObjectType) -> None:
    name = object_type.name
    aggregates = aggregate_names(object_type)
    api.outputs[f"{name}GroupByResult"] = {
        "key": OutputField(type=NonNull(Named(f"{name}GroupByKey")), arguments={}),
        "count": OutputField(type=type_of("Int!"), arguments={}),
        **{each: OutputField(type=Named(type_name), arguments={}) for each, type_name in aggregates.items()},
    }
    api.inputs[f"{name}GroupByOrder"] = {
        "key": Named(f"{name}GroupByKeyOrder"),
        **{each: Named("OrderDirection") for each in ("count", *aggregates)},
    }
    for scalar in ("Int", "Int64", "Float", "DateTime", "String"):
        api.inputs[f"{scalar}Range"] = {"min": type_of(f"{scalar}!"), "max": type_of(f"{scalar}!")}
        operators: dict[str, TypeReference] = {operator: Named(scalar) for operator in ("eq", "le", "lt", "ge", "gt")}
        known = api.inputs.setdefault("StringExactFilter" if scalar == "String" else f"{scalar}Filter", {})
        known |= {**operators, "in": type_of(f"[{scalar}]"), "between": Named(f"{scalar}Range")}
    having: dict[str, TypeReference] = {"count": Named("IntFilter")}
    for each, type_name in aggregates.items():
        wide = "Int64" if each.endswith("Sum") and type_name == "Int" else type_name
        having[each] = Named("StringExactFilter" if wide == "String" else f"{wide}Filter")
    lists: dict[str, TypeReference] = dict.fromkeys(("and", "or"), type_of(f"[{name}GroupByHaving]"))
    api.inputs[f"{name}GroupByHaving"] = {**having, **lists, "not": Named(f"{name}GroupByHaving")}
    api.outputs["Query"][f"groupBy{name}"] = OutputField(
        type=type_of(f"[{name}GroupByResult!]"),
        arguments={
            "by": type_of(f"[{name}GroupBy!]!"),
            "filter": Named(f"{name}Filter"),
            "having": Named(f"{name}GroupByHaving"),
            "order": type_of(f"[{name}GroupByOrder!]"),
            "first": Named("Int"),
            "offset": Named("Int"),
        },
    )


# ---- answers


class Groups:
    """One root field on its way: `by` is read into paths, which lead to keys."""

    def __init__(self, store: Store, object_type: ObjectType, selected: Selected) -> None:
        self.store = store
        self.schema = store.schema
        self.object_type = object_type
        self.selected = selected
        self.paths = [_path(element) for element in selected.arguments["by"]]

    def answer(self) -> list[dict[str, Any]]:
        arguments = self.selected.arguments
        members: dict[tuple[Any, ...], list[Node]] = {}
        nodes = self.store.of_type(self.object_type.name)
        for node in select(self.store, self.object_type.name, arguments.get("filter"), nodes):
            members.setdefault(tuple(self._key(node, each) for each in self.paths), []).append(node)
        rows = [row for row in members.items() if self._passes(arguments.get("having"), row[1])]
        for position in reversed(range(len(self.paths))):
            rows = _sorted(rows, _key_at(position), False)
        for element in reversed(arguments.get("order") or []):
            value, is_descending = self._order(element)
            rows = _sorted(rows, value, is_descending)
        offset, first = max(arguments.get("offset") or 0, 0), arguments.get("first")
        rows = rows[offset : offset + first] if first else rows[offset:]
        return [self._shown(key, nodes) for key, nodes in rows]

    # -- keys

    def _key(self, node: Node, asked: tuple[Path, str | None, str]) -> Any:
        path, bucket, zone = asked
        each, value = self._value(node, path)
        if value is None or each.kind == "reference":
            return value
        return period(value, bucket, zone) if bucket else value

    def _value(self, node: Node, path: Path) -> tuple[Field, Any]:
        """The field at the end of a path, and its value; of a reference the node's id."""
        each = self.schema.types[node.type_name].fields[path[0]]
        if len(path) > 1:
            targets = self.store.targets(node, each)
            if not targets:
                return each, None
            return self._value(targets[0], path[1:])
        if each.kind == "id":
            return each, node.identifier
        return each, node.values.get(each.name) if each.kind == "reference" else self.store.value(node, each)

    # -- choosing

    def _passes(self, having: dict[str, Any] | None, nodes: list[Node]) -> bool | None:
        """As filters: side by side all must hold, `or` is an alternative to all of them; true for nothing said."""
        said = self._test(having, nodes)
        return said is None or said

    def _test(self, having: dict[str, Any] | None, nodes: list[Node]) -> bool | None:
        conjuncts: list[bool] = []
        alternatives: list[bool] = []
        for name, value in (having or {}).items():
            if value is None:
                continue
            if name in ("and", "or", "not"):
                said = [self._test(each, nodes) for each in (value if isinstance(value, list) else [value])]
                tests = [each for each in said if each is not None]
                if name == "or":
                    alternatives = tests
                else:
                    conjuncts += [not each for each in tests] if name == "not" else tests
            else:
                conjuncts += [self._holds(name, operator, asked, nodes) for operator, asked in value.items()]
        if not conjuncts:
            return any(alternatives) if alternatives else None
        return all(conjuncts) or any(alternatives)

    def _holds(self, name: str, operator: str, asked: Any, nodes: list[Node]) -> bool:
        own = self._aggregate(name, nodes)
        if asked is None or own is None:
            return False
        if operator == "in":
            return own in [self._compared(name, each) for each in asked if each is not None]
        if operator == "between":
            return bool(self._compared(name, asked["min"]) <= own <= self._compared(name, asked["max"]))
        other = self._compared(name, asked)
        tests: dict[str, Callable[[], bool]] = {
            "eq": lambda: own == other,
            "le": lambda: own <= other,
            "lt": lambda: own < other,
            "ge": lambda: own >= other,
            "gt": lambda: own > other,
        }
        return bool(tests[operator]())

    def _compared(self, name: str, asked: Any) -> Any:
        return asked if name == "count" else stored(self.object_type.fields[name[:-3]], asked)

    def _aggregate(self, name: str, nodes: list[Node]) -> Any:
        if name == "count":
            return len(nodes)
        each = self.object_type.fields[name[:-3]]
        values = [value for node in nodes if (value := self.store.value(node, each)) is not None]
        if not values:
            return None
        if name.endswith("Sum"):
            return sum(values)
        if name.endswith("Avg"):
            return sum(values) / len(values)
        # Of one instant the text with the least or greatest offset, as texts.
        best = min(values) if name.endswith("Min") else max(values)
        same = [value for value in values if value == best]
        return min(same, key=str) if name.endswith("Min") else max(same, key=str)

    def _order(self, element: dict[str, Any]) -> tuple[Callable[[Any], Any], bool]:
        [(name, value)] = element.items()
        if name != "key":
            return lambda row: self._aggregate(name, row[1]), value == "DESC"
        path: Path = ()
        while isinstance(value, dict):
            [(name, value)] = value.items()
            path = (*path, name)
        for position, (own, _, _) in enumerate(self.paths):
            if own == path:
                return _key_at(position), value == "DESC"
        return lambda row: self._value(row[1][0], path)[1], value == "DESC"

    # -- showing

    def _shown(self, key: tuple[Any, ...], nodes: list[Node]) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for child in self.selected.children:
            if child.field_name == "__typename":
                answer[child.response_name] = f"{self.object_type.name}GroupByResult"
            elif child.field_name == "key":
                answer[child.response_name] = self._members(self.object_type, child, (), key, nodes)
            else:
                value = self._aggregate(child.field_name, nodes)
                answer[child.response_name] = str(value) if isinstance(value, Moment) else value
        return answer

    def _members(
        self, object_type: ObjectType, selected: Selected, path: Path, key: tuple[Any, ...], nodes: list[Node]
    ) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for child in selected.children:
            own = (*path, child.field_name)
            if child.field_name == "__typename":
                answer[child.response_name] = f"{object_type.name}GroupByKey"
                continue
            each = object_type.fields[child.field_name]
            position = next((at for at, (other, _, _) in enumerate(self.paths) if other == own), None)
            if each.kind == "reference":
                answer[child.response_name] = self._object(each, child, own, position, key, nodes)
            else:
                assert position is not None, "the generator shows what is grouped by"
                answer[child.response_name] = self._key_text(position, own, key[position], nodes)
        return answer

    def _object(
        self, each: Field, child: Selected, path: Path, position: int | None, key: tuple[Any, ...], nodes: list[Node]
    ) -> Any:
        target = self.schema.types[each.type_name]
        if position is None:
            return self._members(target, child, path, key, nodes)
        return None if key[position] is None else self._node(self.store.nodes[key[position]], child)

    def _key_text(self, position: int, path: Path, value: Any, nodes: list[Node]) -> Any:
        _, bucket, zone = self.paths[position]
        if value is None or not isinstance(value, Moment):
            return value
        if bucket:
            return period_text(value, zone)
        return min(str(self._value(node, path)[1]) for node in nodes)

    def _node(self, node: Node, selected: Selected) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for child in selected.children:
            if child.field_name == "__typename":
                answer[child.response_name] = f"{node.type_name}GroupByKey"
                continue
            each, value = self._value(node, (child.field_name,))
            if each.kind == "reference":
                value = None if value is None else self._node(self.store.nodes[value], child)
            elif each.kind == "id":
                value = hex(value)
            answer[child.response_name] = str(value) if isinstance(value, Moment) else value
        return answer


def _path(element: dict[str, Any]) -> tuple[Path, str | None, str]:
    """The names that lead to a key, its bucket and its zone."""
    path: Path = ()
    while "field" not in element:
        [(name, element)] = element.items()
        path = (*path, name)
    return (*path, element["field"]), element.get("bucket"), element.get("timeZone") or "UTC"


def _key_at(position: int) -> Callable[[Any], Any]:
    return lambda row: row[0][position]


def _sorted(rows: list[Any], value: Callable[[Any], Any], is_descending: bool) -> list[Any]:
    """Equal ones stay as they are; what is missing comes last both ways."""
    there = [row for row in rows if value(row) is not None]
    missing = [row for row in rows if value(row) is None]
    return sorted(there, key=value, reverse=is_descending) + missing


# ---- periods


def period(moment: Moment, bucket: str, zone: str) -> Moment:
    """The first instant of the period of a zone's calendar: the earliest quarter of an hour with the same name."""
    step = 900 * _SECOND
    name = _period_name(moment.instant, bucket, zone)
    reach = {"HOUR": 4, "DAY": 110}.get(bucket, 96 * 367)
    instant = moment.instant // step * step
    if bucket in ("YEAR", "QUARTER", "MONTH", "WEEK"):
        # Days first, or it would take thousands of steps.
        while _period_name(instant - 86_400 * _SECOND, bucket, zone) == name:
            instant -= 86_400 * _SECOND
    for _ in range(reach):
        if _period_name(instant - step, bucket, zone) != name:
            break
        instant -= step
    return Moment(instant, 0)


def period_text(start: Moment, zone: str) -> str:
    local = _local(start.instant, zone)
    offset = local.utcoffset()
    assert offset is not None
    return str(Moment(start.instant, int(offset.total_seconds() // 60)))


def _period_name(instant: int, bucket: str, zone: str) -> Any:
    if instant < 0:
        return None
    local = _local(instant, zone)
    match bucket:
        case "YEAR":
            return local.year
        case "QUARTER":
            return local.year, (local.month + 2) // 3
        case "MONTH":
            return local.year, local.month
        case "WEEK":
            return local.isocalendar()[:2]
        case "DAY":
            return local.date()
        case _:
            return local.date(), local.hour, local.utcoffset()


def _local(instant: int, zone: str) -> datetime:
    days, rest = divmod(instant // _SECOND, 86_400)
    midnight = datetime.combine(date.fromordinal(days + 1), datetime.min.time(), UTC)
    return (midnight + timedelta(seconds=rest)).astimezone(ZoneInfo(zone))
