"""The recorded store of `../shared/conformance/dql`, as far as this version can hold it.

Its schema is written in GraphQL and its data go in as one change set, as DQL's own alter and mutate come
later. Reverse edges (`~genre`) are inverse fields here, under the names of `reverse_names`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

import graphwright
from graphwright.lang.quads import Literal, NodeReference
from graphwright.lang.rdf import parse_quads
from graphwright.model.catalog import Catalog
from graphwright.model.changes import ChangeSet
from graphwright.model.values import ValueKind, coerce_value
from graphwright.storage.writing.apply import apply_changes
from graphwright.storage.writing.session import Session

CORPUS: Final = Path(__file__).parents[2] / ".." / "shared" / "conformance" / "dql"

reverse_names: Final = {
    "~friend": "rev.friend",
    "~mentor": "rev.mentor",
    "~directed": "rev.directed",
    "~acted_in": "rev.acted_in",
    "~genre": "rev.genre",
    "~studio": "rev.studio",
    "~part_of": "rev.part_of",
    "~road": "rev.road",
    "~child": "rev.child",
}

SCHEMA: Final = """
type Person {
  name: String @dgraph(pred: "name") @search(by: [exact, term])
  nameFr: String @dgraph(pred: "name@fr")
  alias: [String] @dgraph(pred: "alias") @search(by: [exact, term])
  bio: String @dgraph(pred: "bio")
  bioEn: String @dgraph(pred: "bio@en")
  age: Int @dgraph(pred: "age") @search
  height: Float @dgraph(pred: "height") @search
  active: Boolean @dgraph(pred: "active") @search
  born: DateTime @dgraph(pred: "born") @search(by: [year])
  joined: DateTime @dgraph(pred: "joined") @search(by: [month])
  email: String @dgraph(pred: "email") @search(by: [hash])
  friend: [Person] @dgraph(pred: "friend") @hasInverse(field: friendOf)
  friendOf: [Person] @dgraph(pred: "rev.friend")
  mentor: Person @dgraph(pred: "mentor") @hasInverse(field: mentorOf)
  mentorOf: [Person] @dgraph(pred: "rev.mentor")
  directed: [Film] @dgraph(pred: "directed") @hasInverse(field: directedBy)
  acted: [Film] @dgraph(pred: "acted_in") @hasInverse(field: cast)
  home: Place @dgraph(pred: "home")
}
type Director {
  name: String @dgraph(pred: "name")
}
type Film {
  title: String @dgraph(pred: "title") @search(by: [exact, term])
  titleFr: String @dgraph(pred: "title@fr")
  tagline: String @dgraph(pred: "tagline")
  released: DateTime @dgraph(pred: "released") @search(by: [day])
  premiere: DateTime @dgraph(pred: "premiere") @search(by: [hour])
  budget: Int @dgraph(pred: "budget") @search
  runtime: Int @dgraph(pred: "runtime")
  rating: Float @dgraph(pred: "rating") @search
  genre: [Genre] @dgraph(pred: "genre") @hasInverse(field: films)
  studio: Studio @dgraph(pred: "studio") @hasInverse(field: films)
  directedBy: [Person] @dgraph(pred: "rev.directed")
  cast: [Person] @dgraph(pred: "rev.acted_in")
}
type Genre {
  name: String @dgraph(pred: "name")
  films: [Film] @dgraph(pred: "rev.genre")
}
type Studio {
  name: String @dgraph(pred: "name")
  home: Place @dgraph(pred: "home")
  films: [Film] @dgraph(pred: "rev.studio")
}
type Place {
  name: String @dgraph(pred: "name")
  partOf: Place @dgraph(pred: "part_of") @hasInverse(field: parts)
  parts: [Place] @dgraph(pred: "rev.part_of")
}
type Station {
  name: String @dgraph(pred: "name")
  road: [Station] @dgraph(pred: "road") @hasInverse(field: roadOf)
  roadOf: [Station] @dgraph(pred: "rev.road")
}
type Topic {
  name: String @dgraph(pred: "name")
  child: [Topic] @dgraph(pred: "child") @hasInverse(field: childOf)
  childOf: [Topic] @dgraph(pred: "rev.child")
}
type Specimen {
  name: String @dgraph(pred: "name")
  remark: String @dgraph(pred: "remark")
  plain: String @dgraph(pred: "plain")
  label: String @dgraph(pred: "label")
  labelFr: String @dgraph(pred: "label@fr")
  phrase: String @dgraph(pred: "phrase")
  serial: String @dgraph(pred: "serial") @search(by: [hash])
  code: String @dgraph(pred: "code") @search(by: [hash])
  ratio: Float @dgraph(pred: "ratio")
  flag: Boolean @dgraph(pred: "flag")
  moment: DateTime @dgraph(pred: "moment")
  marks: [Int64] @dgraph(pred: "marks") @search
  readings: [Float] @dgraph(pred: "readings") @search
  stamps: [DateTime] @dgraph(pred: "stamps") @search(by: [hour])
}
type Account {
  email: String @dgraph(pred: "email")
  handle: String @dgraph(pred: "handle") @search(by: [exact])
}
"""


def open_store() -> graphwright.Database:
    """A store in memory with the recorded data, but for kinds that this version has not."""
    database = graphwright.open(":memory:")
    database.alter(SCHEMA)
    loaded = database.newest()
    changes = _read_changes(loaded.catalog, (CORPUS / "data.rdf").read_text(encoding="utf-8"))
    database.submit(lambda connection, _: apply_changes(Session(loaded.statements, connection), changes)).result()
    return database


def _read_changes(catalog: Catalog, rdf: str) -> ChangeSet:
    changes = ChangeSet(fresh=range(1, 0x2000))
    for quad in parse_quads(rdf):
        assert isinstance(quad.subject, NodeReference)
        uid, name = int(quad.subject.name, 16), str(quad.predicate)
        match quad.object:
            case Literal(text=text) if name == "dgraph.type":
                if text in catalog.node_types:
                    changes.types.append((uid, text))
            case Literal(text=text) if name in catalog.predicates:
                if quad.language:
                    changes.tagged.setdefault(name, []).append((uid, quad.language, text))
                else:
                    kind = catalog.predicates[name].kind
                    changes.set_values.setdefault(name, []).append((uid, coerce_value(kind, text)))
            case NodeReference(name=target) if name in catalog.predicates:
                assert catalog.predicates[name].kind is ValueKind.UID
                changes.set_edges.setdefault(name, []).append((uid, int(target, 16)))
    return changes


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every recorded query, under its file's name, in the names of our store."""
    for file in sorted((CORPUS / "queries").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            yield (
                file.stem,
                {key: _renamed(value) if key in ("query", "expect") else value for key, value in case.items()},
            )


def _renamed(text: str) -> str:
    return _reverse.sub(lambda match: reverse_names.get(match.group(), match.group()), text)


_reverse: Final = re.compile(r"~\w+")


def is_same(want: Any, got: Any, *, in_order: bool) -> bool:
    """Whether an answer is the recorded one, by the rules of the corpus' README."""
    match want, got:
        case bool(), _:
            return want is got
        case (int() | float(), int() | float()) if not isinstance(got, bool):
            is_exact = isinstance(want, int) and isinstance(got, int)
            return want == got if is_exact else math.isclose(want, got, rel_tol=1e-6, abs_tol=1e-9)
        case dict(), dict():
            return want.keys() == got.keys() and all(is_same(want[k], got[k], in_order=in_order) for k in want)
        case list(), list() if in_order:
            return len(want) == len(got) and all(is_same(w, g, in_order=True) for w, g in zip(want, got, strict=True))
        case list(), list():
            return len(want) == len(got) and _is_same_bag(want, got)
        case _:
            return bool(want == got)


def _is_same_bag(want: list[Any], got: list[Any]) -> bool:
    left = list(got)
    for value in want:
        found = next((place for place, other in enumerate(left) if is_same(value, other, in_order=False)), None)
        if found is None:
            return False
        del left[found]
    return True
