"""The comment line `# Dgraph.Authorization {…}` of a schema → `AuthSettings`.

In: declarations with their comments. Out: the settings of the first such line, or None.
Member names are read without regard to case, as the reference does. Does not know: tokens.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

import orjson

from graphwright import limits
from graphwright.config import MASK
from graphwright.errors import SchemaError
from graphwright.model.api import AuthSettings
from graphwright.schema.declarations import Declarations, Place
from graphwright.schema.findings import broken, perhaps

_prefix: Final = "Dgraph.Authorization"
_members: Final = (
    "Algo",
    "Audience",
    "ClosedByDefault",
    "DenyByDefault",
    "Header",
    "Issuer",
    "JWKUrl",
    "JWKUrls",
    "Leeway",
    "Namespace",
    "UserClaim",
    "VerificationKey",
)
own_members: Final = ("DenyByDefault", "Issuer", "Leeway", "UserClaim")
"""What the reference does not have."""
_algorithms: Final = (
    *(f"{kind}{bits}" for kind in ("HS", "RS", "PS", "ES") for bits in (256, 384, 512)),
    "EdDSA",
)
_old_form: Final = re.compile(r'([^\s{\[]+)\s+(\S+)\s+(\S+)\s+"([^"]*)"')
_form: Final = '# Dgraph.Authorization {"VerificationKey":"…","Header":"…","Namespace":"…","Algo":"HS256"}'


def authorization_lines(schema: Declarations) -> list[tuple[str, Place]]:
    """The settings behind each `# Dgraph.Authorization`, with their places."""
    found = ((text.strip(), place) for text, place in schema.comments)
    return [(text.removeprefix(_prefix).strip(), place) for text, place in found if text.startswith(_prefix)]


def read_authorization(schema: Declarations) -> AuthSettings | None:
    """The authorization settings of a schema.

    Raises:
        SchemaError: The line does not follow its form.
    """
    lines = authorization_lines(schema)
    if not lines:
        return None
    return _read(*lines[0])


def parse_authorization(text: str) -> AuthSettings:
    """The settings where they stand apart from a schema: as behind `# Dgraph.Authorization`, or with it.

    Raises:
        SchemaError: They do not follow the form.
    """
    return _read(_bare(text), Place(1, 1))


def masked_authorization(text: str) -> list[dict[str, Any]]:
    """The settings apart from a schema for people to see: their members for each issuer, without the keys.

    Raises:
        SchemaError: They do not follow the form.
    """
    return [
        {name: MASK if name == "VerificationKey" else value for name, value in members.items()}
        for members in _given(_bare(text), Place(1, 1))
    ]


def _bare(text: str) -> str:
    return text.strip().removeprefix("#").strip().removeprefix(_prefix).strip()


def _given(text: str, place: Place) -> list[dict[str, Any]]:
    """The members of each issuer, as they were given."""
    if old := _old_form.fullmatch(text):
        header, namespace, algorithm, key = old.groups()
        secret = key.replace("\\n", "\n")
        return [{"Header": header, "Namespace": namespace, "Algo": algorithm, "VerificationKey": secret}]
    return [_read_members(one, place) for one in _read_json(text, place)]


def _read(text: str, place: Place) -> AuthSettings:
    given = _given(text, place)
    settings = [_settings(members, place) for members in given]
    if len({one.header.lower() for one in settings}) > 1:
        raise broken(place, "the issuers in Dgraph.Authorization have different headers; tokens come in one")
    if len({one.user_claim for one in settings}) > 1:
        raise broken(place, "the issuers in Dgraph.Authorization have different UserClaims; a permission query has one")
    first, *others = settings
    return replace(
        first,
        others=tuple(others),
        closed_by_default=any(one.closed_by_default for one in settings),
        deny_by_default=any(one.deny_by_default for one in settings),
    )


def _settings(members: dict[str, Any], place: Place) -> AuthSettings:
    urls = tuple(members.get("JWKUrls", ())) or tuple(url for url in (members.get("JWKUrl"),) if url)
    if members.get("JWKUrls") and members.get("JWKUrl"):
        raise broken(place, "Dgraph.Authorization has both JWKUrl and JWKUrls; put all of them into JWKUrls")
    if urls and ("VerificationKey" in members or "Algo" in members):
        raise broken(place, "Dgraph.Authorization has both VerificationKey, Algo and JWKUrl; keep one")
    for name in ("Header", "Namespace", *(() if urls else ("VerificationKey", "Algo"))):
        if not members.get(name):
            raise broken(place, f"Dgraph.Authorization needs {name}; write {_form}")
    for url in urls:
        if not url.startswith(("https://", "http://")):
            raise broken(place, f"the JWKUrl {url!r:.100} is no http or https URL")
    if not urls and members["Algo"] not in _algorithms:
        raise broken(place, f"the algorithm {members['Algo']} is unknown; use one of {', '.join(_algorithms)}")
    return AuthSettings(
        verification_key="" if urls else _key(members["VerificationKey"], members["Algo"], place),
        header=members["Header"],
        namespace=members["Namespace"],
        algorithm="" if urls else members["Algo"],
        audience=tuple(members.get("Audience", ())),
        issuer=members.get("Issuer"),
        jwk_urls=urls,
        leeway_s=members.get("Leeway", 0),
        closed_by_default=members.get("ClosedByDefault", False),
        deny_by_default=members.get("DenyByDefault", False),
        user_claim=members.get("UserClaim") or "sub",
    )


def _key(text: str, algorithm: str, place: Place) -> str:
    """The key as tokens are verified with it: a secret, or the PEM of a public key of the algorithm's kind."""
    is_pem = text.lstrip().startswith("-----BEGIN")
    if algorithm.startswith("HS"):
        if is_pem:
            raise broken(
                place,
                f"the VerificationKey is a public or private key, which {algorithm} would take as a secret; "
                "name the algorithm that the key is for, such as RS256",
            )
        return text
    from cryptography import x509  # noqa: PLC0415 -- a schema without such a key never pays for it
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa  # noqa: PLC0415

    kinds: dict[str, tuple[type, ...]] = {
        "RS": (rsa.RSAPublicKey,),
        "PS": (rsa.RSAPublicKey,),
        "ES": (ec.EllipticCurvePublicKey,),
        "Ed": (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey),
    }
    written = text.strip().encode()
    try:
        is_certificate = b"BEGIN CERTIFICATE" in written
        key = (
            x509.load_pem_x509_certificate(written).public_key()
            if is_certificate
            else form.load_pem_public_key(written)
        )
    except ValueError:
        raise broken(place, f"the VerificationKey is no PEM of a public key, which {algorithm} needs") from None
    if not isinstance(key, kinds[algorithm[:2]]):
        raise broken(place, f"the VerificationKey is a key of another kind than {algorithm} needs")
    return key.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo).decode()


