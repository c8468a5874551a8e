"""What the edge of the process must know of the current schema, worked out once per schema.

In: `Catalog.api`. Out: the reader of its tokens, the header they come in, the cross-origin answers.
Does not know: types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphwright.auth.identity import TokenReader, prepare
from graphwright.model.api import ApiSchema
from graphwright.records import dataclass
from graphwright.server.cross_origin import CrossOrigin, cross_origin

if TYPE_CHECKING:
    from graphwright.engine.database import Database


@dataclass(frozen=True, slots=True)
class SchemaView:
    """The edge's view of one schema.

    Attributes:
        token_header: Lower-case name of the header with the token; None where the schema names none.
        is_strict: Answers have the reference's headers only.
    """

    tokens: TokenReader
    token_header: bytes | None
    cross_origin: CrossOrigin
    is_strict: bool


class SchemaViews:
    """The view of the schema that is current now; made anew only when another one has come."""

    def __init__(self, database: Database, *, is_strict: bool = False) -> None:
        self._database = database
        self._is_strict = is_strict
        self._api: ApiSchema | None = None
        self._view = _view_of(None, is_strict=is_strict)

    def current(self) -> SchemaView:
        api = self._database.catalog.api
        if api is not self._api:
            self._view, self._api = _view_of(api, is_strict=self._is_strict), api
        return self._view


def _view_of(api: ApiSchema | None, *, is_strict: bool) -> SchemaView:
    is_strict = is_strict or (api is not None and api.is_strict)
    settings = api.authorization if api else None
    if settings:
        prepare()
    token_header = settings.header.lower().encode("latin-1", "replace") if settings else None
    return SchemaView(TokenReader(settings), token_header, cross_origin(api, is_strict=is_strict), is_strict)
