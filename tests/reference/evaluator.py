"""`ReferenceDatabase`: answers GraphQL requests over Python dictionaries, slowly and plainly.

In: SDL, then requests. Out: answers as a server would give them, `{"data": …, "errors": […]}`. Independent of
`src/graphwright`, so that a misunderstanding there is not repeated here. Not here: interfaces and unions
(`abstract.py` has them), introspection, subscriptions, limits (the README of this folder lists the semantics).
"""

import copy
from typing import Any

from .api import generate_api, named_type
from .coercion import Path, RequestError
from .document import Selected, prepare, sort_keys
from .filters import select
from .groups import Groups, add_groups
from .model import Field, ObjectType, read_schema
from .mutations import Change, FieldError, change
from .shapes import shown
from .store import Node, Store
from .trees import DEPTH, Element, add_trees, elements, identifying, tree_field
from .values import read_identifier

Answer = dict[str, Any]


class _NullViolation(Exception):
    """A non-null field has no value; caught at the nearest place that may be null."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.error = {"message": message, "path": list(path)}


class ReferenceDatabase:
    """A database with one schema and no data at first."""

    def __init__(self, sdl: str) -> None:
        self.schema = read_schema(sdl)
        self.api = generate_api(self.schema)
        add_groups(self.api, self.schema)
        add_trees(self.api, self.schema)
        self.store = Store(self.schema)

    def graphql(self, query: str, variables: dict[str, Any] | None = None, operation_name: str | None = None) -> Answer:
        """Answer one request. `errors` is there only when there are some; `data` only when something ran."""
        try:
            prepared = prepare(self.api, query, variables, operation_name)
            run = _Run(self)
            data = run.mutations(prepared.fields) if prepared.is_mutation else run.queries(prepared.fields)
        except RequestError as error:
            refusal: dict[str, Any] = {"message": error.message}
            return {"errors": [{**refusal, "path": list(error.path)} if error.path else refusal]}
        return {"data": data, "errors": run.errors} if run.errors else {"data": data}


class _Run:
    """One request on its way: reads and writes the store of the database and gathers errors."""

    def __init__(self, database: ReferenceDatabase) -> None:
        self.database = database
        self.schema = database.schema
        self.errors: list[dict[str, Any]] = []

    # ---- roots

    def queries(self, fields: tuple[Selected, ...]) -> Answer:
        data: Answer = {}
        for selected in fields:
            data[selected.response_name] = self._query(selected)
        return data

    def mutations(self, fields: tuple[Selected, ...]) -> Answer:
        """Each runs by itself, in order; after one that fails the later ones do not run and are not in data."""
        data: Answer = {}
        failed = False
        for selected in fields:
            if failed:
                message = f"Mutation {selected.response_name} was not executed because of a previous error."
                self.errors.append({"message": message})
                continue
            before = copy.deepcopy(self.database.store.nodes)
            try:
                data[selected.response_name] = self._mutation(selected)
            except (FieldError, RequestError) as error:
                self.database.store.nodes = before
                data[selected.response_name] = None
                self.errors.append({"message": error.message, "path": [selected.response_name]})
                failed = True
        return data

    def _query(self, selected: Selected) -> Any:
        if selected.field_name == "__typename":
            return "Query"
        operation = self.database.api.operations[selected.field_name]
        object_type = self.schema.types[operation.type_name]
        path: Path = (selected.response_name,)
        if operation.kind == "get":
            try:
                node = self._get(object_type, selected.arguments)
            except FieldError as error:
                self.errors.append({"message": error.message, "path": list(path)})
                return None
            if node is None or not self._survives(node, selected):
                return None
            return self._nullable_object(node, selected, path)
        nodes = self.database.store.of_type(object_type.name)
        if operation.kind == "aggregate":
            return self._aggregate(object_type, nodes, selected)
        if operation.kind == "groupBy":
            return Groups(self.database.store, object_type, selected).answer()
        return self._nodes(object_type, nodes, selected, path)

    def _get(self, object_type: ObjectType, arguments: dict[str, Any]) -> Node | None:
        nodes = self.database.store.of_type(object_type.name) if arguments else []
        for name, value in arguments.items():
            if value is None:
                raise FieldError(f"{name} cannot be null")
            if object_type.fields[name].kind == "id":
                try:
                    identifier = read_identifier(value)
                except ValueError as error:
                    raise FieldError(str(error)) from error
                nodes = [node for node in nodes if node.identifier == identifier]
            else:
                nodes = [node for node in nodes if node.values.get(name) == value]
        return nodes[0] if nodes else None

    def _mutation(self, selected: Selected) -> Any:
        if selected.field_name == "__typename":
            return "Mutation"
        operation = self.database.api.operations[selected.field_name]
        object_type = self.schema.types[operation.type_name]
        nodes = self.database.store.of_type(object_type.name)
        if operation.kind == "delete":
            doomed = select(self.database.store, object_type.name, selected.arguments["filter"], nodes)
            done = Change(nodes=doomed, count=len(doomed), message="Deleted" if doomed else "No nodes were deleted")
            answer = self._payload(object_type, done, selected)
            for node in doomed:
                self.database.store.delete(node)
            return answer
        done = change(self.database.store, operation.kind, object_type, selected.arguments)
        return self._payload(object_type, done, selected)

    def _payload(self, object_type: ObjectType, done: Change, selected: Selected) -> Answer:
        answer: Answer = {}
        for child in selected.children:
            if child.field_name == "__typename":
                verb = selected.field_name.removesuffix(object_type.name).capitalize()
                answer[child.response_name] = f"{verb}{object_type.name}Payload"
            elif child.field_name == "numUids":
                answer[child.response_name] = done.count
            elif child.field_name == "msg":
                answer[child.response_name] = done.message
            else:
                path: Path = (selected.response_name, child.response_name)
                answer[child.response_name] = self._nodes(object_type, done.nodes, child, path)
        return answer

    # ---- nodes

    def _nodes(self, object_type: ObjectType, nodes: list[Node], selected: Selected, path: Path) -> list[Answer | None]:
        """A list whose elements may be null."""
        page = self._page(object_type, nodes, selected)
        return [self._nullable_object(node, selected, (*path, index)) for index, node in enumerate(page)]

    def _page(self, object_type: ObjectType, nodes: list[Node], selected: Selected) -> list[Node]:
        """Filter, cascade, order, page. Missing values are last both ways and ties are by ascending id."""
        arguments = selected.arguments
        found = select(self.database.store, object_type.name, arguments.get("filter"), nodes)
        rows = sorted((node for node in found if self._survives(node, selected)), key=lambda node: node.identifier)
        for path, descending in reversed(sort_keys(arguments.get("order"))):
            keys = {node.identifier: self._sort_value(node, path) for node in rows}
            rows = _ordered(rows, keys, descending)
        return _cut(rows, arguments.get("first") or 0, max(arguments.get("offset") or 0, 0))

    def _sort_value(self, node: Node, path: tuple[str, ...]) -> Any:
        """What an order looks at: a value, of the node or of one that it leads to, or how many it leads to."""
        each = self.schema.field(node.type_name, path[0])
        if each.kind != "reference":
            return node.values.get(each.name)
        targets = self.database.store.targets(node, each)
        if each.is_list:
            return len(targets)
        return self._sort_value(targets[0], path[1:]) if targets else None

    def _survives(self, node: Node, selected: Selected) -> bool:
        """Whether a node has what a cascade asks for: of its own values, and of references what is left of them."""
        cascade = selected.cascade
        if cascade is None:
            return True
        fields = self.schema.types[node.type_name].fields
        for child in selected.children:
            each = fields.get(child.field_name)
            if each is None or each.kind == "id" or (cascade and f"{node.type_name}.{each.name}" not in cascade):
                continue
            if each.kind == "reference":
                if not self._page(self.schema.types[each.type_name], self.database.store.targets(node, each), child):
                    return False
            elif self.database.store.value(node, each) in (None, []):
                return False
        return True

    def _nullable_object(self, node: Node, selected: Selected, path: Path) -> Answer | None:
        try:
            return self._object(node, selected, path)
        except _NullViolation as violation:
            self.errors.append(violation.error)
            return None

    def _object(self, node: Node, selected: Selected, path: Path) -> Answer:
        answer: Answer = {}
        for child in selected.children:
            answer[child.response_name] = self._field(node, child, (*path, child.response_name))
        return answer

    def _field(self, node: Node, child: Selected, path: Path) -> Any:
        object_type = self.schema.types[node.type_name]
        if child.field_name == "__typename":
            return object_type.name
        each = object_type.fields.get(child.field_name)
        followed = None if each is not None else tree_field(object_type, child.field_name)
        if followed is not None:
            return self._tree(node, followed, child, path)
        if each is None:
            each = object_type.fields[child.field_name.removesuffix("Aggregate")]
            targets = self.database.store.targets(node, each)
            return self._aggregate(self.schema.types[each.type_name], targets, child)
        if each.kind == "reference":
            return self._reference(node, each, child, path)
        if each.kind == "id":
            return hex(node.identifier)
        value = self.database.store.value(node, each)
        if each.is_list:
            return [_printed(each, element) for element in value or []]
        if value is None and each.non_null:
            raise _NullViolation(f"{each.name} ({each.type_text}) has no value", path)
        if value is not None and each.kind == "shape":
            return shown(value, each.type_name, child)
        return None if value is None else _printed(each, value)

    def _reference(self, node: Node, each: Field, child: Selected, path: Path) -> Any:
        """Nulls move up to the nearest element, field or object that may be null; the first one ends the search."""
        targets = self._page(self.schema.types[each.type_name], self.database.store.targets(node, each), child)
        if each.is_list and not each.element_non_null:
            return [self._nullable_object(target, child, (*path, index)) for index, target in enumerate(targets)]
        try:
            if each.is_list:
                return [self._object(target, child, (*path, index)) for index, target in enumerate(targets)]
            if targets:
                return self._object(targets[0], child, path)
            if each.non_null:
                raise _NullViolation(f"{each.name} ({each.type_text}) has no value", path)
            return None
        except _NullViolation as violation:
            if each.non_null:
                raise
            self.errors.append(violation.error)
            return None

    # ---- trees

    def _tree(self, root: Node, each: Field, selected: Selected, path: Path) -> list[Answer]:
        object_type = self.schema.types[each.type_name]
        shown = [child for child in selected.children if child.field_name == "node"]

        def level(nodes: list[Node]) -> list[Node]:
            page = self._page(object_type, nodes, selected)
            return [node for node in page if all(self._survives(node, child) for child in shown)]

        depth = selected.arguments.get("depth")
        found = elements(self.database.store, each, root, DEPTH if depth is None else depth, level)
        return [self._element(item, selected, (*path, index)) for index, item in enumerate(found)]

    def _element(self, item: Element, selected: Selected, path: Path) -> Answer:
        answer: Answer = {}
        for child in selected.children:
            name = child.response_name
            if child.field_name == "__typename":
                outputs = self.database.api.outputs[item.parent.type_name]
                answer[name] = named_type(outputs[selected.field_name].type)
            elif child.field_name == "depth":
                answer[name] = item.depth
            elif child.field_name == "node":
                answer[name] = self._nullable_object(item.node, child, (*path, name))
            else:
                key = identifying(self.schema.types[item.parent.type_name])
                assert key is not None
                value = self.database.store.value(item.parent, key) if key.kind != "id" else hex(item.parent.identifier)
                answer[name] = None if value is None else _printed(key, value)
        return answer

    # ---- aggregates

    def _aggregate(self, object_type: ObjectType, nodes: list[Node], selected: Selected) -> Answer:
        rows = select(self.database.store, object_type.name, selected.arguments.get("filter"), nodes)
        answer: Answer = {}
        for child in selected.children:
            if child.field_name == "__typename":
                answer[child.response_name] = f"{object_type.name}AggregateResult"
            elif child.field_name == "count":
                answer[child.response_name] = len(rows)
            else:
                answer[child.response_name] = _aggregated(object_type, rows, child.field_name)
        return answer


def _ordered(nodes: list[Node], keys: dict[int, Any], descending: bool) -> list[Node]:
    """Sort by one key. Equal ones stay as they are, and nodes without a value come last, descending too."""
    with_value = [node for node in nodes if keys[node.identifier] is not None]
    without = [node for node in nodes if keys[node.identifier] is None]
    return sorted(with_value, key=lambda node: keys[node.identifier], reverse=descending) + without


def _cut(rows: list[Node], first: int, offset: int) -> list[Node]:
    """A page: 0 is no limit, a negative number means the last rows."""
    if first < 0:
        return rows[first:]
    return rows[offset : offset + first] if first else rows[offset:]


def _aggregated(object_type: ObjectType, nodes: list[Node], field_name: str) -> Any:
    each, function = object_type.fields[field_name[:-3]], field_name[-3:]
    values = [node.values[each.name] for node in nodes if each.name in node.values]
    if not values:
        return None
    if function == "Sum":
        return sum(values)
    if function == "Avg":
        return sum(values) / len(values)
    return _printed(each, min(values) if function == "Min" else max(values))


def _printed(each: Field, value: Any) -> Any:
    return str(value) if each.type_name == "DateTime" else value
