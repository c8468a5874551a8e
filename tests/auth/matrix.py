# ruff: noqa: E501 - a query stands on one line where it can
"""Schema, data and callers of the matrix rule × path, and the ways by which data leave (`test_matrix.py`).

Each rule is tested against a second store from which everything is deleted that the rule hides from the caller: what
the caller is answered must be what anybody is answered there. Does not know: how rules are carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import graphwright
from graphwright.model.caller import Caller, anonymous

_user: Final = "query($USER: String!)"
_owner: Final = _user + " {{ query{type}(filter: {{owner: {{eq: $USER}}}}) {{ key }} }}"
_two_hops: Final = _user + " { queryDoc { folder { team(filter: {lead: {eq: $USER}}) { name } } } }"
_permitted: Final = "query($node_key: String!, $user_id: String!) {{ SomeDocExists(filter: {{key: $node_key, {}}}) }}"
_admin: Final = '{rule: "{$ROLE: {eq: \\"ADMIN\\"}}"}'
_template: Final = """
interface Item %(item)s { id: ID! key: String! @id owner: String @search(by: [hash]) size: Int @search }
type Doc implements Item @key(fields: "key") %(doc)s {
  text: String @search(by: [term, regexp])
  made: DateTime
  place: Point @search
  meaning: [Float!] @embedding @search(by: ["hnsw(metric: euclidean)"])
  folder: Folder @hasInverse(field: docs)
  parent: Doc @hasInverse(field: children)
  children: [Doc]
  notes: [Note] @hasInverse(field: docs)
}
type Photo implements Item { width: Int }
type Label { word: String! @id }
union Thing = Doc | Photo | Label
type Team { name: String! @id lead: String @search(by: [hash]) }
type Folder { path: String! @id team: Team docs: [Doc] }
type Note { title: String! @id docs: [Doc] doc: Doc item: Item thing: Thing things: [Thing] items: [Item] mark: Int }
type Pin { name: String! @id doc: Doc! }
"""
_data: Final = """mutation {
  addTeam(input: [{name: "t1", lead: "ann"}, {name: "t2", lead: "bob"}]) { numUids }
  addFolder(input: [{path: "f1", team: {name: "t1"}}, {path: "f2", team: {name: "t2"}}]) { numUids }
  addDoc(input: [
    {key: "a1", owner: "ann", size: 1, text: "tea one", meaning: [0, 0], folder: {path: "f1"}, made: "2020-01-01"}
    {key: "b1", owner: "bob", size: 5, text: "tea two", meaning: [0, 1], folder: {path: "f2"}, parent: {key: "a1"}
      made: "2021-01-01"}
    {key: "a2", owner: "ann", size: 3, text: "tea six", meaning: [0, 2], folder: {path: "f1"}, parent: {key: "b1"}}
    {key: "b2", owner: "bob", size: 9, text: "milk", meaning: [9, 9], folder: {path: "f2"}, parent: {key: "a1"}}
    {key: "n1", size: 4, text: "tea", meaning: [0, 1.5]}
  ]) { numUids }
  addPhoto(input: [{key: "p1", owner: "ann", size: 2, width: 10}, {key: "p2", owner: "bob", size: 6}]) { numUids }
  addLabel(input: [{word: "red"}]) { numUids }
  addNote(input: [
    {title: "x", docs: [{key: "a1"}, {key: "b1"}], doc: {key: "b1"}, item: {key: "b1"} items: [{key: "p1"}, {key: "b1"}]
      thing: {docRef: {key: "b1"}}, things: [{docRef: {key: "b1"}}, {docRef: {key: "a1"}}, {labelRef: {word: "red"}}]}
    {title: "y", docs: [{key: "b2"}], doc: {key: "a1"}, thing: {photoRef: {key: "p2"}}}
    {title: "z", docs: [{key: "a1"}, {key: "a2"}, {key: "n1"}], doc: {key: "b2"}, thing: {docRef: {key: "a2"}}}
    {title: "w"}
  ]) { numUids }
  addPin(input: [{name: "on a", doc: {key: "a1"}}, {name: "on b", doc: {key: "b1"}}]) { numUids }
}"""

ann: Final = Caller(claims={"USER": "ann", "sub": "ann"})
bob: Final = Caller(claims={"USER": "bob", "sub": "bob"})
eve: Final = Caller(claims={"USER": "eve", "sub": "eve", "ROLE": "GUEST", "BLOCKED": "yes"})
admin: Final = Caller(claims={"ROLE": "ADMIN"})
every: Final = frozenset({"a1", "a2", "b1", "b2", "n1", "p1", "p2"})
_photos: Final = frozenset({"p1", "p2"})
of_ann: Final = frozenset({"a1", "a2"})
of_bob: Final = frozenset({"b1", "b2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A rule for all operations on documents, and what it leaves to whom.

    Attributes:
        permission: A permission query by which documents are read, updated and deleted; anybody may create them.
        sees: Callers and the keys of the documents and photos that they may see.
    """

    doc: str = ""
    item: str = ""
    permission: str = ""
    sees: tuple[tuple[Caller, frozenset[str]], ...]

    def schema(self, operations: str = "query") -> str:
        """The schema with the rule for these operations."""
        doc = f"{_auth(self.doc, operations)} {_permission(self.permission)}"
        return _template % {"doc": doc, "item": _auth(self.item, operations)}


