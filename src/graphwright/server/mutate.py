"""`/mutate`: sets data given as RDF or JSON, in one commit. It passes `@auth` rules, so it is administrative.

Deletes, upserts, conditions and transactions that stay open come with the rest of DQL.
"""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from graphwright.errors import NotSupportedYet, RequestError
from graphwright.lang.json_data import JsonQuads, json_set_quads
from graphwright.lang.rdf import parse_mutation_block
from graphwright.server.envelope import json_object, text_of
from graphwright.server.error_answers import JSON_MEDIA_TYPE, error_response
from graphwright.server.headers import collect
from graphwright.server.media_types import BodyKind, body_kind
from graphwright.server.options import Services
from graphwright.server.request_body import read_body

_blank_prefix: Final = "dg.0"
"""Starts the names of JSON's nodes that have no uid."""
_upsert: Final = re.compile(r"\s*(#[^\n]*\s*)*upsert\b")
_not_yet: Final = frozenset({"delete", "query", "cond", "mutations"})


async def mutate(services: Services, request: Request) -> Response:
    """POST of `{ set { … } }` or `{"set": …}`; errors have status 200 as in the reference."""
    if request.method != "POST":
        return error_response(RequestError(f"Invalid method {request.method}: POST to /mutate"), 400)
    _check_parameters(request)
    headers = collect(request.headers.raw)
    body = await read_body(request.receive, headers, services.options.body_bytes_max)
    quads = _quads(body_kind(headers.get(b"content-type")), body)
    answer = await services.database.execute_set(quads.quads, quads.lists)
    return Response(answer.body, media_type=JSON_MEDIA_TYPE, headers={"x-graphwright-position": str(answer.position)})


def _check_parameters(request: Request) -> None:
    parameters = dict(request.query_params)
    if parameters.pop("commitNow", "false").lower() not in {"true", "1", "t"}:
        raise NotSupportedYet("transactions that stay open are not supported yet; send ?commitNow=true")
    if parameters:
        raise NotSupportedYet(f"the parameter {min(parameters)} of /mutate is not supported yet")


def _quads(kind: BodyKind, body: bytes) -> JsonQuads:
    match kind:
        case BodyKind.RDF:
            return _of_rdf(text_of(body))
        case BodyKind.JSON:
            return _of_json(json_object(body))
        case _:
            raise RequestError("the Content-Type of a mutation must be application/rdf or application/json")


def _of_rdf(text: str) -> JsonQuads:
    if _upsert.match(text):
        raise NotSupportedYet("upsert blocks are not supported yet; send { set { … } }")
    block = parse_mutation_block(text)
    if block.deletes:
        raise NotSupportedYet("deletes in DQL are not supported yet; send { set { … } }")
    return JsonQuads(quads=block.sets, lists=frozenset())


def _of_json(document: dict[str, Any]) -> JsonQuads:
    if refused := [name for name in _not_yet & document.keys() if document[name]]:
        raise NotSupportedYet(f'the member {min(refused)} of a mutation is not supported yet; send {{"set": [ … ]}}')
    if unknown := document.keys() - _not_yet - {"set"}:
        raise RequestError(f'{min(unknown)} is not a member of a mutation; send {{"set": [ … ]}}')
    if document.get("set") is None:
        raise RequestError('the mutation does nothing; send {"set": [ … ]}')
    return json_set_quads(document["set"], blank_prefix=_blank_prefix)
