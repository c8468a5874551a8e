"""What follows from a schema text alone: the API that it declares, the generated schema, its rules.

An alter needs it when it checks the text, when it puts the catalog in force and when the indexes are ready; a process
that opens stores again and again with the same schema (the tests of a program that embeds us) needs it each time. So
the texts used last are kept with what follows from them. All of it is immutable.
In: a schema text. Out: `ApiSchema`, `Generated`. Does not know: stores, catalogs, requests.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from graphql import GraphQLSchema

from graphwright import limits
from graphwright.auth.rule_compiling import compile_rules
from graphwright.auth.rules import Rules
from graphwright.engine.field_rules import RuledType, ruled_types
from graphwright.model.api import ApiSchema
from graphwright.records import dataclass
from graphwright.schema.authorization import parse_authorization
from graphwright.schema.compile import compile_schema
from graphwright.schema.generate import generate_api
from graphwright.schema.service import add_service


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What is made of an API, for one manner of answering.

    Attributes:
        api: With the authorization settings of the store, where they are set apart from the schema.
        schema: The generated GraphQL schema; None for an API without operations, or no API.
        ruled: The types whose fields `@validate` compares.
        owning: The predicates whose targets are deleted with the node (`@cascadeDelete`), with the targets' type.
    """

    api: ApiSchema | None = None
    schema: GraphQLSchema | None = None
    rules: Rules = field(default_factory=Rules)
    ruled: tuple[RuledType, ...] = ()
    owning: Mapping[str, str] = field(default_factory=dict)


def read_api(text: str, *, is_strict: bool = False) -> ApiSchema:
    """As `compile_schema`; the texts used last are known.

    Raises:
        ParseError, ErrorList, LimitError: What is wrong, with positions.
    """
    known = _texts.find(text, is_strict=is_strict)
    if known is None:
        known = _texts.keep(text, is_strict=is_strict, api=compile_schema(text, is_strict=is_strict))
    return known


def generate(api: ApiSchema | None, authorization: str | None = None, *, is_strict: bool) -> Generated:
    """What is made of an API.

    Args:
        authorization: The settings of the store.

    Raises:
        ErrorList: A rule of `@auth` or `@permission` is not understood.
    """
    if api is None:
        return Generated()
    made = _texts.made_of(api)
    known = made.get((authorization, is_strict))
    if known is None:
        known = _generated(api, authorization, is_strict=is_strict)
        if len(made) >= _manners_max:
            made.clear()
        made[authorization, is_strict] = known
    return known


def _generated(api: ApiSchema, authorization: str | None, *, is_strict: bool) -> Generated:
    if authorization is not None:
        api = replace(api, authorization=parse_authorization(authorization))
    schema = generate_api(api, is_strict=is_strict) if api.has_operations else None
    add_service(schema, api)
    return Generated(
        api=api,
        schema=schema,
        rules=compile_rules(api, schema, is_strict=is_strict),
        ruled=ruled_types(api),
        owning={f.predicate: f.type_name for t in api.types.values() for f in t.fields.values() if f.cascades_delete},
    )


_Made = dict[tuple[str | None, bool], Generated]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's API, and what was made of it. It has the API, so that no other one gets its `id` meanwhile."""

    api: ApiSchema
    made: _Made = field(default_factory=dict)


class _Texts:
    """The texts used last, of `schema_texts_kept_bytes_max` together; the last one whatever its size."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: OrderedDict[tuple[str, bool], _Text] = OrderedDict()
        self._by_api: dict[int, _Text] = {}
        self._length = 0

    def find(self, text: str, *, is_strict: bool) -> ApiSchema | None:
        with self._lock:
            known = self._texts.get((text, is_strict))
            if known is None:
                return None
            self._texts.move_to_end((text, is_strict))
            return known.api

    def keep(self, text: str, *, is_strict: bool, api: ApiSchema) -> ApiSchema:
        """The API to go on with: of two threads that compiled one text at once, both have the same."""
        with self._lock:
            present = self._texts.setdefault((text, is_strict), _Text(api))
            if present.api is api:
                self._by_api[id(api)] = present
                self._length += len(text)
            while self._length > limits.schema_texts_kept_bytes_max and len(self._texts) > 1:
                (gone, _), old = self._texts.popitem(last=False)
                del self._by_api[id(old.api)]
                self._length -= len(gone)
            return present.api

    def made_of(self, api: ApiSchema) -> _Made:
        """Where to look for what was made of an API; nowhere that lasts for one whose text is not kept."""
        with self._lock:
            known = self._by_api.get(id(api))
            return {} if known is None else known.made


_manners_max: Final = 4
"""Strict or not, and settings for authorization: stores that one process has open differ little."""
_texts: Final = _Texts()