def _auth(rule: str, operations: str) -> str:
    given = " ".join(f"{operation}: {rule}" for operation in operations.split())
    return f"@auth({given})" if rule else ""


def _permission(query: str) -> str:
    granted = f'@permission(on: [READ, UPDATE, DELETE], query: "{query}") @permission(on: [CREATE])'
    return granted if query else ""


def _query(text: str) -> str:
    return f'{{rule: "{text}"}}'


own_docs: Final = Ruling(
    doc=_query(_owner.format(type="Doc")),
    sees=((ann, of_ann | _photos), (bob, of_bob | _photos), (eve, _photos), (anonymous, _photos)),
)
rulings: Final[Mapping[str, Ruling]] = {
    "ownership": own_docs,
    "two hops": Ruling(doc=_query(_two_hops), sees=((ann, of_ann | _photos), (bob, of_bob | _photos), (eve, _photos))),
    "role": Ruling(doc=_admin, sees=((admin, every), (eve, _photos), (anonymous, _photos))),
    "role or owner": Ruling(
        doc=f"{{or: [{_admin}, {_query(_owner.format(type='Doc'))}]}}",
        sees=((admin, every), (ann, of_ann | _photos), (eve, _photos)),
    ),
    "not": Ruling(
        doc=f"{{not: {_query(_owner.format(type='Doc'))}}}",
        sees=((ann, every - of_ann), (eve, every), (anonymous, _photos)),
    ),
    "test in Python": Ruling(
        doc=_query('query { queryDoc(filter: {text: {regexp: \\"/^tea (one|s)/\\"}}) { key } }'),
        sees=((anonymous, of_ann | _photos),),
    ),
    "of an interface": Ruling(
        item=_query(_owner.format(type="Item")),
        sees=((ann, of_ann | {"p1"}), (eve, frozenset()), (anonymous, frozenset())),
    ),
    "of an interface and a type": Ruling(
        item=f"{{or: [{_admin}, {_query(_owner.format(type='Item'))}]}}",
        doc=_query('query { queryDoc(filter: {text: {anyofterms: \\"tea\\"}}) { key } }'),
        sees=((ann, of_ann | {"p1"}), (bob, frozenset({"b1", "p2"})), (admin, every - {"b2"}), (eve, frozenset())),
    ),
    "permission for owners": Ruling(
        permission=_permitted.format("owner: $user_id"),
        sees=((ann, of_ann | _photos), (bob, of_bob | _photos), (eve, _photos), (anonymous, _photos)),
    ),
    "permission over two hops": Ruling(
        permission=_permitted.format("folder: {team: {lead: $user_id}}"),
        sees=((ann, of_ann | _photos), (bob, of_bob | _photos), (eve, _photos)),
    ),
    "permission that asks something else too": Ruling(
        permission=_permitted.format("size_gt: 1}) SomeTeamExists(filter: {lead: $user_id"),
        sees=((ann, every - {"a1"}), (bob, every - {"a1"}), (eve, _photos), (anonymous, _photos)),
    ),
    "permission beside a rule": Ruling(
        permission=_permitted.format("owner_not: $user_id"),
        doc=_query('query { queryDoc(filter: {text: {anyofterms: \\"tea\\"}}) { key } }'),
        sees=((ann, _photos | {"b1", "n1"}), (bob, of_ann | _photos | {"n1"}), (anonymous, _photos)),
    ),
}

