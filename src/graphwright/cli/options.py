"""Flags that several sub-commands have, and the settings that they become."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Final

from graphwright.cli.problems import Text
from graphwright.cli.words import Argument, Option
from graphwright.config import ABOUT, FILE_NAME, ResolvedSettings, load_settings
from graphwright.errors import ConfigError

STANDARD_INPUT: Final = "-"

StoreFlag = Annotated[str | None, Option("--store", metavar="PATH|URL", help=ABOUT["store"].help)]
LogLevelFlag = Annotated[str | None, Option("--log-level", metavar="LEVEL", help=ABOUT["log_level"].help)]
LogFormatFlag = Annotated[str | None, Option("--log-format", metavar="FORM", help=ABOUT["log_format"].help)]
PortFlag = Annotated[int | None, Option("--port", help=ABOUT["port"].help)]
SchemaArgument = Annotated[
    str, Argument(metavar="FILE", help="A file in GraphQL's schema language; - reads it from standard input.")
]

AllowUnsafeFlag = Annotated[
    bool, Option("--allow-unsafe", help="Drop stored values that the schema cannot hold; they are listed.")
]
AllowPauseFlag = Annotated[
    bool, Option("--allow-pause", help="Let writers wait for longer than 10 s, if the change takes that.")
]


def settings_from(**flags: object) -> ResolvedSettings:
    """The settings: flags, environment, graphwright.toml of this folder, defaults; warnings are printed.

    Raises:
        ConfigError: A value does not fit.
    """
    file = Path(FILE_NAME)
    resolved = load_settings(flags, os.environ, file if file.exists() else None)
    for warning in resolved.warnings:
        print(f"graphwright: warning: {warning}", file=sys.stderr)
    return resolved


def read_text(name: str) -> Text:
    """A file that the user named.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        if name == STANDARD_INPUT:
            return Text("<standard input>", sys.stdin.read())
        return Text(name, Path(name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"there is no file {name}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name} is not UTF-8: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise ConfigError(f"cannot read {name}: {error.strerror}") from error
