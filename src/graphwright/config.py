"""Typed settings, in one order: flag, environment (`GRAPHWRIGHT_*`), graphwright.toml, default.

In: flags by setting name (None where not given), an environment, the path of a settings file. Out: a frozen
`Settings`, and for each setting where its value came from. Does not know: what the settings do, where the
file is looked for, how flags are declared. Bounds are not settings; they stand in `limits.py`.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, assert_never, get_args

from graphwright import limits
from graphwright.errors import ConfigError

FILE_NAME: Final = "graphwright.toml"
ENVIRONMENT_PREFIX: Final = "GRAPHWRIGHT_"
TEST_PREFIX: Final = "GRAPHWRIGHT_TEST_"
"""Variables of the test suite; they are no settings and nobody is warned of them."""
MASK: Final = "********"

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]
Anonymous = Literal["allow", "deny"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Takes any text but the empty one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePath:
    """Takes the path of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Takes true or false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Takes a whole number, bounds included."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Takes one of a few words."""

    words: tuple[str, ...]


ValueType = Text | FilePath | Switch | Number | Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a setting beside its name and default.

    Attributes:
        help: One line, for `--help` and `graphwright config`.
        takes: Which values fit.
        is_secret: Never printed, in no listing and no message.
    """

    help: str
    takes: ValueType
    is_secret: bool = False


def _about(text: str, takes: ValueType, *, secret: bool = False) -> dict[str, About]:
    return {"about": About(help=text, takes=takes, is_secret=secret)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default. Relative paths are relative to the working directory."""

    store: str = field(
        default="graphwright.db",
        metadata=_about("Where the data lives: a file, or postgresql://user:password@host/database", Text()),
    )
    read_store: str | None = field(
        default=None, metadata=_about("Replica asked for reads: postgresql://user:password@host/database", Text())
    )
    read_connections: int = field(
        default=8,
        metadata=_about("Connections on which each process reads from PostgreSQL", Number(minimum=1, maximum=1_000)),
    )
    statement_timeout_ms: int = field(
        default=limits.read_ms_max,
        metadata=_about("Milliseconds that a read may take", Number(minimum=10, maximum=limits.read_ms_max)),
    )
    schema: Path | None = field(default=None, metadata=_about("GraphQL schema file to apply at start", FilePath()))
    host: str = field(default="127.0.0.1", metadata=_about("Address to listen on", Text()))
    port: int = field(
        default=8080, metadata=_about("Port to listen on; 0 takes a free one", Number(minimum=0, maximum=65_535))
    )
    grpc_port: int | None = field(
        default=None,
        metadata=_about(
            "Port for gRPC; 0 turns it off; default: the port of HTTP + 1000", Number(minimum=0, maximum=65_535)
        ),
    )
    internal_address: str | None = field(
        default=None,
        metadata=_about(
            "host:port at which servers of the same PostgreSQL store on other machines reach this one", Text()
        ),
    )
    tls_cert: Path | None = field(
        default=None, metadata=_about("Certificate of the server, a PEM file: HTTP and gRPC are encrypted", FilePath())
    )
    tls_key: Path | None = field(
        default=None, metadata=_about("Private key of the certificate, a PEM file without a password", FilePath())
    )
    tls_client_ca: Path | None = field(
        default=None, metadata=_about("PEM file: clients must show a certificate that one of these signed", FilePath())
    )
    workers: int = field(default=1, metadata=_about("Server processes", Number(minimum=1, maximum=256)))
    strict_dgraph: bool = field(
        default=False, metadata=_about("Generate and answer exactly as Dgraph does, without our additions", Switch())
    )
    lambda_url: str | None = field(
        default=None, metadata=_about("Address of the server that computes @lambda fields", Text())
    )
    anonymous: Anonymous = field(
        default="allow",
        metadata=_about("Whether /graphql answers requests without a key or token", Choice(words=get_args(Anonymous))),
    )
    audit: Path | None = field(
        default=None, metadata=_about("File for the audit log of admin keys; default: standard error", FilePath())
    )
    log_level: LogLevel = field(
        default="info", metadata=_about("Least severe log lines to write", Choice(words=get_args(LogLevel)))
    )
    log_format: LogFormat = field(
        default="console", metadata=_about("Log lines for people or as JSON", Choice(words=get_args(LogFormat)))
    )


ABOUT: Final[Mapping[str, About]] = MappingProxyType(
    {entry.name: entry.metadata["about"] for entry in dataclasses.fields(Settings)}
)
"""What is known of each setting, in the order of `Settings`."""


