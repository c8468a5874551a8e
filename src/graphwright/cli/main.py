"""The entry point: all sub-commands in one list, and what a user sees when something is wrong."""

from __future__ import annotations

import sys
from typing import Final, NoReturn

import typer

from graphwright.cli.auth.clear import clear
from graphwright.cli.auth.explain import explain
from graphwright.cli.auth.set import set_
from graphwright.cli.auth.show import show
from graphwright.cli.bulk import bulk
from graphwright.cli.config import config
from graphwright.cli.copy import copy
from graphwright.cli.dev import dev
from graphwright.cli.export import export
from graphwright.cli.key.create import create
from graphwright.cli.key.list import list_
from graphwright.cli.key.revoke import revoke
from graphwright.cli.load import load
from graphwright.cli.problems import exit_status, told
from graphwright.cli.query import query
from graphwright.cli.schema.apply import apply
from graphwright.cli.schema.diff import diff
from graphwright.cli.schema.lint import lint
from graphwright.cli.schema.print import print_
from graphwright.cli.schema.validate import validate
from graphwright.cli.serve import serve
from graphwright.cli.version import version
from graphwright.errors import GraphwrightError

# Plain help and our own errors: rich would add 80 ms to every start, and tracebacks are for bugs.
_application: Final = typer.Typer(
    name="graphwright",
    help="GraphQL types in, a complete database API out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_schema: Final = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Apply, check, show a GraphQL schema.")

_key: Final = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Make, list, revoke API keys.")
_auth: Final = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="How tokens are read; what rules say.")

_application.command("serve")(serve)
_application.command("dev")(dev)
_application.add_typer(_schema, name="schema")
_schema.command("apply")(apply)
_schema.command("validate")(validate)
_schema.command("lint")(lint)
_schema.command("print")(print_)
_schema.command("diff")(diff)
_application.add_typer(_key, name="key")
_key.command("create")(create)
_key.command("list")(list_)
_key.command("revoke")(revoke)
_application.add_typer(_auth, name="auth")
_auth.command("set")(set_)
_auth.command("show")(show)
_auth.command("clear")(clear)
_auth.command("explain")(explain)
_application.command("load")(load)
_application.command("bulk")(bulk)
_application.command("export")(export)
_application.command("copy")(copy)
_application.command("query")(query)
_application.command("config")(config)
_application.command("version")(version)


def main() -> NoReturn:
    """Runs the command line of this process.

    Exit status 0: done. 1: it did not work; standard error says why. 2: the words or settings are wrong.
    """
    try:
        _application(prog_name="graphwright")
    except GraphwrightError as error:
        print(told(error), file=sys.stderr)
        sys.exit(exit_status(error))
    sys.exit(0)