_all: Final = "key owner size text"
_of_thing: Final = "__typename ... on Doc { key } ... on Photo { key } ... on Label { word }"
reads: Final[Mapping[str, str]] = {
    "get": '{ a: getDoc(key: "a1") { key } b: getDoc(key: "b1") { key } c: getDoc(key: "none") { key } }',
    "get of an interface": '{ a: getItem(key: "a1") { key } b: getItem(key: "b1") { key } p: getItem(key: "p2") { key } }',
    "query": f"{{ queryDoc {{ id {_all} }} }}",
    "page": "{ queryDoc(order: {desc: size}, first: 2, offset: 1) { key } last: queryDoc(first: -2) { key } }",
    "filter": '{ queryDoc(filter: {or: [{size: {ge: 4}}, {text: {anyofterms: "six"}}, {not: {has: parent}}]}) { key } }',
    "nested field": "{ queryNote(order: {asc: title}) { title doc { key parent { key } } docs { key } } }",
    "nested page": "{ queryNote(order: {asc: title}) { docs(order: {desc: size}, first: 1) { key } } }",
    "nested required": "{ queryPin(order: {asc: name}) { name doc { key } } }",
    "nested twice": "{ queryFolder { path docs { key children { key notes { title docs { key } } } } } }",
    "cascade": "{ queryNote @cascade { title doc { key } } queryFolder @cascade { docs(filter: {size: {ge: 5}}) { key } } }",
    "filter by a related object": "{ queryNote(filter: {doc: {size: {ge: 0}}}) { title } "
    "not: queryNote(filter: {not: {doc: {size: {ge: 0}}}}) { title } }",
    "filter by related objects": "{ some: queryNote(filter: {docs: {some: {size: {ge: 5}}}}) { title } "
    "none: queryNote(filter: {docs: {none: {size: {ge: 5}}}}) { title } "
    "every: queryNote(filter: {docs: {every: {size: {lt: 5}}}}) { title } "
    "two: queryFolder(filter: {docs: {some: {parent: {size: {ge: 0}}}}}) { path } }",
    "filter by a number of related objects": "{ one: queryNote(filter: {docs: {count: {eq: 1}}}) { title } "
    "no: queryNote(filter: {docs: {count: {eq: 0}}}) { title } "
    "in: queryNote(filter: {docs: {count: {in: [2, 3]}}}) { title } }",
    "has": "{ a: queryNote(filter: {has: [doc]}) { title } b: queryNote(filter: {has: [docs, thing]}) { title } "
    "c: queryDoc(filter: {has: parent}) { key } d: queryNote(filter: {not: {has: item}}) { title } }",
    "order by a related object": "{ queryNote(order: {by: [{doc: {size: DESC}}, {title: ASC}]}) { title } "
    "up: queryDoc(order: {by: [{parent: {parent: {key: ASC}}}]}) { key } }",
    "order by a number of related objects": "{ queryNote(order: {by: [{docs: {count: DESC}}]}) { title } }",
    "aggregate of what is there": "{ aggregateDoc(filter: {size: {ge: 0}}) { count sizeMin sizeMax sizeSum sizeAvg keyMax } }",
    "nested aggregate": "{ queryNote { title docsAggregate { count sizeMax } } queryFolder { docsAggregate { count } } }",
    "aggregate of an interface": "{ aggregateItem { count sizeSum } }",
    "aggregate by a filter of related": "{ aggregateNote(filter: {docs: {some: {size: {ge: 5}}}}) { count } }",
    "groupBy": "{ groupByDoc(by: [{field: owner}]) { key { owner } count sizeMax } "
    "groupByDoc2: groupByDoc(by: [{field: parent}], having: {count: {ge: 1}}) { key { parent { key size } } count } }",
    "groupBy of something related": "{ a: groupByNote(by: [{field: doc}]) { key { doc { key } } count } "
    "b: groupByNote(by: [{doc: {field: size}}], order: [{key: {doc: {size: DESC}}}]) { key { doc { size } } count } "
    "c: groupByNote(by: [{doc: {field: parent}}]) { key { doc { parent { key } } } count } }",
    "groupBy of an interface": "{ groupByItem(by: [{field: owner}]) { key { owner } count } }",
    "connection": "{ queryDocConnection(order: {desc: size}, first: 2) { totalCount pageInfo { hasNextPage endCursor } "
    "edges { cursor node { key children { key } } } } }",
    "connection by related": "{ queryNoteConnection(order: {by: [{doc: {size: DESC}}]}, first: 2) { totalCount "
    "pageInfo { hasNextPage startCursor endCursor } edges { cursor node { title doc { key } } } } }",
    "connection backward": "{ queryItemConnection(last: 2) { totalCount pageInfo { hasPreviousPage } "
    "edges { node { key } } } }",
    "tree": "{ queryDoc(order: {asc: key}) { key childrenTree(depth: 5) { depth parentId node { key } } } }",
    "tree upwards": "{ queryNote(order: {asc: title}) { docs { key } doc { parentChain(depth: 5) { depth node { key size } } } } }",
    "interface": "{ queryItem(order: {asc: key}) { __typename key ... on Doc { text parent { key } } } "
    "queryNote(order: {asc: title}) { item { key } items { key } } }",
    "union": f"{{ queryNote(order: {{asc: title}}) {{ thing {{ {_of_thing} }} things {{ {_of_thing} }} }} }}",
    "union filtered": "{ queryNote { things(filter: {memberTypes: [Doc, Label], docFilter: {size: {ge: 0}}}) { "
    + _of_thing
    + " } } }",
    "similar to a node": '{ a: querySimilarDocById(key: "a1", by: meaning, topK: 2) { key vector_distance } '
    'b: querySimilarDocById(key: "b1", by: meaning, topK: 2) { key } '
    'c: querySimilarDocById(key: "none", by: meaning, topK: 2) { key } }',
    "similar to a vector": "{ querySimilarDocByEmbedding(by: meaning, topK: 2, vector: [0, 1]) { key } "
    "f: querySimilarDocByEmbedding(by: meaning, topK: 2, vector: [0, 1], filter: {size: {lt: 9}}) { key parent { key } } }",
    "_entities": '{ _entities(representations: [{__typename: "Doc", key: "b1"}, {__typename: "Doc", key: "none"}, '
    '{__typename: "Doc", key: "a1"}]) { ... on Doc { key text children { key } } } }',
}
"""By what they are: queries over every way to documents. Their answers depend on no node that is hidden."""

