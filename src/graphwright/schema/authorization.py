"""The comment line `# Dgraph.Authorization {…}` of a schema → `AuthSettings`.

In: declarations with their comments. Out: the settings of the first such line, or None.
Member names are read without regard to case, as the reference does. Does not know: tokens.
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from graphwright.errors import SchemaError
from graphwright.model.api import AuthSettings
from graphwright.schema.declarations import Declarations, Place
from graphwright.schema.findings import broken, not_yet, perhaps

_prefix: Final = "Dgraph.Authorization"
_members: Final = (
    "Algo",
    "Audience",
    "ClosedByDefault",
    "Header",
    "JWKUrl",
    "JWKUrls",
    "Namespace",
    "VerificationKey",
)
_algorithms: Final = ("HS256", "HS384", "HS512", "RS256", "RS384", "RS512")
_algorithms_yet: Final = ("HS256",)
_old_form: Final = re.compile(r'[^\s{]+\s+\S+\s+\S+\s+"[^"]*"')
_form: Final = '# Dgraph.Authorization {"VerificationKey":"…","Header":"…","Namespace":"…","Algo":"HS256"}'


def authorization_lines(schema: Declarations) -> list[tuple[str, Place]]:
    """The settings behind each `# Dgraph.Authorization`, with their places."""
    found = ((text.strip(), place) for text, place in schema.comments)
    return [(text.removeprefix(_prefix).strip(), place) for text, place in found if text.startswith(_prefix)]


def read_authorization(schema: Declarations) -> AuthSettings | None:
    """The authorization settings of a schema.

    Raises:
        SchemaError: The line does not follow its form.
        NotSupportedYet: The line uses JWK or another algorithm than HS256, or the old form.
    """
    lines = authorization_lines(schema)
    if not lines:
        return None
    text, place = lines[0]
    if _old_form.fullmatch(text):
        raise not_yet(place, "the form of Dgraph.Authorization without JSON")
    members = _read_members(text, place)
    if "JWKUrl" in members or "JWKUrls" in members:
        if "VerificationKey" in members:
            raise broken(place, "Dgraph.Authorization has both VerificationKey and JWKUrl; keep one")
        raise not_yet(place, "JWKUrl in Dgraph.Authorization")
    for name in ("Header", "Namespace", "VerificationKey", "Algo"):
        if not members.get(name):
            raise broken(place, f"Dgraph.Authorization needs {name}; write {_form}")
    if members["Algo"] not in _algorithms:
        raise broken(place, f"the algorithm {members['Algo']} is unknown; use one of {', '.join(_algorithms)}")
    if members["Algo"] not in _algorithms_yet:
        raise not_yet(place, f"the algorithm {members['Algo']}")
    return AuthSettings(
        verification_key=members["VerificationKey"],
        header=members["Header"],
        namespace=members["Namespace"],
        algorithm=members["Algo"],
        audience=tuple(members.get("Audience", ())),
        closed_by_default=members.get("ClosedByDefault", False),
    )


def _read_members(text: str, place: Place) -> dict[str, Any]:
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise broken(place, f"Dgraph.Authorization is not followed by a JSON object; write {_form}")
    spelled = {name.lower(): name for name in _members}
    members: dict[str, Any] = {}
    for key, value in given.items():
        name = spelled.get(key.lower())
        if name is None:
            raise broken(place, f"Dgraph.Authorization has no member {key}.{perhaps(key, _members)}")
        _check_value(name, value, place)
        members[name] = value
    return members


def _check_value(name: str, value: object, place: Place) -> None:
    match name:
        case "ClosedByDefault":
            is_right, wanted = isinstance(value, bool), "true or false"
        case "Audience" | "JWKUrls":
            is_right = isinstance(value, list) and all(isinstance(one, str) for one in value)
            wanted = "a list of strings"
        case _:
            is_right, wanted = isinstance(value, str), "a string"
    if not is_right:
        error: SchemaError = broken(place, f"{name} in Dgraph.Authorization takes {wanted}")
        raise error