def _read_json(text: str, place: Place) -> list[dict[str, Any]]:
    """One issuer, or a list of several."""
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    listed = given if isinstance(given, list) else [given]
    if not listed or not all(isinstance(one, dict) for one in listed):
        raise broken(place, f"Dgraph.Authorization is not followed by a JSON object; write {_form}")
    if len(listed) > limits.token_issuers_max:
        raise broken(place, f"Dgraph.Authorization lists over {limits.token_issuers_max} issuers (token_issuers_max)")
    return listed


def _read_members(given: dict[str, Any], place: Place) -> dict[str, Any]:
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
        case "ClosedByDefault" | "DenyByDefault":
            is_right, wanted = isinstance(value, bool), "true or false"
        case "Leeway":
            is_right = isinstance(value, int) and 0 <= value <= limits.token_leeway_s_max
            wanted = f"seconds, from 0 to {limits.token_leeway_s_max} (token_leeway_s_max)"
        case "Audience" | "JWKUrls":
            is_right = isinstance(value, list) and all(isinstance(one, str) for one in value)
            wanted = "a list of strings"
        case _:
            is_right, wanted = isinstance(value, str), "a string"
    if not is_right:
        error: SchemaError = broken(place, f"{name} in Dgraph.Authorization takes {wanted}")
        raise error
