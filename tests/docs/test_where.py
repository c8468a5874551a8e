"""docs/where.md is complete and true: each word that a user can meet, its file, its test, its page of the manual."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from graphwright import errors, limits
from graphwright.admin.operations import ADMIN_SCHEMA
from graphwright.bind.dql.conditions import function_names
from graphwright.cli.main import application
from graphwright.config import ABOUT, Settings, environment_name
from graphwright.engine.requests import Health
from graphwright.model.values import ValueKind
from graphwright.schema.dql_definitions import directive_names
from graphwright.schema.rules.directives import supported_directives
from graphwright.schema.scalars import id_type_name, scalars
from graphwright.search.kinds import index_kinds
from graphwright.server.application import ENDPOINTS, GRAPHQL_PATH
from graphwright.server.counters import Counters
from graphwright.server.metric_families import MetricFamilies
from tests.docs.blocks import DOCS, PAGES, ROOT, blocks_of

WHERE = DOCS / "where.md"
RUNS_THE_MANUAL = ROOT / "tests/docs/test_blocks.py"
ROW = re.compile(r"^\| `([^`]+)` \| \[[^\]]*\]\(([^)]+)\) \| \[[^\]]*\]\(([^)]+)\) \| \[[^\]]*\]\(([^)]+)\) \|$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a word, the file that makes it so, the test that shows it, the page that tells of it."""

    word: str
    file: Path
    test: Path
    page: Path


def tables() -> dict[str, list[Row]]:
    """The rows under each heading of where.md."""
    found: dict[str, list[Row]] = {}
    heading = ""
    for line in WHERE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
            found[heading] = []
        elif match := ROW.match(line):
            places = [(DOCS / target.partition("#")[0]).resolve() for target in match.groups()[1:]]
            found[heading].append(Row(match[1], *places))
        else:
            assert not line.startswith("| `"), f"where.md has a line that is no row: {line}"
    return found


TABLES = tables()


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each command that does something, by its words."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*words, name))
    else:
        yield " ".join(words), command


COMMANDS = dict(commands(application()))
SERVER_CODES = re.compile(r'"code": "(\w+)"')


def error_codes() -> set[str]:
    """The codes of the error tree, and those that the server writes by itself."""
    tree = {
        kind.code
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.GraphwrightError)
    }
    written = {
        code
        for file in (ROOT / "src/graphwright").rglob("*.py")
        for code in SERVER_CODES.findall(file.read_text(encoding="utf-8"))
    }
    return (tree | written) - {errors.GraphwrightError.code, "Success"}


def flags() -> set[str]:
    return {
        flag
        for command in COMMANDS.values()
        for parameter in command.params
        for flag in (*parameter.opts, *parameter.secondary_opts)
        if flag.startswith("-")
    } - {"--help"}


EXPECTED: dict[str, set[str]] = {
    "Directives": {f"@{name}" for name in supported_directives}
    | {"@skip", "@include", "@transaction", "@dryRun", "@cascade", "@cacheControl"}
    | {"# Dgraph.Authorization", "# Graphwright.Strict"},
    "Scalars": {id_type_name, *scalars},
    "Index kinds": {*index_kinds, "geo"},
    "Types of DQL": {kind.value for kind in ValueKind},
    "Directives of DQL's schemas": {f"@{name}" for name in directive_names},
    "Filter operators": {operator for kind in index_kinds.values() for operator in kind.operators}
    | {"has", "and", "or", "not", "some", "every", "none", "count"},
    "Functions of DQL": set(function_names),
    "Parts of an update": {"set", "remove", "update", "replace"},
    "Settings": set(ABOUT) | {environment_name(name) for name in ABOUT},
    "Commands": {f"graphwright {words}" for words in COMMANDS},
    "Flags": flags(),
    "Endpoints": {GRAPHQL_PATH, *(endpoint.path for endpoint in ENDPOINTS)},
    "Operations of the admin API": {
        *ADMIN_SCHEMA.query_type.fields,  # type: ignore[union-attr] # there is one
        *ADMIN_SCHEMA.mutation_type.fields,  # type: ignore[union-attr]
    },
    "Error codes": error_codes(),
    "Limits": {name for name in vars(limits) if name.islower() and not name.startswith("_")} - {"annotations"},
}


def test_there_is_a_table_for_each_kind_of_word() -> None:
    assert TABLES.keys() == EXPECTED.keys()


@pytest.mark.parametrize("heading", EXPECTED)
def test_the_table_has_every_word_and_no_other(heading: str) -> None:
    words = [row.word for row in TABLES[heading]]
    assert len(words) == len(set(words))
    assert set(words) == EXPECTED[heading]


@pytest.mark.parametrize("heading", EXPECTED)
def test_each_word_has_a_file_a_test_and_a_page(heading: str) -> None:
    for row in TABLES[heading]:
        assert row.file.is_file() and row.file.is_relative_to(ROOT / "src"), row
        assert row.test.is_file() and row.test.is_relative_to(ROOT / "tests"), row
        assert row.test.name.startswith("test_"), row
        assert row.page.is_file() and row.page.is_relative_to(DOCS), row


@pytest.mark.parametrize("heading", EXPECTED)
def test_each_word_is_in_its_test(heading: str) -> None:
    """Or, where the test is the one that runs the manual, in a block that runs."""
    blocks = [block.text for page in PAGES for block in blocks_of(page) if block.mark != "shown"]
    missing = []
    for row in TABLES[heading]:
        texts = blocks if row.test == RUNS_THE_MANUAL else [row.test.read_text(encoding="utf-8")]
        word = re.escape(row.word.removeprefix("graphwright ").split(" ")[-1])
        if not any(re.search(rf"(?<![\w-]){word}(?![\w-])", text) for text in texts):
            missing.append(f"{row.word} in {row.test.relative_to(ROOT)}")
    assert not missing


@pytest.mark.parametrize("heading", EXPECTED)
def test_the_manual_tells_of_each_word(heading: str) -> None:
    """The word stands in the page as code, alone or at the beginning of it (`--store PATH`)."""
    missing = [
        f"{row.word} in {row.page.name}"
        for row in TABLES[heading]
        if not re.search(rf"`(?:[^`\n]*[ ,(|/])?{re.escape(row.word)}(?![\w-])", row.page.read_text(encoding="utf-8"))
    ]
    assert not missing


def test_the_flags_of_each_command_stand_in_its_section() -> None:
    """`cli.md` has a section per command, and there each of its flags."""
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0].strip("` "): part for part in text.split("\n## ")}
    for words, command in COMMANDS.items():
        section = sections[f"graphwright {words}"]
        for parameter in command.params:
            for flag in parameter.opts:
                if flag.startswith("-") and flag != "--help":
                    assert f"`{flag}" in section, f"{flag} of graphwright {words}"


def test_the_manual_states_each_setting_with_its_default() -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for name in ABOUT:
        default = getattr(Settings(), name)
        written = "none" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
        assert f"| `{name}` | `{environment_name(name)}` | {written} |" in text, name


def test_the_manual_states_each_limit_with_its_value() -> None:
    text = (DOCS / "limits.md").read_text(encoding="utf-8")
    for name in EXPECTED["Limits"]:
        value = getattr(limits, name)
        assert f"| `{name}` | {value:,} |" in text, f"{name} is {value:,}"


def test_the_manual_states_each_metric() -> None:
    health = Health(version="", store="", catalog_version=1, schema_update_counter=1, uptime_s=0.0)
    text = (DOCS / "operations.md").read_text(encoding="utf-8")
    for family in MetricFamilies(Counters().totals(), health).collect():
        assert f"`{family.name}" in text, family.name