own_payloads: Final[Mapping[str, str]] = {
    "payload of an add": 'addFolder(input: {path: "new"}) { folder { path docs { key } } numUids }',
    "payload of an upsert": 'addFolder(upsert: true, input: [{path: "f1", team: {name: "t1"}}, {path: "f2"}]) { numUids '
    "folder { path docs(order: {asc: size}) { key parent { key } } docsAggregate { count } } }",
    "payload of an update": "updateNote(input: {filter: {has: title}, set: {mark: 1}}) { numUids "
    "note(order: {asc: title}) { title doc { key } docs { key } docsAggregate { count } things { __typename } } }",
    "update by a filter of related": "updateNote(input: {filter: {doc: {size: {ge: 5}}}, set: {mark: 2}}) { numUids }",
    "update": 'updateDoc(input: {filter: {size: {ge: 0}}, set: {made: "2022-01-01"}}) { numUids doc { key parent { key } } }',
    "update by has": 'updateDoc(input: {filter: {has: parent}, set: {made: "2022-01-01"}}) { numUids doc { key } }',
    "update of an interface": "updateItem(input: {filter: {size: {ge: 0}}, set: {size: 7}}) { numUids item { key } }",
    "delete by a filter of related": "deleteNote(filter: {docs: {some: {size: {ge: 5}}}}) { msg numUids note { title doc { key } } }",
    "delete": "deleteDoc(filter: {size: {ge: 0}}) { msg numUids doc { key children { key } } }",
    "delete of an interface": "deleteItem(filter: {size: {ge: 0}}) { msg numUids item { key } }",
}
"""Mutations that find nodes, with payloads that show some."""


def fill(database: graphwright.Database, schema: str) -> None:
    """The schema and the data."""
    database.alter(schema)
    made = database.graphql(_data)
    assert "errors" not in made, made


def without(database: graphwright.Database, keys: frozenset[str]) -> None:
    """Takes documents and photos away."""
    answer = database.graphql(
        "mutation($keys: [String]) { deleteItem(filter: {key: {in: $keys}}) { numUids } }", {"keys": sorted(keys)}
    )
    assert answer["data"]["deleteItem"]["numUids"] == len(keys)