class Origin(StrEnum):
    """Where a value came from, strongest first."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLine:
    """One line of `graphwright config`; `value` is safe to print."""

    name: str
    value: str
    origin: Origin
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedSettings:
    """The settings, where each came from, and what deserves a warning."""

    settings: Settings
    origins: Mapping[str, Origin]
    warnings: tuple[str, ...]

    def lines(self) -> tuple[SettingLine, ...]:
        """Every setting in the order of `Settings`."""
        return tuple(
            SettingLine(
                name=name,
                value=printable(getattr(self.settings, name), about),
                origin=self.origins[name],
                help=about.help,
            )
            for name, about in ABOUT.items()
        )


def load_settings(flags: Mapping[str, object], environ: Mapping[str, str], file: Path | None) -> ResolvedSettings:
    """Settings out of their four sources.

    Args:
        flags: By setting name; None means that the flag was not given.
        environ: The environment; an empty variable counts as not set.
        file: A settings file, which must then exist.

    Raises:
        ConfigError: The file cannot be read or names an unknown setting, or a value does not fit.
    """
    assert flags.keys() <= ABOUT.keys(), f"flags that are no settings: {flags.keys() - ABOUT.keys()}"
    sources = {  # weakest first: stronger ones replace them
        Origin.FILE: {} if file is None else _from_file(file),
        Origin.ENVIRONMENT: _from_environment(environ),
        Origin.FLAG: _from_flags(flags),
    }
    values: dict[str, Any] = {}
    origins = dict.fromkeys(ABOUT, Origin.DEFAULT)
    for origin, source in sources.items():
        values |= source
        origins |= dict.fromkeys(source, origin)
    return ResolvedSettings(
        settings=Settings(**values), origins=MappingProxyType(origins), warnings=_unknown_variables(environ)
    )


def environment_name(name: str) -> str:
    """The environment variable of a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def printable(value: object, about: About) -> str:
    """A value as text without its secrets: of secret settings all, of URLs the password."""
    if value is None:
        return ""
    if about.is_secret:
        return MASK
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if "://" not in text:
        return text
    # Up to the last @, for a password may hold one unescaped; libpq also takes passwords as parameters.
    text = re.sub(r"(://[^:@/]*:).*@", rf"\g<1>{MASK}@", text)
    return re.sub(r"([?&](?:ssl)?password=)[^&]*", rf"\g<1>{MASK}", text)


def _from_file(file: Path) -> dict[str, object]:
    try:
        text = file.read_text(encoding="utf-8")
        entries = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"cannot read the settings file {file}: {error.strerror}") from error
    except ValueError as error:  # bad TOML, bytes that are no UTF-8, a number of thousands of digits
        raise ConfigError(f"{file} is not valid TOML: {error}") from error
    decoded = {}
    for name, value in entries.items():
        line = _line_of(name, text)
        place = f"{file}, line {line}: {name}" if line else f"{file}: {name}"
        if name not in ABOUT:
            raise ConfigError(f"{place} is not a setting{_suggestion(_closest(name))}", line=line)
        decoded[name] = _decoded(name, value, place, line=line)
    return decoded


def _line_of(name: str, text: str) -> int | None:
    """The line where a top-level key or table begins; None in rare spellings, such as escaped keys."""
    key = rf"^[ \t]*(?:\[\[?[ \t]*)?[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]"
    found = re.search(key, text, flags=re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    decoded = {}
    for name in ABOUT:
        variable = environment_name(name)
        if text := environ.get(variable):
            decoded[name] = _decoded(name, _from_text(text, ABOUT[name].takes), variable)
    return decoded


def _from_flags(flags: Mapping[str, object]) -> dict[str, object]:
    return {
        name: _decoded(name, value, f"--{name.replace('_', '-')}") for name, value in flags.items() if value is not None
    }


def _unknown_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_unknown_variable(variable) for variable in sorted(environ) if _is_unknown(variable))


def _is_unknown(variable: str) -> bool:
    is_ours = variable.startswith(ENVIRONMENT_PREFIX) and not variable.startswith(TEST_PREFIX)
    return is_ours and variable not in map(environment_name, ABOUT)


def _unknown_variable(variable: str) -> str:
    close = _closest(variable.removeprefix(ENVIRONMENT_PREFIX))
    return f"the environment variable {variable} is not a setting and has no effect" + _suggestion(
        environment_name(close) if close else None
    )


def _closest(name: str) -> str | None:
    """The setting that was probably meant."""
    return next(iter(difflib.get_close_matches(name.lower().replace("-", "_"), ABOUT, n=1)), None)


def _suggestion(meant: str | None) -> str:
    return f"; did you mean {meant}?" if meant else "; `graphwright config` lists all settings"


def _decoded(name: str, value: object, place: str, *, line: int | None = None) -> object:
    """The value in the setting's own type; `place` begins the message if it does not fit."""
    about = ABOUT[name]
    if not _fits(value, about.takes):
        shown = "" if about.is_secret else f", not {value!r}"
        raise ConfigError(f"{place} must be {_expected(about.takes)}{shown}", line=line)
    return Path(str(value)) if isinstance(about.takes, FilePath) else value


def _from_text(text: str, takes: ValueType) -> object:
    """What a variable's text stands for; a text that stands for nothing stays as it is, and is then refused."""
    match takes:
        case Switch():
            return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
        case Number():
            return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else text
        case Text() | FilePath() | Choice():
            return text
        case _:
            assert_never(takes)


def _fits(value: object, takes: ValueType) -> bool:
    match takes:
        case Switch():
            return isinstance(value, bool)
        case Number():
            # Python counts True as 1, TOML does not.
            is_number = isinstance(value, int) and not isinstance(value, bool)
            return is_number and value in range(takes.minimum, takes.maximum + 1)
        case Choice():
            return value in takes.words
        case Text() | FilePath():
            return isinstance(value, str | Path) and str(value) != "" and "\0" not in str(value)
        case _:
            assert_never(takes)


def _expected(takes: ValueType) -> str:
    match takes:
        case Switch():
            return "true or false"
        case Number():
            return f"a whole number from {takes.minimum} to {takes.maximum}"
        case Choice():
            return f"one of {', '.join(takes.words)}"
        case Text() | FilePath():
            return "a text that is not empty"
        case _:
            assert_never(takes)
