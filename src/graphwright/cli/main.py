"""The entry point: all sub-commands in one list, and what a user sees when something is wrong."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final, NoReturn

import click

from graphwright.cli.problems import exit_status, told
from graphwright.cli.words import command_of
from graphwright.errors import GraphwrightError

_COMMANDS: Final = (
    ("serve", "serve:serve"),
    ("dev", "dev:dev"),
    ("schema apply", "schema.apply:apply"),
    ("schema validate", "schema.validate:validate"),
    ("schema lint", "schema.lint:lint"),
    ("schema print", "schema.print:print_"),
    ("schema diff", "schema.diff:diff"),
    ("key create", "key.create:create"),
    ("key list", "key.list:list_"),
    ("key revoke", "key.revoke:revoke"),
    ("auth set", "auth.set:set_"),
    ("auth show", "auth.show:show"),
    ("auth clear", "auth.clear:clear"),
    ("auth explain", "auth.explain:explain"),
    ("load", "load:load"),
    ("bulk", "bulk:bulk"),
    ("export", "export:export"),
    ("copy", "copy:copy"),
    ("query", "query:query"),
    ("config", "config:config"),
    ("version", "version:version"),
)
"""Words, and where their function is in this room, in the order of the help."""
_GROUPS: Final = {
    "schema": "Apply, check, show a GraphQL schema.",
    "key": "Make, list, revoke API keys.",
    "auth": "How tokens are read; what rules say.",
}


def main() -> NoReturn:
    """Runs the command line of this process.

    Exit status 0: done. 1: it did not work; standard error says why. 2: the words or settings are wrong.
    """
    try:
        application().main(prog_name="graphwright")
    except GraphwrightError as error:
        print(told(error), file=sys.stderr)
        sys.exit(exit_status(error))
    sys.exit(0)


def application() -> click.Group:
    """The command line as a whole."""
    return _Group("", "GraphQL types in, a complete database API out.")


class _Group(click.Group):
    """Commands whose words begin alike; one is imported when it is asked for, all of them only for the help."""

    def __init__(self, word: str, help_: str) -> None:
        super().__init__(word or None, help=help_, no_args_is_help=True)
        self._places = {words: place for words, place in _COMMANDS if words.startswith(word)}
        self._depth = 1 if word else 0

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- as click calls it
        return list(dict.fromkeys(words.split()[self._depth] for words in self._places))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in _GROUPS and not self._depth:
            return _Group(cmd_name, _GROUPS[cmd_name])
        place = self._places.get(f"{self.name} {cmd_name}" if self._depth else cmd_name)
        if place is None:
            return None
        module, _, function = place.partition(":")
        return command_of(cmd_name, getattr(import_module(f"graphwright.cli.{module}"), function))
