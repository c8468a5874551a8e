"""Which body a GraphQL request has and which answer it wants (GraphQL over HTTP, 4 to 6). Pure.

In: the `Content-Type` and `Accept` headers. Out: members of small closed sets.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import lru_cache
from typing import Final

from graphwright.server.content_encoding import quality

JSON: Final = b"application/json"
GRAPHQL_RESPONSE: Final = b"application/graphql-response+json; charset=utf-8"

_GRAPHQL_RESPONSE: Final = "application/graphql-response+json"
_JSON: Final = "application/json"
_ANY: Final = b"*/*"
_CACHED_HEADER_BYTES: Final = 200


class BodyKind(Enum):
    """What a request body holds."""

    JSON = "application/json"
    GRAPHQL = "application/graphql"
    DQL = "application/dql"
    RDF = "application/rdf"
    OTHER = "other"
    MALFORMED = "malformed"
    """No media type at all, or text that is none."""


class AnswerKind(StrEnum):
    """The media type of an answer. Only the second one has statuses other than 200 for refused requests."""

    JSON = "json"
    GRAPHQL_RESPONSE = "graphql-response"


_BODY_KINDS: Final = {
    "application/json": BodyKind.JSON,
    "application/graphql": BodyKind.GRAPHQL,
    "application/dql": BodyKind.DQL,
    "application/rdf": BodyKind.RDF,
    "application/graphql+-": BodyKind.DQL,  # its name before there was a GraphQL API; old clients send it
}


def body_kind(content_type: bytes | None) -> BodyKind:
    """The kind of a body, by its `Content-Type`; parameters such as charset do not count."""
    if content_type == JSON:
        return BodyKind.JSON
    return BodyKind.MALFORMED if content_type is None else _body_kind(content_type.decode("latin-1"))


def _body_kind(content_type: str) -> BodyKind:
    media_type, *parameters = (word.strip() for word in content_type.lower().split(";"))
    kind, slash, subtype = media_type.partition("/")
    is_well_formed = kind and slash and subtype and not any(char in subtype for char in "/ ,")
    if not is_well_formed or any("=" not in word or word.startswith("=") for word in parameters if word):
        return BodyKind.MALFORMED
    return _BODY_KINDS.get(media_type, BodyKind.OTHER)


def answer_kind(accept: bytes | None) -> AnswerKind:
    """The kind of answer, by `Accept`: plain JSON, as the reference, unless the newer type is asked for by name."""
    if accept is None or accept in (JSON, _ANY):
        return AnswerKind.JSON
    if len(accept) > _CACHED_HEADER_BYTES:
        return _answer_kind(accept)
    return _answer_kind_cached(accept)


def _answer_kind(accept: bytes) -> AnswerKind:
    weights: dict[str, float] = {}
    for part in accept.decode("latin-1").lower().split(","):
        media_type, *parameters = (word.strip() for word in part.split(";"))
        weights[media_type] = quality(parameters)
    newer = weights.get(_GRAPHQL_RESPONSE, 0.0)
    return AnswerKind.GRAPHQL_RESPONSE if newer > 0 and newer >= weights.get(_JSON, 0.0) else AnswerKind.JSON


_answer_kind_cached = lru_cache(maxsize=128)(_answer_kind)