def answers(database: graphwright.Database, queries: Mapping[str, str], caller: Caller) -> dict[str, Any]:
    """What a caller is answered, by the names of the queries."""
    return {name: database.graphql(query, caller=caller) for name, query in queries.items()}


_one: Final = {"numUids": 1}
writes: Final[Mapping[str, tuple[str, Any, Any]]] = {
    "add": (
        'addDoc(input: {key: "x", owner: "ann"}) { numUids doc { key } }',
        {"numUids": 1, "doc": [{"key": "x"}]},
        None,
    ),
    "add below": (
        'addFolder(input: {path: "n", docs: [{key: "x", owner: "ann"}]}) { numUids folder { docs { key } } }',
        {"numUids": 2, "folder": [{"docs": [{"key": "x"}]}]},
        None,
    ),
    "add far below": (
        'addNote(input: {title: "n", docs: [{key: "x", owner: "ann", folder: {path: "n", docs: [{key: "y", owner: "ann"}]}}]}) { numUids }',
        {"numUids": 4},
        None,
    ),
    "add to a union": (
        'addNote(input: {title: "n", thing: {docRef: {key: "x", owner: "ann"}}}) { numUids }',
        {"numUids": 2},
        None,
    ),
    "add by an update": (
        'updateFolder(input: {filter: {path: {eq: "f1"}}, set: {docs: [{key: "x", owner: "ann"}]}}) { numUids }',
        _one,
        None,
    ),
    "add by a replacement": (
        'updateFolder(input: {filter: {path: {eq: "f1"}}, replace: {docs: [{key: "x", owner: "ann"}]}}) { numUids folder { docs { key } } }',
        {"numUids": 1, "folder": [{"docs": [{"key": "x"}]}]},
        None,
    ),
    "add by an update of what is linked": (
        'updateNote(input: {filter: {title: {eq: "z"}}, update: {docs: [{key: "a1", set: {children: [{key: "x", owner: "ann"}]}}]}}) { numUids }',
        _one,
        None,
    ),
    "update of what is linked": (
        'updateNote(input: {filter: {title: {eq: "z"}}, update: {docs: [{key: "a1", set: {size: 0}}]}}) { numUids }',
        _one,
        None,
    ),
    "update of the one that is linked": (
        'updateNote(input: {filter: {title: {eq: "y"}}, update: {doc: {set: {size: 0}}}}) { numUids }',
        _one,
        None,
    ),
    "link through an inverse": ('addNote(input: {title: "n", docs: [{key: "a1"}]}) { numUids }', _one, None),
    "link through an inverse by an update": (
        'updateNote(input: {filter: {title: {eq: "w"}}, set: {docs: [{key: "a1"}]}}) { numUids }',
        _one,
        None,
    ),
    "link through an inverse by a replacement": (
        'updateNote(input: {filter: {title: {eq: "w"}}, replace: {docs: [{key: "a1"}]}}) { numUids }',
        _one,
        None,
    ),
    "link through an inverse by an upsert": (
        'addFolder(upsert: true, input: {path: "f2", docs: [{key: "a1"}]}) { numUids }',
        {"numUids": 0},
        None,
    ),
    "unlink through an inverse": (
        'updateNote(input: {filter: {title: {eq: "z"}}, remove: {docs: [{key: "a1"}]}}) { numUids }',
        _one,
        None,
    ),
    "unlink by a replacement": (
        'updateFolder(input: {filter: {path: {eq: "f1"}}, replace: {docs: []}}) { numUids }',
        _one,
        None,
    ),
    "unlink all": ('updateFolder(input: {filter: {path: {eq: "f1"}}, remove: {docs: null}}) { numUids }', _one, None),
    "update": (
        'updateDoc(input: {filter: {key: {in: ["a1", "b1"]}}, set: {size: 0}}) { numUids doc { key } }',
        {"numUids": 1, "doc": [{"key": "a1"}]},
        {"numUids": 0, "doc": []},
    ),
    "upsert": (
        'addDoc(upsert: true, input: {key: "a1", size: 0}) { numUids doc { key size } }',
        {"numUids": 0, "doc": [{"key": "a1", "size": 0}]},
        {"numUids": 0, "doc": []},
    ),
    "delete": (
        'deleteDoc(filter: {key: {in: ["a1", "b1"]}}) { msg numUids doc { key } }',
        {"msg": "Deleted", "numUids": 1, "doc": [{"key": "a1"}]},
        {"msg": "No nodes were deleted", "numUids": 0, "doc": []},
    ),
}
"""By what they are: mutations, what ann is answered, and what eve is; None: that the rules do not allow it."""
giving_away: Final = (
    'updateDoc(input: {filter: {key: {eq: "a1"}}, set: {owner: "bob"}}) { numUids }',
    'updateDoc(input: {filter: {key: {eq: "a1"}}, remove: {owner: null}}) { numUids }',
    'addDoc(upsert: true, input: {key: "a1", owner: "bob"}) { numUids }',
    'updateNote(input: {filter: {title: {eq: "y"}}, update: {doc: {set: {owner: "bob"}}}}) { numUids }',
)
"""Updates of what is ann's after which it would not be."""
taken: Final = (
    'addDoc(input: {key: "a1", owner: "bob"}) { numUids }',
    'addNote(input: {title: "n", doc: {key: "b1", owner: "bob"}, thing: {docRef: {key: "x", owner: "ann"}}}) { numUids }',
    'updateDoc(input: {filter: {key: {eq: "b1"}}, set: {key: "a1"}}) { numUids }',
    'updateNote(input: {filter: {title: {eq: "z"}}, update: {docs: [{key: "a1", set: {size: 1}}]}}) { numUids }',
    'updateNote(input: {filter: {title: {eq: "z"}}, update: {docs: [{key: "none", set: {size: 1}}]}}) { numUids }',
    'updateNote(input: {filter: {title: {eq: "w"}}, update: {doc: {set: {size: 1}}}}) { numUids }',
)
"""What bob is refused in the same words, whether a rule forbids it or a node is hidden or not there."""

