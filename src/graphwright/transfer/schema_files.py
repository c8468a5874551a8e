"""Schema files of any form → schemas: GraphQL, DQL, and what Dgraph exports (`.schema.gz`, `.gql_schema.gz`).

In: a file. Out: its texts and the language of each. What Dgraph's own part of an export says (`dgraph.…`) is left out:
here it is no data. Does not know: the store, what the texts say.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

import orjson

from graphwright import limits
from graphwright.engine.database import Database
from graphwright.errors import LoadError, NotSupportedYet
from graphwright.model.dql_requests import DqlAlter
from graphwright.records import dataclass
from graphwright.schema.dql_printing import print_dql_schema

SchemaLanguage = Literal["graphql", "dql"]
_graphql_suffixes: Final = (".graphql", ".gql", ".graphqls")
_dql_suffixes: Final = (".dql",)
data_suffixes: Final = (".rdf", ".nq", ".nt", ".json", ".jsonl", ".ndjson")
_namespace: Final = r"(?:\[\s*(?:0x)?[0-9a-fA-F]+\s*\]\s*)?"
_kinds: Final = "string|int|float|bool|dateTime|datetime|geo|uid|password|bigfloat|float32vector|default|binary"
_predicate_line: Final = re.compile(
    rf"^[ \t]*{_namespace}(?:<[^>\n]+>|[\w.~!-]+)[ \t]*:[ \t]*\[?[ \t]*(?:{_kinds})\b[^\n]*?\.[ \t]*(?:\#.*)?$",
    re.MULTILINE,
)
_type_line: Final = re.compile(
    rf"^[ \t]*{_namespace}type[ \t]+(?:<[^>\n]+>|[\w.]+)[ \t]*\{{([^{{}}:]*)\}}", re.MULTILINE
)
_whole_type: Final = re.compile(rf"^[ \t]*{_namespace}type[ \t]+(?:<[^>\n]+>|[\w.]+)[ \t]*\{{[^{{}}]*\}}", re.MULTILINE)
_own_predicate: Final = re.compile(rf"^[ \t]*{_namespace}<?dgraph\.[^\n]*$", re.MULTILINE)
_own_type: Final = re.compile(rf"^[ \t]*{_namespace}type[ \t]+<?dgraph\.[^{{}}]*\{{[^{{}}]*\}}", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFile:
    """A schema, and the file that it was read from."""

    path: Path
    language: SchemaLanguage
    text: str


def read_schema_files(paths: Iterable[Path]) -> list[SchemaFile]:
    """The schemas of files, those in GraphQL first: they decide where the data live.

    Raises:
        LoadError: A file cannot be read.
        NotSupportedYet: One has schemas of several namespaces.
    """
    found = [schema for path in paths if (schema := read_schema_file(path)) is not None]
    return sorted(found, key=lambda schema: schema.language != "graphql")


def read_schema_file(path: Path) -> SchemaFile | None:
    """The schema of a file; None for one that says nothing."""
    text = _read(path)
    if text.lstrip()[:1] == "[" and (schemas := _exported(path, text)) is not None:
        text = "".join(schemas)
        return SchemaFile(path=path, language="graphql", text=text) if text.strip() else None
    if not text.strip():
        return None
    language = language_of(path, text)
    if language == "dql":
        text = _own_predicate.sub(_blanked, _own_type.sub(_blanked, text))
    return SchemaFile(path=path, language=language, text=text)


def language_of(path: Path, text: str) -> SchemaLanguage:
    """By the file's name where it says so, else by what the text looks like."""
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix in _graphql_suffixes:
        return "graphql"
    if suffix in _dql_suffixes:
        return "dql"
    return "dql" if _predicate_line.search(text) or _type_line.search(text) else "graphql"


def is_schema_name(path: Path) -> bool:
    """Whether a file of an export is a schema."""
    name = path.name.removesuffix(".gz")
    return name.endswith(("schema", *_graphql_suffixes, *_dql_suffixes))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFiles:
    """The files of a load."""

    schemas: list[Path]
    data: list[Path]


def given_files(paths: Iterable[Path], schemas: Iterable[Path]) -> GivenFiles:
    """The files that are named, and those of folders that are named: of exports.

    Args:
        schemas: Those of folders do not count where there are some.

    Raises:
        LoadError: A folder has no files of an export, a schema is not there.
    """
    found = GivenFiles(schemas=list(schemas), data=[])
    own: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.data.append(path)
            continue
        files = sorted(file for file in path.iterdir() if file.is_file())
        data = [file for file in files if file.name.removesuffix(".gz").endswith(data_suffixes)]
        if not data:
            raise LoadError(f"the folder {path} holds no .rdf and no .json files; name the folder of one export")
        found.data.extend(data)
        own += [file for file in files if is_schema_name(file)]
    found.schemas.extend([] if found.schemas else own)
    return found


def _read(path: Path) -> str:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(limits.schema_bytes_max + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise LoadError(f"{path} cannot be read: {error}") from error
    if len(data) > limits.schema_bytes_max:
        raise LoadError(f"{path} has more than {limits.schema_bytes_max} bytes (schema_bytes_max); is it a schema?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error


def _exported(path: Path, text: str) -> list[str] | None:
    """The schemas of Dgraph's form `[{"namespace": 0, "schema": "…"}]`; None where the text is of another form."""
    try:
        entries = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "schema" in entry for entry in entries):
        return None
    used = [entry for entry in entries if str(entry["schema"]).strip()]
    if len({str(entry.get("namespace", 0)) for entry in used}) > 1:
        raise NotSupportedYet(f"{path} has schemas of several namespaces, which are not supported yet; take one out")
    return [str(entry["schema"]) for entry in used]


def _blanked(match: re.Match[str]) -> str:
    """As many lines, so that positions in messages stay right."""
    return "\n" * match[0].count("\n")


def apply_schema(database: Database, schema: SchemaFile) -> Sequence[str]:
    """Puts a schema in force; of one in DQL only what does not hold already, as in what an export says twice.

    Returns:
        What changed, in words, as far as it is told.

    Raises:
        GraphwrightError: It is no schema, or the data or another schema do not allow it.
    """
    if schema.language == "graphql":
        return database.alter(schema.text).changes
    left = without_present(schema.text, print_dql_schema(database.newest().catalog))
    if left.strip():
        database.alter_dql(DqlAlter(schema=left))
    return ()


def without_present(text: str, present: str) -> str:
    """A schema in DQL without the lines and types that another one has word by word; blank lines in their place."""
    lines = {match[0].strip() for match in _predicate_line.finditer(present)}
    types = {_words(match) for match in _whole_type.finditer(present)}
    left = _whole_type.sub(lambda match: _blanked(match) if _words(match) in types else match[0], text)
    return _predicate_line.sub(lambda match: "" if match[0].strip() in lines else match[0], left)


def _words(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(match[0].split())
