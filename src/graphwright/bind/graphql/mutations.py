"""Root fields of Mutation → IR. Does not know: how inputs become changes (`changes.py`)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from graphwright.bind.graphql.cascades import bind_cascade
from graphwright.bind.graphql.filters import bind_filter
from graphwright.bind.graphql.remote import refuse_remote
from graphwright.bind.graphql.selections import Selecting, position_of
from graphwright.bind.graphql.trees import Fields, Tree, null
from graphwright.ir.mutations import (
    AddNodes,
    DeleteNodes,
    Mutation,
    PayloadItem,
    PayloadNumber,
    PayloadText,
    UpdateNodes,
)
from graphwright.ir.nodes import OfType, Param, Select, TypeName, Uid, affected_slot
from graphwright.model.api import ApiType
from graphwright.schema.bindings import (
    AddRoot,
    DeleteRoot,
    PayloadMessage,
    PayloadNodes,
    PayloadNumUids,
    RemoteValue,
    UpdateRoot,
)

affected: Final = Param(slot=affected_slot, convert=lambda value: value, label="affected uids")


def bind_mutation(
    selecting: Selecting, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]
) -> Mutation | TypeName:
    """A field of Mutation."""
    name = nodes[0].name.value
    if name == "__typename":
        return selecting.type_name(parent.name, key)
    definition = parent.fields[name]
    arguments = selecting.arguments(definition, nodes[0])
    is_remote = isinstance(definition.extensions["binding"], RemoteValue)
    payload = () if is_remote else _bind_payload(selecting, definition, nodes)
    source = selecting.binding.source
    match definition.extensions["binding"]:
        case AddRoot(type_name=type_name):
            return AddNodes(
                key=key,
                api_type=type_name,
                input=source(arguments.get("input", null)),
                upsert=source(arguments.get("upsert", null)),
                payload=payload,
            )
        case UpdateRoot(type_name=type_name):
            patch = arguments["input"]
            assert isinstance(patch, Fields), "the input of an update is an object"
            return UpdateNodes(
                key=key,
                api_type=type_name,
                select=_targets(selecting, type_name, "update", patch.members.get("filter", null)),
                set=source(patch.members.get("set", null)),
                remove=source(patch.members.get("remove", null)),
                update=source(patch.members.get("update", null)),
                replace=source(patch.members.get("replace", null)),
                payload=payload,
            )
        case DeleteRoot(type_name=type_name):
            select = _targets(selecting, type_name, "delete", arguments.get("filter", null))
            return DeleteNodes(key=key, api_type=type_name, select=select, payload=payload)
        case RemoteValue(field=remote):
            raise refuse_remote(parent.name, remote, **position_of(nodes[0]))
    raise AssertionError(f"Mutation.{name} has no binding")


def _targets(selecting: Selecting, type_name: str, operation: str, tree: Tree) -> Select:
    """The nodes that an update or delete is about."""
    api_type: ApiType = selecting.api.types[type_name]
    return Select(
        source=OfType(node_type=api_type.node_type),
        api_type=type_name,
        condition=bind_filter(selecting.binding, api_type, tree),
        output=(Uid(key="uid"),),
        operation=operation,
    )


def _bind_payload(selecting: Selecting, definition: GraphQLField, nodes: list[FieldNode]) -> tuple[PayloadItem, ...]:
    payload = get_named_type(definition.type)
    assert isinstance(payload, GraphQLObjectType)
    sets = [node.selection_set for node in nodes if node.selection_set is not None]
    items: list[PayloadItem] = []
    cascade = bind_cascade(selecting.binding, payload, nodes)
    for key, fields in selecting.collect(payload, sets).items():
        name = fields[0].name.value
        if name == "__typename":
            items.append(selecting.type_name(payload.name, key))
            continue
        field = payload.fields[name]
        match field.extensions["binding"]:
            case PayloadNodes(type_name=type_name):
                found = selecting.payload_nodes(key, type_name, affected, field, fields)
                if cascade is not None and found.select.cascade is None:
                    # On the mutation it is one of everything below, whatever it names, as in the reference.
                    found = replace(found, select=replace(found.select, cascade=()))
                items.append(found)
            case PayloadNumUids():
                items.append(PayloadNumber(key=key))
            case PayloadMessage():
                items.append(PayloadText(key=key))
            case other:
                raise AssertionError(f"{payload.name}.{name} has the binding {other}")
    return tuple(items)