_some_uids: Final = ", ".join(map(hex, range(1, 100)))
visits: Final[Mapping[str, str]] = {
    "type": "{ q(func: type(Doc)) { Doc.text Item.key uid } }",
    "has": "{ q(func: has(Item.key)) { Item.key Item.size dgraph.type } }",
    "has an edge": "{ q(func: has(Note.doc)) { Note.title } }",
    "has an edge of its own": "{ q(func: has(Doc.parent)) { Item.key } }",
    "eq": '{ q(func: eq(Item.key, ["a1", "b1", "p2"])) { Item.key Doc.folder { Folder.path Folder.docs { Item.key } } } }',
    "edges": "{ q(func: type(Note)) { Note.title Note.doc { Item.key Doc.children { Item.key Doc.parent { Item.key } } } "
    "Note.things { Item.key Label.word } Note.docs(orderdesc: Item.size, first: 1) { Item.key } } }",
    "filter": "{ q(func: type(Note)) @filter(has(Note.doc) AND NOT has(Note.item)) { Note.title } }",
    "filter below": "{ q(func: type(Note)) { Note.title Note.docs @filter(has(Doc.parent) OR ge(Item.size, 4)) { Item.key } } }",
    "order": "{ q(func: type(Doc), orderdesc: Item.size, first: 2, offset: 1) { Item.key } }",
    "count": "{ q(func: type(Doc)) { count(uid) } }",
    "count of edges": "{ q(func: type(Note)) { Note.title count(Note.docs) count(Note.things @filter(has(Item.key))) } }",
    "count of what has an edge": "{ q(func: has(Note.doc)) { count(uid) } }",
    "after": "{ q(func: has(Item.key), after: 0x8) { Item.key } }",
    "words": '{ q(func: anyofterms(Doc.text, "tea two")) { Item.key } }',
    "expression": "{ q(func: regexp(Doc.text, /tea [ts]/)) @filter(NOT regexp(Doc.text, /one/)) { Item.key } }",
    "nearest": '{ q(func: similar_to(Doc.meaning, 2, "[0, 0]")) { Item.key } }',
    "nearest in a filter": '{ q(func: type(Doc)) @filter(similar_to(Doc.meaning, 1, "[0, 1.4]")) { Item.key } }',
    "number of edges": "{ q(func: type(Note)) @filter(ge(count(Note.docs), 2) OR eq(count(Note.things), 1)) { Note.title } }",
    "edges to some": f"{{ q(func: type(Note)) @filter(uid_in(Note.docs, [{_some_uids}])) {{ Note.title }} }}",
    "drawn": "{ q(func: type(Doc), random: 1000) { Item.key count(dgraph.type) } }",
    "types": '{ q(func: eq(dgraph.type, ["Doc", "Photo"])) { Item.key } }',
    "variable": "{ d as var(func: type(Doc)) q(func: uid(d)) { Item.key } }",
    "variable of some uids": f"{{ d as var(func: uid({_some_uids})) @filter(has(Item.key)) q(func: uid(d)) {{ count(uid) Item.key }} }}",
    "variable of an edge": "{ var(func: type(Note)) { d as Note.docs n as count(Note.docs) } q(func: uid(d, n)) { Item.key Note.title val(n) } }",
    "variable in a filter": "{ d as var(func: has(Doc.parent)) q(func: type(Note)) { Note.title Note.docs @filter(NOT uid(d)) { Item.key } } }",
    "variable of a page": "{ d as var(func: type(Doc), first: -2) e as var(func: type(Doc), orderdesc: Item.size, first: 2) q(func: uid(d, e)) { Item.key } }",
    "variables of pages below": "{ var(func: type(Note)) { d as Note.docs(first: 1, orderdesc: Item.size) } q(func: uid(d)) { Item.key } }",
    "value variable": "{ var(func: type(Doc)) { s as Item.size } q(func: uid(s), orderdesc: val(s), first: 2) { Item.key val(s) } }",
    "value variable of another block": "{ var(func: type(Doc)) { s as Item.size } q(func: type(Note)) { Note.docs @filter(ge(val(s), 3)) { Item.key val(s) } } }",
    "value variable compared": "{ var(func: type(Doc)) { s as Item.size } q(func: has(Note.title)) { Note.docs @filter(ge(Item.size, val(s))) { Item.key } } }",
    "sums on the way": "{ var(func: type(Folder)) { n as math(1) Folder.docs { m as math(n) Doc.children { o as math(m) } } } q(func: uid(m, o)) { Item.key val(m) val(o) } }",
    "math": "{ var(func: type(Doc)) { s as Item.size c as count(Doc.children) m as math(s * 10 + c) } q(func: uid(m)) { Item.key val(m) } }",
    "total": "{ var(func: type(Doc)) { s as Item.size } q() { sum(val(s)) min(val(s)) max(val(s)) avg(val(s)) } }",
    "total below": "{ q(func: type(Note)) { Note.title Note.docs { s as Item.size } sum(val(s)) max(val(s)) } }",
    "total of an edge": "{ var(func: type(Note)) { Note.docs { s as Item.size } t as sum(val(s)) } q(func: uid(t), orderasc: val(t)) { Note.title val(t) } }",
    "groups": "{ q(func: type(Doc)) @groupby(Item.owner) { count(uid) max(Item.size) sum(Item.size) } }",
    "groups by an edge": "{ q(func: type(Note)) @groupby(Note.doc) { count(uid) } }",
    "groups by a list of edges": "{ q(func: type(Note)) @groupby(Note.docs, dgraph.type) { count(uid) min(Note.mark) } }",
    "groups by an inverse": "{ q(func: type(Doc)) @groupby(Doc.children) { count(uid) } }",
    "groups below": "{ q(func: type(Folder)) { Folder.path Folder.docs @groupby(Item.owner) { count(uid) } } }",
    "groups by an edge below": "{ q(func: type(Folder)) { Folder.docs @groupby(Doc.parent) { count(uid) } } }",
    "variable of groups": "{ var(func: type(Note)) @groupby(Note.doc) { c as count(uid) } q(func: uid(c)) { Item.key val(c) } }",
    "expansion": "{ q(func: type(Note)) { expand(_all_) { expand(_all_) } } }",
    "expansion of types": "{ q(func: has(Item.key)) { expand(Doc, Photo) { Item.key } } }",
    "cascade": "{ q(func: type(Note)) @cascade { Note.title Note.docs { Item.key Doc.parent { Item.key } } } }",
    "cascade by names": "{ d as var(func: type(Note)) @cascade(Note.doc) { Note.title Note.doc { Item.key } } q(func: uid(d)) { Note.title } }",
    "flat": "{ q(func: type(Note)) @normalize { t: Note.title Note.docs { k: Item.key Doc.parent { p: Item.key } } } }",
    "count of nodes below": "{ q(func: type(Note)) { Note.title Note.docs { count(uid) Item.key } } }",
    "no way back": "{ q(func: type(Doc)) @ignorereflex { Item.key Doc.children { Item.key Doc.parent { Item.key } } } }",
}
"""DQL, in which every node on the way counts. The block q counts."""
